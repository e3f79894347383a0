"""Why a claim says what it says: its rule in words, for ``--explain``."""

from __future__ import annotations

from geo.model import Claim, EventClaim, ForceClaim

#: What each named rule of the force claims looks for.
RULES = {
    "counted unit": "a number with a word of data/lexicons/units.csv behind it",
    "counted formation": "a number with a formation (battalion, brigade) behind it",
    "one formation": 'a single formation ("a battalion")',
    "counted party": "a number with the name of an armed group behind it",
    "strength of a formation": 'a number that gives the strength of a force ("a 1,200-strong force", "a force of 3,000")',
    "labelled count": "a line of a list that gives a number for a label",
    "listed count": "a member of a list of parties or places with a number each",
    "elliptical count": "a number whose noun was said before",
    "gapped count": "a party and a number, with noun and verb as in the clause before",
    "part of the count before": 'a number said to be part of the one before ("of them", "of whom")',
    "stated strength": 'a number that a verb or noun states of a force ("numbers 13,000", "strength is put at")',
    "restated count": "a number given before, said again without its noun",
    "change from": "the number that a force came down or up from",
    "change to": "the number that a force changed to",
    "each": "told of each of several places: one claim for each",
}


def explain(claim: Claim) -> str:
    """A sentence or two on how a claim was found.

    Examples
    --------
    ``"rule: counted unit (a number with ...); status from 'keep'; place named; ..."``
    """
    first, *rest = claim.rule.split("; ")
    lines = [f"rule: {first}" + (f" ({RULES[first]})" if first in RULES else "")]
    if isinstance(claim, ForceClaim):
        if rest:
            lines.append(f"status {claim.status} from \"{rest[0]}\"")
        lines += [f"{r} ({RULES[r]})" if r in RULES else r for r in rest[1:]]
        if claim.part_of:
            lines.append(f"part of {claim.part_of}")
        if claim.joins:
            lines.append(f"joins {claim.joins}")
    elif isinstance(claim, EventClaim):
        lines += rest
    said = claim.attribution
    lines.append(
        f"said by {said.name}"
        + (f' ("{said.verb}")' if said.verb else "")
        + ("" if said.mode == "reported" else f", {said.mode}")
    )
    lines.append(f"confidence {claim.confidence:.2f}")
    return "; ".join(lines)
