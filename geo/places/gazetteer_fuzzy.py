"""Names that are a slip or two away from what was written.

All spellings one edit away are made and asked of the index, which costs a few
microseconds each; no second index of the names is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.places.fold import fold
from geo.places.gazetteer_match import Match, order

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

SHORTEST = 4  # a slip in a shorter name makes it another word
TWO_EDITS = 9  # letters from which on two slips are forgiven
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ", "абвгдежзиклмнопрстуфхцчшщъыьэюяіє ", "αβγδεζηθικλμνξοπρστυφχψω ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", "אבגדהוזחטיךכלםמןנסעףפץצקרשת ", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ ",
)


def edits(word: str) -> Iterator[str]:
    """Spellings one insertion, deletion, substitution or swap away, in `word`'s own alphabet."""
    letters = next((a for a in _ALPHABETS if any(c in a for c in word if c != " ")), _ALPHABETS[0])
    for i in range(len(word)):
        yield word[:i] + word[i + 1:]
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + word[i] + word[i + 2:]
        for letter in letters:
            if letter != word[i]:
                yield word[:i] + letter + word[i + 1:]
    for i in range(len(word) + 1):
        for letter in letters:
            yield word[:i] + letter + word[i:]


def matches(gazetteer: Gazetteer, name: str) -> tuple[Match, ...]:
    """Matches of the names nearest to `name`, best first; empty if none is near."""
    folded = fold(name)
    if len(folded) < SHORTEST:
        return ()
    near = {e for e in edits(folded) if e and gazetteer.has(e)}
    cost = 1
    if not near and len(folded) >= TWO_EDITS:
        # Two slips seldom hit the first letter, so only spellings that keep it are tried.
        first = {folded[0] + rest for rest in edits(folded[1:])}
        near = {e for f in first for e in _cheap_edits(f) if gazetteer.has(e)}
        cost = 2
    quality = round(1 - cost / len(folded), 3) * 0.8
    found: dict[str, Match] = {}
    for key in sorted(near):
        for match in gazetteer.by_key(key, key):
            fuzzy = replace(match, name=match.place.name, quality=quality * match.quality, kind="fuzzy")
            found.setdefault(match.place.id, fuzzy)
    return tuple(sorted(found.values(), key=order))


def _cheap_edits(word: str) -> Iterator[str]:
    # The second slip: deletion, swap, or a vowel for a vowel, where transliterations differ most.
    vowels = "aeiouy"
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1:]
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + word[i] + word[i + 2:]
        for letter in vowels:
            if word[i] in vowels:
                yield word[:i] + letter + word[i + 1:]
            yield word[:i] + letter + word[i:]
