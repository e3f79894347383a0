"""What an event was done with: the weapon among its parties, means and modifiers, as ACLED's sub-event type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.events_lexicon import is_a, lemma, weapon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.events_arguments import Frame

#: Names of military aircraft.
MODEL = re.compile(
    r"(?:(?:MiG|Su|Mi|Il|An|Ka|Tu|F|A|B|L|AH|UH|MQ|CH|TB)(?:-?\d+\w*)|MiG|Tornado|Mirage|Sukhoi|Phantom|Skyhawk|Harrier|Tupolev"
    r"|Antonov|Ilyushin|Predator|Reaper|Bayraktar|Shahed|Rafale|Jaguar|Pucara|Kfir|Impala)s?$"
)
AIR, SHELL, IED = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED"
SUICIDE, GRENADE, CHEMICAL = "Suicide bomb", "Grenade", "Chemical weapon"


def flown(f: Frame) -> list[Token]:
    """Who acts, and what they act in or from."""
    return [*f.agents, *(g for a in f.agents for c in a.children if c.lower_ in ("in", "with", "aboard", "flying", "of")
                         for g in c.children if g.dep_ in ("pobj", "dobj"))]  # fmt: skip


def used(frames: list[Frame]) -> str | None:
    """Sub-event type of the weapon used: a party, a means or a modifier of the event's words."""
    found = []
    for f in frames:
        near: list[Token] = [*f.agents] if f.token.pos_ == "VERB" or f.stated is not None else []
        for child in f.token.children:
            if child.dep_ in ("prep", "agent", "prt") and child.lower_ in ("with", "by", "using", "in", "from", "of"):
                near += [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
            elif child.dep_ in ("compound", "amod", "dobj", "nmod"):
                near.append(child)
            elif (
                child.dep_ in ("advcl", "xcomp")
                and lemma(child) in ("use", "fire", "launch")
                and not any(c.dep_ in ("nsubj", "mark") for c in child.children)
            ):
                near += [g for g in child.children if g.dep_ == "dobj"]
        if f.group in ("kill", "injure") or f.entry.roles == "victim":
            # "died when their truck ran onto a mine", "killed in the minefields"
            near += [
                t
                for t in f.token.subtree
                if t.dep_ == "dobj" and lemma(t.head) in ("hit", "strike", "trigger", "detonate") and weapon(t) == IED
            ]
            near += [
                t
                for t in f.token.subtree
                if t.dep_ == "pobj"
                and t.head.lower_ in ("on", "onto", "over", "in", "by", "from", "with", "of")
                and not any(a.dep_ == "relcl" for a in t.ancestors if a.i > f.token.i)
            ]
        near += [c for t in near for c in t.children if c.dep_ in ("conj", "compound", "amod")]
        found += [kind for t in near if (kind := weapon(t)) is not None and not _vehicle_of(t)]
    if not found:
        return None
    for kind in (SUICIDE, CHEMICAL, AIR, SHELL, IED, GRENADE):
        if kind in found:
            return kind
    return None


def _vehicle_of(token: Token) -> bool:
    """A helicopter that was attacked, a tank that was hit: no weapon of this event."""
    return token.dep_ in ("dobj", "nsubjpass") and is_a(token, "vehicle", "aircraft") and not is_a(token, "munition")


def weapon_beside(sentence: Span, frames: list[Frame]) -> str | None:
    """The weapon of a line without a verb: "Baghdad: car bomb in Karrada, 8 dead", "12 barrel bombs, 4 dead"."""
    if any(f.stated is None and f.token.tag_ != "VBN" for f in frames) or any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in sentence):
        return None
    named = {k for t in sentence if t.pos_ in ("NOUN", "PROPN") and (k := weapon(t)) is not None}
    return named.pop() if len(named) == 1 else None
