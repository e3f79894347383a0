"""ACLED event and sub-event type of an incident, from its words, weapons and parties.

Rules follow ACLED's codebook (2024): a fight between armed parties is a
battle, unless ground changes hands; explosive and remote weapons make it
remote violence; unarmed victims make it violence against civilians; force
against a crowd is part of the protest.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims.actors import by_id as actor_rows
from geo.claims.events_arguments import Frame
from geo.claims.events_arms import AIR, CHEMICAL, IED, MODEL, SHELL, SUICIDE, flown, used, weapon_beside
from geo.claims.events_lexicon import argument_words, is_a, lemma
from geo.claims.events_parties import fighters
from geo.claims.events_senses import mob

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context
    from geo.model import Actor

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_ARMS = {
    "tank",
    "gun",
    "launcher",
    "howitzer",
    "warship",
    "bunker",
    "battery",
    "warplane",
    "gunship",
    "artillery",
    "position",
}
_LAID = {"mine", "landmine", "explosive", "ied", "bomb", "ordnance", "munition", "device", "booby-trap"}
#: Which word of an incident decides, most telling first.
_ORDER = (
    "rape", "disperse", "protest", "retake", "territory", "blast", "strike", "abduct", "seize", "clash", "attack",
    "advance", "riot", "coup", "siege", "abuse", "kill", "injure", "loot", "destroy", "displace", "war",
    "ceasefire", "agree", "recognise", "declare", "pledge", "statement", "transfer", "surrender", "captive",
    "arrest", "release", "withdraw", "deploy", "base", "disrupt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventType:
    """One row of ``data/event_types.csv``."""

    event_type: str
    sub_event_type: str
    plover: str
    cameo: str
    ucdp: str


@cache
def table() -> dict[str, EventType]:
    """ACLED's sub-event types, with PLOVER, CAMEO and UCDP equivalents, by name."""
    with bundle.path("event_types.csv").open(encoding="utf-8", newline="") as stream:
        return {
            r["sub_event_type"]: EventType(
                r["event_type"], r["sub_event_type"], r["plover"], r["cameo_root"], r["ucdp_type_of_violence"]
            )
            for r in csv.DictReader(stream)
        }


def primary(frames: list[Frame]) -> Frame:
    """The word that names an incident best."""
    return min(frames, key=lambda f: (_ORDER.index(f.group), f.token.i))


def decide(
    ctx: Context, sentence: Span, frames: list[Frame], actors: tuple[Actor, ...], country: str | None
) -> tuple[str, str]:
    """Event and sub-event type of the words of one incident.

    Parameters
    ----------
    frames : list of Frame
        At least one.
    actors : tuple of Actor
        Parties found, agents first.
    country : str or None
        ISO alpha-2 code of the state that the place lies in.
    """
    lead = primary(frames)
    groups = {f.group for f in frames}
    kind = lead.entry.event_type, lead.entry.sub_event_type
    if lead.group == "disperse" and groups & {"riot", "loot", "destroy"}:
        return "Riots", "Violent demonstration"
    if lead.group == "kill" and lead.agents and all(lemma(a) in ("mob", "crowd", "lyncher") for a in lead.agents):
        return "Riots", "Mob violence"
    if lead.group in ("attack", "kill", "injure", "strike") and lead.token.pos_ == "VERB" and _by_security(frames) and any(
        is_a(t, "protester") and lemma(t) not in ("student", "activist", "youth", "supporter") for t in lead.targets
    ):
        return "Protests", "Excessive force against protesters"
    if lead.group in ("protest", "disperse"):
        if lead.group == "protest" and groups & {"riot", "loot", "destroy"}:
            return "Riots", "Violent demonstration"
        if groups & {"kill", "injure", "attack"} and _by_security(frames):
            return "Protests", "Excessive force against protesters"
        if groups & {"disperse", "arrest", "kill", "injure", "attack"}:
            return "Protests", "Protest with intervention"
        return kind
    if lead.group == "riot" and any(is_a(a, "armed", "security") and not is_a(a, "protester") for a in lead.agents):
        return _CIVILIANS, "Attack"  # militants on a rampage are no crowd
    if lead.group in ("advance", "attack", "kill", "injure") and any(
        lemma(a) in ("bomber", "attacker") and any(c.lower_ == "suicide" for c in a.children) for a in lead.agents
    ):
        return _REMOTE, SUICIDE  # "a suicide bomber drove a truck into the checkpoint"
    if lead.group in ("riot", "rape", "coup"):
        return kind
    if lead.group == "siege" and groups & {"kill", "injure", "advance", "attack", "clash"}:
        return _BATTLES, "Armed clash"  # "30 soldiers fell when a company was encircled"
    if lead.group == "withdraw" and any(
        c.lower_ == "to" and any(fighters(ctx, g) for g in c.children) for c in lead.token.children
    ):
        return kind[0], "Non-violent transfer of territory"  # "left Sinjar to a militia"
    if lead.group == "clash" and _crowd_and_police(lead):
        return "Riots", "Violent demonstration"
    if lead.group == "clash" and mob(lead):
        return "Riots", "Mob violence"
    if (
        lead.entry.lemma == "storm"
        and lead.agents
        and all(is_a(a, "civilian") and not fighters(ctx, a) for a in lead.agents)
    ):
        return "Riots", "Violent demonstration"
    if (
        lead.group in ("attack", "destroy", "loot", "injure", "abuse")
        and lead.agents
        and all(
            is_a(a, "protester") and a.tag_ in ("NNS", "NN") and lemma(a) not in ("student", "activist", "youth")
            for a in lead.agents
        )
    ):
        return "Riots", "Violent demonstration"
    if lead.modality == "attempted" and lead.group in ("retake", "territory", "seize"):
        return _BATTLES, "Armed clash"  # "tried to retake South Ossetia by force"
    if lead.group in ("retake", "territory") or (lead.group == "seize" and _takes_place(ctx, lead)):
        return _BATTLES, _territory(lead, actors, country)
    if "war" in groups and groups <= {"war", "kill", "injure", "displace", "destroy", "captive"}:
        return _BATTLES, "Armed clash"
    arms = used(frames) or (weapon_beside(sentence, frames) if groups <= {"kill", "injure"} else None)
    if arms is None and lead.group in ("attack", "kill", "strike", "blast") and any(MODEL.match(a.text) for a in flown(lead)):
        arms = AIR  # "two MiG-21s fired on a column", "pilots in ten MiG-23s struck"
    if lead.group in ("strike", "blast"):
        return _REMOTE, _explosive(lead, arms, frames, actors)
    if lead.group == "abduct":
        if _only(frames, "armed", "security") and lead.token.pos_ == "VERB" and lemma(lead.token) in ("take",):
            return _BATTLES, "Armed clash"
        return kind
    if lead.group == "seize":
        if lead.targets and all(
            t.pos_ == "PROPN" and t.tag_ != "NNPS" and t.ent_type_ != "PERSON" for t in lead.targets
        ):
            return _BATTLES, _territory(lead, actors, country)  # a name the gazetteer does not know
        if any(fighters(ctx, t) for t in lead.targets) and not any(is_a(t, "civilian") for t in lead.targets):
            return _BATTLES, "Armed clash"
        if "kill" in {f.group for f in frames} and all(t.lower_ in ("hundreds", "thousands", "dozens", "scores") for t in lead.targets):
            return _BATTLES, "Armed clash"  # "killed, wounded or captured thousands"
        if all(t.pos_ == "NUM" for t in lead.targets) and any(fighters(ctx, t) for f in frames if f.group == "kill" for t in f.targets):
            return _BATTLES, "Armed clash"  # "40 rebels were killed and 12 captured"
        return _CIVILIANS, "Abduction/forced disappearance"
    if lead.group == "kill" and lead.entry.event_type != _CIVILIANS and arms is None:
        return kind
    if lead.group in ("attack", "kill", "injure", "abuse"):
        if arms is not None and lead.group != "abuse":
            return _REMOTE, arms
        if lead.group == "abuse":
            return _CIVILIANS, "Attack"
        return (_CIVILIANS, "Attack") if _civilian_target(ctx, frames) else (_BATTLES, "Armed clash")
    if lead.group == "destroy" and arms is not None and arms != IED:
        return _REMOTE, arms  # "a missile destroyed a launcher"
    if lead.group == "destroy" and lead.targets and all(lemma(t) in _LAID for t in lead.targets):
        return "Strategic developments", "Disrupted weapons use"  # "deminers destroyed 40 mines"
    if lead.group == "destroy" and lead.targets and all(lemma(t) in _ARMS for t in lead.targets):
        return _BATTLES, "Armed clash"
    if lead.group == "war":
        return _BATTLES, "Armed clash"
    return kind


def _takes_place(ctx: Context, f: Frame) -> bool:
    named = [
        t
        for t in f.targets
        if ((x := ctx.toponym_of(t)) is not None and x.role == "location")
        or is_a(t, "place_noun")
        or (is_a(t, "civil_site", "armed_site") and not is_a(t, "vehicle"))
        or any(c.dep_ == "appos" and is_a(c, "place_noun") for c in t.children)
    ]
    people = [
        t for t in f.targets if is_a(t, "civilian", "security") or (is_a(t, "armed") and not is_a(t, "place_noun"))
    ]
    return bool(named) and len(named) >= len(people)


def _territory(lead: Frame, actors: tuple[Actor, ...], country: str | None) -> str:
    words = {lemma(t) for a in lead.agents for t in (a, *a.lefts)}  # "Islamist groups"
    if words & argument_words("mutinous"):
        return "Non-state actor overtakes territory"  # "dissident soldiers" are their state's no more
    agents = [a for a in actors if a.role == "agent"]
    if lead.entry.lemma in ("lose", "lose control") and not lead.passive and agents and agents[0].id is not None:
        row = actor_rows().get(agents[0].id)  # whoever has it now is the other side
        state = row is not None and row.kind in ("state", "mission", "alliance")
        return "Non-state actor overtakes territory" if state else "Government regains territory"
    if not agents and "flag" in lead.entry.parts:
        agents = list(actors)  # "the Ukrainian flag was raised over Kupiansk"
    if agents and agents[0].id is not None:
        row = actor_rows().get(agents[0].id)
        if row is not None and row.kind in ("state", "mission", "alliance"):
            return "Government regains territory"  # a state's army, at home or abroad; peacekeepers for who asked them in
        return "Non-state actor overtakes territory"
    if words & {"army", "government", "troop", "troops", "military", "police"} or (
        lead.group == "retake" and not words & argument_words("irregular")
    ):
        return "Government regains territory"
    return "Non-state actor overtakes territory"


def _crowd_and_police(f: Frame) -> bool:
    """ "Clashes between police and demonstrators": no battle."""
    people = [*f.agents, *f.targets]
    police = any(lemma(t) in ("police", "policeman", "officer") for t in people)
    crowd = [t for t in people if is_a(t, "protester") or (police and is_a(t, "civilian") and not is_a(t, "armed", "security"))]
    return bool(crowd) and any(is_a(t, "security") for t in people) and all(t in crowd or is_a(t, "security", "civilian") or lemma(t) in ("troop", "soldier", "force") for t in people)


def _by_security(frames: list[Frame]) -> bool:
    return any(
        is_a(a, "security", "armed") and not is_a(a, "protester")
        for f in frames
        for a in f.agents
        if f.group in ("kill", "injure", "attack", "strike")
    ) or any(f.group in ("kill", "injure") and f.passive for f in frames)


def _explosive(lead: Frame, arms: str | None, frames: list[Frame], actors: tuple[Actor, ...]) -> str:
    own = {f.entry.sub_event_type for f in frames if f.group in ("strike", "blast")}
    named = {
        f.entry.sub_event_type
        for f in frames
        if f.group in ("strike", "blast")
        and (
            (f.token.pos_ == "NOUN" and len(f.entry.parts) > 1)
            or f.entry.lemma in ("shell", "shelling", "bombardment", "mortar", "airstrike")
        )
    }
    for kind in (SUICIDE, CHEMICAL):
        if kind == arms or kind in own:
            return kind
    if lead.entry.lemma in ("hit", "strike", "fall on", "rain on", "rain down", "land", "fall", "drop on") and any(
        a.lower_ == "bombs" for a in lead.agents
    ):
        return AIR  # what falls in numbers was dropped
    if arms is not None and not named:
        return (
            arms
            if not (arms == SHELL and lead.entry.sub_event_type == AIR and lemma(lead.token) in ("airstrike", "raid"))
            else AIR
        )
    if lemma(lead.token) == "bomb" and lead.token.pos_ == "VERB":
        air = any(is_a(a, "aircraft") or lemma(a) in ("force", "nato", "air") for a in lead.agents) or any(
            (row := actor_rows().get(a.id or "")) is not None and row.kind == "state" for a in actors if a.role in ("agent", "party")
        )
        return AIR if air else IED
    if arms is not None and arms in (AIR, SHELL) and lead.entry.sub_event_type == IED:
        return arms
    return lead.entry.sub_event_type


def _only(frames: list[Frame], *categories: str) -> bool:
    targets = [t for f in frames for t in f.targets]
    return bool(targets) and all(is_a(t, *categories) for t in targets)


def _of_a_side(token: Token) -> bool:
    """Losses, and the dead that somebody calls his own: of those who fight."""
    if token.lower_ in ("kia", "wia"):
        return True
    if token.lower_ not in ("losses", "dead", "casualties"):
        return False
    words = {c.lower_ for c in token.children}
    return token.pos_ in ("NOUN", "ADJ", "PROPN") and ("own" in words or token.lower_ == "losses" and not words & {"heavy", "civilian", "job", "financial", "material"})


def _civilian_target(ctx: Context, frames: list[Frame]) -> bool:
    """Whether those hurt or attacked are unarmed."""
    victims = [t for f in frames if f.group in ("kill", "injure", "attack", "abduct", "abuse") for t in f.targets]
    victims += [t for f in frames if f.entry.roles == "victim" for t in f.agents]
    people = [t for t in victims if not is_a(t, "armed_site")]
    if any(is_a(t, "armed_site") or fighters(ctx, t) for t in victims):
        return False
    if people and all(is_a(t, "armed", "security") and not is_a(t, "civilian", "vehicle") for t in people):
        return False
    if any(is_a(t, "civilian", "soft_site", "protester") or (t.ent_type_ == "PERSON" and ctx.toponym_of(t) is None) for t in people):
        return True
    if any(_of_a_side(t) for f in frames for t in (f.token, *f.token.sent)):
        return False  # "its own dead", "American losses are 25 killed"
    if any(f.entry.event_type == _CIVILIANS for f in frames):
        # "killed 12": bare counts are people.
        sentence = ctx.sentence_of(frames[0].token)
        told = [t for t in sentence if t.pos_ in ("NOUN", "PROPN")] if sentence is not None else []
        bare = not people or all(
            t.pos_ in ("NUM", "ADJ", "VERB") or t.lower_ in ("dead", "wounded", "body", "bodies") for t in people
        )
        if bare and any(is_a(t, "armed", "security") and not is_a(t, "civilian", "vehicle") for t in told):
            return any(
                is_a(t, "civilian")
                and lemma(t) not in ("other", "official", "leader", "minister", "spokesman", "chief")
                for t in told
            )
        return not any(
            is_a(a, "armed", "security") and is_a(b, "armed", "security")
            for f in frames
            for a in f.agents
            for b in f.targets
        )
    return False
