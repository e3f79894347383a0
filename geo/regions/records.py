"""Regions as objects, and as the flat records that the command and GeoJSON write."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.model import Region
from geo.regions.history import OPEN, START, Period
from geo.regions.views import View

NATURAL_EARTH = "Natural Earth 1:10m 5.1"


def make_region(
    region: str,
    name: str,
    level: str,
    parent: str | None,
    view: View | None,
    area: float | None,
    *,
    status: str,
    de_jure: str | None,
    de_facto: str | None,
    found: Period | None = None,
    valid_from: str = START,
    valid_to: str = OPEN,
    note: str = "",
    source: str = "",
) -> Region:
    """A region from what a worldview sees, or from the plain values of its level where it sees nothing special."""
    claimed: tuple[str, ...] = ()
    recognized: tuple[str, ...] = ()
    if view is not None and found is not None:
        status, de_jure, de_facto = view.status, view.de_jure, view.de_facto
        claimed, recognized = view.claimed_by, view.recognized_by
        valid_from, valid_to, note, source = found.valid_from, found.valid_to, found.note, found.source
    return Region(
        id=region,
        name=name,
        level=level,
        status=status,
        de_jure=de_jure,
        de_facto=de_facto,
        claimed_by=claimed,
        recognized_by=recognized,
        valid_from=_date(valid_from, START),
        valid_to=_date(valid_to, OPEN),
        note=note or None,
        source=source or NATURAL_EARTH,
        area_km2=None if area is None else round(area, 3 if area < 100 else 1),
        parent=parent,
    )


def _date(text: str, unbounded: str) -> date | None:
    return None if text == unbounded else date.fromisoformat(text)


def record(region: Region) -> dict[str, Any]:
    """A region as ``conflictmap regions --json`` writes it.

    Returns
    -------
    dict
        Keys ``id name level status de_jure de_facto claimed_by recognized_by
        valid_from valid_to note source area_km2 parent``; dates as ISO text.
    """
    return {
        "id": region.id,
        "name": region.name,
        "level": region.level,
        "status": region.status,
        "de_jure": region.de_jure,
        "de_facto": region.de_facto,
        "claimed_by": list(region.claimed_by),
        "recognized_by": list(region.recognized_by),
        "valid_from": region.valid_from and region.valid_from.isoformat(),
        "valid_to": region.valid_to and region.valid_to.isoformat(),
        "note": region.note,
        "source": region.source,
        "area_km2": region.area_km2,
        "parent": region.parent,
    }
