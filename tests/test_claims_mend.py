"""Trees that the parser gets wrong, put right: what rules then read."""

from __future__ import annotations

import pytest

from tests.claims_fixture import context


def head_of(text: str, word: str) -> tuple[str, str]:
    token = next(t for t in context(text).doc if t.text == word)
    return token.dep_, token.head.text


@pytest.mark.parametrize("text", [
    "In January, between 70 and 153 soldiers were killed at Gori.",
    "Over 400 soldiers were killed.",
])
def test_what_a_bound_counts_is_the_verbs(text):
    assert head_of(text, "soldiers") == ("nsubjpass", "killed")


def test_an_object_after_a_bound():
    assert head_of("The army has between 600 and 700 soldiers in Gori.", "soldiers") == ("dobj", "has")


def test_years_are_no_objects():
    assert head_of("He lived over 30 years in Gori.", "years")[0] != "dobj"


def test_one_verb_has_one_subject():
    text = "Rebels loyal to former vice president Riek Machar attacked the oil hub of Gori in Georgia early on Tuesday."
    assert head_of(text, "Rebels") == ("nsubj", "attacked")
    assert head_of(text, "Machar") == ("pobj", "to")
