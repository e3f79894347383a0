"""From where and to where: the other end of a movement that a claim tells.

A claim stands at one place: where a force is sent, or where it leaves
(``tests/gold/README.md``). If the same sentence names the other end with the
same verb ("withdrew from Gori to Tskhinvali"), the claim gets both, and the
map an arrow. Nothing is inferred: both ends are names of the sentence, joined
by a verb or noun of ``data/lexicons/movement.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import where
from geo.model import Claim, EventClaim, ForceClaim, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_FROM = frozenset(["from", "out of"])
_TO = frozenset(["to", "into", "for", "toward", "towards", "onto", "in"])
_MOVING = frozenset(["deployed", "pledged", "planned", "withdrawing", "withdrawn"])
_LEAVING = frozenset(["withdrawing", "withdrawn"])
#: Sub-event types of ACLED that can be a movement.
_STEPS = frozenset(["Change to group/activity", "Non-violent transfer of territory", "Other", "Headquarters or base established"])


@dataclass(frozen=True, slots=True)
class Move:
    """Both ends of a movement and the word that joins them."""

    word: Token
    origin: Place
    destination: Place


@cache
def lexicon() -> dict[tuple[str, str], str]:
    """(lemma, part of speech) to what the verb's direct object is: ``"from"``, ``"to"`` or nothing."""
    with bundle.path("lexicons/movement.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["word"], row["pos"]): row["object"] for row in csv.DictReader(stream)}


def moves(ctx: Context, start: int, end: int) -> list[Move]:
    """Movements with both ends named in the token span ``doc[start:end]``, in text order."""
    key = ("moves", start, end)
    if key not in ctx.memo:
        ctx.memo[key] = list(_moves(ctx, start, end))
    return ctx.memo[key]


def _moves(ctx: Context, start: int, end: int) -> Iterator[Move]:
    ends: dict[int, dict[str, where.Located]] = {}
    for located in where.located(ctx, start, end):
        side, word = _side(located)
        if side and word is not None and located.how == "named":
            # The first of a kind is the nearest to the verb: "to Gori, to secure the road to Kareli".
            ends.setdefault(word.i, {}).setdefault(side, located)
    for i in sorted(ends):
        both = ends[i]
        if len(both) == 2:
            origin, destination = both["from"].places[0], both["to"].places[0]
            if origin.id != destination.id and None not in (origin.lat, destination.lat):
                yield Move(ctx.doc[i], origin, destination)


def _side(located: where.Located) -> tuple[str, Token | None]:
    """Which end of a movement a place is, and the word of moving that it belongs to."""
    # The parser hangs "to" on "from" in "from Aleppo to Homs": the word next to the name counts.
    phrase = located.preposition
    first = "out of" if phrase.endswith("out of") else next((w for w in reversed(phrase.split()) if w in _FROM | _TO), phrase)
    word = _moving(located.head)
    if word is None:
        return "", None
    if first in _FROM:
        return "from", word
    if first in _TO:
        # "arrived in Gori" is where to; of other verbs "in" says where it all happens.
        return ("to", word) if first != "in" or word.lemma_.lower() in ("arrive", "land", "arrival") else ("", None)
    if first in ("<dobj>", "<pobj>") and word.pos_ in ("VERB", "AUX") and word.i == located.head.i:
        return lexicon()[word.lemma_.lower(), "verb"], word
    return "", None


def _moving(token: Token) -> Token | None:
    """The word of moving that a phrase hangs on, itself or over the nouns in between ("sent 200 men from X")."""
    for word in (token, *token.ancestors):
        if (word.lemma_.lower(), "verb" if word.pos_ in ("VERB", "AUX") else "noun") in lexicon():
            return word
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None


def with_ends(ctx: Context, claim: Claim) -> Claim:
    """The claim with ``origin`` or ``destination``, where its sentence names the end that it does not stand at."""
    if len(claim.places) != 1 or not _moves_at_all(claim):
        return claim
    span = ctx.sentence_at(claim.start)
    last = ctx.sentence_at(claim.end - 1)
    if span is None or last is None:
        return claim
    here, leaving = claim.places[0].id, isinstance(claim, ForceClaim) and claim.status in _LEAVING
    arriving = isinstance(claim, ForceClaim) and not leaving  # an event may stand at either end
    for move in moves(ctx, span.start, last.end):
        if here == move.destination.id and not leaving:
            return replace(claim, origin=move.origin)
        if here == move.origin.id and not arriving:
            return replace(claim, destination=move.destination)
    return claim


def _moves_at_all(claim: Claim) -> bool:
    if isinstance(claim, ForceClaim):
        return claim.status in _MOVING
    return isinstance(claim, EventClaim) and (claim.displaced_low is not None or claim.displaced_high is not None
                                              or claim.sub_event_type in _STEPS)
