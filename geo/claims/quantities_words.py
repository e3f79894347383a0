"""Words around numbers, and numbers that count nothing: dates, money, measures, ages, names."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.claims.quantities import Quantity

_MONEY = set("$€£¥₽₴₪₦") | {"us$", "usd", "eur", "rs", "rs."}
_MONTHS = {
    m
    for full in ("january february march april may june july august september october november december").split()
    for m in (full, full[:3], full[:4])
} | {"sept"}
_NAMED = {"no", "no.", "nos", "nos.", "number", "resolution", "article", "chapter", "route", "highway", "road", "hill",
          "point", "line", "box", "page", "section", "annex", "brigade", "battalion", "regiment", "division", "unit",
          "battery", "troop", "pack", "interstate", "precinct", "grade", "channel", "pier", "terminal", "room", "suite", "ward", "lot", "aged", "age", "flight", "sector", "camp", "zone", "protocol", "decree", "law", "block", "height"}


# "(804) 514-8477", "804-780-1000", "020 8583 5555", "841-4467"
_PHONE = re.compile(r"\(\d{3}\) ?\d{3}[- ]\w{4}\b|(?<!\d)\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)|(?<!\d)0\d{2,4} \d{3,4} \d{3,4}(?!\d)|(?<![\d,.-])\d{3}-\d{4}(?![\d-])")
_NEAR = 8  # tokens
_CLOCK = {"on", "hours", "hrs", "gmt", "local", "today", "yesterday", "last", "this", "in", "when", "and", "utc"}
_STANDS = {"stand", "put", "estimate", "number", "stay", "remain", "keep", "cap", "place", "give", "strength", "total"}


@cache
def lexicon() -> dict[str, dict[str, tuple[str, str]]]:
    """Lexicon: position -> phrase -> (effect, value)."""
    table: dict[str, dict[str, tuple[str, str]]] = {}
    with bundle.path("lexicons/quantity_words.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault(row["position"], {})[row["phrase"]] = (row["effect"], row["value"])
    return table


def _phone(doc: Doc, first: int, last: int) -> bool:
    """Whether digits are part of a telephone number."""
    near = doc[max(0, first - _NEAR):last + _NEAR]
    start, end = doc[first].idx - near.start_char, doc[last - 1].idx + len(doc[last - 1]) - near.start_char
    return any(m.start() < end and start < m.end() for m in _PHONE.finditer(near.text))


_YEARS = re.compile(r"(?:between |from )?(?:1[89]|20)\d\d(?: and | to |[-–])(?:(?:1[89]|20)\d\d|\d\d)", re.I)  # "between 1980 and 2000"


def excluded(doc: Doc, first: int, last: int, quantity: Quantity) -> bool:
    """Dates, times, money, measures, ages, ordinals, names with numbers."""
    before = doc[quantity.first - 1] if quantity.first else None
    number = doc[last - 1]
    prior = doc[first - 1].lower_ if first else ""
    after = doc[last] if last < len(doc) else None
    if number.is_digit and quantity.head is None and _phone(doc, first, last):
        return True
    if re.search(r"\d-[A-Z]", quantity.text):
        return True  # "7-Eleven"
    if prior == "not" and quantity.high == 1:
        return True  # "not one tank is left"
    if prior in _MONEY or (before is not None and before.lower_ in _MONEY):
        return True
    if before is not None and before.lower_ == "at" and (quantity.high or 99) <= 24 and (after is None or after.is_punct) and (
        quantity.first < 2 or doc[quantity.first - 2].lemma_.lower() not in _STANDS
    ):
        return True  # "came at about ten": a time
    if after is not None:
        following = after
        if after.text == "-" and last + 1 < len(doc):
            following = doc[last + 1]
        measures = lexicon()["not"]
        if following.lower_ in measures or following.lemma_.lower() in measures or after.text in ("%", "°", "°C"):
            return True
        if after.lower_ == "per" or (
            after.text == ":" and last + 1 < len(doc) and doc[last + 1].is_digit and not after.whitespace_
        ):
            return True
        if after.text in ("/", ":") and not after.whitespace_ and last + 1 < len(doc) and doc[last + 1].is_digit:
            return True
        if following.lower_ in ("us", "million", "billion") and quantity.text[:1] == "$":
            return True
    if _YEARS.fullmatch(quantity.text):
        return True
    bare = quantity.first == first and quantity.last == last and last - first == 1
    if bare and number.is_digit:
        month_after = (after is not None and after.lower_.rstrip(".") in _MONTHS and not after.lower_ == "may") or (
            after is not None and after.text in ("May", "MAY"))
        if (prior.rstrip(".") in _MONTHS and doc[first - 1].text[:1].isupper()) or (month_after and len(number) <= 2):
            return True
        clock = prior == "at" and len(number) == 4 and (after is None or after.is_punct or after.lower_ in _CLOCK)
        if clock or (number.text[0] == "0" and len(number) > 1):
            return True  # "at 0600 on 4 November", "at 1200;"
        value = int(number.text)
        if 1900 <= value <= 2035 and len(number) == 4 and after is not None and quantity.head is not None and (
                doc[quantity.head].tag_ in ("NN", "NNP")) and (after.pos_ == "PROPN" or prior in ("a", "an", "his", "her", "their")):
            return True  # "a 1996 Dodge pickup", "a 2003 pickup"
        if 1500 <= value <= 2100 and len(number) == 4 and quantity.head is None:
            return True
        if (
            1800 <= value <= 2100
            and len(number) == 4
            and (
                prior
                in (
                    "in",
                    "since",
                    "by",
                    "of",
                    "until",
                    "from",
                    "during",
                    "before",
                    "after",
                    "the",
                    "and",
                    ",",
                    "early",
                    "late",
                    "mid",
                )
                and number.ent_type_ in ("DATE", "")
            )
        ):
            if number.dep_ != "nummod" or number.ent_type_ == "DATE":
                return True
        if prior in _NAMED or (prior == "." and first > 1 and doc[first - 2].lower_ in _NAMED):
            return True
        if first and doc[first - 1].text == "," and after is not None and len(number) <= 2 and (
            after.text == "," or (after.text in ("-", "–", "—") and first > 1 and doc[first - 2].pos_ == "PROPN")
        ):
            return True  # "the commander, 43, said", "Duncan, 19 - was": an age
        if first and doc[first - 1].text in ("/", ":") and not doc[first - 1].whitespace_:
            return True
    return bool(number.ent_type_ in ("TIME", "PERCENT", "MONEY") and number.ent_type_ != "")
