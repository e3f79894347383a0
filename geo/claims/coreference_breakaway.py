"""Regions that are meant by their number and their state: "Georgia's two breakaway regions"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.model import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_BREAKAWAY = frozenset({"breakaway", "separatist", "secessionist", "rebel", "rebellious", "self-declared", "unrecognised", "unrecognized"})


def owner(ctx: Context, noun: Token) -> Toponym | None:
    """The state of "Georgia's two regions", "the two Georgian regions", "the two regions of Georgia"."""
    for child in noun.children:
        if child.i < noun.i and child.dep_ in ("poss", "amod", "compound", "nmod"):
            found = ctx.toponym_of(child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "in"):
            found = next((t for g in child.children if g.dep_ == "pobj" and (t := ctx.toponym_of(g)) is not None), None)
        else:
            continue
        if found is not None and found.place is not None and (found.place.feature_code or "").startswith(("PCL", "ADM0")):
            return found
    return None


def of_state(ctx: Context, noun: Token, state: Toponym, size: int, members: list[Toponym]) -> list[Toponym]:
    """As many regions of a state as the phrase says.

    Parameters
    ----------
    ctx : Context
    noun : spacy.tokens.Token
        "regions".
    state : Toponym
        The state that they are of.
    size : int
        How many the phrase speaks of.
    members : list of Toponym
        Regions that the report names anywhere.

    Returns
    -------
    list of Toponym
        Those that the report names, else, of "breakaway" regions, those of
        the boundary data, if they are exactly as many; empty otherwise.
    """
    code = state.place.country if state.place is not None else None
    seen: dict[str, Toponym] = {}
    for t in members:
        if t.place is not None and t.place.country == code:
            seen.setdefault(t.place.id, t)
    if len(seen) == size:
        return list(seen.values())
    if code is None or not _BREAKAWAY & {c.lower_ for c in noun.children}:
        return []
    from geo import regions
    from geo.places import Gazetteer

    frame = regions.boundaries(as_of=ctx.report.date)
    names = sorted(frame[(frame["status"] == "breakaway") & (frame["parent"] == code)]["name"])
    found = [m[0].place for name in names if (m := Gazetteer.open().lookup(name, country=code, limit=1))]
    return [replace(state, place=place) for place in found] if len(found) == size == len(names) else []
