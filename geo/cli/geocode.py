"""``conflictmap geocode``."""

from __future__ import annotations

from typing import Any

import click

from geo.cli.output import complain, table, write_json, write_line

_HEAD = ("place", "in", "what", "population", "lat", "lon", "match", "id")


@click.command("geocode", short_help="What the gazetteer knows by a name, ranked.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--country", metavar="CC", help="Only places in this country (ISO 3166-1 alpha-2).")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Places per name at most.")
@click.option("--explain", is_flag=True, help="Say why each place matches.")
@click.option("--json", "as_json", is_flag=True, help="An array of places, best first, each with its query and rank.")
@click.pass_context
def geocode_command(ctx: click.Context, names: tuple[str, ...], country: str | None, limit: int, explain: bool, as_json: bool) -> None:
    """Show the places that a name can mean, most prominent first.

    Each NAME is one name: quote names of several words. Names in other scripts, old and rival
    names, abbreviations and demonyms are known too. Exit code 1 if any name is unknown.
    """
    from geo.places.gazetteer import Gazetteer

    if country is not None and not (len(country) == 2 and country.isalpha() and country.isascii()):
        raise click.BadParameter(f"{country!r} is not a two-letter code such as GE", param_hint="--country")
    gazetteer = Gazetteer.open()
    found: list[dict[str, Any]] = []
    missing = []
    for name in names:
        matches = gazetteer.lookup(name, country=country, limit=limit) or gazetteer.lookup(name, country=country, limit=limit, fuzzy=True)
        if not matches:
            missing.append(name)
        found += [_record(name, rank, match, explain) for rank, match in enumerate(matches, 1)]
    if as_json:
        write_json(found)
    else:
        _show(found, len(names) > 1, explain)
    for name in missing:
        where = f" in {country.upper()}" if country else ""
        complain(f"no place named {name!r}{where} in the gazetteer; villages come with: conflictmap data add geonames CC")
    if missing:
        ctx.exit(1)


def _record(query: str, rank: int, match: Any, explain: bool) -> dict[str, Any]:
    place = match.place
    record = {
        "query": query, "rank": rank, "place_id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon,
        "feature_class": place.feature_class, "feature_code": place.feature_code, "country": place.country,
        "admin1": place.admin1, "admin2": place.admin2, "population": place.population, "matched": match.name,
        "kind": match.kind, "quality": round(match.quality, 3), "valid_from": match.valid_from, "valid_to": match.valid_to,
    }
    if explain:
        record["reasons"] = list(match.reasons)
    return record


def _show(found: list[dict[str, Any]], several: bool, explain: bool) -> None:
    for query in dict.fromkeys(r["query"] for r in found):
        rows = [r for r in found if r["query"] == query]
        if several:
            write_line(f"{query}:")
        head = (*_HEAD, "why") if explain else _HEAD
        table(head, [_row(r, explain) for r in rows], right=(3, 4, 5))


def _row(record: dict[str, Any], explain: bool) -> tuple[object, ...]:
    population = f"{record['population']:,}" if record["population"] else ""
    degrees = ["" if record[k] is None else f"{record[k]:.4f}" for k in ("lat", "lon")]
    where = ".".join(filter(None, (record["country"], record["admin1"])))
    row = (record["name"], where, record["feature_code"], population, *degrees, record["kind"], record["place_id"])
    return (*row, "; ".join(record["reasons"])) if explain else row
