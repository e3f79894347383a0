"""What speaks for a candidate in the light of the whole document: one row each.

Evidence is weighed by how probable the other names' candidates are themselves,
first by prominence alone, then by a first round of ranking.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from geo.model import Toponym
from geo.places.features_lexicon import place_types
from geo.places.rank_candidates import ADM1, ADM2, COUNTRY, MACRO, STATIC, Candidates
from geo.places.rank_wording import Group, Relation, groups, relations

EARTH_KM = 6371.0
CONTEXT = [
    "mentions", "first", "names", "dateline", "cue", "cue_misses", "capitals", "letters",
    "inside_strong", "inside_weak", "outside", "denied", "holds", "stated_country", "stated_adm1", "stated_adm2",
    "votes_country", "votes_country_rank", "votes_adm1", "others_elsewhere", "near_50", "near_200", "near_800",
    "near_best", "neighbours", "parent_named", "parent_share", "same_area_share", "weight", "weight_share",
]
NAMES = STATIC + CONTEXT
# Evidence that can only speak for a candidate, or only against it, whatever the corpus that it was learned on.
RISING = frozenset((
    "prominence", "ahead", "quality", "cue", "inside_strong", "inside_weak", "holds", "stated_country", "stated_adm1",
    "stated_adm2", "votes_country", "votes_adm1", "near_50", "near_200", "near_800", "near_best", "neighbours",
    "parent_named", "parent_share", "same_area_share", "weight", "weight_share",
))
FALLING = frozenset(("behind", "rank", "cue_misses", "outside", "denied", "borrowed", "votes_country_rank",
    "others_elsewhere"))
_AREA_LEVELS = (COUNTRY, ADM1, ADM2)


@dataclass(slots=True)
class Evidence:
    """Everything about a document's candidates that does not depend on their weights."""

    groups: list[Group]
    of: list[int]
    candidates: list[Candidates]
    start: np.ndarray
    group: np.ndarray
    static: np.ndarray
    wording: np.ndarray
    relations: list[Relation]
    near: tuple[np.ndarray, ...]
    country: np.ndarray
    adm1: np.ndarray
    adm2: np.ndarray
    level: np.ndarray
    mentions: np.ndarray
    order: np.ndarray
    # Positions of the candidates' keys and of their (name, key) pairs, which both rounds ask for.
    numbered: dict[str, tuple[np.ndarray, int, np.ndarray]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.group)


def gather(text: str, toponyms: list[Toponym], lookup) -> Evidence:
    """Groups, candidates and pairwise distances of a document's toponyms."""
    held, of = groups(text, toponyms)
    found = [lookup(g.name) for g in held]
    sizes = np.array([len(c) for c in found], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(sizes)])
    group = np.repeat(np.arange(len(held)), sizes)
    some = [c for c in found if len(c)]

    def joined(attribute: str, empty: np.ndarray) -> np.ndarray:
        return np.concatenate([getattr(c, attribute) for c in some]) if some else empty

    none = np.zeros(0, dtype=np.int64)
    unit = joined("unit", np.zeros((0, 3), dtype=np.float32))
    # Chord to arc: |a - b|^2 = 2 - 2 a.b; float32 is good to about 3 km, enough for kernels of 50 km.
    km = np.arccos(np.clip(unit @ unit.T, -1.0, 1.0)) * np.float32(EARTH_KM)
    near = tuple(np.exp(-km / np.float32(width)) for width in (50.0, 200.0, 800.0))
    mentions = np.array([len(g.members) for g in held], dtype=np.float32)
    order = np.array([g.members[0] for g in held], dtype=np.float32)
    wording = np.zeros((len(group), 8), dtype=np.float32)
    types = place_types()
    for k, g in enumerate(held):
        a, b = start[k], start[k + 1]
        if a == b:
            continue
        wording[a:b, 0] = np.log(mentions[k])
        wording[a:b, 1] = order[k] / max(len(toponyms), 1)
        wording[a:b, 2] = np.log(len(held))
        wording[a:b, 3] = g.dateline
        if g.cue is not None:
            fits = np.array([any(code.startswith(c) for c in types[g.cue].codes) for code in found[k].codes])
            wording[a:b, 4] = fits
            wording[a:b, 5] = ~fits
        wording[a:b, 6] = g.name.isupper()
        wording[a:b, 7] = min(len(g.name), 20)
    return Evidence(
        held, of, found, start, group, joined("static", np.zeros((0, len(STATIC)), dtype=np.float32)), wording,
        relations(text, toponyms, of), near, joined("country", none), joined("adm1", none), joined("adm2", none),
        joined("level", none), mentions, order,
    )


def prior(evidence: Evidence) -> np.ndarray:
    """Weights of candidates by prominence alone; they sum to 1 within a name."""
    return normalized(evidence, np.exp(1.2 * (evidence.static[:, 0] + 12 * (evidence.static[:, 5] - 1))))


def normalized(evidence: Evidence, weight: np.ndarray) -> np.ndarray:
    """Weights divided by their sum within each name, where that exceeds 1."""
    total = np.bincount(evidence.group, weight, minlength=len(evidence.groups))
    return (weight / np.maximum(total, 1e-9)[evidence.group]).astype(np.float32)


def table(evidence: Evidence, weight: np.ndarray) -> np.ndarray:
    """Features of all candidates, shape (candidates, len(NAMES)), given their weights."""
    n = len(evidence)
    rows = np.zeros((n, len(NAMES)), dtype=np.float32)
    if not n:
        return rows
    k = len(STATIC)
    rows[:, :k] = evidence.static
    rows[:, k:k + 8] = evidence.wording
    rows[:, k + 8:k + 16] = _stated(evidence, weight)
    rows[:, k + 16:k + 20] = _votes(evidence, weight)
    rows[:, k + 20:k + 25] = _nearness(evidence, weight)
    rows[:, k + 25:k + 28] = _parents(evidence, weight)
    rows[:, k + 28] = weight
    top = np.maximum.reduceat(weight, evidence.start[:-1][np.diff(evidence.start) > 0])
    full = np.zeros(len(evidence.groups), dtype=np.float32)
    full[np.diff(evidence.start) > 0] = top
    rows[:, k + 29] = weight / np.maximum(full[evidence.group], 1e-9)
    return rows


def contains(e: Evidence, outer: slice, inner: slice) -> np.ndarray:
    """Whether outer candidates (rows) hold inner ones (columns)."""
    level, own = e.level[outer][:, None], e.level[inner][None, :]
    by_country = (level == COUNTRY) & (e.country[outer][:, None] == e.country[inner][None, :]) & (own != COUNTRY)
    by_adm1 = (level == ADM1) & (e.adm1[outer][:, None] == e.adm1[inner][None, :]) & (own > ADM1) & (own != MACRO)
    by_adm2 = (level == ADM2) & (e.adm2[outer][:, None] == e.adm2[inner][None, :]) & (own > ADM2) & (own != MACRO)
    known = np.where(level == COUNTRY, e.country[outer][:, None],
                     np.where(level == ADM1, e.adm1[outer][:, None], e.adm2[outer][:, None])) >= 0
    close = (level > ADM2) & (own > ADM2) & (e.near[0][outer, inner] > np.exp(-60 / 50))
    return (by_country | by_adm1 | by_adm2) & known | close


def _stated(e: Evidence, weight: np.ndarray) -> np.ndarray:
    out = np.zeros((len(e), 8), dtype=np.float32)
    area = (e.level == COUNTRY) | (e.level == ADM1)
    for relation in e.relations:
        inner = slice(e.start[relation.inner], e.start[relation.inner + 1])
        outer = slice(e.start[relation.outer], e.start[relation.outer + 1])
        if inner.start == inner.stop or outer.start == outer.stop:
            continue
        holds = contains(e, outer, inner)
        column = 0 if relation.strong else 1
        out[inner, column] = np.maximum(out[inner, column], (holds * weight[outer, None]).max(axis=0))
        held = holds.any(axis=0)
        # "outside" only where another reading of the name lies inside: a list of countries says nothing.
        if held.any():
            out[inner, 2] = np.maximum(out[inner, 2], ~held * weight[outer].max() * relation.strong)
        else:
            # The text puts it in an area that no known place of the name lies in: it may be none of them.
            out[inner, 3] = np.maximum(out[inner, 3], (weight[outer] * area[outer]).max() * (e.level[inner] > ADM1))
        out[outer, 4] = np.maximum(out[outer, 4], (holds * weight[None, inner]).max(axis=1))
        for place, level in enumerate(_AREA_LEVELS):
            chosen = holds[e.level[outer] == level]
            if len(chosen):
                out[inner, 5 + place] = np.maximum(out[inner, 5 + place], chosen.any(axis=0))
    return out


def _votes(e: Evidence, weight: np.ndarray) -> np.ndarray:
    """Share of the other names' weight that lies in a candidate's country and division."""
    out = np.zeros((len(e), 4), dtype=np.float32)
    counted = weight * np.sqrt(e.mentions)[e.group]
    by_country = _elsewhere(e, "country", counted, e.country >= 0)
    below = (e.adm1 >= 0) & (e.level != COUNTRY)
    by_adm1 = _elsewhere(e, "adm1", counted, below)
    total = np.sqrt(e.mentions).sum()
    rest = np.maximum(total - np.sqrt(e.mentions)[e.group], 1e-6)
    out[:, 0] = by_country / np.maximum(rest, 1)
    inverse = _numbered(e, "country")[0]
    sums = np.bincount(inverse, counted)
    ranked = (-sums).argsort(kind="stable").argsort(kind="stable")
    out[:, 1] = np.minimum(ranked[inverse], 10)
    out[:, 2] = by_adm1 / np.maximum(rest, 1)
    out[:, 3] = rest - by_country
    return out


def _numbered(e: Evidence, key: str) -> tuple[np.ndarray, int, np.ndarray]:
    """Position of each candidate's key among the different ones, their number, and that of its (name, key)."""
    held = e.numbered.get(key)
    if held is None:
        _, inverse = np.unique(getattr(e, key), return_inverse=True)
        width = int(inverse.max()) + 1
        _, own = np.unique(e.group * width + inverse, return_inverse=True)
        held = e.numbered[key] = inverse, width, own
    return held


def _elsewhere(e: Evidence, key: str, weight: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weight with the same key, less that of the candidate's own name."""
    inverse, width, own = _numbered(e, key)
    used = weight * counts
    total = np.bincount(inverse, used, minlength=width)[inverse]
    mine = np.bincount(own, used)[own]
    return np.where(counts, total - mine, 0.0)


def _nearness(e: Evidence, weight: np.ndarray) -> np.ndarray:
    """How near other names' candidates are: the best of each name, summed over names."""
    out = np.zeros((len(e), 5), dtype=np.float32)
    filled = np.flatnonzero(np.diff(e.start) > 0)
    bounds = e.start[:-1][filled]
    # A country's or a continent's point says nothing about what is near.
    local = weight * ((e.level != COUNTRY) & (e.level != MACRO))
    rank = np.searchsorted(filled, e.group)
    count = np.maximum(len(filled) - 1, 1)
    for column, near in enumerate(e.near):
        best = np.maximum.reduceat(near * local[None, :], bounds, axis=1)
        best[np.arange(len(e)), rank] = 0.0
        out[:, column] = best.sum(axis=1) / np.sqrt(count)
        if column == 1:
            out[:, 3] = best.max(axis=1)
            # Names just before and after in the text count for themselves.
            position = e.order[filled]
            step = np.abs(position[None, :] - e.order[e.group][:, None])
            out[:, 4] = (best * (step <= 2)).max(axis=1)
    return out


def _parents(e: Evidence, weight: np.ndarray) -> np.ndarray:
    """Whether a candidate's country or division is itself named, and how much is named in it."""
    out = np.zeros((len(e), 3), dtype=np.float32)
    for level, key in ((COUNTRY, e.country), (ADM1, e.adm1)):
        named = (e.level == level) & (key >= 0)
        if not named.any():
            continue
        areas, inverse = np.unique(key[named], return_inverse=True)
        strength = np.zeros(len(areas), dtype=np.float32)
        np.maximum.at(strength, inverse, weight[named])
        place = np.searchsorted(areas, key)
        place[place == len(areas)] = 0
        inside = (areas[place] == key) & (e.level > level) & (e.level != MACRO)
        column = 0 if level == ADM1 else 1
        out[:, column] = np.where(inside, strength[place], 0.0)
    below = (e.level > ADM1) & (e.level != MACRO) & (e.adm2 >= 0)
    out[:, 2] = _elsewhere(e, "adm2", weight, below) / max(len(e.groups) - 1, 1)
    return out
