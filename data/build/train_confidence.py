"""Fit the confidence of force claims on the development gold reports.

The places of the gold reports are given: how sure a place is that a name was
resolved to has its own score. A claim is right if actor, unit, count, place, status and polarity agree with
the gold claim of its sentence. The weights of a logistic regression over the
strengths of the slots go to ``data/models/force_confidence.json``, with the
Brier score of a cross-validation by report.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import numpy as np
from manifest import DATA, record
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(DATA.parent))

from geo.claims.confidence import FEATURES, features
from geo.claims.context import Context
from geo.claims.forces import drafts_of, to_claims
from geo.model import Report
from geo.places import Gazetteer
from geo.places.language import Pipeline
from tests.quality.forces_score import DRAWN, given_toponyms, gold_reports, right

FILE = "models/force_confidence.json"


def table() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, whether right, and number of the report, of every claim of the development reports."""
    rows, truth, groups = [], [], []
    pipeline, gazetteer = Pipeline(), Gazetteer.open()
    folder = Path(DATA.parent / "tests" / "gold")
    gold = [*gold_reports(folder / "dev"), *gold_reports(folder / "dev2")]
    reports = [
        Report(g["id"], g["text"], date=date.fromisoformat(g["date"]) if g["date"] else None, source=g.get("source"))
        for g in gold
    ]
    for n, ((report, doc), wanted) in enumerate(zip(pipeline.pipe(reports), gold, strict=True)):
        ctx = Context(report, doc, given_toponyms(wanted, gazetteer))
        drafts = drafts_of(ctx)
        golds = [c for c in wanted["claims"] if c["kind"] == "force"]
        for draft, claim in to_claims(ctx, drafts):
            # The claim is measured against the gold claim of its sentence that it comes nearest.
            verdicts = [right(g, claim, report.source) for g in golds if claim.start <= g["start"] < claim.end]
            rows.append([features(draft)[name] for name in FEATURES])
            truth.append(any(all(v[s] for s in DRAWN) for v in verdicts))
            groups.append(n)
    return np.array(rows), np.array(truth), np.array(groups)


def main() -> None:
    """Fit, measure, write."""
    rows, truth, groups = table()
    model = LogisticRegression(C=1, max_iter=1000)
    guessed = cross_val_predict(model, rows, truth, groups=groups, cv=GroupKFold(10), method="predict_proba")[:, 1]
    brier, base = float(np.mean((guessed - truth) ** 2)), float(np.mean((truth.mean() - truth) ** 2))
    model.fit(rows, truth)
    weights = {"bias": round(float(model.intercept_[0]), 4)}
    weights |= {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
    out = {
        "weights": weights,
        "claims": len(truth),
        "right": int(truth.sum()),
        "brier": round(brier, 4),
        "brier_of_the_base_rate": round(base, 4),
    }
    (DATA / FILE).write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    record(
        FILE,
        title="Confidence of force claims: weights of a logistic regression",
        source="conflictmap",
        version="1",
        licence="CC-BY-4.0",
        credit="",
        note="fitted by data/build/train_confidence.py on tests/gold/dev and dev2",
    )
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
