"""A dataset file to tables of events and places."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import geopandas as gpd

from geo.datasets import acled, gdelt, ucdp
from geo.datasets.assemble import assemble
from geo.datasets.source import kind_of, read_columns
from geo.errors import InputError

_READERS = {"ACLED": acled, "UCDP GED": ucdp, "GDELT": gdelt}


@dataclass(frozen=True)
class Dataset:
    """A dataset as tables.

    Attributes
    ----------
    title : str
    kind : {"ACLED", "UCDP GED", "GDELT"}
    events, places : geopandas.GeoDataFrame
        Columns of :data:`geo.tables.EVENT_COLUMNS` (and ``fatalities_best``,
        the dataset's own figure) and :data:`geo.tables.PLACE_COLUMNS`; EPSG:4326.
    as_of : datetime.date or None
        Day of the newest event.
    warnings : list of str
    """

    title: str
    kind: str
    events: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    as_of: date | None = None
    warnings: list[str] = field(default_factory=list)


def recognizes(source: object) -> bool:
    """Whether `source` is a file of a dataset that is known here; reads its first line only."""
    return isinstance(source, (str, os.PathLike)) and str(source) != "-" and kind_of(Path(source)) is not None


def read(path: str | os.PathLike, *, worldview: str = "ISO", as_of: date | None = None) -> Dataset:
    """Read ACLED (csv), UCDP GED (csv) or GDELT events (tab-separated, 1.0 or 2.0) by its columns.

    Parameters
    ----------
    path : path-like
        Plain, ``.gz`` or ``.zip`` with one table.
    worldview, as_of
        Of the regions that the places are joined to; by default as of the
        newest event.

    Returns
    -------
    Dataset

    Raises
    ------
    InputError
        If it is none of these, lacks a column, or a cell cannot be read; with its row.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(str(path), "no such file", "check the path")
    found = kind_of(path)
    if found is None:
        raise InputError(str(path), "not a dataset that is known here", "give ACLED or UCDP GED as csv, or GDELT events as they are")
    kind, columns, delimiter, header = found
    reader = _READERS[kind]
    if missing := [c for c in reader.REQUIRED if c not in columns]:
        raise InputError(str(path), f"{kind} without the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}",
                         "export it anew with all columns")
    frame = read_columns(path, columns, delimiter, (*reader.REQUIRED, *reader.OPTIONAL), header=header)
    if frame.empty:
        raise InputError(str(path), f"{kind} without a row", "nothing to map in it")
    for column in reader.OPTIONAL:
        if column not in frame:
            frame[column] = None
    warnings: list[str] = []
    parts = reader.events(frame, str(path), warnings)
    events, places, newest = assemble(parts, path, kind, worldview, as_of, warnings)
    years = events["date_start"].dropna()
    span = f", {years.min()[:4]} to {years.max()[:4]}" if len(years) and years.min()[:4] != years.max()[:4] else (f", {years.min()[:4]}" if len(years) else "")
    return Dataset(f"{path.stem}: {len(events):,} events of {kind}{span}", kind, events, places, as_of or newest, warnings)
