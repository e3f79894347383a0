"""What verbs and nouns say of a force, from ``data/lexicons/force_status.csv``."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geo.model import Status

#: Verbs of promising and of planning: what they govern is ahead.
COMMIT = {"pledge", "promise", "vow", "agree", "offer", "undertake", "commit", "volunteer", "guarantee", "assure"}
PLAN = {"plan", "intend", "expect", "schedule", "envisage", "envision", "foresee", "authorize", "authorise", "approve", "mandate",
         "decide", "order", "propose", "consider", "want", "hope", "prepare", "request", "ask", "urge", "call", "demand", "due", "set",
         "likely", "ready", "threaten", "aim", "allow", "permit", "provide", "recommend", "need", "slate", "require", "instruct", "poise"}
_BRINGING = {"bring", "raise", "take", "increase", "boost", "swell", "lift", "push"}


@cache
def lexicon() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(word, pos) -> [(status, which argument the force is)]."""
    table: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with bundle.path("lexicons/force_status.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault((row["word"], row["pos"]), []).append((row["status"], row["force"]))
    return table


def brought(before: Sequence[Token], verb: Token) -> Status | None:
    """Status of "flew in 300 more, bringing its contingent to 1,300": there when they are, whatever verb the parser hangs it on.

    `before` are the tokens of the sentence ahead of the participle.
    """
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in _BRINGING:
        return None
    first = next((t for t in before if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    ahead = first is not None and (first.tag_ == "MD" or first.lemma_.lower() in PLAN | COMMIT or any(
        c.dep_ == "xcomp" and c.tag_ == "VB" and any(g.tag_ == "TO" for g in c.children) for c in first.children))
    return "planned" if ahead else "present"


def verb_status(verb: Token, argument: str) -> str | None:
    """Status that a verb gives to its subject (``"subj"``) or object (``"obj"``)."""
    lemma = verb.lemma_.lower()
    keys = [f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod", "prep")]
    for key in [*keys, lemma, verb.lower_]:
        for status, force in lexicon().get((key, "verb"), ()):
            if force in (argument, "both"):
                return status
    return None
