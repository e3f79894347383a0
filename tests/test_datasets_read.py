"""Datasets of events: known by their columns, read columnwise into the tables."""

import gzip
import zipfile
from datetime import date

import pandas as pd
import pytest

from geo import datasets
from geo.datasets.gdelt import event_type
from geo.datasets.source import GDELT_COLUMNS
from geo.errors import InputError
from geo.tables import EVENT_COLUMNS, PLACE_COLUMNS

ACLED = """event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,inter2,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
UKR1,2022-03-01,2022,1,Political violence,Explosions/Remote violence,Shelling/artillery/missile attack,Military Forces of Russia (2000-),,8,Civilians (Ukraine),7,804,Europe,Ukraine,Kharkiv,Kharkivskyi,,Kharkiv,49.9935,36.2304,1,Suspilne,National,"A missile hit Freedom Square in Kharkiv.
At least 10 people died, rescuers said.",10,,1
UKR2,02 March 2022,2022,2,Political violence,Battles,Armed clash,Military Forces of Russia (2000-),,8,Military Forces of Ukraine (2019-),1,804,Europe,Ukraine,Kharkiv,Kharkivskyi,,Kharkiv,49.9935,36.2304,1,ISW,Other,"Fighting ""in the city"" went on.",0,,1
UKR3,2022-03-03,2022,3,Strategic developments,Strategic developments,Other,Military Forces of Ukraine (2019-),,8,,,804,Europe,Ukraine,,,,,0,0,3,,Other,Unknown place.,,,1
"""
UCDP = """id,relid,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
1,GEO-1,2008,1,Georgia: South Ossetia,Georgia - South Ossetia,Government of Georgia,Republic of South Ossetia,"Reuters,2008-08-08,Georgia",Reuters,2008-08-08,Georgia attacks Tskhinvali,Georgian government,1,Tskhinvali town,South Ossetia,,42.2274,43.9642,Georgia,1,2008-08-08 00:00:00.000,2008-08-08 00:00:00.000,1,2,3,0,6,12,5
2,GEO-2,2008,3,x,x,Republic of South Ossetia,Civilians,,BBC,2008-08-12,,,2,Gori town,Shida Kartli,,41.98,44.11,Georgia,3,2008-08-10,2008-08-14,0,0,4,0,4,4,4
"""


def gdelt_row(**given):
    row = dict.fromkeys(GDELT_COLUMNS, "")
    row |= {"GLOBALEVENTID": "1", "SQLDATE": "20150218", "EventCode": "195", "Actor1Name": "RUSSIA", "Actor2Name": "UKRAINE", "ActionGeo_Type": "4",
            "ActionGeo_FullName": 'Debaltseve "the pocket", Donetsk, Ukraine', "ActionGeo_Lat": "48.34", "ActionGeo_Long": "38.40",
            "SOURCEURL": "https://www.example.org/a"} | given
    return "\t".join(row.values())


@pytest.fixture
def write(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def test_acled(write):
    data = datasets.read(write("acled.csv", ACLED))
    events = data.events
    assert data.kind == "ACLED" and data.as_of == date(2022, 3, 3) and events.crs == "EPSG:4326"
    assert list(events.columns) == [*EVENT_COLUMNS, "fatalities_best", "geometry"]
    assert list(data.places.columns) == [*PLACE_COLUMNS, "geometry"]
    assert list(events["id"]) == ["acled:UKR1", "acled:UKR2", "acled:UKR3"]
    assert list(events["event_type"]) == ["Explosions/Remote violence", "Battles", "Strategic developments"]
    assert list(events["date_start"]) == ["2022-03-01", "2022-03-02", "2022-03-03"]
    assert list(events["date_precision"]) == ["day", "week", "month"]
    assert events["fatalities_low"].tolist() == [10, 0, pd.NA] and events["fatalities_high"].tolist() == [10, 0, pd.NA]
    assert events["quote"][0] == "A missile hit Freedom Square in Kharkiv.\nAt least 10 people died, rescuers said."
    assert list(events["attributed_to"]) == ["Suspilne", "ISW", "ACLED"]
    assert events["actors"][1] == ["Military Forces of Russia (2000-)", "Military Forces of Ukraine (2019-)"]


def test_a_place_is_joined_once_and_0_0_is_unknown(write):
    data = datasets.read(write("acled.csv", ACLED))
    assert len(data.places) == 2
    assert list(data.events["region_id"][:2]) == ["UA-63", "UA-63"]
    assert data.places["country"][0] == "UA"
    assert data.events.geometry.iloc[2].is_empty and pd.isna(data.events["lat"][2])
    assert any("0, 0" in w for w in data.warnings)


def test_ucdp(write):
    data = datasets.read(write("ged.csv", UCDP))
    events = data.events
    assert data.kind == "UCDP GED"
    assert list(events["fatalities_low"]) == [5, 4] and list(events["fatalities_high"]) == [12, 4] and list(events["fatalities_best"]) == [6, 4]
    assert list(events["event_type"]) == ["Battles", "Violence against civilians"]
    assert list(events["geo_precision"]) == [1, 2] and events["uncertainty_km"][1] == 25
    assert list(events["time_precision"]) == [1, 2]
    assert events["date_end"][1] == "2008-08-14" and pd.isna(events["date_end"][0])
    assert list(events["attributed_to"]) == ["Georgian government", "BBC"]
    assert events["quote"][0] == "Georgia attacks Tskhinvali"
    assert events["region_id"][0] == "south-ossetia"


def test_gdelt(write):
    rows = [gdelt_row(), gdelt_row(GLOBALEVENTID="2", EventCode="010"), gdelt_row(GLOBALEVENTID="3", EventCode="1831", ActionGeo_Type="1")]
    data = datasets.read(write("20150218.export.CSV", "\n".join(rows) + "\n"))
    assert data.kind == "GDELT" and list(data.events["id"]) == ["gdelt:1", "gdelt:3"]
    assert list(data.events["sub_event_type"]) == ["Air/drone strike", "Suicide bomb"]
    assert list(data.events["geo_precision"]) == [1, 3]
    assert data.events["place"][0] == 'Debaltseve "the pocket", Donetsk, Ukraine'
    assert data.events["attributed_to"][0] == "example.org" and data.events["quote"][0] == "https://www.example.org/a"
    assert any("1 of 3 rows" in w for w in data.warnings)


@pytest.mark.parametrize(("code", "expected"), [
    ("190", "Armed clash"), ("1832", "Remote explosive/landmine/IED"), ("1411", "Peaceful protest"), ("145", "Violent demonstration"),
    ("0871", "Agreement"), ("042", None), ("0331", None), ("2041", "Chemical weapon"),
])
def test_cameo(code, expected):
    found = event_type(code)
    assert (found and found[1]) == expected


def test_compressed_and_semicolons(tmp_path, write):
    with gzip.open(tmp_path / "acled.csv.gz", "wt") as stream:
        stream.write(ACLED)
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as archive:
        archive.writestr("GEDEvent.csv", UCDP)
    assert len(datasets.read(tmp_path / "acled.csv.gz").events) == 3
    assert len(datasets.read(tmp_path / "ged.zip").events) == 2
    assert len(datasets.read(write("semi.csv", "\n".join(line.replace(",", ";") for line in UCDP.replace('"Reuters,2008-08-08,Georgia"', "R").splitlines()))).events) == 2


def test_a_spreadsheet_with_decimal_commas_and_slashed_dates(write):
    """Excel in half of Europe saves semicolons, decimal commas and its own dates."""
    head = "event_id_cnty;event_date;event_type;sub_event_type;actor1;country;location;latitude;longitude;notes"
    rows = ["A1;14/03/2022;Battles;Armed clash;X;Ukraine;Kharkiv;49,9935;36,2304;a", "A2;02/03/2022;Battles;Armed clash;X;Ukraine;Kharkiv;49,9935;36,2304;b"]
    data = datasets.read(write("a.csv", "\n".join([head, *rows])))
    assert list(data.events["date_start"]) == ["2022-03-14", "2022-03-02"] and list(data.events["lat"]) == [49.9935, 49.9935]
    with pytest.raises(InputError, match=r"row 2, column event_date: '02/03/2022' is not a date that can be read for sure; write it as 2024-03-09 or 09 March 2024"):
        datasets.read(write("b.csv", "\n".join([head, rows[1]])))


def test_a_row_of_hxl_tags_is_no_event(write):
    header, *rows = UCDP.splitlines()
    tags = ",".join("#meta+x" for _ in header.split(","))
    assert len(datasets.read(write("ged.csv", "\n".join([header, tags, *rows]))).events) == 2
    with pytest.raises(InputError, match="row 3, column latitude: 'x' is not a number"):
        datasets.read(write("bad.csv", "\n".join([header, tags, rows[0].replace("42.2274", "x")])))


def test_gdelt_with_a_header_as_bigquery_writes_it(write):
    row = gdelt_row(ActionGeo_FullName="Debaltseve").split("\t")
    text = ",".join(GDELT_COLUMNS) + "\n" + ",".join(row) + "\n"
    data = datasets.read(write("bq.csv", text))
    assert data.kind == "GDELT" and list(data.events["event_type"]) == ["Explosions/Remote violence"] and list(data.events["place"]) == ["Debaltseve"]


def test_rows_are_named_as_the_file_numbers_them(write):
    talk, lost = gdelt_row(GLOBALEVENTID="1", EventCode="010"), gdelt_row(GLOBALEVENTID="2", ActionGeo_Lat="", ActionGeo_Long="")
    data = datasets.read(write("g.csv", "\n".join([talk, lost, gdelt_row(GLOBALEVENTID="3")])))
    assert "not on the map: 1 event with no coordinates, the first in row 2" in data.warnings


def test_a_repeated_event_counts_once(write):
    header, first, *rest = UCDP.splitlines()
    data = datasets.read(write("ged.csv", "\n".join([header, first, *rest, first])))
    assert list(data.events["id"]) == ["ucdp:1", "ucdp:2"]
    assert data.warnings == ["left out: 1 event with an id that was there before, the first in row 4"]


def test_recognizes(tmp_path, write, samples):
    assert datasets.recognizes(write("acled.csv", ACLED)) and datasets.recognizes(str(write("g.CSV", gdelt_row())))
    for other in (write("reports.csv", "id,text\n1,Gori was hit\n"), write("a.txt", "Gori"), samples, samples / "georgia-2008-09-09.txt", "-",
                  tmp_path / "nope.csv", write("bad.zip", "PK no")):
        assert not datasets.recognizes(other)


@pytest.mark.parametrize(("name", "text", "problem"), [
    ("acled.csv", ACLED.replace("49.9935", "forty", 1), r"row 2, column latitude: 'forty' is not a number"),
    ("acled.csv", ACLED.replace("02 March 2022", "March"), r"row 3, column event_date: 'March' is not a date"),
    ("acled.csv", ACLED.replace(",10,,1", ",-10,,1"), r"row 2, column fatalities: -10 is not a number of persons"),
    ("acled.csv", ACLED.replace("latitude", "lat"), r"without the column latitude"),
    ("acled.csv", ACLED.split("\n")[0] + "\n", "without a row"),
    ("acled.csv", ACLED + "UKR9,2022\n", "not a table of 28 columns"),
    ("other.csv", "a,b\n1,2\n", "not a dataset"),
    ("g.CSV", gdelt_row(ActionGeo_Lat="north"), r"row 1, column ActionGeo_Lat"),
])
def test_what_is_wrong_is_named_with_its_row(write, name, text, problem):
    with pytest.raises(InputError, match=problem) as caught:
        datasets.read(write(name, text))
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        datasets.read(tmp_path / "nope.csv")
