"""What a report says has happened: event claims with type, date, place, parties and effects.

The stages, each in a module of its own: event words (:mod:`~geo.claims.events_find`),
their parties (``events_arguments``, ``events_parties``), what they need to
count (``events_needs``), polarity, grouping into incidents (``events_group``),
place (``events_where`` over the learned ``event_place``), date (``dates``),
effects, type (``events_type``), and mentions of one event (``merge``).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.claims.attribution import attribute
from geo.claims.dates import When, anchor
from geo.claims.effects import damage
from geo.claims.event_parties import took_part
from geo.claims.event_place_report import of_report
from geo.claims.events_confidence import confidence
from geo.claims.events_dates import CLOSED, complete, when_of
from geo.claims.events_denial import rejected
from geo.claims.events_find import all_frames
from geo.claims.events_gapped import gapped
from geo.claims.events_gapped_counts import counted
from geo.claims.events_group import Incident, incidents
from geo.claims.events_lexicon import is_a
from geo.claims.events_named import by_name
from geo.claims.events_needs_people import violence_told
from geo.claims.events_parties import parties
from geo.claims.events_political import political
from geo.claims.events_toll import retold
from geo.claims.events_topic import Slot, inherited
from geo.claims.events_type import decide, primary
from geo.claims.events_unknown import extended
from geo.claims.events_unreal import denials, plans, unreal
from geo.claims.events_where import named
from geo.claims.merge import merge
from geo.claims.merge_draft import Draft
from geo.claims.movement import with_ends
from geo.claims.party_mentions import references
from geo.model import EventClaim

if TYPE_CHECKING:
    from spacy.tokens import Span

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame
    from geo.model import Actor

#: An event that ended longer ago than this is background to the news.
NEWS_WINDOW = timedelta(days=60)
#: What states do with each other, and what a whole war cost, is not at the town last named.
_OF_STATES = {"war", "agree", "ceasefire", "pledge", "statement", "recognise", "declare"}
_STRONG = {"strike", "blast", "attack", "territory", "retake", "seize", "abduct", "clash", "kill", "advance"}


def events(ctx: Context) -> list[EventClaim]:
    """Event claims of a report, merged, in text order, ids ``<report id>#e1`` and on.

    What someone denies gives a claim of polarity ``"denied"``, so that it can
    stand beside what another asserts; what is planned or threatened at a place
    that the sentence names gives one of polarity ``"hypothetical"``.
    """
    drafts = drafts_of(ctx)
    return [with_ends(ctx, claim_of(ctx, draft, number, actors), [f.token for f in (draft.lead, *draft.incident.frames)])
            for number, (draft, actors) in enumerate(zip(drafts, took_part(ctx, drafts), strict=True), 1)]


def drafts_of(ctx: Context) -> list[Draft]:
    """What :func:`events` makes claims of, merged and in text order."""
    if ctx.doc is None:
        return []
    references(ctx)  # who the parties are is read once, before unknown places join the report's
    ctx = extended(ctx)
    drafts: list[Draft] = []
    earlier: list[tuple[Incident, Slot]] = []
    for sentence, frames in all_frames(ctx):
        told = [f for f in frames if f.polarity == "asserted"]
        for incident in incidents(ctx, sentence, told):
            draft = _draft(ctx, incident, earlier)
            if draft is not None:
                complete(ctx, draft, drafts)
                drafts += [d for g in gapped(ctx, draft) for d in counted(ctx, g)]
                earlier.append((incident, draft.slot))
        drafts += retold(ctx, sentence, frames, drafts)
        drafts += _unreal(ctx, frames, sentence, earlier)
        if not frames and (twin := rejected(ctx, sentence, drafts)) is not None:
            drafts.append(twin)
    return sorted(merge(ctx, drafts), key=lambda d: (d.start, d.lead.token.i))


def _unreal(ctx: Context, frames: list[Frame], sentence: Span, earlier: list[tuple[Incident, Slot]]) -> list[Draft]:
    """At most one denied and one planned event of a sentence."""
    found = []
    for words in (denials(frames), plans(frames)):
        drafts = (unreal(d, f) for f in words if (d := _draft(ctx, Incident(sentence, [f]), earlier)) is not None)
        found += [d for d in drafts if d is not None][:1]
    return found


def _draft(ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]]) -> Draft | None:
    if not political(ctx, incident):
        return None
    lead = primary(incident.frames)
    slot = named(ctx, incident, earlier) or inherited(ctx, incident, earlier)
    if slot is None:
        return None
    if not slot.explicit and not incident.groups & _OF_STATES:
        slot = of_report(ctx, incident, earlier, slot)
    at = when_of(ctx, incident, lead)
    actors = parties(ctx, [lead, *[f for f in incident.frames if f is not lead]], slot.places[0].country)
    effects = {k: c for k, c in incident.effects.items() if c.known}
    if not _anchored(ctx, incident, slot, at, actors, effects, earlier):
        return None
    event_type, sub_event_type = decide(ctx, incident.sentence, incident.frames, actors, slot.places[0].country)
    start, end, _ = ctx.quote(incident.sentence.start_char, incident.sentence.end_char)
    harm = next((d for f in incident.frames if (d := damage(ctx, f))), None)
    return Draft(
        incident,
        lead,
        slot,
        at,
        event_type,
        sub_event_type,
        actors,
        start,
        end,
        ctx.sentence_index(start) or 0,
        attribute(ctx, lead.token),
        harm,
        effects,
        rules=(lead.clue, f"place:{slot.how}"),
    )


def _anchored(ctx: Context, incident: Incident, slot: Slot, at: When, actors: tuple, effects: dict, earlier: list) -> bool:
    """Whether the text says enough of an event to draw it: two of place, date, parties, effects."""
    if all(f.modality == "denied" and f.polarity == "denied" for f in incident.frames):
        return True  # a denial is news by itself, and is not drawn
    points = (2 if slot.explicit else 1 if slot.how == "pointed" else 0) + (at.start is not None) + bool(effects)
    points += any(f.agents for f in incident.frames) or any(a.role != "target" for a in actors)
    points += any(f.targets for f in incident.frames) or any(a.role == "target" for a in actors)
    if slot.how == "previous event" and any(
        is_a(t, "place_noun", "armed_site") and any(c.lower_ == "the" for c in t.children)
        for f in incident.frames
        for t in f.targets
    ):
        points += 1  # "seized the base": the one just spoken of
    told = violence_told(ctx)
    if incident.groups <= {"kill", "injure", "captive"} and not effects and not slot.explicit:
        # "Those who stayed were shot in their homes": whom, in a report of violence, where the story stands
        if told < 4 or slot.how not in ("previous event", "pointed") or not any(
            t.tag_ in ("NNS", "NNPS", "DT") for f in incident.frames for t in f.targets
        ):
            return False
    if incident.groups <= {"displace"} and not effects and not slot.explicit:
        return False
    if slot.how in ("topic", "wide", "dateline", "previous sentence", "report") and incident.groups & {
        "arrest",
        "base",
        "siege",
        "abuse",
        *(() if told >= 4 else ("destroy", "loot")),
    }:
        points -= 1
    if told >= 4 and slot.how in ("previous event", "pointed", "report") and incident.groups & {"destroy", "loot", "rape"}:
        points += any(t.tag_ in ("NNS", "NNPS") and (is_a(t, "vehicle") or not is_a(t, "munition")) for f in incident.frames for t in f.targets)  # "the banks were pillaged"
    near = slot.how in ("previous event", "pointed", "dateline") or at.start is not None
    if told >= 4 and any(max(c.low or 0, c.high or 0) >= 3 for c in effects.values()):
        points += 1  # counted victims, in a report that tells of violence throughout
    if slot.how == "previous event" and "withdraw" in incident.groups and told >= 4:
        return points >= 1  # who has fought goes from there
    return points >= (1 if near and incident.groups & _STRONG else 2)


def claim_of(ctx: Context, draft: Draft, number: int, actors: tuple[Actor, ...] | None = None) -> EventClaim:
    """The claim of one draft, with its number in the report and its parties, by default those of the rules."""
    today = anchor(ctx)
    at = draft.when
    start, end = at.start, at.end
    if start is None and end is not None and at.precision == "period" and draft.lead.group in CLOSED:
        end = None
    last = end or start
    bounds = {
        f"{kind}_{side}": getattr(count, side) for kind, count in draft.effects.items() for side in ("low", "high")
    }
    return EventClaim(
        id=f"{ctx.report.id}#e{number}",
        report_id=ctx.report.id,
        start=draft.start,
        end=draft.end,
        quote=ctx.text[draft.start : draft.end],
        attribution=draft.attribution,
        places=draft.slot.places,
        as_of=today,
        as_of_text=None,
        polarity=draft.polarity,
        confidence=confidence(draft),
        rule="; ".join(draft.rules),  # type: ignore[arg-type]
        event_type=draft.event_type,
        sub_event_type=draft.sub_event_type,
        actors=tuple(a for a in (draft.actors if actors is None else actors) if by_name(a)),
        date_start=start,
        date_end=end,
        date_precision=at.precision,
        date_text=_as_written(ctx, at.text),
        damage=draft.damage,
        background=bool(today and last and today - last > NEWS_WINDOW),
        **bounds,
    )


def _as_written(ctx: Context, text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
