"""An RSS or Atom file as reports, one per entry."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Report
from geo.reports.dates import date_of
from geo.reports.furniture import furniture
from geo.reports.headline import source_of
from geo.reports.text import check_length, read_bytes


def from_feed(path: Path, stem: str, bad: Callable[[InputError], None]) -> Iterator[Report]:
    """Reports of a feed: headline, blank line, the entry's content (else its summary).

    The headline is part of the text, as in a text file: many entries of
    warning and situation feeds hold nothing else.
    """
    data, name = read_bytes(path), str(path)
    import feedparser  # only for feeds

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        problem = f"not an RSS or Atom feed ({feed.bozo_exception})" if feed.bozo else "XML, but not an RSS or Atom feed"
        raise InputError(name, problem.replace("\n", " "), "give the feed's own file, or save the article as .html or .txt")
    if not feed.entries:
        raise InputError(name, "a feed without entries", "nothing to map in it")
    source = feed.feed.get("title") or path.name
    for number, entry in enumerate(feed.entries, 1):
        place = f"entry {number}"
        title = plain_text(entry.get("title", ""))
        body = plain_text(max((c.get("value", "") for c in entry.get("content", ())), key=len, default="") or entry.get("summary", ""))
        text = body if body.startswith(title) else f"{title}\n\n{body}".strip()
        if not text:
            bad(InputError(name, "neither title nor text", "leave the entry out", place=place))
            continue
        try:
            check_length(text, name, place)
        except InputError as error:
            bad(error)
            continue
        yield Report(
            id=entry.get("id") or entry.get("link") or f"{stem}-{number}", text=text,
            date=_date(entry) or date_of(text), title=title or None,
            source=(entry.get("source") or {}).get("title") or source_of(body) or source,
            url=entry.get("link") or None, language=(feed.feed.get("language") or "")[:2].lower() or None,
            furniture=furniture(text),
        )


def plain_text(markup: str) -> str:
    """HTML of an entry as text, blocks on lines of their own."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html

    spaced = re.sub(r"(?i)</(?:p|div|li|h\d|tr|blockquote|ul|ol|table)>|<br\s*/?>", lambda m: m[0] + "\n", markup)
    text = html.fromstring(f"<div>{spaced}</div>").text_content()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _date(entry: Any) -> date | None:
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        if parsed := entry.get(key):
            return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC).date()
    return None
