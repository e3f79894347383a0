"""Persons killed, injured, captured, displaced: bounds, lists, parts, single persons."""

from __future__ import annotations

import pytest

from geo.claims.effects import Count
from geo.claims.events import events
from tests.claims_context import context

NONE = (None, None)


@pytest.mark.parametrize(
    ("text", "killed", "injured", "captured", "displaced"),
    [
        ("The bomb in Kabul killed 12 people on Monday.", (12, 12), NONE, NONE, NONE),
        ("Gunmen killed a woman and two children in Juba on Monday.", (3, 3), NONE, NONE, NONE),
        ("Gunmen killed 12 people, including three children, in Juba on Monday.", (12, 12), NONE, NONE, NONE),
        ("Gunmen killed at least 12 people in Juba on Monday.", (12, None), NONE, NONE, NONE),
        ("Gunmen killed up to 12 people in Juba on Monday.", (None, 12), NONE, NONE, NONE),
        ("Gunmen killed between 10 and 15 people in Juba on Monday.", (10, 15), NONE, NONE, NONE),
        ("Gunmen killed dozens of people in Juba on Monday.", (24, 99), NONE, NONE, NONE),
        ("Hundreds of civilians were killed in clashes in Grozny on Monday.", (100, 999), NONE, NONE, NONE),
        ("The blast in Kabul on Monday killed nine people and wounded 30.", (9, 9), (30, 30), NONE, NONE),
        ("The blast in Kabul on Monday left nine dead and 30 wounded.", (9, 9), (30, 30), NONE, NONE),
        ("A policeman was killed in an ambush in Ayacucho on Monday.", (1, 1), NONE, NONE, NONE),
        ("Rebels killed or wounded 300 soldiers in Goma on Monday.", NONE, NONE, NONE, NONE),
        ("Rebels in Goma captured 40 soldiers on Monday.", NONE, NONE, (40, 40), NONE),
        ("Gunmen abducted 276 schoolgirls in Maiduguri on Monday.", NONE, NONE, (276, 276), NONE),
        ("About 140,000 people were displaced by fighting in Goma on Monday.", NONE, NONE, NONE, (140000, 140000)),
        ("The attack in Baghdad on Monday claimed the lives of 25 people.", (25, 25), NONE, NONE, NONE),
        ("Two soldiers and five rebels died in fighting in Marawi on Monday.", (7, 7), NONE, NONE, NONE),
        ("Gunmen shot and wounded two policemen in Quetta on Monday.", NONE, (2, 2), NONE, NONE),
    ],
)
def test_counts(text, killed, injured, captured, displaced):
    claims = events(context(text, "2016-05-10"))

    def bounds(kind):
        values = {(getattr(c, f"{kind}_low"), getattr(c, f"{kind}_high")) for c in claims} - {NONE}
        return values.pop() if len(values) == 1 else (values if values else NONE)

    assert claims
    assert (bounds("fatalities"), bounds("injured"), bounds("captured"), bounds("displaced")) == (
        killed,
        injured,
        captured,
        displaced,
    )


def test_sums_keep_open_bounds_open():
    assert Count(2, 2) + Count(3, None) == Count(5, None)
    assert not Count().known and Count(None, 4).known


FIGHTING = "Shells and mortar bombs hit Juba in heavy fighting on Monday, and rockets fell on the market during the battle. "


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("The hospital treated 40 people for shrapnel wounds.", "injured", (40, 40)),
        ("Some 140 people with bullet wounds lay in the corridors.", "injured", (140, 140)),
        ("About 3,000 people fled to churches at the height of the fighting; some remain.", "displaced", (3000, 3000)),
        ("The agency puts Malian refugees in Juba at 6,000.", "displaced", (6000, 6000)),
        ("The Red Cross said seventy.", "fatalities", (70, 70)),
    ],
)
def test_counts_that_no_verb_of_killing_tells(text, kind, count):
    claims = events(context(FIGHTING + text, "2016-05-10"))
    assert count in [(getattr(c, f"{kind}_low"), getattr(c, f"{kind}_high")) for c in claims]
