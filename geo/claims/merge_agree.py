"""Whether two mentions of an event can agree: their dates, figures and places."""

from __future__ import annotations

from datetime import timedelta

from geo.claims.dates_calendar import When
from geo.claims.effects_counts import Count
from geo.claims.events_topic import Slot
from geo.model import Place


def dates_agree(one: When, two: When) -> bool | None:
    """``True`` if two dates overlap, ``False`` if they exclude each other, ``None`` if one is unknown."""
    if one.start is None or two.start is None:
        return None
    first_end, second_end = one.end or one.start, two.end or two.start
    slack = (
        timedelta(days=4)
        if "week" in (one.precision, two.precision) and (one.end is None or two.end is None)
        else timedelta(0)
    )
    return one.start <= second_end + slack and two.start <= first_end + slack


def span_days(when: When) -> int:
    """How many days a date spans, as far as is known."""
    return (when.end - when.start).days if when.start is not None and when.end is not None else 0


def effects_agree(one: dict[str, Count], two: dict[str, Count]) -> bool:
    """Whether no figure of the one rules out the other's."""
    for kind in one.keys() & two.keys():
        a, b = one[kind], two[kind]
        if not (a.known and b.known):
            continue
        if any(x.low is None and (y.low or 0) * 3 < (x.high or 0) for x, y in ((a, b), (b, a))):
            return False  # "up to one million" and "30,000" are two counts
        lows = sorted(x.low or 0 for x in (a, b))
        if (a.high is None or b.high is None) and lows[1] > max(lows[0] + 2, 1.5 * lows[0]):
            return False  # "at least 18" and "more than 100" are two counts
        low, high = max(a.low or 0, b.low or 0), min(x for x in (a.high, b.high, 10**12) if x is not None)
        if low > high:
            return False
    return True


def places_agree(one: Slot, two: Slot) -> bool:
    """The same place, or one inside the other."""
    return any(_within(a, b) or _within(b, a) for a in one.places for b in two.places)


def _within(inner: Place, outer: Place) -> bool:
    if inner.id == outer.id or inner.id.removeprefix("near:") == outer.id:
        return True
    if inner.country != outer.country or not inner.country:
        return False
    code = outer.feature_code or ""
    if code.startswith("PCL"):
        return True
    if code == "ADM1" and inner.admin1 is not None and inner.admin1 == outer.admin1:
        return (inner.feature_code or "") not in ("ADM1",)
    return False
