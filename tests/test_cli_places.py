"""geocode, regions, locate and data, as the contract has them."""

import io
import json
import sys

import pytest

from geo.cli import run
from geo.cli.regions import KEYS


@pytest.fixture
def call(capsys, monkeypatch):
    """Run a command; its exit code, its stdout, its stderr."""
    def called(*args, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = run([str(a) for a in args])
        out, err = capsys.readouterr()
        return code, out, err

    return called


def test_geocode_table(call):
    code, out, err = call("geocode", "Tskhinvali")
    head, first, *_ = out.splitlines()
    assert code == 0 and not err and head.split()[:3] == ["place", "in", "what"]
    assert "GE" in first and "geonames:611403" in first


def test_geocode_json_ranks_all_names(call):
    code, out, _ = call("geocode", "Paris", "Цхинвали", "--json", "--explain")
    found = json.loads(out)
    assert code == 0 and {r["query"] for r in found} == {"Paris", "Цхинвали"}
    paris = [r for r in found if r["query"] == "Paris"]
    assert [r["rank"] for r in paris] == list(range(1, len(paris) + 1)) and paris[0]["country"] == "FR" and paris[0]["reasons"]
    assert next(r for r in found if r["query"] == "Цхинвали")["place_id"] == "geonames:611403"


def test_geocode_country_and_misses(call):
    code, out, _ = call("geocode", "Paris", "--country", "us", "--json")
    assert code == 0 and {r["country"] for r in json.loads(out)} == {"US"}
    code, out, err = call("geocode", "Gori", "Qwxyzzyplatz", "--json")
    assert code == 1 and "Qwxyzzyplatz" in err and "data add geonames" in err and err.count("\n") == 1
    assert json.loads(out)[0]["query"] == "Gori"


@pytest.mark.parametrize(("args", "expected"), [
    (["Abkhazia"], {"de_jure": "GE"}), (["south-ossetia", "--as-of", "2008-08-01"], {"de_jure": "GE", "recognized_by": []}),
    (["south-ossetia", "--as-of", "2008-09-09"], {"de_jure": "GE"}), (["Georgia"], {"id": "GE", "status": "sovereign"}),
    (["south-ossetia", "--as-of", "2009-01-01", "--worldview", "RU"], {"de_jure": None}),
])
def test_regions_json(call, args, expected):
    code, out, err = call("regions", *args, "--json")
    found = json.loads(out)
    assert code == 0 and not err and tuple(found[0])[: len(KEYS)] == KEYS
    if expected.get("de_jure", "") is None:
        assert found[0]["de_jure"] != "GE"
    else:
        assert {k: found[0][k] for k in expected} == expected


def test_recognition_has_a_day(call):
    before, after = (json.loads(call("regions", "south-ossetia", "--json", "--as-of", day)[1])[0] for day in ("2008-08-25", "2008-08-27"))
    assert "RU" not in before["recognized_by"] and "RU" in after["recognized_by"]


def test_regions_table_and_geojson(call):
    code, out, _ = call("regions", "Abkhazia")
    assert code == 0 and out.startswith("id") and "Abkhazia" in out
    code, out, _ = call("regions", "Abkhazia", "--geojson")
    collection = json.loads(out)
    feature = collection["features"][0]
    assert code == 0 and collection["type"] == "FeatureCollection" and feature["properties"]["layer"] == "region"
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_all_regions(call):
    code, out, _ = call("regions", "--json", "--as-of", "2008-09-09")
    found = json.loads(out)
    assert code == 0 and len({r["id"] for r in found}) == len(found) > 4000
    assert {"GE", "GE-AB", "south-ossetia", "XK"} <= {r["id"] for r in found}
    code, out, _ = call("regions", "--as-of", "2008-09-09")
    assert 200 < len(out.splitlines()) < 700


@pytest.mark.parametrize(("args", "part"), [
    (["regions", "Atlantis"], "Atlantis"), (["regions", "Georgia", "--worldview", "QQ"], "QQ"), (["locate", "1", "2", "--worldview", "QQ"], "QQ"),
])
def test_unknown_names_are_one_line_and_1(call, args, part):
    code, out, err = call(*args)
    assert code == 1 and part in err and err.count("\n") == 1 and not out


@pytest.mark.parametrize(("lat", "lon", "country", "smallest"), [
    ("42.2276", "43.9686", "GE", "south-ossetia"), ("0.515", "25.19", "CD", None), ("-33.45", "-70.65", "CL", None), ("\u221233.45", "-70.65", "CL", None),
    ("42.2276,", "43.9686", "GE", "south-ossetia"),
])
def test_locate(call, lat, lon, country, smallest):
    code, out, err = call("locate", lat, lon, "--json", "--as-of", "2012-11-20")
    found = json.loads(out)
    assert code == 0 and not err and found["country"] == country and found["sea"] is None
    assert set(KEYS) <= set(found["regions"][0])
    if smallest:
        assert found["regions"][-1]["id"] == smallest or smallest in {r["id"] for r in found["regions"]}


def test_locate_at_sea_and_as_a_table(call):
    found = json.loads(call("locate", "0", "-30", "--json")[1])
    assert found["country"] is None and found["regions"] == []
    code, out, _ = call("locate", "42.2276", "43.9686")
    assert code == 0 and "Georgia" in out
    assert call("locate", "0", "-30")[0] == 0


def test_locate_lines(call):
    lines = ['{"id": "a", "lat": 42.2276, "lon": 43.9686}', "", "not json", '{"id": 2, "lat": 95, "lon": 0}', '{"id": 3, "lat": null, "lon": 0}',
             '{"id": 4, "lat": "-33.45", "lon": "-70.65", "note": "x"}', "[1, 2]"]
    code, out, err = call("locate", "-", stdin="\n".join(lines))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [f["id"] for f in found] == ["a", None, 2, 3, 4, None]
    assert found[0]["country"] == "GE" and found[4]["country"] == "CL"
    assert [("error" in f) for f in found] == [False, True, True, True, False, True]
    assert err.count("\n") == 4 and "line 3" in err


def test_data(call):
    code, out, _ = call("data")
    assert code == 0 and "gazetteer/" in out and "CC-BY-4.0" in out and "GeoNames" in out
    records = json.loads(call("data", "--json")[1])
    assert all({"file", "title", "source", "version", "licence", "credit", "sha256"} <= set(r) for r in records)


def test_data_is_what_its_manifest_says(call):
    code, out, err = call("data", "--verify")
    assert (code, err) == (0, "")
