"""Countries and divisions of the gazetteer, with GeoNames' points where they are known."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import gazetteer_sources as sources

from geo.places.fold import fold

DATA = Path(__file__).resolve().parent.parent / "gazetteer"
# GeoNames' feature codes of what is no independent state (PCLI).
CODES = {"PS": "TERR", "EH": "TERR", "AQ": "CONT", "HK": "PCLS", "MO": "PCLS", "BV": "TERR", "TF": "TERR",
         "IO": "TERR", "GS": "TERR", "UM": "TERR", "HM": "TERR"}
_DEPENDENT = {"Dependency", "Lease", "Country", "Disputed", "Geo unit"}
# Words that say only of what kind a division is; without them it is named just as often.
_KINDS = re.compile(
    r"\b(?:province|oblast|governorate|region|district|municipality|state|department|prefecture|republic|raion|rayon"
    r"|voivodeship|county|krai|division|provincia|departamento|departement|wilaya|muhafazat|ostan|viloyati)\b", re.I)


def country_rows() -> list[dict]:
    """Countries with id, name, point, code, population and names in 25 languages."""
    points = {r["country"]: (float(r["lat"]), float(r["lon"])) for r in _csv("country_points.csv")}
    common = {r["country"]: r["name"] for r in _csv("country_points.csv") if r["name"]}
    cldr = sources.cldr_names()
    features = defaultdict(list)
    for f in sources.country_features():
        for key in ("iso_a2_eh", "iso_a2"):
            if (f.get(key) or "-99") != "-99":
                features[f[key]].append(f)
                break
        else:
            if f["adm0_a3"] == "KOS":
                features["XK"].append(f)
    rows = []
    for country in sources.countries().values():
        if country["former"] or country["id"] is None:
            continue
        names = {*country["names"], *cldr.get(country["alpha2"], ()), common.get(country["alpha2"])} - {None}
        country = dict(country, names=names)
        own = [f for f in features[country["alpha2"]] if f["name_en"] and _whole(f, country)]
        for f in own:
            names |= sources.local_names(f) | {f["name_long"], f["formal_en"], f["brk_name"]}
        lat, lon = points.get(country["alpha2"]) or next(
            ((f["label_y"], f["label_x"]) for f in own), (None, None))
        if lat is None:
            continue
        code = CODES.get(country["alpha2"]) or (
            "PCLI" if country["alpha2"] in points and country["alpha2"] not in {"PR", "GL"} else "PCLD")
        # Palestine is there only in its two parts.
        parts = {f["su_a3"]: int(f["pop_est"] or 0) for f in features[country["alpha2"]]}
        population = max((int(f["pop_est"] or 0) for f in own), default=sum(parts.values()))
        rows.append(country | {
            "name": common.get(country["alpha2"], country["name"]), "lat": lat, "lon": lon, "code": code,
            "population": population, "names": names - {None, ""}})
    return rows


def _whole(feature: dict, country: dict) -> bool:
    """Whether a feature is the country as a whole, not its part (England, Corsica)."""
    same = {n.lower() for n in country["names"]} | {country["alpha3"].lower()}
    return any((feature.get(k) or "").lower() in same for k in ("name_en", "name", "name_long", "admin", "su_a3")) and (
        feature["name_en"] == feature["admin"] or feature["su_a3"] == country["alpha3"]
        or (feature["name_en"] or "").lower() in same)


def division_rows(cities: dict[int, sources.City]) -> list[sources.Division]:
    """Divisions with a point: Natural Earth's for the first level, else geoBoundaries', else their cities' middle."""
    members, by_iso = defaultdict(list), {}
    for city in cities.values():
        members[city.country, city.admin1, None].append(city)
        members[city.country, city.admin1, city.admin2].append(city)
    features = sources.admin1_features()
    by_id = {f["gn_id"]: f for f in features if (f.get("gn_id") or 0) > 0}
    for f in features:
        by_iso.setdefault(f["iso_3166_2"], f)
    known = {r["iso"]: (float(r["lat"]), float(r["lon"])) for r in _csv("admin1_points.csv")}
    points, names = sources.boundary_points(), _country_names()
    for division in sources.divisions().values():
        cluster = members.get((division.country, division.admin1, division.admin2), [])
        if division.level == 1:
            feature = by_id.get(division.id) or by_iso.get(division.iso)
            if feature:
                seats = {c.name for c in cluster}
                # Among Natural Earth's other names is the seat's ("Gori" for Shida Kartli): that is the town.
                seats -= {feature.get("name"), feature.get("name_en")}
                other = seats & set((feature.get("name_alt") or "").split("|"))
                division.name = _english(division, feature.get("name_en"))
                division.names |= sources.local_names(feature) - other
                division.lat, division.lon = feature["latitude"], feature["longitude"]
            if division.iso in known:
                division.lat, division.lon = known[division.iso]
        elif division.level <= 3:
            division.lat, division.lon = _boundary_point(division, points, names, _middle(cluster))
            division.surveyed = division.lat is not None
        if division.lat is None and cluster:
            division.lat, division.lon = _middle(cluster)
        # Sections of a city are in the city's figure already; some still count twice, so this is no population.
        division.weight = sum(c.population for c in cluster if c.code != "PPLX")
        division.names |= {short for n in division.names if (short := short_name(n))}
    return [d for d in sources.divisions().values() if d.lat is not None]


def _english(division: sources.Division, name: str | None) -> str:
    """"Kharkiv Oblast" for ISO's "Kharkivska oblast", where GeoNames has it among the names."""
    if not name or fold(name) == fold(division.name):
        return division.name
    kinds = ("Oblast", "Governorate", "Province", "Krai", "State", "Region")
    return next((n for kind in kinds if (n := f"{name} {kind}") in division.names), division.name)


def short_name(name: str) -> str | None:
    """A division's name less the word for its kind: "Homs" for "Homs Governorate"."""
    short = re.sub(r"\s+", " ", _KINDS.sub("", name)).strip(" -,")
    tells = short != name and len(short) > 2 and not short.lower().startswith(("of ", "de "))
    return short if tells else None


def _middle(cluster: list[sources.City]) -> tuple[float | None, float | None]:
    if not cluster:
        return None, None
    weight = sum(c.population + 100 for c in cluster)
    lat = sum(c.lat * (c.population + 100) for c in cluster) / weight
    lon = sum(c.lon * (c.population + 100) for c in cluster) / weight
    # A cluster across the date line has no middle of this kind; its largest city stands for it.
    if max(c.lon for c in cluster) - min(c.lon for c in cluster) > 180:
        largest = max(cluster, key=lambda c: (c.population, -c.id))
        return largest.lat, largest.lon
    return round(lat, 5), round(lon, 5)


def _boundary_point(division: sources.Division, points: dict, names: dict[str, str],
                    middle: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    found = []
    for name in sorted(division.names | {short for n in division.names if (short := short_name(n))}):
        found += points.get((names.get(division.country, ""), fold(name)), [])
    if middle[0] is None:
        return (found[0][0], found[0][1]) if len(found) == 1 else (None, None)
    near = [(abs(lat - middle[0]) + abs(lon - middle[1]), lat, lon) for lat, lon, _ in found]
    # The same name two degrees away is another unit.
    return min(near)[1:] if near and min(near)[0] < 2 else (None, None)


def _country_names() -> dict[str, str]:
    """geoBoundaries' country name of each alpha-2 code."""
    found = {}
    theirs = {country for country, _ in sources.boundary_points()}
    odd = {"CI": "Cote D'Ivoire (Ivory Coast)", "FJ": "Fiji Islands", "GM": "The Gambia ", "BS": "The Bahamas",
           "HK": "Hong Kong S.A.R.", "VI": "Virgin Islands (US)", "CZ": "Czech Republic", "CG": "Congo",
           "CD": "Democratic Republic of the Congo", "CV": "Cape Verde", "ST": "Sao Tome and Principe"}
    for country in sources.countries().values():
        if not country["former"]:
            own = odd.get(country["alpha2"]) or next((n for n in sorted(country["names"]) if n in theirs), None)
            found[country["alpha2"]] = own or country["name"]
    return found


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
