"""Two names chosen together: "Athens, Georgia" is neither Greece's capital nor the country in the Caucasus.

The rankers judge each name by itself, with the others as evidence. Where the
text sets a name beside the area that it lies in, both are one address, and
the readings that fit each other beat those that do not.
"""

from __future__ import annotations

import numpy as np

from geo.places.rank_candidates import ADM1, COUNTRY, MACRO
from geo.places.rank_features import Evidence, contains

# How much likelier two readings must be by themselves to outdo two of which one holds the other; what the pair is
# worth then; and the least quality of a name in it.
OUTDOES, SURE, GOOD = 2000.0, 0.8, 0.9


def joined(evidence: Evidence, probability: np.ndarray) -> np.ndarray:
    """Probabilities of all candidates, with those of stated pairs decided together.

    Parameters
    ----------
    evidence : geo.places.rank_features.Evidence
    probability : numpy.ndarray
        Shape (candidates,); not changed.
    """
    found = probability
    for relation in evidence.relations:
        if not relation.address:
            continue
        inner = slice(evidence.start[relation.inner], evidence.start[relation.inner + 1])
        outer = slice(evidence.start[relation.outer], evidence.start[relation.outer + 1])
        if inner.start == inner.stop or outer.start == outer.stop:
            continue
        best = inner.start + int(np.argmax(found[inner])), outer.start + int(np.argmax(found[outer]))
        if evidence.level[best[0]] == COUNTRY:
            continue
        areas = np.isin(evidence.level[outer], (COUNTRY, ADM1))[:, None]
        below = (evidence.level[inner] != MACRO) & (_quality(evidence, relation.inner) >= GOOD)
        fits = contains(evidence, outer, inner) & areas & below[None, :] \
            & (evidence.level[outer][:, None] < evidence.level[inner][None, :])
        if not fits.any() or fits[best[1] - outer.start, best[0] - inner.start]:
            continue
        together = np.where(fits, np.maximum(found[outer], 1e-4)[:, None] * np.maximum(found[inner], 1e-4), 0.0)
        o, i = np.unravel_index(int(np.argmax(together)), together.shape)
        if together[o, i] * OUTDOES < found[best[0]] * found[best[1]]:
            continue
        found = found.copy() if found is probability else found
        for part, k in ((outer, int(o)), (inner, int(i))):
            _raise(found[part], k)
    return found


def _quality(evidence: Evidence, group: int) -> np.ndarray:
    return np.array([m.quality for m in evidence.candidates[group].matches])


def _raise(held: np.ndarray, k: int) -> None:
    """Make one reading of a name the likeliest, in place."""
    if int(np.argmax(held)) == k:
        return
    rest = held.sum() - held[k]
    held *= min(1.0, (1 - SURE) / max(rest, 1e-9))
    held[k] = SURE
