"""Fit the confidence of event claims on gold reports.

    python data/build/train_event_confidence.py [GOLD_DIR ...]

Each report goes through the whole pipeline, toponyms included, as it does for
a user. A claim is right if the gold claim that it is matched with agrees in
type, place, date, deaths, displaced and polarity. The weights of a logistic
regression go to ``data/models/event_confidence.json``, with the Brier score of
a cross-validation by report.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from manifest import DATA, record
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(DATA.parent))
sys.path.insert(0, str(DATA.parent / "tests" / "gold"))

from agreement import whole
from gold_parts import FOLDERS, parse
from scoring import load, match

from geo.claims import events
from geo.claims.events_confidence import FEATURES, features

FILE = "models/event_confidence.json"


def table(folders: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, whether right, and number of the report, of every event claim of some folders of gold reports."""
    rows, truth, groups = [], [], []
    for n, gold in enumerate(g for folder in folders for g in load(folder)):
        drafts, claims = _parsed(gold)
        pairs, _ = match(gold["claims"], claims, gold["source"])
        whose = {j: gold["claims"][i] for i, j in pairs.items()}
        for j, claim in enumerate(claims):
            if claim["kind"] != "event":
                continue
            draft = drafts[int(claim["id"].rpartition("#e")[2]) - 1]
            rows.append([features(draft)[name] for name in FEATURES])
            truth.append(j in whose and whole(whose[j], claim, gold["source"]))
            groups.append(n)
    return np.array(rows), np.array(truth), np.array(groups)


def _parsed(gold: dict) -> tuple[list, list[dict]]:
    """The drafts behind the event claims of one report, and its claims."""
    kept: list = []

    def recorded(ctx):
        kept[:] = original(ctx)
        return kept

    original, events.drafts_of = events.drafts_of, recorded
    try:
        claims = parse(gold)
    finally:
        events.drafts_of = original
    return list(kept), claims


def main(folders: list[str]) -> None:
    """Fit, measure, write."""
    rows, truth, groups = table(folders)
    model = LogisticRegression(C=1, max_iter=1000)
    guessed = cross_val_predict(model, rows, truth, groups=groups, cv=GroupKFold(10), method="predict_proba")[:, 1]
    brier, base = float(np.mean((guessed - truth) ** 2)), float(np.mean((truth.mean() - truth) ** 2))
    model.fit(rows, truth)
    weights = {"bias": round(float(model.intercept_[0]), 4)}
    weights |= {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
    out = {"weights": weights, "claims": len(truth), "right": int(truth.sum()), "brier": round(brier, 4),
           "brier_of_the_base_rate": round(base, 4)}  # fmt: skip
    (DATA / FILE).write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    record(FILE, title="Confidence of event claims: weights of a logistic regression", source="conflictmap",
           version="1", licence="CC-BY-4.0", credit="",
           note="fitted by data/build/train_event_confidence.py on gold reports")  # fmt: skip
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:] or [str(folder) for folder in FOLDERS])
