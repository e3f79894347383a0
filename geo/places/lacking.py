"""Names that should be villages and that the gazetteer lacks, and the countries whose dumps would bring them."""

from __future__ import annotations

import re
from collections import Counter

from geo.model import Toponym
from geo.places.dump import command
from geo.places.features_lexicon import place_types
from geo.places.features_span import COMPASS
from geo.places.language_case import common_words, is_capitals

_ACRONYM = 5
_SENTENCE = re.compile(r"[.!?…](?=\s)|\n\s*\n|[。！？]")
_ADDRESS = re.compile(r"\s*(?:,|\()\s*")
# Shares of a report's locations that must lie in a country for it to stand for a sentence's, and for all the rest.
SOME, MOST = 0.25, 0.6


def missing(toponyms: list[Toponym], text: str | None = None) -> list[str]:
    """Names that should be places and that the gazetteer lacks, in text order.

    Words that a recognizer may take for a place but that are no village are
    left out: compass points, acronyms, rivers and republics.
    """
    capitals = text is not None and is_capitals(text)
    return list(dict.fromkeys(t.text for t in _lacking(toponyms) if _village(t.text, capitals)))


def warning(toponyms: list[Toponym], text: str) -> str | None:
    """What a report's reader should know about them, or ``None``.

    The countries in the command are those that the sentence of a name, or most of the report, is
    about; where neither says, none is named.
    """
    names = missing(toponyms, text)
    if not names:
        return None
    found: dict[str, None] = {}
    for toponym in _lacking(toponyms):
        if toponym.text in names and (country := country_of(toponym, toponyms, text)):
            found[country] = None
    return f"not in the gazetteer: {', '.join(names)}; villages come with '{command(list(found) or ['CC'])}'"


def country_of(toponym: Toponym, toponyms: list[Toponym], text: str) -> str | None:
    """Country that the text puts an unresolved name in: its address, its sentence's only one, or the report's."""
    located = [t for t in toponyms if t.role == "location" and t.place is not None and t.place.country]
    for other in located:
        if 0 < other.start - toponym.end <= 3 and _ADDRESS.fullmatch(text[toponym.end:other.start]):
            return other.place.country
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, toponym.start)), default=0)
    end = next((m.start() for m in _SENTENCE.finditer(text, toponym.end)), len(text))
    countries = Counter(t.place.country for t in located)
    near = {t.place.country for t in located if start <= t.start < end}
    # One place abroad ("jets from Aviano struck ...") does not make the rest of its sentence foreign.
    known = {c for c in near if countries[c] >= SOME * len(located)}
    if len(known) == 1:
        return known.pop()
    country, count = countries.most_common(1)[0] if countries else (None, 0)
    return country if count >= MOST * len(located) and (country in near or not known) else None


def _lacking(toponyms: list[Toponym]) -> list[Toponym]:
    return [t for t in toponyms if t.place is None and t.role == "location"]


def _village(name: str, capitals: bool) -> bool:
    words = name.split()
    if len(words) == 1:
        low = name.lower()
        if low in COMPASS or low in common_words() or (name.isupper() and len(name) <= _ACRONYM and not capitals):
            return False
    types = place_types()
    said = [types[w.lower()].codes for w in (words[0], words[-1]) if w.lower() in types] if len(words) > 1 else []
    return all(any(code.startswith("PPL") for code in codes) for codes in said)
