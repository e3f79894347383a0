"""Read the toponym corpora that the place models are trained on and measured with."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.model import Report

FILES = ("lgl", "trnews")


def read(folder: Path, name: str) -> list[tuple[Report, list[dict]]]:
    """Reports of one corpus with their gold toponyms (``start``, ``end``, ``lat``, ``lon``)."""
    found = []
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            found.append((Report(id=f"{name}:{record['id']}", text=record["text"]), record["toponyms"]))
    return found


def event_sentences(folder: Path) -> list[tuple[Report, list[dict]]]:
    """Sentences of conflict news with some of their places (Halterman 2019), one per distinct text."""
    found: dict[str, dict[tuple[int, int], dict]] = {}
    with (folder / "event_location.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            held = found.setdefault(record["text"], {})
            for start, end in record["locations"]:
                text = record["text"]
                # Some spans of the file are empty or cut a word.
                cut = (text[start - 1:start].isalnum() and start > 0) or text[end:end + 1].isalnum()
                if end - start > 2 and not cut:
                    held[start, end] = {"start": start, "end": end, "lat": None, "lon": None}
    return [(Report(id=f"event:{k}", text=text), list(gold.values())) for k, (text, gold) in enumerate(found.items())]


def gold_reports(folders: Iterable[Path]) -> list[tuple[Report, list[dict]]]:
    """The project's own reports on wars, every toponym marked."""
    records = [json.loads(f.read_text("utf-8")) for folder in folders for f in sorted(folder.glob("*.json"))]
    return [(Report(id=f"gold:{r['id']}", text=r["text"]), r["toponyms"]) for r in records]


def folds(ids: list[str], k: int = 5) -> Iterator[tuple[list[int], list[int]]]:
    """Training and left-out positions, by document."""
    order = list(range(len(ids)))
    random.Random(0).shuffle(order)
    for fold in range(k):
        out = sorted(order[fold::k])
        held = set(out)
        yield [i for i in range(len(ids)) if i not in held], out


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in km, as the corpora's scorer computes it."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
