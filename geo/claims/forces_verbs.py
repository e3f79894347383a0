"""What verbs and nouns say of a force, from ``data/lexicons/force_status.csv``."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def lexicon() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(word, pos) -> [(status, which argument the force is)]."""
    table: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with bundle.path("lexicons/force_status.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault((row["word"], row["pos"]), []).append((row["status"], row["force"]))
    return table


def verb_status(verb: Token, argument: str) -> str | None:
    """Status that a verb gives to its subject (``"subj"``) or object (``"obj"``)."""
    lemma = verb.lemma_.lower()
    keys = [f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod", "prep")]
    for key in [*keys, lemma, verb.lower_]:
        for status, force in lexicon().get((key, "verb"), ()):
            if force in (argument, "both"):
                return status
    return None
