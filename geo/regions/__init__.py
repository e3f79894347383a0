"""Boundaries of the world, as of a date, in a worldview; places to regions.

``boundaries`` is the table of all regions, ``find`` and ``get`` look one up,
``geometry`` and ``area`` give polygons, ``locate`` and ``join`` give the
regions of a point and of a table of points.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "boundaries": "frame",
    "find": "names",
    "get": "names",
    "statuses": "change",
    "geometry": "shapes",
    "area": "shapes",
    "display": "shapes",
    "macro_regions": "shapes",
    "locate": "joining",
    "join": "joining",
    "with_regions": "joining",
    "record": "records",
    "worldviews": "history",
    "add_boundaries": "add",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    # Imported on first use: `import geo` stays light, and one command needs only its own part.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
