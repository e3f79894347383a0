"""Points to atoms: an exact join over a grid that was decided in advance.

A point in a cell that no border touches takes the cell's atom; only the
others, about one in eight on land, are tested against polygons. A point on a
border between two atoms belongs to the one that comes first in the table
(alphabetically by country, then division). A point in no atom takes the
nearest one within :data:`NEAR_KM`, marked with its distance; farther out it
is at sea.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow.parquet as pq
import shapely

from geo import bundle
from geo.regions.world import polygons

CELL = 0.05
COLUMNS, ROWS = 7200, 3600
#: Reach of the near-shore rule in km: harbours, piers and river mouths that the 1:10m coast leaves in the water.
NEAR_KM = 10.0
_SEA, _NEAR, _BORDER = -1, -2, -3
_PIECE = 16
_KM = 111.195  # km per degree of arc on the mean sphere


@cache
def _grid() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cell values, border cells, offsets into their candidates, candidates."""
    table = pq.read_table(bundle.path("boundaries/grid.parquet"), use_threads=False)
    lengths, values, border, counts, candidates = (table[c].drop_null().to_numpy() for c in table.column_names)
    offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    return np.repeat(values, lengths), border, offsets, candidates


@cache
def _prepared() -> np.ndarray:
    geometry = polygons()
    shapely.prepare(geometry)
    return geometry


@cache
def _shores() -> tuple[shapely.STRtree, np.ndarray, np.ndarray]:
    """Tree over all borders in pieces of :data:`_PIECE` steps, the pieces, and the atom of each.

    A distance to a short piece costs a hundredth of one to a whole coast.
    """
    parts, atom = shapely.get_parts(polygons(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    size = np.bincount(ring)
    pieces = np.maximum(1, -(-(size - 1) // _PIECE))
    piece_ring = np.repeat(np.arange(len(rings)), pieces)
    step = np.arange(len(piece_ring)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first = (np.cumsum(size) - size)[piece_ring] + step * _PIECE
    length = np.minimum(_PIECE + 1, np.cumsum(size)[piece_ring] - first)
    which = np.repeat(np.arange(len(first)), length)
    within = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    lines = shapely.linestrings(xy[first[which] + within], indices=which)
    return shapely.STRtree(lines), lines, atom[part[piece_ring]]


def normal(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Latitudes, longitudes wrapped into [-180, 180), and which points are on the Earth."""
    lat, lon = np.asarray(lat, float), np.asarray(lon, float)
    valid = np.isfinite(lat) & np.isfinite(lon) & (np.abs(lat) <= 90)
    lat, lon = np.where(valid, lat, 0.0), np.where(valid, lon, 0.0)
    # Adding and taking away 180 costs the last digits, so only what lies outside is wrapped.
    return lat, np.where((lon < -180) | (lon >= 180), (lon + 180) % 360 - 180, lon), valid


def atoms_at(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Atom of each point, and how far off it is.

    Parameters
    ----------
    lat, lon : ndarray of float
        Degrees; longitudes may run past ±180. NaN is no place.

    Returns
    -------
    atom : ndarray of int
        Index of the atom, -1 at sea or where there is no place.
    near_km : ndarray of float
        0 inside, the distance in km for the near-shore rule, NaN without an atom.
    """
    lat, lon, valid = normal(lat, lon)
    atom = np.full(len(lat), _SEA, np.int64)
    near = np.full(len(lat), np.nan)
    cells, border, offsets, candidates = _grid()
    column = np.minimum(((lon + 180) / CELL).astype(np.int64), COLUMNS - 1)
    row = np.minimum(((lat + 90) / CELL).astype(np.int64), ROWS - 1)
    cell = row * COLUMNS + column
    value = np.where(valid, cells[cell], _SEA)
    atom[value >= 0] = value[value >= 0]
    edge = np.flatnonzero(value == _BORDER)
    atom[edge] = _tested(lat[edge], lon[edge], cell[edge], border, offsets, candidates)
    seam = np.flatnonzero(valid & (lon == -180) & (atom < 0))
    if len(seam):
        east = np.full(len(seam), 180.0)
        atom[seam] = _tested(lat[seam], east, row[seam] * COLUMNS + COLUMNS - 1, border, offsets, candidates)
    near[atom >= 0] = 0.0
    shore = np.flatnonzero(valid & (atom < 0) & ((value == _NEAR) | (value == _BORDER)))
    if len(shore):
        atom[shore], near[shore] = _nearest(lat[shore], lon[shore])
    return atom, near


def _tested(
    lat: np.ndarray, lon: np.ndarray, cell: np.ndarray, border: np.ndarray, offsets: np.ndarray, candidates: np.ndarray
) -> np.ndarray:
    """First candidate atom of each point's cell whose polygon, edge included, holds the point."""
    out = np.full(len(lat), _SEA, np.int64)
    if not len(lat) or not len(border):
        return out
    at = np.minimum(np.searchsorted(border, cell), len(border) - 1)
    count = np.where(border[at] == cell, np.diff(offsets)[at], 0)
    point = np.repeat(np.arange(len(lat)), count)
    step = np.arange(len(point)) - np.repeat(np.cumsum(count) - count, count)
    atom = candidates[offsets[at[point]] + step]
    order = np.argsort(atom, kind="stable")
    point, atom = point[order], atom[order]
    starts = np.flatnonzero(np.diff(atom, prepend=-1)) if len(atom) else np.zeros(0, int)
    ends = [*starts[1:], len(atom)] if len(atom) else []
    geometry = _prepared()
    for start, end in zip(starts, ends, strict=True):
        these = point[start:end]
        inside = shapely.intersects_xy(geometry[atom[start]], lon[these], lat[these])
        hit = these[inside]
        # Atoms come in ascending order, so the first one to claim a point on a border keeps it.
        out[hit] = np.where(out[hit] < 0, atom[start], out[hit])
    return out


def _nearest(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nearest atom within :data:`NEAR_KM` of each point, -1 and NaN where there is none."""
    tree, parts, atom_of = _shores()
    atom, distance = np.full(len(lat), _SEA, np.int64), np.full(len(lat), np.nan)
    reach = NEAR_KM / _KM / np.maximum(np.cos(np.radians(np.minimum(np.abs(lat) + 0.1, 90))), 0.02)
    # Points within reach of the antimeridian are looked up on both of its sides.
    which = np.concatenate([np.arange(len(lat)), np.flatnonzero(lon - reach < -180), np.flatnonzero(lon + reach > 180)])
    shift = np.concatenate(
        [np.zeros(len(lat)), np.full((lon - reach < -180).sum(), 360.0), np.full((lon + reach > 180).sum(), -360.0)]
    )
    points = shapely.points(lon[which] + shift, lat[which])
    query, part = tree.query(points, predicate="dwithin", distance=reach[which])
    if not len(query):
        return atom, distance
    ends = shapely.get_coordinates(shapely.shortest_line(points[query], parts[part])).reshape(-1, 2, 2)
    lat1, lat2 = np.radians(ends[:, 0, 1]), np.radians(ends[:, 1, 1])
    dlon = np.radians(ends[:, 1, 0] - ends[:, 0, 0])
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(dlon / 2) ** 2
    km = 2 * 6371.0088 * np.arcsin(np.sqrt(half))
    order = np.lexsort((atom_of[part], km))
    point, first = np.unique(which[query][order], return_index=True)
    best = order[first]
    near = km[best] <= NEAR_KM
    atom[point[near]], distance[point[near]] = atom_of[part[best[near]]], km[best[near]]
    return atom, distance
