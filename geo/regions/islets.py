"""Islands that the sources do not draw: labelled points of ``territories.csv`` that lie at sea."""

from __future__ import annotations

import numpy as np

from geo.model import Region
from geo.regions.grid import NEAR_KM
from geo.regions.world import World, territories

_KM = 111.195  # km per degree of arc on the mean sphere


def islets() -> list[str]:
    """Ids of the territories that are a point."""
    return [t for t, row in territories().items() if row["polygon"] == "False"]


def islet_at(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number of the nearest islet within :data:`geo.regions.grid.NEAR_KM` of each point (-1: none) and its km."""
    best, away = np.full(len(lat), -1), np.full(len(lat), np.inf)
    for number, name in enumerate(islets()):
        row = territories()[name]
        y, x = float(row["lat"]), float(row["lon"])
        close = np.flatnonzero(np.abs(lat - y) * _KM <= NEAR_KM)
        km = _KM * np.hypot(lat[close] - y, (lon[close] - x) * np.cos(np.radians(y)))
        nearer = (km <= NEAR_KM) & (km < away[close])
        best[close[nearer]], away[close[nearer]] = number, km[nearer]
    return best, away


def state_of(islet: str, view: World) -> str | None:
    """State that a worldview puts an islet in."""
    seen = view.view(islet)
    if seen is not None:
        return seen.state
    return view._top(territories()[islet]["parent"])


def held(islet: str, view: World) -> list[Region]:
    """Regions that hold an islet, largest first."""
    from geo.regions.names import gone

    found = [view.regions.get(state_of(islet, view) or ""), view.regions.get(islet) or gone(islet, view)]
    return list(dict.fromkeys(r for r in found if r is not None))
