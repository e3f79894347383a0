"""Counts that belong to a name or a label: "LNA total: 85,000", "Tanks: 12", "6,000 Taliban"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims import forces_units as units
from geo.claims.forces_mention import Mention
from geo.claims.quantities import Quantity

if TYPE_CHECKING:
    from geo.claims.context import Context

BULLET = re.compile(r"\s*(?:[-*•·–—▪●]|\(?\d{1,2}[.)])\s+")


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
    if (
        (q.first
        and doc[q.first - 1].text in (":", "-", "–", "—"))
        or (q.first > 1 and doc[q.first - 1].text in '"“' and doc[q.first - 2].text == ":")
    ):
        colon = q.first - 1 if doc[q.first - 1].text not in "\"“" else q.first - 2
        line = ctx.text.rfind("\n", 0, doc[colon].idx) + 1
        label = [t for t in ctx.tokens[max(0, colon - 12):colon] if t.idx >= line]
        stops = [n for n, t in enumerate(label) if t.text in (".", ";") or (t.text == "-" and n == 0)]
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
                if unit and not words & {
                    "dead",
                    "killed",
                    "casualties",
                    "wounded",
                    "losses",
                    "displaced",
                    "refugees",
                    "votes",
                    "figures",
                    "accord",
                    "aid",
                    "rations",
                }:
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


def under_heading(ctx: Context, q: Quantity) -> Mention | None:
    """"POLRI (national police)" above "- 10,000 or so": the heading says what the line counts."""
    text, doc = ctx.text, ctx.doc
    line = text.rfind("\n", 0, q.start) + 1
    if not BULLET.fullmatch(text[line:q.start]):
        return None
    heading = heading_above(ctx, line)
    if heading is None or (
        q.last < len(doc) and doc[q.last].pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and doc[q.last].idx - q.end < 3
    ):
        return None
    named = actors.in_tokens(ctx, heading[0], heading[1])
    words = {t.lower_ for t in doc[heading[0]:heading[1]]}
    unit = unit_of_party(named[0].row.kind if named else "", words)
    if not unit:
        return None
    return Mention(
        q,
        unit,
        "person",
        "strength",
        doc[heading[0] : heading[1]].text,
        doc[q.last - 1],
        q.first,
        q.last,
        False,
        "labelled count",
    )


def heading_above(ctx: Context, line: int) -> tuple[int, int] | None:
    """Token span of the line above a list that is no item of it; `line` is the offset of an item's line."""
    text = ctx.text
    for _ in range(15):
        if line <= 0:
            return None
        previous = text.rfind("\n", 0, line - 1) + 1
        content = text[previous:line - 1]
        if content.strip() and not BULLET.match(content):
            span = ctx.doc.char_span(previous, line - 1, alignment_mode="contract")
            return (span.start, span.end) if span is not None else None
        line = previous
    return None


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


_NAMED_LINE = re.compile(r"^[ \t]*(?:[-*•·–—▪●][ \t]+)?([A-Z][\w'’.-]*(?:[ -](?:[A-Z][\w'’.-]*|de|del|la|el|al)){0,3}):[ \t]*(?:(?:about|some|over) )?\d",
                         re.M)
_NO_NAMES = {"total", "killed", "wounded", "dead", "injured", "missing", "captured", "army", "navy", "police", "figures", "casualties",
             "losses", "fatalities", "update", "refugees", "displaced", "date", "time", "page", "annex", "phone", "tel", "population"}


def line_name(ctx: Context, offset: int) -> tuple[int, int] | None:
    """Span of the name that a line of a list of names and numbers begins with ("Tzalbal: 318 combatants"), if it is no party or unit."""
    if "forces_labels.lines" not in ctx.memo:
        lines = []
        for match in _NAMED_LINE.finditer(ctx.text):
            span = ctx.doc.char_span(*match.span(1), alignment_mode="expand")
            words = [t.text for t in span] if span is not None else []
            known = (
                span is None
                or any(w.lower() in _NO_NAMES for w in words)
                or any(units.at_end(words[:n]) is not None for n in range(1, len(words) + 1))
                or any(a.row.kind != "state" or a.alias != a.row.name for a in actors.in_tokens(ctx, span.start, span.end))
            )
            if not known:
                lines.append(match.span(1))
        ctx.memo["forces_labels.lines"] = lines
    lines = ctx.memo["forces_labels.lines"]
    line = ctx.text.rfind("\n", 0, offset) + 1
    own = next((s for s in lines if line <= s[0] and s[1] <= offset), None)
    near = [s for s in lines if abs(s[0] - offset) < 250]
    return own if own is not None and len(near) >= 3 else None


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
