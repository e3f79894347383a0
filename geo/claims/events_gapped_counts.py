"""A second figure that leaves its verb out: "22 people died in Homs and 14 in Hama", "10 on Monday and 12 on Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.dates import mentions
from geo.claims.effects_counts import Count, counts_by_token
from geo.claims.events_topic import locations

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.merge_draft import Draft
    from geo.claims.quantities import Quantity

_BEFORE = re.compile(r"(?:,|;|\band\b)\s*(?:another|a further|some|about|at least|more than|over|nearly)?\s*$", re.I)
_PLACED = re.compile(r"\s*(?:more\s+|others\s+|people\s+)?(?:in|into|at|near|to|from|around|outside)\s+(?:the\s+)?(?:(?:town|city|village|district)\s+of\s+)?$", re.I)
_DATED = re.compile(r"\s*(?:more\s+|others\s+|people\s+)?(?:on|in|the)\s+$", re.I)
_KINDS = ("fatalities", "displaced", "injured", "captured")


def counted(ctx: Context, draft: Draft) -> list[Draft]:
    """The draft itself, and one for each further figure of its sentence that has a place or a day but no verb."""
    kind = next((k for k in _KINDS if k in draft.effects and draft.effects[k].known), None)
    if kind is None or draft.polarity != "asserted":
        return [draft]
    sentence, found = draft.incident.sentence, []
    first = min(f.token.idx for f in draft.incident.frames)
    for q in _figures(ctx, draft, first):
        if not _BEFORE.search(ctx.text[first : q.start]) or Count(q.low, q.high) == draft.effects[kind] or not _told_where(ctx, draft, q):
            continue
        place = next((t for t in locations(ctx, sentence) if t.start >= q.end and t.place and _PLACED.fullmatch(ctx.text[q.end : t.start])), None)
        day = next((m for m in mentions(ctx) if m.expression.start >= q.end and m.when.start is not None
                    and _DATED.fullmatch(ctx.text[q.end : m.expression.start] + " ")), None)  # fmt: skip
        if place is None and (day is None or day.when == draft.when):
            continue
        found.append(replace(
            draft,
            slot=replace(draft.slot, places=(place.place,), how="named", confidence=0.8) if place is not None and place.place else draft.slot,
            when=day.when if day is not None and place is None else draft.when,
            effects={kind: Count(q.low, q.high)},
            rules=(*draft.rules, "gapped"),
        ))  # fmt: skip
    taken = {d.slot.places[0].id for d in found if d.slot is not draft.slot}
    left = tuple(p for p in draft.slot.places if p.id not in taken)
    return [replace(draft, slot=replace(draft.slot, places=left)) if left and taken else draft, *found]


def _figures(ctx: Context, draft: Draft, first: int) -> list[Quantity]:
    """Bare numbers behind the words of an event, with no verb between."""
    table, seen, found = counts_by_token(ctx), set(), []
    for token in draft.incident.sentence:
        if token.idx > first and token.pos_ in ("VERB", "AUX") and token.i not in {f.token.i for f in draft.incident.frames}:
            break
        q = table.get(token.i)
        if q is not None and q.start > first and q.first not in seen and (q.head is None or q.first <= q.head < q.last or ctx.doc[q.head].pos_ == "NUM"):
            seen.add(q.first)
            found.append(q)
    return found


def _told_where(ctx: Context, draft: Draft, q: Quantity) -> bool:
    """Whether a place or a day stands before the figure, so that it is no part of the one told: not "killed 40, 12 in Gao"."""
    first = min(f.token.idx for f in draft.incident.frames)
    placed = any(first < t.start and t.end < q.start for t in locations(ctx, draft.incident.sentence))
    return placed or any(first < m.expression.start and m.expression.end < q.start for m in mentions(ctx))
