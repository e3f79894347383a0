"""Fit the choice of a place for events whose sentence names none, on gold reports.

    python data/build/train_event_place_report.py [GOLD_DIR ...]

Each report goes through the whole pipeline, toponyms included, as it does for
a user. The events that a gold claim matches and whose place the rules took
over from elsewhere are the examples; a place is right if the gold claim has
it. A conditional logit over the places of the report is fitted, and measured
by cross-validation by report beside the rules. Weights and figures go to
``data/models/event_place_report.json``.
"""

from __future__ import annotations

import json
import sys
import tempfile

import numpy as np
from manifest import DATA, record

sys.path.insert(0, str(DATA.parent))
sys.path.insert(0, str(DATA.parent / "tests" / "gold"))

from agreement import near
from scoring import affinity, load

from geo import atlas
from geo.claims import events
from geo.claims.event_place_report import FEATURES, MODEL, options
from geo.tables import claim_record

PENALTY, STEPS, RATE, FOLDS = 0.5, 400, 0.3, 10


def examples(folder: str) -> list[dict]:
    """The events of a folder of gold reports whose place was taken over, with their options."""
    found = []
    for gold in load(folder):
        drafts = _drafts(gold)
        told = [c for c in gold["claims"] if c["kind"] == "event"]
        for claim, choice, slot in drafts:
            # Which gold claim it is is asked without the place, which is what is to be learned.
            blank = {**claim, "places": [], "place": None, "lat": None, "lon": None}
            best = max(told, key=lambda c: affinity(c, blank, gold["source"]), default=None)
            if best is None or affinity(best, claim, gold["source"]) <= 0:
                continue
            right = [p for one in (best["places"], *best["places_also"]) for p in one]
            found.append(
                {
                    "report": gold["id"],
                    "x": [[o.features[name] for name in FEATURES] for o in choice],
                    "y": [any(near(p, {"name": o.place.name, "lat": o.place.lat, "lon": o.place.lon}) for p in right)
                          for o in choice],
                    "rule": [any(o.place.id == p.id for p in slot.places) for o in choice],
                }
            )  # fmt: skip
    return found


def _drafts(gold: dict) -> list[tuple]:
    """Claims of one report whose place was taken over, their options and what the rules said."""
    asked: dict[int, tuple] = {}
    found = []

    def kept(ctx, incident, earlier, slot):
        asked[id(incident)] = options(ctx, incident, earlier, slot), slot
        return slot

    def drafted(ctx, incident, earlier):
        draft = original_draft(ctx, incident, earlier)
        if draft is not None and id(incident) in asked:
            found.append((claim_record(events.claim_of(ctx, draft, 1), ctx.report), *asked[id(incident)]))
        return draft

    original, original_draft = events.of_report, events._draft
    events.of_report, events._draft = kept, drafted
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as stream:
            stream.write(json.dumps({k: gold[k] for k in ("id", "text", "date", "title", "source")}) + "\n")
            stream.flush()
            list(atlas.parse([stream.name]))
    finally:
        events.of_report, events._draft = original, original_draft
    return found


def fit(rows: list[dict]) -> np.ndarray:
    """Weights of a conditional logit with a ridge penalty, by gradient ascent with momentum."""
    known = [(np.array(r["x"]), np.array(r["y"], float)) for r in rows if any(r["y"])]
    weights, speed = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for _ in range(STEPS):
        slope = -PENALTY * weights
        for x, y in known:
            score = x @ weights
            p = np.exp(score - score.max())
            p /= p.sum()
            wanted = p * y / (p * y).sum()
            slope += x.T @ (wanted - p)
        speed = 0.9 * speed + slope / max(1, len(known))
        weights = weights + RATE * speed
    return weights


def right(row: dict, weights: np.ndarray) -> bool:
    """Whether the place that the weights choose is right."""
    return bool(row["y"][int(np.argmax(np.array(row["x"]) @ weights))])


def main(folders: list[str]) -> None:
    """Collect, cross-validate, fit, write."""
    rows = [r for folder in folders for r in examples(folder)]
    reports = sorted({r["report"] for r in rows})
    chosen = 0
    for k in range(FOLDS):
        held = set(reports[k::FOLDS])
        weights = fit([r for r in rows if r["report"] not in held])
        chosen += sum(right(r, weights) for r in rows if r["report"] in held)
    ruled = sum(any(a and b for a, b in zip(r["rule"], r["y"], strict=True)) for r in rows)
    weights = fit(rows)
    out = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "events": len(rows),
        "reports": len(reports),
        "rules_accuracy": round(ruled / len(rows), 4),
        "cross_validated_accuracy": round(chosen / len(rows), 4),
    }
    (DATA / MODEL).write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    record(MODEL, title="Place of events whose sentence names none: weights of a conditional logit", source="conflictmap",
           version="1", licence="CC-BY-4.0", credit="",
           note="fitted by data/build/train_event_place_report.py on gold reports")  # fmt: skip
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:] or [str(DATA.parent / "tests" / "gold" / name) for name in ("dev", "dev2")])
