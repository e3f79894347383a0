"""Claims proposed by a language model, kept only where the text itself bears them out.

Off unless asked for. Any endpoint that speaks the OpenAI chat format will do,
a local one included. A proposal becomes a claim only if its quote stands in
the report word for word, its figures are counted there, its party is named
there and its place is one of the report's own toponyms. Nothing that a model
adds of its own gets through.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, get_args

from geo.claims import actors, attribution
from geo.claims.context import Context
from geo.claims.forces_mentions import counts
from geo.errors import GeoError
from geo.model import Attribution, ForceClaim, Place, Report, Status, Unit

_PROMPT = """List the statements of the report about armed forces: who has how many of what where.
Answer with a JSON array only. An element: {"actor": "...", "unit": one of %s, "low": integer or null, "high": integer or null,
"status": one of %s, "place": "name as in the report", "attributed_to": "speaker as in the report or null",
"quote": "the whole sentence, copied letter by letter"}. Leave out casualties, refugees and money. Add nothing that the report does not say.

Report:
%s"""
_CONFIDENCE = 0.4


class Proposer(Protocol):
    """Anything that proposes claims for a report."""

    def propose(self, report: Report) -> list[dict[str, Any]]:
        """Proposals with the keys of the prompt."""
        ...


class EndpointError(GeoError, OSError):
    """The endpoint could not be reached or did not answer in the chat format."""


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """An OpenAI-compatible endpoint.

    Parameters
    ----------
    url : str
        Base address, for example ``"http://localhost:8080/v1"``.
    model : str
    key : str, optional
        Sent as a bearer token.
    timeout : float
        Seconds.

    Raises
    ------
    EndpointError
        From :meth:`propose`.
    """

    url: str
    model: str
    key: str | None = None
    timeout: float = 60.0

    def propose(self, report: Report) -> list[dict[str, Any]]:
        """Ask for the force claims of a report."""
        prompt = _PROMPT % (", ".join(get_args(Unit)), ", ".join(get_args(Status)), report.text)
        body = {"model": self.model, "temperature": 0, "messages": [{"role": "user", "content": prompt}]}
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(self.url.rstrip("/") + "/chat/completions", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # the address is the user's own
                content = json.load(answer)["choices"][0]["message"]["content"]
        except (urllib.error.URLError, TimeoutError, ValueError, KeyError, IndexError, TypeError) as error:
            raise EndpointError(f"{self.url}: no usable answer ({error}); check address, model and key") from error
        return parsed(str(content))


def parsed(content: str) -> list[dict[str, Any]]:
    """The JSON array in an answer, which may be wrapped in words or a code fence; empty if there is none."""
    match = re.search(r"\[.*\]", content, re.S)
    try:
        found = json.loads(match[0]) if match else []
    except ValueError:
        return []
    return [item for item in found if isinstance(item, dict)]


def verified(ctx: Context, proposals: Iterable[dict[str, Any]], first: int = 1) -> list[ForceClaim]:
    """The proposals that the text bears out, as claims with ids from ``#f<first>`` on.

    Parameters
    ----------
    ctx : Context
    proposals : iterable of dict
        Keys as in the prompt.
    first : int
        Number of the first claim.
    """
    claims: list[ForceClaim] = []
    for proposal in proposals:
        claim = _verify(ctx, proposal, f"{ctx.report.id}#f{first + len(claims)}")
        if claim is not None and all(
            (c.start, c.low, c.high, c.unit) != (claim.start, claim.low, claim.high, claim.unit) for c in claims
        ):
            claims.append(claim)
    return claims


def _verify(ctx: Context, p: dict[str, Any], ident: str) -> ForceClaim | None:
    quote, low, high = p.get("quote"), p.get("low"), p.get("high")
    if (
        not isinstance(quote, str)
        or not quote.strip()
        or p.get("unit") not in get_args(Unit)
        or p.get("status") not in get_args(Status)
    ):
        return None
    if any(x is not None and (not isinstance(x, int) or isinstance(x, bool) or x < 0) for x in (low, high)) or (
        low is None and high is None
    ):
        return None
    start = ctx.text.find(quote.strip())
    if start < 0 or ctx.doc is None:
        return None
    end = start + len(quote.strip())
    count = next((q for q in counts(ctx) if start <= q.start and q.end <= end and (q.low, q.high) == (low, high)), None)
    place = _place(ctx, p.get("place"))
    actor = p.get("actor")
    if count is None or place is None or not isinstance(actor, str) or not _named_here(ctx, actor):
        return None
    start, end, text = ctx.quote(start, end)
    said = p.get("attributed_to")
    named = isinstance(said, str) and said.strip() and said.strip().lower() in ctx.text.lower()
    who = Attribution(said.strip(), None, "reported") if named and isinstance(said, str) else attribution.own_voice(ctx)
    return ForceClaim(
        id=ident,
        report_id=ctx.report.id,
        start=start,
        end=end,
        quote=text,
        attribution=who,
        places=(place,),
        as_of=ctx.report.date,
        confidence=_CONFIDENCE,
        rule="llm; verified in the text",
        actor=actors.named(ctx, actor),
        unit=p["unit"],
        unit_text=count.text,
        low=low,
        high=high,
        approximate=count.approximate,
        status=p["status"],
    )


def _place(ctx: Context, name: object) -> Place | None:
    """The report's own toponym of that name."""
    if not isinstance(name, str):
        return None
    return next((t.place for t in ctx.toponyms if t.place is not None and t.role == "location"
                 and t.text.lower() == name.strip().lower()), None)


def _named_here(ctx: Context, actor: str) -> bool:
    """Whether the report names the party, by this name or another of the table."""
    if actor.strip() and actor.strip().lower() in ctx.text.lower():
        return True
    row = actors.lookup(actor)
    return row is not None and any(m.row.id == row.id for m in actors.mentions(ctx))
