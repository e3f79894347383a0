"""Boosted trees read with numpy: the same however many rows are asked for, and bounded where features are not known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from geo.places.rank_trees import Trees

VALUES = (-1.0, 0.25, 0.75, 2.0)


@pytest.fixture
def trees() -> Trees:
    """Three trees of depth two over four features."""
    return Trees({
        "features": ["a", "b", "c", "d"], "depth": 2, "base": -0.25, "calibration": (1.5, 0.1),
        "split": [[0, 1, 2], [3, 0, 1], [2, 2, 3]], "at": [[0.5, 0.0, 1.0], [0.5, 0.5, 0.5], [0.0, 1.0, 0.5]],
        "leaf": [[0.1, -0.2, 0.3, 0.4], [1.0, -1.0, 0.5, -0.5], [0.7, 0.2, -0.9, 0.6]],
    })  # fmt: skip


def walked(trees: Trees, row: tuple[float, ...]) -> float:
    """Log-odds of one row, node by node."""
    total = -0.25
    for split, at, leaf in zip(trees._split, trees._at, trees._leaf, strict=True):
        node = 0
        while node < len(split):
            node = 2 * node + 1 + bool(row[split[node]] > at[node])
        total += float(leaf[node - len(split)])
    return total


@pytest.mark.parametrize("count", [1, 3, 8, 9, 200])
def test_few_rows_and_many_are_scored_as_a_walk_does(trees, count):
    rows = list(product(VALUES, repeat=4))[:count]
    assert trees.margin(np.array(rows)) == pytest.approx([walked(trees, row) for row in rows], abs=1e-6)


def test_what_is_not_known_is_taken_at_its_best(trees):
    known = list(product(VALUES, repeat=2))
    rows = np.array([(a, 9.0, 9.0, d) for a, d in known])
    highest = trees.highest(rows, np.array([False, True, True, False]))
    for (a, d), bound in zip(known, highest, strict=True):
        reached = trees(np.array([(a, b, c, d) for b, c in product(VALUES, repeat=2)])).max()
        assert bound >= reached - 1e-9
    assert highest.max() < 1


def test_with_all_known_the_bound_is_the_probability(trees):
    rows = np.array(list(product(VALUES, repeat=4)))
    assert trees.highest(rows, np.zeros(4, dtype=bool)) == pytest.approx(trees(rows), abs=1e-9)


def test_of_one_tree_the_best_that_is_open_is_reached():
    single = Trees({"features": ["a", "b"], "depth": 1, "base": 0.0, "split": [[1]], "at": [[0.5]], "leaf": [[-1.0, 2.0]]})
    assert single.highest(np.zeros((1, 2)), np.array([False, True])) == pytest.approx(single(np.array([[0.0, 1.0]])))
    assert single.highest(np.zeros((1, 2)), np.array([True, False])) == pytest.approx(single(np.zeros((1, 2))))
