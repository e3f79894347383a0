"""The page for everybody: keyboard, touch, phone, dark, other languages, paper, notebook; axe-core finds nothing."""

from __future__ import annotations

import re

import pytest

from tests import render_fixture as fixture

pytestmark = pytest.mark.browser
SHOWN = 16


@pytest.fixture
def page(opening, sample):
    return opening(sample).page


def test_by_keyboard_alone(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith(("card", "text"))
    while not page.evaluate("document.activeElement.classList.contains('card')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup article.claim").wait_for()
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0
    page.locator(".mark.event").first.focus()
    page.keyboard.press(" ")
    page.locator(".leaflet-popup article.claim").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('mark')")
    page.locator("#tab-story").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#texts").is_visible() and page.evaluate("document.activeElement.id") == "tab-texts"


def test_touch_targets_are_large_enough(page):
    small = page.evaluate("""() => [...document.querySelectorAll('button, select, summary, input, .mark')].filter((n) => n.offsetParent && !n.closest('.prose, #tally, .both')
        && (n.closest('label') || n).getBoundingClientRect().height < 24).map((n) => n.outerHTML.slice(0, 90))""")
    assert small == []


def test_on_a_phone_the_list_is_a_sheet(opening, sample):
    opened = opening(sample, width=390, height=844, has_touch=True, is_mobile=True)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    height = "document.querySelector('#panel').getBoundingClientRect().height"
    low = page.evaluate(height)
    assert low < 130
    page.locator("#grip").tap()
    page.wait_for_timeout(300)
    assert low < page.evaluate(height) < 500
    page.locator("#grip").tap()
    page.wait_for_timeout(300)
    assert page.evaluate(height) > 650
    page.locator(".card").nth(1).tap()
    page.locator(".leaflet-popup").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate(height) == low
    box = page.locator(".leaflet-popup").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] >= 40
    opened.quiet()


def test_dark_mode_follows_the_system_and_the_button(opening, sample):
    page = opening(sample, color_scheme="dark").page
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(back) == "rgb(26, 31, 36)"
    page.locator("#actions .round").click()
    assert page.evaluate(back) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("language", ["uk", "ru", "ar", "fr"])
def test_other_languages(opening, sample, language):
    opened = opening(sample)
    page = opened.page
    page.locator("#actions select").select_option(language)
    page.wait_for_timeout(80)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language,
        "rtl" if language == "ar" else "ltr",
    ]
    assert page.locator(".card").count() == SHOWN
    text = page.locator("#legend").inner_text() + page.locator("#tabs").inner_text()
    assert not re.search(r"\b(Layers|Story|Filters|pledged|troops|Battles)\b", text)
    page.locator(".card").first.click()
    page.locator(".leaflet-popup article.claim").wait_for()
    opened.quiet()


@pytest.mark.parametrize("state", ["plain", "popup", "region", "texts", "filters", "dark", "phone", "arabic"])
def test_axe_finds_nothing(opening, sample, state):
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": 390, "height": 844} if state == "phone" else {}
    page = opening(sample, color_scheme="dark" if state == "dark" else "light", **size).page
    if state in ("popup", "dark", "phone"):
        page.locator(".mark.event").first.press("Enter")
        page.locator(".leaflet-popup").wait_for()
    if state == "region":
        page.evaluate(
            "document.querySelector('[data-region-id=\"GE-AB\"]').dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: 700, clientY: 300})); null"
        )
        page.locator(".regionbox").wait_for()
    if state in ("texts", "filters"):
        page.click(f"#tab-{state}")
    if state == "arabic":
        page.locator("#actions select").select_option("ar")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["impact"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found] == []


def test_print_shows_the_map_and_every_quote(page):
    page.emulate_media(media="print")
    assert page.locator("#actions").is_hidden() and page.locator("#time").is_hidden()
    assert page.locator(".card .quote").last.is_visible()
    assert page.locator("#map").bounding_box()["height"] > 300


def test_in_a_notebook_frame(opening, tmp_path):
    from geo import render

    frame = render.folium_map(fixture.atlas())._repr_html_()
    host = tmp_path / "notebook.html"
    host.write_text(
        f"<!doctype html><meta charset=utf-8><body><script>window.conflictmap = 1</script><p id=tally>x</p>{frame}</body>",
        "utf-8",
    )
    opened = opening(host)
    inner = opened.page.frames[1]
    inner.wait_for_selector(".card")
    inner.locator(".card").first.click()
    inner.wait_for_selector(".leaflet-popup blockquote")
    assert inner.locator(".mark.force").count() == 10
    opened.quiet()


def test_the_phone_page_does_not_scroll_away_under_its_sheet(opening, sample):
    page = opening(sample, width=390, height=844).page
    page.locator(".card").first.click()
    assert page.evaluate("document.documentElement.scrollTop") == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
