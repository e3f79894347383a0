"""Contested figures as a table with bars, in the popups of place and region."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.model import Report

pytestmark = pytest.mark.browser
REPORTS = [
    Report("a", "Russia has 3,800 soldiers in South Ossetia, Georgia's government said. About 20 Georgian soldiers were killed in "
                "fighting in Tskhinvali on 8 August, the Georgian defence ministry said.",
           date=date(2008, 9, 9), title="Report A", source="Wire A"),
    Report("b", "Russia has at least 7,000 soldiers in South Ossetia, analysts said. Russian officials said that 200 Georgian soldiers "
                "were killed in fighting in Tskhinvali on 8 August.",
           date=date(2008, 9, 10), title="Report B", source="Wire B"),
]


@pytest.fixture(scope="module")
def atlas():
    return geo.build(REPORTS)


@pytest.fixture
def page(opening, written, atlas):
    opened = opening(written("contested", atlas))
    yield opened.page
    opened.quiet()


def rows(table):
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in table.locator("tbody tr").all()]


def test_a_regions_popup_sets_rival_figures_side_by_side(page, atlas):
    forces = atlas.contested[atlas.contested["kind"] == "force"].iloc[0]
    page.evaluate("conflictmap.layers.regions.eachLayer(g => { if (g.region.id === 'south-ossetia') g.getLayers()[0].openPopup(g.region.at); })")
    table = page.locator(".regionbox table.rival").filter(has_text="3,800")
    table.wait_for()
    told = rows(table)
    assert [row[0] for row in told] == [forces["a_source"].split(" (")[0], forces["b_source"].split(" (")[0]]
    assert "3,800" in told[0][2] and "at least 7,000" in told[1][2] and told[0][1] == "Sep 9, 2008"
    first, second = (table.locator(".reach").nth(i).bounding_box() for i in (0, 1))
    assert first["x"] + first["width"] <= second["x"] + 1  # ranges that do not meet, on one scale
    assert table.locator(".reach.more").count() == 1
    assert table.locator("caption").inner_text().startswith("Russia")


def test_a_places_popup_has_its_tolls_and_leads_to_the_claims(page, atlas):
    page.evaluate("""conflictmap.layers.places.eachLayer(m => { if (m.getElement().getAttribute('aria-label') === 'Tskhinvali') m.openPopup(); })""")
    table = page.locator("article.place table.rival")
    table.wait_for()
    assert [row[2] for row in rows(table)] == ["20", "200"]
    ident = table.locator("tbody button").first.get_attribute("data-claim-id")
    assert ident in set(atlas.contested["a"]) | set(atlas.contested["b"])
    table.locator("tbody button").first.click()
    page.locator(f'article.claim[data-claim-id="{ident}"] blockquote').wait_for()
