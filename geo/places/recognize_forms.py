"""Dictionary forms of inflected place names: "Донецкой области" → "Донецкая область"."""

from __future__ import annotations

import csv
import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer, Match

_CYRILLIC, _UKRAINIAN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[іїєґІЇЄҐ]")
_SCRIPT = (("ka", re.compile(r"[\u10a0-\u10ff]")), ("he", re.compile(r"[\u05d0-\u05ea]")),
           ("ar", re.compile(r"[\u0600-\u06ff]")))
_APOSTROPHE = re.compile(r"['’]\w{1,5}$")
MOST = 24
FAMOUS = 7.0  # prominence of a name that is nobody else's inflected one
_OWN = frozenset(("name", "folded", "demonym", "abbreviation", "metonym", "old", "rival"))


@cache
def _rules() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with bundle.path("lexicons/place_forms.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault((row["language"], row["where"]), []).append((row["form"], row["base"]))
    return {key: tuple(rules) for key, rules in found.items()}


def _languages(name: str) -> tuple[str, ...]:
    if _CYRILLIC.search(name):
        return ("uk", "ru") if _UKRAINIAN.search(name) else ("ru", "uk")
    return tuple(language for language, script in _SCRIPT if script.search(name))


def forms(name: str) -> list[str]:
    """Forms in which a dictionary might list an inflected name, the likeliest first, the name itself excluded.

    Only for scripts whose languages inflect names, and for the apostrophe
    before Turkish endings ("Halep'te"); empty for other names.

    Examples
    --------
    >>> "Абхазия" in forms("Абхазии"), forms("Halep'te"), forms("Gori")
    (True, ['Halep'], [])
    """
    if name[:1] < "\u0250" and _APOSTROPHE.search(name) and not name.lower().endswith(("'s", "’s")):
        return [_APOSTROPHE.sub("", name)]
    found: dict[str, None] = {}
    for language in _languages(name):
        words = [[w, *_word_forms(w, language, 2 if " " in name else 3)] for w in name.split()]
        if len(words) > 3:
            continue
        # All words of a Slavic name are inflected together, so a change of each comes before a change of one.
        choices = itertools.product(*(range(len(w)) for w in words))
        for choice in sorted(choices, key=lambda c: (c.count(0), sum(c), c))[:400]:
            found[" ".join(w[c] for w, c in zip(words, choice, strict=True))] = None
    found.pop(name, None)
    return list(found)


def _word_forms(word: str, language: str, least: int) -> list[str]:
    found: dict[str, None] = {}
    for ending, base in _rules().get((language, "end"), ()):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found[word[: len(word) - len(ending)] + base] = None
    for prefix, base in _rules().get((language, "start"), ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= least:
            found[base + word[len(prefix):]] = None
    found.pop(word, None)
    return list(found)


def lookup(gazetteer: Gazetteer, name: str, limit: int) -> list[Match]:
    """Matches of a name as written, and of its dictionary forms where it is written otherwise.

    What is written may be one language's name of one place and another's
    inflected name of another: "Барде" is Bordeaux in Tatar and Barda's
    locative in Russian. Which is meant is for the rest of the text to say.
    """
    found = gazetteer.lookup(name, limit=limit)
    if (found and name[:1] < "\u0250") or (name.isascii() and "'" not in name):
        return found
    if any(m.kind in _OWN or m.prominence >= FAMOUS for m in found):
        return found
    best: list[Match] = []
    for form in _known(gazetteer, name):
        matches = gazetteer.lookup(form, limit=limit)
        if matches and (not best or matches[0].prominence > best[0].prominence):
            best = matches
    held = {m.place.id for m in found}
    return [*found, *(m for m in best if m.place.id not in held)][:limit]


def _known(gazetteer: Gazetteer, name: str) -> list[str]:
    from geo.places.fold import fold

    return [form for form in forms(name) if gazetteer.has(fold(form))][:MOST]


def has(gazetteer: Gazetteer, name: str) -> bool:
    """Whether the gazetteer knows a name or one of its dictionary forms."""
    from geo.places.fold import fold

    return gazetteer.has(fold(name)) or bool(_known(gazetteer, name))
