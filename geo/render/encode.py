"""Geometry as short strings: the page decodes them with twenty lines of script.

Google's polyline encoding (deltas in base 64) of coordinates in thousandths or
ten-thousandths of a degree: a third of the size of GeoJSON.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely


def line(coordinates: np.ndarray, digits: int = 3) -> str:
    """Encode points.

    Parameters
    ----------
    coordinates : numpy.ndarray
        Shape (n, 2), longitude and latitude in degrees.
    digits : int
        Decimals kept.

    Examples
    --------
    >>> line(np.array([[-120.2, 38.5], [-120.95, 40.7]]), 5)
    '~ps|U_p~iFnnqC_ulL'
    """
    whole = np.round(np.asarray(coordinates, dtype=float)[:, :2] * 10**digits).astype(np.int64)
    deltas = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
    out: list[str] = []
    for value in np.where(deltas < 0, ~(deltas << 1), deltas << 1).tolist():
        while value >= 0x20:
            out.append(chr((0x20 | (value & 0x1F)) + 63))
            value >>= 5
        out.append(chr(value + 63))
    return "".join(out)


def polygons(geometry: Any, digits: int = 3) -> list[list[str]]:
    """Rings of each polygon of a geometry, without the closing point."""
    # Oriented, so that pieces that overlap at a seam can be filled as one path by the nonzero rule.
    parts = (
        g for g in shapely.get_parts(shapely.orient_polygons(geometry)) if g.geom_type == "Polygon" and not g.is_empty
    )
    return [[line(shapely.get_coordinates(ring)[:-1], digits) for ring in (p.exterior, *p.interiors)] for p in parts]


def lines(geometry: Any, digits: int = 3) -> list[str]:
    """Each line of a geometry; touching ones are merged first."""
    parts = [g for g in shapely.get_parts(geometry) if g.geom_type in ("LineString", "LinearRing") and not g.is_empty]
    if not parts:
        return []
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts)))
    return [line(shapely.get_coordinates(g), digits) for g in merged]
