"""Where a report speaks of a party: by its name, by what it is, by its leader, by a pronoun.

"The rebels" are the armed group that the report names, "the army" that of the
state that it is set in, "our units" those of who issued it, "the enemy" whom
they fight. Each such mention is a :class:`Reference`; who reads forces or
events may ask for those of a sentence instead of looking for names alone.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors, coreference, persons
from geo.claims.events_lexicon import is_a, lemma, weapon
from geo.claims.forces_parties import issuer, of_the_day, titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.model import Toponym

#: How a party is spoken of. ``place``: its name says where; ``civil``: whose embassy, paper, town; ``against``: whose rebels;
#: ``army``: that of the state that the report is set in; ``armed``: that of the state whose soldiers it names most.
HOWS = (
    "name", "forces", "place", "people", "civil", "against", "group", "last group", "army", "armed", "last army", "units", "mission",
    "owner", "pronoun", "leader", "own", "enemy",
)  # fmt: skip
#: Those in which a party is not spoken of as one that acts.
IDLE = frozenset({"place", "civil", "against"})

_MODIFIERS = ("amod", "compound", "poss", "nmod")
_OWNERS = frozenset({"its", "their", "his", "her", "whose"})
_PRONOUNS = frozenset({"it", "they", "them", "he", "she"})
_WE = frozenset({"we", "our", "us", "ours"})
_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "DET"})
_POINTING = frozenset({"the", "these", "those", "this", "that", "both"})
_SEEING = frozenset({"see", "witness", "suffer", "fall", "remain", "have", "experience", "lie"})
_SOME = 2  # times that a state's soldiers are named, for them to be what the report is about
_SPANS = 4  # sentences back that a description looks for its party


@cache
def words(kind: str) -> frozenset[str]:
    """Nouns of a kind from ``data/lexicons/party_words.csv``: of a ``state``'s army, its ``unit``, a ``group``, who is ``against`` states …"""
    with bundle.path("lexicons/party_words.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset(r["word"] for r in csv.DictReader(stream) if r["kind"] == kind)


@cache
def _telling() -> frozenset[str]:
    """All words that may stand for a party whose name they are not: few of a report's words are."""
    return _WE.union(_OWNERS, _PRONOUNS, *(words(kind) for kind in ("enemy", "group", "unit", "state", "mission", "alliance")))


@dataclass(frozen=True, slots=True)
class Reference:
    """A party spoken of at token `i`, as one of :data:`HOWS`; `head` is the noun that the words belong to."""

    i: int
    head: int
    party: str
    how: str


def references(ctx: Context) -> list[Reference]:
    """All references to parties of the actor table in a report, in text order."""
    if "party_mentions" not in ctx.memo:
        ctx.memo["party_mentions"] = sorted(_scan(ctx), key=attrgetter("i")) if ctx.doc is not None else []
    return ctx.memo["party_mentions"]


def within(ctx: Context, first: int, last: int) -> list[Reference]:
    """References at tokens ``first`` to ``last - 1``."""
    found = references(ctx)
    return found[bisect_left(found, first, key=attrgetter("i")) : bisect_left(found, last, key=attrgetter("i"))]


def _scan(ctx: Context) -> list[Reference]:
    found: list[Reference] = []
    named: set[int] = set()
    for m in actors.mentions(ctx):
        named.update(range(m.first, m.last))
        name = ctx.tokens[m.last - 1]
        head = noun_of(name)
        found.append(Reference(name.i, head.i, m.row.id, _how(ctx, m, name, head)))
    for person in persons.mentions(ctx):
        name = ctx.doc[person.last - 1]
        if named.isdisjoint(range(person.first, person.last)):
            found.append(Reference(name.i, noun_of(name).i, person.row.id, "leader"))
    known = _Known(ctx, sorted(found, key=attrgetter("i")))
    for token in ctx.tokens:
        if token.i in named or token.pos_ not in _WORDS or ctx.sentence_of(token) is None:
            continue
        found += [Reference(token.i, noun_of(token).i, party, how) for party, how in known.meant(token, named)]
    return found


def noun_of(token: Token) -> Token:
    """The noun that a word in front of it belongs to: "army" of "Turkish army", "units" of "our units"."""
    for _ in range(6):
        beside = token.dep_ == "conj" and token.head.dep_ in _MODIFIERS  # "Russian and Syrian jets"
        ahead = token.dep_ in _MODIFIERS and token.i < token.head.i < token.i + 7 and token.head.pos_ in ("NOUN", "PROPN")
        if not (beside or ahead):
            break
        token = token.head
    return token


def _how(ctx: Context, m: actors.ActorMention, name: Token, head: Token) -> str:
    if m.row.kind != "state":
        return "name"
    toponym = ctx.toponym_of(ctx.tokens[m.first])
    if head.i != name.i:
        word = lemma(head)
        if word in words("against"):
            return "against"
        armed = word in words("force") or is_a(head, "armed", "security", "aircraft", "vehicle", "munition") or weapon(head) is not None
        return "forces" if armed or any(lemma(c) in ("army", "military", "force", "police") for c in head.children) else "civil"
    if toponym is not None and toponym.role == "location" and not (name.dep_ == "nsubj" and _acting(head.head) and _capital(toponym)):
        return "place"
    return "people" if name.tag_ in ("NNS", "NNPS") and toponym is not None and toponym.role == "demonym" else "name"


def _acting(verb: Token) -> bool:
    """Whether a verb is done by a party rather than told of a place: "Beijing named four dead", not "Kabul fell"."""
    return verb.pos_ == "VERB" and (any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)) and lemma(verb) not in _SEEING


def _capital(toponym: Toponym) -> bool:
    code = toponym.place.feature_code or "" if toponym.place is not None else ""
    return code == "PPLC" or code.startswith("PCL")


def _spoken_for(token: Token, named: set[int]) -> bool:
    """Whether a noun says itself whose it is: by a party's name beside it, by a name that no table knows."""
    for c in token.children:
        if c.dep_ in _MODIFIERS and (c.i in named or c.ent_type_ in ("ORG", "NORP", "GPE", "PERSON") or c.lower_ in _OWNERS | _WE):
            return True
        if c.lower_ in ("of", "from") and any(g.i in named for g in c.children):
            return True
    if token.dep_ in _MODIFIERS and token.head.i > token.i:
        return any(c.i in named for c in token.head.children if c.dep_ in _MODIFIERS)
    return False


class _Known:
    """The parties of one report: who is who where they are only described."""

    def __init__(self, ctx: Context, named: list[Reference]) -> None:
        self.ctx = ctx
        self.named = [r for r in named if r.how not in IDLE]
        self.kind = {m.row.id: m.row.kind for m in (*persons.mentions(ctx), *actors.mentions(ctx))} | {p: row.kind for p in titled(ctx) if (row := actors.by_id().get(p))}
        self.tally = Counter(r.party for r in self.named)
        self.home = of_the_day(ctx, coreference.home(ctx))
        self.title = titled(ctx)
        self.soldiers = _soldiers(ctx, named)
        self.issuer = issuer(ctx)

    def meant(self, token: Token, named: set[int]) -> Iterator[tuple[str, str]]:
        """Parties that a word may stand for, and how."""
        word, lower = lemma(token), token.lower_
        if word not in _telling() and lower not in _telling():
            return iter(())
        found: list[tuple[str | None, str]] = []
        if lower in _WE:
            found = [(self.issuer or self.home, "own")]
        elif lower in _OWNERS or lower in _PRONOUNS:
            found = [(self.pronoun(token), "owner" if lower in _OWNERS else "pronoun")]
        elif token.pos_ == "PRON" or _spoken_for(token, named):
            pass
        elif word in words("enemy"):
            found = [(self.enemy(), "enemy")]
        elif word in words("group"):
            latest = self.last(token, "group", "people")
            found = [(self.most("group", "people") or latest, "group"), (latest, "last group")]
        elif word in words("unit"):
            found = [(self.last_soldiers(token), "last army"), (self.issuer, "units")]
        elif word in words("state") or lower in words("state"):
            ranked = self.soldiers.most_common(1)
            own = of_soldiers(self.soldiers, self.home) or self.most("state") or self.last(token, "state")
            found = [(own, "army"), (ranked[0][0] if ranked else None, "armed"), (self.last_soldiers(token), "last army")]
        elif word in words("mission"):
            found = [(self.most("mission") or self.last(token, "mission", "alliance"), "mission")]
        elif word in words("alliance") and any(c.lower_ in _POINTING for c in token.children):
            found = [(self.most("alliance") or self.last(token, "alliance"), "mission")]
        return ((party, how) for party, how in found if party is not None)

    def most(self, *kinds: str) -> str | None:
        """The party of a kind that the report names far more than any other."""
        ranked = [(n, p) for p, n in self.tally.most_common() if self.kind[p] in kinds]
        if ranked and (len(ranked) == 1 or ranked[0][0] >= 2 * ranked[1][0]):
            return ranked[0][1]
        told = [p for p in self.title if self.kind[p] in kinds]
        return told[0] if not ranked and len(told) == 1 else None

    def last(self, token: Token, *kinds: str) -> str | None:
        """The party of a kind that was named last before a word."""
        index = self.ctx.sentence_index(token) or 0
        start = self.ctx.sentences[max(0, index - _SPANS)].start
        return next((r.party for r in reversed(self.named) if start <= r.i < token.i and self.kind[r.party] in kinds), None)

    def last_soldiers(self, token: Token) -> str | None:
        """The state whose soldiers were named last before a word."""
        index = self.ctx.sentence_index(token) or 0
        start = self.ctx.sentences[max(0, index - _SPANS)].start
        return next((r.party for r in reversed(self.named) if start <= r.i < token.i and r.how == "forces" and r.party in self.soldiers), None)

    def pronoun(self, token: Token) -> str | None:
        """Whom "they" or "its" stands for: the party that was the last subject, of this sentence or the one before."""
        index = self.ctx.sentence_index(token)
        if index is None:
            return None
        start = self.ctx.sentences[max(0, index - 1)].start
        before = [r for r in self.named if start <= r.i < token.i]
        if token.lower_ == "whose":
            return before[-1].party if before and token.i - before[-1].i < 6 else None
        if token.lower_ in ("his", "her", "he", "she"):
            before = [r for r in before if r.how == "leader"]
        for r in reversed(before):
            if self.ctx.tokens[r.head].dep_ in ("nsubj", "nsubjpass", "agent"):
                return r.party
        return before[-1].party if before else None

    def enemy(self) -> str | None:
        """Whom "the enemy" means: the party named most that is not the report's own."""
        own = self.issuer or self.home
        return next((p for p, _ in self.tally.most_common() if p != own), None)


def army(ctx: Context, country: str | None) -> str | None:
    """The state whose "the army" is, in a report on events in a `country`: another's where the report names its soldiers alone."""
    soldiers = ctx.once("party_mentions.soldiers", lambda: _soldiers(ctx, references(ctx)))
    return of_soldiers(soldiers, country or coreference.home(ctx))


def _soldiers(ctx: Context, found: list[Reference]) -> Counter[str]:
    """How often soldiers of each party are named, those who keep another's peace left out."""
    guests = {r.party for r in found if lemma(ctx.tokens[r.head]) in words("mission")}
    return Counter(r.party for r in found if r.how == "forces" and r.party not in guests)


def of_soldiers(soldiers: Counter[str], country: str | None) -> str | None:
    """The country, unless soldiers are named twice or more of another state and never of it."""
    ranked = soldiers.most_common(1)
    return ranked[0][0] if ranked and ranked[0][1] >= _SOME and not soldiers[country or ""] else country
