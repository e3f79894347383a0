"""The outline of a report: the place and the party that stand over any word of it.

"LITHUANIA (Rukla): Germany 950" is at Rukla, "- Kenya: 4,652" under "Sector 2
(Dhobley)" is of Kenya and at Dhobley, and what an item names in passing says
nothing of the next one. The writing is read by :mod:`geo.claims.outline_lines`,
the names by :mod:`geo.claims.outline_names`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.outline_names import Head, named

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.outline_lines import Block

_STOP = re.compile(r"[.!?][\"”)]?\s+(?=[A-Z\d\"“])")

def heads(ctx: Context) -> list[Head]:
    """The outline of a report, in text order."""
    if "outline" not in ctx.memo:
        ctx.memo["outline"] = named(ctx)
    return ctx.memo["outline"]


def over(ctx: Context, offset: int) -> list[Head]:
    """The blocks that an offset stands in, the innermost first."""
    return ctx.once(("outline.over", offset), lambda: _over(ctx, offset))


def _over(ctx: Context, offset: int) -> list[Head]:
    found = heads(ctx)
    n: int | None = bisect_right(ctx.once(("outline.starts",), lambda: [h.block.first for h in found]), offset) - 1
    chain = []
    while n is not None and n >= 0:
        block = found[n].block
        if offset < block.last:
            chain.append(found[n])
        n = block.parent
    return chain


def named_over(ctx: Context, offset: int) -> list[Head]:
    """Those of them whose words stand ahead of the offset and that do not only say who speaks."""
    return ctx.once(("outline.named_over", offset), lambda: [
        h for h in over(ctx, offset) if h.block.start < h.block.end <= offset and not h.speaks])


def place_head(ctx: Context, offset: int) -> Head | None:
    """The nearest head over an offset that says where."""
    return next((h for h in named_over(ctx, offset) if h.places), None)


def party_head(ctx: Context, offset: int) -> Head | None:
    """The nearest head over an offset that says whose."""
    return next((h for h in named_over(ctx, offset) if h.party is not None), None)


def heading(ctx: Context, offset: int) -> Block | None:
    """The innermost heading that an offset stands under."""
    return next((h.block for h in over(ctx, offset) if h.block.kind in ("title", "heading")), None)


def lead_in(ctx: Context, offset: int) -> tuple[int, int] | None:
    """Span of the text that introduces the list of an offset: the heading, or the paragraph right above it."""
    found = heads(ctx)
    items = [h.block for h in over(ctx, offset) if h.block.kind == "item"]
    if not items:
        return None
    outer = items[-1]
    if outer.parent is not None and (above := found[outer.parent].block).kind != "title":
        return above.first, found[outer.parent + 1].block.first
    first = next(h.block.first for h in found if h.block.parent == outer.parent and h.block.key == outer.key)
    before = [h.block for h in found if h.block.last <= first and h.block.kind == "paragraph"]
    return (before[-1].first, before[-1].last) if before and not ctx.text[before[-1].last:first].strip("().0123456789-*•aAiI \n") else None


def home_of(ctx: Context, offset: int) -> actors.Row | None:
    """The state that the nearest head names as a whole: "BULGARIA (Novo Selo): own troops, 800"."""
    code = next((h.home for h in named_over(ctx, offset) if h.home), "")
    return actors.by_id().get(code)


def in_list(ctx: Context, offset: int) -> bool:
    """Whether an offset stands in an item of a list."""
    return any(h.block.kind == "item" for h in over(ctx, offset))


def unit_of(ctx: Context, offset: int) -> Block | None:
    """The innermost item, or labelled paragraph or part of one, that an offset stands in."""
    return next((h.block for h in over(ctx, offset) if h.block.kind in ("item", "label") or (
        h.block.kind == "paragraph" and not h.speaks and (h.places or h.party is not None))), None)


def shared(ctx: Context, one: int, two: int) -> bool:
    """Whether what is said at one offset may be meant at a later one: it is not of an item that the other is no part of."""
    block = unit_of(ctx, one)
    return block is None or block.first <= two < block.last


def close(head: Head) -> bool:
    """Whether a head stands on the very line of what it governs, as a label does."""
    return head.block.kind in ("item", "label", "paragraph")


def first_sentence(ctx: Context, head: Head, offset: int) -> bool:
    """Whether an offset stands in the sentence that a label is ahead of."""
    return head.block.how != "." and not _STOP.search(ctx.text, head.block.end, offset)


def head_at(ctx: Context, start: int) -> Head | None:
    """The head whose words an offset is one of."""
    return next((h for h in over(ctx, start) if h.block.start <= start < h.block.end), None)


def says_whose(ctx: Context, start: int) -> bool:
    """Whether a name is one over a line that says whose, or who speaks: "Kenya: 4,652 re-hatted", "BAGHDAD (1900): ..."."""
    head = head_at(ctx, start)
    return head is not None and (head.speaks or (head.party is not None and not head.places))
