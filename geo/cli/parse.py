"""``conflictmap parse``."""

from __future__ import annotations

import json
from datetime import date

import click

from geo.cli import options
from geo.cli.llm import llm, proposer
from geo.cli.online import geocoder, online
from geo.cli.output import Warnings, json_line, write_line
from geo.errors import InputError


@click.command("parse", short_help="What reports say, as JSON Lines.")
@options.reports
@options.world
@online
@llm
@click.option("--jsonl", "layout", flag_value="jsonl", default="jsonl", help="One report per line (the default).")
@click.option("--pretty", "layout", flag_value="pretty", help="Indented, to read.")
def parse_command(sources: tuple[str, ...], day: date | None, worldview: str, as_of: date | None,
                  service: str | None, settings: tuple[str, ...], endpoint: str | None, model: str | None, layout: str) -> int:
    """Write what reports say, one JSON object per report: toponyms, places, claims with quotes.

    SOURCE is a .txt, .html, .pdf, .xml (RSS, Atom), .eml, .jsonl, .json or .csv file, a folder, or -
    for JSON Lines {"id", "text", "date"?, "title"?, "source"?, "spans"?} on standard input. A
    report that cannot be read is left out with a line on standard error; the exit code is 1 if
    that is a fault of this program.
    """
    fallback, proposals = geocoder(service, settings), proposer(endpoint, model)
    from geo import atlas

    warn = Warnings()
    count = 0
    for record in atlas.parse(list(sources), date=day, worldview=worldview, as_of=as_of, geocoder=fallback, proposer=proposals,
                               on_skip=warn.skipped):
        for warning in record.get("warnings", ()):
            warn(warning)
        line = json_line(record)
        count += 1
        write_line(line if layout == "jsonl" else json.dumps(json.loads(line), ensure_ascii=False, indent=2))
    code = warn.code()
    if not count and not code:
        raise InputError(", ".join(sources)[:200], "no report could be read", "what is wrong with each stands above")
    return code
