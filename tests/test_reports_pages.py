"""Web pages, PDFs and feeds: the text, and what they say of themselves."""

from datetime import date

import pytest

from geo.errors import InputError
from geo.reports import read
from geo.reports.pdf import running_text

ARTICLE = """<!doctype html><html lang="en-GB"><head><title>Troops leave Poti | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2008-09-13T10:00:00Z">
<link rel="canonical" href="https://news.example.org/2008/poti"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Troops leave Poti</h1>
<p>TBILISI - Soldiers left checkpoints near the port of Poti on Saturday, the interior ministry said, five days after a deal that the European Union brokered.</p>
<p>About 3,800 troops are to stay in each of the two breakaway regions, Abkhazia and South Ossetia, the defence minister said.</p>
<script>alert("Gori")</script><p>Tens of thousands of people had fled their homes in Tskhinvali &amp; Gori, the UN refugee agency said.</p></article>
<footer>© 2008 Example News. We use cookies.</footer></body></html>"""
RSS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>Radio Example</title><language>en-gb</language>
<item><title>Goma falls to M23</title><link>https://r.example/1</link><guid>r1</guid><pubDate>Tue, 20 Nov 2012 23:30:00 +0200</pubDate>
<description>&lt;p&gt;Rebels took the airport of &lt;b&gt;Goma&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Troops fled to Sake.&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description></item>
<item><title>Clashes near Kibumba</title></item><item><guid>r3</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Monitor</title><entry><id>urn:1</id><title>Goma</title>
<updated>2012-11-21T08:00:00Z</updated><content type="html">&lt;p&gt;Troops fled to Sake.&lt;/p&gt;</content></entry></feed>"""


def pdf_of(*pages, title=""):
    """A PDF with one line of Helvetica per line of text, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        body = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({line.translate({40: chr(92) + '(', 41: chr(92) + ')'})}) Tj T*" for line in lines) + " ET"
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>",
                    f"<< /Length {len(body)} >>\nstream\n{body}\nendstream"]
        kids.append(f"{len(objects) - 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20200101000000Z) >>")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    return (f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R "
            f"/Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n").encode("latin-1")


@pytest.fixture
def write(tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_web_page(write):
    (report,) = read(write("poti.html", ARTICLE))
    assert (report.id, report.date, report.title, report.source) == ("poti", date(2008, 9, 13), "Troops leave Poti", "Example News")
    assert report.url == "https://news.example.org/2008/poti" and report.language == "en"
    assert "About 3,800 troops are to stay in each" in report.text and "Tskhinvali & Gori" in report.text
    assert not any(part in report.text for part in ("alert", "cookies", "<p>", "World"))


def test_a_short_page_and_one_without_a_date(write):
    (report,) = read(write("note-2012-11-20.html", "<html><body><p>Shells hit Goma on Tuesday.</p></body></html>"))
    assert report.text == "Shells hit Goma on Tuesday." and report.date == date(2012, 11, 20) and report.source == "note-2012-11-20.html"
    (report,) = read(write("note.html", "<html><body><p>Shells hit Goma on Tuesday.</p><footer>&copy; 2019</footer></body></html>"))
    assert report.date is None


def test_rss(write):
    skipped = []
    reports = list(read(write("feed.xml", RSS), on_skip=skipped.append))
    assert [r.id for r in reports] == ["r1", "feed-2"]
    assert reports[0].text == "Goma falls to M23\n\nRebels took the airport of Goma.\nTroops fled to Sake."
    assert (reports[0].date, reports[0].source, reports[0].url, reports[0].language) == (date(2012, 11, 20), "Radio Example", "https://r.example/1", "en")
    assert reports[1].text == "Clashes near Kibumba" and reports[1].date is None
    assert "entry 3: neither title nor text" in str(skipped[0])


def test_atom(write):
    (report,) = read(write("a.atom", ATOM))
    assert (report.id, report.text, report.date) == ("urn:1", "Goma\n\nTroops fled to Sake.", date(2012, 11, 21))


@pytest.mark.parametrize(("name", "content", "problem"), [
    ("a.xml", '<?xml version="1.0"?><a><b/></a>', "not an RSS or Atom feed"), ("a.xml", "<rss", "not an RSS or Atom feed"),
    ("a.xml", '<rss version="2.0"><channel><title>x</title></channel></rss>', "without entries"),
    ("a.html", "<html><body><script>1</script></body></html>", "no text in this page"), ("a.html", b"\x00\x01" * 50, "binary|not a web page|no text"),
    ("a.pdf", b"%PDF-1.7\n%%EOF", "not a readable PDF"), ("a.pdf", b"hello", "not a readable PDF"),
])
def test_what_cannot_be_read(write, name, content, problem):
    with pytest.raises(InputError, match=problem) as caught:
        list(read(write(name, content)))
    assert "\n" not in str(caught.value)


def test_pdf(write):
    pages = [["UN situation report", "Mali: as of 12 April 2013", "", "A suicide bomber killed three Chadian soldiers at a market in the", "town of Kidal on Friday, "
              "and several people were wounded, the terri-", "torial authorities said. More than 450,000 people have been displaced", "", "Page 1 of 3"],
             ["UN situation report", "by the conflict, according to the UN.", "", "France withdrew 100 paratroopers (of 4,000).", "Page 2 of 3"],
             ["UN situation report", "Chad will withdraw.", "Page 3 of 3"]]
    (report,) = read(write("mali.pdf", pdf_of(*pages, title="Microsoft Word - mali.doc")))
    assert report.date == date(2013, 4, 12) and report.source == "mali.pdf"
    assert "at a market in the town of Kidal on Friday, and several people were wounded, the territorial authorities said." in report.text
    assert "have been displaced by the conflict" in report.text and "(of 4,000)" in report.text
    assert "Page" not in report.text and "UN situation report" not in report.text.split("\n", 1)[1]


def test_the_day_a_pdf_was_printed_is_not_its_date(write):
    (report,) = read(write("a.pdf", pdf_of(["Shells hit Goma on Tuesday."], title="Shells hit Goma")))
    assert report.date is None and report.title == "Shells hit Goma"


def test_a_scan_says_so(write):
    with pytest.raises(InputError, match="scan"):
        list(read(write("scan.pdf", pdf_of([]))))


def test_running_text_keeps_paragraphs_apart():
    page = "Heading\nThe first line of a paragraph that is long enough to wrap around\nand ends here.\nAnother paragraph, which is long as well and wraps around here\nand there."
    assert running_text([page]).split("\n") == [
        "Heading", "The first line of a paragraph that is long enough to wrap around and ends here.",
        "Another paragraph, which is long as well and wraps around here and there."]
