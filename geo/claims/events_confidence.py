"""How sure an event claim is, from how its slots were found.

A logistic regression over the strengths of the slots, fitted by
``data/build/train_event_confidence.py`` on the development gold reports.
"""

from __future__ import annotations

import json
import math
from functools import cache

from geo import bundle
from geo.claims.merge_draft import Draft

FEATURES = (
    "place",
    "named",
    "taken_over",
    "dated",
    "date_taken_over",
    "parties",
    "effects",
    "effects_only",
    "merged",
    "hedged",
    "denied",
    "strategic",
)
_HEDGES = {
    "alleged",
    "allegedly",
    "reportedly",
    "unconfirmed",
    "purported",
    "suspected",
    "apparently",
    "rumoured",
    "rumored",
}


def features(draft: Draft) -> dict[str, float]:
    """Strengths of the slots of an event claim, keyed by :data:`FEATURES`."""
    hedged = any(t.lower_ in _HEDGES for f in draft.incident.frames for t in f.token.children)
    return {
        "place": draft.slot.confidence,
        "named": float(draft.slot.explicit),
        "taken_over": float(draft.slot.how in ("topic", "wide", "dateline", "previous sentence")),
        "dated": float(draft.when.start is not None),
        "date_taken_over": float(draft.dated_by_context),
        "parties": float(any(a.id for a in draft.actors)),
        "effects": float(bool(draft.effects)),
        "effects_only": float(draft.incident.only_effects),
        "merged": float("merged" in draft.rules),
        "hedged": float(hedged),
        "denied": float(draft.polarity == "denied"),
        "strategic": float(draft.event_type == "Strategic developments"),
    }


@cache
def _weights() -> dict[str, float]:
    return json.loads(bundle.path("models/event_confidence.json").read_text("utf-8"))["weights"]


def confidence(draft: Draft) -> float:
    """Probability that an event claim is right, between 0.05 and 0.97; a hedge takes a third off."""
    weights = _weights()
    score = weights["bias"] + sum(weights[name] * value for name, value in features(draft).items())
    value = 1 / (1 + math.exp(-score))
    hedge = 0.67 if features(draft)["hedged"] else 1.0
    return round(min(0.97, max(0.05, value * hedge)), 3)
