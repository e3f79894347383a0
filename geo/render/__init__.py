"""Atlas to page: one HTML file that needs no network, as a folium map.

``page`` gives the file, ``folium_map`` the :class:`folium.Map` behind it (which
shows itself in a notebook), ``picture`` a PNG of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {"LANGUAGES": "assemble", "folium_map": "assemble", "page": "assemble", "picture": "image"}
#: The command calls its picture by the option's name.
_ALSO = {"png": "picture"}
__all__ = sorted([*_HOME, *_ALSO])


def __getattr__(name: str) -> Any:
    # Imported on first use: what only exports needs neither folium nor the page.
    name = _ALSO.get(name, name)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
