"""Writing: the format comes from the ending, and a file is there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.export.features import LAYERS, drawn_regions, geojson_text, with_own
from geo.export.kml import kml
from geo.tables import CRS, EVENT_COLUMNS, FORCE_COLUMNS, plain

#: HXL tags of the CSV's second row (hxlstandard.org, 1.1).
HXL = {
    "layer": "#meta+layer",
    "id": "#meta+id",
    "kind": "#meta+kind",
    "report_id": "#meta+report",
    "place": "#loc+name",
    "place_id": "#loc+code",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "region_id": "#adm1+code",
    "geo_precision": "#geo+precision",
    "uncertainty_km": "#geo+uncertainty+km",
    "as_of": "#date+as_of",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "report_date": "#date+reported",
    "actor": "#group+name",
    "actor_id": "#group+code",
    "actors": "#group+list",
    "unit": "#capacity+type",
    "low": "#capacity+num+min",
    "high": "#capacity+num+max",
    "status": "#status",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "fatalities_low": "#affected+killed+min",
    "fatalities_high": "#affected+killed+max",
    "fatalities_best": "#affected+killed+best",
    "injured_low": "#affected+injured+min",
    "injured_high": "#affected+injured+max",
    "displaced_low": "#affected+displaced+min",
    "displaced_high": "#affected+displaced+max",
    "captured_low": "#affected+captured+min",
    "captured_high": "#affected+captured+max",
    "damage": "#impact+damage",
    "attributed_to": "#meta+source+speaker",
    "source": "#meta+source",
    "quote": "#description+quote",
    "confidence": "#meta+confidence",
}


def write(atlas: Any, path: str | Path) -> Path:
    """Write the atlas to a file, in the format of its ending.

    Parameters
    ----------
    atlas : geo.Atlas
    path : path
        ``.geojson`` all layers; ``.gpkg`` a layer each; ``.parquet`` and
        ``.fgb`` the claims in one table; ``.kml`` folders of placemarks;
        ``.csv`` the claims with a row of HXL tags.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputError
        The ending is none of these.
    """
    path = Path(path)
    maker = ENDINGS.get(path.suffix.lower())
    if maker is None:
        raise InputError(str(path), f"unknown format '{path.suffix or path.name}'", f"use {', '.join(ENDINGS)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = maker(atlas)
    return write_all({path: content})[0]


def write_all(contents: dict[Path, bytes]) -> list[Path]:
    """Write files so that each is there whole or not at all, and none replaced before all are written.

    Parameters
    ----------
    contents : dict of Path to bytes

    Returns
    -------
    list of pathlib.Path
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            ready.append((name, path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            # mkstemp makes files for their owner only; a map is to be read by others.
            Path(name).chmod(0o666 & ~_umask())
        for name, path in ready:
            Path(name).replace(path)
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)
    return list(contents)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def claims_frame(atlas: Any) -> gpd.GeoDataFrame:
    """Forces and events as one table, lists as text, for formats without lists."""
    parts = []
    for layer, table, columns in (("force", atlas.forces, FORCE_COLUMNS), ("event", atlas.events, EVENT_COLUMNS)):
        part = table[[*with_own(columns, table), "geometry"]].copy()
        part.insert(0, "layer", layer)
        parts.append(part)
    filled = [p for p in parts if len(p)] or parts[:1]
    frame = pd.concat(filled, ignore_index=True)
    return gpd.GeoDataFrame(flat(frame), geometry="geometry", crs=CRS)


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Lists and dicts as JSON text, counts as nullable integers, dates as ISO text."""
    out = frame.copy()
    for column in out.columns:
        if column != "geometry" and out[column].dtype == object:
            out[column] = [
                json.dumps(plain(v), ensure_ascii=False) if isinstance(v, (list, tuple, dict)) else plain(v)
                for v in out[column]
            ]
    return out


def _geojson(atlas: Any) -> bytes:
    return geojson_text(atlas).encode()


def _parquet(atlas: Any) -> bytes:
    buffer = io.BytesIO()
    claims_frame(atlas).to_parquet(buffer, index=False, schema_version="1.1.0")
    return buffer.getvalue()


def _through_file(ending: str, save: Any) -> bytes:
    """Bytes of a file that a driver can only write to disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"atlas{ending}"
        save(path)
        return path.read_bytes()


def _fgb(atlas: Any) -> bytes:
    frame = claims_frame(atlas)
    return _through_file(".fgb", lambda path: frame.to_file(path, driver="FlatGeobuf", SPATIAL_INDEX="NO"))


def _gpkg(atlas: Any) -> bytes:
    def save(path: Path) -> None:
        for layer, attribute, columns in LAYERS:
            table = drawn_regions(atlas) if layer == "region" else getattr(atlas, attribute)
            part = gpd.GeoDataFrame(flat(table[[*with_own(columns, table), "geometry"]]), geometry="geometry", crs=CRS)
            # GeoPackage keeps its own "fid"; the claims' "id" is an ordinary column beside it.
            part.to_file(path, driver="GPKG", layer=f"{layer}s", FID="fid")

    return _through_file(".gpkg", save)


def cell(value: Any) -> Any:
    """A CSV cell that no spreadsheet runs: text that starts like a formula gets an apostrophe."""
    if isinstance(value, dict):
        value = value["name"]
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(v["name"] if isinstance(v, dict) else v) for v in value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _csv(atlas: Any) -> bytes:
    columns = list(dict.fromkeys(("layer", *FORCE_COLUMNS, *with_own(EVENT_COLUMNS, atlas.events))))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerow([HXL.get(c, "") for c in columns])
    for layer, table in (("force", atlas.forces), ("event", atlas.events)):
        for row in table.drop(columns="geometry").to_dict("records"):
            record = {"layer": layer} | {c: plain(v) for c, v in row.items()}
            writer.writerow([cell(record.get(c)) for c in columns])
    # With a byte order mark, spreadsheets read the text as UTF-8.
    return ("\ufeff" + stream.getvalue()).encode()


def _kml(atlas: Any) -> bytes:
    return kml(atlas).encode()


ENDINGS = {".geojson": _geojson, ".parquet": _parquet, ".fgb": _fgb, ".gpkg": _gpkg, ".kml": _kml, ".csv": _csv}
