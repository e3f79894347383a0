"""Whether an event is political violence, or a crime, an accident, a fire of the local news.

ACLED and its kin record what organised armed or political actors do; a
robbery, a crash or a court case is none of it, whatever verbs it is told in.
An event counts by its own sentence (soldiers, rebels, a bomb, a shelling) or
by what its report is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.events_lexicon import argument_words, is_a, lemma

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from geo.claims.context import Context
    from geo.claims.events_group import Incident

#: Armed or explosive words that local news uses as well.
_COMMON = {
    "officer", "guard", "vehicle", "element", "elements", "unit", "company", "captain", "general", "team", "group",
    "force", "trooper", "ranger", "agent", "gang", "gangster", "gunman", "fire", "car", "truck", "vest", "charge",
    "explosion", "blast", "gas", "gun", "bullet", "gunfire", "shot", "round", "firework", "fireworks", "police",
    "sergeant", "lieutenant", "major", "commander", "personnel", "attacker", "assailant", "squad", "patrol", "shell",
    "armed", "weapon", "legion", "veteran", "mine", "member", "dynamite", "volunteer", "smoke", "flare", "tank", "marine", "corps",
}  # fmt: skip
_CROWD = {"protest", "riot", "disperse", "coup", "recognise", "declare", "war"}
_STATE_ACTS = {
    "attack", "strike", "blast", "clash", "advance", "territory", "retake", "siege", "deploy", "withdraw", "ceasefire",
    "seize", "kill", "captive", "base", "transfer", "surrender", "pledge", "statement", "agree",
}  # fmt: skip
_DIPLOMATIC = {"agree", "pledge", "statement", "transfer"}
_NEEDS_CONTEXT = {"arrest", "displace", "captive", "agree", "destroy", "loot", "disrupt", "deploy"}


def political(ctx: Context, incident: Incident) -> bool:
    """Whether an incident is one of organised armed or political actors."""
    groups = incident.groups
    if groups & _CROWD:
        return True
    if any(_war(ctx, t) for t in incident.sentence):
        return True
    if groups <= _DIPLOMATIC:
        return _weights(ctx)[0] >= 1  # a trade deal is no peace agreement
    if groups & {"kill", "abduct"} and any(_office(t) for f in incident.frames for t in f.targets):
        return True  # who murders an ambassador or a candidate need not be known
    for f in incident.frames:
        for token in (*f.agents, *f.targets):
            mention = actors.at(ctx, token.i)
            if mention is not None and (
                mention.row.kind in ("group", "mission", "alliance")
                or (mention.row.kind == "state" and f.group in _STATE_ACTS and not is_a(token, "security", "civilian"))
            ):
                return True
    war, crime = _weights(ctx)
    if groups <= _NEEDS_CONTEXT | {"injure"}:
        return war > crime
    return war >= crime


_OFFICES = {
    "ambassador", "minister", "senator", "deputy", "candidate", "governor", "congressman", "lawmaker", "legislator",
    "unionist", "dissident", "bishop", "archbishop", "diplomat", "consul", "parliamentarian", "councillor",
    "magistrate", "mayor", "judge", "prosecutor", "activist",
}  # fmt: skip


def _office(token: Token) -> bool:
    """Who holds or seeks office, by the noun or beside the name."""
    near = [token, *(c for c in token.children if c.dep_ in ("appos", "compound", "amod", "nmod"))]
    near += [c for t in list(near) for c in t.children if c.dep_ in ("conj", "compound")]
    if any(lemma(t) in _OFFICES for t in near):
        return True
    return any(lemma(t) in ("leader", "member", "president", "secretary") and any(
        lemma(c) in ("party", "union", "movement", "front", "opposition", "student", "peasant", "guerrilla")
        for c in t.subtree) for t in near)  # fmt: skip


def _war(ctx: Context, token: Token) -> bool:
    word = lemma(token)
    if word in _COMMON or token.lower_ in _COMMON or token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
        return False
    if word in argument_words("war_word") or token.lower_ in argument_words("war_word"):
        return True
    return token.pos_ in ("NOUN", "PROPN") and is_a(token, "armed", "munition") and not is_a(token, "vehicle")


def _weights(ctx: Context) -> tuple[float, float]:
    """How much a report speaks of war and of crime or accidents."""
    if "events.political" not in ctx.memo:
        ctx.memo["events.political"] = (_total(ctx, ctx.doc), _crime(ctx.doc))
    return ctx.memo["events.political"]


def _total(ctx: Context, tokens: Doc) -> float:
    groups = sum(1 for m in actors.mentions(ctx) if m.row.kind in ("group", "mission", "alliance"))
    hard = sum(1 for t in tokens if _war(ctx, t))
    soft = sum(
        0.5
        if lemma(t) in ("gunman", "attacker", "assailant")
        else 0.3
        if lemma(t) in ("attack", "clash")
        else 1.0
        if t.lower_ == "security" and t.i + 1 < len(ctx.doc) and t.nbor(1).lower_ in ("forces", "force")
        else 0.0
        for t in tokens
    )
    return groups + hard + soft


def _crime(tokens: Iterable[Token]) -> float:
    words, rest = argument_words("crime_word"), {"police", "officer"}
    return sum(1.0 if lemma(t) in words else 0.3 if lemma(t) in rest else 0.0 for t in tokens)
