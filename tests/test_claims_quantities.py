"""Numbers, bounds and what is not a count."""

from __future__ import annotations

import pytest

from geo.claims.quantities import quantities
from geo.model import Report
from tests.claims_fixture import pipeline


def read(text: str) -> list[tuple[int | None, int | None, bool]]:
    return [(q.low, q.high, q.approximate) for q in quantities(pipeline()(Report("q", text)))]


@pytest.mark.parametrize(("text", "low", "high", "approximate"), [
    ("They sent 3,800 troops.", 3800, 3800, False),
    ("They sent at least 400 men.", 400, None, False),
    ("They sent more than 40 tanks.", 40, None, False),
    ("They sent over 10,000 soldiers.", 10000, None, False),
    ("They sent no fewer than 18 tanks.", 18, None, False),
    ("They sent up to 3,000 fighters.", None, 3000, False),
    ("They sent as many as 8,000 men.", None, 8000, False),
    ("They sent fewer than 100 men.", None, 100, False),
    ("They sent not more than 50 observers.", None, 50, False),
    ("They sent some 400 soldiers.", 400, 400, True),
    ("They sent around 3,800 soldiers.", 3800, 3800, True),
    ("They sent nearly 15,000 troops.", 15000, 15000, True),
    ("They sent an estimated 1,470 soldiers.", 1470, 1470, True),
    ("They sent 300 or so men.", 300, 300, True),
    ("They sent between 2,000 and 3,000 troops.", 2000, 3000, False),
    ("They sent 2,500-3,000 troops.", 2500, 3000, False),
    ("They sent 150 to 200 rebels.", 150, 200, False),
    ("They sent about 5,000 to 6,000 soldiers.", 5000, 6000, True),
    ("They sent two to three thousand fighters.", 2000, 3000, False),
    ("Estimates range from 1,000 to 7,000 rebels.", 1000, 7000, False),
    ("They sent dozens of tanks.", 24, 99, True),
    ("They sent hundreds of rebels.", 100, 999, True),
    ("They sent thousands of men.", 1000, 9999, True),
    ("They sent tens of thousands of troops.", 10000, 99999, True),
    ("They sent several hundred militants.", 200, 999, True),
    ("They sent a few dozen gunmen.", 24, 99, True),
    ("They sent half a dozen helicopters.", 6, 6, True),
    ("They sent two dozen vehicles.", 24, 24, True),
    ("They sent a hundred men.", 100, 100, False),
    ("They sent twenty-five soldiers.", 25, 25, False),
    ("They sent two hundred and fifty policemen.", 250, 250, False),
    ("They sent 1.5 million men.", 1500000, 1500000, False),
    ("They sent 150 thousand troops.", 150000, 150000, False),
    ("They sent 60k troops.", 60000, 60000, False),
    ("They sent 100+ tanks.", 100, None, False),
    ("They sent a 1,200-strong force.", 1200, 1200, False),
])
def test_a_count_has_the_bounds_that_its_words_give(text, low, high, approximate):
    assert read(text) == [(low, high, approximate)]


@pytest.mark.parametrize("text", [
    "It happened on 8 August 2008.", "It happened on August 8.", "The plane left at 10:30.", "They paid $5 million.",
    "Turnout was 30 percent.", "It lies 25 km north.", "He was born in 1993.", "Resolution 1244 was adopted.",
    "The commander, 43, spoke.", "They fired 120mm mortars.", "He is 23 years old.",
])
def test_dates_money_measures_ages_and_names_are_no_counts(text):
    assert read(text) == []


def test_the_counted_noun_is_found():
    doc = pipeline()(Report("q", "There are 1,470 Russian soldiers and 235 heavily-armoured vehicles."))
    assert [doc[q.head].text for q in quantities(doc)] == ["soldiers", "vehicles"]


def test_offsets_cover_the_whole_expression():
    text = "At least 400 men came."
    (quantity,) = quantities(pipeline()(Report("q", text)))
    assert text[quantity.start:quantity.end] == "At least 400" == quantity.text


def test_a_further_count_is_marked_as_more():
    (quantity,) = quantities(pipeline()(Report("q", "They sent a further 200 troops.")))
    assert quantity.more and quantity.low == 200


@pytest.mark.parametrize(("text", "expected"), [
    ("By the end of 2023 at least 30,534 people had died.", [(30534, None, False)]),
    ("OCT 5 - at least 12 soldiers came.", [(12, None, False)]),
    ("In January 2022 some 400 men came.", [(400, 400, True)]),
    ("They lost 500 at least.", [(500, None, False)]),
    ("Helicopters came at about ten; they left at 11.", []),
    ("Two shells fell at 0600 on 4 November and at 1200.", [(2, 2, False)]),
])
def test_words_between_two_numbers_bound_the_second(text, expected):
    assert read(text) == expected


def test_a_time_behind_a_number_is_not_what_is_counted():
    doc = pipeline()(Report("q", "France has 1,200 soldiers there and sent another 250 last month."))
    assert [q.head is not None for q in quantities(doc)] == [True, False]


@pytest.mark.parametrize("text", [
    "Call (804) 514-8477 or 804-780-1000 or 020 8583 5555 or 841-4467.",
    "A woman stood near the 7-Eleven store.",
    "Pack 198 and Troop 198 will collect food.",
    "He drove a 1996 Dodge pickup.",
    "Not one tank is left.",
])
def test_numbers_that_name_or_call_count_nothing(text):
    assert read(text) == []


def test_a_range_is_no_telephone_number():
    assert read("They lost 120-1500 rebels.") == [(120, 1500, False)]
