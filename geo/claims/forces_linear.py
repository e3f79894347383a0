"""Models of a choice, as ``data/build/train_forces.py`` writes them: weights that a researcher can read, and trees beside them for some."""

from __future__ import annotations

import json
from functools import cache

import numpy as np

from geo import bundle
from geo.errors import InvariantError
from geo.places.rank_trees import Trees


class Choice:
    """Probabilities of alternatives by a softmax over their scores.

    Parameters
    ----------
    model : dict
        ``features``; ``mean``, ``scale`` and ``weights`` of each; ``settings``.
        Optional are ``trees`` (as :class:`geo.places.rank_trees.Trees` reads
        them) that tell right from wrong alternatives, and ``mix``, the part
        that they have in the score: they see what only goes together.
    """

    def __init__(self, model: dict) -> None:
        self.features = tuple(model["features"])
        self._mean, self._scale = np.array(model["mean"]), np.array(model["scale"])
        self._weights = np.array(model["weights"])
        self._trees = Trees(model["trees"] | {"features": model["features"]}) if "trees" in model else None
        self._mix = float(model.get("mix", 0.0))
        self.settings: dict[str, float] = model.get("settings", {})

    @classmethod
    @cache
    def load(cls, name: str, names: tuple[str, ...]) -> Choice:
        """The bundled model ``data/models/<name>.json``, which must have been trained on features `names`."""
        model = cls(json.loads(bundle.path(f"models/{name}.json").read_text("utf-8")))
        if model.features != names:
            raise InvariantError(f"{name} was trained on other features; run data/build/train_forces.py")
        return model

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Probability of each row, shape (n,), of features (n, features)."""
        scores = ((rows - self._mean) / self._scale) @ self._weights
        if self._trees is not None:
            scores = (1 - self._mix) * scores + self._mix * self._trees.margin(rows)
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()
