"""Fit the choice of an event's parties, on gold reports.

    python data/build/train_event_parties.py [GOLD_DIR ...]

Each report goes through the whole pipeline, toponyms included, as it does for
a user. For each event that a gold claim matches, the parties of the report
are the examples; those are right that the gold claim names, as parties or as
ones that may be told. Printed are precision, recall and F1 as the scorer has
them, of the rules and, by cross-validation by report, of the model. The model,
its thresholds and figures go to ``data/models/event_parties.json``.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from boosted import calibrate, train
from manifest import DATA, record

sys.path.insert(0, str(DATA.parent))
sys.path.insert(0, str(DATA.parent / "tests" / "gold"))

from agreement import same_actor
from gold_parts import FOLDERS, parse
from scoring import load, match
from sklearn.linear_model import LogisticRegression

from geo.claims import events
from geo.claims.event_parties import MODEL, Model
from geo.claims.event_parties_features import FEATURES, Report, candidates, features
from geo.places.rank_trees import logistic
from geo.tables import claim_record

SETTINGS = {"max_iter": 120, "learning_rate": 0.06, "min_samples_leaf": 12, "max_depth": 4, "max_leaf_nodes": 12, "l2_regularization": 8.0}
FILE, FOLDS = f"models/{MODEL}.json", 10
#: An optional party that is told is right, but is not asked for.
OPTIONAL_WEIGHT = 0.5
#: How freely the linear weights follow the examples, and the least scale of a feature: rare ones are not blown up.
PULL, FLOOR = 0.02, 0.1
#: Precision counts for more: a wrong party is worse than none.
BETA = 0.75


def examples(gold: dict, number: int, folder: int) -> list[dict]:
    """The matched events of one gold report with their candidates."""
    found = []
    for ctx, drafts, claims in _parsed(gold):
        told = [c for c in gold["claims"] if c["kind"] == "event"]
        pairs, _ = match(told, claims, gold["source"])
        report = Report(ctx, drafts)
        for i, j in pairs.items():
            g = told[i]
            names = {a: [a, *g["actor_aliases"].get(a, [])] for a in (*g["actors"], *g["actors_optional"])}
            choice = candidates(ctx, drafts[j])
            who = [next((a for a, forms in names.items() if same_actor(forms, c.actor.name, c.actor.id)), None) for c in choice]
            found.append({"report": number, "folder": folder, "x": features(report, j, choice), "who": who, "gold": g["actors"],
                          "id": gold["id"], "optional": g["optional"], "claim": claims[j], "names": [c.actor.name for c in choice]})  # fmt: skip
    return found


def _parsed(gold: dict) -> list[tuple]:
    """Context, drafts and event claims of one report."""
    kept: list = []

    def recorded(ctx):
        drafts = original(ctx)
        kept.append((ctx, drafts, [claim_record(events.claim_of(ctx, d, k), ctx.report) for k, d in enumerate(drafts, 1)]))
        return drafts

    original, events.drafts_of = events.drafts_of, recorded
    choose, events.took_part = events.took_part, lambda _, drafts: [d.actors for d in drafts]
    try:
        parse(gold)
    finally:
        events.drafts_of, events.took_part = original, choose
    return kept


def fit(rows: list[dict]) -> dict:
    """Trees and linear weights that tell the parties of an event from the report's others."""
    x = np.vstack([r["x"] for r in rows])
    y = np.array([w is not None for r in rows for w in r["who"]])
    weight = np.array([1.0 if w is None or w in r["gold"] else OPTIONAL_WEIGHT for r in rows for w in r["who"]])
    mean, scale = x.mean(0), np.maximum(x.std(0), FLOOR)
    linear = LogisticRegression(C=PULL, max_iter=500).fit((x - mean) / scale, y, sample_weight=weight)
    return {"features": list(FEATURES), "trees": train(x, y, weight, **SETTINGS),
            "linear": {"mean": np.round(mean, 5).tolist(), "scale": np.round(scale, 5).tolist(),
                       "weights": np.round(linear.coef_[0], 4).tolist(), "bias": round(float(linear.intercept_[0]), 4)}}  # fmt: skip


def margins(rows: list[dict]) -> list[np.ndarray]:
    """Log-odds of each candidate by a model that did not see its report."""
    out: list = [None] * len(rows)
    for fold in range(FOLDS):
        model = Model(fit([r for r in rows if r["report"] % FOLDS != fold]))
        for n, r in enumerate(rows):
            if r["report"] % FOLDS == fold:
                out[n] = model.margin(r["x"])
    return out


def figures(rows: list[dict], chosen: list[np.ndarray], lost: int) -> tuple[float, float, float]:
    """Precision, recall and F1 over events that are not optional, `lost` parties being of events not found."""
    right = extra = wanted = 0
    for r, c in zip(rows, chosen, strict=True):
        if r["optional"]:
            continue
        told = [w for w, yes in zip(r["who"], c, strict=True) if yes]
        right += len({w for w in told if w in r["gold"]})
        extra += sum(w is None for w in told)
        wanted += len(r["gold"])
    p, q = right / max(right + extra, 1), right / max(wanted + lost, 1)
    return p, q, 2 * p * q / max(p + q, 1e-9)


def main(folders: list[str]) -> None:
    """Collect, cross-validate, choose thresholds, fit, write."""
    reports = [(k, gold) for k, folder in enumerate(folders) for gold in load(folder)]
    rows = [r for number, (k, gold) in enumerate(reports) for r in examples(gold, number, k)]
    wanted = [sum(len(c["actors"]) for j, g in reports if j == k for c in g["claims"] if c["kind"] == "event" and not c["optional"])
              for k in range(len(folders))]
    lost = [n - sum(len(r["gold"]) for r in rows if r["folder"] == k and not r["optional"]) for k, n in enumerate(wanted)]
    scores = margins(rows)
    slope, intercept = calibrate(np.concatenate(scores), np.array([w is not None for r in rows for w in r["who"]]))
    likely = [logistic(slope * s + intercept) for s in scores]
    ruled = [r["x"][:, 0] > 0 for r in rows]

    def chosen(low: float, high: float) -> list[np.ndarray]:
        return [np.where(u, p >= low, p >= high) for u, p in zip(ruled, likely, strict=True)]

    best = (-1.0, 0.0, 0.0)
    for low in np.arange(0.4, 0.81, 0.05):
        for high in np.arange(0.5, 0.86, 0.05):
            p, r, _ = figures(rows, chosen(low, high), sum(lost))
            best = max(best, ((1 + BETA**2) * p * r / max(BETA**2 * p + r, 1e-9), round(float(low), 2), round(float(high), 2)))
    _, low, high = best
    measured = {}
    for k, folder in enumerate(folders):
        inside = [n for n, r in enumerate(rows) if r["folder"] == k]
        for what, choice in (("rules", ruled), ("cross-validated", chosen(low, high))):
            found = figures([rows[n] for n in inside], [choice[n] for n in inside], lost[k])
            measured[f"{folder.rpartition('/')[2]} {what}"] = dict(zip(("P", "R", "F1"), (round(x, 3) for x in found), strict=True))
    model = fit(rows) | {"calibration": (slope, intercept), "settings": {"least_ruled": low, "least_other": high}}
    (DATA / FILE).write_text(json.dumps({"events": len(rows), "figures": measured, **model}, separators=(",", ":")) + "\n", "utf-8")
    record(FILE, title="Parties of events: boosted trees and a logistic regression", source="conflictmap", version="1", licence="CC-BY-4.0", credit="",
           note="fitted by data/build/train_event_parties.py on gold reports")  # fmt: skip
    print(len(rows), "events", f"thresholds {low} {high}")
    print(*(f"{what}: {found}" for what, found in measured.items()), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(folder) for folder in FOLDERS])
