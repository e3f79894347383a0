"""The time expressions of a report as they stand in its parse: what governs them, and their dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo.claims.context import Context
from geo.claims.dates_anchor import anchor, dateline_end, last_year
from geo.claims.dates_calendar import UNRESOLVED, When, resolve
from geo.claims.dates_grammar import Expression, scan
from geo.claims.dates_tense import tense, told_past

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPEN_START = re.compile(r"\b(since|from|after|starting|beginning)\s+(?:on\s+)?(?:the\s+)?(?:(?:early|late)\s+(?:on\s+)?)?"
    r"(?:(?:night|evening|morning|afternoon)\s+of\s+)?$", re.I)
_OPEN_END = re.compile(
    r"\b(until|till|by|before|through|ahead\s+of|no\s+later\s+than)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.I
)

SETTING = {"call", "schedule", "plan", "set", "announce", "convene", "propose", "organise", "organize", "fix", "postpone", "expect"}
_GATHERING = {"rally", "protest", "strike", "march", "demonstration", "election", "vote", "referendum", "meeting", "summit", "talk",
              "session", "conference", "poll", "curfew", "ceremony", "inauguration"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression with its place in the parse and its dates."""

    expression: Expression
    root: Token
    governor: Token | None
    when: When
    plain: When = UNRESOLVED  # the day itself, without "since" and "until"
    counted: date | None = None  # "two days after the fall of Goma", the fall's own day being known


# "has 2,000 men there under the 2020 truce" says which truce, not when.
_PAPER = re.compile(r"\s+(?:[a-z-]+ ){0,2}(?:truce|cease-?fire|armistice|agreement|accord|deal|treaty|pact|resolution|constitution|law|mandate|census|memorandum|protocol)s?\b")


def mentions(ctx: Context) -> list[Mention]:
    """Every time expression of the report, resolved, in text order."""
    if "dates.mentions" not in ctx.memo:
        found: list[Mention] = []
        today = anchor(ctx)
        for e in scan(ctx.text) if ctx.doc is not None else ():  # as written: "MARCH 22" keeps its capital
            span = ctx.doc.char_span(e.start, e.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            root = span.root
            governor = ctx.governing_verb(root)
            looks = tense(governor) if governor is not None else "past"
            if looks != "past" and e.kind == "year" and _PAPER.match(ctx.text, e.end):
                continue
            if looks == "present" and (root.dep_ == "poss" or root.head.pos_ in ("NOUN", "PROPN")):
                looks = "past"  # "Monday's explosion is …": the noun's day, not the verb's
            if looks != "past" and told_past(root):
                looks = "past"
            if _called_for(root, governor):
                looks = "future"
            m = Mention(e, root, governor, UNRESOLVED)
            event = following(m) if e.kind in ("ago", "moments") and e.values["dir"].lower() in ("after", "before") else None
            if e.kind == "lasted" and governor is not None and any(c.lower_ in ("has", "have", "'ve") for c in governor.children):
                looks = "perfect"
            # "announced Tuesday, a day after it pledged": the sentence's own day counts back to the event.
            base = _day_of(found, event) if event is not None and not _dated_before(ctx, found, root) else None
            resolved = resolve(e, today, looks, base or _story(ctx, found, e))
            if e.kind == "lasted" and resolved.start is None:
                continue  # "took it in five days": how long, not when
            resolved = last_year(ctx.text, e, resolved, today)
            bounded = _bounded(ctx, e, resolved, today, governor)
            if event is not None and base is None:
                resolved = UNRESOLVED  # "two days after the fall of Goma" is no day that a story has reached
            found.append(Mention(e, root, governor, bounded, resolved, base))
        ctx.memo["dates.mentions"] = found
    return ctx.memo["dates.mentions"]


def _called_for(root: Token, governor: Token | None) -> bool:
    """A day that is set: "a rally for Thursday", "has called a rally on Thursday", where the perfect has no day of its own."""
    if root.dep_ != "pobj" or governor is None:
        return False
    if root.head.lower_ == "for" and (governor.lemma_.lower() in SETTING or root.head.head.lemma_.lower() in _GATHERING):
        return True
    perfect = any(c.lower_ in ("has", "have", "'s", "'ve") and c.dep_ == "aux" for c in governor.children)
    what = next((c for c in governor.children if c.dep_ == "dobj" and c.i < root.i), None)
    return perfect and governor.lemma_.lower() in SETTING and what is not None and what.lemma_.lower() in _GATHERING


def _dated_before(ctx: Context, earlier: list[Mention], root: Token) -> bool:
    """Whether the sentence names a day before this expression, other than in its dateline."""
    sentence = ctx.sentence_of(root)
    first = max(sentence.start_char if sentence is not None else root.idx, dateline_end(ctx))
    return any(m.when.start and m.when.precision == "day" and m.expression.start >= first for m in earlier)


def _day_of(earlier: list[Mention], event: Token) -> date | None:
    """The day that an earlier sentence gave the event that a later one counts from."""
    return next(
        (
            m.when.start
            for m in reversed(earlier)
            if m.governor is not None
            and m.when.start is not None
            and m.when.precision == "day"
            and m.expression.kind != "ago"
            and m.governor.lemma_.lower() == event.lemma_.lower()
        ),
        None,
    )


def _story(ctx: Context, earlier: list[Mention], e: Expression) -> date | None:
    """Day that the story has reached: the last one named in this paragraph, for "two days later"."""
    start, _ = ctx.paragraph(e.start)
    # "the same day" is no day of a month or a year.
    by_day = e.kind in ("moments", "daypart") or (e.kind == "calendar" and e.values["u"].lower() not in ("week", "month", "year"))
    if e.kind in ("calendar", "daypart", "nth", "ago", "moments", "window"):
        start = max(0, e.start - 700)  # "the same night" may point beyond its paragraph
    for m in reversed(earlier):
        if m.expression.start < start:
            return None
        if m.plain.start is None or m.plain.precision == "period" or (by_day and m.plain.precision != "day"):
            continue
        if m.when.precision != "period" or (m.plain.precision == "day" and m.when.start == m.plain.start):
            return m.plain.start
    return None


def _bounded(ctx: Context, e: Expression, found: When, today: date | None, governor: Token | None) -> When:
    """Open one end after "since", "until", "by"."""
    before = ctx.text[max(0, e.start - 30) : e.start]
    if found.start is None or e.kind in ("ago", "window", "dm_dm", "dd_m", "weekdays", "years", "month_range"):
        return found
    if m := _OPEN_START.search(before):
        if m[1].lower() in ("after", "from") and e.kind in ("weekday", "word"):
            return found
        end = today if today and today > found.start and m[1].lower() == "since" else None
        return When(found.start, end, "period", f"{m[1]} {e.text}")
    if m := _OPEN_END.search(before):
        last = found.end or found.start
        if m[1].lower() in ("before", "ahead of") or governor is None:
            return When(None, found.start, "period", f"{m[1]} {e.text}")
        return When(None, last, "period", f"{m[1]} {e.text}")
    return found


def following(m: Mention) -> Token | None:
    """The event in "two weeks after recognising …": what hangs below the preposition or conjunction."""
    doc = m.root.doc
    last = doc.char_span(m.expression.start, m.expression.end, alignment_mode="expand")[-1]
    for child in last.children:
        if child.i > last.i and child.dep_ in ("pcomp", "pobj"):
            return child
    if last.dep_ == "mark" and last.head.i > last.i:
        return last.head
    return None
