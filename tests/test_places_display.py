"""By which name a place is shown, within a report and over an atlas."""

from __future__ import annotations

import pytest

from geo.model import Place, Report, Toponym
from geo.places import Gazetteer, parse_toponyms, spellings
from geo.places.language import Pipeline


def shown(text: str) -> dict[str, str]:
    report = Report(id="a", text=text)
    return {t.text: t.place.name for t in parse_toponyms(report, Pipeline()(report), Gazetteer.open()) if t.place}


@pytest.mark.parametrize("text, name, wanted", [
    ("Azerbaijani shells fell on Stepanakert and Martuni.", "Stepanakert", "Stepanakert"),
    ("Azerbaijani police entered Khankendi in Karabakh.", "Khankendi", "Khankendi"),
    ("Fighting went on in Artemivsk, Ukraine.", "Artemivsk", "Artemivsk"),
    ("Kyiv was calm; Kiev, as Russians call it, was calm. Kyiv slept. Ukraine did too.", "Kiev", "Kyiv"),
    ("Cumhurbaşkanı bu akşam Diyarbakır'da konuştu ve bir daha Ankara'ya gitti.", "Ankara'ya", "Ankara"),
])
def test_the_report_s_own_name(text, name, wanted):
    assert shown(text)[name] == wanted


def test_one_spelling_over_all_reports():
    def toponym(text: str, key: str, role: str = "location") -> Toponym:
        return Toponym(0, len(text), text, place=Place(key, text, 0.0, 0.0), role=role)

    found = [toponym("Kiev", "1"), toponym("Kyiv", "1"), toponym("Kyiv", "1"), toponym("Gori", "2"),
             toponym("Moskva", "3", "actor"), toponym("Moscow", "3")]
    assert spellings(found) == {"1": "Kyiv"}
