"""A page of many claims, whose data is packed: it opens by itself, and everything is there."""

from __future__ import annotations

import pytest

from tests.benchmarks.bench_page import many
from tests.browser.conftest import until

pytestmark = pytest.mark.browser
COUNT = 3000


@pytest.fixture
def page(opening, written):
    opened = opening(written("packed", many(COUNT)))
    yield opened.page
    opened.quiet()


def test_all_claims_are_there_and_a_mark_opens(page):
    assert page.locator("script#data[data-packed]").count() == 1
    until(page, "window.conflictmap && conflictmap.claims.length > 0")
    assert page.evaluate("conflictmap.claims.length") == COUNT
    assert page.locator(".mark.badge").count() > 0
    page.locator(".card").first.click()
    page.locator(".leaflet-popup blockquote").wait_for()


def test_search_and_text_work_on_many(page):
    page.locator("#search").fill("observers")
    until(page, "!/^3,000 /.test(document.querySelector('#tally').textContent)")
    assert 0 < page.evaluate("document.querySelectorAll('.card').length") <= 250
    page.locator("#tab-texts").click()
    page.locator("#text mark").first.wait_for()
    assert page.locator("#text .ref").count() > 100
