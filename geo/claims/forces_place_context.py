"""Where a force is if its sentence does not say: list headings, sentences before, the country of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.claims import actors, attribution, coreference, outline, where
from geo.claims.events_lexicon import argument_words
from geo.model import Actor, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft
    from geo.claims.forces_mention import Mention
    from geo.claims.forces_status import Verdict

_ACCOUNTS = {"account", "estimate", "figure", "count", "reckoning", "admission", "claim", "statement", "version", "tally", "report", "view"}


@dataclass(frozen=True, slots=True)
class Where:
    """Places of a force with how sure they are and how they were found."""

    places: tuple[Place, ...]
    strength: float
    how: str


def of_speaker(ctx: Context, token: Token) -> bool:
    """Whether a place belongs to who speaks: "a police officer on the Gori road said"."""
    return ctx.once(("of_speaker", token.i), lambda: _of_speaker(token))


def _of_speaker(token: Token) -> bool:
    if token.dep_ == "poss" and token.head.lemma_.lower() in _ACCOUNTS:
        return True  # "by Rabat's own account"
    chain = [token, *token.ancestors]
    for t in chain:
        if t.dep_ in ("nsubj", "agent") and t.head.lemma_.lower() in attribution.verbs() and t.head.pos_ == "VERB" \
                and any(x.dep_ in ("ccomp", "parataxis") for x in t.head.children):
            return True
        if (
            t.pos_ == "VERB"
            and t.lemma_.lower() in attribution.verbs()
            and t.i != token.i
            and any(
                x.dep_ in ("ccomp",) and x.i != t.i and not any(a.i == x.i for a in chain)
                for x in t.children
            )
        ):
            # "said in Tbilisi that": where it was said.
            return not any(a.dep_ == "ccomp" and a.head.i == t.i for a in chain)
    return False


def elsewhere(ctx: Context, weak: bool, sentence_start: int, before: list[Draft], actor: Actor, m: Mention,
               verdict: Verdict) -> list[Where]:
    """A heading, the place of the claim or sentence before, the country that the report is set in."""
    head = outline.place_head(ctx, m.quantity.start)
    if head is not None and head.block.kind != "title":
        return [Where(head.places, 0.7, "heading")]
    # What a sibling of its item is at says nothing of it.
    before = [d for d in before if outline.shared(ctx, d.mention.quantity.start, m.quantity.start)]
    if (
        m.base is not None
        and (base := next((d for d in reversed(before) if d.mention.first == m.base.first), None)) is not None
    ):
        return [Where(base.places, 0.75 * base.place_strength, "same as the count before")]
    if (own := _mission_country(ctx, actor)) is not None:
        return [own]
    if (lair := _country_of_group(ctx, actor)) is not None:
        return [lair]
    start, _ = ctx.paragraph(sentence_start)
    before = [d for d in before if d.places[0].lat is not None]
    if before and ctx.sentence_index(before[-1].mention.head) == ctx.sentence_index(m.head):
        if (home_of := _at_home(ctx, before[-1], actor, m, verdict)) is not None:
            return [home_of]
        return [Where(before[-1].places, 0.6 * before[-1].place_strength, "same as the claim before")]
    index = ctx.sentence_index(sentence_start)
    if (
        verdict.governor.lemma_ in ("have", "number", "total")
        and (own := _home_army(ctx, m, verdict, actor)) is not None
    ):
        return [own]
    general = verdict.status in ("planned", "pledged") or (
        verdict.governor.lemma_ in ("have", "number", "total", "be") and not _narrative(actor, m)
    )
    if general and not weak and (whole := where.country(ctx, coreference.home(ctx))) is not None:
        return [Where((whole,), 0.35, "country of the report")]
    if head is not None and outline.in_list(ctx, m.quantity.start):
        return [Where(head.places, 0.5, "heading")]
    for sentence in reversed(ctx.sentences[max(0, (index or 0) - 2):index or 0]):
        if sentence.start_char < start or not outline.shared(ctx, sentence.start_char, m.quantity.start):
            break
        found = [
            c
            for c in where.located(ctx, sentence.start, sentence.end)
            if c.how == "named"
            and c.places[0].lat is not None
            and c.places[0].feature_class != "H"
            and not of_speaker(ctx, c.token)
            and c.places[0].country
            in (None, coreference.home(ctx), c.places[0].country if coreference.home(ctx) is None else None)
            and c.head.lemma_.lower() not in argument_words("talking_verb")
            and c.preposition.split()[:1]
            and c.preposition.split()[0] not in ("of", "from", "against", "with", "<nsubj>", "<nsubjpass>")
        ]
        if found:
            return [Where(found[-1].places, 0.4, "sentence before")]
    if (
        (before
        and before[-1].mention.quantity.start >= start - 400
        and before[-1].actor == actor
        and not weak)
        or (before and before[-1].mention.quantity.start >= start)
    ):
        return [Where(before[-1].places, 0.5 * before[-1].place_strength, "same as the claim before")]
    if weak or m.quantity.low == 1:
        return []
    whose = outline.party_head(ctx, m.quantity.start)
    if whose is not None and whose.home and whose.block.kind == "heading" and whose.home == actor.id and (own := where.country(ctx, whose.home)) is not None:
        return [Where((own,), 0.35, "heading")]
    focus = _focus(ctx, sentence_start, before)
    whole = where.country(ctx, coreference.home(ctx))
    if focus or whole is not None:
        return focus or [Where((whole,), 0.3, "country of the report")]  # type: ignore[arg-type]
    if before and before[-1].mention.quantity.start >= start - 400:
        return [Where(before[-1].places, 0.4 * before[-1].place_strength, "same as the claim before")]
    return []


def _at_home(ctx: Context, last: Draft, actor: Actor, m: Mention, verdict: Verdict) -> Where | None:
    """"124,300 soldiers in Cambodia; Thailand has 360,000": each army in its own country."""
    if verdict.governor.lemma_ not in ("have", "number", "total", "field") or (m.quantity.low or 0) < 10_000:
        return None
    row = actors.by_id().get(actor.id or "")
    if row is None or row.kind != "state" or actor == last.actor or [p.country for p in last.places] != [last.actor.id]:
        return None
    if not all(coreference.is_country(p) for p in last.places):
        return None
    whole = where.country(ctx, row.id)
    return Where((whole,), 0.85, "country of the army") if whole is not None else None


def _home_army(ctx: Context, m: Mention, verdict: Verdict, actor: Actor) -> Where | None:
    """"North Korea's army has 1.1 million soldiers": at home."""
    subject = ctx.own_subject(verdict.governor)
    if (
        subject is None
        or subject.lemma_.lower() not in ("army", "military", "navy", "force", "armed")
        or (m.quantity.high or 0) < 1000
    ):
        return None
    row = actors.by_id().get(actor.id or "")
    whole = where.country(ctx, row.id) if row is not None and row.kind == "state" else None
    return Where((whole,), 0.85, "country of the army") if whole is not None else None


def _narrative(actor: Actor, m: Mention) -> bool:
    """A small count is of the scene that is told, a large one of the country."""
    return m.quantity.high is not None and m.quantity.high < 1000


def _country_of_group(ctx: Context, actor: Actor) -> Where | None:
    """An armed group is where it fights: its own country, if the report is set in another and names a place there."""
    row = actors.by_id().get(actor.id or "")
    if row is None or row.kind != "group" or not row.country or row.country == coreference.home(ctx):
        return None
    there = [t for t in ctx.toponyms if t.place is not None and t.place.country == row.country and t.role == "location"]
    states = [t for t in there if coreference.fits(t, "country")]
    place = next((t.place for t in (*states, *there)), None)
    return Where((place,), 0.4, "country of the group") if place is not None else None


def _mission_country(ctx: Context, actor: Actor) -> Where | None:
    """A mission is in its country: "MISCA has 2,500 men"."""
    row = actors.by_id().get(actor.id or "")
    if row is None or row.kind != "mission" or not row.country:
        return None
    whole = where.country(ctx, row.country)
    return Where((whole,), 0.85, "country of the mission") if whole is not None else None


def _focus(ctx: Context, offset: int, before: list[Draft]) -> list[Where]:
    """The place that the report is about: the most named one, settlements and regions before states."""
    tally: dict[str, float] = {}
    places: dict[str, Place] = {}
    for t in ctx.toponyms:
        if (
            t.place is None
            or t.role != "location"
            or t.place.feature_class in ("H", "T")
            or coreference.in_dateline(ctx, t)
            or outline.says_whose(ctx, t.start)
        ):
            continue
        country = (t.place.feature_code or "").startswith("PCL")
        places.setdefault(t.place.id, t.place)
        tally[t.place.id] = tally.get(t.place.id, 0.0) + (0.6 if country else 1.0) * (1.0 if t.start < offset else 0.5)
    if not tally:
        return []
    ranked = sorted(tally.items(), key=lambda item: -item[1])
    if len(ranked) > 1 and ranked[0][1] < 1.4 * ranked[1][1]:
        return []
    return [Where((places[ranked[0][0]],), 0.25, "focus of the report")]

