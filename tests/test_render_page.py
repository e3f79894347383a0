"""The page as text: policy, landmarks, data block, determinism."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html import unescape

import folium
import pytest

from geo import render
from geo.errors import UnknownNameError
from geo.model import Report
from geo.render import elements
from tests import render_fixture as fixture


@pytest.fixture(scope="module")
def atlas():
    return fixture.atlas()


@pytest.fixture(scope="module")
def page(atlas):
    return render.page(atlas)


def data(page: str) -> dict:
    found = re.search(r'<script type="(?:application/json|text/plain)" id="data"( data-packed)?>(.*?)</script>', page, re.S)
    return json.loads(zlib.decompress(base64.b64decode(found[2]), -15) if found[1] else found[2])


def policy(page: str) -> str:
    return unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])


def test_same_atlas_gives_same_bytes(atlas, page):
    assert render.page(atlas) == page
    assert render.page(fixture.atlas()) == page


def test_page_stays_small(page):
    assert len(page.encode()) < 800_000


def test_nothing_in_it_points_outside(page):
    # Leaflet names its own site in its attribution prefix and in a comment; neither is fetched.
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.S)
    assert not re.search(r"https?://|//[a-z]+\.[a-z]+/", markup)
    assert "url(http" not in page and "@import" not in page and "sourceMappingURL" not in page


def test_policy_allows_the_scripts_and_styles_that_are_there_and_no_others(page):
    allowed = policy(page)
    assert allowed.startswith("default-src 'none';")
    assert "unsafe" not in allowed and "http" not in allowed
    for kind in ("script", "style"):
        there = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.S)
        assert there
        hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() + "'" for t in there}
        assert hashes == set(re.search(rf"{kind}-src ([^;]*)", allowed)[1].split())


def test_landmarks_title_and_language(page):
    assert '<html lang="en" dir="ltr">' in page
    assert "<title>Moscow signs defence pacts with Abkhazia and South Ossetia</title>" in page
    for tag in ("<h1", "<main", "<header", '<meta name="viewport"'):
        assert page.count(tag) == 1


def test_claims_of_the_data_block_are_those_of_the_tables(atlas, page):
    block = data(page)
    ids = [c["id"] for c in block["claims"]]
    assert set(ids) == set(atlas.forces["id"]) | set(atlas.events["id"])
    for claim in block["claims"]:
        assert fixture.TEXT[claim["start"] : claim["end"]] == claim["quote"]
    assert [c["start"] for c in block["claims"]] == sorted(c["start"] for c in block["claims"])


def test_a_mark_for_the_rest_of_a_country_lies_in_none_of_what_is_left_out(page):
    from geo import regions

    block = data(page)
    at = dict(zip((c["id"] for c in block["claims"]), block["anchors"], strict=True))["georgia-2008#f6"]
    assert regions.locate(at[0], at[1])["country"] == "GE"
    held = {r["id"] for r in regions.locate(at[0], at[1])["regions"]}
    assert not held & {"GE-AB", "south-ossetia"}


def test_both_breakaway_regions_are_in_the_page_with_their_sides(page):
    regions = {r["id"]: r for r in data(page)["regions"]}
    for name in ("GE-AB", "south-ossetia"):
        assert regions[name]["status"] == "breakaway"
        assert regions[name]["de_jure"] == "GE"
        assert regions[name]["recognized_by"]


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "</script><script>alert(1)</script>",
        "<!--",
        "]]>",
        "\u2028",
        "<img src=x onerror=alert(1)>",
        "${alert(1)}",
    ],
)
def test_text_of_a_report_is_never_a_template_nor_markup(hostile):
    report = Report(id="x", text=f"Troops are in Gori. {hostile}", title=hostile, source=hostile)
    page = render.page(fixture.atlas([], [report], title=hostile))
    block = data(page)
    assert block["reports"][0]["text"] == report.text
    assert block["meta"]["title"] == hostile
    assert page.count("<script") == render.page(fixture.atlas([], [fixture.report("x")])).count("<script")
    assert unescape(re.search(r"<title>(.*?)</title>", page, re.S)[1]) == hostile


def test_offsets_of_highlights_count_utf16_units():
    text = "𝔗anks 🚩 near Abkhazia"
    report = Report(id="x", text=text)
    start = text.index("Abkhazia")
    mark = fixture.Toponym(start, start + 8, "Abkhazia", place=fixture.ABKHAZIA)
    block = data(render.page(fixture.atlas([], [report], toponyms={"x": [mark]}, places=fixture.atlas().places)))
    begin, end, kind, _ = block["reports"][0]["spans"][0]
    assert kind == "place"
    assert text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le") == "Abkhazia"


def test_atlas_without_claims_or_points_is_a_page_still():
    empty = fixture.atlas([], [fixture.report("Nothing.")], toponyms={})
    assert data(render.page(empty))["claims"] == []


def test_tiles_open_the_policy_for_their_host_only(atlas):
    allowed = policy(render.page(atlas, tiles="OpenStreetMap"))
    assert "img-src data: blob: https://tile.openstreetmap.org;" in allowed
    with pytest.raises(UnknownNameError, match="no tile provider"):
        render.page(atlas, tiles="No Such Map")


def test_languages(atlas):
    assert '<html lang="ar" dir="rtl">' in render.page(atlas, lang="ar")
    with pytest.raises(UnknownNameError, match="no language"):
        render.page(atlas, lang="xx")


def test_it_is_a_folium_map_that_takes_folium_elements(atlas, page):
    made = render.folium_map(atlas)
    assert isinstance(made, folium.Map)
    folium.CircleMarker((42, 43)).add_to(made)
    text = made.get_root().render()
    assert "L.circleMarker" in text
    again = render.folium_map(atlas)
    folium.CircleMarker((42, 43)).add_to(again)
    assert again.get_root().render() == text
    assert made.get_root().render() == text


def test_making_a_page_leaves_folium_as_it_was(atlas):
    render.page(atlas)
    one, two = folium.Marker((0, 0)), folium.Marker((0, 0))
    assert one.get_name() != two.get_name()
    assert folium.Map.default_js and folium.Map().get_root().render().count("<script") > 3


def test_notebook_frame_holds_the_page(atlas, page):
    frame = render.folium_map(atlas)._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == page


def test_json_in_a_script_cannot_end_it():
    text = elements.in_script({"a": "</script>\u2028<!--"})
    assert "<" not in text and "\u2028" not in text
    assert json.loads(text) == {"a": "</script>\u2028<!--"}


def test_many_claims_are_packed_and_small(atlas):
    claims = fixture.claims()
    many = [fixture.claim_record(claims[n % len(claims)], fixture.report()) | {"id": f"{n}"} for n in range(2000)]
    text = render.page(fixture.atlas(many))
    assert len(text) < 900_000 and "data-packed>" in text
    assert [c["id"] for c in data(text)["claims"]] == [r["id"] for r in sorted(many, key=lambda r: (r["start"], len(r["id"]), r["id"]))]
