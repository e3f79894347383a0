"""Polygons of regions, of parts of regions, and of the places that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import numpy as np
import shapely

from geo.errors import UnknownNameError
from geo.model import Place
from geo.regions import history, second
from geo.regions.grid import atoms_at
from geo.regions.history import rows
from geo.regions.world import World, atoms, polygons, territories, world

#: Compass words, and the sides of the region's middle that they mean.
COMPASS = {
    "north": (0, 1),
    "south": (0, -1),
    "east": (1, 0),
    "west": (-1, 0),
    "northeast": (1, 1),
    "northwest": (-1, 1),
    "southeast": (1, -1),
    "southwest": (-1, -1),
    "central": (0, 0),
}


@cache
def union(members: tuple[int, ...]) -> shapely.Geometry:
    """Union of atoms; valid, edges as the atoms have them."""
    shapes = polygons()[list(members)]
    if len(shapes) == 1:
        return shapes[0]
    return shapely.coverage_union_all(shapely.get_parts(shapes))


@cache
def _index() -> dict[str, tuple[int, ...]]:
    """Atoms of each country, division and territory, whatever the date."""
    table = atoms()
    out: dict[str, list[int]] = {}
    for i in range(len(table)):
        for region in {table.country[i], table.division[i], *table.territories[i]} - {None}:
            out.setdefault(region, []).append(i)
    return {region: tuple(members) for region, members in out.items()}


def atoms_of(region: str) -> tuple[int, ...]:
    """Atoms of a country, division or territory as the tables define it; empty if there is none."""
    return _index().get(region, ())


def members_of(region: str, view: World) -> tuple[int, ...]:
    """Atoms of a region, in a view where it exists there, else as the tables define it."""
    found = tuple(view.members.get(region, ())) or _index().get(region, ())
    if not found:
        state = next((s for s in reversed(history.former_states()) if s.id == region), None)
        if state is not None:
            found = tuple(sorted({i for m in state.members for i in _index().get(m, ())}))
    return found


def geometry(
    region_id: str,
    excluding: Iterable[str] = (),
    part: str | None = None,
    *,
    worldview: str = "ISO",
    as_of: date | str | None = None,
) -> shapely.Geometry:
    """Polygon of a region, or of a stated part of it.

    Parameters
    ----------
    region_id : str
        A region id, ``"macro:sahel"`` or ``"part:UA:east"``; the id of a
        second- or third-level division gives its simplified polygon.
    excluding : iterable of str
        Region ids cut out ("the rest of Georgia": ``("GE-AB", "south-ossetia")``).
    part : str, optional
        A key of :data:`COMPASS` ("northern Mali": ``"north"``): the half of the
        region on that side of its centre of area, a quarter for a corner, the
        middle half of both extents for ``"central"``. Parts with a meaning of
        their own in the news are rows of ``data/macro_regions.csv``.

    Returns
    -------
    shapely.Polygon, shapely.MultiPolygon or shapely.Point
        EPSG:4326; a point for a territory without a polygon (its row in
        ``territories.csv`` says why).

    Raises
    ------
    geo.errors.UnknownNameError
        If there is no such region.
    """
    view = world(history.worldview(worldview), history.day(as_of))
    if region_id.startswith("part:") and region_id not in macro_regions():
        _, region_id, part = region_id.split(":", 2)
    inside = _members(region_id, view)
    outside = {i for e in excluding for i in _members(e, view)}
    kept = tuple(i for i in inside if i not in outside)
    if not kept:
        if inside:
            return shapely.Polygon()
        if region_id in territories():
            row = territories()[region_id]
            return shapely.Point(float(row["lon"]), float(row["lat"]))
        if (shape := second.shape_by_id(region_id)) is not None:
            return _part(shape, part) if part else shape
        raise UnknownNameError(f"no region {region_id!r}")
    return _part(union(kept), part) if part else union(kept)


def _members(region: str, view: World) -> tuple[int, ...]:
    if region in macro_regions():
        return tuple(sorted({i for m in macro_regions()[region]["members"].split() for i in members_of(m, view)}))
    return members_of(region, view)


@cache
def macro_regions() -> dict[str, dict[str, str]]:
    """Rows of ``data/macro_regions.csv`` by id."""
    return {r["id"]: r for r in rows("macro_regions.csv")}


def _part(shape: shapely.Geometry, part: str) -> shapely.Geometry:
    if part not in COMPASS:
        raise UnknownNameError(f"no part {part!r}; parts are {', '.join(COMPASS)}")
    dx, dy = COMPASS[part]
    west, south, east, north = shape.bounds
    middle = shapely.centroid(shape)
    if part == "central":
        width, height = (east - west) / 4, (north - south) / 4
        window = shapely.box(middle.x - width, middle.y - height, middle.x + width, middle.y + height)
    else:
        window = shapely.box(
            west if dx <= 0 else middle.x,
            south if dy <= 0 else middle.y,
            east if dx >= 0 else middle.x,
            north if dy >= 0 else middle.y,
        )
    return shapely.intersection(shape, window)


def region_of(place: Place, view: World) -> str | None:
    """Region that a place names, or None for a settlement or a feature."""
    if place.id.startswith("region:"):
        return place.id.removeprefix("region:")
    if place.id.startswith(("part:", "macro:")):
        return place.id
    if place.feature_class != "A" and not (place.feature_code or "").startswith("RGN"):
        return None
    code = place.feature_code or ""
    if code.startswith("PCL") and place.country:
        return place.country
    number = place.id.removeprefix("geonames:")
    region = _by_geonames().get(number)
    if region is None and code == "ADM1" and place.lat is not None and place.lon is not None:
        # A division that Natural Earth has under no GeoNames id: the one that its point lies in.
        atom, _ = atoms_at(np.array([place.lat]), np.array([place.lon]))
        region = atoms().division[atom[0]] if atom[0] >= 0 else None
    return region


@cache
def _by_geonames() -> dict[str, str]:
    from geo.regions.world import divisions

    return {str(d["geonameid"]): i for i, d in divisions().items() if d["geonameid"]}


def area(place: Place, *, worldview: str = "ISO", as_of: date | str | None = None) -> shapely.Geometry | None:
    """Polygon of what a place's name covers, without what it excludes.

    Returns
    -------
    shapely.Geometry or None
        ``None`` for settlements and points.
    """
    view = world(history.worldview(worldview), history.day(as_of))
    region = region_of(place, view)
    if region is None:
        return second.shape_of(place) if place.feature_code == "ADM2" else None
    try:
        return geometry(region, place.excluding, worldview=worldview, as_of=as_of)
    except UnknownNameError:
        return None


def display(
    shapes: Sequence[shapely.Geometry] | np.ndarray,
    bounds: tuple[float, float, float, float] | None = None,
    tolerance: float = 0.01,
) -> np.ndarray:
    """Polygons made light for a page: clipped to an extent and simplified together.

    Neighbours keep their common edges (``coverage_simplify``), so no gaps open
    between regions. Regions that overlap (a dispute over its country) belong
    in separate calls.

    Parameters
    ----------
    shapes : sequence of shapely.Geometry
        Polygons that do not overlap each other, EPSG:4326.
    bounds : (west, south, east, north), optional
        Degrees; parts outside are dropped.
    tolerance : float
        Degrees: detail smaller than about this is left out.

    Returns
    -------
    ndarray of shapely.Geometry
        Same length; empty where nothing is left.
    """
    shapes = np.asarray(shapes, object)
    polygonal = np.isin(shapely.get_type_id(shapes), (3, 6))
    out = shapes.copy()
    if bounds is not None:
        # Two neighbours meet the edge of the extent in the same point but for the last digits.
        out = shapely.transform(shapely.clip_by_rect(out, *bounds), lambda xy: np.round(xy, 6))
        polygonal &= np.isin(shapely.get_type_id(out), (3, 6))
    chosen = polygonal & ~shapely.is_empty(out)
    if chosen.any():
        out[chosen] = shapely.coverage_simplify(out[chosen], tolerance)
    return out
