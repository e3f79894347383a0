"""Places that only say who speaks: "Tripoli radio", "the London-based Observatory", "WHO in Geneva"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import speakers
from geo.claims.dates_tense import reporting
from geo.claims.events_lexicon import argument_words, is_a, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.model import Toponym

#: What is done with a claim at a seat of government: "a figure ridiculed in Kiev".
_REFUSED = {"deny", "dismiss", "reject", "ridicule", "mock", "dispute", "contest", "doubt", "question", "condemn", "welcome", "criticize", "criticise"}
_ANSWERS = {"deny", "confirm", "dismiss", "reject", "claim", "say", "announce", "state", "declare", "admit"}


def seat(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is where a speaker sits or part of a medium's name, and so never that of an event."""
    key = ("seat", toponym.start)
    if key not in ctx.memo:
        span = ctx.tokens_of(toponym)
        ctx.memo[key] = span is not None and len(span) > 0 and (_medium(span) or _sits(ctx, span.root, toponym))
    return ctx.memo[key]


def _medium(span) -> bool:
    """ "Tripoli radio", "Radio Kabul", "London-based"."""
    doc, media = span.doc, argument_words("media")
    after = [doc[i].lower_ for i in range(span.end, min(span.end + 3, len(doc)))]
    if after[:1] == ["based"] or after[:2] == ["-", "based"] or after[:1] == ["-based"]:
        return True
    if after and after[0] in ("'s", "’s"):
        after = after[1:]
    if span.end < len(doc) and doc[span.end].pos_ not in ("NOUN", "PROPN", "PART", "ADJ"):
        return False  # "shells hit Aleppo daily"
    if after and (after[0] in media or (len(after) > 1 and f"{after[0]} {after[1]}" in media)):
        return not (span.end < len(doc) and doc[span.end].lower_ == "radio" and after[1:2] in (["station"], ["tower"]))
    return span.start > 0 and doc[span.start - 1].lower_ in ("radio", "tv") and doc[span.start - 1].is_title


def _sits(ctx: Context, token: Token, toponym: Toponym) -> bool:
    """ "officials in New Delhi said", "was denied in Jerusalem"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ not in ("in", "at", "from"):
        return False
    noun = preposition.head
    capital = toponym.place is not None and toponym.place.feature_code == "PPLC"
    if noun.pos_ in ("VERB", "AUX"):
        # "denied in Jerusalem", "said in Geneva": not "fighting was reported in Aleppo".
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in noun.children) or (noun.tag_ == "VBN" and noun.dep_ == "acl")
        if passive:
            return capital and lemma(noun) in _REFUSED
        speaks = any(c.dep_ in ("ccomp", "nsubj") for c in noun.children) or noun.dep_ in ("parataxis", "ccomp")
        return speaks and lemma(noun) in _ANSWERS and not there(noun, token, capital=capital)
    if noun.pos_ not in ("NOUN", "PROPN") or preposition.lower_ == "from":
        return False
    if noun.dep_ == "appos":
        noun = noun.head  # "the Observatory, a monitoring group in Britain, said"
    kind = speakers.kinds().get(lemma(noun))
    if is_a(noun, "protester") or (kind is None and noun.ent_type_ not in ("ORG", "PERSON")):
        return False
    verb = noun.head
    speaks = noun.dep_ == "nsubj" and (reporting(verb) or lemma(verb) in (
        "give", "put", "speak", "report", "estimate", "count", "list", "claim"))
    speaks = speaks or (noun.dep_ == "pobj" and lemma(noun.head) in ("to", "by") and reporting(noun.head.head))
    if not speaks or lemma(noun) in argument_words("local_speaker"):
        return False
    sentence = ctx.sentence_of(token)
    others = ctx.locations_in(sentence.start_char, sentence.end_char) if sentence is not None else []
    return capital or any(t.place is not None and t is not toponym for t in others)


def there(verb: Token, place: Token, *, capital: bool) -> bool:
    """ "In Kandahar, residents said": a place that opens the sentence of those who are there, not of an office in a capital."""
    speaker = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if speaker is None or place.i > speaker.i:
        return False
    return lemma(speaker) in argument_words("local_speaker") or not (capital or speaker.pos_ == "PROPN" or is_a(speaker, "government"))
