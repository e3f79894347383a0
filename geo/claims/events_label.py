"""The place that stands as a label before a line: "* Arauca: four policemen were killed", "Bojaya (Choco): …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.model import Toponym

BULLET = re.compile(r"\s*(?:[-*•·–—▪●]|\(?[0-9a-z]{1,2}[.)])\s+")
_LABEL = re.compile(r"(?P<name>[A-Z][\w'’. -]{2,30}?)(?:\s*\((?P<of>[A-Z][\w'’. -]{2,30})\)|,\s*[A-Z][\w'’. -]{2,30}|,\s*\d{1,2}\s+[A-Z][a-z]{2,8})?\s*:\s")


def _line(ctx: Context, offset: int) -> int:
    start = ctx.text.rfind("\n", 0, offset) + 1
    bullet = BULLET.match(ctx.text[start : start + 12])
    return start + bullet.end() if bullet else start


def bulleted(ctx: Context, offset: int) -> bool:
    """Whether an offset stands in an item of a list."""
    start = ctx.text.rfind("\n", 0, offset) + 1
    return BULLET.match(ctx.text[start : start + 12]) is not None


def label(ctx: Context, offset: int) -> Toponym | None:
    """The place that the line of an offset is labelled with, if it is known."""
    found = _match(ctx, offset)
    if found is None:
        return None
    start, m = found
    return next((t for t in ctx.toponyms_in(start, start + m.end()) if t.place is not None), None)


def labelled_unknown(ctx: Context, offset: int) -> bool:
    """Whether the line is labelled with a place that no gazetteer has: "Bohong: 11 shepherds reported killed"."""
    found = _match(ctx, offset)
    if found is None or label(ctx, offset) is not None:
        return False
    start, m = found
    span = ctx.doc.char_span(start, start + m.end("name"), alignment_mode="expand")
    return span is not None and all(t.pos_ == "PROPN" for t in span) and (
        m["of"] is not None or span.root.ent_type_ in ("GPE", "LOC", "FAC")
    )


def _match(ctx: Context, offset: int) -> tuple[int, re.Match[str]] | None:
    start = _line(ctx, offset)
    m = _LABEL.match(ctx.text[start : start + 90])
    if m is None or start + m.end() > offset + 90 or offset < start:
        return None
    return start, m
