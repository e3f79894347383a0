"""Words around a place name that are part of the place: "the rest of Georgia", "near Gori"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import coreference
from geo.claims.coreference_capital import seat_of_state
from geo.model import Place, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_EXCEPT = {"outside", "except", "excluding", "apart", "besides", "without", "minus", "beyond"}
_NEAR = {
    "near",
    "around",
    "outside",
    "close",
    "nearby",
    "off",
    "towards",
    "toward",
    "beside",
    "by",
    "opposite",
    "surrounding",
}
_VICINITY = {
    "vicinity",
    "outskirts",
    "edge",
    "surroundings",
    "area",
    "approaches",
    "suburbs",
    "environs",
    "neighbourhood",
    "entrance",
}


def worded(ctx: Context, group: list[Toponym], root: Token, top: Token, end: int) -> tuple[list[Place], set[int]]:
    """Places of a group with "the rest of", "outside the rebel regions", "near" applied; offsets used up by it."""
    doc = ctx.doc
    first = ctx.tokens_of(group[0])
    last = ctx.tokens_of(group[-1])
    assert first is not None and last is not None
    before = [t.lower_ for t in ctx.tokens[max(0, first.start - 7):first.start]]
    prior = before[-4:]
    places = [t.place for t in group if t.place is not None]
    used: set[int] = set()
    if len(places) == 1 and (seat := _seat_of(ctx, group[0], places[0])) is not None:
        return [seat], used
    if len(places) == 1 and (places[0].feature_class == "A" or places[0].id.startswith("region:")):
        excluding, used = _exception(ctx, last.end, end, places[0])
        rest = (
            "rest" in prior
            or "remainder" in prior
            or ("main" in prior and "part" in prior)
            or "elsewhere" in before[-2:]
            or "remaining" in before[-3:]
            or (last.end < end and doc[last.end].lower_ == "proper")
        )
        if rest and not excluding:
            excluding = _carved_out(ctx, places[0], root)
        if excluding:
            return [without(places[0], excluding)], used
    close = set(before[-2:]) & _NEAR or {t.lower_ for t in ctx.tokens[max(0, first.start - 4):first.start]} & _VICINITY
    if close and not (
        set(before[-1:]) <= {"in", "at", "from"}
        and not {t.lower_ for t in ctx.tokens[max(0, first.start - 4) : first.start]} & _VICINITY
    ):
        places = [replace(p, geo_precision=2, uncertainty_km=p.uncertainty_km or 10.0)
                  if p.geo_precision == 1 and p.feature_class not in ("A",) else p for p in places]
    return places, used


_CAPITAL = re.compile(r"(?:['’]s)?\s+(?:state |provincial |regional |district |departmental |oblast |governorate |county )?capital\b(?!\s+[A-Z])")


def _seat_of(ctx: Context, toponym: Toponym, whole: Place) -> Place | None:
    """ "the North Kordofan state capital", "the capital of Helmand": the town; a division's only where the report names it elsewhere."""
    if whole.feature_class != "A" or whole.country is None:
        return None
    ahead = ctx.text[max(0, toponym.start - 30):toponym.start].lower()
    if not _CAPITAL.match(ctx.text, toponym.end) and not ahead.endswith(("capital of ", "capital of the ")):
        return None
    state = coreference.is_country(whole)
    codes = {"PPLC"} if state else {"PPLA", "PPLC"}
    named = next((t.place for t in ctx.toponyms if t.place is not None and t.role == "location" and t.place.feature_code in codes
                  and t.place.country == whole.country and (state or t.place.admin1 == whole.admin1)), None)
    return seat_of_state(ctx, whole.country) if named is None and state else named


def _exception(ctx: Context, start: int, end: int, whole: Place) -> tuple[list[str], set[int]]:
    """Region ids after "outside", "except", "apart from" right behind a name."""
    doc = ctx.doc
    if start >= end or doc[start].lower_ not in _EXCEPT | {",", "other", "("}:
        return [], set()
    k = start + 1 if doc[start].text in (",", "(") else start
    if (
        k >= end
        or (doc[k].lower_ not in _EXCEPT
        and not (doc[k].lower_ == "other" and k + 1 < end and doc[k + 1].lower_ == "than"))
    ):
        return [], set()
    stop = min(end, k + 14)
    ids: list[str] = []
    used: set[int] = set()
    for toponym in ctx.toponyms_in(doc[k].idx, doc[stop - 1].idx + len(doc[stop - 1])):
        if toponym.place is not None and toponym.role != "demonym" and toponym.place.id != whole.id:
            ids += [toponym.place.region_id or toponym.place.id.removeprefix("region:")]
            used.add(toponym.start)
    if not ids:
        for token in ctx.tokens[k:stop]:
            members = coreference.places_meant(ctx, token) if token.pos_ in ("NOUN", "PROPN") else []
            if members:
                ids = [_region(m.place) for m in members if m.place is not None]
                used.add(token.idx)
                break
    return list(dict.fromkeys(ids)), used


def _region(place: Place) -> str:
    return place.region_id or place.id.removeprefix("region:")


def _carved_out(ctx: Context, whole: Place, root: Token) -> list[str]:
    """What "the rest of X" leaves out: the regions of X that the report spoke of before."""
    seen: dict[str, None] = {}
    for toponym in ctx.toponyms:
        if toponym.start >= root.idx:
            break
        if toponym.role != "demonym" and coreference.fits(toponym, "division") and toponym.place is not None \
                and toponym.place.id != whole.id and (toponym.place.country in (None, whole.country)):
            seen[_region(toponym.place)] = None
    return list(seen)


def without(place: Place, excluding: list[str]) -> Place:
    """A place less some regions, with a point inside what is left.

    The point of the whole may lie in a part that is cut out, so the
    representative point of the polygon difference takes its stead.
    """
    from geo import regions

    cut = replace(place, excluding=tuple(excluding), geo_precision=3)
    area = regions.area(cut)
    if area is None or area.is_empty:
        return cut
    point = area.representative_point()
    return replace(cut, lat=round(point.y, 5), lon=round(point.x, 5))


def territory(code: str) -> str | None:
    """Name of a territory that is no party: "EH" is Western Sahara."""
    from geo import regions
    from geo.errors import UnknownNameError

    try:
        return regions.get(code).name
    except UnknownNameError:
        return None


_STRENGTH = {"number", "strength", "troop", "soldier", "force", "army", "contingent", "company", "battalion", "brigade", "battlegroup", "unit",
             "marine", "paratrooper", "trainer", "peacekeeper", "serviceman", "personnel", "military", "navy", "commander", "general"}


def says_whose(ctx: Context, toponym: Toponym) -> bool:
    """"United States forces", "a US company of 150": a country's name before a noun of force names the party."""
    if toponym.place is None or not coreference.is_country(toponym.place):
        return False
    span = ctx.tokens_of(toponym)
    if span is None:
        return False
    root = span.root
    return root.dep_ in ("compound", "amod", "nmod") and root.head.i > root.i and root.head.lemma_.lower() in _STRENGTH
