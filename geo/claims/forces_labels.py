"""Counts that belong to a name or a label: "LNA total: 85,000", "Tanks: 12", "6,000 Taliban"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import actors, outline
from geo.claims import forces_units as units
from geo.claims.forces_mention import Mention
from geo.claims.quantities import Quantity

if TYPE_CHECKING:
    from geo.claims.context import Context


#: Who is counted and is no force.
_LOST = {"dead", "killed", "casualties", "wounded", "losses", "displaced", "refugees", "votes", "figures", "accord", "aid", "rations", "bodies",
         "corpses", "injured", "missing", "captured", "prisoners", "detained", "civilians", "families", "deaths"}
_NOUN = 4  # tokens


def party_count(ctx: Context, q: Quantity) -> Mention | None:
    """ "LNA total: 85,000", "6,000 Taliban", "ARMY: 80,000", "the ex-Seleka, who may be 15,000 strong": a party counted by its name."""
    doc = ctx.doc
    following = actors.in_tokens(ctx, q.last, min(q.last + 6, len(doc)))
    gap = {t.lower_ for t in ctx.tokens[q.last:following[0].first]} if following else set()
    if (
        following
        and following[0].row.kind == "group"
        and gap <= {"or", "so", "of", "the", "more", "heavily", "armed", "well", "-"}
        and not (
            following[0].last < len(doc)
            and doc[following[0].last].pos_ in ("NOUN", "PROPN")
            and doc[following[0].last].text[:1].islower()
        )
    ):
        last = following[0].last
        return Mention(
            q,
            "fighters",
            "person",
            following[0].row.name,
            doc[following[0].first : last].text,
            doc[last - 1],
            q.first,
            last,
            False,
            "counted party",
        )
    if doc[q.last - 1].lower_ == "strong" or (q.last < len(doc) and doc[q.last].lower_ == "strong"):
        sentence = ctx.sentence_at(q.start)
        named = (
            [a for a in actors.in_tokens(ctx, sentence.start, q.first) if a.row.kind != "state"]
            if sentence is not None
            else []
        )
        if named:
            unit = unit_of_party(named[-1].row.kind, set()) or "troops"
            return Mention(
                q,
                unit,
                "person",
                "strength",
                doc[named[-1].first : named[-1].last].text,
                doc[q.last - 1],
                q.first,
                q.last,
                False,
                "counted party",
            )
    colon = q.first - 1
    if colon > 0 and doc[colon].text in "\"“(":
        colon -= 1
    entry = colon >= 0 and _entry(ctx, q)
    if colon > 0 and (doc[colon].text in (":", "-", "–", "—", "|") or "\t" in doc[colon].text) or entry:
        colon += entry
        block = next((h.block for h in outline.over(ctx, doc[colon - 1].idx)), None)
        line = max(ctx.text.rfind("\n", 0, doc[colon - 1].idx) + 1, block.start if block is not None else 0)
        label = [t for t in ctx.tokens[max(0, colon - 12):colon] if t.idx >= line and t.text != "|"]
        stops = [n for n, t in enumerate(label) if t.text in (".", ";")]
        label = label[stops[-1] + 1:] if stops else label
        if (
            label
            and len(label) <= 7
            and not any(t.text in (".", ";") or t.pos_ in ("VERB", "AUX") or t.like_num for t in label)
        ):
            named = actors.in_tokens(ctx, label[0].i, colon)
            words = {t.lower_ for t in label}
            if named or words & {"army", "police", "navy", "militia", "rebels", "government"}:
                unit = unit_of_party(named[0].row.kind if named else "", words)
                if unit and not (words | _counted_words(ctx, q)) & _LOST:
                    return Mention(
                        q,
                        unit,
                        "person",
                        "strength",
                        doc[label[0].i : colon].text,
                        doc[colon - 1],
                        label[0].i,
                        q.last,
                        False,
                        "labelled count",
                    )
    return None


def _entry(ctx: Context, q: Quantity) -> bool:
    """"Turkey 860" under "RC (Capital), Kabul": an item that is a party and its number, in a list with a head."""
    head = next(iter(outline.over(ctx, q.start)), None)
    if head is None or head.block.kind != "item" or not q.first or not outline.named_over(ctx, q.start):
        return False
    named = actors.at(ctx, q.first - 1)
    return (named is not None and ctx.doc[named.first].idx == head.block.start and named.last == q.first
            and re.match(r"[ \t]*(?:[,;(\n]|\Z)", ctx.text[q.end:]) is not None)


def _counted_words(ctx: Context, q: Quantity) -> set[str]:
    """The words right behind a number: "90 recovered bodies"."""
    words: set[str] = set()
    for token in ctx.tokens[q.last:q.last + _NOUN]:
        if token.is_space or token.is_punct:
            break
        words.add(token.lower_)
    return words


def under_heading(ctx: Context, q: Quantity) -> Mention | None:
    """"POLRI (national police)" above "- 10,000 or so": the heading says what the line counts."""
    doc = ctx.doc
    item, above = (*outline.over(ctx, q.start)[:2], None, None)[:2]
    if item is None or above is None or item.block.kind != "item" or q.start < item.block.start or ctx.text[item.block.start:q.start].strip():
        return None
    block = above.block
    heading = doc.char_span(block.start, block.end, alignment_mode="expand") if block.start < block.end else None
    if heading is None or (
        q.last < len(doc) and doc[q.last].pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and doc[q.last].idx - q.end < 3
    ):
        return None
    named = actors.in_tokens(ctx, heading.start, heading.end)
    words = {t.lower_ for t in heading}
    unit = unit_of_party(named[0].row.kind if named else "", words)
    if not unit:
        return None
    return Mention(
        q,
        unit,
        "person",
        "strength",
        heading.text,
        doc[q.last - 1],
        q.first,
        q.last,
        False,
        "labelled count",
    )


def unit_of_party(kind: str, words: set[str]) -> str:
    """Unit of the members of a party whose count names no noun."""
    if "police" in words:
        return "police"
    if words & {"observers", "monitors"}:
        return "observers"
    return {"group": "fighters", "mission": "peacekeepers", "state": "troops", "alliance": "troops"}.get(
        kind,
        "fighters" if words & {"militia", "rebels"} else "troops" if words & {"army", "navy", "government"} else "",
    )


def labelled(ctx: Context, q: Quantity) -> Mention | None:
    """"Tanks: 12", "Troop strength: 6,200" in a list."""
    doc = ctx.doc
    colon = q.first - 1
    if colon > 0 and doc[colon].text in "\"“‘'":
        colon -= 1
    if colon < 1 or doc[colon].text not in (":", "-", "–", "=", "—") or doc[colon - 1].is_space:
        return None
    start = colon - 1
    while (
        start > 0
        and not doc[start - 1].is_space
        and doc[start - 1].text not in (";", ".", "•", "-", "*", ",")
        and q.first - start < 10
    ):
        start -= 1
    if any(t.like_num or t.pos_ in ("VERB", "AUX") for t in ctx.tokens[start:colon]):
        return None  # "has 1,250 troops in the Golan Heights: 500 Austrians" is no label
    label = [t.text for t in ctx.tokens[start:colon]]
    for size in range(len(label), 0, -1):
        word = units.at_end(label[:size])
        rest = [w.lower() for w in label[size:]]
        if word is not None and word.cls in ("person", "equipment", "formation") and (not rest or rest[0] in (
                "in", "at", "on", "strength", "numbers", "number", "deployed", "total", "present", "(")):
            noun = doc[start + size - 1]
            return Mention(
                q,
                word.unit,
                word.cls,
                word.phrase,
                doc[start : start + size].text,
                noun,
                start,
                q.last,
                False,
                "labelled count",
            )
    return None
