"""Dates that a sentence leaves out: those of the event that it continues, of its paragraph, of the news."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.claims.dates import UNRESOLVED, When, anchor, mentions, when
from geo.claims.dates_clock import timed
from geo.claims.dates_tense import tense
from geo.claims.events_dates_told import lasting, moved, planned, resumed, told_by
from geo.claims.events_group import Incident
from geo.claims.events_label import bulleted
from geo.claims.events_lexicon import lemma, noun_entry
from geo.claims.events_topic import Slot, main_state
from geo.claims.merge_agree import dates_agree, places_agree, span_days
from geo.claims.merge_draft import Draft

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame


#: Words that only give a toll, without saying how ("murdered" does).
_PLAIN = {
    "kill",
    "die",
    "dead",
    "death",
    "death toll",
    "fatality",
    "injure",
    "wound",
    "wounded",
    "hurt",
    "perish",
    "captured",
}
#: What kills without being anybody: "the insurgency has killed 70,000 people".
_WAGED = {"war", "conflict", "fighting", "violence", "insurgency", "rebellion", "uprising", "bloodshed", "unrest",
          "hostility", "strife", "insurrection", "struggle", "clash"}  # fmt: skip
_SPECIAL = {"Abduction/forced disappearance", "Sexual violence"}
_LOG = re.compile(r"\s*(?:\d{1,2}[:.h]\d\d|\d{4}(?::|\s+hours|\s+GMT))")
CLOSED = {"agree", "pledge", "recognise", "declare", "statement"}


def complete(ctx: Context, draft: Draft, drafts: list[Draft]) -> None:
    """Type and date of a mention that leaves them open, from the event that it continues.

    A toll ("The army put its losses at 12 killed") has the type of what it is
    the toll of; an undated sentence in the past tense goes on with the day
    that its paragraph has reached.
    """
    before = [
        d
        for d in drafts
        if d.polarity == "asserted"
        and draft.index - d.index <= 8
        and d.family == "violent"
        and not d.incident.only_effects
    ]
    if outbreak(draft) and not draft.slot.explicit:
        _in_the_country(ctx, draft)
        if not draft.incident.groups <= {"displace"}:
            draft.event_type, draft.sub_event_type = "Battles", "Armed clash"
        return
    if of_war(draft):
        draft.event_type, draft.sub_event_type = "Battles", "Armed clash"
        if not draft.slot.explicit and span_days(draft.when) > 60:
            _in_the_country(ctx, draft)
    elif (
        draft.incident.groups <= {"kill", "injure", "captive"}
        and not any(a.role == "agent" for a in draft.actors)
        and draft.event_type != "Explosions/Remote violence"
        and draft.lead.entry.event_type != "Battles"
        and draft.lead.entry.lemma in _PLAIN
    ):
        source = next(
            (d for d in reversed(before) if places_agree(d.slot, draft.slot) and d.sub_event_type not in _SPECIAL), None
        )
        if source is not None and (_of_other_days(draft, source) or (draft.slot.explicit and dates_agree(draft.when, source.when) is False)):
            source = None
        if source is not None:
            draft.event_type, draft.sub_event_type = source.event_type, source.sub_event_type
            if source.lead.group in ("seize", "territory", "retake") and source.event_type == "Battles":
                draft.sub_event_type = "Armed clash"  # who died did so in the fighting for the town
            if draft.when.start is None and draft.when.end is None and not draft.slot.explicit:
                draft.when, draft.dated_by_context = source.when, True
    if draft.incident.groups <= {"displace"} and not draft.slot.explicit and draft.slot.how != "pointed":
        # Flight told after the fighting is from where, and of when, the fighting was.
        source = next((d for d in reversed(before) if draft.index - d.index <= 3), None)
        if source is not None:
            draft.slot = replace(source.slot, how="previous event", confidence=min(0.45, source.slot.confidence))
            if draft.when.start is None:
                draft.when, draft.dated_by_context = source.when, True
    if (
        draft.when.start is None
        and draft.when.end is None
        and draft.when.text is None
        and draft.lead.group not in CLOSED
    ):
        told = _label_day(ctx, draft) or _day_of_story(ctx, draft) or _day_of_lead(ctx, draft, drafts)
        told = told or _day_before(ctx, draft, drafts)
        if told is not None:
            draft.when, draft.dated_by_context = told, True
    moved(ctx, draft, drafts)
    planned(ctx, draft)


def _in_the_country(ctx: Context, draft: Draft) -> None:
    """What a whole war has cost is of the state that the report is about, not of the town last named."""
    state = main_state(ctx)
    if state is not None:
        draft.slot = Slot((replace(state, geo_precision=3),), 0.4, "topic")


def _of_other_days(draft: Draft, source: Draft) -> bool:
    """Fighters killed "since Friday" did not die by the bomb of Tuesday."""
    return (
        draft.event_type == "Battles"
        and source.event_type == "Explosions/Remote violence"
        and draft.when.start is not None
        and source.when.start is not None
        and draft.when.start < source.when.start
    )


_OUTBREAK = re.compile(
    r"\bsince the (?:(?:civil |present |current |latest )?(?:war|conflict|fighting|violence|insurgency|uprising|crisis|rebellion)\b"
    r"[^,.;]{0,30}\b(?:began|started|broke out|erupted|resumed)|(?:start|beginning|outbreak) of the (?:war|conflict|fighting|insurgency|crisis))"
)


def outbreak(draft: Draft) -> bool:
    """Whether a draft counts the people since a whole conflict began: "800,000 have fled since the conflict began"."""
    if not draft.incident.groups <= {"kill", "injure", "displace"} or not draft.effects:
        return False
    dated = draft.when.start is not None and draft.when.precision != "period"
    return not dated and _OUTBREAK.search(draft.incident.sentence.text) is not None


def of_war(draft: Draft) -> bool:
    """Whether a draft tells what a war has cost since it began: hundreds dead over a span, by nobody named."""
    toll = draft.effects.get("fatalities")
    return (
        draft.incident.groups <= {"kill", "injure"}
        and draft.event_type == "Violence against civilians"
        and draft.when.precision in ("period", "year")
        and toll is not None
        and max(toll.low or 0, toll.high or 0) >= 200
        and not any(
            not {lemma(a), a.lower_} & _WAGED for f in draft.incident.frames if f.entry.roles != "victim" for a in f.agents
        )
    )


def _day_of_lead(ctx: Context, draft: Draft, drafts: list[Draft]) -> When | None:
    """The day of the news itself, for an undated sentence in the past tense of a report that has told it before."""
    today = anchor(ctx)
    verb = ctx.governing_verb(draft.lead.token)
    if bulleted(ctx, draft.start):
        return None
    if draft.incident.only_effects and not draft.slot.explicit:
        return None
    if (
        today is None
        or verb is None
        or tense(verb) != "past"
        or (any(c.lower_ in ("has", "have", "had") and c.dep_ == "aux" for c in verb.children)
            and not timed(ctx, draft.incident.sentence, draft.lead.token))
    ):
        return None
    lead = next(
        (d for d in drafts if d.when.start is not None and d.when.precision == "day" and d.polarity == "asserted"), None
    )
    if lead is None or (draft.slot.explicit and not places_agree(lead.slot, draft.slot) and not _of_the_day(ctx, draft)):
        return None
    if lead.when.start is None or not timedelta(0) <= today - lead.when.start <= timedelta(days=7):
        return None
    return replace(lead.when, text=None)


_BESIDES = re.compile(r"(?:Elsewhere|Meanwhile|Separately|In a separate|In other (?:violence|attacks|fighting|incidents))\b")


def _of_the_day(ctx: Context, draft: Draft) -> bool:
    """Whether a sentence goes on with the day's news at another place: "Elsewhere, gunmen overran …", "hit a flat at 3 a.m."."""
    sentence = draft.incident.sentence
    return _BESIDES.match(sentence.text) is not None or timed(ctx, sentence, draft.lead.token)


#: What closes a date that stands over its sentences, from the last letter of the date.
_LABELLED = re.compile(r"(?:\.|.[.:]|.\s?[–—]|.\s-)\s")


def _label_day(ctx: Context, draft: Draft) -> When | None:
    """The day that the line begins with: "- Sirte, 6 January: units entered the city", "12 May: …"."""
    line = ctx.text.rfind("\n", 0, draft.start) + 1
    colon = ctx.text.find(":", line, line + 60)
    if colon < 0 or draft.lead.token.idx < colon:
        # "9 June. Fire at Goose Green set off mines": the date is a sentence of its own.
        return next((m.when for m in mentions(ctx) if m.expression.kind == "dmy" and m.when.start is not None
                     and line <= m.expression.start and m.expression.end <= draft.lead.token.idx
                     and not ctx.text[line : m.expression.start].strip("-*•– ")
                     and _LABELLED.match(ctx.text, m.expression.end - 1)), None)  # fmt: skip
    return next(
        (m.when for m in mentions(ctx) if line <= m.expression.start and m.expression.end <= colon + 1
         and m.when.start is not None and m.when.precision == "day"),
        None,
    )  # fmt: skip


def _day_before(ctx: Context, draft: Draft, drafts: list[Draft]) -> When | None:
    """The day of the event told just before, where the story has not moved on to another place."""
    today = anchor(ctx)
    source = next((d for d in reversed(drafts) if d.polarity == "asserted" and d.when.start is not None), None)
    if today is None or source is None or source.when.start is None or draft.index - source.index > 3:
        return None
    if source.when.precision not in ("day", "week") or not timedelta(0) <= today - source.when.start <= timedelta(days=60):
        return None
    verb = ctx.governing_verb(draft.lead.token)
    if draft.slot.explicit and not places_agree(source.slot, draft.slot):
        # "Elsewhere, gunmen overran …": a paragraph of the day's news goes from place to place.
        simple = verb is not None and verb.tag_ == "VBD" and today - source.when.start <= timedelta(days=3)
        if not simple or ctx.paragraph(draft.start)[0] > source.start or source.dated_by_context:
            return None
    if bulleted(ctx, draft.start) or (verb is not None and tense(verb) == "future"):
        return None
    return replace(source.when, text=None)


def _day_of_story(ctx: Context, draft: Draft) -> When | None:
    """The day that the paragraph has reached, for a sentence in the past tense; today in a running log."""
    if (
        draft.incident.groups <= {"kill", "injure", "captive"}
        and draft.lead.token.pos_ != "VERB"
        and draft.attribution.mode != "own voice"
    ):
        return None  # somebody's toll: of what span of days is not said
    paragraph, sentence = ctx.paragraph(draft.start), draft.incident.sentence
    verb = ctx.governing_verb(draft.lead.token)
    if verb is not None and tense(verb) != "past":
        return None
    line = ctx.text.rfind("\n", 0, draft.start) + 1
    if bulleted(ctx, draft.start):
        paragraph = (line, paragraph[1])  # list items are told each for itself
    if not draft.incident.only_effects and _LOG.match(ctx.text[line : line + 12]) and anchor(ctx):
        return When(anchor(ctx), None, "day", None)
    if verb is not None and any(
        c.lower_ in ("has", "have", "'ve", "is", "are") and c.dep_ in ("aux", "auxpass") for c in verb.children
    ):
        return None  # "have died", "are displaced": a state of now, begun who knows when
    for m in reversed(mentions(ctx)):
        if m.expression.start >= sentence.start_char:
            continue
        if m.expression.start < paragraph[0]:
            return None
        if (
            m.when.start is not None
            and (m.when.precision in ("day", "week", "month") or resumed(ctx, m))
            and m.governor is not None
            and tense(m.governor) == "past"
        ):
            return replace(m.plain if resumed(ctx, m) else m.when, text=m.when.text)
    return None


def when_of(ctx: Context, incident: Incident, lead: Frame) -> When:
    """Date of the lead word, else of another word of the incident, else of an earlier mention of the same noun."""
    undated = UNRESOLVED
    for f in (lead, *[f for f in incident.frames if f is not lead]):
        found = lasting(ctx, f.token) or when(ctx, f.token)
        if found.start is not None or found.end is not None:
            return found
        undated = found if undated.text is None and found.text is not None else undated
    for f in incident.frames:
        if f.token.pos_ == "NOUN" and any(c.lower_ in ("the", "this", "that") for c in f.token.children):
            for i in _nouns(ctx).get(f.token.lemma_, ()):
                if i < f.token.i and noun_entry(ctx.doc[i]) is not None:
                    found = when(ctx, ctx.doc[i])
                    if found.start is not None:
                        return replace(found, text=found.text)
    return undated if undated.text is not None else told_by(ctx, lead)


def _nouns(ctx: Context) -> dict[str, list[int]]:
    """Positions of each noun lemma of a report."""
    if "events.nouns" not in ctx.memo:
        table: dict[str, list[int]] = {}
        for t in ctx.doc:
            if t.pos_ == "NOUN":
                table.setdefault(t.lemma_, []).append(t.i)
        ctx.memo["events.nouns"] = table
    return ctx.memo["events.nouns"]
