"""Whose a force is by what it is called, and what a list's heading says of its items."""

from __future__ import annotations

import json
from datetime import date

import pytest

import geo


def forces(tmp_path, text: str, day: date) -> list[dict]:
    file = tmp_path / "r.txt"
    file.write_text(text, "utf-8")
    return [c for record in geo.parse(file, date=day) for c in record["claims"] if c["kind"] == "force"]


@pytest.mark.parametrize(("text", "count", "party"), [
    ("LUANDA, Jan 18 - Diplomats estimated that 10,000 UNITA troops and some 2,500 government soldiers were engaged in Huambo.", 2500, "Angola"),
    ("KHARTOUM, Oct 29 - The RSF stormed El Fasher on Sunday. The army fled. Local sources put the attackers at 20,000 men.", 20000, "Rapid Support Forces"),
    ("KIEV, Jan 19 - Two battalion groups of the Russian army, some 700 men, crossed the border of Ukraine near Luhansk.", 700, "Russia"),
    ("FREETOWN, Aug 26 - Troops landed in Monrovia. Nigeria contributed 1,100 soldiers, officials said, and Guinea a battalion of 480.", 480, "Guinea"),
    ("BAGHDAD, Oct 18 - France has four guns at Qayyarah, and Turkey, uninvited, keeps 500 soldiers at a camp in Bashiqa.", 500, "Turkey"),
    ("KABUL, Aug 16 - The Taliban won. Afghanistan's army, on paper 300,000 strong, collapsed almost without a fight.", 300000, "Afghanistan"),
])
def test_the_party_by_the_wording(tmp_path, text, count, party):
    found = forces(tmp_path, text, date(2015, 1, 19))
    assert party in {c["actor"] for c in found if count in (c["low"], c["high"])}, json.dumps(found)


def test_a_heading_says_what_is_with_its_items(tmp_path):
    text = ("FORCE FOR ALBANIA, 12 MAY 1997\n\nPledged so far:\n- Italy: 2,500\n- France: 1,000\n\n"
            "On the ground in Tirana: Greece 800, Turkey 300.\n\nWithdrawn\n- Spain: 90\n")
    told = {c["actor"]: (c["status"], c["place"]) for c in forces(tmp_path, text, date(1997, 5, 12))}
    assert told["Italy"][0] == told["France"][0] == "pledged" and told["Turkey"][0] == "present" and told["Spain"][0] == "withdrawn"
    assert told["Italy"][1] != "Italy"
