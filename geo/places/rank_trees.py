"""Boosted decision trees, evaluated with numpy.

The models are trained with scikit-learn by ``data/build/train_*.py`` and
shipped as JSON; at run time only this file reads them, so scikit-learn is no
dependency. Trees are stored as complete binary trees of one depth: a node's
children are found by arithmetic, and all trees are walked at once.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np

from geo import bundle
from geo.errors import InvariantError


#: For so few rows it is quicker to ask all nodes at once than to walk down.
_FEW = 8


class Trees:
    """A calibrated binary classifier.

    Parameters
    ----------
    model : dict
        ``features`` (names, in the order of the columns), ``depth``, ``split``
        and ``at`` (per tree the 2**depth - 1 feature numbers and thresholds),
        ``leaf`` (per tree the 2**depth values), ``base``, and ``calibration``
        (slope and intercept of Platt's logistic on the log-odds).
    """

    def __init__(self, model: dict[str, Any]) -> None:
        self.features: list[str] = model["features"]
        self.depth: int = model["depth"]
        self._split = np.asarray(model["split"], dtype=np.int32)
        self._at = np.asarray(model["at"], dtype=np.float32)
        self._leaf = np.asarray(model["leaf"], dtype=np.float32)
        self._base = float(model["base"])
        self.slope, self.intercept = model.get("calibration", (1.0, 0.0))
        self.settings: dict[str, float] = model.get("settings", {})
        inner = 2**self.depth - 1
        if self._split.shape[1:] != (inner,) or self._leaf.shape[1:] != (inner + 1,):
            raise InvariantError("the trees of the model are not complete binary trees of its depth")
        self._root = (np.arange(len(self._split)) * inner).astype(np.intp)[None, :]
        self._leaves = (np.arange(len(self._split)) * (inner + 1)).astype(np.intp)[None, :]
        self._flat_split, self._flat_at = self._split.ravel().astype(np.intp), self._at.ravel()
        self._flat_leaf = self._leaf.ravel()
        # The same node by node, all trees side by side.
        self._nodes_split, self._nodes_at = self._split.T.ravel().astype(np.intp), self._at.T.ravel()
        self._nodes_leaf = np.ascontiguousarray(self._leaf.T)

    @classmethod
    @cache
    def load(cls, name: str) -> Trees:
        """The bundled model ``data/models/<name>.json``."""
        return cls(json.loads(bundle.path(f"models/{name}.json").read_text("utf-8")))

    def margin(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds before calibration, shape (n,), of feature rows, shape (n, features)."""
        n, width = rows.shape
        if width != len(self.features):
            raise InvariantError(f"the model wants {len(self.features)} features, not {width}")
        out = np.empty(n)
        for start in range(0, n, 256):  # keeps the work arrays inside the processor's cache
            out[start:start + 256] = self._margin(np.ascontiguousarray(rows[start:start + 256], dtype=np.float32))
        return out

    def _margin(self, rows: np.ndarray) -> np.ndarray:
        n, width = rows.shape
        if n <= _FEW:
            return self._upwards(rows)
        flat = rows.ravel()
        offset = (np.arange(n) * width)[:, None]
        node = np.zeros((n, len(self._split)), dtype=np.intp)
        for _ in range(self.depth):
            index = node + self._root
            right = flat.take(self._flat_split.take(index) + offset) > self._flat_at.take(index)
            node += node
            node += 1
            node += right
        node -= 2**self.depth - 1
        return self._flat_leaf.take(node + self._leaves).sum(axis=1, dtype=np.float64) + self._base

    def highest(self, rows: np.ndarray, open_: np.ndarray) -> np.ndarray:
        """The probability that rows have at most, shape (n,), while some of their features are not known yet.

        Parameters
        ----------
        rows : ndarray of float, shape (n, features)
        open_ : ndarray of bool, shape (features,)
            Which features may still take any value: both ways of a split on one stand open.
        """
        return logistic(self.slope * self._upwards(rows.astype(np.float32), open_[self._split.T]) + self.intercept)

    def _upwards(self, rows: np.ndarray, either: np.ndarray | None = None) -> np.ndarray:
        """Log-odds from the leaves up: each node has that of the child chosen, or of the better one where `either` stands open."""
        count = len(self._split)
        right = (rows.take(self._nodes_split, axis=1) > self._nodes_at).reshape(len(rows), -1, count)
        best = self._nodes_leaf
        for level in reversed(range(self.depth)):
            nodes = slice(2**level - 1, 2**(level + 1) - 1)
            one, other = best[..., 0::2, :], best[..., 1::2, :]
            best = np.where(right[:, nodes], other, one)
            if either is not None:
                best = np.where(either[nodes], np.maximum(one, other), best)
        return best[:, 0].sum(axis=1, dtype=np.float64) + self._base

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (n,)."""
        if not len(rows):
            return np.zeros(0)
        return logistic(self.slope * self.margin(rows) + self.intercept)


def logistic(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))
