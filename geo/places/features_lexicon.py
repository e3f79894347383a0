"""The word lists of ``data/lexicons`` that recognition and resolution read.

Each is a CSV file that can be read and extended; see its header.
"""

from __future__ import annotations

import csv
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geo import bundle


def _rows(file: str) -> Iterator[dict[str, str]]:
    with bundle.path(f"lexicons/{file}").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@dataclass(frozen=True, slots=True)
class PlaceType:
    """What a word such as "province" says about the name beside it."""

    word: str
    codes: frozenset[str]
    before: bool
    after: bool


@cache
def place_types() -> dict[str, PlaceType]:
    """Words for kinds of place by lower-case word."""
    return {
        r["word"]: PlaceType(r["word"], frozenset(r["feature_codes"].split()), r["before_of"] == "yes",
                             r["after_name"] == "yes")
        for r in _rows("place_types.csv")
    }


@cache
def heads(position: str) -> dict[str, frozenset[str]]:
    """Words that make a name something other than a place: word to kinds.

    Parameters
    ----------
    position : {"before", "after", "whole", "vessel"}
        Where the word stands: titles before, heads of organisations after; the whole name; before a ship's.
    """
    found: dict[str, set[str]] = {}
    for row in _rows("nonplace_heads.csv"):
        if row["position"] == position:
            found.setdefault(row["word"], set()).add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def personal_names() -> tuple[dict[str, float], dict[str, float]]:
    """Given names and surnames with the logarithm of their number per 100,000 persons."""
    given: dict[str, float] = {}
    surnames: dict[str, float] = {}
    for row in _rows("nonplace_names.csv"):
        (given if row["kind"] == "given" else surnames)[row["name"]] = math.log1p(int(row["per_100000"]))
    return given, surnames


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, in their own scripts and in Latin letters, with and without accents."""
    names = bundle.path("lexicons/nonplace_given.txt").read_text("utf-8").split()
    plain = (unicodedata.normalize("NFKD", n) for n in names if not n.isascii() and n[0] < "\u0250")
    return frozenset(names) | {"".join(c for c in n if not unicodedata.combining(c)) for n in plain}


def _by_kind(file: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows(file):
        found.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def metonym_words() -> dict[str, frozenset[str]]:
    """Lemmas by kind (``verb``, ``noun``, ``seat``) that show a place standing for its government."""
    return _by_kind("metonym_verbs.csv")


@cache
def context_words() -> dict[str, frozenset[str]]:
    """Lemmas by kind: ``going`` verbs and ``place_noun`` whose complement is a place, ``site`` nouns that follow a name, ``war``."""
    return _by_kind("place_context.csv")
