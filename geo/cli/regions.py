"""``conflictmap regions`` and ``conflictmap locate``: whose land, as of when, in whose view."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from geo.cli import options
from geo.cli.output import Warnings, json_line, table, write_json, write_line
from geo.errors import GeoError, InputError, UnknownNameError

KEYS = ("id", "name", "level", "status", "de_jure", "de_facto", "claimed_by", "recognized_by", "valid_from", "valid_to",
        "note", "source", "area_km2")
_HEAD = ("id", "name", "level", "status", "de jure", "de facto", "claimed by", "since", "until", "km²")


@click.command("regions", short_help="Status, owner and claims of countries and territories.")
@click.argument("name", required=False)
@options.world
@click.option("--level", metavar="LEVEL", help="Only regions of this level (the column level).")
@click.option("--json", "layout", flag_value="json", help="An array, one region per line.")
@click.option("--geojson", "layout", flag_value="geojson", help="A FeatureCollection with borders (RFC 7946).")
def regions_command(name: str | None, worldview: str, as_of: date | None, level: str | None, layout: str | None) -> None:
    """Show regions of that NAME or id; without one, countries and every territory with a status of its own.

    de jure is the state that the worldview holds a region to be part of, de facto who controls
    it on that date. With --json or --geojson all regions are written, divisions included.
    """
    from geo import regions

    found = regions.find(name, worldview=worldview, as_of=as_of) if name is not None else _all(worldview, as_of)
    if name is not None and not found:
        raise UnknownNameError(f"no region named {name!r} in worldview {worldview}{f' as of {as_of}' if as_of else ''}; "
                               f"a settlement? try: conflictmap geocode {name!r}")
    found = [record(r) for r in found]
    if level:
        found = [r for r in found if r["level"].lower() == level.lower()]
    if layout == "json":
        write_json(found)
    elif layout == "geojson":
        _write_geojson(found, worldview, as_of)
    else:
        if name is None and not level:
            found = [r for r in found if r["status"] != "division"]
        table(_HEAD, [_row(r) for r in found], right=(9,))
        if name is not None:
            for region in found:
                for line in _remarks(region):
                    write_line(line)


@click.command("locate", cls=options.NegativeNumbers, short_help="The regions that a point lies in.")
@click.argument("lat", metavar="LAT|-")
@click.argument("lon", required=False, type=options.Degrees(180))
@options.world
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
def locate_command(lat: str, lon: float | None, worldview: str, as_of: date | None, as_json: bool) -> None:
    """Show the regions of a point in decimal degrees, or the sea that it is in.

    With - it reads JSON Lines {"id", "lat", "lon"} from standard input and writes one line for
    each, id kept. A line that is no point gets {"id", "error"}.
    """
    if lat == "-":
        if lon is not None:
            raise click.UsageError("- takes no further argument")
        _locate_lines(worldview, as_of)
        return
    latitude = options.Degrees(90).convert(lat, None, None)
    if lon is None:
        raise click.UsageError("missing argument LON")
    from geo import regions

    found = regions.locate(latitude, lon, worldview=worldview, as_of=as_of)
    if as_json:
        write_line(json_line(found))
        return
    if not found["regions"]:
        write_line(f"{found.get('sea') or 'no region and no named sea'}")
        return
    table(_HEAD, [_row(r) for r in found["regions"]], right=(9,))
    for key, text in (("near_km", "outside, by {} km"), ("sea", "{}")):
        if found.get(key):
            write_line(text.format(found[key]))


def record(region: Any) -> dict[str, Any]:
    """A region as the contract has it, and its parent."""
    full = region if isinstance(region, dict) else asdict(region)
    return {**{key: full[key] for key in KEYS}, **{key: value for key, value in full.items() if key not in KEYS}}


def _all(worldview: str, as_of: date | None) -> list[dict[str, Any]]:
    from geo import regions
    from geo.tables import REGION_COLUMNS, plain

    frame = regions.boundaries(worldview=worldview, as_of=as_of)
    return [{key: plain(value) for key, value in row.items()} for row in frame[list(REGION_COLUMNS)].to_dict("records")]


def _row(region: Any) -> tuple[object, ...]:
    r = record(region)
    area = f"{r['area_km2']:,.0f}" if r["area_km2"] is not None else ""
    return (r["id"], r["name"], r["level"], r["status"], r["de_jure"], r["de_facto"], " ".join(r["claimed_by"]),
            r["valid_from"], r["valid_to"], area)


def _remarks(region: Any) -> Iterator[str]:
    r = record(region)
    if r["recognized_by"]:
        yield f"{r['name']} is recognized by {', '.join(r['recognized_by'])}"
    if r["note"]:
        yield f"{r['name']}: {r['note']}" + (f" [{r['source']}]" if r["source"] else "")


def _write_geojson(found: list[Any], worldview: str, as_of: date | None) -> None:
    import shapely
    from shapely.geometry import mapping

    from geo import regions

    shapes = regions.boundaries(worldview=worldview, as_of=as_of).set_index("id").geometry
    write_line('{"type": "FeatureCollection", "features": [')
    for number, region in enumerate(found):
        properties = record(region)
        shape = shapes.get(properties["id"])
        if shape is not None and not shape.is_empty:
            shape = mapping(shapely.orient_polygons(shapely.set_precision(shape, 1e-5)))  # 1 m; rings as RFC 7946 wants them
        else:
            shape = None
        feature = {"type": "Feature", "id": properties["id"], "properties": {"layer": "region", **properties}, "geometry": shape}
        write_line(json_line(feature) + ("," if number < len(found) - 1 else ""))
    write_line("]}")


def _locate_lines(worldview: str, as_of: date | None) -> None:
    from geo import regions

    warn = Warnings()
    number = 0
    while line := sys.stdin.readline():
        number += 1
        if not line.strip():
            continue
        given: Any = None
        try:
            given = json.loads(line)
            point = _point(given, number)
            answer = regions.locate(*point, worldview=worldview, as_of=as_of)
            write_line(json_line({"id": given.get("id"), **answer}))
        except UnknownNameError:
            raise  # the worldview: no line would do better
        except (GeoError, json.JSONDecodeError, RecursionError) as error:
            problem = str(error) if isinstance(error, GeoError) else str(InputError("standard input", "not JSON", place=f"line {number}"))
            warn(problem)
            write_line(json_line({"id": given.get("id") if isinstance(given, dict) else None, "error": problem}))


def _point(given: Any, number: int) -> tuple[float, float]:
    place = f"line {number}"
    if not isinstance(given, dict):
        raise InputError("standard input", "not an object", 'write {"id": 1, "lat": 42.2, "lon": 43.9}', place=place)
    values = []
    for key, limit in (("lat", 90), ("lon", 180)):
        value = given.get(key)
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                pass
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= limit:
            raise InputError("standard input", f"{key} is {json.dumps(value)[:30]}, not degrees between -{limit} and {limit}", place=place)
        values.append(float(value))
    return values[0], values[1]
