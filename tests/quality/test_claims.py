"""How often claims are right, slot by slot, on the project's gold reports: a table for each part, and floors.

``heldout`` and ``blind`` are the parts to trust: nobody who writes rules reads them, and
models are trained on the others. What counts as right is in ``tests/gold/README.md``.
"""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

import geo
from geo.model import Report

GOLD = Path(__file__).resolve().parent.parent / "gold"
#: F1 measured, less a little for another version of a library; ``drawn`` is a precision. Raise them when the program gets better.
FLOORS = {
    "heldout": {"force": {"found": 0.87, "whole": 0.37, "actor": 0.72, "place": 0.82, "status": 0.66, "unit": 0.88, "count": 0.93},
                "event": {"found": 0.81, "whole": 0.54, "type": 0.79, "place": 0.77, "date": 0.79, "fatalities": 0.81},
                "all": {"drawn": 0.85, "drawn_at_place": 0.75}},
    "blind": {"force": {"found": 0.92, "whole": 0.59, "actor": 0.81, "place": 0.81, "status": 0.87, "unit": 0.92, "count": 0.94},
              "event": {"found": 0.80, "whole": 0.53, "type": 0.72, "place": 0.71, "date": 0.72, "fatalities": 0.81},
              "all": {"drawn": 0.89, "drawn_at_place": 0.77}},
    "blind2": {"force": {"found": 0.94, "whole": 0.67, "actor": 0.80, "place": 0.85, "status": 0.92},
               "event": {"found": 0.85, "whole": 0.66, "type": 0.83, "place": 0.83, "date": 0.84},
               "all": {"drawn": 0.91, "drawn_at_place": 0.83}},
    "dev": {"force": {"found": 0.90, "whole": 0.61}, "event": {"found": 0.85, "whole": 0.58}, "all": {"drawn": 0.92}},
    "dev2": {"force": {"found": 0.87, "whole": 0.51}, "event": {"found": 0.79, "whole": 0.56}, "all": {"drawn": 0.92}},
    "dev3": {"force": {"found": 0.90, "whole": 0.54}, "event": {"found": 0.83, "whole": 0.62}, "all": {"drawn": 0.91}},
    "dev4": {"force": {"found": 0.92, "whole": 0.75}, "event": {"found": 0.85, "whole": 0.71}, "all": {"drawn": 0.93}},
    "dev6": {"force": {"found": 0.86, "whole": 0.50}, "event": {"found": 0.78, "whole": 0.51}, "all": {"drawn": 0.90}},
    "dev5": {"force": {"found": 0.89, "whole": 0.48}, "event": {"found": 0.75, "whole": 0.56}, "all": {"drawn": 0.94}},
}


@pytest.fixture(scope="module")
def scoring():
    sys.path.insert(0, str(GOLD))
    try:
        spec = importlib.util.spec_from_file_location("gold_scoring_quality", GOLD / "scoring.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(GOLD))
    return module


@pytest.mark.parametrize("part", FLOORS)
def test_claims_reach_their_floors(part, scoring, capsys):
    gold = scoring.load(GOLD / part)
    reports = [Report(g["id"], g["text"], title=g["title"], date=date.fromisoformat(g["date"]), source=g["source"]) for g in gold]
    rows = scoring.score(gold, list(geo.parse(reports)))
    with capsys.disabled():
        print(f"\nclaims of {len(gold)} reports, {part}")
        for kind in ("force", "event", "all"):
            for slot, r in rows[kind].items():
                figures = " ".join(f"{k[0].upper()} {r[k]:.3f}" for k in ("precision", "recall", "f1") if r[k] is not None)
                print(f"  {kind:6}{slot:15}{figures}")
    measured = {(kind, slot): rows[kind][slot]["f1" if kind != "all" else "precision"] for kind in FLOORS[part] for slot in FLOORS[part][kind]}
    assert {key: value for key, value in measured.items() if value < FLOORS[part][key[0]][key[1]]} == {}
