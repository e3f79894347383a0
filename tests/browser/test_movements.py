"""Arrows between the ends of a movement."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

import geo
from geo.model import Report

pytestmark = pytest.mark.browser
TEXT = """Russian forces pull back

Some 300 Russian soldiers withdrew from Poti to Sukhumi on Tuesday. NATO will send 500 soldiers from Ankara to Kutaisi, it said. About 5,000 people fled Tskhinvali for Vladikavkaz on Friday. Russia keeps 3,000 soldiers in Tskhinvali.
"""


@pytest.fixture
def page(opening, written):
    atlas = geo.build(Report("moves", TEXT, date=date(2008, 8, 20), title="Pull-back", source="Test Wire"))
    opened = opening(written("moves", atlas))
    yield opened.page
    opened.quiet()


def test_an_arrow_for_each_movement_and_none_for_what_stays(page):
    routes = page.eval_on_selector_all("path.movement", "paths => paths.map(p => p.textContent)")
    assert len(routes) == 3
    for ends in ("Poti → S", "Ankara → Kutaisi", "Tskhinvali → Vladikavkaz"):
        assert any(ends in route for route in routes), routes
    ahead = page.eval_on_selector_all("path.movement", "ps => ps.map(p => [p.textContent, p.getAttribute('stroke-dasharray')])")
    assert {bool(dash) for text, dash in ahead if "Kutaisi" in text} == {True}  # planned
    assert {bool(dash) for text, dash in ahead if "Poti" in text} == {False}  # done


def test_an_arrow_opens_its_claim_and_follows_switch_and_filter(page):
    page.eval_on_selector("path.movement", "p => p.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    box = page.locator(".leaflet-popup article.claim")
    box.wait_for()
    assert "→" in box.inner_text() and box.locator("blockquote").inner_text() in TEXT
    page.keyboard.press("Escape")
    page.locator('#legend input[data-layer="movements"]').click()
    page.wait_for_timeout(60)
    assert page.locator("path.movement").count() == 0
    page.locator('#legend input[data-layer="movements"]').click()
    page.locator("#search").fill("Kutaisi")
    # No wait_for_function: what it repeats in the page is a string to run, which the page's policy forbids.
    expect(page.locator("path.movement")).to_have_count(1)


def test_the_ends_are_in_the_claims_and_the_geojson(page):
    ends = page.evaluate("conflictmap.claims.map(c => [c.place, c.origin && c.origin.name, c.destination && c.destination.name])")
    assert ["Kutaisi", "Ankara", None] in ends
    assert any(place == "Poti" and there for place, _, there in ends)
