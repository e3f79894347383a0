"""Train the model that finds an event's place, and measure it against nearest-place.

Usage: python data/build/train_event_place.py EVENT_LOCATION_JSONL

The corpus (Halterman, "Geolocating Political Events in Text", 2019, MIT) is
read, never copied: only the trees go into ``data/models/event_place.json``.
Some of its location spans are token numbers, last one included, instead of
character offsets; those are converted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import boosted
import manifest

from geo.claims.event_place import choose, coordinated
from geo.claims.event_place_features import NAMES, Candidate, features
from geo.claims.events_lexicon import is_a
from geo.places.gazetteer import Gazetteer
from geo.places.rank_trees import Trees

FOLDS = 5
SETTINGS = {"max_depth": 4, "max_leaf_nodes": 16, "max_iter": 120, "learning_rate": 0.07, "l2_regularization": 5.0}


def gold_spans(record: dict, doc) -> list[tuple[int, int]]:
    """Character spans of the gold places."""
    spans = []
    text = record["text"]
    for start, end in record["locations"]:
        piece = text[start:end]
        whole = (
            bool(piece.strip())
            and not (start and text[start - 1].isalnum() and text[start].isalnum())
            and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
        )
        if not whole and start <= end < len(doc):
            words = [t for t in doc if not t.is_space]
            # The corpus was tokenized by an older model: the name may stand a word or two off.
            for shift in (0, -1, 1, -2, 2):
                if start + shift >= 0 and end + shift < len(words) and words[end + shift].pos_ == "PROPN":
                    start, end = words[start + shift].idx, words[end + shift].idx + len(words[end + shift])
                    break
            else:
                continue
        if start < end:
            spans.append((start, end))
    return spans


def named_places(doc, gazetteer: Gazetteer) -> list[Candidate]:
    """Place names that the language model finds, with the type of their most prominent reading."""
    found = []
    for ent in doc.ents:
        if ent.label_ not in ("GPE", "LOC", "FAC"):
            continue
        start, end = ent.start, ent.end
        while start < end - 1 and doc[start].lower_ in (
            "the",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "north",
            "south",
            "east",
            "west",
        ):
            start += 1
        found.append(Candidate(start, end, code_of(doc[start:end].text, gazetteer)))
    taken = {i for c in found for i in range(c.start, c.end)}
    i = 0
    while i < len(doc):
        j = i
        while j < len(doc) and j not in taken and doc[j].pos_ == "PROPN" and doc[j].text[:1].isupper():
            j += 1
        if j > i:
            name = doc[i:j].text
            after = doc[i - 1].lower_ if i else ""
            # A capitalized run is a place name if the gazetteer knows it, or a place word or preposition says so.
            if (
                code_of(name, gazetteer)
                or (after in ("in", "at", "near", "outside", "inside") and doc[i].ent_type_ != "DATE")
                or (after == "of" and i > 1 and is_a(doc[i - 2], "place_noun"))
            ):
                found.append(Candidate(i, j, code_of(name, gazetteer)))
        i = max(j, i + 1)
    return sorted(found, key=lambda c: c.start)


def code_of(name: str, gazetteer: Gazetteer, memo: dict = {}) -> str | None:
    """GeoNames feature code of the most prominent place of a name."""
    if name not in memo:
        matches = gazetteer.lookup(name.removesuffix("'s").removesuffix("’s"), limit=1)
        memo[name] = matches[0].place.feature_code if matches else None
    return memo[name]


def samples(path: Path, docs=None) -> list[dict]:
    """Per sentence: event token, candidates, feature rows, gold flags, whether the sentence has a gold place."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if docs is None:
        from geo.places.language import _load, installed

        docs = _load(installed()).pipe((r["text"] for r in records), batch_size=64)
    gazetteer = Gazetteer.open()
    out = []
    for record, doc in zip(records, docs, strict=True):
        span = doc.char_span(*record["verb"], alignment_mode="expand")
        if span is None or not len(span):
            continue
        event, gold = span.root, gold_spans(record, doc)
        candidates = named_places(doc, gazetteer)
        flags = np.array(
            [
                any(doc[c.start].idx < e and s < doc[c.end - 1].idx + len(doc[c.end - 1]) for s, e in gold)
                for c in candidates
            ],
            dtype=bool,
        )
        out.append(
            {
                "event": event,
                "candidates": candidates,
                "rows": features(event, candidates),
                "gold": flags,
                "placed": bool(gold),
                "count": len(gold),
            }
        )
    return out


def outcome(sample: dict, chosen: list[int]) -> tuple[bool, bool]:
    """(the first choice is a gold place, the answer as a whole is right: a gold place, or none where there is none)."""
    hit = bool(chosen) and bool(sample["gold"][chosen].any())
    return hit, hit if sample["placed"] else not chosen


def nearest(sample: dict) -> list[int]:
    """The baseline: the place whose name is nearest to the verb in words."""
    distances = [
        min(abs(c.start - sample["event"].i), abs(c.end - 1 - sample["event"].i)) for c in sample["candidates"]
    ]
    return [int(np.argmin(distances))] if distances else []


def answer(sample: dict, probabilities: np.ndarray, threshold: float, second: float) -> list[int]:
    """The model's places, best first."""
    if not len(probabilities):
        return []
    best = int(np.argmax(probabilities))
    chosen = choose(probabilities, coordinated(sample["event"], sample["candidates"], best), threshold, second)
    return sorted(chosen, key=lambda k: k != best)


def fit(parts: list[dict], margins: tuple | None = None) -> Trees:
    """Trees of some samples."""
    rows = np.concatenate([s["rows"] for s in parts if len(s["gold"])])
    labels = np.concatenate([s["gold"] for s in parts if len(s["gold"])])
    model = boosted.train(rows, labels, None, **SETTINGS)
    return Trees(model | {"features": list(NAMES)}), model


def cross_validate(data: list[dict]) -> dict:
    """Accuracies by five-fold cross-validation, beside nearest-place on the same sentences."""
    folds = np.random.default_rng(0).permutation(len(data)) % FOLDS
    scores: list[np.ndarray | None] = [None] * len(data)
    for fold in range(FOLDS):
        trees, _ = fit([s for s, f in zip(data, folds, strict=True) if f != fold])
        for i in np.flatnonzero(folds == fold):
            scores[i] = trees.margin(data[i]["rows"]) if len(data[i]["gold"]) else np.zeros(0)
    margins = np.concatenate([m for m in scores if len(m)])
    labels = np.concatenate([s["gold"] for s in data if len(s["gold"])])
    slope, intercept = boosted.calibrate(margins, labels)
    probabilities = [1 / (1 + np.exp(-(slope * m + intercept))) for m in scores]
    best = max(
        (float(np.mean([outcome(s, answer(s, p, t, 0.5))[1] for s, p in zip(data, probabilities, strict=True)])), -t)
        for t in np.arange(0.2, 0.7, 0.05)
    )
    threshold = round(float(-best[1]), 2)
    second = max(
        (
            (
                sum(
                    len(set(answer(s, p, threshold, u)) & set(np.flatnonzero(s["gold"])))
                    - 0.7 * len(set(answer(s, p, threshold, u)) - set(np.flatnonzero(s["gold"])))
                    for s, p in zip(data, probabilities, strict=True)
                )
            ),
            u,
        )
        for u in (0.2, 0.3, 0.4, 0.5)
    )[1]
    placed = [k for k, s in enumerate(data) if s["placed"]]
    result = {
        "sentences": len(data),
        "with_place": len(placed),
        "place_accuracy": float(
            np.mean([outcome(data[k], answer(data[k], probabilities[k], 0, second))[0] for k in placed])
        ),
        "nearest_place_accuracy": float(np.mean([outcome(data[k], nearest(data[k]))[0] for k in placed])),
        "accuracy_with_none": float(
            np.mean([outcome(s, answer(s, p, threshold, second))[1] for s, p in zip(data, probabilities, strict=True)])
        ),
        "nearest_with_none": float(np.mean([outcome(s, nearest(s))[1] for s in data])),
        "found": float(np.mean([data[k]["gold"].any() for k in placed])),
    }
    return {k: round(v, 4) for k, v in result.items()} | {
        "calibration": [slope, intercept],
        "settings": {"threshold": threshold, "second": second},
    }


def main() -> None:
    """Cross-validate, train on everything, write the model and its manifest record."""
    data = samples(Path(sys.argv[1]))
    measured = cross_validate(data)
    print(json.dumps(measured))
    _, model = fit(data)
    model |= {
        "features": list(NAMES),
        "calibration": measured.pop("calibration"),
        "settings": measured.pop("settings"),
        "measured": measured,
    }
    file = ROOT / "data" / "models" / "event_place.json"
    file.write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
    manifest.record(
        "models/event_place.json",
        title="Event place model",
        source="trained on Halterman's event-location corpus (MIT)",
        version="2019",
        licence="MIT",
        credit="Event-location training data: Andrew Halterman (2019), MIT",
    )


if __name__ == "__main__":
    main()
