"""What part of the world a map shows first, and where its detail ends."""

from __future__ import annotations

import math

import numpy as np
import shapely

Bounds = tuple[float, float, float, float]
WORLD: Bounds = (-180.0, -85.0, 180.0, 85.0)


def focus(points: np.ndarray) -> Bounds | None:
    """Extent of the bulk of the points: the view that a map opens with.

    A story of one valley with a conference in a capital far away opens on the
    valley; the page points to what lies outside. At most a quarter of the
    points is left out, and only those more than three times as far from the
    median as the 75th percentile (and 3 degrees).

    Parameters
    ----------
    points : numpy.ndarray
        Shape (n, 2), longitude and latitude in degrees.

    Returns
    -------
    (west, south, east, north) or None
        ``None`` without points.

    Examples
    --------
    >>> focus(np.array([[41.0, 43.0], [44.0, 42.2], [42.0, 42.5], [44.1, 42.3], [37.6, 55.8]]))
    (41.0, 42.2, 44.1, 43.0)
    """
    if not len(points):
        return None
    middle = np.median(points, axis=0)
    shrink = math.cos(math.radians(float(middle[1])))
    distance = np.hypot((points[:, 0] - middle[0]) * shrink, points[:, 1] - middle[1])
    near = distance <= 3 * np.percentile(distance, 75) + 3
    kept = points[near] if near.mean() >= 0.75 else points
    return _bounds(kept)


def _bounds(points: np.ndarray) -> Bounds:
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def grow(bounds: Bounds, share: float, least: float) -> Bounds:
    """Bounds widened on each side by a share of their span, `least` degrees at least, within the world."""
    west, south, east, north = bounds
    dx, dy = max(least, (east - west) * share), max(least, (north - south) * share)
    return (max(-180.0, west - dx), max(-85.0, south - dy), min(180.0, east + dx), min(85.0, north + dy))


def union(*bounds: Bounds) -> Bounds:
    """Smallest bounds that hold all."""
    return (min(b[0] for b in bounds), min(b[1] for b in bounds), max(b[2] for b in bounds), max(b[3] for b in bounds))


def box(bounds: Bounds) -> shapely.Polygon:
    """The bounds as a polygon."""
    return shapely.box(*bounds)
