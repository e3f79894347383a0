"""Place names in languages without a statistical model, by the gazetteer alone.

Every run of words that the gazetteer knows, as written or in its dictionary
form, is weighed by how prominent the place is and by the word before it; the
longest and weightiest win. Scripts with capitals use them; Arabic, Hebrew and
Georgian are read word by word, Chinese character by character.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.model import Report, Toponym
from geo.places import recognize_forms
from geo.places.features_lexicon import given_names, place_types
from geo.places.language import detect

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer, Match

_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ׳״.][^\W_]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_ENDS = re.compile(r"[.!?…:;\n\"«“„]")
_DATELINE = re.compile(r"\s*[,(—–-]")
_BLOCKS = re.compile(r"[^\s'’-]")
UNCASED = frozenset(("ar", "he", "fa", "ka", "ur", "hi", "am", "my", "th", "ko", "hy"))
LONGEST = 4
# Prominence (see Gazetteer: about log10 of persons, countries 10 and more) that a name needs.
BARE, AFTER_CUE, AT_START, UNCASED_BARE, UNCASED_CUE, HAN = 4.2, 1.0, 6.0, 5.0, 3.4, 5.4
# Less for places in a country that the text speaks of, and for their names of several words.
SAME_COUNTRY, KNOWN_LONG = 1.3, 1.0


@cache
def cues(language: str) -> dict[str, frozenset[str]]:
    """Words by kind for a language: ``at`` before places, ``title`` before persons, ``not`` never a place."""
    found: dict[str, set[str]] = {"at": set(), "title": set(), "not": set()}
    with bundle.path("lexicons/place_cues.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["language"] == language:
                found[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


def recognize_by_gazetteer(report: Report, gazetteer: Gazetteer) -> list[Toponym]:
    """Toponyms of a report in any language, in text order, none overlapping."""
    text = report.text
    for start, end in report.furniture:
        text = text[:start] + "\n" * (end - start) + text[end:]
    language = (report.language or detect(text))[:2]
    if language in ("zh", "ja"):
        return _han(text, gazetteer)
    words = list(_WORD.finditer(text))
    reader = _Reader(text, words, language, gazetteer)
    # A second reading trusts what the first found: a name seen once in a safe position counts elsewhere too, and
    # small places count in countries of which the text speaks.
    reader.read()
    return [Toponym(a, b, text[a:b]) for a, b in reader.read()]


class _Reader:
    """One text, read twice."""

    def __init__(self, text: str, words: list[re.Match], language: str, gazetteer: Gazetteer) -> None:
        self.text, self.words, self.gazetteer = text, words, gazetteer
        self.known, self.cased = cues(language), language not in UNCASED
        # In Georgian the ending itself says "in" or "from".
        self.endings = language == "ka"
        self.countries: frozenset[str | None] = frozenset()
        self.places: frozenset[str] = frozenset()

    def read(self) -> list[tuple[int, int]]:
        """Spans of the names found, with what the reading before found as evidence."""
        found, matches, i = [], [], 0
        while i < len(self.words):
            length, match = self._longest(i)
            if length and match is not None:
                found.append((self.words[i].start(), self.words[i + length - 1].end()))
                matches.append(match)
            i += length or 1
        self.countries = frozenset(m.place.country for m in matches)
        self.places = frozenset(m.place.id for m in matches)
        return found

    def _longest(self, i: int) -> tuple[int, Match | None]:
        """Words in the best place name that starts at word `i`, and its foremost place; 0 if none does."""
        text, words, known, cased = self.text, self.words, self.known, self.cased
        first = words[i].group()
        if (cased and not first[:1].isupper()) or len(first) < 2:
            return 0, None
        gap = text[words[i - 1].end():words[i].start()] if i else "\n"
        before = words[i - 1].group().lower() if i else ""
        starts = i == 0 or bool(_ENDS.search(gap))
        announced = not starts and gap.isspace() and before in known["at"]
        # "г. Гори": the full stop belongs to the abbreviation.
        announced |= gap == ". " and f"{before}." in known["at"]
        # "СТЕПАНАКЕРТ, 28 сентября": a dateline.
        announced |= starts and cased and len(first) > 3 and first.isupper() and bool(
            _DATELINE.match(text, words[i].end()))
        if not starts and before in known["title"]:
            return 0, None
        for length in range(min(LONGEST, len(words) - i), 0, -1):
            last = words[i + length - 1]
            piece = text[words[i].start():last.end()]
            if length == 1 and any(w in known["not"] or w in known["at"] for w in (first.lower(), first[1:])):
                continue
            joints = re.sub(r"[^\W_]", "", piece).replace(".", "")
            if _BLOCKS.search(joints) or (cased and length > 1 and not _named(last)):
                continue
            if not recognize_forms.has(self.gazetteer, piece):
                continue
            matches = recognize_forms.lookup(self.gazetteer, piece, 5)
            if length == 1 and _water(before) and not any(m.place.feature_class == "H" for m in matches):
                continue
            match = next((m for m in matches if m.place.country in self.countries), matches[0])
            said = announced or length > 1 or (self.endings and match.name != piece)
            if not cased:
                needed = UNCASED_CUE if said else UNCASED_BARE
            else:
                needed = AFTER_CUE if said else AT_START if starts else BARE
                if length == 1 and not announced and _person(text, words, i, starts, self.gazetteer):
                    needed = 9.0
            if match.place.country in self.countries:
                needed = KNOWN_LONG if length > 1 else needed - SAME_COUNTRY
            if match.prominence >= needed or (match.place.id in self.places and needed < 9.0):
                return length, match
        return 0, None


def _water(word: str) -> bool:
    """Whether a word announces a river: "берега Дніпра"."""
    kind = place_types().get(word)
    return kind is not None and "STM" in kind.codes


def _named(last: re.Match) -> bool:
    return last.group()[:1].isupper() or last.group().lower() in _KINDS


# "Донецкая область": the kind of division is written small and is part of the name.
_KINDS = frozenset([
    "область", "области", "областью", "областей", "край", "края", "крае", "краю", "район", "района", "районе",
    "республика", "республики", "республике", "область", "областю", "області", "обл"
])


def _person(text: str, words: list[re.Match], i: int, starts: bool, gazetteer: Gazetteer) -> bool:
    """Whether a capitalized stranger stands beside the word: "Владимир Путин"."""
    def stranger(k: int, gap: str) -> bool:
        word = words[k].group()
        return gap == " " and word[:1].isupper() and len(word) > 1 and not recognize_forms.has(gazetteer, word)

    given = given_names()
    # "Claudia Gómez": a town of the surname, and of the given name, is no stranger.
    if i > 0 and text[words[i - 1].end():words[i].start()] == " " and words[i - 1].group() in given \
            and words[i - 1].group()[:1].isupper():
        return True
    after = i + 1 < len(words) and stranger(i + 1, text[words[i].end():words[i + 1].start()])
    first = i > 1 and bool(_ENDS.search(text[words[i - 2].end():words[i - 1].start()]))
    before = i > 0 and not starts and not first and stranger(i - 1, text[words[i - 1].end():words[i].start()])
    return after or before


# Characters that spell foreign names by sound: on both sides of a short Chinese name they make it a part of one.
_SOUNDS = frozenset("阿埃奥巴贝比别波伯布查茨达德迪杜多恩尔法费弗夫戈格古哈赫基杰捷加卡凯科克库拉莱兰劳勒雷里利列林卢鲁罗洛马迈曼梅"
                    "米姆莫穆娜纳尼涅诺帕佩皮普奇恰切萨塞桑沙什舍斯苏索塔泰特图托瓦维韦乌西谢辛雅亚扬叶耶伊因扎泽兹茨")


def _inside_foreign(text: str, start: int, end: int, match: Match) -> bool:
    """Whether a town of China is only part of a name written by sound: 西昌 in 利西昌斯克."""
    if match.place.country not in ("CN", "TW") or end - start > 2:
        return False
    return text[start - 1:start] in _SOUNDS and text[end:end + 1] in _SOUNDS


def _han(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Longest match over runs of Chinese characters."""
    never, found = cues("zh")["not"], []
    for run in _HAN.finditer(text):
        i = run.start()
        while i < run.end():
            length = 0
            for n in range(min(9, run.end() - i), 1, -1):
                piece = text[i:i + n]
                if piece not in never and gazetteer.has(piece):
                    matches = gazetteer.lookup(piece, limit=1)
                    if matches and _inside_foreign(text, i, i + n, matches[0]):
                        continue
                    if matches and matches[0].prominence >= HAN - 0.5 * max(0, n - 2):
                        length = n
                        break
            if length:
                found.append(Toponym(i, i + length, text[i:i + length]))
            i += length or 1
    return found
