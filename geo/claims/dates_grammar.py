"""Time expressions in a text: where they are and what they say, before any tense or anchor is known.

A time expression is a regular sub-language of English, so it is scanned with
patterns whose words come from ``data/lexicons/date_words.csv``; what it is
attached to, and which week a weekday lies in, is decided on the parse in
:mod:`geo.claims.dates`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from geo import bundle


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as written.

    Attributes
    ----------
    start, end : int
        Character offsets into the text.
    kind : str
        Name of the pattern that found it (``"dmy"``, ``"weekday"``, ``"offset"``, …).
    text : str
    values : dict of str to str
        Named groups of the pattern that matched.
    """

    start: int
    end: int
    kind: str
    text: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def lasting(self) -> bool:
        """ "within three hours" says how long it took, not when it was."""
        return self.kind == "window" and re.match(r"(?:within|in\s+(?:under|less)).*(?:hour|minute)", self.text, re.I | re.S) is not None


@cache
def words(kind: str) -> dict[str, str]:
    """Words of one kind from the lexicon, with their values."""
    with bundle.path("lexicons/date_words.csv").open(encoding="utf-8", newline="") as stream:
        return {row["word"]: row["value"] for row in csv.DictReader(stream) if row["kind"] == kind}


def _any(kind: str) -> str:
    return "|".join(sorted((re.escape(w) for w in words(kind)), key=lambda w: (-len(w), w)))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    month = rf"(?:{_any('month')})\b\.?"
    weekday = rf"(?:{_any('weekday')})\b\.?"
    season = rf"(?:{_any('season')})"
    number = rf"(?:\d{{1,3}}|{_any('number')})"
    unit = rf"(?:{_any('unit')})s?"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:1[89]\d\d|20\d\d)"
    dash = r"\s*(?:-|–|—|to|and|until|through|or|/)\s*"
    of_year = rf"(?:,?\s+(?:of\s+)?(?P<y>{year}|'\d\d)\b(?!,\d))?"
    # Two-digit years as in telex ("12 MAY 89") only right after a day and a month: "29 May, 19 of them Hungarians" has none.
    of_yy = (
        rf"(?:(?:,(?=\s+(?:of\s+)?(?:{year}|'\d\d)))?\s+(?:of\s+)?(?P<y>{year}|'\d\d"
        # "On 28 August 45 Fijian soldiers": what counts a plural is no year.
        r"|\d\d(?!\d|\s+(?!(?:the|a|an|in|at|on|and|by|to|of|from|with|when|after|before|his|its|their|was|were|had|has)\b)"
        r"(?:[a-z-]+\s+){0,2}?(?:people|dead|[a-z]{3,}s)\b))"
        r"\b(?![:,.]\d|\s*%|-(?!\d)))?"
    )
    part = (
        r"(?:(?P<part>(?:very\s+)?early|mid|late|later|the\s+beginning\s+of|the\s+end\s+of|the\s+start\s+of|the\s+middle\s+of"
        r"|end|beginning)(?:\s+(?:in|on))?[\s-]+)?"
    )
    week_of = r"(?:the\s+)?(?P<nth>first|second|third|last|final|closing|opening)\s+(?P<span>week|days|fortnight|half)\s+of\s+"
    which = (
        r"(?:(?P<which>last|this|next|the\s+previous|the\s+preceding|the\s+following|the\s+same|that|the\s+past"
        r"|past|previous|the\s+coming|coming|the)\s+)"
    )
    nth = r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)"
    after = "|".join(rf"(?<=\b{w}\s)" for w in ("on", "of", "by", "since", "until", "from", "for"))
    daytime = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn)"
    table = [
        ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
        ("dotted", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d\d)(?![\d.])"),
        ("slashed", r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])"),
        (
            "dm_dm",
            rf"(?P<d>{day})\s+(?P<m>{month})(?:,?\s+(?P<y>{year}))?{dash}(?P<d2>{day})\s+(?P<m2>{month})(?:,?\s+(?P<y2>{year}))?",
        ),
        (
            "dm_dm",
            rf"(?P<m>{month})\s+(?P<d>{day})(?:,?\s+(?P<y>{year}))?{dash}(?P<m2>{month})\s+(?P<d2>{day})(?:,?\s+(?P<y2>{year}))?",
        ),
        ("dd_m", rf"(?P<d>{day}){dash}(?P<d2>{day})\s+(?:of\s+)?(?P<m>{month}){of_year}"),
        (
            "dd_m",
            rf"(?P<m>{month})\s+(?P<d>{day}){dash}(?P<d2>{day})(?!\d|,\d|:|\s+(?:people|troops|soldiers)){of_year}",
        ),
        ("dmy", rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month}){of_yy}"),
        ("dmy", rf"(?P<m>{month})\s+(?:the\s+)?(?P<d>{day})(?!\d|,\d\d\d|:|\s*%)(?:,?\s+(?P<y>{year})\b)?"),
        (
            "month_range",
            rf"(?P<m>{month})(?:\s+(?P<y>{year}))?\s*(?:-|–|to|and|until)\s*(?P<m2>{month})\s+(?P<y2>{year})",
        ),
        (
            "month",
            rf"(?:{week_of}|{part})(?P<which>last\s+|this\s+|next\s+)?(?P<m>{month})(?:\s+of\s+(?P<rel>last|this|next)\s+year|{of_year})",
        ),
        (
            "season",
            rf"{part}(?:(?P<which>last|this|next|the|in)\s+)?(?P<s>{season})\b(?:\s+of\s+(?P<rel>last|this)\s+year|{of_year})",
        ),
        ("decade", rf"{part}(?:the\s+)?(?P<part2>early|late|mid)?[\s-]*(?P<y>(?:1[89]|20)\d0)s\b"),
        ("years", rf"(?P<y>{year}){dash}(?P<y2>{year}|\d\d)(?!\d|,\d)"),
        (
            "nth",
            rf"(?:{weekday},?\s+the\s+(?P<d>{nth})|{weekday}\s+the\s+(?P<w>{_any('ordinal_day')})(?=\s*[,.;:)])|(?:{after})the\s+(?P<d1>{nth}))"
            rf"(?!\s+(?:of\s+)?{month})(?!-)(?!\s+(?!(?:{_any('after_nth')})\b)[\w'’])",
        ),
        ("before_yesterday", r"(?:the\s+)?(?:day\s+before\s+yesterday|night\s+before\s+last)"),
        (
            "ago",
            rf"(?:(?:some|about|around|nearly|almost|more\s+than|over|less\s+than|just)\s+)?(?P<n>{number})[\s-]+(?P<u>{unit})\s+(?P<dir>ago|earlier|before|previously|later|afterwards?|after|since|prior)\b",
        ),
        ("moments", r"(?<!\d )(?:minutes|hours|moments)\s+(?P<dir>later|earlier|afterwards?|after|before)\b"),
        (
            "window",
            rf"(?:in|over|during|for|within|throughout)\s+(?:about\s+)?(?:(?:the|these)\s+)?(?P<dir>last|past|preceding|previous|coming|next|following)\s+(?:(?P<n>{number})[\s-]+)?(?P<u>{unit})\b",
        ),
        (
            "window",
            rf"(?P<dir>within|in\s+under|in\s+less\s+than)\s+(?:the\s+)?(?:(?P<n>{number})[\s-]+)?(?P<u>{unit})\b",
        ),
        (
            "window",
            rf"(?P<dir>the\s+last|the\s+past|the\s+preceding|the\s+previous)\s+(?P<n>{number})\s+(?P<u>{unit})\b",
        ),
        ("lasted", rf"in\s+(?:just\s+|only\s+|barely\s+|the\s+past\s+)?(?P<n>{number})\s+(?P<u>days|weeks|months)\b(?!['’]|\s+of\b)"),
        ("weekdays", rf"(?P<w>{weekday})\s*(?:-|–|to|and|until|through)\s*(?P<w2>{weekday})"),
        (
            "weekday",
            rf"(?:(?P<which>last|this|next|this\s+coming|the\s+following|the\s+previous)\s+)?(?:(?:early|late|later)\s+(?:on\s+)?)?(?P<w>{weekday})(?:\s+(?P<time>{daytime}))?",
        ),
        (
            "daypart",
            rf"(?P<which>this|last|the\s+previous|the\s+following|the\s+same|that|the\s+next|yesterday|tomorrow)\s+(?P<time>{daytime})\b",
        ),
        ("calendar", rf"{which}(?P<u>day|week|weekend|month|year)\b(?!-)"),
        (
            "calendar",
            r"the\s+(?P<u>day|night|evening|morning|week|month|year)\s+(?P<which>before|earlier|after)(?!\s+(?:yesterday|the|a|an|he|she|it|they|his|its|their))\b",
        ),
        ("calendar", r"the\s+(?P<part>start|beginning|middle|end)\s+of\s+(?P<which>the|this|that|last|next|the\s+previous)\s+(?P<u>week|month|year)\b"),
        ("word", r"(?P<word>today|tonight|yesterday|tomorrow|overnight)"),
        ("weekend", r"(?:(?:at|over|during)\s+the)\s+weekend(?!\s+of\b)"),
        ("recent", rf"(?:in|over|during)\s+(?:the\s+)?(?P<which>recent|coming|past|last)\s+(?P<u>{unit})\b"),
        ("holiday", rf"(?P<h>{_any('holiday')})(?:,?\s+(?P<y>{year}))?"),
        ("year", rf"{part}(?P<y>{year})(?![\d,.]\d|\s*%|-)"),
    ]
    return [
        (
            name,
            re.compile(
                rf"(?<![\w$€£.,/-])(?:{p})(?!\w)"
                if name not in ("year", "years", "decade", "month", "season")
                else rf"(?<![\d$€£.,/])\b(?:{p})",
                re.IGNORECASE,
            ),
        )
        for name, p in table
    ]


_HINT = re.compile(
    r"\d|[JFMASOND][a-z]|[A-Z]{3}|day|night|week|month|year|morning|ago|later|earlier|tomorrow|recent|summer|winter|spring|autumn",
    re.ASCII,
)
@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """What every expression of a kind has in it, in lower case: only around these are its patterns tried."""
    month, day, year = rf"(?:{_any('month')})\b", rf"(?:{_any('weekday')})\b", r"1[89]\d\d|20\d\d"
    table = {
        "iso": r"-[0-3]", "dotted": r"\d\.\d", "slashed": r"\d/\d", "dm_dm": month, "dd_m": month, "dmy": month, "month_range": month,
        "month": month, "season": _any("season"), "decade": r"\d0s", "years": year, "year": year, "weekday": day, "weekdays": day,
        "nth": rf"the\s+(?:\d|{_any('ordinal_day')})", "before_yesterday": "yesterday|before last", "holiday": _any("holiday"),
        "ago": "ago|earlier|before|previously|later|after|since|prior", "moments": "later|earlier|after|before", "lasted": "days|weeks|months",
        "window": "last|past|preceding|previous|coming|next|following|within|under|less",
        "daypart": "morning|afternoon|evening|night|noon|dawn|midday", "calendar": "day|week|month|year|night|evening|morning",
        "word": "today|tonight|yesterday|tomorrow|overnight", "weekend": "weekend", "recent": "recent|coming|past|last",
    }  # fmt: skip
    compiled = {source: re.compile(source) for source in table.values()}  # one object for what several kinds share
    return {kind: compiled[source] for kind, source in table.items()}


#: More characters than an expression has on either side of its cue.
_REACH = 64


def _windows(cue: re.Pattern[str], low: str) -> list[tuple[int, int]]:
    """Stretches of a text around a cue, in order, none touching the next."""
    found: list[tuple[int, int]] = []
    for m in cue.finditer(low):
        if m.start() and low[m.start()].isalpha() and low[m.start() - 1].isalpha():
            continue  # the "dec" of "undecided": no expression begins inside of a word
        start, end = max(0, m.start() - _REACH), m.end() + _REACH
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|during|until|till|by|from|of|before|after|between|and|to|this|last|next|early|late|mid|the|through)[\s-]+)$",
    re.I,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|of|during|until|till|after|before|the|from|early|late|mid|end|between|and|to|its|their|a|his|that|circa|around|year)[\s-]+"
    r"|\()$",
    re.I,
)
_BEFORE_SEASON = re.compile(r"\b(?:in|since|during|last|this|next|of|until|by|the|early|late)\s+(?:the\s+)?$", re.I)
_AMBIGUOUS = {"may", "march", "mar", "sun", "sat", "dec", "mon", "jan", "fri", "wed", "thu", "tue"}


def scan(text: str) -> list[Expression]:
    """Time expressions in a text, in text order, the longest pattern first and none overlapping."""
    if not _HINT.search(text):
        return []
    upper = text.upper() == text
    found: list[Expression] = []
    taken = bytearray(len(text) + 1)
    low, cues = text.lower(), _cues()
    # A letter whose small form is two would shift what follows.
    near = {cue: _windows(cue, low) if len(low) == len(text) else [(0, len(text))] for cue in set(cues.values())}
    for kind, pattern in _patterns():
        for m in chain.from_iterable(pattern.finditer(text, start, end) for start, end in near[cues[kind]]):
            if m.end() == m.start() or any(taken[m.start() : m.end()]):
                continue
            if not _plausible(kind, m, text, upper):
                continue
            taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
            values = {k: v.strip() for k, v in m.groupdict().items() if v}
            found.append(Expression(m.start(), m.end(), kind, m[0], values))
    return sorted(found, key=lambda e: e.start)


def _plausible(kind: str, m: re.Match[str], text: str, upper: bool) -> bool:
    """Reject words that merely look like a time: "may", "march", "2000 soldiers", "spring a trap"."""
    before = text[max(0, m.start() - 16) : m.start()]
    if kind in ("month", "month_range"):
        name = m["m"]
        if not upper and not name[:1].isupper():
            return False
        if (len(name.rstrip(".")) <= 4 and name.lower().rstrip(".") in _AMBIGUOUS) or name.lower().rstrip(
            "."
        ) == "march":
            return bool(
                m["y"] or _BEFORE_MONTH.search(before) or (kind == "month" and (m["part"] or m["nth"] or m["which"] or m["rel"]))
            )
        return True
    if kind == "dmy" and not upper:
        return m["m"][:1].isupper()
    if kind in ("weekday", "weekdays"):
        return upper or m["w"][:1].isupper()
    if kind == "season":
        if m["y"] or m["rel"]:
            return True
        return bool(m["which"] and m["which"].lower() in ("last", "this", "next")) or (
            bool(m["which"] or _BEFORE_SEASON.search(before))
            and not re.match(r"\s+(?:of|back|from|into|in)\b", text[m.end() : m.end() + 6])
        )
    if kind == "calendar":
        # "the week" alone says nothing.
        return m["which"].lower() != "the" or "part" in m.groupdict()
    if kind == "years":
        return 0 < int(_full_year(m["y2"], int(m["y"]))) - int(m["y"]) < 120
    if kind == "year":
        after = text[m.end() : m.end() + 24]
        if re.match(
            r"\s*(?:hours|hrs|gmt|local|km|metres|meters|people|persons|civilians|fighters|refugees|feet|kilomet|m\b|men\b|women\b)",
            after,
            re.I,
        ):
            return False
        if (
            not m["part"]
            and re.search(r"\b(?:and|to|between|around|a|about|circa)[\s-]+$", before, re.I)
            and re.match(r"\s+[a-z]+s\b", after)
        ):
            return False  # "2,000 troops and 1990 vehicles"
        if m["part"] or _BEFORE_YEAR.search(before):
            # "the 2000 soldiers": a round figure before a plural of persons is a count.
            return not re.match(
                r"\s+(?:\w+\s+)?(?:troops|soldiers|fighters|militants|rebels|peacekeepers|police|prisoners|refugees|families|homes|houses)\b",
                after,
                re.I,
            )
        return bool(re.match(r"\s*[,;)]", after)) and bool(re.search(rf"(?:{_any('month')})\.?\s+$", before, re.I))
    if kind == "ago":
        # "two days after the attack" needs its noun; "for two weeks before" too.
        return True
    return True


def _full_year(text: str, like: int | None = None) -> int:
    """Four digits of a year: ``"'89"`` and ``"89"`` are 1989, ``"95"`` after 1992 is 1995."""
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    if like is not None:
        return like // 100 * 100 + int(digits)
    return (1900 if int(digits) > 40 else 2000) + int(digits)


full_year = _full_year
