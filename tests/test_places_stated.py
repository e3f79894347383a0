"""A place that the text contradicts is not the place that a name means."""

from __future__ import annotations

from datetime import date

import pytest

from geo import atlas
from geo.model import Report
from geo.places import Gazetteer, parse_toponyms
from geo.places.language import Pipeline


def places(text: str) -> dict[str, object]:
    report = Report(id="x", text=text)
    ((_, doc),) = Pipeline().pipe([report])
    return {t.text: t.place for t in parse_toponyms(report, doc, Gazetteer.open())}


@pytest.mark.parametrize(("text", "name"), [
    ("Drones burnt aircraft at four airfields in Russia, among them Belaya in Irkutsk region.", "Belaya"),
    ("In the Sumy region of Ukraine Russian troops took the village of Kostiantynivka, Moscow said.", "Kostiantynivka"),
    ("Shells fell on the town of Kramatorsk, outside Lviv, in Ukraine.", "Kramatorsk"),
])
def test_a_namesake_elsewhere_than_the_text_says_is_no_place(text, name):
    assert places(text)[name] is None


@pytest.mark.parametrize(("text", "name", "country"), [
    ("Two soldiers died in Kostiantynivka in Donetsk region, Ukraine.", "Kostiantynivka", "UA"),
    ("Rebels took the town of Uvira, near Bujumbura, and marched on Bukavu.", "Uvira", "CD"),
    ("In the Kharkiv region of Ukraine troops took the town of Kupiansk, Kyiv said.", "Kupiansk", "UA"),
])
def test_a_place_that_lies_where_the_text_says_stays(text, name, country):
    assert places(text)[name].country == country


def test_the_wording_chooses_among_namesakes():
    place = places("Shells fell on the village of Slatina, outside Suceava, as Romania and Ukraine looked on.")["Slatina"]
    assert place is None or (place.country == "RO" and place.lat > 47)


@pytest.mark.parametrize("name", ["Indian-administered Kashmir", "Pakistan-administered Kashmir", "Indian-controlled Kashmir"])
def test_a_held_part_of_a_land_is_one_name(name):
    found = places(f"India and Pakistan traded fire after gunmen killed 26 people in {name} on Tuesday.")
    assert found[name].name.endswith("Kashmir") and found[name].id.startswith("macro:") and "Kashmir" not in found


def test_a_land_that_several_states_hold_parts_of_is_not_one_states_part():
    found = places("India and Pakistan trade fire. About 500,000 Indian soldiers are stationed in Kashmir. "
                   "Pakistan said shells fell on Muzaffarabad and Kotli.")
    assert found["Kashmir"].id == "macro:kashmir"


def where(text: str, title: str | None = None) -> list[list[tuple[str, bool]]]:
    """Names of the places of each claim, and whether each has a point."""
    (read,) = atlas.read_out([Report(id="x", text=text, date=date(2025, 2, 17), title=title)])
    return [[(p.name, p.lat is not None) for p in claim.places] for claim in read.claims]


def test_a_village_some_way_from_the_city_is_not_the_city():
    """A village that no gazetteer has is told by its distance from "the city": it has no point, and is not the city's."""
    told = "M23 rebels took Bukavu on Friday. Some 280 Uruguayan peacekeepers are at the airport of KAVUMU, 30 km north of the city."
    assert where(told) == [[("Bukavu", True)], [("KAVUMU", False)]]


@pytest.mark.parametrize("told", [
    "Some 200 fighters are in a village 30 km north of the city.",
    "Rebels killed 20 soldiers at a checkpoint 30 km north of the city on Monday.",
])
def test_what_is_some_way_from_the_city_is_put_there(told):
    first, second = where(f"Shells hit Aleppo in Syria. {told}")
    assert first == [("Aleppo", True)] and second == [("30 km north of Aleppo", True)]


def test_the_dead_that_a_government_counts_did_not_die_in_its_capital():
    told = ("India and Pakistan trade fire after strikes; Islamabad says 31 dead\n\nNEW DELHI/ISLAMABAD, 8 May 2025. India said it struck nine sites "
            "in Pakistan early on Wednesday, two weeks after gunmen killed 26 people at Pahalgam in Indian-administered Kashmir.\n\n"
            "Pakistan said 31 civilians were killed in the strikes on Muzaffarabad, Kotli, Bahawalpur and Muridke and in firing across the Line of Control. "
            "Its army spokesman, Lieutenant General Ahmed Sharif Chaudhry, said five Indian aircraft were shot down. India has not confirmed any loss.")
    assert not any(name == "Islamabad" for claim in where(told, told.split("\n")[0]) for name, _ in claim)
