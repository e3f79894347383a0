"""Regions along the slider: what each was on the day that is shown."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.model import Report

pytestmark = pytest.mark.browser
BEFORE = "Russia keeps 15,000 sailors in Sevastopol. Protesters clashed with police in Simferopol on Monday, killing two people."
AFTER = "Russia has 22,000 soldiers in Crimea, Ukraine's government said. Ukrainian troops withdrew from Feodosia on Monday."


@pytest.fixture
def page(opening, written):
    atlas = geo.build([Report("before", BEFORE, date=date(2014, 2, 12), source="Test Wire"),
                       Report("after", AFTER, date=date(2014, 3, 26), source="Test Wire")])
    opened = opening(written("crimea", atlas))
    yield opened.page
    opened.quiet()


def status(page) -> list:
    return page.evaluate("""() => { const p = document.querySelector('path[data-region-id="UA-43"]');
        return [p.classList.contains('open'), p.getAttribute('role'), p.getAttribute('aria-hidden')]; }""")


def slide(page, handle: int, keys: str) -> None:
    page.locator("#time input[type=range]").nth(handle).focus()
    page.keyboard.press(keys)
    page.wait_for_timeout(80)


def test_crimea_is_a_division_before_it_is_occupied(page):
    assert status(page) == [True, "button", None]
    slide(page, 1, "Home")
    assert status(page) == [False, None, "true"]
    slide(page, 1, "End")
    assert status(page) == [True, "button", None]


def test_the_popup_says_what_it_was_then(page):
    slide(page, 1, "Home")
    page.evaluate("""document.querySelector('path[data-region-id="UA-43"]').dispatchEvent(
        new MouseEvent('click', {bubbles: true, clientX: 700, clientY: 300}))""")
    box = page.locator('.regionbox[data-region-id="UA-43"]')
    box.wait_for()
    told = " ".join(box.locator("dl").first.locator("dd").all_inner_texts())
    assert "Ukraine" in told and "Russia" not in told and "2014" in told
