"""Linear models of a choice, as ``data/build/train_forces.py`` writes them: weights that a researcher can read."""

from __future__ import annotations

import json
from functools import cache

import numpy as np

from geo import bundle
from geo.errors import InvariantError


class Choice:
    """Probabilities of alternatives by a softmax over their scores.

    Parameters
    ----------
    model : dict
        ``features``; ``mean``, ``scale`` and ``weights`` of each; ``settings``.
    """

    def __init__(self, model: dict) -> None:
        self.features = tuple(model["features"])
        self._mean, self._scale = np.array(model["mean"]), np.array(model["scale"])
        self._weights = np.array(model["weights"])
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
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()
