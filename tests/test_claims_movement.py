"""Both ends of a movement: origin and destination, where one sentence names them."""

from __future__ import annotations

from datetime import date

import pytest

from geo import parse
from geo.model import Report

FROM_TO = [
    # text, kind, standing at, origin, destination
    ("Some 300 Russian soldiers withdrew from Gori to Tskhinvali on Tuesday.", "force", "Gori", None, "Tskhinvali"),
    ("The army sent 900 soldiers from Aleppo to Homs on Monday.", "force", "Homs", "Aleppo", None),
    ("Another 200 French troops arrived in Gao from Bamako.", "force", "Gao", "Bamako", None),
    ("Britain will move 600 soldiers to Basra in Iraq from Cyprus.", "force", "Basra", "Cyprus", None),
    ("Fighting went on in Georgia. About 5,000 people fled Tskhinvali for Vladikavkaz.", "event", "Tskhinvali", None, "Vladikavkaz"),
]

# Whose the men are, which end the claim stands at, and which words belong to it: text, then (actor, place, origin, destination).
STANDING = [
    ("The United States sent 500 troops from Germany to Poland.", "force", ("United States", "Poland", "Germany", None)),
    ("The United States sent 500 troops from Germany to Poland.", "event", (None, "Poland", "Germany", None)),
    ("Some 300 soldiers from Chad arrived in Goma.", "force", ("Chad", "Goma", None, None)),
    ("About 3,000 Ukrainian troops pulled back from Sievierodonetsk to Lysychansk.", "force",
     ("Ukraine", "Sievierodonetsk", None, "Lysychansk")),
    ("Turkey redeployed two battalions of 800 men from Diyarbakir to Afrin.", "event", (None, "Afrin", "Diyarbakir", None)),
    ("Some 400 Rwandan soldiers crossed from Gisenyi into Goma on Monday.", "event", (None, "Goma", "Gisenyi", None)),
    ("Hundreds of fighters who had fled Raqqa for Deir ez-Zor were killed.", "force", ("fighters", "Raqqa", None, "Deir ez-Zor")),
    ("The 12,000 Russian troops will leave Kabul for Doha by August.", "force", ("Russia", "Kabul", None, "Doha")),
]


@pytest.mark.parametrize(("text", "kind", "told"), STANDING)
def test_the_claim_stands_at_the_end_that_the_guide_says(text, kind, told):
    found = [c for c in claims(text) if c["kind"] == kind]
    assert found
    for c in found:
        assert (c.get("actor"), c["place"], c["origin"] and c["origin"]["name"], c["destination"] and c["destination"]["name"]) == told


def test_another_movement_of_the_sentence_is_not_the_claims_own():
    text = "France sent 500 French soldiers to Gao on Monday, and 300 Malian soldiers moved from Gao to Kidal."
    forces = {c["low"]: c for c in claims(text) if c["kind"] == "force"}
    assert (forces[500]["place"], forces[500]["origin"]) == ("Gao", None)
    assert (forces[300]["place"], forces[300]["origin"]["name"]) == ("Kidal", "Gao")


def claims(text):
    (record,) = parse([Report("r", text, date=date(2012, 5, 10))])
    return record["claims"]


@pytest.mark.parametrize(("text", "kind", "place", "origin", "destination"), FROM_TO)
def test_both_ends(text, kind, place, origin, destination):
    found = [c for c in claims(text) if c["kind"] == kind and c["quote"] != "Fighting went on in Georgia."]
    assert [(c["place"], c["origin"] and c["origin"]["name"], c["destination"] and c["destination"]["name"])
            for c in found] == [(place, origin, destination)]
    end = found[0]["origin"] or found[0]["destination"]
    assert end["lat"] is not None and end["place_id"] != found[0]["place_id"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia keeps 3,000 soldiers in Tskhinvali, 25 km from Gori.",  # a distance is no movement
        "Some 300 soldiers withdrew from Gori on Tuesday.",  # the other end is not said
        "The army sent 900 soldiers to Homs. The general came from Aleppo.",  # another sentence
        "Officials in Bamako said that 200 French troops arrived in Gao.",  # where it was said
        "Some 300 soldiers were killed on the road from Aleppo to Homs.",  # a road moves nobody
    ],
)
def test_nothing_is_inferred(text):
    found = claims(text)
    assert all(c["origin"] is None and c["destination"] is None for c in found)
    assert "road" in text or found  # all but the last tell something
