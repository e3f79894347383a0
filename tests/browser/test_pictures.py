"""The page as a picture, against the stored one.

A pixel differs where a channel is off by more than 48 of 255; up to 1.5 % of them
may: fonts and Chromium versions move the edges of letters. What moves, hides
or recolours a mark, a panel or the land is more. ``CONFLICTMAP_PICTURES=new``
stores the pictures anew: look at them before committing.
"""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image, ImageChops

from tests import render_fixture as fixture

pytestmark = pytest.mark.browser
SHARE, STEP = 0.015, 48
VIEWS = {
    "desktop": {},
    "phone": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True},
    "dark": {"color_scheme": "dark"},
    "arabic": {"fragment": "#lang=ar"},
    "popup": {"fragment": "#claim=georgia-2008%23f3"},
}


def differing(one: Image.Image, two: Image.Image) -> float:
    """Share of pixels that differ."""
    off = ImageChops.difference(one.convert("RGB"), two.convert("RGB")).convert("L")
    return sum(off.histogram()[STEP:]) / (one.width * one.height)


@pytest.mark.parametrize("name", VIEWS)
def test_page_looks_as_it_did(opening, sample, repo, name):
    page = opening(sample, **VIEWS[name]).page
    page.wait_for_timeout(300)
    seen = Image.open(io.BytesIO(page.screenshot()))
    stored = repo / "tests" / "browser" / "screenshots" / f"{name}.png"
    if os.environ.get("CONFLICTMAP_PICTURES") == "new":
        seen.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(stored, optimize=True)
    kept = Image.open(stored)
    assert kept.size == seen.size
    assert differing(seen, kept) <= SHARE


def test_the_comparison_notices_a_missing_layer(opening, sample, repo):
    page = opening(sample, fragment="#off=forces,events,regions").page
    seen = Image.open(io.BytesIO(page.screenshot()))
    assert differing(seen, Image.open(repo / "tests" / "browser" / "screenshots" / "desktop.png")) > SHARE


def test_picture_by_browser(tmp_path):
    from geo import render

    made = render.picture(fixture.atlas(), tmp_path / "deep" / "map.png", width=800, height=600)
    image = Image.open(made)
    assert image.size == (800, 600)
    assert len(image.convert("RGB").getcolors(1 << 20)) > 300
    assert [p.name for p in made.parent.iterdir()] == ["map.png"]
