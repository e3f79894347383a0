"""Scores of place names: the figures of the table, the baselines' answers, and the kinds of error."""

from __future__ import annotations

import math
import statistics
from collections import Counter

from geo.model import Report, Toponym
from geo.places import Gazetteer, parse_toponyms
from geo.places.gazetteer import distance_km
from geo.places.rank_candidates import SETTLEMENT, cache_of

COLUMNS = ("rec_P", "rec_R", "rec_F1", "acc161", "acc161_in_gazetteer", "acc20", "median_km", "e2e_F1")
ROWS = ("conflictmap", "conflictmap, gold spans", "most populous, gold spans", "spaCy + most populous")
RIGHT_KM = 161.0
KINDS = (
    "missed by the recognizer", "spurious", "not in the gazetteer", "unresolved, though the gazetteer has it",
    "ranked wrongly: country or division for city, or the reverse", "ranked wrongly: a namesake in the United States",
    "ranked wrongly: another place in the same country", "ranked wrongly: a namesake in another country",
)

def score(gold: list[dict], predicted: list[list[dict]]) -> dict[str, float]:
    """Overlap decides recognition; gold without coordinates is neither asked for nor held against a prediction."""
    right = wrong = missed = held = held_right = 0
    far: list[float] = []
    gazetteer = Gazetteer.open()
    for document, found in zip(gold, predicted, strict=True):
        used: set[int] = set()
        for t in document["toponyms"]:
            hit = next((k for k, p in enumerate(found)
                        if k not in used and p["start"] < t["end"] and t["start"] < p["end"]), None)
            if hit is not None:
                used.add(hit)
            if t["lat"] is None:
                continue
            right, missed = right + (hit is not None), missed + (hit is None)
            if hit is not None:
                p = found[hit]
                far.append(20000.0 if p["lat"] is None else distance_km(t["lat"], t["lon"], p["lat"], p["lon"]))
                if any(distance_km(t["lat"], t["lon"], m.place.lat, m.place.lon) <= 161
                       for m in gazetteer.lookup(document["text"][t["start"]:t["end"]], limit=None)):
                    held, held_right = held + 1, held_right + (far[-1] <= 161)
        wrong += len(found) - len(used)
    near = sum(d <= 161 for d in far)

    def f1(hits: int) -> tuple[float, float, float]:
        precision, recall = hits / max(1, right + wrong), hits / max(1, right + missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    within_20 = sum(d <= 20 for d in far) / max(1, len(far))
    return dict(zip(COLUMNS, (*f1(right), near / max(1, len(far)), held_right / max(1, held), within_20,
                              statistics.median(far) if far else math.nan, f1(near)[2]), strict=True))


def most_populous(gazetteer: Gazetteer, name: str) -> tuple[float | None, float | None]:
    """The baseline's answer: the candidate with most inhabitants."""
    best = max((m.place for m in gazetteer.lookup(name)), key=lambda p: p.population or 0, default=None)
    return (best.lat, best.lon) if best else (None, None)


def points(toponyms: list[Toponym]) -> list[dict]:
    """Toponyms as the scorer wants them."""
    return [{"start": t.start, "end": t.end, "lat": t.place and t.place.lat, "lon": t.place and t.place.lon,
             "id": t.place and t.place.id, "country": t.place and t.place.country} for t in toponyms]


def answer(gazetteer: Gazetteer, text: str, start: int, end: int) -> dict:
    """The most populous candidate of a span."""
    lat, lon = most_populous(gazetteer, text[start:end].removeprefix("the "))
    return {"start": start, "end": end, "lat": lat, "lon": lon}


def answers(report: Report, doc, spans: list[tuple[int, int]], gazetteer: Gazetteer) -> dict[str, list[dict]]:
    """What each row of :data:`ROWS` answers for one document; spaCy's `doc` is the same for all."""
    given = Report(id=report.id, text=report.text, spans=tuple(spans))
    entities = [e for e in doc.ents if e.label_ in ("GPE", "LOC", "FAC", "NORP")] if doc is not None else []
    return dict(zip(ROWS, (
        points(parse_toponyms(report, doc, gazetteer)),
        points(parse_toponyms(given, doc, gazetteer)),
        [answer(gazetteer, report.text, *s) for s in spans],
        [answer(gazetteer, report.text, e.start_char, e.end_char) for e in entities],
    ), strict=True))


def errors(gold: list[dict], predicted: list[list[dict]]) -> Counter[str]:
    """End-to-end errors by kind, :data:`KINDS`."""
    lookup, found = cache_of(Gazetteer.open()), Counter(dict.fromkeys(KINDS, 0))
    for document, said in zip(gold, predicted, strict=True):
        used: set[int] = set()
        for t in document["toponyms"]:
            hit = next((k for k, p in enumerate(said)
                        if k not in used and p["start"] < t["end"] and t["start"] < p["end"]), None)
            used |= set() if hit is None else {hit}
            if t["lat"] is None:
                continue
            if hit is None:
                found[KINDS[0]] += 1
            elif (kind := _kind(t, said[hit], lookup, document["text"])) is not None:
                found[kind] += 1
        found[KINDS[1]] += len(said) - len(used)
    return found


def _kind(t: dict, said: dict, lookup, text: str) -> str | None:
    def far(lat: float, lon: float) -> float:
        return distance_km(t["lat"], t["lon"], lat, lon)

    if said["lat"] is not None and far(said["lat"], said["lon"]) <= RIGHT_KM:
        return None
    held = lookup(text[t["start"]:t["end"]])
    right = [k for k, m in enumerate(held.matches) if far(m.place.lat, m.place.lon) <= RIGHT_KM]
    if not right:
        return KINDS[2]
    if said["lat"] is None:
        return KINDS[3]
    chosen = next((k for k, m in enumerate(held.matches) if m.place.id == said["id"]), None)
    if chosen is not None and (held.level[chosen] >= SETTLEMENT) != (held.level[right[0]] >= SETTLEMENT):
        return KINDS[4]
    if said["country"] == held.matches[right[0]].place.country:
        return KINDS[6]
    return KINDS[5] if said["country"] == "US" else KINDS[7]
