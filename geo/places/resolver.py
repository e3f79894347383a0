"""Toponym resolution: which place a name means, in the light of the whole report."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.model import Candidate, Report, Toponym
from geo.places import rank, rank_features
from geo.places.display import as_written
from geo.places.features_lexicon import place_types
from geo.places.language_case import common_words
from geo.places.offsets import with_offsets
from geo.places.rank_candidates import ADM1, ADM2, COUNTRY, SETTLEMENT, Candidates, cache_of
from geo.places.rank_trees import Trees
from geo.places.recognizer import recognize
from geo.places.roles import role, says
from geo.places.stated import held_to_text

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.places.gazetteer import Gazetteer, Match
    from geo.places.rank_wording import Group

SHOWN = 5


def resolve(report: Report, toponyms: list[Toponym], gazetteer: Gazetteer, doc: Doc | None = None) -> list[Toponym]:
    """Toponyms with place, score and runners-up.

    One name with one kind of wording means one place throughout a report. A
    name whose best candidate is improbable keeps ``place=None``: a village
    that the gazetteer lacks is not its namesake on another continent.

    Parameters
    ----------
    report : Report
    toponyms : list of Toponym
        In text order; their place and score are set anew.
    gazetteer : Gazetteer
    doc : spacy.tokens.Doc, optional
        Not needed for the place; with it, roles are told apart by syntax.

    Returns
    -------
    list of Toponym
        In the same order and number. ``score`` is calibrated: of the places
        scored 0.8, about 80 % are right (see ``data/models/resolver.json``).
    """
    evidence = rank_features.gather(report.text, toponyms, cache_of(gazetteer))
    probability, rows = rank.probabilities(evidence)
    least = Trees.load(rank.SECOND).settings["none"]
    there = [any(_FOUGHT_FOR.search(report.text, max(0, toponyms[k].start - 40), toponyms[k].start) for k in group.members)
             for group in evidence.groups]
    verdicts = [_verdict(evidence, g, probability, rows, least, there[g]) for g in range(len(evidence.groups))]
    verdicts = held_to_text(report.text, toponyms, evidence, verdicts)
    found, kinds = [], []
    for k, toponym in enumerate(toponyms):
        ranked, score = verdicts[evidence.of[k]]
        if (seat := _government(ranked, report.text, toponym.end)) is not None:
            ranked, score = (seat, *(c for c in ranked if c is not seat)), max(seat.score, least)
        place = ranked[0].place if ranked and score is not None else None
        kind = None if place is None else _kind(evidence, evidence.of[k], place.id)
        kinds.append(kind)
        found.append(replace(toponym, place=place, score=score, candidates=ranked,
                             role=role(toponym, place, kind, report.text, doc)))
    return as_written(found, kinds)


def _government(ranked: tuple[Candidate, ...], text: str, end: int) -> Candidate | None:
    """The capital of a state where a name speaks and its likelier bearer is a town that no cable quotes: "Washington says"."""
    if not ranked or ranked[0].place.feature_class != "P" or ranked[0].place.feature_code == "PPLC" or not says(text, end):
        return None
    small = (ranked[0].place.population or 0) < 100_000
    return next((c for c in ranked if small and c.place.feature_code == "PPLC" and (c.place.population or 0) > 100_000), None)


def _verdict(evidence: rank_features.Evidence, g: int, probability: np.ndarray, rows: np.ndarray, least: float,
             fought_for: bool) -> tuple[tuple[Candidate, ...], float | None]:
    start, end = int(evidence.start[g]), int(evidence.start[g + 1])
    if start == end:
        return (), None
    held, said = evidence.candidates[g], evidence.groups[g].cue
    order = sorted(range(end - start), key=lambda k: (-probability[start + k], k))[:SHOWN]
    chances = {k: float(min(probability[start + k], 1.0)) for k in order}
    worded = _as_worded(held, order, probability[start:end], rows[start:end], said)
    # The wording decides between a city and its division; that it is there at all is as sure as before.
    chances[order[0]], chances[worded[0]] = chances[worded[0]], chances[order[0]]
    order = [worded[0], *sorted(worded[1:], key=lambda k: (-chances[k], k))]
    facts = dict(zip(order, rows[[start + k for k in order]].tolist(), strict=True))
    ranked = tuple(
        Candidate(held.matches[k].place, round(chances[k], 4), rank.reasons(held, k, facts[k], said)) for k in order
    )
    order = _spoken_of_first(held, _own_name_first(held, order, facts), facts, chances)
    ranked = tuple(next(c for c in ranked if c.place.id == held.matches[k].place.id) for k in order)
    best, row = held.matches[order[0]], facts[order[0]]
    if best.prominence >= GREAT and best.quality >= 0.9:
        least = 0.0
    elif len(evidence.groups) > 2 and (
            _neighbour(evidence.groups[g].name, best, row) or _site_abroad(evidence, g, best, row, ranked[0].score) or _far_village(best, row)):
        return ranked, None
    elif len(evidence.groups) > 1 and best.prominence < (STATE if _state(held, order[0]) else FAMOUS) \
            and lonely(row):
        if len(evidence.groups) > 2 and not fought_for and _venue(evidence, g, best, row):
            return ranked, ranked[0].score if ranked[0].score >= min(least, VENUE) else None
        about = best.place.feature_class == "A" or _subject(evidence, g)
        wanted = LONELY if len(held) > 1 and about else ALONE
        foreign = best.kind in _FOREIGN and _latin(evidence.groups[g].name)
        if foreign or (len(evidence.groups) > 2 and ranked[0].score < wanted):
            # Rather the less probable namesake in a country of which the text speaks, if there is one.
            near = [c for c, k in zip(ranked, order, strict=True) if not lonely(facts[k]) and c.score >= SPARE]
            return (*near, *(c for c in ranked if c not in near)), near[0].score if near else None
    return ranked, ranked[0].score if ranked[0].score >= least else None


def _own_name_first(held: Candidates, order: list[int], facts: dict[int, list[float]]) -> list[int]:
    """A town of the country that the text speaks of, before another country that some language calls so: "Qana"."""
    best = order[0]
    if held.level[best] != COUNTRY or held.matches[best].kind == "name":
        return order
    states = [k for k in order if held.level[k] == COUNTRY and held.matches[k].kind == "name" and " " in held.matches[k].name]
    if states:  # "Republic of the Congo" was once the other one's name too
        return [*states, *(k for k in order if k not in states)]
    if held.matches[best].kind not in _FOREIGN or facts[best][rank.COLUMN["votes_country"]] >= 0.12:
        return order
    own = [k for k in order if held.matches[k].kind in ("name", "folded") and not lonely(facts[k])]
    return [*own, *(k for k in order if k not in own)]


def _spoken_of_first(held: Candidates, order: list[int], facts: dict[int, list[float]], chances: dict[int, float]) -> list[int]:
    """The country that the text speaks of, where its namesakes together are about as likely as one abroad: Cuíto for Quito."""
    def said(k: int) -> float:
        return facts[k][rank.COLUMN["votes_country"]]

    best = order[0]
    if said(best) >= ABROAD:
        return order
    own = [k for k in order if said(k) >= SPOKEN_OF and held.matches[k].quality >= 0.9 * held.matches[best].quality]
    # What only another language calls so, and nothing in the text is near to, is hardly meant.
    foreign = held.matches[best].kind in _FOREIGN and _latin(held.matches[best].name)
    needed = FAINT if foreign and lonely(facts[best]) else NEARLY
    if not own or sum(chances[k] for k in own) < needed * chances[best]:
        return order
    return [*own, *(k for k in order if k not in own)]


def _state(held: Candidates, k: int) -> bool:
    """Whether a candidate is a division by its own name, which is no plain word ("North East")."""
    match = held.matches[k]
    return held.level[k] == ADM1 and match.kind == "name" and common_words().isdisjoint(match.name.lower().split())


def _subject(evidence: rank_features.Evidence, g: int) -> bool:
    """Whether the report is about a name: it opens with it, comes back to it, or says what or where it is."""
    group = evidence.groups[g]
    mentions = sum(len(other.members) for other in evidence.groups if other.name == group.name)
    return (group.members[0] == 0 and not group.dateline) or mentions > 1 or group.cue is not None \
        or any(r.inner == g for r in evidence.relations)


def _neighbour(name: str, best: Match, row: list[float]) -> bool:
    """A small town that only another language calls so, in a country that the text never names: Bansko for Kosovo's Banjska."""
    return (best.kind in _FOREIGN and _latin(name) and best.place.feature_class == "P" and best.prominence < CITY
            and row[rank.COLUMN["votes_country"]] < 0.05 and row[rank.COLUMN["parent_named"]] < 0.1)


def _far_village(best: Match, row: list[float]) -> bool:
    """A small town far from all that the text names, in a country that is not the one it is about: a quarter of San Salvador is not California's Escalon."""
    return (best.place.feature_class == "P" and best.prominence < TOWN and row[rank.COLUMN["near_200"]] < FAINT
            and row[rank.COLUMN["near_800"]] < FAINT and row[rank.COLUMN["parent_named"]] < FAINT and row[rank.COLUMN["votes_country"]] < HALF)


def _site_abroad(evidence: rank_features.Evidence, g: int, best: Match, row: list[float], score: float) -> bool:
    """An airfield or a pass named like a town of a country that the text never names: Pristina's Slatina is not Romania's."""
    codes = place_types()[evidence.groups[g].cue].codes if evidence.groups[g].cue in place_types() else frozenset()
    return (score < HALF and best.place.feature_class == "P" and bool(codes) and not any(c.startswith(("PPL", "ADM")) for c in codes)
            and row[rank.COLUMN["votes_country"]] < 0.05 and row[rank.COLUMN["parent_named"]] < 0.1)


# What is said of places where a war is, and never of those where it is talked about.
_FOUGHT_FOR = re.compile(r"(?:\b(?:near|outside|around|(?:attacks?|raids?|assaults?|march|advance|offensive) (?:on|against)|(?:battles?|siege|fall|capture|recapture|shelling|bombing|"
                         r"garrison|defen[cs]e) (?:of|for)|(?:seized?|captured?|retook|recaptured?|overran|stormed|besieged|shelled|bombed|attacked|took))\s+(?:the\s+)?)$", re.I)


def _venue(evidence: rank_features.Evidence, g: int, best: Match, row: list[float]) -> bool:
    """A city abroad where something was signed or said: a report names it once, in passing or as its dateline.

    What a report opens with is what it is about, and then its country is named too.
    """
    group = evidence.groups[g]
    return (best.place.feature_class == "P" and best.kind in ("name", "folded", "old", "rival") and best.prominence >= CITY
            and group.cue is None and (len(group.members) == 1 or _seat(group, best, row))
            and (group.members[0] > 0 or group.dateline)
            and row[rank.COLUMN["ahead"]] >= 0.5 and not any(r.inner == g for r in evidence.relations))


def _seat(group: Group, best: Match, row: list[float]) -> bool:
    """A division's seat far above its namesakes may be named again: "talks in Geneva ... left Geneva"."""
    return (len(group.members) <= 3 and best.place.feature_code in ("PPLA", "PPLC")
            and row[rank.COLUMN["ahead"]] >= MATCHLESS)


def _latin(name: str) -> bool:
    return all(c < "\u0250" or not c.isalpha() for c in name)


def lonely(row: list[float]) -> bool:
    """Whether nothing in the text points to a candidate's country or surroundings."""
    def value(name: str) -> float:
        return row[rank.COLUMN[name]]

    return (value("votes_country") < 0.12 and value("parent_share") < 0.1 and value("parent_named") < 0.1
            and value("near_200") < 0.3 and value("near_800") < 0.6
            and value("inside_strong") < 0.1 and value("inside_weak") < 0.1
            and not any(value(level) for level in ("country", "macro", "nature")))


# Shares of the votes of a text's names: a country that it does not speak of, one that it does; how near its namesakes must come.
ABROAD, SPOKEN_OF, NEARLY, FAINT = 0.1, 0.3, 0.8, 0.1
# Prominence of capitals; of cities, and of states, that are named without their country; and the score that a place needs which no
# other name of the text is near to, because a village of the same name may be missing from the gazetteer: one of
# several namesakes that the text is about, any other, and for a runner-up that the other names do speak for.
GREAT, FAMOUS, STATE, LONELY, ALONE, SPARE = 8.3, 7.0, 6.5, 0.75, 0.6, 0.15
# A city of 100,000, a town of 30,000, the score that it needs as a venue, and how far ahead of its namesakes a seat must be.
CITY, TOWN, VENUE, MATCHLESS, HALF = 5.2, 4.5, 0.1, 0.8, 0.5
_FOREIGN = frozenset(("alternate", "derived", "transliterated", "fuzzy"))  # names that may be another language's


def _as_worded(held: Candidates, order: list[int], probability: np.ndarray, rows: np.ndarray, said: str | None
                ) -> list[int]:
    """The bare name means the city, "X region" the division of that name."""
    best = order[0]
    if said in _DIVISIONS and held.level[best] == SETTLEMENT:
        codes = place_types()[said].codes
        named = [k for k in order[1:] if held.level[k] in (ADM1, ADM2) and held.country[k] == held.country[best]
                 and any(held.codes[k].startswith(code) for code in codes)]
        return [*named[:1], *(o for o in order if o not in named[:1])]
    if held.level[best] not in (ADM1, ADM2) or said in _DIVISIONS or held.matches[best].quality < 0.9:
        return order
    if rows[best, rank.COLUMN["holds"]] > 0.2:  # "Buffalo, New York"
        return order
    for k in order[1:]:
        if held.level[k] == SETTLEMENT and held.country[k] == held.country[best] and (
                probability[k] >= (0.015 if held.matches[k].prominence >= LARGE else 0.3) * probability[best]
                and held.matches[k].prominence >= PROMINENT):
            return [k, *(o for o in order if o != k)]
    return order


_DIVISIONS = frozenset(word for word, kind in place_types().items()
                       if kind.codes & {"ADM1", "ADM2"} and "PPL" not in kind.codes)
PROMINENT, LARGE = 4.5, 6.5  # a town of about 30,000, a city of millions


def _kind(evidence: rank_features.Evidence, g: int, place_id: str) -> str:
    return next(m.kind for m in evidence.candidates[g].matches if m.place.id == place_id)


def parse_toponyms(report: Report, doc: Doc | None, gazetteer: Gazetteer) -> list[Toponym]:
    """Recognize and resolve; spans given with the report are resolved instead of recognized.

    Parameters
    ----------
    report : Report
    doc : spacy.tokens.Doc or None
        From :class:`geo.places.language.Pipeline`; ``None`` for a language
        without a model, whose places the gazetteer finds alone.
    gazetteer : Gazetteer
    """
    if report.spans is not None:
        given = [Toponym(a, b, report.text[a:b], kind="given") for a, b in sorted(set(report.spans))]
        return resolve(report, given, gazetteer, doc)
    return with_offsets(report, resolve(report, recognize(report, doc, gazetteer), gazetteer, doc))
