"""Places to regions, once per distinct place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.errors import TableError
from geo.model import Place, Toponym
from geo.regions import history, islets, seas, second
from geo.regions.grid import atoms_at
from geo.regions.records import record
from geo.regions.world import World, world

if TYPE_CHECKING:
    import pandas as pd

#: GeoNames' feature codes of what spreads over regions: continents, regions of no administration, zones, seas.
WIDE = frozenset({"CONT", "RGN", "RGNE", "RGNH", "RGNL", "ZN", "OCN", "SEA", "GULF", "STRT"})
_NO_UNIT = ("macro:", "part:")
_DIVISION = re.compile(r"[A-Z]{2}-\w{1,3}")
_ACROSS = 5 / 111.2  # degrees of latitude in 5 km: what a 1:10m border is out by at most
JOIN_COLUMNS = ("country", "adm1_id", "adm2_id", "region_id", "near_km", "sea")


def join(
    places: pd.DataFrame, *, worldview: str = "ISO", as_of: date | str | None = None, adm2: bool = True
) -> pd.DataFrame:
    """Regions of every row of a table of places.

    Distinct coordinates are looked up once and merged back, so a table of a
    million rows over 200,000 places costs 200,000 look-ups. Each place has
    exactly one region per level. A place on a border belongs to the region
    whose id comes first; one in the water within
    :data:`geo.regions.grid.NEAR_KM` of land to the nearest land, with
    ``near_km`` greater than 0; so has one that near to an islet that is a
    labelled point only; farther out it has a sea instead.

    Parameters
    ----------
    places : pandas.DataFrame
        Columns ``lat`` and ``lon`` in degrees (EPSG:4326); missing values stay missing.
    worldview : str
        See :func:`geo.regions.boundaries`.
    as_of : datetime.date or str, optional
    adm2 : bool
        ``False`` leaves second-level divisions out.

    Returns
    -------
    pandas.DataFrame
        Index of `places`; columns :data:`JOIN_COLUMNS`. ``region_id`` is the
        smallest territory at issue, else the first-level division, else the
        country that holds the place. ``near_km`` is NA at sea and where there is no place.

    Raises
    ------
    geo.errors.TableError
        If a column is missing.
    """
    import pandas as pd

    if missing := [c for c in ("lat", "lon") if c not in places.columns]:
        raise TableError(f"table of places lacks {', '.join(missing)}")
    lat, lon = (places[c].to_numpy(float, na_value=np.nan) for c in ("lat", "lon"))
    # Two float64 as one complex number: a row key that pandas hashes in one go.
    key = np.empty(len(lat), complex)
    key.real, key.imag = lat, lon
    key[~np.isfinite(key)] = complex(np.nan, np.nan)
    code, distinct = pd.factorize(key)
    columns = _columns(distinct.real, distinct.imag, world(history.worldview(worldview), history.day(as_of)), adm2)
    # Values of distinct places (their last one a blank for rows without a place) are taken per row.
    out = {name: values.take(np.append(index, len(values) - 1)[code]) for name, (values, index) in columns.items()}
    return pd.DataFrame(out, index=places.index, copy=False)


def _columns(lat: np.ndarray, lon: np.ndarray, view: World, adm2: bool) -> dict[str, tuple[Any, np.ndarray]]:
    """Each column as its few values, a blank at their end, and the value of each place."""
    import pandas as pd

    atom, near = atoms_at(lat, lon)
    place = np.arange(len(lat))

    def text(values: Iterable[str | None]) -> Any:
        return pd.array([*values, None], dtype="str")

    sea = np.full(len(lat), None, object)
    wet = np.flatnonzero((atom < 0) & np.isfinite(lat) & np.isfinite(lon) & (np.abs(lat) <= 90))
    sea[wet] = seas.sea_at(lat[wet], lon[wet])
    islet, away = islets.islet_at(lat, lon)
    islet[~((atom < 0) | (away < near))] = -1
    off = np.flatnonzero(islet >= 0)
    near, atom = np.array(near, float), np.array(atom)
    near[off], sea[off], atom[off] = away[off], None, -1
    sea_code, sea_names = pd.factorize(sea)
    names, land = islets.islets(), len(view.country)
    on = np.where(atom < 0, land + len(names), atom)
    on[off] = land + islet[off]
    second_level = second.adm2_at(lat, lon, atom) if adm2 else np.full(len(lat), None, object)
    adm2_code, adm2_ids = pd.factorize(second_level)
    return {
        "country": (text([*view.states, *(islets.state_of(i, view) for i in names)]), on),
        "adm1_id": (text([*view.adm1, *([None] * len(names))]), on),
        "adm2_id": (text(adm2_ids), np.where(adm2_code < 0, len(adm2_ids), adm2_code)),
        "region_id": (text([*map(view.region_of, range(land)), *names]), on),
        "near_km": (np.append(near, np.nan), place),
        "sea": (text(sea_names), np.where(sea_code < 0, len(sea_names), sea_code)),
    }


def locate(lat: float, lon: float, *, worldview: str = "ISO", as_of: date | str | None = None) -> dict[str, Any]:
    """The regions of a point, largest first, as ``conflictmap locate --json`` writes them.

    Returns
    -------
    dict
        ``lat``, ``lon``, ``country`` (region id of the state that holds the
        point in the worldview, or None), ``regions`` (records, largest first),
        ``sea`` (a name when the point is at sea, else None) and ``near_km``
        (0 on land, the distance to the land it was given to, None at sea).

    Raises
    ------
    geo.errors.InputError
        If the point is not on the Earth.
    """
    from geo.errors import InputError

    if not (abs(lat) <= 90 and np.isfinite(lon)):
        raise InputError("point", f"{lat}, {lon} is not on the Earth", "latitudes run from -90 to 90")
    view = world(history.worldview(worldview), history.day(as_of))
    atom, near = atoms_at(np.array([lat]), np.array([lon]))
    islet, away = islets.islet_at(np.array([lat]), np.array([lon]))
    found, sea, country = [], None, None
    if islet[0] >= 0 and (atom[0] < 0 or away[0] < near[0]):
        name, near = islets.islets()[islet[0]], away
        found, country = islets.held(name, view), islets.state_of(name, view)
    elif atom[0] >= 0:
        found, country = view.holding(int(atom[0])), view.states[atom[0]]
        found += second.regions_at(lat, lon, int(atom[0]), view, found)
        found.sort(key=lambda r: -(r.area_km2 or 0.0))
    else:
        sea = seas.sea_at(np.array([lat]), np.array([lon]))[0]
    return {
        "lat": lat,
        "lon": lon,
        "country": country,
        "regions": [record(r) for r in found],
        "sea": sea,
        "near_km": None if np.isnan(near[0]) else round(float(near[0]), 2),
    }


def with_regions(
    toponyms: Iterable[Toponym], *, worldview: str = "ISO", as_of: date | str | None = None
) -> list[Toponym]:
    """Toponyms whose places carry their ``region_id``.

    A place that names a region ("in Abkhazia") takes that region; a point
    takes the smallest region that holds it, and "near Gori" the region that
    Gori lies in. A continent, a sea, a region of the news or a stated part of
    a country keeps ``None``: no region holds the first three whole, and a
    part stands for less than its country ("all of Ukraine but the east" must
    not exclude Ukraine). A town that the 1:10m border puts on the wrong side
    by less than 5 km (Kobane) takes the division of its own country.
    """
    from geo.regions.shapes import region_of

    toponyms = list(toponyms)
    places = {t.place.id: t.place for t in toponyms if t.place is not None}
    view = world(history.worldview(worldview), history.day(as_of))
    named = {i: region_of(p, view) for i, p in places.items()}
    wide = {i for i, p in places.items() if (named[i] is None and _is_wide(p)) or (named[i] or "").startswith(_NO_UNIT)}
    named |= dict.fromkeys(wide)
    points = [p for i, p in places.items() if named[i] is None and i not in wide and p.lat is not None]
    atom, _ = atoms_at(np.array([p.lat for p in points], float), np.array([p.lon for p in points], float))
    for place, a in zip(points, atom, strict=True):
        if a >= 0:
            region = view.region_of(int(a))
            named[place.id] = _across(place, region, worldview, as_of) or region

    def filled(place: Place) -> Place:
        kept = None if place.id in wide else named[place.id] or place.region_id
        return replace(place, region_id=kept)

    return [t if t.place is None else replace(t, place=filled(t.place)) for t in toponyms]


def _across(place: Place, region: str | None, worldview: str, as_of: date | str | None) -> str | None:
    """Division of the place's own country within 5 km, where the generalised border left it in the neighbour's.

    Only between plain divisions: who holds a territory at issue is not for the
    gazetteer's country to say.
    """
    country = place.country
    if not country or not region or not _DIVISION.fullmatch(region) or region[:2] == country:
        return None
    from geo.regions.frame import boundaries

    table = boundaries(worldview=worldview, as_of=as_of)
    own = table[(table["level"] == "ADM1") & (table["parent"] == country)]
    # Degrees of longitude are shorter by the latitude's cosine; over 5 km the plane is good enough.
    shrink = math.cos(math.radians(place.lat))
    near = own[own.intersects(shapely.box(place.lon - _ACROSS / shrink, place.lat - _ACROSS,
                                          place.lon + _ACROSS / shrink, place.lat + _ACROSS))]
    if near.empty:
        return None
    away = shapely.distance(near.geometry.to_numpy(), shapely.Point(place.lon, place.lat))
    return near["id"].iloc[int(away.argmin())]


def _is_wide(place: Place) -> bool:
    """Whether a place is larger than any region that its representative point lies in."""
    return place.id.removeprefix("near:").startswith(_NO_UNIT) or place.feature_code in WIDE
