"""Where an event is when its sentence names no place, a speaker's seat or an unknown place; headlines, lists, denials."""

from __future__ import annotations

import pytest

from geo.claims.coreference_focus import announced_at
from geo.claims.events import events
from tests.claims_context import context

DAY = "2016-05-10"  # a Tuesday


def drawn(text: str, day: str | None = DAY, polarity: str = "asserted"):
    return [c for c in events(context(text, day, ())) if c.polarity == polarity]


def names(claim) -> list[str]:
    return [p.name for p in claim.places]


def test_a_medium_is_no_place_and_the_town_is_the_one_told_before():
    text = "Rebels captured Benghazi on Monday, the militia said. Tripoli radio denied that the town had fallen."
    assert [names(c) for c in drawn(text)] == [["Benghazi"]]
    assert [names(c) for c in drawn(text, polarity="denied")] == [["Benghazi"]]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Maiduguri on Monday. Two soldiers were killed in the attack, officials in Geneva said.",
        "Warplanes bombed Aleppo on Sunday. At least 12 people were killed in the strike, the ministry said in Moscow.",
    ],
)
def test_where_a_speaker_sits_is_not_where_it_happened(text):
    found = {n for c in drawn(text) for n in names(c)}
    assert not found & {"Geneva", "Moscow"}
    assert found


@pytest.mark.parametrize("text", [
    "The rebels, in a statement faxed from Geneva, said 1,208 soldiers died.",
    "The movement said in a communique issued in Geneva that 40 soldiers died.",
    "The movement told a news conference in Geneva that 40 soldiers died.",
])
def test_where_a_statement_was_sent_from_is_where_the_press_was_told(text):
    ctx = context(text, DAY, ())
    assert [t.text for t in ctx.toponyms if announced_at(ctx, t)] == ["Geneva"]
    ctx = context("Two reporters murdered at Gori on Sunday were Germans.", DAY, ())
    assert not any(announced_at(ctx, t) for t in ctx.toponyms)


def test_an_attack_on_an_unknown_place_is_not_put_where_the_last_one_was():
    text = "Syria has seen heavy fighting. Warplanes bombed Aleppo on Sunday. On Monday the rebels shelled Zarbaqistan."
    places = [(names(c), c.places[0].geo_precision) for c in drawn(text)]
    assert (["Aleppo"], 1) in places
    (shelled,) = (c for c in drawn(text) if names(c) != ["Aleppo"])
    assert (names(shelled), shelled.places[0].lat, shelled.places[0].id) == (["Zarbaqistan"], None, "unresolved:zarbaqistan")


def test_headline_and_body_are_one_event():
    text = "Rebels say they captured Goma\n\nGOMA, May 10 (News) - Rebels captured Goma on Monday, killing 12 soldiers."
    (event,) = drawn(text)
    assert (str(event.date_start), event.fatalities_low) == ("2016-05-09", 12)


def test_a_sentence_that_only_denies_gives_the_denied_event():
    text = "The rebels said that they had captured Malakal on Sunday. The government denied the claim."
    (denied,) = drawn(text, polarity="denied")
    assert (names(denied), denied.quote) == (["Malakal"], "The government denied the claim.")
    assert denied.fatalities_low is None


def test_a_second_place_without_a_verb_has_its_own_date():
    text = "Rebels captured Goma on 3 May and Malakal on 8 May."
    assert {(names(c)[0], str(c.date_start)) for c in drawn(text)} == {("Goma", "2016-05-03"), ("Malakal", "2016-05-08")}


def test_list_items_are_told_each_for_itself():
    text = "Situation\n- On 4 May an air strike hit Aleppo; three people were injured.\n- Sixteen UN staff were detained in Kobani.\n"
    found = {names(c)[0]: c.date_start for c in drawn(text)}
    assert str(found["Aleppo"]) == "2016-05-04"
    assert found["Kobani"] is None


def test_a_label_places_its_line():
    text = "* Benghazi: gunmen of the militia abducted a judge on Monday.\n* Tripoli: four soldiers were killed by a mine on Sunday.\n"
    assert [names(c) for c in drawn(text)] == [["Benghazi"], ["Tripoli"]]


def test_people_flee_from_the_place_they_leave():
    (event,) = drawn("About 50,000 refugees fled Aleppo for Kobani on Monday.")
    assert (names(event), event.displaced_low) == (["Aleppo"], 50000)


@pytest.mark.parametrize(
    "text",
    [
        "A Belfast man was charged with burglary after police arrested him in Belfast on Monday.",
        "One woman has died after being struck by a vehicle in Belfast, police said. The driver was arrested.",
        "Police have identified a man who was killed in a robbery in Belfast. A suspect appeared in court.",
        "The minister's travels came under fire in the election campaign in Belfast.",
    ],
)
def test_crime_and_accidents_are_no_political_violence(text):
    assert drawn(text) == []


def test_a_party_is_never_a_thing():
    (event,) = drawn("Rebels attacked a convoy in Gao on Monday, destroying 12 tanks.")
    assert all("tank" not in a.name for a in event.actors)


def test_a_village_that_no_gazetteer_has_stays_the_place_of_its_event():
    text = "Mali has seen heavy fighting. Rebels attacked an army post at Dougaville on Monday, killing 12 soldiers."
    (event,) = drawn(text)
    assert (names(event), event.places[0].lat, event.fatalities_low) == (["Dougaville"], None, 12)


@pytest.mark.parametrize("name", ["Parliament", "Ramadan", "Colonel Traore"])
def test_a_capital_letter_alone_makes_no_place(name):
    found = drawn(f"Mali has seen heavy fighting. Rebels killed 12 soldiers in Gao on Monday, it was said in {name}.")
    assert all(name not in n for c in found for n in names(c))


def test_another_figure_for_the_same_dead_is_a_claim_of_its_own():
    text = "An air strike killed 30 people in Aleppo on Monday, the ministry said. The UN said 45."
    assert [(c.fatalities_low, c.attribution.name, names(c)) for c in drawn(text)][1:] == [(45, "UN", ["Aleppo"])]


@pytest.mark.parametrize(
    ("sentence", "sub_type"),
    [
        ("Goma has been under M23 control since Monday.", "Non-state actor overtakes territory"),
        ("Malakal is in army hands again.", "Government regains territory"),
        ("Gao was cleared of rebels on Sunday.", "Government regains territory"),
    ],
)
def test_ground_that_is_told_as_held(sentence, sub_type):
    (event,) = drawn("Fighting and shelling went on for days.\n\n" + sentence)
    assert (event.sub_event_type, names(event)) == (sub_type, [sentence.split()[0]])


def test_a_state_that_takes_a_foreign_town_is_no_rebel():
    (event,) = drawn("Georgian troops captured Moscow on Monday after heavy fighting.", "2016-05-10")
    assert event.sub_event_type == "Government regains territory"
