"""``--online``: a geopy service for names that the gazetteer lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

SERVICES = ("nominatim", "photon", "geonames", "pelias")


def online(command: Callable) -> Callable:
    """``--online SERVICE`` and ``--online-option``; the command gets the geocoder, or ``None``, as `geocoder`."""
    command = click.option(
        "--online-option", "settings", multiple=True, metavar="KEY=VALUE",
        help="For the service: username=… (geonames), domain=… (an instance of your own), api_key=… .")(command)
    return click.option(
        "--online", "service", type=click.Choice(SERVICES), metavar="SERVICE",
        help=f"Ask {', '.join(SERVICES)} for names that the gazetteer lacks; answers are kept on disk.")(command)


def geocoder(service: str | None, settings: tuple[str, ...]) -> Any:
    """The geocoder of that service, or ``None`` for none."""
    options = {}
    for pair in settings:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise click.BadParameter(f"{pair!r} is not KEY=VALUE", param_hint="--online-option")
        options[key] = value
    if service is None:
        if options:
            raise click.UsageError("--online-option goes with --online")
        return None
    from geo.places import Online

    try:
        return Online(service, **options)
    except TypeError:
        # geopy's classes take different arguments and say no by this error.
        raise click.BadParameter(f"{service} does not take {', '.join(options)}", param_hint="--online-option") from None
