"""The gazetteer as a geopy geocoder.

It can stand wherever a geopy geocoder can, for example in
``geopandas.tools.geocode(names, provider=GazetteerGeocoder)``. A miss is
``None``; which of several places of a name a *document* means is decided in
:mod:`geo.places.resolve`, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.model import Place
from geo.places.fold import fold
from geo.places.gazetteer import Gazetteer, Match, distance_km

__all__ = ["GazetteerGeocoder"]


class GazetteerGeocoder(Geocoder):
    """Geocode names and find the place nearest to a point, offline.

    Parameters
    ----------
    gazetteer : Gazetteer, path-like or None
        The gazetteer, or the folder of one; by default the bundled one with
        what the user added.
    fuzzy : bool
        Forgive a slip in a name that is not known as written.
    timeout, proxies, user_agent, ssl_context, adapter_factory
        Taken so that it can be built like any other geopy geocoder; nothing
        goes over a network.

    Examples
    --------
    >>> geocoder = GazetteerGeocoder()
    >>> geocoder.geocode("Gori, Georgia").raw["countryCode"]
    'GE'
    >>> geocoder.geocode("Paris, Texas").address
    'Paris, Texas, United States'
    >>> geocoder.geocode("Nowhere at all") is None
    True
    """

    def __init__(self, gazetteer: Gazetteer | str | Path | None = None, *, fuzzy: bool = False,
                 scheme: str | None = None, timeout: float | None = DEFAULT_SENTINEL, proxies: Any = DEFAULT_SENTINEL,
                 user_agent: str | None = None, ssl_context: Any = DEFAULT_SENTINEL,
                 adapter_factory: Any = None) -> None:
        super().__init__(scheme=scheme, timeout=timeout, proxies=proxies, user_agent=user_agent,
                         ssl_context=ssl_context, adapter_factory=adapter_factory)
        self.gazetteer = gazetteer if isinstance(gazetteer, Gazetteer) else Gazetteer.open(gazetteer)
        self.fuzzy = fuzzy
        self._name_of = lru_cache(maxsize=4096)(self._name_of_area)

    def geocode(self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None,
                limit: int | None = None, timeout: float | None = DEFAULT_SENTINEL,
                ) -> Location | list[Location] | None:
        """The place, or the ranked places, of a name.

        Parameters
        ----------
        query : str
            A name, or a name with what contains it: "Gori, Georgia".
        exactly_one : bool
            One :class:`geopy.location.Location`, or a list of them.
        country_codes : str or sequence of str, optional
            ISO 3166-1 alpha-2 codes to keep to.
        limit : int, optional
            Length of the list at most.
        timeout
            Not used; nothing goes over a network.

        Returns
        -------
        geopy.location.Location, list of them, or None
            ``None`` if nothing is known. ``Location.raw`` has the keys of
            GeoNames' web service.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a name is wanted, not {query!r}")
        codes = (country_codes,) if isinstance(country_codes, str) else country_codes
        wanted = {c.upper() for c in codes} if codes else None
        matches = self.matches(query)
        if wanted is not None:
            matches = [m for m in matches if m.place.country in wanted]
        locations = [self._location(m.place, m) for m in matches[:1 if exactly_one else limit]]
        return (locations[0] if exactly_one else locations) if locations else None

    def reverse(self, query: Point | str | tuple[float, float], *, exactly_one: bool = True, limit: int = 5,
                timeout: float | None = DEFAULT_SENTINEL) -> Location | list[Location] | None:
        """The populated place, or the places, nearest to a point (latitude, longitude).

        Returns
        -------
        geopy.location.Location, list of them, or None
            ``raw["distance"]`` is in km; ``None`` if there is none within 300 km.
        """
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(f"a latitude and a longitude are wanted, not {query!r}") from error
        found = self.gazetteer.nearest(point.latitude, point.longitude, 1 if exactly_one else limit)
        locations = [self._location(place, distance=km) for place, km in found]
        return (locations[0] if exactly_one else locations) if locations else None

    def matches(self, query: str) -> list[Match]:
        """Ranked matches of "name" or "name, container, container"."""
        whole = self.gazetteer.lookup(query, limit=None)
        parts = [part.strip() for part in query.split(",") if part.strip()]
        if whole or len(parts) < 2:
            # "Washington, D.C." is a name with a comma in it.
            return whole or (self.gazetteer.lookup(query, limit=None, fuzzy=True) if self.fuzzy else [])
        containers = [self.gazetteer.lookup(part, limit=20) for part in parts[1:]]
        names = self.gazetteer.lookup(parts[0], limit=None, fuzzy=self.fuzzy)
        # A container that is not known cannot be checked; one that is known and does not fit rules a place out.
        return [m for m in names if all(not known or any(_holds(c.place, m.place) for c in known)
                                        for known in containers)] if any(containers) else []

    def _location(self, place: Place, match: Match | None = None, distance: float | None = None) -> Location:
        country = self._name_of(place.country, None, None)
        admin1 = self._name_of(place.country, place.admin1, None) if place.admin1 not in {None, "00"} else None
        above = [n for n in (admin1, country) if n and n != place.name]
        raw = {
            "geonameId": int(place.id[9:]) if place.id.startswith("geonames:") else None, "placeId": place.id,
            "name": place.name, "toponymName": place.name, "lat": str(place.lat), "lng": str(place.lon),
            "countryCode": place.country, "countryName": country, "adminCode1": place.admin1, "adminName1": admin1,
            "adminCode2": place.admin2, "fcl": place.feature_class, "fcode": place.feature_code,
            "population": place.population or 0, "score": round(match.quality, 3) if match else None,
        }
        if match:
            raw |= {"matchedName": match.name, "matchKind": match.kind, "reasons": list(match.reasons)}
        if distance is not None:
            raw["distance"] = f"{distance:.5f}"
        return Location(", ".join([place.name, *above]), Point(place.lat, place.lon), raw)

    def _name_of_area(self, country: str | None, admin1: str | None, admin2: str | None) -> str | None:
        return self.gazetteer.area_name(country, admin1, admin2)


# How far from its point, in km, what is in a region without codes of its own may lie, by feature code.
_REACH = {"ADMD": 250.0, "RGN": 1500.0, "RGNE": 2500.0, "CONT": 5500.0, "PCLH": 4500.0, "PEN": 700.0, "ISL": 600.0}


def _holds(container: Place, place: Place) -> bool:
    """Whether a place lies in a country or division, by their codes, or in a region, by distance."""
    code = container.feature_code or ""
    if container.id == place.id:
        return False
    if code in _REACH and container.admin1 is None:
        # The country of a former state is not that of its places today.
        same = container.country in {None, place.country} or code == "PCLH"
        return same and distance_km(container.lat, container.lon, place.lat, place.lon) < _REACH[code]
    if container.country is None or container.country != place.country:
        return False
    if code.startswith("PCL") or code == "TERR":
        return True
    if code.startswith("ADM1") or (code == "PPLC" and fold(container.name) != fold(place.name)):
        return container.admin1 is not None and container.admin1 == place.admin1
    return code.startswith("ADM") and (container.admin1, container.admin2) == (place.admin1, place.admin2)
