"""ACLED: event types, precisions and figures are already those of the tables."""

from __future__ import annotations

import pandas as pd

from geo.datasets.columns import counts, days, degrees, iso, lists, numbers

REQUIRED = ("event_date", "event_type", "sub_event_type", "actor1", "country", "location", "latitude", "longitude")
OPTIONAL = ("event_id_cnty", "time_precision", "geo_precision", "actor2", "admin1", "admin2", "source", "notes", "fatalities")
_PRECISION = {1.0: "day", 2.0: "week", 3.0: "month"}


def events(frame: pd.DataFrame, source: str, warnings: list[str]) -> pd.DataFrame:
    """Parts of the event table, one row per event (codebook: ACLED 2024)."""
    start = days(frame, "event_date", source, ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d %b %Y", "%d-%b-%y"))
    time = numbers(frame, "time_precision", source)
    dead = counts(frame, "fatalities", source)
    return pd.DataFrame({
        "own_id": frame["event_id_cnty"], "name": frame["location"],
        "lat": degrees(frame, "latitude", source), "lon": degrees(frame, "longitude", source),
        "admin1": frame["admin1"], "admin2": frame["admin2"], "country_name": frame["country"],
        "geo_precision": numbers(frame, "geo_precision", source).fillna(1).clip(1, 3).astype("int64"),
        "event_type": frame["event_type"], "sub_event_type": frame["sub_event_type"],
        "actors": lists(frame["actor1"], frame["actor2"]), "start": start, "date_start": iso(start), "date_end": None,
        "date_precision": time.map(_PRECISION).fillna("day"), "time_precision": time.fillna(1).astype("int64"),
        "fatalities_low": dead, "fatalities_high": dead, "fatalities_best": dead,
        "attributed_to": frame["source"].fillna("ACLED"), "quote": frame["notes"],
    })
