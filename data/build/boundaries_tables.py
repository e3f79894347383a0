"""Check the hand-written tables of regions and enter them in the manifest.

``disputes.csv``, ``sovereignty.csv``, ``recognitions.csv``, ``former_states.csv``,
``macro_regions.csv``, ``region_aliases.csv`` and ``seas.csv`` are edited by
hand; run this after every edit.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise

import shapely
from manifest import DATA, record

sys.path.insert(0, str(DATA.parent))
from geo.regions import history
from geo.regions.shapes import atoms_of
from geo.regions.views import AT_ISSUE, PLAIN
from geo.regions.world import countries, territories

TITLES = {
    "disputes.csv": "Disputed territories and changes of control since 1945",
    "sovereignty.csv": "How countries came to be: periods of status",
    "recognitions.csv": "Recognitions of disputed states, by date",
    "former_states.csv": "Former states as unions of regions of today",
    "macro_regions.csv": "Regions of the news as lists of regions",
    "region_aliases.csv": "Further names of regions",
    "seas.csv": "Seas and oceans: rough limits after IHO S-23",
}
STATUSES = AT_ISSUE | PLAIN | {"rebel-held", "rival-government"}


def problems() -> list[str]:
    """What is wrong with the tables, a line each."""
    found = []
    former = {s.id for s in history.former_states()}
    known = set(countries()) | former | {"VA", "XK"}
    for territory, periods in history.periods().items():
        if territory not in territories() and not atoms_of(territory):
            found.append(f"{territory}: no such region")
        for p in periods:
            where = f"{territory} {p.valid_from}"
            for day in (p.valid_from, p.valid_to):
                try:
                    date.fromisoformat(day)
                except ValueError:
                    found.append(f"{where}: {day} is no date")
            if p.valid_from >= p.valid_to:
                found.append(f"{where}: ends before it begins")
            if p.status not in STATUSES:
                found.append(f"{where}: status {p.status}")
            codes = [p.de_jure, *p.claimed_by, *p.views.values()]
            found += [f"{where}: no state {c}" for c in codes if re.fullmatch("[A-Z]{2}", c) and c not in known]
            if not p.source:
                found.append(f"{where}: no source")
        for a, b in pairwise(periods):
            # An occupation may fall into the life of a state (Kuwait 1990): the later start counts.
            if b.valid_from < a.valid_to and a.status != "sovereign":
                found.append(f"{territory}: {a.valid_from} runs into {b.valid_from}")
    for territory, rows in history.recognitions().items():
        for r in rows:
            if r.state not in known or r.valid_from >= r.valid_to or not r.source:
                found.append(f"{territory}: recognition by {r.state} {r.valid_from}")
    for r in history.rows("macro_regions.csv"):
        found += [f"{r['id']}: no region {m}" for m in r["members"].split() if not atoms_of(m)]
    found += [
        f"{r['name']}: not a valid polygon" for r in history.rows("seas.csv") if not shapely.from_wkt(r["wkt"]).is_valid
    ]
    return found


def main() -> None:
    if found := problems():
        raise SystemExit("\n".join(found))
    for name, title in TITLES.items():
        record(
            name,
            title=title,
            source="conflictmap, each row with its source" if name != "seas.csv" else "conflictmap",
            version="1",
            licence="CC-BY-4.0",
            credit="",
        )


if __name__ == "__main__":
    main()
