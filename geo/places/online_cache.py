"""Answers of online geocoders, kept on disk between runs."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from pathlib import Path

from geopy.location import Location
from geopy.point import Point

from geo import bundle

MISS_DAYS = 30  # a name unknown today may be known next month; a place does not move
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers(service TEXT, query TEXT, countries TEXT, found TEXT NOT NULL, " \
          "asked INTEGER NOT NULL, PRIMARY KEY(service, query, countries)) WITHOUT ROWID"

Key = tuple[str, str, str]


class Cache:
    """SQLite file of answers; a file that cannot be read or written is done without.

    Parameters
    ----------
    file : path-like or None
        By default ``online.sqlite`` in the user's data folder.
    """

    def __init__(self, file: str | Path | None = None) -> None:
        self.file = Path(file) if file is not None else bundle.user_folder() / "online.sqlite"
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.file, timeout=10, check_same_thread=False)
            self._db.execute(_SCHEMA)
            self._db.commit()
        except (OSError, sqlite3.Error):
            self._db = None

    def get(self, key: Key) -> list[Location] | None:
        """Places found for a question earlier, an empty list for a known miss, ``None`` if it was never asked."""
        if self._db is None:
            return None
        with self._lock:
            try:
                row = self._db.execute(
                    "SELECT found, asked FROM answers WHERE service=? AND query=? AND countries=?", key).fetchone()
            except sqlite3.Error:
                return None
        if row is None or (row[0] == "[]" and time.time() - row[1] > MISS_DAYS * 86400):
            return None
        return [Location(address, Point(lat, lon), raw) for address, lat, lon, raw in json.loads(row[0])]

    def put(self, key: Key, found: list[Location]) -> None:
        """Keep an answer."""
        if self._db is None:
            return
        rows = [(place.address, place.latitude, place.longitude, place.raw) for place in found]
        with self._lock:
            try:
                self._db.execute("INSERT OR REPLACE INTO answers VALUES(?, ?, ?, ?, ?)",
                                 (*key, json.dumps(rows, ensure_ascii=False), int(time.time())))
                self._db.commit()
            except sqlite3.Error:
                # An answer that cannot be kept is still an answer.
                self._db.rollback()

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None
