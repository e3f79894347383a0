"""How sure a force claim is, from how its slots were found.

Each slot reports a strength between 0 and 1, and each model how likely it
holds what was chosen; a logistic regression fitted on
the development gold reports (``data/build/train_confidence.py``, weights in
``data/models/force_confidence.json``) turns them into the probability that
actor, unit, count, place, status and polarity are all right.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from geo.claims.forces import Draft

FEATURES = (
    "status_sure",
    "actor_sure",
    "actor_known",
    "place_direct",
    "place_in_sentence",
    "place_guessed",
    "noun_weak",
    "elliptic",
    "by_rule",
    "kept_likely",
    "status_likely",
    "actor_likely",
    "place_likely",
    "all_likely",
)


@cache
def _weights() -> dict[str, float]:
    return json.loads(bundle.path("models/force_confidence.json").read_text("utf-8"))["weights"]


def features(draft: Draft) -> dict[str, float]:
    """How the slots of a force claim were found, keys :data:`FEATURES`."""
    return {
        "status_sure": float(draft.verdict.strength >= 0.85),
        "actor_sure": float(draft.actor_strength >= 0.85),
        "actor_known": float(draft.actor.id is not None),
        "place_direct": float(draft.place_strength >= 0.95),
        "place_in_sentence": float(draft.place_how in ("named", "pointed")),
        "place_guessed": float(draft.place_strength < 0.35),
        "noun_weak": float(draft.mention.cls == "weak"),
        "elliptic": float(draft.mention.elliptic),
        "by_rule": float(not draft.doubt),
        "kept_likely": draft.kept_likely,
        "status_likely": draft.status_likely,
        "actor_likely": draft.actor_likely,
        "place_likely": draft.place_likely,
        "all_likely": draft.kept_likely * draft.status_likely * draft.actor_likely * draft.place_likely,
    }


def confidence(draft: Draft) -> float:
    """Probability that a force claim is right, between 0.05 and 0.98."""
    weights = _weights()
    score = weights["bias"] + sum(weights[name] * value for name, value in features(draft).items())
    return min(0.98, max(0.05, 1 / (1 + math.exp(-score))))
