"""Write the two files of a gazetteer in constant memory.

Used for the bundled gazetteer and for what the user adds. Names go to spool
files by the first byte of their hash and are sorted one spool at a time, so
tens of millions of them never are in memory together.
"""

from __future__ import annotations

import math
import shutil
import sqlite3
import struct
import tempfile
from array import array
from pathlib import Path

from geo.places.fold import TRANSLITERATED, fold, sounds, without_article
from geo.places.gazetteer_store import (
    ALTERNATE,
    BUCKETS,
    CELL,
    DERIVED,
    MAGIC,
    NAME,
    NAMES,
    OWN,
    PLACES,
    SCHEMA,
    SOUND,
    SPECIAL,
    name_hash,
)


class Writer:
    """Collect places and names, then put finished files in place at once.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the gazetteer; it is replaced only by :meth:`finish`.

    Examples
    --------
    >>> with Writer(folder) as writer:                          # doctest: +SKIP
    ...     writer.place(611403, "Ts'khinvali", 42.2276, 43.9686, "P", "PPLA", "GE", "00", None, 30000)
    ...     writer.name("Tskhinvali", 611403)
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        self._db = sqlite3.connect(self._work / PLACES)
        self._db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        self._codes: dict[tuple, int] = {}
        self._areas: dict[tuple, int] = {}
        self._texts: dict[str, int] = {}
        (self._work / "spool").mkdir()
        self._spools = [array("Q") for _ in range(256)]
        self.places = self.names = 0

    def number(self, place_id: str) -> int:
        """Number of a place id; ids that are not GeoNames' get one of their own."""
        scheme, _, rest = place_id.partition(":")
        if scheme == "geonames":
            return int(rest)
        if place_id not in self._texts:
            self._texts[place_id] = OWN + len(self._texts)
            self._db.execute("INSERT INTO ids VALUES(?, ?)", (self._texts[place_id], place_id))
        return self._texts[place_id]

    def known(self) -> frozenset[str]:
        """Text ids that have a number so far."""
        return frozenset(self._texts)

    def knows(self, number: int) -> bool:
        """Whether the place of a number was added."""
        return self._db.execute("SELECT 1 FROM places WHERE id=?", (number,)).fetchone() is not None

    def place(self, number: int, name: str, lat: float, lon: float, feature_class: str | None,
              feature_code: str | None, country: str | None, admin1: str | None = None, admin2: str | None = None,
              population: int | None = None) -> None:
        """Add a place (degrees, GeoNames codes, persons) and its own name."""
        code = self._id(self._codes, "codes", (feature_class, feature_code))
        area = self._id(self._areas, "areas", (country or None, admin1 or None, admin2 or None))
        self._db.execute("INSERT OR REPLACE INTO places VALUES(?, ?, ?, ?, ?, ?, ?)",
                         (number, name, round(lat * 1e5), round(lon * 1e5), code, area, population or None))
        self.places += 1
        self.name(name, number, NAME)
        if country in TRANSLITERATED and feature_class in {"A", "P"} and (sound := sounds(fold(name))):
            self._spool(sound, number, SOUND)

    def weigh(self, number: int, persons: int) -> None:
        """Note how many persons a division without a population figure stands for, for ranking only."""
        if persons:
            self._db.execute("INSERT OR REPLACE INTO weights VALUES(?, ?)", (number, round(math.log10(persons) * 10)))

    def rename(self, number: int, name: str) -> None:
        """Give a place another main name; the former one stays as an alternate."""
        self._db.execute("UPDATE places SET name=? WHERE id=?", (name, number))
        self.name(name, number, NAME)
        if sound := sounds(fold(name)):
            self._spool(sound, number, SOUND)

    def _id(self, known: dict[tuple, int], table: str, row: tuple) -> int:
        if row not in known:
            known[row] = len(known)
            self._db.execute(f"INSERT INTO {table} VALUES({','.join('?' * (len(row) + 1))})", (known[row], *row))
        return known[row]

    def name(self, name: str, number: int, kind: int = ALTERNATE) -> None:
        """Add a name under which the place is found."""
        self.key(fold(name), number, kind)

    def key(self, folded: str, number: int, kind: int = ALTERNATE) -> None:
        """Add an already folded name."""
        if not folded:
            return
        self._spool(folded, number, kind)
        if kind != SPECIAL and (bare := without_article(folded)):
            self._spool(bare, number, DERIVED)

    def _spool(self, folded: str, number: int, kind: int) -> None:
        hashed = name_hash(folded)
        spool = self._spools[hashed >> 40]
        # 40 bits of hash do not fit beside 32 bits of reference: two words, the hash first.
        spool.append(hashed)
        spool.append(kind << 28 | number)
        self.names += 1
        if len(spool) > 1 << 13:
            self._flush(hashed >> 40)

    def _flush(self, which: int) -> None:
        with (self._work / "spool" / str(which)).open("ab") as stream:
            self._spools[which].tofile(stream)
        self._spools[which] = array("Q")

    def special(self, name: str, number: int, kind: str, valid_from: str | None = None,
                valid_to: str | None = None, note: str | None = None) -> None:
        """Add a name of its own kind: demonym, abbreviation, metonym, or a dated name."""
        key = fold(name)
        self._db.execute("INSERT OR REPLACE INTO special VALUES(?, ?, ?, ?, ?, ?, ?)",
                         (key, number, kind, name, valid_from or None, valid_to or None, note or None))
        self.key(key, number, SPECIAL)

    def finish(self, **about: str) -> None:
        """Sort, write, and put the files in place; `about` is kept with them."""
        self._db.executemany("INSERT OR REPLACE INTO about VALUES(?, ?)", sorted(about.items()))
        self._db.execute(f"CREATE INDEX cells ON places({CELL})")
        # The country or division that the codes of an area name: of several, the one of the lowest level.
        self._db.execute(
            "INSERT OR IGNORE INTO heads SELECT p.area, p.id FROM places p JOIN codes c ON c.id=p.code "
            "JOIN areas a ON a.id=p.area WHERE CASE WHEN a.admin2 IS NOT NULL THEN c.code='ADM2' "
            "WHEN a.admin1='00' THEN c.code IN ('PCLI','PCL','PCLS','PCLD','PCLIX','PCLF','TERR') "
            "ELSE c.code='ADM1' END ORDER BY p.id")
        self._db.commit()
        self._db.execute("VACUUM")
        self._db.close()
        self._write_index()
        shutil.rmtree(self._work / "spool")
        self.folder.mkdir(exist_ok=True)
        # The index first: a reader that opens between the two finds numbers that it skips, not places without names.
        for file in (NAMES, PLACES):
            (self._work / file).replace(self.folder / file)
        self._work.rmdir()

    def _write_index(self) -> None:
        offsets, total = array("I", [0]), 0
        lows_file, refs_file = self._work / "lows", self._work / "refs"
        with lows_file.open("wb") as lows, refs_file.open("wb") as refs:
            for which in range(256):
                bucket_lows, bucket_refs = array("I"), array("I")
                counts = [0] * (BUCKETS >> 8)
                for hashed, ref in self._sorted(which):
                    counts[hashed >> 32 & 0xFF] += 1
                    bucket_lows.append(hashed & 0xFFFFFFFF)
                    bucket_refs.append(ref)
                bucket_lows.tofile(lows)
                bucket_refs.tofile(refs)
                for count in counts:
                    total += count
                    offsets.append(total)
        with (self._work / NAMES).open("wb") as index:
            index.write(MAGIC + struct.pack("<Q", total))
            offsets.tofile(index)
            for part in (lows_file, refs_file):
                with part.open("rb") as stream:
                    shutil.copyfileobj(stream, index, 1 << 20)
                part.unlink()

    def _sorted(self, which: int) -> list[tuple[int, int]]:
        words = array("Q")
        spool = self._work / "spool" / str(which)
        if spool.exists():
            with spool.open("rb") as stream:
                words.frombytes(stream.read())
        words.extend(self._spools[which])
        # A place keeps the best of the ways in which it got a name: NAME before ALTERNATE before DERIVED;
        # SPECIAL is kept beside them because it says where to read more.
        best: dict[tuple[int, int, bool], int] = {}
        for hashed, ref in zip(words[::2], words[1::2], strict=True):
            kind = ref >> 28
            key = (hashed, ref & 0x0FFFFFFF, kind == SPECIAL)
            best[key] = min(kind, best.get(key, kind))
        return sorted((hashed, kind << 28 | number) for (hashed, number, _), kind in best.items())

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        # After finish() the folder is gone already; otherwise nothing half-written stays behind.
        if self._work.exists():
            self._db.close()
            shutil.rmtree(self._work)
