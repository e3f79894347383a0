"""Events that are planned, threatened or denied: claims, but never drawn as done."""

from __future__ import annotations

import pytest

from geo.claims.events import events
from tests.claims_context import context


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The rebels threatened attacks on Malakal if the talks failed.", "Malakal"),
        ("A Russian push on Kharkiv is feared.", "Kharkiv"),
        ("The militia is to withdraw from Malakal on Friday.", "Malakal"),
        ("The army plans to storm Benghazi.", "Benghazi"),
    ],
)
def test_what_is_ahead_is_hypothetical(text, place):
    claims = events(context(text, "2008-08-20"))
    assert [(c.polarity, c.places[0].name) for c in claims] == [("hypothetical", place)]
    assert "polarity:" in claims[0].rule


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened new attacks.",  # nowhere
        "The general wants to send troops to Malakal.",  # a force, if anything
        "Russia promised on Monday to withdraw its troops from Georgia.",  # the promise is the news
        "The army launched an offensive to retake Malakal on Monday.",  # the aim of what was done
        "The court heard on Monday that a student planned to attack Malakal.",  # a matter of the courts
    ],
)
def test_what_gives_no_plan(text):
    assert [c for c in events(context(text, "2008-08-20")) if c.polarity == "hypothetical"] == []


def test_a_speaker_who_says_there_was_none_denies():
    denied = events(context('There has been no shelling in Malakal, the governor said on Monday.', "2008-08-20"))
    assert [c.polarity for c in denied] == ["denied"] and denied[0].attribution.mode != "own voice"
    assert events(context("No shelling was heard in Malakal.", "2008-08-20")) == []


def test_what_one_protests_about_has_happened():
    claims = events(context("Georgia protested that Russian shelling of Malakal had killed nine civilians.", "2008-08-20"))
    assert claims and {c.polarity for c in claims} == {"asserted"}


def test_a_denial_needs_no_place_of_its_own():
    text = "Shells hit Malakal on Sunday and killed 12 people. The army denied that its guns had killed any civilian."
    assert [c.polarity for c in events(context(text, "2008-08-20"))] == ["asserted", "denied"]
