"""Which of the places named in a sentence is where an event happened.

A small model (boosted trees over :mod:`geo.claims.event_place_features`)
trained on the 5,070 sentences of Halterman's event-location corpus by
``data/build/train_event_place.py``; it may answer "none of them".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from geo.claims.event_place_features import NAMES, Candidate, features
from geo.errors import InvariantError
from geo.places.rank_trees import Trees

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.model import Toponym

MODEL = "event_place"


def score(event: Token, candidates: Sequence[Candidate]) -> np.ndarray:
    """Probability of each candidate to be a place of the event, shape (n,)."""
    model = Trees.load(MODEL)
    if tuple(model.features) != NAMES:
        raise InvariantError("the event-place model was trained on other features; run data/build/train_event_place.py")
    return model(features(event, candidates))


def choose(probabilities: np.ndarray, conjunct: Sequence[bool], threshold: float, second: float) -> list[int]:
    """Positions of the event's places: the best one if likely enough, and what is coordinated with it.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n,)
    conjunct : sequence of bool
        Whether a candidate is coordinated with the best one ("in A and B").
    threshold, second : float
        Least probability of the best, and of one coordinated with it.
    """
    if not len(probabilities):
        return []
    best = int(np.argmax(probabilities))
    if probabilities[best] < threshold:
        return []
    return [k for k in range(len(probabilities)) if k == best or (conjunct[k] and probabilities[k] >= second)]


def coordinated(event: Token, candidates: Sequence[Candidate], best: int) -> list[bool]:
    """For each candidate, whether it stands in one coordination with candidate `best`."""
    doc = event.doc

    def first(c: Candidate) -> int:
        token = doc[c.end - 1]
        while c.start <= token.head.i < c.end and token.head.i != token.i:
            token = token.head
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        return token.i

    heads = [first(c) for c in candidates]
    return [k != best and heads[k] == heads[best] for k in range(len(candidates))]


def likely(ctx: Context, event: Token, toponym: Toponym) -> float:
    """Probability that one toponym is a place of an event."""
    span = ctx.tokens_of(toponym)
    if span is None or not len(span):
        return 0.0
    return float(
        score(event, [Candidate(span.start, span.end, toponym.place.feature_code if toponym.place else None)])[0]
    )


def event_places(ctx: Context, event: Token, toponyms: Sequence[Toponym]) -> list[tuple[Toponym, float]]:
    """The places of an event among the toponyms of its sentence, with their probabilities.

    Parameters
    ----------
    ctx : Context
    event : spacy.tokens.Token
    toponyms : sequence of Toponym
        Resolved, of role ``"location"``: metonyms and demonyms never qualify.
    """
    known = []
    for t in toponyms:
        span = ctx.tokens_of(t)
        if span is not None and len(span):
            known.append((t, Candidate(span.start, span.end, t.place.feature_code if t.place else None)))
    if not known:
        return []
    candidates = [c for _, c in known]
    probabilities = score(event, candidates)
    settings = Trees.load(MODEL).settings
    best = int(np.argmax(probabilities))
    chosen = choose(probabilities, coordinated(event, candidates, best), settings["threshold"], settings["second"])
    return [(known[k][0], float(probabilities[k])) for k in chosen]
