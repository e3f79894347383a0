"""Persons of the wars, by ``data/persons.csv``, and the party that each stands for.

"Grachev ordered 3,000 more men" tells whose men they are only to who knows
Grachev. The table says it, with the years; who changed sides has a row for
each. A surname that the table gives alone counts only in a report that names
the party or its country, since others bear it too. Persons whom the report
itself introduces are in :mod:`geo.claims.persons_register`.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors
from geo.claims.persons_register import introduced, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.context import Context

_LONGEST = 8  # tokens of the longest name
#: For so many years after his time a surname alone still means him.
_REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table.

    Attributes
    ----------
    actor : str
        Id of the party in ``data/actors.csv``.
    valid_from, valid_to : int or None
        Years in which he stood for it.
    """

    name: str
    aliases: tuple[str, ...]
    actor: str
    role: str
    valid_from: int
    valid_to: int | None
    source: str

    def holds(self, year: int) -> bool:
        """Whether he stood for the party in a year."""
        return self.valid_from <= year <= (self.valid_to or 9999)


@cache
def table() -> tuple[Person, ...]:
    """All rows of ``data/persons.csv``."""
    with bundle.path("persons.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Person(r["name"], tuple(x for x in r["aliases"].split(";") if x), r["actor"], r["role"], int(r["valid_from"]),
                   int(r["valid_to"]) if r["valid_to"] else None, r["source"])
            for r in csv.DictReader(stream))


@cache
def _index() -> tuple[dict[str, list[tuple[Person, bool]]], frozenset[str]]:
    """Name -> rows, each with whether the name is a surname alone; and the beginnings of all names."""
    names: dict[str, list[tuple[Person, bool]]] = {}
    prefixes: set[str] = set()
    for row in table():
        for name in (row.name, *row.aliases):
            key = actors.fold(name)
            names.setdefault(key, []).append((row, " " not in name))
            prefixes.update(key[:n] for n in range(1, len(key) + 1))
    return names, frozenset(prefixes)


def mentions(ctx: Context) -> list[actors.ActorMention]:
    """Persons named in a report, as mentions of the parties that they stand for, in text order.

    Names of parties come first: no token is both.
    """
    if "persons.mentions" not in ctx.memo:
        known = list(_scan(ctx)) if ctx.doc is not None else []
        taken = {i for a in known for i in range(a.first, a.last)}
        told = [a for a in introduced(ctx, known) if taken.isdisjoint(range(a.first, a.last))] if ctx.doc is not None else []
        ctx.memo["persons.mentions"] = sorted([*known, *told], key=_first)
    return ctx.memo["persons.mentions"]


def in_tokens(ctx: Context, first: int, last: int) -> list[actors.ActorMention]:
    """Persons named within ``doc[first:last]``."""
    found = mentions(ctx)
    low, high = bisect_left(found, first, key=_first), bisect_left(found, last, key=_first)
    return [a for a in found[low:high] if a.last <= last]


def parties_in(ctx: Context, first: int, last: int) -> list[actors.ActorMention]:
    """Parties named within ``doc[first:last]``; where there is none, those of the persons named there."""
    return actors.in_tokens(ctx, first, last) or in_tokens(ctx, first, last)


def party_of(ctx: Context, name: str) -> str | None:
    """Id of the party of a speaker's name ("Pavel Grachev", "Grachev"), as the report's own mentions of him have it."""
    words = name.split()
    if not words:
        return None
    for a in mentions(ctx):
        if ctx.doc[a.last - 1].text == words[-1]:
            return a.row.id
    return None


_first = attrgetter("first")


def _scan(ctx: Context) -> Iterator[actors.ActorMention]:
    names, prefixes = _index()
    tokens, n = ctx.tokens, len(ctx.tokens)
    keys = [actors.fold(t.text) for t in tokens]
    taken = {i for a in actors.mentions(ctx) for i in range(a.first, a.last)}
    i = 0
    while i < n:
        if not keys[i] or keys[i] not in prefixes or i in taken or not (tokens[i].text[0].isupper() or keys[i] in ("al", "el", "bin")):
            i += 1
            continue
        best: tuple[int, actors.Row] | None = None
        key = ""
        for j in range(i, min(i + _LONGEST, n)):
            if j in taken or (tokens[j].is_space and "\n\n" in tokens[j].text):
                break
            key += keys[j]
            if key not in prefixes:
                break
            if keys[j] and key in names and (j > i or tokens[j].text[0].isupper()):
                row = _row(ctx, names[key], i, j + 1)
                best = (j + 1, row) if row is not None else best
        if best is None:
            i += 1
            continue
        last, row = best
        yield actors.ActorMention(i, last, row, ctx.doc[i:last].text)
        i = last


def _row(ctx: Context, found: list[tuple[Person, bool]], first: int, last: int) -> actors.Row | None:
    """The party that a name stands for at the report's date; ``None`` where it can be another man's."""
    year = ctx.report.date.year if ctx.report.date else None
    alone = all(bare for _, bare in found)
    fitting = [p for p, _ in found if year is None or p.valid_from - 1 <= year <= ((p.valid_to or 9999) + _REMEMBERED if alone else 9999)]
    if not fitting:
        return None
    if alone:
        if _of_another(ctx, first, last):
            return None
        fitting = [p for p in fitting if _spoken_of(ctx, actors.by_id()[p.actor])]
    if not fitting:
        return None
    # Who is recalled is meant as what he last was.
    person = max(fitting, key=lambda p: (year is not None and p.holds(year), p.valid_to or 9999))
    return actors.by_id()[person.actor]


def _of_another(ctx: Context, first: int, last: int) -> bool:
    """Whether a surname stands behind another first name, is a place, or the beginning of a longer name."""
    toponym = ctx.toponym_of(ctx.tokens[first])
    if toponym is not None and toponym.role == "location" and toponym.place is not None:
        return True
    if ctx.tokens[first].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return True
    entity = next((e for e in ctx.doc.ents if e.start <= first < e.end), None)
    if entity is None or entity.label_ not in ("PERSON", "ORG", "GPE"):
        return False
    ahead = [t for t in ctx.tokens[entity.start:first] if t.is_alpha and t.text[0].isupper() and t.lower_ not in titles()]
    behind = [t for t in ctx.tokens[last:entity.end] if t.is_alpha and t.text[0].isupper()]
    return entity.label_ == "PERSON" and bool(ahead or behind)


def _spoken_of(ctx: Context, row: actors.Row) -> bool:
    """Whether a report names a party, its country or its side."""
    if "persons.parties" not in ctx.memo:
        rows = [a.row for a in actors.mentions(ctx)]
        ctx.memo["persons.parties"] = {r.id for r in rows} | {r.country for r in rows if r.country} | set(actors.countries(ctx))
    named: set[str] = ctx.memo["persons.parties"]
    return row.id in named or bool(row.country and row.country in named) or bool(set(row.side) & named) or row.id == "un"
