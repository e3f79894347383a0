"""Add GeoNames' full dumps to the gazetteer: villages, rivers, hills and all names.

The bundled gazetteer has the settlements of about 500 inhabitants and more.
``conflictmap data add geonames GE UA`` brings in the rest of a country. Rows
are streamed from the zip file into a new gazetteer folder, which replaces the
old one only when it is complete; tens of millions of rows never are in memory.

Columns as in GeoNames' readme: ``geonameid, name, asciiname, alternatenames,
latitude, longitude, feature class, feature code, country code, cc2, admin1,
admin2, admin3, admin4, population, elevation, dem, timezone, modification
date``; of ``alternateNamesV2``: ``alternateNameId, geonameid, isolanguage,
name, isPreferredName, isShortName, isColloquial, isHistoric, from, to``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from geo import bundle
from geo.errors import InputError
from geo.places.dump_fetch import fetch
from geo.places.fold import speaks
from geo.places.gazetteer_write import Writer

BASE = "https://download.geonames.org/export/dump/"
Progress = Callable[[str, int], None]

# Beside all of A (divisions) and P (settlements): what reports name. Hotels, wells and creeks stay out unless
# all features are asked for, because each name more is an ambiguity more.
NAMED = frozenset(
    [
    "H.STM", "H.STMI", "H.LK", "H.LKS", "H.RSV", "H.BAY", "H.GULF", "H.SEA", "H.OCN", "H.STRT", "H.CHN",
    "H.CHNM", "H.CNL", "H.LGN", "H.WAD", "H.HBR", "H.SHOL", "H.RF", "T.MT", "T.MTS", "T.PASS", "T.VAL",
    "T.GRGE", "T.PEN", "T.CAPE", "T.ISL", "T.ISLS", "T.ISTH", "T.DSRT", "T.PLN", "T.PLAT", "T.UPLD", "T.GAP",
    "T.DLTA", "L.RGN", "L.RGNE", "L.RGNH", "L.MILB", "L.NVB", "L.PRK", "L.OILF", "L.CONT", "V.FRST", "S.AIRB",
    "S.AIRF", "S.AIRP", "S.DAM", "S.CMPRF", "S.BCP", "S.INSM", "S.PSN", "S.OILR", "S.PRN", "S.BDG", "R.TNL",
])
_CODES = {"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon"}
_DATE = re.compile(r"-?\d{1,4}(?:-?\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Added:
    """What one source brought.

    Attributes
    ----------
    name : str
        Folder in the user's gazetteer.
    places, names : int
        Rows and index entries written.
    skipped : int
        Rows that could not be read.
    sha256 : str
        Of the file it came from.
    """

    name: str
    folder: Path
    source: str
    sha256: str
    places: int
    names: int
    skipped: int


def add_geonames(*sources: str | Path, alternate_names: str | Path | None = None,
                 features: Literal["named", "all"] = "named", sha256: str | None = None, folder: Path | None = None,
                 base: str = BASE, on_progress: Progress | None = None) -> list[Added]:
    """Add GeoNames dumps to the user's gazetteer.

    Parameters
    ----------
    *sources : str or path-like
        Country codes (``"GE"``), ``"all"``, files (``.zip`` or ``.txt``) or
        addresses of such files.
    alternate_names : str or path-like, optional
        File or address of ``alternateNamesV2``; for country codes by default
        the country's own, for ``"all"`` the whole one.
    features : {"named", "all"}
        All features, or those that reports name.
    sha256 : str, optional
        What a single source must have; a file that differs is refused.
    folder : pathlib.Path, optional
        Where to write; by default ``gazetteer`` in the user's data folder.
    base : str
        Address of the folder of dumps.
    on_progress : callable, optional
        Called with a word for the stage and a count of rows or bytes.

    Returns
    -------
    list of Added

    Raises
    ------
    geo.errors.InputError
        A source cannot be reached, is not the file that `sha256` says, or is
        no GeoNames dump. Nothing is changed then.
    """
    if sha256 and len(sources) != 1:
        raise InputError("sha256", "goes with a single source", "add the sources one by one")
    target = folder or bundle.user_folder() / "gazetteer"
    done = []
    for source in sources:
        with _file(str(source), base, sha256, on_progress) as (file, digest, name):
            names_source = alternate_names or _own_names(str(source))
            if names_source is None:
                done.append(_load(file, None, target / name, str(source), digest, features, on_progress))
                continue
            with _file(str(names_source), base, None, on_progress) as (names_file, _, _):
                done.append(_load(file, names_file, target / name, str(source), digest, features, on_progress))
    return done


def command(countries: Sequence[str]) -> str:
    """The command that brings in what the bundled gazetteer lacks of some countries.

    Examples
    --------
    >>> command(["GE", "UA"])
    'conflictmap data add geonames GE UA'
    """
    return " ".join(["conflictmap data add geonames", *countries])


def _is_code(source: str) -> bool:
    return len(source) == 2 and source.isalpha() and not Path(source).exists()


def _own_names(source: str) -> str | None:
    if _is_code(source):
        return f"alternatenames/{source.upper()}.zip"
    return "alternateNamesV2.zip" if source.lower() == "all" else None


@contextmanager
def _file(source: str, base: str, sha256: str | None, on_progress: Progress | None) -> Iterator[tuple[Path, str, str]]:
    """A local file of a source, its checksum and a short name; what was downloaded is removed afterwards."""
    address, name = source, Path(source).stem
    if _is_code(source):
        address, name = f"{base}{source.upper()}.zip", source.upper()
    elif source.lower() == "all":
        address, name = f"{base}allCountries.zip", "all"
    elif source.startswith("alternate") and not Path(source).exists():
        address = base + source
    if "://" not in address:
        file = Path(address)
        if not file.is_file():
            raise InputError(address, "there is no such file", "give a country code, a file or an address")
        digest = bundle.sha256(file) or ""
        _check(address, digest, sha256)
        yield file, digest, name
        return
    file = fetch(address, bundle.user_folder() / "downloads", on_progress=on_progress)
    try:
        digest = bundle.sha256(file) or ""
        _check(address, digest, sha256)
        yield file, digest, name
    finally:
        file.unlink(missing_ok=True)


def _check(source: str, digest: str, wanted: str | None) -> None:
    if wanted and digest != wanted.lower():
        raise InputError(source, f"has sha256 {digest}, not {wanted}", "the file is damaged or another version")


def _load(file: Path, names_file: Path | None, folder: Path, source: str, digest: str,
          features: str, on_progress: Progress | None) -> Added:
    skipped = 0
    with Writer(folder) as writer:
        for number, row in enumerate(_rows(file, source), 1):
            if not _place(writer, row, features):
                skipped += 1
            if on_progress and number % 20000 == 0:
                on_progress("places", number)
        if writer.places == 0 or skipped > 0.01 * writer.places + 10:
            raise InputError(source, f"is no GeoNames dump ({skipped} of its rows have not its columns)",
                             "download it again, or see the readme of GeoNames' dump folder")
        if names_file:
            for number, row in enumerate(_rows(names_file, str(names_file)), 1):
                _name(writer, row)
                if on_progress and number % 100000 == 0:
                    on_progress("names", number)
        places, names = writer.places, writer.names
        writer.finish(source=source, sha256=digest, places=str(places), names=str(names), licence="CC-BY-4.0",
                      credit="Places: GeoNames (CC BY 4.0)")
    return Added(folder.name, folder, source, digest, places, names, skipped)


def _rows(file: Path, source: str) -> Iterator[list[str]]:
    """Rows of a text file, or of the one table in a zip file."""
    try:
        if not zipfile.is_zipfile(file):
            with file.open(encoding="utf-8", newline="\n") as lines:
                yield from (line.rstrip("\r\n").split("\t") for line in lines)
            return
        with zipfile.ZipFile(file) as archive:
            tables = [i for i in archive.infolist() if i.filename.endswith(".txt")
                      and not i.filename.lower().endswith(("readme.txt", "languagecodes.txt"))]
            if not tables:
                raise InputError(source, "has no table in it", "a GeoNames zip file holds for example GE.txt")
            with archive.open(max(tables, key=lambda i: i.file_size)) as stream:
                yield from (line.rstrip("\r\n").split("\t") for line in io.TextIOWrapper(stream, "utf-8", newline="\n"))
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError) as error:
        raise InputError(source, f"is damaged ({error})", "download it again") from error


def _place(writer: Writer, row: list[str], features: str) -> bool:
    """Write a row; ``False`` if it is not a row of GeoNames' main table."""
    if len(row) < 15:
        return False
    try:
        number, lat, lon, population = int(row[0]), float(row[4]), float(row[5]), int(row[14] or 0)
    except ValueError:
        return False
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and row[1]):
        return False
    kind = f"{row[6]}.{row[7]}"
    if features == "all" or row[6] in {"A", "P"} or kind in NAMED:
        writer.place(number, row[1], lat, lon, row[6] or None, row[7] or None, row[8] or None, row[10] or None,
                     row[11] or None, population)
        for name in {row[2], *row[3].split(",")} - {"", row[1]}:
            if speaks(name):
                writer.name(name, number)
    return True


def _name(writer: Writer, row: list[str]) -> None:
    """Write a row of alternateNamesV2, dated ones with their time."""
    if len(row) < 4 or row[2] in _CODES or not row[1].isdecimal() or not writer.knows(int(row[1])):
        return
    number, name, row = int(row[1]), row[3], row + [""] * (10 - len(row))
    start, end = (d if _DATE.fullmatch(d) else None for d in (row[8], row[9]))
    if row[2] == "abbr":
        writer.special(name, number, "abbreviation")
    elif row[7] == "1" or start or end:
        writer.special(name, number, "old", start, end, "historic name" if row[7] == "1" else None)
    elif speaks(name):
        writer.name(name, number)
