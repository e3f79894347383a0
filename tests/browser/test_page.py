"""The page in Chromium: what a reader sees and does."""

from __future__ import annotations

import csv
import json

import pytest

from geo import export
from geo.export.features import plain
from tests import render_fixture as fixture

pytestmark = pytest.mark.browser
SHOWN = 16  # claims of the sample that are asserted; one more is denied


@pytest.fixture
def opened(opening, sample):
    return opening(sample)


@pytest.fixture
def page(opened):
    return opened.page


def tally(page) -> int:
    return page.locator(".card").count()


def click_layer(page, name: str) -> None:
    page.locator(f'#legend input[data-layer="{name}"]').click()
    page.wait_for_timeout(60)


def test_it_loads_quietly_and_shows_land_marks_and_both_regions(opened):
    page = opened.page
    assert page.locator("path.region.open").count() >= 2
    assert {"GE-AB", "south-ossetia"} <= set(
        page.eval_on_selector_all("path.region.open", "n => n.map(e => e.dataset.regionId)")
    )
    # Moscow lies outside the first view: its mark is there, and an arrow at the edge points to it.
    assert page.locator(".mark.force").count() == 10
    assert page.locator(".mark.event").count() == 6
    assert "Moscow" in page.locator("#outside").inner_text()
    sea, land = page.evaluate("""() => {
        const canvas = document.querySelector('.leaflet-land-pane canvas'), box = canvas.getBoundingClientRect();
        const copy = Object.assign(document.createElement('canvas'), {width: canvas.width, height: canvas.height}).getContext('2d', {willReadFrequently: true});
        copy.drawImage(canvas, 0, 0);
        const alpha = (lat, lon) => { const p = conflictmap.map.latLngToContainerPoint([lat, lon]), m = document.querySelector('#map').getBoundingClientRect();
          const k = canvas.width / box.width; return copy.getImageData((p.x + m.x - box.x) * k, (p.y + m.y - box.y) * k, 1, 1).data[3]; };
        return [alpha(42.3, 40.6), alpha(41.6, 43.6)]; }""")
    assert (sea, land) == (0, 255)
    opened.quiet()


def test_the_pages_own_contract(page):
    found = page.evaluate("""() => ({keys: Object.keys(window.conflictmap), layers: Object.keys(conflictmap.layers),
        map: conflictmap.map instanceof L.Map, all: Object.values(conflictmap.layers).every((l) => l instanceof L.Layer && conflictmap.map.hasLayer(l)),
        claims: conflictmap.claims})""")
    assert found["keys"] == ["map", "layers", "claims"]
    assert sorted(found["layers"]) == ["events", "forces", "movements", "places", "regions"]
    assert found["map"] and found["all"]
    assert len(found["claims"]) == SHOWN + 1
    assert {c["kind"] for c in found["claims"]} == {"force", "event"}


def test_popups_say_what_the_geojson_says(page):
    features = {
        f["properties"]["id"]: f["properties"]
        for f in export.geojson(fixture.atlas())["features"]
        if f["properties"]["layer"] in ("force", "event")
    }
    for card in page.locator(".card").all():
        claim = features[card.get_attribute("data-claim-id")]
        card.click()
        box = page.locator(f'.leaflet-popup article[data-claim-id="{claim["id"]}"]')
        box.wait_for()
        assert box.locator("blockquote").text_content() == claim["quote"]
        text = box.inner_text()
        for part in (claim["attributed_to"], claim["source"], claim["place"].split(" and ")[0]):
            assert part in text
        if claim["layer"] == "force":
            assert (
                f"{claim['low']:,}" in text
                and f"{claim['high']:,}" in text
                and claim["status"].replace("past", "in the past") in text
            )
        assert page.locator(".leaflet-popup").count() == 1
    assert page.evaluate("document.querySelector('.card[aria-current]').dataset.claimId") == claim["id"]


def test_a_mark_opens_its_popup_and_lights_its_card(page):
    page.locator('.mark[data-claim-id="georgia-2008#f2"]').click(position={"x": 20, "y": 12})
    page.locator('.leaflet-popup [data-claim-id="georgia-2008#f2"]').wait_for()
    assert page.locator('.card[aria-current="true"]').get_attribute("data-claim-id") == "georgia-2008#f2"
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0
    assert page.locator(".card[aria-current]").count() == 0


def test_layers_switch_by_box_and_by_script(page):
    click_layer(page, "forces")
    assert page.locator(".mark.force").count() == 0 and tally(page) == 6
    click_layer(page, "forces")
    assert page.locator(".mark.force").count() == 10
    page.evaluate("conflictmap.map.removeLayer(conflictmap.layers.events); null")
    page.wait_for_timeout(60)
    assert page.locator(".mark.event").count() == 0
    assert not page.locator('#legend input[data-layer="events"]').is_checked()
    click_layer(page, "regions")
    assert page.locator("path.region").count() == 0


def test_region_popup_names_both_sides_and_the_rival_figures(page):
    page.evaluate(
        "document.querySelector('[data-region-id=\"GE-AB\"]').dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: 700, clientY: 300})); null"
    )
    box = page.locator('.regionbox[data-region-id="GE-AB"]')
    box.wait_for()
    text = box.inner_text()
    for word in (
        "Georgia",
        "Abkhazia",
        "Russia",
        "breakaway",
        "2,500–3,000",
        "3,800",
        "6,000",
        "analysts",
        "Georgia's government",
    ):
        assert word in text
    assert box.locator(".bar").count() == 3
    box.locator(".bar button").first.click()
    page.locator(".leaflet-popup article.claim").wait_for()


def test_search_filters_and_reset(page):
    page.fill("#search", "tanks")
    page.wait_for_timeout(60)
    assert page.locator(".mark.force").count() == tally(page) == 2
    page.fill("#search", "ABKHAZIA defence")
    page.wait_for_timeout(60)
    assert tally(page) == 1
    page.fill("#search", "no such thing")
    page.wait_for_timeout(60)
    assert tally(page) == 0 and "Nothing matches" in page.locator("#cards").inner_text()
    page.locator("#tally button").click()
    page.wait_for_timeout(60)
    assert tally(page) == SHOWN
    page.click("#tab-filters")
    page.locator("#filters label", has_text="tanks").click()
    page.locator("#filters label", has_text="Battles").click()
    page.wait_for_timeout(60)
    assert page.locator(".card").count() == SHOWN - 2
    page.locator('#filters input[type="range"]').fill("0.85")
    page.wait_for_timeout(60)
    assert set(page.eval_on_selector_all(".card", "n => n.map(e => e.className)")) == {"card force"}


def test_what_is_denied_is_there_only_when_asked_for(page):
    assert page.locator('.card[data-claim-id="georgia-2008#e7"], .mark[data-claim-id="georgia-2008#e7"]').count() == 0
    page.click("#tab-filters")
    page.locator("#filters label", has_text="denied").click()
    page.wait_for_timeout(60)
    assert page.locator('.mark[data-claim-id="georgia-2008#e7"]').count() == 1
    page.click("#tab-story")
    assert "denied" in page.locator('.card[data-claim-id="georgia-2008#e7"]').text_content()


def test_slider_narrows_and_undated_claims_stay_reachable(page):
    first, last = page.locator("#time input[type=range]").all()
    assert page.locator(".histogram span").count() == 4
    last.fill("0")
    page.wait_for_timeout(60)
    ids = page.eval_on_selector_all(".card", "n => n.map(e => e.dataset.claimId)")
    assert ids == ["georgia-2008#f3", "georgia-2008#f4", "georgia-2008#e5", "georgia-2008#e6"]
    page.locator("#time label").click()
    page.wait_for_timeout(60)
    assert tally(page) == 2
    assert "7 Aug 2008" in page.locator("#when").inner_text() or "Aug 7, 2008" in page.locator("#when").inner_text()
    page.locator("#time label").click()
    last.fill("3")
    first.fill("3")
    page.wait_for_timeout(60)
    assert tally(page) == 12
    page.locator(".histogram").click(position={"x": 40, "y": 20})
    page.wait_for_timeout(60)
    assert tally(page) == 4


def test_play_walks_through_the_days(page):
    page.locator("#time .play").click()
    page.wait_for_timeout(100)
    assert tally(page) == 4
    page.locator(".card").nth(15).wait_for(timeout=6000)


def test_no_slider_for_a_single_day(opening, written):
    one = [c for c in fixture.claims() if c.id in ("georgia-2008#f1", "georgia-2008#f2")]
    page = opening(written("one-day", fixture.atlas(one))).page
    assert page.locator("#time").is_hidden()


def test_report_text_is_marked_and_leads_to_the_map_and_back(page):
    page.click("#tab-texts")
    assert page.locator("#text .prose").inner_text().replace("\n", "") in fixture.TEXT.replace("\n", "")
    assert page.locator("#text .ref").count() == SHOWN + 1
    page.locator("#text .top", has_text="Tskhinvali").first.click()
    page.locator(".leaflet-popup article.place").wait_for()
    assert "Tskhinvali" in page.locator(".leaflet-popup h2").inner_text()
    page.locator('#text .ref[data-claim-id="georgia-2008#f1"]').click()
    page.locator('.leaflet-popup article[data-claim-id="georgia-2008#f1"]').wait_for()
    page.click("#tab-story")
    page.locator(".leaflet-popup button", has_text="Read in the report").click()
    assert page.locator("mark.here").first.is_visible()
    assert "3,800 soldiers in " in page.locator("mark.here").first.inner_text()


def settled_hash(page) -> str:
    """The address once it stands still: the map pans to make room for a popup, slowly on a busy machine."""
    still, last = 0, None
    for _ in range(60):
        page.wait_for_timeout(200)
        now = page.evaluate("location.hash")
        still, last = (still + 1 if now == last else 0), now
        if still == 6:
            break
    return last


def test_an_address_brings_the_same_view_back(opening, page, sample):
    page.fill("#search", "troops")
    click_layer(page, "places")
    page.locator("#time input[type=range]").nth(1).fill("1")
    page.click("#tab-filters")
    page.locator("#filters label", has_text="pledged").click()
    page.click("#tab-story")
    page.locator(".card").first.click()
    page.locator(".leaflet-popup").wait_for()
    fragment = settled_hash(page)
    other = opening(sample, fragment=fragment).page
    other.locator(".leaflet-popup").wait_for()
    assert settled_hash(other) == fragment
    assert other.locator(".card").count() == page.locator(".card").count() > 0
    look = "[conflictmap.map.getZoom(), ...Object.values(conflictmap.map.getCenter()).map((v) => v.toFixed(2))]"
    assert other.evaluate(look) == page.evaluate(look)


@pytest.mark.parametrize(
    "fragment",
    [
        "#map=abc",
        "#map=99/1e9/x&claim=nope",
        "#time=2008-99-99..x",
        "#no-actor={",
        "#lang=xx&theme=<b>",
        "#%E0%A4%A",
        "#off=__proto__,constructor&also=x",
    ],
)
def test_a_broken_address_does_no_harm(opening, sample, fragment):
    opened = opening(sample, fragment=fragment)
    assert opened.page.locator(".card").count() > 0
    opened.quiet()


def download(page, label: str):
    page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.locator(".menu button", has_text=label).click()
    return waiting.value


def test_downloads(page, tmp_path):
    page.fill("#search", "observers")
    page.wait_for_timeout(60)
    collection = json.loads(download(page, "GeoJSON").path().read_text("utf-8"))
    assert [f["properties"]["id"] for f in collection["features"]] == ["georgia-2008#f9", "georgia-2008#f10"]
    whole = {
        f["properties"]["id"]: f
        for f in export.geojson(fixture.atlas())["features"]
        if f["properties"]["layer"] == "force"
    }
    for feature in collection["features"]:
        assert {k: plain(v) for k, v in feature["properties"].items()} == whole[feature["properties"]["id"]][
            "properties"
        ]
    rows = list(csv.DictReader(download(page, "CSV").path().read_text("utf-8-sig").splitlines()))
    assert [r["low"] for r in rows] == ["200", "220"]
    picture = download(page, "PNG")
    assert picture.suggested_filename == "georgia-2008.png"
    from PIL import Image

    image = Image.open(picture.path())
    box = page.evaluate("(({x, y}) => [x, y])(conflictmap.map.getSize())")
    assert image.size == (2 * box[0], 2 * (box[1] + 76))
    assert len(image.convert("RGB").getcolors(1 << 22)) > 500


def test_csv_of_the_page_holds_no_formula(opening, written):
    changed = fixture.atlas()
    changed.forces.loc[0, "actor"] = "=1+1"
    changed.forces.loc[0, "attributed_to"] = '@x, "y"'
    page = opening(written("formula", changed)).page
    rows = list(csv.DictReader(download(page, "CSV").path().read_text("utf-8-sig").splitlines()))
    assert rows[0]["actor"] == "'=1+1" and rows[0]["attributed_to"] == '\'@x, "y"'
    assert rows[0]["lat"] == "43"


def test_many_places_outside_the_view_do_not_hang_the_page(opening, written):
    made = []
    for number in range(200):
        record = fixture.claim_record(fixture.claims()[0])
        at = {"lat": 42 + number % 20 / 10, "lon": 41 + number // 20 / 4, "place_id": f"x:{number}", "geo_precision": 1}
        made.append(record | at | {"id": f"c{number}", "places": [record["places"][0] | at]})
    page = opening(written("many", fixture.atlas(made))).page
    for step in ((500, 0), (0, 300), (-900, -500), (700, -300), (200, 600)):
        page.evaluate("(by) => { conflictmap.map.panBy(by, {animate: false}); }", list(step))
        page.wait_for_timeout(60)
        assert page.locator("#outside .edge").count() <= 4
