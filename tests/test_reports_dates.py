"""The report's own date: where it stands, and where a date is something else's."""

from datetime import date

import pytest

from geo.errors import InputError
from geo.reports import NO_DATE, read, warnings_of
from geo.reports.dates import date_of, parse_date, record_date

BODY = "Russian troops left a village near Gori on Tuesday, officials said. Fighting began on 8 August 2008.\n"
STATED = [
    ("NEW DELHI/ISLAMABAD, 8 May 2025. India said it struck nine sites.\n\n" + BODY, date(2025, 5, 8)),
    ("PRISTINA, Kosovo (Invented Agency) Oct 2, 2023 - " + BODY, date(2023, 10, 2)),
    ("TBILISI, Sept. 9, 2008 (Reuters) - " + BODY, date(2008, 9, 9)),
    ("TBILISI, Georgia, 9 September 2008 (AFP) — " + BODY, date(2008, 9, 9)),
    ("(Tbilisi, September 9, 2008) – " + BODY, date(2008, 9, 9)),
    ("GOMA, Democratic Republic of the Congo, 22 November 2012 (Sample) - " + BODY, date(2012, 11, 22)),
    ("GENEVA, August 12, 2008 - " + BODY, date(2008, 8, 12)),
    ("BOGOTA, 4 FEB 90 (ACAN-EFE) -- [TEXT] " + BODY.upper(), date(1990, 2, 4)),
    ("Troops leave\n\nTuesday, 9 September 2008\n\n" + BODY, date(2008, 9, 9)),
    ("Troops leave\n\nPublished: 9 September 2008, 18:03 BST\n\n" + BODY, date(2008, 9, 9)),
    ("Troops leave\n\nFirst published on Tue 9 Sep 2008 18.03 BST\n\n" + BODY, date(2008, 9, 9)),
    ("Troops leave\n\nUpdated 10 September 2008\nPublished 9 September 2008\n\n" + BODY, date(2008, 9, 9)),
    ("Troops leave\n\nIssued on: 09/09/2008 - 17:37Modified: 10/09/2008 - 17:37\n\n" + BODY, date(2008, 9, 9)),
    ("Troops leave\nBy Jane Doe, Tbilisi | September 9, 2008\n\n" + BODY, date(2008, 9, 9)),
    ("SITUATION REPORT No. 5 - Mali, as of 12 April 2013\n" + BODY, date(2013, 4, 12)),
    ("Daily bulletin, 3-10 October 2015\n" + BODY, date(2015, 10, 10)),
    ("Briefing notes\nGeneva, 12 Aug. 2008\n\n" + BODY, date(2008, 8, 12)),
    ("Troops leave\n\n" + BODY + "\n2008-09-09\n", date(2008, 9, 9)),
    ("Войска ушли\n9 сентября 2008 г., 12:30\n\n" + BODY, date(2008, 9, 9)),
    ("Les troupes partent\n\nPublié le 9 septembre 2008\n\n" + BODY, date(2008, 9, 9)),
    ("الجيش ينسحب\n9 سبتمبر 2008\n\n" + BODY, date(2008, 9, 9)),
    ("部队撤出\n2008年9月9日\n\n" + BODY, date(2008, 9, 9)),
    ("Rückzug\n09.08.2008\n\n" + BODY, date(2008, 8, 9)),
]
UNSTATED = [
    "The truce ended in Goma on 8 May 2025. India said it would help.",
    BODY,
    "TBILISI, Aug 9 (Reuters) - " + BODY,  # a dateline without a year
    "Remembering the fighting of 8 August 2008\n\n" + BODY,
    "A bomb killed three people in Goma on 20 November 2012, officials said.\n",
    "Troops leave\n\n" + BODY + "The ceasefire of 12 August 2008 held.\n",
    "Troops leave\n\n08/09/2008\n\n" + BODY,  # two dates, and nothing says which
    "Troops leave\n\n31 February 2008\n\n" + BODY,
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_stated(text, expected):
    assert date_of(text) == expected


@pytest.mark.parametrize("text", UNSTATED)
def test_a_date_of_something_else_is_not_the_reports(text):
    assert date_of(text) is None


@pytest.mark.parametrize(("name", "expected"), [
    ("wire-2008-09-09", date(2008, 9, 9)), ("20080909_wire", date(2008, 9, 9)), ("a_2008_09_09", date(2008, 9, 9)),
    ("wire-2008-13-09", None), ("1200809091", None), ("report", None), ("2008-0909", None),
])
def test_file_name(name, expected):
    assert date_of(BODY, name) == expected


def test_order_given_then_stated_then_file_name(tmp_path):
    file = tmp_path / "wire-2010-01-01.txt"
    file.write_text("TBILISI, Sept. 9, 2008 (Reuters) - " + BODY)
    assert next(read(file, date="2011-02-03")).date == date(2011, 2, 3)
    assert next(read(file)).date == date(2008, 9, 9)
    file.write_text(BODY)
    assert next(read(file)).date == date(2010, 1, 1)


def test_never_today(tmp_path):
    file = tmp_path / "wire.txt"
    file.write_text(BODY)
    report = next(read(file))
    assert report.date is None
    assert warnings_of(report) == [NO_DATE]
    assert warnings_of(next(read(file, date="2008-09-09"))) == []


@pytest.mark.parametrize("text", ["2008-09-09", "2008-09-09T10:00:00Z", "Tue, 09 Sep 2008 10:00:00 GMT", "9 September 2008",
                                  "Tuesday, Sept. 9, 2008", "9.9.2008", "20080909"])
def test_parse_date(text):
    assert parse_date(text) == date(2008, 9, 9)


@pytest.mark.parametrize("text", ["2008-13-45", "2008-02-30", "yesterday", "08/09/2008", "", "9 September", "the war of 9 September 2008 went on"])
def test_what_is_no_date(text):
    with pytest.raises(InputError, match="is not a date"):
        parse_date(text)


def test_a_records_half_date_does_not_cost_the_record():
    for half in ("24 Novembe", "7:58 AM ET", "Wed Nov 23", "08/09/2008"):
        assert record_date(half, "x", "line 1") is None
    for wrong in ("2008-13-45", "soon"):
        with pytest.raises(InputError):
            record_date(wrong, "x", "line 1")
