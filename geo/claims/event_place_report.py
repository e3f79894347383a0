"""Where an event was whose sentence names no place: a choice among all places of the report.

Boosted trees over how and where the report names each place (spoken of just
before, in the title, in the dateline, where the last event was, what kind of
place it is). Its first features are what the plain rules of
``events_topic`` say, so that it learns when not to follow them. Trained by
``data/build/train_event_place_report.py`` on gold reports.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.claims.coreference_focus import announced_at
from geo.claims.events_lexicon import lemma
from geo.claims.events_seat import seat
from geo.claims.events_topic import Slot, dateline, datelined, main_state
from geo.errors import InvariantError
from geo.places.rank_trees import Trees

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.events_group import Incident
    from geo.model import Place, Toponym

MODEL = "event_place_report"
_RULES = ("previous event", "previous sentence", "pointed", "topic", "dateline", "wide")
_POINTERS = {"there", "here", "town", "city", "village", "suburb", "base", "camp", "garrison", "airfield", "airport",
             "district", "prison", "hospital", "port", "area", "place", "settlement", "neighbourhood", "hill", "street",
             "market", "bridge", "capital", "palace", "barracks"}  # fmt: skip
_WIDE_POINTERS = {"country", "region", "province", "republic", "state", "territory", "island"}
_RULE_NAMES = tuple((how, f"rule: {how}") for how in _RULES)
FEATURES = (
    *(rule for _, rule in _RULE_NAMES),
    "sentences back",
    "never before",
    "same paragraph",
    "sentence before, last named",
    "sentence before, first named",
    "mentions",
    "most named",
    "in title",
    "in lead",
    "dateline",
    "capital",
    "settlement",
    "division",
    "country",
    "unknown",
    "last event",
    "two events back",
    "share of events",
    "pointer and settlement",
    "pointer and country",
    "wide pointer and area",
    "toll and country",
    "toll and settlement",
    "displaced and settlement",
    "speaker's seat",
    "this list item",
    "this sentence",
    "main state",
    "another state",
    "the capital",
    "the country",
    "wide toll",
)


@dataclass(frozen=True, slots=True)
class Option:
    """A place of the report with its features."""

    place: Place
    features: dict[str, float]


class _Told:
    """The places of a report whatever the event: by name, how often, and which only say who speaks."""

    def __init__(self, ctx: Context) -> None:
        # Where the press met is no place of events.
        self.named = [t for t in ctx.toponyms if t.role == "location" and t.place is not None and not announced_at(ctx, t)]
        self.places: dict[str, Place] = {}
        self.by_place: dict[str, list[Toponym]] = {}
        for t in self.named:
            place: Place = t.place  # type: ignore[assignment]
            self.places.setdefault(place.id, place)
            self.by_place.setdefault(place.id, []).append(t)
        self.at_head = {t.start for t in self.named if datelined(ctx, t)}
        self.counts = {k: sum(t.start not in self.at_head for t in mine) for k, mine in self.by_place.items()}
        self.seats = {k for k, mine in self.by_place.items() if all(seat(ctx, t) for t in mine)}


def options(ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]], slot: Slot) -> list[Option]:
    """The places that an event could be at, `slot` being what the rules say."""
    sentence = incident.sentence
    index = ctx.sentence_index(sentence.start_char) or 0
    paragraph, _ = ctx.paragraph(sentence.start_char)
    line_start = ctx.text.rfind("\n", 0, sentence.start_char) + 1
    title = (ctx.report.title or "").lower()
    line = dateline(ctx)
    lead = ctx.sentences[min(1, len(ctx.sentences) - 1)].end_char
    told_of: _Told = ctx.once((f"{MODEL}.told",), lambda: _Told(ctx))
    named, by_place, at_head, counts = told_of.named, told_of.by_place, told_of.at_head, told_of.counts
    places = dict(told_of.places)
    for p in (*slot.places, *((line.place,) if line is not None and line.place is not None else ())):
        places.setdefault(p.id, p)
    most = max(counts.values(), default=0)
    told = [{p.id for p in s.places} for _, s in earlier if s.how == "named"]
    here = {p.id for p in slot.places}
    before = [t for t in named if index and _index(ctx, t.start) == index - 1]
    words = {lemma(t) for t in sentence} | {t.lower_ for t in sentence}
    pointer, wide = bool(words & _POINTERS), bool(words & _WIDE_POINTERS)
    toll, fled = incident.groups <= {"kill", "injure", "captive", "war"}, incident.groups <= {"displace"}
    state = main_state(ctx)
    code_of = state.country if state is not None else None
    the = {t.lower_ for t in sentence if t.i and t.nbor(-1).lower_ in ("the", "this", "that")}
    found = []
    kept = here.union(*told)
    kept |= {line.place.id} if line is not None and line.place is not None else set()
    speaking = {t.place.id for t in ctx.toponyms_in(sentence.start_char, sentence.end_char, ("actor",)) if t.place is not None}
    for key, place in places.items():
        mine = by_place.get(key, [])
        if key in speaking and place.feature_code == "PPLC" and len(places) > 1:
            continue  # "Islamabad says 31 dead": a government speaks, and its capital is not where they died
        if key not in kept and (key in told_of.seats or _remote(place, code_of)):
            continue
        earlier_mine = [t for t in mine if t.start < sentence.start_char and t.start not in at_head]
        back = index - _index(ctx, earlier_mine[-1].start) if earlier_mine else 9
        code = place.feature_code or ""
        settlement = place.feature_class == "P"
        unknown = place.id.startswith("unresolved:")
        country = code.startswith("PCL")
        at = [key in ids for ids in told]
        values = {
            **{rule: float(how == slot.how and key in here) for how, rule in _RULE_NAMES},
            "sentences back": min(back, 9) / 9,
            "never before": float(not earlier_mine),
            "same paragraph": float(bool(earlier_mine) and earlier_mine[-1].start >= paragraph),
            "sentence before, last named": float(bool(before) and before[-1].place.id == key),  # type: ignore[union-attr]
            "sentence before, first named": float(bool(before) and before[0].place.id == key),  # type: ignore[union-attr]
            "mentions": math.log1p(counts.get(key, 0)),
            "most named": float(most > 1 and counts.get(key, 0) == most),
            "in title": float(any(t.text.lower() in title for t in mine) or place.name.lower() in title),
            "in lead": float(any(t.start < lead and t.start not in at_head for t in mine)),
            "dateline": float(line is not None and line.place is not None and line.place.id == key),
            "capital": float(code == "PPLC"),
            "settlement": float(settlement),
            "division": float(place.feature_class == "A" and not country),
            "country": float(country),
            "unknown": float(unknown),
            "last event": float(bool(at) and at[-1]),
            "two events back": float(len(at) > 1 and at[-2]),
            "share of events": sum(at) / len(at) if at else 0.0,
            "pointer and settlement": float(pointer and (settlement or unknown)),
            "pointer and country": float(pointer and country),
            "wide pointer and area": float(wide and place.feature_class == "A"),
            "toll and country": float(toll and country),
            "toll and settlement": float(toll and settlement),
            "displaced and settlement": float(fled and settlement),
            "speaker's seat": float(key in told_of.seats),
            "this sentence": float(any(sentence.start_char <= t.start < sentence.end_char for t in mine)),
            "main state": float(place.country is not None and place.country == code_of),
            "another state": float(place.country is not None and code_of is not None and place.country != code_of),
            "the capital": float("capital" in the and code == "PPLC" and place.country == code_of),
            "the country": float("country" in the and country and place.country == code_of),
            "wide toll": float(toll and country and _large(incident)),
            "this list item": float(any(line_start <= t.start < sentence.start_char for t in mine) and line_start > paragraph),
        }
        found.append(Option(place, values))
    return found


def of_report(
    ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]], slot: Slot, model: Trees | None = None
) -> Slot:
    """The likeliest place of an event that has none in its sentence; the rules' `slot` where it is among them.

    The bundled model is asked unless another is given, as its training does.
    """
    choice = options(ctx, incident, earlier, slot)
    odds = scores(choice, model or Trees.load(MODEL))
    top = max(odds)
    best = choice[odds.index(top)].place
    sure = 1 / sum(math.exp(s - top) for s in odds)
    if any(p.id == best.id for p in slot.places):
        return replace(slot, confidence=round(min(0.6, max(0.2, sure)), 3))
    precision = 3 if best.feature_class == "A" else max(2, best.geo_precision)
    return Slot((replace(best, geo_precision=precision),), round(min(0.5, max(0.2, sure)), 3), "report")


def _remote(place: Place, state: str | None) -> bool:
    """A place in another state."""
    return place.country is not None and state is not None and place.country != state


def _large(incident: Incident) -> bool:
    """Whether hundreds are counted: what a war cost, seldom what one place did."""
    return any(max(c.low or 0, c.high or 0) >= 500 for c in incident.effects.values())


def _index(ctx: Context, offset: int) -> int:
    return ctx.sentence_index(offset) or 0


def scores(choice: list[Option], model: Trees) -> list[float]:
    """Log-odds of each place to be where the event was."""
    if tuple(model.features) != FEATURES:
        raise InvariantError(f"{MODEL} was trained on other features; run data/build/train_event_place_report.py")
    return [float(x) for x in model.margin(np.array([[o.features[name] for name in FEATURES] for o in choice]))]
