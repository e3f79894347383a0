"""Words of moving, of ``data/lexicons/movement.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of moving: what its direct object is, and at which end a claim of it stands, ``"from"``, ``"to"`` or either."""

    object: str
    stands: str


@cache
def lexicon() -> dict[tuple[str, str], Entry]:
    """Words of moving by lemma and part of speech."""
    with bundle.path("lexicons/movement.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["word"], row["pos"]): Entry(row["object"], row["stands"]) for row in csv.DictReader(stream)}


def key(word: Token) -> tuple[str, str]:
    """How the lexicon lists a word: lemma and part of speech."""
    return word.lemma_.lower(), "verb" if word.pos_ in ("VERB", "AUX") else "noun"
