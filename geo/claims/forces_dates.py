"""As of when a force is where it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.claims import dates
from geo.claims.forces_mentions import counts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces_mention import Mention
    from geo.claims.forces_status import Verdict

_NOW = {"now", "currently", "today", "presently", "still", "already"}
_PAST_WORDS = {"previously", "formerly", "originally", "once", "initially", "earlier"}
_PEAK = re.compile(r"\bat (?:its|the|their) (?:peak|height)\b", re.I)


def as_of(ctx: Context, m: Mention, verdict: Verdict) -> tuple[str, date | None, str | None]:
    """(status, day, wording) of a counted force.

    What stood somewhere before a war or in an earlier year is ``past``; a
    force that is there is dated by the report or by when its source spoke; a
    sending or a leaving by its own date.
    """
    status = verdict.status or "present"
    today = ctx.report.date or dates.anchor(ctx)
    before = _before_event(ctx, m, verdict)
    if before is not None:
        day, text = before
        return ("past" if status in ("present", "deployed") else status), day, text
    governor = verdict.governor
    found = dates.when(ctx, governor if ctx.sentence_of(governor) == ctx.sentence_of(m.head) else m.head)
    clause = {t.lower_ for t in ctx.clause(governor)}
    if (status == "present" and clause & _NOW and not clause & {"was", "were", "had"}) or (
            clause & {"currently", "presently"}):
        return (
            status,
            _spoken_on(ctx, governor) or today,
            next(t for t in ("currently", "now", "still", "already", "today", "presently") if t in clause),
        )
    found = replace(found, text=found.text.rstrip(" .,;")) if found.text else found
    if (found.start or found.end) and _of_another(ctx, m, governor, found):
        found = dates.UNRESOLVED
    if found.start is None and found.end is None:
        spoken = _spoken_on(ctx, governor)
        story = _story_day(ctx, m, governor) if status in ("deployed", "withdrawn", "past") and spoken is None else None
        if story is not None:
            return status, story, None
        if status == "present" and _was_once(ctx, m, governor):
            return "past", None, found.text or None
        if status == "past":
            return "past", spoken, found.text or None  # when it was is left open
        return status, spoken or today, found.text or None
    day = found.start or found.end
    if status in ("present", "deployed") and found.end is not None and found.start is not None:
        day = found.end if found.precision in ("week", "period") else found.start
    if status in ("planned", "pledged"):
        # "by Dec. 31", "next month" is when it will be; it is so promised now.
        return (
            status,
            (day if day and today and day <= today else _spoken_on(ctx, governor) or today),
            found.text or None,
        )
    if (
        today
        and day
        and status == "present"
        and (today - day) > timedelta(days=45)
        and _tells_past(ctx, governor, found.text)
    ):
        return "past", found.end or day, found.text or None
    if (
        today
        and day
        and status == "present"
        and (today - day) > timedelta(days=1)
        and governor.tag_ == "VBD"
        and _tells_past(ctx, governor, found.text)
        and (found.precision == "day" or "ago" in (found.text or ""))
    ):
        return "past", day, found.text or None
    if today and day and day > today:
        return status, today, None if status == "present" else found.text or None
    return status, day, found.text or None


def _of_another(ctx: Context, m: Mention, governor: Token, found: dates.When) -> bool:
    """Whether the date hangs in a relative clause on something else ("the army, which joined the war in November, has")."""
    sentence = ctx.sentence_of(m.head)
    if sentence is None:
        return False
    own = {governor.i, m.head.i, *(a.i for a in governor.ancestors), *(c.i for c in m.head.children)}
    for d in dates.mentions(ctx):
        if d.when.start == found.start and any(
            m.quantity.end < q.start
            and q.end <= d.expression.start
            and ctx.text[: q.start].rstrip().lower().endswith("from")
            for q in counts(ctx)
        ):
            return True  # "190,000, up from 100,000 on January 30"
        if (
            d.when.start == found.start
            and d.when.end == found.end
            and sentence.start_char <= d.expression.start < sentence.end_char
        ):
            low, high = sorted((d.expression.start, m.quantity.start))
            if ";" in ctx.text[low:high] and (d.governor is None or d.governor.i != governor.i):
                return True  # "arrived on 5 September; a further 128 are expected"
            if (
                governor.dep_ == "relcl"
                and d.governor is not None
                and any(a.i == d.governor.i for a in governor.ancestors)
            ):
                return True  # "withdrew 100 last week, the first of the 4,000 that it has in Mali"
            if (
                d.governor is not None
                and d.governor.dep_ == "conj"
                and d.governor.head.i == governor.i
                and m.last <= d.governor.i < d.root.i
            ):
                return True  # "has 1,200 soldiers there and sent another 250 last month"
            return d.governor is not None and d.governor.dep_ == "relcl" and d.governor.i not in own
    return False


def _story_day(ctx: Context, m: Mention, governor: Token) -> date | None:
    """The day that the paragraph has reached, for an action of the past without a date of its own."""
    if governor.tag_ not in ("VBD", "VBN", "NN") or any(
        c.lower_ in ("is", "are", "being", "has", "have") for c in governor.children
    ):
        return None  # "are deployed there", "has left" is of now
    start = max(0, m.quantity.start - 900)
    earlier = [
        d
        for d in dates.mentions(ctx)
        if start <= d.expression.start < m.quantity.start and d.when.start is not None and d.when.precision == "day"
        and (ctx.report.date is None or d.when.start <= ctx.report.date)
        and (d.governor is None or d.governor.dep_ != "relcl")  # "who led the coup of March 22": told in passing
    ]
    return earlier[-1].when.start if earlier else None


def _tells_past(ctx: Context, governor: Token, text: str | None) -> bool:
    """A past tense with a date of its own; "since 1992" still holds."""
    return not re.match(r"(?:since|from)\b", text or "", re.I)


def _was_once(ctx: Context, m: Mention, governor: Token) -> bool:
    sentence = ctx.sentence_of(m.head)
    if sentence is None:
        return False
    words = {t.lower_ for t in ctx.clause(governor)}
    return bool(words & _PAST_WORDS and "had" in words) or bool(_PEAK.search(sentence.text))


def _spoken_on(ctx: Context, governor: Token) -> date | None:
    """Day on which the source spoke, where the sentence gives one ("published on Monday")."""
    for token in ctx.above(governor):
        if token.pos_ == "VERB":
            found = dates.when(ctx, token)
            own = any(d.when.start == found.start and d.governor is not None and d.governor.i == token.i for d in dates.mentions(ctx))
            if own and found.start is not None and found.precision == "day" and found.start == (found.end or found.start):
                today = dates.anchor(ctx)
                if today is None or timedelta(0) <= today - found.start <= timedelta(days=10):
                    return found.start
    return None


def _before_event(ctx: Context, m: Mention, verdict: Verdict) -> tuple[date | None, str] | None:
    """"Before the war", "prior to the conflict in August": the day before it began, if the text says."""
    sentence = ctx.sentence_of(m.head)
    if sentence is None:
        return None
    index = ctx.sentence_index(m.head)
    if index and _THEN.search(sentence.text):
        for token in ctx.sentences[index - 1]:
            if token.lower_ in ("before", "prior") and (told := _event_after(ctx, token)) is not None:
                return told
    for token in ctx.tokens[sentence.start:sentence.end]:
        if token.lower_ not in ("before", "prior", "until") or token.dep_ not in ("prep", "mark", "advmod"):
            continue
        head = token.head
        above = {verdict.governor.i, m.head.i, *(a.i for a in verdict.governor.ancestors)}
        if head.i not in above:
            continue
        if (told := _event_after(ctx, token)) is not None:
            return told
    return None


_THEN = re.compile(r"\b(?:at (?:that|the) time|back then)\b", re.I)


def _event_after(ctx: Context, token: Token) -> tuple[date | None, str] | None:
    """The event that "before" speaks of: (the day before it, the wording)."""
    subtree = list(token.subtree)
    noun = next(
        (
            t
            for t in subtree
            if t.lemma_.lower()
            in (
                "war",
                "conflict",
                "invasion",
                "attack",
                "offensive",
                "fighting",
                "crisis",
                "revolution",
                "independence",
                "withdrawal",
                "coup",
                "uprising",
                "ceasefire",
                "truce",
                "clash",
                "hostility",
                "battle",
                "outbreak",
                "assault",
                "operation",
                "genocide",
                "siege",
                "fall",
            )
        ),
        None,
    )
    clause = token.dep_ == "mark"
    if noun is None and not clause:
        return None
    text = ctx.text[subtree[0].idx:subtree[-1].idx + len(subtree[-1])].strip()
    day = None
    for mention in dates.mentions(ctx):
        if subtree[0].idx <= mention.expression.start <= subtree[-1].idx and mention.when.start is not None:
            day = mention.when.start - timedelta(days=1)
            break
    return day, " ".join(text.split())
