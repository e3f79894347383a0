"""``conflictmap map`` and ``conflictmap export``: from reports to files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from geo.cli import options
from geo.cli.llm import llm, proposer
from geo.cli.online import geocoder, online
from geo.cli.output import Warnings, write_line
from geo.errors import InputError

_PAGE = (".html", ".htm")
_SUFFIXES = (".geojson", ".parquet", ".fgb", ".gpkg", ".kml", ".csv")


@click.command("map", short_help="A map of reports: one HTML file, and GeoJSON.")
@options.reports
@click.option("-o", "folder", type=click.Path(path_type=Path), default="maps", show_default=True, metavar="DIR",
              help="Folder to write to; or the page itself, DIR/NAME.html.")
@options.world
@click.option("--name", metavar="NAME", help="Name of the files; by default that of the source.")
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="Language of the page.")
@click.option("--tiles", metavar="NAME", help="Background tiles from the network, such as OpenStreetMap; without it the map is offline.")
@click.option("--symbols", type=click.Choice(["nato"]), help="Forces as symbols of NATO's APP-6 (extra conflictmap[nato]).")
@click.option("--affiliation", "sides", multiple=True, metavar="PARTY=SIDE",
              help="With --symbols: RU=hostile, friend, neutral or unknown; neutral by default.")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a picture too.")
@online
@llm
def map_command(sources: tuple[str, ...], day: date | None, folder: Path, worldview: str, as_of: date | None, name: str | None,
                lang: str, tiles: str | None, symbols: str | None, sides: tuple[str, ...], png: Path | None, service: str | None, settings: tuple[str, ...], endpoint: str | None, model: str | None) -> int:
    """Make a map of reports, or of a dataset (ACLED, UCDP GED, GDELT).

    Writes NAME.html, one file that works offline, and NAME.geojson. SOURCE is a .txt, .html,
    .pdf, .xml (RSS, Atom), .eml, .jsonl, .json or .csv file, a folder, or - for JSON Lines on
    standard input.
    """
    if folder.suffix.lower() in _PAGE and not folder.is_dir():
        folder, name = folder.parent, name or folder.stem  # "-o out/goma.html" means that file, not a folder of that name
    if folder.is_file():
        raise InputError("-o", f"{folder} is a file", "name a folder, or the page itself as DIR/NAME.html")
    if name is not None and (not name.strip() or Path(name).name != name or name.startswith(".")):
        raise InputError("--name", f"{name!r} is not a file name", "give a plain name, and the folder with -o")
    affiliations = _affiliations(sides, symbols)
    warn = Warnings()
    atlas = _build(sources, day, worldview, as_of, geocoder(service, settings), proposer(endpoint, model), warn, name=name)
    # The picture first: it may lack what it needs, and then nothing is to be written.
    picture = [_picture(atlas, png)] if png is not None else []
    written = [*atlas.save(folder, lang=lang, tiles=tiles, symbols=symbols, affiliations=affiliations), *picture]
    for path in written:
        write_line(str(path))
    write_line(_summary(atlas))
    return warn.code()


@click.command("export", short_help="Claims, places and regions for a GIS.")
@options.reports
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE",
              help="File to write; its ending says the format: " + " ".join(_SUFFIXES) + ".")
@options.world
@online
@llm
def export_command(sources: tuple[str, ...], day: date | None, file: Path, worldview: str, as_of: date | None,
                   service: str | None, settings: tuple[str, ...], endpoint: str | None, model: str | None) -> int:
    """Write claims, places and regions of reports as a file for a GIS.

    The ending of FILE says the format: .geojson .parquet .fgb .gpkg .kml .csv.
    """
    if file.suffix.lower() not in _SUFFIXES:
        raise InputError(str(file), f"no format has the ending {file.suffix or '(none)'!r}", "use one of " + " ".join(_SUFFIXES))
    warn = Warnings()
    atlas = _build(sources, day, worldview, as_of, geocoder(service, settings), proposer(endpoint, model), warn)
    from geo import export

    write_line(str(export.write(atlas, file)))
    write_line(_summary(atlas))
    return warn.code()


def _build(sources: tuple[str, ...], day: date | None, worldview: str, as_of: date | None, fallback: Any, proposals: Any, warn: Warnings,
           name: str | None = None) -> Any:
    from geo import atlas

    built = atlas.build(list(sources), date=day, worldview=worldview, as_of=as_of, geocoder=fallback, proposer=proposals, on_skip=warn.skipped, name=name)
    for warning in built.warnings:
        warn(warning)
    return built


def _affiliations(sides: tuple[str, ...], symbols: str | None) -> dict[str, str]:
    if sides and symbols is None:
        raise click.UsageError("--affiliation goes with --symbols")
    pairs = [side.partition("=") for side in sides]
    if wrong := [side for side, (party, _, affiliation) in zip(sides, pairs, strict=True) if not (party and affiliation)]:
        raise click.BadParameter(f"{wrong[0]!r} is not PARTY=SIDE", param_hint="--affiliation")
    return {party: affiliation for party, _, affiliation in pairs}


def _picture(atlas: Any, file: Path) -> Path:
    from geo import render

    file.parent.mkdir(parents=True, exist_ok=True)
    render.picture(atlas, file)
    return file


def _summary(atlas: Any) -> str:
    toponyms = [t for found in atlas.toponyms.values() for t in found]
    unresolved = sorted({t.text for t in toponyms if t.place is None and t.role == "location"})
    parts = [
        _count(len(atlas.reports), "report") if atlas.reports else "",
        _count(len(atlas.forces), "force claim"), _count(len(atlas.events), "event claim"), _count(len(atlas.places), "place"),
    ]
    line = ", ".join(p for p in parts if p)
    if unresolved:
        shown = ", ".join(unresolved[:5]) + (f" and {len(unresolved) - 5} more" if len(unresolved) > 5 else "")
        line += f"; not found: {shown} (villages: conflictmap data add geonames CC)"
    return line


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
