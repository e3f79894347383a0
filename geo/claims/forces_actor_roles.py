"""Whose a force is by what it is called: the government's, the attackers', the defenders', what somebody puts at a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors, outline, persons
from geo.claims import forces_units as units
from geo.claims.forces_actor_context import home_state
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces_mention import Mention

_GOVERNMENT = {"government", "regime", "loyalist", "federal"}
_RECKONING = {"put", "estimate", "number", "place", "reckon", "assess", "count"}
_ATTACKERS = {"attacker", "assailant", "besieger", "raider", "invader", "assaulter"}
_DEFENDERS = {"defender", "garrison", "besieged"}
_ATTACK = {"attack", "storm", "raid", "assault", "overrun", "besiege", "capture", "seize", "take", "enter", "invade", "surround", "encircle", "ambush", "shell",
           "advance", "retake", "recapture"}
_HOLD = {"hold", "defend", "guard", "garrison", "control"}
#: How many sentences back who attacked may have been told.
_BACK = 8


def of_government(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """ "10,000 rebels and some 2,500 government soldiers": the state that the report is set in."""
    if m.unit in ("peacekeepers", "observers") or not any(
            t.lower_ in _GOVERNMENT and t.i < m.head.i and t.dep_ in ("compound", "amod", "nmod") for t in ctx.tokens[m.first:m.last]):
        return None
    over = outline.home_of(ctx, m.quantity.start)
    return over.actor() if over is not None else home_state(ctx)


def of_whom_it_is_a_part(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """ "Two battalion groups of the Russian army, some 700 men, crossed": an apposition is of what it explains."""
    noun = _before_comma(ctx, m) if "strong" in (t.lower_ for t in ctx.tokens[m.first:m.last + 1]) else m.head.head
    if noun is None or (m.head.dep_ != "appos" and noun is m.head.head) or noun.i >= m.first or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    found = persons.parties_in(ctx, noun.left_edge.i, m.first)
    if not found or units.at_end([t.text for t in ctx.tokens[noun.left_edge.i:noun.i + 1]]) is None:
        return None
    return found[-1].row.actor()


def _before_comma(ctx: Context, m: Mention) -> Token | None:
    """ "Afghanistan's army, on paper 300,000 strong": the noun that the number is set behind by a comma."""
    comma = next((t.i for t in reversed(ctx.tokens[max(0, m.first - 6):m.first]) if t.text == ","), 0)
    return ctx.doc[comma - 1] if comma else None


def gapped(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """ "Nigeria sent 1,100 soldiers, and Guinea a battalion of 480": a name right before a formation, its verb left out."""
    noun = ctx.doc[m.noun] if m.noun is not None else m.head
    if noun.i >= m.first:
        return None
    named = _right_before(ctx, noun.left_edge.i)
    return named.row.actor() if named is not None and ctx.doc[named.first - 1].lower_ in ("and", ",", ";", "while", "but") else None


def _right_before(ctx: Context, start: int) -> actors.ActorMention | None:
    """The party whose name ends right before a word, where the name does not open the text."""
    before = actors.in_tokens(ctx, max(0, start - 5), start)
    return before[-1] if before and before[-1].last == start and before[-1].first else None


def reckoned(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """ "Kiev puts the Russian force at 8,500 troops", "sources put the attackers at 20,000 men": who is counted, not who counts."""
    at = m.head.head if m.head.dep_ == "pobj" else None
    if at is None or at.lower_ != "at" or at.head.lemma_.lower() not in _RECKONING:
        return None
    verb = at.head
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < m.first), None)
    if thing is None:
        return None
    found = persons.parties_in(ctx, thing.left_edge.i, at.i)
    if found:
        return found[0].row.actor()
    return _role(ctx, thing)


def by_role(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """ "the 400 attackers", "the garrison, 2,000 men": who attacked or held the place before."""
    noun = m.head if m.noun is None else ctx.doc[m.noun]
    return _role(ctx, noun)


def _role(ctx: Context, noun: Token) -> Actor | None:
    lemma = noun.lemma_.lower()
    if lemma in _ATTACKERS:
        return _who(ctx, noun, _ATTACK)
    if lemma in _DEFENDERS:
        return _who(ctx, noun, _HOLD)
    return None


def _who(ctx: Context, noun: Token, verbs: set[str]) -> Actor | None:
    """The subject of the nearest such verb before a noun."""
    index = ctx.sentence_index(noun)
    if index is None:
        return None
    for sentence in reversed(ctx.sentences[max(0, index - _BACK):index + 1]):
        for token in reversed(ctx.tokens[sentence.start:min(sentence.end, noun.i)]):
            if token.pos_ != "VERB" or token.lemma_.lower() not in verbs:
                continue
            by = next((c for c in token.children if c.dep_ == "agent"), None) or ctx.own_subject(token)
            found = persons.parties_in(ctx, by.left_edge.i, by.right_edge.i + 1) if by is not None else []
            if found:
                return found[0].row.actor()
    return None


def adjoining(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"Manila has offered 600, Bangkok 1,000": the party that stands right before a number without a noun."""
    if not m.elliptic or not m.quantity.first:
        return None
    named = _right_before(ctx, m.quantity.first)
    if named is None:
        return None
    lead = ctx.doc[named.first - 1]
    return named.row.actor() if lead.lower_ in ("and", ",", ";", "while", ":", "the", "(", "but") or lead.is_space else None


def in_army(ctx: Context, preposition: Token) -> Actor | None:
    """"124,300 soldiers in Cambodia's forces", "20,000 men in the Syrian army"."""
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_.lower() not in ("force", "army", "military", "navy", "militia", "police", "guard"):
        return None
    found = actors.in_tokens(ctx, noun.left_edge.i, noun.i + 1)
    return found[-1].row.actor() if found else None
