"""Where a claim is: the area that its place may lie in, and the point that stands for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import shapely

from geo.errors import UnknownNameError
from geo.model import Place
from geo.regions import shapes

_KM_PER_DEGREE = 111.32


def key(record: dict[str, Any]) -> tuple:
    """What two claims with the same area have in common."""
    return record["place_id"], tuple(record["excluding"] or ()), record["uncertainty_km"]


def areas(
    records: list[dict[str, Any]], worldview: str, as_of: date | None
) -> tuple[dict[str, Any], dict[tuple, str | None]]:
    """Geometry by area key, and the key of each record's place; ``None`` for an exact place."""
    found: dict[str, Any] = {}
    keys: dict[tuple, str | None] = {}
    first = {key(r): r for r in reversed(records)}
    for held, record in first.items():
        place = next((p for p in record["places"] or [] if p["place_id"] == record["place_id"]), None)
        shape = area_of(place, worldview, as_of) if place else None
        name = record["place_id"] + "".join(f"-{r}" for r in held[1]) + (f"~{held[2]:g}" if held[2] else "")
        keys[held] = name if shape is not None else None
        if shape is not None:
            found[name] = shape
    return found, keys


def anchor(record: dict[str, Any], area: Any) -> tuple[float, float] | None:
    """Where a claim's mark goes: its point, or one well inside the area if the point is not."""
    if record["lat"] is None:
        return None
    if area is not None and (record["excluding"] or not shapely.contains_xy(area, record["lon"], record["lat"])):
        return inside(area)
    return record["lat"], record["lon"]


def inside(area: Any) -> tuple[float, float]:
    """Latitude and longitude of the point of an area that is farthest from its edge."""
    largest = max(shapely.get_parts(area), key=lambda g: g.area)
    centre = shapely.maximum_inscribed_circle(largest.simplify(0.01), tolerance=0.02)
    point = shapely.get_point(centre, 0)
    return float(point.y), float(point.x)


def area_of(record: dict[str, Any], worldview: str = "ISO", as_of: date | None = None) -> Any:
    """Geometry that an imprecise place may lie in, or ``None`` for an exact one.

    A region's polygon (minus what it excludes), else a circle of
    ``uncertainty_km`` around the point. Degrees, EPSG:4326.

    Parameters
    ----------
    record : dict
        A place as in :func:`geo.tables.place_record`.
    worldview, as_of
        Whose boundaries, and of which day.
    """
    if record["lat"] is None:
        return None
    if record["geo_precision"] > 1 or record["excluding"]:
        fields = {k: v for k, v in record.items() if k not in ("place_id", "excluding")}
        place = Place(id=record["place_id"], **fields, excluding=tuple(record["excluding"]))
        if (shape := shapes.area(place, worldview=worldview, as_of=as_of)) is not None and not shape.is_empty:
            return shape
        if (shape := _beside(record, worldview, as_of)) is not None:
            return shape
    if record["uncertainty_km"]:
        return circle(record["lat"], record["lon"], record["uncertainty_km"])
    return None


def _beside(record: dict[str, Any], worldview: str, as_of: date | None) -> Any:
    """Area of "near Abkhazia": a belt around the region, outside of it, in the country that the text names."""
    prefix, _, base = record["place_id"].partition(":")
    if prefix != "near" or not record["uncertainty_km"]:
        return None
    fields = {k: record[k] for k in ("name", "lat", "lon", "country", "region_id")}
    core = shapes.area(
        Place(id=base, feature_class="A", feature_code="ADM1", geo_precision=3, **fields),
        worldview=worldview,
        as_of=as_of,
    )
    if core is None or core.is_empty:
        return None
    # The uncertainty is counted from the middle of the region; what of it lies beyond the edge is the belt.
    stretch = np.cos(np.radians(record["lat"]))
    across = float(np.sqrt(core.area * stretch / np.pi)) * _KM_PER_DEGREE
    width = max(15.0, record["uncertainty_km"] - across) / _KM_PER_DEGREE
    belt = core.simplify(0.02).buffer(width / stretch).difference(core)
    if record["country"]:
        try:
            belt = belt.intersection(shapes.geometry(record["country"], worldview=worldview, as_of=as_of))
        except UnknownNameError:
            return None
    return None if belt.is_empty else belt


def circle(lat: float, lon: float, km: float, corners: int = 48) -> shapely.Polygon:
    """Circle of a radius in km as a polygon in degrees; narrower in longitude towards the poles."""
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    dy = km / _KM_PER_DEGREE
    dx = dy / max(0.02, float(np.cos(np.radians(lat))))
    ring = [lon + dx * np.cos(angles), np.clip(lat + dy * np.sin(angles), -89.9, 89.9)]
    return shapely.Polygon(np.column_stack(ring))
