"""Whether a reader knows where he is: neighbours' names, a scale, days under the bars, marks near their place, print."""

from __future__ import annotations

import pytest

from tests.browser.conftest import until

pytestmark = pytest.mark.browser


def test_neighbours_are_named_though_their_middle_is_far_away(opening, sample):
    page = opening(sample).page
    names = page.locator("#map .label.country")
    assert "Russia" in names.all_text_contents()
    frame = page.locator("#map").bounding_box()
    for box in (names.nth(n).bounding_box() for n in range(names.count())):
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_no_name_lies_under_the_open_legend_and_none_is_lost_when_it_shuts(opening, sample):
    page = opening(sample).page
    panel, names = page.locator("#legend > details"), page.locator("#map .label")
    key = panel.bounding_box()
    for box in (names.nth(n).bounding_box() for n in range(names.count())):
        beside = box["x"] + box["width"] <= key["x"] + 1 or box["x"] >= key["x"] + key["width"] - 1
        assert beside or box["y"] + box["height"] <= key["y"] + 1 or box["y"] >= key["y"] + key["height"] - 1
    before = names.count()
    page.locator("#legend > details > summary").click()
    until(page, f"document.querySelectorAll('#map .label').length > {before}")


def test_zoomed_out_marks_stay_near_their_place(opening, sample):
    page = opening(sample).page
    page.evaluate("conflictmap.map.setZoom(4, { animate: false })")
    page.wait_for_timeout(300)
    assert page.locator(".mark.badge").count() > 0
    far = page.evaluate(
        """() => Math.max(0, ...[...document.querySelectorAll('.mark[data-claim-id] .lead')].map((p) => p.getTotalLength()))"""
    )
    assert far < 110


def test_scale_and_days_are_there(opening, sample):
    page = opening(sample).page
    assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    assert any(page.locator("#time .ticks span").all_inner_texts())


def test_paper_carries_the_key_and_the_sources(opening, sample):
    page = opening(sample).page
    page.emulate_media(media="print")
    assert not page.locator("#legend .layers").is_visible()
    assert page.locator("#legend .notes li").first.is_visible()
    map_, key = page.locator("#map").bounding_box(), page.locator("#legend").bounding_box()
    assert key["y"] >= map_["y"] + map_["height"] - 1
