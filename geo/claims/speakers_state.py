"""What a state that speaks is called: as the report calls it, and one voice whatever it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors

if TYPE_CHECKING:
    from geo.claims.context import Context

_GOVERNMENT = "government"


def state_name(ctx: Context, mention: actors.ActorMention) -> str:
    """Name to print of a state that speaks.

    As written, for "the Pentagon" is not the whole of the state, nor is the
    RAF. Where the report calls it the government elsewhere, a bare "Georgia"
    is the "Georgian government" too: one speaker has one name.
    """
    row = mention.row
    start, end = ctx.tokens[mention.first].idx, ctx.tokens[mention.last - 1].idx + len(ctx.tokens[mention.last - 1])
    written = " ".join(ctx.text[start:end].split())
    if row.id in ctx.once(("speakers.governments",), lambda: _governments(ctx)) and written in (row.name, _adjective(row)):
        return government(row.id)
    return written


def voice(name: str) -> str:
    """One key for all names of a state's leadership: "Tbilisi", "Georgia" and "Georgian government"."""
    row = actors.lookup(name.removesuffix(f" {_GOVERNMENT}"))
    return row.id if row is not None and row.kind == "state" else actors.fold(name)


def government(state: str) -> str:
    """"Georgian government" for the state of an id."""
    return f"{_adjective(actors.by_id()[state])} {_GOVERNMENT}"


def _adjective(row: actors.Row) -> str:
    return row.aliases[0] if row.aliases else row.name


def _governments(ctx: Context) -> frozenset[str]:
    """States whose government the report names as such: "the Georgian government", "the government in Tbilisi", "the government statement"."""
    found = set()
    for token in ctx.tokens:
        if token.lower_ != _GOVERNMENT:
            continue
        beside = [actors.at(ctx, token.i - 1) if token.i else None]
        if token.i + 2 < len(ctx.tokens) and ctx.tokens[token.i + 1].lower_ in ("of", "in"):
            beside.append(actors.at(ctx, token.i + 2))
        elif token.dep_ == "compound":  # whose statement it is
            subjects = [m for m in actors.mentions(ctx) if m.last <= token.i and ctx.tokens[m.last - 1].dep_ == "nsubj"]
            beside += subjects[-1:]
        found |= {m.row.id for m in beside if m is not None and m.row.kind == "state"}
    return frozenset(found)
