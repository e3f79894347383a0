"""Regions are valid, do not overlap, share their edges, and divisions fill their country."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo import regions
from geo.regions.second import spherical_km2
from geo.tables import REGION_COLUMNS

VIEWS = [
    ("ISO", None),
    ("RU", None),
    ("US", None),
    ("CN", None),
    ("IN", None),
    ("PK", None),
    ("MA", None),
    ("IL", None),
    ("ISO", "1985-01-01"),
    ("ISO", "2008-08-01"),
]


@pytest.fixture(scope="module", params=VIEWS, ids=lambda v: f"{v[0]} {v[1] or 'now'}")
def frame(request):
    return regions.boundaries(*request.param)


def test_every_region_is_valid_and_named(frame):
    assert frame.geometry.is_valid.all() and not frame.geometry.is_empty.any()
    assert frame["id"].is_unique and frame["name"].notna().all() and frame["source"].notna().all()
    assert set(REGION_COLUMNS) <= set(frame.columns)


def test_no_two_countries_overlap(frame):
    shapes = frame.geometry[frame["level"] == "ADM0"].to_numpy()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    pairs = a < b
    overlap = spherical_km2(shapely.intersection(shapes[a[pairs]], shapes[b[pairs]]))
    assert not len(overlap) or overlap.max() < 0.1  # km²


def test_divisions_fill_their_country(frame):
    country = frame[frame["level"] == "ADM0"].set_index("id")["area_km2"]
    filled = frame[frame["level"] == "ADM1"].groupby("parent")["area_km2"].sum()
    share = (filled / country.reindex(filled.index)).dropna()
    assert share.between(0.999, 1.001).all(), share[~share.between(0.999, 1.001)]


def test_stated_area_is_the_polygons_area():
    frame = regions.boundaries()
    drawn = frame[frame.geom_type != "Point"]
    measured = spherical_km2(drawn.geometry.to_numpy())
    # Stated on the ellipsoid, measured on the sphere of equal area: up to half a percent apart.
    assert np.allclose(measured, drawn["area_km2"].astype(float), rtol=0.01, atol=0.02)


@pytest.mark.parametrize(
    ("region", "km2"),
    [
        ("GE-AB", 8638),
        ("south-ossetia", 4465),
        ("golan-heights", 1276),
        ("transnistria", 3017),
        ("nagorno-karabakh", 4388),
        ("northern-cyprus", 3355),
        ("UA-43", 26081),
        ("XK", 10887),
        ("EH", 266000),
        ("abyei", 10546),
        ("aksai-chin", 30000),
        ("halaib", 20580),
        ("east-jerusalem", 70),
        ("essequibo", 149000),
        ("kuril-islands", 5000),
        ("west-berlin", 480),
    ],
)
def test_area_of_territories_built_from_lines(region, km2):
    assert regions.get(region, as_of="1975-01-01" if region == "west-berlin" else None).area_km2 == pytest.approx(
        km2, rel=0.05
    )


def test_neighbours_share_their_edge_exactly():
    abkhazia, rest = regions.geometry("GE-AB"), regions.geometry("GE", excluding=("GE-AB", "south-ossetia"))
    assert shapely.area(shapely.intersection(abkhazia, rest)) == 0
    assert shapely.length(shapely.shared_paths(shapely.boundary(abkhazia), shapely.boundary(rest))) > 1


def test_display_keeps_common_edges():
    frame = regions.boundaries()
    caucasus = frame[frame["id"].isin(["GE", "AM", "AZ"])].geometry.to_numpy()
    light = regions.display(caucasus, (38, 38, 52, 44), 0.02)
    assert shapely.get_num_coordinates(light).sum() < shapely.get_num_coordinates(caucasus).sum() / 2
    assert shapely.coverage_is_valid(light)


def test_territories_without_a_polygon_say_why():
    from geo.regions.world import territories

    for territory, row in territories().items():
        assert row["how"], territory
        if row["polygon"] == "False":
            assert "point" in row["how"] and float(row["lat"]) and float(row["lon"])
    senkaku = regions.boundaries().set_index("id").loc["senkaku"]
    assert senkaku.geometry.geom_type == "Point" and 25 < senkaku.geometry.y < 26
