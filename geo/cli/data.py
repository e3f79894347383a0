"""``conflictmap data``: what is bundled, and adding more."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from geo.cli.output import complain, table, write_json, write_line


@click.group("data", invoke_without_command=True, short_help="What data is bundled; add more.")
@click.option("--json", "as_json", is_flag=True, help="The manifest as an array.")
@click.option("--verify", is_flag=True, help="Compare the files with their checksums; exit code 1 if any differs.")
@click.pass_context
def data_command(ctx: click.Context, as_json: bool, verify: bool) -> None:
    """List the bundled data with source, licence and checksum, and what you added.

    `data add` brings in more: the villages of a country, borders of your own.
    """
    if ctx.invoked_subcommand is not None:
        return
    from geo import bundle

    if verify:
        wrong = bundle.verify()
        for name in wrong:
            complain(f"{name} differs from its checksum; reinstall conflictmap")
        write_line(f"{len(bundle.manifest()) - len(wrong)} of {len(bundle.manifest())} files as they should be")
        ctx.exit(1 if wrong else 0)
    if as_json:
        write_json(bundle.manifest())
        return
    rows = [(r["file"], r["licence"], _size(bundle.root() / r["file"]), r["sha256"][:12], f"{r['source']} {r['version']}".strip())
            for r in bundle.manifest()]
    table(("file", "licence", "size", "sha256", "source"), rows, right=(2,))
    added = sorted(p for p in bundle.user_folder().rglob("*") if p.is_file()) if bundle.user_folder().is_dir() else []
    write_line("")
    write_line(f"added by you, in {bundle.user_folder()}:" if added else f"nothing added by you in {bundle.user_folder()}")
    for path in added:
        write_line(f"  {path.relative_to(bundle.user_folder())}  {_size(path)}")
    write_line("")
    for credit in bundle.credits():
        write_line(credit)


@data_command.group("add")
def add_group() -> None:
    """Add data: `geonames` for villages, `boundaries` for borders."""


@add_group.command("geonames", short_help="Every place of a country, villages too.")
@click.argument("sources", nargs=-1, metavar="CC|FILE|URL...")
@click.option("--all", "everything", is_flag=True, help="Every country (a download of 400 MB).")
@click.option("--alternate-names", metavar="FILE|URL", help="alternateNamesV2; by default that of the country.")
@click.option("--features", type=click.Choice(["named", "all"]), default="named", show_default=True,
              help="named: settlements, divisions, and what else reports name; all: wells and hotels too.")
@click.option("--sha256", metavar="HEX", help="Checksum that the one file must have.")
@click.option("--url", metavar="URL", help="Folder of the dumps, if not GeoNames' own.")
def add_geonames(sources: tuple[str, ...], everything: bool, alternate_names: str | None, features: str, sha256: str | None, url: str | None) -> None:
    """Add GeoNames dumps to the gazetteer: conflictmap data add geonames GE UA.

    A source is a country code, or a dump (.zip or .txt) that you have or know the address of.
    A download that broke off goes on where it stopped. Nothing is changed unless all went well.
    """
    if not (sources or everything):
        raise click.UsageError("name a country such as GE, or a file, or give --all")
    from geo.places import dump

    more = {"base": url if url.endswith("/") else f"{url}/"} if url else {}
    with Progress() as progress:
        added = dump.add_geonames(*sources, *(["all"] if everything else []), alternate_names=alternate_names, features=features,
                                  sha256=sha256, on_progress=progress, **more)
    for one in added:
        skipped = f", {one.skipped:,} rows could not be read" if one.skipped else ""
        write_line(f"{one.name}: {one.places:,} places, {one.names:,} names{skipped}; sha256 {one.sha256}")


@add_group.command("boundaries", short_help="Borders of your own: GeoJSON, GeoPackage, Shapefile.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--level", type=click.IntRange(2, 3), help="Level of the divisions; by default the finest in the file.")
@click.option("--column", "columns", multiple=True, metavar="KEY=COLUMN",
              help="For a file of no known layout: name=COLUMN, and id=COLUMN if it has one.")
def add_boundaries(file: Path, level: int | None, columns: tuple[str, ...]) -> None:
    """Add second- or third-level divisions from FILE; what is understood of it is said.

    geoBoundaries, OCHA COD-AB (p-codes) and GADM are known by their columns.
    """
    mapping = {}
    for pair in columns:
        key, equals, column = pair.partition("=")
        if not (equals and column) or key not in {"name", "id"}:
            raise click.BadParameter(f"{pair!r} is not name=COLUMN or id=COLUMN", param_hint="--column")
        mapping[key] = column
    from geo import regions

    write_line(str(regions.add_boundaries(file, mapping or None, level=level)["message"]))


class Progress:
    """A counter on a terminal's last line; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = False
        self._last = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)

    def __call__(self, stage: str, count: int) -> None:
        """Show a stage and how far it is, ten times a second at most."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._last > 0.1:
            self._shown, self._last = True, now
            click.echo(f"\r\x1b[K{stage} {count:,}", err=True, nl=False)


def _size(path: Path) -> str:
    if not path.is_file():
        return "missing"
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"
