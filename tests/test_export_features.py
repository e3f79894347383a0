"""GeoJSON: RFC 7946, and the tables' own names."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely.geometry import shape

from geo import export
from geo.model import Place
from geo.tables import EVENT_COLUMNS, FORCE_COLUMNS, PLACE_COLUMNS, REGION_COLUMNS
from tests import render_fixture as fixture


@pytest.fixture(scope="module")
def atlas():
    return fixture.atlas()


@pytest.fixture(scope="module")
def collection(atlas):
    return export.geojson(atlas)


def layer(collection, name):
    return [f for f in collection["features"] if f["properties"]["layer"] == name]


def test_layers_hold_the_columns_of_their_tables(atlas, collection):
    for name, columns, table in (
        ("force", FORCE_COLUMNS, atlas.forces),
        ("event", EVENT_COLUMNS, atlas.events),
        ("place", PLACE_COLUMNS, atlas.places),
    ):
        found = layer(collection, name)
        assert len(found) == len(table)
        assert all(list(f["properties"]) == ["layer", *columns] for f in found)
    assert all(list(f["properties"]) == ["layer", *REGION_COLUMNS] for f in layer(collection, "region"))


def test_text_is_the_same_and_json_without_nan(atlas, collection):
    text = export.geojson_text(atlas)
    assert json.loads(text, parse_constant=pytest.fail) == json.loads(json.dumps(collection))
    assert text == export.geojson_text(fixture.atlas())
    assert text.endswith("]}\n")


def test_geometry_follows_rfc_7946(collection):
    assert "crs" not in collection
    for feature in collection["features"]:
        geometry = feature["geometry"]
        if geometry is None:
            continue
        found = shape(geometry)
        assert found.is_valid and not found.is_empty
        west, south, east, north = found.bounds
        assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        for polygon in shapely.get_parts(found):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw
                assert not any(ring.is_ccw for ring in polygon.interiors)
    for x in shapely.get_coordinates([shape(f["geometry"]) for f in collection["features"] if f["geometry"]]).ravel():
        assert round(x, 6) == x


def test_box_holds_everything(collection):
    west, south, _, north = collection["bbox"]
    assert (west, south) <= (37.6, 41.9) and north >= 55.7


def test_a_force_is_a_point_at_its_place_and_regions_are_polygons(collection):
    first = next(f for f in layer(collection, "force") if f["properties"]["id"] == "georgia-2008#f1")
    assert first["geometry"] == {"type": "Point", "coordinates": [41.02, 43.0]}
    assert (first["properties"]["low"], first["properties"]["status"]) == (3800, "pledged")
    held = {f["properties"]["id"]: f for f in layer(collection, "region")}
    assert {"GE", "GE-AB", "south-ossetia", "RU"} <= set(held)
    assert held["south-ossetia"]["geometry"]["type"].endswith("Polygon")


def test_a_force_in_the_rest_of_a_country_stands_in_the_rest(collection):
    rest = next(f for f in layer(collection, "force") if f["properties"]["id"] == "georgia-2008#f6")
    assert rest["properties"]["excluding"] == ["GE-AB", "south-ossetia"]
    point = shape(rest["geometry"])
    held = {f["properties"]["id"]: shape(f["geometry"]) for f in layer(collection, "region")}
    assert held["GE"].contains(point)
    assert not held["GE-AB"].contains(point) and not held["south-ossetia"].contains(point)


def test_unknown_place_has_null_geometry_never_zero():
    claim = fixture.claims()[0]
    nowhere = Place("name:nowhere", "Nowhere")
    lost = type(claim)(
        **{f: getattr(claim, f) for f in claim.__dataclass_fields__ if f not in ("kind", "places")}, places=(nowhere,)
    )
    found = layer(export.geojson(fixture.atlas([lost])), "force")
    assert found[0]["geometry"] is None
    assert found[0]["properties"]["lat"] is None


def test_empty_atlas():
    empty = fixture.atlas([], [fixture.report("Nothing.")], toponyms={})
    collection = export.geojson(empty)
    assert layer(collection, "force") == []
