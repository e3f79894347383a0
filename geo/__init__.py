"""Reports about armed conflict, turned into maps that people can defend.

>>> import geo
>>> atlas = geo.build("data/reports")        # doctest: +SKIP
>>> atlas.forces                             # doctest: +SKIP
>>> atlas.save("maps")                       # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

from geo.errors import (
    GeoError,
    InputError,
    InvariantError,
    MissingDataError,
    MissingExtraError,
    TableError,
    UnknownNameError,
)
from geo.model import Attribution, Claim, EventClaim, ForceClaim, Place, Region, Report, Toponym

if TYPE_CHECKING:
    from geo.atlas import Atlas, build, parse
    from geo.places import Gazetteer, GazetteerGeocoder

try:
    __version__ = metadata.version("conflictmap")
except metadata.PackageNotFoundError:  # a checkout on the path, not installed
    __version__ = "0+unknown"

# Loaded on first use: `import geo` must not cost the import of spaCy or geopandas.
_LAZY = {
    "Atlas": "geo.atlas", "build": "geo.atlas", "parse": "geo.atlas",
    "Gazetteer": "geo.places", "GazetteerGeocoder": "geo.places",
}

__all__ = [
    "Atlas", "Attribution", "Claim", "EventClaim", "ForceClaim", "Gazetteer", "GazetteerGeocoder", "GeoError",
    "InputError", "InvariantError", "MissingDataError", "MissingExtraError", "Place", "Region", "Report",
    "TableError", "Toponym", "UnknownNameError", "__version__", "build", "parse",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'geo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
