"""Parties that a report stands by without naming them beside the count: in its title, its source, as those whom its speakers lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import actors, coreference

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

_OFFICIAL = re.compile(r"minist|general staff|armed forces|army|navy|defen[cs]e|d[ée]fense|defensa", re.I)
_WORDS = 4
#: So many words may stand between a party and the name of one who speaks for it: "the RUF's field commander".
_TITLE = 5


def named_in(text: str) -> tuple[str, ...]:
    """Ids of the parties that a line of text names, in order; of two that overlap the longer."""
    words = re.sub(r"[,;:()\"“”]", " ", text).split()
    found, n = [], 0
    while n < len(words):
        for size in range(min(_WORDS, len(words) - n), 0, -1):
            row = actors.lookup(" ".join(words[n:n + size])) if words[n][:1].isupper() else None
            if row is not None:
                found.append(row.id)
                n += size
                break
        else:
            n += 1
    return tuple(dict.fromkeys(found))


def titled(ctx: Context) -> tuple[str, ...]:
    """Ids of the parties that the report's title names, in order."""
    if "forces_parties.title" not in ctx.memo:
        ctx.memo["forces_parties.title"] = named_in(ctx.report.title or "")
    return ctx.memo["forces_parties.title"]


def issuer(ctx: Context) -> str | None:
    """Id of the party whose name the report's source holds ("Turkish General Staff", "ISAF press office")."""
    if "forces_parties.issuer" not in ctx.memo:
        words = (ctx.report.source or "").replace(",", " ").split()
        found = None
        for size in range(_WORDS, 0, -1):
            for n in range(len(words) - size + 1):
                row = actors.lookup(" ".join(words[n:n + size]))
                found = found or (row.id if row is not None else None)
        if found is None and _OFFICIAL.search(ctx.report.source or ""):
            # A ministry that does not say whose it is is of where it writes from.
            found = next((t.place.country for t in ctx.toponyms if t.place is not None and coreference.in_dateline(ctx, t)), None)
        ctx.memo["forces_parties.issuer"] = found
    return ctx.memo["forces_parties.issuer"]


def leaders(ctx: Context) -> dict[str, str]:
    """Surname in lower case -> id of the party that the report presents its bearer with: "Chechen leader Dzhokhar Dudayev"."""
    if "forces_parties.leaders" not in ctx.memo:
        found: dict[str, str] = {}
        doc = ctx.doc
        for person in doc.ents:
            surname = person[-1].lower_
            if person.label_ != "PERSON" or surname in found:
                continue
            ahead = [a for a in actors.in_tokens(ctx, max(person.sent.start, person.start - _TITLE), person.start)
                     if not any(t.is_punct or t.pos_ in ("VERB", "AUX", "ADP") for t in ctx.tokens[a.last:person.start])]
            behind = [] if person.end >= len(doc) or doc[person.end].text != "," else [
                a for a in actors.in_tokens(ctx, person.end + 1, min(person.sent.end, person.end + 2 + _TITLE))
                if not any(t.is_punct or t.pos_ in ("VERB", "AUX") for t in ctx.tokens[person.end + 1:a.first])]
            named = ahead[-1:] or behind[:1]
            if named:
                found[surname] = named[0].row.id
        ctx.memo["forces_parties.leaders"] = found
    return ctx.memo["forces_parties.leaders"]


def led(ctx: Context, draft: Draft) -> tuple[str, ...]:
    """Ids of the parties of those who the sentence of a count says act or speak, by their names alone; the nearest ahead first."""
    known = leaders(ctx)
    sentence = ctx.sentence_of(draft.mention.head)
    if not known or sentence is None:
        return ()
    tokens = [t for t in ctx.tokens[sentence.start:sentence.end] if t.lower_ in known and t.dep_ in ("nsubj", "nsubjpass", "poss", "agent", "pobj")]
    ahead = [t for t in reversed(tokens) if t.i < draft.mention.first]
    return tuple(dict.fromkeys(known[t.lower_] for t in [*ahead, *tokens]))
