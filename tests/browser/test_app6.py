"""NATO symbols on the map, in the list, the legend and the saved picture: drawn from paths, quietly."""

from __future__ import annotations

import pytest

from geo import render
from geo.render import app6
from tests import render_fixture

pytestmark = pytest.mark.browser
FRAME = {"d": "M45,45 l110,0 0,110 -110,0 z", "fill": "rgb(170,255,170)", "stroke": "black", "width": 4.0, "x": -100.0, "y": -100.0, "scale": 1.0}
LETTERS = {"text": "MN", "fill": "black", "size": 28.0, "x": 0.0, "y": -29.0, "middle": True}


def test_symbols_take_the_place_of_discs(opening, tmp_path, monkeypatch):
    monkeypatch.setattr(app6, "drawn", lambda sidc: [FRAME, LETTERS])
    file = tmp_path / "nato.html"
    file.write_text(render.page(render_fixture.atlas(), symbols="nato", affiliations={"RU": "hostile"}), "utf-8")
    opened = opening(file)
    page = opened.page
    framed = page.locator(".mark.force").filter(has=page.locator('path[d^="M45,45"]'))
    assert framed.count() == page.locator(".mark.force").count() > 3
    # The user's hostile has the standard's colour, the others that of their party; what is to come has a dashed frame.
    fills = set(page.locator('.mark.force path[d^="M45,45"]').evaluate_all("ps => ps.map(p => p.getAttribute('fill'))"))
    assert "rgb(170,255,170)" in fills and len(fills) > 2
    pledged = page.locator('.mark.force[aria-label*="3,800"] path[stroke-dasharray="14 9"]')
    assert pledged.count() >= 2
    assert page.locator("#legend text.letters").count() >= 3 and page.locator(".card text.letters").count() >= 3
    page.locator("details.menu summary").click()
    with page.expect_download() as saved:
        page.locator("details.menu button").nth(1).click()
    assert saved.value.path().stat().st_size > 20_000
    opened.quiet()
