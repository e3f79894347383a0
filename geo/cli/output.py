"""What the commands print: lines of JSON, tables for the eye, complaints of one line."""

from __future__ import annotations

import json
import os
import sys
import traceback
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

from geo.errors import FaultError

DEBUG = bool(os.environ.get("CONFLICTMAP_DEBUG"))
# Line ends for some readers of lines though not for JSON: escaped, so that a line stays one.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def complain(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    click.echo(f"conflictmap: {one_line(message)}", err=True)


def one_line(text: str, limit: int = 1000) -> str:
    """`text` without line ends and control characters, which could redraw a terminal."""
    flat = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf"})
    flat = " ".join(flat.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


class Warnings:
    """Says each warning once."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self.faults = 0

    def __call__(self, message: object) -> None:
        if (text := str(message)) not in self._said:
            self._said.add(text)
            complain(f"warning: {text}")

    def skipped(self, error: object) -> None:
        """A source that was left out."""
        if isinstance(error, FaultError):
            self.faults += 1
            complain(f"ERROR: left out by a fault of this program: {error}; set CONFLICTMAP_DEBUG=1 for the traceback")
            if DEBUG:
                traceback.print_exception(error)
            return
        self(f"left out: {error}")

    def code(self) -> int:
        """Exit code: 1 if a report is missing that could have been read, said again where it is seen."""
        if self.faults:
            complain(f"ERROR: {self.faults} report{'s' if self.faults > 1 else ''} missing above by a fault of this program")
        return int(self.faults > 0)


def json_line(value: Any) -> str:
    """`value` as one line of strict JSON, UTF-8, keys in their own order."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain).translate(_LINE_ENDS)


def write_line(line: str) -> None:
    """A line on stdout, at once: the reader of a pipe may be waiting for it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_json(value: Any) -> None:
    """A whole JSON document, indented: one element of an array per line."""
    if isinstance(value, list):
        write_line("[" + ",\n ".join(json_line(v) for v in value) + "]")
    else:
        write_line(json_line(value))


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):  # numpy scalars
        return value.item()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """A table in columns; numbers (`right`) flush right, the last column as long as it is."""
    cells = [[("" if c is None else one_line(str(c), 200)) for c in row] for row in rows]
    widths = [max(_width(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
    for row in [list(head), *cells]:
        padded = [(" " * (w - _width(c)) + c) if i in right else c + " " * (w - _width(c))
                  for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        write_line("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def broken_pipe() -> int:
    """The reader has gone, as ``head`` does: no error. Returns the exit code."""
    try:
        # What is left in the buffer must go somewhere when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    return 0
