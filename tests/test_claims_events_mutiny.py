"""Towns taken by soldiers who obey no longer, flight told of a town's people, and names that are an organisation's."""

from __future__ import annotations

from datetime import date

import geo


def record(tmp_path, text: str) -> dict:
    file = tmp_path / "r.txt"
    file.write_text(text, "utf-8")
    return next(iter(geo.parse(file, date=date(2004, 6, 3))))


def test_mutineers_are_not_their_state(tmp_path):
    for who in ("Dissident soldiers", "Mutinous troops", "Renegade soldiers"):
        (taken,) = record(tmp_path, f"{who} seized the Congolese city of Bukavu on Wednesday.")["claims"]
        assert taken["sub_event_type"] == "Non-state actor overtakes territory", who
    (taken,) = record(tmp_path, "Government troops seized the Congolese city of Bukavu on Wednesday.")["claims"]
    assert taken["sub_event_type"] == "Government regains territory"


def test_people_of_a_town_flee_from_it(tmp_path):
    text = "KINSHASA - Rebels shelled Bukavu on Wednesday. More than 2,000 residents of Bukavu have fled across the Ruzizi river to Cyangugu in Rwanda."
    flight = record(tmp_path, text)["claims"][-1]
    assert (flight["place"], flight["displaced_low"]) == ("Bukavu", 2000)


def test_an_organisation_is_no_place(tmp_path):
    found = record(tmp_path, "In Kinshasa, U.N. guards shot dead three looters on Thursday.")["toponyms"]
    assert [t["text"] for t in found if t["role"] != "other"] == ["Kinshasa"]
