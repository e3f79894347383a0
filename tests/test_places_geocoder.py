"""The gazetteer as a geopy geocoder."""

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.point import Point

from geo.places import GazetteerGeocoder

KEYS = {"geonameId", "name", "toponymName", "lat", "lng", "countryCode", "countryName", "adminCode1", "adminName1",
        "fcl", "fcode", "population", "score"}


@pytest.fixture(scope="module")
def geocoder():
    return GazetteerGeocoder()


@pytest.mark.parametrize(("query", "address"), [
    ("Gori, Georgia", "Gori, Shida Kartli, Georgia"),
    ("Paris, Texas", "Paris, Texas, United States"),
    ("Paris", "Paris, Île-de-France, France"),
    ("Paris, France", "Paris, Île-de-France, France"),
    ("London, Ontario", "London, Ontario, Canada"),
    ("London, Ont.", "London, Ontario, Canada"),
    ("Springfield, Illinois, USA", "Springfield, Illinois, United States"),
    ("Portland, Ore.", "Portland, Oregon, United States"),
    ("Athens, Ga.", "Athens, Georgia, United States"),
    ("Washington, D.C.", "Washington, District of Columbia, United States"),
    ("Georgia", "Georgia"),
    ("Tskhinvali, South Ossetia", "Tskhinvali, Shida Kartli, Georgia"),
    ("Sukhumi, Abkhazia", "Sokhumi, Abkhazia, Georgia"),
    ("Tiraspol, Transnistria", "Tiraspol, Transnistria, Moldova"),
    ("Paris, Europe", "Paris, Île-de-France, France"),
    ("Kharkov, USSR", "Kharkiv, Kharkiv Oblast, Ukraine"),
])
def test_name_and_what_contains_it(geocoder, query, address):
    assert geocoder.geocode(query).address == address


def test_it_is_a_geopy_geocoder(geocoder):
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("Tskhinvali", timeout=3)
    assert isinstance(location.point, Point)
    assert location.raw.keys() >= KEYS
    assert location.raw["geonameId"] == 611403 and location.raw["countryName"] == "Georgia"
    assert float(location.raw["lat"]) == location.latitude


def test_a_miss_is_none(geocoder):
    for query in ("Nowhere at all", "", "Gori, Texas", "Paris, South Ossetia", "Zzyzzx, Georgia", "Gori, Zzyzzx"):
        assert geocoder.geocode(query) is None
        assert geocoder.geocode(query, exactly_one=False) is None


def test_many_are_ranked_and_limited(geocoder):
    many = geocoder.geocode("Springfield", exactly_one=False)
    assert len(many) > 10 and all("ringf" in m.address for m in many[:5])
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=4)) == 4
    assert {m.raw["countryCode"] for m in geocoder.geocode("Paris", exactly_one=False, country_codes=["us", "CA"])} == {
        "US", "CA"}
    assert geocoder.geocode("Tskhinvali", country_codes="FR") is None


def test_reverse(geocoder):
    here = geocoder.reverse((42.2277, 43.9687))
    assert here.raw["geonameId"] == 611403 and float(here.raw["distance"]) < 1
    assert geocoder.reverse("42.2277, 43.9687").address == here.address
    assert len(geocoder.reverse(Point(42.0, 44.0), exactly_one=False, limit=3)) == 3
    assert geocoder.reverse((-60.0, -120.0)) is None
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse("here")
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(None)


def test_fuzzy_is_an_option():
    assert GazetteerGeocoder().geocode("Tskhinnvalni") is None
    assert GazetteerGeocoder(fuzzy=True).geocode("Tskhinnvalni").raw["matchKind"] == "fuzzy"


def test_geopandas_takes_it():
    from geopandas.tools import geocode, reverse_geocode

    frame = geocode(["Gori, Georgia", "Nowhere at all", "Homs"], provider=GazetteerGeocoder)
    assert frame.address.tolist()[0] == "Gori, Shida Kartli, Georgia"
    assert frame.address.isna().tolist() == [False, True, False]
    assert round(frame.geometry.iloc[2].y, 2) == 34.72 and frame.geometry.iloc[1].is_empty
    back = reverse_geocode(frame.geometry.iloc[[0]], provider=GazetteerGeocoder)
    assert back.address.iloc[0].startswith("Gori")
