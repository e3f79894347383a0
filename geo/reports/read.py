"""From paths, folders, standard input or reports to reports, one at a time."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.errors import InputError
from geo.model import Report
from geo.reports.dates import date_of, parse_date
from geo.reports.furniture import furniture
from geo.reports.headline import source_of, title_of
from geo.reports.text import check_length, decode, read_bytes

NO_DATE = "no date: relative days such as 'Tuesday' stay unresolved; give --date"

Source = str | os.PathLike | Report
OnSkip = Callable[[InputError], None]

_TEXT = {".txt", ".text", ".md", ""}
_KINDS = {
    **dict.fromkeys(_TEXT, "text"), ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".eml": "mail",
}
# In a folder these are named as left out; pictures, scripts and the like are not worth a line.
_DOCUMENTS = {".doc", ".docx", ".odt", ".rtf", ".epub", ".pages", ".msg", ".mht", ".mhtml", ".xls", ".xlsx", ".ods", ".tsv"}


def read(sources: Source | Iterable[Source], *, date: date | str | None = None, on_skip: OnSkip | None = None) -> Iterator[Report]:
    """Reports of files, folders (sorted, recursive), ``"-"`` (JSON Lines on standard input).

    Parameters
    ----------
    sources : path, Report, or iterable of them
        ``.txt .html .pdf .xml`` (RSS, Atom) ``.eml .jsonl .json .csv`` (with
        a column ``text``). A report is passed through.
    date : datetime.date or str, optional
        Date of publication of all of them, before any date that they state.
    on_skip : callable, optional
        Called with the error of each source that is left out while others are
        read. Without it the first bad source ends the reading.

    Yields
    ------
    Report
        For text files ``text`` is the file's text with universal newlines and
        without a byte order mark; for records exactly their ``text``.

    Raises
    ------
    InputError
        If a source is bad and `on_skip` is not given, or if none is good.
    """
    given = parse_date(date, "--date") if isinstance(date, str) else date
    listed = [sources] if isinstance(sources, (str, os.PathLike, Report)) else sources
    return _checked(_read_all(listed), given, on_skip)


def warnings_of(report: Report) -> list[str]:
    """What a reader must be told about a report as it was read."""
    return [] if report.date else [NO_DATE]


def _checked(found: Iterator[Report | InputError], day: date | None, on_skip: OnSkip | None) -> Iterator[Report]:
    """Reports only; errors go to `on_skip` once there is a good report, so that all bad is an error, said once."""
    seen: set[str] = set()
    held: list[InputError] = []
    good = False
    for item in found:
        if isinstance(item, Report) and item.id in seen:
            item = InputError(item.source or item.id, f"id {item.id!r} was there before", "give every report an id of its own")
        if isinstance(item, InputError):
            if on_skip is None:
                raise item
            on_skip(item) if good else held.append(item)
            continue
        if not good:
            good = True
            for error in held:
                on_skip(error)
        seen.add(item.id)
        yield replace(item, date=day) if day else item
    if not good:
        if len(held) == 1:
            raise held[0]
        if held:
            raise InputError(held[0].source, f"{held[0].problem}; and {len(held) - 1} more, so nothing can be read",
                             held[0].remedy, place=held[0].place)
        raise InputError("sources", "no reports", "give a file, a folder, or - for JSON Lines on standard input")


def _read_all(sources: Iterable[Source]) -> Iterator[Report | InputError]:
    listed: list[Report | InputError | Path | str] = []
    for source in sources:
        listed.extend(_expand(source))
    ids = _ids([item for item in listed if isinstance(item, Path)])
    for item in listed:
        if isinstance(item, (Report, InputError)):
            yield item
        elif item == "-":
            yield from _collected("jsonl", None, "stdin")
        else:
            yield from _collected(_kind(item), item, ids[item])


def _expand(source: Source) -> Iterator[Report | InputError | Path | str]:
    if isinstance(source, Report) or source == "-":
        yield source
        return
    path = Path(source)
    if not path.is_dir():
        yield path
        return
    found = False
    for file in sorted(path.rglob("*"), key=lambda p: p.relative_to(path).parts):
        if any(part.startswith(".") for part in file.relative_to(path).parts) or not file.is_file():
            continue
        suffix = file.suffix.lower()
        if suffix and suffix in _KINDS:
            found = True
            yield file
        elif suffix in _DOCUMENTS:
            found = True
            yield _unknown(file)
    if not found:
        yield InputError(str(path), "no reports in this folder", "it reads .txt .html .pdf .xml .eml .jsonl .json .csv")


def _ids(paths: list[Path]) -> dict[Path, str]:
    """File stems; where two files share one, as much of the path and ending as tells them apart."""
    ids: dict[Path, str] = {}
    for name in (lambda p: p.stem, lambda p: p.name, lambda p: f"{p.parent.name}/{p.stem}", lambda p: p.as_posix()):
        todo = [p for p in dict.fromkeys(paths) if p not in ids]
        counts = Counter(name(p) for p in todo)
        taken = set(ids.values())
        ids |= {p: name(p) for p in todo if counts[name(p)] == 1 and name(p) not in taken}
    return {p: ids.get(p, str(p)) for p in paths}


def _kind(path: Path) -> str | None:
    """Kind of a file by its ending, or by its first bytes where the ending says nothing."""
    try:
        with path.open("rb") as stream:
            start = stream.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return _KINDS.get(path.suffix.lower(), "text")  # the reader says what is wrong with it
    if start.startswith(b"%PDF-"):
        return "pdf"
    kind = _KINDS.get(path.suffix.lower())
    if kind == "feed" and (b"<html" in start.lower() or b"<!doctype html" in start.lower()):
        return "html"
    if path.suffix.lower() in _DOCUMENTS:
        return None
    return kind or "text"


def _unknown(path: Path) -> InputError:
    return InputError(str(path), f"{path.suffix} files are not read", "save it as .txt or .pdf")


def _collected(kind: str | None, path: Path | None, report_id: str) -> Iterator[Report | InputError]:
    """Reports of one file in order, with the errors of its bad records between them."""
    waiting: list[InputError] = []
    try:
        for report in _reports(kind, path, report_id, waiting.append):
            yield from waiting
            waiting.clear()
            yield report
    except InputError as error:
        waiting.append(error)
    yield from waiting


def _reports(kind: str | None, path: Path | None, report_id: str, bad: OnSkip) -> Iterator[Report]:
    if path is None:
        from geo.reports.records import from_jsonl

        yield from from_jsonl(sys.stdin.buffer, "standard input", report_id, bad)
    elif kind == "text":
        yield from_text(path, report_id)
    elif kind == "html":
        from geo.reports.html import from_html

        yield from_html(path, report_id)
    elif kind == "pdf":
        from geo.reports.pdf import from_pdf

        yield from_pdf(path, report_id)
    elif kind == "mail":
        from geo.reports.mail import from_mail

        yield from_mail(path, report_id)
    elif kind == "feed":
        from geo.reports.feed import from_feed

        yield from from_feed(path, report_id, bad)
    elif kind in {"jsonl", "json", "csv"}:
        yield from _records(kind, path, report_id, bad)
    else:
        raise _unknown(path)


def _records(kind: str, path: Path, report_id: str, bad: OnSkip) -> Iterator[Report]:
    from geo.reports import records

    if kind != "jsonl":
        found = {"json": records.from_json, "csv": records.from_csv}[kind](path, report_id, bad)
    else:
        try:
            if not path.stat().st_size:
                raise InputError(str(path), "the file is empty", "nothing to map in it")
            stream = path.open("rb")
        except FileNotFoundError:
            raise InputError(str(path), "no such file", "check the path") from None
        except OSError as error:
            raise InputError(str(path), f"cannot be read ({error.strerror})", "check its permissions") from None
        with stream:
            yield from (_sourced(r, path) for r in records.from_jsonl(stream, str(path), report_id, bad))
        return
    yield from (_sourced(r, path) for r in found)


def _sourced(report: Report, path: Path) -> Report:
    return report if report.source else replace(report, source=path.name)


def from_text(path: Path, report_id: str) -> Report:
    """Report of a text file; date, title and source by where they stand in it."""
    text = check_length(decode(read_bytes(path), str(path)), str(path))
    marks = furniture(text)
    return Report(id=report_id, text=text, date=date_of(text, path.stem), title=title_of(text, marks),
                  source=source_of(text) or path.name, furniture=marks)
