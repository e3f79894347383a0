"""Spans of a text that could be the name of a place.

The gazetteer proposes every run of capitalized words that it knows; the
statistical model proposes its entities; wording ("village of X", "X County")
proposes names that neither knows. Choosing is left to :mod:`recognize`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.places.features_lexicon import place_types
from geo.places.fold import fold
from geo.places.language_case import common_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.places.gazetteer import Gazetteer

LONGEST = 7
DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
# Small words that may stand inside a name, never at its end.
INNER = frozenset(
    [
        "of", "the", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "d", "la", "le", "les",
        "el", "al", "es", "ez", "ed", "en", "et", "sur", "sous", "upon", "on", "in", "am", "an", "der", "and",
        "y", "e", "i", "au", "aux", "bei", "ob", "na", "nad", "pri", "ul", "ash", "as", "ad", "an", "ar", "at",
        "az", "von", "van", "den", "het", "l"
    ]
)
# Small words with which a name may begin: the Arabic article in its spellings.
FIRST = frozenset(["al", "el", "as", "ash", "ad", "ar", "az", "an", "at", "es", "ez", "ul"])
# "Indian-administered Kashmir" is one name, whose first half is not India and whose second is not all Kashmir.
_HELD = frozenset(("administered", "controlled", "held", "occupied"))
_JOIN = frozenset(("-", "–", "'", "’", "/", "."))
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC", "NORP"))
_STRIP_FIRST = frozenset(["the", "a", "an", "this", "that", "these", "our", "his", "her", "its", "their"])
_CAP = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Span:
    """A span that could be a toponym: token range ``[first, last)``, characters, how it came up."""

    first: int
    last: int
    start: int
    end: int
    text: str
    hit: bool
    pattern: bool = False


@dataclass(slots=True)
class Words:
    """Token attributes of a document as plain lists: asking spaCy for each takes longer than all the rest."""

    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]
    space: list[bool]
    pos: list[str]
    dep: list[str]
    tag: list[str]
    lemma: list[str]
    head: list[int]
    sentences: list[int]
    entities: list[tuple[int, int, str]]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Lists for one spaCy document."""
        columns = doc.to_array(["ORTH", "LOWER", "POS", "DEP", "TAG", "LEMMA", "IDX"]).T.tolist()
        # Distances to the head are signed numbers in unsigned columns.
        places = doc.to_array(["HEAD", "SENT_START"]).view("int64").T.tolist()
        text, lower, pos, dep, tag, lemma = (_strings(ids, doc) for ids in columns[:6])
        start = columns[6]
        return cls(
            text, lower, start, [s + len(t) for s, t in zip(start, text, strict=True)],
            [t[0].isupper() for t in text], [t.isspace() for t in text], pos, dep, tag, lemma,
            [i + step for i, step in enumerate(places[0])],
            [i for i, begins in enumerate(places[1]) if begins == 1 or i == 0],
            [(e.start, e.end, e.label_) for e in doc.ents],
        )


_STRINGS: dict[int, str] = {0: ""}


def _strings(ids: list[int], doc: Doc) -> list[str]:
    """Strings of spaCy's ids; an id is a hash, the same for every vocabulary."""
    if len(_STRINGS) > 500_000:
        _STRINGS.clear()
        _STRINGS[0] = ""
    try:
        return [_STRINGS[i] for i in ids]
    except KeyError:
        store = doc.vocab.strings
        _STRINGS.update((i, store[i]) for i in set(ids).difference(_STRINGS))
        return [_STRINGS[i] for i in ids]


def spans(words: Words, text: str, gazetteer: Gazetteer) -> list[Span]:
    """All candidate spans of a document, by position, longer first.

    Parameters
    ----------
    words : Words
        Of the parsed document, whose offsets refer to `text`.
    text : str
        The report's text.
    gazetteer : Gazetteer
    """
    found: dict[tuple[int, int], Span] = {}
    _scan(words, text, gazetteer, found)
    _entities(words, text, gazetteer, found)
    _patterns(words, text, gazetteer, found)
    _announced(words, text, gazetteer, found)
    return sorted(found.values(), key=lambda s: (s.first, -s.last))


def _add(found: dict, words: Words, text: str, first: int, last: int, hit: bool, pattern: bool = False) -> None:
    key = (first, last)
    if key in found:
        found[key].pattern |= pattern
        return
    start, end = words.start[first], words.end[last - 1]
    found[key] = Span(first, last, start, end, text[start:end], hit, pattern)


def _scan(words: Words, text: str, gazetteer: Gazetteer, found: dict) -> None:
    tokens, lower, capital, n = words.text, words.lower, words.capital, len(words.text)
    for i in range(n):
        if not capital[i] and not (lower[i] in FIRST and i + 1 < n and (tokens[i + 1] == "-" or capital[i + 1])):
            continue
        for j in range(i, min(n, i + LONGEST)):
            token = tokens[j]
            held = j > i and lower[j] in _HELD and tokens[j - 1] in _LINKS
            if not (capital[j] or token in _JOIN or lower[j] in INNER or held or (j > i and token.isdigit())):
                break
            if not capital[j] and not token.isdigit():
                continue
            if len(token) == 1 and j == i:
                continue
            if gazetteer.has(fold(text[words.start[i]:words.end[j]])):
                # "The Hague" keeps its article, "The Kremlin" does not.
                if lower[i] == "the" and j > i and gazetteer.has(fold(text[words.start[i + 1]:words.end[j]])):
                    continue
                _add(found, words, text, i, j + 1, True)


def _entities(words: Words, text: str, gazetteer: Gazetteer, found: dict) -> None:
    for start, end, label in words.entities:
        if label not in PLACE_LABELS:
            continue
        first, last = trimmed(words, start, end)
        if first < last and any(words.capital[first:last]):
            piece = text[words.start[first]:words.end[last - 1]]
            if len(piece) > 1 and "\n" not in piece:
                _add(found, words, text, first, last, gazetteer.has(fold(piece)))


def trimmed(words: Words, first: int, last: int) -> tuple[int, int]:
    """Token range without article, possessive and punctuation at its ends."""
    while first < last and (words.lower[first] in _STRIP_FIRST or words.space[first]
                            or not _CAP.search(words.text[first])):
        first += 1
    while last > first and (words.lower[last - 1] in ("'s", "’s", "'", "’") or words.space[last - 1]
                            or not any(c.isalnum() for c in words.text[last - 1])):
        last -= 1
    return first, last


def _patterns(words: Words, text: str, gazetteer: Gazetteer, found: dict) -> None:
    """ "village of Ganmukhuri", "Dvani village", "Laurel County"."""
    types, n = place_types(), len(words.text)
    for i, low in enumerate(words.lower):
        kind = types.get(low)
        if kind is None:
            continue
        if kind.before and i + 2 < n and words.lower[i + 1] == "of":
            j = i + 3 if words.lower[i + 2] == "the" else i + 2
            last = _run(words, j)
            if last > j:
                _add(found, words, text, j, last, gazetteer.has(fold(text[words.start[j]:words.end[last - 1]])), True)
        if kind.before and not words.capital[i] and i + 1 < n and words.capital[i + 1]:
            last = _run(words, i + 1)
            if last <= i + 3:
                _add(found, words, text, i + 1, last,
                     gazetteer.has(fold(text[words.start[i + 1]:words.end[last - 1]])), True)
        if kind.after and i and words.capital[i - 1]:
            first = i - 1
            while first and i - first < 3 and words.capital[first - 1] and not words.space[first - 1]:
                first -= 1
            last = i + 1 if words.capital[i] else i
            for f in range(first, i):
                piece = text[words.start[f]:words.end[last - 1]]
                _add(found, words, text, f, last, gazetteer.has(fold(piece)), True)


# Words before a place that no gazetteer may know: "positions at Tal Mustawi, Mahin and Jazal".
_BEFORE = frozenset([
    "in", "at", "near", "of", "from", "to", "toward", "towards", "into", "inside", "outside", "around", "on", "and",
    "between", "over", "through", "via", "across", "off", "reached", "entered", "captured", "seized", "stormed",
    "retook", "took", "shelled", "besieged", "bombed"
])


def _announced(words: Words, text: str, gazetteer: Gazetteer, found: dict) -> None:
    """Whole runs of capitalized words: where a place may be expected, and short ones anywhere.

    No gazetteer knows all villages, and any of them may be the subject of a
    sentence ("Holmec surrendered", "Kunlong, with its bridge, fell").
    """
    i, n = 0, len(words.text)
    while i < n:
        if not words.capital[i] and words.lower[i] not in FIRST:
            i += 1
            continue
        first = i
        while first + 1 < n and words.lower[first] in _OPENING and words.capital[first + 1]:
            first += 1  # "At El Billar" opens a sentence
        last = _run(words, first)
        if last > first and len(words.text[first]) > 1 and (
                _expected(words, first, last) or (last - first <= 3 and _could_be(words, first, last))):
            _add(found, words, text, first, last, gazetteer.has(fold(text[words.start[first]:words.end[last - 1]])))
        i = max(last, i + 1)


# With these a sentence may open before a name.
_OPENING = _BEFORE | {
    "with", "after", "before", "since", "for", "by", "but", "while", "when", "if", "where", "beyond", "behind", "above", "below",
    "along", "against", "beside", "elsewhere", "meanwhile", "today", "yesterday", "now", "only", "the"
}


def _expected(words: Words, first: int, last: int) -> bool:
    """Whether a place may be expected where a run stands."""
    before = first - 1
    while before >= 0 and words.text[before] in _QUOTES:
        before -= 1
    low = words.lower[before] if before >= 0 else ""
    if low in ("the", "a") and before:
        low = words.lower[before - 1]
    types = place_types()
    return low in _BEFORE or low in (",", "(") or low in types or (last < len(words.text) and words.lower[last] in types)


def _could_be(words: Words, first: int, last: int) -> bool:
    """Whether a run elsewhere could be a place's name: not one common word that opens a sentence, no day or month."""
    if last - first == 1:
        word = words.lower[first]
        if len(word) < 4 or words.text[first].isupper() or words.pos[first] not in ("PROPN", "NOUN", "ADJ", "X", "VERB"):
            return False
        if word in common_words():
            return False
    return words.text[first] not in DAYS and not any(w in ("'s", "’s") for w in words.text[first:last])


_QUOTES = frozenset("‘’'\"“”`´ʿʾ")


def _run(words: Words, i: int) -> int:
    """End of the run of capitalized words, joined by hyphens and articles, that starts at `i`."""
    j, n = i, len(words.text)
    while j < n and j < i + 6:
        follows = words.text[j + 1] if j + 1 < n else ""
        goes_on = j > i and j + 1 < n and (words.capital[j + 1] or follows in _QUOTES)
        article = words.lower[j] in FIRST and j + 2 < n and follows == "-"
        quoted = goes_on and words.text[j] in _QUOTES and words.text[j - 1] == "-" and words.capital[j + 1]
        if words.capital[j] or article or (goes_on and words.text[j] in _LINKS) or quoted:
            j += 1
        else:
            break
    while j > i and not words.text[j - 1][-1:].isalnum():
        j -= 1
    return j


_LINKS = frozenset(("-", "–", "'", "’", "‘"))


class Names:
    """Questions that giving case back to capitals asks the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    @classmethod
    @cache
    def open(cls) -> Names:
        """On the default gazetteer."""
        from geo.places.gazetteer import Gazetteer

        return cls(Gazetteer.open())

    def longest_several(self, tokens: list[str], i: int) -> int:
        """Words of the longest name of two words or more that starts at word `i`; 0 if none does."""
        for length in range(min(5, len(tokens) - i), 1, -1):
            name = " ".join(tokens[i:i + length])
            if tokens[i] in INNER - FIRST - {"la", "le", "les", "las", "los", "de"} or tokens[i + length - 1] in INNER:
                continue
            if self.gazetteer.has(fold(name)) and self._notable(name):
                return length
        return 0

    def _notable(self, name: str) -> bool:
        matches = self.gazetteer.lookup(name, limit=3)
        return any((m.place.population or 0) > 3000 or m.place.feature_class != "P" for m in matches)

    def always(self, word: str) -> bool:
        """Whether a word of the common lexicon is a country's name all the same: "china", "turkey"."""
        if not self.gazetteer.has(fold(word)):
            return False
        return any(str(m.place.feature_code).startswith("PCL") and m.kind in ("name", "demonym")
                   for m in self.gazetteer.lookup(word, limit=3))
