"""What words for agreements, recognition and movements of troops must have beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.dates_tense import reporting
from geo.claims.effects_counts import count_covering
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import argument_words, is_a, lemma
from geo.claims.events_needs_people import violence_told
from geo.claims.events_senses import armed, human, munition, party, place, soldiers, told_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_STATEMENT = {"relation", "tie", "independence", "statehood", "sovereignty"}


def agreement(ctx: Context, f: Frame) -> bool:
    """ "signed a truce": the object is an agreement."""
    return any(
        is_a(t, "agreement")
        and (
            f.entry.lemma == "initial"
            or any(c.lower_ == "peace" for c in t.children)
            or lemma(t)
            not in (
                "document",
                "plan",
                "contract",
                "fire",
                "peace",
                "declaration",
                "constitution",
                "decree",
                "resolution",
            )
            or f.entry.lemma == "sign"
        )
        for t in f.targets
    )


def agreed(ctx: Context, f: Frame) -> bool:
    """ "agreed to withdraw", by parties."""
    if not any(
        party(ctx, a)
        or is_a(a, "armed", "government")
        or lemma(a) in ("side", "party", "faction", "they", "country", "region", "leader", "rival", "minister", "state", "government", "nation", "president")
        for a in f.agents
    ):
        return False
    below = [t for t in f.token.subtree if t.i > f.token.i]
    return any(is_a(t, "agreement_content") or (is_a(t, "agreement") and t.pos_ == "NOUN") for t in below[:25])


def recognise(ctx: Context, f: Frame) -> bool:
    """ "recognised the republic", by a state."""
    below = {lemma(t) for t in f.token.subtree}
    named = any(is_a(t, "recognise") or ctx.toponym_of(t) is not None for t in f.targets)
    return (
        named
        and any(
            party(ctx, a)
            or a.ent_type_ in ("GPE", "NORP", "ORG")
            or a.lower_ in ("it", "they")
            or is_a(a, "government")
            for a in f.agents
        )
        and bool(
            below & (_STATEMENT | {"independent", "state", "republic", "government", "country", "sovereign"})
            or any(ctx.toponym_of(x) is not None for x in f.targets)
        )
    )


def pledge(ctx: Context, f: Frame) -> bool:
    """ "pledged to withdraw its troops": military content, by who can promise it."""
    below = [t for t in f.token.subtree if t.i > f.token.i][:22]
    return any(is_a(t, "pledge_content") for t in below) and any(
        party(ctx, a)
        or is_a(a, "armed", "government")
        or a.ent_type_ in ("PERSON", "GPE", "ORG", "NORP")
        or lemma(a) in ("official", "leader", "side", "minister", "it", "they")
        for a in f.agents
    )


def armed_object(ctx: Context, f: Frame) -> bool:
    """Soldiers or weapons are moved."""
    return any(soldiers(t) or is_a(t, "armed") or munition(t) for t in f.targets)


def arms_found(ctx: Context, f: Frame) -> bool:
    """ "Police seized grenades": arms in the hands of who looks for them."""
    return any(soldiers(a) for a in f.agents) and any(is_a(t, "munition") and not is_a(t, "vehicle") for t in f.targets)


def armed_object_strict(ctx: Context, f: Frame) -> bool:
    """Soldiers by their own name are sent."""
    return any(
        soldiers(t) and lemma(t) not in ("officer", "commander", "general", "leader", "guard")
        for x in f.targets
        for t in (x, *(g for c in x.children if c.lower_ in ("of", "with") for g in c.children))
    )


def armed_subject(ctx: Context, f: Frame) -> bool:
    """Soldiers by their own name arrive or go."""
    if lemma(f.token) == "land" and any(is_a(a, "aircraft") for a in f.agents):
        return False
    if any(c.dep_ == "dobj" and is_a(c, "civilian") and not soldiers(c) for c in f.token.children):
        return False  # "has flown 900 foreigners out"
    return any(
        soldiers(a)
        and a.tag_ in ("NNS", "NN", "NNPS")
        and lemma(a) not in ("officer", "commander", "general", "captain", "colonel")
        for a in f.agents
    )


def armed_any(ctx: Context, f: Frame) -> bool:
    """Soldiers or a party leave, none but soldiers being moved."""
    if f.entry.lemma == "pull":
        return any(soldiers(t) for t in f.targets)
    dobj = [t for t in f.token.children if t.dep_ == "dobj" and lemma(t) not in f.entry.parts] if f.token.pos_ == "VERB" and len(f.entry.parts) < 3 else []
    if dobj and not any(soldiers(t) or armed(ctx, t) or t.tag_ == "PRP" for t in dobj):
        return False  # "pulled out its workers"
    if f.group == "surrender" and len(f.entry.parts) > 1 and any(count_covering(ctx, t) is not None and human(ctx, t) for t in (*f.agents, *f.targets)):
        return True  # "2,389 men laid down their arms", "about 1,500 turned themselves in"
    if f.entry.group == "withdraw" and any(is_a(t, "abstract", "agreement") for t in f.targets):
        return False
    if f.entry.group == "withdraw" and any(told_of(ctx, a) for a in f.agents) and violence_told(ctx) >= 2:
        return True
    return any(soldiers(t) or armed(ctx, t) for t in (*f.agents, *f.targets))


def armed_leave(ctx: Context, f: Frame) -> bool:
    """Soldiers or a party leave a place; "leaving Timbuktu as the last town" leaves it as it is."""
    if any(c.dep_ in ("prep", "oprd", "acomp", "xcomp", "ccomp") and c.lower_ in _REMAINING for c in f.token.children):
        return False
    if any(c.lower_ == "in" and any(lemma(g) in _STATE_OF for g in c.children) for c in f.token.children):
        return False
    if f.token.tag_ == "VBG" and f.token.dep_ == "advcl" and not any(c.dep_ == "aux" for c in f.token.children):
        return False
    named = [x for t in f.targets for x in (t, *(g for c in t.children if c.lower_ == "of" for g in c.children)) if place(ctx, x)]
    if not named:
        return False
    if any(soldiers(a) for a in f.agents):
        return True
    return any(_party(ctx, a) for a in f.agents) and any(ctx.toponym_of(t) is not None for t in named) and violence_told(ctx) >= 2


#: What follows "leave" where nobody goes: "left the town in ruins", "leaving Gao under siege".
_REMAINING = {"as", "under", "without", "open", "exposed", "vulnerable", "intact"}
_STATE_OF = {"ruin", "rubble", "flame", "hand", "control", "tatters", "darkness", "chaos", "ash"}


def _party(ctx: Context, token: Token) -> bool:
    """A state's forces, an armed group or a people by name, or a pronoun for them; no single person."""
    if token.ent_type_ == "PERSON":
        return False
    return told_of(ctx, token) or armed(ctx, token)


def speaks_for(ctx: Context, f: Frame) -> bool:
    """ "The TPLF said that it had taken Kombolcha": who says so is a party."""
    for above in f.token.ancestors:
        if above.pos_ == "VERB" and reporting(above):
            return any(armed(ctx, c) for c in above.children if c.dep_ == "nsubj")
    return False


def made(ctx: Context, f: Frame) -> bool:
    """An agreement is made, not only spoken of."""
    head = f.token.head
    if f.token.dep_ in ("dobj", "nsubjpass", "nsubj") and lemma(head) in argument_words("making_verb"):
        return True
    return any(c.dep_ == "acl" and lemma(c) in argument_words("making_verb") for c in f.token.children)


def recognition(ctx: Context, f: Frame) -> bool:
    """Recognition of a state or a place."""
    return any(ctx.toponym_of(t) is not None or is_a(t, "recognise") for t in f.targets) and f.token.dep_ in (
        "dobj",
        "nsubj",
        "nsubjpass",
    )


def armed_of(ctx: Context, f: Frame) -> bool:
    """The withdrawal or arrival of troops begins, goes on or is told."""
    return any(soldiers(a) or armed(ctx, a) for a in f.agents) and lemma(f.token.head) in (
        "begin",
        "complete",
        "start",
        "continue",
        "announce",
        "finish",
        "end",
        "resume",
        "confirm",
        "follow",
        "report",
    )
