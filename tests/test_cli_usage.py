"""The command line itself: help, exit codes, one line per error, nothing heavy, nothing half-written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import geo.cli
from geo.cli import run
from geo.cli.output import json_line, one_line, table
from geo.errors import InputError, UnknownNameError

REPO = Path(__file__).resolve().parent.parent


def conflictmap(*args, stdin=None, **more):
    return subprocess.run([sys.executable, "-m", "geo", *map(str, args)], cwd=REPO, input=stdin, capture_output=True, timeout=120, check=False, **more)


@pytest.fixture
def failing(monkeypatch):
    """Make every command raise the given error."""
    def fail_with(error):
        def main(*_, **__):
            raise error
        monkeypatch.setattr(geo.cli.command, "main", main)
    return fail_with


@pytest.mark.parametrize("args", [["--help"], ["-h"], [], ["map", "--help"], ["parse", "-h"], ["geocode", "--help"], ["regions", "--help"],
                                  ["locate", "--help"], ["export", "--help"], ["data", "--help"], ["data", "add", "--help"],
                                  ["data", "add", "geonames", "--help"], ["data", "add", "boundaries", "--help"]])
def test_help(args, capsys):
    assert run(args) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Usage: conflictmap") and not err
    assert all(len(line) <= 110 for line in out.splitlines())


def test_version(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("conflictmap ")


@pytest.mark.parametrize(("args", "part"), [
    (["mapp"], "No such command 'mapp'"), (["map"], "Missing argument 'SOURCE...'"), (["map", "--foo", "x"], "--foo"),
    (["parse"], "Missing argument"), (["export", "x.txt"], "-o"), (["geocode"], "Missing argument"), (["locate"], "Missing argument"),
    (["locate", "42"], "LON"), (["locate", "north", "43"], "not a number"), (["locate", "-91", "43"], "not between"),
    (["locate", "42", "181"], "not between"), (["locate", "nan", "43"], "not between"), (["locate", "-", "43"], "no further argument"),
    (["map", "x.txt", "--date", "2008-13-01"], "is not a date"), (["map", "x.txt", "--date", "yesterday"], "is not a date"),
    (["regions", "--as-of", "soon"], "is not a date"), (["geocode", "Gori", "--country", "Georgia"], "two-letter"),
    (["map", "nope.txt"], "no such file"), (["parse", "nope.txt"], "no such file"), (["export", "nope.txt", "-o", "a.shp"], "no format has the ending"),
    (["map", "x.txt", "--name", "../up"], "not a file name"), (["data", "add", "geonames"], "name a country"),
    (["map", "x.txt", "--online", "google"], "google"), (["parse", "x.txt", "--llm-model", "m"], "goes with --llm"),
    (["map", "x.txt", "--llm", "http://localhost/v1"], "needs --llm-model"), (["map", "x.txt", "--llm", "ftp://a", "--llm-model", "m"], "no http"),
])
def test_usage_and_input_errors_are_one_line_and_2(args, part, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert part in err and err.startswith("conflictmap: ") and err.count("\n") == 1
    assert not out and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("error", "code", "part"), [
    (InputError("a.txt", "bad\nworse"), 2, "a.txt: bad worse"), (UnknownNameError("no such place"), 1, "no such place"),
    (OSError(28, "No space left on device", "maps/a.html"), 1, "maps/a.html: No space left on device"),
    (RuntimeError("oops"), 1, "internal error, RuntimeError: oops"), (KeyboardInterrupt(), 130, "stopped"), (MemoryError(), 1, "out of memory"),
    (InputError("a\x1b[2J\u202eb", "bad"), 2, "a[2Jb: bad"),
])
def test_every_error_is_one_line(failing, capsys, error, code, part):
    failing(error)
    assert run(["map", "x"]) == code
    out, err = capsys.readouterr()
    assert err.startswith("conflictmap: ") and part in err and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03", b"%PDF-1.4 broken", b"<html></html>", bytes(range(128, 256)) * 3])
@pytest.mark.parametrize("ending", [".txt", ".pdf", ".html", ".xml", ".jsonl", ".json", ".csv"])
def test_bad_files_leave_no_trace(tmp_path, capsys, content, ending):
    if (ending, content) in {(".txt", b"<html></html>")}:
        content = b"   \n"  # markup in a text file is text
    file = tmp_path / f"bad{ending}"
    file.write_bytes(content)
    folder = tmp_path / "out"
    assert run(["map", str(file), "-o", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert err.startswith("conflictmap: ") and err.count("\n") == 1 and str(file) in err
    assert not out and not folder.exists()


def test_cold_geocode_is_light():
    # Not ru_maxrss: a child counts the memory of the test process that it was forked from.
    code = ("import sys; from geo.cli import run; run(['geocode', 'Tskhinvali']); from pathlib import Path; status = Path('/proc/self/status'); "
            "peak = status.read_text().split('VmHWM:')[1].split()[0] if status.exists() else 0; "
            "print(int(peak) // 1024, 'spacy' in sys.modules, 'pandas' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, timeout=60, check=True)
    *lines, last = done.stdout.splitlines()
    megabytes, spacy, pandas = last.split()
    assert int(megabytes) < 150 and (spacy, pandas) == ("False", "False")
    assert "GE" in lines[1]


def test_a_reader_that_leaves_is_no_error():
    command = f"{sys.executable} -m geo geocode Springfield Victoria Paris San\\ Jose --limit 500 --json | head -c 50; echo \" ${{PIPESTATUS[0]}}\""
    done = subprocess.run(["bash", "-c", command], cwd=REPO, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.endswith(" 0\n") and done.stderr == ""


def test_any_locale_prints_every_script():
    done = conflictmap("geocode", "Харків", env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and "Kharkiv" in done.stdout.decode()


def test_json_lines_stay_lines():
    line = json_line({"text": "a\u2028b\u2029c\x85d\ne", "name": "Цхинвали"})
    assert len(line.splitlines()) == 1 and "Цхинвали" in line
    import json
    assert json.loads(line)["text"] == "a\u2028b\u2029c\x85d\ne"
    with pytest.raises(ValueError, match="JSON compliant"):
        json_line({"lat": float("nan")})


def test_a_table_keeps_its_columns(capsys):
    table(("name", "n"), [("Цхинвали", 1), ("上海", 12), ("a\x1b[31mb\n", None)], right=(1,))
    assert capsys.readouterr().out == "name       n\nЦхинвали   1\n上海      12\na[31mb\n"
    assert one_line("x" * 5000, 10) == "x" * 9 + "…"
