"""Force claims: actor, unit, count, place, status, date and source of sentences from many wars."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims.extract import extract
from geo.model import Report
from tests.claims_fixture import claims, context

DAY = date(2008, 9, 9)


def told(text: str, day: date | None = DAY) -> list[tuple]:
    return [
        (c.actor.name, c.low, c.high, c.unit, c.status, " + ".join(p.name for p in c.places)) for c in claims(text, day)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France has deployed about 2,900 soldiers in Mali.", [("France", 2900, 2900, "troops", "deployed", "Mali")]),
        (
            "There are 500 Russian peacekeepers in South Ossetia.",
            [("Russia", 500, 500, "peacekeepers", "present", "South Ossetia")],
        ),
        ("Some 300 rebels of the M23 are massed near Goma.", [("M23", 300, 300, "fighters", "present", "Goma")]),
        ("At least 40 Russian tanks entered Gori on Monday.", [("Russia", 40, None, "tanks", "deployed", "Gori")]),
        ("Russia withdrew 300 troops from Gori.", [("Russia", 300, 300, "troops", "withdrawn", "Gori")]),
        ("Russia is withdrawing 300 troops from Gori.", [("Russia", 300, 300, "troops", "withdrawing", "Gori")]),
        (
            "The United States plans to send 4,000 marines to Helmand.",
            [("United States", 4000, 4000, "troops", "planned", "Helmand")],
        ),
        (
            "NATO promised to deploy up to 3,000 troops in Kosovo.",
            [("NATO", None, 3000, "troops", "pledged", "Kosovo")],
        ),
        (
            "The United States has 20 F-16 fighters and 6 helicopters in Kuwait.",
            [
                ("United States", 20, 20, "aircraft", "present", "Kuwait"),
                ("United States", 6, 6, "aircraft", "present", "Kuwait"),
            ],
        ),
        (
            "A battalion of some 400 Russian men is stationed in Gori.",
            [("Russia", 400, 400, "troops", "present", "Gori")],
        ),
        ("A 1,200-strong Russian force is based in Gori.", [("Russia", 1200, 1200, "troops", "present", "Gori")]),
        ("Two Russian brigades are stationed in Abkhazia.", [("Russia", 2, 2, "other", "present", "Abkhazia")]),
        (
            "MONUSCO has 6,700 peacekeepers in North Kivu, of whom 1,500 are in Goma.",
            [
                ("MONUSCO", 6700, 6700, "peacekeepers", "present", "North Kivu"),
                ("MONUSCO", 1500, 1500, "peacekeepers", "present", "Goma"),
            ],
        ),
        (
            "Britain has 9,500 troops in Helmand and Canada 2,800 in Kandahar.",
            [
                ("United Kingdom", 9500, 9500, "troops", "present", "Helmand"),
                ("Canada", 2800, 2800, "troops", "present", "Kandahar"),
            ],
        ),
        (
            "Dozens of Hezbollah fighters crossed into Lebanon.",
            [("Hezbollah", 24, 99, "fighters", "deployed", "Lebanon")],
        ),
        ("About 600 guerrillas of the FARC are in Colombia.", [("FARC", 600, 600, "fighters", "present", "Colombia")]),
        (
            "ISIS has between 3,000 and 5,000 fighters in Mosul.",
            [("Islamic State", 3000, 5000, "fighters", "present", "Mosul")],
        ),
        (
            "Russia keeps 12 T-72 tanks and 4 Mi-24s at Gori.",
            [("Russia", 12, 12, "tanks", "present", "Gori"), ("Russia", 4, 4, "aircraft", "present", "Gori")],
        ),
        (
            "Ethiopian soldiers, numbering around 3,000, are in Juba.",
            [("Ethiopia", 3000, 3000, "troops", "present", "Juba")],
        ),
        ("FRANCE SENT 2,900 SOLDIERS TO MALI.", [("France", 2900, 2900, "troops", "deployed", "Mali")]),
        (
            "The first 2,500 troops of INTERFET landed in Dili today.",
            [("INTERFET", 2500, 2500, "troops", "deployed", "Dili")],
        ),
    ],
)
def test_a_sentence_gives_its_force(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", [
    "Rebels killed 30 Russian soldiers in Gori.",
    "Thirty Russian soldiers were killed in Gori.",
    "The bodies of 20 Russian soldiers were found in Gori.",
    "Six Russian tanks were destroyed near Gori.",
    "The army captured 15 Russian soldiers in Gori.",
    "Twelve Russian soldiers died and 40 were wounded in Gori.",
    "Russia gave thousands of people in Abkhazia its citizenship.",
    "Some 158,000 people fled from Gori.",
    "In 2004 Moscow gave Abkhazia $5 million.",
    "About 3,000 people voted in Gori.",
    "Gori lies 60 km from Tbilisi and has 50,000 inhabitants.",
    "Families of 200 soldiers' wives came to Gori.",
    "The 58th Army is near Gori.",
    "Resolution 1244 was adopted after the war in Kosovo.",
    "Russia lost four tanks in Gori.",
    "A convoy of lorries with 40 tonnes of food reached Gori.",
])
def test_casualties_refugees_money_and_votes_are_no_forces(text):
    assert told(text) == []


def test_each_place_gets_its_own_claim_and_the_sum_is_no_third_force():
    text = (
        "Russia promised 7,600 troops for Abkhazia and South Ossetia. It will keep 3,800 troops in each of the regions, "
        "Defence Minister Anatoly Serdyukov announced."
    )
    found = claims(text)
    assert [(c.low, c.places[0].name, c.status, c.total_low) for c in found] == [
        (3800, "Abkhazia", "pledged", 7600), (3800, "South Ossetia", "pledged", 7600)]
    assert {c.attribution.name for c in found} == {"Anatoly Serdyukov"}


def test_two_places_in_one_breath_are_one_claim():
    (claim,) = claims("There are 6,000 Russian soldiers in Abkhazia and South Ossetia.")
    assert [p.name for p in claim.places] == ["Abkhazia", "South Ossetia"]


def test_the_rest_of_a_country_leaves_the_regions_out():
    text = (
        "Abkhazia and South Ossetia broke away. There were 1,470 Russian soldiers and 235 armoured vehicles, including six tanks, "
        "in the main part of Georgia outside the rebel regions."
    )
    soldiers, vehicles, tanks = claims(text)
    for claim in (soldiers, vehicles, tanks):
        assert claim.places[0].name == "Georgia"
        assert set(claim.places[0].excluding) == {"GE-AB", "south-ossetia"}
        assert claim.places[0].geo_precision == 3
    assert tanks.part_of == vehicles.id and tanks.low == 6


def test_reinforcements_join_what_is_there():
    observers, monitors = claims("The EU will send 200 observers to Georgia to join 220 monitors there.")
    assert observers.joins == monitors.id
    assert (observers.status, monitors.status) == ("planned", "present")


def test_a_figure_that_came_down_is_two_claims():
    now, then = claims(
        "There are currently 6,000 Russian soldiers in Gori, a figure that came down from 10,000 over the preceding week."
    )
    assert (now.low, now.status, now.as_of) == (6000, "present", DAY)
    assert (then.low, then.status, then.as_of) == (10000, "past", date(2008, 9, 2))
    assert then.places == now.places


def test_before_the_war_is_past_and_dated_by_the_text():
    (claim,) = claims("Before the war in August, there were 2,500-3,000 Russian troops in Abkhazia.")
    assert (claim.low, claim.high, claim.status, claim.as_of) == (2500, 3000, "past", date(2008, 7, 31))
    assert claim.as_of_text == "Before the war in August"
    (undated,) = claims("Before the conflict, there were 3,000 Russian troops in Abkhazia.")
    assert (undated.status, undated.as_of) == ("past", None)


def test_the_same_figure_told_twice_is_one_claim():
    found = claims("Russia has 500 troops in Gori. The 500 Russian troops in Gori have dug in.")
    assert len(found) == 1


@pytest.mark.parametrize(("text", "polarity"), [
    ("Rwanda denied that it has 4,000 troops in Goma.", "denied"),
    ("Rwanda has no 4,000 troops in Goma.", "denied"),
    ("NATO could send 3,000 soldiers to Kosovo.", "hypothetical"),
    ("If talks fail, NATO may deploy 3,000 soldiers in Kosovo.", "hypothetical"),
    ("The general asked for 10,000 more troops in Helmand.", "hypothetical"),
])
def test_what_is_denied_or_thought_of_is_not_drawn_as_done(text, polarity):
    found = claims(text)
    assert [c.polarity for c in found] == [polarity] * len(found)
    assert all(c.status in ("planned", "pledged") or c.polarity == "denied" for c in found)


def test_a_list_takes_party_and_place_from_its_lines():
    text = "UN observers in Syria\n\n- Homs: 40 military observers\n- Hama: 30 military observers\n"
    assert [(c.low, c.unit, c.places[0].name) for c in claims(text)] == [
        (40, "observers", "Homs"),
        (30, "observers", "Hama"),
    ]


def test_a_dateline_is_no_place_of_a_force():
    assert told("BAMAKO, Jan 28 - France has 2,900 soldiers in Gao.") == [
        ("France", 2900, 2900, "troops", "present", "Gao")
    ]


def test_who_speaks_somewhere_is_not_where_the_force_is():
    (claim,) = claims("A spokesman in Moscow said that 300 Russian troops had entered Poti.")
    assert claim.places[0].name == "Poti"


def test_an_unknown_place_stays_a_place_without_a_point():
    from geo.claims.context import Context
    from geo.claims.forces import forces
    from geo.model import Toponym
    from tests.claims_fixture import pipeline

    text = "Some 200 Russian troops are in Ganmukhuri."
    report = Report("u", text, date=DAY)
    start = text.index("Ganmukhuri")
    (claim,) = forces(Context(report, pipeline()(report), [Toponym(start, start + 10, "Ganmukhuri")]))
    assert (claim.places[0].name, claim.places[0].lat) == ("Ganmukhuri", None)


def test_a_language_without_a_model_gives_no_claims():
    assert extract(Report("r", "500 soldats russes sont à Gori."), None, []) == []


def test_ids_count_up_in_text_order_and_quotes_are_whole_sentences():
    text = "Russia has 500 troops in Gori. It also has 20 tanks in Poti, officials said."
    found = claims(text, ident="rep")
    assert [c.id for c in found] == ["rep#f1", "rep#f2"]
    assert [c.quote for c in found] == [
        "Russia has 500 troops in Gori.",
        "It also has 20 tanks in Poti, officials said.",
    ]
    assert all(text[c.start:c.end] == c.quote for c in found)
    assert context(text).quote(14, 17)[2] == found[0].quote


def test_a_dateline_is_outside_every_quote():
    for line in ("BAMAKO, Jan 28, 1987 (Reuters) - ", "BAMAKO, 28 JAN 87 (DPA) -- [TEXT] ", "BAMAKO, 28 January 2013 – "):
        (claim,) = claims(line + "A convoy of 300 French soldiers reached Gao.")
        assert claim.quote == "A convoy of 300 French soldiers reached Gao."
        assert (claim.status, claim.places[0].name) == ("deployed", "Gao")


def test_a_label_or_the_entry_of_a_chronology_is_no_dateline():
    from geo.claims.context_datelines import datelines

    for line in ("ABKHAZIA - 2,500 peacekeepers", "Gori (Georgia) - 30 soldiers", "Oct 5 - Rebels attack", "Troops left on May 5 - they say"):
        assert datelines(line) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ukrainian forces remain in Afrin. The Government of Syria announced that it plans to send 400 police to Homs.",
            [("Syria", 400, 400, "police", "planned", "Homs")],
        ),
        (
            "Georgia and Ukraine have 60 and 12 tanks in Poti and Kharkiv respectively.",
            [("Georgia", 60, 60, "tanks", "present", "Poti"), ("Ukraine", 12, 12, "tanks", "present", "Kharkiv")],
        ),
        (
            "France has 1,200 soldiers in Gao and sent another 250 last month.",
            [("France", 1200, 1200, "troops", "present", "Gao"), ("France", 250, 250, "troops", "deployed", "Gao")],
        ),
        ("Russia is believed to have moved 300 soldiers to Poti.", [("Russia", 300, 300, "troops", "deployed", "Poti")]),
        (
            "A French navy spokesman said that four ships and 200 marines had been sent to Kuwait.",
            [("France", 4, 4, "ships", "deployed", "Kuwait"), ("France", 200, 200, "troops", "deployed", "Kuwait")],
        ),
        (
            "Fighting goes on in Gao, Mali. France's 2,400 soldiers will leave the country within months.",
            [("France", 2400, 2400, "troops", "planned", "Mali")],
        ),
        (
            "The IISS counts 124,300 active soldiers in Syria's forces; Iraq has more than 360,000.",
            [("Syria", 124300, 124300, "troops", "present", "Syria"), ("Iraq", 360000, None, "troops", "present", "Iraq")],
        ),
        (
            "The UNIFIL mission in Lebanon, whose 1,990 peacekeepers have been there since 1978, said shells fell at Homs.",
            [("UNIFIL", 1990, 1990, "peacekeepers", "present", "Lebanon")],
        ),
    ],
)
def test_whose_and_which_of_several(text, expected):
    assert told(text) == expected


def test_of_two_dates_each_belongs_to_its_own_verb():
    there, sent = claims("France has 1,200 soldiers in Gao and sent another 250 last month.")
    assert (there.as_of, sent.as_of_text) == (DAY, "last month")


def test_an_embassy_says_nothing_about_whose_soldiers_they_are():
    found = claims("Some 800 troops of the Lynx Battalion went to Homs. A bomb exploded at the U.S. embassy in Homs, Syria.")
    assert [c.actor.name for c in found] == ["Syria"]


def test_such_a_force_is_the_one_spoken_of_and_not_who_would_lead_it():
    (claim,) = claims("The army waits for an international force in Lebanon. France has offered to lead such a force, "
                      "which diplomats say could number 15,000.")
    assert (claim.actor.name, claim.low) == ("international force", 15000)


@pytest.mark.parametrize(
    "text",
    [
        "Russia will keep 3,800 soldiers in each of Georgia's two breakaway regions, Abkhazia and South Ossetia.",
        "Fighting spread from South Ossetia to Abkhazia. Russia will keep 3,800 soldiers in each of Georgia's two breakaway regions.",
        "Russia will keep 3,800 soldiers in each of the two breakaway regions of Georgia. It recognised Abkhazia and South Ossetia.",
        "Russia will keep 3,800 soldiers in each of Georgia's two breakaway regions.",
    ],
)
def test_each_of_the_two_regions_of_a_state_is_one_claim_each(text):
    assert sorted((c.places[0].name, c.low) for c in claims(text)) == [("Abkhazia", 3800), ("South Ossetia", 3800)]


def test_a_second_figure_for_the_same_force_is_a_claim_of_who_gives_it():
    one, two = claims("Georgia puts the number of Russian troops in Gori at 3,000; Ukraine speaks of 5,000.")
    assert [(c.actor.name, c.low, c.places[0].name) for c in (one, two)] == [("Russia", 3000, "Gori"), ("Russia", 5000, "Gori")]
    assert "Ukrain" in two.attribution.name


def test_lines_of_names_and_numbers_are_at_the_names():
    text = "Rebels in Mali as of today:\n   Tasak: 318 combatants\n   Belin: 121\n   Tulu: 204\n"
    assert [(c.low, c.places[0].name) for c in claims(text)] == [(318, "Tasak"), (121, "Belin"), (204, "Tulu")]
