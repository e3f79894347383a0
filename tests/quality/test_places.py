"""How well places are found and resolved: one table, two baselines, and floors that may not be broken.

The project's own gold reports (``tests/gold``) are always scored. The recognizer
learns from ``dev`` to ``dev4``, and rules and thresholds were looked at there, so that
``heldout`` and ``blind`` are the rows to trust. With ``--corpora DIR`` (files ``lgl.jsonl``,
``trnews.jsonl``, ``event_location.jsonl``) the public corpora are scored too.
The shipped models were trained on them, so the recognizer and the rankers are
trained anew here, five times, and each document is read by models that did not
see it; only the recognizer's threshold and the calibrations are the shipped
ones. This takes some minutes and scikit-learn.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from geo.model import Report
from geo.places import Gazetteer
from geo.places.language import Pipeline
from geo.places.rank_trees import Trees
from tests.quality.places_score import ROWS, answers, errors, score

GOLD = Path(__file__).parent.parent / "gold"
# Floors: measured, less a little for another version of a library. Raise them when the program gets better.
# "acc161" of the spans that the program finds itself falls where it finds more villages that no gazetteer holds.
FLOORS = {
    ("heldout", "conflictmap"): {"rec_F1": 0.945, "acc161": 0.885, "e2e_F1": 0.85},
    ("heldout", "conflictmap, gold spans"): {"acc161": 0.86, "acc161_in_gazetteer": 0.95},
    ("blind", "conflictmap"): {"rec_F1": 0.955, "acc161": 0.90, "e2e_F1": 0.88},
    ("dev", "conflictmap"): {"rec_F1": 0.945, "acc161": 0.865, "e2e_F1": 0.83},
    ("dev2", "conflictmap"): {"rec_F1": 0.945, "acc161": 0.85, "e2e_F1": 0.82},
    ("dev", "conflictmap, gold spans"): {"acc161": 0.84, "acc161_in_gazetteer": 0.96},
    ("lgl", "conflictmap"): {"rec_F1": 0.88, "e2e_F1": 0.75},
    ("lgl", "conflictmap, gold spans"): {"acc161_in_gazetteer": 0.895},
    ("trnews", "conflictmap"): {"rec_F1": 0.90, "e2e_F1": 0.85},
    ("trnews", "conflictmap, gold spans"): {"acc161_in_gazetteer": 0.96},
}


def show(capsys, title: str, rows: dict[str, dict[str, float]]) -> None:
    """Print a table past pytest's capture."""
    columns = list(dict.fromkeys(c for row in rows.values() for c in row))
    with capsys.disabled():
        print(f"\n{title:38}" + "".join(f"{c:>21}" if len(c) > 10 else f"{c:>11}" for c in columns))
        for name, row in rows.items():
            cells = (f"{row[c]:.3f}" if c in row else "" for c in columns)
            print(f"  {name:36}" + "".join(f"{v:>21}" if len(c) > 10 else f"{v:>11}"
                                           for c, v in zip(columns, cells, strict=True)))


def judge(capsys, name: str, title: str, documents: list[dict], predicted: list[dict[str, list[dict]]]) -> None:
    """Print both tables and hold the floors."""
    by_row = {row: [found[row] for found in predicted] for row in ROWS}
    rows = {row: score(documents, found) for row, found in by_row.items()}
    show(capsys, f"{title} ({len(documents)})", rows)
    with capsys.disabled():
        print("  remaining end-to-end errors of conflictmap:")
        for kind, count in errors(documents, by_row["conflictmap"]).items():
            print(f"    {count:5}  {kind}")
    for row in ROWS:
        assert {c: v for c, v in rows[row].items() if v < FLOORS.get((name, row), {}).get(c, -1)} == {}
    assert rows["conflictmap"]["e2e_F1"] > rows["spaCy + most populous"]["e2e_F1"] + 0.1
    assert rows["conflictmap, gold spans"]["acc161"] > rows["most populous, gold spans"]["acc161"]


@pytest.mark.parametrize("split", ["heldout", "blind", "dev", "dev2", "dev3", "dev4"])
def test_gold_reports(split, capsys):
    documents = [json.loads(f.read_text("utf-8")) for f in sorted((GOLD / split).glob("*.json"))]
    gazetteer, reports = Gazetteer.open(), [Report(id=d["id"], text=d["text"]) for d in documents]
    predicted = [answers(report, doc, spans(d["toponyms"]), gazetteer)
                 for (report, doc), d in zip(Pipeline().pipe(reports), documents, strict=True)]
    judge(capsys, split, f"gold reports, {split}", documents, predicted)


def spans(toponyms: list[dict]) -> list[tuple[int, int]]:
    """Start and end of each."""
    return [(t["start"], t["end"]) for t in toponyms]


@pytest.fixture(scope="module")
def corpora_folder(request) -> Path:
    folder = request.config.getoption("--corpora")
    if not folder:
        pytest.skip("public corpora not at hand: pass --corpora DIR")
    return Path(folder)


def test_documents_left_out_of_training(corpora_folder, repo, capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(repo / "data" / "build"), *sys.path])
    import train_recognizer  # need scikit-learn
    import train_resolver

    gazetteer = Gazetteer.open()
    held = train_recognizer.documents(corpora_folder, gazetteer)
    recognizers = train_recognizer.fold_models(held)
    cases = train_resolver.prepared(held, train_recognizer.left_out(held, recognizers), gazetteer)
    # Which models did not see which document; the rankers count the documents that are marked throughout only.
    full = [k for k, d in enumerate(held) if d.corpus in ("lgl", "trnews")]
    unseen: dict[int, dict[str, Trees]] = {k: {} for k in full}
    for model, outside in recognizers:
        trees = as_shipped("recognizer", model)
        for k in outside:
            if k in unseen:
                unseen[k]["recognizer"] = trees
    for (first, second), outside in train_resolver.fold_models(*cases):
        pair = {"resolver_first": as_shipped("resolver_first", first), "resolver": as_shipped("resolver", second)}
        for k in outside:
            unseen[full[k]] |= pair
    predicted = {}
    for k in full:
        monkeypatch.setattr(Trees, "load", unseen[k].__getitem__)
        predicted[k] = answers(held[k].report, held[k].doc, spans(held[k].gold), gazetteer)
    for name in ("trnews", "lgl"):
        chosen = [k for k in full if held[k].corpus == name]
        documents = [{"text": held[k].report.text, "toponyms": held[k].gold} for k in chosen]
        judge(capsys, name, f"{name}, out of fold", documents, [predicted[k] for k in chosen])


def as_shipped(name: str, model: dict) -> Trees:
    """A model trained here, with the calibration and the settings of the bundled one."""
    shipped = Trees.load(name)
    return Trees(model | {"calibration": (shipped.slope, shipped.intercept), "settings": shipped.settings})
