"""Force claims against the gold reports: a table of slots, and floors that may not be fallen under.

``development`` was read while the rules were written, ``held out`` was not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo import regions
from geo.claims.context import Context
from geo.claims.forces import forces
from geo.model import Report
from geo.places import Gazetteer, recognize, resolve
from geo.places.language import Pipeline
from tests.quality.forces_score import Score, given_toponyms, gold_reports, score

GOLD = Path(__file__).resolve().parent.parent / "gold"
#: Least F1 of slots and of claims with all of them right; ``drawn`` leaves out date and attribution.
FLOORS = {
    ("dev", "given"): {"unit": 0.88, "count": 0.89, "actor": 0.79, "status": 0.8, "attribution": 0.85, "place": 0.72,
                       "date": 0.76, "drawn": 0.62, "whole": 0.57},
    ("dev", "found"): {"count": 0.88, "actor": 0.75, "status": 0.79, "place": 0.6, "drawn": 0.49, "whole": 0.45},
    ("heldout", "found"): {"unit": 0.72, "count": 0.77, "attribution": 0.71, "place": 0.47, "whole": 0.2},
}
NAMES = {"dev": "development", "heldout": "held out"}


@pytest.mark.parametrize(("part", "places"), list(FLOORS))
def test_force_claims_reach_their_floors(part, places, capsys):
    """With the gold places given, and with those that the tool finds by itself."""
    total, gazetteer, pipeline = Score(), Gazetteer.open(), Pipeline()
    gold = gold_reports(GOLD / part)
    assert len(gold) >= 30
    reports = [
        Report(
            g["id"],
            g["text"],
            date=date.fromisoformat(g["date"]) if g["date"] else None,
            title=g.get("title"),
            source=g.get("source"),
        )
        for g in gold
    ]
    for (report, doc), wanted in zip(pipeline.pipe(reports), gold, strict=True):
        if places == "given":
            found = given_toponyms(wanted, gazetteer)
        else:
            found = resolve(report, recognize(report, doc, gazetteer), gazetteer, doc=doc)
            found = regions.with_regions(found, as_of=report.date)
        score(wanted, forces(Context(report, doc, found)), total)
    with capsys.disabled():
        print(f"\n{NAMES[part]}, places {places}: {total.table()}")
    fallen = []
    for slot, floor in FLOORS[part, places].items():
        right = {"drawn": total.drawn, "whole": total.whole}.get(slot, total.slots[slot])
        if total.prf(right)[2] < floor:
            fallen.append(f"{slot} {total.prf(right)[2]:.3f} < {floor}")
    assert not fallen, "; ".join(fallen) + "\n" + "\n".join(total.misses if part == "dev" else [])
