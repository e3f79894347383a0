"""How a region's status changes over a span of days."""

from datetime import date

import pytest

from geo import regions


@pytest.mark.parametrize(
    ("region", "first", "last", "worldview", "expected"),
    [
        ("UA-43", date(2014, 1, 1), date(2014, 12, 31), "ISO", [("2014-01-01", "division"), ("2014-02-27", "occupied"), ("2014-03-18", "occupied")]),
        ("FR-75", date(2014, 1, 1), date(2014, 12, 31), "ISO", []),
        ("south-ossetia", date(2008, 8, 1), date(2008, 8, 25), "ISO", [("2008-08-01", "breakaway")]),
    ],
)
def test_days_of_change(region, first, last, worldview, expected):
    found = regions.statuses(region, first, last, worldview)
    assert [(day.isoformat(), r.status) for day, r in found] == expected


@pytest.mark.parametrize("worldview", ["ISO", "RU", "GE", "US"])
@pytest.mark.parametrize("region", ["GE-AB", "XK", "UA-43", "south-ossetia"])
def test_each_day_is_what_the_region_is_on_that_day(region, worldview):
    slots = ("status", "de_jure", "de_facto", "claimed_by", "recognized_by")
    found = regions.statuses(region, date(2008, 2, 10), date(2008, 9, 30), worldview)
    assert found
    for day, told in found:
        known = regions.get(region, worldview, day)
        assert [getattr(told, s) for s in slots] == [getattr(known, s) for s in slots], (day, worldview)
