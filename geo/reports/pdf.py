"""A PDF as a report: running text without line breaks, page heads and page numbers."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from geo import bundle
from geo.errors import InputError
from geo.model import Report
from geo.reports.dates import date_of
from geo.reports.furniture import furniture
from geo.reports.headline import source_of, title_of
from geo.reports.text import check_length, read_bytes

_LIGATURES = {0: None, 0xAD: None} | {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_JUNK_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|rtf))\b", re.IGNORECASE)


def from_pdf(path: Path, report_id: str) -> Report:
    """Report of a PDF file.

    The file's creation date is left alone: it tells when somebody printed a
    page, not when the report was published.
    """
    data, name = read_bytes(path), str(path)
    from pypdf import PdfReader  # only for PDFs

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its notes on odd fonts are no news to the reader
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(name, "locked with a password", "save an unlocked copy")
        pages = [page.extract_text() or "" for page in reader.pages]
        stated = (reader.metadata.title or "") if reader.metadata else ""
    except InputError:
        raise
    except Exception as error:  # a broken PDF surfaces as whatever its broken part makes the parser trip over
        raise InputError(name, f"not a readable PDF ({type(error).__name__})", "open it and save it anew, or save its text as .txt") from error
    text = running_text(pages)
    if not text:
        raise InputError(name, f"no text in its {len(pages)} pages (a scan?)", "run OCR over it first, for example ocrmypdf")
    check_length(text, name)
    marks = furniture(text)
    title = None if _JUNK_TITLE.match(stated.strip()) else stated.strip() or None
    return Report(id=report_id, text=text, date=date_of(text, path.stem), title=title or title_of(text, marks),
                  source=source_of(text) or path.name, furniture=marks)


def running_text(pages: list[str]) -> str:
    """Text of pages with one line per paragraph.

    Lines that stand at the head or foot of most pages, and page numbers, are
    left out; a word broken at a line's end is joined; a line goes on into the
    next unless it ends a sentence short of the measure, or a blank line follows.
    """
    split = [[re.sub("\xad$", "-", line.strip()).translate(_LIGATURES) for line in page.split("\n")] for page in pages]
    ends = Counter(_shape(line) for lines in split for line in {*_edge(lines)})
    repeated = {shape for shape, n in ends.items() if n >= 2 and n * 2 > len(split)}
    kept: list[str] = []
    for number, lines in enumerate(split):
        for line in lines:
            # A head that is words only is the document's title where it stands first.
            title = number == 0 and not kept and not re.search(r"\d|://", line)
            if _PAGE_NUMBER.match(line) or (_shape(line) in repeated and line in _edge(lines) and not title):
                continue
            kept.append(line)
    widths = sorted(len(line) for line in kept if line)
    measure = widths[int(len(widths) * 0.8)] if widths else 0
    paragraphs: list[str] = []
    open_line = False
    for line in kept:
        if not line:
            open_line = open_line and bool(paragraphs) and paragraphs[-1][-1] not in ".!?\"”’:" and len(paragraphs[-1]) > measure
            continue
        if open_line:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        full = len(line) >= 0.75 * measure
        open_line = full and not (line[-1] in ".!?" and len(line) < 0.9 * measure)
    return "\n".join(paragraphs).strip()


def _joined(last: str, line: str) -> str:
    """Two lines as one: "terri-" and "torial" are a word, "heavily-" and "armoured" keep their hyphen."""
    broken = re.search(r"([^\W\d_]{2,})-$", last)
    if broken is None or not line[0].islower():
        return f"{last} {line}"
    first, second = broken[1], re.match(r"[^\W\d_]*", line)[0]
    if len(first) > 3 and first in _words() and (first + second).lower() not in _words():
        return last + line
    return last[:-1] + line


@cache
def _words() -> frozenset[str]:
    return frozenset(bundle.path("lexicons/place_words.txt").read_text("utf-8").split())


def _edge(lines: list[str]) -> tuple[str, ...]:
    filled = [line for line in lines if line]
    return (*filled[:2], *filled[-2:])


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)
