"""data add and --online from the command line: local files and a local server only."""

import http.server
import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.cli import run

ROW = ("610000", "Testmukhuri", "Testmukhuri", "Тестмухури", "42.40000", "41.60000", "P", "PPL", "GE", "", "71", "", "", "", "900", "", "5", "Asia/Tbilisi", "2020-01-01")


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def nominatim():
    """A local server that answers as Nominatim does, and counts."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            asked.append(query)
            found = [{"lat": "42.4", "lon": "41.6", "display_name": f"{query}, Georgia", "class": "place", "type": "village", "importance": 0.3,
                      "boundingbox": ["42.3", "42.5", "41.5", "41.7"], "osm_type": "node", "osm_id": 1, "place_id": 1,
                      "address": {"village": query, "country": "Georgia", "country_code": "ge"}}] if "Testm" in query else []
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_added_villages_are_found_and_listed(own_data, tmp_path, capsys):
    dump = tmp_path / "GE.txt"
    dump.write_text("\t".join(ROW) + "\n", "utf-8")
    assert run(["geocode", "Testmukhuri", "--country", "GE"]) == 1
    assert run(["data", "add", "geonames", str(dump)]) == 0
    out, err = capsys.readouterr()
    assert "1 places" in out and "sha256" in out
    assert run(["geocode", "Тестмухури", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["place_id"] == "geonames:610000"
    assert run(["data"]) == 0
    assert f"added by you, in {own_data}" in capsys.readouterr().out


def test_a_file_that_is_no_dump_changes_nothing(own_data, tmp_path, capsys):
    (tmp_path / "GE.txt").write_text("not\ta dump\n")
    assert run(["data", "add", "geonames", str(tmp_path / "GE.txt")]) == 2
    out, err = capsys.readouterr()
    assert not out and err.count("\n") == 1 and not [p for p in own_data.rglob("*") if p.is_file()]


def test_own_boundaries(own_data, tmp_path, capsys):
    square = {"type": "Polygon", "coordinates": [[[44.0, 41.9], [44.2, 41.9], [44.2, 42.1], [44.0, 42.1], [44.0, 41.9]]]}
    file = tmp_path / "ge.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"ADM2_EN": "Testori", "ADM2_PCODE": "GE9999"}, "geometry": square}]}))
    assert run(["data", "add", "boundaries", str(file), "--level", "2"]) == 0
    out = capsys.readouterr().out
    assert "ADM2_EN" in out and out.count("\n") == 1
    assert run(["locate", "42.0", "44.1", "--json"]) == 0
    assert "Testori" in {r["name"] for r in json.loads(capsys.readouterr().out)["regions"]}
    (tmp_path / "no.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    for args in ([str(tmp_path / "no.geojson")], [str(tmp_path / "nope.gpkg")], [str(file), "--column", "name=NOPE"], [str(file), "--column", "x=y"]):
        assert run(["data", "add", "boundaries", *args]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_no_network_is_said_in_one_line(own_data, capsys, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)  # it tries again, later and later
    assert run(["data", "add", "geonames", "GE", "--url", "http://127.0.0.1:9/"]) == 2
    out, err = capsys.readouterr()
    assert err.count("\n") == 1 and "cannot be downloaded" in err


def test_online_is_asked_for_what_the_gazetteer_lacks(own_data, nominatim, tmp_path, capsys):
    host, asked = nominatim
    file = tmp_path / "wire.txt"
    file.write_text("TBILISI, Aug. 12, 2008 (X) - Two soldiers were killed in the village of Testmukhuri near Zugdidi on Tuesday.\n")
    args = ["parse", str(file), "--online", "nominatim", "--online-option", f"domain={host}", "--online-option", "scheme=http"]
    assert run(args) == 0
    (record,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    village = next(t for t in record["toponyms"] if "Testmukhuri" in t["text"])
    assert (village["lat"], village["lon"]) == (42.4, 41.6)
    assert asked and not any("Zugdidi" == q for q in asked)
    count = len(asked)
    assert run(args) == 0 and len(asked) == count  # answers are kept


@pytest.mark.parametrize(("args", "part"), [
    (["--online-option", "domain=x"], "goes with --online"), (["--online", "nominatim", "--online-option", "domain"], "KEY=VALUE"),
    (["--online", "nominatim", "--online-option", "colour=red"], "colour"), (["--online", "geonames"], "username"),
])
def test_online_usage(args, part, capsys, tmp_path):
    (tmp_path / "a.txt").write_text("Gori was hit.")
    assert run(["parse", str(tmp_path / "a.txt"), *args]) == 2
    assert part in capsys.readouterr().err
