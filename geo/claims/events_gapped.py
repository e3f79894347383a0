"""A second event that leaves its verb out: "Rajo was taken on 3 March and Jinderes on 8 March"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.dates import mentions
from geo.claims.events_topic import locations

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.merge_draft import Draft

_LINK = re.compile(r"(?:,|;|\band\b)\s*(?:then\s+)?(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$", re.I)
_TO_DATE = re.compile(r"\s*,?\s*(?:on|in|early on|late on)?\s*$", re.I)
_GROUPS = {"territory", "retake", "seize", "attack", "strike", "blast", "clash", "advance", "siege"}


def gapped(ctx: Context, draft: Draft) -> list[Draft]:
    """The draft itself, and one for each further place of its sentence that has a date but no verb."""
    if draft.lead.group not in _GROUPS or draft.polarity != "asserted":
        return [draft]
    sentence = draft.incident.sentence
    found = []
    for toponym in locations(ctx, sentence):
        if toponym.start < draft.lead.token.idx or not _LINK.search(ctx.text[sentence.start_char : toponym.start]):
            continue
        dated = next(
            (
                m
                for m in mentions(ctx)
                if m.expression.start >= toponym.end
                and m.when.start is not None
                and _TO_DATE.match(ctx.text[toponym.end : m.expression.start])
            ),
            None,
        )
        before = [
            m for m in mentions(ctx) if sentence.start_char <= m.expression.start and m.expression.end <= toponym.start
        ]
        between = ctx.doc.char_span(draft.lead.token.idx, toponym.start, alignment_mode="contract")
        verbs = [t for t in between[1:] if t.pos_ in ("VERB", "AUX")] if between is not None else []
        if dated is None or not before or verbs or toponym.place is None or dated.when == draft.when:
            continue
        found.append(
            replace(
                draft,
                slot=replace(draft.slot, places=(toponym.place,), how="named", confidence=0.8),
                when=dated.when,
                effects={},
                rules=(*draft.rules, "gapped"),
            )
        )
    if not found:
        return [draft]
    taken = {d.slot.places[0].id for d in found}
    left = tuple(p for p in draft.slot.places if p.id not in taken)
    return [replace(draft, slot=replace(draft.slot, places=left)) if left else draft, *found]
