"""Full GeoNames dumps: streamed, resumed, checked, atomic."""

import hashlib
import io
import resource
import socket
import subprocess
import sys
import urllib.error
import zipfile

import pytest

from geo import bundle
from geo.errors import InputError
from geo.places import Gazetteer, dump, dump_fetch
from geo.places.dump import add_geonames, command
from tests.places_servers import reply, serving

ROWS = [
    ("615329", "Ganmukhuri", "Ganmukhuri", "Ganmuhuri,Ганмухури,განმუხური", 42.3878, 41.5203, "P", "PPL", "GE", "71",
     0),
    ("999001", "Karaleti", "Karaleti", "Каралети", 42.0747, 44.0911, "P", "PPL", "GE", "73", 0),
    ("999002", "Tskhinvali Renamed", "Tskhinvali Renamed", "", 42.2, 43.97, "P", "PPLH", "GE", "73", 0),
    ("611403", "Tskhinvali", "Tskhinvali", "Stalinir,Цхинвали", 42.2251, 43.9701, "P", "PPLA", "GE", "73", 30000),
    ("999003", "Hotel Gori", "Hotel Gori", "", 41.98, 44.11, "S", "HTL", "GE", "73", 0),
    ("999004", "Mejuda", "Mejuda", "", 42.05, 44.15, "H", "STM", "GE", "73", 0),
]
NAMES = [
    ("1", "611403", "ka", "ცხინვალი", "", "", "", "", "", ""),
    ("2", "611403", "", "Staliniri Old", "", "", "", "1", "1934", "1961"),
    ("3", "611403", "link", "https://example.org/Tskhinvali", "", "", "", "", "", ""),
    ("4", "615329", "en", "Ganmukhuri village", "", "", "", "", "", ""),
    ("5", "42", "en", "Elsewhere", "", "", "", "", "", ""),
]


def table(rows=ROWS) -> bytes:
    lines = []
    for number, name, ascii_name, others, lat, lon, cls, code, country, admin1, population in rows:
        lines.append("\t".join([number, name, ascii_name, others, str(lat), str(lon), cls, code, country, "", admin1,
                                "", "", "", str(population), "", "600", "Asia/Tbilisi", "2020-01-01"]))
    return ("\n".join(lines) + "\n").encode()


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "About the columns.")
        archive.writestr(name, content)
    return buffer.getvalue()


def names_zip() -> bytes:
    return zipped("alternateNamesV2.txt", ("\n".join("\t".join(r) for r in NAMES) + "\n").encode())


@pytest.fixture(autouse=True)
def user_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "user"))
    monkeypatch.setattr(dump_fetch.time, "sleep", lambda seconds: None)
    return tmp_path / "user"


@pytest.fixture
def ge_zip(tmp_path):
    file = tmp_path / "GE.zip"
    file.write_bytes(zipped("GE.txt", table()))
    return file


def test_villages_come_with_a_dump(ge_zip):
    assert Gazetteer.open().lookup("Ganmukhuri") == []
    (added,) = add_geonames(ge_zip)
    assert (added.name, added.places, added.skipped) == ("GE", 5, 0)
    assert added.sha256 == hashlib.sha256(ge_zip.read_bytes()).hexdigest()
    gazetteer = Gazetteer.open()
    for name in ("Ganmukhuri", "Ганмухури", "განმუხური", "GANMUHURI"):
        assert gazetteer.lookup(name)[0].place.id == "geonames:615329"
    assert gazetteer.lookup("Gori")[0].place.name == "Gori"
    assert gazetteer.nearest(42.3878, 41.5203)[0][0].name == "Ganmukhuri"
    assert gazetteer.area_name("GE", "73") == "Shida Kartli"


def test_newer_row_of_the_same_id_wins(ge_zip):
    add_geonames(ge_zip)
    found = [m for m in Gazetteer.open().lookup("Tskhinvali") if m.place.id == "geonames:611403"]
    assert [(m.place.name, m.place.lat) for m in found] == [("Tskhinvali", 42.2251)]
    assert Gazetteer.open().get("geonames:611403").feature_code == "PPLA"


def test_only_what_reports_name_unless_all_is_asked_for(ge_zip):
    add_geonames(ge_zip)
    assert not Gazetteer.open().lookup("Hotel Gori") and Gazetteer.open().lookup("Mejuda")
    (added,) = add_geonames(ge_zip, features="all")
    assert added.places == 6 and Gazetteer.open().lookup("Hotel Gori")


def test_alternate_names_with_their_time(ge_zip, tmp_path):
    names = tmp_path / "alternateNamesV2.zip"
    names.write_bytes(names_zip())
    add_geonames(ge_zip, alternate_names=names)
    gazetteer = Gazetteer.open()
    old = gazetteer.lookup("Staliniri Old")[0]
    assert (old.kind, old.valid_from, old.valid_to, old.place.id) == ("old", "1934", "1961", "geonames:611403")
    assert gazetteer.lookup("Ganmukhuri village")[0].place.id == "geonames:615329"
    assert not gazetteer.lookup("Elsewhere") and not gazetteer.lookup("https://example.org/Tskhinvali")


def test_a_plain_text_file_and_several_sources(ge_zip, tmp_path):
    other = tmp_path / "CD.txt"
    other.write_bytes(table([("9", "Bunagana", "Bunagana", "", -1.3, 29.59, "P", "PPL", "CD", "11", 0)]))
    assert [a.name for a in add_geonames(ge_zip, other)] == ["GE", "CD"]
    assert Gazetteer.open().lookup("Bunagana")[0].place.country == "CD"
    assert Gazetteer.open().lookup("Karaleti")[0].place.country == "GE"


@pytest.mark.parametrize(("content", "message"), [
    (b"not a dump at all\n" * 50, "is no GeoNames dump"),
    (b"", "is no GeoNames dump"),
    (zipped("GE.csv", b"1,2"), "has no table in it"),
    (zipped("GE.txt", table())[:-60], "is no GeoNames dump|is damaged"),
    (table()[:-5] + b"\xff\xfe", "is damaged"),
    (zipped("GE.txt", b"x\t1\ty\n" * 100), "is no GeoNames dump"),
])
def test_what_is_no_dump_changes_nothing(ge_zip, content, message, user_folder):
    add_geonames(ge_zip)
    ge_zip.write_bytes(content)
    with pytest.raises(InputError, match=message):
        add_geonames(ge_zip)
    assert Gazetteer.open().lookup("Karaleti")
    assert sorted(p.name for p in (user_folder / "gazetteer").iterdir()) == ["GE"]


def test_damage_inside_the_zip_is_found(tmp_path):
    rows = [(str(i), f"Place {i}", f"Place {i}", "", 42, 43, "P", "PPL", "GE", "73", i) for i in range(1, 4000)]
    content = bytearray(zipped("GE.txt", table(rows)))
    content[len(content) // 2] ^= 0xFF
    file = tmp_path / "GE.zip"
    file.write_bytes(bytes(content))
    with pytest.raises(InputError):
        add_geonames(file)
    assert not (bundle.user_folder() / "gazetteer" / "GE").exists()


def test_checksum_is_compared(ge_zip):
    digest = hashlib.sha256(ge_zip.read_bytes()).hexdigest()
    assert add_geonames(ge_zip, sha256=digest.upper())[0].sha256 == digest
    with pytest.raises(InputError, match="has sha256"):
        add_geonames(ge_zip, sha256="0" * 64)
    with pytest.raises(InputError, match="one by one"):
        add_geonames(ge_zip, ge_zip, sha256=digest)


def test_missing_file():
    with pytest.raises(InputError, match="there is no such file"):
        add_geonames("nowhere/GE.zip")


def test_bad_rows_are_counted_not_fatal(tmp_path):
    rows = table([(str(i), f"Place {i}", f"Place {i}", "", 42, 43, "P", "PPL", "GE", "73", i) for i in range(1, 3000)])
    file = tmp_path / "GE.txt"
    file.write_bytes(rows + b"7\tShort row\n" + rows.split(b"\n")[0].replace(b"\t42\t", b"\t99\t") + b"\n")
    (added,) = add_geonames(file)
    assert (added.places, added.skipped) == (2999, 2)


def site(files, cut=None):
    """Answers like GeoNames' folder; `cut` ends the first answer after so many bytes."""
    state = {"cut": cut}

    def answer(handler):
        content = files.get(handler.path.lstrip("/"))
        if content is None:
            return reply(handler, b"no", 404)
        wanted = handler.headers.get("Range")
        if wanted and handler.headers.get("If-Range") == '"v1"':
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            return reply(handler, content[start:], 206, ETag='"v1"',
                         Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}")
        if state["cut"]:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(content)))
            handler.send_header("ETag", '"v1"')
            handler.end_headers()
            handler.wfile.write(content[:state["cut"]])
            handler.close_connection = True
            state["cut"] = None
            return None
        return reply(handler, content, ETag='"v1"')

    return answer


FILES = {"GE.zip": zipped("GE.txt", table()), "alternatenames/GE.zip": names_zip()}


def test_a_country_code_is_downloaded_with_its_names(user_folder):
    with serving(site(FILES)) as server:
        seen = []
        (added,) = add_geonames("ge", base=server.address, on_progress=lambda stage, n: seen.append(stage))
    assert added.name == "GE" and "bytes" in seen
    assert [path for path, _ in server.requests] == ["/GE.zip", "/alternatenames/GE.zip"]
    assert server.requests[0][1]["User-Agent"].startswith("conflictmap")
    assert Gazetteer.open().lookup("Staliniri Old")
    assert list((user_folder / "downloads").iterdir()) == []


def test_a_broken_download_goes_on_where_it_stopped():
    with serving(site(FILES, cut=200)) as server:
        add_geonames("GE", base=server.address)
        ranges = [headers.get("Range") for path, headers in server.requests if path == "/GE.zip"]
    assert ranges == [None, "bytes=200-"]
    assert Gazetteer.open().lookup("Ganmukhuri")


def test_the_next_run_resumes_what_the_last_left(user_folder):
    address = None
    with serving(site(FILES, cut=300)) as server:
        address = server.address + "GE.zip"
        with pytest.raises(InputError, match=r"the connection ended early.*run the command again"):
            dump_fetch.fetch(address, user_folder / "downloads", tries=1)
        (part,) = (user_folder / "downloads").glob("*GE.zip.part")
        assert part.stat().st_size == 300
        file = dump_fetch.fetch(address, user_folder / "downloads", tries=1)
        assert server.requests[-1][1]["Range"] == "bytes=300-"
    assert file.read_bytes() == FILES["GE.zip"]
    assert list((user_folder / "downloads").iterdir()) == [file] and file.name.endswith("-GE.zip")


def test_a_file_that_changed_meanwhile_is_begun_anew(user_folder):
    files = dict(FILES)
    with serving(site(files, cut=300)) as server:
        with pytest.raises(InputError):
            dump_fetch.fetch(server.address + "GE.zip", user_folder, tries=1)
        (tag,) = user_folder.glob("*.part.json")
        tag.write_text(tag.read_text().replace("v1", "v0"))
        assert dump_fetch.fetch(server.address + "GE.zip", user_folder).read_bytes() == FILES["GE.zip"]


def test_errors_of_a_server_are_said():
    with serving(site({})) as server, pytest.raises(InputError, match=r"answered 404.*country code"):
        add_geonames("QQ", base=server.address)
    calls = []

    def busy(handler):
        calls.append(1)
        reply(handler, b"", 503) if len(calls) < 3 else site(FILES)(handler)

    with serving(busy) as server:
        add_geonames(server.address + "GE.zip")
    assert len(calls) == 3 and Gazetteer.open().lookup("Karaleti")


def test_no_network_is_one_clear_message():
    with pytest.raises(InputError) as caught:
        add_geonames("GE", base="http://127.0.0.1:9/")
    message = str(caught.value)
    assert "cannot be downloaded" in message and "conflictmap data add geonames FILE.zip" in message
    assert "\n" not in message


def test_a_name_that_is_not_found_is_not_tried_again(monkeypatch):
    calls = []

    def nowhere(*args, **options):
        calls.append(1)
        raise urllib.error.URLError(socket.gaierror(-2, "Name or service not known"))

    monkeypatch.setattr(dump_fetch.urllib.request, "urlopen", nowhere)
    with pytest.raises(InputError, match="no network, or no such host"):
        add_geonames("GE")
    assert len(calls) == 1


def test_the_command_for_missing_villages():
    assert command(["GE", "CD"]) == "conflictmap data add geonames GE CD"


def test_memory_does_not_grow_with_the_rows(tmp_path):
    script = """
import resource, sys
from pathlib import Path
from geo.places.dump import add_geonames
add_geonames(sys.argv[1], folder=Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peaks = []
    for rows in (2_000, 60_000):
        file = tmp_path / f"big{rows}.txt"
        with file.open("wb") as stream:
            for start in range(0, rows, 1000):
                stream.write(table([(str(start + i + 1), f"Village number {start + i}", f"Village number {start + i}",
                                     f"Selo {start + i},Köy {start + i}", 42 + i / 1e4, 43, "P", "PPL", "GE", "73", i)
                                    for i in range(1000)]))
        out = subprocess.run([sys.executable, "-c", script, str(file), str(tmp_path / "out")], capture_output=True,
                             text=True, check=True)
        peaks.append(int(out.stdout) / 1024)
    # The spools of names may fill up to 16 MB; the rows themselves are never held.
    assert peaks[1] - peaks[0] < 40
    assert resource.getpagesize() > 0 and dump.NAMED
