"""Tolls that somebody gives without a word for what happened: "put its own losses at six", "247 of its men as dead".

A figure stands beside a word for the dead and wounded, on the far side of a
verb of counting or of a preposition. The order of the words is surer here
than the parse, which takes "dead" and "losses" for many things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.dates import mentions
from geo.claims.effects_counts import Count, counts_by_token
from geo.claims.events_lexicon import argument_words, is_a, lemma, weapon, words_of
from geo.claims.quantities import Quantity
from geo.claims.quantities_numbers import core

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_DEAD = {"dead", "losses", "fatalities", "toll", "deaths"}
_WOUNDED = {"wounded", "injured"}
#: What leads from the word to its figure: "losses at six", "the death toll has passed 400".
_TO = {"at", "to", "of", "as", "from", "reach", "reached", "pass", "passed", "exceed", "exceeded", "was", "were", "is", "near"}
_PASSING = {"ADV", "AUX", "PART", "DET", "ADJ"}
_STATE = {"dead": "fatalities", "killed": "fatalities", "wounded": "injured", "injured": "injured"}
_FALLING = {"fall", "die", "perish"}
_PRONOUNS = {"them", "us", "these", "those", "whom"}
_BODIES = {"bodies", "corpses"}
_COUNTING = {"register", "count", "receive", "take", "admit", "collect", "recover", "bury", "bring", "gather", "record", "see"}
_KILLING = {"murder", "massacre", "kill", "execute", "shoot", "slaughter", "bomb", "shell"}


def losses(ctx: Context, sentence: Span) -> Iterator[tuple[str, Count, Token]]:
    """Figures of the dead and wounded that a sentence gives without telling an event.

    Yields
    ------
    (kind, Count, token)
        The token is the word that says what is counted.
    """
    table = counts_by_token(ctx)
    seen: set[int] = set()
    for token in sentence:
        q = table.get(token.i)
        if q is None and token.pos_ == "NUM" and token.i and token.nbor(-1).lower_ == "at":
            q = _hour_like(ctx, token)
        if q is None or q.first in seen or not (q.low or q.high):
            continue
        seen.add(q.first)
        found = (
            _named_before(ctx, sentence, q)
            or _named_behind(ctx, sentence, q)
            or _of_them(ctx, sentence, q)
            or _bodies(ctx, q)
        )
        if found is not None:
            kind, word = found
            yield kind, Count(q.low, q.high), word


def _hour_like(ctx: Context, token: Token) -> Quantity | None:
    """A number behind "at" that may be an hour ("at nine"), and is a count behind "losses"."""
    found = core(ctx.tokens, token.i)
    if found is None or found[0] != token.i or not found[2]:
        return None
    _, last, low, high, _ = found
    end = ctx.doc[last - 1]
    return Quantity(token.idx, end.idx + len(end), int(low), int(high or low), False, token.text, None, token.i, last)


def _bare(ctx: Context, q: Quantity) -> bool:
    """Whether a number counts nothing, or persons."""
    if q.head is None or q.first <= q.head < q.last:
        return True
    head = ctx.doc[q.head]
    return (
        is_a(head, "civilian", "armed", "security")
        or lemma(head) in ("man", "person", "people", "life")
        or head.ent_type_ in ("DATE", "TIME")
        or head.i > q.last + 2
        or head.i < q.first
    ) and not _arms(head)


def _named_before(ctx: Context, sentence: Span, q: Quantity) -> tuple[str, Token] | None:
    """ "put rebel losses at 150", "the death toll has passed 400", "enemy dead since then at 3,500"."""
    doc = ctx.doc
    i = q.first - 1
    while i > sentence.start and doc[i].lower_ in ("about", "around", "some", "least", "than", "more", "over", "nearly", "almost", "up"):
        i -= 1
    if i <= sentence.start or doc[i].lower_ not in _TO or not _bare(ctx, q):
        return None
    behind = doc[q.last] if q.last < len(doc) else None
    if behind is not None and (behind.text in ("%", "°") or behind.lower_ in ("percent", "per")):
        return None
    dates = [(m.expression.start, m.expression.end) for m in mentions(ctx)
             if sentence.start_char <= m.expression.start < sentence.end_char]  # fmt: skip
    steps = 0
    i -= 1
    while i >= sentence.start and steps < 9:
        word = doc[i]
        noun = word.lower_ in _DEAD and word.pos_ in ("NOUN", "ADJ", "PROPN")
        if noun or (word.lower_ in _WOUNDED and i and doc[i - 1].lower_ in ("the", "its", "their")):
            if word.lower_ in ("losses", "toll") and not _of_people(word):
                return None
            return "fatalities" if noun else "injured", word
        if any(s <= word.idx < e for s, e in dates):
            i -= 1  # "put the toll since 8 July at 501"
            continue
        if word.text in ",;:." or _arms(word) or word.lower_ in _WOUNDED or word.pos_ == "NUM" or i in counts_by_token(ctx):
            return None
        if word.pos_ == "VERB" and lemma(word) not in argument_words("toll_verb") and word.lower_ not in _TO:
            return None
        steps += 1
        i -= 1
    return None


def _arms(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and (is_a(token, "vehicle", "aircraft", "munition") or weapon(token) is not None)


def _of_people(word: Token) -> bool:
    """No losses of arms or money: "losses of 12 tanks", "pay losses"."""
    near = [c for c in word.children if c.dep_ in ("compound", "amod", "nmod")]
    near += [g for c in word.children if c.lower_ in ("of", "in") for g in c.children]
    return not any(_arms(t) or is_a(t, "abstract") or lemma(t) in ("job", "crop", "material", "financial") for t in near)


def _named_behind(ctx: Context, sentence: Span, q: Quantity) -> tuple[str, Token] | None:
    """ "lists 247 of its servicemen as dead and 1,008 as wounded"."""
    doc = ctx.doc
    for i in range(q.last, min(q.last + 7, sentence.end - 1)):
        word = doc[i]
        if word.lower_ == "as" and doc[i + 1].lower_ in _STATE:
            return _STATE[doc[i + 1].lower_], doc[i + 1]
        if word.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ"):
            return None
    return None


def _of_them(ctx: Context, sentence: Span, q: Quantity) -> tuple[str, Token] | None:
    """ "At least 21 of them fell in the final week": who "they" are was told before."""
    doc = ctx.doc
    if q.last + 2 >= sentence.end or doc[q.last].lower_ != "of" or doc[q.last + 1].lower_ not in _PRONOUNS:
        return None
    for i in range(q.last + 2, min(q.last + 5, sentence.end)):
        word = doc[i]
        if word.pos_ == "VERB":
            return ("fatalities", word) if lemma(word) in _FALLING and not any(c.dep_ == "dobj" for c in word.children) else None
        if word.pos_ not in _PASSING:
            return None
    return None


def _bodies(ctx: Context, q: Quantity) -> tuple[str, Token] | None:
    """ "They had registered 253 corpses", where somebody has been killed."""
    if q.head is None or not q.last <= q.head <= q.last + 2 or ctx.doc[q.head].lower_ not in _BODIES:
        return None
    verb = ctx.doc[q.head].head
    if verb.pos_ != "VERB" or lemma(verb) not in _COUNTING or any(c.dep_ == "neg" for c in verb.children):
        return None
    killed = any(pos == "VERB" and word in _KILLING for pos, word, _, _ in words_of(ctx))
    return ("fatalities", ctx.doc[q.head]) if killed else None
