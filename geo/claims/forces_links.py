"""How the force claims of a report hang together: sums, parts, reinforcements, repetitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from geo.claims import dates
from geo.claims.forces_lists import respective

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

_PART = {"including", "among", "include", "of"}
_JOIN = {"join", "reinforce", "bolster", "strengthen", "supplement", "augment", "support", "replace", "relieve"}
_SPEECH_STATUS = {"pledged", "planned"}


def link(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts with parts, reinforcements and changes linked."""
    for pair in zip(drafts, drafts[1:], strict=False):
        _part(ctx, *pair)
    _joins(ctx, drafts)
    _changes(ctx, drafts)
    _shared(ctx, drafts)
    return respective(ctx, drafts)


def reduced(drafts: list[Draft]) -> list[Draft]:
    """Drafts without sums of others and without repetitions."""
    return _without_repetitions(_without_sums(drafts))


def _same_sentence(ctx: Context, a: Draft, b: Draft) -> bool:
    return ctx.sentence_index(a.mention.head) == ctx.sentence_index(b.mention.head)


def _part(ctx: Context, whole: Draft, part: Draft) -> None:
    """"235 vehicles, including six tanks", "600,000 soldiers, 500,000 of them American"."""
    if not _same_sentence(ctx, whole, part):
        return
    between = [t.lower_ for t in ctx.tokens[whole.mention.last:part.mention.first]]
    after = [t.lower_ for t in ctx.tokens[part.mention.last:part.mention.last + 2]]
    counted = part.mention.rule == "part of the count before" or after == ["among", "them"]
    if not counted and not (
        {"including", "among"} & set(between[:4])
        or ("including" in between and len(between) < 12)
        or between[-2:] == ["of", "which"]
        or between[-2:] == ["among", "them"]
        or between[-3:] == ["of", "them", ","]
    ):
        return
    larger = whole.high is None or part.low is None or (whole.high or 0) >= (part.low or 0)
    if not larger:
        return
    part.part_of = whole
    part.status, part.day, part.day_text = whole.status, whole.day, whole.day_text
    if part.place_strength < 0.6 or part.place_how not in ("named", "pointed"):
        part.places, part.place_strength, part.place_how = whole.places, whole.place_strength, "of the whole"
    if part.actor_strength < 0.9:
        part.actor, part.actor_strength = whole.actor, whole.actor_strength


def _joins(ctx: Context, drafts: list[Draft]) -> None:
    """"200 observers to join 220 monitors": the second is there, the first comes to it."""
    for a, b in zip(drafts, drafts[1:], strict=False):
        if not _same_sentence(ctx, a, b):
            continue
        verb = next(
            (
                t
                for t in ctx.tokens[a.mention.last : b.mention.first]
                if (t.lemma_.lower() in _JOIN and t.pos_ == "VERB") or t.lower_ in ("alongside", "beside")
            ),
            None,
        )
        if verb is None or not any(
            c.i == b.mention.head.i or b.mention.first <= c.i < b.mention.last for c in verb.subtree
        ):
            continue
        if a.joins is None:
            a.joins = b
            if b.status in ("deployed", "planned", "pledged"):
                b.status = "present"
            b.day_text = None if b.status == "present" else b.day_text
            if a.status == "present" and verb.tag_ == "VB":  # a purpose
                a.status = "planned"


def _changes(ctx: Context, drafts: list[Draft]) -> None:
    """"down from 10,000 over the preceding week": what was, at the place of what is."""
    for a, b in zip(drafts, drafts[1:]):
        if (
            b.mention.rule == "change to"
            and a.status in _SPEECH_STATUS
            and b.status == "present"
            and _same_sentence(ctx, a, b)
        ):
            b.status = a.status  # "ordered 30,000 more, bringing the total to 100,000"
    for n, d in enumerate(drafts):
        if d.mention.rule != "change from":
            continue
        d.status = "past"
        others = [
            o
            for o in (*reversed(drafts[:n]), *drafts[n + 1 :])
            if _same_sentence(ctx, o, d) and o.mention.rule != "change from"
        ]
        now = next((o for o in others), None)
        if now is None:
            continue
        if now.place_strength >= d.place_strength:
            d.places, d.place_strength, d.place_how = now.places, now.place_strength, "of the count beside"
        if now.actor_strength >= d.actor_strength:
            d.actor, d.actor_strength = now.actor, now.actor_strength
        d.attribution = now.attribution
        sentence = ctx.sentence_of(d.mention.head)
        for mention in dates.mentions(ctx):
            inside = sentence is not None and sentence.start_char <= mention.expression.start < sentence.end_char
            if (
                inside
                and mention.expression.start > d.mention.quantity.end
                and mention.expression.start - d.mention.quantity.end < 40
            ):
                d.day, d.day_text = mention.when.start, mention.when.text
                if (
                    now.day
                    and d.day_text
                    and "week" in d.day_text
                    and any(w in d.day_text for w in ("preceding", "past", "last", "previous"))
                ):
                    d.day = now.day - timedelta(days=7)
                break
        else:
            d.day = None


def _shared(ctx: Context, drafts: list[Draft]) -> None:
    """"30 tanks and 400 men in Gori": the first has the place of the second, and its party."""
    for a, b in zip(drafts, drafts[1:], strict=False):
        if not _same_sentence(ctx, a, b):
            continue
        if not _coordinated(ctx, a, b):
            conjoined = any(c.i == a.mention.head.i for c in b.mention.head.conjuncts)
            guessed = b.actor_strength <= 0.45 <= a.actor_strength and "fighters" not in (
                a.mention.unit,
                b.mention.unit,
            )
            if guessed or (conjoined and b.actor_strength <= 0.6 <= a.actor_strength):
                b.actor, b.actor_strength = a.actor, a.actor_strength
            continue
        if a.place_strength < 0.75 < b.place_strength and a.place_how != "of the whole":
            a.places, a.place_strength, a.place_how = b.places, b.place_strength, b.place_how
        elif b.place_strength < 0.75 < a.place_strength and b.place_how != "of the whole":
            b.places, b.place_strength, b.place_how = a.places, a.place_strength, a.place_how
        if b.actor_strength <= 0.6 and b.mention.unit != "fighters" and a.actor_strength >= 0.6 and (
                a.mention.unit != "fighters"):
            b.actor, b.actor_strength = a.actor, min(a.actor_strength, 0.8)
        elif b.actor_strength < 0.85 <= a.actor_strength and b.mention.unit != "fighters":
            b.actor, b.actor_strength = a.actor, a.actor_strength
        elif a.actor.id is None and b.actor.id is not None and a.actor_strength < 0.7:
            a.actor, a.actor_strength = b.actor, b.actor_strength


def _coordinated(ctx: Context, a: Draft, b: Draft) -> bool:
    between = " ".join(t.lower_ for t in ctx.tokens[a.mention.last:b.mention.first])
    return between in (
        "and",
        ",",
        ", and",
        "as well as",
        "with",
        "and some",
        "plus",
        "along with",
        "together with",
        "backed by",
        ", with",
        "supported by",
        ", as well as",
        "&",
        "accompanied by",
        ", backed by",
        ", supported by",
        "/",
        ", plus",
        "or",
        "aboard",
        "in",
        "on",
    )


def _without_sums(drafts: list[Draft]) -> list[Draft]:
    """A total that its shares add up to is theirs, not a third force."""
    gone: set[int] = set()
    for n, whole in enumerate(drafts):
        if whole.low is None or whole.low != whole.high or whole.part_of is not None:
            continue
        parts = [
            d
            for d in drafts
            if d is not whole
            and d.mention.unit == whole.mention.unit
            and d.actor == whole.actor
            and d.low is not None
            and d.low < whole.low
            and d.low == d.high
            and (d.status == whole.status or {d.status, whole.status} <= {"present", "deployed", "pledged", "planned"})
            and d.part_of is None
        ]
        ids = {p.id for p in whole.places}
        parts = [d for d in parts if {p.id for p in d.places} <= ids or whole.mention.quantity.total or len(ids) == 1]
        for size in (2, 3, 4):
            chosen = next((c for c in combinations(parts[:8], size) if sum(d.low or 0 for d in c) == whole.low
                           and len({p.id for d in c for p in d.places}) == size), None)
            if chosen is not None:
                gone.add(n)
                for d in chosen:
                    d.total = (whole.low, whole.high)
                break
    return [d for n, d in enumerate(drafts) if n not in gone]


def _without_repetitions(drafts: list[Draft]) -> list[Draft]:
    """The same force told twice is one claim: the first, rough if either is."""
    kept: list[Draft] = []
    for d in drafts:
        restated = d.mention.rule == "restated count"
        twin = next((k for k in kept if _same_fact(k, d) or (restated and _same_figure(k, d))), None)
        if twin is None:
            kept += [] if restated else [d]
        elif twin is not d:
            twin.approximate = twin.approximate or d.approximate
            twin.confidence = max(twin.confidence, d.confidence)
            if twin.attribution.mode == "own voice" and not restated and d.attribution.mode != "own voice":
                twin.attribution = d.attribution
    return kept


def _same_figure(a: Draft, b: Draft) -> bool:
    """"around 3,800 in each republic" after "3,800 troops in each of the regions"."""
    return (a.low, a.high) == (b.low, b.high) and {p.id for p in b.places} <= {p.id for p in a.places}


def _same_fact(a: Draft, b: Draft) -> bool:
    return (
        a.mention.unit == b.mention.unit
        and (a.low, a.high) == (b.low, b.high)
        and a.actor == b.actor
        and {p.id for p in a.places} == {p.id for p in b.places}
        and a.verdict.polarity == b.verdict.polarity
        and (a.status == b.status or {a.status, b.status} in ({"present", "deployed"}, {"pledged", "planned"}))
        and (
            a.day == b.day
            or a.day is None
            or b.day is None
            or a.mention.quantity.start == b.mention.quantity.start
            or abs((a.day - b.day).days) <= 1
        )
    )


__all__ = ["link", "replace"]
