"""The party that a noun phrase or pronoun of the text stands for: "the Georgian minister", "its", "it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors, persons
from geo.claims.forces_actor_context import home_state
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

#: Organs of a state, which are those of the report's own state where no other is named.
_ORGANS = {"government", "army", "military", "navy", "ministry", "junta", "cabinet", "parliament", "command", "minister", "president",
           "police", "presidency"}

_PERSONAL = {"he", "she", "his", "her", "him"}


def most_special(found: list[actors.ActorMention]) -> actors.ActorMention:
    """Of parties named in one phrase the one that is meant: "the UN mission MONUSCO", "Ugandan AMISOM troops"."""
    order = {"mission": 0, "group": 1, "alliance": 2, "people": 3, "state": 4}
    return min(found, key=lambda a: order[a.row.kind])  # the first of equals


def possessor(ctx: Context, pronoun: Token) -> Actor | None:
    """Who "its", "their", "his" is: the person spoken of, the subject of the clause."""
    lower = pronoun.lower_
    if lower in _PERSONAL and (man := person_before(ctx, pronoun)) is not None:
        return man
    verb = ctx.governing_verb(pronoun)
    while verb is not None:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < pronoun.i), None)
        if subject is not None:
            named = of_phrase(ctx, subject)
            if named is not None:
                return named
            if subject.lemma_.lower() in _ORGANS:
                return _organ(ctx, subject)
        if verb.dep_ in ("xcomp", "ccomp") and verb.head.i != verb.i:
            # "authorised France to double its 600 troops": the object of the verb above.
            ordered = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < pronoun.i), None)
            named = of_phrase(ctx, ordered) if ordered is not None else None
            if named is not None:
                return named
        verb = ctx.governing_verb(verb.head) if verb.head.i != verb.i else None
    return None


def named_last(ctx: Context, pronoun: Token) -> Actor | None:
    """The last party named before a possessive whose clause has none: what "its" may be."""
    before = [a for a in actors.mentions(ctx) if a.last <= pronoun.i]
    return before[-1].row.actor() if before and pronoun.lower_ != "own" else None


def of_phrase(ctx: Context, noun: Token) -> Actor | None:
    """Party that a noun phrase names: "the Georgian defence minister" is Georgia."""
    left, right = noun.left_edge.i, noun.i + 1
    for child in noun.children:
        if child.dep_ in ("relcl", "acl", "appos") and child.left_edge.i < noun.i:
            left = max(left, noun.i)
    found = actors.in_tokens(ctx, left, right)
    for child in noun.children:
        if child.dep_ == "appos" and 0 < child.i - noun.i < 6:
            found = found + actors.in_tokens(ctx, child.left_edge.i, child.i + 1)  # "The United Nations mission, MONUSCO, has"
    if not found:
        for child in noun.children:
            if child.dep_ == "prep" and (child.lower_ in ("of", "from", "for") or (
                    child.lower_ == "in" and noun.lemma_.lower() in ("ministry", "government", "command", "authority"))):
                found = actors.in_tokens(ctx, child.i, child.right_edge.i + 1)[:1]
                if found:
                    break
    if found:
        named = next((a for a in found if a.first <= noun.i < a.last), None)
        states = all(a.row.kind == "state" for a in found) and found[-1].last <= noun.i
        if states and all(a.last == b.first for a, b in zip(found, found[1:], strict=False)):
            return found[-1].row.actor()  # "the Greek Cypriot National Guard"
        return (named if named is not None and len(found) > 1 and all(a.row.kind == "state" for a in found) else most_special(found)).row.actor()
    told = persons.in_tokens(ctx, left, noun.i + 1)
    if told:
        return told[-1].row.actor()  # "Field Marshal Haftar has"
    if noun.dep_ in ("nsubj", "nsubjpass", "poss") and noun.pos_ == "PRON" and noun.lower_ in ("it", "they", "which", "who", "that", "he", "she"):
        if noun.lower_ in ("which", "who", "that") and noun.head.dep_ == "relcl":
            return of_phrase(ctx, noun.head.head)
        return antecedent(ctx, noun)
    return None


def antecedent(ctx: Context, pronoun: Token) -> Actor | None:
    """Subject of the sentence before that names a party."""
    index = ctx.sentence_index(pronoun)
    if index is None:
        return None
    if pronoun.lower_ in _PERSONAL and (man := person_before(ctx, pronoun)) is not None:
        return man
    # In its own sentence the nearest ("demanded that Sudan leave Abyei, where it has"), before it the first of each.
    own = ctx.doc[ctx.sentences[index].start:pronoun.i]
    for tokens in [list(own)[::-1], *(list(s) for s in reversed(ctx.sentences[max(0, index - 2):index]))]:
        for token in tokens:
            if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ != "PRON":
                found = of_phrase(ctx, token)
                if found is not None:
                    return found
    return None


def person_before(ctx: Context, pronoun: Token) -> Actor | None:
    """The party of the person that "he" or "his" is: the last named one in this or the two sentences before."""
    index = ctx.sentence_index(pronoun)
    if index is None:
        return None
    before = persons.in_tokens(ctx, ctx.sentences[max(0, index - 2)].start, pronoun.i)
    return before[-1].row.actor() if before else None


def _organ(ctx: Context, noun: Token) -> Actor | None:
    """"The ministry", "the army" of no named state: of the state that the report is set in."""
    if noun.lemma_.lower() not in _ORGANS or any(c.dep_ in ("amod", "poss") for c in noun.children):
        return None
    return home_state(ctx)
