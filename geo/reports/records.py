"""Records as reports: JSON Lines, JSON, CSV; from a file or standard input.

A record is ``{"id", "text", "date"?, "title"?, "source"?, "url"?, "language"?, "spans"?}``.
Lines are read one by one, so a file or a pipe may be of any length.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from geo.errors import InputError
from geo.model import Report, Span
from geo.reports.dates import date_of, record_date
from geo.reports.furniture import furniture
from geo.reports.headline import source_of, title_of
from geo.reports.text import MAX_CHARACTERS, check_length, decode, read_bytes

# JSON may write one character as twelve bytes (\ud83d\ude00).
_MAX_LINE = 12 * MAX_CHARACTERS + 4_000_000
_REMEDY = 'a record is {"id": "...", "text": "...", "date": "2008-09-09"}'
Bad = Callable[[InputError], None]


def from_jsonl(stream: BinaryIO, name: str, stem: str, bad: Bad) -> Iterator[Report]:
    """Reports of a stream of JSON Lines; `bad` is told of each line that is none."""
    number = 0
    seen: set[str] = set()
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        place = f"line {number}"
        if len(line) > _MAX_LINE and not line.endswith(b"\n"):
            while (more := stream.readline(_MAX_LINE)) and not more.endswith(b"\n"):
                pass
            bad(InputError(name, f"over {_MAX_LINE / 1e6:.0f} MB in one line", "write one report per line", place=place))
            continue
        if not line.strip():
            continue
        try:
            yield _new(report_of(_json(line, name, place), name, f"{stem}-{number}", place), seen, name, place)
        except InputError as error:
            bad(error)


def from_json(path: Path, stem: str, bad: Bad) -> Iterator[Report]:
    """Reports of a file with one JSON object, or an array of them."""
    content = _json(decode(read_bytes(path), str(path)).encode(), str(path), "")
    records = content if isinstance(content, list) else [content]
    seen: set[str] = set()
    for number, record in enumerate(records, 1):
        try:
            report_id, place = f"{stem}-{number}" if len(records) > 1 else stem, f"record {number}"
            yield _new(report_of(record, str(path), report_id, place), seen, str(path), place)
        except InputError as error:
            bad(error)


def from_csv(path: Path, stem: str, bad: Bad) -> Iterator[Report]:
    """Reports of a table with a column ``text``; other columns as in a record."""
    csv.field_size_limit(_MAX_LINE)
    rows = csv.DictReader(io.StringIO(decode(read_bytes(path), str(path)), newline=""))
    fields = [f.strip().lower() for f in rows.fieldnames or ()]
    if "text" not in fields:
        raise InputError(str(path), "no column 'text', so no reports; columns are " + ", ".join(fields[:12]),
                         "a table of events (ACLED, UCDP GED, GDELT) is mapped on its own: conflictmap map FILE")
    rows.fieldnames = fields
    seen: set[str] = set()
    try:
        for number, row in enumerate(rows, 2):
            record = {key: value for key, value in row.items() if key and value}
            if isinstance(record.get("spans"), str):
                record["spans"] = _json(record["spans"].encode(), str(path), f"row {number}, column spans")
            try:
                place = f"row {number}"
                yield _new(report_of(record, str(path), f"{stem}-{number}", place), seen, str(path), place)
            except InputError as error:
                bad(error)
    except csv.Error as error:
        raise InputError(str(path), f"not a CSV table ({error})", place=f"row {rows.line_num}") from None


def _new(report: Report, seen: set[str], name: str, place: str) -> Report:
    if report.id in seen:
        raise InputError(name, f"id {report.id!r} was there before", "give every report an id of its own", place=place)
    seen.add(report.id)
    return report


def _json(line: bytes, name: str, place: str) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(name, f"not UTF-8 ({error.reason})", "save it as UTF-8", place=place) from None
    except json.JSONDecodeError as error:
        raise InputError(name, f"not JSON ({error.msg} at character {error.pos + 1})", _REMEDY, place=place) from None
    except RecursionError:
        raise InputError(name, "not JSON (nested too deeply)", _REMEDY, place=place) from None


def report_of(record: Any, name: str, fallback_id: str, place: str = "") -> Report:
    """One record as a report.

    Raises
    ------
    InputError
        If it is no object, lacks ``text``, or has a field of the wrong kind.
    """
    if not isinstance(record, dict):
        raise InputError(name, f"a {type(record).__name__}, not an object", _REMEDY, place=place)
    text = record.get("text")
    if text is None:
        raise InputError(name, "no key 'text'", _REMEDY, place=place)
    if not isinstance(text, str):
        raise InputError(name, f"'text' is a {type(text).__name__}, not a string", _REMEDY, place=place)
    if not text.strip():
        raise InputError(name, "'text' is empty", "leave the record out", place=place)
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError(name, "'text' holds half of a surrogate pair", "write the text as UTF-8", place=place)
    check_length(text, name, place)
    given = record.get("date")
    if given is not None and not isinstance(given, (str, date)):
        raise InputError(name, f"'date' is a {type(given).__name__}, not a string", "write it as 2008-09-09", place=place)
    return Report(
        id=str(record["id"]) if record.get("id") not in (None, "") else fallback_id, text=text,
        date=given if isinstance(given, date) else _date(given, text, name, place),
        title=_string(record, "title", name, place) or title_of(text),
        source=_string(record, "source", name, place) or source_of(text),
        url=_string(record, "url", name, place), language=_string(record, "language", name, place),
        spans=_spans(record.get("spans"), text, name, place), furniture=furniture(text),
    )


def _date(given: str | None, text: str, name: str, place: str) -> date | None:
    return (record_date(given, name, place) if given and given.strip() else None) or date_of(text)


def _string(record: dict[str, Any], key: str, name: str, place: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(name, f"{key!r} is a {type(value).__name__}, not a string", _REMEDY, place=place)
    return (value or "").strip() or None


def _spans(value: Any, text: str, name: str, place: str) -> tuple[Span, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise InputError(name, "'spans' is not a list", "write it as [[0, 6], [20, 28]]", place=place)
    spans = []
    for item in value:
        good = (isinstance(item, (list, tuple)) and len(item) == 2
                and all(isinstance(n, int) and not isinstance(n, bool) for n in item)
                and 0 <= item[0] < item[1] <= len(text))
        if not good:
            raise InputError(name, f"span {json.dumps(item)[:40]} is not [start, end] within the {len(text)} characters of 'text'",
                             "offsets count Unicode characters from 0", place=place)
        spans.append((item[0], item[1]))
    return tuple(sorted(set(spans)))
