"""Text files: encodings, line ends, exact text, and what is no text."""

import os

import pytest

from geo.errors import InputError
from geo.reports import read
from geo.reports.text import MAX_CHARACTERS, decode

SENTENCES = {
    "fr": "Des soldats français ont pris position à Gao, a déclaré le ministère. « La situation est calme », selon l’état-major.",
    "en": "The minister said “we will stay” – in Côte d’Ivoire and in Côte d’Ivoire only. Ten people died, the police chief said.",
    "ru": "Российские войска вышли во вторник из грузинского села рядом с Абхазией, заявил министр обороны Анатолий Сердюков.",
    "uk": "Російські війська обстріляли Харків. За даними поліції, загинуло щонайменше десять людей, ще двадцять поранено.",
    "ar": "قالت وزارة الدفاع إن القوات انسحبت من قرية قرب مدينة حلب يوم الثلاثاء، وإن عشرة جنود قتلوا.",
    "he": "צבא ההגנה לישראל הודיע כי כוחותיו נסוגו מהכפר ביום שלישי, וכי עשרה חיילים נהרגו.",
    "tr": "Türk ordusu Suriye sınırındaki köyden çekildi. Bakanlık, on askerin öldüğünü ve şehrin güneyinde çatışmaların sürdüğünü açıkladı.",
    "zh": "俄罗斯军队星期二从靠近阿布哈兹的一个格鲁吉亚村庄撤出。国防部长宣布，每个地区将驻扎三千八百名士兵。",
    "pl": "Rosyjskie wojska wycofały się we wtorek z gruzińskiej wsi w pobliżu Abchazji. Zginęło dziesięciu żołnierzy.",
}
ENCODINGS = {
    "fr": ("cp1252", "utf-16"), "en": ("cp1252", "utf-8-sig"), "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866", "utf-16-le"),
    "uk": ("cp1251", "koi8-u"), "ar": ("cp1256",), "he": ("cp1255",), "tr": ("cp1254",), "zh": ("gb18030",), "pl": ("cp1250", "iso8859-2"),
}


@pytest.mark.parametrize(("language", "encoding"), [(lang, e) for lang, all_ in ENCODINGS.items() for e in all_])
def test_encodings_are_told_apart(language, encoding):
    sentence = SENTENCES[language]
    assert decode(sentence.encode(encoding), "x.txt") == sentence


@pytest.mark.parametrize(("sentence", "encoding"), [
    ("Some 11,000 people fled to Cúcuta, Ocaña and Tibú on Monday, the governor said.", "cp1252"),
    ("João Lourenço said in São Paulo that the garrison of Luanda was 3,000 strong – “for now”.", "cp1252"),
    ("The bill is £30 million – the “largest” ever, the ministry said in N’Djamena.", "cp1252"),
    ("General Ratko Mladić and Radovan Karadžić met in Višegrad. The shells fell on Goražde and Bihać.", "cp1250"),
    ("The clashes in Şırnak and Diyarbakır killed 12 soldiers, the army said in Yüksekova.", "cp1254"),
])
def test_foreign_names_in_english_keep_their_letters(sentence, encoding):
    assert decode(sentence.encode(encoding), "x.txt") == sentence


def test_text_is_the_file_with_universal_newlines_and_no_bom(tmp_path):
    file = tmp_path / "a.txt"
    content = "\ufeffHead\r\n\r\n  Gori was hit.\rTwo died.\n \n\ttab \u2028 end  \n"
    file.write_bytes(content.encode("utf-8"))
    (report,) = read(file)
    with file.open(encoding="utf-8-sig") as stream:
        assert report.text == stream.read()
    assert report.text == "Head\n\n  Gori was hit.\nTwo died.\n \n\ttab \u2028 end  \n"


def test_a_long_utf8_file_is_never_sent_to_the_detector(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Gori fell. " * 20_000 + "Côte", "utf-8")
    (report,) = read(file)
    assert report.text.endswith("Côte")


@pytest.mark.parametrize(("content", "problem"), [
    (b"", "empty"), (b"  \n\t ", "empty"), (b"\xef\xbb\xbf \n", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00", "binary"),
    (bytes(range(256)) * 8, "binary"), (bytes(range(1, 256)) * 8, "binary"), (b"\x7fELF\x02\x01\x01" + b"\x00" * 200, "binary"),
    (b"\xff\xfeG\x00o\x00r", "starts as utf-16"),
])
def test_what_is_no_text_is_refused_in_one_line(tmp_path, content, problem):
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match=problem) as caught:
        list(read(file))
    assert str(file) in str(caught.value) and "\n" not in str(caught.value)


def test_missing_and_huge(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list(read(tmp_path / "nope.txt"))
    with pytest.raises(InputError, match="no such file"):
        list(read(tmp_path / "nope.jsonl"))
    huge = tmp_path / "huge.txt"
    huge.write_text("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(InputError, match="too many for one report"):
        list(read(huge))
    sparse = tmp_path / "sparse.txt"
    with sparse.open("wb") as stream:
        os.truncate(stream.fileno(), 60_000_000)
    with pytest.raises(InputError, match="too much for one report"):
        list(read(sparse))
