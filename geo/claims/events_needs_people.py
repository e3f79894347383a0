"""What words for killing, flight and protest must have beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.effects_counts import count_covering
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import argument_words, is_a, lemma, words_of
from geo.claims.events_senses import armed, human, munition, place, site, soldiers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context


_CAUSE = {
    "attack",
    "fire",
    "fighting",
    "wound",
    "bullet",
    "violence",
    "raid",
    "war",
    "conflict",
    "torture",
    "gunshot",
    "custody",
    "captivity",
    "hand",
    "clash",
    "battle",
    "massacre",
    "unrest",
    "riot",
    "crossfire",
    "ambush",
    "blast",
    "explosion",
    "bombing",
    "shelling",
    "strike",
    "airstrike",
    "bombardment",
    "offensive",
    "operation",
    "siege",
    "uprising",
    "protest",
    "crackdown",
    "incident",
    "genocide",
}


def human_object(ctx: Context, f: Frame) -> bool:
    """What is killed, held or hurt is a person unless its noun says otherwise."""
    victims = f.agents if f.entry.roles == "victim" else f.targets
    # What is killed, held or hurt is a person unless the noun says otherwise.
    return any(
        human(ctx, t)
        or (
            t.pos_ in ("NOUN", "PROPN", "NUM", "PRON")
            and not site(t)
            and not munition(t)
            and not is_a(t, "abstract", "agreement", "thing")
            and t.lower_ not in ("it", "that", "this", "which", "what")
            and not (t.ent_type_ in ("GPE", "LOC") and ctx.toponym_of(t) is not None)
        )
        for t in victims
    )


def violent_cause(ctx: Context, f: Frame) -> bool:
    """Somebody dies of violence."""
    if not any(
        human(ctx, t)
        or soldiers(t)
        or (count_covering(ctx, t) is not None and not site(t) and not is_a(t, "vehicle", "abstract", "thing", "animal"))
        for t in f.agents
    ) or any(
        c.lower_ == "how" for a in f.agents for c in (*a.children, a)
    ):
        return False
    sentence = ctx.sentence_of(f.token)
    if sentence is None or any(is_a(t, "accident") for t in sentence):
        return False
    if any(
        munition(t) or lemma(t) in _CAUSE or t.lower_ in _CAUSE for t in sentence if t.pos_ in ("NOUN", "PROPN", "VERB")
    ):
        return True
    # "Ten people died": in a report of violence, of it.
    counted = any(count_covering(ctx, a) is not None for a in f.agents)
    return (counted or any(soldiers(a) for a in f.agents)) and violence_told(ctx) >= 3


def violence_told(ctx: Context) -> int:
    """How many words of a report name violence."""
    if "events.violence" not in ctx.memo:
        wars = argument_words("war_word")
        ctx.memo["events.violence"] = sum(
            (pos in ("NOUN", "VERB", "PROPN") and (word in _CAUSE or "munition" in kinds))
            or (pos == "NOUN" and (word in wars or low in wars))
            for pos, word, low, kinds in words_of(ctx)
        )
    return ctx.memo["events.violence"]


def driven(ctx: Context, f: Frame) -> bool:
    """Fighters are driven out of a place: it changes hands."""
    return any(soldiers(t) or armed(ctx, t) for t in f.targets) and any(
        place(ctx, g) or unknown_name(ctx, g) for c in f.token.subtree if c.lower_ in ("from", "of") for g in c.children if g.dep_ == "pobj"
    )


def holding(ctx: Context, f: Frame) -> bool:
    """ "The RUF now holds 498 peacekeepers": counted people in the hands of an armed group."""
    if f.token.dep_ == "acl":
        return False  # "soldiers held by the rebels were released"
    groups = [a for a in f.agents if is_a(a, "armed") and not is_a(a, "security", "vehicle") or armed(ctx, a) and a.ent_type_ in ("ORG", "NORP")]
    return bool(groups) and any(
        count_covering(ctx, t) is not None and human(ctx, t) and lemma(t) not in _INMATES and t.lower_ not in ("men", "troops", "forces", "fighters")
        for t in f.targets
    )


def rulers(ctx: Context, f: Frame) -> bool:
    """A government is overthrown, or who is named as its head: "overthrew President Bazoum"."""
    return any(is_a(x, "government") for t in f.targets for x in (t, *(c for c in t.children if c.dep_ in ("compound", "appos"))))


_INMATES = {"prisoner", "captive", "hostage", "pow"}


def suspects(ctx: Context, f: Frame) -> bool:
    """ "picked up 40 men", "is holding 12 suspects": counted people in the hands of police or soldiers."""
    return any(is_a(a, "security") or soldiers(a) for a in f.agents) and any(
        count_covering(ctx, t) is not None and human(ctx, t) and not soldiers(t) and lemma(t) not in _INMATES for t in f.targets
    )


def fired_upon(ctx: Context, f: Frame) -> bool:
    """Troops, a place or a vehicle come under fire; a minister or his travels, from critics."""
    return any(armed(ctx, a) or place(ctx, a) or site(a) or soldiers(a) for a in (*f.agents, *f.targets)) and not any(
        c.lower_ in ("over", "for") for c in f.token.subtree
    )


def protest(ctx: Context, f: Frame) -> bool:
    """A crowd or counted people act; athletes who demonstrate prowess do not."""
    if f.entry.lemma == "demonstrate" and any(c.dep_ == "dobj" for c in f.token.children):
        return False
    return any(
        is_a(a, "protester", "civilian")
        or count_covering(ctx, a) is not None
        or a.lower_ in ("they", "who", "thousands", "hundreds")
        or (a.ent_type_ == "NORP")
        for a in f.agents
    )


def crowd(ctx: Context, f: Frame) -> bool:
    """A crowd gathers to demand or denounce something."""
    if not protest(ctx, f):
        return False
    below = {lemma(t) for t in f.token.subtree}
    return any(is_a(a, "protester") and lemma(a) not in ("student", "youth", "activist") for a in f.agents) or bool(
        below
        & {
            "protest",
            "demand",
            "against",
            "demonstrate",
            "denounce",
            "condemn",
            "solidarity",
            "oust",
            "rally",
            "streets",
            "street",
            "slogan",
            "banner",
            "placard",
            "chant",
            "peace",
            "justice",
            "resignation",
        }
    )


def protest_context(ctx: Context, f: Frame) -> bool:
    """A protest is told in the sentence."""
    sentence = ctx.sentence_of(f.token)
    return sentence is not None and any(
        (is_a(t, "protester") and lemma(t) not in ("student", "activist", "youth"))
        or lemma(t) in ("protest", "demonstration", "rally", "riot", "march")
        for t in sentence
    )


#: What people are whom somebody lets go.
_HELD = {"captured", "abducted", "kidnapped", "detained", "imprisoned", "jailed", "captive", "interned", "arrested", "seized", "held", "taken"}


def captives(ctx: Context, f: Frame) -> bool:
    """Prisoners or hostages are let go."""
    if any(c.lower_ in _HELD for t in f.targets for c in t.children if c.dep_ in ("amod", "acl")):
        return True  # "freed 50 captured soldiers", "soldiers held by the rebels were released"
    if any(is_a(a, "armed") and not is_a(a, "security") or armed(ctx, a) and a.ent_type_ == "ORG" for a in f.agents) and any(is_a(t, "civilian") for t in f.targets):
        return True  # "the ELN freed a mayor"
    return any(is_a(t, "captive") or t.ent_type_ == "PERSON" for t in f.targets) and (
        any(lemma(t) in ("prisoner", "hostage", "captive", "detainee", "pow", "inmate", "convict") for t in f.targets)
        or any(
            lemma(t) in ("hostage", "captive", "kidnapper", "captor", "exchange", "captivity", "abduct", "kidnap")
            for t in f.token.sent
        )
    )


def lost(ctx: Context, f: Frame) -> bool:
    """ "lost four men", "they lost 70": a party loses counted people."""
    who = any(armed(ctx, a) or a.lower_ in ("they", "it", "we") for a in f.agents)
    return any(
        count_covering(ctx, t) is not None
        and (is_a(t, "armed", "security", "civilian") or (t.pos_ == "NUM" and t.ent_type_ not in ("DATE", "MONEY", "PERCENT") and who and violence_told(ctx) >= 4))
        and not is_a(t, "vehicle")
        for t in f.targets
    ) and not any(is_a(a, "abstract") for a in f.agents)


def fallen(ctx: Context, f: Frame) -> bool:
    """Counted soldiers have fallen."""
    return any(
        count_covering(ctx, a) is not None
        and (
            is_a(a, "armed", "security")
            or any(
                is_a(g, "armed", "security") or g.lower_ == "men"
                for c in a.children
                if c.lower_ in ("of", "from")
                for g in c.children
            )
        )
        for a in f.agents
    )


def lost_place(ctx: Context, f: Frame) -> bool:
    """A named place is lost, or what is there: "lost the main terminal of Donetsk airport"."""
    if any(armed(ctx, a) or a.lower_ in ("it", "they") for a in f.agents) and violence_told(ctx) >= 2 and any(
        is_a(t, "civil_site", "armed_site", "place_noun")
        and not is_a(t, "vehicle", "aircraft")
        and t.tag_ == "NN"
        and any(c.lower_ == "the" for c in t.children)
        for t in f.targets
    ):
        return True
    if f.passive and violence_told(ctx) >= 2 and any(
        is_a(t, "armed_site", "place_noun") and t.tag_ == "NN" and any(c.lower_ == "the" for c in t.children) for t in f.targets
    ):
        return True  # "the base was lost in nine hours"
    return any(ctx.toponym_of(t) is not None or (f.passive and unknown_name(ctx, t)) for t in f.targets) and (
        f.passive or bool(f.agents)
    )


def unknown_name(ctx: Context, token: Token) -> bool:
    """A proper name that no gazetteer has, where a report of fighting speaks of a place: "Rajo was taken"."""
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ in ("GPE", "LOC", "FAC", "")
        and len(token.text) > 3
        and not token.text.isupper()
        and actors.at(ctx, token.i) is None
        and violence_told(ctx) >= 2
    )


def crowd_subject(ctx: Context, f: Frame) -> bool:
    """People of no force break into a place."""
    return any((is_a(a, "protester", "civilian") and not is_a(a, "armed", "security")) for a in f.agents) and any(
        place(ctx, t) for t in (*f.targets, *(g for c in f.token.children if c.dep_ == "prep" for g in c.children))
    )
