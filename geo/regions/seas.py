"""Names of seas: where a point lies that is on no land."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from geo.regions.history import rows
from geo.regions.raster import cells_of, middles_of_runs, touched

#: Cells that no limit passes through are named at once; half a degree is as sharp as the limits are.
CELL = 0.5
_EDGE = -1


@cache
def _seas() -> tuple[shapely.STRtree, np.ndarray, np.ndarray]:
    """Tree over the seas from small to large, their names, and the sea of each cell (:data:`_EDGE` on a limit)."""
    table = list(rows("seas.csv"))
    shapes = np.array([shapely.from_wkt(r["wkt"]) for r in table])
    order = np.argsort(shapely.area(shapes), kind="stable")
    shapes, names = shapes[order], np.array([r["name"] for r in table], object)[order]
    tree = shapely.STRtree(shapes)
    grid = np.full((round(180 / CELL), round(360 / CELL)), _EDGE, np.int16)
    free = np.ones(grid.size, bool)
    for shape in shapes:
        free[touched(shape, CELL)] = False
    row, start, end, lat, lon = middles_of_runs(free.reshape(grid.shape), CELL)
    for r, s, e, sea in zip(row, start, end, _smallest(tree, lat, lon), strict=True):
        grid[r, s:e] = sea
    return tree, names, grid.ravel()


def _smallest(tree: shapely.STRtree, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Number of the smallest sea that holds each point, of the nearest where the rough limits leave a gap."""
    points = shapely.points(lon, lat)
    point, sea = tree.query(points, predicate="intersects")
    out = np.full(len(points), np.iinfo(np.int64).max)
    np.minimum.at(out, point, sea)  # seas are numbered from small to large
    gap = out == np.iinfo(np.int64).max
    if gap.any():
        out[gap] = tree.nearest(points[gap])
    return out


def sea_at(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Name of the smallest named sea that holds each point.

    The limits follow IHO S-23 (Limits of Oceans and Seas) to within about half
    a degree; they matter at sea only, where they are conventions.
    """
    lat, lon = np.asarray(lat, float), (np.asarray(lon, float) + 180) % 360 - 180
    if not len(lat):
        return np.zeros(0, object)
    tree, names, grid = _seas()
    sea = grid[cells_of(lat, lon, CELL)].astype(np.int64)
    edge = np.flatnonzero(sea == _EDGE)
    if len(edge):
        sea[edge] = _smallest(tree, lat[edge], lon[edge])
    return names[sea]
