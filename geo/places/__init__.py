"""Text to toponyms to places: gazetteer, geocoder, recognition, resolution.

Names are loaded when they are first used, so ``import geo.places`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.places.display import spellings
    from geo.places.dump import add_geonames
    from geo.places.fill import fill_from
    from geo.places.gazetteer import Gazetteer, Match
    from geo.places.geocoder import GazetteerGeocoder
    from geo.places.lacking import missing, warning
    from geo.places.offsets import away_from
    from geo.places.online import FallbackGeocoder, Online
    from geo.places.recognizer import recognize
    from geo.places.resolver import parse_toponyms, resolve

_WHERE = {
    "FallbackGeocoder": "online", "Gazetteer": "gazetteer", "GazetteerGeocoder": "geocoder", "Match": "gazetteer",
    "Online": "online", "add_geonames": "dump", "fill_from": "fill", "missing": "lacking",
    "parse_toponyms": "resolver", "recognize": "recognizer", "resolve": "resolver", "spellings": "display",
    "warning": "lacking", "away_from": "offsets",
}
__all__ = [
    "FallbackGeocoder", "Gazetteer", "GazetteerGeocoder", "Match", "Online", "add_geonames", "away_from",
    "fill_from", "missing", "parse_toponyms", "recognize", "resolve", "spellings", "warning",
]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
