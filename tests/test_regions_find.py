"""Regions by name, their polygons, parts of them, and what the user adds."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geo import regions
from geo.errors import InputError, UnknownNameError
from geo.model import Place


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Georgia", "GE"),
        ("Грузия", "GE"),
        ("abkhazia", "GE-AB"),
        ("South Ossetia", "south-ossetia"),
        ("Crimea", "UA-43"),
        ("Крым", "UA-43"),
        ("the Donbas", "macro:donbas"),
        ("Kosovo", "XK"),
        ("Golan", "golan-heights"),
        ("Gaza", "PS-GZZ"),
        ("USSR", "SU"),
        ("U.S.", "US"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Nagorno Karabakh", "nagorno-karabakh"),
        ("Falklands", "FK"),
        ("Taiwan", "TW"),
        ("Ts'khinvali", None),
        ("UA-65", "UA-65"),
        ("Western Sahara", "EH"),
        ("Chechnya", "RU-CE"),
        ("Tigray", "ET-TI"),
        ("Myanmar", "MM"),
    ],
)
def test_find(name, region):
    found = regions.find(name)
    assert (found[0].id if found else None) == region


def test_regions_of_the_news_are_found_beside_the_divisions_of_their_name():
    assert [r.id for r in regions.find("Kurdistan")] == ["IR-12", "macro:kurdistan"]
    assert regions.get("macro:sahel").level == "informal"


def test_a_second_level_division_has_an_area():
    rutshuru = regions.area(Place("geonames:204283", "Rutshuru", -1.19, 29.45, "A", "ADM2", "CD"))
    assert shapely.contains_xy(rutshuru, 29.45, -1.19) and rutshuru.area < 1


def test_a_division_of_the_second_level_is_a_region_by_its_id():
    donetsk = regions.locate(48.015, 37.80, as_of="2015-01-01")["regions"][-1]
    region = regions.get(donetsk["id"], as_of="2015-01-01")
    assert (region.level, region.parent, region.de_facto) == ("ADM2", "UA-14", "Donetsk People's Republic")
    assert regions.find(donetsk["id"])[0].de_facto == "RU"
    assert shapely.contains_xy(regions.geometry(donetsk["id"]), 37.80, 48.015)
    assert shapely.contains_xy(regions.geometry("fips:06037"), -118.24, 34.05)
    assert regions.get("fips:06037").source.startswith("US Census")
    with pytest.raises(UnknownNameError):
        regions.geometry("fips:99999")


def test_a_republic_of_the_ussr_comes_before_a_state_of_the_us():
    assert [r.id for r in regions.find("Georgia", as_of="1985-01-01")] == ["GE", "US-GA"]


def test_a_region_of_the_news_comes_with_its_few_parts_largest_first():
    kashmir = regions.find("Kashmir")
    assert kashmir[0].id == "macro:kashmir" and {"PK-GB", "IN-JK", "aksai-chin"} <= {r.id for r in kashmir}
    sizes = [r.area_km2 for r in kashmir]
    assert sizes == sorted(sizes, reverse=True)
    assert [r.id for r in regions.find("the Caucasus")] == ["macro:caucasus"]


@pytest.mark.parametrize(
    ("name", "region"),
    [("Helmand province", "AF-HEL"), ("the Paracel", "paracel-islands"), ("Tartupaluk", "hans-island"), ("Congo", "CD")],
)
def test_a_name_is_found_with_and_without_its_kind(name, region):
    assert regions.find(name)[0].id == region


def test_a_former_state_is_found_and_said_to_be_one():
    union = regions.find("Soviet Union")[0]
    assert union.status == "former" and union.valid_to.isoformat() == "1991-12-26"
    assert regions.find("Soviet Union", as_of="1990-01-01")[0].status == "sovereign"
    assert regions.geometry("SU").area > regions.geometry("RU").area
    with pytest.raises(UnknownNameError, match="atlantis"):
        regions.get("atlantis")


def test_the_rest_of_a_region():
    rest = regions.geometry("GE", excluding=("GE-AB", "south-ossetia"))
    assert shapely.contains_xy(rest, 44.83, 41.69) and not shapely.contains_xy(rest, 43.97, 42.23)


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        (Place("macro:donbas", "Donbas"), (37.8, 48.0), (30.5, 50.4)),
        (Place("macro:sahel", "Sahel"), (-3.0, 16.8), (32.0, 15.6)),
        (Place("macro:caucasus", "Caucasus"), (44.8, 41.7), (37.6, 55.7)),
        (Place("macro:kurdistan", "Kurdistan"), (44.0, 36.2), (44.4, 33.3)),
        (Place("part:ML:north", "northern Mali"), (-3.0, 16.8), (-8.0, 12.6)),
        (Place("part:UA:east", "eastern Ukraine"), (37.8, 48.0), (24.0, 49.8)),
        (Place("part:PL:east", "eastern Poland"), (22.6, 51.2), (15.0, 52.4)),
        (Place("region:south-ossetia", "South Ossetia"), (43.97, 42.23), (44.8, 41.7)),
        (
            Place(
                "geonames:614540",
                "Georgia",
                feature_class="A",
                feature_code="PCLI",
                country="GE",
                excluding=("GE-AB", "south-ossetia"),
            ),
            (44.8, 41.7),
            (41.0, 43.0),
        ),
    ],
)
def test_area_of_a_named_region(place, inside, outside):
    area = regions.area(place)
    assert shapely.intersects_xy(area, *inside) and not shapely.intersects_xy(area, *outside)


def test_a_settlement_has_no_area_and_every_macro_region_has_one():
    assert regions.area(Place("geonames:611717", "Tbilisi", 41.69, 44.83, "P", "PPLC", "GE")) is None
    for macro, row in regions.macro_regions().items():
        shape = regions.geometry(macro)
        assert shape.is_valid and shape.area > 0, macro
        assert shape.buffer(0.01).intersects(shapely.Point(float(row["lon"]), float(row["lat"]))), macro


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "user"))
    from geo.regions import second

    second.forget()
    yield tmp_path
    second.forget()


BOXES = [shapely.box(44, 41.5, 44.5, 42), shapely.box(44.5, 41.5, 45, 42)]


@pytest.mark.parametrize(
    ("columns", "mapping", "layout", "level"),
    [
        ({"shapeName": ["A", "B"], "shapeID": ["1", "2"], "shapeType": ["ADM3", "ADM3"]}, None, "geoBoundaries", 3),
        ({"ADM1_EN": ["x", "x"], "ADM2_EN": ["A", "B"], "ADM2_PCODE": ["GE01", "GE02"]}, None, "COD-AB", 2),
        ({"GID_0": ["GEO", "GEO"], "NAME_1": ["x", "x"], "GID_2": ["1", "2"], "NAME_2": ["A", "B"]}, None, "GADM", 2),
        ({"bezirk": ["A", "B"]}, {"name": "bezirk"}, "mapping", 2),
    ],
)
def test_own_boundaries_join_like_the_bundled_ones(folder, columns, mapping, layout, level):
    file = folder / "own.geojson"
    gpd.GeoDataFrame(columns, geometry=BOXES, crs="EPSG:4326").to_file(file)
    said = regions.add_boundaries(file, mapping)
    assert (said["layout"], said["level"], said["rows"], said["countries"]) == (layout, level, 2, ["GE"])
    assert f"level {level}" in said["message"]
    names = [(r["name"], r["level"]) for r in regions.locate(41.7, 44.8)["regions"]]
    assert ("B", f"ADM{level}") in names


@pytest.mark.parametrize(
    ("columns", "shapes", "mapping", "message"),
    [
        ({"x": ["A", "B"]}, BOXES, None, "no layout known"),
        ({"x": ["A", "B"]}, BOXES, {"name": "y"}, "no column y"),
        ({"x": ["A", "B"]}, BOXES, {"id": "x"}, "no column for the name"),
        ({"x": ["A", "B"], "k": ["1", "1"]}, BOXES, {"name": "x", "id": "k"}, "twice"),
        ({"x": ["A", "B"]}, [b.centroid for b in BOXES], {"name": "x"}, "polygons"),
    ],
)
def test_own_boundaries_that_do_not_fit_are_explained(folder, columns, shapes, mapping, message):
    file = folder / "bad.geojson"
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").to_file(file)
    with pytest.raises(InputError, match=message):
        regions.add_boundaries(file, mapping)
    with pytest.raises(InputError, match="no such file"):
        regions.add_boundaries(folder / "none.geojson")
