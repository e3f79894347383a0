"""Encoding, extents, basemap and shapes of the page."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import shapely

from geo import regions
from geo.regions import anchors
from geo.render import LANGUAGES, basemap, data, elements, encode
from geo.render.extent import WORLD, focus, grow


def decode(text: str, digits: int = 3) -> np.ndarray:
    values, value, shift = [], 0, 0
    for character in text:
        byte = ord(character) - 63
        value |= (byte & 31) << shift
        shift += 5
        if byte < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x, y = (np.cumsum(values[start::2]) / 10**digits for start in (0, 1))
    return np.column_stack([x, y])


@pytest.mark.parametrize("points", [[(0.0, 0.0)], [(-179.999, 85.0), (180.0, -85.0), (0.001, -0.001)]])
def test_encoded_lines_come_back(points):
    assert decode(encode.line(np.array(points))) == pytest.approx(np.array(points))


def test_focus_keeps_the_valley_and_leaves_the_distant_capital():
    valley = [[44 + 0.1 * i, 42.0] for i in range(6)]
    west, _, east, north = focus(np.array([*valley, [37.6, 55.8]]))
    assert (west, east, north) == (44, 44.5, 42)
    assert focus(np.array([[0.0, 0.0], [100.0, 50.0]])) == (0, 0, 100, 50)
    assert focus(np.empty((0, 2))) is None


def test_grown_bounds_stay_in_the_world():
    assert grow((-170, -80, 170, 80), 1.0, 1.0) == WORLD


@pytest.mark.parametrize("near", [(39, 40, 48, 45), (-20, -40, 60, 40), (170, -50, 180, -30), (-180, -85, 180, 85)])
def test_land_has_no_hole_nor_overlap_that_shows(near):
    pieces = basemap.land(near)["fill"]
    shapes = [shapely.Polygon(decode(r[0]), [decode(h) for h in r[1:]]) for r in pieces]
    total = sum(s.area for s in shapes)
    whole = shapely.union_all([shapely.make_valid(s) for s in shapes])
    # The pieces fill the world's land once, but for the bands of 0.02 degrees at their seams.
    expected = sum(g.area for g in shapely.clip_by_rect(basemap._land()["110m"], *WORLD))
    assert whole.area == pytest.approx(expected, rel=0.01)
    assert total == pytest.approx(whole.area, rel=0.002)
    for s in shapes:
        assert s.exterior.is_ccw


def test_borders_are_where_countries_meet_and_not_on_the_coast():
    countries = basemap.countries("ISO", None).set_index("id").geometry
    lines = basemap.shared(countries[["GE", "AM", "RU", "TR"]].to_numpy())
    meeting = countries["GE"].boundary.intersection(countries["AM"].boundary).length
    assert meeting > 1
    assert lines.intersection(countries["GE"].boundary.buffer(1e-4)).length < countries["GE"].boundary.length * 0.85
    # Batumi's shore is coast.
    assert lines.distance(shapely.Point(41.64, 41.65)) > 0.1


def test_area_of_an_exact_place_is_none_and_of_an_uncertain_one_a_circle():
    place = {
        "place_id": "x",
        "name": "x",
        "lat": 42.0,
        "lon": 43.0,
        "feature_class": "P",
        "feature_code": "PPL",
        "country": "GE",
        "admin1": None,
        "admin2": None,
        "population": None,
        "region_id": None,
        "geo_precision": 1,
        "uncertainty_km": None,
        "excluding": [],
    }
    assert anchors.area_of(place) is None
    round_ = anchors.area_of(place | {"uncertainty_km": 20.0})
    assert round_.bounds[3] - 42.0 == pytest.approx(20 / 111.32, rel=0.01)
    assert anchors.area_of(place | {"lat": None, "lon": None}) is None


def test_area_of_a_region_without_its_parts_leaves_them_out():
    place = {
        "place_id": "geonames:614540",
        "name": "Georgia",
        "lat": 42.0,
        "lon": 43.5,
        "feature_class": "A",
        "feature_code": "PCLI",
        "country": "GE",
        "admin1": None,
        "admin2": None,
        "population": None,
        "region_id": "GE",
        "geo_precision": 3,
        "uncertainty_km": None,
        "excluding": ["GE-AB", "south-ossetia"],
    }
    rest = anchors.area_of(place)
    assert not shapely.contains_xy(rest, 41.0, 43.0)
    assert rest.area < regions.geometry("GE").area
    lat, lon = anchors.inside(rest)
    assert shapely.contains_xy(rest, lon, lat)


def test_every_text_is_there_in_every_language_with_the_same_fields():
    table = data.strings()
    for key, row in table.items():
        assert tuple(row) == LANGUAGES, key
        fields = {tuple(sorted(set(re.findall(r"\{(\w+)\}", text)))) for text in row.values()}
        assert len(fields) == 1, key
        assert all(text.strip() for text in row.values()), key


def test_every_text_that_the_script_asks_for_is_in_the_table():
    table = data.strings()
    script = "\n".join(elements.asset(f"{name}.js") for name in elements.SCRIPTS)
    asked = set(re.findall(r"\bt\('([\w.]+)'[,)]", script)) | set(re.findall(r"\brow\('(\w+)'", script))
    assert not asked - set(table)
    assert not [noun for noun in re.findall(r"\bcount\('(\w+)'", script) if f"{noun}_other" not in table]


def test_no_script_of_ours_turns_text_into_markup():
    script = "\n".join(elements.asset(f"{name}.js") for name in elements.SCRIPTS)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script)


def test_assets_are_the_pinned_ones(repo):
    for name in ("leaflet.js", "leaflet.css", "leaflet-LICENSE.txt"):
        assert (repo / "geo" / "render" / "assets" / "vendor" / name).stat().st_size > 1000
    assert "Leaflet 1.9.4" in elements.asset("vendor/leaflet.js")[:200]


def test_strings_file_is_one_text_a_line():
    lines = elements.asset("strings.json").splitlines()
    assert len(lines) == len(json.loads("\n".join(lines))) + 2


@pytest.mark.parametrize("level", ["110m", "50m", "10m"])
def test_no_shore_runs_along_a_parallel_across_the_sea(level):
    points, of = shapely.get_coordinates(shapely.boundary(basemap._land()[level]), return_index=True)
    step, there = np.abs(np.diff(points, axis=0)), (of[:-1] == of[1:]) & (np.abs(points[:-1, 1]) < 80)
    assert there.sum() > 1000
    assert not (there & (step[:, 0] > 5) & (step[:, 1] < 0.03)).any()
