"""Words for events and for what takes part in them, from ``data/lexicons``.

``events.csv`` lists the verbs and nouns that may tell of an event, with the
ACLED type they have when nothing else is known, the family (`group`) that
decides how they combine, and what a sentence must show for them to count
(`needs`). ``event_arguments.csv`` sorts nouns into armed and civilian, weapons,
sites and so on; ``polarity.csv`` holds the words that take an event back.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from geo.claims.context import Context

#: Families whose events hurt people or take ground, and so may carry effects.
CARRIERS = frozenset(
    {
        "attack",
        "advance",
        "clash",
        "strike",
        "blast",
        "abuse",
        "rape",
        "abduct",
        "seize",
        "territory",
        "retake",
        "riot",
        "disperse",
        "protest",
        "siege",
        "coup",
        "war",
    }
)
#: Families that are effects on another event where one is in reach.
EFFECTS = frozenset({"kill", "injure", "displace", "destroy", "captive", "loot"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of ``events.csv``; `parts` are the lemmas of a phrase, the verb or the noun's modifiers first."""

    lemma: str
    pos: str
    group: str
    event_type: str
    sub_event_type: str
    needs: str
    roles: str
    parts: tuple[str, ...]


@cache
def _entries() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    with bundle.path("lexicons/events.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            parts = tuple(row["lemma"].replace("-", " ").split())
            entry = Entry(**row, parts=parts)
            if row["pos"] == "VERB":
                verbs.setdefault(parts[0], []).append(entry)
            else:
                nouns.setdefault(parts[-1], []).append(entry)
    for table in (verbs, nouns):
        for entries in table.values():
            # Longer phrases first; among equals the one that names a weapon.
            entries.sort(key=lambda e: (-len(e.parts), e.group not in ("strike", "blast")))
    return verbs, nouns


@cache
def _arguments() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    with bundle.path("lexicons/event_arguments.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault(row["category"], {})[row["lemma"]] = row["value"]
    return table


@cache
def _polarity() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    with bundle.path("lexicons/polarity.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in table.items()}


def polarity_words(kind: str) -> frozenset[str]:
    """Words of one kind from ``polarity.csv``."""
    return _polarity()[kind]


def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs that report words or knowledge."""
    return _polarity()["speech"]


def lemma(token: Token) -> str:
    """Lower-cased lemma; a participle used as adjective has that of its verb."""
    return (token.lemma_ or token.text).lower()


@cache
def _categories() -> dict[str, frozenset[str]]:
    """Categories of each word or two-word phrase."""
    table: dict[str, set[str]] = {}
    for category, words in _arguments().items():
        for word in words:
            table.setdefault(word, set()).add(category)
    return {word: frozenset(found) for word, found in table.items()}


def words_of(ctx: Context) -> list[tuple[str, str, str, frozenset[str]]]:
    """Part of speech, lemma, lower case and categories of each word of a report, read once."""
    if "events.words" not in ctx.memo:
        table, none = _categories(), frozenset()
        found = []
        for t in ctx.tokens:
            word, low = lemma(t), t.lower_
            categories = table.get(word, none)
            found.append((t.pos_, word, low, categories if word == low else categories | table.get(low, none)))
        ctx.memo["events.words"] = found
    return ctx.memo["events.words"]


@cache
def _second_words() -> frozenset[str]:
    """Words that end a phrase of the lexicon; only before these is the word before worth a look."""
    return frozenset(word.split()[-1] for word in _categories() if " " in word)


def is_a(token: Token, *categories: str) -> bool:
    """Whether the noun (or the compound that it ends) belongs to one of some categories."""
    table, word, low = _categories(), lemma(token), token.lower_
    found = table.get(word)
    if found is not None and not found.isdisjoint(categories):
        return True
    if low != word and (found := table.get(low)) is not None and not found.isdisjoint(categories):
        return True
    if token.pos_ == "PROPN" and low.endswith("s") and (found := table.get(low[:-1])) is not None:
        return not found.isdisjoint(categories)  # "Fighters of the M23 movement": names keep their plural
    if word in _second_words() and token.i:
        previous = token.nbor(-1)
        if previous.dep_ in ("compound", "amod") and (found := table.get(f"{previous.lower_} {word}")) is not None:
            return not found.isdisjoint(categories)
    return False


@cache
def argument_words(category: str) -> frozenset[str]:
    """Words of one category of ``event_arguments.csv``, for example ``"light_verb"`` ("carried out an attack")."""
    return frozenset(_arguments()[category])


def weapon(token: Token) -> str | None:
    """Sub-event type that a weapon word stands for, or ``None``."""
    if token.pos_ == "PRON":
        return None  # "a cousin of mine"
    table = _arguments()["weapon"]
    if token.i:
        phrase = f"{token.nbor(-1).lower_} {lemma(token)}"
        if phrase in table:
            return table[phrase]
    return table.get(lemma(token)) or table.get(token.lower_)


def noun_entries(token: Token) -> list[Entry]:
    """Noun entries that end at a token, longest first."""
    table = _entries()[1]
    for key in (lemma(token), token.lower_):
        entries = table.get(key)  # few nouns have any
        if entries and (found := [e for e in entries if len(e.parts) == 1 or _preceded(token, e.parts[:-1])]):
            return found
    return []


def noun_entry(token: Token) -> Entry | None:
    """The longest noun entry that ends at a token."""
    return next(iter(noun_entries(token)), None)


def _preceded(token: Token, parts: tuple[str, ...]) -> bool:
    """Whether the words before a token are those of a phrase, hyphens between them or not."""
    doc, i = token.doc, token.i - 1
    for part in reversed(parts):
        while i >= 0 and (word := doc[i]).text in "-–":
            i -= 1
        if i < 0 or (word.lower_ != part and lemma(word) != part):
            return False
        i -= 1
    return True


def _stems(word: str) -> tuple[str, ...]:
    """Base forms that a regular verb form may have."""
    if word.endswith("ed"):
        return word[:-1], word[:-2], word[:-3]
    if word.endswith("ing"):
        return word[:-3] + "e", word[:-3], word[:-4]
    return (word[:-1],) if word.endswith("s") else (word,)


def verb_entries(token: Token) -> list[Entry]:
    """Verb entries that a token and the words below it match, longest first."""
    table = _entries()[0]
    # The small model's lemmatizer errs on some verbs ("raped" -> "rap", "retook" -> "retook").
    key = next((k for k in (lemma(token), *_stems(token.lower_)) if k in table), "")
    entries = table.get(key, ())
    if all(len(entry.parts) == 1 for entry in entries):
        return list(entries)
    kids = [
        c
        for c in token.children
        if not (
            c.lower_ in ("at", "up", "more", "down")
            and c.i + 1 < len(token.doc)
            and c.nbor(1).lower_ in ("least", "most", "to", "than")
        )
        and not (c.dep_ == "prep" and c.i + 1 < len(token.doc) and c.nbor(1).ent_type_ in ("DATE", "TIME"))  # "closed on Monday"
    ]
    below = {lemma(c) for c in kids} | {c.lower_ for c in kids}
    for c in token.children:
        if c.dep_ in ("dobj", "prep", "prt", "pobj", "advmod", "attr", "oprd", "acomp"):
            below.update(lemma(g) for g in c.children)
            below.update(g.lower_ for g in c.children)
    if token.dep_ == "relcl":
        below.add(lemma(token.head))  # "a truce that Baku had declared"
    if token.i + 2 < len(token.doc) and token.nbor(2).lower_ not in ("least", "most", "than"):
        below.add(token.nbor(1).lower_)
    found = [entry for entry in entries if below.issuperset(entry.parts[1:])]
    if len(found) > 1 and token.i + 1 < len(token.doc):
        # "were shot dead at a roadblock": the word right behind the verb is surer than one further down.
        found.sort(key=lambda e: (-len(e.parts), e.parts[1:2] != (token.nbor(1).lower_,)))
    return found


def _for_a_time(doc: Doc, low: int, high: int) -> bool:
    """ "came under fire for seven hours", not "for his remarks"."""
    return any(t.lower_ == "for" and t.i + 1 < len(doc) and t.nbor(1).ent_type_ in ("TIME", "DATE") for t in doc[low:high])


_SCORE = re.compile(r"\b(?:lost|won|beat|drew|defeated|shot down|thrashed)\b[^.]*\b\d{1,2}[-–]\d{1,2}\b(?!\s+\w+s\b)")


@cache
def _figurative(word: str) -> tuple[str, ...]:
    """Set phrases that a word may be part of."""
    return tuple(phrase for phrase in _arguments()["figurative"] if word in phrase)


def figurative(doc: Doc, token: Token) -> bool:
    """Whether a token is part of a set phrase that is no event ("war of words"), or the foe is no one ("a battle with cancer")."""
    if any(is_a(o, "accident") for c in token.children if c.lower_ in ("with", "against", "on") for o in c.children if o.dep_ == "pobj"):
        return True
    phrases = {*_figurative(token.lower_), *_figurative(lemma(token))}
    if not phrases:
        return False
    low, high = max(0, token.i - 3), min(len(doc), token.i + 5)
    near = list(doc[low:high])
    window, lemmas = f" {' '.join(t.lower_ for t in near)} ", f" {' '.join(lemma(t) for t in near)} "
    return any(
        (f" {phrase} " in window or f" {phrase} " in lemmas) and not (phrase.endswith("for") and _for_a_time(doc, low, high))
        for phrase in phrases
    )


def sports(doc_or_span: Span) -> bool:
    """Whether a text is about sport: one word of nothing else, or three that often are."""
    # A score ("lost 1-0") where nobody is armed.
    if _SCORE.search(doc_or_span.text) and not any(is_a(t, "armed", "security", "munition") for t in doc_or_span):
        return True
    strong, weak = _arguments()["sport_strong"], _arguments()["sport"]
    words = [lemma(t) for t in doc_or_span]
    return not strong.keys().isdisjoint(words) or sum(w in weak for w in words) >= 3
