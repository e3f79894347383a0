"""Put the hand-made tables of ``data/gazetteer/*.csv`` into the gazetteer.

A table names its place in one of these ways: ``GE`` the country, ``GE-AB`` the
first-level division of that ISO 3166-2 code, ``Bakhmut@UA`` the most prominent
place of that name in the country, or an id (``geonames:611403``,
``region:south-ossetia``, ``macro:sahel``).
"""

from __future__ import annotations

import csv
from collections import defaultdict

import gazetteer_sources as sources
from gazetteer_admin import DATA, _csv

from geo.places.fold import fold
from geo.places.gazetteer_store import DERIVED
from geo.places.gazetteer_write import Writer

# Features that get ids of their own: file, scheme of the id.
FEATURES = (("regions.csv", ""), ("natural_features.csv", "feature:"), ("bases.csv", "base:"))
SPECIAL = (("demonyms.csv", "demonym"), ("abbreviations.csv", "abbreviation"), ("metonyms.csv", "metonym"),
           ("old_names.csv", "old"))


class Finder:
    """What the tables may refer to."""

    def __init__(self) -> None:
        self.specs: dict[str, int] = {}
        self.names: dict[tuple[str, str], list[tuple]] = defaultdict(list)
        self.unknown: list[str] = []
        # Names of countries and first-level divisions: no loose region takes them.
        self.official: set[str] = set()

    def add(self, number: int, country: str | None, code: str, population: int, names: set[str],
            spec: str | None = None) -> None:
        """Make a place known by its names and, if it has one, its code."""
        if spec:
            self.specs.setdefault(spec, number)
        rank = {"PPLC": 9, "PPLA": 3}.get(code, 0)
        if code.startswith("PCL") or code == "ADM1":
            self.official |= {fold(name) for name in names}
        for name in names:
            settled = code.startswith("PPL")
            self.names[fold(name), country or ""].append((settled, rank, population, -number))

    def find(self, spec: str, writer: Writer) -> int | None:
        """Number of the place that a table means; one that is not there is noted in `unknown`."""
        if spec in self.specs:
            return self.specs[spec]
        name, at, country = spec.partition("@")
        if at and (found := self.names.get((fold(name), country))):
            return -max(found)[-1]
        if spec.startswith("geonames:"):
            return int(spec.split(":")[1])
        if ":" in spec and spec in writer.known():
            return writer.number(spec)
        self.unknown.append(spec)
        return None


def write(writer: Writer, finder: Finder) -> None:
    """Add all tables."""
    for file, scheme in FEATURES:
        for row in _csv(file):
            if not row["lat"]:
                _rename(row, writer, finder)
                continue
            number = writer.number(row["id"] if ":" in row["id"] else scheme + row["id"])
            population = int(row["population"]) if row.get("population") else None
            writer.place(number, row["name"], float(row["lat"]), float(row["lon"]), row["class"], row["code"],
                         row["country"] or None, None, None, population)
            finder.add(number, row["country"], row["code"], population or 0, {row["name"]})
            for name in filter(None, row["names"].split("|")):
                writer.name(name, number)
    _macro_regions(writer, finder)
    airports(writer)
    for file, kind in SPECIAL:
        for row in _csv(file):
            number = finder.find(row["place"], writer)
            if number is None:
                continue
            writer.special(row["name"], number, row.get("kind") or kind, row.get("valid_from"), row.get("valid_to"),
                           row.get("note"))
    for row in _csv("usual_names.csv"):
        # GeoNames' own name ("‘Ayn al ‘Arab") stays an alternate of the one that readers know.
        writer.rename(int(row["place"].removeprefix("geonames:")), row["name"])
    for row in _csv("other_names.csv"):
        if (number := finder.find(row["place"], writer)) is not None:
            writer.name(row["name"], number)
    if finder.unknown:
        raise SystemExit("no place for " + ", ".join(sorted(set(finder.unknown))))


def _macro_regions(writer: Writer, finder: Finder) -> None:
    """Add the regions that :mod:`geo.regions` knows as lists of divisions, under the same ids."""
    with (DATA.parent / "macro_regions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    for row in rows:
        names = [n for n in (row["name"], *filter(None, row["aliases"].split("|"))) if fold(n) not in finder.official]
        known = row["id"] in writer.known()
        number = writer.number(row["id"])
        countries = {member.split("-")[0] for member in row["members"].split() if ":" not in member}
        country = countries.pop() if len(countries) == 1 else None
        if not known:
            if row["name"] not in names:
                continue
            writer.place(number, row["name"], float(row["lat"]), float(row["lon"]), "L", "RGN", country)
            finder.add(number, country, "RGN", 0, {row["name"]})
        for name in names:
            writer.name(name, number)


def _rename(row: dict[str, str], writer: Writer, finder: Finder) -> None:
    """Give a place that is there already its usual English name and further names."""
    number = finder.find(row["id"], writer)
    if number is not None:
        writer.rename(number, row["name"])
        finder.add(number, row["country"], "ADM1", 0, {row["name"]})
        for name in filter(None, row["names"].split("|")):
            writer.name(name, number)


def airports(writer: Writer) -> None:
    """Add airports with an IATA code, and those that are an air base by name."""
    military = ("air base", "air force", "airbase", "military", "naval air", "army airfield", "joint base")
    for row in sources.airports():
        name = row["name"]
        base = any(word in name.lower() for word in military)
        if not name or not (base or (row["iata"] and row["icao"])):
            continue
        number = writer.number(f"airport:{row['icao'] or row['iata'] or row['lid']}")
        writer.place(number, name, float(row["lat"]), float(row["lon"]), "S", "AIRB" if base else "AIRP",
                     row["country"])
        if base:
            writer.name(name.replace(" Air Base", " Airbase"), number)
            continue
        short = name.replace(" International", "").replace(" Regional", "").removesuffix(" Airport")
        own = short.removeprefix(row["city"]).strip(" -/") if row["city"] else short
        names = {f"{short} Airport", f"{row['city']} Airport"}
        if "International" in name:
            names |= {f"{row['city']} International Airport", f"{own} International Airport"}
        if own and own != short:
            # "Heathrow" is enough for London Heathrow Airport.
            names.add(f"{own} Airport")
            writer.name(own, number, DERIVED)
        for other in sorted(names - {name, " Airport", " International Airport"}):
            writer.name(other, number)
