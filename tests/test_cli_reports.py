"""parse, map and export on the sample reports."""

import io
import json
import sys

import pytest

from geo import claims
from geo.cli import run
from geo.errors import InvariantError

TOPONYM = {"start", "end", "text", "place_id", "name", "lat", "lon", "feature_code", "country", "region_id", "score"}
CLAIM = {"kind", "polarity", "place_id", "place", "lat", "lon", "region_id", "as_of", "attributed_to", "quote", "start", "end", "confidence"}
FORCE = {"actor", "unit", "low", "high", "approximate", "status"}
EVENT = {"event_type", "sub_event_type", "actors", "date_start", "date_end", "date_precision", "fatalities_low", "fatalities_high",
         "injured_low", "displaced_low", "displaced_high"}


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


def test_parse_writes_the_contract(call, samples):
    code, out, err = call("parse", samples)
    records = [json.loads(line) for line in out.splitlines()]
    assert all("not in the gazetteer" in line for line in err.splitlines())  # villages, said so
    assert code == 0 and [r["id"] for r in records] == sorted(f.stem for f in samples.glob("*.txt"))
    for record in records:
        assert {"id", "date", "title", "source", "language", "toponyms", "claims", "warnings", "text"} <= set(record)
        assert record["text"] == (samples / f"{record['id']}.txt").read_text("utf-8")
        assert record["toponyms"] and record["claims"] and record["date"]
        for toponym in record["toponyms"]:
            assert TOPONYM <= set(toponym) and record["text"][toponym["start"]:toponym["end"]] == toponym["text"]
        for claim in record["claims"]:
            assert CLAIM | (FORCE if claim["kind"] == "force" else EVENT) <= set(claim)
            assert record["text"][claim["start"]:claim["end"]] == claim["quote"]


def test_parse_given_spans_and_standard_input(call):
    lines = [{"id": "a", "text": "Clashes in Gori and Poti.", "date": "2008-08-09", "spans": [[11, 15]]}, {"id": 5, "text": "Nothing here."}]
    code, out, err = call("parse", "-", stdin="not json\n" + "".join(json.dumps(r) + "\n" for r in lines))
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0 and [t["text"] for t in first["toponyms"]] == ["Gori"] and first["toponyms"][0]["country"] == "GE"
    assert second["id"] == "5" and second["toponyms"] == []
    assert "left out: standard input, line 1: not JSON" in err and "no date" in err


def test_parse_pretty(call, samples):
    code, out, _ = call("parse", "--pretty", samples / "goma-2012-11-22.txt")
    assert code == 0 and json.loads(out)["id"] == "goma-2012-11-22" and len(out.splitlines()) > 100


def test_map_writes_both_files_and_says_so(call, samples, tmp_path):
    code, out, err = call("map", samples / "georgia-2008-09-09.txt", "-o", tmp_path / "maps")
    written = sorted(p.name for p in (tmp_path / "maps").iterdir())
    assert code == 0 and not err and written == ["georgia-2008-09-09.geojson", "georgia-2008-09-09.html"]
    *paths, summary = out.splitlines()
    assert [p.rsplit("/", 1)[1] for p in sorted(paths)] == written and "force claims" in summary and "event claims" in summary
    collection = json.loads((tmp_path / "maps" / "georgia-2008-09-09.geojson").read_text("utf-8"))
    assert {f["properties"]["layer"] for f in collection["features"]} == {"place", "region", "force", "event"}


@pytest.mark.parametrize("text", ["It rained all day and nobody said a word.\n", "12345\n"])
def test_a_report_without_a_place_writes_nothing(call, tmp_path, text):
    file = tmp_path / "rain.txt"
    file.write_text(text)
    code, out, err = call("map", file, "-o", tmp_path / "out", "--date", "2008-09-09")
    assert code == 2 and not out and not (tmp_path / "out").exists()
    assert err.splitlines()[-1].startswith("conflictmap: ") and "no place" in err.splitlines()[-1]


def test_a_report_without_a_date_is_warned_of_once(call, tmp_path):
    file = tmp_path / "wire.txt"
    file.write_text("Russian troops left Gori on Tuesday. Two soldiers were killed in Poti on Monday.\n")
    code, _, err = call("map", file, "-o", tmp_path / "out")
    assert code == 0 and err.count("no date") == 1 and "--date" in err
    assert call("map", file, "-o", tmp_path / "out", "--date", "2008-09-09")[2] == ""


def test_one_bad_report_of_a_folder_is_left_out(call, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("TBILISI, Aug. 12, 2008 (X) - Russian troops left Gori on Tuesday.\n")
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00\x01")
    code, out, err = call("map", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 0 and err.count("left out") == 1 and "b.txt" in err and len(out.splitlines()) == 3


def test_a_wrong_worldview_is_one_line_and_no_fault_of_the_reports(call, samples, tmp_path):
    code, out, err = call("map", samples, "-o", tmp_path / "out", "--worldview", "XX")
    assert code == 1 and not out and not (tmp_path / "out").exists()
    assert err == "conflictmap: no worldview 'XX'; give ISO (neutral) or a state's two letters, such as UA, RU, US, CN, IN\n"


def test_a_dataset_among_reports_is_named_with_what_to_do(call, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("TBILISI, Aug. 12, 2008 (X) - Two soldiers were killed in Gori on Monday.")
    (tmp_path / "in" / "acled.csv").write_text("event_id_cnty,event_date,event_type,sub_event_type,actor1,latitude,longitude\n")
    code, _, err = call("map", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 0 and "is mapped on its own: conflictmap map FILE" in err


def test_a_copy_is_drawn_once_and_named(call, tmp_path):
    (tmp_path / "in").mkdir()
    for name, end in (("a.txt", "\n"), ("copy.txt", "\n\n")):
        (tmp_path / "in" / name).write_text("TBILISI, Aug. 12, 2008 (X) - Two soldiers were killed in Gori on Monday." + end)
    code, out, err = call("map", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 0 and "1 report, " in out and " 1 event claim," in out
    assert err == "conflictmap: warning: left out: copy: the same text as a; it is drawn once\n"


def test_the_output_may_be_the_page_itself(call, samples, tmp_path):
    page = tmp_path / "out" / "goma.html"
    for _ in range(2):  # the second time over the first
        code, out, _ = call("map", samples / "georgia-2008-09-09.txt", "-o", page)
        assert code == 0 and page.is_file() and page.with_suffix(".geojson").is_file() and str(page) in out
    taken = tmp_path / "notes.txt"
    taken.write_text("mine")
    code, _, err = call("map", samples / "georgia-2008-09-09.txt", "-o", taken)
    assert code == 2 and "notes.txt is a file" in err and taken.read_text() == "mine"


def test_a_feed_with_a_repeated_entry_is_mapped(call, tmp_path):
    entry = ("<item><title>Blast in Quetta</title><guid>1</guid><pubDate>Tue, 30 Sep 2025 10:00:00 GMT</pubDate>"
             "<description>A car bomb in Quetta killed 10 people on Tuesday.</description></item>")
    file = tmp_path / "feed.xml"
    file.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>Field news</title>{entry}{entry}</channel></rss>')
    code, out, err = call("map", file, "-o", tmp_path / "out")
    assert code == 0 and "1 report" in out and "'1' was there before" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize("error", [InvariantError("claim x: no place"), IndexError("list index out of range")])
def test_a_fault_of_ours_costs_one_report_and_is_said_aloud(call, monkeypatch, error):
    extract = claims.extract

    def faulty(report, *rest, **options):
        if report.id == "b":
            raise error
        return extract(report, *rest, **options)

    monkeypatch.setattr(claims, "extract", faulty)
    lines = "\n".join(json.dumps({"id": i, "date": "2008-09-09", "text": "Two soldiers died in Gori."}) for i in "abc")
    code, out, err = call("parse", "-", stdin=lines)
    assert code == 1 and [json.loads(line)["id"] for line in out.splitlines()] == ["a", "c"]
    first, last = err.splitlines()
    assert first.startswith("conflictmap: ERROR: left out by a fault of this program: b: internal error, ") and str(error) in first
    assert last == "conflictmap: ERROR: 1 report missing above by a fault of this program"


@pytest.mark.parametrize("ending", [".geojson", ".parquet", ".fgb", ".gpkg", ".kml", ".csv"])
def test_export(call, samples, tmp_path, ending):
    file = tmp_path / f"goma{ending}"
    code, out, err = call("export", samples / "goma-2012-11-22.txt", "-o", file)
    assert code == 0 and file.stat().st_size > 500 and out.splitlines()[0] == str(file)
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_a_folder_that_cannot_be_made_is_one_line(call, samples, tmp_path):
    (tmp_path / "file").write_text("x")
    code, _, err = call("map", samples / "georgia-2008-09-09.txt", "-o", tmp_path / "file" / "out")
    assert code in (1, 2) and err.count("\n") == 1 and "Traceback" not in err and (tmp_path / "file").read_text() == "x"
