"""From a time expression to calendar dates, given an anchor day and a tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geo.claims import dates_relative as relative
from geo.claims.dates_grammar import Expression, full_year, words
from geo.claims.dates_relative import last_day, yearless
from geo.model import DatePrecision


@dataclass(frozen=True, slots=True)
class When:
    """A date or period.

    Attributes
    ----------
    start, end : datetime.date or None
        First and last day; `end` is ``None`` for a single day and for an open end.
    precision : str
        ``day``, ``week``, ``month``, ``season``, ``year``, ``period`` or ``unknown``.
    text : str or None
        The expression as written.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    text: str | None = None


UNRESOLVED = When()


def resolve(e: Expression, anchor: date | None, tense: str, story: date | None = None) -> When:
    """Dates of a time expression.

    Parameters
    ----------
    e : Expression
    anchor : datetime.date or None
        Dateline or publication date.
    tense : {"past", "present", "future"}
        Of the verb that the expression belongs to.
    story : datetime.date or None
        Last day named before in the same paragraph: what "two days later"
        counts from, and the year that "on 11 July" lies in.
    """
    handler = _HANDLERS[e.kind]
    try:
        start, end, precision = handler(e.values, anchor, tense, story)
    except (ValueError, OverflowError):  # 31 June
        start, end, precision = None, None, "unknown"
    if start is not None and end is not None and end < start:
        start, end = end, start
    return When(start, end if end != start else None, precision, e.text)


def _month(text: str) -> int:
    return int(words("month")[text.lower().rstrip(".")])


def _day(text: str) -> int:
    return int(text.lower().rstrip("stndrh"))


def _year_of(v: dict, anchor: date | None) -> int | None:
    if "y" in v:
        return full_year(v["y"])
    return None


def _dmy(v, anchor, tense, story):
    month, day, year = _month(v["m"]), _day(v["d"]), _year_of(v, anchor)
    start = date(year, month, day) if year else yearless(month, day, anchor, tense, story)
    return start, None, "day" if start else "unknown"


def _numeric(v, anchor, tense, story):
    day, month, year = int(v["d"]), int(v["m"]), full_year(v["y"])
    return date(year, month, day), None, "day"


def _slashed(v, anchor, tense, story):
    first, second, year = int(v["d"]), int(v["m"]), full_year(v["y"])
    if first > 12:
        return date(year, second, first), None, "day"
    if second > 12:
        return date(year, first, second), None, "day"
    if first == second:
        return date(year, first, second), None, "day"
    return None, None, "unknown"  # 04/05: which is the month is not known


def _dd_m(v, anchor, tense, story):
    month, year = _month(v["m"]), _year_of(v, anchor)
    first, second = _day(v["d"]), _day(v["d2"])
    end = date(year, month, second) if year else yearless(month, second, anchor, tense, story)
    if end is None:
        return None, None, "unknown"
    if first > second:  # "the night of 30-1 May"
        start = end.replace(day=1) - timedelta(days=1)
        start = start.replace(day=first)
    else:
        start = end.replace(day=first)
    return start, end, "day" if (end - start).days <= 1 else "week" if (end - start).days <= 9 else "period"


def _dm_dm(v, anchor, tense, story):
    y2 = full_year(v["y2"]) if "y2" in v else full_year(v["y"]) if "y" in v else None
    m1, d1, m2, d2 = _month(v["m"]), _day(v["d"]), _month(v["m2"]), _day(v["d2"])
    end = date(y2, m2, d2) if y2 else yearless(m2, d2, anchor, tense, story)
    if end is None:
        return None, None, "unknown"
    y1 = full_year(v["y"]) if "y" in v else end.year - (1 if (m1, d1) > (m2, d2) else 0)
    start = date(y1, m1, d1)
    return start, end, "day" if (end - start).days <= 1 else "week" if (end - start).days <= 9 else "period"


def _month_of(v, anchor, tense, story):
    month, year = _month(v["m"]), _year_of(v, anchor)
    if year is None:
        if anchor is None:
            if story is None:
                return None, None, "unknown"
            year = story.year
        elif v.get("rel"):
            year = anchor.year + {"last": -1, "this": 0, "next": 1}[v["rel"].lower()]
        elif v.get("which", "").lower() == "last":
            year = anchor.year if month < anchor.month else anchor.year - 1
        elif v.get("which", "").lower() == "next" or tense == "future":
            year = anchor.year if month >= anchor.month else anchor.year + 1
        elif story is not None and abs((anchor - story).days) > 330:
            year = story.year
        else:
            year = anchor.year if month <= anchor.month else anchor.year - 1
            # "196 men arrive in November", written in October: what is timetabled stands in the present.
            if tense == "present" and 0 < (month - anchor.month) % 12 <= 3:
                year += 1
    start, end = date(year, month, 1), last_day(year, month)
    if "nth" in v:
        return (*_week_of(start, end, v["nth"].lower(), v["span"].lower()), "week")
    part = v.get("part", "").lower()
    if "early" in part or "beginning" in part or "start" in part:
        end = start.replace(day=10)
    elif "mid" in part:
        start, end = start.replace(day=11), start.replace(day=20)
    elif "late" in part or "end" in part:
        start = start.replace(day=21)
    return start, end, "month"


def _week_of(start: date, end: date, nth: str, span: str) -> tuple[date, date]:
    """Days of "the last week of December", "the first days of May"."""
    length = {"fortnight": 14, "half": 15}.get(span, 7)
    if nth in ("last", "final", "closing"):
        return end - timedelta(days=length), end
    first = start + timedelta(days=length * {"second": 1, "third": 2}.get(nth, 0))
    return first, min(end, first + timedelta(days=length - 1))


def _month_range(v, anchor, tense, story):
    y2 = full_year(v["y2"])
    m1, m2 = _month(v["m"]), _month(v["m2"])
    y1 = full_year(v["y"]) if "y" in v else y2 - (1 if m1 > m2 else 0)
    return date(y1, m1, 1), last_day(y2, m2), "period"


def _season(v, anchor, tense, story):
    first, last = (int(x) for x in words("season")[v["s"].lower()].split("-"))
    year = _year_of(v, anchor)
    if year is None:
        if anchor is None:
            return None, None, "unknown"
        if v.get("rel"):
            year = anchor.year - (v["rel"].lower() == "last")
        elif v.get("which", "").lower() == "next" or tense == "future":
            year = anchor.year if first > anchor.month else anchor.year + 1
        elif v.get("which", "").lower() == "last":
            year = anchor.year if last < anchor.month and first < last else anchor.year - 1
        else:
            year = anchor.year if first <= anchor.month else anchor.year - 1
    # A winter is named by the year in which it begins.
    return date(year, first, 1), last_day(year + (last < first), last), "season"


def _decade(v, anchor, tense, story):
    year = int(v["y"])
    part = (v.get("part") or v.get("part2") or "").lower()
    first, last = (0, 3) if "early" in part else (4, 6) if "mid" in part else (7, 9) if "late" in part else (0, 9)
    return date(year + first, 1, 1), date(year + last, 12, 31), "period"


def _years(v, anchor, tense, story):
    first = int(v["y"])
    return date(first, 1, 1), date(full_year(v["y2"], first), 12, 31), "period"


def _year(v, anchor, tense, story):
    year, part = int(v["y"]), v.get("part", "").lower()
    start, end = date(year, 1, 1), date(year, 12, 31)
    if "early" in part or "beginning" in part or "start" in part:
        end = date(year, 4, 30)
    elif "mid" in part:
        start, end = date(year, 5, 1), date(year, 8, 31)
    elif "late" in part or "end" in part:
        start = date(year, 9, 1)
    return start, end, "year"


def _nth(v, anchor, tense, story):
    """The day of the month that the story or the report is nearest to: "on the 26th", "Saturday the third"."""
    day = int(words("ordinal_day")[v["w"].lower()]) if "w" in v else _day(v.get("d") or v["d1"])
    # A month recalled long ago is not what "on the 2nd" of the news counts in.
    base = story if story is not None and (anchor is None or abs((anchor - story).days) <= 62) else anchor
    if base is None:
        return None, None, "unknown"
    months = [(base.year * 12 + base.month - 1 + k) for k in (-1, 0, 1)]
    options = [date(m // 12, m % 12 + 1, day) for m in months if day <= relative.last_day(m // 12, m % 12 + 1).day]
    if anchor is not None and tense != "future":
        options = [d for d in options if d <= anchor] or options
    if anchor is not None and tense == "future":
        options = [d for d in options if d >= anchor] or options
    return min(options, key=lambda d: abs((d - base).days)), None, "day"


_HANDLERS = {
    "nth": _nth,
    "iso": relative.iso,
    "dotted": _numeric,
    "slashed": _slashed,
    "dm_dm": _dm_dm,
    "dd_m": _dd_m,
    "dmy": _dmy,
    "month_range": _month_range,
    "month": _month_of,
    "season": _season,
    "decade": _decade,
    "years": _years,
    "year": _year,
    "before_yesterday": relative.before_yesterday,
    "ago": relative.ago,
    "moments": relative.moments,
    "window": relative.window,
    "lasted": relative.lasted,
    "weekdays": relative.weekdays,
    "weekday": relative.weekday,
    "daypart": relative.daypart,
    "calendar": relative.calendar,
    "word": relative.word,
    "weekend": relative.weekend,
    "recent": relative.recent,
    "holiday": relative.holiday,
}
