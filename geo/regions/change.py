"""How a region's status changes over a span of days: for a slider, and for whoever asks when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.errors import UnknownNameError
from geo.model import Region
from geo.regions import history, names

_TELLING = ("status", "de_jure", "de_facto", "claimed_by", "recognized_by")


def statuses(region_id: str, first: date, last: date, worldview: str = "ISO") -> list[tuple[date, Region]]:
    """What a region is on the first day of a span, and on each day up to the last on which that changes.

    Parameters
    ----------
    region_id : str
    first, last : datetime.date
        Both included.
    worldview : str

    Returns
    -------
    list of (datetime.date, Region)
        In order of time; empty where the tables hold no dispute or sovereignty
        of that region (its status never changes). Days on which the region
        does not exist are left out.
    """
    start, end = first.isoformat(), last.isoformat()
    periods, recognized = history.periods().get(region_id, ()), history.recognitions().get(region_id, ())
    if not periods and not recognized:
        return []

    def within(rows) -> set[str]:
        return {d for row in rows for d in (row.valid_from, row.valid_to) if start < d <= end}

    # A recognition by another state adds a name to a list; the whole view is worked out only where more may change.
    turning = {start} | within(periods) | within(r for r in recognized if r.state == worldview)
    found: list[tuple[date, Region]] = []
    held: Region | None = None
    for day in sorted(turning | within(recognized)):
        if day in turning:
            try:
                held = names.get(region_id, worldview, day)
            except UnknownNameError:
                held = None
        elif held is not None and held.recognized_by:
            held = replace(held, recognized_by=history.recognized_by(region_id, day))
        elif held is not None and any(r.valid_from == day for r in recognized):
            held = names.get(region_id, worldview, day)  # the first one: whether the view tells it is the view's affair
        if held is not None and (not found or any(getattr(held, slot) != getattr(found[-1][1], slot) for slot in _TELLING)):
            found.append((date.fromisoformat(day), held))
    return found
