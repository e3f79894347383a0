"""Places by name, from the bundled gazetteer and from what the user added.

``Gazetteer.open()`` costs a few milliseconds: nothing is read before it is
asked for. What ``conflictmap data add geonames`` brought in is looked up
beside the bundled places, newer rows of the same GeoNames id first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from geo import bundle
from geo.errors import MissingDataError
from geo.model import Place
from geo.places import gazetteer_fuzzy
from geo.places.fold import fold, sounds
from geo.places.gazetteer_match import Match, order, prominence
from geo.places.gazetteer_store import ALTERNATE, DERIVED, NAME, NAMES, SOUND, SPECIAL, Store, cell, name_hash

__all__ = ["Gazetteer", "Match", "added_folders", "distance_km", "prominence"]

LONGEST = 6  # tokens in the longest name that a scan of text looks for
_QUALITY = {NAME: 0.98, ALTERNATE: 0.92, DERIVED: 0.8, SOUND: 0.75}
_KIND = {NAME: "folded", ALTERNATE: "alternate", DERIVED: "derived", SOUND: "transliterated"}
_KINDS = re.compile(
    r"(?i)^(?:the )?(?:(?:autonomous )?(?:province|region|state|republic|governorate|district|county|oblast) of )|"
    r" (?:province|region|oblast|governorate|district|department|prefecture|state|county|raion|krai|territory|"
    r"republic|division|municipality)$")
_EARTH_KM = 6371.0088
_DEGREE_KM = 111.0


class Gazetteer:
    """See :meth:`open`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.stores = [Store(folder) for folder in folders]
        # Per instance, not per class: two gazetteers of two folders must not share answers.
        self._find = lru_cache(maxsize=1 << 14)(self._find_uncached)
        # Reports repeat their names and capitalized words: most questions were asked before.
        self._has: dict[str, bool] = {}
        self._capitals: dict[str, Place] | None = None

    def __reduce__(self) -> tuple:
        # A worker process opens the same folders itself: open files do not travel.
        return Gazetteer, ([store.folder for store in self.stores],)

    @classmethod
    def open(cls, path: str | Path | None = None) -> Gazetteer:
        """The gazetteer, opened once per process and path.

        Parameters
        ----------
        path : path-like, optional
            Folder of a gazetteer to use alone. By default the bundled one
            together with everything below ``geo.bundle.user_folder()/"gazetteer"``.

        Raises
        ------
        geo.errors.MissingDataError
            There is no gazetteer.

        Examples
        --------
        >>> Gazetteer.open().lookup("TSKHINVALI")[0].place.country
        'GE'
        """
        if path is not None:
            return _opened((Path(path),), ())
        added = added_folders()
        # The time of the file is part of the key, so data added meanwhile is seen.
        bundled = (bundle.path("gazetteer/divisions"), bundle.path("gazetteer"))
        return _opened((*added, *bundled), tuple((f / NAMES).stat().st_mtime_ns for f in added))

    def lookup(self, name: str, *, country: str | None = None, limit: int | None = 50,
               fuzzy: bool = False) -> list[Match]:
        """Places of a name, most prominent first.

        Parameters
        ----------
        name : str
            In any script, case and spelling.
        country : str, optional
            ISO 3166-1 alpha-2 code that the places must be in.
        limit : int or None
            Number of matches at most.
        fuzzy : bool
            If the name as such is unknown, look for names one slip away (two
            in names of nine letters or more).

        Returns
        -------
        list of Match
            Empty for an unknown name.
        """
        name = name.strip()
        matches = self._find(name) or self._by_kind(name) or self._by_sound(name)
        if not matches and fuzzy:
            matches = gazetteer_fuzzy.matches(self, name)
        if country:
            matches = tuple(m for m in matches if m.place.country == country.upper())
        return list(matches[:limit])

    def _find_uncached(self, name: str) -> tuple[Match, ...]:
        folded = fold(name)
        if not folded:
            return ()
        return tuple(self.by_key(folded, name))

    def _by_kind(self, name: str) -> tuple[Match, ...]:
        """Divisions named with the word for their kind, which the gazetteer has without it ("Idlib province")."""
        bare = _KINDS.sub("", name).strip()
        if not bare or bare == name:
            return ()
        found = (m for m in self._find(bare) if m.place.feature_class == "A")
        return tuple(replace(m, quality=min(m.quality, _QUALITY[DERIVED]), kind="derived") for m in found)

    def _by_sound(self, name: str) -> tuple[Match, ...]:
        """Places whose names are written otherwise but sound the same ("Dayr az Zawr" for "Deir ez-Zor")."""
        sound = sounds(fold(name))
        return tuple(replace(m, name=m.place.name) for m in self.by_key(sound, name)) if sound else ()

    def by_key(self, folded: str, name: str) -> list[Match]:
        """Matches of a folded name, sorted; `name` is the spelling that they are compared with."""
        hashed = name_hash(folded)
        best: dict[str, Match] = {}
        for store in self.stores:
            found = store.find(hashed)
            if not found:
                continue
            places = store.places(number for number, _ in found)
            for number, kind in found:
                if number in places and kind != SPECIAL:
                    _keep(best, self._match(*places[number], name, kind))
            if any(kind == SPECIAL for _, kind in found):
                for number, kind, written, start, end, note in store.special(folded):
                    quality = _case_quality(name, written, kind)
                    if number in places and quality:
                        place, weight = places[number]
                        _keep(best, Match(place, written, quality, kind, start, end, note, weight))
        return sorted(best.values(), key=order)

    @staticmethod
    def _match(place: Place, weight: float | None, name: str, kind: int) -> Match:
        if place.name == name:
            return Match(place, name, 1.0, "name", weight=weight)
        if kind == NAME:
            return Match(place, place.name, _QUALITY[NAME], "folded", weight=weight)
        return Match(place, name, _QUALITY[kind], _KIND[kind], weight=weight)

    def get(self, place_id: str) -> Place | None:
        """The place of an id such as ``"geonames:611403"``, or ``None``."""
        for store in self.stores:
            number = store.number(place_id)
            if number is not None and (found := store.places([number]).get(number)):
                return found[0]
        return None

    def area_name(self, country: str | None, admin1: str | None = None, admin2: str | None = None) -> str | None:
        """Name of the country, or of the division of these GeoNames codes, or ``None``."""
        if country is None:
            return None
        return next((n for s in reversed(self.stores) if (n := s.area_name(country, admin1, admin2))), None)

    def capital(self, country: str) -> Place | None:
        """The seat of government of a state (ISO 3166-1 alpha-2) today, or ``None``."""
        if self._capitals is None:
            self._capitals = {p.country: p for store in reversed(self.stores) for p in store.walk("c.code='PPLC'") if p.country}
        return self._capitals.get(country)

    def has(self, folded: str) -> bool:
        """Whether a place has this folded name (see :func:`geo.places.fold.fold`); a few microseconds."""
        held = self._has.get(folded)
        if held is None:
            if len(self._has) >= 1 << 17:
                self._has.clear()
            hashed = name_hash(folded)
            held = self._has[folded] = any(store.has(hashed) for store in self.stores)
        return held

    def longest_match(self, tokens: Sequence[str], i: int) -> int:
        """Number of tokens, from `i` on, in the longest name that starts there; 0 if none does.

        Parameters
        ----------
        tokens : sequence of str
            Words of a text, as written or folded.
        """
        parts = [fold(token) for token in tokens[i:i + LONGEST]]
        for n in range(len(parts), 0, -1):
            # Only short words ("st", "al", "the") fold otherwise beside others than alone.
            if n > 1 and any(len(part) < 4 for part in parts[:n]):
                folded = fold(" ".join(tokens[i:i + n]))
            else:
                folded = " ".join(parts[:n])
            if folded and self.has(folded):
                return n
        return 0

    def nearest(self, lat: float, lon: float, k: int = 1, *, classes: Iterable[str] = ("P",),
                within_km: float = 300.0) -> list[tuple[Place, float]]:
        """The `k` places nearest to a point in degrees, with their distances in km.

        Parameters
        ----------
        classes : iterable of str
            GeoNames feature classes; by default populated places only.
        within_km : float
            How far to look at most.
        """
        wanted = frozenset(classes)
        ring = 1
        while True:
            reach = ring * 0.5 * _DEGREE_KM * max(math.cos(math.radians(min(abs(lat) + ring * 0.5, 89.9))), 0.02)
            found: dict[str, tuple[Place, float]] = {}
            for store in self.stores:
                for place in store.near(_cells(lat, lon, ring)):
                    if place.feature_class in wanted:
                        found.setdefault(place.id, (place, distance_km(lat, lon, place.lat, place.lon)))
            ranked = sorted(found.values(), key=lambda pair: (pair[1], pair[0].id))
            near = [pair for pair in ranked if pair[1] <= min(reach, within_km)]
            # Beyond `reach` a nearer place could still lie in a cell not looked at.
            if len(near) >= k or reach >= within_km or ring >= 90:
                return [pair for pair in ranked if pair[1] <= within_km][:k]
            ring *= 2


def added_folders() -> list[Path]:
    """Folders of the gazetteers that the user added, by name."""
    base = bundle.user_folder() / "gazetteer"
    # A folder whose name starts with a dot is still being written.
    return sorted(f for f in base.iterdir() if f.name[0] != "." and (f / NAMES).is_file()) if base.is_dir() else []


@cache
def _opened(folders: tuple[Path, ...], _times: tuple[int, ...]) -> Gazetteer:
    missing = [str(f) for f in folders if not f.is_dir()]
    if missing:
        raise MissingDataError(f"no gazetteer in {', '.join(missing)}")
    return Gazetteer(folders)


def _keep(best: dict[str, Match], match: Match) -> None:
    held = best.get(match.place.id)
    if held is None:
        best[match.place.id] = match
    elif held.kind in _GENERAL and match.kind not in _GENERAL:
        # A hand-made table says more about a name than "alternate" does; but a place's own name stays that.
        kind = held.kind if held.kind in {"name", "folded"} else match.kind
        quality = max(held.quality, match.quality)
        best[match.place.id] = replace(match, kind=kind, quality=quality)
    elif match.quality > held.quality and (held.kind in _GENERAL) == (match.kind in _GENERAL):
        best[match.place.id] = match


_GENERAL = frozenset({"name", "folded", "alternate", "derived"})


def _case_quality(name: str, written: str, kind: str) -> float:
    # "us" and "in" are words; only "US", "U.S.", "IN" and "Ind." are abbreviations.
    if kind == "abbreviation" and len(fold(written)) <= 4 and name != written:
        return 0.0 if name.islower() else 0.93 if name.isupper() else 0.5
    return 0.95 if name == written else 0.93


def _cells(lat: float, lon: float, ring: int) -> set[int]:
    steps = [step * 0.5 for step in range(-ring, ring + 1)]
    return {cell(min(max(lat + dy, -90.0), 90.0), (lon + dx + 180.0) % 360.0 - 180.0) for dy in steps for dx in steps}


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
