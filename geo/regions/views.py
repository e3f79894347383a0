"""What a worldview holds a territory to be, in one period of its history."""

from __future__ import annotations

from dataclasses import dataclass

from geo.regions.history import NEUTRAL, Period, recognized_by

#: Statuses of a region that is simply what its level says.
PLAIN = {"sovereign", "dependency", "division", "constituent", "autonomous"}
#: Statuses of a territory whose sovereignty is at issue, or whose holder is not its state.
AT_ISSUE = {
    "breakaway",
    "occupied",
    "disputed",
    "indeterminate",
    "UN-patrolled",
    "UN-administered",
    "leased",
    "demilitarized",
}


@dataclass(frozen=True, slots=True)
class View:
    """A territory's status in one worldview on one day.

    Attributes
    ----------
    state : str or None
        Region id of the state that the worldview puts it in; the territory's
        own id if it holds it to be a state.
    de_jure, de_facto : str or None
        As :class:`geo.model.Region` has them: a state's code, else a name.
    merge : bool
        Whether a country's entry (Kosovo, Croatia of 1985) is drawn as a part
        of `state` instead of for itself.
    """

    state: str | None
    de_jure: str | None
    de_facto: str | None
    status: str
    claimed_by: tuple[str, ...]
    recognized_by: tuple[str, ...]
    merge: bool


def is_code(name: str | None) -> bool:
    """Whether a name is a state's two-letter code."""
    return name is not None and len(name) == 2 and name.isupper()


def own_name(period: Period, name: str) -> str:
    """How a territory is called as a state: its code, else the authority that holds it, else its name."""
    if is_code(period.territory):
        return period.territory
    return period.de_facto if period.de_facto and not is_code(period.de_facto) else name


def look(period: Period, worldview: str, day: str, name: str) -> View:
    """The view of a worldview on a territory in a period.

    In this order a worldview follows: the table's explicit entry, its own
    recognition of the territory as a state, its own claim, and else United
    Nations practice, which is the neutral view.
    """
    neutral = period.de_jure or None
    recognized = recognized_by(period.territory, day)
    own = own_name(period, name)
    position = worldview in period.views
    if worldview == NEUTRAL:
        de_jure = neutral
    elif worldview == "TLC":
        de_jure = (period.de_facto or neutral) if period.status not in PLAIN else neutral
    elif position:
        de_jure = {"self": own, "-": None}.get(period.views[worldview], period.views[worldview])
    elif worldview in recognized or (worldview == period.territory and period.status != "constituent"):
        de_jure = own  # a republic of the USSR was no state to itself; one that says so now is in `views`
    elif worldview in period.claimed_by:
        # A claimant that holds it keeps it as the entry of its own that it is (Chagos for the United Kingdom).
        de_jure, position = worldview, worldview != period.de_facto
    else:
        de_jure = neutral
    state = period.territory if de_jure == own and de_jure is not None else de_jure
    held_by_another = period.status in ("disputed", "breakaway") and period.de_facto != neutral
    return View(
        state=state if state == period.territory or is_code(state) else None,
        de_jure=de_jure,
        de_facto=period.de_facto or None,
        status=_status(period, worldview, de_jure, own, worldview in recognized or worldview == period.territory),
        claimed_by=tuple(sorted({*period.claimed_by, *([neutral] if is_code(neutral) else [])} - {de_jure, own, None})),
        recognized_by=recognized,
        merge=is_code(state)
        and state != period.territory
        and (period.status == "constituent" or (worldview != NEUTRAL and (position or held_by_another))),
    )


def _status(period: Period, worldview: str, de_jure: str | None, own: str, recognizes: bool) -> str:
    """Status in a worldview: the table's, unless the worldview sees no dispute."""
    if worldview == NEUTRAL or de_jure is None:
        return period.status
    if de_jure != (period.de_jure or None) and period.status in ("constituent", "sovereign"):
        return "occupied" if period.status == "constituent" else "disputed"
    if period.status in ("division", "dependency") and de_jure not in (period.de_jure or None, period.de_facto):
        return "disputed"
    if worldview == period.de_facto and de_jure != worldview and period.status == "occupied":
        return "disputed"  # no holder calls itself an occupier
    if de_jure != period.de_facto:
        return period.status
    if de_jure == own:
        return "sovereign" if recognizes else period.status
    if worldview in period.views and is_code(period.territory):
        return "division"
    if period.status in PLAIN:
        return period.status
    if worldview in (de_jure, "TLC") or de_jure != (period.de_jure or None):
        return "dependency" if is_code(period.territory) else "division"
    return period.status
