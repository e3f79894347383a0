"""The gold reports that models are trained on, and one report put through the whole pipeline."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from geo import atlas

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"
#: Developed on. ``heldout`` and ``blind`` are for measuring alone.
DEVELOPED = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6")
FOLDERS = tuple(GOLD / name for name in DEVELOPED)


def parse(gold: dict) -> list[dict]:
    """Claims of one gold report, read as a user's file is: toponyms and regions included."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as stream:
        stream.write(json.dumps({k: gold[k] for k in ("id", "text", "date", "title", "source")}) + "\n")
        stream.flush()
        return [claim for report in atlas.parse([stream.name]) for claim in report["claims"]]
