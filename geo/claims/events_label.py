"""The place that stands over an event: "* Arauca: four policemen were killed", "Bojaya (Choco): …", a heading over the items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import outline

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.model import Toponym


def bulleted(ctx: Context, offset: int) -> bool:
    """Whether an offset stands in an item of a list."""
    return outline.in_list(ctx, offset)


def label(ctx: Context, offset: int) -> Toponym | None:
    """The place that the line of an offset, or the heading over its list, is named by, if it is known."""
    head = outline.place_head(ctx, offset)
    if head is None or head.block.kind == "title" or not (outline.close(head) or outline.in_list(ctx, offset)):
        return None
    named = ctx.toponyms_in(head.block.start, head.block.end)
    return next((t for t in named if t.place is not None and t.place in head.places), None)


def labelled_unknown(ctx: Context, offset: int) -> bool:
    """Whether the line is labelled with a place that no gazetteer has: "Bohong: 11 shepherds reported killed"."""
    head = next((h for h in outline.over(ctx, offset) if h.block.start < h.block.end <= offset and outline.close(h)), None)
    if head is None or head.speaks or head.party is not None or head.block.how != ":" or (head.places and not head.unlocated):
        return False
    span = ctx.doc.char_span(head.block.start, head.block.end, alignment_mode="expand")
    if span is None:
        return False
    return head.unlocated or (all(t.pos_ == "PROPN" for t in span if not t.is_punct) and (
        "(" in span.text or span.root.ent_type_ in ("GPE", "LOC", "FAC")))
