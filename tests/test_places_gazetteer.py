"""The bundled gazetteer: what it holds, how it is asked, how fast."""

import csv
import pickle
import subprocess
import sys
import time

import pytest

from geo.errors import MissingDataError
from geo.places.fold import fold
from geo.places.gazetteer import Gazetteer, distance_km
from geo.places.gazetteer_store import Store, name_hash
from geo.places.gazetteer_write import Writer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def top(gazetteer, name, **options):
    found = gazetteer.lookup(name, **options)
    assert found, name
    return found[0]


# name, country, feature code, latitude, longitude: the most prominent sense.
PLACES = [
    ("Tskhinvali", "GE", "PPL", 42.23, 43.97), ("Ts'khinvali", "GE", "PPL", 42.23, 43.97),
    ("TSKHINVALI", "GE", "PPL", 42.23, 43.97), ("Цхинвали", "GE", "PPL", 42.23, 43.97),
    ("ცხინვალი", "GE", "PPL", 42.23, 43.97), ("Kobani", "SY", "PPLA2", 36.89, 38.35),
    ("Georgia", "GE", "PCLI", 42.0, 43.5), ("Moscow", "RU", "PPLC", 55.75, 37.62),
    ("Russia", "RU", "PCLI", 60.0, 100.0), ("United States", "US", "PCLI", 39.76, -98.5),
    ("U.S.", "US", "PCLI", 39.76, -98.5), ("USA", "US", "PCLI", 39.76, -98.5), ("UK", "GB", "PCLI", 54.76, -2.7),
    ("UAE", "AE", "PCLI", 23.75, 54.5), ("DRC", "CD", "PCLI", -2.5, 23.5), ("NSW", "AU", "ADM1", -33.0, 146.0),
    ("B.C.", "CA", "ADM1", 54.0, -125.0), ("Ky.", "US", "ADM1", 38.2, -84.88), ("Calif.", "US", "ADM1", 37.25, -119.75),
    ("Texas", "US", "ADM1", 31.25, -99.25), ("Laurel County", "US", "ADM2", 37.1, -84.1),
    ("Abkhazia", "GE", "ADM1", 43.1, 41.0), ("South Ossetia", "GE", "ADMD", 42.3, 44.1),
    ("Transnistria", "MD", "ADM1", 47.2, 29.2), ("Nagorno-Karabakh", "AZ", "ADMD", 39.8, 46.75),
    ("Somaliland", "SO", "ADMD", 9.5, 46.0), ("Northern Cyprus", "CY", "ADMD", 35.25, 33.5),
    ("Golan Heights", "SY", "ADMD", 33.0, 35.75), ("West Bank", "PS", "ADM1", 32.0, 35.25),
    ("Gaza Strip", "PS", "ADM1", 31.4, 34.35), ("Crimea", "UA", "ADM1", 45.3, 34.4),
    ("Donbas", "UA", "RGN", 48.2, 38.2), ("Europe", None, "CONT", 48.69, 9.14),
    ("Middle East", None, "RGN", 33.1, 35.9), ("Sahel", None, "RGN", 15.0, 5.0), ("Levant", None, "RGN", 34.0, 36.5),
    ("Horn of Africa", None, "RGN", 8.0, 45.0), ("EU", None, "RGNE", 50.85, 4.35),
    ("Black Sea", None, "SEA", 43.0, 34.0), ("Strait of Hormuz", None, "STRT", 26.57, 56.25),
    ("Bab el-Mandeb", None, "STRT", 12.58, 43.33), ("Hindu Kush", None, "MTS", 35.5, 71.0),
    ("Roki Tunnel", None, "TNL", 42.61, 44.11), ("Drina", None, "STM", 44.2, 19.2),
    ("Euphrates", None, "STM", 34.8, 40.9), ("Litani", "LB", "STM", 33.35, 35.6), ("Negev", "IL", "DSRT", 30.8, 34.8),
    ("Snake Island", "UA", "ISL", 45.26, 30.2), ("Incirlik Air Base", "TR", "AIRB", 37.0, 35.43),
    ("Khmeimim", "SY", "AIRB", 35.4, 35.95), ("Al-Udeid", "QA", "AIRB", 25.12, 51.32),
    ("Tbilisi International Airport", "GE", "AIRP", 41.67, 44.95), ("Homs", "SY", "PPLA", 34.72, 36.73),
    ("Китай", "CN", "PCLI", 35.0, 105.0), ("سوريا", "SY", "PCLI", 35.0, 38.0), ("საქართველო", "GE", "PCLI", 42.0, 43.5),
    ("乌克兰", "UA", "PCLI", 49.0, 32.0), ("ישראל", "IL", "PCLI", 31.5, 34.75),
    ("Idlib province", "SY", "ADM1", 35.8, 36.7),
    ("Soviet Union", "SU", "PCLH", 60.0, 80.0), ("Najaf", "IQ", "PPLA", 32.0, 44.33),
    ("Donetsk", "UA", "PPLA", 48.0, 37.8),
    ("Gori", "GE", "PPLA", 41.98, 44.11), ("Syria", "SY", "PCLI", 35.0, 38.0), ("Paris", "FR", "PPLC", 48.85, 2.35),
]


@pytest.mark.parametrize(("name", "country", "code", "lat", "lon"), PLACES, ids=[p[0] for p in PLACES])
def test_most_prominent_place_of_a_name(gazetteer, name, country, code, lat, lon):
    place = top(gazetteer, name).place
    assert (place.country, place.feature_code) == (country, code)
    assert distance_km(place.lat, place.lon, lat, lon) < 120


@pytest.mark.parametrize(("name", "place"), [
    ("Georgian", "GE"), ("Palestinians", "PS"), ("Afghans", "AF"), ("Filipina", "PH"), ("Kosovars", "XK"),
    ("Dutch", "NL"),
    ("South Ossetian", "South Ossetia"), ("Abkhaz", "Abkhazia"), ("Chechens", "Chechnya"), ("Texans", "Texas"),
    ("Kurdish", "Kurdistan"), ("Soviet", "Soviet Union"), ("Europeans", "Europe"), ("Muscovites", "Moscow"),
])
def test_demonyms(gazetteer, name, place):
    match = top(gazetteer, name)
    assert match.kind == "demonym"
    assert place in {match.place.country, match.place.name}


@pytest.mark.parametrize(("name", "city"), [
    ("Kremlin", "Moscow"), ("White House", "Washington"), ("Pentagon", "Washington"), ("Downing Street", "London"),
    ("Élysée", "Paris"), ("Whitehall", "London"), ("Knesset", "Jerusalem"),
])
def test_metonyms_are_marked(gazetteer, name, city):
    match = next(m for m in gazetteer.lookup(name) if m.kind == "metonym")
    assert match.place.name == city and match.place.feature_class == "P"


@pytest.mark.parametrize(("name", "now", "start", "end"), [
    ("Stalinir", "Tskhinvali", "1934", "1961"), ("Artemivsk", "Bakhmut", "1924", "2016"),
    ("Leningrad", "Saint Petersburg", "1924", "1991"), ("Saigon", "Ho Chi Minh City", None, "1976"),
    ("Leningor", "Akhalgori", "1934", None), ("Dnipropetrovsk", "Dnipro", "1926", "2016"),
    ("Zaire", "DR Congo", "1971", "1997"), ("Stalingrad", "Volgograd", "1925", "1961"),
    ("Upper Volta", "Burkina Faso", "1958", "1984"), ("Danzig", "Gdańsk", "1793", "1945"),
    ("Sukhum", "Sokhumi", None, None), ("Khankendi", "Khankendi", "1991", None),
])
def test_old_and_rival_names_know_their_time(gazetteer, name, now, start, end):
    match = next(m for m in gazetteer.lookup(name) if m.place.name == now)
    assert (match.valid_from, match.valid_to) == (start, end)
    assert match.kind in {"old", "rival", "name"}


def test_every_row_of_the_tables_is_found(gazetteer, repo):
    for table, kinds in {"demonyms": {"demonym"}, "metonyms": {"metonym"}, "abbreviations": {"abbreviation"},
                         "old_names": {"old", "rival"}}.items():
        with (repo / "data" / "gazetteer" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) > 100
        for row in rows:
            found = gazetteer.lookup(row["name"], limit=None)
            # A name that is the place's own today keeps the kind "name".
            assert any(m.kind in kinds | {"name", "folded"} for m in found), row


def test_small_words_are_no_abbreviations(gazetteer):
    for word in ("us", "in", "or", "me", "hi", "ok", "la", "no"):
        assert not [m for m in gazetteer.lookup(word) if m.kind == "abbreviation"]
    assert top(gazetteer, "US").kind == "abbreviation"


def test_country_filter_and_limit(gazetteer):
    assert {m.place.country for m in gazetteer.lookup("Paris", country="us")} == {"US"}
    assert len(gazetteer.lookup("San Jose", limit=3)) == 3
    assert len(gazetteer.lookup("San Jose", limit=None)) > 50


def test_order_is_by_prominence_and_always_the_same(gazetteer):
    for name in ("Paris", "Georgia", "Santa Cruz", "Alexandria"):
        found = gazetteer.lookup(name, limit=None)
        keys = [m.prominence + 3 * (m.quality - 1) for m in found]
        assert keys == sorted(keys, reverse=True)
        assert found == Gazetteer([s.folder for s in gazetteer.stores]).lookup(name, limit=None)


@pytest.mark.parametrize(("typed", "meant"), [
    ("Tskhinnvalni", "Tskhinvali"), ("Mriupol", "Mariupol"), ("Bahkmut", "Bakhmut"), ("Цхинвале", "Tskhinvali"),
    ("Khramatorsk", "Kramatorsk"),
])
def test_fuzzy_forgives_a_slip_only_when_asked(gazetteer, typed, meant):
    assert not gazetteer.lookup(typed)
    match = top(gazetteer, typed, fuzzy=True)
    assert match.place.name == meant and match.kind == "fuzzy" and match.quality < 0.8


@pytest.mark.parametrize(("written", "meant"), [
    ("Khan Sheikhoon", "Khan Shaykhun"), ("Aarsaal", "Arsal"), ("Deir Ezzor", "Deir ez-Zor"),
    ("Tskhinvaly", "Tskhinvali"), ("Bint Jbayl", "Bint Jbeil"),
])
def test_another_transliteration_is_found(gazetteer, written, meant):
    assert not gazetteer.has(fold(written))
    match = next(m for m in gazetteer.lookup(written) if m.place.name == meant)
    assert match.kind == "transliterated" and match.quality == 0.75


def test_unknown_and_empty_names(gazetteer):
    for name in ("", "  ", "?!", "Xqzzt", "Xqzzt Region"):
        assert gazetteer.lookup(name) == []
    assert gazetteer.lookup("Xqz", fuzzy=True) == []


def test_quality_says_how_it_matched(gazetteer):
    assert top(gazetteer, "Gori").quality == 1.0 and top(gazetteer, "Gori").kind == "name"
    assert top(gazetteer, "GORI").kind == "folded"
    assert top(gazetteer, "Цхинвали").kind == "alternate"
    assert 0 < top(gazetteer, "Цхинвали").quality < top(gazetteer, "GORI").quality < 1


def test_reasons_are_words(gazetteer):
    assert top(gazetteer, "Stalinir").reasons[0] == "an old name (1934 to 1961)"
    assert top(gazetteer, "Kyiv").reasons == ("its name", "PPLC, population 2,952,301")
    assert top(gazetteer, "Kremlin").reasons[-1] == "presidency of Russia"


def test_get(gazetteer):
    assert gazetteer.get("geonames:611403").name == "Tskhinvali"
    assert gazetteer.get("region:south-ossetia").country == "GE"
    assert gazetteer.get("macro:sahel").geo_precision == 3
    for unknown in ("geonames:1", "geonames:x", "region:atlantis", ""):
        assert gazetteer.get(unknown) is None


def test_codes_and_precision(gazetteer):
    gori = top(gazetteer, "Gori").place
    assert (gori.admin1, gori.population, gori.geo_precision, gori.region_id) == ("73", 41933, 1, None)
    assert gazetteer.area_name("GE", "73") == "Shida Kartli" and gazetteer.area_name("GE") == "Georgia"
    assert gazetteer.area_name("GE", "zz") is None and gazetteer.area_name(None) is None
    assert top(gazetteer, "Georgia").place.geo_precision == 3


def test_nearest(gazetteer):
    place, km = gazetteer.nearest(42.2277, 43.9687)[0]
    assert place.name == "Tskhinvali" and km < 0.1
    three = gazetteer.nearest(42.0, 44.0, 3)
    assert [d for _, d in three] == sorted(d for _, d in three) and len(three) == 3
    assert gazetteer.nearest(-60.0, -120.0) == []
    # On both sides of the date line, and at a pole.
    assert gazetteer.nearest(-16.8, 179.99, 1)[0][0].country == "FJ"
    assert gazetteer.nearest(90.0, 0.0) == []


def test_nearest_agrees_with_looking_at_all(gazetteer):
    everything = [p for p in gazetteer.stores[-1].walk("a.country='GE'") if p.feature_class == "P"]
    for lat, lon in ((42.3, 43.3), (41.7, 44.8), (42.9, 41.2)):
        best = min(everything, key=lambda p: distance_km(lat, lon, p.lat, p.lon))
        assert gazetteer.nearest(lat, lon)[0][0].id == best.id


def test_scanning_finds_the_longest_name(gazetteer):
    tokens = ["They", "left", "South", "Ossetia", "for", "New", "York", "City", "on", "Monday"]
    assert gazetteer.longest_match(tokens, 2) == 2
    assert gazetteer.longest_match(tokens, 5) == 3
    assert gazetteer.longest_match(["zzqq"], 0) == 0
    assert gazetteer.has(fold("Kyiv")) and not gazetteer.has("qqqzz")


@pytest.mark.parametrize(("names", "place"), [
    ("Харьков Харків خاركيف", "Kharkiv"), ("Дамаск دمشق Damas Damasco Şam דמשק 大马士革", "Damascus"),
    ("Алеппо حلب Alep Halep", "Aleppo"), ("Тбилиси თბილისი تبليسي Tiflis", "Tbilisi"),
    ("Бахмут Artemivsk", "Bakhmut"), ("Газа غزة עזה", "Gaza"), ("Москва Moscou Moscú Moskova 莫斯科 მოსკოვი", "Moscow"),
    ("Сухум სოხუმი Sukhumi", "Sokhumi"), ("Мариуполь Маріуполь ماريوبول", "Mariupol"), ("Кабул 喀布尔 کابل", "Kabul"),
    ("Россия Rusya Russie Rusia روسيا רוסיה რუსეთი 俄罗斯 Росія", "Russia"),
    ("Украина Україна Ukrayna Ucrania أوكرانيا אוקראינה უკრაინა 乌克兰", "Ukraine"),
    ("Абхазия აფხაზეთი Abhazya Abjasia أبخازيا", "Abkhazia"),
])
def test_names_in_the_languages_of_wars(gazetteer, names, place):
    for name in names.split():
        assert place in {m.place.name for m in gazetteer.lookup(name)[:2]}, name


def test_opening_is_instant_and_shared():
    start = time.perf_counter()
    opened = Gazetteer([s.folder for s in Gazetteer.open().stores])
    assert time.perf_counter() - start < 0.05
    assert opened.has("gori")
    assert Gazetteer.open() is Gazetteer.open()


def test_looking_up_is_fast(gazetteer):
    fresh = Gazetteer([s.folder for s in gazetteer.stores])
    names = [p.name for p in fresh.stores[-1].walk("c.class='P' AND p.id%40=0")]
    start = time.process_time()
    for name in names:
        fresh.lookup(name, limit=1)
    # 100,000 names take seconds; the bound leaves room for a slow machine.
    assert len(names) > 4000 and (time.process_time() - start) / len(names) < 300e-6
    keys = [fold(name) for name in names]
    start = time.process_time()
    assert all(fresh.has(key) for key in keys)
    assert (time.process_time() - start) / len(keys) < 20e-6


def test_no_heavy_library_is_loaded():
    script = ("import sys, geo.places; from geo.places.gazetteer import Gazetteer; Gazetteer.open().lookup('Gori');"
              "print(sorted({'numpy', 'pandas', 'spacy', 'geopandas', 'geopy', 'sklearn'} & set(sys.modules)))")
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_it_can_be_sent_to_another_process(gazetteer):
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy is not gazetteer and copy.lookup("Gori") == gazetteer.lookup("Gori")


def test_missing_or_foreign_files_are_named(tmp_path):
    with pytest.raises(MissingDataError, match="no gazetteer in"):
        Gazetteer.open(tmp_path / "nothing")
    with Writer(tmp_path / "g") as writer:
        writer.place(1, "Aa", 1.0, 2.0, "P", "PPL", "GE")
        writer.finish()
    (tmp_path / "g" / "names.idx").write_bytes(b"something else entirely")
    with pytest.raises(MissingDataError, match="not a name index"):
        Store(tmp_path / "g")


def test_writer_is_atomic_and_deterministic(tmp_path):
    folders = [tmp_path / "a" / "g", tmp_path / "b" / "g"]
    for folder in folders:
        with Writer(folder) as writer:
            for number in range(1, 2000):
                writer.place(number, f"Name {number % 500}", number / 100, -number / 100, "P", "PPL", "GE", "73")
            writer.special("Oldname", 7, "old", "1900", "1950")
            writer.finish(source="test")
    for file in ("places.sqlite", "names.idx"):
        assert (folders[0] / file).read_bytes() == (folders[1] / file).read_bytes()
    gazetteer = Gazetteer.open(folders[0])
    assert len(gazetteer.lookup("name 7", limit=None)) == 4
    assert gazetteer.lookup("oldname")[0].valid_to == "1950"
    with pytest.raises(RuntimeError), Writer(folders[0]) as writer:
        writer.place(1, "Other", 0, 0, "P", "PPL", "GE")
        raise RuntimeError
    assert sorted(p.name for p in folders[0].parent.iterdir()) == ["g"]
    assert Gazetteer([folders[0]]).lookup("Other") == []


def test_hash_is_the_same_everywhere():
    assert name_hash("gori") == 0x2d916d5b9342


def test_countries_and_divisions_are_all_there(gazetteer):
    codes = {}
    for store in gazetteer.stores:
        for place in store.walk("c.class='A'"):
            codes[place.feature_code] = codes.get(place.feature_code, 0) + 1
    assert codes["PCLI"] >= 190 and codes["ADM1"] > 3500 and codes["ADM2"] > 38000
    counties = sum(1 for s in gazetteer.stores for _ in s.walk("c.code='ADM2' AND a.country='US'"))
    assert counties > 3000
