"""What a noun of a sentence is: a person, soldiers, a weapon, a place, a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.effects_counts import count_covering
from geo.claims.events_lexicon import is_a, lemma, weapon
from geo.claims.events_parties import continued, fighters

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame


def human(ctx: Context, token: Token) -> bool:
    """A person, people, a party, or a count that leaves its noun out."""
    if is_a(token, "armed", "security", "civilian", "protester"):
        return True
    if token.ent_type_ in ("PERSON", "NORP") or token.lower_ in (
        "he",
        "she",
        "they",
        "him",
        "them",
        "himself",
        "us",
        "me",
        "i",
        "we",
        "who",
        "others",
    ):
        return True
    if (
        token.pos_ == "NUM"
        or token.tag_ == "CD"
        or token.lower_
        in ("dozens", "hundreds", "scores", "thousands", "tens", "several", "many", "some", "all", "both", "more")
    ):
        return count_covering(ctx, token) is not None or token.lower_ in ("several", "many", "some", "all", "both")
    return party(ctx, token) and token.ent_type_ != "GPE"


def party(ctx: Context, token: Token) -> bool:
    """An actor of the table."""
    return actors.at(ctx, token.i) is not None


def armed(ctx: Context, token: Token) -> bool:
    """Soldiers, fighters, an army, a state, an armed group."""
    if is_a(token, "armed", "security", "aircraft"):
        return not is_a(token, "civilian") or is_a(token, "armed")
    if token.lower_ in ("they", "it", "who", "which", "we"):
        return False
    return party(ctx, token) or fighters(ctx, token)


def soldiers(token: Token) -> bool:
    """Troops by their own name, for words that say nothing by themselves ("arrive", "send")."""
    return (is_a(token, "armed", "security") and not is_a(token, "civilian", "vehicle", "protester")) or lemma(
        token
    ) in (
        "tank",
        "warship",
        "warplane",
        "helicopter",
        "peacekeeper",
        "observer",
        "monitor",
        "aircraft",
        "frigate",
        "carrier",
        "jet",
    )


def munition(token: Token) -> bool:
    """A weapon that explodes or is fired."""
    return is_a(token, "munition") or weapon(token) is not None


def place(ctx: Context, token: Token) -> bool:
    """A named place or a word for one."""
    toponym = ctx.toponym_of(token)
    if toponym is not None and toponym.role in ("location", "other", "actor"):
        return True
    return is_a(token, "place_noun", "civil_site", "armed_site") or token.ent_type_ in ("GPE", "LOC", "FAC")


def site(token: Token) -> bool:
    """A building, a position, a vehicle: what can be hit."""
    return is_a(token, "civil_site", "armed_site", "place_noun", "vehicle", "aircraft")


def told_of(ctx: Context, token: Token) -> bool:
    """ "It" or "they" that stand for a party or armed people: "The rebels ... On Saturday they reached the palace"."""
    if token.lower_ not in ("it", "they", "we"):
        return False
    if continued(ctx, token) is not None:
        return True
    index = ctx.sentence_index(token) or 0
    before = [t for s in ctx.sentences[max(0, index - 2) : index] for t in s]
    for t in reversed([*before, *(t for t in ctx.sentences[index] if t.i < token.i)]):
        if t.dep_ not in ("nsubj", "nsubjpass") or t.pos_ == "PRON" or t.head.dep_ == "relcl":
            continue
        return token.lower_ == "they" and t.tag_ in ("NNS", "NNPS") and armed(ctx, t)
    return False


def mob(f: Frame) -> bool:
    """Whether people without arms fight each other: "youths fought youths", "villagers battled herders"."""
    people = [*f.agents, *f.targets]
    return (
        len(people) > 1
        and bool(f.agents)
        and all(
            is_a(t, "civilian", "protester") and t.tag_ in ("NNS", "NNPS", "NN") and not is_a(t, "armed", "security")
            for t in people
        )
    )
