"""The command ``conflictmap``.

Each command lives in the module of its group and imports the machinery inside
itself, so that ``conflictmap geocode`` never pays for spaCy or geopandas.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import warnings
from collections.abc import Sequence

import click

from geo.cli.output import DEBUG, broken_pipe, complain
from geo.errors import FaultError, GeoError, InputError

# Command and the module of its group.
_COMMANDS = {
    "map": "maps", "parse": "parse", "geocode": "geocode", "regions": "regions", "locate": "regions",
    "export": "maps", "data": "data",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        return getattr(importlib.import_module(f"geo.cli.{_COMMANDS[cmd_name]}"), f"{cmd_name}_command")


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from geo import __version__

        click.echo(f"conflictmap {__version__}")
        ctx.exit()


@click.group(cls=_LazyGroup, invoke_without_command=True,
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Turn reports about armed conflict into maps that can be defended mark by mark.

    Everything works offline. A mark on the map carries its quote, who said it, as of when, and
    the report that it is from.

    \b
      conflictmap map report.txt --date 2008-09-09      maps/report.html and .geojson
      conflictmap parse folder/ > claims.jsonl          what the reports say, as JSON Lines
      conflictmap locate 42.23 43.97 --as-of 2008-08-01 whose land that was
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0 done, 1 it could not be done, 2 bad usage or input."""
    for stream in (sys.stdout, sys.stderr):
        # Names come in every script, whatever the terminal's locale says.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not DEBUG:
        # Remarks of libraries to programmers are no news to the person at the terminal.
        warnings.simplefilter("ignore")
        logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code; every error is one line on stderr."""
    try:
        result = command.main(args=list(argv) if argv is not None else None, prog_name="conflictmap", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        return broken_pipe()
    except InputError as error:
        return _failed(error, str(error), 1 if isinstance(error, FaultError) else 2)
    except GeoError as error:
        return _failed(error, str(error), 1)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _failed(None, "stopped", 130)
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        hint = f"; see {ctx.command_path} --help" if ctx else ""
        return _failed(None, error.format_message().rstrip(".") + hint, error.exit_code)
    except KeyboardInterrupt:
        return _failed(None, "stopped", 130)
    except MemoryError:
        return _failed(None, "out of memory; split the input", 1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(error, f"{where}{error.strerror or error}", 1)
    except Exception as error:  # a fault of ours: still one line, with the way to the rest
        return _failed(error, f"internal error, {type(error).__name__}: {error}; set CONFLICTMAP_DEBUG=1 for the traceback", 1)


def _failed(error: BaseException | None, message: str, code: int) -> int:
    if DEBUG and error is not None:
        import traceback

        traceback.print_exception(error)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    complain(message)
    return code
