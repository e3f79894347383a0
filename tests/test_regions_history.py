"""Who holds what when, according to whom: a table of expectations from cited sources."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geo import regions
from geo.errors import InputError, UnknownNameError
from geo.regions import history
from geo.regions.world import world as world_of

FILE = Path(__file__).parent / "data" / "regions_expected.csv"
with FILE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(line for line in stream if not line.startswith("#")))


def ident(row):
    return f"{row['region']} {row['as_of']} {row['worldview']}"


def listed(text):
    """States that must be in a list, and those that must not."""
    wanted, _, unwanted = text.partition("!")
    return set(wanted.split()), set(unwanted.split())


def test_the_table_is_as_large_as_promised():
    assert len({(r["region"], r["as_of"], r["worldview"]) for r in ROWS}) == len(ROWS) >= 60
    assert all(r["source"] for r in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=ident)
def test_territory(row):
    region = regions.get(row["region"], row["worldview"], row["as_of"])
    for field in ("status", "de_jure", "de_facto"):
        if row[field]:
            assert getattr(region, field) == (None if row[field] == "-" else row[field]), field
    for field in ("claimed_by", "recognized_by"):
        wanted, unwanted = listed(row[field])
        assert wanted <= set(getattr(region, field)), field
        assert not unwanted & set(getattr(region, field)), field


def test_a_period_holds_from_its_first_day_up_to_the_next():
    assert regions.get("SS", as_of=date(2011, 7, 9)).valid_from == date(2011, 7, 9)
    assert regions.get("SS", as_of=date(2011, 7, 8)).valid_to == date(2011, 7, 9)
    assert regions.get("golan-heights", as_of="2000-01-01").valid_to == date(2019, 3, 25)


def test_no_worldview_gives_a_claimant_what_it_holds_and_lists_it_as_claimant():
    for view in ("ISO", "RU", "UA", "IN", "PK", "CN", "MA", "IL"):
        for region in world_of(view, history.OPEN).regions.values():
            assert region.de_jure not in region.claimed_by, (view, region.id)


def test_every_worldview_of_natural_earth_can_be_asked_for():
    assert set(history.NATURAL_EARTH) <= set(regions.worldviews())
    assert history.worldview("ko") == "KR"
    with pytest.raises(UnknownNameError, match="ISO"):
        regions.boundaries("XX")


def test_a_date_that_is_none_says_so():
    with pytest.raises(InputError, match="no date"):
        regions.boundaries(as_of="2008-13-01")


def test_a_worldview_that_is_older_than_the_dispute_does_not_apply():
    # Natural Earth's Russian view of today has Abkhazia as a state; in 1985 there was no such question.
    assert regions.locate(43.0, 41.0, worldview="RU", as_of="1985-01-01")["country"] == "SU"
    assert regions.locate(43.0, 41.0, worldview="RU", as_of="2008-08-01")["country"] == "GE"
    assert regions.locate(43.0, 41.0, worldview="RU", as_of="2008-09-09")["country"] == "GE-AB"


def test_hand_written_tables_are_sound():
    for territory, periods in history.periods().items():
        for period in periods:
            assert period.valid_from < period.valid_to, territory
            assert period.source and period.status, territory
    assert len(history.periods()) > 250
    assert all(r.source for rs in history.recognitions().values() for r in rs)


@pytest.mark.parametrize(
    ("state", "day", "holds", "leaves"),
    [
        ("SU", "1990-01-01", {"RU", "UA", "KZ", "TM"}, {"FI", "MN"}),
        ("YU", "1990-01-01", {"SI", "HR", "MK", "XK", "BA", "RS", "ME"}, {"AL"}),
        ("YU", "1999-01-01", {"RS", "ME", "XK"}, {"HR", "BA"}),
        ("CS", "1990-01-01", {"CZ", "SK"}, {"PL"}),
        ("CS", "2005-01-01", {"RS", "ME"}, {"CZ"}),
    ],
)
def test_former_states_are_the_union_of_their_successors(state, day, holds, leaves):
    world = world_of("ISO", day)
    inside = {world.regions[i].parent for i in holds}
    assert inside == {state}
    assert all(world.regions[i].parent != state for i in leaves if i in world.regions)
    assert world.regions[state].area_km2 == pytest.approx(sum(world.regions[i].area_km2 for i in holds), rel=0.35)
