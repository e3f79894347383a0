"""What words for flight, evacuation and life in camps must have beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.effects_counts import count_covering
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.events_needs_people import violence_told
from geo.claims.events_senses import armed, human, soldiers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_MANY = {"they", "them", "many", "all", "most", "others", "people", "population", "everyone", "some", "half", "who"}
_HOUSED = {"camp", "road", "shelter", "tent", "church", "mosque", "school", "stadium", "cathedral", "monastery", "settlement"}
_HELD = {"prisoner", "hostage", "captive", "detainee", "inmate", "pow"}


def flee(ctx: Context, f: Frame) -> bool:
    """People flee or are driven out."""
    moving = f.agents if lemma(f.token) == "flee" else f.targets
    if not any(t.tag_ in ("NNS", "NNPS") or count_covering(ctx, t) is not None or t.lower_ in _MANY for t in moving):
        return False  # one driver who runs is no displacement
    if lemma(f.token) == "flee":
        return any((human(ctx, a) and not soldiers(a)) or is_a(a, "civilian") for a in f.agents)
    return any(human(ctx, t) and not soldiers(t) for t in f.targets)


def evacuate(ctx: Context, f: Frame) -> bool:
    """People or places are evacuated, not by leaving troops."""
    people = any(human(ctx, t) and not soldiers(t) and ctx.toponym_of(t) is None for t in f.targets)
    if not people and any(armed(ctx, a) for a in f.agents):
        return False  # "Zalambessa, evacuated by Eritrea": by its troops
    return (people or any(human(ctx, t) or is_a(t, "place_noun") for t in f.targets)) and not any(soldiers(a) for a in f.agents)


def human_subject(ctx: Context, f: Frame) -> bool:
    """People who are no soldiers act."""
    return any(
        human(ctx, a)
        and not soldiers(a)
        and (a.tag_ in ("NNS", "NNPS") or count_covering(ctx, a) is not None or a.lower_ in _MANY)
        for a in f.agents
    )


def housed(ctx: Context, f: Frame) -> bool:
    """ "23,000 people are in camps", "on the road": counted people where nobody lives."""
    return migrants(ctx, f) and any(
        lemma(g) in _HOUSED
        for c in f.token.children
        if c.lower_ in ("in", "on", "at", "inside")
        for g in c.children
        if g.dep_ == "pobj"
    )


def migrants(ctx: Context, f: Frame) -> bool:
    """Counted people (not soldiers) on the move or in camps."""
    if f.passive and lemma(f.token) in ("leave", "reach", "head"):
        return False
    for a in f.agents if f.token.pos_ == "VERB" and not f.passive else (*f.agents, *f.targets):
        q = count_covering(ctx, a)
        if q is None or (q.low or q.high or 0) < 50:
            continue
        words = [a, *(g for c in a.children if c.lower_ == "of" for g in c.children)]
        if any(soldiers(w) or is_a(w, "vehicle", "armed") or lemma(w) in _HELD for w in words):
            continue
        if a.lower_ == "men" and any(is_a(t, "armed") and not is_a(t, "vehicle") for t in a.sent):
            continue  # "82 men of the 62nd battalion"
        if a.pos_ == "NUM" and a.i and a.nbor(-1).lower_ == "whom" and _last_counted_armed(ctx, a):
            continue  # "3,000 police, of whom 1,050 have arrived"
        if a.pos_ == "NUM" or any(
            is_a(w, "civilian")
            or w.ent_type_ in ("NORP",)
            or ((t := ctx.toponym_of(w)) is not None and t.role == "demonym")
            for w in words
        ):
            return True
    return False


def evacuees(ctx: Context, f: Frame) -> bool:
    """Counted people who are no soldiers are brought away: "has flown 900 foreigners out"."""
    if any(soldiers(t) for t in f.targets):
        return False  # "the monitors, about 50 Thais"
    for t in f.targets:
        q = count_covering(ctx, t)
        if q is None or (q.low or q.high or 0) < 20 or soldiers(t) or is_a(t, "armed", "vehicle", "security", "carried"):
            continue
        toponym = ctx.toponym_of(t)
        if is_a(t, "civilian") or t.ent_type_ == "NORP" or (toponym is not None and toponym.role == "demonym"):
            return violence_told(ctx) >= 2
    return False


def _last_counted_armed(ctx: Context, token: Token) -> bool:
    """Whether the counted noun before a number is one of soldiers or police."""
    for i in range(token.i - 1, max(token.sent.start - 1, token.i - 20), -1):
        before = token.doc[i]
        if before.pos_ in ("NOUN", "PROPN") and count_covering(ctx, before) is not None:
            return soldiers(before) or is_a(before, "armed", "security")
    return False
