"""Rank the candidates of a document's names with the learned models."""

from __future__ import annotations

import numpy as np

from geo.places import rank_features
from geo.places.rank_candidates import ADM1, COUNTRY, Candidates
from geo.places.rank_features import Evidence
from geo.places.rank_pairs import joined
from geo.places.rank_trees import Trees

FIRST, SECOND = "resolver_first", "resolver"
_SAME_SPOT = np.float32(np.exp(-25.0 / 50.0))  # 25 km on the nearest kernel of the features
COLUMN = {name: k for k, name in enumerate(rank_features.NAMES)}


def probabilities(evidence: Evidence, first: Trees | None = None, second: Trees | None = None
                  ) -> tuple[np.ndarray, np.ndarray]:
    """Calibrated probability of each candidate and the features that it comes from.

    Two rounds: the first weighs the other names by prominence, the second by
    what the first found.

    Returns
    -------
    (numpy.ndarray, numpy.ndarray)
        Shapes (candidates,) and (candidates, features).
    """
    first, second = first or Trees.load(FIRST), second or Trees.load(SECOND)
    if not len(evidence):
        return np.zeros(0), np.zeros((0, len(rank_features.NAMES)))
    opinion = joined(evidence, first(rank_features.table(evidence, rank_features.prior(evidence))))
    rows = rank_features.table(evidence, rank_features.normalized(evidence, np.maximum(opinion, 1e-6)))
    found = second(rows)
    rivals = evidence.group[:, None] == evidence.group[None, :]
    total = rivals @ found
    # Readings of one name exclude one another, so their probabilities may not sum to more than one ...
    found = found / np.maximum(total, 1.0)
    # ... but a city and the division of its name that it lies in are one spot on the map: the better of the two
    # stands for both.
    same = rivals & (evidence.near[0] > _SAME_SPOT)
    best = found >= np.max(np.where(same, found[None, :], 0.0), axis=1)
    return joined(evidence, np.where(best, same @ found, found)), rows


def reasons(candidates: Candidates, k: int, row: list[float], said: str | None) -> tuple[str, ...]:
    """Why a candidate stands where it stands, in words.

    Parameters
    ----------
    candidates : Candidates
        All of its name.
    k : int
        Its position among them.
    row : list of float
        Its features, :data:`geo.places.rank_features.NAMES`.
    said : str or None
        The word for its kind in the text.
    """
    match = candidates.matches[k]

    def value(name: str) -> float:
        return row[COLUMN[name]]

    found = list(match.reasons)
    if value("inside_strong") > 0.2 or value("inside_weak") > 0.2:
        found.append("the text says where it lies, and this is there")
    elif value("outside") > 0.2:
        found.append("lies outside the area that the text names beside it")
    if value("holds") > 0.2:
        found.append("holds the place named beside it")
    if said and value("cue"):
        found.append(f'fits the word "{said}"')
    elif said and value("cue_misses"):
        found.append(f'does not fit the word "{said}"')
    level = candidates.level[k]
    if level != COUNTRY and value("parent_share") > 0.3:
        found.append(f"its country ({match.place.country}) is named in the text")
    if level > ADM1 and value("parent_named") > 0.3:
        found.append("its division is named in the text")
    if value("near_best") > 0.5:
        found.append("close to another place of the text")
    if value("votes_country") > 0.4:
        found.append(f"most places of the text are in {match.place.country}")
    if len(candidates) > 1 and value("rank") == 0:
        found.append(f"most prominent of {len(candidates)} places of the name")
    elif len(candidates) == 1:
        found.append("the only place of the name")
    return tuple(found)
