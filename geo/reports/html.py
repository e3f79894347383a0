"""A saved web page as a report: the article's text, and what the page says of itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geo.errors import InputError
from geo.model import Report
from geo.reports.dates import date_of
from geo.reports.furniture import furniture
from geo.reports.headline import source_of
from geo.reports.text import check_length, read_bytes


def from_html(path: Path, report_id: str) -> Report:
    """Report of an HTML file; `text` is the extracted text, paragraphs on lines.

    Extraction and metadata are trafilatura's. The date is the page's metadata,
    else a dateline's; never one guessed from links or copyright lines.
    """
    data, name = read_bytes(path), str(path)
    if data.count(0) * 4 < len(data) and data.count(0) > 8:
        raise InputError(name, "binary, not a web page", "save the page as HTML")
    import trafilatura  # lxml and its stop lists: only for pages

    tree = trafilatura.load_html(data)
    if tree is None:
        raise InputError(name, "not a web page", "save the page as HTML, or its text as .txt")
    page = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True,
                                       date_extraction_params={"extensive_search": False, "original_date": True})
    text = (page.text if page else "") or ""
    if len(text) < 200:
        # Short pages fall under the extractor's bounds; the plain body is better than nothing.
        plain = trafilatura.baseline(data)[1]
        text = max(text, plain, key=len)
    text = text.strip()
    if not text:
        raise InputError(name, "no text in this page", "save the article as .txt, or print it to PDF")
    check_length(text, name)
    meta = page
    stated = date.fromisoformat(meta.date) if meta is not None and meta.date else None
    return Report(
        id=report_id, text=text, date=stated or date_of(text, path.stem),
        title=(meta.title if meta is not None else None) or None,
        source=(meta.sitename if meta is not None else None) or source_of(text) or (meta.hostname if meta is not None else None) or path.name,
        url=(meta.url if meta is not None else None) or None,
        language=tree.get("lang", "")[:2].lower() or None, furniture=furniture(text),
    )
