"""Fit the confidence of event claims on the development gold reports.

The places of the gold reports are given. A claim is right if a gold claim of
its sentence agrees in type, place, date, deaths, displaced and polarity. The
weights of a logistic regression go to ``data/models/event_confidence.json``,
with the Brier score of a cross-validation by report.
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
sys.path.insert(0, str(DATA.parent / "tests" / "gold"))

from agreement import slot

from geo.claims.context import Context
from geo.claims.events import claim_of, drafts_of
from geo.claims.events_confidence import FEATURES, features
from geo.model import Report
from geo.places import Gazetteer
from geo.places.language import Pipeline
from geo.tables import claim_record
from tests.quality.forces_score import given_toponyms, gold_reports

FILE = "models/event_confidence.json"
SLOTS = ("type", "date", "place", "fatalities", "displaced", "polarity")


def table() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, whether right, and number of the report, of every event claim of the development reports."""
    rows, truth, groups = [], [], []
    gazetteer = Gazetteer.open()
    gold = gold_reports(Path(DATA.parent / "tests" / "gold" / "dev"))
    reports = [Report(g["id"], g["text"], date=g["date"] and date.fromisoformat(g["date"]), source=g.get("source"))
               for g in gold]  # fmt: skip
    for n, ((report, doc), wanted) in enumerate(zip(Pipeline().pipe(reports), gold, strict=True)):
        ctx = Context(report, doc, given_toponyms(wanted, gazetteer))
        golds = [c for c in wanted["claims"] if c["kind"] == "event"]
        for number, draft in enumerate(drafts_of(ctx), 1):
            claim = claim_record(claim_of(ctx, draft, number), report)
            near = [g for g in golds if claim["start"] <= g["start"] < claim["end"]]
            rows.append([features(draft)[name] for name in FEATURES])
            truth.append(any(all(slot(s, g, claim, report.source)[2] for s in SLOTS) for g in near))
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
    out = {"weights": weights, "claims": len(truth), "right": int(truth.sum()), "brier": round(brier, 4),
           "brier_of_the_base_rate": round(base, 4)}  # fmt: skip
    (DATA / FILE).write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    record(FILE, title="Confidence of event claims: weights of a logistic regression", source="conflictmap",
           version="1", licence="CC-BY-4.0", credit="",
           note="fitted by data/build/train_event_confidence.py on tests/gold/dev")  # fmt: skip
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
