"""``--llm``: a language model that proposes claims, which are kept only where the text bears them out."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import click

#: Environment variable of the endpoint's key, so that it stands in no shell history.
KEY = "CONFLICTMAP_LLM_KEY"


def llm(command: Callable) -> Callable:
    """``--llm URL`` and ``--llm-model NAME``; the command gets them as `endpoint` and `model`."""
    command = click.option("--llm-model", "model", metavar="NAME", help="Its model.")(command)
    return click.option(
        "--llm", "endpoint", metavar="URL",
        help="Let an OpenAI-compatible endpoint (http://localhost:8080/v1) propose claims, kept only if quote and figures stand "
             f"in the text; its key in {KEY}.")(command)


def proposer(endpoint: str | None, model: str | None) -> Any:
    """The endpoint as a proposer, or ``None`` for none."""
    if endpoint is None:
        if model is not None:
            raise click.UsageError("--llm-model goes with --llm")
        return None
    if urlsplit(endpoint).scheme not in ("http", "https"):
        raise click.BadParameter(f"{endpoint!r} is no http address", param_hint="--llm")
    if not model:
        raise click.UsageError("--llm needs --llm-model, the name of the model to ask")
    from geo.claims.llm import ChatEndpoint

    return ChatEndpoint(endpoint, model, key=os.environ.get(KEY))
