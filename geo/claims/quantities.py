"""Numbers that count something, with their bounds: "at least 400", "2,500-3,000", "dozens".

Digits and bounds are read here, number words by ``text2num``, the words that
turn a number into a bound from ``data/lexicons/quantity_words.csv``.
Bounds of vague words follow common newsroom use: *dozens* 24 to 99,
*hundreds* 100 to 999, and so on; "several hundred" is 200 to 999.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.claims.quantities_numbers import core
from geo.claims.quantities_words import excluded, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count in the text.

    Attributes
    ----------
    start, end : int
        Character offsets, words that bound it included ("at least 400").
    low, high : int or None
        Bounds; ``None`` for an open one.
    approximate : bool
        Whether the text itself calls it rough, or the word is vague.
    text : str
        ``doc.text[start:end]``.
    head : int or None
        Index of the token that is counted ("soldiers"); ``None`` for an elliptical count.
    first, last : int
        Token span ``doc[first:last]`` of the whole expression.
    more : bool
        Whether it comes on top of another ("a further 200").
    total : bool
        Whether it is called a total.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    approximate: bool
    text: str
    head: int | None
    first: int
    last: int
    more: bool = False
    total: bool = False


def quantities(doc: Doc) -> list[Quantity]:
    """All counts in a parsed text, in order.

    Money, percentages, measures, dates, times, ages, ordinals, and numbers
    that are names ("Resolution 1244") are left out.

    Examples
    --------
    "some 400 men" is 400 to 400, approximate; "at least 30" is 30 to ``None``;
    "tens of thousands" is 10,000 to 99,999, approximate.
    """
    found: list[Quantity] = []
    starts = _starts()
    tokens = list(doc)
    words = [t.lower_ for t in tokens]
    i = 0
    while i < len(words):
        word = words[i]
        # Most words cannot begin a number: looked at once, in plain strings.
        number = core(tokens, i) if word in starts or word[:1].isdigit() or word.split("-")[0] in starts else None
        if number is None:
            i += 1
            continue
        first, last, low, high, vague = number
        quantity = _bounded(doc, tokens, words, first, last, low, high, vague)
        if quantity is not None and not excluded(doc, first, last, quantity):
            if not found or quantity.first >= found[-1].last:
                found.append(quantity)
        i = max(last, i + 1)
    return found


@cache
def _starts() -> frozenset[str]:
    """Words that a number can begin with."""
    table = lexicon()
    first = {p.split()[0] for position in ("vague", "exact", "scale") for p in table[position]}
    ones = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen twenty thirty forty fifty sixty seventy eighty ninety zero")
    return frozenset(first | set(ones.split()) | {"between", "anywhere", "a", "an", "half", "many", "dozen"})


def _bounded(doc: Doc, tokens: list[Token], words: list[str], first: int, last: int, low, high, vague: bool) -> Quantity | None:
    """Apply the words before and after a number."""
    approximate, more, total = vague, False, False
    changed = True
    before, after = lexicon()["before"], lexicon()["after"]
    while changed:
        changed = False
        for size in (5, 4, 3, 2, 1):
            if first - size < 0:
                continue
            effect = before.get(" ".join(words[first - size:first]), ("",))[0]
            if not effect:
                continue
            if effect == "low":
                high = None
            elif effect == "high":
                low = None
            elif effect == "about":
                approximate = True
            more, total = more or effect == "more", total or effect == "total"
            first, changed = first - size, True
            break
    for size in (2, 1):
        # "200-strong", "300-odd", "500 or more"
        skip = 1 if last < len(doc) and doc[last].text == "-" else 0
        effect = after.get(" ".join(words[last + skip:last + skip + size]), ("",))[0]
        if effect in ("low", "high", "about") and core(tokens, last + skip + size) is not None:
            continue  # "in 2023 at least 30,534", "Oct 5 - at least 12": the words bound the number behind them
        if effect and not (effect == "strong" and not skip and size == 1 and low is None):
            if effect == "low":
                high = None
            elif effect == "high":
                low = None
            approximate, total = approximate or effect == "about", total or effect == "total"
            if effect != "total":
                last += skip + size
            break
    if first and doc[first - 1].text in ("~", "≈", "±"):
        approximate, first = True, first - 1
    elif first and doc[first - 1].text in (">", "≥"):
        high, first = None, first - 1
    elif first and doc[first - 1].text in ("<", "≤"):
        low, first = None, first - 1
    if (low is None and high is None) or any(x is not None and (x > 2e9 or x != int(x)) for x in (low, high)):
        return None
    span = doc[first:last]
    return Quantity(span.start_char, span.end_char, None if low is None else int(low), None if high is None else int(high),
                    approximate, span.text, counted(doc, first, last), first, last, more, total)


def counted(doc: Doc, first: int, last: int) -> int | None:
    """Index of the noun that the number ``doc[first:last]`` counts, by dependency first, by neighbourhood second."""
    for token in reversed(doc[first:last]):
        if token.dep_ in ("nummod", "amod", "compound", "det") and token.head.i >= last \
                and token.head.pos_ in ("NOUN", "PROPN") and not _of_time(doc, last, token.head):
            return token.head.i
    j = last
    if j < len(doc) and doc[j].lower_ in _TIMES:
        return None
    if j < len(doc) and doc[j].lower_ == "of":
        j += 1
        while j < len(doc) and doc[j].pos_ in ("DET", "PRON") and doc[j].lower_ in ("the", "its", "their", "these", "those", "his"):
            j += 1
    end = j
    while (
        end < len(doc)
        and end - j < 8
        and (
            doc[end].pos_ in ("ADJ", "NOUN", "PROPN", "ADV", "NUM")
            or doc[end].text == "-"
            or doc[end].tag_ in ("VBN", "VBG")
        )
    ):
        end += 1
    for k in range(end - 1, j - 1, -1):
        if doc[k].pos_ in ("NOUN", "PROPN"):
            return k
    return None


_TIMES = {"last", "next", "this", "earlier", "later", "yesterday", "today", "tomorrow", "every"}


def _of_time(doc: Doc, after: int, noun: Token) -> bool:
    """"sent another 250 last month": the month is not what is counted."""
    return doc[after].lower_ in _TIMES and noun.ent_type_ in ("DATE", "TIME")
