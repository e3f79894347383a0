"""Named features to arrays: what the models of choices read, a row for each alternative."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np


@cache
def _columns(names: tuple[str, ...]) -> dict[str, int]:
    return {name: k for k, name in enumerate(names)}


def matrix(names: tuple[str, ...], shared: Mapping[str, float], rows: Sequence[Mapping[str, float]], dtype: type = np.float32) -> np.ndarray:
    """Rows of features, shape (len(rows), len(names)).

    Parameters
    ----------
    names : tuple of str
        The columns, as the model was trained on.
    shared : mapping of str to float
        What all alternatives have in common.
    rows : sequence of mapping of str to float
        What each has of its own; a feature that is nowhere is 0, one that has no column is left out.
    dtype : type, default numpy.float32
    """
    columns = _columns(names)
    common = array("d", bytes(8 * len(names)))
    for name, value in shared.items():
        if name in columns:
            common[columns[name]] = value
    filled = array("d")  # numbers side by side in memory: numpy takes them as they are
    for row in rows:
        values = common[:]
        for name, value in row.items():
            if name in columns:
                values[columns[name]] = value
        filled.extend(values)
    return np.frombuffer(filled).reshape(len(rows), len(names)).astype(dtype)
