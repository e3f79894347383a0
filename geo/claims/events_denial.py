"""Denials of what has just been told: "The government denied the claim", "JNIM denied it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.attribution import attribute
from geo.claims.dates import UNRESOLVED
from geo.claims.events_lexicon import argument_words, lemma

if TYPE_CHECKING:
    from spacy.tokens import Span

    from geo.claims.context import Context
    from geo.claims.merge_draft import Draft


def rejected(ctx: Context, sentence: Span, drafts: list[Draft]) -> Draft | None:
    """The event of the sentence before as its denier holds it, for a sentence that only takes it back.

    The denial has the event's place, type and date, no figures, and the words
    and the voice of who denies it.
    """
    verb = next((t for t in sentence if t.pos_ == "VERB" and lemma(t) in argument_words("denying_verb")), None)
    if verb is None or any(c.dep_ == "neg" for c in verb.children):
        return None
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    speaker = next((c for c in verb.children if c.dep_ in ("nsubj", "agent")), None)
    if thing is None or speaker is None or not _points_back(thing):
        return None
    index = ctx.sentence_index(sentence.start_char) or 0
    told = next((d for d in reversed(drafts) if d.polarity == "asserted"), None)
    if told is None or index - told.index > 1 or told.family not in ("violent", "crowd", "deal"):
        return None
    start, end, _ = ctx.quote(sentence.start_char, sentence.end_char)
    source = attribute(ctx, verb)
    if source.name == told.attribution.name:
        return None
    return replace(
        told,
        slot=replace(told.slot, how="previous event", confidence=min(0.45, told.slot.confidence)),
        when=replace(told.when, text=None) if told.when.start is not None else UNRESOLVED,
        start=start,
        end=end,
        index=index,
        attribution=source,
        effects={},
        damage=None,
        polarity="denied",
        rules=(f"deny:{lemma(verb)}", "place:previous event"),
        dated_by_context=True,
    )


def _points_back(thing) -> bool:
    """ "it", "this", "the claim", "the reports", not "a report of fighting elsewhere"."""
    if thing.lower_ in ("it", "this", "that"):
        return True
    return lemma(thing) in argument_words("denied_noun") and any(
        c.lower_ in ("the", "this", "that", "these", "those", "such") for c in thing.children
    ) and not any(c.dep_ in ("acl", "relcl", "ccomp") for c in thing.children)
