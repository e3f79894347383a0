"""Online geocoders behind the gazetteer: only when asked for, politely, and remembered.

Every answer, a miss included, is kept on disk, so a name is asked for once.
Requests are spaced by geopy's ``RateLimiter`` as the provider's usage policy
wants, carry a user agent of this program, time out, and are tried again only
where trying again can help.
"""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from geopy import geocoders
from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.errors import InputError
from geo.model import Place
from geo.places.gazetteer_store import precision
from geo.places.online_cache import Cache

__all__ = ["PROVIDERS", "FallbackGeocoder", "Online", "to_place"]

# What asking again cannot mend: a wrong key, a spent quota, a malformed question.
_FINAL = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded, GeocoderQueryError)


@dataclass(frozen=True)
class Provider:
    """What is to be known of a service before asking it.

    Attributes
    ----------
    credit : str
        Line that a map with its results must show.
    policy : str
        Its rules in short.
    min_delay : float
        Seconds between requests.
    country_option : str or None
        Name of geopy's argument that keeps to countries.
    needs : str or None
        Argument without which it cannot be used.
    """

    make: Callable[..., Geocoder]
    credit: str
    policy: str
    min_delay: float
    country_option: str | None = None
    needs: str | None = None


PROVIDERS = {
    "nominatim": Provider(
        geocoders.Nominatim, "© OpenStreetMap contributors (ODbL), search by Nominatim",
        "at most one request a second, a user agent of one's own, results cached, no bulk geocoding", 1.0,
        "country_codes"),
    "photon": Provider(
        geocoders.Photon, "© OpenStreetMap contributors (ODbL), search by Photon",
        "fair use; extensive use is throttled or banned", 1.0),
    "geonames": Provider(
        geocoders.GeoNames, "GeoNames (CC BY 4.0)",
        "a free account; 1,000 requests an hour, 10,000 a day", 3.6, "country", "username"),
    "pelias": Provider(
        geocoders.Pelias,
        "Pelias: OpenStreetMap contributors (ODbL), Who's On First, OpenAddresses, GeoNames (CC BY 4.0)",
        "as the operator of the instance says", 0.2, "countries", "domain"),
}


class Online:
    """One online service with cache, pace and retries.

    Parameters
    ----------
    provider : {"nominatim", "photon", "geonames", "pelias"}
    cache : path-like, optional
        SQLite file of answers; by default ``online.sqlite`` in the user's data folder.
    user_agent : str, optional
        By default ``conflictmap/<version>`` with the address in the
        environment variable ``CONFLICTMAP_CONTACT``, if it is set.
    timeout : float
        Seconds to wait for an answer.
    retries : int
        Further tries after a timeout, a refused connection or a server error.
    min_delay : float, optional
        Seconds between requests, if the policy of another instance allows it.
    wait : float
        Seconds before trying again.
    **options
        For geopy's class: ``domain``, ``scheme``, ``username`` (GeoNames),
        ``api_key`` (Pelias), ``proxies``, ``ssl_context``.

    Attributes
    ----------
    credit, policy : str
        See :class:`Provider`.

    Raises
    ------
    geo.errors.InputError
        No such provider, or an argument is missing that it needs.

    Examples
    --------
    >>> online = Online("nominatim")
    >>> online.credit
    '© OpenStreetMap contributors (ODbL), search by Nominatim'
    """

    def __init__(self, provider: str = "nominatim", *, cache: str | Path | None = None, user_agent: str | None = None,
                 timeout: float = 10.0, retries: int = 2, min_delay: float | None = None, wait: float = 5.0,
                 **options: Any) -> None:
        known = PROVIDERS.get(provider)
        if known is None:
            raise InputError(provider, "is no online geocoder", f"choose one of {', '.join(PROVIDERS)}")
        if known.needs == "username":
            options.setdefault("username", os.environ.get("CONFLICTMAP_GEONAMES_USERNAME"))
        if known.needs and not options.get(known.needs):
            hint = " (or set CONFLICTMAP_GEONAMES_USERNAME)" if known.needs == "username" else ""
            raise InputError(provider, f"needs {known.needs}", f"give {known.needs}=...{hint}")
        self.provider, self.credit, self.policy = provider, known.credit, known.policy
        self._country_option = known.country_option
        # geopy's other adapter, which it takes if requests is installed, tries twice again at once by itself.
        options.setdefault("adapter_factory", URLLibAdapter)
        self.geocoder = known.make(user_agent=user_agent or _user_agent(), timeout=timeout, **options)
        self._instance = str(options.get("domain", ""))
        self.cache = Cache(cache)
        self._limited = RateLimiter(
            self._ask, min_delay_seconds=known.min_delay if min_delay is None else min_delay, max_retries=retries,
            error_wait_seconds=max(wait, known.min_delay if min_delay is None else min_delay), swallow_exceptions=False)

    def geocode(self, query: str, *, exactly_one: bool = True, country_codes: str | list[str] | None = None,
                limit: int | None = None, timeout: float | None = None) -> Location | list[Location] | None:
        """The place, or the places, of a name, from the cache or from the service.

        Raises
        ------
        geopy.exc.GeopyError
            The service could not be asked; nothing is cached then.
        """
        query = query.strip()
        codes = tuple(sorted(c.upper() for c in ([country_codes] if isinstance(country_codes, str)
                                                 else country_codes or ())))
        key = (f"{self.provider}@{self._instance}", query, ",".join(codes))
        found = self.cache.get(key)
        if found is None:
            options: dict[str, Any] = {"exactly_one": False}
            if timeout is not None:
                options["timeout"] = timeout
            if codes and self._country_option:
                options[self._country_option] = list(codes)
            answer, error = self._limited(query, **options)
            if error is not None:
                raise error
            found = list(answer or ())
            self.cache.put(key, found)
        locations = found[:1 if exactly_one else limit]
        return (locations[0] if exactly_one else locations) if locations else None

    def _ask(self, query: str, **options: Any) -> tuple[list[Location] | None, GeopyError | None]:
        # RateLimiter tries again after any service error; final ones are handed round it.
        try:
            return self.geocoder.geocode(query, **options), None
        except _FINAL as error:
            return None, error


class FallbackGeocoder:
    """The gazetteer first, an online service for the names that it lacks.

    Parameters
    ----------
    first : geopy geocoder
        Asked first, usually :class:`~geo.places.geocoder.GazetteerGeocoder`.
    online : Online

    Attributes
    ----------
    used : bool
        Whether an answer came from the service, so that its credit must be shown.
    problems : list of str
        What went wrong while asking; a failed request is a miss, not the end.
    """

    def __init__(self, first: Geocoder, online: Online) -> None:
        self.first, self.online = first, online
        self.used = False
        self.problems: list[str] = []

    def geocode(self, query: str, *, exactly_one: bool = True, **options: Any) -> Location | list[Location] | None:
        """As :meth:`Online.geocode`, but never raises for a service that fails."""
        found = self.first.geocode(query, exactly_one=exactly_one, **options)
        if found:
            return found
        try:
            found = self.online.geocode(query, exactly_one=exactly_one, **options)
        except GeopyError as error:
            problem = f"{self.online.provider}: {type(error).__name__}: {error}"
            if problem not in self.problems:
                self.problems.append(problem)
            return None
        self.used = self.used or bool(found)
        return found

    @property
    def reverse(self) -> Callable[..., Any]:
        """The first geocoder's own reverse."""
        return partial(self.first.reverse)

    @property
    def credit(self) -> str | None:
        """Credit to show, ``None`` as long as no answer came from the service."""
        return self.online.credit if self.used else None


def to_place(location: Location) -> Place:
    """A service's answer as a place, with the id that the service has for it.

    Examples
    --------
    >>> to_place(Location("Gori, Georgia", (41.98, 44.11), {"osm_type": "node", "osm_id": 7})).id
    'osm:node/7'
    """
    raw = location.raw
    properties = raw.get("properties", raw)
    if "geonameId" in raw:
        place_id = f"geonames:{raw['geonameId']}"
    elif "osm_id" in properties:
        kind = {"N": "node", "W": "way", "R": "relation"}.get(properties["osm_type"], properties["osm_type"])
        place_id = f"osm:{kind}/{properties['osm_id']}"
    else:
        place_id = f"pelias:{properties.get('gid', location.address)}"
    name = raw.get("name") or properties.get("name") or location.address.split(",")[0]
    country = raw.get("countryCode") or properties.get("country_code") or properties.get("countrycode")
    # What kind of place it is differs from service to service; without GeoNames' code it is taken for a spot.
    return Place(place_id, name, round(location.latitude, 6), round(location.longitude, 6), raw.get("fcl"),
                 raw.get("fcode"), country and country.upper(), raw.get("adminCode1"),
                 population=raw.get("population") or None,
                 geo_precision=precision(raw.get("fcl"), raw.get("fcode")))


def _user_agent() -> str:
    try:
        version = importlib.metadata.version("conflictmap")
    except importlib.metadata.PackageNotFoundError:
        version = "0"
    contact = os.environ.get("CONFLICTMAP_CONTACT")
    return f"conflictmap/{version}" + (f" ({contact})" if contact else " (geocoding of place names in reports)")
