"""Names that hold a place's name and are none: people, newspapers, units, armed groups.

Corpora of toponyms mark many names inside those of offices ("Kentucky State
Police"), so the learned recognizer keeps them. Those that say nothing about
where something is are taken out here, by lexicons.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.places.features_lexicon import context_words, given_names, heads, personal_names, place_types
from geo.places.language_case import common_words
from geo.places.recognize_scan import Span, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEVER = frozenset(("media", "unit"))
_JOINS = frozenset(("of", "and", "the", "&", "-"))
# In these words a division or a group of states is meant as often as a unit or a newspaper.
_LOOSE = frozenset([
    "Command", "Group", "Front", "Column", "Guard", "Company", "Division", "Army", "Fleet", "Center", "Star",
    "Call", "Record", "Leader", "Planet", "Bee", "Register", "Citizen", "Enterprise", "Agency", "Channel", "Media",
    "Voice", "Standard", "Radio", "Television", "TV", "Press", "Today"
])


@cache
def groups() -> frozenset[str]:
    """Names of armed groups, alliances and missions of ``data/actors.csv``, none of which is a place."""
    found: set[str] = set()
    with bundle.path("actors.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["kind"] in ("group", "mission"):
                found.update(n for n in (row["name"], *row["aliases"].split(";")) if n)
    return frozenset(found)


def other_name(span: Span, words: Words, doc: Doc, exact: bool, area: bool = False, known: bool = True) -> bool:
    """Whether the span is a group's name, or part of a person's, a newspaper's or a military unit's.

    Parameters
    ----------
    span : Span
    words : Words
    doc : spacy.tokens.Doc
    exact : bool
        Whether the gazetteer knows the name as a country's or a capital's.
    area : bool
        Whether it knows it as a country's, a division's or a people's: the
        authorities of a region often bear its name.
    known : bool
        Whether it knows the name at all.
    """
    i, j, n = span.first, span.last, len(words.text)
    if (span.text in groups() and not area) or span.text in heads("whole"):
        return True
    if not known and _no_village(span, words):
        return True
    if _part_of(span, words) or (not area and _opens(span, words)):
        return True
    return _headed(words, j, n) or _named_thing(span, words, known) or _personal(span, words, doc, i, j, n, exact, known)


@cache
def _models() -> frozenset[str]:
    """Names of vehicles and aircraft that are words rather than numbers: "Hercules", "Stryker"."""
    with bundle.path("lexicons/unit_models.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset(row["model"] for row in csv.DictReader(stream) if row["model"].isalpha())


def _named_thing(span: Span, words: Words, known: bool) -> bool:
    """ "the liner Canberra", "HMS Sheffield", "a Hercules landed"."""
    before = words.text[span.first - 1] if span.first and not words.space[span.first - 1] else ""
    if span.text in _models() and (not known or before.lower() in ("a", "the", "two", "four")):
        return True
    return before in heads("vessel")


_MONTHS = frozenset(("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"))
_BODY = frozenset(("unit", "institution", "group", "media", "company"))
_LABELLED = re.compile(r"[A-Z]{2,}[a-z]*[-–]\w|\w*\d[\w-]*s?$")


def _no_village(span: Span, words: Words) -> bool:
    """What no gazetteer knows and is no village's name: "Feb", "MiG-29s", "Air Force", "HMS Ocean", "SLA-Unity", "the centre"."""
    first, last = words.text[span.first], words.text[span.last - 1]
    if first in _MONTHS or first in heads("vessel") or first in heads("opening") or _LABELLED.match(span.text):
        return True
    before = words.text[span.first - 1] if span.first else ""
    if before[:1].isdigit() or words.lower[span.last - 1] in _unit_nouns():
        return True  # "250 Gurkhas"
    if span.last - span.first > 1:
        return bool(_BODY & heads("after").get(last, frozenset()))
    return words.lower[span.first] in context_words()["place_noun"]


@cache
def _unit_nouns() -> frozenset[str]:
    """Words for kinds of soldiers and arms, with their plurals: "Gurkhas", "Marines"."""
    with bundle.path("lexicons/units.csv").open(encoding="utf-8", newline="") as stream:
        found = {row["phrase"].lower() for row in csv.DictReader(stream) if " " not in row["phrase"]}
    return frozenset(found | {f"{word}s" for word in found})


def _part_of(span: Span, words: Words) -> bool:
    """ "THE CENTRE OF HUAMBO": a part of a place, in capitals by the text's style."""
    i, j = span.first, span.last
    return (j - i == 1 and words.lower[i] in context_words()["place_noun"] and i > 0 and words.lower[i - 1] == "the"
            and j < len(words.text) and words.lower[j] == "of")


def _opens(span: Span, words: Words) -> bool:
    """ "Mobile phones were jammed": a common word that opens a sentence and describes a common noun."""
    i, j = span.first, span.last
    return (j - i == 1 and words.lower[i] in common_words() and i in words.sentences and words.dep[i] in ("amod", "compound", "nmod")
            and words.head[i] > i and not words.capital[words.head[i]])


def _headed(words: Words, j: int, n: int) -> bool:
    """ "Kyiv Independent", "1st Paris Regiment": the run of capitals goes on to such a head."""
    after, end = heads("after"), j
    while end < n and end < j + 4 and (words.capital[end] or (words.lower[end] in _JOINS and end + 1 < n
                                       and words.capital[end + 1])):
        end += 1
    if end == j or words.lower[j] in ("'s", "’s"):
        return False
    return any(_NEVER & after.get(words.text[k], frozenset()) and words.text[k] not in _LOOSE for k in range(j, end))


def _personal(span: Span, words: Words, doc: Doc, i: int, j: int, n: int, exact: bool, known: bool) -> bool:
    """ "Paris Hilton", "Admiral Austin", "Israel Katz"."""
    given, surnames = personal_names()
    before = words.text[i - 1] if i and not words.space[i - 1] else ""
    if before == "." and i > 1:
        before = words.text[i - 2]
    if j - i == 1 and not exact and before in heads("before") and doc[i].ent_type_ in ("PERSON", "ORG", "GPE", ""):
        return True
    if j - i > 1:
        # "Radovan Karadzic", whom the statistical model took for a place.
        return not (span.pattern or known) and j - i == 2 and words.text[i] in given_names() \
            and common_words().isdisjoint(words.lower[i:j]) and words.text[j - 1] not in heads("after") \
            and place_types().keys().isdisjoint(words.lower[i:j])
    word = words.text[i]
    follows = words.text[j] if j < n and not words.space[j] else ""
    personal = doc[i].ent_type_ == "PERSON"
    both = personal and doc[j].ent_type_ == "PERSON" if follows else False
    if both and not exact and word in given_names() and words.capital[j]:  # "Vladimir Putin"
        return follows not in heads("after")
    if word in given and follows[:1].isupper() and (
            both
            or (follows in surnames and doc[j].ent_type_ not in ("GPE", "LOC"))):
        return follows not in heads("after")
    return personal and before in given and before[:1].isupper() and doc[i - 1].ent_type_ == "PERSON"
