"""Toponym recognition: which spans of a report name a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from geo.model import Report, Toponym
from geo.places import features_span
from geo.places.features_lexicon import heads
from geo.places.rank_trees import Trees
from geo.places.recognize_names import other_name
from geo.places.recognize_other import recognize_by_gazetteer
from geo.places.recognize_scan import DAYS, Span, Words, spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.places.gazetteer import Gazetteer

_KNOWLEDGE: WeakKeyDictionary = WeakKeyDictionary()


def knowledge(gazetteer: Gazetteer) -> features_span.Knowledge:
    """What the gazetteer says about names, kept as long as the gazetteer is."""
    held = _KNOWLEDGE.get(gazetteer)
    if held is None:
        held = _KNOWLEDGE[gazetteer] = features_span.Knowledge(gazetteer)
    return held


def candidates(report: Report, doc: Doc, gazetteer: Gazetteer) -> tuple[list[Span], np.ndarray, Words]:
    """Candidate spans of a report and their features, shape (spans, features)."""
    words = Words.of(doc)
    found = spans(words, report.text, gazetteer)
    return found, features_span.table(words, found, knowledge(gazetteer)), words


_COLUMN = {name: k for k, name in enumerate(features_span.NAMES)}
SURE, LIKELY, AT_HOME, CITY_HERE = 0.6, 0.45, 0.2, 0.02
EXPECTED, EXPECTED_HERE = 0.15, 0.02
HALF = 0.5  # a name that is a place's more probably than not
_PART = re.compile(r"[-–](?:administered|controlled|held|occupied)\b")
GREAT, CITY = 8.3, 5.0  # prominence of capitals and countries, and of towns of 100,000


def certain(found: list[Span], rows: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Probabilities, raised for names that the hand-made tables know to stand for a state.

    Seats of government ("the White House") and abbreviations ("EU", "DRC") look
    like organisations to the statistical model; they are places' names here,
    with the role of an actor where they act.
    """
    seat = rows[:, _COLUMN["kind_metonym"]] > 0
    state = (rows[:, _COLUMN["kind_abbreviation"]] > 0) & (rows[:, _COLUMN["prominence"]] >= 8.0)
    capital = np.array([sum(c.isupper() for c in s.text) >= 2 for s in found], dtype=bool)
    outermost = (rows[:, _COLUMN["larger_hit"]] == 0) & (rows[:, _COLUMN["ent_after"]] <= 0)
    raised = np.where((seat | state & capital) & outermost, np.maximum(probability, SURE), probability)
    # "Republic of the Congo" is not the Congo.
    full = (rows[:, _COLUMN["best_country"]] > 0) & (rows[:, _COLUMN["kind_name"]] > 0) & (rows[:, _COLUMN["tokens"]] >= 3) & outermost
    # "Indian-administered Kashmir" is neither India nor Kashmir.
    part = np.array([s.hit and _PART.search(s.text) is not None for s in found], dtype=bool)
    raised = np.where(full | part, 1.0, raised)
    # A name that is no word and no person's, of a place in a country that the text speaks of, needs less.
    usual = [_COLUMN[n] for n in ("given", "surname", "common", "first_common", "head_inside", "larger_hit")]
    strange = (rows[:, usual] == 0).all(axis=1)
    here = (rows[:, _COLUMN["hit"]] > 0) & (rows[:, _COLUMN["coherent"]] > 0) & strange
    beside = [_COLUMN[n] for n in ("larger_entity", "capital_before", "capital_after")]
    alone = outermost & (rows[:, beside] == 0).all(axis=1)
    long = np.array([len(s.text) > 3 for s in found], dtype=bool)
    city = (rows[:, _COLUMN["prominence"]] >= CITY) & (rows[:, _COLUMN["kind_demonym"]] == 0) & alone & long
    at_home = here & (probability >= np.where(city, CITY_HERE, AT_HOME))
    raised = np.where(at_home, np.maximum(raised, LIKELY), raised)
    return np.where(_placed(found, rows, probability), np.maximum(raised, LIKELY), raised)


def _placed(found: list[Span], rows: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Whether a name stands alone where a place is expected: after a preposition, in a list of places, captured.

    The statistical model takes villages that it never saw for persons and
    offices. There a name of the country that the text speaks of needs little,
    and one that no gazetteer knows half of what others need.
    """
    def any_of(*names: str) -> np.ndarray:
        return (rows[:, [_COLUMN[n] for n in names]] > 0).any(axis=1)

    alone = any_of("locative", "motion", "conjunct_place", "place_verb") & ~any_of(
        "larger_entity", "larger_hit", "share_person", "head_inside", "capital_before", "capital_after")
    hit = rows[:, _COLUMN["hit"]] > 0
    at_home = hit & any_of("coherent") & ~any_of("kind_demonym", "sentence_start") & (probability >= EXPECTED_HERE)
    titles = heads("before")
    word = np.array([s.text.replace("-", "").isalpha() and not s.text.isupper() for s in found], dtype=bool)
    other = np.array([s.text in titles or s.text in DAYS for s in found], dtype=bool)
    strange = ~hit & ~any_of("given", "surname", "common", "first_common", "exact_PERSON") & word
    return alone & ~other & (at_home | strange & (probability >= EXPECTED))


def choose(found: list[Span], probability: np.ndarray, least: float) -> list[int]:
    """Positions of spans of at least that probability, best first, none overlapping, in text order."""
    taken: set[int] = set()
    chosen = []
    for k in sorted(range(len(found)), key=lambda k: (-probability[k], found[k].first, -found[k].last)):
        if probability[k] < least:
            break
        tokens = range(found[k].first, found[k].last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(k)
    return sorted(chosen, key=lambda k: found[k].start)


def recognize(report: Report, doc: Doc | None, gazetteer: Gazetteer) -> list[Toponym]:
    """Toponyms of a report, unresolved, in text order, none overlapping.

    Parameters
    ----------
    report : Report
    doc : spacy.tokens.Doc or None
        ``None`` for a language without a statistical model.
    gazetteer : Gazetteer
    """
    if doc is None:
        return recognize_by_gazetteer(report, gazetteer)
    found, rows, words = candidates(report, doc, gazetteer)
    if not found:
        return []
    model = Trees.load("recognizer")
    probability = certain(found, rows, model(rows))
    # A people or a faith that no gazetteer knows as a state's or a region's is no village: "Shilluk", "Muslim".
    probability[(rows[:, _COLUMN["exact_NORP"]] > 0) & (rows[:, _COLUMN["hit"]] == 0)] = 0.0
    great = rows[:, _COLUMN["prominence"]] >= GREAT
    area = rows[:, [_COLUMN[n] for n in ("best_country", "best_adm1", "best_adm2", "kind_demonym")]].any(axis=1)
    for k in np.flatnonzero(probability >= model.settings["threshold"]):
        if other_name(found[k], words, doc, bool(great[k]), bool(area[k]), bool(rows[k, _COLUMN["matches"]])):
            probability[k] = 0.0
    chosen = choose(found, probability, model.settings["threshold"])
    named = [Toponym(found[k].start, found[k].end, found[k].text, kind="gazetteer" if found[k].hit else "model") for k in chosen]
    unknown = {found[k].text for k in chosen if not found[k].hit and not found[k].text.isupper() and probability[k] >= HALF}
    return sorted([*named, *_again(report.text, named, unknown)], key=lambda t: t.start)


def _again(text: str, named: list[Toponym], unknown: set[str]) -> list[Toponym]:
    """Where a name that no gazetteer holds, and that the text once uses as a place's, comes again and stands alone.

    The statistical model does not know it and may miss it there: "With Chalai gone, ...".
    """
    taken = [(t.start, t.end) for t in named]
    return [
        Toponym(m.start(), m.end(), m[0], kind="model")
        for name in sorted(unknown) if len(name) > 3 and name[:1].isupper()
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        if all(m.end() <= a or m.start() >= b for a, b in taken)
        and not _CAPITAL_BEFORE.search(text, max(0, m.start() - 30), m.start()) and not _CAPITAL_AFTER.match(text, m.end())
    ]


# Part of a longer name: "Colonel Chalai", "Chalai Brigade"; a preposition may open the sentence.
_CAPITAL_BEFORE = re.compile(r"\b(?!(?:In|At|To|From|With|Near|After|Before|Since|For|Around|Outside|Inside|On|By|And|But|While|When)\b)[A-Z][\w.'’]*[ ]$")
_CAPITAL_AFTER = re.compile(r"(?:['’]s)? [A-Z]")
