"""Events at names that no gazetteer has: told of the name, without a point."""

from __future__ import annotations

import pytest

from geo.claims.events import events
from geo.claims.events_unknown import unknown
from tests.claims_context import context


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rockets hit the Qazmur camp on Sunday and killed three soldiers.", "Qazmur"),
        ("Shells fell near Qazmur airport on Sunday.", "Qazmur"),
        ("Fighting was heard in Malakal and Qazmur.", "Qazmur"),
        ("The garrison of Malakal retreated to Qazmur on Sunday.", "Qazmur"),
        ("Qazmur, where the battle had begun, lay silent.", "Qazmur"),
        ("Tanks reached Georgia (Qazmur) on Sunday.", "Qazmur"),
        ("SITUATION\n- Malakal: two wounded by shelling.\n- Kalbajan: 11 shepherds killed.\n", "Kalbajan"),
    ],
)
def test_wordings_that_make_a_name_a_place(text, name):
    assert name in [t.text for t in unknown(context(text, "2008-08-20"))]


@pytest.mark.parametrize(
    "text",
    [
        "General Qazmur, who led the attack on Malakal, was killed.",
        "The fighters in Malakal obeyed Qazmur.",
        "The deputies sat in the Qazmur on Sunday.",
        "The rebels gave the letter to Qazmur.",
    ],
)
def test_persons_and_bodies_are_no_places(text):
    assert unknown(context(text, "2008-08-20")) == []


def test_the_event_is_at_the_unknown_name_not_at_the_town_before():
    text = "The governor spoke in Malakal on Saturday. Rockets hit the Qazmur camp on Sunday and killed three soldiers."
    claims = events(context(text, "2008-08-20"))
    assert [[p.name for p in c.places] for c in claims] == [["Qazmur"]] and claims[0].places[0].lat is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Air raids killed 34 people at a ferry crossing at al-Bulil on Sunday.", "al-Bulil"),
        ("Fighters retook the hill of Tabat al-Masariya on Monday.", "Tabat al-Masariya"),
        ("Gunmen were driven on Sunday from Souk el-Gharb, a garrison town.", "Souk el-Gharb"),
        ("At Saitonpur, rebels shot dead two soldiers on Sunday.", "Saitonpur"),
    ],
)
def test_the_whole_name_with_its_article(text, name):
    assert {p.name for c in events(context(text, "2016-05-10")) for p in c.places} == {name}
