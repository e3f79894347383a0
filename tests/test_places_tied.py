"""Villages known by what is tied to them, and namesakes abroad that a text does not mean."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import Report
from geo.places import Gazetteer, parse_toponyms
from geo.places.features_tied import NAMES, Tied
from geo.places.language import Pipeline
from geo.places.recognize_scan import Words


def toponyms(text: str, day: date = date(2015, 5, 18)):
    report = Report("r", text, date=day, source="Test", language="en")
    ((_, doc),) = Pipeline().pipe([report])
    return parse_toponyms(report, doc, Gazetteer.open())


def tied(text: str, name: str) -> dict[str, float]:
    ((_, doc),) = Pipeline().pipe([Report("r", text, language="en")])
    words = Words.of(doc)
    at = next(i for i, w in enumerate(words.text) if w == name)
    return dict(zip(NAMES, Tied(words)(at, at + 1), strict=True))


@pytest.mark.parametrize(("text", "name", "feature"), [
    ("The soldiers walked to Yamales before dawn.", "Yamales", "going"),
    ("Shells fell on the garrison of Samarkhel.", "Samarkhel", "place_noun"),
    ("Jets struck positions at the Calueque dam.", "Calueque", "site_after"),
    ("They took Chalai, a village on the coast.", "Chalai", "apposed"),
    ("The front lies ten km south of Minova.", "Minova", "compass_of"),
])
def test_what_ties_something_to_a_name(text, name, feature):
    assert tied(text, name)[feature] == 1.0
    assert tied(f"Mr {name} said nothing.", name)[feature] == 0.0


def test_a_report_on_a_war_is_told_from_a_local_paper():
    assert tied("Rebels and soldiers clashed near Goma; mortar shells hit a garrison.", "Goma")["war"] > 0.5
    assert tied("The school board of Salem met on Tuesday about the budget.", "Salem")["war"] == 0.0


@pytest.mark.parametrize("text", [
    "Clashes in Feb. 2014 killed two soldiers near Bangui.",
    "Two MiG-29s were shot down near Badme by soldiers.",
    "The Air Force bombed rebels near Mullaitivu.",
    "Britain sent 250 Gurkhas to Dili.",
    "HMS Ocean sailed for Freetown with marines.",
])
def test_what_is_no_village(text):
    assert {t.text for t in toponyms(text)} <= {"Bangui", "Badme", "Mullaitivu", "Dili", "Freetown", "Britain"}


def test_a_town_of_the_country_that_is_spoken_of_goes_before_a_capital_abroad():
    found = toponyms("LUANDA, Angola - UNITA rebels fought for Kuito and Huambo, Angola said. The roads to Lobito, Benguela and Malanje in Angola are cut.", date(1993, 1, 18))
    assert {t.place.country for t in found if t.text == "Kuito"} == {"AO"}


def test_an_airfield_is_not_a_namesake_town_abroad():
    found = toponyms("PRISTINA - About 200 Russian paratroopers hold Slatina airfield in Kosovo. British troops are in Pristina and Prizren.", date(1999, 6, 14))
    assert all(t.place is None or t.place.country != "RO" for t in found if t.text == "Slatina")


def test_a_states_full_name_is_its_own():
    found = toponyms("Soldiers of the Republic of the Congo are at Bossangoa, in the Central African Republic.", date(2014, 2, 14))
    assert "CG" in {t.place.country for t in found if t.place and t.place.feature_code == "PCLI"}
