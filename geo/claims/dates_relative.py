"""Dates that count from an anchor: weekdays, "two weeks ago", "the preceding week", "overnight"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from geo.claims.dates_grammar import full_year, words

_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 2, "night": 1}


def count(text: str | None) -> float | None:
    """Value of a number or number word; ``None`` for "several"."""
    if text is None:
        return 1
    if text.isdigit():
        return int(text)
    value = words("number").get(" ".join(text.lower().split()), "")
    return float(value) if value else None


def last_day(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def yearless(month: int, day: int, anchor: date | None, tense: str, story: date | None) -> date | None:
    """The year that tense and story imply for a day and month."""
    # A background paragraph sets its own year; a date near the report's does not.
    if anchor is not None and tense == "past":
        for back in range(31):
            near = anchor - timedelta(days=back)
            if (near.month, near.day) == (month, day):
                return near
    if story is not None and anchor is not None and abs((anchor - story).days) > 330 and tense == "past":
        return date(story.year, month, day)
    if anchor is None:
        return date(story.year, month, day) if story is not None else None
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            options.append(date(year, month, day))
        except ValueError:
            continue
    if tense == "future":
        return next((d for d in options if d >= anchor), None)
    if tense == "past":
        return next((d for d in reversed(options) if d <= anchor + timedelta(days=7)), None)
    # A report without a tense ("53 killed in a raid on 2 July") looks back sooner than half a year ahead.
    return min(options, key=lambda d: 3 * (d - anchor).days if d > anchor else (anchor - d).days, default=None)


def _weekday_of(name: str, which: str, anchor: date, tense: str) -> date:
    wanted = int(words("weekday")[name.lower().rstrip(".")])
    back = (anchor.weekday() - wanted) % 7
    if which.startswith("last") or "previous" in which:
        return anchor - timedelta(days=back or 7)
    if "next" in which or "coming" in which or "following" in which:
        return anchor + timedelta(days=(-back) % 7 or 7)
    if tense == "future" or (tense == "present" and which != "this" and back):
        return anchor + timedelta(days=(-back) % 7)
    return anchor - timedelta(days=back)


def weekday(v, anchor, tense, story):
    """Day of "on Tuesday"."""
    if anchor is None:
        return None, None, "unknown"
    return _weekday_of(v["w"], v.get("which", "").lower(), anchor, tense), None, "day"


def weekdays(v, anchor, tense, story):
    """Days of "from Monday to Wednesday"."""
    if anchor is None:
        return None, None, "unknown"
    start, end = (_weekday_of(v[k], "", anchor, tense) for k in ("w", "w2"))
    if end < start:
        start, end = (start, end + timedelta(days=7)) if tense == "future" else (start - timedelta(days=7), end)
    return start, end, "day" if (end - start).days <= 1 else "week"


def ago(v, anchor, tense, story):
    """Date of "two weeks ago", "three days later"."""
    way = v["dir"].lower()
    base = (
        anchor if way == "ago" else (story or (anchor if way in ("earlier", "before", "previously", "prior") else None))
    )
    n, unit = count(v.get("n")), v["u"].lower().rstrip("s")
    sign = 1 if way.startswith(("later", "after", "since")) else -1
    if base is not None and unit in ("minute", "hour"):
        return base + sign * timedelta(days=int((n or 0) // 24) if unit == "hour" else 0), None, "day"
    if base is None or n is None:
        return None, None, "unknown"
    if unit == "month":
        return base + sign * relativedelta(months=int(n)), None, "month"
    if unit in ("year", "decade"):
        at = base + sign * relativedelta(years=int(n * (10 if unit == "decade" else 1)))
        return date(at.year, 1, 1), date(at.year, 12, 31), "year"
    at = base + sign * timedelta(days=n * _DAYS[unit])
    return at, None, "day" if unit in ("day", "night") else "week"


def window(v, anchor, tense, story):
    """Span of "over the preceding week", "within a month"."""
    way, n, unit = v["dir"].lower().removeprefix("the "), count(v.get("n")), v["u"].lower().rstrip("s")
    # "Over the following three days 529 were killed": after what was told before, not after the report.
    base = story if way in ("following", "next") and tense == "past" and story is not None else anchor
    if base is None or n is None:
        return None, None, "unknown"
    if unit in ("minute", "hour"):
        span = timedelta(days=max(1, n // 24) if unit == "hour" else 0)
    elif unit == "month":
        span = base - (base - relativedelta(months=int(n)))
    elif unit in ("year", "decade"):
        span = base - (base - relativedelta(years=int(n * (10 if unit == "decade" else 1))))
    else:
        span = timedelta(days=n * _DAYS[unit])
    forward = way in ("coming", "next", "following") or (way.startswith(("within", "in ")) and tense != "past")
    if way.startswith(("within", "in ")) and not forward:
        return None, None, "period"  # "fell within a month": of what is not said
    days = span.days
    precision = "day" if days <= 1 else "week" if days <= 9 else "month" if days <= 31 else "period"
    return (base, base + span, precision) if forward else (base - span, base, precision)


def lasted(v, anchor, tense, story):
    """Span of "has killed 80 in five days", which ends now; one that a story tells began who knows when."""
    n, unit = count(v.get("n")), v["u"].lower().rstrip("s")
    if anchor is None or n is None or tense != "perfect":
        return None, None, "period"
    days = n * {"day": 1, "week": 7, "month": 30}[unit]
    return anchor - timedelta(days=days), anchor, "week" if days <= 9 else "period"


def moments(v, anchor, tense, story):
    """Day of "hours later", "minutes before": that of the story so far."""
    return ago({"n": None, "u": "hours", "dir": v["dir"]}, anchor, tense, story)


def calendar(v, anchor, tense, story):
    """Span of "last week", "the previous day", "the same year"."""
    which, unit = v["which"].lower(), v["u"].lower()
    base = (
        (story or anchor)
        if any(w in which for w in ("previous", "preceding", "following", "same", "that", "before", "earlier", "after"))
        else anchor
    )
    if unit == "day" and "next" in which and tense != "future" and story is not None:
        base = story  # "Next day the guards opened fire": the story's, not the report's
    if base is None:
        return None, None, "unknown"
    step = (
        -1
        if any(w in which for w in ("last", "previous", "preceding", "past", "before", "earlier"))
        else 1
        if any(w in which for w in ("next", "following", "coming", "after"))
        else 0
    )
    if unit in ("day", "night", "evening", "morning"):
        return base + timedelta(days=step), None, "day"
    if unit == "year":
        return date(base.year + step, 1, 1), date(base.year + step, 12, 31), "year"
    if unit == "month":
        first = base.replace(day=1) + relativedelta(months=step)
        return (*_third(first, last_day(first.year, first.month), v.get("part", "")), "month")
    monday = base - timedelta(days=base.weekday())
    if unit == "weekend":
        saturday = monday + timedelta(days=5)
        if (step <= 0 and saturday > base) or step < 0:
            saturday -= timedelta(days=7)
        return saturday, saturday + timedelta(days=1), "day"
    monday += timedelta(days=7 * step)
    if base.weekday() == 6 and which == "last":
        monday += timedelta(days=6)  # a Sunday's paper calls the days just past last week
    return monday, monday + timedelta(days=6), "week"


def _third(start: date, end: date, part: str) -> tuple[date, date]:
    """Days of "the start of the month", or all of it."""
    if part in ("start", "beginning"):
        return start, start.replace(day=10)
    if part == "middle":
        return start.replace(day=11), start.replace(day=20)
    return (start.replace(day=21), end) if part == "end" else (start, end)


def daypart(v, anchor, tense, story):
    """Day of "this morning", "last night"."""
    which = v["which"].lower()
    if which == "tomorrow":
        return (anchor + timedelta(days=1), None, "day") if anchor else (None, None, "unknown")
    if which in ("the following", "the next", "the same", "that"):
        base = story
        step = 1 if which in ("the following", "the next") else 0
    else:
        base, step = anchor, -1 if which in ("last", "the previous", "yesterday") else 0
    return (base + timedelta(days=step), None, "day") if base else (None, None, "unknown")


def word(v, anchor, tense, story):
    """Day of "today", "overnight"."""
    if anchor is None:
        return None, None, "unknown"
    word = v["word"].lower()
    if word == "overnight":
        return anchor - timedelta(days=1), anchor, "day"
    return anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0)), None, "day"


def before_yesterday(v, anchor, tense, story):
    """Two days back."""
    return (anchor - timedelta(days=2), None, "day") if anchor else (None, None, "unknown")


def weekend(v, anchor, tense, story):
    """Saturday and Sunday of "at the weekend"."""
    return calendar(
        {"which": "this" if tense == "future" else "past", "u": "weekend"}
        if anchor and anchor.weekday() < 5
        else {"which": "this", "u": "weekend"},
        anchor,
        tense,
        story,
    )


def recent(v, anchor, tense, story):
    """ "in recent days": a time that nobody can put in a calendar."""
    return None, None, "period"


def holiday(v, anchor, tense, story):
    """Day of "on Christmas Eve"."""
    month, day = (int(x) for x in words("holiday")[v["h"].lower()].split("-"))
    year = full_year(v["y"]) if "y" in v else None
    at = date(year, month, day) if year else yearless(month, day, anchor, tense, story)
    return at, None, "day" if at else "unknown"


def iso(v, anchor, tense, story):
    """Day of "2008-09-09"."""
    return date(int(v["y"]), int(v["m"]), int(v["d"])), None, "day"
