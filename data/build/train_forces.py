"""Train the models that choose party, place and status of a counted force.

Usage: python data/build/train_forces.py [GOLD_DIR ...]

Without folders those of :mod:`gold_parts` are used. Every force claim that the rules
make is paired with the gold claim that it is closest to; the candidates that
agree with the gold are the right ones. Printed is, by cross-validation by
report, how often rule and model are right, apart for the reports of each
folder (the rules were written against the first). Written are
``data/models/force_actor.json``, ``force_place.json``, ``force_status.json``.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent), str(ROOT / "tests" / "gold")]

import boosted
import manifest
from agreement import same_actor, same_places
from gold_parts import FOLDERS
from scipy.optimize import minimize
from scoring import load, match

from geo import places, regions
from geo.claims import forces_choose_actor as whose
from geo.claims import forces_choose_place as place
from geo.claims import forces_choose_status as state
from geo.claims import forces_keep as keep
from geo.claims.context import Context
from geo.claims.forces import proposed, settled, to_claims
from geo.claims.forces_linear import Choice
from geo.model import Report
from geo.places.language import Pipeline
from geo.places.rank_trees import Trees

FOLDS = 10
SETTINGS = {"max_depth": 4, "max_leaf_nodes": 12, "max_iter": 110, "learning_rate": 0.06, "l2_regularization": 8.0, "min_samples_leaf": 12}
BETA = 0.5
#: Reports on which the rules were tuned say little of when rules are wrong.
TUNED_WEIGHT = 0.5
#: How strongly weights are pulled towards nought.
PULL = {"actor": 50.0, "place": 50.0, "status": 100.0}
#: The choices that trees have a part in, and how large it is: parties, whose clues count only together.
MIX = {"actor": 0.4}
TREES = {"max_depth": 5, "max_leaf_nodes": 16, "max_iter": 150, "learning_rate": 0.06, "l2_regularization": 8.0, "max_features": 0.25}
NAMES = {"status": state.NAMES, "actor": whose.NAMES, "place": place.NAMES}
#: In how many of the reports that the rules were written with their vote on a status is hid, so that it weighs no more than it is worth on others.
HIDDEN = 0.3
#: Least scale of a feature: rare ones are not blown up.
FLOOR = 0.25


def contexts(folders: list[Path]):
    """(folder number, gold report, context) of every report, with its places as the program finds them."""
    gazetteer = places.Gazetteer.open()
    gold = [(k, g) for k, folder in enumerate(folders) for g in load(folder)]
    reports = [Report(g["id"], g["text"], title=g.get("title"), date=date.fromisoformat(g["date"]) if g["date"] else None,
                      source=g.get("source"), language="en") for _, g in gold]
    for (k, g), (report, doc) in zip(gold, Pipeline().pipe(reports), strict=True):
        found = regions.with_regions(places.parse_toponyms(report, doc, gazetteer), worldview="ISO", as_of=report.date)
        yield k, g, Context(report, doc, found)


def flat(claim) -> dict:
    """A claim with the keys that the scorer reads."""
    spots = [{"name": p.name, "lat": p.lat, "lon": p.lon} for p in claim.places]
    return {"kind": "force", "start": claim.start, "end": claim.end, "actor": claim.actor.name, "actor_id": claim.actor.id, "unit": claim.unit,
            "low": claim.low, "high": claim.high, "status": claim.status, "polarity": claim.polarity, "places": spots, "place": spots[0]["name"],
            "lat": spots[0]["lat"], "lon": spots[0]["lon"], "as_of": claim.as_of.isoformat() if claim.as_of else None,
            "attributed_to": claim.attribution.name, "attribution_mode": claim.attribution.mode, "quote": claim.quote}


def pairs(gold: dict, ctx: Context):
    """Drafts of the rules, each with the one before and its gold claim."""
    drafts = settled(ctx, proposed(ctx))
    told = to_claims(ctx, drafts)
    claims = [c for c in gold["claims"] if c["kind"] == "force"]
    matched, _ = match(claims, [flat(c) for _, c in told], gold["source"])
    of = {id(told[j][0]): claims[i] for i, j in matched.items()}
    last = None
    for draft in drafts:
        yield draft, last, of.get(id(draft)), [d for d in drafts if not d.doubt]
        if id(draft) in of or not draft.doubt:
            last = draft


def table(folders: list[Path]) -> tuple[dict, list]:
    """Rows of the models: features, labels, and which report and folder they are of.

    What the models chose for the force before is a feature of the next: it is
    first the rules' choice, then that of models that did not see the report.
    """
    read = [(n, k, gold, ctx, list(pairs(gold, ctx))) for n, (k, gold, ctx) in enumerate(contexts(folders))]
    ranked, told = _rows(read)
    for name in NAMES:
        chosen = iter(crossed(name, ranked[name]))
        for _, _, _, ctx, found in read:
            for draft, _, g, _ in found:
                if g is None or (name == "place" and "; each" in draft.rule):
                    continue
                best = int(np.argmax(next(chosen)))
                if name == "status":
                    draft.status = state.STATUSES[best]
                elif name == "actor":
                    draft.actor = whose.candidates(ctx, draft)[best].actor
                else:
                    draft.places = place.candidates(ctx, draft)[best].places
        ranked = _rows(read)[0]
    return ranked, told


def _rows(read: list) -> tuple[dict, list]:
    ranked: dict = {"actor": [], "place": [], "status": []}
    told = []
    for number, k, _, ctx, found in read:
        for draft, last, g, ruled in found:
            if g is None or not g["optional"]:
                told.append((number, k, keep.features(ctx, draft, ruled), g is not None))
            if g is None:
                continue
            parties = whose.candidates(ctx, draft)
            truth = [same_actor([g["actor"], *g["actor_aliases"]], c.actor.name, c.actor.id) for c in parties]
            ranked["actor"].append((number, k, whose.features(ctx, draft, last, parties, ruled), np.array(truth)))
            said = (g["status"], *g["status_also"])
            ranked["status"].append((number, k, state.features(ctx, draft, last), np.array([s in said for s in state.STATUSES])))
            if "; each" in draft.rule:
                continue
            spots = place.candidates(ctx, draft)
            right = [same_places(g, [{"name": p.name, "lat": p.lat, "lon": p.lon} for p in c.places]) for c in spots]
            ranked["place"].append((number, k, place.features(ctx, draft, last, spots, ruled), np.array(right)))
    return ranked, told


def fit(name: str, groups: list) -> dict:
    """Conditional logit: the weights under which the right candidates of each choice are likeliest, pulled towards nought; and trees for some."""
    if name == "status":
        groups = hidden(groups)
    every = np.concatenate([g[2] for g in groups]).astype(float)
    mean, scale = every.mean(0), np.maximum(every.std(0), FLOOR)
    told = [g for g in groups if g[3].any() and len(g[3]) > 1]
    rows = (np.concatenate([g[2] for g in told]) - mean) / scale
    right = np.concatenate([g[3] for g in told]).astype(bool)
    weight = np.array([TUNED_WEIGHT if g[1] == 0 else 1.0 for g in told])
    sizes = np.array([len(g[3]) for g in told])
    starts, of = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(told)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = rows.T @ ((odds * right / good[of] - odds / total[of]) * weight[of])
        return PULL[name] * (w @ w) / 2 - (weight * np.log(good / total)).sum(), PULL[name] * w - slope

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    model = {"features": list(NAMES[name]), "mean": np.round(mean, 5).tolist(), "scale": np.round(scale, 5).tolist(),
             "weights": np.round(found, 4).tolist()}
    if name in MIX:
        each = np.concatenate([np.full(len(g[3]), w) for g, w in zip(told, weight, strict=True)])
        model |= {"trees": boosted.train(np.concatenate([g[2] for g in told]), right.astype(int), each, **TREES), "mix": MIX[name]}
    return model


def hidden(groups: list) -> list:
    """Choices of a status with the rules' vote taken from some."""
    dice = np.random.default_rng(0)
    return [(*g[:2], state.unruled(g[2]), g[3]) if hide else g for g, hide in zip(groups, dice.random(len(groups)) < HIDDEN, strict=True)]


def crossed(name: str, groups: list) -> list[np.ndarray]:
    """Probabilities of each choice's candidates by a model that did not see its report."""
    out: list = [None] * len(groups)
    for fold in range(FOLDS):
        model = Choice(fit(name, [g for g in groups if g[0] % FOLDS != fold]))
        for n, g in enumerate(groups):
            if g[0] % FOLDS == fold:
                out[n] = model(g[2])
    return out


def rank(name: str, groups: list, folders: list[Path]) -> dict:
    """Measure and fit one ranking model."""
    likely = crossed(name, groups)
    best = (-1.0, 0.0)
    for margin in (0.1, 0.15, 0.2):
        right = [_chosen(p, g, margin) for p, g in zip(likely, groups, strict=True)]
        fresh = [r for r, g in zip(right, groups, strict=True) if g[1] or len(folders) == 1]
        best = max(best, (float(np.mean(fresh)), margin))
        print(f"{name:7} margin {margin:.2f}", *(f"{f.name} {np.mean([r for r, g in zip(right, groups, strict=True) if g[1] == k]):.3f}"
                                              for k, f in enumerate(folders)))
    for k, folder in enumerate(folders):
        own = [g for g in groups if g[1] == k]
        print(f"{name:7} {folder.name}: {len(own)} choices, rule {np.mean([_rule(g) for g in own]):.3f}, "
              f"reachable {np.mean([g[3].any() for g in own]):.3f}")
    model = fit(name, groups)
    model["settings"] = {"margin": best[1]}
    return model


def _rule(group) -> bool:
    return bool(group[3][group[2][:, 0] > 0].any())


def _chosen(p: np.ndarray, group, margin: float) -> bool:
    ruled = group[2][:, 0] > 0
    best = int(np.argmax(p))
    return _rule(group) if p[best] - p[ruled].max(initial=0.0) < margin else bool(group[3][best])


def keep_trees(rows: list) -> dict:
    """Fit the model that tells forces from other numbers."""
    weights = np.array([TUNED_WEIGHT if r[1] == 0 else 1.0 for r in rows])
    labels = np.array([int(r[3]) for r in rows])
    return {"features": list(keep.NAMES)} | boosted.train(np.array([r[2] for r in rows]), labels, weights, **SETTINGS)


def keeping(rows: list, folders: list[Path]) -> dict:
    """Measure, choose thresholds and fit the model that tells forces from other numbers."""
    margin = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = Trees(keep_trees([r for r in rows if r[0] % FOLDS != fold]))
        inside = [n for n, r in enumerate(rows) if r[0] % FOLDS == fold]
        if inside:
            margin[inside] = model.margin(np.array([rows[n][2] for n in inside]))
    truth, ruled = np.array([r[3] for r in rows]), np.array([r[2][0] > 0 for r in rows])
    calibration = boosted.calibrate(margin, truth)
    p = 1 / (1 + np.exp(-(calibration[0] * margin + calibration[1])))
    best = (-1.0, 0.0, 0.0)
    for low in (0.2, 0.25, 0.3, 0.35, 0.4):
        for high in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
            chosen = np.where(ruled, p >= low, p >= high)
            hit = (chosen & truth).sum()
            # F with precision counting double: a force that is not in the text is worse on a map than one left out.
            best = max(best, ((1 + BETA**2) * hit / (chosen.sum() + BETA**2 * truth.sum()), low, high))
    for k, folder in enumerate(folders):
        own = np.array([r[1] == k for r in rows])
        chosen = np.where(ruled, p >= best[1], p >= best[2])
        for what, c in (("rule", ruled), ("model", chosen)):
            hit = (c & truth & own).sum()
            print(f"keep    {folder.name} {what}: P {hit / (c & own).sum():.3f} R (of {(truth & own).sum()} numbers) {hit / (truth & own).sum():.3f}", best)
    return keep_trees(rows) | {"calibration": calibration, "settings": {"least_ruled": best[1], "least_dropped": best[2]}}


def write(name: str, title: str, model: dict, claims: int) -> None:
    """Write a model and record it in the manifest."""
    file = f"models/{name}.json"
    (manifest.DATA / file).write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
    manifest.record(file, title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit="",
                    note=f"trained by data/build/train_forces.py on {claims} force claims of the development gold reports")


def main(argv: list[str]) -> None:
    """Measure by cross-validation, fit, write."""
    folders = [Path(a) for a in argv] or FOLDERS
    ranked, told = table(folders)
    titles = {"status": "What is with a counted force", "actor": "Whose a counted force is", "place": "Where a counted force is"}
    for name, title in titles.items():
        write(f"force_{name}", f"{title}: conditional logit{' and boosted trees' if name in MIX else ''}", rank(name, ranked[name], folders), len(ranked[name]))
    write("force_keep", "Whether a number is a force: boosted trees", keeping(told, folders), len(told))


if __name__ == "__main__":
    main(sys.argv[1:])
