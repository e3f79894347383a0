"""Towns that the generalised border leaves on the wrong side."""

import pytest

from geo.model import Place, Toponym
from geo.regions import with_regions


@pytest.mark.parametrize(("name", "country", "lat", "lon", "region"), [
    ("Kobane", "SY", 36.89095, 38.35347, "SY-HL"),  # on the border, 0.3 km into Turkey at 1:10m
    ("Suruc", "TR", 36.976, 38.427, "TR-63"),
    ("Gori", "GE", 41.98422, 44.11578, "GE-SK"),
    ("Simferopol", "UA", 44.95719, 34.11079, "UA-43"),  # at issue: nothing is moved
    ("Tskhinvali", "GE", 42.22764, 43.96861, "south-ossetia"),
])
def test_a_town_at_the_border_stays_in_its_country(name, country, lat, lon, region):
    place = Place(f"geonames:{name}", name, lat, lon, "P", "PPL", country)
    (toponym,) = with_regions([Toponym(0, len(name), name, place=place)])
    assert toponym.place.region_id == region


def test_a_wrong_country_far_from_the_border_moves_nothing():
    place = Place("geonames:1", "X", 39.93, 32.85, "P", "PPL", "SY")  # Ankara
    (toponym,) = with_regions([Toponym(0, 1, "X", place=place)])
    assert toponym.place.region_id == "TR-06"
