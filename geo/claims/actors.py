"""The parties of a conflict, normalized by ``data/actors.csv``.

The table holds states (with demonyms, capitals as governments, and the names
of their armies), armed groups, missions and alliances, each with aliases, the
years in which it existed, whose side it is on and a source. A name that the
table does not know stays a party of its own, without an id.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from geo import bundle
from geo.model import Actor

if TYPE_CHECKING:
    from geo.claims.context import Context

_WORDS = {"MODEL", "MEND", "FACT", "PLAN"}
_LONGEST = 12  # tokens of the longest name


@dataclass(frozen=True, slots=True)
class Row:
    """One party of the table.

    Attributes
    ----------
    id : str
        ISO 3166-1 alpha-2 code of a state (ISO 3166-3 of a former one), else a slug.
    kind : {"state", "group", "mission", "alliance", "people"}
    country : str
        Code of the state that it is of or operates in; may be empty.
    side : tuple of str
        Ids of the parties that it fights for or belongs to.
    valid_from, valid_to : int or None
        Years.
    """

    id: str
    name: str
    kind: str
    country: str
    aliases: tuple[str, ...]
    side: tuple[str, ...]
    valid_from: int | None
    valid_to: int | None
    source: str

    def actor(self, role: str = "party") -> Actor:
        """As the actor of a claim."""
        return Actor(self.name, self.id, role)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A party named in the text: token span ``doc[first:last]`` and its row."""

    first: int
    last: int
    row: Row
    alias: str


@lru_cache(1 << 16)  # asked for every token of every report
def fold(text: str) -> str:
    """Letters and digits of a name, lower case, without accents: the key of the look-up."""
    if text.isascii() and text.isalnum():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed.lower() if c.isalnum())


@cache
def table() -> tuple[Row, ...]:
    """All rows of ``data/actors.csv``."""
    def split(text: str) -> tuple[str, ...]:
        return tuple(x for x in text.split(";") if x)

    def year(text: str) -> int | None:
        return int(text) if text else None

    with bundle.path("actors.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Row(r["id"], r["name"], r["kind"], r["country"], split(r["aliases"]), split(r["side"]),
                year(r["valid_from"]), year(r["valid_to"]), r["source"])
            for r in csv.DictReader(stream))


@cache
def by_id() -> dict[str, Row]:
    """Rows by id."""
    return {row.id: row for row in table()}


@cache
def _index() -> tuple[dict[str, list[tuple[str, Row]]], frozenset[str]]:
    names: dict[str, list[tuple[str, Row]]] = {}
    prefixes: set[str] = set()
    for row in table():
        for name in (row.name, *row.aliases):
            key = fold(name)
            entries = names.setdefault(key, [])
            if all(row is not other for _, other in entries):
                entries.append((name, row))
            prefixes.update(key[:n] for n in range(1, len(key) + 1))
    return names, frozenset(prefixes)


def lookup(name: str, *, year: int | None = None, countries: Counter[str] | None = None) -> Row | None:
    """The party of a name.

    Parameters
    ----------
    name : str
    year : int, optional
        Parties that did not exist then are passed over, if another has the name.
    countries : Counter of str, optional
        How often the document names each state (alpha-2): of several parties
        with one name ("ADF"), that of the country most spoken of is meant.

    Returns
    -------
    Row or None
    """
    key = fold(re.sub(r"^(?:the|its|their)\s+|['’]s?$", "", name.strip(), flags=re.I))
    entries = [(alias, row) for alias, row in _index()[0].get(key, ()) if _written_alike(alias, name)]
    return _choose([row for _, row in entries], year, countries)


def _choose(rows: list[Row], year: int | None, countries: Counter[str] | None) -> Row | None:
    if not rows:
        return None
    def rank(row: Row) -> tuple[bool, int]:
        alive = year is None or ((row.valid_from or 0) <= year <= (row.valid_to or 9999) + 1)
        return alive, (countries or Counter())[row.country]
    return max(rows, key=rank)  # the first of equals: the table's order


def _written_alike(alias: str, surface: str) -> bool:
    """Acronyms need their capitals ("US", not "us"), names a capital somewhere."""
    letters = "".join(c for c in surface if c.isalpha())
    core = "".join(c for c in alias if c.isalpha())
    if not letters:
        return True
    if core.isupper() and len(core) <= 8:
        british = len(core) >= 4 and core not in _WORDS and letters == core.capitalize()  # "Nato", "Renamo"
        return letters.isupper() or letters == core or british
    return alias[:1].islower() or any(c.isupper() for c in letters)


def mentions(ctx: Context) -> list[ActorMention]:
    """All parties that the table knows in a report, longest names first taken, in text order.

    Toponyms that were resolved as demonyms or metonyms of a state are parties
    too ("Congolese" is the state that the document speaks of).
    """
    if "actors" not in ctx.memo:
        ctx.memo["actors"] = list(_scan(ctx)) if ctx.doc is not None else []
    return ctx.memo["actors"]


def countries(ctx: Context) -> Counter[str]:
    """How often each state is named in a report, by alpha-2 code."""
    if "actors.countries" not in ctx.memo:
        ctx.memo["actors.countries"] = Counter(
            t.place.country for t in ctx.toponyms if t.place is not None and t.place.country)
    return ctx.memo["actors.countries"]


def _scan(ctx: Context) -> Iterable[ActorMention]:
    names, prefixes = _index()
    tokens, n = ctx.tokens, len(ctx.tokens)
    keys = [fold(t.text) for t in tokens]
    year = ctx.report.date.year if ctx.report.date else None
    i = 0
    while i < n:
        if not keys[i] or keys[i] not in prefixes:
            i += 1
            continue
        best: tuple[int, str, Row] | None = None
        key = ""
        for j in range(i, min(i + _LONGEST, n)):
            if tokens[j].is_space and "\n\n" in tokens[j].text:
                break
            key += keys[j]
            if key not in prefixes:
                break
            if key in names and keys[j]:
                surface = _surface(ctx, tokens[i].idx, tokens[j].idx + len(tokens[j]))
                fitting = [
                    (a, r)
                    for a, r in names[key]
                    if _written_alike(a, surface) and not (a[:1].islower() and _ended(r, year)) and not _of_elsewhere(ctx, a, r)
                ]
                row = _choose([r for _, r in fitting], year, countries(ctx))
                if row is not None:
                    best = (j + 1, next(a for a, r in fitting if r is row), row)
        if best is None:
            i += 1
            continue
        last, alias, row = best
        yield ActorMention(i, last, _as_resolved(ctx, i, last, row), alias)
        i = last


def _surface(ctx: Context, start: int, end: int) -> str:
    """A name as its writer meant it: in a report in capitals, as its case was given back, acronyms apart."""
    written, read = ctx.text[start:end], ctx.read[start:end]
    return read if written != read and len(written) < 5 else written


def _ended(row: Row, year: int | None) -> bool:
    """Whether a party with a common word for a name ("the allies") was of another time."""
    return year is not None and not (row.valid_from or 0) <= year <= (row.valid_to or 9999)


def _of_elsewhere(ctx: Context, alias: str, row: Row) -> bool:
    """Whether a short acronym is hardly that of this party, whose country the report never names: "told ANS"."""
    if row.kind != "group" or not row.country or not alias.isalpha() or len(alias) > 4 or not alias.isupper():
        return False  # "M23" is nobody else's
    if countries(ctx)[row.country]:
        return False
    if "actors.words" not in ctx.memo:
        ctx.memo["actors.words"] = fold(ctx.text)
    return not any(len(n) > 5 and fold(n) in ctx.memo["actors.words"] for n in (row.name, *row.aliases))


def _as_resolved(ctx: Context, first: int, last: int, row: Row) -> Row:
    """The state of the toponym where the text's own resolution says another than the table's first."""
    if row.kind != "state":
        return row
    toponym = ctx.toponym_of(ctx.doc[first])
    if toponym is None or toponym.place is None or toponym.role not in ("demonym", "actor"):
        return row
    place = toponym.place
    if ctx.doc[last - 1].idx + len(ctx.doc[last - 1]) > toponym.end:
        return row  # "Greek Cypriot" is not Greek
    if place.country and place.country != row.country and (place.feature_code or "").startswith(("PCL", "ADM0")):
        return by_id().get(place.country, row)
    return row


def in_tokens(ctx: Context, first: int, last: int) -> list[ActorMention]:
    """Parties named within ``doc[first:last]``."""
    found = mentions(ctx)  # in text order, not overlapping
    low, high = bisect_left(found, first, key=_first), bisect_left(found, last, key=_first)
    return [m for m in found[low:high] if m.last <= last]


_first = attrgetter("first")


def at(ctx: Context, i: int) -> ActorMention | None:
    """The party whose name covers token `i`."""
    found = mentions(ctx)
    n = bisect_right(found, i, key=_first) - 1
    return found[n] if n >= 0 and i < found[n].last else None


def named(ctx: Context, name: str, role: str = "party") -> Actor:
    """A party by its name: normalized if the table knows it, else as written."""
    year = ctx.report.date.year if ctx.report.date else None
    row = lookup(name, year=year, countries=countries(ctx))
    return row.actor(role) if row is not None else Actor(" ".join(name.split()), None, role)  # type: ignore[arg-type]
