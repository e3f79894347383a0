"""Where a force is, chosen among all the places of the report.

Every place to which a sentence leads (:func:`geo.claims.where.located`), the
countries of the party and of the report, and what the rules chose are
candidates; a conditional logit (``data/models/force_place.json``, trained by
``data/build/train_forces.py``) gives each its probability from preposition,
parse, distance, kind of place and how much the report speaks of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from geo.claims import actors, coreference, outline, where
from geo.claims import forces_units as units
from geo.claims.events_lexicon import argument_words
from geo.claims.feature_rows import matrix
from geo.claims.forces_place_context import of_speaker
from geo.claims.where import Located
from geo.model import Place, Toponym

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

MODEL = "force_place"
STATUSES = ("present", "deployed", "pledged", "planned", "withdrawing", "withdrawn", "past")
HOWS = ("head of", "named", "pointed", "same as", "heading", "country", "sentence before", "focus")
PREPOSITIONS = {"in": "in", "at": "in", "inside": "in", "within": "in", "on": "in", "across": "in", "throughout": "in", "near": "near",
                "around": "near", "outside": "near", "along": "near", "between": "near", "to": "to", "into": "to", "towards": "to", "toward": "to",
                "onto": "to", "for": "for", "from": "from", "off": "from", "out": "from", "of": "of", "with": "other", "against": "other",
                "by": "other", "over": "in", "there": "there", "through": "to", "via": "to", "about": "other"}
CLASSES = ("in", "near", "to", "for", "from", "of", "other", "there", "subject", "object", "none")
NAMES = (
    "ruled", "rule_strength", "rule_sure", *(f"how_{h}" for h in HOWS), *(f"status_{s}" for s in STATUSES), *(f"prep_{p}" for p in CLASSES),
    "same_sentence", "sentences", "before", "distance", "tokens_after", "tokens_before", "head_governor", "head_noun", "head_above", "steps",
    "settlement", "division", "country", "site", "resolved", "several", "mentions", "share", "recent", "title", "dateline", "first_sentence",
    "home", "in_home", "of_actor", "in_actor", "actor_state", "actor_local", "last_place", "last_same_sentence", "last_inside", "same_paragraph",
    "speaker", "talk", "whose", "nearest", "nearest_before", "finer_there", "candidates", "here_candidates", "elliptic", "weak", "fighters",
    "count_log", "clause", "comma_between", "count_between", "quoted_apart", "verb_present",
    "abroad_home", "away_home", "over", "over_close", "sibling", "latest_settlement", "latest", "rank", "rank_settlement", "first_place", "clause_gap", "actor_abroad",
    "strength_whole", "strength_home", "in_last", "contains_ruled", "inside_ruled", "within_country",
    "party_only", "party_here", "last_elliptic", "last_nothing_here", "strong_elsewhere", "strong_same_actor", "strong_near", *(f"{p}_{s}" for p in ("from", "to", "in") for s in ("away", "leaving", "there")),
)


_STRENGTH = {"have", "number", "total", "count", "claim", "be", "estimate", "put", "strong", "command", "field", "boast"}


@dataclass(slots=True)
class Candidate:
    """A place, or places told together, with where the text leads to it."""

    places: tuple[Place, ...]
    located: list[Located] = field(default_factory=list)
    key: tuple[str, ...] = field(init=False)
    ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.key, self.ids = _key(self.places), frozenset(p.id for p in self.places)


def candidates(ctx: Context, draft: Draft) -> list[Candidate]:
    """The places of the report, of the party, and what the rules chose."""
    if "forces_choose.places" not in ctx.memo:
        found: dict[tuple[str, ...], Candidate] = {}
        for sentence in ctx.sentences:
            for one in where.located(ctx, sentence.start, sentence.end):
                if one.places:
                    found.setdefault(_key(one.places), Candidate(one.places)).located.append(one)
        for t in ctx.toponyms:
            # Names in datelines and headings stand in no sentence.
            if t.place is not None and t.role == "location":
                found.setdefault((t.place.id,), Candidate((t.place,)))
        home = where.country(ctx, coreference.home(ctx))
        if home is not None:
            found.setdefault((home.id,), Candidate((home,)))
        ctx.memo["forces_choose.places"] = found
    known: dict[tuple[str, ...], Candidate] = dict(ctx.memo["forces_choose.places"])
    known.setdefault(_key(draft.ruled_places), Candidate(draft.ruled_places))
    row = actors.by_id().get(draft.actor.id or "")
    if row is not None and row.country:
        own = where.country(ctx, row.country)
        if own is not None:
            known.setdefault((own.id,), Candidate((own,)))
    return list(known.values())


def _key(places: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(sorted(p.id + ("-" + "-".join(p.excluding) if p.excluding else "") for p in places))


def features(ctx: Context, draft: Draft, last: Draft | None, found: list[Candidate], drafts: list[Draft]) -> np.ndarray:
    """One row of :data:`NAMES` for each candidate; `drafts` are all forces of the report."""
    m = draft.mention
    sentence = ctx.sentence_index(m.head) or 0
    home = coreference.home(ctx)
    actor = actors.by_id().get(draft.actor.id or "")
    paragraph = ctx.paragraph(m.quantity.start)
    governor = draft.governor
    chain = {t.i: n for n, t in enumerate([m.head, *m.head.ancestors])}
    ruled = _key(draft.ruled_places)
    by_place = ctx.once(("forces_choose.by_place",), lambda: _by_place(ctx))
    tallies = [sum(len(by_place.get(i, ())) for i in c.ids) for c in found]
    total = sum(tallies) or 1
    here = sum(any(ctx.sentence_index(x.token) == sentence for x in c.located) for c in found)
    local = any(t.place is not None and t.place.country == (actor.country if actor else None) and t.role == "location"
                and coreference.is_country(t.place) for t in ctx.toponyms)
    shared = {f"status_{draft.status}": 1.0, "rule_sure": draft.sure_place, "candidates": float(len(found)), "here_candidates": float(here),
              "elliptic": float(m.elliptic), "weak": float(m.cls == "weak"), "fighters": float(m.unit == "fighters"),
              "count_log": float(np.log10((m.quantity.low or m.quantity.high or 0) + 1)),
              "actor_state": float(actor is not None and actor.kind == "state"), "actor_local": float(local),
              "verb_present": float(governor.tag_ in ("VBP", "VBZ"))}
    how = next((h for h in HOWS if draft.ruled_how.startswith(h)), "same as" if "of the" in draft.ruled_how else "")
    strong = [(d, {p.id for p in d.ruled_places}) for d in drafts if d is not draft and d.sure_place >= 0.75]
    last_ids = {p.id for p in last.places} if last is not None else set()
    last_sentence = ctx.sentence_index(last.mention.head) if last is not None else None
    said_here = ctx.in_quotation(m.head.idx)
    over = outline.place_head(ctx, m.quantity.start)
    over_ids = {p.id for p in over.places} if over is not None else set()
    over_close = over is not None and outline.close(over)
    listed = outline.unit_of(ctx, m.quantity.start) is not None
    whose = {h.home for h in outline.named_over(ctx, m.quantity.start) if h.home and not h.places}
    # "The Taliban have 75,000 fighters": a strength told without a place is of the whole country.
    whole = not here and governor.lemma_.lower() in _STRENGTH
    abroad = actor is not None and actor.kind == "state" and bool(home) and actor.country != home
    away = draft.status in ("deployed", "planned", "pledged")
    ahead = [x for c in found for x in c.located if x.token.i < m.first and x.how == "named"]
    latest = max((x.token.i for x in ahead), default=-1)
    settled = max((x.token.i for x in ahead if x.places[0].feature_class == "P"), default=-1)
    within = Counter(o.places[0].country for o in found)
    finer = Counter(o.places[0].country for o in found if not coreference.is_country(o.places[0]))
    ranks = sorted(tallies, reverse=True)
    towns = sorted((n for n, c in zip(tallies, found, strict=True) if c.places[0].feature_class == "P"), reverse=True)
    first = next((t.place.id for t in ctx.toponyms if t.place is not None and t.role == "location" and not coreference.in_dateline(ctx, t)), None)
    rows, far = [], []
    for c, tally in zip(found, tallies, strict=True):
        place, ids = c.places[0], c.ids
        named = [t for i in ids for t in by_place.get(i, ())]
        row = dict(ctx.once(("forces_choose.place", c.key), lambda place=place, named=named: _standing(ctx, place, named)))
        row["several"] = float(len(c.places) > 1)
        row["ruled"] = float(c.key == ruled)
        row["rule_strength"] = row["ruled"] * draft.sure_place
        if how:
            row[f"how_{how}"] = row["ruled"]
        country = coreference.is_country(place)
        own = actor is not None and bool(actor.country) and place.country == actor.country
        party = ctx.once(("forces_choose.party", c.key), partial(_parties, ctx, c))
        row["party_only"] = float(bool(party) and len(party) == len(c.located))
        row["party_here"] = float(any(ctx.sentence_index(x.token) == sentence for x in party))
        there = [d for d, theirs in strong if ids == theirs]
        row["strong_elsewhere"], row["strong_same_actor"] = float(bool(there)), float(any(d.actor == draft.actor for d in there))
        row["strong_near"] = float(any(abs((ctx.sentence_index(d.mention.head) or 0) - sentence) <= 1 for d in there))
        row["abroad_home"], row["away_home"] = float(abroad and own), float(abroad and own and away)
        row["actor_abroad"] = float(abroad)
        row["over"] = float(not ids.isdisjoint(over_ids))
        row["over_close"] = row["over"] * over_close
        # What only another item of the list names says nothing of this one.
        row["sibling"] = float(listed and bool(c.located) and not row["over"] and not any(
            outline.shared(ctx, x.token.idx, m.quantity.start) for x in c.located))
        row["latest"] = float(any(x.token.i == latest for x in c.located))
        row["latest_settlement"] = float(any(x.token.i == settled for x in c.located))
        row["rank"] = float(ranks.index(tally))
        row["rank_settlement"] = float(towns.index(tally)) if place.feature_class == "P" else 20.0
        row["first_place"] = float(first in ids)
        row["in_last"] = float(last is not None and place.country is not None and last.places[0].country == place.country)
        row["contains_ruled"] = float(country and draft.ruled_places[0].country == place.country and draft.ruled_places[0].id != place.id)
        row["inside_ruled"] = float(not country and coreference.is_country(draft.ruled_places[0]) and draft.ruled_places[0].country == place.country)
        row["within_country"] = float(within[place.country])
        row["mentions"], row["share"] = float(tally), tally / total
        row["recent"] = float(sum(1 for t in named if 0 < m.quantity.start - t.start < 500))
        row["strength_whole"], row["strength_home"] = float(whole and country and own), float(whole and country and place.country == home)
        row["of_actor"] = float(country and actor is not None and bool(actor.country) and place.country == actor.country)
        row["in_actor"] = float(actor is not None and bool(actor.country) and place.country == actor.country)
        row["finer_there"] = float(country) * finer[place.country]
        row["same_paragraph"] = float(any(paragraph[0] <= t.start < paragraph[1] for t in named))
        if last is not None:
            row["last_place"] = float(last_ids == ids)
            row["last_same_sentence"] = row["last_place"] * (last_sentence == sentence)
            row["last_elliptic"] = row["last_place"] * m.elliptic
            row["last_nothing_here"] = row["last_place"] * (not here)
            row["last_inside"] = float(country and last.places[0].country == place.country)
        row["whose"] = float(country and place.country in whose)
        distance = 300.0
        if c.located:
            near = min(c.located, key=lambda x: (abs((ctx.sentence_index(x.token) or 0) - sentence), _far(x, m)))
            at = ctx.sentence_index(near.token) or 0
            distance = min(300.0, _far(near, m))
            row["sentences"], row["before"] = float(min(20, abs(at - sentence))), float(near.token.i < m.first)
            row["same_sentence"] = float(at == sentence)
            row["tokens_after"] = float(min(60, max(0, near.token.i - m.last))) if at == sentence else 60.0
            row["tokens_before"] = float(min(60, max(0, m.first - near.token.i))) if at == sentence else 60.0
            word = near.preposition.split()[0] if near.preposition else ""
            kind = PREPOSITIONS.get(word, "subject" if "subj" in word else "object" if word.startswith("<") else "other" if word else "none")
            row[f"prep_{kind}"] = 1.0
            row["speaker"] = float(of_speaker(ctx, near.token))
            row["talk"] = float(near.head.lemma_.lower() in argument_words("talking_verb"))
            if at == sentence:
                if kind in ("from", "to", "in"):
                    going = "away" if away else "leaving" if draft.status in ("withdrawing", "withdrawn") else "there"
                    row[f"{kind}_{going}"] = 1.0
                row["head_governor"] = float(near.head.i == governor.i)
                row["head_noun"] = float(near.head.i == m.head.i)
                row["head_above"] = float(near.head.i in chain)
                steps = next((n + chain[t.i] for n, t in enumerate([near.token, *near.token.ancestors]) if t.i in chain), 20)
                row["steps"] = float(steps)
                row["clause"] = float(any(t.dep_ in ("relcl", "advcl", "ccomp") for t in near.token.ancestors if t.i not in chain))
                low, high = sorted((m.head.i, near.token.i))
                gap = ctx.doc[low:high]
                row["clause_gap"] = float(sum(t.text in (";", ":") for t in gap))
                row["comma_between"] = float(sum(t.text in (",", ";", ":") for t in gap))
                row["count_between"] = float(any(t.like_num and not m.first <= t.i < m.last for t in gap))
                row["quoted_apart"] = float(ctx.in_quotation(near.token.idx) != said_here)
        else:
            row["sentences"] = 20.0
            row["prep_none"] = 1.0
        row["distance"] = distance
        far.append(distance)
        rows.append(row)
    least = min(far)
    ahead_of = min((f for f, row in zip(far, rows, strict=True) if row.get("before")), default=-1)
    for distance, row in zip(far, rows, strict=True):
        row["nearest"] = float(distance == least)
        row["nearest_before"] = float(bool(row.get("before")) and distance == ahead_of)
    return matrix(NAMES, shared, rows)


def _standing(ctx: Context, place: Place, named: list[Toponym]) -> dict[str, float]:
    """What a place is to the report, whatever is counted."""
    country, home, title = coreference.is_country(place), coreference.home(ctx), ctx.report.title or ""
    return {
        "country": float(country), "settlement": float(place.feature_class == "P"), "division": float(place.feature_class == "A" and not country),
        "site": float(place.feature_class in ("S", "T", "H", "L")), "resolved": float(place.lat is not None),
        "title": float(bool(title) and any(t.text in title for t in named)),
        "dateline": float(any(coreference.in_dateline(ctx, t) for t in named)),
        "first_sentence": float(bool(ctx.sentences) and any(t.start < ctx.sentences[0].end_char for t in named)),
        "home": float(country and place.country == home), "in_home": float(bool(home) and place.country == home),
    }  # fmt: skip


def _by_place(ctx: Context) -> dict[str, list[Toponym]]:
    """Names of each place of the report."""
    found: dict[str, list[Toponym]] = {}
    for t in ctx.toponyms:
        if t.place is not None:
            found.setdefault(t.place.id, []).append(t)
    return found


def _parties(ctx: Context, c: Candidate) -> list[Located]:
    return [x for x in c.located if _is_party(ctx, x)]


def _is_party(ctx: Context, one: Located) -> bool:
    """"United States forces", "Djibouti: 200": a name that says whose, not where."""
    token = one.token
    if token.dep_ in ("compound", "amod", "nmod", "poss") and units.at_end([token.head.text]) is not None:
        return True
    end = one.toponyms[-1].end if one.toponyms else token.idx + len(token)
    return coreference.is_country(one.places[0]) and ctx.text[end:end + 1] == ":"


def _far(one: Located, m) -> float:
    if one.token.i < m.first:
        return float(m.first - one.token.i)
    return float(max(0, one.token.i - m.last))
