"""The speaker whom a paragraph names at its head: "Moldovan television: ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import forces_units as units
from geo.claims.speakers import kinds

if TYPE_CHECKING:
    from geo.claims.context import Context

_LABEL = re.compile(r"(?:\d{1,2}[:.]?\d{2}\s*(?:gmt|hrs?)?\s+)?([A-Z][^:\n.;\"“]{2,60}):\s", re.I)
_NUMBER = re.compile(r"(?:about|some|around|nearly|over|up to|at least|more than)?\s*\d", re.I)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_ROW = 5  # words that may stand before the colon of a row of figures whose first are its source
_LED_BY = frozenset({"in", "on", "at", "outside", "inside", "near", "from", "to", "of", "around", "over", "under", "since", "by", "with"})


def label(ctx: Context, offset: int) -> str | None:
    """The speaker at the head of the paragraph that holds an offset, if the words before its colon name one.

    A heading over a list is none, nor is a row of a table: "Second army: 8,000".
    """
    start, _ = ctx.paragraph(offset)
    sentence = ctx.sentence_at(offset)
    if sentence is not None and sentence.start_char > start and (own := _LABEL.match(ctx.text[sentence.start_char:sentence.start_char + 120])):
        return _speaker(ctx, sentence.start_char, own)  # the line has a label of its own
    while start < offset and ctx.text[start].isspace():
        start += 1
    match = _LABEL.match(ctx.text[start:start + 120])
    return _speaker(ctx, start, match) if match is not None else None


def _speaker(ctx: Context, start: int, match: re.Match[str]) -> str | None:
    """The words of a label that stands at an offset, if they are of one who speaks."""
    if "(" in match[1]:
        return None
    words = match[1].split()
    if words[0].lower() in _LED_BY:
        return None
    head = ctx.sentence_at(start)
    named = [t for t in ctx.tokens[head.start:head.end] if t.idx < start + match.end()] if head is not None else []
    if any(t.tag_ in _FINITE for t in named):
        return None  # "Older dates were read out too:"
    known = kinds()
    told = {k for w in words[:4] for k in (known.get(w.lower().removesuffix("s")), known.get(w.lower()))}
    told_there = ctx.tokens[len(named) + head.start:head.end] if head is not None else ()
    row = _NUMBER.match(ctx.text[start + match.end():]) is not None or not any(t.tag_ in _FINITE for t in told_there)
    if row and (len(words) > _ROW or any(c.isdigit() or c == "," for c in match[1])):
        return None
    armed = any(units.at_end([w]) is not None for w in words)
    if "person" in told or ("body" in told and not (row and armed)) or ("document" in told and words[0].isupper() and words[-1].islower()):
        return " ".join(words)  # "UN figures:", not "Situation report:"
    # A parser may take a place at the head of a line for a person: "ESTONIA (Tapa): UK 900".
    if not row and head is not None and not armed and "," not in match[1] and any(
            e.label_ == "PERSON" and match[1].endswith(e.text) and not ctx.locations_in(e.start_char, e.end_char) for e in head.ents):
        return " ".join(words)
    return None
