"""Which town "the capital" is: of the state or the division that the phrase names, else of the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from geo.claims.context import Context

_DIVISIONAL = {"provincial", "regional", "state", "district", "departmental", "governorate", "oblast", "county", "prefectural"}
#: Capitals that moved: until that year the gazetteer's is not yet one.
_SINCE = {"MM": 2006, "KZ": 1998, "NG": 1992, "TZ": 1996, "PW": 2007, "DE": 1991, "BI": 2019, "CI": 1983}


def capital(ctx: Context, noun: Token, home: str | None, acts: Callable[[Toponym], bool], datelined: Callable[[Toponym], bool]) -> list[Toponym]:
    """The town that the noun `capital` means.

    Parameters
    ----------
    home : str or None
        Country code of the state that the report is about.
    acts : callable
        Whether a name stands for a government in its sentence, and is no place there.
    datelined : callable
        Whether a name only says where the report was written.
    """
    named = [t for t in ctx.toponyms if t.place is not None and t.role == "location" and t.place.feature_code in ("PPLC", "PPLA")]
    before = [t for t in named if t.end <= noun.idx and not acts(t)]
    left = {t.lower_ for t in noun.subtree if t.i < noun.i}
    if left & _DIVISIONAL:
        return [t for t in before if t.place is not None and t.place.feature_code == "PPLA"][-1:] or before[-1:]
    owner = _owner(ctx, noun)
    code = owner or home
    own = [t for t in named if t.place is not None and t.place.feature_code == "PPLC" and t.place.country == code]
    if own and not owner and all(datelined(t) for t in own):
        seats = [t for t in before if t.place is not None and t.place.feature_code == "PPLA" and not datelined(t)]
        if len(seats) > 1:
            return seats[-1:]  # MOSCOW tells of Grozny
    if own or code is None:
        return own[:1] or before[-1:]
    seat = seat_of_state(ctx, code)
    return [Toponym(noun.idx, noun.idx + len(noun), noun.text, place=seat, score=0.7, kind="pattern")] if seat is not None else before[-1:]


def _owner(ctx: Context, noun: Token) -> str | None:
    """ "the Liberian capital", "Liberia's capital", "the capital of Liberia"."""
    for child in noun.children:
        heads = child.children if child.lower_ == "of" else (child,)
        for token in heads:
            toponym = ctx.toponym_of(token)
            if toponym is not None and toponym.place is not None and (toponym.place.feature_code or "").startswith("PCL"):
                return toponym.place.country
    return None


def seat_of_state(ctx: Context, code: str) -> Place | None:
    """The capital of a state when the report was written, unless it has moved since."""
    from geo.places import Gazetteer

    when = ctx.report.date
    if code in _SINCE and (when is None or when.year < _SINCE[code]):
        return None
    return Gazetteer.open().capital(code)
