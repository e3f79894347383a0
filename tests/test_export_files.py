"""Files of every format, whole or not at all."""

from __future__ import annotations

import csv
import os
from xml.etree import ElementTree

import geopandas as gpd
import pyogrio
import pytest

import geo
from geo import export
from geo.errors import InputError
from geo.export import files
from tests import render_fixture as fixture


@pytest.fixture(scope="module")
def atlas():
    return fixture.atlas()


@pytest.mark.parametrize("ending", [".geojson", ".parquet", ".fgb", ".gpkg", ".kml", ".csv"])
def test_every_format_is_written(atlas, tmp_path, ending):
    path = export.write(atlas, tmp_path / "deep" / f"atlas{ending}")
    assert path.stat().st_size > 500
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o666 & ~files._umask()


@pytest.mark.parametrize("ending", [".geojson", ".parquet", ".kml", ".csv"])
def test_same_atlas_gives_same_bytes(atlas, tmp_path, ending):
    one = export.write(atlas, tmp_path / f"one{ending}").read_bytes()
    assert export.write(fixture.atlas(), tmp_path / f"two{ending}").read_bytes() == one


@pytest.mark.parametrize(("ending", "read"), [(".parquet", gpd.read_parquet), (".fgb", gpd.read_file)])
def test_claims_come_back(atlas, tmp_path, ending, read):
    back = read(export.write(atlas, tmp_path / f"atlas{ending}"))
    assert len(back) == len(atlas.forces) + len(atlas.events)
    row = back.set_index("id").loc["georgia-2008#f3"]
    assert (row["low"], row["high"], row["layer"], row["status"]) == (2500, 3000, "force", "past")
    assert back.crs.to_epsg() == 4326


def test_geopackage_has_a_layer_for_each_table(atlas, tmp_path):
    path = export.write(atlas, tmp_path / "atlas.gpkg")
    assert {str(name) for name, _ in pyogrio.list_layers(path)} == {"regions", "places", "forces", "events"}
    forces = gpd.read_file(path, layer="forces")
    assert list(forces["quote"]) == list(atlas.forces["quote"])


@pytest.mark.parametrize("ending", [".geojson", ".parquet", ".gpkg", ".csv"])
def test_a_datasets_best_figure_is_not_lost(tmp_path, ending):
    source = tmp_path / "ged.csv"
    source.write_text("id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_start,best,high,low\n"
                      "7,1,Government of Sudan,RSF,1,13.63,25.35,2023-05-01,40,60,30\n")
    path = export.write(geo.build(source), tmp_path / f"out{ending}")
    if ending == ".csv":
        columns, tags, row = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        back, tag = dict(zip(columns, row, strict=True)), dict(zip(columns, tags, strict=True))["fatalities_best"]
        assert tag == "#affected+killed+best"
    else:
        read = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path, **({"layer": "events"} if ending == ".gpkg" else {}))
        back = read[read["kind"] == "event"].iloc[0]
    assert [int(float(back[f"fatalities_{c}"])) for c in ("low", "best", "high")] == [30, 40, 60]


def test_unknown_ending_is_one_clear_error(atlas, tmp_path):
    with pytest.raises(InputError, match=r"unknown format '.docx'; use .geojson"):
        export.write(atlas, tmp_path / "atlas.docx")
    assert list(tmp_path.iterdir()) == []


def test_csv_has_hxl_tags_and_no_formula(tmp_path):
    changed = fixture.atlas()
    changed.forces.loc[0, "actor"] = "=HYPERLINK(0)"
    changed.forces.loc[1, "actor"] = "+1"
    changed.forces.loc[2, "actor"] = "@x"
    changed.forces.loc[3, "actor"] = "-2+3"
    text = export.write(changed, tmp_path / "a.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    head, tags, *body = rows
    assert tags[head.index("place")] == "#loc+name"
    assert [row[head.index("actor")] for row in body[:4]] == ["'=HYPERLINK(0)", "'+1", "'@x", "'-2+3"]
    assert body[0][head.index("lat")] == "43.0"
    assert not [c for row in body for c in row if c[:1] in "=+@\t\r" and c]


def test_kml_is_xml_whatever_the_text(tmp_path):
    changed = fixture.atlas(title="a < b & \x00 c")
    changed.events.loc[0, "quote"] = "]]></description><script>\x0b\ufffe"
    root = ElementTree.fromstring(export.write(changed, tmp_path / "a.kml").read_bytes())
    names = [e.text for e in root.iter("{http://www.opengis.net/kml/2.2}name")]
    assert names[0] == "a < b &  c"
    assert "Russia: 2500-3000 troops, past" in names


def test_a_failed_write_leaves_the_old_file(atlas, tmp_path, monkeypatch):
    path = tmp_path / "a.geojson"
    path.write_text("old")
    other = tmp_path / "b.html"
    monkeypatch.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        export.write_all({path: b"new", other: b"new"})
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.geojson"]
