"""What an event did to people: killed, injured, captured, displaced, with low and high.

A count belongs to the noun it counts; victims that are coordinated are added
up ("a woman and two children" is 3), while those that are named as a part are
not ("12 people, including three children"). A single person named is one. An
open bound stays ``None``: "at least 12" has no high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.effects_counts import Count, count_covering, persons
from geo.claims.effects_stated import after_colon, left_so, listed, numbered, toll
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.events_subject import conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

KINDS = ("fatalities", "injured", "captured", "displaced")
_KIND_OF = {
    "kill": "fatalities",
    "injure": "injured",
    "captive": "captured",
    "abduct": "captured",
    "arrest": "captured",
    "seize": "captured",
    "displace": "displaced",
    "surrender": "captured",
}


def of_frame(ctx: Context, f: Frame) -> dict[str, Count]:
    """Effects that one event word tells, by kind."""
    kind = _KIND_OF.get(f.group)
    found: dict[str, Count] = {}
    if f.stated is not None and kind is not None:
        return {kind: Count(*f.stated)}
    if f.entry.lemma in ("lose life",):
        count = persons(ctx, f.agents)
        return {"fatalities": count} if count.known else {}
    if f.entry.roles == "agent-shot" and _hurt_only(f):
        return {}
    if kind is not None and f.entry.roles != "shot-of":
        victims = _victims(ctx, f)
        count = persons(ctx, victims)
        guessed = not count.known or not any(count_covering(ctx, t) is not None for t in victims)
        if f.token.pos_ == "VERB" and f.token.tag_ == "VBN" and guessed and f.token.i and f.group in ("kill", "injure"):
            # "Losses are 25 killed": the number right before, with no noun between.
            own = count_covering(ctx, f.token.nbor(-1))
            count = Count(own.low, own.high) if own is not None and own.last == f.token.i else count
        if f.token.pos_ in ("NOUN", "ADJ", "PROPN") and not count.known:
            own = count_covering(ctx, f.token)
            left = left_so(f.token) if f.token.lower_ == "dead" else None
            count = persons(ctx, conjuncts(left)) if left is not None else Count()
            if left is None:
                count = toll(ctx, f) if own is None else listed(ctx, own, f.token) if f.token.dep_ == "conj" else Count(own.low, own.high)
            if (
                not count.known
                and f.group == "kill"
                and f.token.tag_ == "NN"
                and len(victims) == 1
                and victims[0].ent_type_ == "PERSON"
            ):
                count = Count(1, 1)
        if not count.known:
            count = after_colon(ctx, f.token)
        if not count.known and (f.token.tag_ == "VBN" or f.token.lower_ in ("dead", "wounded", "displaced")):
            count = numbered(ctx, f.token)
        if count.known and (count.low or count.high) and not _shared_with_other(f):
            found[kind] = count
    return found


def _victims(ctx: Context, f: Frame) -> list[Token]:
    if f.entry.roles == "victim" or f.entry.roles == "captive":
        return f.agents
    if f.group == "displace":
        active = (
            lemma(f.token) == "flee"
            or f.entry.needs == "human_subject"
            or (f.entry.needs in ("migrants", "housed", "on_the_move") and not f.passive)
        )
        moved = f.agents if active else f.targets
        return [t for t in moved if count_covering(ctx, t) is not None or ctx.toponym_of(t) is None or ctx.toponym_of(t).role != "location"]
    people = [
        t
        for t in f.targets
        if (
            not (is_a(t, "vehicle", "aircraft", "munition", "intercepted") and not is_a(t, "armed", "civilian"))
            and ctx.toponym_of(t) is None
            and (not is_a(t, "place_noun", "civil_site") or is_a(t, "civilian", "armed"))
        )
        or t.ent_type_ == "PERSON"
        or count_covering(ctx, t) is not None
    ]
    if f.group == "seize":
        people = [
            t
            for t in people
            if t.pos_ == "NUM" or (is_a(t, "armed", "civilian", "security") and not is_a(t, "civil_site", "place_noun", "armed_site"))
        ]
    return people


def _hurt_only(f: Frame) -> bool:
    """ "shot and wounded", "shot in the leg"."""
    near = [*f.token.children, f.token.head]
    return any(
        lemma(t) in ("wound", "injure", "hurt", "leg", "arm") or (t.lower_ in ("at", "dead") and t.dep_ == "prep")
        for t in near
    ) or any(
        lemma(g) in ("leg", "arm", "foot", "knee", "shoulder")
        for c in f.token.children
        if c.dep_ == "prep"
        for g in c.children
    )


def _shared_with_other(f: Frame) -> bool:
    """ "killed or wounded 300": how many of which is not said."""
    if f.token.pos_ != "VERB" or f.group not in ("kill", "injure"):
        return False
    partners = [c for c in f.token.children if c.dep_ == "conj"]
    if f.token.dep_ == "conj":
        partners.append(f.token.head)
    for other in partners:
        if (
            lemma(other) in ("kill", "wound", "injure", "maim", "hurt", "capture")
            and abs(other.i - f.token.i) <= 2
            and lemma(other) != lemma(f.token)
        ):
            return True
    return False


def damage(ctx: Context, f: Frame) -> str | None:
    """What was destroyed or looted, as written."""
    if f.group not in ("destroy", "loot"):
        return None
    things = [t for t in f.targets if t.pos_ in ("NOUN", "PROPN", "NUM")]
    if not things:
        return f.token.lower_ if f.token.pos_ == "NOUN" else None
    first = things[0]
    start = min(t.i for t in first.subtree if t.i <= first.i and t.dep_ not in ("punct",))
    end = max(things[-1].i, first.i)
    for t in conjuncts(first):
        end = max(end, t.i) if t.i - end < 8 else end
    return (
        f"{f.token.lower_} {ctx.text[f.token.doc[start].idx : f.token.doc[end].idx + len(f.token.doc[end])]}".replace(
            "\n", " "
        )
    )
