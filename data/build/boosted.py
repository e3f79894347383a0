"""Train boosted trees with scikit-learn and write them as :class:`geo.places.rank_trees.Trees` reads them."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression


def train(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray | None, **settings) -> dict:
    """A model of `rows` (n, features) for binary `labels`, as a plain dictionary."""
    options = {"max_depth": 4, "max_leaf_nodes": 16, "max_iter": 150, "learning_rate": 0.08, "l2_regularization": 5.0,
                   "min_samples_leaf": 20, "early_stopping": False, "random_state": 0} | settings
    classifier = HistGradientBoostingClassifier(**options).fit(rows, labels, sample_weight=weights)
    depth = options["max_depth"]
    splits, ats, leaves = [], [], []
    for (predictor,) in classifier._predictors:
        split, at, leaf = [0] * (2**depth - 1), [np.inf] * (2**depth - 1), [0.0] * 2**depth

        def walk(node: int, place: int, level: int, nodes=predictor.nodes, split=split, at=at, leaf=leaf) -> None:
            held = nodes[node]
            if level == depth:
                leaf[place - (2**depth - 1)] = float(held["value"])
            elif held["is_leaf"]:
                # A leaf above the bottom is carried down both sides.
                walk(node, 2 * place + 1, level + 1)
                walk(node, 2 * place + 2, level + 1)
            else:
                split[place], at[place] = int(held["feature_idx"]), float(held["num_threshold"])
                walk(held["left"], 2 * place + 1, level + 1)
                walk(held["right"], 2 * place + 2, level + 1)

        walk(0, 0, 0)
        splits.append(split)
        ats.append([round(a, 5) if np.isfinite(a) else 1e30 for a in at])
        leaves.append([round(v, 5) for v in leaf])
    return {"depth": depth, "base": float(np.ravel(classifier._baseline_prediction)[0]), "split": splits, "at": ats,
            "leaf": leaves}


def calibrate(margins: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of Platt's logistic, from margins on documents left out of training."""
    fitted = LogisticRegression(C=1e6).fit(margins[:, None], labels)
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)
