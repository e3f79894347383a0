"""Symbols of NATO's APP-6 (MIL-STD-2525D) for the forces, drawn when the page is written.

The drawings come from the package milsymbol (extra ``nato``) and go into the
page as paths, so the reader's browser needs no library for them. Which entity
a unit is stands in ``data/lexicons/app6.csv``. Friend or foe is nobody's to
decide but the user's: a force is neutral, in its party's own colour, unless
the user says otherwise.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET  # reads milsymbol's own output, nothing from a report
from collections.abc import Mapping
from functools import cache
from typing import Any

from geo import bundle
from geo.errors import MissingExtraError, UnknownNameError

#: Digit of the standard identity in the symbol's code.
AFFILIATIONS = {"unknown": "1", "friend": "3", "neutral": "4", "hostile": "6"}
_CENTRE = 100.0  # of milsymbol's octagon
_NUMBER = r"(-?[\d.]+(?:e-?\d+)?)"


@cache
def units() -> dict[str, dict[str, str]]:
    """Rows of the table by unit."""
    with bundle.path("lexicons/app6.csv").open(encoding="utf-8", newline="") as stream:
        return {row["unit"]: row for row in csv.DictReader(stream)}


def code(unit: str, affiliation: str) -> str:
    """The 20 digits of a symbol, as for a force that is there; the page dashes the frame of one that is to come."""
    row = units().get(unit) or units()["other"]
    return f"100{AFFILIATIONS[affiliation]}{row['symbol_set']}0000{row['entity']}{row['modifier1']}00"


def symbols(records: list[dict[str, Any]], affiliations: Mapping[str, str]) -> dict[str, Any]:
    """What the page needs to draw the forces of some claims.

    Parameters
    ----------
    records : list of dict
        Claims as ``conflictmap parse`` writes them.
    affiliations : mapping of str to str
        Party (id or name) to a key of :data:`AFFILIATIONS`.

    Returns
    -------
    dict
        ``sides``: party to affiliation; ``parts``: ``unit affiliation`` to
        a list of ``d, fill, stroke, width, x, y, scale`` or ``text``,
        around 0, 0.

    Raises
    ------
    MissingExtraError
        milsymbol is not installed.
    UnknownNameError
        There is no such affiliation, or no such party on the map.
    """
    forces = [r for r in records if r["kind"] == "force"]
    parties = {str(name) for r in forces for name in (r["actor_id"], r["actor"]) if name}
    for party, affiliation in affiliations.items():
        if affiliation not in AFFILIATIONS:
            raise UnknownNameError(f"no affiliation {affiliation!r}; there are {', '.join(AFFILIATIONS)}")
        if party not in parties:
            raise UnknownNameError(f"no force of {party!r} on the map; there are {', '.join(sorted(parties)[:12])}")
    sides = {r["actor_id"] or r["actor"]: affiliations.get(r["actor_id"] or "") or affiliations.get(r["actor"]) for r in forces}
    wanted = {(r["unit"], sides[r["actor_id"] or r["actor"]] or "neutral") for r in forces}
    return {"sides": {k: v for k, v in sorted(sides.items()) if v},
            "parts": {f"{unit} {side}": drawn(code(unit, side)) for unit, side in sorted(wanted)}}


def drawn(sidc: str) -> list[dict[str, Any]]:
    """The paths and letters of a symbol, as the page's own marks are kept."""
    try:
        from milsymbol import Symbol
    except ImportError as error:
        raise MissingExtraError("NATO symbols need the package milsymbol: pip install 'conflictmap[nato]'") from error
    return list(_parts(ET.fromstring(Symbol(sidc, size=100).as_svg()), 0.0, 0.0, 1.0))


def _parts(node: ET.Element, x: float, y: float, scale: float):
    move = node.get("transform") or ""
    if shift := re.search(rf"translate\({_NUMBER}[ ,]+{_NUMBER}\)", move):
        x, y = x + scale * float(shift[1]), y + scale * float(shift[2])
    if size := re.search(rf"scale\({_NUMBER}\)", move):
        scale *= float(size[1])
    tag = node.tag.rpartition("}")[2]
    d = node.get("d")
    if tag == "circle":
        cx, cy, r = (float(node.get(k, 0)) for k in ("cx", "cy", "r"))
        d = f"M{cx - r} {cy}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    style = {"fill": node.get("fill", "none"), "stroke": node.get("stroke"), "width": float(node.get("stroke-width", 0))}
    dash = node.get("stroke-dasharray")
    if d:
        yield {"d": d, **style, **({"dash": dash.replace(",", " ")} if dash else {}), "x": x - _CENTRE, "y": y - _CENTRE, "scale": scale}
    elif tag == "text":
        yield {"text": node.text or "", "fill": style["fill"], "size": scale * float(node.get("font-size", 20)),
               "x": x + scale * float(node.get("x", 0)) - _CENTRE, "y": y + scale * float(node.get("y", 0)) - _CENTRE,
               "middle": node.get("dominant-baseline") == "middle"}
    for child in node:
        yield from _parts(child, x, y, scale)
