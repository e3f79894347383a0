"""Deeds that one sentence tells each for itself, and parts and losses that belong to the deed told."""

from __future__ import annotations

from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import CARRIERS

#: Acts that a list of deeds tells each for itself: "executed a journalist and raped five".
_DEEDS = {"rape", "loot", "abduct"}


def own_clause(a: Frame, b: Frame) -> bool:
    """People displaced in a clause of their own, or arrests beside an attack, are counted for themselves."""
    for f, other in ((a, b), (b, a)):
        if (
            f.group == "displace"
            and other.group not in ("displace",)
            and f.token.pos_ == "VERB"
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in f.token.children)
            and f.token.dep_ in ("conj", "ccomp", "parataxis", "ROOT")
            and other.token.i not in {t.i for t in f.agents}
        ):
            return True
        if (
            f.group in _DEEDS | {"kill"}
            and other.group in _DEEDS
            and f.group != other.group
            and f.token.i > other.token.i
            and f.token.pos_ == "VERB"
            and f.token.dep_ in ("conj", "ROOT", "parataxis")
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in f.token.children)
        ):
            return True  # "three nuns were raped and a priest murdered"
        if (
            f.group == "arrest"
            and other.group not in ("protest", "riot", "disperse", "arrest")
            and f.token.i > other.token.i
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in f.token.children)
        ):
            return True
    return False


def acts_of_their_own(a: Frame, b: Frame) -> bool:
    """Coordinated deeds of one party with an object each."""
    second = a if a.token.i > b.token.i else b
    return (
        a.token.pos_ == b.token.pos_ == "VERB"
        and a.group != b.group
        and bool({a.group, b.group} & _DEEDS)
        and bool(second.targets)
        and not second.passive
        and second.token.dep_ == "conj"
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in second.token.children)
    )


#: Killing that is no part of a fight: of who has been caught or cannot fight.
_MURDERS = {"murder", "execute", "massacre", "behead", "slaughter", "butcher", "lynch", "hang"}


def taken_then_murdered(a: Frame, b: Frame) -> bool:
    """ "took Sirte and murdered 21 Copts": a town taken, then a crime in it; not "took it, killing 14 soldiers"."""
    first, second = (a, b) if a.token.i < b.token.i else (b, a)
    return (
        first.group in ("seize", "territory", "retake")
        and first.token.pos_ == second.token.pos_ == "VERB"
        and second.token.dep_ == "conj"
        and second.entry.lemma in _MURDERS
        and not second.passive
        and bool(second.targets)
    )


def two_clauses(a: Frame, b: Frame) -> bool:
    """ "The navy renewed its fire on Dubrovnik; Osijek was hit by 200 shells", not "…; the bombs fell on houses"."""
    low, high = sorted((a, b), key=lambda f: f.token.i)
    if not (a.group in CARRIERS and b.group in CARRIERS and any(t.text == ";" for t in low.token.doc[low.token.i : high.token.i])):
        return False
    return not any(c.lower_ in ("the", "this", "it", "its", "their") for t in (high.token, *high.agents) for c in (t, *t.children) if t.pos_ != "VERB")


def own_losses(a: Frame, b: Frame) -> bool:
    """ "killed 143 attackers for the loss of one corporal": both sides of one fight."""
    return any(
        f.entry.needs == "loss_of_life" and f.token.dep_ == "pobj" and f.token.head.lower_ in ("for", "with", "at")
        and f.token.head.head.i == o.token.i and o.group in ("kill", "clash", "attack", "retake", "seize", "territory")
        for f, o in ((a, b), (b, a))
    )


def part_of(f: Frame) -> bool:
    """ "killed six people, beheading two of them": some of those just counted."""
    return f.token.dep_ in ("advcl", "relcl", "conj") and bool(f.targets) and all(
        any(g.lower_ in ("them", "whom") for c in t.children if c.lower_ == "of" for g in c.children) for t in f.targets
    )


def in_passing(f: Frame, frames: list[Frame]) -> bool:
    """ "stormed the prison and set 300 inmates free", "hit the stadium, where 5,000 displaced are": the attack tells it."""
    if f.group == "displace" and f.stated is not None:
        inner = next((t for t in f.token.ancestors if t.dep_ == "relcl"), None)
        return inner is not None and any(c.lower_ == "where" for c in inner.children) and any(o.group in CARRIERS and o.token.i < inner.i for o in frames)
    if f.group != "release" or f.token.dep_ not in ("conj", "advcl", "acl"):
        return False
    who = {a.i for a in f.agents}
    return any(o.group in ("attack", "seize", "territory", "retake", "advance") and o.token.i < f.token.i and who & {a.i for a in o.agents} for o in frames)
