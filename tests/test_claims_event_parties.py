"""Who took part in an event, and whom "the rebels", "its troops" and "the army" stand for."""

from __future__ import annotations

import numpy as np
import pytest

from geo.claims.event_parties import Model, took_part
from geo.claims.event_parties_features import FEATURES, Report, candidates, features
from geo.claims.events import drafts_of, events
from geo.claims.forces_parties import of_the_day
from geo.claims.party_mentions import HOWS, army, references
from geo.errors import InvariantError
from tests.claims_context import context


def spoken_of(text: str, day: str = "2016-05-10", actors: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    ctx = context(text, day, actors)
    return {(ctx.tokens[r.i].lower_, r.party, r.how) for r in references(ctx)}


def parties(text: str, day: str = "2016-05-10", actors: tuple[str, ...] = ()) -> list[set[tuple[str, str]]]:
    return [{(a.name, a.role) for a in c.actors} for c in events(context(text, day, actors))]


@pytest.mark.parametrize(
    ("text", "day", "reference"),
    [
        ("Al-Shabaab shelled Mogadishu on Monday. The insurgents later withdrew.", "2010-05-10", ("insurgents", "al-shabaab", "group")),
        ("Iraqi troops entered Mosul on Monday. Their artillery kept firing.", "2016-11-08", ("their", "IQ", "owner")),
        ("The Taliban attacked Kabul on Monday. They killed four policemen.", "2010-05-10", ("they", "taliban", "pronoun")),
        ("Russian soldiers shelled Grozny on Monday.", "2000-01-11", ("russian", "RU", "forces")),
        ("A Russian journalist was killed in Grozny on Monday.", "2000-01-11", ("russian", "RU", "civil")),
        ("Chadian rebels attacked Juba on Monday.", "2012-05-08", ("chadian", "TD", "against")),
        ("Syrian and Russian jets bombed Aleppo on Monday.", "2016-05-10", ("russian", "RU", "forces")),
        ("The army shelled Aleppo on Monday.", "2016-05-10", ("army", "SY", "army")),
    ],
)
def test_a_party_is_found_however_it_is_spoken_of(text, day, reference):
    assert reference in spoken_of(text, day)


def test_a_group_that_names_its_own_party_is_not_taken_for_another():
    """ "Taliban fighters" in a report on Al-Shabaab are the Taliban's."""
    found = spoken_of("Al-Shabaab attacked Mogadishu on Monday. Al-Shabaab praised Taliban fighters.", "2010-05-10")
    assert not [f for f in found if f[0] == "fighters"]


def test_the_army_is_that_of_the_state_whose_soldiers_the_report_names():
    ctx = context("Israeli soldiers entered Gaza on Monday. Israeli tanks followed. The army lost two men.", "2009-01-06")
    assert army(ctx, "PS") == "IL"
    assert army(context("The army shelled Aleppo on Monday.", "2016-05-10"), "SY") == "SY"


def test_a_state_is_the_one_that_there_was():
    assert of_the_day(context("The army entered Grozny.", "1990-05-10"), "UA") == "SU"
    assert of_the_day(context("The army entered Grozny.", "2016-05-10"), "UA") == "UA"
    assert of_the_day(context("The army entered Grozny."), "UA") == "UA"


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        ("Syrian and Russian jets bombed Aleppo on Monday, killing 20 people.", "2016-05-10", {("Syria", "agent"), ("Russia", "agent")}),
        (
            "The Taliban said on Monday that they had ambushed an Afghan army patrol near Kabul, killing four soldiers.",
            "2010-05-11",
            {("Taliban", "agent"), ("Afghanistan", "target")},
        ),
        ("The LTTE overran an army base near Jaffna on Monday, killing 40 soldiers.", "1999-11-02", {("LTTE", "agent")}),
        ("Israeli shelling of Gaza killed 12 people on Monday.", "2009-01-06", {("Israel", "agent")}),
    ],
)
def test_who_took_part_is_told_with_the_part(text, day, wanted):
    (found,) = parties(text, day)
    assert wanted <= found


def test_a_later_sentence_has_the_party_that_it_only_describes():
    text = "Al-Shabaab fighters attacked Mogadishu on Monday. On Tuesday the insurgents shelled Kismayo, killing nine people."
    assert [p & {("Al-Shabaab", "agent")} for p in parties(text, "2010-05-12")] == [{("Al-Shabaab", "agent")}] * 2


def test_whose_people_the_victims_are_is_no_party():
    """Where a victim comes from says nothing of who fought."""
    (found,) = parties("A Russian warplane bombed Aleppo on Monday, killing a Dutch cameraman.", "2016-05-10")
    assert ("Russia", "agent") in found
    assert not [name for name, _ in found if name == "Netherlands"]


def test_an_unnamed_doer_is_no_party():
    assert parties("A bomb killed 12 people in Kabul on Monday.") == [{("civilians", "target")}]


def test_every_event_has_one_row_for_each_candidate():
    ctx = context("Al-Shabaab attacked Mogadishu on Monday. Kenyan troops shelled Kismayo on Tuesday.", "2012-05-09")
    drafts = drafts_of(ctx)
    report = Report(ctx, drafts)
    for n, draft in enumerate(drafts):
        choice = candidates(ctx, draft)
        rows = features(report, n, choice)
        assert rows.shape == (len(choice), len(FEATURES))
        assert np.isfinite(rows).all()
        assert {"al-shabaab", "KE"} <= {c.key for c in choice}
    assert len(took_part(ctx, drafts)) == len(drafts) == 2
    assert took_part(ctx, []) == []


def test_the_model_fits_its_features():
    model = Model.load()
    assert 0 < model.settings["least_ruled"] <= model.settings["least_other"] < 1
    likely = model(np.zeros((3, len(FEATURES))))
    assert ((likely > 0) & (likely < 1)).all()
    with pytest.raises(InvariantError):
        Model({"features": ["another"]})


def test_every_way_of_speaking_has_its_features():
    assert len(set(FEATURES)) == len(FEATURES)
    assert {f"here {h}" for h in HOWS} <= set(FEATURES)
