"""The atlas as an RFC 7946 FeatureCollection.

Property names are the tables' column names, with ``layer``: ``place``,
``region``, ``force`` or ``event``. A claim is a Point where its place has one,
else its geometry is null; never 0, 0. Regions are polygons, exterior rings
counterclockwise. Six decimals of a degree.
"""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.regions import anchors
from geo.tables import EVENT_COLUMNS, FORCE_COLUMNS, PLACE_COLUMNS, REGION_COLUMNS, plain

DIGITS = 6
_GRID = 10.0**-DIGITS
#: Regions are thinned to this many degrees (some 100 m) for exchange.
_THIN = 0.001
_PLAIN = ("sovereign", "division", "dependency", "constituent", "autonomous", "former")
LAYERS = (
    ("region", "regions", REGION_COLUMNS),
    ("place", "places", PLACE_COLUMNS),
    ("force", "forces", FORCE_COLUMNS),
    ("event", "events", EVENT_COLUMNS),
)


def with_own(columns: tuple[str, ...], table: gpd.GeoDataFrame) -> list[str]:
    """`columns`, and a dataset's own best figure where it has one (UCDP's ``best``)."""
    return [*columns, *(c for c in ("fatalities_best",) if c in table and table[c].notna().any())]


def geojson(atlas: Any) -> dict[str, Any]:
    """The atlas as a FeatureCollection.

    Parameters
    ----------
    atlas : geo.Atlas

    Returns
    -------
    dict
        ``type, bbox, name, title, worldview, as_of, features``. Order:
        regions, places, forces, events, each as in its table.
    """
    features = [feature for layer, _, _ in LAYERS for feature in _features(atlas, layer)]
    boxes = [f["bbox"] for f in features if f.get("bbox")] or [
        [*f["geometry"]["coordinates"] * 2] for f in features if f["geometry"]
    ]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if boxes:
        edges = np.array(boxes)
        collection["bbox"] = [float(v) for v in (*edges[:, :2].min(axis=0), *edges[:, 2:].max(axis=0))]
    collection |= {
        "name": atlas.name,
        "title": atlas.title,
        "worldview": atlas.worldview,
        "as_of": atlas.as_of and atlas.as_of.isoformat(),
        "features": features,
    }
    return collection


def geojson_text(atlas: Any) -> str:
    """:func:`geojson` as text, one feature a line, so that versions can be compared."""
    collection = geojson(atlas)
    features = collection.pop("features")
    head = json.dumps(collection, ensure_ascii=False, allow_nan=False)[:-1]
    body = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in features)
    return f'{head}, "features": [\n{body}\n]}}\n'


def drawn_regions(atlas: Any) -> gpd.GeoDataFrame:
    """Regions that the claims and places are in, and every one whose status is not plain."""
    regions = atlas.regions
    used = {r for table in (atlas.forces, atlas.events, atlas.places) for r in table["region_id"].dropna()}
    used |= set(atlas.places["country"].dropna())
    near = ~regions["status"].isin(_PLAIN)
    return regions[regions["id"].isin(used) | near]


def _features(atlas: Any, layer: str) -> list[dict[str, Any]]:
    _, attribute, columns = next(entry for entry in LAYERS if entry[0] == layer)
    table = drawn_regions(atlas) if layer == "region" else getattr(atlas, attribute)
    columns = with_own(columns, table)
    areas, keys = ({}, {})
    if "excluding" in columns and layer != "place":
        rows = [{c: plain(v) for c, v in row.items()} for row in table[list(columns)].to_dict("records")]
        areas, keys = anchors.areas(
            [r for r in rows if r["excluding"] or str(r["place_id"]).startswith("near:")], atlas.worldview, atlas.as_of
        )
    out = []
    for row, shape in zip(table[list(columns)].to_dict("records"), table.geometry, strict=True):
        properties = {"layer": layer} | {c: plain(v) for c, v in row.items()}
        feature: dict[str, Any] = {"type": "Feature"}
        if (name := properties.get("id") or properties.get("place_id")) is not None:
            feature["id"] = f"{layer}/{name}"
        # "The rest of Georgia" is a point in the rest, though Georgia's own point may lie elsewhere.
        if (area := areas.get(keys.get(anchors.key(properties)) if keys else None)) is not None:
            lat, lon = anchors.anchor(properties, area)
            shape = shapely.Point(lon, lat)
        geometry = _geometry(shape)
        if geometry and geometry["type"] != "Point":
            feature["bbox"] = [round(float(v), DIGITS) for v in shape.bounds]
        out.append(feature | {"geometry": geometry, "properties": properties})
    return out


def _geometry(shape: Any) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "Point":
        return {"type": "Point", "coordinates": [round(shape.x, DIGITS), round(shape.y, DIGITS)]}
    thin = shapely.orient_polygons(shapely.set_precision(shape.simplify(_THIN), _GRID))
    return _rounded(shapely.geometry.mapping(thin))


def _rounded(mapping: dict[str, Any]) -> dict[str, Any]:
    def walk(value: Any) -> Any:
        return round(value, DIGITS) if isinstance(value, float) else [walk(v) for v in value]

    return {"type": mapping["type"], "coordinates": walk(mapping["coordinates"])}
