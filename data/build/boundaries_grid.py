"""Decide in advance which atom each 0.05° cell of the world lies in.

Cells that no border touches belong whole to one atom or to the sea; the
others list the atoms that touch them, and only points in those need a polygon
test at run time, so the join is exact.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from manifest import DATA

sys.path.insert(0, str(DATA.parent))
from geo.regions.raster import middles_of_runs, touched

CELL = 0.05
COLUMNS, ROWS = 7200, 3600
SEA, NEAR, BORDER = -1, -2, -3
#: Sea cells within this distance of land are marked, for the near-shore rule.
NEAR_KM = 10.0
KM_PER_DEGREE = 111.2


def build(file: Path, polygons: np.ndarray) -> None:
    """Write the grid of `polygons` as run lengths, and the candidates of its border cells."""
    pairs = []
    for atom, polygon in enumerate(polygons):
        cells_touched = touched(polygon, CELL)
        pairs.append(np.column_stack([cells_touched, np.full(len(cells_touched), atom)]))
    pairs = np.unique(np.concatenate(pairs), axis=0)
    cells = np.full(ROWS * COLUMNS, BORDER, np.int16)
    border = np.unique(pairs[:, 0])
    cells_free = np.ones(ROWS * COLUMNS, bool)
    cells_free[border] = False
    fill(cells.reshape(ROWS, COLUMNS), cells_free.reshape(ROWS, COLUMNS), polygons)
    mark_near(cells.reshape(ROWS, COLUMNS))
    change = np.flatnonzero(np.diff(cells)) + 1
    starts = np.concatenate([[0], change])
    lengths = np.diff(np.concatenate([starts, [len(cells)]])).astype(np.int32)
    counts = np.bincount(np.searchsorted(border, pairs[:, 0]), minlength=len(border)).astype(np.int8)
    values = {
        "lengths": lengths,
        "values": cells[starts],
        "border": border.astype(np.int32),
        "counts": counts,
        "candidates": pairs[:, 1].astype(np.int16),
    }
    longest = max(map(len, values.values()))
    table = pa.table(
        {k: pa.array(np.pad(v, (0, longest - len(v))), mask=np.arange(longest) >= len(v)) for k, v in values.items()}
    )
    pq.write_table(table, file, compression="zstd", compression_level=19, use_dictionary=False, write_statistics=False)


def fill(cells: np.ndarray, free: np.ndarray, polygons: np.ndarray) -> None:
    """Give each run of border-free cells in a row the atom of its middle, or the sea."""
    parts, atom = shapely.get_parts(polygons, return_index=True)
    tree = shapely.STRtree(parts)
    shapely.prepare(parts)
    row, start, end, lat, lon = middles_of_runs(free, CELL)
    points = shapely.points(lon, lat)
    run, part = tree.query(points, predicate="intersects")
    value = np.full(len(row), SEA, np.int16)
    value[run] = atom[part]
    for r, s, e, v in zip(row, start, end, value, strict=True):
        cells[r, s:e] = v


def mark_near(cells: np.ndarray) -> None:
    """Mark the sea cells that any land may lie within :data:`NEAR_KM` of."""
    land = cells != SEA
    up = int(np.ceil(NEAR_KM / KM_PER_DEGREE / CELL)) + 1
    tall = land.copy()
    for k in range(1, up + 1):
        tall[k:] |= land[:-k]
        tall[:-k] |= land[k:]
    near = tall.copy()
    for r in range(ROWS):
        latitude = min(abs(-90 + CELL * r), abs(-90 + CELL * (r + 1)))
        reach = min(
            COLUMNS // 2,
            int(np.ceil(NEAR_KM / (KM_PER_DEGREE * max(np.cos(np.radians(latitude + 0.2)), 1e-3)) / CELL)) + 1,
        )
        if not tall[r].any() or tall[r].all():
            continue
        row = np.concatenate([tall[r][-reach:], tall[r], tall[r][:reach]]).astype(np.int64)
        total = np.concatenate([[0], np.cumsum(row)])
        near[r] = total[2 * reach + 1 :] - total[: -2 * reach - 1] > 0
    cells[(cells == SEA) & near] = NEAR
