"""Events: type, place, parties, effects, merging, background; and what is no event."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.claims.events import events
from geo.claims.events_type import table
from tests.claims_context import context

DAY = "2016-05-10"  # a Tuesday


def drawn(text: str, day: str | None = DAY, actors: tuple[str, ...] = ()):
    return [c for c in events(context(text, day, actors)) if c.polarity == "asserted"]


@pytest.mark.parametrize(
    ("text", "event_type", "sub_event_type", "place"),
    [
        ("Rebels attacked an army base in Gao on Monday.", "Battles", "Armed clash", "Gao"),
        (
            "Gunmen attacked a village near Maiduguri on Sunday, killing 12 people.",
            "Violence against civilians",
            "Attack",
            "Maiduguri",
        ),
        ("Troops clashed with guerrillas in Ayacucho on Monday.", "Battles", "Armed clash", "Ayacucho"),
        ("Rebels captured Goma on Monday.", "Battles", "Non-state actor overtakes territory", "Goma"),
        ("The army recaptured Malakal on Sunday.", "Battles", "Government regains territory", "Malakal"),
        (
            "Warplanes bombed Aleppo on Monday, killing 20 civilians.",
            "Explosions/Remote violence",
            "Air/drone strike",
            "Aleppo",
        ),
        (
            "A drone strike killed four militants in Quetta on Saturday.",
            "Explosions/Remote violence",
            "Air/drone strike",
            "Quetta",
        ),
        (
            "Artillery shelled Donetsk overnight.",
            "Explosions/Remote violence",
            "Shelling/artillery/missile attack",
            "Donetsk",
        ),
        (
            "A missile hit a market in Kharkiv on Sunday.",
            "Explosions/Remote violence",
            "Shelling/artillery/missile attack",
            "Kharkiv",
        ),
        (
            "A suicide bomber killed 14 people in Kabul on Monday.",
            "Explosions/Remote violence",
            "Suicide bomb",
            "Kabul",
        ),
        (
            "A car bomb exploded in Baghdad on Sunday.",
            "Explosions/Remote violence",
            "Remote explosive/landmine/IED",
            "Baghdad",
        ),
        (
            "Three soldiers died when their truck hit a landmine in Kismayo on Friday.",
            "Explosions/Remote violence",
            "Remote explosive/landmine/IED",
            "Kismayo",
        ),
        (
            "Rockets filled with sarin fell on Aleppo on Monday in a chemical attack.",
            "Explosions/Remote violence",
            "Chemical weapon",
            "Aleppo",
        ),
        ("Soldiers raped 30 women in Juba in April.", "Violence against civilians", "Sexual violence", "Juba"),
        (
            "Gunmen kidnapped two journalists in Mogadishu on Monday.",
            "Violence against civilians",
            "Abduction/forced disappearance",
            "Mogadishu",
        ),
        (
            "Thousands of protesters marched through Yangon on Sunday to demand elections.",
            "Protests",
            "Peaceful protest",
            "Yangon",
        ),
        (
            "Police fired tear gas at protesters in Tripoli on Monday.",
            "Protests",
            "Protest with intervention",
            "Tripoli",
        ),
        ("Protesters threw stones at police in Belfast on Sunday.", "Riots", "Violent demonstration", "Belfast"),
        ("A mob lynched two men in Dili on Friday.", "Riots", "Mob violence", "Dili"),
        ("Police arrested 40 activists in Benghazi on Monday.", "Strategic developments", "Arrests", "Benghazi"),
        ("The two sides signed a ceasefire in Geneva on Monday.", "Strategic developments", "Agreement", "Geneva"),
        (
            "Government troops withdrew from Jaffna on Sunday.",
            "Strategic developments",
            "Change to group/activity",
            "Jaffna",
        ),
        (
            "Militiamen looted shops in Mogadishu on Friday.",
            "Strategic developments",
            "Looting/property destruction",
            "Mogadishu",
        ),
    ],
)
def test_type_and_place(text, event_type, sub_event_type, place):
    found = drawn(text)
    assert [(c.event_type, c.sub_event_type) for c in found] == [(event_type, sub_event_type)]
    assert [p.name for c in found for p in c.places] == [place] or found[0].places[0].name.endswith(place)


@pytest.mark.parametrize(
    "text",
    [
        "The striker's attack on the goal in Belfast delighted the crowd.",
        "The opposition in Belfast attacked the government's budget.",
        "A war of words broke out in Geneva on Monday.",
        "The minister died of cancer in Moscow on Monday.",
        "An earthquake killed 200 people in Kabul on Monday.",
        "Suicide bombers often target markets in Baghdad.",
        "He suffered a heart attack in Geneva on Sunday.",
        "A gas explosion killed three people in Moscow.",
        "Police in Belfast hope for a quiet march.",
    ],
)
def test_no_event(text):
    assert drawn(text) == []


def test_effects_are_on_the_event_and_not_beside_it():
    claims = drawn(
        "Gunmen attacked a market in Maiduguri on Monday, killing at least 20 people, wounding 50 and burning "
        "dozens of shops."
    )
    assert len(claims) == 1
    c = claims[0]
    assert (c.fatalities_low, c.fatalities_high, c.injured_low, c.injured_high) == (20, None, 50, 50)
    assert "shops" in c.damage


def test_displacement_with_its_bounds():
    claims = drawn("Tens of thousands of people fled Malakal on Sunday after rebels attacked the town.")
    assert any((c.displaced_low, c.displaced_high) == (10000, 99999) for c in claims)


def test_toll_in_the_next_sentence_belongs_to_the_attack():
    claims = drawn("A bomb exploded in a market in Kabul on Monday. Twelve people were killed and 30 wounded.")
    assert len(claims) == 1
    c = claims[0]
    assert (c.fatalities_low, c.injured_low, c.sub_event_type) == (12, 30, "Remote explosive/landmine/IED")
    assert c.quote.endswith("30 wounded.")


def test_definite_mention_is_merged():
    claims = drawn("A car bomb exploded in Baghdad on Monday.\n\nPolice said the blast killed nine people.")
    assert len(claims) == 1 and claims[0].fatalities_low == 9


def test_rival_tolls_stay_apart():
    claims = drawn(
        "Rebels attacked Gao on Monday. The army said 12 soldiers were killed. The rebels said 40 soldiers were killed."
    )
    assert {c.fatalities_low for c in claims} >= {12, 40}


def test_two_attacks_on_two_days_are_two():
    claims = drawn("Rebels shelled Donetsk on Sunday. On Monday they shelled Kharkiv.")
    assert [(c.places[0].name, str(c.date_start)) for c in claims] == [
        ("Donetsk", "2016-05-08"),
        ("Kharkiv", "2016-05-09"),
    ]


def test_what_is_answered_is_another_event():
    claims = drawn("Israel bombed Gaza on Monday after Hamas fired rockets at Ashkelon on Sunday.")
    assert [(c.places[0].name, c.sub_event_type) for c in claims] == [
        ("Gaza", "Air/drone strike"),
        ("Ashkelon", "Shelling/artillery/missile attack"),
    ]


def test_background_carries_its_own_date():
    claims = drawn("Rebels attacked Sarajevo on Monday.\n\nIn July 1995 Serb troops captured Srebrenica.")
    assert [(c.places[0].name, c.date_start.year, c.background) for c in claims] == [
        ("Sarajevo", 2016, False),
        ("Srebrenica", 1995, True),
    ]


def test_a_capital_that_stands_for_its_government_is_no_place_of_an_event():
    claims = drawn("Moscow attacked Kharkiv with missiles on Monday.", actors=("Moscow",))
    assert [c.places[0].name for c in claims] == ["Kharkiv"]


def test_unnamed_village_near_a_region_is_an_area():
    claims = drawn("Russian troops withdrew on Monday from a village near Abkhazia.", "2008-09-09")
    place = claims[0].places[0]
    assert place.geo_precision == 2 and place.uncertainty_km >= 50 and "near Abkhazia" in place.name


def test_event_without_a_place_takes_one_over_with_less_confidence():
    claims = drawn("Rebels attacked Gao on Monday. Later they ambushed an army patrol.")
    first, second = claims
    assert (
        second.places[0].name == "Gao" and second.places[0].geo_precision > 1 and second.confidence < first.confidence
    )


def test_no_place_no_claim():
    assert drawn("Rebels attacked an army patrol on Monday, killing two soldiers.") == []


def test_parties_have_roles():
    c = drawn("Hamas fired rockets at Ashkelon on Monday, killing a civilian.")[0]
    assert ("Hamas", "agent") in {(a.name, a.role) for a in c.actors}


def test_agreement_is_where_it_was_made():
    c = drawn(
        "Russia and Georgia signed an agreement on Abkhazia at a meeting in Geneva on Monday.", actors=("Georgia",)
    )[0]
    assert c.sub_event_type == "Agreement" and [p.name for p in c.places] == ["Geneva"]


def test_quote_is_the_span_and_ids_run_in_text_order():
    ctx = context("Rebels shelled Donetsk on Sunday. On Monday they shelled Kharkiv.", DAY)
    claims = events(ctx)
    assert [c.id for c in claims] == ["t#e1", "t#e2"]
    assert all(ctx.text[c.start : c.end] == c.quote for c in claims)
    assert [c.start for c in claims] == sorted(c.start for c in claims)


def test_every_sub_type_of_acled_is_in_the_table():
    kinds = table()
    assert len(kinds) == 25 and len({k.event_type for k in kinds.values()}) == 6


@pytest.fixture(scope="module")
def base():
    text = "Rebels attacked Gao on Monday, killing 12 people."
    return text, events(context(text, DAY))


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(
        [
            "The weather was fine.",
            "Officials met in a hotel.",
            "Prices rose by 3 percent.",
            "The school has a garden.",
            "He thanked the cook.",
            "Two trains were late.",
        ]
    )
)
def test_an_unrelated_sentence_changes_no_earlier_claim(base, sentence):
    text, before = base
    after = events(context(f"{text}\n\n{sentence}", DAY))
    assert after[: len(before)] == before


def test_deeds_of_one_party_are_told_each_for_itself():
    text = "Militiamen attacked Goma on Monday and robbed two banks."
    assert {"Looting/property destruction", "Armed clash"} == {c.sub_event_type for c in events(context(text, "2016-05-10"))}


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Boko Haram attacked Maiduguri on Monday. They killed 12 people in Maiduguri on Tuesday.", "Boko Haram"),
        ("The offensive of the Taliban reached Kabul on Monday.", "Taliban"),
    ],
)
def test_whose_deed_it_is_when_the_subject_only_points(text, agent):
    last = events(context(text, "2016-05-10"))[-1]
    assert agent in [a.name for a in last.actors if a.role == "agent"]


def test_they_are_not_the_party_when_somebody_else_came_between():
    text = "Boko Haram attacked Maiduguri on Monday. Farmers came home. They burned cars in Maiduguri on Tuesday."
    assert all("Boko Haram" not in [a.name for a in c.actors] for c in events(context(text, "2016-05-10"))[1:])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The town of Malakal passed to the rebels on Monday after heavy fighting.", "Non-state actor overtakes territory"),
        ("Two pipe bombs were made safe in Belfast on Monday.", "Disrupted weapons use"),
        ("Gunmen laid an ambush near Goma on Monday.", "Armed clash"),
        ("The last soldiers slipped off from Malakal on Monday.", "Change to group/activity"),
        ("An artillery preparation on Donetsk began on Monday.", "Shelling/artillery/missile attack"),
    ],
)
def test_other_words_for_the_same(text, kind):
    assert kind in [c.sub_event_type for c in events(context(text, "2016-05-10"))]


def test_a_battle_with_a_disease_is_none():
    assert not events(context("He died on Wednesday in Gori after a long battle with lung cancer.", "2008-09-09"))
