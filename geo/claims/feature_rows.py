"""Named features to arrays: what the models of choices read, a row for each alternative."""

from __future__ import annotations

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
    common = [0.0] * len(names)
    for name, value in shared.items():
        if name in columns:
            common[columns[name]] = value
    filled = []
    for row in rows:
        values = common.copy()
        for name, value in row.items():
            if name in columns:
                values[columns[name]] = value
        filled.append(values)
    return np.array(filled, dtype=dtype).reshape(len(rows), len(names))
