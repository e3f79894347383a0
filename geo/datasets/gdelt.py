"""GDELT events, versions 1.0 and 2.0: CAMEO codes put into ACLED's terms by ``data/lexicons/cameo.csv``."""

from __future__ import annotations

import csv
from functools import cache

import pandas as pd

from geo import bundle
from geo.datasets.columns import days, degrees, first_of, iso, lists, numbers

REQUIRED = ("GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL")
OPTIONAL = ("Actor1Name", "Actor2Name", "ActionGeo_ADM1Code")
# ActionGeo_Type: 1 country, 2 US state, 3 US city, 4 city, 5 first-level division (GDELT 2.0 codebook).
_WHERE = {1.0: 3, 2.0: 3, 3.0: 1, 4.0: 1, 5.0: 3}


@cache
def _types() -> dict[str, tuple[str, str]]:
    with bundle.path("lexicons/cameo.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: (row["event_type"], row["sub_event_type"]) for row in csv.DictReader(stream)}


def event_type(code: str) -> tuple[str, str] | None:
    """ACLED's type and sub-type of a CAMEO code by its longest listed beginning; ``None`` for talk and aid."""
    return next((_types()[code[:n]] for n in range(len(code), 1, -1) if code[:n] in _types()), None)


def events(frame: pd.DataFrame, source: str, warnings: list[str]) -> pd.DataFrame:
    """Parts of the event table: what happened on the ground; statements, visits and aid are left out and counted.

    GDELT has no quotes and no figures: ``quote`` is the article's address.
    """
    codes = frame["EventCode"].astype("str")
    kinds = {code: event_type(code) for code in codes.dropna().unique()}
    keep = codes.map({code: kind is not None for code, kind in kinds.items()}).fillna(False).astype("bool")
    if not keep.all():
        warnings.append(f"{int((~keep).sum()):,} of {len(frame):,} rows of GDELT are statements, visits or aid and are left out")
    frame, codes = frame[keep], codes[keep]
    start = days(frame, "SQLDATE", source, ("%Y%m%d",))
    host = frame["SOURCEURL"].astype("str").str.extract(r"^https?://(?:www\.)?([^/:?#]+)", expand=False)
    return pd.DataFrame({
        "own_id": frame["GLOBALEVENTID"], "name": frame["ActionGeo_FullName"],
        "lat": degrees(frame, "ActionGeo_Lat", source), "lon": degrees(frame, "ActionGeo_Long", source),
        "admin1": frame["ActionGeo_ADM1Code"], "admin2": None, "country_name": None,
        "geo_precision": numbers(frame, "ActionGeo_Type", source).map(_WHERE).fillna(3).astype("int64"),
        "event_type": codes.map({c: k and k[0] for c, k in kinds.items()}), "sub_event_type": codes.map({c: k and k[1] for c, k in kinds.items()}),
        "actors": lists(frame["Actor1Name"], frame["Actor2Name"]), "start": start, "date_start": iso(start), "date_end": None,
        "date_precision": "day", "time_precision": 1,
        "attributed_to": first_of(host, frame["SOURCEURL"]).fillna("GDELT"), "quote": frame["SOURCEURL"],
    })
