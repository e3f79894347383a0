"""Which town "the capital" is, and places named by what lies beside them."""

from __future__ import annotations

from datetime import date

import pytest

import geo


def places_of(tmp_path, text: str, day: date) -> list[str | None]:
    file = tmp_path / "r.txt"
    file.write_text(text, "utf-8")
    return [c["place"] for record in geo.parse(file, date=day) for c in record["claims"]]


@pytest.mark.parametrize(("text", "day", "town"), [
    ("FREETOWN, Aug 26 - Some 3,000 soldiers landed in the Liberian capital on Saturday.", date(1990, 8, 26), "Monrovia"),
    ("LIBREVILLE, Feb 3 - About 2,000 rebels are in the capital of Chad.", date(2008, 2, 3), "N'Djamena"),
    ("KHARTOUM, Sept 14 - Shells hit El Obeid on Friday. A column of 2,500 troops entered the North Kordofan state capital on Saturday.",
     date(2025, 9, 14), "El Obeid"),
    ("TBILISI, Oct 9 - Russia holds Akhalgori and Tskhinvali. The ministry said 500 police moved into villages north of Gori.", date(2008, 10, 9), "Gori"),
])
def test_the_town_that_a_phrase_means(tmp_path, text, day, town):
    assert town in places_of(tmp_path, text, day)


@pytest.mark.parametrize(("text", "town"), [
    ("KABUL, Aug 16 - The Taliban entered Kabul. In Kandahar, residents said dozens of soldiers had been executed.", "Kandahar"),
    ("KABUL, Aug 16 - The Taliban entered Kabul. In Kandahar, which fell on Friday, doctors said 20 people were killed.", "Kandahar"),
    ("KABUL, Aug 16 - The Taliban entered Kabul. In Washington, the Pentagon said 13 soldiers had been killed.", "Kabul"),
])
def test_what_those_say_who_are_there(tmp_path, text, town):
    assert places_of(tmp_path, text, date(2021, 8, 16))[-1] == town


def test_a_capital_that_moved_is_not_told_before_it_was_one(tmp_path):
    assert "Nay Pyi Taw" not in places_of(tmp_path, "BANGKOK, Aug 9 - About 4,000 soldiers are in the Burmese capital.", date(1988, 8, 9))
