"""The day that "today" means in a report, and where its dateline ends."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.claims.context import Context
from geo.claims.dates_calendar import When, resolve
from geo.claims.dates_grammar import Expression, scan

_DATELINE = re.compile(r"^.{0,200}?(?:--|—|–|\s-\s|\(\w+\)|\]|:)", re.S)
_DATELINE_DATE = re.compile(
    r"^(?:[^\n]*\n+){0,2}?[A-Z][\w .,'’()-]{1,70}?(?:\s+--?\s|\s[–—]\s|\([A-Za-z ]{2,40}\)|--|—|:\s)"
)

#: Words of a dateline that need no capital; a sentence ("The ceasefire of 11 July is holding (SPLA)") has others.
_SMALL = {"in", "at", "on", "of", "the", "and", "by", "from", "for", "to", "near", "via", "with", "gmt", "local", "time", "hours", "hrs", "de", "la", "al",
          "el", "am", "pm"}
_FREE = 3


def anchor(ctx: Context) -> date | None:
    """The day that "today" means: the dateline's if it has one, else the publication date."""
    if "dates.anchor" not in ctx.memo:
        day = ctx.report.date
        head = _DATELINE.match(ctx.read[:260])
        if head and sum(w.islower() and w not in _SMALL for w in re.findall(r"[^\W\d_]+", head[0])) <= _FREE:
            for e in scan(head[0]):
                if e.kind not in ("dmy", "iso") or (day is None and "y" not in e.values):
                    continue
                found = resolve(e, day, "past").start
                # A dateline lies within days of publication; anything else is part of the story.
                if found and (day is None or timedelta(0) <= day - found <= timedelta(days=7)):
                    day = found
                break
        ctx.memo["dates.anchor"] = day or _first_lines(ctx)
    return ctx.memo["dates.anchor"]


def dateline_end(ctx: Context) -> int:
    """Offset behind the dateline; its date is when the report was sent, not when an event was."""
    if "dates.dateline" not in ctx.memo:
        head = _DATELINE_DATE.match(ctx.read[:260])
        ctx.memo["dates.dateline"] = head.end() if head else 0
    return ctx.memo["dates.dateline"]


def _first_lines(ctx: Context) -> date | None:
    """The date of a heading without a full stop, for a report that has none: "Notes from Aleppo, 3 March 2013"."""
    for line in ctx.read[:300].split("\n")[:4]:
        if len(line) < 100 and not line.rstrip().endswith((".", "!", "?", ",")):
            for e in scan(line):
                if e.kind == "iso" or (e.kind == "dmy" and "y" in e.values):
                    return resolve(e, None, "past").start
    return None


def last_year(text: str, e: Expression, found: When, today: date | None) -> When:
    """ "16 July last year": the year stands behind the day."""
    after = text[e.end : e.end + 11].lower()
    if today is None or found.start is None or e.kind != "dmy" or "y" in e.values:
        return found
    for words_, back in ((" last year", 1), (" this year", 0)):
        if after.startswith(words_):
            try:
                return When(found.start.replace(year=today.year - back), None, found.precision, e.text + words_)
            except ValueError:  # 29 February
                return found
    return found
