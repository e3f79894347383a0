"""Title and source of a plain text: what stands above and before its first sentence."""

from __future__ import annotations

import re

from geo.reports.dates import PARTICLES, has_dateline, is_date_line, states_date

MAX_TITLE = 160
_LABELS = re.compile(r"^(?:headline|title|subject|slug|heading|titre|titel|título|заголовок)\s*:\s*", re.IGNORECASE)
_SKIP = re.compile(r"^(?:by\s+[A-Z]|from\s+[A-Z][\w.]+ [A-Z]|(?:source|author|byline|date|language|url|id|tags?|section)\s*:)|^\W*$", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"^(?:source|publisher|agency)\s*:\s*(?P<name>[^\n]{2,80})$", re.IGNORECASE)
# "TBILISI, Aug 9 (Reuters) -", "KABUL (AP) --", "BOGOTA, 4 FEB 90 (ACAN-EFE) --"
DATELINE = re.compile(
    r"^\W{0,3}(?P<where>[^\W\d_][^()\n]{1,70}?(?:\([^()\n]{2,40}\)[^()\n]{1,40}?)?)\s*\((?P<agency>[^\W\d_][\w./&' -]{1,38})\)\s*(?:[-–—]{1,2}|:|\.)?(?:\s|$)")
_PLAIN_DATELINE = re.compile(r"^(?:[A-Z][A-Z.'’ -]{2,30})(?:, [A-Z][\w. ]{2,30}){0,2}\s*(?:[-–—]{1,2})\s")
_DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?|\bno date\b", re.IGNORECASE)

# The site's own name above the headline of a copied page.
_MASTHEAD = re.compile(
    r"^(?:The )?(?:[A-Z][\w.'’]*[ -]){0,3}(?:News|Times|Post|Guardian|Herald|Tribune|Telegraph|Independent|Agency|Radio|TV"
    r"|Television|Press|Gazette|Journal|Chronicle|Daily|Online|World|BBC|CNN|Reuters|AFP|AP|Al Jazeera)(?: (?:Agency|Service|Online|World|English))?$",
    re.IGNORECASE)


def title_of(text: str, furniture: tuple[tuple[int, int], ...] = ()) -> str | None:
    """Headline of a plain text, or ``None`` where the text starts at once.

    It is the first line that is no date, byline, label or furniture, if it is
    short, stands before other lines, and does not end as a sentence does.
    """
    lines = _lines(text)
    for number, (start, line) in enumerate(lines[:6]):
        if any(a <= start < b for a, b in furniture) or _SKIP.match(line) or is_date_line(line) or (number == 0 and _MASTHEAD.match(line)):
            continue
        label = _LABELS.match(line)
        title = line[label.end():] if label else line
        if label:
            return title or None
        return title if _is_headline(title, start, text, lines[number + 1:]) else None
    return None


def _is_headline(line: str, start: int, text: str, following: list[tuple[int, str]]) -> bool:
    if not following or len(line) > MAX_TITLE or not re.search(r"[^\W\d_]{2}", line):
        return False
    if re.search(r"[.,;:]['\"”’)]*$", line) and not re.search(r"\b(?:[A-Z]\.)+$", line):
        return False
    if agency_in(line) or _PLAIN_DATELINE.match(line) or has_dateline(line):
        return False
    next_start, next_line = following[0]
    if "\n" in text[start + len(line):next_start].replace("\n", "", 1):
        return True
    # No blank line below: a hard-wrapped first sentence would go on in lower case, at the same width.
    return not next_line[0].islower() and (
        len(line) < 0.75 * len(next_line) or states_date(next_line) or states_date(line) or agency_in(next_line) is not None)


def source_of(text: str) -> str | None:
    """Publisher as a label line or the dateline's agency names it, else ``None``."""
    lines = [line for _, line in _lines(text)]
    for line in (*lines[:8], *lines[-4:]):
        if match := _SOURCE_LINE.match(line):
            return match["name"].strip()
    agency = next((agency for line in lines[:8] if (agency := agency_in(line))), None)
    return agency or next((line for line in lines[:1] if _MASTHEAD.match(line) and len(lines) > 2), None)


def agency_in(line: str) -> str | None:
    """``"Reuters"`` for ``"TBILISI, Aug 9 (Reuters) - Russian troops …"``."""
    match = DATELINE.match(line)
    if match is None:
        return None
    where, agency = match["where"], match["agency"].strip()
    names = re.findall(r"[^\W\d_]+", _DATE_WORDS.sub(" ", where))
    # A place: capitals in the name or names and commas only, never a sentence with a remark in brackets.
    if not names or len(names) > 9 or any(w[0].islower() and w not in PARTICLES for w in names):
        return None
    dashed = re.match(r"\s*[-–—:]", line[match.end("agency") + 1:])
    has_date = bool(re.search(r"\d", where))
    shouted = names[0].isupper() and len(names[0]) > 1
    alone = match.end() >= len(line.rstrip()) and len(names) <= 4
    return agency if has_date or (dashed and (shouted or len(names) <= 4)) or alone else None


def _lines(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for raw in text.split("\n"):
        if line := raw.strip():
            found.append((start + raw.index(line[0]), line))
        start += len(raw) + 1
    return found
