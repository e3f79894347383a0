"""Train the recognizer's span classifier: ``python data/build/train_recognizer.py --corpora DIR``.

Data: LGL (Lieberman et al. 2010) and TR-News (Kamalloo & Rafiei 2018), as
published with Gritta et al. 2019, in which every toponym is marked; and the
sentences of conflict news of Halterman (2019), in which only the places of
events are. There, what is not marked is judged by a teacher trained on the
others, and left out where the teacher is in doubt. The texts are read,
never stored: what is shipped are the thresholds of the trees. The project's
own reports (``tests/gold``, all but ``heldout`` and ``blind``) bring the
names and the prose of wars. Scores in the model file come from documents
left out of training (5 folds by document).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import boosted
import corpora
import numpy as np
from gold_parts import FOLDERS
from manifest import DATA, record

from geo.model import Report
from geo.places import features_span, recognizer
from geo.places.gazetteer import Gazetteer
from geo.places.language import Pipeline
from geo.places.rank_trees import Trees
from geo.places.recognize_scan import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

SETTINGS = {"max_iter": 150, "max_depth": 4, "learning_rate": 0.08, "l2_regularization": 10.0, "min_samples_leaf": 25}
# Of their spans. That a report is on a war is a feature: the news lose nothing by it.
GOLD_WEIGHT = 1.0


@dataclass
class Document:
    """A document of a corpus with its candidate spans and their features."""

    corpus: str
    report: Report
    gold: list[dict]
    spans: list[Span] = field(default_factory=list)
    rows: np.ndarray | None = None
    doc: Doc | None = None

    @property
    def partly(self) -> bool:
        """Whether only some of its toponyms are marked."""
        return self.corpus == "events"


def documents(folder: Path, gazetteer: Gazetteer, names: Iterable[str] = (*corpora.FILES, "gold", "events")) -> list[Document]:
    """All documents, parsed."""
    pipeline, found = Pipeline(), []
    for name in names:
        if name == "gold":
            held = corpora.gold_reports(FOLDERS)
        else:
            held = corpora.event_sentences(folder) if name == "events" else corpora.read(folder, name)
        for (report, doc), (_, gold) in zip(pipeline.pipe(r for r, _ in held), held, strict=True):
            if doc is not None:
                spans, rows, _ = recognizer.candidates(report, doc, gazetteer)
                if spans:
                    found.append(Document(name, report, gold, spans, rows, None if name == "events" else doc))
    return found


def examples(held: Iterable[Document], teacher: Trees | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and weights; a span that only overlaps a gold one is half an error."""
    rows, labels, weights = [], [], []
    for document in held:
        exact = {(t["start"], t["end"]) for t in document.gold}
        opinion = teacher(document.rows) if document.partly and teacher else None
        for k, span in enumerate(document.spans):
            right = (span.start, span.end) in exact
            overlaps = any(span.start < b and a < span.end for a, b in exact)
            weight = 0.5 if overlaps and not right else 1.0
            if document.partly and not overlaps:
                chance = 0.5 if opinion is None else opinion[k]
                right, weight = chance > 0.6, 0.3 if chance > 0.6 else 0.5 if chance < 0.25 else 0.0
            labels.append(right)
            weights.append(weight * (GOLD_WEIGHT if document.corpus == "gold" else 1.0))
        rows.append(document.rows)
    return np.vstack(rows), np.array(labels, dtype=int), np.array(weights)


def fit(held: list[Document]) -> dict:
    """The model of some documents."""
    full = [d for d in held if not d.partly]
    rising = [int(n in features_span.RISING) for n in features_span.NAMES]
    model = boosted.train(*examples(full), monotonic_cst=rising, **SETTINGS)
    named = {"features": features_span.NAMES, **model}
    if len(full) < len(held):
        rows, labels, weights = examples(held, Trees(named))
        used = weights > 0
        named |= boosted.train(rows[used], labels[used], weights[used], monotonic_cst=rising, **SETTINGS)
    return named


def fold_models(held: list[Document]) -> list[tuple[dict, list[int]]]:
    """Models, and for each the positions of the documents that it did not see."""
    return [(fit([held[i] for i in inside]), outside) for inside, outside in corpora.folds([d.report.id for d in held])]


def left_out(held: list[Document], models: list[tuple[dict, list[int]]] | None = None) -> list[np.ndarray]:
    """Margins of every document by a model that did not see it."""
    found: list[np.ndarray] = [np.zeros(0)] * len(held)
    for model, outside in models or fold_models(held):
        trees = Trees(model)
        for i in outside:
            found[i] = trees.margin(held[i].rows)
    return found


def score(held: Iterable[Document], probability: Iterable[np.ndarray], least: float) -> dict[str, float]:
    """Precision, recall and F1 as the corpora's scorer counts: overlap is enough."""
    right = wrong = missed = 0
    for document, p in zip(held, probability, strict=True):
        chosen = [document.spans[k] for k in recognizer.choose(document.spans, p, least)]
        used: set[int] = set()
        for t in document.gold:
            hit = next((k for k, s in enumerate(chosen) if k not in used and s.start < t["end"] and t["start"] < s.end),
                       None)
            if hit is not None:
                used.add(hit)
            if t["lat"] is not None:
                right += hit is not None
                missed += hit is None
        wrong += len(chosen) - len(used)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return {"P": round(precision, 4), "R": round(recall, 4),
            "F1": round(2 * precision * recall / max(1e-9, precision + recall), 4)}


def recall(held: Iterable[Document], probability: Iterable[np.ndarray], least: float) -> float:
    """Share of the marked places of partly marked documents that are found."""
    found = total = 0
    for document, p in zip(held, probability, strict=True):
        chosen = [document.spans[k] for k in recognizer.choose(document.spans, p, least)]
        found += sum(any(s.start < t["end"] and t["start"] < s.end for s in chosen) for t in document.gold)
        total += len(document.gold)
    return round(found / total, 4)


def main() -> None:
    """Train, measure, write ``data/models/recognizer.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    held = documents(parser.parse_args().corpora, Gazetteer.open())
    margins = left_out(held)
    full = [k for k, d in enumerate(held) if d.corpus in corpora.FILES]
    slope, intercept = boosted.calibrate(np.concatenate([margins[k] for k in full]), examples(held[k] for k in full)[1])
    p = [1 / (1 + np.exp(-(slope * m + intercept))) for m in margins]

    def part(corpus: str) -> tuple[list[Document], list[np.ndarray]]:
        chosen = [k for k, d in enumerate(held) if d.corpus == corpus]
        return [held[k] for k in chosen], [p[k] for k in chosen]

    f1 = {round(float(t), 2): score([held[k] for k in full], [p[k] for k in full], t)["F1"]
          for t in np.arange(0.3, 0.56, 0.02)}
    # A missed village cannot be brought back by any later stage, a wrong name can still fail to resolve: the lowest
    # threshold that costs next to nothing.
    least = min(t for t, value in f1.items() if value >= max(f1.values()) - 0.002)
    metrics: dict = {"out of fold": {c: score(*part(c), least) for c in (*corpora.FILES, "gold")}}
    metrics["recall of event places, out of fold"] = recall(*part("events"), least)
    for one, other in (corpora.FILES, corpora.FILES[::-1]):
        model = Trees(fit([d for d in held if d.corpus in (one, "gold", "events")]) | {"calibration": (slope, intercept)})
        unseen = [d for d in held if d.corpus == other]
        metrics[f"without {other}, measured on it"] = score(unseen, [model(d.rows) for d in unseen], least)
    model = {"about": "span classifier of geo.places.recognizer; see data/build/train_recognizer.py",
             "metrics": metrics, "settings": {"threshold": least},
             "calibration": (slope, intercept), **fit(held)}
    (DATA / "models" / "recognizer.json").write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
    record("models/recognizer.json", title="Toponym recognition model",
           source="trained by conflictmap on LGL, TR-News and Halterman's event sentences", version="1",
           licence="CC-BY-4.0", credit="", note="scores in the file")
    print(json.dumps(metrics, indent=1))


if __name__ == "__main__":
    main()
