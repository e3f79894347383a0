"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from geo.errors import InputError


class DateType(click.ParamType):
    """A date as ``2008-09-09``; other unmistakable forms are taken too."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        if isinstance(value, date):
            return value
        from geo.reports.dates import parse_date

        try:
            return parse_date(value, "date")
        except InputError as error:
            self.fail(f"{error.problem}; {error.remedy}", param, ctx)


class Degrees(click.ParamType):
    """Degrees, decimal, within ``±limit``; a comma behind it and a typographic minus are forgiven."""

    name = "degrees"

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a usage error."""
        try:
            number = float(str(value).replace("\u2212", "-").rstrip(",;°"))
        except ValueError:
            self.fail(f"{value!r} is not a number of degrees", param, ctx)
        if not abs(number) <= self.limit:
            self.fail(f"{value} is not between -{self.limit} and {self.limit}", param, ctx)
        return number


class NegativeNumbers(click.Command):
    """A command whose arguments may be negative numbers, which click takes for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write the minus of numbers as U+2212 before click sees it."""
        return super().parse_args(ctx, [re.sub(r"^-(?=\.?\d)", "\u2212", arg) for arg in args])


def world(command: Callable) -> Callable:
    """``--worldview`` and ``--as-of``: whose borders, and of when."""
    command = click.option("--as-of", type=DateType(), metavar="DATE", help="Borders and status as of this date.")(command)
    return click.option("--worldview", default="ISO", show_default=True, metavar="CODE",
                        help="Whose borders: ISO (neutral: disputes are drawn), or a country's view: UA, RU, US, CN, IN, …")(command)


def reports(command: Callable) -> Callable:
    """SOURCE... and ``--date``."""
    command = click.option("--date", "day", type=DateType(), metavar="DATE",
                           help="Date of publication, before any date that the report states itself.")(command)
    return click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")(command)
