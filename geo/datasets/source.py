"""The file of a dataset: which one it is, and its columns as strings."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from geo.errors import InputError

_PEEK = 65_536
# GDELT 2.0 "events" files have no header; names from its codebook (v2.0, 2015). Version 1.0 lacks the ADM2 codes.
_ACTOR = ("Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code").split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT_COLUMNS = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
    + [f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR]
    + ("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone").split()
    + [f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO]
    + ["DATEADDED", "SOURCEURL"]
)
GDELT_1_COLUMNS = [name for name in GDELT_COLUMNS if not name.endswith("ADM2Code")]
# Columns by which a dataset is known.
_SIGNS = {
    "ACLED": {"event_date", "event_type", "sub_event_type", "actor1", "latitude", "longitude"},
    "UCDP GED": {"type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude"},
    "GDELT": {"globaleventid", "sqldate", "eventcode", "actiongeo_lat", "actiongeo_long"},
}
_NEAR = {"ACLED": {"event_id_cnty", "sub_event_type", "event_type"}, "UCDP GED": {"type_of_violence", "dyad_name", "where_prec"},
         "GDELT": {"globaleventid", "sqldate", "eventcode"}}


def kind_of(path: Path) -> tuple[str, list[str], str, bool] | None:
    """Name of the dataset, its columns, its delimiter and whether they stand in its first line; ``None`` if it is none that is known.

    A file that has the marks of a dataset but lacks some of its columns is of
    its kind, so that the error can name them.
    """
    if not path.is_file():
        return None
    try:
        with _open(path) as stream:
            start = stream.read(_PEEK).decode("utf-8-sig", "replace")
    except (OSError, zipfile.BadZipFile, InputError, EOFError):
        return None
    header = start.split("\n", 1)[0].rstrip("\r")
    fields = header.split("\t")
    if len(fields) in (len(GDELT_COLUMNS), len(GDELT_1_COLUMNS)) and re.fullmatch(r"\d+", fields[0]) and re.fullmatch(r"(?:19|20)\d{6}", fields[1]):
        return "GDELT", GDELT_COLUMNS if len(fields) == len(GDELT_COLUMNS) else GDELT_1_COLUMNS, "\t", False
    for delimiter in ",;\t":
        columns = [name.strip().strip('"').lower() for name in header.split(delimiter)]
        for kind, signs in (*_SIGNS.items(), *_NEAR.items()):
            if signs <= set(columns):
                # BigQuery writes GDELT with a header; the codebook's spelling is that of the reader.
                spelt = {name.lower(): name for name in GDELT_COLUMNS} if kind == "GDELT" else {}
                return kind, [spelt.get(name, name) for name in columns], delimiter, True
    return None


def read_columns(path: Path, columns: list[str], delimiter: str, wanted: Iterable[str], *, header: bool) -> pd.DataFrame:
    """Columns of a delimited file as strings, missing ones where a cell is empty; the index is the row, the header's being 1.

    A row of HXL tags below the header (files from the Humanitarian Data
    Exchange) is no row of data.

    Raises
    ------
    InputError
        With the line, if the file breaks off or a line has another number of cells.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    with _open(path) as stream:
        try:
            table = pc.read_csv(
                stream,
                read_options=pc.ReadOptions(column_names=columns, skip_rows=1 if header else 0, encoding=_encoding(path)),
                # GDELT quotes nothing, and a quotation mark in a name would swallow its line.
                parse_options=pc.ParseOptions(delimiter=delimiter, quote_char='"' if header else False, newlines_in_values=header),
                convert_options=pc.ConvertOptions(include_columns=[c for c in wanted if c in columns], strings_can_be_null=True,
                                                  null_values=[""], column_types=dict.fromkeys(columns, pa.string())),
            )
        except pa.ArrowInvalid as error:
            raise InputError(str(path), f"not a table of {len(columns)} columns ({_brief(error)})",
                             "download the file again, or save it as comma-separated UTF-8") from None
    frame = table.to_pandas()
    frame.index = pd.RangeIndex(1 + header, 1 + header + len(frame))
    if header and len(frame) and all(str(cell).startswith("#") for cell in frame.iloc[0].dropna()) and frame.iloc[0].notna().any():
        frame = frame.iloc[1:]
    return frame


def _brief(error: Exception) -> str:
    text = str(error).split("\n")[0]
    return text if len(text) < 160 else text[:160] + "…"


def _encoding(path: Path) -> str:
    with _open(path) as stream:
        try:
            while block := stream.read(1 << 22):
                # A character may straddle two blocks: only its continuation bytes are missing.
                block.decode("utf-8") if len(block) < 1 << 22 else block.rstrip(bytes(range(0x80, 0x100))).decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _open(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return gzip.open(path)
    if path.suffix.lower() == ".zip":
        archive = zipfile.ZipFile(path)
        names = [n for n in archive.namelist() if n.lower().endswith((".csv", ".tsv", ".txt"))]
        if len(names) != 1:
            raise InputError(str(path), f"holds {len(names)} tables, not one", "unpack it and give one file")
        return io.BufferedReader(archive.open(names[0]))
    return path.open("rb")
