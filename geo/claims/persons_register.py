"""Persons whom a report itself introduces, and the party that it gives them.

"Malcolm Rifkind, the British defence secretary", "KLA commander Remi",
"rebel spokesman Lutaya", "Defence minister Banda": the words around the full
name say whose man he is, and from then on his surname does.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors, coreference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span, Token

    from geo.claims.context import Context

#: So many words may stand between a party and the name of one who speaks for it: "the RUF's field commander".
_TITLE = 8
_REBELS = {"rebel", "guerrilla", "guerilla", "insurgent", "separatist", "secessionist", "militia", "militant", "warlord", "rebels"}
_HOME = {"army", "military", "government", "navy", "police", "federal"}
_SEAMS = {"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON"}
_NAMING = ("of", "from", "for")


@cache
def titles() -> dict[str, str]:
    """Title in lower case -> ``state`` (an office), ``rank``, ``rebel`` or ``person``, from ``data/lexicons/person_titles.csv``."""
    with bundle.path("lexicons/person_titles.csv").open(encoding="utf-8", newline="") as stream:
        return {r["title"]: r["kind"] for r in csv.DictReader(stream)}


def introduced(ctx: Context, known: list[actors.ActorMention]) -> list[actors.ActorMention]:
    """Mentions of persons beside those that the table knows, as mentions of their parties."""
    taken = {i for a in known for i in range(a.first, a.last)} | {i for a in actors.mentions(ctx) for i in range(a.first, a.last)}
    parties: dict[str, actors.Row | None] = {}
    for a in known:
        if a.last - a.first > 1:
            parties.setdefault(ctx.tokens[a.last - 1].text, a.row)
    found: list[actors.ActorMention] = []
    spans = [s for s in _names(ctx) if taken.isdisjoint(range(s[0], s[1]))]
    for first, last in spans:
        surname = ctx.tokens[last - 1].text
        if parties.get(surname) is None:
            row = _introduction(ctx, first, last)
            if row is not None or last - first > 1:
                parties[surname] = row  # a full name without a party is another man's
    for first, last in spans:
        if (row := parties.get(ctx.tokens[last - 1].text)) is not None:
            found.append(actors.ActorMention(first, last, row, ctx.doc[first:last].text))
    covered = taken | {i for a in found for i in range(a.first, a.last)}
    for token in ctx.tokens:
        if token.i not in covered and token.pos_ == "PROPN" and (row := parties.get(token.text)) is not None:
            found.append(actors.ActorMention(token.i, token.i + 1, row, token.text))
    return found


def _names(ctx: Context) -> list[tuple[int, int]]:
    """Token spans of persons' names, titles left out: entities, and names behind a title, in text order."""
    found: dict[int, int] = {}
    for entity in ctx.doc.ents:
        if entity.label_ == "PERSON":
            first, last = _bare(entity)
            if first < last:
                found[first] = last
    covered = {i for first, last in found.items() for i in range(first, last)}
    for token in ctx.tokens[:-1]:
        if titles().get(token.lower_) in ("rank", "state") and token.i + 1 not in covered:
            last = token.i + 1
            while last < len(ctx.tokens) and _capital(ctx.tokens[last]) and last not in covered and ctx.toponym_of(ctx.tokens[last]) is None:
                last += 1
            if last > token.i + 1:
                found[token.i + 1] = last
    return sorted(found.items())


def _capital(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.lower_ not in titles() and len(token) > 1


def _bare(entity: Span) -> tuple[int, int]:
    first, last = entity.start, entity.end
    while first < last and (entity.doc[first].lower_ in titles() or not entity.doc[first].text[0].isalpha()):
        first += 1
    while last > first and (entity.doc[last - 1].tag_ == "POS" or not entity.doc[last - 1].text[0].isalpha()):
        last -= 1
    return first, last


def _introduction(ctx: Context, first: int, last: int) -> actors.Row | None:
    """The party that the words before and behind a name give him."""
    sentence = ctx.sentence_of(ctx.tokens[first])
    if sentence is None:
        return None
    start = _ahead(ctx, max(sentence.start, first - _TITLE), first)
    ahead = ctx.tokens[start:first]
    titled = {titles()[t.lower_] for t in ahead if t.lower_ in titles()}
    named = [a for a in actors.in_tokens(ctx, start, first) if titled or not _placed(ctx, a)]
    if named:
        return named[-1].row
    if (row := _behind(ctx, sentence, last, bool(titled))) is not None:
        return row
    words = {t.lower_ for t in ahead}
    if words & _REBELS or "rebel" in titled:
        return _rebels(ctx)
    if "state" in titled or (titled and words & _HOME):
        return actors.by_id().get(coreference.home(ctx) or "")
    return None


def _ahead(ctx: Context, low: int, first: int) -> int:
    """Where the noun phrase that ends in a name begins."""
    start = first
    while start > low:
        token = ctx.tokens[start - 1]
        seam = token.pos_ in _SEAMS and token.tag_ != "PRP$"
        if seam or token.is_space or (token.is_punct and token.text != "-"):
            break
        start -= 1
    return start


def _behind(ctx: Context, sentence: Span, last: int, titled: bool) -> actors.Row | None:
    """"X, the British defence secretary,", "X of the KLA"."""
    if last >= sentence.end:
        return None
    if ctx.tokens[last].lower_ in _NAMING:
        named = actors.in_tokens(ctx, last + 1, min(last + 6, sentence.end))
        if not named and titled and last + 2 < sentence.end and ctx.tokens[last + 1].lower_ == "the" and ctx.tokens[last + 2].lower_ in _HOME:
            return actors.by_id().get(coreference.home(ctx) or "")
        return named[0].row if named and named[0].first <= last + 3 and (titled or named[0].row.kind != "state") else None
    if ctx.tokens[last].text != ",":
        return None
    end = last + 1
    while end < min(sentence.end, last + 3 + _TITLE):
        token = ctx.tokens[end]
        if (token.is_punct and token.text != "-") or token.pos_ in ("VERB", "AUX"):
            break
        end += 1
    named = actors.in_tokens(ctx, last + 1, end)
    return named[0].row if named and any(t.lower_ in titles() for t in ctx.tokens[last + 1:end]) else None


def _placed(ctx: Context, a: actors.ActorMention) -> bool:
    toponym = ctx.toponym_of(ctx.tokens[a.first])
    return toponym is not None and toponym.role == "location"


def _rebels(ctx: Context) -> actors.Row | None:
    """The armed group that a report speaks of most, if it is clear which."""
    ranked = _most(a.row.id for a in actors.mentions(ctx) if a.row.kind == "group")
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return actors.by_id().get(ranked[0][0])


def _most(ids: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(ids).most_common(2)
