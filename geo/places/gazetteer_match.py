"""What a look-up in the gazetteer finds, and which of several places comes first."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.model import Place


@dataclass(frozen=True, slots=True)
class Match:
    """A place that has the name that was looked up.

    Attributes
    ----------
    place : Place
    name : str
        The name that matched.
    quality : float
        1 the place's own name letter for letter, 0.98 but for case, accents
        or apostrophes, 0.92 an alternate name, 0.8 a shortened name ("Najaf"
        for "An Najaf"), 0.75 another transliteration, less for a fuzzy one.
    kind : str
        ``name``, ``folded``, ``alternate``, ``derived``, ``transliterated``, ``fuzzy``, or of the
        hand-made tables ``demonym``, ``abbreviation``, ``metonym``, ``old``,
        ``rival``.
    valid_from, valid_to : str or None
        Years or ISO dates between which the name holds or held.
    note : str or None
        What the table says about it.
    weight : float or None
        For a division: logarithm of the population of its settlements (some
        counted twice, so it serves for ranking only).
    """

    place: Place
    name: str
    quality: float
    kind: str
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None
    weight: float | None = None

    @property
    def prominence(self) -> float:
        """How much comes to mind with the bare name, see :func:`prominence`."""
        return prominence(self.place, self.weight)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it matched, in words, for ``geocode --explain``."""
        said = {
            "name": "its name", "folded": "its name but for case, accents or apostrophes",
            "alternate": "an alternate name", "derived": "its name in short",
            "transliterated": f"sounds like {self.name}", "fuzzy": f"spelled like {self.name}",
            "demonym": "its people", "abbreviation": "abbreviated", "metonym": "stands for it",
            "old": "an old name", "rival": "a rival name",
        }.get(self.kind, self.kind)
        if self.valid_from or self.valid_to:
            said += f" ({self.valid_from or ''} to {self.valid_to or 'now'})"
        population = f", population {self.place.population:,}" if self.place.population else ""
        reasons = (said, f"{self.place.feature_code or 'place'}{population}")
        return (*reasons, self.note) if self.note else reasons


# Added to the logarithm of the population.
_BONUS = {
    "PCLI": 4.0, "PCL": 3.5, "PCLS": 3.5, "PCLD": 3.0, "PCLIX": 3.0, "PCLF": 3.5, "TERR": 3.0, "PPLC": 2.5,
    "PPLA": 0.6, "PPLA2": 0.3, "PPLA3": 0.1, "PPLX": -1.5, "PPLQ": -2.0, "PPLH": -2.0, "PPLW": -2.0,
    "ADM1": -0.6, "ADM2": -1.2, "ADM3": -1.5, "ADM4": -1.8, "ADMD": 0.0,
}
# What stands for places of which no population is known.
_FIXED = {
    "CONT": 9.0, "OCN": 8.5, "SEA": 7.0, "PCLH": 6.8, "RGN": 6.5, "RGNE": 8.0, "GULF": 6.5, "STRT": 6.0, "ADMD": 5.8,
    "ADM1": 4.5, "ADM2": 3.5, "ADM3": 2.5, "ADM4": 2.0, "ADM1H": 4.0, "AIRP": 3.6, "AIRB": 4.5, "TERR": 5.0,
}
_BY_CLASS = {"A": 3.0, "P": 1.0, "H": 5.5, "T": 5.0, "L": 5.0, "S": 4.0, "V": 4.0, "U": 4.0, "R": 4.5}


def prominence(place: Place, weight: float | None = None) -> float:
    """Rank of a place among those of its name, about the logarithm of the persons it stands for.

    A country counts ten thousand times its population, a capital three hundred
    times, a first-level division a third of it.
    """
    code = place.feature_code or ""
    if place.population:
        return math.log10(place.population + 10) + _BONUS.get(code, 0.0)
    if weight is not None:
        return weight + _BONUS.get(code, 0.0)
    if place.feature_class == "P":
        return 1.0 + _BONUS.get(code, 0.0)
    return _FIXED.get(code, _BY_CLASS.get(place.feature_class or "", 0.0))


def order(match: Match) -> tuple[float, str]:
    """Sort key: prominence, less what is lacking in the match; ties by id, so that the order is always the same."""
    return -(match.prominence + 3 * (match.quality - 1)), match.place.id
