"""Set phrases beside a count that say what is with the force: "850, due in January", "took back 200 tanks", "3,000 a week ago".

The phrases stand in ``data/lexicons/force_phrases.csv``; they count where the
verb above the force says nothing of its own, or no verb was found.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors, coreference, outline

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

_REACH = {"after": 60, "before": 34, "over": 160}
_STOP = re.compile(r"[;:.()\n](?=\s|$)|\s[-–—(]\s?|\b(?:and|but|while|of an?|whose)\b")
_IN_BRACKETS = re.compile(r"\s*\(([^()\n]{3,50})\)")
_HAVENS = {"port", "base", "harbour", "harbor", "barracks", "home", "homeport", "station"}
_AMOUNT = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+|\b(?!(?:19|20)\d\d\b)\d{3,}")
_YEAR_IN_BRACKETS = re.compile(r"^\s+(?:\w+\s+)?(?:in|by|of)\s+(?:\w+-?\s?)?(1[89]\d\d|20\d\d)\s*\)")


@cache
def _phrases() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    with bundle.path("lexicons/force_phrases.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    def compiled(side: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(rf"\b{re.escape(r['phrase'])}\b", re.I), r["status"]) for r in rows if r["side"] == side)
    return {side: compiled(side) for side in _REACH}


def settle_status(ctx: Context, draft: Draft) -> None:
    """Set the status that a phrase beside the count gives, where the rules only assumed one."""
    q, weak = draft.mention.quantity, draft.doubt or draft.verdict.strength < 0.85 or draft.status == "present" or draft.governor.lemma_ == "be"
    told = _told(ctx, draft) if weak else None
    if weak and told is None and draft.governor.pos_ not in ("VERB", "AUX"):
        told = _headed(ctx, draft)
    if told is not None and told != draft.status:
        draft.status = told
        draft.rule = f"{draft.rule}; phrase beside it"
        if told == "past" and not draft.day_text:
            draft.day = None
    year = _YEAR_IN_BRACKETS.match(ctx.text[q.end:q.end + 40])
    if year and ctx.report.date is not None and int(year[1]) < ctx.report.date.year:
        draft.status = "past"
    if draft.status == "withdrawn" and _left_home(ctx, draft):
        draft.status = "deployed"


def _told(ctx: Context, draft: Draft) -> str | None:
    m = draft.mention
    end = max(m.quantity.end, ctx.doc[m.last - 1].idx + len(ctx.doc[m.last - 1]))
    after = ctx.text[end:end + _REACH["after"]]
    if bracket := _IN_BRACKETS.match(after):
        after = bracket[1]  # "Mali: 600 (planned)"
    stop = _STOP.search(after)
    after = after[:stop.start()] if stop else after
    before = ctx.text[max(0, m.quantity.start - _REACH["before"]):m.quantity.start]
    before = _STOP.split(before)[-1]
    found = [(hit.start(), status) for pattern, status in _phrases()["after"] if (hit := pattern.search(after)) and not re.search(r"\d{2}", after[:hit.start()])]
    found += [(len(before) - hit.end() + 1, status) for pattern, status in _phrases()["before"] if (hit := pattern.search(before))]
    return min(found)[1] if found else None


def _headed(ctx: Context, draft: Draft) -> str | None:
    """What stands over a list without verbs: "Pledged so far: Kenya 500", "Still to arrive" above "- Ghana 850"."""
    start = draft.mention.quantity.start
    line = ctx.text[ctx.text.rfind("\n", 0, start) + 1:start]
    texts = [line[:line.rfind(":")].rpartition(". ")[2]] if ":" in line else []
    texts += [ctx.text[h.block.start:h.block.end] for h in outline.over(ctx, start) if h.block.kind not in ("paragraph", "title") and h.block.end <= start]
    if (lead := outline.lead_in(ctx, start)) is not None:
        texts.append(ctx.text[lead[0]:lead[1]].rstrip().rpartition(". ")[2])
    for text in texts:
        if _AMOUNT.search(text):
            continue  # "5,400 personnel of 6,000 authorised" is a force of its own
        found = [(hit.start(), status) for pattern, status in _phrases()["over"] if (hit := pattern.search(text[-_REACH["over"]:]))]
        if found:
            return max(found)[1]
    return None


def _left_home(ctx: Context, draft: Draft) -> bool:
    """"126 of the nation's soldiers left Bujumbura": who leaves his own country for another's war is sent."""
    if any(c.dep_ == "dobj" and c.lemma_.lower() in _HAVENS and any(t.dep_ == "poss" for t in c.children) for c in draft.governor.children):
        return True  # "the carrier has left its port": on its way to somewhere else
    row = actors.by_id().get(draft.actor.id or "")
    home = coreference.home(ctx)
    if row is None or row.kind != "state" or home is None or row.country == home:
        return False
    return any(p.country == row.country for p in draft.places)
