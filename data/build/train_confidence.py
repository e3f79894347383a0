"""Fit the confidence of force claims on the development gold reports.

Every report is read with models that did not see it
(:mod:`forces_folds`), or the claims would look surer than they are. A claim
is right if actor, unit, count, place, status and what is drawn agree with the
gold claim that it is matched with. The weights of a logistic regression over
the strengths of the slots and the models' probabilities go to
``data/models/force_confidence.json``, with the Brier score of a
cross-validation by report.
"""

from __future__ import annotations

import json

import numpy as np
import train_forces as train
from agreement import whole
from forces_folds import out_of_fold
from gold_parts import FOLDERS
from manifest import DATA, record
from scoring import match
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from geo.claims.confidence import FEATURES, features
from geo.claims.forces import to_claims

FILE = "models/force_confidence.json"


def table() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, whether right, and number of the report, of every claim that is not optional."""
    rows, truth, groups = [], [], []
    for n, _, gold, ctx, drafts in out_of_fold(FOLDERS):
        claims = [c for c in gold["claims"] if c["kind"] == "force"]
        made = to_claims(ctx, drafts)
        told = [train.flat(c) for _, c in made]
        pairs, parts = match(claims, told, gold["source"])
        of = {j: claims[i] for i, j in pairs.items()}
        for j, (draft, _) in enumerate(made):
            if j in parts or (j in of and of[j]["optional"]):
                continue
            rows.append([features(draft)[name] for name in FEATURES])
            truth.append(j in of and whole(of[j], told[j], gold["source"]))
            groups.append(n)
    return np.array(rows), np.array(truth), np.array(groups)


def main() -> None:
    """Fit, measure, write."""
    rows, truth, groups = table()
    model = LogisticRegression(C=0.3, max_iter=2000)
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
        note="fitted by data/build/train_confidence.py on tests/gold/dev to dev4, out of fold",
    )
    print(json.dumps(out, indent=1))
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (guessed >= low) & (guessed < low + 0.2)
        if inside.any():
            print(f"said {low:.1f} to {low + 0.2:.1f}: {inside.sum()} claims, {truth[inside].mean():.3f} right")


if __name__ == "__main__":
    main()
