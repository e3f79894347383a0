"""Land, coast, borders and labels, clipped to the extent: fine near, coarse far."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache, lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo import bundle
from geo.render import encode
from geo.render.extent import WORLD, Bounds, box, grow

#: Extent in degrees above which the next coarser scale is enough.
_FINE, _MIDDLE = 25.0, 70.0
#: Overlap of neighbouring pieces in degrees, so that no hairline of sea shows between them.
_OVERLAP = 0.02
#: No shore runs straight along a parallel for so many degrees.
_RUN = 4.0


@cache
def _land() -> dict[str, np.ndarray]:
    table = gpd.read_parquet(bundle.path("basemap/land.parquet"))
    return {level: part.geometry.to_numpy() for level, part in table.groupby("level")}


@cache
def _shores(level: str) -> np.ndarray:
    """Shoreline of each land polygon of a scale.

    The source closes what crosses the antimeridian (Chukotka, Fiji) by a run
    along a parallel all around the world: a slit in the sea, and no shore.
    """
    shores = shapely.boundary(_land()[level])
    points, of = shapely.get_coordinates(shores, return_index=True)
    step = np.abs(np.diff(points, axis=0))
    flat = (of[:-1] == of[1:]) & (step[:, 0] > _RUN) & (step[:, 1] < 0.05) & (np.abs(points[:-1, 1]) < 80)
    for number in np.unique(of[:-1][flat]):
        rings = [shapely.get_coordinates(r) for r in shapely.get_parts(shores[number])]
        pieces = [piece for ring in rings for piece in _without_runs(ring) if len(piece) > 1]
        shores[number] = shapely.multilinestrings([shapely.LineString(piece) for piece in pieces])
    return shores


def _without_runs(ring: np.ndarray) -> list[np.ndarray]:
    step = np.abs(np.diff(ring, axis=0))
    return np.split(ring, np.flatnonzero((step[:, 0] > _RUN) & (step[:, 1] < 0.05)) + 1)


@cache
def _cities() -> list[dict[str, Any]]:
    with bundle.path("basemap/cities.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def frames(near: Bounds) -> list[tuple[str, Bounds, Bounds | None]]:
    """Scale, bounds and hole of each piece, from near to far."""
    span = max(near[2] - near[0], near[3] - near[1])
    if span > _MIDDLE:
        return [("50m", near, None), ("110m", WORLD, near)]
    wide = grow(near, 1.0, 12.0)
    first = "10m" if span <= _FINE else "50m"
    return [(first, near, None), ("50m", wide, near), ("110m", WORLD, wide)]


def land(near: Bounds) -> dict[str, Any]:
    """Encoded land polygons (``fill``) and shorelines (``coast``).

    Parameters
    ----------
    near : (west, south, east, north)
        Where the finest detail is wanted, degrees.
    """
    fill: list[list[str]] = []
    coast: list[str] = []
    for level, bounds, hole in frames(near):
        shapes = _land()[level]
        there = shapely.intersects(shapes, box(bounds))
        pieces = shapely.clip_by_rect(shapes[there], *bounds)
        shores = shapely.clip_by_rect(_shores(level)[there], *_within(bounds))
        if hole is not None:
            inner = (hole[0] + _OVERLAP, hole[1] + _OVERLAP, hole[2] - _OVERLAP, hole[3] - _OVERLAP)
            pieces = shapely.difference(shapely.make_valid(pieces), box(inner))
            shores = shapely.difference(shores, box(hole))
        fill += encode.polygons(shapely.geometrycollections(_parts(pieces, "Polygon")), 3)
        coast += encode.lines(shapely.geometrycollections(_parts(shores, "LineString")), 3)
    return {"fill": fill, "coast": coast}


def _within(bounds: Bounds) -> Bounds:
    """Bounds without the antimeridian and the pole, which are edges of the map and not shores."""
    return (max(bounds[0], -179.98), max(bounds[1], -84.9), min(bounds[2], 179.98), min(bounds[3], 84.9))


def _parts(shapes: np.ndarray, kind: str) -> list[Any]:
    found = shapely.get_parts(shapely.get_parts(shapes))
    return [g for g in found if g.geom_type == kind and not g.is_empty]


def borders(atlas: Any, near: Bounds) -> list[str]:
    """Encoded border lines between countries, whole world, fine near.

    Parameters
    ----------
    atlas : geo.Atlas
        Its worldview and date decide which borders there are.
    near : (west, south, east, north)
    """
    whole = _borders(atlas.worldview, atlas.as_of)
    out: list[str] = []
    wide = grow(near, 1.0, 12.0)
    for bounds, hole, tolerance in ((near, None, 0.003), (wide, near, 0.02), (WORLD, wide, 0.15)):
        drawn = shapely.simplify(shapely.clip_by_rect(whole, *bounds), tolerance)
        if hole is not None:
            drawn = shapely.difference(drawn, box(hole))
        out += encode.lines(shapely.geometrycollections(_parts(np.atleast_1d(drawn), "LineString")), 3)
    return out


@lru_cache(maxsize=4)
def countries(worldview: str, as_of: date | None) -> gpd.GeoDataFrame:
    """Countries of the whole world in a worldview as of a date."""
    from geo import regions

    table = regions.boundaries(worldview=worldview, as_of=as_of)
    return table[table["level"] == "ADM0"]


@lru_cache(maxsize=4)
def _borders(worldview: str, as_of: date | None) -> Any:
    return shared(countries(worldview, as_of).geometry.to_numpy())


def shared(shapes: np.ndarray) -> Any:
    """Lines where two polygons of a coverage touch: land borders without the coast.

    Neighbouring regions share their vertices, so a segment that two of them
    have is a border and one that a single polygon has is coast. Coordinates
    are compared to 1e-5 degrees, about a metre.
    """
    parts = shapely.get_parts(shapes)
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return shapely.MultiLineString()
    # One number a point: 26 bits for the longitude, 25 for the latitude, exact in a double.
    whole = np.round((points + np.array([180.0, 90.0])) * 1e5)
    number = whole[:, 0] * 2.0**25 + whole[:, 1]
    same = ring[:-1] == ring[1:]
    low, high = np.minimum(number[:-1], number[1:])[same], np.maximum(number[:-1], number[1:])[same]
    unique, count = np.unique(low + 1j * high, return_counts=True)
    ends = np.stack([unique.real, unique.imag], axis=1)[count > 1]
    lon, lat = np.floor_divide(ends, 2.0**25) / 1e5 - 180.0, np.mod(ends, 2.0**25) / 1e5 - 90.0
    return shapely.line_merge(shapely.multilinestrings(shapely.linestrings(np.stack([lon, lat], axis=2))))


@lru_cache(maxsize=4)
def country_labels(worldview: str, as_of: date | None) -> list[list[Any]]:
    """Id, name, lat, lon and area in square degrees of each country, largest first."""
    out = []
    table = countries(worldview, as_of)
    for row, geometry in zip(table.to_dict("records"), table.geometry, strict=True):
        if geometry is None or geometry.is_empty:
            continue
        largest = max(shapely.get_parts(geometry), key=lambda g: g.area)
        at = largest.simplify(0.2).representative_point()
        out.append([row["id"], row["name"], round(at.y, 2), round(at.x, 2), round(float(largest.area), 1)])
    return sorted(out, key=lambda r: (-r[4], r[0]))


def labels(near: Bounds, limit: int = 160) -> list[list[Any]]:
    """Cities near the extent: name, lat, lon, rank (0 capital, then by size).

    Returns
    -------
    list of [str, float, float, int]
        Most important first.
    """
    west, south, east, north = grow(near, 0.6, 2.0)
    chosen = []
    for row in _cities():
        lat, lon = float(row["lat"]), float(row["lon"])
        if south <= lat <= north and west <= lon <= east:
            population = int(row["population"])
            rank = 0 if row["capital"] == "1" else 1 if population > 1e6 else 2 if population > 3e5 else 3
            chosen.append((rank, -population, row["name"], lat, lon))
    return [[name, lat, lon, rank] for rank, _, name, lat, lon in sorted(chosen)[:limit]]
