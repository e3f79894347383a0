"""Where the data lives, and what is known about each file of it.

A wheel carries the repository's ``data/`` as ``geo/_data``; an editable
install or a checkout reads ``data/`` beside ``geo/``. What the user adds with
``conflictmap data add`` goes to a folder of their own and is looked at first.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from geo.errors import MissingDataError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Folder of the bundled data."""
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if (folder / "manifest.json").is_file():
            return folder
    raise MissingDataError(
        f"no bundled data beside {_PACKAGE}; reinstall conflictmap, or run data/build in a checkout"
    )


def path(name: str) -> Path:
    """Path of a bundled file, for example ``"boundaries/adm1.parquet"``."""
    found = root() / name
    if not found.exists():
        raise MissingDataError(f"{name} is not in the bundled data; reinstall conflictmap")
    return found


def user_folder() -> Path:
    """Folder for data that the user adds; ``CONFLICTMAP_DATA`` overrides it."""
    if chosen := os.environ.get("CONFLICTMAP_DATA"):
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "conflictmap"


@cache
def manifest() -> list[dict]:
    """The records of ``data/manifest.json``: file, title, source, version, sha256, licence, credit."""
    return json.loads((root() / "manifest.json").read_text("utf-8"))["files"]


def credits() -> list[str]:
    """One credit line per distinct source, in the manifest's order."""
    return list(dict.fromkeys(record["credit"] for record in manifest() if record.get("credit")))


def verify() -> list[str]:
    """Names of bundled files whose checksum differs from the manifest's."""
    return [r["file"] for r in manifest() if sha256(root() / r["file"]) != r["sha256"]]


def sha256(file: Path) -> str | None:
    """Hex digest of a file, or ``None`` if it does not exist."""
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
