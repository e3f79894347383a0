"""The name that a place is shown by: as the report writes it, where that is the same name in another spelling.

GeoNames' own names are transliterations for librarians ("Eṭ Ṭaiyiba", "Batī");
who reads the map looks for the spelling of the report.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from geo.model import Place, Toponym
from geo.places.fold import TRANSLITERATED, fold, sounds
from geo.places.language_case import SMALL

SPELLINGS = frozenset(("name", "folded", "alternate", "transliterated", "derived"))
RIVALS = frozenset(("old", "rival"))
OTHERS = RIVALS | {"alternate"}
ALIKE = 0.6
# Of Arabic names, with the sun letters' sounds, of Persian and of Romance ones.
_ARTICLE = re.compile(r"^(?:al|el|ul|[aeiu](?:d|dh|n|r|s|sh|t|th|z)|the|la|le|los|las)[ -](?=\w{3})")
# Of Turkish: "Ankara'da", "Halep'ten", "Hakkari'nin".
_ENDING = re.compile(r"(?<=\w{3})['’](?:[dt][ae]n?|[dt][ae]ki|[yn]?[aeıiuü]|n?[ıiuü]n|y?l[ae])$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def as_written(toponyms: list[Toponym], kinds: list[str | None]) -> list[Toponym]:
    """Toponyms whose places bear the report's spelling, one per place: the most frequent, of equals the first.

    Parameters
    ----------
    toponyms : list of Toponym
        Resolved, of one report, in text order.
    kinds : list of str or None
        How the name of each was matched, :attr:`geo.places.gazetteer.Match.kind`.
    """
    written: dict[str, Counter[str]] = {}
    mixed = {fold(t.text): " ".join(t.text.split()) for t in reversed(toponyms) if not t.text.isupper()}
    for toponym, kind in zip(toponyms, kinds, strict=True):
        place = toponym.place
        if place is None or toponym.role != "location":
            continue
        if kind not in SPELLINGS and kind not in RIVALS:
            continue
        if (place.feature_code or "").startswith(("PCL", "TERR", "CONT")):
            continue
        text = _ENDING.sub("", " ".join(toponym.text.split()))
        if text.isupper():
            # In capitals every spelling is plain; where the script is Latin, the gazetteer has the accents.
            known = _plain(place.name) == _plain(text) and place.country not in TRANSLITERATED
            text = mixed.get(fold(text)) or (place.name if known else titled(text))
        # Whoever writes "Stepanakert" or "Kiev" reads it on the map, and not the other side's name.
        # Nor do they look for "Pātan" where they read "Lalitpur".
        if same_name(text, place) or (kind in OTHERS and _latin(text) and not _longer(text, place)):
            written.setdefault(place.id, Counter())[text] += 1
        elif kind in ("name", "folded"):
            written.setdefault(place.id, Counter())[place.name] += 1
    chosen = {key: counts.most_common(1)[0][0] for key, counts in written.items()}
    return [replace(t, place=replace(t.place, name=chosen[t.place.id])) if t.place and t.place.id in chosen else t
            for t in toponyms]


def spellings(toponyms: Iterable[Toponym]) -> dict[str, str]:
    """The one name of each place that several reports spell in several ways: the most frequent, else the first."""
    found: dict[str, Counter[str]] = {}
    for toponym in toponyms:
        if toponym.place is not None and toponym.role == "location":
            found.setdefault(toponym.place.id, Counter())[toponym.place.name] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in found.items() if len(counts) > 1}


def same_name(text: str, place: Place) -> bool:
    """Whether a Latin name is the gazetteer's name of the place in another spelling.

    Examples
    --------
    >>> same_name("Naqoura", Place("x", "En Nâqoûra")), same_name("Litani", Place("x", "Litani River"))
    (True, False)
    """
    if not text or text == place.name or not _latin(text):
        return False
    if not _latin(place.name):
        return True
    one, other = _core(text), _core(place.name)
    if not one or not other:
        return False
    if one == other:
        return True
    a, b = one.split(), other.split()
    if _longer(text, place):
        return False
    if (sound := sounds(one)) is not None and sound == sounds(other):
        return True
    return (one[0] == other[0] and len(a) <= len(b) + 1 and \
        SequenceMatcher(None, "".join(a), "".join(b), autojunk=False).ratio() >= ALIKE) \
        or SequenceMatcher(None, "".join(a), "".join(b), autojunk=False).ratio() >= (1 + ALIKE) / 2


def _longer(text: str, place: Place) -> bool:
    """Whether one of two names says more than the other: "Litani River", "Mopti region"."""
    one, other = set(_core(text).split()), set(_core(place.name).split())
    return one < other or other < one


def titled(text: str) -> str:
    """A name in capitals as it would be written in a sentence.

    Examples
    --------
    >>> titled("MOCIMBOA DA PRAIA"), titled("NAGORNO-KARABAKH")
    ('Mocimboa da Praia', 'Nagorno-Karabakh')
    """
    def word(match: re.Match) -> str:
        low = match[0].replace("İ", "I").lower()
        return low if match.start() and low in SMALL else low[:1].upper() + low[1:]

    return _WORD.sub(word, text)


def _plain(name: str) -> str:
    """The letters of a name without accents, in small."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii())


def _core(name: str) -> str:
    folded = fold(name)
    return _ARTICLE.sub("", folded) or folded


def _latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha() and c not in "ʻʼʽʾʿ")
