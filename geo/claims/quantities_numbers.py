"""Numbers themselves: digits, number words, ranges and vague words, without the words that bound them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.claims.quantities_words import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_DIGITS = re.compile(r"^(?:\d{1,3}(?:[,   ’']\d{3})+|\d+)(?:\.\d+)?$")
_RANGE = re.compile(r"^(\d[\d,.]*\d|\d)[-–—](\d[\d,.]*\d|\d)(k|m|bn)?$", re.I)
_SUFFIXED = re.compile(r"^([\d,.]*\d)(k|m|bn|mln|\+)$", re.I)
_DASHES = {"-", "–", "—", "--", "to", "or", "and"}
_TENS = ("hundred", "thousand", "million", "dozen")


@cache
def _word_number(phrase: str) -> int | None:
    from text_to_num import text2num

    try:
        return int(text2num(phrase, "en"))
    except ValueError:
        return None


def _plain(text: str) -> float | None:
    """Value of a token of digits, for example ``"2,500"``; ``None`` for anything else."""
    return float(re.sub(r"[^\d.]", "", text)) if _DIGITS.match(text) else None


def core(doc: Sequence[Token], i: int) -> tuple[int, int, float | None, float | None, bool] | None:
    """The number itself from token `i` of the words of a text: (first, last, low, high, vague)."""
    if i >= len(doc):
        return None
    for reader in (_between, _vague, _single):
        if (found := reader(doc, i)) is not None:
            break
    else:
        return None
    first, last, low, high, vague = found
    if reader is _between or vague:
        return found
    # "2,500-3,000", "20 to 30", "20 or 30": the second number ends the range.
    spaced = last + 1 < len(doc) and doc[last].text in ("-", "–", "—", "--") and bool(doc[last - 1].whitespace_ and doc[last].whitespace_)
    if last + 1 < len(doc) and doc[last].lower_ in _DASHES - {"and"} and not spaced:
        following = _single(doc, last + 1)
        if following and following[2] is not None and not following[4] and following[2] > (low or 0):
            scaled = _scale_of(doc, last + 1, following[1])
            if scaled > 1 and low is not None and low < 1000 <= scaled and _scale_of(doc, first, last) == 1:
                low *= scaled  # "two to three thousand"
            joined = doc[last].lower_
            moves = joined == "to" and first and doc[first - 1].lower_ == "from" and not (
                first > 1 and doc[first - 2].lemma_.lower() in ("range", "vary", "anywhere", "ranging"))
            if not moves:
                return first, following[1], low, following[2], False
    return found


def _between(doc: Sequence[Token], i: int):
    if doc[i].lower_ not in ("between", "anywhere"):
        return None
    j = i + 1
    if doc[i].lower_ == "anywhere":
        if i + 2 >= len(doc) or doc[i + 1].lower_ not in ("from", "between"):
            return None
        j = i + 2
    one = _single(doc, j) if j < len(doc) else None
    if one is None or one[1] + 1 >= len(doc) or doc[one[1]].lower_ not in ("and", "to"):
        return None
    two = _single(doc, one[1] + 1)
    if two is None or two[2] is None or one[2] is None:
        return None
    low, scaled = one[2], _scale_of(doc, one[1] + 1, two[1])
    if scaled > 1 and _scale_of(doc, j, one[1]) == 1 and low < 1000 <= scaled:
        low *= scaled
    return (i, two[1], low, two[2], False) if low <= two[2] else None


def _vague(doc: Sequence[Token], i: int):
    """"dozens", "tens of thousands", "several hundred", "a few dozen", "half a dozen"."""
    lower = [doc[k].lower_ for k in range(i, min(i + 4, len(doc)))]
    if lower[:3] == ["half", "a", "dozen"]:
        return i, i + 3, 6, 6, True
    if lower[:2] == ["half", "dozen"]:
        return i, i + 2, 6, 6, True
    table = lexicon()
    for size in range(len(lower), 0, -1):
        entry = table["vague"].get(" ".join(lower[:size])) or table["exact"].get(" ".join(lower[:size]))
        if entry is None:
            continue
        low, high = (int(x) if x else None for x in entry)
        following = lower[size] if size < len(lower) else ""
        if following == "of" and size + 1 < len(lower) and lower[size + 1] in ("hundred", "hundreds", "thousand", "thousands"):
            following, size = lower[size + 1], size + 1
        if following in table["scale"] and lower[size - 1] in ("several", "few", "couple", "of", "many"):
            scale = int(table["scale"][following][0])
            return i, i + size + 1, 2 * scale, (99 if scale < 100 else 10 * scale - 1), True
        exact = " ".join(lower[:size]) in table["exact"]
        return i, i + size, low, high, not exact
    if lower[0] == "many" and len(lower) > 1 and lower[1] in ("hundreds", "thousands", "dozens"):
        low, high = (int(x) for x in table["vague"][lower[1]])
        return i, i + 2, low, high, True
    return None


def _single(doc: Sequence[Token], i: int):
    """One exact number: digits with a scale, or number words."""
    token = doc[i]
    table = lexicon()["scale"]
    if match := _RANGE.match(token.text):
        low, high = (_plain(x) for x in match.groups()[:2])
        scale = int(table[match[3].lower()][0]) if match[3] and match[3].lower() in table else 1
        if low is not None and high is not None and low < high:
            return i, i + 1, low * scale, high * scale, False
        return None
    value, j = _plain(token.text), i + 1
    if value is None and (match := _SUFFIXED.match(token.text)) and match[2] != "+":
        value = _plain(match[1])
        scale = {"k": 1e3, "m": 1e6, "mln": 1e6, "bn": 1e9}[match[2].lower()]
        return (i, j, value * scale, value * scale, False) if value is not None else None
    if value is not None:
        if j < len(doc) and doc[j].lower_ == "," and j + 1 < len(doc) and re.fullmatch(r"\d{3}", doc[j + 1].text) \
                and not doc[j].whitespace_ and value < 1000:
            value, j = value * 1000 + float(doc[j + 1].text), j + 2
        k = j + 1 if j + 1 < len(doc) and doc[j].text == "-" else j
        if k < len(doc) and doc[k].lower_ in table and doc[k].lower_ not in ("score",):
            value, j = value * int(table[doc[k].lower_][0]), k + 1
        return i, j, value, value, False
    return _in_words(doc, i)


_FRACTION = re.compile(
    r"(?P<many>one|two|three|a)?[ -]?(?P<part>half|third|quarter|fifth|tenth)s?(?: of)?(?: an?| one| the)? (?P<scale>million|thousand|hundred|billion)\b"
    r"|(?P<whole>one|two|three|four|five|six|seven|eight|nine|an?) and an? half (?P<scale2>million|thousand|hundred|billion)\b"
    r"|an? (?P<scale3>million|thousand|hundred) and an? half\b"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MANY = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}


def _fraction(doc: Sequence[Token], i: int):
    """"half a million", "a quarter of a million", "two and a half million"."""
    if doc[i].lower_ not in _PARTS and doc[i].lower_ not in _MANY and doc[i].lower_ not in ("a", "an", "quarter", "quarters"):
        return None
    window = doc[i : i + 7]
    m = _FRACTION.match(" ".join(t.lower_ for t in window).replace(" - ", " ").replace("-", " "))
    if m is None:
        return None
    scale = int(lexicon()["scale"][m["scale"] or m["scale2"] or m["scale3"]][0])
    if m["part"]:
        value = scale * _MANY.get(m["many"] or "one", 1) / _PARTS[m["part"]]
    else:
        value = scale * (_MANY.get(m["whole"] or "one", 1) + 0.5)
    last = i + len(m[0].split())
    return i, last, value, value, False


def _in_words(doc: Sequence[Token], i: int):
    lower = doc[i].lower_
    table = lexicon()["scale"]
    if (found := _fraction(doc, i)) is not None:
        return found
    if lower in ("a", "an") and i + 1 < len(doc) and doc[i + 1].lower_ in table and doc[i + 1].lower_ in _TENS:
        value = int(table[doc[i + 1].lower_][0])
        return i, i + 2, value, value, doc[i + 1].lower_ == "dozen"
    if lower == "dozen" and (i == 0 or doc[i - 1].lower_ in ("the", "another", "estimated")):
        return i, i + 1, 12, 12, True
    if _word_number(lower) is None and "-" not in lower:
        return None
    best, j = None, i
    words: list[str] = []
    while j < len(doc) and j - i < 9 and (doc[j].is_alpha or doc[j].text in "-–" or "-" in doc[j].text):
        words.append(doc[j].lower_.replace("-", " "))
        value = _word_number(" ".join(" ".join(words).replace("–", " ").split()))
        if value is not None and doc[j].text not in "-–" and doc[j].lower_ != "and":
            best = (j + 1, value)
        elif doc[j].lower_ not in ("and", "-", "–", "a", "half") and doc[j].text not in "-–":
            break
        j += 1
    if best is None:
        return None
    end, value = best
    if end < len(doc) and doc[end].lower_ == "dozen":
        return i, end + 1, value * 12, value * 12, True
    return i, end, value, value, False


def _scale_of(doc: Sequence[Token], first: int, last: int) -> int:
    table = lexicon()["scale"]
    return max((int(table[t.lower_][0]) for t in doc[first:last] if t.lower_ in table), default=1)
