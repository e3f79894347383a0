"""UCDP Georeferenced Event Dataset: types of violence and precisions put into ACLED's terms."""

from __future__ import annotations

import pandas as pd

from geo.datasets.columns import counts, days, degrees, first_of, iso, lists, numbers

REQUIRED = ("type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "date_start")
OPTIONAL = ("id", "date_end", "date_prec", "where_coordinates", "adm_1", "adm_2", "country", "best", "high", "low",
            "source_article", "source_office", "source_original", "source_headline")
# Types: 1 state-based, 2 non-state, 3 one-sided (UCDP GED codebook 24.1, section 3).
_TYPES = {1.0: ("Battles", "Armed clash"), 2.0: ("Battles", "Armed clash"), 3.0: ("Violence against civilians", "Attack")}
# where_prec: 1 exact, 2 within 25 km, 3 second-level, 4 first-level division, 5 a stretch, 6 country, 7 at sea.
_WHERE = {1.0: 1, 2.0: 2, 3.0: 2, 4.0: 3, 5.0: 3, 6.0: 3, 7.0: 3}
# date_prec: 1 day, 2 two to six days, 3 a week, 4 a month, 5 longer.
_WHEN = {1.0: "day", 2.0: "week", 3.0: "week", 4.0: "month", 5.0: "period"}


def events(frame: pd.DataFrame, source: str, warnings: list[str]) -> pd.DataFrame:
    """Parts of the event table, one row per event."""
    formats = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y")
    start = days(frame, "date_start", source, formats)
    end = days(frame, "date_end", source, formats)
    kind = numbers(frame, "type_of_violence", source)
    when = numbers(frame, "date_prec", source).map(_WHEN).fillna("day")
    where = numbers(frame, "where_prec", source)
    return pd.DataFrame({
        "own_id": frame["id"], "name": first_of(frame["where_coordinates"], frame["adm_2"], frame["adm_1"], frame["country"]),
        "lat": degrees(frame, "latitude", source), "lon": degrees(frame, "longitude", source),
        "admin1": frame["adm_1"], "admin2": frame["adm_2"], "country_name": frame["country"],
        "geo_precision": where.map(_WHERE).fillna(3).astype("int64"), "uncertainty_km": where.map({2.0: 25.0}),
        "event_type": kind.map({k: v[0] for k, v in _TYPES.items()}), "sub_event_type": kind.map({k: v[1] for k, v in _TYPES.items()}),
        "actors": lists(frame["side_a"], frame["side_b"]), "start": start, "date_start": iso(start),
        "date_end": iso(end).where(end != start), "date_precision": when,
        "time_precision": when.map({"day": 1, "week": 2}).fillna(3).astype("int64"),
        "fatalities_low": counts(frame, "low", source), "fatalities_high": counts(frame, "high", source),
        "fatalities_best": counts(frame, "best", source),
        "attributed_to": first_of(frame["source_original"], frame["source_office"]).fillna("UCDP GED"),
        "quote": first_of(frame["source_headline"], frame["source_article"]),
    })
