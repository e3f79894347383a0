"""List the populated places that fall in another country than GeoNames gives, each with why.

Writes ``tests/data/regions_misplaced.csv``; a test holds the list to what the
join finds and to less than half a percent. Run after the boundaries or the
gazetteer were built anew.
"""

from __future__ import annotations

import sqlite3
import sys

import pandas as pd
import shapely
from manifest import DATA

sys.path.insert(0, str(DATA.parent))
from geo import regions

FILE = DATA.parent / "tests" / "data" / "regions_misplaced.csv"
#: Israeli settlements, which GeoNames files under IL.
HELD = {("IL", "PS"), ("IL", "SY")}


def populated_places() -> pd.DataFrame:
    """Every bundled place of GeoNames' class P: ``id name lat lon country``."""
    with sqlite3.connect(f"file:{DATA / 'gazetteer' / 'places.sqlite'}?mode=ro", uri=True) as database:
        frame = pd.read_sql(
            "SELECT p.id, p.name, p.lat / 1e5 AS lat, p.lon / 1e5 AS lon, a.country "
            "FROM places p JOIN codes c ON c.id = p.code "
            "JOIN areas a ON a.id = p.area WHERE c.class = 'P' AND a.country IS NOT NULL ORDER BY p.id",
            database,
        )
    return frame


def misplaced(places: pd.DataFrame) -> pd.DataFrame:
    """Rows of `places` whose country differs from that of the join, with ``found``."""
    found = regions.join(places[["lat", "lon"]], adm2=False)["country"]
    differs = places["country"] != found
    return places[differs].assign(found=found[differs])


def why(row: pd.Series, shapes: dict[str, shapely.Geometry]) -> str:
    """What explains a misplacement."""
    if pd.isna(row["found"]):
        return "an islet or a place in the water that the 1:10m coast lacks"
    if (row["country"], row["found"]) in HELD:
        return "GeoNames files it under the state that holds it, ISO under that it is part of"
    if row["country"] not in shapes:
        return "a code of GeoNames' own"
    km = shapely.distance(shapes[row["country"]], shapely.Point(row["lon"], row["lat"])) * 111.2
    return (
        f"on the border, {km:.1f} km from {row['country']}: the 1:10m line is off"
        if km < 10
        else f"GeoNames has it {km:.0f} km from {row['country']}"
    )


def main() -> None:
    places = populated_places()
    rows = misplaced(places)
    frame = regions.boundaries()
    shapes = frame[frame["level"] == "ADM0"].set_index("id").geometry.to_dict()
    rows = rows.assign(why=[why(row, shapes) for _, row in rows.iterrows()])
    rows[["id", "name", "country", "found", "why"]].to_csv(FILE, index=False)
    print(f"{len(rows)} of {len(places)} ({len(rows) / len(places):.2%})")


if __name__ == "__main__":
    main()
