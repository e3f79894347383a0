"""Two hundred hard cases from the lexicon of real wars, as a table: ``tests/data/hard_places.csv``.

A row is a text, a name in it and what is right: a place (country, point,
distance in km, role), "unresolved" (a place that the bundled gazetteer lacks)
or "not a place". Rows that the program gets wrong are listed below with the
reason, and a row that leaves or enters that list fails the test.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.model import Report
from geo.places import Gazetteer, parse_toponyms
from geo.places.gazetteer import distance_km
from geo.places.language import Pipeline

TABLE = Path(__file__).parent / "data" / "hard_places.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
WRONG: dict[tuple[str, str], str] = {
    ("Turkey's president visited Van, in the Kurdish southeast, after clashes with the PKK in Hakkari.", "Van"):
        "a common word and a surname; the language model sees a person",
    ("Georgian villagers fled Leningori for Gori after the August war.", "Leningori"):
        'the language model reads "Leningori for Gori" as the name of a law',
    ("The Khmer Rouge renamed Cambodia Kampuchea.", "Kampuchea"): "second object without a preposition",
    ("Washington Irving's tales were read to the troops.", "Washington"):
        "the language model does not see the person, and Irving is a city too",
}


def verdict(row: dict[str, str], toponyms: list) -> str:
    """Empty if the row is right, else what is wrong with it."""
    start = row["text"].rindex(row["mention"]) if "second" in row["why"] else row["text"].index(row["mention"])
    end = start + len(row["mention"])
    hit = next((t for t in toponyms if t.start < end and start < t.end), None)
    if row["expected"] == "not a place":
        return f"taken for a place: {hit.text}" if hit else ""
    if hit is None:
        return f"not found among {[t.text for t in toponyms]}"
    place = hit.place
    if row["expected"] == "unresolved":
        return f"resolved to {place.name}, {place.country}" if place else ""
    if place is None:
        return "unresolved"
    far = distance_km(float(row["lat"]), float(row["lon"]), place.lat, place.lon)
    if far > float(row["km"]) or (row["country"] and place.country != row["country"]):
        return f"{place.name}, {place.country}, {far:.0f} km off"
    return f"role {hit.role}" if row["role"] and hit.role != row["role"] else ""


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str], str]:
    gazetteer = Gazetteer.open()
    reports = [Report(id=str(k), text=row["text"]) for k, row in enumerate(ROWS)]
    return {
        (row["text"], row["mention"]): verdict(row, parse_toponyms(report, doc, gazetteer))
        for row, (report, doc) in zip(ROWS, Pipeline().pipe(reports), strict=True)
    }


def test_table_has_two_hundred_distinct_rows_of_every_kind():
    assert len({(r["text"], r["mention"]) for r in ROWS}) == len(ROWS) >= 200
    assert {r["kind"] for r in ROWS} == {
        "ambiguous", "old or rival name", "villages and small towns", "offset", "not a place", "metonym",
        "demonym or abbreviation", "wording", "other language"}
    assert all(r["mention"] in r["text"] for r in ROWS)


@pytest.mark.parametrize("kind", sorted({r["kind"] for r in ROWS}))
def test_hard_cases_are_right_or_listed(kind, verdicts):
    keys = [(r["text"], r["mention"]) for r in ROWS if r["kind"] == kind]
    wrong = {key: verdicts[key] for key in keys if verdicts[key] and key not in WRONG}
    assert not wrong


def test_listed_cases_are_still_wrong(verdicts):
    assert not [key for key in WRONG if not verdicts[key]]
