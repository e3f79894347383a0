"""A saved e-mail is read as what it says, not as what it is wrapped in."""

from __future__ import annotations

from datetime import date

import pytest

from geo.errors import InputError
from geo.reports import read

HEAD = "From: Field Office <field@example.org>\nTo: ops@example.org\nSubject: Flash update: Jowhar\nDate: Tue, 25 Feb 2025 23:30:00 +0300\nMIME-Version: 1.0\n"
PLAIN = """Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Fighters attacked Balad, 30=C2=A0km north of Mogadishu, on =
20 February.
"""
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Shells fell on <b>Jowhar</b>.</p><p>Two died.</p>\n"


def saved(tmp_path, text):
    file = tmp_path / "flash.eml"
    file.write_text(text, "utf-8")
    return file


def test_the_plain_text_is_read_with_sender_subject_and_day(tmp_path):
    parts = f'{HEAD}Content-Type: multipart/alternative; boundary="b"\n\n--b\n{PLAIN}\n--b\n{HTML}\n--b--\n'
    (report,) = read(saved(tmp_path, parts))
    assert report.text == "Fighters attacked Balad, 30\xa0km north of Mogadishu, on 20 February."
    assert (report.title, report.source, report.date) == ("Flash update: Jowhar", "Field Office", date(2025, 2, 25))


def test_html_alone_is_read_as_text(tmp_path):
    (report,) = read(saved(tmp_path, HEAD + HTML))
    assert report.text == "Shells fell on Jowhar.\nTwo died."


def test_a_mail_in_a_folder_is_read_too(tmp_path):
    saved(tmp_path, HEAD + HTML)
    assert [r.id for r in read(tmp_path)] == ["flash"]


@pytest.mark.parametrize("text", ["", HEAD + "\n\n", HEAD + 'Content-Type: text/plain; charset="x-none"\n\nText.', "no mail at all",
                                  HEAD + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"])
def test_what_is_no_mail_is_one_line(tmp_path, text):
    with pytest.raises(InputError) as caught:
        list(read(saved(tmp_path, text)))
    assert "flash.eml: " in str(caught.value) and ";" in str(caught.value) and "\n" not in str(caught.value)
