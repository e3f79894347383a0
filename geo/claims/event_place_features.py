"""What the event-place model sees of an event word and a place name in its sentence.

Features after Halterman, "Geolocating Political Events in Text" (2019): the
dependency path between the two, distance, clause, preposition, and the type of
the place. All numbers; categories are positions in the lists below, since the
trees split on order well enough and the model stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.claims.events_lexicon import is_a, lemma, noun_entry, polarity_words, verb_entries

if TYPE_CHECKING:
    from spacy.tokens import Token

# fmt: off
_PREPOSITIONS = (
    "", "in", "at", "near", "on", "outside", "around", "inside", "across", "over", "through", "throughout", "into",
    "to", "toward", "towards", "from", "of", "between", "along", "off", "within", "by", "with", "against", "for",
    "about", "after", "before", "since", "as", "than", "like", "via", "beyond", "north", "south", "east", "west",
)
_DEPS = (
    "other", "pobj", "nsubj", "nsubjpass", "dobj", "poss", "compound", "amod", "appos", "conj", "npadvmod", "nmod",
    "attr", "ROOT", "dep",
)
_EDGES = (
    "self", "nsubj", "nsubjpass", "dobj", "prep", "agent", "advcl", "ccomp", "xcomp", "conj", "relcl", "acl", "appos",
    "pobj", "pcomp", "compound", "amod", "poss", "npadvmod", "advmod", "dep", "parataxis", "attr", "dative", "other",
)
_GROUPS = (
    "none", "attack", "advance", "clash", "strike", "blast", "kill", "injure", "abduct", "arrest", "seize",
    "territory", "retake", "displace", "destroy", "loot", "protest", "riot", "agree", "deploy", "withdraw", "other",
)
_TYPES = {"PCL": 1, "CON": 1, "RGN": 2, "ADM1": 3, "ADM2": 4, "ADM": 4, "PPLC": 6, "PPLA": 5, "PPL": 5}
_LOCATIVE = {
    "in",
    "at",
    "near",
    "outside",
    "around",
    "inside",
    "across",
    "throughout",
    "within",
    "on",
    "along",
    "off",
    "over",
}

NAMES = (
    "distance", "before", "rank", "candidates", "between", "order", "up", "down", "below", "verbs_up", "verbs_down",
    "dep", "preposition", "locative", "prep_on_verb", "prep_on_noun", "noun_armed", "noun_civil", "noun_place",
    "noun_event", "edge_below_event", "edge_above_event", "speech_up", "speech_down", "type", "contained",
    "container", "place_of", "possessive", "premodifier", "conjunct", "position", "event_noun", "event_tag", "group",
    "commas", "parenthesis", "first_token", "possessed_armed", "event_has_locative", "same_clause_candidates",
    "type_finer_exists", "infinitive",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``[start, end)`` of a place name in the document, and GeoNames' feature code of what it means."""

    start: int
    end: int
    feature_code: str | None


def place_type(code: str | None) -> int:
    """0 unknown, 1 country, 2 region, 3 first-level, 4 lower division, 5 settlement, 6 capital, 7 other."""
    if not code:
        return 0
    return next((value for prefix, value in _TYPES.items() if code.startswith(prefix)), 7)


def _code(table: Sequence[str], word: str, default: int = 0) -> int:
    return table.index(word) if word in table else default


def _root(token: Token, start: int, end: int) -> Token:
    while start <= token.head.i < end and token.head.i != token.i:
        token = token.head
    return token


def _verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


def _group(event: Token) -> str:
    entries = verb_entries(event) if event.pos_ in ("VERB", "AUX") else []
    entry = entries[0] if entries else noun_entry(event)
    return entry.group if entry else "none"


def features(event: Token, candidates: Sequence[Candidate]) -> np.ndarray:
    """Feature rows of the candidates of one event, shape (n, len(NAMES)), float32."""
    doc = event.doc
    n = len(candidates)
    rows = np.zeros((n, len(NAMES)), dtype=np.float32)
    if not n:
        return rows
    roots = [_root(doc[c.end - 1], c.start, c.end) for c in candidates]
    distances = [abs(r.i - event.i) for r in roots]
    order = sorted(range(n), key=lambda k: (distances[k], k))
    rank = {k: i for i, k in enumerate(order)}
    chain = [event, *event.ancestors]
    depth = {t.i: k for k, t in enumerate(chain)}
    sentence_start, sentence_end = event.sent.start, event.sent.end
    group = _code(_GROUPS, _group(event), len(_GROUPS) - 1)
    speech = polarity_words("speech")
    types = [place_type(c.feature_code) for c in candidates]
    paths = [_path(r, depth) for r in roots]
    preps = [_preposition(r, c) for r, c in zip(roots, candidates, strict=True)]
    below = [bool(p) and depth.get(p[-1].i) == 0 for p in paths]
    locative = any(
        b and p is not None and p.lower_ in _LOCATIVE and p.head.i == event.i for b, p in zip(below, preps, strict=True)
    )
    clause_mates = sum(below)
    infinitive = float(event.tag_ == "VB" and any(c.tag_ == "TO" for c in event.children))
    for k, (c, root, path, prep) in enumerate(zip(candidates, roots, paths, preps, strict=True)):
        meet = depth.get(path[-1].i, len(chain) - 1) if path else len(chain) - 1
        inner = path[1:-1] if path else []
        upper = chain[1 : meet + 1] if meet else []
        low, high = sorted((root.i, event.i))
        noun = prep.head if prep is not None else None
        following = doc[c.end] if c.end < len(doc) else None
        previous = doc[c.start - 1] if c.start else None
        premodifier = root.dep_ in ("compound", "amod", "nmod", "poss")
        row = rows[k]
        row[:] = (
            root.i - event.i,
            root.i < event.i,
            rank[k],
            n,
            sum(low < r.i < high for r in roots),
            k,
            max(0, len(path) - 1),
            meet,
            below[k],
            sum(_verb(t) for t in inner),
            sum(_verb(t) for t in upper),
            _code(_DEPS, root.dep_),
            _code(_PREPOSITIONS, prep.lower_ if prep is not None else "", len(_PREPOSITIONS)),
            prep is not None and prep.lower_ in _LOCATIVE,
            noun is not None and _verb(noun),
            noun is not None and noun.pos_ in ("NOUN", "PROPN"),
            noun is not None and is_a(noun, "armed", "security"),
            noun is not None and is_a(noun, "civilian"),
            noun is not None and is_a(noun, "place_noun"),
            noun is not None and noun.pos_ == "NOUN" and noun_entry(noun) is not None,
            _code(_EDGES, path[-2].dep_ if len(path) > 1 else "self", len(_EDGES) - 1),
            _code(_EDGES, chain[meet - 1].dep_ if meet else "self", len(_EDGES) - 1),
            any(lemma(t) in speech for t in inner),
            any(lemma(t) in speech for t in upper),
            types[k],
            following is not None and following.text == "," and any(o.start == c.end + 1 for o in candidates),
            previous is not None and previous.text in ",(" and any(o.end == c.start - 1 for o in candidates),
            prep is not None and prep.lower_ == "of" and noun is not None and is_a(noun, "place_noun"),
            following is not None and following.lower_ in ("'s", "’s", "'", "’"),
            premodifier and root.dep_ != "poss",
            root.dep_ == "conj",
            (c.start - sentence_start) / max(1, sentence_end - sentence_start),
            event.pos_ not in ("VERB", "AUX"),
            _code(("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS"), event.tag_, 8),
            group,
            sum(t.text == "," for t in doc[low:high]),
            previous is not None and previous.text in "([",
            c.start == sentence_start,
            premodifier and is_a(root.head, "armed", "security", "government"),
            locative,
            clause_mates,
            types[k] in (1, 2, 3) and any(t >= 4 for t in types),
            infinitive,
        )
    return rows


def _path(token: Token, depth: dict[int, int]) -> list[Token]:
    """Tokens from a place upwards to the first that is the event or above it, both included."""
    path = [token]
    while path[-1].i not in depth:
        head = path[-1].head
        if head.i == path[-1].i or len(path) > 40:
            return path
        path.append(head)
    return path


def _preposition(root: Token, c: Candidate) -> Token | None:
    """The preposition that governs a place name, seen through apposition, coordination and "town of"."""
    token = root
    for _ in range(5):
        if token.dep_ in ("pobj", "pcomp") and token.head.pos_ in ("ADP", "SCONJ", "ADV", "PART"):
            return token.head
        if token.dep_ in ("appos", "conj", "compound", "nmod", "poss", "amod") and token.head.i != token.i:
            token = token.head
            continue
        return None
    return None
