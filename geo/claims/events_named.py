"""Whether a party of an event is named, or only called what it is: "soldiers", "the garrison"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims.events_lexicon import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.model import Actor


@cache
def _everyday() -> frozenset[str]:
    return frozenset(bundle.path("lexicons/place_words.txt").read_text("utf-8").split())


def by_name(actor: Actor) -> bool:
    """Whether a party is named: of the table, or by a word that is no everyday one ("Bracamonte Battalion").

    The plain words by which reports call those whose name they do not know
    ("gunmen", "civilians", a crowd) stay; "soldiers" or "the garrison" of
    whom is not said are no party.
    """
    words = actor.name.lower().split()
    return (
        actor.id is not None
        or words[-1] in _UNKNOWN
        or any(w not in _everyday() and w.rstrip("s") not in _everyday() and w.isalpha() for w in words)
    )


_UNKNOWN = {"gunmen", "gunman", "civilians", "protesters", "protestors", "demonstrators", "rioters", "crowd", "crowds", "people",
            "rebels", "militants", "attackers", "assailants", "insurgents", "militia", "militiamen"}  # fmt: skip


def called(token: Token) -> str:
    """ "masked gunmen", "rebels": the noun with its adjectives, without articles and numbers."""
    words = [
        c
        for c in token.children
        if c.i < token.i
        and token.i - c.i <= 3
        and c.dep_ in ("amod", "compound")
        and c.pos_ in ("ADJ", "NOUN", "PROPN")
        and not c.like_num
        and lemma(c) not in ("night", "morning", "evening", "day", "week", "month")
    ]
    start = min((c.i for c in words), default=token.i)
    span = [t for t in token.doc[start : token.i + 1] if t.text not in '"“”']
    return "".join(t.text_with_ws for t in span).strip()
