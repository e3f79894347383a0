"""Any bytes and any text: an answer or an InputError, quickly, and spans that hold."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.reports.dates import date_of, parse_date
from geo.reports.furniture import furniture
from geo.reports.headline import source_of, title_of
from geo.reports.pdf import running_text
from geo.reports.records import report_of
from geo.reports.text import decode

PIECES = st.sampled_from(["Sign up", "Advertisement", "Read more:", "© 2008", ". ", "! ", "\n", "\n\n", " ", "(Reuters) - ", "TBILISI, ", "9 September 2008", "Sept. 9, 2008",
                          "Published: ", "Related articles", "Daily newsletterReceive", "Gori", "войска", "١٢", "\u2028", "(", ")", "--", "\ufeff", "\x00", "😀"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_any_text_is_read(text):
    spans = furniture(text)
    assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))
    title = title_of(text, spans)
    assert title is None or (title and title in text)
    source = source_of(text)
    assert source is None or source in text
    date_of(text, text[:50])


@given(st.one_of(st.binary(max_size=400), TEXTS.map(str.encode)))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_text_or_an_input_error(data):
    try:
        text = decode(data, "x")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert text.strip() and "\r" not in text and "\x00" not in text


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "date", "title", "source", "url", "language", "spans"]), inner, max_size=8)))
@settings(deadline=None, max_examples=300)
def test_any_record_is_a_report_or_an_input_error(record):
    try:
        report = report_of(record, "x.jsonl", "x-1", "line 1")
    except InputError as error:
        assert "line 1" in str(error)
    else:
        assert report.text == record["text"]


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_date_is_a_date_or_an_input_error(text):
    try:
        parse_date(text)
    except InputError as error:
        assert "is not a date" in str(error)


@given(st.lists(st.text(max_size=200), max_size=4))
@settings(deadline=None)
def test_any_pages_run(pages):
    running_text(pages)


@pytest.mark.parametrize("text", [
    "a" * 1_000_000, "1 " * 400_000, "(" * 200_000, ". " * 300_000, ".A" * 300_000, "A" * 200_000 + " (", "TBILISI, " * 60_000 + "(Reuters) - ", "Sign up " * 100_000,
    "reporting by" * 50_000, "\n" * 500_000, "read more\n" * 60_000, "(reporting by; " * 50_000, "9 September " * 60_000, "a\n" * 300_000, "Story. " * 100_000,
    "copyright 20" + "x " * 300_000, "<" * 300_000,
], ids=range(17))
def test_hostile_texts_take_no_time(text):
    start = time.process_time()
    spans = furniture(text)
    title_of(text, spans), source_of(text), date_of(text)
    assert time.process_time() - start < 2
