"""Register the hand-written tables of the force claims, and check them.

``data/actors.csv`` and the lexicons below are written by hand; this script
only proves that they are well-formed and puts their checksums into the
manifest.
"""

from __future__ import annotations

import csv
import re

from manifest import DATA, record

TABLES = {
    "actors.csv": "Parties to conflicts: states, armed groups, missions, alliances, with aliases and sources",
    "persons.csv": "Persons of the wars since 1980, the party that each stands for, and when",
    "lexicons/person_titles.csv": "Titles of persons, and whether they are of a state's office, a rank, a rebel's or anybody's",
    "lexicons/units.csv": "Words for forces and equipment, and the unit that each counts as",
    "lexicons/unit_models.csv": "Models of weapons, and the unit that each counts as",
    "lexicons/force_status.csv": "Verbs and nouns that say whether a force is there, sent, promised, gone or lost",
    "lexicons/force_phrases.csv": "Phrases beside a count that say whether a force is there, sent, promised or gone",
    "lexicons/app6.csv": "Symbol of APP-6 (MIL-STD-2525D) for each unit",
    "lexicons/saying_verbs.csv": "Verbs of saying",
    "lexicons/party_words.csv": "Nouns for parties to a conflict and their forces",
    "lexicons/speakers.csv": "Nouns for who speaks",
    "lexicons/movement.csv": "Verbs and nouns of moving from one place to another, and which end a direct object is",
    "lexicons/quantity_words.csv": "Words that turn a number into a bound, vague numbers, and units of measure",
}
UNITS = {
    "troops",
    "peacekeepers",
    "observers",
    "police",
    "fighters",
    "tanks",
    "armoured_vehicles",
    "vehicles",
    "aircraft",
    "ships",
    "artillery",
    "other",
}
STATUSES = {"present", "deployed", "pledged", "planned", "withdrawing", "withdrawn", "past", "effect"}


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def persons(known: set[str]) -> list[str]:
    """Faults of the table of persons."""
    faults = []
    for r in rows("persons.csv"):
        if not (r["name"] and r["role"] and r["source"]) or r["actor"] not in known:
            faults.append(f"{r['name']}: role, source or party {r['actor']}")
        if not re.fullmatch(r"\d{4}", r["valid_from"]) or not re.fullmatch(r"\d{4}|", r["valid_to"]) or r["valid_from"] > (r["valid_to"] or "9999"):
            faults.append(f"{r['name']}: years {r['valid_from']} to {r['valid_to']}")
    return faults


def check() -> None:
    """Raise ``SystemExit`` with the first fault found."""
    actors = rows("actors.csv")
    ids = [r["id"] for r in actors]
    known = set(ids)
    faults = [f"id {i} twice" for i in known if ids.count(i) > 1]
    for r in actors:
        if not (r["name"] and r["source"] and r["kind"] in ("state", "group", "mission", "alliance", "people")):
            faults.append(f"{r['id']}: name, kind or source")
        faults += [f"{r['id']}: side {s} is unknown" for s in r["side"].split(";") if s and s not in known]
        faults += [
            f"{r['id']}: year {y}" for y in (r["valid_from"], r["valid_to"]) if y and not re.fullmatch(r"\d{4}", y)
        ]
        if r["valid_from"] and r["valid_to"] and r["valid_from"] > r["valid_to"]:
            faults.append(f"{r['id']}: years run backwards")
    faults += [
        f"unit {r['unit']}"
        for r in (*rows("lexicons/units.csv"), *rows("lexicons/unit_models.csv"))
        if r["unit"] not in UNITS
    ]
    faults += [f"status {r['status']}" for r in rows("lexicons/force_status.csv") if r["status"] not in STATUSES]
    faults += [f"phrase {r['phrase']}: {r['side']} {r['status']}" for r in rows("lexicons/force_phrases.csv")
               if r["status"] not in STATUSES or r["side"] not in ("before", "after", "over")]
    faults += persons(known)
    if faults:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    check()
    for file, title in TABLES.items():
        record(file, title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit="",
               note="written by hand; extend it with rows of your own")
