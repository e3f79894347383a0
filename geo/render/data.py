"""What the page knows, as one block of JSON made from the atlas' tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.regions import anchors as where
from geo.render import app6, basemap, encode, shapes
from geo.render.elements import asset
from geo.render.extent import WORLD, Bounds, box, focus, grow, union
from geo.tables import EVENT_COLUMNS, FORCE_COLUMNS, PLACE_COLUMNS, plain

#: Polygons of areas are thinned to this many degrees.
_THIN = 0.004


def claims(atlas: Any) -> list[dict[str, Any]]:
    """All claims as ``conflictmap parse`` writes them: report by report, in the order of the text."""
    forces, events = (
        [{c: plain(v) for c, v in row.items()} for row in table[list(columns)].to_dict("records")]
        for table, columns in ((atlas.forces, FORCE_COLUMNS), (atlas.events, EVENT_COLUMNS))
    )
    order = {report.id: number for number, report in enumerate(atlas.reports)}
    return sorted(
        forces + events, key=lambda c: (order.get(c["report_id"], len(order)), c["start"] or 0, len(c["id"]), c["id"])
    )


def payload(atlas: Any, *, lang: str = "en", tiles: dict[str, Any] | None = None, symbols: str | None = None,
            affiliations: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The data block of the page.

    Parameters
    ----------
    atlas : geo.Atlas
    lang : str
        Language that the interface starts in.
    tiles : dict, optional
        ``url``, ``attribution``, ``max_zoom`` of a tile provider.
    symbols, affiliations : str, mapping
        As for :func:`geo.render.page`.

    Returns
    -------
    dict
        ``meta, strings, claims, anchors, contested, areas, places, regions, reports,
        basemap``; values that JSON knows, in an order that the input decides.
    """
    records = claims(atlas)
    places = _places(atlas.places)
    areas, keys = where.areas(records, atlas.worldview, atlas.as_of)
    anchors = [where.anchor(record, areas.get(keys[where.key(record)])) for record in records]
    points = _points(anchors, places)
    drawn = {keys[where.key(r)] for r in records if keys[where.key(r)]}
    view = _view(points, {key: areas[key] for key in sorted(drawn)})
    near = grow(view, 0.6, 1.5)
    whole = union(view, *((x, y, x, y) for x, y in points.tolist())) if len(points) else view
    wanted = {p["region_id"] for p in places if p["region_id"]} | {r["region_id"] for r in records if r["region_id"]}
    return {
        "meta": _meta(atlas, lang, view, whole, near, tiles),
        "strings": strings(),
        "claims": records,
        "anchors": [None if a is None else [round(a[0], 5), round(a[1], 5)] for a in anchors],
        "areaOf": [keys[where.key(r)] for r in records],
        "app6": app6.symbols(records, affiliations or {}) if symbols == "nato" else None,
        "contested": _contested(atlas, records),
        "areas": {key: encode.polygons(_thin(areas[key], near), 3) for key in sorted(drawn)},
        "places": places,
        "regions": shapes.in_time(shapes.regions(atlas.regions, wanted, near), atlas.worldview, *_span(records)),
        "reports": [_report(report, atlas.toponyms.get(report.id, []), records) for report in atlas.reports],
        "basemap": {
            **basemap.land(near),
            "borders": basemap.borders(atlas, near),
            "cities": basemap.labels(near),
            "countries": basemap.country_labels(atlas.worldview, atlas.as_of),
        },
    }


def first_view(atlas: Any) -> Bounds:
    """West, south, east and north of the view that the map opens with, with some room around it."""
    records = claims(atlas)
    areas, keys = where.areas(records, atlas.worldview, atlas.as_of)
    anchors = [where.anchor(record, areas.get(keys[where.key(record)])) for record in records]
    return grow(_view(_points(anchors, _places(atlas.places)), areas), 0.1, 0.5)


def _span(records: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    """First and last day that the claims are about: what the page's slider runs over."""
    days = [d for r in records for d in ((r["date_start"], r["date_end"]) if r["kind"] == "event" else (r["as_of"],)) if d]
    return (min(days), max(days)) if days else (None, None)


def _contested(atlas: Any, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pairs of claims that cannot both be right, by the claims' numbers; none for a dataset, which has one voice."""
    if not atlas.reports:
        return []
    number = {record["id"]: i for i, record in enumerate(records)}
    return [{"a": number[pair["a"]], "b": number[pair["b"]], "effect": pair["effect"]}
            for pair in atlas.contested.to_dict("records")]


def _points(anchors: list, places: list[dict[str, Any]]) -> np.ndarray:
    """Longitude and latitude of the claims, or of the places where there is no claim."""
    known = [a for a in anchors if a] or [(p["lat"], p["lon"]) for p in places if p["lat"] is not None]
    return np.array(known, dtype=float).reshape(-1, 2)[:, ::-1]


def _view(points: np.ndarray, areas: dict[str, Any]) -> Bounds:
    view = focus(points) or WORLD
    return union(view, *(area.bounds for area in areas.values() if _beside(area, view)))


@cache
def strings() -> dict[str, dict[str, str]]:
    """The interface's texts: key to language to text."""
    return json.loads(asset("strings.json"))


def _meta(atlas: Any, lang: str, view: Bounds, whole: Bounds, near: Bounds, tiles: dict | None) -> dict[str, Any]:
    dates = sorted(r.date for r in atlas.reports if r.date)
    return {
        "name": atlas.name,
        "title": atlas.title,
        "worldview": atlas.worldview,
        "as_of": atlas.as_of and atlas.as_of.isoformat(),
        "lang": lang,
        "reports": len(atlas.reports),
        "first": dates[0].isoformat() if dates else None,
        "last": dates[-1].isoformat() if dates else None,
        "view": [round(v, 3) for v in view],
        "whole": [round(v, 3) for v in whole],
        "near": [round(v, 3) for v in near],
        "credits": list(atlas.credits),
        "warnings": list(atlas.warnings),
        "skipped": [str(error) for error in atlas.skipped],
        "tiles": tiles,
    }


def _places(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table[list(PLACE_COLUMNS)].to_dict("records")
    return [{c: plain(v) for c, v in row.items()} for row in rows]


def _beside(area: Any, view: Bounds) -> bool:
    """Whether an area belongs into the first view: of the view's own scale, and touching it."""
    west, south, east, north = area.bounds
    span = max(view[2] - view[0], view[3] - view[1], 3.0)
    return max(east - west, north - south) <= 4 * span and area.intersects(box(view))


def _thin(area: Any, near: Bounds) -> Any:
    return shapely.clip_by_rect(area.simplify(_THIN), *near)


def _report(report: Any, toponyms: list[Any], records: list[dict[str, Any]]) -> dict[str, Any]:
    """A report with its highlights; offsets count UTF-16 units, as JavaScript does."""
    spans = [[t.start, t.end, "place", t.place.id] for t in toponyms if t.place is not None and t.role != "other"]
    spans += [[r["start"], r["end"], "claim", r["id"]] for r in records if r["report_id"] == report.id]
    units = _utf16(report.text)
    return {
        "id": report.id,
        "title": report.title,
        "source": report.source,
        "url": report.url,
        "date": report.date and report.date.isoformat(),
        "language": report.language,
        "text": report.text,
        "spans": [
            [units(s), units(e), kind, ref] for s, e, kind, ref in sorted(spans, key=lambda x: (x[0], -x[1], x[3]))
        ],
    }


def _utf16(text: str):
    wide = np.array([ord(c) > 0xFFFF for c in text], dtype=bool) if any(c > "\uffff" for c in text) else None
    if wide is None:
        return lambda offset: offset
    before = np.concatenate([[0], np.cumsum(wide)])
    return lambda offset: int(offset + before[offset])
