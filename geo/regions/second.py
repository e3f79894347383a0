"""Second- and third-level divisions: geoBoundaries, US counties, and what the user adds.

Each country carries one level, the finest that the source package has: the
second in most, the third in some. Their polygons come simplified to about
700 m, so a point beside a border may fall to the neighbour, and one in a gap
between two goes to the nearest within :data:`GAP_KM`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import shapely

from geo import bundle
from geo.model import Place, Region
from geo.places.fold import fold
from geo.regions import store
from geo.regions.grid import atoms_at
from geo.regions.views import AT_ISSUE
from geo.regions.world import World, atoms

#: Reach of the nearest division for points that fall into a gap between simplified polygons.
GAP_KM = 2.0
SOURCE = "geoBoundaries, simplified"
COUNTIES = "US Census Bureau, by us-atlas"
_RADIUS = 6371.0072  # km, authalic sphere


@dataclass(frozen=True)
class Divisions:
    """Divisions of one country and level, with a tree over their polygons."""

    level: str
    source: str
    ids: list[str]
    names: list[str]
    division: list[str | None]
    shapes: np.ndarray
    area: np.ndarray
    tree: shapely.STRtree


def files() -> tuple[Path, ...]:
    """What the user added, in alphabetical order, then the bundled file."""
    own = bundle.user_folder() / "boundaries"
    added = sorted(own.glob("*.parquet")) if own.is_dir() else []
    return (*added, bundle.path("boundaries/adm2.parquet"))


@cache
def _groups(file: Path) -> dict[str, int]:
    """Row group of each country of a file."""
    source = pq.ParquetFile(file)
    first = {}
    column = source.read(columns=["country"], use_threads=False).column("country")
    start = 0
    for group in range(source.num_row_groups):
        if source.metadata.row_group(group).num_rows:
            first[column[start].as_py()] = group
        start += source.metadata.row_group(group).num_rows
    return first


@cache
def _load(file: Path, country: str) -> Divisions | None:
    group = _groups(file).get(country)
    if group is None:
        return None
    table, shapes = store.read(file, groups=[group])
    about = pq.read_schema(file).metadata or {}
    return Divisions(
        about.get(b"level", b"ADM2").decode(),
        about.get(b"source", SOURCE.encode()).decode(),
        table["id"].to_pylist(),
        table["name"].to_pylist(),
        table["division"].to_pylist(),
        shapes,
        spherical_km2(shapes),
        shapely.STRtree(shapes),
    )


def of_country(country: str) -> list[Divisions]:
    """Divisions of a country, the user's own before the bundled ones of the same level."""
    found: dict[str, Divisions] = {}
    for file in files():
        divisions = _load(file, country)
        if divisions is not None:
            found.setdefault(divisions.level, divisions)
    return [found[level] for level in sorted(found)]


def forget() -> None:
    """Drop what is cached, after the user's files have changed."""
    _groups.cache_clear()
    _homes.cache_clear()
    _load.cache_clear()


def spherical_km2(shapes: np.ndarray) -> np.ndarray:
    """Area in km² on the authalic sphere: planar area in Lambert's cylindrical equal-area projection."""

    def equal_area(xy: np.ndarray) -> np.ndarray:
        return np.column_stack([np.radians(xy[:, 0]), np.sin(np.radians(xy[:, 1]))])

    return shapely.area(shapely.transform(shapes, equal_area)) * _RADIUS**2


def _pick(divisions: Divisions, lat: np.ndarray, lon: np.ndarray, division: np.ndarray) -> np.ndarray:
    """Row of the division that holds each point, -1 for none.

    Where polygons overlap, one in the point's own first-level division comes
    first, then the smaller.
    """
    points = shapely.points(lon, lat)
    out = np.full(len(points), -1)
    point, row = divisions.tree.query(points, predicate="intersects")
    missed = np.setdiff1d(np.arange(len(points)), point)
    distance = np.zeros(len(point))
    if len(missed):
        reach = GAP_KM / 111.2 / np.maximum(np.cos(np.radians(lat[missed])), 0.05)
        near, at = divisions.tree.query(points[missed], predicate="dwithin", distance=reach)
        point, row = np.concatenate([point, missed[near]]), np.concatenate([row, at])
        distance = np.concatenate([distance, shapely.distance(points[missed[near]], divisions.shapes[at])])
    own = np.array(divisions.division, object)[row] == division[point]
    order = np.lexsort((divisions.area[row], ~own, distance, point))
    found, first = np.unique(point[order], return_index=True)
    out[found] = row[order[first]]
    return out


def adm2_at(lat: np.ndarray, lon: np.ndarray, atom: np.ndarray) -> np.ndarray:
    """Id of the second-level division of each point, None where there is none."""
    import pandas as pd

    table = atoms()
    out = np.full(len(lat), None, object)
    country = np.array([*table.country, None], object)[atom]
    division = np.array([*table.division, None], object)[atom]
    code, names = pd.factorize(country)
    for number, name in enumerate(names):
        levels = of_country(name)
        if levels:
            these = np.flatnonzero(code == number)
            rows = _pick(levels[0], lat[these], lon[these], division[these])
            out[these] = np.where(rows < 0, None, np.array(levels[0].ids, object)[rows])
    return out


def shape_of(place: Place) -> shapely.Geometry | None:
    """Polygon of the division that a place of GeoNames' ADM2 names: the one of its name that its point lies in."""
    if place.lat is None or place.lon is None or place.country is None:
        return None
    for divisions in of_country(place.country):
        for row in divisions.tree.query(shapely.Point(place.lon, place.lat), predicate="intersects"):
            if set(fold(divisions.names[row]).split()) & set(fold(place.name).split()):
                return divisions.shapes[row]
    return None


def regions_at(lat: float, lon: float, atom: int, view: World, held: list[Region]) -> list[Region]:
    """Second- and third-level divisions of a point that the regions `held` hold, see :func:`_region`."""
    table = atoms()
    country, division = table.country[atom], table.division[atom]
    out = []
    for divisions in of_country(country):
        row = int(_pick(divisions, np.array([lat]), np.array([lon]), np.array([division], object))[0])
        if row >= 0:
            away = float(shapely.distance(divisions.shapes[row], shapely.Point(lon, lat))) > 0
            note = "the point lies in no division; this is the nearest" if away else None
            out.append(_region(divisions, row, view.adm1[atom] or view.country[atom], held, note))
    return out


def _region(
    divisions: Divisions, row: int, parent: str, held: list[Region], note: str | None = None
) -> Region:
    """A division; who holds it is who holds the smallest territory at issue that is no smaller, else its parent."""
    area = float(divisions.area[row])
    above = [r for r in held if r.status in AT_ISSUE and r.level != "ADM0" and (r.area_km2 or 0.0) >= 0.8 * area]
    holder = above[-1] if above else next((r for r in held if r.id == parent), held[0])
    return Region(
        id=divisions.ids[row],
        name=divisions.names[row],
        level=divisions.level,
        status="division",
        de_jure=holder.de_jure,
        de_facto=holder.de_facto,
        note=note,
        source=COUNTIES if divisions.ids[row].startswith("fips:") else divisions.source,
        area_km2=round(area, 1),
        parent=parent,
    )


@cache
def _homes() -> dict[str, tuple[str, Path]]:
    """Country and file of every division by id."""
    out: dict[str, tuple[str, Path]] = {}
    for file in files():
        table = pq.ParquetFile(file).read(columns=["id", "country"], use_threads=False)
        for region, country in zip(table["id"].to_pylist(), table["country"].to_pylist(), strict=True):
            out.setdefault(region, (country, file))
    return out


def _row(region_id: str) -> tuple[Divisions, int] | None:
    if region_id not in _homes():
        return None
    country, file = _homes()[region_id]
    divisions = _load(file, country)
    return None if divisions is None else (divisions, divisions.ids.index(region_id))


def shape_by_id(region_id: str) -> shapely.Geometry | None:
    """Polygon of a second- or third-level division; None if there is no such division."""
    found = _row(region_id)
    return None if found is None else found[0].shapes[found[1]]


def by_id(region_id: str, view: World) -> Region | None:
    """A second- or third-level division as a region of a view; None if there is no such division."""
    found = _row(region_id)
    if found is None:
        return None
    divisions, row = found
    inside = shapely.point_on_surface(divisions.shapes[row])
    atom = int(atoms_at(np.array([inside.y]), np.array([inside.x]))[0][0])
    if atom < 0:
        return None
    return _region(divisions, row, view.adm1[atom] or view.country[atom], view.holding(atom))
