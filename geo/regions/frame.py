"""The boundaries of the world as one table."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo import bundle
from geo.regions import history, store
from geo.regions.records import record
from geo.regions.shapes import union
from geo.regions.world import World, territories, world
from geo.tables import CRS, REGION_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd

LANGUAGES = (
    "ar",
    "bn",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "el",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
)


def boundaries(worldview: str = "ISO", as_of: date | str | None = None) -> gpd.GeoDataFrame:
    """Countries, first-level divisions and disputed territories of the world.

    Parameters
    ----------
    worldview : str
        ``"ISO"``: sovereignty as in United Nations practice, with disputes
        drawn. Or a state's code: the worldviews of Natural Earth's
        ``FCLASS_xx`` columns and of every state that is party to a dispute.
        ``"TLC"`` is Natural Earth's de facto view.
    as_of : datetime.date or str, optional
        The day; by default the latest state that the tables know.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns :data:`geo.tables.REGION_COLUMNS`, ``iso_3166_2``, ``name_xx`` in
        25 languages, and ``geometry`` (EPSG:4326; a point for a territory that
        no source draws). Countries first, then divisions, then territories.
        ``level`` is ``ADM0``, ``ADM1``, ``ADM2`` (divisions of what is a
        country today and was a division then) or ``disputed``.

    Raises
    ------
    geo.errors.UnknownNameError
        If there is no such worldview.
    geo.errors.InputError
        If `as_of` is no date.
    """
    return _frame(history.worldview(worldview), history.day(as_of)).copy()


@lru_cache(maxsize=4)
def _frame(worldview: str, day: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    view = world(worldview, day)
    order = {"ADM0": 0, "ADM1": 1, "ADM2": 2, "disputed": 3}
    regions = sorted(view.regions.values(), key=lambda r: (order[r.level], r.id))
    frame = pd.DataFrame([record(r) for r in regions], columns=list(REGION_COLUMNS))
    names = _names()
    frame = frame.join(names, on="id")
    return gpd.GeoDataFrame(frame, geometry=[shape(r.id, view) for r in regions], crs=CRS)


def shape(region: str, view: World) -> shapely.Geometry:
    """Polygon of a region of a view, or the labelled point of a territory without one."""
    members = view.members.get(region)
    if members:
        return union(tuple(members))
    row = territories()[region]
    return shapely.Point(float(row["lon"]), float(row["lat"]))


@lru_cache(maxsize=1)
def _names():
    import pandas as pd

    columns = ["id", *[f"name_{lang}" for lang in LANGUAGES]]
    parts = []
    for file in ("countries", "divisions"):
        extra = ["iso_3166_2"] if file == "divisions" else []
        table, _ = store.read(bundle.path(f"boundaries/{file}.parquet"), columns + extra, geometry=False)
        parts.append(table.to_pandas().set_index("id"))
    names = pd.concat(parts)
    return names[~names.index.duplicated()].replace({np.nan: None})
