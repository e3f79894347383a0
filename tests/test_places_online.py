"""Online geocoders behind the gazetteer, played by a local server."""

import json
import time

import pytest
from geopy.exc import GeocoderAuthenticationFailure, GeocoderQuotaExceeded, GeocoderServiceError, GeocoderTimedOut

from geo.errors import InputError
from geo.places import FallbackGeocoder, GazetteerGeocoder, Online
from geo.places.online import PROVIDERS, to_place
from tests.places_servers import reply, serving

NOMINATIM = [{"place_id": 1, "osm_type": "node", "osm_id": 77, "lat": "42.3878", "lon": "41.5203",
              "display_name": "Ganmukhuri, Zugdidi, Georgia", "category": "place", "type": "village"}]
PHOTON = {"features": [{"geometry": {"coordinates": [41.5203, 42.3878]}, "properties": {
    "name": "Ganmukhuri", "country": "Georgia", "osm_type": "N", "osm_id": 77}}]}
GEONAMES = {"geonames": [{"lat": "42.3878", "lng": "41.5203", "name": "Ganmukhuri", "countryName": "Georgia",
                          "countryCode": "GE", "geonameId": 615329, "fcl": "P", "fcode": "PPL",
                          "adminName1": "Samegrelo", "population": 0}]}
PELIAS = {"features": [{"geometry": {"coordinates": [41.5203, 42.3878]}, "properties": {
    "name": "Ganmukhuri", "label": "Ganmukhuri, Georgia", "gid": "whosonfirst:locality:5", "country_code": "GE"}}]}
BODIES = {"nominatim": NOMINATIM, "photon": PHOTON, "geonames": GEONAMES, "pelias": PELIAS}
EMPTY = {"nominatim": [], "photon": {"features": []}, "geonames": {"geonames": []}, "pelias": {"features": []}}


@pytest.fixture
def online(tmp_path):
    def make(provider, server, **options):
        extra = {"username": "somebody"} if provider == "geonames" else {}
        return Online(provider, **{"cache": tmp_path / "online.sqlite", "domain": server.domain, "scheme": "http",
                                   "min_delay": 0.0, "wait": 0.0, "timeout": 1.0, **extra, **options})
    return make


def says(body, status=200):
    return lambda handler: reply(handler, json.dumps(body).encode(), status)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_finds_a_village_and_remembers_it(provider, online):
    with serving(says(BODIES[provider])) as server:
        place = online(provider, server).geocode("Ganmukhuri")
        assert (round(place.latitude, 3), round(place.longitude, 3)) == (42.388, 41.52)
        again = online(provider, server).geocode("Ganmukhuri")
        assert (again.address, again.point, again.raw) == (place.address, place.point, place.raw)
    assert len(server.requests) == 1
    assert server.requests[0][1]["User-Agent"].startswith("conflictmap/")
    assert to_place(place).geo_precision == 1 and to_place(place).lat == place.latitude


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_miss_is_none_and_remembered(provider, online):
    with serving(says(EMPTY[provider])) as server:
        for _ in range(3):
            assert online(provider, server).geocode("Zzyzzx") is None
    assert len(server.requests) == 1


def test_a_miss_is_asked_again_after_a_month(online, monkeypatch):
    with serving(says([])) as server:
        online("nominatim", server).geocode("Zzyzzx")
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 40 * 86400)
        online("nominatim", server).geocode("Zzyzzx")
    assert len(server.requests) == 2


def test_countries_are_passed_on_and_kept_apart(online):
    with serving(says(NOMINATIM)) as server:
        service = online("nominatim", server)
        service.geocode("Ganmukhuri", country_codes=["GE"])
        service.geocode("Ganmukhuri", country_codes="ge")
        service.geocode("Ganmukhuri")
    assert len(server.requests) == 2 and "countrycodes=ge" in server.requests[0][0].lower()


def test_server_errors_are_tried_again(online):
    answers = iter([(503, []), (500, []), (200, NOMINATIM)])

    def flaky(handler):
        status, body = next(answers)
        reply(handler, json.dumps(body).encode(), status)

    with serving(flaky) as server:
        assert online("nominatim", server, retries=2).geocode("Ganmukhuri")
    assert len(server.requests) == 3


@pytest.mark.parametrize(("status", "error"), [
    (401, GeocoderAuthenticationFailure), (403, GeocoderServiceError), (429, GeocoderQuotaExceeded)])
def test_what_trying_again_cannot_mend_is_asked_once(online, status, error):
    with serving(says({}, status)) as server:
        service = online("nominatim", server, retries=5)
        with pytest.raises(error):
            service.geocode("Ganmukhuri")
    assert len(server.requests) == 1


def test_errors_are_not_remembered(online):
    answers = iter([500, 200])
    with serving(lambda h: reply(h, json.dumps(NOMINATIM).encode(), next(answers))) as server:
        service = online("nominatim", server, retries=0)
        with pytest.raises(GeocoderServiceError):
            service.geocode("Ganmukhuri")
        assert service.geocode("Ganmukhuri")


def test_a_slow_service_times_out(online):
    def slow(handler):
        time.sleep(0.6)
        reply(handler, b"[]")

    with serving(slow) as server, pytest.raises(GeocoderTimedOut):
        online("nominatim", server, retries=0, timeout=0.1).geocode("Ganmukhuri")


def test_nonsense_instead_of_json(online):
    with serving(lambda h: reply(h, b"<html>")) as server, pytest.raises(GeocoderServiceError):
        online("nominatim", server, retries=0).geocode("Ganmukhuri")


def test_requests_keep_their_distance(online):
    with serving(says([])) as server:
        service = online("nominatim", server, min_delay=0.2)
        start = time.monotonic()
        for name in ("A b", "C d", "E f"):
            service.geocode(name)
        assert time.monotonic() - start >= 0.4
    assert len(server.requests) == 3
    assert PROVIDERS["nominatim"].min_delay == 1.0 and PROVIDERS["geonames"].min_delay >= 3.6


def test_the_gazetteer_is_asked_first(online):
    with serving(says(NOMINATIM)) as server:
        both = FallbackGeocoder(GazetteerGeocoder(), online("nominatim", server))
        assert both.geocode("Gori, Georgia").raw["geonameId"] == 614455
        assert both.credit is None and server.requests == []
        assert both.geocode("Ganmukhuri").address == "Ganmukhuri, Zugdidi, Georgia"
        assert len(both.geocode("Ganmukhuri", exactly_one=False)) == 1
        assert both.credit == "© OpenStreetMap contributors (ODbL), search by Nominatim"
        assert both.reverse((42.2277, 43.9687)).raw["geonameId"] == 611403


def test_a_failing_service_is_a_miss_with_a_reason(online):
    with serving(says({}, 500)) as server:
        both = FallbackGeocoder(GazetteerGeocoder(), online("nominatim", server, retries=0))
        assert both.geocode("Ganmukhuri") is None and both.geocode("Zzyzzx") is None
    assert len(both.problems) == 1 and both.problems[0].startswith("nominatim: GeocoderServiceError")
    assert both.credit is None


def test_a_cache_that_cannot_be_used_is_done_without(online, tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is no database, but it is long enough to be taken for one" * 50)
    with serving(says(NOMINATIM)) as server:
        assert online("nominatim", server, cache=broken).geocode("Ganmukhuri")
        assert online("nominatim", server, cache="/proc/none/x.sqlite").geocode("Ganmukhuri")
    assert len(server.requests) == 2


def test_bad_choices_are_explained(monkeypatch):
    monkeypatch.delenv("CONFLICTMAP_GEONAMES_USERNAME", raising=False)
    with pytest.raises(InputError, match="choose one of nominatim, photon, geonames, pelias"):
        Online("bing")
    with pytest.raises(InputError, match=r"needs username.*CONFLICTMAP_GEONAMES_USERNAME"):
        Online("geonames")
    with pytest.raises(InputError, match="needs domain"):
        Online("pelias")


def test_contact_goes_into_the_user_agent(online, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_CONTACT", "desk@example.org")
    with serving(says([])) as server:
        online("nominatim", server).geocode("X y")
    assert "(desk@example.org)" in server.requests[0][1]["User-Agent"]
