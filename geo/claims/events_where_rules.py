"""Places that a wording decides before the model is asked: a town that is taken, a venue, where people fled from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.dates_tense import reporting
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.events_seat import there
from geo.model import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame


_MEETING = {"meeting", "talk", "ceremony", "summit", "conference", "negotiation", "session"}


_TAKING = {"seize", "territory", "retake", "siege", "transfer", "attack", "strike", "advance"}


_GOING = {"cross", "reach", "arrive", "go", "flee", "move", "return", "stream", "pour", "head", "escape", "leave", "take", "trek"}


def object_place(ctx: Context, frames: list[Frame], toponyms: list[Toponym]) -> list[tuple[Toponym, float]]:
    """A named place that is itself taken, shelled or entered is where it happened."""
    for f in frames:
        if f.group in _TAKING and f.token.pos_ == "VERB":
            found = [
                t
                for x in (f.agents if f.entry.lemma == "fall" else f.targets)
                if (t := ctx.toponym_of(_antecedent(f, x))) is not None and t in toponyms
            ]
            if found:
                return [(t, 0.95) for t in found]
    return []


def _antecedent(f: Frame, word: Token) -> Token:
    """ "Kandahar, which fell on Friday": the name that the pronoun stands for."""
    return f.token.head if word.tag_ in ("WDT", "WP") and f.token.dep_ == "relcl" else word


def takes_noun(ctx: Context, f: Frame) -> bool:
    """ "captured the provincial capital", "left the town": a place that its sentence does not name."""
    if f.group not in _TAKING | {"withdraw"} or f.token.pos_ != "VERB":
        return False
    nouns = [t for t in (f.agents if f.entry.lemma == "fall" else f.targets) if ctx.toponym_of(t) is None]
    return any(
        lemma(t) in ("town", "city", "village", "capital")
        and any(c.lower_ in ("the", "this", "that") for c in t.children)
        and not any(c.lower_ in ("of", "near", "in") or ctx.toponym_of(c) is not None for c in t.subtree if c.i != t.i)
        for t in nouns
    )


def origins(ctx: Context, token: Token, toponyms: list[Toponym]) -> list[Toponym]:
    """Places that troops who leave do not only go to: "left the capital for Shatoy"."""
    kept = []
    for toponym in toponyms:
        span = ctx.tokens_of(toponym)
        if span is None:
            continue
        root = span.root
        while root.dep_ == "conj" and root.head.i != root.i:
            root = root.head
        going = root.dep_ == "pobj" and root.head.lower_ in ("for", "to", "towards", "toward", "into")
        if not (going and root.head.head.i == token.i):
            kept.append(toponym)
    return kept


def aim(ctx: Context, token: Token, toponyms: list[Toponym]) -> list[tuple[Toponym, float]]:
    """ "an offensive to regain control of South Ossetia", "fighting for Aden" is there."""
    doc, i = token.doc, token.i
    if token.pos_ == "NOUN" and lemma(token) in ("fighting", "battle", "fight"):
        fought = [
            t
            for t in toponyms
            if (span := ctx.tokens_of(t)) is not None
            and span.root.dep_ == "pobj"
            and span.root.head.lower_ == "for"
            and token.i < span.root.i <= token.i + 10
        ]
        if fought:
            return [(fought[0], 0.8)]
    if token.pos_ != "NOUN" or i + 2 >= len(doc) or doc[i + 1].lower_ != "to" or doc[i + 2].pos_ != "VERB":
        return []
    below = {t.i for t in doc[i + 2].subtree}
    found = [t for t in toponyms if (span := ctx.tokens_of(t)) is not None and span.root.i in below]
    return [(found[0], 0.7)] if found else []


def origin_of(ctx: Context, token: Token, toponyms: list[Toponym]) -> Toponym | bool | None:
    """Where people fled from; ``False`` if the sentence only says where they went."""
    to = False
    for toponym in toponyms:
        span = ctx.tokens_of(toponym)
        if span is None:
            continue
        prep = span.root.head if span.root.dep_ == "pobj" else None
        while prep is not None and prep.lower_ == "of" and prep.head.head.pos_ == "ADP":
            prep = prep.head.head
        if prep is not None and (prep.lower_ == "from" or (prep.lower_ == "of" and prep.head.dep_ in ("nsubj", "nsubjpass") and prep.head.head.i == token.i
                                                           and is_a(prep.head, "civilian"))):
            return toponym  # "residents of Bukavu have fled across the river"
        if span.root.dep_ == "dobj" and lemma(token) in ("flee", "leave", "evacuate", "quit", "abandon"):
            return toponym
        to = (
            to
            or (prep is not None and prep.lower_ in ("to", "into", "towards", "toward", "for"))
            or (lemma(token) == "reach" and span.root.dep_ in ("dobj", "conj"))
        )
    return False if to and lemma(token) in _GOING and len(toponyms) else None


def venue(ctx: Context, toponyms: list[Toponym], token: Token) -> list[tuple[Toponym, float]]:
    """Where an agreement was made: "at a meeting in Moscow", "signed in Dayton"."""
    for toponym in toponyms:
        span = ctx.tokens_of(toponym)
        if span is None or span.root.dep_ != "pobj" or span.root.head.lower_ not in ("in", "at"):
            continue
        owner = span.root.head.head
        if lemma(owner) in _MEETING or token.i in (owner.i, owner.head.i) or owner.i == token.head.i:
            return [(toponym, 0.8)]
    return []


def scene(ctx: Context, token: Token, toponyms: list[Toponym]) -> list[tuple[Toponym, float]]:
    """ "In Kandahar, residents said dozens of soldiers had been executed": the place that opens the sentence of those who were there."""
    for toponym in toponyms:
        span = ctx.tokens_of(toponym)
        if span is None or span.root.dep_ != "pobj" or span.root.head.lower_ not in ("in", "at", "near", "outside", "around"):
            continue
        verb = span.root.head.head
        if span.root.i > verb.i or not reporting(verb) or not any(a.i == verb.i for a in token.ancestors):
            continue
        capital = toponym.place is not None and toponym.place.feature_code == "PPLC"
        if there(verb, span.root, capital=capital):
            return [(toponym, 0.7)]
    return []
