"""Which of several places that fit a phrase such as "the city" is the one in mind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import TYPE_CHECKING

from geo.claims.events_lexicon import argument_words, is_a, speech_verbs
from geo.claims.movement_words import key, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.model import Toponym


def salient(ctx: Context, before: list[Toponym], noun: Token, listed: Set[int], datelined: Set[int]) -> list[Toponym]:
    """The place named in the last two sentences, else the one named most; one place, or none of none.

    Parameters
    ----------
    ctx : Context
    before : list of Toponym
        Places named before that fit the phrase.
    noun : spacy.tokens.Token
        What points back.
    listed, datelined : set of int
        Where those start that stand in a list, or in a dateline.

    Notes
    -----
    Where somebody spoke ("told a news conference in Manila") or came from,
    and a dateline, is in mind only if nothing else is; a headline's place is
    sooner.
    """
    if not before:
        return []
    index = ctx.sentence_index(noun) or 0
    start = ctx.sentences[max(0, index - 2)].start_char
    counts = Counter(t.place.id for t in before if t.place and not gone_to(ctx, t))
    title = (ctx.report.title or "").casefold()

    def weight(t: Toponym) -> tuple[float, int]:
        quoted = ctx.in_quotation(t.start) is not None and ctx.in_quotation(noun.idx) is None
        recent = 1.5 if t.start >= start and t.start not in datelined else 0.0
        return (recent + counts[t.place.id] - 1.5 * quoted - 0.8 * (t.start in listed) - 1.2 * (t.start in datelined)  # type: ignore[union-attr]
                - 3.0 * spoken_at(ctx, t) - 1.5 * (_left(ctx, t) or gone_to(ctx, t)) + 0.8 * (t.text.casefold() in title)), t.start

    return [max(before, key=weight)]


def spoken_at(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is only where somebody spoke: "told a news conference in Manila", "said in Tbilisi"."""
    span = ctx.tokens_of(toponym)
    if span is None or span.root.dep_ != "pobj":
        return False
    owner = span.root.head.head
    return owner.lemma_.lower() in argument_words("meeting_noun") or (owner.pos_ == "VERB" and owner.lemma_.lower() in speech_verbs())


def _left(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is where somebody or something came from: the story has moved on."""
    span = ctx.tokens_of(toponym)
    return span is not None and span.root.dep_ == "pobj" and span.root.head.lower_ == "from"


def gone_to(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is only where those went who left the scene: "fell back to Mopti", "the wounded were taken to Mopti"."""
    span = ctx.tokens_of(toponym)
    if span is None or span.root.dep_ != "pobj" or span.root.head.lower_ not in ("to", "toward", "towards", "into", "for"):
        return False
    verb = span.root.head.head
    entry = lexicon().get(key(verb))
    if (entry is not None and entry.stands == "from") or (verb.lemma_ == "fall" and any(c.lower_ == "back" for c in verb.children)):
        return True
    return any(c.dep_ == "nsubjpass" and is_a(c, "carried") for c in verb.children)


def announced_at(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is where the press was met or told: "a news conference in Manila", "a statement faxed from London"."""
    span = ctx.tokens_of(toponym)
    if span is None or span.root.dep_ != "pobj":
        return False
    owner = span.root.head.head
    # "a statement faxed from", but not "two reporters murdered at"
    if owner.dep_ == "acl" and owner.pos_ == "VERB" and owner.head.lemma_.lower() not in ("reporter", "journalist"):
        owner = owner.head
    return owner.lemma_.lower() in argument_words("meeting_noun")
