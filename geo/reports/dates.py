"""The date of publication, from the places where wires and agencies put it.

A date is taken only where its position says that it is the report's own: a
labelled line, a dateline, a line of its own, the heading of a situation
report, the file's name. A date in running text is the date of an event.
Today's date is never used: a report without a date keeps its "Tuesday".
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from geo import bundle
from geo.errors import InputError

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?:1[89]|20)\d\d"
# English forms first: they need no library, and most of the wire is English.
_ENGLISH = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ \-](?:of )?(?P<m1>{_MONTH})\b\.?,?[ \-](?P<y1>{_YEAR})\b"
    rf"|\b(?P<m2>{_MONTH})\b\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>{_YEAR})\b"
    rf"|(?<![\d\-./])(?P<y3>{_YEAR})[-./](?P<m3>\d{{1,2}})[-./](?P<d3>\d{{1,2}})(?![\d\-]|[./]\d)"
    rf"|(?<![\d\-./])(?P<d4>\d{{1,2}})(?P<sep>[./-])(?P<m4>\d{{1,2}})(?P=sep)(?P<y4>{_YEAR})(?![\d\-]|[./]\d)"
    rf"|(?P<y5>{_YEAR})\s?年\s?(?P<m5>\d{{1,2}})\s?月\s?(?P<d5>\d{{1,2}})\s?日",
    re.IGNORECASE,
)
# Other languages: the shape here, the names of months in data/lexicons/months.csv.
_OTHER = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\.?(?:er|º|-го|-е)?\s+(?:de\s+|d['’]\s?)?(?P<m>[^\W\d_]{{2,12}}(?: (?:الأول|الثاني))?)\.?,?"
    rf"\s+(?:de\s+|del\s+)?(?P<y>{_YEAR})(?!\d)")
# Telex: "BOGOTA, 4 FEB 90 (EFE) --"; two digits are a year only there.
_TELEX = re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<m>{_MONTH})\.? (?P<y>\d\d)(?= ?[(\-–—])", re.IGNORECASE)
_FILE_NAME = re.compile(rf"(?<!\d)({_YEAR})([-_.]?)(\d\d)\2(\d\d)(?!\d)")

_LABEL = re.compile(
    r"^\W*(?P<label>(?:first |date )?(?:published|issued|posted|released?|date|dated)|(?:last )?(?:updated|modified))"
    r"(?: date| on| at)*\b\s*[:\-–]?", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\b"
    r"|\b(?:[ap]\.?m|gmt|utc|bst|cest|cet|eet|msk|e[sd]t|p[sd]t|at|on|by|and|the|of|local time|hours|hrs)\b|[+-]\d{2}:?\d\d"
    r"|\b(?:published|issued|posted|released?|date|dated|first|last|updated|modified)\b", re.IGNORECASE)
_SITUATION = re.compile(
    r"\b(?:report|sitrep|bulletin|update|briefing|brief|statement|release|communiqu[eé]|summary|digest|overview"
    r"|snapshot|monitor|log|telegram|despatch|dispatch|as of)\b", re.IGNORECASE)
# Lower-case words within names of places.
PARTICLES = frozenset("and near in on of the de del du d des la le les el al y e da do dos am an der".split())
_DATELINE_END = re.compile(r"^[^.!?\n]{0,45}?(?:\)|[-–—]{1,2}|:)(?=\s|$)")
# "NEW DELHI, 8 May 2025. India said": only after places in capitals, which no sentence is.
_STOPPED = re.compile(r"\.\s+[\"“]?[A-Z]")
HEAD_LINES, TAIL_LINES, MAX_DATE_LINE = 10, 4, 160


def parse_date(text: str, source: str = "date", place: str = "") -> date:
    """A date given by a person or a record.

    Accepts ISO 8601 with or without a time, RFC 2822, and a written-out date.

    Raises
    ------
    InputError
        If it is no date, or if day and month cannot be told apart.
    """
    text = text.strip()
    for read in (lambda: datetime.fromisoformat(text).date(), lambda: parsedate_to_datetime(text).date()):
        try:
            return read()
        except (ValueError, TypeError, IndexError):
            continue
    found = next(iter(_dates_in(text)), None)
    if found is None or len(_words(text[: found[0]] + " " + text[found[1]:])) > 1:
        raise InputError(source, f"{text[:60]!r} is not a date", "write it as 2008-09-09", place=place)
    return found[2]


def record_date(text: str, source: str, place: str) -> date | None:
    """The date field of a record: ``None`` where it says too little ("24 Novembe", "7:58 AM ET").

    Corpora are full of such fields, and a report is worth more than its date.

    Raises
    ------
    InputError
        If it has the shape of a date that does not exist ("2008-13-45"), or
        nothing of a date at all ("soon").
    """
    try:
        return parse_date(text, source, place)
    except InputError:
        if re.fullmatch(r"\s*\d{4}-\d\d?-\d\d?.*", text) or not re.search(r"\d", text):
            raise
        return None


def date_of(text: str, file_name: str = "") -> date | None:
    """Date of publication as the report itself or its file name states it, else ``None``."""
    return _date_in_text(text) or _date_in_name(file_name)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date of publication and nothing else to read."""
    return any(_rank(line, start, end, first=False) in (0, 2, 5) or len(_words(line[:start] + " " + line[end:])) <= 1
               for start, end, _ in _dates_in(line[:MAX_DATE_LINE]))


def _date_in_text(text: str) -> date | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    best: tuple[int, int, date] | None = None
    for number, line in enumerate(lines):
        head = number < HEAD_LINES
        if not head and number < len(lines) - TAIL_LINES:
            continue
        for start, end, day in _dates_in(line[:400]):
            rank = _rank(line, start, end, first=number == 0)
            # Below the text only a line that is nothing but a date, or says so, is the report's.
            if rank is None or (not head and rank not in (0, 2, 5)):
                continue
            if best is None or (rank, number) < best[:2]:
                best = (rank, number, day)
    return best[2] if best else None


def _rank(line: str, start: int, end: int, *, first: bool) -> int | None:
    """How well the position of a date in `line` says that it is the report's; ``None``: not at all."""
    before, after = line[:start], line[end:]
    label = _LABEL.match(line)
    rest = _words(before + " " + after)
    if label and label.end() <= start and len(line) < 160:
        return 5 if label["label"].lower().endswith(("updated", "modified")) else 0
    ends = _DATELINE_END.match(after) or (before.isupper() and _STOPPED.match(after))
    if len(before) < 70 and ends and _looks_like_dateline(before):
        return 1
    if not rest:
        return 2
    if len(line) < 120 and len(rest) <= 6 and not first and line[-1] not in ".!?" and len(after) < 40:
        return 3
    if len(line) < 160 and _SITUATION.search(line) and line[-1] not in ".!?" and len(after) < 40:
        return 4
    return None


def states_date(line: str) -> bool:
    """Whether a line states a date of publication in any of the ways known here."""
    return any(_rank(line, start, end, first=False) is not None for start, end, _ in _dates_in(line[:MAX_DATE_LINE]))


def has_dateline(line: str) -> bool:
    """Whether a line begins with place and date, as a wire's first sentence does."""
    return any(_rank(line, start, end, first=False) == 1 for start, end, _ in _dates_in(line[:160]))


def _words(text: str) -> list[str]:
    """Words left when weekdays, times, zones and labels are taken out."""
    return re.sub(r"[\W_\d]+", " ", _NOISE.sub(" ", text)).split()


def _looks_like_dateline(before: str) -> bool:
    """``"TBILISI, Georgia, "``, ``"(Tbilisi, "``: names and commas, no sentence."""
    words = re.findall(r"[^\W\d_]+", before)
    lower = [w for w in words if w[0].islower() and w not in PARTICLES]
    return (bool(words) and not lower and len(words) <= 9 and before.rstrip()[-1:] in {",", "(", ")", "-", "–", "—", ".", "/"}) or (
        bool(words) and before.isupper() and len(words) <= 9)


def _dates_in(line: str) -> list[tuple[int, int, date]]:
    found = []
    for match in _ENGLISH.finditer(line):
        if day := _english(match):
            found.append((*match.span(), day))
    for match in _TELEX.finditer(line):
        year = int(match["y"])
        if day := _valid(year + (1900 if year >= 40 else 2000), _month(match["m"]), int(match["d"])):
            found.append((*match.span(), day))
    if not found:
        for match in _OTHER.finditer(line):
            month = _months().get(match["m"].lower())
            if month and (day := _valid(int(match["y"]), month, int(match["d"]))):
                found.append((*match.span(), day))
    return sorted(found)


def _english(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts["y4"]:
        # 09/08/2008 is two dates; a dotted one is day first wherever dots are written.
        first, second = int(parts["d4"]), int(parts["m4"])
        if parts["sep"] == "." or first > 12 or first == second:
            return _valid(int(parts["y4"]), second, first)
        return _valid(int(parts["y4"]), first, second) if second > 12 else None
    for n in "1235":
        if parts[f"y{n}"]:
            return _valid(int(parts[f"y{n}"]), _month(parts[f"m{n}"]), int(parts[f"d{n}"]))
    return None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    with bundle.path("lexicons/months.csv").open(encoding="utf-8", newline="") as stream:
        return {name: int(row["month"]) for row in csv.DictReader(stream) for name in row["names"].split("|")}


def _date_in_name(name: str) -> date | None:
    for match in _FILE_NAME.finditer(name):
        if day := _valid(int(match[1]), int(match[3]), int(match[4])):
            return day
    return None
