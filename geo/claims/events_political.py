"""Whether an event is political violence, or a crime, an accident, a fire of the local news.

ACLED and its kin record what organised armed or political actors do; a
robbery, a crash or a court case is none of it, whatever verbs it is told in.
An event counts by its own sentence (soldiers, rebels, a bomb, a shelling) or
by what its report is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.events_lexicon import argument_words, is_a, lemma, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    if groups <= {"injure"} and any(lemma(f.token) == "wound" for f in incident.frames):
        return war >= crime  # people are injured in accidents, wounded by arms
    if groups <= _NEEDS_CONTEXT | {"injure"}:
        return war > crime
    return war >= crime


#: Words that war shares with crime.
_SOFT = {"gunman": 0.5, "attacker": 0.5, "assailant": 0.5, "attack": 0.3, "clash": 0.3}
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
        war = float(sum(m.row.kind in ("group", "mission", "alliance") for m in actors.mentions(ctx)))
        crime, crimes, wars = 0.0, argument_words("crime_word"), argument_words("war_word")
        words = words_of(ctx)
        for i, (pos, word, low, kinds) in enumerate(words):
            crime += 1.0 if word in crimes else 0.3 if word in ("police", "officer") else 0.0
            if pos in ("NOUN", "PROPN", "VERB", "ADJ") and word not in _COMMON and low not in _COMMON:
                named = pos in ("NOUN", "PROPN") and kinds & {"armed", "munition"} and "vehicle" not in kinds
                war += bool(word in wars or low in wars or named)
            if word in _SOFT:
                war += _SOFT[word]
            elif low == "security" and i + 1 < len(words) and words[i + 1][2] in ("force", "forces"):
                war += 1.0
        ctx.memo["events.political"] = war, crime
    return ctx.memo["events.political"]
