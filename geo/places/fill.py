"""Names that the gazetteer lacks, asked of any geopy geocoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geopy.exc import GeopyError

from geo.model import Toponym
from geo.places.online import to_place

# A service answers every string with something; without a second source its answer is worth about this much.
_SCORE = 0.5


def fill_from(geocoder: Any, toponyms: Sequence[Toponym]) -> tuple[list[Toponym], list[str]]:
    """Resolve what is unresolved with a geopy geocoder, each distinct name once.

    Only names in the role of a location are asked for. An answer in a country
    that the report does not mention otherwise is not taken: for a village of
    one war it would be its namesake elsewhere.

    Parameters
    ----------
    geocoder : geopy geocoder
        Anything with geopy's ``geocode(query, exactly_one=False)``.
    toponyms : sequence of Toponym

    Returns
    -------
    (list of Toponym, list of str)
        The toponyms, and what went wrong while asking (each problem once).
    """
    near = Counter(t.place.country for t in toponyms if t.place is not None and t.place.country)
    answers: dict[str, Any] = {}
    problems: list[str] = []
    for name in dict.fromkeys(t.text for t in toponyms if t.place is None and t.role == "location"):
        try:
            found = geocoder.geocode(name, exactly_one=False) or []
        except GeopyError as error:
            problems.append(f"{type(geocoder).__name__}: {type(error).__name__}: {error}")
            continue
        places = [to_place(location) for location in found]
        fits = [p for p in places if not near or p.country is None or p.country in near]
        if fits:
            answers[name] = max(fits, key=lambda p: near[p.country])  # the first of the best: the service's own order
    filled = [replace(t, place=answers[t.text], score=_SCORE) if t.place is None and t.text in answers else t
              for t in toponyms]
    return filled, list(dict.fromkeys(problems))
