"""A dataset's page: one name for the many points of a town, and no talk of reports where there is none."""

from __future__ import annotations

import pandas as pd
import pytest

import geo

pytestmark = pytest.mark.browser
TYPES = [("Battles", "Armed clash"), ("Protests", "Peaceful protest"), ("Violence against civilians", "Attack")]


@pytest.fixture
def page(opening, written, tmp_path):
    # 60 rows whose points lie some metres to kilometres from one another, all of them named El Fasher.
    rows = [{"event_id_cnty": f"SDN{i}", "event_date": f"2023-05-{1 + i % 28:02d}", "event_type": kind, "sub_event_type": sub,
             "actor1": "Rapid Support Forces", "country": "Sudan", "admin1": "North Darfur", "location": "El Fasher",
             "latitude": 13.63 + (i % 7) * 0.02, "longitude": 25.35 + (i % 11) * 0.02, "geo_precision": 1 + i % 2,
             "source": "Invented Radio", "notes": f"Row {i} of an invented table.", "fatalities": i % 4}
            for i in range(60) for kind, sub in [TYPES[i % 3]]]
    pd.DataFrame(rows).to_csv(tmp_path / "acled.csv", index=False)
    opened = opening(written("dataset", geo.build(tmp_path / "acled.csv")))
    yield opened.page
    opened.quiet()


def test_a_name_is_written_once(page):
    page.wait_for_selector(".mark.place .name")
    assert page.locator(".mark.place .name", has_text="El Fasher").count() == 1


def test_no_report_is_claimed(page):
    assert "a dataset" in page.locator("#facts").inner_text()
    assert "0 reports" not in page.locator("body").inner_text()


def test_a_badge_shows_the_types_it_holds(page):
    strokes = page.evaluate("[...document.querySelector('.mark.badge').querySelectorAll('.ring')].map((n) => n.getAttribute('stroke'))")
    assert len(set(strokes)) == len(strokes) == 3


def test_the_legend_names_the_disputes_near_the_marks_first(opening, written, tmp_path):
    """A table of the world shows all disputes; those of Venezuela and Western Sahara say nothing about marks in Gaza and Kharkiv."""
    towns = [("Gaza City", "Palestine", 31.5017, 34.4668), ("Kharkiv", "Ukraine", 49.99, 36.23), ("Caracas", "Venezuela", 10.49, -66.88),
             ("Manila", "Philippines", 14.6, 120.98)]
    rows = [{"event_id_cnty": f"X{i}", "event_date": "2024-05-01", "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "A",
             "country": country, "location": name, "latitude": lat, "longitude": lon, "notes": "Row."} for i, (name, country, lat, lon) in enumerate(towns)]
    pd.DataFrame(rows).to_csv(tmp_path / "acled.csv", index=False)
    page = opening(written("world", geo.build(tmp_path / "acled.csv"))).page
    keys = [line for line in page.locator("#legend .keys").inner_text().split("\n") if line.startswith("in dispute")]
    assert any("Palestine / Israel" in line for line in keys[:2])
    assert not any("Western Sahara" in line for line in keys)


def test_an_address_in_place_of_a_quote_can_be_followed(opening, written, tmp_path):
    """GDELT has no words of a report, only where it stands; nothing but an address of the web becomes a link."""
    names = ("GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_ADM1Code",
             "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL")
    addresses = ("https://news.example/goma?id=1", "javascript:alert(1)//https://x")
    rows = [(k, 20240501, "CONGO", "REBELS", "190", 4, "Goma, Nord-Kivu, Congo", "CG09", -1.679 + k, 29.234, url) for k, url in enumerate(addresses)]
    pd.DataFrame(rows, columns=names).to_csv(tmp_path / "gdelt.csv", index=False)
    page = opening(written("gdelt", geo.build(tmp_path / "gdelt.csv"))).page
    page.locator(".card").first.wait_for()
    links = []
    for k in range(len(addresses)):
        page.locator(".card").nth(k).click()
        page.locator("article.claim blockquote").wait_for()
        page.wait_for_timeout(600)
        links += [a.get_attribute("href") for a in page.locator("article.claim blockquote a").all()]
    assert links == [addresses[0]]
