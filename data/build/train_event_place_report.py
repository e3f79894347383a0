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

import numpy as np
from boosted import train
from manifest import DATA, record

sys.path.insert(0, str(DATA.parent))
sys.path.insert(0, str(DATA.parent / "tests" / "gold"))

from agreement import near
from gold_parts import FOLDERS, parse
from scoring import affinity, load

from geo.claims import events
from geo.claims.event_place_report import FEATURES, MODEL, options
from geo.places.rank_trees import Trees
from geo.tables import claim_record

SETTINGS = {"max_iter": 150, "learning_rate": 0.06, "min_samples_leaf": 15}
FILE, FOLDS = f"models/{MODEL}.json", 10


def examples(reports: list[dict], models: dict[str, Trees] | None = None) -> list[dict]:
    """The events of gold reports whose place was taken over, with their options.

    With `models`, by report, the places are those that the models choose; else what the rules say.
    """
    found = []
    for gold in reports:
        drafts = _drafts(gold, models[gold["id"]] if models else None)
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


def _drafts(gold: dict, trees: Trees | None) -> list[tuple]:
    """Claims of one report whose place was taken over, their options and what the rules said."""
    asked: dict[int, tuple] = {}
    found = []

    def kept(ctx, incident, earlier, slot):
        asked[id(incident)] = options(ctx, incident, earlier, slot), slot
        return original(ctx, incident, earlier, slot, trees) if trees is not None else slot

    def drafted(ctx, incident, earlier):
        draft = original_draft(ctx, incident, earlier)
        if draft is not None and id(incident) in asked:
            found.append((claim_record(events.claim_of(ctx, draft, 1), ctx.report), *asked[id(incident)]))
        return draft

    original, original_draft = events.of_report, events._draft
    events.of_report, events._draft = kept, drafted
    try:
        parse(gold)
    finally:
        events.of_report, events._draft = original, original_draft
    return found


def fit(rows: list[dict]) -> dict:
    """Trees that tell the right places of reports from their other places."""
    model = train(np.vstack([r["x"] for r in rows]), np.concatenate([r["y"] for r in rows]), None, **SETTINGS)
    return {"features": list(FEATURES), **model}


def right(row: dict, trees: Trees) -> bool:
    """Whether the place that the model chooses is right."""
    return bool(row["y"][int(np.argmax(trees.margin(np.array(row["x"]))))])


def _without(rows: list[dict], fold: dict[str, int]) -> list[Trees]:
    """For each fold, the model of the reports of the others."""
    return [Trees(fit([r for r in rows if fold[r["report"]] != k])) for k in range(FOLDS)]


def main(folders: list[str]) -> None:
    """Collect, cross-validate, fit, write."""
    reports = [g for folder in folders for g in load(folder)]
    fold = {g["id"]: k % FOLDS for k, g in enumerate(sorted(reports, key=lambda g: g["id"]))}
    ruled_rows = examples(reports)
    models = _without(ruled_rows, fold)
    rows = ruled_rows + examples(reports, {i: models[k] for i, k in fold.items()})
    left_out = _without(rows, fold)
    chosen = sum(right(r, left_out[fold[r["report"]]]) for r in ruled_rows)
    ruled = sum(any(a and b for a, b in zip(r["rule"], r["y"], strict=True)) for r in ruled_rows)
    figures = {
        "events": len(ruled_rows),
        "reports": len({r["report"] for r in ruled_rows}),
        "rules_accuracy": round(ruled / len(ruled_rows), 4),
        "cross_validated_accuracy": round(chosen / len(ruled_rows), 4),
    }
    (DATA / FILE).write_text(json.dumps({**figures, **fit(rows)}) + "\n", "utf-8")
    record(FILE, title="Place of events whose sentence names none: boosted trees", source="conflictmap",
           version="1", licence="CC-BY-4.0", credit="",
           note="fitted by data/build/train_event_place_report.py on gold reports")  # fmt: skip
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:] or [str(folder) for folder in FOLDERS])
