"""Take in the user's own second- and third-level boundaries.

geoBoundaries, OCHA's COD-AB (with p-codes) and GADM are recognized by their
columns; any other file takes a mapping. GADM's licence forbids passing it on:
it is read here and stays on the user's machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo import bundle
from geo.errors import InputError
from geo.regions import second, store
from geo.regions.grid import atoms_at
from geo.regions.world import atoms

if TYPE_CHECKING:
    import geopandas as gpd

#: Layouts by name: level -> (name column, id column), as patterns over column names in lower case.
LAYOUTS: dict[str, tuple[str, str]] = {
    "geoBoundaries": (r"shapename", r"shapeid"),
    "COD-AB": (r"adm{level}_(?:en|name|name_en|fr|es|pt)", r"adm{level}_pcode"),
    "GADM": (r"name_{level}", r"gid_{level}"),
}
SCALE = 10_000  # 11 m


def add_boundaries(
    file: str | Path, mapping: Mapping[str, str] | None = None, *, level: int | None = None
) -> dict[str, object]:
    """Add a file of second- or third-level divisions to the user's data.

    From then on :func:`geo.regions.join` and :func:`geo.regions.locate` use it
    before the bundled divisions of the same level in the countries it covers.

    Parameters
    ----------
    file : str or path
        Anything that pyogrio reads: GeoJSON, GeoPackage, Shapefile, FlatGeobuf.
    mapping : mapping of str to str, optional
        ``{"name": column, "id": column}`` for a file of no known layout;
        ``id`` may be left out.
    level : {2, 3}, optional
        Level to take; by default the finest in the file.

    Returns
    -------
    dict
        What was understood: ``layout``, ``level``, ``name``, ``id`` (the columns),
        ``rows``, ``countries``, ``file`` (where it was stored), ``message`` (a
        sentence that says all that).

    Raises
    ------
    geo.errors.InputError
        If the file cannot be read, has no polygons, no column of names, or
        coordinates that are not on the Earth.
    """
    source = Path(file)
    frame = _read(source)
    layout, found_level, name, code = _columns(source, list(frame.columns), mapping, level, frame)
    shapes = _polygons(source, frame)
    names = frame[name].astype("string")
    if (empty := int(names.isna().sum())) == len(names):
        raise InputError(str(source), f"column {name} is empty", "name another one in the mapping")
    if code is not None and frame[code].duplicated().any():
        twice = frame[code][frame[code].duplicated()].iloc[0]
        raise InputError(
            str(source), f"column {code} has {twice!r} twice", "it should tell the divisions apart; name another one"
        )
    ids = frame[code].astype("string") if code else names.str.lower() + "-" + frame.index.astype("string")
    lon, lat = shapely.get_coordinates(shapely.point_on_surface(shapes)).T
    atom, _ = atoms_at(lat, lon)
    table = atoms()
    out = frame[[]].assign(
        id=ids.fillna("").astype(object),
        name=names.fillna("").astype(object),
        country=np.array([*table.country, None], object)[atom],
        division=np.array([*table.division, None], object)[atom],
        lat=np.round(lat, 4),
        lon=np.round(lon, 4),
    )
    keep = out["country"].notna().to_numpy()
    if not keep.any():
        raise InputError(
            str(source), "no polygon lies on land", "are its coordinates degrees of longitude and latitude?"
        )
    out, shapes = out[keep], shapes[keep]
    order = np.lexsort((out["id"].to_numpy(str), out["country"].to_numpy(str)))
    out, shapes = out.iloc[order].reset_index(drop=True), shapes[order]
    target = (
        bundle.user_folder() / "boundaries" / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', source.stem)}-adm{found_level}.parquet"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    groups = [len(rows) for _, rows in out.groupby("country", sort=False)]
    store.write(
        target,
        out,
        shapes,
        SCALE,
        groups=groups,
        about={"level": f"ADM{found_level}", "source": f"{layout}: {source.name}"},
    )
    second.forget()
    countries = sorted(set(out["country"]))
    said = f"{len(out)} divisions of level {found_level} in {', '.join(countries)}; layout {layout}, "
    said += f"names from {name}, ids from {code or 'the names'}"
    if dropped := int((~keep).sum()) + empty:
        said += f"; {dropped} without a name or off land"
    return {
        "layout": layout,
        "level": found_level,
        "name": name,
        "id": code,
        "rows": len(out),
        "countries": countries,
        "file": str(target),
        "message": said,
    }


def _read(source: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd

    if not source.exists():
        raise InputError(str(source), "no such file")
    try:
        frame = gpd.read_file(source)
    except Exception as error:  # every driver of GDAL has exceptions of its own
        raise InputError(
            str(source), f"cannot be read as boundaries ({error})", "GeoJSON, GeoPackage and Shapefile can"
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.geometry.isna().all():
        raise InputError(str(source), "has no geometry")
    if frame.crs is not None and not frame.crs.equals("EPSG:4326"):
        frame = frame.to_crs("EPSG:4326")
    return frame[frame.geometry.notna() & ~frame.geometry.is_empty].reset_index(drop=True)


def _polygons(source: Path, frame: gpd.GeoDataFrame) -> np.ndarray:
    shapes = shapely.make_valid(shapely.force_2d(frame.geometry.values))
    kinds = shapely.get_type_id(shapes)
    mixed = kinds == 7
    shapes[mixed] = [
        shapely.union_all([p for p in shapely.get_parts(g) if p.geom_type.endswith("Polygon")]) for g in shapes[mixed]
    ]
    if not np.isin(shapely.get_type_id(shapes), (3, 6)).all():
        raise InputError(str(source), f"holds {frame.geom_type.iloc[0]}s", "boundaries have to be polygons")
    west, south, east, north = shapely.total_bounds(shapes)
    if not (-181 <= west <= east <= 181 and -90.001 <= south <= north <= 90.001):
        raise InputError(
            str(source),
            f"coordinates run from {west:g}, {south:g} to {east:g}, {north:g}",
            "they have to be degrees (EPSG:4326)",
        )
    return shapes


def _columns(
    source: Path, columns: list[str], mapping: Mapping[str, str] | None, level: int | None, frame: gpd.GeoDataFrame
) -> tuple[str, int, str, str | None]:
    """Layout, level, and the columns of name and id."""
    if mapping is not None:
        if "name" not in mapping:
            raise InputError(
                str(source), "the mapping names no column for the name", 'write {"name": column, "id": column}'
            )
        if missing := [c for c in mapping.values() if c not in columns]:
            raise InputError(str(source), f"has no column {', '.join(missing)}", f"it has {', '.join(columns)}")
        return "mapping", level or 2, mapping["name"], mapping.get("id")
    lower = {c.lower(): c for c in columns}
    for layout, (name, code) in LAYOUTS.items():
        for wanted in [level] if level else (3, 2):
            hit = next((c for c in lower if re.fullmatch(name.format(level=wanted), c)), None)
            key = next((c for c in lower if re.fullmatch(code.format(level=wanted), c)), None)
            if hit and key:
                found = wanted
                if layout == "geoBoundaries" and level is None:
                    kind = str(frame[lower["shapetype"]].iloc[0]) if "shapetype" in lower else "ADM2"
                    found = int(kind[3:4]) if kind[3:4] in ("2", "3") else 2
                return layout, found, lower[hit], lower[key]
    raise InputError(
        str(source),
        f"columns {', '.join(c for c in columns if c != 'geometry')} are of no layout known here "
        f"({', '.join(LAYOUTS)})",
        'say which hold name and id: {"name": column, "id": column}',
    )
