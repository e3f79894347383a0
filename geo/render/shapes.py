"""Regions as the polygons that the page draws."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import shapely

from geo.regions import statuses
from geo.render import encode
from geo.render.extent import WORLD, Bounds, box
from geo.tables import REGION_COLUMNS, plain

#: Statuses of regions that nobody disputes.
PLAIN = frozenset(("sovereign", "division", "dependency", "constituent", "autonomous", "former"))

#: Square degrees below which a disputed territory is drawn whole.
_SMALL = 30.0


def regions(table: gpd.GeoDataFrame, wanted: set[str], near: Bounds) -> list[dict[str, Any]]:
    """Regions to draw, largest first: countries, disputed territories, and divisions with claims.

    Parameters
    ----------
    table : geopandas.GeoDataFrame
        ``Atlas.regions``.
    wanted : set of str
        Ids of regions that a claim or a place is in.
    near : (west, south, east, north)
        Polygons are cut to it; what lies beyond is the basemap's.
    """
    shown = table[(table["level"] == "ADM0") | ~table["status"].isin(PLAIN) | table["id"].isin(wanted)]
    frame = box(near)
    out = []
    for row, geometry in zip(shown.to_dict("records"), shown.geometry, strict=True):
        if geometry is None or geometry.is_empty or not geometry.intersects(frame):
            continue
        record = {c: plain(row.get(c)) for c in REGION_COLUMNS}
        names = {k[5:]: row[k] for k in row if k.startswith("name_") and isinstance(row[k], str)}
        thin = geometry.simplify(0.002)
        # A disputed territory cut off in plain sight would look as if it ended there.
        cut = WORLD if row["status"] not in PLAIN and geometry.area < _SMALL else near
        fill = shapely.clip_by_rect(thin, *cut)
        if fill.is_empty:
            continue
        label = shapely.point_on_surface(max(shapely.get_parts(fill), key=lambda g: g.area))
        out.append(
            {
                **record,
                "names": names,
                "fill": encode.polygons(fill, 3),
                "line": encode.lines(shapely.clip_by_rect(thin.boundary, *cut), 3),
                "at": [round(label.y, 3), round(label.x, 3)],
                "size": round(float(fill.area), 4),
            }
        )
    return sorted(out, key=lambda r: (-r["size"], r["id"]))


def in_time(records: list[dict[str, Any]], worldview: str, first: str | None, last: str | None) -> list[dict[str, Any]]:
    """Regions with ``times``: what each is from the days on which that changes, over the days that the claims are about.

    Parameters
    ----------
    records : list of dict
        As from :func:`regions`.
    worldview : str
    first, last : str or None
        ISO dates; without them nothing is added.
    """
    if first is None or last is None or first == last:
        return records
    out = []
    for record in records:
        found = statuses(record["id"], date.fromisoformat(first), date.fromisoformat(last), worldview)
        times = [[day.isoformat(), {slot: plain(getattr(region, slot)) for slot in _IN_TIME}] for day, region in found]
        told = len(times) > 1 or (times and any(times[0][1][slot] != record[slot] for slot in ("status", "de_jure", "de_facto")))
        out.append(record | {"times": times} if told else record)
    return out


_IN_TIME = ("status", "de_jure", "de_facto", "claimed_by", "recognized_by", "valid_from", "valid_to", "note", "source")
