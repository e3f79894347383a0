"""The sample's map on three days, in three worldviews: what is drawn differs as it should, and says what it shows."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image, ImageChops

import geo

BEFORE, REPORT, TODAY = date(2008, 8, 1), date(2008, 9, 9), date(2026, 11, 24)
VIEWS = {"ISO": "neutral", "RU": "Russia", "US": "United States"}
WORDS = {BEFORE: "Aug 1, 2008", REPORT: "Sep 9, 2008", TODAY: "Nov 24, 2026"}


@pytest.fixture(scope="module")
def atlases(samples):
    """The sample's atlas for each worldview and date."""
    report = samples / "georgia-2008-09-09.txt"
    return {(view, day): geo.build(report, worldview=view, as_of=day) for view in VIEWS for day in WORDS}


@pytest.fixture(scope="module")
def _shots():
    return {}


def _picture(opened) -> Image.Image:
    return Image.open(io.BytesIO(opened.page.screenshot())).convert("RGB")


@pytest.mark.parametrize("day", WORDS, ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_the_page_says_what_it_shows(view, day, atlases, written, opening, _shots):
    opened = opening(written(f"{view}-{day}", atlases[view, day]))
    head = opened.page.locator("header").first.inner_text()
    assert VIEWS[view] in head
    assert WORDS[day] in head
    opened.quiet()
    _shots[view, day] = _picture(opened)


@pytest.mark.parametrize(("view", "day", "status", "owner", "recognized"), [
    ("ISO", BEFORE, "breakaway", "GE", False), ("ISO", REPORT, "breakaway", "GE", True),
    ("ISO", TODAY, "breakaway", "GE", True), ("RU", BEFORE, "breakaway", "GE", False),
    ("RU", REPORT, "sovereign", "South Ossetia", True), ("RU", TODAY, "sovereign", "South Ossetia", True),
    ("US", BEFORE, "breakaway", "GE", False), ("US", REPORT, "breakaway", "GE", True),
    ("US", TODAY, "breakaway", "GE", True),
])
def test_south_ossetia_is_what_the_view_holds_it_to_be(view, day, status, owner, recognized, atlases):
    regions = atlases[view, day].regions.set_index("id")
    region = regions.loc["south-ossetia"]
    assert (region["status"], region["de_jure"]) == (status, owner)
    assert ("RU" in region["recognized_by"]) is recognized


def test_the_pictures_differ_where_the_views_do(atlases, written, opening, _shots):
    for key in (("ISO", REPORT), ("RU", BEFORE), ("RU", REPORT)):
        if key not in _shots:
            _shots[key] = _picture(opening(written("-".join(map(str, key)), atlases[key])))

    def differing(one, other) -> int:
        a, b = _shots[one], _shots[other]
        # The map alone: the heading differs anyway.
        box = (400, 80, 1180, 780)
        mask = ImageChops.difference(a.crop(box), b.crop(box)).convert("L").point(lambda v: 255 * (v > 24))
        return sum(mask.histogram()[255:])

    assert differing(("RU", BEFORE), ("RU", REPORT)) > 2000
    assert differing(("ISO", REPORT), ("RU", REPORT)) > 2000
