"""Which cells of a grid a border passes through, and what the cells between lie in."""

from __future__ import annotations

import numpy as np
import shapely


def cells_of(lat: np.ndarray, lon: np.ndarray, cell: float) -> np.ndarray:
    """Number of the cell of each point, row by row from the south-west corner of the world."""
    columns, rows = round(360 / cell), round(180 / cell)
    column = np.clip(np.floor((lon + 180) / cell), 0, columns - 1).astype(np.int64)
    row = np.clip(np.floor((lat + 90) / cell), 0, rows - 1).astype(np.int64)
    return row * columns + column


def touched(polygon: shapely.Geometry, cell: float) -> np.ndarray:
    """Numbers of the cells that the polygon's rings pass through, rather a few more than one less."""
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(polygon)), return_index=True)
    same = ring[1:] == ring[:-1]
    a, b = xy[:-1][same], xy[1:][same]
    pieces = np.maximum(1, np.ceil(np.abs(b - a).max(axis=1) / (cell / 2))).astype(int)
    segment = np.repeat(np.arange(len(a)), pieces)
    step = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    t0, t1 = (step / pieces[segment])[:, None], ((step + 1) / pieces[segment])[:, None]
    p, q = a[segment] + (b - a)[segment] * t0, a[segment] + (b - a)[segment] * t1
    low, high = np.minimum(p, q) - 1e-9, np.maximum(p, q) + 1e-9
    corners = [cells_of(y, x, cell) for x in (low[:, 0], high[:, 0]) for y in (low[:, 1], high[:, 1])]
    return np.unique(np.concatenate(corners))


def middles_of_runs(free: np.ndarray, cell: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Runs of free cells in each row: row, first cell, end, and latitude and longitude of the middle cell.

    No border passes between the cells of a run, so what holds the middle of
    one holds all of it.
    """
    edges = np.diff(np.pad(free, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    return row, start, end, -90 + cell * (row + 0.5), -180 + cell * ((start + end) // 2 + 0.5)
