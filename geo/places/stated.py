"""What a text says outright of where a place lies, held against the place that was chosen for its name.

"Belaya in Irkutsk region" is not the Belaya near Kursk, and "Slatina, outside Pristina" is not Romania's. A gazetteer
lacks most villages, so the likeliest namesake may lie in another division or state than the text says: rather the
namesake that lies there, else no place at all than one that the text contradicts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.model import Candidate, Place
from geo.places.gazetteer import distance_km
from geo.places.rank_wording import place_types

if TYPE_CHECKING:
    from geo.model import Toponym
    from geo.places.gazetteer import Match
    from geo.places.rank_features import Evidence

Verdict = tuple[tuple[Candidate, ...], float | None]

#: Kilometres beyond which a division of another code or a town beside it is another place for sure: codes change, a
#: border town may be told of by the next division's name.
_APART, _BESIDE = 100.0, 250.0
_DIVISION = "|".join(sorted((w for w, t in place_types().items() if "ADM1" in t.codes and "PPL" not in t.codes), key=len, reverse=True))
_SETTLED = "|".join(sorted((w for w, t in place_types().items() if "PPL" in t.codes), key=len, reverse=True))
_IN = re.compile(r",?\s+in\s+(?:the\s+)?(?:(?:north|south|east|west|central)[a-z-]*\s+)?(?:(?:[a-z]+\s+)?(?:" + _DIVISION + r")\s+of\s+)?")
_BY = re.compile(r",?\s+(?:(?:just|right|immediately)\s+)?(?:outside|near|close to|not far from)\s+(?:the\s+(?:[a-z]+\s+)?(?:" + _SETTLED + r")\s+of\s+)?")
_KIND_AFTER = re.compile(r"(?:['’]s)?\s+(?:" + _DIVISION + r")\b", re.I)
_OPENS = re.compile(r"(?:^|[.!?:;]\s+|\n\s*)In\s+(?:the\s+)?(?:(?:north|south|east|west|central)[a-z-]*\s+)?$")
_NAMED = re.compile(r"\b(?:" + _SETTLED + r")\s+of\s+$", re.I)
# The clause that "In the Sumy region" opens ends where the next one has a place of its own.
_STOP = re.compile(r"[.!?;\n]|\b[Ii]n\s+(?:the\s+)?[A-Z]")


def held_to_text(text: str, toponyms: list[Toponym], evidence: Evidence, verdicts: list[Verdict]) -> list[Verdict]:
    """`verdicts` of the groups, without places that lie elsewhere than the text says.

    Parameters
    ----------
    text : str
    toponyms : list of Toponym
        In text order.
    evidence : Evidence
        ``evidence.of`` gives the group of each toponym.
    verdicts : list
        Ranked candidates and score of each group; a score of ``None`` means no place.
    """
    made = list(verdicts)
    for inner, outer, beside in _said(text, toponyms):
        g, h = evidence.of[inner], evidence.of[outer]
        place, about = _chosen(made[g]), _chosen(made[h])
        if place is None or about is None or g == h or not _apart(place, about, beside):
            continue
        # Only what is surely known may overrule a name.
        if (made[h][1] or 0.0) < 0.5 * (made[g][1] or 0.0):
            continue
        there = next((m.place for m in evidence.candidates[g].matches
                      if m.quality >= 0.9 and m.place.feature_class in ("P", "S", "L") and m.place.lat is not None
                      and not _apart(m.place, about, beside)), None)
        if there is None:
            made[g] = (made[g][0], None)
        else:
            kept = tuple(c for c in made[g][0] if c.place.id != there.id)
            best = Candidate(there, made[h][1] or 0.5, (f"{'near' if beside else 'in'} {about.name}, as the text says",))
            made[g] = ((best, *kept), best.score)
    spoken = {place.country for v in made if (place := _chosen(v)) is not None and (place.feature_code or "").startswith("PCL")}
    return [_whole(v, evidence.candidates[g].matches, spoken) for g, v in enumerate(made)]


def _said(text: str, toponyms: list[Toponym]) -> list[tuple[int, int, bool]]:
    """Pairs of a name and the one that the text says it lies in, or (``True``) lies by."""
    pairs = []
    for k, left in enumerate(toponyms):
        right = toponyms[k + 1] if k + 1 < len(toponyms) else None
        if right is not None and 0 < right.start - left.end <= 50:
            between = text[left.end:right.start]
            if _IN.fullmatch(between) and (_KIND_AFTER.match(text, right.end) or _KIND_AFTER.search(right.text) or " of " in between):
                pairs.append((k, k + 1, False))
            elif _BY.fullmatch(between) and ("," in between or "outside" in between):
                pairs.append((k, k + 1, True))
        if _KIND_AFTER.match(text, left.end) and _OPENS.search(text, max(0, left.start - 40), left.start):
            end = stop.start() if (stop := _STOP.search(text, left.end)) else len(text)
            pairs += [(j, k, False) for j in range(k + 1, len(toponyms))
                      if toponyms[j].start < end and _NAMED.search(text, max(0, toponyms[j].start - 40), toponyms[j].start)]
    return pairs


def _chosen(verdict: Verdict) -> Place | None:
    ranked, score = verdict
    return ranked[0].place if ranked and score is not None else None


def _apart(place: Place, about: Place, beside: bool) -> bool:
    """Whether a place cannot lie in (`beside`: by) another."""
    if place.feature_class not in ("P", "S", "L") or None in (place.lat, place.lon, about.lat, about.lon):
        return False
    km = distance_km(place.lat, place.lon, about.lat, about.lon)
    if beside:
        return about.feature_class == "P" and km > _BESIDE
    if about.feature_code != "ADM1" or None in (place.admin1, about.admin1):
        return False
    return (place.country, place.admin1) != (about.country, about.admin1) and km > _APART


def _whole(verdict: Verdict, matches: tuple[Match, ...], spoken: set[str | None]) -> Verdict:
    """A land that several states hold parts of, all of them named so, is not one state's part: "Kashmir".

    Unless the text speaks of one of these states alone.
    """
    ranked, score = verdict
    best = next((m for m in matches if ranked and m.place.id == ranked[0].place.id), None)
    if score is None or best is None or best.kind in ("name", "folded") or best.place.feature_code != "ADM1":
        return verdict
    land = next((m for m in matches if m.place.id.startswith("macro:") and m.kind == "name"), None)
    parts = {m.place.country for m in matches if m.place.feature_code == "ADM1"}
    if land is None or len(parts) < 2 or len(parts & spoken) == 1:
        return verdict
    first = Candidate(land.place, score, ("its parts belong to several states",))
    return (first, *(c for c in ranked if c.place.id != land.place.id)), score
