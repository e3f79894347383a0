"""Files of one gazetteer: a table of places and an index of folded names.

``places.sqlite`` holds a row per place. ``names.idx`` is a sorted table of
48-bit hashes of folded names, each with the place's number and how the place
got that name. It is mapped into memory, not read: opening costs nothing, a
miss costs a binary search in a bucket of about twenty entries, and several
processes share the pages. Alternate names need 8 bytes each this way, which
lets a million of them be shipped; their spelling is what was looked up.
"""

from __future__ import annotations

import mmap
import sqlite3
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from geo.errors import MissingDataError
from geo.model import Place

PLACES, NAMES = "places.sqlite", "names.idx"
MAGIC = b"CMNAMES1"
BUCKETS = 1 << 16
# Numbers below are GeoNames ids; from here on they stand for a text id in the table ``ids``.
OWN = 1 << 27
# How a place got a name; the top four bits of an index entry.
NAME, ALTERNATE, DERIVED, SPECIAL, SOUND = range(5)

SCHEMA = """
CREATE TABLE places(id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
    code INTEGER NOT NULL, area INTEGER NOT NULL, population INTEGER);
CREATE TABLE codes(id INTEGER PRIMARY KEY, class TEXT, code TEXT);
CREATE TABLE areas(id INTEGER PRIMARY KEY, country TEXT, admin1 TEXT, admin2 TEXT, UNIQUE(country, admin1, admin2));
CREATE TABLE ids(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE special(key TEXT NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    valid_from TEXT, valid_to TEXT, note TEXT, PRIMARY KEY(key, place, kind, name)) WITHOUT ROWID;
CREATE TABLE weights(id INTEGER PRIMARY KEY, tenths INTEGER NOT NULL);
CREATE TABLE heads(area INTEGER PRIMARY KEY, place INTEGER NOT NULL);
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
# Half-degree cell of a place: an index over an expression stores the cell only once.
CELL = "((lat+9000000)/50000*720+(lon+18000000)/50000)"
_SELECT = (
    "SELECT p.id, p.name, p.lat, p.lon, c.class, c.code, a.country, a.admin1, a.admin2, p.population, i.text, w.tenths "
    "FROM places p JOIN codes c ON c.id=p.code JOIN areas a ON a.id=p.area "
    "LEFT JOIN ids i ON i.id=p.id LEFT JOIN weights w ON w.id=p.id ")


def name_hash(folded: str) -> int:
    """48-bit hash of a folded name; the same on every machine and in every run."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=6).digest(), "big")


class Store:
    """One folder with ``places.sqlite`` and ``names.idx``, read only.

    Raises
    ------
    geo.errors.MissingDataError
        A file is missing, or is not of this format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        places, names = folder / PLACES, folder / NAMES
        if not places.is_file() or not names.is_file():
            raise MissingDataError(f"no gazetteer in {folder}; reinstall conflictmap or add the data again")
        uri = f"{places.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        with names.open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:8] != MAGIC:
            raise MissingDataError(f"{names} is not a name index of this version; add the data again")
        self.count = struct.unpack("<Q", self._map[8:16])[0]
        view = memoryview(self._map)
        start, size = 16, 4 * (BUCKETS + 1)
        self._offsets = view[start:start + size].cast("I")
        start += size
        self._lows = view[start:start + 4 * self.count].cast("I")
        self._refs = view[start + 4 * self.count:start + 8 * self.count].cast("I")

    def find(self, hashed: int) -> list[tuple[int, int]]:
        """Places of a name: (number, how it got the name), in the index's order."""
        lows, low = self._lows, hashed & 0xFFFFFFFF
        bucket = hashed >> 32
        end = self._offsets[bucket + 1]
        at = bisect_left(lows, low, self._offsets[bucket], end)
        found = []
        while at < end and lows[at] == low:
            ref = self._refs[at]
            found.append((ref & 0x0FFFFFFF, ref >> 28))
            at += 1
        return found

    def has(self, hashed: int) -> bool:
        """Whether any place has a name of this hash."""
        lows, low = self._lows, hashed & 0xFFFFFFFF
        bucket = hashed >> 32
        end = self._offsets[bucket + 1]
        at = bisect_left(lows, low, self._offsets[bucket], end)
        return at < end and lows[at] == low

    def places(self, numbers: Iterable[int]) -> dict[int, tuple[Place, float | None]]:
        """Places by number, each with its weight (a division's, for ranking); unknown numbers are left out."""
        wanted = list(dict.fromkeys(numbers))
        found: dict[int, tuple[Place, float | None]] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start:start + 500]
            rows = self._db.execute(f"{_SELECT} WHERE p.id IN ({','.join('?' * len(part))})", part)
            found.update((row[0], (_place(row), row[11] and row[11] / 10)) for row in rows)
        return found

    def number(self, place_id: str) -> int | None:
        """Number of a place id such as ``geonames:611717`` or ``region:south-ossetia``."""
        scheme, _, rest = place_id.partition(":")
        if scheme == "geonames" and rest.isdecimal():
            return int(rest)
        row = self._db.execute("SELECT id FROM ids WHERE text=?", (place_id,)).fetchone()
        return row and row[0]

    def special(self, key: str) -> list[tuple[int, str, str, str | None, str | None, str | None]]:
        """Demonyms, abbreviations, metonyms and dated names: (number, kind, name, from, to, note)."""
        return self._db.execute(
            "SELECT place, kind, name, valid_from, valid_to, note FROM special WHERE key=? ORDER BY place, kind, name",
            (key,),
        ).fetchall()

    def near(self, cells: Iterable[int]) -> list[Place]:
        """Places in the given half-degree cells."""
        wanted = list(cells)
        rows = self._db.execute(f"{_SELECT} WHERE {CELL} IN ({','.join('?' * len(wanted))})", wanted)
        return [_place(row) for row in rows]

    def about(self) -> dict[str, str]:
        """Facts that the builder noted: source, version, rows."""
        return dict(self._db.execute("SELECT key, value FROM about ORDER BY key"))

    def walk(self, where: str = "1", parameters: tuple = ()) -> Iterator[Place]:
        """All places that fulfil an SQL condition on ``p``, ``c`` (codes) and ``a`` (areas), by number."""
        for row in self._db.execute(f"{_SELECT} WHERE {where} ORDER BY p.id", parameters):
            yield _place(row)

    def area_name(self, country: str, admin1: str | None, admin2: str | None) -> str | None:
        """Name of the country or division of these codes."""
        row = self._db.execute(
            "SELECT p.name FROM areas a JOIN heads h ON h.area=a.id JOIN places p ON p.id=h.place "
            "WHERE a.country=? AND a.admin1 IS ? AND a.admin2 IS ?", (country, admin1 or "00", admin2)).fetchone()
        return row and row[0]

    def close(self) -> None:
        """Close the files; the store cannot be used any more."""
        self._db.close()
        for view in (self._offsets, self._lows, self._refs):
            view.release()


def cell(lat: float, lon: float) -> int:
    """Half-degree cell of a point, equal to the SQL expression :data:`CELL`."""
    return (round(lat * 1e5) + 9000000) // 50000 * 720 + (round(lon * 1e5) + 18000000) // 50000


def precision(feature_class: str | None, code: str | None) -> int:
    """ACLED's geo_precision of a kind of place: 1 settlement or spot, 2 its surroundings, 3 region or country."""
    if feature_class == "A":
        return 2 if code in {"ADM3", "ADM4", "ADM5"} else 3
    if feature_class in {"H", "T", "L", "V"}:
        return 1 if code in {"PASS", "ISL", "HLL", "MILB", "INSM", "SPNG", "WLL"} else 3 if code in _WIDE else 2
    return 1


_WIDE = frozenset({"OCN", "SEA", "RGN", "CONT", "DSRT", "MTS", "PEN", "GULF", "STM", "ISLS", "PLN", "UPLD", "RGNE"})


def _place(row: tuple) -> Place:
    number, name, lat, lon, cls, code, country, admin1, admin2, population, text = row[:11]
    return Place(
        id=text or f"geonames:{number}", name=name, lat=lat / 1e5, lon=lon / 1e5, feature_class=cls,
        feature_code=code, country=country, admin1=admin1, admin2=admin2, population=population,
        geo_precision=precision(cls, code),
    )
