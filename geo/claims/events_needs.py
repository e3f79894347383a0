"""What a sentence must show before a word counts as an event ("hit" needs a weapon or an army)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from geo.claims import events_needs_flight as flight
from geo.claims import events_needs_ground as ground
from geo.claims import events_needs_people as needs_people
from geo.claims import events_needs_strategic as strategic
from geo.claims.effects_counts import count_covering
from geo.claims.effects_stated import toll
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import is_a, lemma, weapon
from geo.claims.events_senses import armed, human, mob, munition, place, site, soldiers, told_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_MODEL = re.compile(
    r"(?:MiG|Su|Mi|Il|An|Ka|Tu|F|C|AH|UH|CH|B|A|E|Tornado|Mirage|Sukhoi|Phantom|Skyhawk|Harrier|Cessna|Antonov)(?:-?\d+\w*)?$"
)
_ABSTRACT_AGENT = {"report", "statement", "news", "resolution", "court", "newspaper", "editorial", "speech"}


def satisfied(ctx: Context, f: Frame) -> bool:
    """Whether a frame has what its lexicon line needs."""
    if f.agents and any(lemma(a) in _ABSTRACT_AGENT for a in f.agents) and f.token.pos_ == "VERB" and not f.passive:
        return False
    return _NEEDS[f.entry.needs](ctx, f) if f.entry.needs else True


#: What is done with a march or a push on a town that is still to come.
_AWAITED = {"fear", "expect", "threaten", "plan", "prepare", "launch", "begin", "start", "repel", "halt", "stop", "await", "announce"}


def _all_abstract(f: Frame) -> bool:
    return bool(f.targets) and all(
        is_a(t, "abstract") and not is_a(t, "armed", "civilian", "security") for t in f.targets
    )


def _violent_object(ctx: Context, f: Frame) -> bool:
    if _all_abstract(f):
        return False
    if any(c.dep_ == "prep" and c.lower_ in ("over", "for", "as") for c in f.token.children) and not any(
        weapon(c) for c in f.token.subtree
    ):
        return False
    if any(is_a(a, "aircraft") or soldiers(a) for a in f.agents):
        return True
    ok = [t for t in f.targets if human(ctx, t) or armed(ctx, t) or place(ctx, t) or site(t) or (f.group == "strike" and munition(t))]
    return bool(ok) or (not f.targets and any(armed(ctx, a) for a in f.agents))


def _place_or_armed(ctx: Context, f: Frame) -> bool:
    return any(place(ctx, t) or human(ctx, t) or armed(ctx, t) or (t.lower_ == "it" and any(armed(ctx, a) for a in f.agents)) for t in f.targets)


def _weapon_or_armed(ctx: Context, f: Frame) -> bool:
    if not any(place(ctx, t) or site(t) or human(ctx, t) for t in f.targets):
        return False
    return any(
        munition(a)
        or (armed(ctx, a) and (f.token.lower_ != "hit" or any(is_a(t, "armed_site") for t in f.targets)))
        or is_a(a, "aircraft")
        for a in f.agents
    ) or any(munition(t) for t in _means(f))


def _means(f: Frame) -> list[Token]:
    return [
        g
        for c in f.token.children
        if c.dep_ in ("prep", "agent") and c.lower_ in ("with", "by", "in", "using", "from")
        for g in c.children
        if g.dep_ == "pobj"
    ]


def _place_object(ctx: Context, f: Frame) -> bool:
    return any(place(ctx, t) for t in f.targets) or _prep_place(ctx, f, {"of", "from", "over"})


def _prep_place(ctx: Context, f: Frame, prepositions: set[str]) -> bool:
    return any(t.dep_ == "pobj" and t.head.lower_ in prepositions and place(ctx, t) for t in f.token.subtree)


def _armed_place(ctx: Context, f: Frame) -> bool:
    if not any(armed(ctx, a) or told_of(ctx, a) for a in f.agents) or flight.migrants(ctx, f):
        return False  # "10,000 Rwandans have crossed into Burundi"
    if f.entry.lemma == "move into" and any(c.dep_ == "dobj" for c in f.token.children):
        return False  # "moved troops into": a deployment
    return any(
        place(ctx, t) and (ctx.toponym_of(t) is not None or is_a(t, "place_noun")) for t in f.targets
    ) or _prep_place(ctx, f, {"into", "to", "in", "on", "toward", "towards", "across", "through", "of", "at"})


def _armed(ctx: Context, f: Frame) -> bool:
    if f.group == "clash" and mob(f):
        return True
    return (
        any(armed(ctx, t) for t in f.agents)
        and not _all_abstract(f)
        and (
            not f.targets
            or any(
                armed(ctx, t)
                or human(ctx, t)
                or place(ctx, t)
                or munition(t)
                or (f.group == "clash" and is_a(t, "armed"))
                or lemma(t) in ("attack", "offensive", "assault", "advance", "resistance")
                for t in f.targets
            )
            or f.group in ("strike", "loot")
        )
    )


def _weapon_subject_or_object(ctx: Context, f: Frame) -> bool:
    if any(munition(t) for t in (*f.agents, *f.targets)):
        return True
    if f.entry.lemma == "blow up" and f.passive and any(armed(ctx, t) or human(ctx, t) for t in f.targets):
        return True  # "eleven policemen blown up in Koraput"
    return f.entry.lemma in ("blow up", "blast", "ram") and any(site(t) for t in f.targets)


def _weapon_subject(ctx: Context, f: Frame) -> bool:
    if f.passive and not f.agents and f.entry.lemma in ("hit", "strike"):
        sentence = ctx.sentence_of(f.token)
        return (
            any(site(t) or place(ctx, t) for t in f.targets)
            and sentence is not None
            and not any(is_a(t, "accident") for t in sentence)
        )
    return any(
        (is_a(a, "munition") or lemma(a) == "drone")
        and (lemma(a) not in ("car", "truck", "vehicle", "motorcycle", "bomber", "fire", "charge") or "suicide" in {c.lower_ for c in a.children})
        for a in f.agents
    )


def _place_or_human(ctx: Context, f: Frame) -> bool:
    if f.entry.lemma == "take" and any(c.dep_ == "prt" for c in f.token.children):
        return False  # "took up position"
    named = [t for t in f.targets if place(ctx, t) and not is_a(t, "vehicle")]
    people = [t for t in f.targets if human(ctx, t) and not place(ctx, t)]
    if f.entry.lemma == "take" and f.passive and not f.agents:
        return any(ctx.toponym_of(t) is not None or (ground.ground(ctx, t) and needs_people.violence_told(ctx) >= 2) for t in named) or any(
            needs_people.unknown_name(ctx, t) for t in f.targets)
    if f.entry.lemma in ("capture", "seize") and f.passive and not named and not people:
        return any(needs_people.unknown_name(ctx, t) for t in f.targets)  # "Rajo was captured"
    if f.entry.lemma == "take":
        return any(
            ctx.toponym_of(t) is not None
            or ground.ground(ctx, t)
            for t in named
        ) and any(
            armed(ctx, a)
            or lemma(a) in ("movement", "front", "faction", "side", "alliance", "group")
            or (a.lower_ in ("it", "they", "we") and (strategic.speaks_for(ctx, f) or needs_people.violence_told(ctx) >= 4))
            for a in f.agents
        )
    return bool(named) or bool(people)


def _thing(ctx: Context, f: Frame) -> bool:
    things = [
        t
        for t in f.targets
        if site(t) or is_a(t, "vehicle", "aircraft", "armed_site") or munition(t) or place(ctx, t) or is_a(t, "armed")
    ]
    return bool(things) and not _all_abstract(f)


def _event_noun(ctx: Context, f: Frame) -> bool:
    if f.token.dep_ in ("compound", "amod", "nmod"):
        return False
    sentence = ctx.sentence_of(f.token)
    return sentence is not None and bool(ctx.locations_in(sentence.start_char, sentence.end_char))


def _place_of(ctx: Context, f: Frame) -> bool:
    # The fall of a town, not of a state or its government.
    named = [ctx.toponym_of(t) for t in f.targets]
    if f.entry.lemma == "fall" and any(
        t is not None and t.place and (t.place.feature_code or "").startswith("PCL") for t in named
    ):
        return False
    return any(place(ctx, t) for t in f.targets)


def _counted(ctx: Context, f: Frame) -> bool:
    return (
        count_covering(ctx, f.token) is not None
        or any(count_covering(ctx, t) is not None for t in f.targets)
        or (f.entry.lemma == "death" and sum(t.ent_type_ == "PERSON" or t.tag_ == "NN" for t in f.targets) > 1)
        or toll(ctx, f).known
    )


def _repelled(ctx: Context, f: Frame) -> bool:
    """ "repelled an attack", "drove back the rebels": not a plan or an offer."""
    acts = ("attack", "offensive", "assault", "advance", "raid", "incursion", "invasion", "attempt", "ambush", "force")
    return any(lemma(t) in acts or armed(ctx, t) or told_of(ctx, t) or _of_them(t) for t in f.targets)


def _of_them(token: Token) -> bool:
    """ "several hundred of them"."""
    return any(g.lower_ == "them" for c in token.children if c.lower_ == "of" for g in c.children)


def _beaten(ctx: Context, f: Frame) -> bool:
    """Somebody is beaten, not at the polls."""
    sentence = ctx.sentence_of(f.token)
    return needs_people.human_object(ctx, f) and sentence is not None and not any(is_a(t, "contest") for t in sentence)


_NEEDS: dict[str, Callable[[Context, Frame], bool]] = {
    "violent_object": _violent_object,
    "place_or_armed_object": _place_or_armed,
    "weapon_or_armed": _weapon_or_armed,
    "place_object": _place_object,
    "armed_place": _armed_place,
    "armed": _armed,
    "weapon_subject_or_object": _weapon_subject_or_object,
    "weapon_subject": _weapon_subject,
    "human_object": needs_people.human_object,
    "aircraft_object": lambda ctx, f: any(
        is_a(t, "aircraft", "intercepted") or _MODEL.match(t.text) for t in f.targets
    ),
    "violent_cause": needs_people.violent_cause,
    "vehicle_object": lambda ctx, f: any(is_a(t, "vehicle") for t in f.targets),
    "place_or_human_object": _place_or_human,
    "place_subject": lambda ctx, f: (
        any(
            ((t := ctx.toponym_of(a)) is not None and t.role != "demonym")
            or ground.ground(ctx, a)
            for a in f.agents
        )
        and not f.targets
    ),
    "human_object_or_subject": flight.flee,
    "human_or_place_object": flight.evacuate,
    "human_subject": flight.human_subject,
    "thing_object": _thing,
    "protest_subject": needs_people.protest,
    "protest_crowd": needs_people.crowd,
    "protest_context": needs_people.protest_context,
    "agreement_object": strategic.agreement,
    "agreement_content": strategic.agreed,
    "recognise_object": strategic.recognise,
    "pledge_content": strategic.pledge,
    "armed_object": strategic.armed_object,
    "armed_object_strict": strategic.armed_object_strict,
    "armed_subject": strategic.armed_subject,
    "armed_any": strategic.armed_any,
    "armed_leave": strategic.armed_leave,
    "captive_object": needs_people.captives,
    "weapon_object": lambda ctx, f: any(
        (munition(t) or is_a(t, "intercepted")) and not is_a(t, "vehicle", "armed") for t in f.targets
    ),
    "arms_found": strategic.arms_found,
    "driven": needs_people.driven,
    "housed": flight.housed,
    "lost": needs_people.lost,
    "fallen": needs_people.fallen,
    "lost_place": needs_people.lost_place,
    "lost_control": lambda ctx, f: needs_people.violence_told(ctx) >= 2 and _prep_place(ctx, f, {"of", "over"}),
    "migrants": flight.migrants,
    "evacuees": flight.evacuees,
    "driven_them": lambda ctx, f: any(t.lower_ == "them" for t in f.targets) and any(
        armed(ctx, a) or is_a(a, "government") or told_of(ctx, a) for a in f.agents
    ) and needs_people.violence_told(ctx) >= 4,
    "crowd_subject": needs_people.crowd_subject,
    "bodies": lambda ctx, f: any(
        lemma(t) in ("body", "corpse") and count_covering(ctx, t) is not None for t in f.targets
    ),
    "government_object": needs_people.rulers,
    "suspects": needs_people.suspects,
    "holding": needs_people.holding,
    "operation": lambda ctx, f: any(soldiers(a) or (armed(ctx, a) and not is_a(a, "security")) for a in f.agents) and needs_people.violence_told(ctx) >= 2,
    "aimed": lambda ctx, f: any(ctx.toponym_of(t) is not None for t in f.targets) and lemma(f.token.head) in _AWAITED,
    "armed_party": lambda ctx, f: any(armed(ctx, a) for a in f.agents),
    "armed_told": lambda ctx, f: _armed(ctx, f) or any(told_of(ctx, a) for a in f.agents),
    "effects_only": lambda ctx, f: True,
    "military_strike": ground.military,
    "means": lambda ctx, f: False,
    "fired_upon": needs_people.fired_upon,
    "repelled": _repelled,
    "unit_or_place": ground.unit_or_place,
    "ground_object": ground.ground_object,
    "ground_given": ground.ground_given,
    "ground_handed": ground.ground_handed,
    "hands_changed": lambda ctx, f: bool(f.agents) and all(ground.ground(ctx, a) for a in f.agents),
    "held_by": ground.held_by,
    "people_held": ground.people_held,
    "armed_target": ground.armed_target,
    "hosted": ground.hosted,
    "arrivals": ground.arrivals,
    "counted_dead": ground.counted_dead,
    "dated_leave": ground.dated_leave,
    "on_the_move": ground.on_the_move,
    "armed_or_they": ground.armed_or_they,
    "people_taken": ground.people_taken,
    "dated_strike": ground.dated_strike,
    "loss_of_life": ground.loss_of_life,
    "rising": ground.rising,
    "cost_lives": ground.cost_lives,
    "held_captive": ground.held_captive,
    "armed_on": lambda ctx, f: any(armed(ctx, a) for a in f.agents) and any(site(t) or armed(ctx, t) for t in f.targets),
    "site_subject": lambda ctx, f: any(site(a) for a in (*f.agents, *f.targets)),
    "fought": ground.fought,
    "caught": ground.caught,
    "engaged": lambda ctx, f: _armed(ctx, f) and not any(c.lower_ == "in" and c.dep_ == "prep" for c in f.token.children),
    "armed_aim": lambda ctx, f: any(armed(ctx, a) for a in f.agents) and any(place(ctx, t) for t in f.targets),
    "beaten": _beaten,
    "counted": _counted,
    "event_noun": _event_noun,
    "place_of": _place_of,
    "counted_or_place": lambda ctx, f: _counted(ctx, f) or _event_noun(ctx, f),
    "made": strategic.made,
    "recognise_of": strategic.recognition,
    "armed_of": strategic.armed_of,
}
