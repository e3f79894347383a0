"""The learned choice of an event's place."""

from __future__ import annotations

import numpy as np
import pytest

from geo.claims.event_place import choose, event_places, score
from geo.claims.event_place_features import NAMES, Candidate, features, place_type
from geo.places.rank_trees import Trees
from tests.claims_context import context, word


def test_the_model_fits_the_features():
    assert tuple(Trees.load("event_place").features) == NAMES


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Officials in Baghdad said rebels had shelled Mosul on Monday.", "shelled", ["Mosul"]),
        ("Rebels attacked Aleppo, officials in Moscow said.", "attacked", ["Aleppo"]),
        ("A bomb exploded in Kabul and officials flew to Geneva.", "exploded", ["Kabul"]),
        ("Gunmen killed two men in Goma and Juba on Monday.", "killed", ["Goma", "Juba"]),
        ("Fighting broke out in Benghazi, Tripoli said.", "Fighting", ["Benghazi"]),
    ],
)
def test_choice(text, event, expected):
    ctx = context(text, "2016-05-10")
    found = event_places(ctx, word(ctx, event), ctx.toponyms)
    assert sorted(t.text for t, _ in found) == expected
    assert all(0 <= p <= 1 for _, p in found)


def test_no_candidate_no_place():
    ctx = context("Rebels attacked a convoy.", "2016-05-10")
    assert event_places(ctx, word(ctx, "attacked"), ()) == []
    assert features(word(ctx, "attacked"), []).shape == (0, len(NAMES))
    assert score(word(ctx, "attacked"), []).shape == (0,)


def test_features_are_finite_and_see_the_preposition():
    ctx = context("Rebels attacked a convoy in Aleppo after leaving Syria.", "2016-05-10")
    tokens = [word(ctx, "Aleppo"), word(ctx, "Syria")]
    rows = features(word(ctx, "attacked"), [Candidate(t.i, t.i + 1, "PPL") for t in tokens])
    assert np.isfinite(rows).all()
    assert rows[0, NAMES.index("locative")] == 1 and rows[1, NAMES.index("locative")] == 0


def test_nothing_likely_enough_is_none():
    assert choose(np.array([0.1, 0.2]), [False, False], 0.35, 0.2) == []
    assert choose(np.array([0.9, 0.4, 0.6]), [False, True, False], 0.35, 0.3) == [0, 1]


def test_place_types_run_from_coarse_to_fine():
    assert place_type("PCLI") < place_type("ADM1") < place_type("PPL") and place_type(None) == 0
