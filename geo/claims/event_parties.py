"""Who took part in an event, chosen among all parties of the report.

The rules (:mod:`geo.claims.events_parties`) read the parties off the words
that tell of the event. Here every party that the report speaks of is a
candidate, described by where the sentence and the one before speak of it (by
name, as "the rebels", as "they"), by its part in the report's other events,
and by what the rules say. A model gives each its probability; who is likely
enough is told, and nobody else. Trained by
``data/build/train_event_parties.py`` on gold reports.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geo import bundle
from geo.claims.event_parties_features import FEATURES, Candidate, Report, candidates, features, judged, sides
from geo.claims.party_mentions import IDLE, within
from geo.errors import InvariantError
from geo.places.rank_trees import Trees, logistic

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.merge_draft import Draft
    from geo.model import Actor

MODEL = "event_parties"
_MUTUAL = {"clash", "war", "agree", "ceasefire"}
_ORDER = {"agent": 0, "party": 1, "target": 2}


class Model:
    """Probability that a party took part: the mean of trees, which see what goes together, and of a linear score, which is steadier.

    Parameters
    ----------
    model : dict
        ``features``; ``trees`` as :class:`~geo.places.rank_trees.Trees` reads them; ``linear`` with ``mean``,
        ``scale``, ``weights`` and ``bias``; ``calibration``; ``settings``, the probabilities from which a party is told.
    """

    def __init__(self, model: dict) -> None:
        if tuple(model["features"]) != FEATURES:
            raise InvariantError(f"{MODEL} was trained on other features; run data/build/train_event_parties.py")
        self._trees = Trees(model["trees"] | {"features": model["features"]})
        linear = model["linear"]
        self._weights = np.array(linear["weights"]) / np.array(linear["scale"])
        self._bias = linear["bias"] - float(np.array(linear["mean"]) @ self._weights)
        self._slope, self._intercept = model.get("calibration", (1.0, 0.0))
        self.settings: dict[str, float] = model.get("settings", {})

    @classmethod
    @cache
    def load(cls) -> Model:
        """The bundled model."""
        return cls(json.loads(bundle.path(f"models/{MODEL}.json").read_text("utf-8")))

    def margin(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds before calibration, shape (n,), of feature rows, shape (n, features)."""
        return (self._trees.margin(rows) + rows @ self._weights + self._bias) / 2

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Probabilities, shape (n,)."""
        return logistic(self._slope * self.margin(rows) + self._intercept)


def took_part(ctx: Context, drafts: list[Draft]) -> list[tuple[Actor, ...]]:
    """The parties of each event of a report, agents first."""
    if not drafts:
        return []
    model = Model.load()
    report = Report(ctx, drafts)
    choices = [candidates(ctx, d) for d in drafts]
    likely = iter(model(np.concatenate([features(report, n, choice) for n, choice in enumerate(choices)])))
    chosen = [[c for c in choice if next(likely) >= least(model, d, c)] for d, choice in zip(drafts, choices, strict=True)]
    return [_told(ctx, d, who) for d, who in zip(drafts, chosen, strict=True)]


def least(model: Model, draft: Draft, candidate: Candidate) -> float:
    """The probability from which a party is told: less is asked of one that the rules name."""
    ruled = any(candidate.key in (a.id, a.name) for a in draft.actors)
    return model.settings["least_ruled" if ruled else "least_other"]


def _told(ctx: Context, draft: Draft, chosen: list[Candidate]) -> tuple[Actor, ...]:
    """Those chosen with their parts in the event, and people without a name where no party has that part."""
    ruled = {a.id or a.name: a for a in draft.actors}
    roles = {c.key: ruled[c.key].role if c.key in ruled else _role(ctx, draft, c) for c in chosen}
    told = [replace(c.actor, role=roles[c.key]) for c in chosen]
    named = {a.role for a in told if a.id is not None}
    told = [a for a in told if a.id is not None or a.role not in named]
    told += [a for a in draft.actors if not judged(a) and a.role not in named]
    return tuple(sorted(told, key=lambda a: _ORDER[a.role]))


def _role(ctx: Context, draft: Draft, candidate: Candidate) -> str:
    """Doer or target where the sentence has the party as such, else just a party: the text leaves it open."""
    if draft.lead.group in _MUTUAL:
        return "party"
    sentence = draft.incident.sentence
    spots = {r.i for r in within(ctx, sentence.start, sentence.end) if r.party == candidate.key and r.how not in IDLE}
    agents, targets = sides(draft.incident.frames)
    if bool(spots & agents) == bool(spots & targets):
        return "party"
    return "agent" if spots & agents else "target"
