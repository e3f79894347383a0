"""From a dataset's columns to the tables: distinct places first, then one row per event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import regions
from geo.tables import CRS, EVENT_COLUMNS, PLACE_COLUMNS

_COUNTS = [c for c in EVENT_COLUMNS if c.startswith(("fatalities", "injured", "captured", "displaced"))]
_EXTRA = "fatalities_best"


def assemble(parts: pd.DataFrame, path: Path, kind: str, worldview: str, as_of: date | None,
             warnings: list[str]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, date | None]:
    """Events, places and the day of the newest event.

    Parameters
    ----------
    parts : pandas.DataFrame
        As a reader of this package makes it, one row per event; the index is
        the row of the file.

    Returns
    -------
    events, places : geopandas.GeoDataFrame
    newest : datetime.date or None
    """
    parts = _known_points(_once(parts, warnings), warnings).reset_index(drop=True)
    newest = parts["start"].max()
    newest_day = None if pd.isna(newest) else newest.date()
    places, number = _places(parts, worldview, as_of or newest_day)
    table: dict[str, object] = {column: None for column in EVENT_COLUMNS}
    slug = kind.split()[0].lower()
    own = parts["own_id"] if parts["own_id"].notna().all() else pd.Series(np.arange(1, len(parts) + 1), index=parts.index).astype("str")
    table |= {
        "kind": "event", "id": slug + ":" + own.astype("str"), "report_id": path.stem, "polarity": "asserted",
        "place_id": places["place_id"].to_numpy()[number], "place": places["name"].to_numpy()[number],
        "lat": parts["lat"], "lon": parts["lon"], "region_id": places["region_id"].to_numpy()[number],
        "uncertainty_km": parts.get("uncertainty_km"), "attribution_mode": "reported", "rule": slug,
        "source": kind, "report_title": path.name,
        "as_of": parts["date_start"],
    }
    table |= {c: parts[c] for c in ("geo_precision", "attributed_to", "quote", "event_type", "sub_event_type", "actors",
                                    "date_start", "date_end", "date_precision", "time_precision")}
    table |= {c: parts[c] if c in parts else pd.array([pd.NA] * len(parts), dtype="Int64") for c in _COUNTS}
    table["background"] = False
    events = pd.DataFrame({c: table[c] for c in EVENT_COLUMNS}, index=parts.index)
    events[_EXTRA] = parts[_EXTRA] if _EXTRA in parts else pd.array([pd.NA] * len(parts), dtype="Int64")
    points = places.geometry.to_numpy()[number]
    return gpd.GeoDataFrame(events, geometry=points, crs=CRS), places, newest_day


def _once(parts: pd.DataFrame, warnings: list[str]) -> pd.DataFrame:
    """Each event once: tables joined from several downloads repeat them, and every repetition would count its dead again."""
    again = parts["own_id"].duplicated() & parts["own_id"].notna()
    if not again.any():
        return parts
    number = f"{int(again.sum()):,} event{'s' if again.sum() > 1 else ''}"
    warnings.append(f"left out: {number} with an id that was there before, the first in row {again.idxmax()}")
    return parts[~again]


def _known_points(parts: pd.DataFrame, warnings: list[str]) -> pd.DataFrame:
    """Coordinates that are none made missing: off the Earth, or 0, 0, which stands for "unknown"."""
    lat, lon = parts["lat"], parts["lon"]
    off = (lat.abs() > 90) | (lon.abs() > 180)
    null = (lat == 0) & (lon == 0)
    half = lat.isna() != lon.isna()
    none = lat.isna() & lon.isna()
    for rows, problem in ((none, "no coordinates"), (off, "coordinates off the Earth"), (null, "coordinates 0, 0"), (half, "one coordinate without the other")):
        if rows.any():
            number = f"{int(rows.sum()):,} event{'s' if rows.sum() > 1 else ''}"
            warnings.append(f"not on the map: {number} with {problem}, the first in row {rows.idxmax()}")
    bad = off | null | half
    return parts.assign(lat=lat.mask(bad), lon=lon.mask(bad)) if bad.any() else parts


def _places(parts: pd.DataFrame, worldview: str, as_of: date | None) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """Distinct places, joined to their regions once, and the place's row number of each event."""
    keys = ["name", "lat", "lon", "geo_precision"]
    grouped = parts.groupby(keys, dropna=False, sort=False)
    number = grouped.ngroup().to_numpy()
    first = np.unique(number, return_index=True)[1]
    columns = [*keys, "admin1", "admin2", *(["uncertainty_km"] if "uncertainty_km" in parts else [])]
    distinct = parts.loc[first, columns].reset_index(drop=True)
    known = distinct["lat"].notna()
    joined = regions.join(distinct.loc[known, ["lat", "lon"]], worldview=worldview, as_of=as_of).reindex(distinct.index)
    where = distinct["lat"].round(5).astype("str") + "," + distinct["lon"].round(5).astype("str")
    distinct["place_id"] = "point:" + where.where(known, "unknown") + ":" + distinct["name"].fillna("").astype("str")
    repeated = distinct["place_id"].duplicated(keep=False)
    distinct["place_id"] += ("#" + distinct["geo_precision"].astype("str")).where(repeated, "")
    distinct = distinct.assign(
        name=distinct["name"].fillna("unnamed place"), feature_class=None, feature_code=None, country=joined["country"], population=pd.NA,
        region_id=joined["region_id"], excluding=[[] for _ in range(len(distinct))])
    distinct["population"] = distinct["population"].astype("Int64")
    if "uncertainty_km" not in distinct:
        distinct["uncertainty_km"] = None
    points = shapely.points(distinct["lon"].to_numpy(), distinct["lat"].to_numpy())
    points[~known.to_numpy()] = shapely.Point()
    return gpd.GeoDataFrame(distinct[list(PLACE_COLUMNS)], geometry=points, crs=CRS), number
