"""KML 2.2 for Google Earth and field devices: a folder a layer, the quote in each balloon."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import shapely

from geo.export.features import LAYERS, drawn_regions
from geo.tables import plain

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# What XML 1.0 cannot carry, whatever the escaping.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def kml(atlas: Any) -> str:
    """The atlas as KML text.

    Parameters
    ----------
    atlas : geo.Atlas

    Returns
    -------
    str
        A document with folders ``regions``, ``places``, ``forces``,
        ``events``; properties as ``ExtendedData`` under the columns' names.
    """
    root = ElementTree.Element("kml", xmlns=_NAMESPACE)
    document = ElementTree.SubElement(root, "Document")
    _text(document, "name", atlas.title)
    for layer, attribute, columns in LAYERS:
        table = drawn_regions(atlas) if layer == "region" else getattr(atlas, attribute)
        folder = ElementTree.SubElement(document, "Folder")
        _text(folder, "name", f"{layer}s")
        for row, shape in zip(table[list(columns)].to_dict("records"), table.geometry, strict=True):
            _placemark(folder, layer, {c: plain(v) for c, v in row.items()}, shape)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _placemark(folder: ElementTree.Element, layer: str, record: dict[str, Any], shape: Any) -> None:
    mark = ElementTree.SubElement(folder, "Placemark")
    _text(mark, "name", _name(layer, record))
    if record.get("quote"):
        _text(mark, "description", f"“{record['quote']}” ({record['attributed_to']}; {record['source']})")
    if layer == "event" and record["date_start"]:
        span = ElementTree.SubElement(mark, "TimeSpan")
        _text(span, "begin", record["date_start"])
        _text(span, "end", record["date_end"] or record["date_start"])
    data = ElementTree.SubElement(mark, "ExtendedData")
    for key, value in record.items():
        if value is not None and value != []:
            _text(ElementTree.SubElement(data, "Data", name=key), "value", _word(value))
    if shape is not None and not shape.is_empty:
        _shape(mark, shape)


def _name(layer: str, record: dict[str, Any]) -> str:
    if layer == "force":
        low, high = record["low"], record["high"]
        count = "" if low is None and high is None else f" {low}" if low == high else f" {low or '?'}-{high or '?'}"
        return f"{record['actor']}:{count} {record['unit']}, {record['status']}"
    return record["sub_event_type"] if layer == "event" else record["name"]


def _word(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(v["name"] if isinstance(v, dict) else v) for v in value)
    return str(value)


def _shape(parent: ElementTree.Element, shape: Any) -> None:
    if shape.geom_type == "Point":
        _text(ElementTree.SubElement(parent, "Point"), "coordinates", f"{shape.x:.6f},{shape.y:.6f}")
        return
    multi = ElementTree.SubElement(parent, "MultiGeometry")
    for part in shapely.get_parts(shapely.orient_polygons(shape.simplify(0.001))):
        if part.geom_type != "Polygon":
            continue
        polygon = ElementTree.SubElement(multi, "Polygon")
        for tag, ring in (("outerBoundaryIs", part.exterior), *(("innerBoundaryIs", r) for r in part.interiors)):
            line = ElementTree.SubElement(ElementTree.SubElement(polygon, tag), "LinearRing")
            _text(line, "coordinates", " ".join(f"{x:.6f},{y:.6f}" for x, y in ring.coords))


def _text(parent: ElementTree.Element, tag: str, text: Any) -> None:
    ElementTree.SubElement(parent, tag).text = _FORBIDDEN.sub("", str(text))
