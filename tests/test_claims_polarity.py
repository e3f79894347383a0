"""What is negated, denied, planned, threatened or supposed is never drawn as done."""

from __future__ import annotations

import pytest

from geo.claims.events import events
from geo.claims.polarity import polarity
from tests.claims_context import context, word

NOT_DONE = [
    "Rebels did not attack Aleppo.",
    "The army never shelled Goma.",
    "No one was killed in Tripoli.",
    "There was no attack on Kabul.",
    "The general denied that his troops had shelled Sarajevo.",
    "Russia denied bombing Grozny.",
    "The ministry denied an attack on Kharkiv.",
    "The army rejected reports that its soldiers had killed civilians in Juba.",
    "Rebels failed to capture Mosul.",
    "Police prevented an attack on Belfast.",
    "The army is planning to attack Benghazi.",
    "Commanders threatened to shell Donetsk.",
    "The president vowed to retake Goma.",
    "The rebels may attack Gao next week.",
    "An attack on Mogadishu could kill thousands.",
    "Troops would storm Kismayo, the general said.",
    "If the rebels attack Malakal, the army will fight.",
    "Unless the militia leaves, the army will bomb Dili.",
    "Officials fear a massacre in Kobani.",
    "The mayor warned of an attack on Maiduguri.",
    "The opposition demanded that the army withdraw its troops from Jaffna.",
    "The United Nations called for a ceasefire in Aleppo.",
    "The guerrillas were ordered to attack Ayacucho.",
    "The police foiled a plot to bomb Quetta.",
    "The army is ready to storm Marawi.",
    "Plans for an offensive against Mosul were drawn up.",
    "The soldiers refused to fire on protesters in Yangon.",
    "Did the rebels shell Sarajevo?",
    "The militants were accused of planning to attack Baghdad.",
    "The general hopes to capture Aleppo.",
    "The soldiers trained to repel an attack on Kabul.",
    "Negotiators in Geneva are trying to reach a ceasefire.",
    "The rebels agreed to withdraw their fighters from Gao next month.",
    "There was no evidence that troops had killed civilians in Medellin.",
    "The army searched Goma without killing anyone.",
    "Russia promised to withdraw its troops from Georgia.",
]
DONE = [
    ("Rebels attacked Aleppo on Monday.", "attacked"),
    ("The army began to shell Goma.", "shell"),
    ("Rebels managed to capture Mosul.", "capture"),
    ("The militia forced thousands to flee Malakal.", "flee"),
    ("The government condemned the attack on Kabul.", "attack"),
    ("The group denied responsibility for the attack on Kabul.", "attack"),
    ("The army went on to bomb Kobani.", "bomb"),
    ("Rebels said they had shelled Donetsk.", "shelled"),
    ("The police did not say who attacked Belfast.", "attacked"),
    ("Troops surged into Georgia to rebuff a Georgian offensive.", "offensive"),
    ("Gunmen accused of killing a judge in Medellin were seen.", "killing"),
]


@pytest.mark.parametrize("text", NOT_DONE)
def test_not_drawn_as_done(text):
    drawn = [c for c in events(context(text, "2016-05-10")) if c.polarity == "asserted"]
    # A promise or an agreement is an event of its own; what it promises is not.
    assert [c for c in drawn if c.sub_event_type not in ("Agreement", "Other")] == []


@pytest.mark.parametrize(("text", "event"), DONE)
def test_done(text, event):
    ctx = context(text, "2016-05-10")
    assert polarity(ctx, word(ctx, event))[0] == "asserted"


def test_a_denial_stands_as_a_denied_claim():
    claims = events(context("The general denied that his troops had shelled Sarajevo on Monday.", "1994-02-08"))
    assert [(c.polarity, c.sub_event_type, c.places[0].name) for c in claims] == [
        ("denied", "Shelling/artillery/missile attack", "Sarajevo")
    ]


def test_a_pledge_is_no_withdrawal():
    claims = events(context("Russia promised on Monday to withdraw its troops from Georgia.", "2008-09-09"))
    assert [c for c in claims if "withdraw:" in c.rule] == []
    assert all(c.sub_event_type in ("Agreement", "Other") for c in claims)
