"""Folders, many sources, records, standard input: order, ids, and what is left out."""

import io
import json
import sys
from datetime import date

import pytest

from geo.errors import InputError
from geo.model import Report
from geo.reports import read


@pytest.fixture
def lines(tmp_path):
    def written(*records):
        file = tmp_path / "r.jsonl"
        file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), "utf-8")
        return file

    return written


@pytest.fixture
def stdin(monkeypatch):
    def given(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return given


def test_a_folder_is_read_sorted_with_ids_of_its_own(tmp_path):
    for name in ("b/report.txt", "a/report.txt", "a/z.txt", "one.txt", "one.md", ".hidden.txt", ".git/config.txt", "photo.jpg", "page.css"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"Gori was hit, says {name}.\n")
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04")
    skipped = []
    reports = list(read(tmp_path, on_skip=skipped.append))
    assert [r.id for r in reports] == ["a/report", "z", "b/report", "one.md", "one.txt"]
    assert [str(e).split(": ")[1] for e in skipped] == [".docx files are not read; save it as .txt or .pdf"]
    assert [r.id for r in read(tmp_path, on_skip=skipped.append)] == [r.id for r in reports]


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no reports in this folder"):
        list(read(tmp_path))
    with pytest.raises(InputError, match="no reports"):
        list(read([]))


def test_one_bad_of_many_is_left_out_and_all_bad_is_an_error(tmp_path):
    good, bad, worse = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "worse.txt"
    good.write_text("Gori was hit.")
    bad.write_bytes(b"\x00\x01\x02")
    worse.write_text("")
    skipped = []
    assert [r.id for r in read([bad, good, worse], on_skip=skipped.append)] == ["good"]
    assert [e.source for e in skipped] == [str(bad), str(worse)]
    with pytest.raises(InputError, match=r"bad\.txt: binary, not text; and 1 more"):
        list(read([bad, worse], on_skip=skipped.append))
    with pytest.raises(InputError, match="worse.txt: the file is empty"):
        list(read(worse, on_skip=skipped.append))
    assert len(skipped) == 2  # an error that is raised is not told twice
    with pytest.raises(InputError, match="binary"):
        list(read([good, bad]))


def test_reports_pass_through():
    report = Report("a", "Gori was hit.")
    assert list(read(report)) == [report] and list(read([report], date="2008-09-09"))[0].date == date(2008, 9, 9)


def test_records_keep_their_text_and_fields(lines):
    text = "  Gori\r\nwas hit.\u2028\ufeff "
    (report,) = read(lines({"id": 7, "text": text, "date": "2008-09-09", "title": " T ", "source": "S", "url": "u", "language": "en", "spans": [[8, 11], [2, 6]]}))
    assert report == Report("7", text, date(2008, 9, 9), "T", "S", "u", "en", ((2, 6), (8, 11)))


def test_records_without_fields_are_read_from_their_text(lines):
    (report,) = read(lines("\n", {"text": "Gori hit\n\nTBILISI, Sept. 9, 2008 (Reuters) - Gori was hit.\nSign up for our newsletter"}))
    assert (report.id, report.date, report.title, report.source) == ("r-3", date(2008, 9, 9), "Gori hit", "Reuters")
    assert [report.text[a:b] for a, b in report.furniture] == ["Sign up for our newsletter"]
    (report,) = read(lines({"id": "a", "text": "Gori was hit.", "date": None, "title": "", "source": None}))
    assert report.date is None and report.title is None and report.source == "r.jsonl"


def test_a_corpus_with_half_dates_loses_no_record(lines):
    skipped = []
    reports = list(read(lines(*({"id": i, "text": "Gori", "date": d} for i, d in enumerate(["24 Novembe", "", "2016-12-19", None, "9:55 AM ET"]))),
                        on_skip=skipped.append))
    assert [r.date for r in reports] == [None, None, date(2016, 12, 19), None, None] and not skipped


@pytest.mark.parametrize(("record", "problem"), [
    ("not json", "line 1: not JSON"), ('{"id": 1', "line 1: not JSON"), ("[" * 100_000, "line 1: not JSON"), ([1], "a list, not an object"),
    ({"id": 1}, "no key 'text'"), ({"text": 5}, "'text' is a int, not a string"), ({"text": " "}, "'text' is empty"),
    ({"text": "a", "date": 5}, "'date' is a int"), ({"text": "a", "date": "2008-13-45"}, "not a date"), ({"text": "a", "title": []}, "'title' is a list"),
    ({"text": "abc", "spans": [[0, 4]]}, "not \\[start, end\\]"), ({"text": "abc", "spans": [[2, 1]]}, "not \\[start, end\\]"),
    ({"text": "abc", "spans": [[0, True]]}, "not \\[start, end\\]"), ({"text": "abc", "spans": 1}, "not a list"),
    ('{"text": "\\ud800 Gori"}', "surrogate"), ({"text": "x" * 1_000_001}, "too many"),
])
def test_bad_records_are_named_with_their_line(lines, record, problem):
    file = lines(record)
    with pytest.raises(InputError, match=problem) as caught:
        list(read(file))
    assert str(file) in str(caught.value) and "line 1" in str(caught.value)
    file = lines(record, {"id": "good", "text": "Gori"})
    skipped = []
    assert [r.id for r in read(file, on_skip=skipped.append)] == ["good"] and len(skipped) == 1


def test_ids_are_unique(lines, tmp_path):
    file = lines({"id": "a", "text": "one"}, {"id": "a", "text": "two"})
    with pytest.raises(InputError, match="line 2: id 'a' was there before"):
        list(read(file))
    (tmp_path / "a.txt").write_text("Gori was hit.")
    skipped = []
    assert [r.text for r in read([tmp_path / "a.txt", file], on_skip=skipped.append)] == ["Gori was hit."]
    assert len(skipped) == 2


def test_standard_input_is_streamed(stdin):
    read_so_far = []

    class Endless(io.RawIOBase):
        number = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            self.number += 1
            read_so_far.append(self.number)
            line = json.dumps({"id": self.number, "text": f"Gori {self.number}"}).encode() + b"\n"
            buffer[: len(line)] = line
            return len(line)

    import types
    endless = types.SimpleNamespace(buffer=io.BufferedReader(Endless(), 64))
    sys_stdin, sys.stdin = sys.stdin, endless
    try:
        stream = read("-")
        assert [next(stream).id for _ in range(3)] == ["1", "2", "3"]
    finally:
        sys.stdin = sys_stdin
    assert len(read_so_far) < 8  # a reader of a pipe may wait for the first answer


def test_standard_input_errors(stdin):
    stdin(b"")
    with pytest.raises(InputError, match="no reports"):
        list(read("-"))
    stdin(b"\xff\xfe\n")
    with pytest.raises(InputError, match="standard input, line 1: not UTF-8"):
        list(read("-"))
    stdin('\ufeff{"text": "Gori"}\r\n'.encode())
    assert [r.id for r in read("-")] == ["stdin-1"]


def test_json_and_csv(tmp_path):
    array = tmp_path / "a.json"
    array.write_text('[{"id": "x", "text": "Gori"}, {"text": "Poti"}]')
    assert [r.id for r in read(array)] == ["x", "a-2"]
    array.write_text('{"text": "Gori"}')
    assert [r.id for r in read(array)] == ["a"]
    table = tmp_path / "t.csv"
    table.write_text('ID,Text,Date\n1,"Gori was hit,\nthen Poti",2008-09-09\n2,,\n3,Poti,\n')
    skipped = []
    reports = list(read(table, on_skip=skipped.append))
    assert [(r.id, r.text, r.date) for r in reports] == [("1", "Gori was hit,\nthen Poti", date(2008, 9, 9)), ("3", "Poti", None)]
    assert "row 3: no key 'text'" in str(skipped[0])
    table.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no column 'text'"):
        list(read(table))


def test_the_first_bytes_tell_more_than_the_ending(tmp_path):
    file = tmp_path / "report"
    file.write_text("Gori was hit.")
    assert next(read(file)).text == "Gori was hit."
    file.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(InputError, match="not a readable PDF"):
        list(read(file))
