"""From where and to where: the other end of a movement that a claim tells.

A claim stands at one place: where a force is sent, or where it leaves
(``tests/gold/README.md``). If the same sentence names the other end with the
same verb ("withdrew from Gori to Tskhinvali"), the claim gets both, and the
map an arrow. Nothing is inferred: both ends are names of the sentence, joined
by a verb or noun of ``data/lexicons/movement.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from geo.claims import where
from geo.claims.movement_words import key, lexicon
from geo.model import EventClaim, ForceClaim, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

C = TypeVar("C", ForceClaim, EventClaim)
_FROM = frozenset(["from", "out of"])
_TO = frozenset(["to", "into", "for", "toward", "towards", "onto", "in"])
_MOVING = frozenset(["deployed", "pledged", "planned", "withdrawing", "withdrawn"])
_SHARED = frozenset(["conj", "xcomp", "advcl", "ccomp", "acl", "relcl"])
_LEAVING = frozenset(["withdrawing", "withdrawn"])
#: Sub-event types of ACLED that can be a movement.
_STEPS = frozenset(["Change to group/activity", "Non-violent transfer of territory", "Other", "Headquarters or base established"])


@dataclass(frozen=True, slots=True)
class Move:
    """Both ends of a movement and the word that joins them."""

    word: Token
    origin: Place
    destination: Place

    @property
    def stands(self) -> str:
        """The end that a claim of this word stands at (``tests/gold/README.md``)."""
        return lexicon()[key(self.word)].stands


def sets_out(preposition: Token) -> bool:
    """Whether "from" begins a way ("sent 600 men from Cyprus to Juba") and does not say whose the men are."""
    place = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if preposition.lower_ != "from" or place is None:
        return False
    named = [t.i for t in place.subtree if not any(a.dep_ == "prep" and a.i > place.i for a in (t, *t.ancestors) if a.i != place.i)]
    last = max([place.i, *(i for i in named if i <= place.i + 3)])
    return any(t.lower_ in ("to", "into", "toward", "towards") for t in preposition.doc[last + 1:last + 2])


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
        return ("", None) if _contributor(located) else ("from", word)
    if first in _TO:
        # "arrived in Gori" is where to; of other verbs "in" says where it all happens.
        return ("to", word) if first != "in" or word.lemma_.lower() in ("arrive", "land", "arrival") else ("", None)
    if first in ("<dobj>", "<pobj>") and word.pos_ in ("VERB", "AUX") and word.i == located.head.i:
        return lexicon()[key(word)].object, word
    return "", None


def _moving(token: Token) -> Token | None:
    """The word of moving that a phrase hangs on, itself or over the nouns in between ("sent 200 men from X")."""
    for word in (token, *token.ancestors):
        if key(word) in lexicon():
            return word
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None


def _contributor(located: where.Located) -> bool:
    """"300 soldiers from Chad arrived in Goma": whose they are, not where they set out."""
    noun = located.head
    country = (located.places[0].feature_code or "").startswith("PCL")
    if not country or noun.pos_ not in ("NOUN", "PROPN", "NUM") or key(noun) in lexicon():
        return False
    start = located.token
    while start.dep_ != "prep" and start.head.i != start.i:
        start = start.head
    return not sets_out(start)


def with_ends(ctx: Context, claim: C, words: Iterable[Token]) -> C:
    """The claim with ``origin`` or ``destination``, where its sentence names the end that it does not stand at.

    Parameters
    ----------
    ctx : Context
    claim : ForceClaim or EventClaim
    words : iterable of spacy.tokens.Token
        What tells it: another movement of the sentence is not its own.
    """
    if len(claim.places) != 1 or not _moves_at_all(claim):
        return claim
    span = ctx.sentence_at(claim.start)
    last = ctx.sentence_at(claim.end - 1)
    if span is None or last is None:
        return claim
    here, own = claim.places[0].id, _beside(words)
    for move in moves(ctx, span.start, last.end):
        if move.word.i not in own:
            continue
        # The end that the guide has for such a claim, whichever of the two the rules before took for its place.
        stands = "from" if isinstance(claim, ForceClaim) and claim.status in _LEAVING else move.stands
        if here not in (move.origin.id, move.destination.id):
            continue
        if stands == "from" or (not stands and here == move.origin.id):
            return replace(claim, places=(move.origin,), destination=move.destination)
        return replace(claim, places=(move.destination,), origin=move.origin)
    return claim


def _beside(words: Iterable[Token]) -> set[int]:
    """Words that tell of the same bearer: the verbs over them, and those below and beside with no subject of their own."""
    found: set[int] = set()
    stack = []
    for word in words:
        stack.append(word)
        for up in word.ancestors:
            stack.append(up)
            if up.pos_ in ("VERB", "AUX"):
                break
    while stack:
        word = stack.pop()
        if word.i in found:
            continue
        found.add(word.i)
        below = [c for c in word.children if c.pos_ in ("VERB", "AUX") and c.dep_ in _SHARED and not _own_subject(c)]
        if word.pos_ in ("VERB", "AUX") and word.dep_ in ("conj", "xcomp") and not _own_subject(word):
            below.append(word.head)
        stack += below
    return found


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON" for c in verb.children)


def _moves_at_all(claim: ForceClaim | EventClaim) -> bool:
    if isinstance(claim, ForceClaim):
        return claim.status in _MOVING
    return (claim.displaced_low is not None or claim.displaced_high is not None
                                              or claim.sub_event_type in _STEPS or claim.rule.startswith("advance:"))
