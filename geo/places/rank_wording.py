"""What the words around a name say about the place: kind, container, dateline.

Works on the text alone, so that it serves given spans and texts without a
language model too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from geo.model import Toponym
from geo.places.features_lexicon import place_types
from geo.places.fold import fold

_BEFORE = re.compile(r"(?:\b(\w+)\s+of\s+(?:the\s+)?|\b(\w+)\s+)$")
_AFTER = re.compile(r"(?:\s+(?:autonomous\s+|people['’]s\s+)?|-)([A-Za-z]+)")
_COMMA = re.compile(r",\s*|\s*\(\s*|,?\s*[-–—]\s*")
_TYPES = "|".join(sorted(place_types(), key=lambda w: (-len(w), w)))
_WITHIN = re.compile(
    r",?\s+(?:(?:is|was|lies|which is)\s+)?(?:[a-z][\w-]*\s+){0,5}?(?:in|of|within)\s+(?:the\s+)?"
    r"(?:[a-z][\w-]*\s+){0,3}"
    r"|\s+(?:in|within)\s+(?:the\s+)?|,\s+(?:in|within)\s+(?:the\s+)?|,\s+(?:the\s+)?(?:[a-z]+\s+){0,3}"
)
_HOLDS = re.compile(
    rf"['’]s\s+(?:[a-z][\w-]*\s+){{0,4}}|\s+(?:[a-z][\w-]*\s+){{0,2}}(?:{_TYPES})\s+(?:of\s+)?(?:the\s+)?"
    r"|[’']?s?\s+(?:[a-z][\w-]*\s+){0,2}(?:capital|city|town|village|stronghold|enclave|suburb),?\s+(?:of\s+)?"
)
_LISTED = re.compile(r"\s*,?\s+(?:and|or)\s+[A-Z]|\s*&|,\s+[A-Z][\w’'-]+(?:,|\s+(?:and|or)\s)")
_LIST = re.compile(r"[A-Z][\w’'-]*(?:,|,?\s+(?:and|or))\s+$")
_DASH = re.compile(r"[^\n]{0,60}?(?:\s[—–-]|--|—)\s")


@dataclass(slots=True)
class Group:
    """All mentions of one name with one kind of wording: they mean one place."""

    name: str
    cue: str | None
    members: list[int] = field(default_factory=list)
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """The text says that one name's place lies in another's ("Gori, Georgia")."""

    inner: int
    outer: int
    strong: bool
    # Written as an address ("Gori, Georgia,"), and not as two items of a list ("Gori, Georgia and Ukraine").
    address: bool = False


def cue(text: str, toponym: Toponym) -> str | None:
    """The word that says what kind of place it is: "region" in "Donetsk region"."""
    types = place_types()
    after = _AFTER.match(text, toponym.end)
    if after and (word := after[1].lower()) in types and types[word].after:
        return word
    before = _BEFORE.search(text[max(0, toponym.start - 40):toponym.start])
    if before and (word := (before[1] or before[2]).lower()) in types and types[word].before:
        return word
    return None


def groups(text: str, toponyms: list[Toponym]) -> tuple[list[Group], list[int]]:
    """Mentions gathered by name and wording, and the group of each mention.

    "Donetsk" and "Donetsk region" are two groups: a city and a division.
    """
    found: dict[tuple[str, str | None], int] = {}
    held: list[Group] = []
    of: list[int] = []
    types = place_types()
    for k, toponym in enumerate(toponyms):
        said = cue(text, toponym)
        # Only the level matters: "the town of Gori" and "the city of Gori" are one group.
        level = None if said is None else "A" if any(c.startswith(("ADM", "PCL")) for c in types[said].codes) else "P"
        key = (fold(toponym.text) or toponym.text, level)
        if key not in found:
            found[key] = len(held)
            held.append(Group(toponym.text, said))
        group = found[key]
        held[group].members.append(k)
        of.append(group)
        line = text.rfind("\n", 0, toponym.start) + 1
        if toponym.start - line < 3 and _DASH.match(text, toponym.end):
            held[group].dateline = True
    return held, of


def relations(text: str, toponyms: list[Toponym], of: list[int]) -> list[Relation]:
    """Containments that the wording states, in text order, without repeats."""
    found: dict[Relation, None] = {}
    for k in range(len(toponyms) - 1):
        left, right = toponyms[k], toponyms[k + 1]
        if not 0 < right.start - left.end <= 60 or of[k] == of[k + 1]:
            continue
        between = text[left.end:right.start]
        if _COMMA.fullmatch(between):
            listed = _LISTED.match(text, right.end) or _LIST.search(text[max(0, left.start - 60):left.start])
            address = between[0] == "," and not listed
            found[Relation(of[k], of[k + 1], "," in between or "(" in between, address)] = None
        elif _WITHIN.fullmatch(between):
            found[Relation(of[k], of[k + 1], False)] = None
        elif _HOLDS.fullmatch(between):
            found[Relation(of[k + 1], of[k], False)] = None
        # "Gori, Shida Kartli, Georgia": the first lies in the third too.
        if k + 2 < len(toponyms) and _COMMA.fullmatch(between) and of[k] != of[k + 2]:
            third = toponyms[k + 2]
            if 0 < third.start - right.end <= 4 and _COMMA.fullmatch(text[right.end:third.start]):
                found[Relation(of[k], of[k + 2], True)] = None
    return list(found)
