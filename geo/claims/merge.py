"""One claim for one event: mentions of the same event within a report are merged.

A lead and its later detail, an anaphoric mention ("the blast"), and a
sentence that only gives the toll all speak of one event. Two mentions with
figures that cannot both hold stay apart: they are for the reader to weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.effects_counts import Count
from geo.claims.events_lexicon import lemma
from geo.claims.merge_agree import dates_agree, effects_agree, places_agree, span_days
from geo.claims.merge_draft import Draft
from geo.claims.speakers_state import voice

if TYPE_CHECKING:
    from geo.claims.context import Context

_LEAVING = {"withdraw", "pull", "withdrawal", "pullout", "pullback", "retreat", "leave"}
#: Events that are one act, whose first toll told is theirs; a campaign's figures stay with who gave them.
_DISCRETE = {"attack", "strike", "blast", "abduct", "kill", "riot", "protest", "disperse"}
NEWS = 3  # days: a wire of Monday may tell of Friday
_SUBTYPE_WEIGHT = {
    "Armed clash": 0,
    "Attack": 0,
    "Other": -1,
    "Remote explosive/landmine/IED": 1,
    "Looting/property destruction": -1,
}


def merge(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts with mentions of one event joined, in the order of their first mention."""
    kept: list[Draft] = []
    for draft in drafts:
        partner = _partner(ctx, kept, draft)
        if partner is None:
            kept.append(draft)
        else:
            kept[kept.index(partner)] = join(ctx, partner, draft)
    return kept


def _partner(ctx: Context, kept: list[Draft], draft: Draft) -> Draft | None:
    """The earlier draft that tells of the same event."""
    found = [other for other in reversed(kept) if other.polarity == draft.polarity and same(ctx, other, draft)]
    if draft.anaphoric and found:
        # Of the events of one sentence, an effect belongs to the one that may carry it.
        found.sort(key=lambda d: (-d.index, d.incident.only_effects))
    return found[0] if found else None


def same(ctx: Context, one: Draft, two: Draft) -> bool:
    """Whether two drafts can tell, and likely do tell, of one event."""
    if one.family != two.family or ("gapped" in two.rules and one.index == two.index) or (
        one.index == two.index and one.incident is not two.incident and one.incident.sentence == two.incident.sentence
    ):
        return False  # one sentence has been grouped already
    if (one.incident.groups <= {"displace"}) != (two.incident.groups <= {"displace"}):
        return False  # who fled is told apart from who was hurt
    if one.family == "deal" and _content(one) != _content(two):
        return False
    if ("war" in one.incident.groups) != ("war" in two.incident.groups) and not two.incident.only_effects:
        return False  # what a whole war cost is not what one attack did
    if abs(span_days(one.when) - span_days(two.when)) > 60 and one.effects.keys() | two.effects.keys():
        return False  # what months or years have cost is not what a day did
    dates = dates_agree(one.when, two.when)
    if dates is False or not effects_agree(one.effects, two.effects):
        return False
    if two.lead.entry.lemma == "lose" and one.lead.group in ("strike", "blast") and voice(one.attribution.name) != voice(two.attribution.name):
        return False  # "the rebels said they had lost two men": in the fighting, not in the raid just told by another
    if two.incident.only_effects and two.when.precision == "period" and two.when.start and one.when.start and two.when.start < one.when.start:
        return False  # "losses since 8 August" are not those of the attack on the 12th
    if _gainsaid(one, two) or (headline(ctx, one) and _recalled(ctx, two)):
        return False
    if any(p.id.startswith("offset:") for p in two.slot.places) and not places_agree(one.slot, two.slot):
        return False  # 30 km north of the city is not the city
    distance = two.index - one.index
    discrete = one.lead.group in _DISCRETE and two.anaphoric and not set(one.effects) & set(two.effects)
    if "wide" in (one.slot.how, two.slot.how) and not two.incident.only_effects and not _same_toll(one, two):
        return False  # somewhere in the country is not the place told before
    told_above = headline(ctx, one) and not one.effects
    if _two_sources(one, two) and not discrete and not told_above:
        return False
    if told_above and two.index <= 4 and (_parties_agree(one, two) or _rebels(one, two)) and places_agree(one.slot, two.slot):
        return one.sub_event_type == two.sub_event_type or _alike(one, two)
    if _wider(one, two) and not (two.definite or _same_toll(one, two) or _shared(one, two)):
        return False
    if two.anaphoric and one.family == "violent":
        if two.incident.groups <= {"displace"} or one.incident.groups <= {"displace", "destroy"}:
            return False  # flight is counted for a whole war, seldom for the attack just told
        if two.incident.only_effects:
            return (distance <= 2 and _adds(one, two)) or (_same_toll(one, two) and places_agree(one.slot, two.slot))
        return distance <= 6 and _alike(one, two)
    if two.anaphoric and distance <= 4 and one.family in ("crowd", "deal"):
        return True
    places = places_agree(one.slot, two.slot)
    if (
        one.family == "violent"
        and places
        and (two.definite or _same_toll(one, two))
        and _parties_agree(one, two)
        and _kin(one, two)
    ):
        return True
    if not places:
        return (
            one.family == "deal"
            and dates is not False
            and _shared(one, two)
            and (dates is True or not (one.slot.explicit and two.slot.explicit))
            and not _apart(one, two)
        )
    if not _parties_agree(one, two):
        return False
    if (
        not two.slot.explicit
        and not two.anaphoric
        and not two.incident.only_effects
        and two.lead.token.pos_ == "VERB"
        and lemma(two.lead.token) != lemma(one.lead.token)
        and one.family == "violent"
    ):
        return False  # the story goes on: "Later they ambushed a patrol"
    if dates:
        return _alike(one, two)
    if one.family in ("violent", "crowd"):
        if two.when.start is None and one.when.start is None and not _shared(one, two) and not (one.index <= 1):
            return False
        return _alike(one, two) and (one.lead.group == two.lead.group or one.index <= 2 or _shared(one, two))
    return one.lead.group == two.lead.group or one.family == "deal"


def headline(ctx: Context, draft: Draft) -> bool:
    """Whether a draft stands in the headline: the first line, without a date and a full stop."""
    return draft.index == 0 and draft.when.start is None and ctx.text[draft.start : draft.end].rstrip()[-1:] not in ".!?"


def _recalled(ctx: Context, draft: Draft) -> bool:
    """Whether a draft tells of days before the news that a headline gives."""
    last = draft.when.end or draft.when.start
    return last is not None and ctx.report.date is not None and (ctx.report.date - last).days > NEWS


def _gainsaid(one: Draft, two: Draft) -> bool:
    """Another source with another number for the same: both are for the reader to weigh."""
    if two.attribution.mode == "own voice" or voice(one.attribution.name) == voice(two.attribution.name):
        return False
    return any(
        one.effects[k].known and two.effects[k].known and one.effects[k].low != two.effects[k].low
        for k in one.effects.keys() & two.effects.keys()
    )


def _wider(one: Draft, two: Draft) -> bool:
    """One told of a region or a state, the other of a town: "rockets at northern Israel", "a rocket near Nahariya"."""
    if not (one.slot.explicit and two.slot.explicit):
        return False
    first, second = (max(p.geo_precision for p in d.slot.places) for d in (one, two))
    return (first == 3) != (second == 3)


def _same_toll(one: Draft, two: Draft) -> bool:
    """The same number of dead told again."""
    return any(
        one.effects[k] == two.effects[k] and (one.effects[k].low or 0) > 1
        for k in one.effects.keys() & two.effects.keys()
    )


def _kin(one: Draft, two: Draft) -> bool:
    """Whether "the attack" can be the other: any violence against any, but an abduction or a rape only itself."""
    special = {"Sexual violence", "Abduction/forced disappearance", "Looting/property destruction"}
    return one.sub_event_type == two.sub_event_type or (
        not special & {one.sub_event_type, two.sub_event_type}
        and (
            one.event_type == two.event_type
            or {one.sub_event_type, two.sub_event_type} & {"Armed clash", "Attack"} != set()
        )
    )


def _two_sources(one: Draft, two: Draft) -> bool:
    """Figures of the one that the other's source did not give: merged, they would be put in its mouth."""
    if voice(one.attribution.name) == voice(two.attribution.name):
        return False
    if one.attribution.mode == "own voice" and two.attribution.mode == "own voice":
        return False
    return any(kind not in one.effects for kind in two.effects) or any(kind not in two.effects for kind in one.effects)


def _adds(one: Draft, two: Draft) -> bool:
    """An effect that the earlier event does not have yet, or has with the same figure."""
    return one.polarity == "asserted" and one.family == "violent" and bool(two.effects)


def _content(draft: Draft) -> str:
    """What a deal is about: leaving, or anything else."""
    words = {lemma(t) for f in draft.incident.frames for t in f.token.subtree}
    return "leave" if words & _LEAVING and not {"base", "relation"} & words else "other"


def _apart(one: Draft, two: Draft) -> bool:
    return bool(
        one.slot.explicit
        and two.slot.explicit
        and one.when.start
        and two.when.start
        and one.when.start != two.when.start
    )


def _alike(one: Draft, two: Draft) -> bool:
    """Sub-types that may describe one event: equal, or one of them unspecific."""
    if one.family != "violent" or one.sub_event_type == two.sub_event_type:
        return True
    if not two.anaphoric and not two.incident.groups <= {"kill", "injure", "captive", "war"} and one.index > 0:
        return False  # "attacks had no success", "43 air strikes": two things told
    vague = {"Armed clash", "Attack", "Looting/property destruction", "Other"}
    remote = {one.event_type, two.event_type} == {"Explosions/Remote violence"}
    special = {"Sexual violence", "Abduction/forced disappearance"}
    if special & {one.sub_event_type, two.sub_event_type}:
        return False
    return (
        one.sub_event_type in vague
        or two.sub_event_type in vague
        or (remote and "Remote explosive/landmine/IED" in (one.sub_event_type, two.sub_event_type))
    )


def _names(draft: Draft) -> set[str]:
    return {a.name for a in draft.actors if a.name != "civilians"}


def _shared(one: Draft, two: Draft) -> bool:
    return bool(_names(one) & _names(two))


def _parties_agree(one: Draft, two: Draft) -> bool:
    """Known parties on both sides that share no one speak of different events."""
    first = {a.id for a in one.actors if a.id and a.role != "target"}
    second = {a.id for a in two.actors if a.id and a.role != "target"}
    return not first or not second or bool(first & second) or bool(_names(one) & _names(two))


def _rebels(one: Draft, two: Draft) -> bool:
    """Armed groups of one country, or a people's: a headline's "rebels" may be any of them."""
    rows = [[r for a in d.actors if a.role != "target" and (r := actors.by_id().get(a.id or "")) is not None] for d in (one, two)]
    lands = [{r.country for r in found if r.kind in ("group", "people")} for found in rows]
    return bool(lands[0] & lands[1] or (lands[0] and lands[1] and "" in lands[0] | lands[1]))


def _specific(draft: Draft) -> tuple:
    """Rank of a draft: the better placed, dated and typed one stays."""
    return (
        draft.slot.explicit,
        -max(p.geo_precision for p in draft.slot.places),
        draft.when.precision == "day",
        draft.when.start is not None,
        sum(c.known for c in draft.effects.values()),
    )


_QUOTE = 320  # characters that a reader takes in at a glance


def join(ctx: Context, one: Draft, two: Draft) -> Draft:
    """Two drafts of one event as one, the more specific of each slot kept."""
    base, other = (one, two) if two.anaphoric or _specific(one) >= _specific(two) else (two, one)
    effects = dict(other.effects)
    for kind, count in base.effects.items():
        effects[kind] = _narrower(count, effects.get(kind))
    dated = base if base.when.start is not None or other.when.start is None else other
    if (
        base.when.start is not None
        and other.when.start is not None
        and other.when.precision == "day"
        and base.when.precision != "day"
    ):
        dated = other
    source = base.attribution
    if source.mode == "own voice" and other.attribution.mode != "own voice" and set(other.effects) - set(base.effects):
        source = other.attribution  # the figure is what somebody must answer for
    weight = _SUBTYPE_WEIGHT
    typed = max((base, other), key=lambda d: (weight.get(d.sub_event_type, 2), d is base))
    if other.incident.only_effects and not base.incident.only_effects and not any(f.agents for f in other.incident.frames):
        typed = base  # a bare toll has its type from what it was thought to be the toll of
    names = {a.name for a in base.actors}
    adjacent = abs(one.index - two.index) == 1 and ctx.paragraph(one.start) == ctx.paragraph(two.start)
    gains = any(k not in base.effects or not base.effects[k].known for k in effects)
    start, end = (min(one.start, two.start), max(one.end, two.end)) if adjacent and gains else (base.start, base.end)
    if gains and not adjacent and not any(c.known for c in base.effects.values()):
        # The words that give the figure defend it, with those that tell the rest where these are near.
        start, end, source = min(one.start, two.start), max(one.end, two.end), other.attribution
        if end - start > _QUOTE:
            start, end = other.start, other.end
    return Draft(
        base.incident,
        base.lead,
        base.slot,
        dated.when,
        typed.event_type,
        typed.sub_event_type,
        base.actors + tuple(a for a in other.actors if a.name not in names),
        start,
        end,
        max(one.index, two.index) if adjacent and gains else base.index,
        source,
        base.damage or other.damage,
        effects,
        base.polarity,
        tuple(dict.fromkeys((*base.rules, *other.rules, "merged"))),
        dated.dated_by_context,
    )


def _narrower(one: Count, two: Count | None) -> Count:
    if two is None or not two.known:
        return one
    if not one.known:
        return two
    width = [(c.high if c.high is not None else 10**9) - (c.low or 0) for c in (one, two)]
    return one if width[0] <= width[1] else two
