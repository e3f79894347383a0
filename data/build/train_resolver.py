"""Train the resolver's two rankers: ``python data/build/train_resolver.py --corpora DIR``.

Data and licence as in ``train_recognizer.py``. Documents enter twice: with the
gold spans, and with the spans that a recognizer found which had not seen the
document. Sentences of conflict news (Halterman 2019) are labelled from afar,
see :func:`distant`. Every weight that a ranker of the second round learns from
comes from a ranker of the first that had not seen the document either.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import boosted
import corpora
import numpy as np
import train_recognizer
from manifest import DATA, record

from geo.model import Toponym
from geo.places import rank, rank_features
from geo.places.gazetteer import Gazetteer
from geo.places.rank_candidates import ADM1, ADM2, COUNTRY, SETTLEMENT, Candidates, cache_of, level
from geo.places.rank_trees import Trees
from geo.places.recognizer import choose

ROUND1 = {"max_iter": 120, "max_depth": 4, "learning_rate": 0.08, "l2_regularization": 10.0, "min_samples_leaf": 30}
ROUND2 = {"max_iter": 150, "max_depth": 4, "learning_rate": 0.08, "l2_regularization": 10.0, "min_samples_leaf": 30}
RIGHT_KM, NEAR_KM = 161.0, 20.0
# LGL has four times the toponyms of TR-News, nearly all of them in the United States.
CORPUS_WEIGHT = {"lgl": 0.5, "trnews": 1.5}
DISTANT_WEIGHT = 0.4


@dataclass
class Case:
    """One document with one set of spans, its candidates and which of them are right."""

    corpus: str
    document: int
    gold: list[dict]
    toponyms: list[Toponym]
    evidence: rank_features.Evidence
    matched: dict[int, int]
    points: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def case(document: train_recognizer.Document, number: int, toponyms: list[Toponym], gazetteer: Gazetteer) -> Case:
    """Candidates of `toponyms`, labelled by the gold toponyms that they overlap."""
    e = rank_features.gather(document.report.text, toponyms, cache_of(gazetteer))
    matched: dict[int, int] = {}
    for g, t in enumerate(document.gold):
        hit = next((k for k, p in enumerate(toponyms) if k not in matched and p.start < t["end"] and t["start"] <
        p.end),
                   None)
        if hit is not None:
            matched[hit] = g
    points = np.array([[m.place.lat, m.place.lon] for c in e.candidates for m in c.matches]).reshape(-1, 2)
    labels, weights = np.zeros(len(e)), np.zeros(len(e))
    for g, group in enumerate(e.groups):
        a, b = e.start[g], e.start[g + 1]
        golds = [document.gold[matched[m]] for m in group.members if m in matched]
        golds = [t for t in golds if t["lat"] is not None]
        if a == b:
            continue
        if not golds:
            # What a recognizer took for a place and is none teaches the right to answer none.
            weights[a:b] = 0.3 * any(m not in matched for m in group.members)
            continue
        keys = [(t["lat"], t["lon"], t.get("geonameid")) for t in golds]
        lat, lon, number_ = max(dict.fromkeys(keys), key=keys.count)
        far = np.array([corpora.km(lat, lon, *p) for p in points[a:b]])
        same = np.array([m.place.id == f"geonames:{number_}" for m in e.candidates[g].matches])
        right = same if same.any() else far <= NEAR_KM
        if not right.any():
            right = far <= RIGHT_KM
        labels[a:b] = right
        weights[a:b] = min(4, len(golds)) ** 0.5 * CORPUS_WEIGHT.get(document.corpus, 1.0)
        # The city for the county of its name is a small error.
        weights[a:b][~right & (far <= RIGHT_KM)] *= 0.3
    return Case(document.corpus, number, document.gold, toponyms, e, matched, points, labels, weights)


def cases(held: list[train_recognizer.Document], chances: list[np.ndarray], least: float, gazetteer: Gazetteer
          ) -> tuple[list[Case], list[Case]]:
    """Cases with gold spans, and with recognized ones (`chances`: out-of-fold probabilities)."""
    gold, found = [], []
    for k, (document, p) in enumerate(zip(held, chances, strict=True)):
        text = document.report.text
        given = [Toponym(t["start"], t["end"], text[t["start"]:t["end"]]) for t in document.gold]
        gold.append(case(document, k, given, gazetteer))
        spans = [document.spans[j] for j in choose(document.spans, p, least)]
        found.append(case(document, k, [Toponym(s.start, s.end, s.text) for s in spans], gazetteer))
    return gold, found


def distant(documents: list[train_recognizer.Document], chances: list[np.ndarray], least: float, gazetteer: Gazetteer
            ) -> list[Case]:
    """Cases without gold, labelled from afar, so that American local papers do not set the world's priors.

    In a sentence of conflict news that names a country, a name means its most
    prominent place in that country; where no country is named, it means a
    place that is ten times more prominent than any namesake. Everything else
    is left unlabelled.
    """
    found = []
    for document, p in zip(documents, chances, strict=True):
        spans = [document.spans[j] for j in choose(document.spans, p, least)]
        toponyms = [Toponym(s.start, s.end, s.text) for s in spans]
        held = case(document, len(found), toponyms, gazetteer)
        e = held.evidence
        held.labels[:], held.weights[:], held.matched, held.gold = 0, 0, {}, []
        heads = [c.matches[0] if len(c) else None for c in e.candidates]
        stated = [m.place.country if m and level(m) == COUNTRY and m.quality >= 0.9 else None for m in heads]
        for g, held_candidates in enumerate(e.candidates):
            if not len(held_candidates):
                continue
            a, b = e.start[g], e.start[g + 1]
            elsewhere = {c for k, c in enumerate(stated) if c and k != g}
            order = [m.prominence for m in held_candidates.matches]
            if stated[g]:
                right = 0
            elif elsewhere:
                inside = [k for k, m in enumerate(held_candidates.matches) if m.place.country in elsewhere]
                if not inside:
                    # "Palma in Mozambique": none of the known ones, then.
                    if any(r.inner == g and stated[r.outer] for r in e.relations):
                        held.weights[a:b] = DISTANT_WEIGHT
                    continue
                right = _settlement_first(held_candidates, inside, e.groups[g].cue)
            elif order[0] >= 6.3 and (len(order) == 1 or order[0] - order[1] >= 1.0):
                right = 0
            else:
                continue
            held.labels[a + right], held.weights[a:b] = 1.0, DISTANT_WEIGHT
        if held.weights.any():
            found.append(held)
    return found


def _settlement_first(held: Candidates, inside: list[int], cue: str | None) -> int:
    """The bare name means the city rather than the division that is named after it."""
    if cue is None and held.level[inside[0]] in (ADM1, ADM2):
        return next((k for k in inside if held.level[k] == SETTLEMENT
                     and held.matches[k].prominence > held.matches[inside[0]].prominence - 2.5), inside[0])
    return inside[0]


def _fit(held: list[Case], weights: list[np.ndarray], settings: dict) -> dict:
    rows = np.vstack([rank_features.table(c.evidence, w) for c, w in zip(held, weights, strict=True)])
    labels, counts = np.concatenate([c.labels for c in held]), np.concatenate([c.weights for c in held])
    used = counts > 0
    slopes = [int(n in rank_features.RISING) - int(n in rank_features.FALLING) for n in rank_features.NAMES]
    settings = {**settings, "monotonic_cst": slopes}
    return {"features": rank_features.NAMES, **boosted.train(rows[used], labels[used], counts[used], **settings)}


def _opinions(model: Trees, held: list[Case], weights: list[np.ndarray]) -> list[np.ndarray]:
    return [rank_features.normalized(c.evidence, np.maximum(model(rank_features.table(c.evidence, w)), 1e-6))
            if len(c.evidence) else np.zeros(0, dtype=np.float32) for c, w in zip(held, weights, strict=True)]


def fit(held: list[Case]) -> tuple[dict, dict]:
    """Rankers of the first and second round."""
    prior = [rank_features.prior(c.evidence) for c in held]
    opinions: list[np.ndarray] = [np.zeros(0)] * len(held)
    for fold in range(4):
        outside = [k for k, c in enumerate(held) if c.document % 4 == fold]
        inside = [k for k, c in enumerate(held) if c.document % 4 != fold]
        model = Trees(_fit([held[k] for k in inside], [prior[k] for k in inside], ROUND1))
        seen = _opinions(model, [held[k] for k in outside], [prior[k] for k in outside])
        for k, opinion in zip(outside, seen, strict=True):
            opinions[k] = opinion
    return _fit(held, prior, ROUND1), _fit(held, opinions, ROUND2)


def scores(models: tuple[dict, dict], held: list[Case]) -> list[np.ndarray]:
    """Second-round probabilities of all candidates of all cases."""
    first, second = Trees(models[0]), Trees(models[1])
    return [rank.probabilities(c.evidence, first, second)[0] for c in held]


def fold_models(gold: list[Case], found: list[Case], far: list[Case]) -> list[tuple[tuple[dict, dict], list[int]]]:
    """Pairs of rankers, and for each the positions of the documents that it did not see."""
    return [(fit([gold[k] for k in inside] + [found[k] for k in inside] + far), outside)
            for inside, outside in corpora.folds([str(c.document) for c in gold])]


def left_out(gold: list[Case], found: list[Case], far: list[Case]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Probabilities for both sets of cases by rankers that had not seen the document."""
    of_gold: list[np.ndarray] = [np.zeros(0)] * len(gold)
    of_found: list[np.ndarray] = [np.zeros(0)] * len(found)
    for models, outside in fold_models(gold, found, far):
        for k, p in zip(outside, scores(models, [gold[k] for k in outside]), strict=True):
            of_gold[k] = p
        for k, p in zip(outside, scores(models, [found[k] for k in outside]), strict=True):
            of_found[k] = p
    return of_gold, of_found


def score(held: list[Case], probability: list[np.ndarray]) -> dict[str, float]:
    """Accuracy@161km and @20km of the spans found, Accuracy@161km of those the gazetteer holds, end-to-end F1."""
    right = near = n = held_right = has = wrong = missed = 0
    for c, p in zip(held, probability, strict=True):
        e = c.evidence
        for k in range(len(c.toponyms)):
            g = c.matched.get(k)
            wrong += g is None
            if g is None or c.gold[g]["lat"] is None:
                continue
            a, b = e.start[e.of[k]], e.start[e.of[k] + 1]
            far = [corpora.km(c.gold[g]["lat"], c.gold[g]["lon"], *q) for q in c.points[a:b]]
            km = far[int(np.argmax(p[a:b]))] if far else 20000.0
            n += 1
            right += km <= RIGHT_KM
            near += km <= NEAR_KM
            if far and min(far) <= RIGHT_KM:
                has += 1
                held_right += km <= RIGHT_KM
        reached = set(c.matched.values())
        missed += sum(t["lat"] is not None and g not in reached for g, t in enumerate(c.gold))
    precision, recall = right / max(1, n + wrong), right / max(1, n + missed)
    return {"acc161": round(right / n, 4), "acc20": round(near / n, 4),
        "acc161_in_gazetteer": round(held_right / has, 4),
            "in_gazetteer": round(has / n, 4), "e2e_F1": round(2 * precision * recall / (precision + recall), 4)}


def calibration(held: list[Case], probability: list[np.ndarray]) -> tuple[float, float]:
    """Platt's logistic for the best candidate of each name (log-odds of the uncalibrated probability)."""
    margins, labels = [], []
    for c, p in zip(held, probability, strict=True):
        e = c.evidence
        for g in range(len(e.groups)):
            a, b = e.start[g], e.start[g + 1]
            if a < b and c.weights[a:b].max() > 0:
                best = a + int(np.argmax(p[a:b]))
                q = min(max(p[best], 1e-5), 1 - 1e-5)
                margins.append(np.log(q / (1 - q)))
                spot = [t for t in (c.gold[c.matched[m]] for m in e.groups[g].members if m in c.matched)
                        if t["lat"] is not None]
                labels.append(int(bool(spot) and corpora.km(spot[0]["lat"], spot[0]["lon"],
                    *c.points[best]) <= NEAR_KM))
    return boosted.calibrate(np.array(margins), np.array(labels))


def prepared(held: list[train_recognizer.Document], margins: list[np.ndarray], gazetteer: Gazetteer
             ) -> tuple[list[Case], list[Case], list[Case]]:
    """Cases with gold spans, with recognized ones (`margins`: of recognizers that had not seen them), from afar."""
    model = Trees.load("recognizer")
    least = model.settings["threshold"]
    chances = [1 / (1 + np.exp(-(model.slope * m + model.intercept))) for m in margins]
    kept = [k for k, d in enumerate(held) if d.corpus in corpora.FILES]
    partly = [k for k, d in enumerate(held) if d.partly]
    far = distant([held[k] for k in partly], [chances[k] for k in partly], least, gazetteer)
    return (*cases([held[k] for k in kept], [chances[k] for k in kept], least, gazetteer), far)


def measured(gold: list[Case], found: list[Case], far: list[Case]) -> tuple[dict[str, dict], tuple[float, float]]:
    """Scores on documents left out of training, by corpus and kind of span, and the calibration that they give."""
    of_gold, of_found = left_out(gold, found, far)
    metrics: dict[str, dict] = {}
    for corpus in corpora.FILES:
        for what, some, p in (("gold spans", gold, of_gold), ("recognized", found, of_found)):
            chosen = [k for k, c in enumerate(some) if c.corpus == corpus]
            metrics[f"{corpus}, {what}, out of fold"] = score([some[k] for k in chosen], [p[k] for k in chosen])
    return metrics, calibration(found, of_found)


def main() -> None:
    """Train, measure, write ``data/models/resolver_first.json`` and ``resolver.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    held = train_recognizer.documents(parser.parse_args().corpora, Gazetteer.open())
    gold, found, far = prepared(held, train_recognizer.left_out(held), Gazetteer.open())
    metrics, (slope, intercept) = measured(gold, found, far)
    for one, other in (corpora.FILES, corpora.FILES[::-1]):
        models = fit([c for c in gold + found if c.corpus == one] + far)
        unseen = [c for c in gold if c.corpus == other]
        metrics[f"{other}, gold spans, trained on {one} alone"] = score(unseen, scores(models, unseen))
    first, second = fit(gold + found + far)
    about = {"about": "candidate ranker of geo.places.rank; see data/build/train_resolver.py", "metrics": metrics}
    for name, trained, extra in (("resolver_first", first, {}),
                                 ("resolver", second, {"calibration": (slope, intercept), "settings": {"none": 0.12}})):
        (DATA / "models" / f"{name}.json").write_text(
            json.dumps({**about, **extra, **trained}, separators=(",", ":")) + "\n", "utf-8")
        record(f"models/{name}.json", title="Toponym resolution model",
               source="trained by conflictmap on LGL, TR-News and Halterman's event sentences", version="1",
               licence="CC-BY-4.0", credit="", note="scores in the file")
    print(json.dumps(metrics, indent=1))


if __name__ == "__main__":
    main()
