"""Another figure for what was just told, with no word for the event: "The UN said seventy", "ICRC's figure is 800".

Who counts the same dead differently seldom says again that they are dead. The
figure is a claim of its own, of the event before, by who gives it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.attribution import attribute
from geo.claims.effects_counts import Count, counts_by_token
from geo.claims.events_arguments import Frame
from geo.claims.events_find import STATED
from geo.claims.events_group import Incident
from geo.claims.events_lexicon import EFFECTS, argument_words, is_a, lemma

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context
    from geo.claims.merge_draft import Draft
    from geo.claims.quantities import Quantity

_KINDS = ("fatalities", "displaced", "injured", "captured")
_DEADLY = {"kill", "attack", "strike", "blast"}
_PERSONS = {"people", "person", "dead", "death", "victim", "life", "body", "civilian", "fatality"}


def retold(ctx: Context, sentence: Span, frames: list[Frame], drafts: list[Draft]) -> list[Draft]:
    """Claims of the figures that a sentence gives for the event told just before it."""
    index = ctx.sentence_index(sentence.start_char) or 0
    told = next((d for d in reversed(drafts) if d.polarity == "asserted" and index - d.index <= 2), None)
    if told is None or (told.family != "violent" and not told.effects.get("fatalities", Count()).known):
        return []
    taken = {t.i for f in frames for t in (f.token, *f.targets, *f.agents)}
    found: list[Draft] = []
    for q in _figures(ctx, sentence):
        kind = next((k for k in _KINDS if k in told.effects and told.effects[k].known), None)
        # Right after violence a bare number that somebody says is of the dead: "The UN said seventy".
        bare = index - told.index <= 1 and told.lead.group in _DEADLY and (q.low or q.high or 0) >= 10
        if _said_twice(ctx, sentence, q) or _of_the_living(ctx, sentence, q):
            continue
        verb = _teller(ctx, q, kind is not None or bare)
        if verb is None or any(f.group in EFFECTS and f.token.i in {t.i for t in verb.subtree} for f in frames) or any(i in taken for i in (*range(q.first, q.last), -1 if q.head is None else q.head)):
            continue
        if kind is None and index - told.index > 1:
            continue
        kind, count = kind or "fatalities", Count(q.low, q.high)
        speaker = attribute(ctx, verb)
        if told.effects.get(kind) == count or (speaker.mode == "own voice" and lemma(verb) not in ("be", "know", "hear")):
            continue
        start, end, _ = ctx.quote(sentence.start_char, sentence.end_char)
        frame = Frame(ctx.doc[q.last - 1], STATED[kind], stated=(q.low, q.high))
        ground = told.lead.group in ("seize", "territory", "retake") and told.event_type == "Battles"
        found.append(
            replace(
                told,
                incident=Incident(sentence, [frame], {kind: count}),
                lead=frame,
                slot=replace(told.slot, how="previous event", confidence=min(0.45, told.slot.confidence)),
                when=replace(told.when, text=None),
                sub_event_type="Armed clash" if ground else told.sub_event_type,
                actors=tuple(a for a in told.actors if a.name != "civilians"),
                start=start,
                end=end,
                index=index,
                attribution=speaker,
                damage=None,
                effects={kind: count},
                rules=(f"toll:{lemma(verb)}", "place:previous event"),
                dated_by_context=True,
            )
        )
    return found[:1]


def _figures(ctx: Context, sentence: Span) -> list[Quantity]:
    """Counts of a sentence that count nothing named, or just persons."""
    table, seen, found = counts_by_token(ctx), set(), []
    for token in sentence:
        q = table.get(token.i)
        if q is None or (q.first, q.last) in seen:
            continue
        seen.add((q.first, q.last))
        head = ctx.doc[q.head] if q.head is not None and not q.first <= q.head < q.last else None
        bare = head is None or lemma(head) in _PERSONS or head.ent_type_ in ("DATE",)
        quoted = head is not None and is_a(head, "armed", "civilian") and ctx.in_quotation(head.idx) is not None
        if (bare or quoted) and (q.low or q.high or 0) >= 2 and ctx.text[q.end : q.end + 1] not in ("%", "°"):
            found.append(q)
    return found


def _said_twice(ctx: Context, sentence: Span, q: Quantity) -> bool:
    """ "We counted 12,000 fighters before and count 12,000 today": the number is of what it counted before."""
    others = {id(o): o for t in sentence if (o := counts_by_token(ctx).get(t.i)) is not None and o.first != q.first}
    return any(o.low == q.low for o in others.values())


def _of_the_living(ctx: Context, sentence: Span, q: Quantity) -> bool:
    """ "It has registered 2,114 fighters; the Government speaks of 1,200": of the same men, who are not dead."""
    return any(
        (o := counts_by_token(ctx).get(t.i)) is not None and o.last <= q.first and o.head == t.i and is_a(t, "armed", "security")
        and lemma(t.head) in ("register", "have", "disarm", "muster", "field", "deploy", "keep", "count")
        for t in sentence
    )


def _teller(ctx: Context, q: Quantity, known: bool) -> Token | None:
    """The verb by which a figure is given, if it is one for that."""
    token = ctx.doc[q.head] if q.head is not None and not q.first <= q.head < q.last else ctx.doc[q.last - 1]
    inside = range(q.first, q.last)
    while token.i in inside and token.head.i in inside and token.head.i != token.i:
        token = token.head
    if token.dep_ == "nummod" and token.head.lower_ in ("more", "others") and token.head.dep_ in ("pobj", "dobj"):
        token = token.head  # "knew of 11 more"
    if token.dep_ in ("nummod", "quantmod", "compound", "amod") or any(c.dep_ == "compound" for c in token.children):
        return None
    preposition = token.head if token.dep_ == "pobj" else None
    verb = preposition.head if preposition is not None else token.head
    if verb.pos_ == "NOUN" and lemma(verb) in argument_words("toll_noun"):
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") and not (verb.pos_ == "NOUN" and lemma(verb) in ("count",)):
        return None
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return None
    counts = [
        c for c in verb.children if lemma(c) in argument_words("toll_noun") and c.dep_ in ("nsubj", "nsubjpass", "dobj", "advmod")
    ]
    word, link = lemma(verb), preposition.lower_ if preposition is not None else ""
    if counts:
        return verb if word in argument_words("toll_verb") or word == "be" else None
    if link:
        return verb if (word, link) in _LINKED else None
    return verb if known and token.dep_ in ("dobj", "npadvmod") and word in argument_words("tell_number") else None


_LINKED = {("speak", "of"), ("talk", "of"), ("boast", "of"), ("admit", "to"), ("own", "to"), ("confess", "to"),
           ("write", "of"), ("tell", "of"), ("know", "of"), ("hear", "of")}  # fmt: skip
