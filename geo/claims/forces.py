"""Force claims: who has how many of what where, as of when, according to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geo.claims import forces_links as links
from geo.claims.actors import by_id
from geo.claims.actors import mentions as actor_mentions
from geo.claims.attribution import attribute
from geo.claims.confidence import confidence
from geo.claims.context import Context
from geo.claims.coreference import home
from geo.claims.forces_actor import actor_of
from geo.claims.forces_choose import choose, kept, possible
from geo.claims.forces_dates import as_of
from geo.claims.forces_elliptic import completed
from geo.claims.forces_loose import Sift, complete, loose
from geo.claims.forces_mention import Mention
from geo.claims.forces_mentions import mentions
from geo.claims.forces_phrases import settle_status
from geo.claims.forces_place import places_of
from geo.claims.forces_status import Verdict, judge
from geo.claims.forces_units import at_end
from geo.claims.movement import with_ends
from geo.model import Actor, Attribution, ForceClaim, Place

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass
class Draft:
    """A claim in the making, with the words that it was made from."""

    mention: Mention
    verdict: Verdict
    actor: Actor
    actor_strength: float
    places: tuple[Place, ...]
    place_strength: float
    place_how: str
    status: str
    day: date | None
    day_text: str | None
    attribution: Attribution
    low: int | None
    high: int | None
    approximate: bool
    quote: tuple[int, int, str]
    rule: str
    total: tuple[int | None, int | None] = (None, None)
    part_of: Draft | None = None
    joins: Draft | None = None
    confidence: float = 0.05
    doubt: str = ""  #: why the rules made no claim of it
    kept_likely: float = 0.5  #: how likely the models hold that it is a force at all,
    status_likely: float = 0.9  #: has this status,
    actor_likely: float = 0.9  #: this party
    place_likely: float = 0.9  #: and this place; what the rules are sure of no model is asked

    def __post_init__(self) -> None:
        # What the rules chose stays known when a model has chosen again.
        self.settle()

    def settle(self) -> None:
        """Take party and place as they are now for what the rules chose."""
        self.ruled_actor, self.sure_actor = self.actor, self.actor_strength
        self.ruled_places, self.sure_place, self.ruled_how = self.places, self.place_strength, self.place_how
        self.ruled_status = self.status

    @property
    def governor(self) -> Token:
        """The word that places and dates the force."""
        return self.verdict.governor


def forces(ctx: Context) -> list[ForceClaim]:
    """Force claims of a report in text order.

    Parameters
    ----------
    ctx : Context

    Returns
    -------
    list of ForceClaim
        Counted forces only. Effects ("killed 30 soldiers"), sums of claims
        that are there already, and repetitions give no claim of their own.
    """
    if ctx.doc is None:
        return []
    drafts = drafts_of(ctx)
    for draft in drafts:
        draft.confidence = max(draft.confidence, confidence(draft))
    return [with_ends(ctx, claim, (d.governor, d.mention.head)) for d, claim in to_claims(ctx, drafts)]


def drafts_of(ctx: Context) -> list[Draft]:
    """Force claims in the making, linked, without sums and repetitions."""
    return links.reduced(choose(ctx, settled(ctx, kept(ctx, proposed(ctx, possible)))))


def proposed(ctx: Context, sift: Sift | None = None) -> list[Draft]:
    """Forces that the rules found and linked, and numbers that may be forces, in text order; of these only what `sift` lets pass."""
    ruled = links.link(ctx, ruled_drafts(ctx))
    for draft in ruled:
        draft.settle()
    drafts = sorted([*ruled, *loose(ctx, ruled, sift)], key=lambda d: d.mention.quantity.start)
    return drafts


def settled(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts with the status that the rules give them."""
    for draft in drafts:
        if draft.doubt:
            complete(ctx, draft)
        settle_status(ctx, draft)
        draft.ruled_status = draft.status
    return drafts


def ruled_drafts(ctx: Context) -> list[Draft]:
    """Force claims as the rules make them one by one."""
    drafts: list[Draft] = []
    for mention in completed(ctx, mentions(ctx)):
        drafts.extend(_drafts(ctx, mention, drafts))
    return drafts


def _drafts(ctx: Context, m: Mention, before: list[Draft]) -> list[Draft]:
    verdict = judge(ctx, m)
    if verdict.status is None:
        return []
    actor = actor_of(ctx, m, verdict.governor)
    if actor is None:
        return []
    equipment = m.unit in ("vehicles", "ships", "aircraft")
    beside = bool(before) and ctx.sentence_index(before[-1].mention.head) == ctx.sentence_index(m.head)
    if (
        m.cls == "weak"
        and not beside
        and actor[1] < (0.6 if equipment else 0.45)
        and (equipment or not _armed_sentence(ctx, m))
    ):
        return []
    if m.rule == "one formation" and actor[1] < 0.75:
        return []
    if _few(m) and verdict.governor.lemma_.lower() not in _CORE:
        return []
    where = places_of(ctx, m, verdict, before, *actor)
    if not where:
        return []
    if actor[0].id is None and (state := _state_of_place(ctx, m, actor[0], where[0].places)) is not None:
        actor = (state, 0.4)
    if m.phrase == "paramilitary" and (row := by_id().get(actor[0].id or "")) is not None and row.kind == "state":
        m = replace(m, unit="troops")
    status, day, text = as_of(ctx, m, verdict)
    attribution = attribute(ctx, m.head)
    quote = ctx.quote(m.quantity.start, m.quantity.end)
    base = Draft(m, verdict, actor[0], actor[1], where[0].places, where[0].strength, where[0].how, status, day, text,
                 attribution, m.quantity.low, m.quantity.high, m.quantity.approximate, quote,
                 f"{m.rule}; {verdict.why}; place {where[0].how}")
    if len(where) == 1:
        return [base]
    total: tuple[int | None, int | None] = (None, None)
    if m.quantity.low is not None and m.quantity.low == m.quantity.high:
        total = (m.quantity.low * len(where), m.quantity.high * len(where))
    return [replace(base, places=w.places, rule=base.rule + "; each", total=total) for w in where]


def _state_of_place(ctx: Context, m: Mention, actor: Actor, places: tuple[Place, ...]) -> Actor | None:
    """Soldiers of no named army are those of the state that they are in, if the report knows no other army."""
    if (
        m.unit not in ("troops", "police", "tanks", "armoured_vehicles", "artillery")
        or m.quantity.text == ""
    ):
        return None
    if {w.lower() for w in (*m.unit_text.split(), *actor.name.split())} & {
        "foreign",
        "international",
        "allied",
        "masked",
        "unidentified",
        "unknown",
        "western",
    }:
        return None
    states = {p.country for p in places}
    code = home(ctx) or (next(iter(states)) if len(states) == 1 else None)
    row = by_id().get(code or "")
    if row is None or row.kind != "state":
        return None
    if {t.lower_ for t in ctx.clause(m.head)} & {"army", "navy", "government"}:
        return row.actor()
    others = {a.row.id for a in actor_mentions(ctx) if a.row.kind == "state" and a.row.id != code
              and any(at_end([t.text]) is not None for t in ctx.tokens[a.last:a.last + 2])}
    return row.actor() if not others else None


_ARMED = {
    "army",
    "soldier",
    "troop",
    "rebel",
    "fighter",
    "military",
    "force",
    "battalion",
    "brigade",
    "garrison",
    "guerrilla",
    "militia",
    "regiment",
    "navy",
    "gunman",
    "insurgent",
    "arms",
    "armed",
    "commander",
}


def _armed_sentence(ctx: Context, m: Mention) -> bool:
    """Whether "men" or "attackers" stand beside something armed."""
    sentence = ctx.sentence_of(m.head)
    return sentence is not None and any(t.lemma_.lower() in _ARMED or t.lower_ in _ARMED for t in ctx.tokens[sentence.start:sentence.end])


_CORE = {
    "deploy",
    "station",
    "base",
    "send",
    "withdraw",
    "keep",
    "guard",
    "man",
    "arrive",
    "have",
    "maintain",
    "remain",
    "dispatch",
    "patrol",
}


def _few(m: Mention) -> bool:
    """Two or three men are no force, unless they are said to be stationed."""
    return (
        m.unit not in ("tanks", "armoured_vehicles", "aircraft", "ships", "artillery", "other", "vehicles", "observers")
        and m.quantity.high is not None
        and m.quantity.high <= 4
    )


def to_claims(ctx: Context, drafts: list[Draft]) -> list[tuple[Draft, ForceClaim]]:
    """Each draft with the claim that it becomes, in text order."""
    ordered = sorted(drafts, key=lambda d: (d.quote[0], d.mention.quantity.start, [p.id for p in d.places], d.status))
    ids = {id(d): f"{ctx.report.id}#f{n}" for n, d in enumerate(ordered, 1)}
    claims: list[tuple[Draft, ForceClaim]] = []
    for d in ordered:
        start, end, text = d.quote
        claims.append(
            (
                d,
                ForceClaim(
                    id=ids[id(d)],
                    report_id=ctx.report.id,
                    start=start,
                    end=end,
                    quote=text,
                    attribution=d.attribution,
                    places=d.places,
                    as_of=d.day,
                    as_of_text=d.day_text,
                    polarity=d.verdict.polarity,
                    confidence=round(d.confidence, 3),
                    rule=d.rule,
                    actor=d.actor,
                    unit=d.mention.unit,
                    unit_text=d.mention.unit_text,
                    low=d.low,
                    high=d.high,  # type: ignore[arg-type]
                    approximate=d.approximate,
                    status=d.status,
                    total_low=d.total[0],
                    total_high=d.total[1],  # type: ignore[arg-type]
                    part_of=ids.get(id(d.part_of)) if d.part_of is not None else None,
                    joins=ids.get(id(d.joins)) if d.joins is not None else None,
                ),
            )
        )
    return claims
