"""Time and peak memory of the join against ``geopandas.sjoin`` row by row on the same regions.

Run ``python tests/benchmarks/bench_join.py``: a million points over 200,000
distinct places, then a million distinct random points. Each arm runs in a
process of its own, with the regions loaded before the clock starts; memory is
the process's peak.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

import numpy as np
import pandas as pd

ROWS, DISTINCT = 1_000_000, 200_000


def points(case: str) -> pd.DataFrame:
    """The points of a case, the same in every process."""
    rng = np.random.default_rng(11)
    count = DISTINCT if case == "repeated" else ROWS
    frame = pd.DataFrame(
        {"lat": np.degrees(np.arcsin(rng.uniform(-1, 1, count))), "lon": rng.uniform(-180, 180, count)}
    )
    return frame.sample(ROWS, replace=True, random_state=5, ignore_index=True) if case == "repeated" else frame


def ours(frame: pd.DataFrame) -> tuple[float, pd.Series]:
    """Seconds, and the division of every row."""
    from geo import regions

    regions.join(frame.head(1000), adm2=False)
    start = time.perf_counter()
    joined = regions.join(frame, adm2=False)
    seconds = time.perf_counter() - start
    assert len(joined) == len(frame)
    return seconds, joined["adm1_id"].where(joined["near_km"] == 0)


def theirs(frame: pd.DataFrame, predicate: str) -> tuple[float, pd.Series, int]:
    """Seconds, the division of the rows that have just one, and how many rows came out."""
    import geopandas as gpd

    from geo import regions

    table = regions.boundaries()
    divisions = table.loc[table["level"] == "ADM1", ["id", "geometry"]]
    start = time.perf_counter()
    located = gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs=table.crs)
    joined = located.sjoin(divisions, how="left", predicate=predicate)
    seconds = time.perf_counter() - start
    once = joined[~joined.index.duplicated(keep=False)]["id"]
    return seconds, once, len(joined)


def arm(case: str, who: str, file: str) -> None:
    """Run one arm and print its figures as JSON."""
    frame = points(case)
    rows = len(frame)
    if who == "ours":
        seconds, found = ours(frame)
    else:
        seconds, found, rows = theirs(frame, who)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found.to_frame("id").to_parquet(file)
    print(json.dumps({"seconds": round(seconds, 2), "peak_mb": round(peak), "rows": rows}))


def main() -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for case in ("repeated", "distinct"):
            figures, tables = {}, {}
            for who in ("ours", "intersects", "within"):
                file = Path(folder) / f"{case}-{who}.parquet"
                out = subprocess.run(
                    [sys.executable, __file__, case, who, str(file)], check=True, capture_output=True, text=True
                )
                figures[who] = json.loads(out.stdout)
                tables[who] = pd.read_parquet(file)["id"]
            same = all(
                (tables["ours"].reindex(t.index).fillna("") == t.fillna("")).all()
                for w, t in tables.items()
                if w != "ours"
            )
            print(
                case,
                json.dumps(figures),
                f"equal where sjoin is unique: {same};",
                f"{figures['intersects']['seconds'] / figures['ours']['seconds']:.1f}x intersects,",
                f"{figures['within']['seconds'] / figures['ours']['seconds']:.1f}x within",
            )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        arm(*sys.argv[1:])
    else:
        main()
