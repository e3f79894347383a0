"""Claims of one report: forces and events, in text order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.claims.context import Context
from geo.model import Claim, Report, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.claims.llm import Proposer


def extract(
    report: Report, doc: Doc | None, toponyms: Iterable[Toponym], *, proposer: Proposer | None = None
) -> list[Claim]:
    """Claims that a report states, each with its quote, place and source.

    Parameters
    ----------
    report : Report
    doc : spacy.tokens.Doc or None
        Its parse; ``None`` (no model for the language) gives no claims.
    toponyms : iterable of Toponym
        Its resolved toponyms.
    proposer : Proposer, optional
        A language model's proposals besides, kept where the text bears them
        out and no rule found them; see :mod:`geo.claims.llm`.

    Returns
    -------
    list of Claim
        Forces (``<report id>#f1`` ...) and events (``#e1`` ...) in text order.
    """
    if doc is None:
        return []
    from geo.claims.events import events
    from geo.claims.forces import forces

    ctx = Context(report, doc, toponyms)
    ruled = forces(ctx)
    found: list[Claim] = [*ruled, *events(ctx)]
    if proposer is not None:
        from geo.claims.llm import verified

        known = {(c.start, c.low, c.high) for c in ruled}
        found += [
            c for c in verified(ctx, proposer.propose(report), len(ruled) + 1) if (c.start, c.low, c.high) not in known
        ]
    return sorted(found, key=lambda c: (c.start, c.end, c.kind, len(c.id), c.id))  # f9 before f10
