"""Places taken, lost, handed over and left; and several events of one sentence."""

from __future__ import annotations

import pytest

from geo.claims.events import events
from tests.claims_context import context

DAY = "2016-05-10"  # a Tuesday
WAR = "Rebels fought troops near Goma on Friday and shelled a garrison. "


def drawn(text: str):
    return [c for c in events(context(text, DAY)) if c.polarity == "asserted"]


def kinds(text: str) -> set[tuple[str, str]]:
    return {(c.sub_event_type, c.places[0].name) for c in drawn(text)}


@pytest.mark.parametrize(
    ("text", "sub_event_type", "place"),
    [
        (WAR + "The base at Kismayo was handed over to the police on Monday.", "Non-violent transfer of territory", "Kismayo"),
        (WAR + "Malakal changed hands on Monday.", "Non-state actor overtakes territory", "Malakal"),
        ("Islamic State took Tripoli in May 2015.", "Non-state actor overtakes territory", "Tripoli"),
        ("The Ukrainian flag was raised over Kharkiv on Monday.", "Government regains territory", "Kharkiv"),
        ("The Israeli army bombed Gaza and fought Hamas for 22 days. On Sunday it left Gaza.", "Change to group/activity", "Gaza"),
        ("Troops left Malakal to a Nuer militia on Sunday.", "Non-violent transfer of territory", "Malakal"),
        ("Youths fought youths in Malakal on Monday.", "Mob violence", "Malakal"),
    ],
)
def test_ground(text, sub_event_type, place):
    assert (sub_event_type, place) in kinds(text)


def test_a_town_that_is_left_as_the_last_is_not_left():
    found = kinds("Rebels took Gao on Saturday, leaving Malakal as the last big town under government control.")
    assert found == {("Non-state actor overtakes territory", "Gao")}


@pytest.mark.parametrize("rest", ["in ruins", "under siege", "without water"])
def test_a_state_is_no_withdrawal(rest):
    assert "Change to group/activity" not in {k for k, _ in kinds(f"Rebels left Malakal {rest} on Sunday.")}


def test_taken_then_murdered():
    found = {c.sub_event_type: c for c in drawn("Islamic State took Mosul in June 2014 and murdered 21 Yazidis.")}
    assert found["Attack"].fatalities_low == 21
    assert found["Non-state actor overtakes territory"].fatalities_low is None


def test_killed_in_taking_it_is_one():
    found = drawn("Rebels captured Goma on Monday, killing 14 soldiers.")
    assert [(c.sub_event_type, c.fatalities_low) for c in found] == [("Non-state actor overtakes territory", 14)]


def test_what_a_speaker_has_done_is_not_what_he_says():
    found = drawn("Moscow, whose warplanes bombed Aleppo on Sunday, said that 45 fighters had died in the battle.")
    assert [c.fatalities_low for c in found if c.sub_event_type == "Air/drone strike"] == [None]


def test_lost_by_an_army_is_won_by_the_others():
    found = drawn("Rebels shelled Donetsk on Monday. Ukraine's army admitted that it had lost the main terminal of Donetsk.")
    assert "Non-state actor overtakes territory" in {c.sub_event_type for c in found}


def test_an_army_patrol_is_of_the_country():
    text = (
        "Pakistani peacekeepers have a base in Goma and Pakistani engineers a camp. The Pakistani contingent leaves in June. "
        "Rebels ambushed an army patrol in Goma on Monday, killing four soldiers."
    )
    ambush = next(c for c in drawn(text) if c.fatalities_low == 4)
    assert "Pakistan" not in {a.name for a in ambush.actors}


def test_a_truce_that_somebody_declared():
    found = kinds("Troops fought rebels near Goma on Monday despite a truce that the government had declared on Sunday.")
    assert "Agreement" in {k for k, _ in found}


def test_an_air_strike_while_fighting_goes_on():
    found = kinds("Warplanes bombed camps near Aleppo on Sunday as fighting entered a fourth day.")
    assert "Air/drone strike" in {k for k, _ in found}


def test_rebels_of_a_state_are_not_the_state():
    found = drawn("Malian rebels withdrew from Gao on Sunday after a battle.")
    assert not [a for c in found for a in c.actors if a.name == "Mali"]


def test_they_are_the_fighters_told_of():
    found = kinds("Insurgents crossed into Mali on Friday and fought the army. On Saturday they reached the palace at Gao.")
    assert "Gao" in {p for _, p in found}


def test_who_pushes_an_army_out_need_not_be_a_government():
    for text, kind in (("Islamist groups then pushed the separatists out of Gori.", "Non-state actor overtakes territory"),
                       ("Troops drove the rebels out of Gori on Monday.", "Government regains territory")):
        assert [e.sub_event_type for e in events(context("Fighting went on in Georgia. " + text, "2008-09-09"))][-1:] == [kind]


def test_what_an_event_was_is_not_another_event():
    text = "Two jets bombed a command post near Gori on Monday, the first air strike of the war."
    assert [e.sub_event_type for e in events(context(text, "2008-09-09"))] == ["Air/drone strike"]
