"""Days that an event takes from how it is told: the day of the saying, of the moment before, a bound that a toll runs to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.claims.dates import UNRESOLVED, When, anchor, mentions
from geo.claims.dates_mentions import SETTING
from geo.claims.dates_tense import reporting
from geo.claims.events_lexicon import lemma
from geo.claims.merge_agree import places_agree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.dates_mentions import Mention
    from geo.claims.events_arguments import Frame
    from geo.claims.merge_draft import Draft

#: What is done by saying it.
_SAYING = {"agree", "ceasefire", "pledge", "recognise", "declare", "statement"}
#: Of these a date ahead is when they end or begin to hold.
_OF_WORDS = _SAYING | {"withdraw", "deploy"}
_MOMENT = re.compile(r"(?:\w+\s+){0,2}(?:minutes?|hours?|moments)\s+(?:later|afterwards?)$", re.I)
_FIGHT = {"fighting", "battle", "clash", "combat", "bombardment", "shelling", "siege", "violence", "warfare", "unrest", "skirmish"}


def told_by(ctx: Context, lead: Frame) -> When:
    """The day of "said on Saturday that it accepted the plan"; no later than it for "had taken Kombolcha"."""
    if lead.token.dep_ != "ccomp" or lead.token.pos_ != "VERB":
        return UNRESOLVED
    above = next((t for t in lead.token.ancestors if t.pos_ == "VERB"), None)
    if above is None or not reporting(above):
        return UNRESOLVED
    helpers = {c.lower_ for c in lead.token.children if c.dep_ in ("aux", "auxpass")}
    said = next((m for m in mentions(ctx) if m.governor is not None and m.governor.i == above.i
                 and m.when.start is not None and m.when.precision == "day"), None)  # fmt: skip
    if said is None:
        return UNRESOLVED
    if lead.token.tag_ == "VBN" and "had" in helpers:
        return When(None, said.when.start, "period", said.expression.text) if said.expression.kind in ("dmy", "iso") else UNRESOLVED
    ongoing = lead.token.tag_ == "VBG" and helpers & {"was", "were", "is", "are"}
    if ongoing or (lead.group in _SAYING and not helpers and lead.token.tag_ == "VBD"):
        return said.when
    return UNRESOLVED


def lasting(ctx: Context, token: Token) -> When | None:
    """ "had withdrawn after two days of street battles": the days before the news, which the fight led up to."""
    of = token.head
    days = of.head if of.lower_ == "of" and token.dep_ == "pobj" else None
    if days is None or lemma(token) not in _FIGHT or lemma(days) not in ("day", "week") or days.dep_ != "pobj":
        return None
    number = next((c for c in days.children if c.dep_ == "nummod"), None)
    n = _NUMBER.get(number.lower_) if number is not None else None
    today = anchor(ctx)
    if n is None or today is None or days.head.lower_ not in ("after", "following", "in", "during"):
        return None
    main = ctx.governing_verb(days)
    paragraph = ctx.paragraph(token.idx)[0]
    if any(paragraph <= m.expression.start < token.sent.start_char and m.when.precision == "day" for m in mentions(ctx)):
        return None  # the story has its day
    if any(m.governor is not None and main is not None and m.governor.i == main.i and m.when.start is not None for m in mentions(ctx)):
        return None  # "held the city on Friday after four days of fighting": told of Friday
    length = timedelta(days=n * (7 if lemma(days) == "week" else 1))
    return When(today - length, today - timedelta(days=1 if days.head.lower_ in ("after", "following") else 0), "week", days.text)


_NUMBER = {w: n for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)} | {str(n): n for n in range(2, 31)}


def moved(ctx: Context, draft: Draft, drafts: list[Draft]) -> None:
    """ "Hours later" is on the day of what was told just before; "70 killed by Thursday" runs from then."""
    source = next((d for d in reversed(drafts) if d.polarity == "asserted" and d.when.start is not None), None)
    if source is None or source.when.start is None or draft.index - source.index > 3 or source.when.precision != "day":
        return
    if draft.when.text and _MOMENT.match(draft.when.text) and draft.when.precision == "day":
        draft.when = replace(source.when, text=draft.when.text)
    elif (
        draft.when.start is None
        and draft.when.end is not None
        and draft.incident.groups <= {"kill", "injure", "captive", "displace"}
        and source.when.start <= draft.when.end <= source.when.start + timedelta(days=14)
        and (not draft.slot.explicit or places_agree(source.slot, draft.slot))
    ):
        draft.when = replace(draft.when, start=source.when.start, precision="period")


def planned(ctx: Context, draft: Draft) -> None:
    """What is dated after the report has not happened: "has called a rally in Nairobi on Thursday"."""
    verb = ctx.governing_verb(draft.lead.token)
    if verb is not None and verb.tag_ == "VBD" and verb.lemma_.lower() not in SETTING:
        return  # "launched an offensive to retake the town on Monday"
    days = [d for d in (anchor(ctx), ctx.report.date) if d is not None]
    if (
        draft.polarity == "asserted"
        and days
        and draft.when.start is not None
        and draft.when.precision == "day"
        and draft.when.start > max(days)
        and draft.lead.group not in _OF_WORDS
    ):
        draft.polarity = "hypothetical"
        draft.rules = (*draft.rules, "polarity:planned")


def resumed(ctx: Context, m: Mention) -> bool:
    """ "since Tuesday, when a raid went wrong": the story goes on from that day."""
    return m.when.precision == "period" and m.plain.precision == "day" and m.when.start == m.plain.start and re.match(
        r"\s*,?\s+(?:when|as)\b", ctx.text[m.expression.end : m.expression.end + 10]) is not None
