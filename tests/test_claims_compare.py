"""Claims of several reports: repetitions, contradictions, series."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims import contested, explain, series
from geo.claims.compare import merge
from geo.model import Actor, Attribution, EventClaim, ForceClaim, Place
from geo.tables import claim_record, claims_table

GORI = Place("geonames:614000", "Gori", 41.98, 44.11, "P", "PPLA", "GE")
POTI = Place("geonames:612890", "Poti", 42.15, 41.67, "P", "PPL", "GE")
NO_EVENTS = claims_table([], "event")


def force(
    ident: str,
    low: int | None,
    high: int | None,
    *,
    day: date | None = date(2008, 9, 9),
    place: Place = GORI,
    said: str = "a ministry",
    status: str = "present",
    polarity: str = "asserted",
    **more,
) -> ForceClaim:
    return ForceClaim(
        id=ident,
        report_id=ident.split("#")[0],
        start=0,
        end=4,
        quote="text",
        attribution=Attribution(said),
        places=(place,),
        as_of=day,
        polarity=polarity,
        actor=Actor("Russia", "RU"),
        unit="troops",
        low=low,
        high=high,
        status=status,
        rule="x",
        **more,
    )


def event(
    ident: str, low: int | None, high: int | None, *, day: date = date(2008, 8, 8), polarity: str = "asserted",
    said: str = "a ministry", dead: str | None = None, **more,
) -> EventClaim:
    return EventClaim(
        id=ident,
        report_id=ident.split("#")[0],
        start=0,
        end=4,
        quote="text",
        attribution=Attribution(said),
        places=(GORI,),
        polarity=polarity,
        actors=(Actor(dead, role="target"),) if dead else (),
        event_type="Battles",
        sub_event_type="Armed clash",
        date_start=day,
        date_precision="day",
        fatalities_low=low,
        fatalities_high=high,
        **more,
    )


def forces(*claims: ForceClaim):
    return claims_table([claim_record(c) for c in claims], "force")


def events(*claims: EventClaim):
    return claims_table([claim_record(c) for c in claims], "event")


def test_the_same_figure_from_two_reports_is_one_fact_with_two_sources():
    found = merge(
        forces(
            force("a#f1", 500, 500),
            force("b#f1", 500, 500, day=date(2008, 9, 11), said="a witness"),
            force("b#f2", 40, 40),
        )
    )
    assert list(found["claim_ids"]) == [["a#f1", "b#f1"], ["b#f2"]]
    assert found["reports"][0] == ["a", "b"] and len(found["sources"][0]) == 2


def test_figures_that_do_not_meet_are_contested():
    pairs = contested(forces(force("a#f1", 500, 600), force("b#f1", 900, None, said="the rebels")), NO_EVENTS)
    (pair,) = pairs.to_dict("records")
    assert (pair["a"], pair["b"], pair["a_high"], pair["b_low"], pair["place"]) == ("a#f1", "b#f1", 600, 900, "Gori")


@pytest.mark.parametrize("other", [
    force("b#f1", 550, 700, said="the rebels"),                          # the ranges meet
    force("b#f1", None, 600, said="the rebels"),                         # an open bound reaches it
    force("b#f1", 900, 900, said="the rebels", place=POTI),              # another place
    force("b#f1", 900, 900, said="the rebels", day=date(2008, 10, 9)),   # another time
    force("b#f1", 900, 900, said="the rebels", status="pledged"),        # to come
    force("b#f1", 900, 900, said="the rebels", part_of="a#f1"),          # a part of it
])
def test_what_can_both_be_right_is_not_contested(other):
    assert contested(forces(force("a#f1", 500, 600), other), NO_EVENTS).empty


def test_a_denial_is_contested():
    pairs = contested(forces(force("a#f1", 500, 500), force("b#f1", 500, 500, polarity="denied")), NO_EVENTS)
    assert list(pairs["reason"]) == ["one asserts it, the other denies it"]


def test_tolls_of_one_event_are_contested():
    pairs = contested(forces(), events(event("a#e1", 20, 20), event("b#e1", 200, None), event("c#e1", 20, 25)))
    assert {(p["a"], p["b"]) for p in pairs.to_dict("records")} == {("a#e1", "b#e1"), ("b#e1", "c#e1")}
    assert contested(forces(), events(event("a#e1", 20, 20), event("b#e1", 200, 200, day=date(2008, 8, 20)))).empty


@pytest.mark.parametrize("other", [
    event("a#e2", 65, 65, said="the rebels", dead="Georgia"),                      # the dead of the other side
    event("a#e2", 65, 65, said="the rebels"),                                      # all the dead, not those of one side
    event("a#e2", 65, 65, dead="Russia"),                                          # one report's own second figure
    event("b#e1", 65, 65, dead="Russia", as_of=date(2008, 8, 10)),                 # the same speaker, two days later
    event("b#e1", None, 13, said="the rebels", dead="Russia"),                     # an open bound reaches it
    event("b#e1", 65, 65, said="the rebels", dead="Russia", day=date(2008, 8, 12)),  # another day
])
def test_tolls_that_can_both_be_right_are_not_contested(other):
    assert contested(forces(), events(event("a#e1", 13, 13, dead="Russia", as_of=date(2008, 8, 8)), other)).empty


def test_tolls_of_the_same_victims_from_two_mouths_are_contested():
    pairs = contested(forces(), events(event("a#e1", 13, 13, dead="Russia"), event("a#e2", 65, None, said="the rebels", dead="Russia")))
    assert list(pairs["effect"]) == ["fatalities"]
    longer = event("b#e1", 65, 65, said="the rebels", dead="Russia", day=date(2008, 8, 4), date_end=date(2008, 8, 12))
    assert len(contested(forces(), events(event("a#e1", 13, 13, dead="Russia"), longer))) == 1  # the times overlap


def test_a_strength_that_one_speaker_corrects_later_is_a_series():
    first, second = force("a#f1", 500, 500, said="the army"), force("b#f1", 900, 900, said="the army", day=date(2008, 9, 12))
    assert contested(forces(first, second), NO_EVENTS).empty
    assert len(contested(forces(first, force("b#f1", 900, 900, said="the rebels", day=date(2008, 9, 12))), NO_EVENTS)) == 1


def test_figures_over_time_are_a_series():
    found = series(
        forces(
            force("a#f1", 500, 500), force("b#f1", 900, 900, day=date(2008, 10, 9)), force("b#f2", 30, 30, place=POTI)
        )
    )
    assert list(found["id"]) == ["a#f1", "b#f1"] and set(found["series"]) == {1}


def test_nothing_to_compare_gives_empty_tables_with_their_columns():
    assert "reason" in contested(forces(), NO_EVENTS).columns
    assert "sources" in merge(forces()).columns and "series" in series(forces()).columns


def test_a_claim_explains_itself():
    words = explain(force("a#f1", 500, 500))
    assert "rule: x" in words and "a ministry" in words and "confidence" in words
