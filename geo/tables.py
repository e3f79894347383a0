"""Column sets of the tables between stages, and the way from claims to them.

A row of ``forces`` or ``events`` is one claim at one place: a claim over two
places ("in Abkhazia and South Ossetia") is one row whose ``places`` lists
both. The property names in GeoJSON are these column names, as are the keys of
``conflictmap parse``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import TableError
from geo.model import Claim, EventClaim, ForceClaim, Place, Report, Toponym

CRS = "EPSG:4326"

PLACE_COLUMNS = (
    "place_id", "name", "lat", "lon", "feature_class", "feature_code", "country", "admin1", "admin2",
    "population", "region_id", "geo_precision", "uncertainty_km", "excluding",
)
CLAIM_COLUMNS = (
    "kind", "id", "report_id", "polarity", "place_id", "place", "lat", "lon", "region_id", "geo_precision",
    "uncertainty_km", "excluding", "places", "origin", "destination", "as_of", "as_of_text", "attributed_to", "attribution_verb",
    "attribution_mode", "attribution_chain", "quote", "start", "end", "confidence", "rule",
    "source", "report_title", "report_date",
)
FORCE_COLUMNS = (
    *CLAIM_COLUMNS, "actor", "actor_id", "unit", "unit_text", "low", "high", "approximate", "status",
    "total_low", "total_high", "part_of", "joins",
)
EVENT_COLUMNS = (
    *CLAIM_COLUMNS, "event_type", "sub_event_type", "actors", "actor_ids", "actor_roles", "date_start", "date_end",
    "date_precision", "date_text", "time_precision", "fatalities_low", "fatalities_high", "injured_low",
    "injured_high", "captured_low", "captured_high", "displaced_low", "displaced_high", "damage", "background",
)
REGION_COLUMNS = (
    "id", "name", "level", "status", "de_jure", "de_facto", "claimed_by", "recognized_by", "valid_from",
    "valid_to", "note", "source", "area_km2", "parent",
)
_COUNTS = [c for c in (*FORCE_COLUMNS, *EVENT_COLUMNS) if c.endswith(("low", "high"))]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def place_record(place: Place) -> dict[str, Any]:
    """A place as a row, keys as in :data:`PLACE_COLUMNS`."""
    return {"place_id": place.id, **{c: getattr(place, c) for c in PLACE_COLUMNS[1:-1]},
            "excluding": list(place.excluding)}


def toponym_record(toponym: Toponym) -> dict[str, Any]:
    """A toponym as ``conflictmap parse`` writes it; an unresolved one has null coordinates."""
    place = toponym.place
    return {
        "start": toponym.start, "end": toponym.end, "text": toponym.text, "role": toponym.role,
        "place_id": place and place.id, "name": place and place.name,
        "lat": place and place.lat, "lon": place and place.lon,
        "feature_code": place and place.feature_code, "country": place and place.country,
        "region_id": place and place.region_id, "geo_precision": place and place.geo_precision,
        "score": None if toponym.score is None else round(toponym.score, 3),
    }


def claim_record(claim: Claim, report: Report | None = None) -> dict[str, Any]:
    """A claim as a flat record, keys as in :data:`FORCE_COLUMNS` or :data:`EVENT_COLUMNS`."""
    first = claim.places[0]
    record: dict[str, Any] = {
        "kind": claim.kind, "id": claim.id, "report_id": claim.report_id, "polarity": claim.polarity,
        "place_id": first.id, "place": join_names([p.name for p in claim.places]),
        "lat": first.lat, "lon": first.lon, "region_id": first.region_id,
        "geo_precision": max(p.geo_precision for p in claim.places), "uncertainty_km": first.uncertainty_km,
        "excluding": list(first.excluding), "places": [place_record(p) for p in claim.places],
        "origin": claim.origin and place_record(claim.origin),
        "destination": claim.destination and place_record(claim.destination),
        "as_of": _iso(claim.as_of), "as_of_text": claim.as_of_text,
        "attributed_to": claim.attribution.name, "attribution_verb": claim.attribution.verb,
        "attribution_mode": claim.attribution.mode, "attribution_chain": list(claim.attribution.chain),
        "quote": claim.quote, "start": claim.start, "end": claim.end,
        "confidence": round(claim.confidence, 3), "rule": claim.rule,
        "source": report and (report.source or report.id), "report_title": report and report.title,
        "report_date": report and _iso(report.date),
    }
    if isinstance(claim, ForceClaim):
        record |= {"actor": claim.actor.name, "actor_id": claim.actor.id}
        record |= {c: getattr(claim, c) for c in FORCE_COLUMNS[len(CLAIM_COLUMNS) + 2:]}
    elif isinstance(claim, EventClaim):
        record |= {
            "event_type": claim.event_type, "sub_event_type": claim.sub_event_type,
            "actors": [a.name for a in claim.actors], "actor_ids": [a.id for a in claim.actors],
            "actor_roles": [a.role for a in claim.actors],
            "date_start": _iso(claim.date_start), "date_end": _iso(claim.date_end),
        }
        record |= {c: getattr(claim, c) for c in EVENT_COLUMNS[len(CLAIM_COLUMNS) + 7:]}
    return record


def join_names(names: list[str]) -> str:
    """``["A", "B", "C"]`` as ``"A, B and C"``."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def claims_table(records: Iterable[dict[str, Any]], kind: str) -> gpd.GeoDataFrame:
    """Records of one kind of claim as a table.

    Parameters
    ----------
    records : iterable of dict
        As from :func:`claim_record`.
    kind : {"force", "event"}

    Returns
    -------
    geopandas.GeoDataFrame
        Columns :data:`FORCE_COLUMNS` or :data:`EVENT_COLUMNS` and ``geometry``:
        the representative point in EPSG:4326, empty where it is unknown.
        Counts are ``Int64``, so that an open bound is ``<NA>``.
    """
    columns = {"force": FORCE_COLUMNS, "event": EVENT_COLUMNS}[kind]
    frame = pd.DataFrame([r for r in records if r["kind"] == kind], columns=list(columns))
    for column in set(_COUNTS) & set(columns):
        frame[column] = frame[column].astype("Int64")
    return _with_points(frame)


def places_table(places: Iterable[Place]) -> gpd.GeoDataFrame:
    """Distinct places as a table of :data:`PLACE_COLUMNS` and ``geometry`` (EPSG:4326)."""
    rows = {p.id: place_record(p) for p in places}
    frame = pd.DataFrame(list(rows.values()), columns=list(PLACE_COLUMNS))
    frame["population"] = frame["population"].astype("Int64")
    return _with_points(frame)


def _with_points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    lat, lon = frame["lat"].astype("float64"), frame["lon"].astype("float64")
    points = shapely.points(lon.to_numpy(), lat.to_numpy())
    points[lat.isna().to_numpy()] = shapely.Point()
    return gpd.GeoDataFrame(frame, geometry=points, crs=CRS)


def check(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Raise :class:`~geo.errors.TableError` unless `frame` has all `columns`."""
    if missing := [c for c in columns if c not in frame.columns]:
        raise TableError(f"table {name} lacks {', '.join(missing)}")


def plain(value: Any) -> Any:
    """A table's value as JSON has it: no numpy types, a missing value as ``None``."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
