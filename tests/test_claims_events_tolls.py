"""Tolls that nobody tells an event with, and what they must not be mixed up with."""

from __future__ import annotations

import pytest

from geo.claims.effects_losses import losses
from geo.claims.events import events
from tests.claims_context import context

DAY = "2016-05-10"  # a Tuesday


def drawn(text: str):
    return [c for c in events(context(text, DAY)) if c.polarity == "asserted"]


@pytest.mark.parametrize(
    ("sentence", "kind", "low", "high"),
    [
        ("The general staff put its own losses at nine.", "fatalities", 9, 9),
        ("The rebels put enemy dead since Friday at 2,300.", "fatalities", 2300, 2300),
        ("Hospitals fear the death toll has passed 400.", "fatalities", 400, 400),
        ("The ministry lists 247 of its conscripts as dead.", "fatalities", 247, 247),
        ("At least 31 of them fell in the last hour.", "fatalities", 31, None),
        ("Doctors put the wounded at 640.", "injured", 640, 640),
    ],
)
def test_losses(sentence, kind, low, high):
    ctx = context(sentence, DAY)
    found = [(k, c.low, c.high) for s in ctx.sentences for k, c, _ in losses(ctx, s)]
    assert found == [(kind, low, high)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The air force put its losses of tanks at nine.",
        "The company put its financial losses at 40.",
        "The mayor put the price of bread at 12.",
        "He lists 40 men as members.",
        "The losses were felt by 300 families.",
    ],
)
def test_no_losses(sentence):
    ctx = context(sentence, DAY)
    assert not [x for s in ctx.sentences for x in losses(ctx, s)]


def test_two_tolls_by_two_sources():
    found = drawn(
        "Guerrillas attacked a garrison in Ayacucho on Monday. The army put its losses at 14. "
        "A rebel commander put the soldiers' dead at 60."
    )
    assert {(c.fatalities_low, c.attribution.name) for c in found if c.fatalities_low} == {
        (14, "army"),
        (60, "rebel commander"),
    }
    assert all(p.name == "Ayacucho" for c in found for p in c.places)


def test_a_list_of_dead_is_added_up():
    found = drawn("Rebels attacked Goma on Monday. The army's spokesman gave the dead as 50 rebels and 12 soldiers.")
    assert [c.fatalities_low for c in found if c.fatalities_low] == [62]


def test_what_a_war_has_cost_is_no_bomb():
    found = drawn(
        "A suicide bomber killed 12 people in Jaffna, Sri Lanka, on Monday. Fighting since 1983 has killed 70,000 people."
    )
    bomb, war = sorted(found, key=lambda c: c.fatalities_low)
    assert (bomb.sub_event_type, bomb.fatalities_high) == ("Suicide bomb", 12)
    assert (war.event_type, war.fatalities_low, war.date_start.year) == ("Battles", 70000, 1983)


def test_fled_since_the_conflict_began_are_of_the_country():
    found = drawn(
        "Rebels took Gao in Mali on Saturday. Troops in Mali withdrew. "
        "More than 300,000 people have fled their homes since the conflict began."
    )
    fled = next(c for c in found if c.displaced_low == 300000)
    assert ([p.name for p in fled.places], fled.date_start) == (["Mali"], None)


def test_superlative_since_is_no_date():
    found = drawn("Gunmen killed 40 villagers near Maiduguri on Sunday, the deadliest attack since 2011.")
    assert {c.date_start.isoformat() for c in found if c.date_start} == {"2016-05-08"}


def test_police_that_arrive_are_not_displaced():
    found = drawn("Rebels attacked Goma on Monday. The state promised 3,000 police, of whom 1,050 have arrived in Goma.")
    assert not [c for c in found if c.displaced_low]


def test_wounded_only():
    found = drawn("Forty people were wounded in Gao on Friday.")
    assert [(c.injured_low, c.fatalities_low, c.places[0].name) for c in found] == [(40, None, "Gao")]
    assert not drawn("Forty people were injured in Gao on Friday when a bus overturned.")


def test_corpses_counted_and_more_known_of():
    found = drawn(
        "Gunmen massacred villagers near Goma on Monday. The mayor gave a toll of 85; staff at the hospital said that "
        "they had registered 120 corpses."
    )
    assert {c.fatalities_low for c in found} == {85, 120}
    found = drawn("Rebels attacked Goma on Monday. The morgue took in 26 bodies. A Red Cross volunteer knew of 11 more.")
    assert {c.fatalities_low for c in found} == {26, 11}


def test_lives_that_an_occupation_has_cost():
    found = drawn("Israeli troops left Gaza on Monday, ending an occupation that cost 900 of their comrades their lives.")
    assert 900 in {c.fatalities_low for c in found}


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The navy has flown 900 foreigners out of Tripoli.", 900),
        ("About 4,000 villagers have abandoned Malakal.", 4000),
        ("Some 5,000 people walked into a camp near Juba.", 5000),
    ],
)
def test_displaced_in_other_words(sentence, count):
    found = drawn("Rebels attacked Malakal with mortars on Monday and fighting reached Tripoli and Juba. " + sentence)
    assert count in {c.displaced_low for c in found}


def test_fighters_counted_twice_are_no_dead():
    found = drawn(
        'Rebels attacked Gao on Monday and killed 14 soldiers. "We counted 12,000 fighters before this and we count '
        '12,000 today," their spokesman said.'
    )
    assert {c.fatalities_low for c in found} == {14}


def test_a_figure_ridiculed_in_a_capital_is_not_of_it():
    found = drawn(
        "Rebels shelled Kharkiv on Monday. Their leader said that 300 troops had been killed, a figure ridiculed in Moscow."
    )
    assert "Moscow" not in {p.name for c in found for p in c.places}


def test_who_had_to_leave_has_left():
    text = "Rebels shelled Goma on Monday. Aid workers say 40,000 people {} leave their homes in Goma."
    assert 40000 in {c.displaced_low for c in drawn(text.format("have had to"))}
    assert 40000 not in {c.displaced_low for c in drawn(text.format("may have to"))}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("An air strike on a house in Gaza on Monday left 24 members of one family dead.", 24),
        ("Rebels seized a checkpoint in Aleppo on Monday after a fight that left six soldiers and four of their own dead.", 10),
        ("An officer and two soldiers were shot dead at a roadblock in Malakal on Monday.", 3),
        ("Residents said IS had shot dead 15 men in Mosul on Sunday.", 15),
        ("The colonel said 231 rebels and 67 soldiers had been killed in Ayacucho on Monday.", 298),
        ("The ministry said 170 troops and 12 armoured vehicles had been neutralised near Donetsk.", 170),
        ("Losses in Abkhazia since Friday are two servicemen killed and five wounded.", 2),
        ("Health officials put the death toll in Gaza since 8 April at 501, with 3,135 wounded.", 501),
        ("The Third Corps had wiped out three divisions at Mosul on Monday.", None),
    ],
)
def test_all_of_a_list_and_men_only(text, dead):
    found = [c.fatalities_low for c in drawn(text)]
    assert found and set(found) <= {dead}


def test_the_quote_of_a_toll_told_later_gives_the_figure_and_its_speaker():
    """A mark that says 1,500 dead must show the words that say so, not the headline that it was joined with."""
    text = ("Gori falls after a siege of five weeks, residents flee\n\nRebels said on Sunday they had captured the headquarters of the army in Gori. "
            "The chief of staff said that his troops had left the town.\n\nMore than 26,000 people fled Gori. "
            "The doctors' network put the number of dead in the siege at 1,500.")
    (claim,) = (c for c in drawn(text) if c.fatalities_low == 1500)
    assert "1,500" in claim.quote and claim.attribution.name == "doctors' network"


def test_of_families_only_the_least_number_of_persons_is_told():
    found = drawn("Rebels attacked Goma on Monday. The fighting drove 600 families from their homes in Sake.")
    assert (600, None) in {(c.displaced_low, c.displaced_high) for c in found}
