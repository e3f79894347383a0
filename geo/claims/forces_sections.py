"""Lines of a list that begin with the place of all that they count: "ESTONIA (Tapa): UK 900, Denmark 200"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import actors, coreference

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.model import Place

_HEAD = re.compile(r"[ \t]*(?:[-*•·–—▪●][ \t]+)?([^\n:;.]{2,60}?)[ \t]*:(?=\s)")

_PLAIN = {"sector", "regional", "command", "north", "south", "east", "west", "central", "the", "and", "region", "province", "area", "zone", "in", "at"}


def section_places(ctx: Context, offset: int) -> tuple[Place, ...]:
    """Places that the line of a count has at its head, if it goes on to name parties of its own.

    "Uganda: 6,223" is whose they are and no place; "ESTONIA (Tapa): UK 900" and
    "Poland: 4,700 US paratroopers" are places. Of a country and a town in it the town is meant.
    """
    line = ctx.text.rfind("\n", 0, offset) + 1
    head = _HEAD.match(ctx.text, line)
    if head is None or head.end() > offset:
        return ()
    named = [t for t in ctx.toponyms_in(head.start(1), head.end(1)) if t.place is not None and t.role != "demonym"]
    if not named:
        return ()
    label = head[1]
    for t in named:
        label = label.replace(t.text, " ")
    label = re.sub(r"\([^()]*\)", " ", label)  # "ESTONIA (Tapa)": what stands in brackets says it more exactly
    if any(word not in _PLAIN for word in re.findall(r"[^\W\d_]+", label.lower())):
        return ()  # "Mozdok television: ..." is who speaks
    end = ctx.text.find("\n", offset)
    span = ctx.doc.char_span(head.end(), len(ctx.text) if end < 0 else end, alignment_mode="contract")
    own = {t.place.country for t in named if t.place is not None}
    counted = [a for a in (actors.in_tokens(ctx, span.start, span.end) if span is not None else ()) if a.row.country not in own and (
        ctx.doc[a.first - 1].like_num or any(t.like_num for t in ctx.tokens[a.last:a.last + 2]))]
    inner = [t for t in named if not coreference.fits(t, "country")]
    if not counted and not (inner and head[1].endswith(")")):
        return ()
    chosen = inner or named[-1:]
    return tuple(dict.fromkeys(t.place for t in chosen if t.place is not None))


def heading(ctx: Context, offset: int) -> tuple[int, int] | None:
    """Span of the heading above: the nearest line that is short or ends in a colon, no bullet and no sentence."""
    line = ctx.text.rfind("\n", 0, offset) + 1
    for _ in range(15):
        if line <= 0:
            return None
        previous = ctx.text.rfind("\n", 0, line - 1) + 1
        content = ctx.text[previous:line - 1].strip()
        bullet = content[:1] in ("-", "*", "•", "–")
        if content and not bullet and (content.endswith(":") or (len(content.split()) <= 9 and not content.endswith("."))):
            return previous, line
        line = previous
    return None
