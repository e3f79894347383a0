"""Keep ``data/manifest.json``: one record per shipped data file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
FILE = DATA / "manifest.json"


def record(file: str, *, title: str, source: str, version: str, licence: str, credit: str, note: str = "") -> None:
    """Add or replace the record of ``data/<file>``, with its sha256 as it is now.

    Parameters
    ----------
    file : str
        Path below ``data/``.
    title, source, version, licence, credit, note : str
        What it is, the package and upstream it was built from, their versions,
        SPDX licence id, the credit line that a map must show.
    """
    records = {r["file"]: r for r in json.loads(FILE.read_text("utf-8"))["files"]} if FILE.exists() else {}
    digest = hashlib.sha256((DATA / file).read_bytes()).hexdigest()
    records[file] = dict(file=file, title=title, source=source, version=version, licence=licence,
                         credit=credit, sha256=digest, note=note)
    ordered = [records[name] for name in sorted(records)]
    FILE.write_text(json.dumps({"files": ordered}, ensure_ascii=False, indent=1) + "\n", "utf-8")
