"""Candidate places of a name as arrays, made once per name and kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from geo.places.recognize_forms import lookup

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer, Match

KEPT = 40
KINDS = ("name", "folded", "alternate", "derived", "demonym", "abbreviation", "metonym", "old", "rival")
# How much a candidate stands for, from a country down to a spot.
COUNTRY, ADM1, ADM2, SETTLEMENT, NATURE, SPOT, MACRO = range(7)
STATIC = (
    ["prominence", "population", "rank", "behind", "ahead", "quality"] + [f"kind_{k}" for k in KINDS]
    + ["country", "adm1", "adm2", "settlement", "nature", "spot", "macro", "capital", "seat", "section", "historic",
       "candidates", "borrowed"]
)
_ids: dict[tuple, int] = {}


def number(*key: str | None) -> int:
    """A number of this process for a tuple of codes; -1 where one is missing."""
    if None in key or "" in key:
        return -1
    return _ids.setdefault(key, len(_ids))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Matches of one name and what is known of them without the document."""

    matches: tuple[Match, ...]
    static: np.ndarray
    unit: np.ndarray
    country: np.ndarray
    adm1: np.ndarray
    adm2: np.ndarray
    level: np.ndarray
    codes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.matches)


def level(match: Match) -> int:
    """One of :data:`COUNTRY` to :data:`MACRO`."""
    code, cls = match.place.feature_code or "", match.place.feature_class or ""
    if code.startswith("PCL") or code == "TERR":
        return COUNTRY
    if code in ("CONT", "RGN", "RGNE", "OCN", "ZN") or (cls in "HTLV" and match.place.country is None):
        return MACRO
    if cls == "A":
        return ADM1 if code.startswith(("ADM1", "ADMZ")) else ADM2
    if cls == "P":
        return SETTLEMENT
    return NATURE if cls in "HTLUV" else SPOT


def _sensible(matches: list[Match], name: str) -> list[Match]:
    """Without countries that some language calls by the name of a great city elsewhere, or by an acronym.

    "Brasilia" is a city though it means Brazil in Finnish, and the IRA is not Iran.
    """
    if name.isupper() and len(name) <= 4:
        matches = [m for m in matches if m.kind not in ("alternate", "derived") or level(m) != COUNTRY]
    # What the hand-made tables call by an old name is not the village beside it: "Stepanakert".
    told = {m.place.country for m in matches if m.kind in ("old", "rival")}
    matches = [m for m in matches if m.kind != "alternate" or m.place.country not in told]
    if not any(m.kind in ("name", "folded") and m.place.feature_class == "P" and m.prominence >= 6.5 for m in matches):
        return matches
    return [m for m in matches if m.kind not in ("alternate", "derived") or level(m) != COUNTRY]


def _make(matches: list[Match], name: str) -> Candidates:
    matches = _sensible(matches[:KEPT], name)
    n = len(matches)
    static = np.zeros((n, len(STATIC)), dtype=np.float32)
    levels = np.array([level(m) for m in matches], dtype=np.int64)
    prominence = np.array([m.prominence for m in matches], dtype=np.float32)
    order = np.sort(prominence)[::-1]
    own = any(m.kind in ("name", "folded") for m in matches)
    for k, match in enumerate(matches):
        place, code = match.place, match.place.feature_code or ""
        others = order[1] if n > 1 and prominence[k] == order[0] else order[0] if n > 1 else 0.0
        row = [prominence[k], math.log10((place.population or 0) + 1), k, order[0] - prominence[k],
               prominence[k] - others, match.quality]
        row += [float(match.kind == kind) for kind in KINDS]
        row += [float(levels[k] == wanted) for wanted in range(7)]
        row += [float(code == "PPLC"), float(code.startswith("PPLA")), float(code == "PPLX"),
                float(code.endswith("H") or code in ("PPLQ", "PPLW")), math.log(n),
                # Another place bears the name as its own: "Poti" is a port before it is a quarter of Teresina.
                float(own and match.kind in ("alternate", "derived"))]
        static[k] = row
    lat = np.radians([m.place.lat if m.place.lat is not None else 0.0 for m in matches])
    lon = np.radians([m.place.lon if m.place.lon is not None else 0.0 for m in matches])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1).reshape(n, 3)
    ids = [(number(m.place.country), number(m.place.country, m.place.admin1),
            number(m.place.country, m.place.admin1, m.place.admin2)) for m in matches]
    areas = np.array(ids, dtype=np.int64).reshape(n, 3)
    return Candidates(tuple(matches), static, unit.astype(np.float32), areas[:, 0], areas[:, 1], areas[:, 2], levels,
                      tuple(m.place.feature_code or "" for m in matches))


class CandidateCache:
    """Candidates per name; one per gazetteer and process."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._held: dict[str, Candidates] = {}

    def __call__(self, name: str) -> Candidates:
        """Candidates of a name, most prominent first, :data:`KEPT` at most."""
        found = self._held.get(name)
        if found is None:
            if len(self._held) > 20_000:
                self._held.clear()
            found = self._held[name] = _make(lookup(self._gazetteer, name, KEPT), name)
        return found


_CACHES: WeakKeyDictionary = WeakKeyDictionary()


def cache_of(gazetteer: Gazetteer) -> CandidateCache:
    """The cache of a gazetteer."""
    held = _CACHES.get(gazetteer)
    if held is None:
        held = _CACHES[gazetteer] = CandidateCache(gazetteer)
    return held
