"""Which place "the city" is."""

from __future__ import annotations

from datetime import date

import pytest

from geo import parse
from geo.model import Report

CASES = [
    ("Fighting in Aleppo", "Rebels attacked Aleppo on Friday. Some 900 fighters had been moved there from Homs in the past week. "
     "The army has about 2,500 soldiers in the city.", 2500, "Aleppo"),
    ("Fighting in Aleppo", "Rebels attacked Aleppo on Friday. The spokesman told a news conference in Damascus that talks had failed. "
     "He said the army has about 2,500 soldiers in the city.", 2500, "Aleppo"),
    (None, "Rebels attacked Aleppo, Syria, on Friday. Fighting went on in Aleppo all day. The wounded were taken to Homs. Some 600 fighters "
     "entered the city at noon.", 600, "Aleppo"),
    (None, "Fighting went on in Aleppo, Syria. Rebels then took Homs. Some 300 soldiers still hold the city.", 300, "Homs"),
]


@pytest.mark.parametrize(("title", "text", "count", "place"), CASES)
def test_the_city(title, text, count, place):
    (record,) = parse([Report("r", text, date=date(2012, 11, 20), title=title)])
    assert [c["place"] for c in record["claims"] if c["kind"] == "force" and c["low"] == count] == [place]


def test_an_event_is_not_where_the_press_met():
    text = "Fighting went on in Aleppo, Syria. An officer told a news conference in Damascus that 19 rebels had been killed."
    (record,) = parse([Report("r", text, date=date(2012, 11, 20))])
    assert "Damascus" not in [c["place"] for c in record["claims"]]
