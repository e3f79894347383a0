"""Putting the page together: elements and data become a folium map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import folium

from geo.errors import UnknownNameError
from geo.render import elements
from geo.render import layers as parts
from geo.render.data import payload

#: Languages of the interface.
LANGUAGES = ("en", "uk", "ru", "ar", "fr")


def page(atlas: Any, *, tiles: str | None = None, lang: str = "en", symbols: str | None = None,
         affiliations: Mapping[str, str] | None = None) -> str:
    """The map as one HTML file.

    Parameters
    ----------
    atlas : geo.Atlas
    tiles : str, optional
        Name of a provider that xyzservices knows (``"OpenStreetMap"``,
        ``"CartoDB.Positron"``). Without it the page makes no request.
    lang : {"en", "uk", "ru", "ar", "fr"}
        Language of the interface at first; the reader can change it.
    symbols : {"nato"}, optional
        Forces as symbols of APP-6 (extra ``nato``) instead of discs.
    affiliations : mapping of str to str, optional
        With them, party (id or name) to ``"friend"``, ``"hostile"``,
        ``"neutral"`` or ``"unknown"``; a party not named is neutral.

    Returns
    -------
    str
        The same for the same atlas, byte for byte.

    Raises
    ------
    UnknownNameError
        No such language, tile provider, symbols or affiliation.
    MissingExtraError
        The symbols' library is not installed.
    """
    return folium_map(atlas, tiles=tiles, lang=lang, symbols=symbols, affiliations=affiliations).get_root().render()


def folium_map(atlas: Any, *, tiles: str | None = None, lang: str = "en", symbols: str | None = None,
               affiliations: Mapping[str, str] | None = None) -> folium.Map:
    """The map as a folium map, which shows itself in a notebook; arguments as for :func:`page`."""
    if lang not in LANGUAGES:
        raise UnknownNameError(f"no language {lang!r}; there are {', '.join(LANGUAGES)}")
    if symbols not in (None, "nato") or (affiliations and symbols is None):
        raise UnknownNameError(f"no symbols {symbols!r}; there is 'nato'" if symbols else "affiliations go with symbols='nato'")
    provider = _provider(tiles) if tiles else None
    data = payload(atlas, lang=lang, tiles=provider, symbols=symbols, affiliations=affiliations)
    host = provider and _host(provider["url"])
    result = elements.ClaimMap(title=atlas.title, lang=lang, tile_host=host)
    figure = result.get_root()
    figure.add_child(elements.Assets(), index=0)
    figure.add_child(elements.Frame(atlas.title), index=1)
    figure.add_child(elements.Data(data), index=2)
    layers = [
        parts.Basemap(),
        parts.Regions(),
        parts.Areas(),
        parts.Places(),
        parts.Forces(),
        parts.Events(),
        parts.Movements(),
        parts.Panel(),
        parts.Legend(),
        parts.Timeline(),
        parts.Share(),
    ]
    if provider:
        layers.insert(1, parts.Tiles(**provider))
    for layer in layers:
        layer.add_to(result)
    return result


def _provider(name: str) -> dict[str, Any]:
    import xyzservices.providers

    for asked in (name, f"{name} Mapnik"):  # as in folium, "OpenStreetMap" is enough
        try:
            found = xyzservices.providers.query_name(asked)
            break
        except ValueError:
            continue
    else:
        raise UnknownNameError(f"no tile provider {name!r}; xyzservices lists their names")
    if found.requires_token():
        raise UnknownNameError(f"tiles of {name!r} need a key of their provider; choose one that does not")
    return {
        "url": found.build_url(scale_factor=""),
        "attribution": found.attribution,
        "max_zoom": int(found.get("max_zoom", 18)),
    }


def _host(url: str) -> str:
    """Source expression of the tile host for the policy; a subdomain placeholder becomes a wildcard."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
