"""Who says it."""

from __future__ import annotations

import pytest

from geo.claims.attribution import attribute
from tests.claims_fixture import claims, context


@pytest.mark.parametrize(
    ("text", "name", "verb", "mode"),
    [
        ("Analysts estimated that there were 500 Russian troops in Gori.", "Analysts", "estimate", "reported"),
        (
            "Russia has 500 troops in Gori, a Georgian interior ministry spokesman said.",
            "Georgian interior ministry spokesman",
            "say",
            "reported",
        ),
        (
            "According to the Georgian interior ministry, 500 Russian troops are in Gori.",
            "Georgian interior ministry",
            None,
            "reported",
        ),
        ("Georgia said that 500 Russian troops were in Gori.", "Georgia", "say", "reported"),
        ("Moscow says it has 500 troops in Gori.", "Moscow", "say", "reported"),
        ('"We have 500 soldiers in Gori," General Ivan Petrov told reporters.', "Ivan Petrov", "tell", "direct"),
        ("General Abdel Fattah al-Burhan said that 500 Russian troops were in Gori.", "Abdel Fattah al-Burhan", "say", "reported"),
        ("There are an estimated 500 Russian troops in Gori.", "the report", None, "own voice"),
        ("Some 500 Russian troops are in Gori.", "the report", None, "own voice"),
        (
            "Anatoly Serdyukov spoke on Monday. Serdyukov said that Russia has 500 troops in Gori.",
            "Anatoly Serdyukov",
            "say",
            "reported",
        ),
        (
            "Shota Utiashvili, a spokesman, spoke to reporters. He said that 500 Russian troops were in Gori.",
            "Shota Utiashvili",
            "say",
            "reported",
        ),
    ],
)
def test_the_speaker_is_found(text, name, verb, mode):
    (claim,) = claims(text)
    assert (claim.attribution.name, claim.attribution.verb, claim.attribution.mode) == (name, verb, mode)


def test_a_chain_keeps_who_passes_it_on():
    (claim,) = claims("News agencies quoted a Russian commander as saying that 400 Russian soldiers had entered Gori.")
    assert claim.attribution.name == "Russian commander"
    assert claim.attribution.chain == ("News agencies",)


def test_a_quotation_over_sentences_has_the_speaker_at_its_edge():
    text = '"We are staying. There are 200 Russian soldiers in Gori," General Ivan Petrov told reporters.'
    (claim,) = claims(text)
    assert claim.attribution.name == "Ivan Petrov"


def test_a_statement_is_that_of_who_published_before():
    text = ("Georgia published on Monday its own figures, estimating there are 6,000 Russian soldiers in Abkhazia. "
            "The government statement also said there were 1,470 Russian soldiers in Gori.")
    assert {c.attribution.name for c in claims(text)} == {"Georgian government"}


def test_the_own_voice_carries_the_publisher():
    (claim,) = claims("Some 500 Russian troops are in Gori.", source="Northern Wire")
    assert (claim.attribution.name, claim.attribution.mode) == ("Northern Wire", "own voice")


def test_a_promise_is_an_act_and_not_a_saying():
    (claim,) = claims("NATO pledged 3,000 troops for Kosovo.")
    assert claim.attribution.mode == "own voice" and claim.status == "pledged"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The interior ministry gave the dead as 100 on Monday.", "dead", "interior ministry"),
        ("The health ministry has registered 687 killed in Gaza.", "killed", "health ministry"),
        ("The health ministry's count stands at 272 deaths in Juba.", "deaths", "health ministry"),
        ("WHO reports at least 900 bodies in Goma.", "bodies", "WHO"),
        ("Shells have killed 42 people outside a school in Gaza, hospital officials say, in the worst attack of the war.", "killed", "hospital officials"),
        ("Some 158,000 people have been uprooted in Georgia, UNHCR estimates, most of them from Gori.", "uprooted", "UNHCR"),
        ("World Health Organization: 47 dead in Tripoli.", "dead", "World Health Organization"),
        ("The shelling of Gori killed 40 people on Monday.", "killed", "the report"),
        ("The army's losses stand at 40 dead.", "dead", "the report"),
        ("The rebels gave 40 prisoners back on Monday.", "prisoners", "the report"),
        ("Situation report: 47 dead in Tripoli.", "dead", "the report"),
    ],
)
def test_who_gives_a_toll_is_its_speaker(text, word, name):
    ctx = context(text)
    assert attribute(ctx, next(t for t in ctx.doc if t.text == word)).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("Pretoria estimates that 11,000 Cubans are in Cunene.", "11,000", "Pretoria"),
        ("The Pentagon said that 900 US soldiers were in Hasakah.", "900", "Pentagon"),
        ("The Georgian government spoke on Monday. Georgia said that 500 Russian troops were in Gori.", "500", "Georgian government"),
        ("By its own leader Ali Ahmeti's reckoning the NLA has 2,500 men in Tetovo.", "2,500", "Ali Ahmeti"),
        ("Some 30,000 soldiers are in Erbil, against 6,000 militants inside Mosul, by American estimates.", "30,000", "the report"),
        ("Some 30,000 soldiers are in Erbil, against 6,000 militants inside Mosul, by American estimates.", "6,000", "American estimates"),
        ("General Mladic insists on 500 men in Pale; ministers in Sarajevo speak of 800.", "500", "Mladic"),
        ("The mission's chief, Alan Doss, has asked the Security Council for 3,000 more troops for Goma.", "3,000", "Alan Doss"),
        ("The mayor says 2,000 men.", "2,000", "mayor"),
        ("The rebels have about 5,000 men in Aceh, army intelligence reckons.", "5,000", "army intelligence"),
        ("Ukraine's border guard service counts 16,000 Russian troops in Crimea.", "16,000", "Ukraine's border guard service"),
        # what follows is said by nobody
        ("The resistance army counts 900 guerrillas in Timor.", "900", "the report"),
        ("Egypt has put 500 police on its border at Rafah.", "500", "the report"),
        ("Eleven shepherds reported killed near Bohong.", "Eleven", "the report"),
        ("The trigger, many believe, was the bomb that killed 10 people in Gori.", "10", "the report"),
    ],
)
def test_who_gives_a_number_is_its_speaker_under_the_name_in_the_text(text, number, name):
    ctx = context(text)
    at = next(t for t in ctx.doc if t.text == number)
    assert attribute(ctx, at.head if at.dep_ == "nummod" else at).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moldovan radio: the army has 300 soldiers in Bendery.", "Moldovan radio"),
        ("Kiev radio: nothing new.\nSpokesman Andriy Lysenko: the army has 300 soldiers in Donetsk.", "Spokesman Andriy Lysenko"),
        ("Analysts: 300 soldiers in Bendery.", "Analysts"),
        ("Regional Command North, headquarters Mazar-e Sharif: 300 soldiers in Kunduz.", "the report"),
        ("Older dates were read out too: 300 soldiers in Bendery.", "the report"),
        ("Outside the police: 300 soldiers in Bendery.", "the report"),
        ("Military observers 200, in ten sites: 28 soldiers in Smara.", "the report"),
    ],
)
def test_a_label_is_a_speaker_only_if_it_names_one(text, name):
    ctx = context(text)
    assert attribute(ctx, next(t for t in ctx.doc if t.text == "soldiers")).name == name
