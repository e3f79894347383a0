"""Families of events as wires, missions and ministries word them, and the parses that used to lose them."""

from __future__ import annotations

import pytest

from geo.claims.effects_stated import stated
from geo.claims.events import events
from tests.claims_context import context

DAY = "2016-05-10"  # a Tuesday
WAR = "The war between the army and the rebels went on, with fighting and shelling on several fronts. "


def told(sentence: str, polarity: str = "asserted"):
    return [c for c in events(context(WAR + sentence, DAY)) if c.start >= len(WAR) - 1 and c.polarity == polarity]


@pytest.mark.parametrize(
    ("sentence", "sub_event_type"),
    [
        ("Army units cleared the rebels from Gao in April.", "Government regains territory"),
        ("The army has been in full control of Gao since Friday.", "Government regains territory"),
        ("The army has lost control of Gao.", "Non-state actor overtakes territory"),
        ("Fighters sealed off the roads into Gao on Sunday.", "Other"),
        ("Soldiers overthrew President Keita in Gao on Monday.", "Other"),
        ("Rebels freed 50 captured soldiers in Goma on Friday.", "Other"),
        ("Hundreds of women marched through Goma on Friday to call for peace.", "Peaceful protest"),
        ("Demonstrators blocked roads in Gao on Thursday.", "Peaceful protest"),
        ("Soldiers shot dead six protesters in Gao on Wednesday.", "Excessive force against protesters"),
        ("Clashes between police and demonstrators in Gao on Friday left three dead.", "Violent demonstration"),
        ("A mob killed two men in Goma on Friday.", "Mob violence"),
        ("Bandits carried off 30 students from a college near Gao on Thursday.", "Abduction/forced disappearance"),
        ("Deminers destroyed 40 mines near Mosul on Thursday.", "Disrupted weapons use"),
        ("Police seized grenades in Goma on Monday.", "Disrupted weapons use"),
        ("Armed men torched a health centre in Goma on Sunday.", "Looting/property destruction"),
        ("A store in Goma went up in smoke on Monday.", "Looting/property destruction"),
        ("The UN mission closed its base in Gao on 30 April.", "Change to group/activity"),
        ("The army has encircled Mosul.", "Other"),
        ("Mosul was struck with eight guided bombs on Sunday.", "Air/drone strike"),
        ("The army killed a rebel commander in a strike near Mosul on Sunday.", "Air/drone strike"),
        ("Tuesday's car bomb in Baghdad, the third in a week, claimed 31 lives.", "Remote explosive/landmine/IED"),
        ("Baghdad: car bomb in a market, 8 dead, 12 wounded.", "Remote explosive/landmine/IED"),
        ("A Scud fired from the south demolished a row of houses in Mosul on May 3, killing 23 people.",
         "Shelling/artillery/missile attack"),
        ("Late on Sunday missiles hit a power station in Baghdad, killing a worker.", "Shelling/artillery/missile attack"),
        ("A gunship had strafed Mosul market last month and left eight dead, residents say.", "Air/drone strike"),
        ("A suicide bomber drove a truck into the checkpoint at Gao on Friday.", "Suicide bomb"),
        ("Army jets carried out 17 strikes on Monday in Mosul.", "Air/drone strike"),
        ("The adviser said that the army on Sunday retook almost all of Mosul.", "Government regains territory"),
        ("About 10,000 Rwandans have crossed into Goma since Friday.", "Other"),
        ("Georgia tried to retake South Ossetia by force on Friday.", "Armed clash"),
    ],
)  # fmt: skip
def test_type(sentence, sub_event_type):
    assert sub_event_type in {c.sub_event_type for c in told(sentence)}


@pytest.mark.parametrize(
    ("sentence", "kind", "low", "high"),
    [
        ("Leaders put the number of villagers killed in Gao at 160.", "fatalities", 160, 160),
        ("The number of displaced in North Kivu has reached 100,000.", "displaced", 100000, 100000),
        ("The army killed 43 rebels near Gao on Friday for the loss of six soldiers.", "fatalities", 49, 49),
        ("Troops beat off a raid on Gao, with four soldiers and 12 rebels killed.", "fatalities", 16, 16),
        ("Rebels killed six people in Goma on Monday, beheading two of them.", "fatalities", 6, 6),
        ("Gunmen murdered 12 soldiers and police in Goma on Monday.", "fatalities", 12, 12),
        ("A warplane bombed a square in Mosul on Monday, killing five people, among them a Dutch cameraman.", "fatalities", 5, 5),
        ("A mine killed a family of five near Mosul on Monday.", "fatalities", 5, 5),
        ("Rebels slit the throats of 81 people in Goma on Monday.", "fatalities", 81, 81),
        ("An elderly couple was murdered in Goma on Monday.", "fatalities", 2, 2),
        ("On 8 April a Japanese volunteer and his interpreter were murdered in Goma.", "fatalities", 2, 2),
        ("Dead in Gao on Monday: 3 soldiers and 20 rebels.", "fatalities", 23, 23),
        ("About 1,500 men laid down their arms in Goma on Friday.", "captured", 1500, 1500),
        ("More than 40 rebels were killed and 12 captured in an operation around Gao.", "captured", 12, 12),
        ("Rebels now hold 48 peacekeepers at Goma.", "captured", 48, 48),
    ],
)
def test_figures(sentence, kind, low, high):
    assert (low, high) in {(getattr(c, f"{kind}_low"), getattr(c, f"{kind}_high")) for c in told(sentence)}


def test_a_part_is_no_second_event():
    assert len(told("Rebels killed six people in Goma on Monday, beheading two of them.")) == 1


def test_two_clauses_are_two_events():
    found = told("On Sunday the army shelled Gao; rebels stormed Goma on Monday.")
    assert [[p.name for p in c.places] for c in found] == [["Gao"], ["Goma"]]


@pytest.mark.parametrize(
    ("sentence", "places", "figures"),
    [
        ("At least 22 people were killed in Gao and 14 in Goma.", ["Gao", "Goma"], [22, 14]),
        ("Air raids on Mosul killed 10 people on Monday and 12 on Sunday.", ["Mosul", "Mosul"], [10, 12]),
        ("Shells killed 40 people in Mosul.", ["Mosul"], [40]),
    ],
)
def test_figures_without_a_verb(sentence, places, figures):
    found = [c for c in told(sentence) if c.fatalities_low]
    assert [c.places[0].name for c in found] == places
    assert [c.fatalities_low for c in found] == figures


def test_what_cannot_be_confirmed_is_not_asserted():
    assert not told("A report that 70 houses had been burned in Goma could not be confirmed.")
    assert told("A report that 70 houses had been burned in Goma could not be confirmed.", "hypothetical")


@pytest.mark.parametrize(
    "sentence",
    ["Rebels have threatened to burn Goma.", "The UN fears an assault on Gao.", "The army is feared to plan a push towards Gao."],
)
def test_what_is_still_to_come(sentence):
    assert told(sentence, "hypothetical")
    assert not told(sentence)


def test_a_siege_that_men_resist_is_a_siege():
    assert not told("Under siege in Gao for nine days, 500 men still resist.", "denied")


def test_a_date_makes_no_plan():
    assert told("Some 7,000 men abducted on the night of 3 to 4 May in Goma have been set free since.")


def test_a_day_is_no_part_of_a_phrase():
    found = told("The mission closed its base in Gao on 30 April.")
    assert all(c.event_type != "Battles" for c in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The arrival of 400 Kenyan police in Gao was delayed.",
        "The minister demanded a corridor for 500 wounded soldiers in Mosul.",
        "How the striker's attack was blunted in the derby at Poti is told on page 7.",
        "A court in Goma sentenced 25 men on Friday.",
    ],
)
def test_no_event(sentence):
    assert not [c for c in told(sentence) if c.displaced_low or c.injured_low or c.event_type == "Battles"]


def test_stated_figures_of_a_situation_report():
    ctx = context("Displaced since 1 March: 948,000.", DAY)
    assert [(k, c.low) for k, c, _ in stated(ctx, ctx.sentences[0])] == [("displaced", 948000)]
