"""Parties that a report stands by without naming them beside the count: in its title, its source, as those whom its speakers lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import actors, coreference, persons
from geo.regions.history import former_states

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

_OFFICIAL = re.compile(r"minist|general staff|armed forces|army|navy|defen[cs]e|d[ée]fense|defensa", re.I)
_WORDS = 4


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


def of_the_day(ctx: Context, code: str | None) -> str | None:
    """Id of the party that a state was part of where it had no army yet: "Azerbaijan" or "Moscow" of 1990 is the Soviet Union."""
    rows, day = actors.by_id(), ctx.report.date
    if day is None or (row := rows.get(code or "")) is None or row.kind != "state" or (row.valid_from or 0) <= day.year:
        return code
    union = next((s.id for s in former_states() if code in s.members and s.holds(day.isoformat())), None)
    return union if union in rows else code


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


def led(ctx: Context, draft: Draft) -> tuple[str, ...]:
    """Ids of the parties of those persons who the sentence of a count says act or speak; the nearest ahead first."""
    sentence = ctx.sentence_of(draft.mention.head)
    if sentence is None:
        return ()
    found = [a for a in persons.in_tokens(ctx, sentence.start, sentence.end)
             if ctx.tokens[a.last - 1].dep_ in ("nsubj", "nsubjpass", "poss", "agent", "pobj")]
    ahead = [a for a in reversed(found) if a.first < draft.mention.first]
    return tuple(dict.fromkeys(a.row.id for a in [*ahead, *found]))


def spoken_for(ctx: Context, draft: Draft) -> tuple[str, ...]:
    """Ids of the parties that the speaker of a count belongs to."""
    name = draft.attribution.name or ""
    party = persons.party_of(ctx, name)
    return named_in(name) or ((party,) if party else ())
