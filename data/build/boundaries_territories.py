"""The disputed, leased, autonomous and otherwise special territories, as sets of faces.

Each territory says how its polygon was made; one that no open source draws is
a labelled point with the reason. Names of selectors: ``adm1`` takes whole
first-level divisions, ``sub`` a map subunit, ``cut`` the side of a disputed
line that holds a seed point, ``ring`` a closed line, ``box`` the islands of a
division inside an extent, ``shape`` a polygon of second-level divisions,
``point`` nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from boundaries_faces import CLOSING, GRID, Sources, along, extended, gap_closers
from boundaries_second import zone as second_zone

Selector = Callable[["Faces"], np.ndarray]


class Faces:
    """Look-ups over the faces that the selectors need."""

    def __init__(self, sources: Sources, region: np.ndarray, country: np.ndarray) -> None:
        self.sources, self.region, self.country = sources, region, country
        self.points = shapely.point_on_surface(sources.faces)

    def inside(self, polygon: shapely.Geometry) -> np.ndarray:
        """Faces whose interior point lies in `polygon`."""
        shapely.prepare(polygon)
        return shapely.intersects(polygon, self.points)

    def line(self, name: str, a3: str) -> shapely.Geometry:
        """All disputed lines of that name inside that country."""
        lines = self.sources.lines
        chosen = lines[(lines["name"] == name) & (lines["adm0_a3_l"] == a3)].geometry
        pieces = [p for g in chosen for p in extended(g)]
        return shapely.unary_union(
            [*pieces, *gap_closers(chosen), *map(shapely.LineString, CLOSING.get(a3, ()))], grid_size=GRID
        )


def adm1(*ids: str) -> Selector:
    return lambda f: np.isin(f.region, ids)


def country(*ids: str) -> Selector:
    return lambda f: np.isin(f.country, ids)


def sub(*codes: str) -> Selector:
    return lambda f: f.inside(shapely.union_all(f.sources.subunits.loc[list(codes)].geometry.values))


def cut(countries: tuple[str, ...], line: tuple[str, str], *seeds: tuple[float, float], land: str = "") -> Selector:
    """The side of a line within countries (or within the subunit `land`) that holds one of `seeds` (lon, lat)."""

    def select(f: Faces) -> np.ndarray:
        here = sub(land)(f) if land else np.isin(f.country, countries)
        outline = shapely.boundary(shapely.coverage_union_all(f.sources.faces[here]))
        noded = shapely.unary_union([outline, f.line(*line)], grid_size=GRID)
        sides = np.array(shapely.polygonize([noded] if noded.geom_type == "LineString" else list(noded.geoms)).geoms)
        chosen = [s for s in sides for seed in seeds if shapely.intersects(s, shapely.Point(seed))]
        return f.inside(shapely.union_all(chosen)) & here

    return select


def ring(line: tuple[str, str], seed: tuple[float, float]) -> Selector:
    def select(f: Faces) -> np.ndarray:
        sides = np.array(shapely.polygonize(list(f.line(*line).geoms)).geoms)
        chosen = sides[shapely.intersects(sides, shapely.Point(seed))]
        return f.inside(shapely.union_all(chosen))

    return select


def box(bounds: tuple[float, float, float, float], *ids: str) -> Selector:
    return lambda f: f.inside(shapely.box(*bounds)) & (np.isin(f.region, ids) | np.isin(f.country, ids))


def area(vertices: list[tuple[float, float]], *ids: str) -> Selector:
    return lambda f: f.inside(shapely.Polygon(vertices)) & (np.isin(f.region, ids) | np.isin(f.country, ids))


def zone(name: str, *ids: str) -> Selector:
    return lambda f: f.inside(second_zone(f.sources.second, name)) & np.isin(f.country, ids)


def east_of(line: Callable[[Faces], shapely.LineString], *ids: str) -> Selector:
    """Faces of divisions that lie east of a line running from north to south."""

    def select(f: Faces) -> np.ndarray:
        xy = shapely.get_coordinates(line(f))
        far = xy[:, 0].max() + 1
        side = shapely.make_valid(
            shapely.Polygon([*xy, (far, xy[-1, 1] - 0.2), (far, xy[0, 1] + 0.2), (xy[0, 0], xy[0, 1] + 0.2)])
        )
        return f.inside(side) & np.isin(f.region, ids)

    return select


def strip(line: list[tuple[float, float]], km: float, *ids: str) -> Selector:
    return lambda f: f.inside(along(line, km)) & np.isin(f.country, ids)


def either(*selectors: Selector) -> Selector:
    return lambda f: np.logical_or.reduce([s(f) for s in selectors])


def without(first: Selector, *others: Selector) -> Selector:
    return lambda f: first(f) & ~np.logical_or.reduce([s(f) for s in others])


def point(f: Faces) -> np.ndarray:
    return np.zeros(len(f.points), bool)


# How a polygon was made, in the words of territories.csv.
DISPUTED = "Cut along Natural Earth's disputed border line"
SUBUNIT = "Natural Earth map subunit"
ADM1 = "Natural Earth first-level divisions"
ADM2 = "Second-level divisions of geoBoundaries inside Natural Earth's border: "
TOO_SMALL = "Too small for the 1:10m sources: a labelled point"
NO_SOURCE = "No open source here draws its extent: a labelled point"


@dataclass(frozen=True)
class Territory:
    """A territory; `how` says what its polygon was made of."""

    id: str
    name: str
    parent: str
    select: Selector
    how: str
    aliases: str = ""
    at: tuple[float, float] | None = None
