"""The plain copy of a parse answers as spaCy does, and answers all that the rules ask."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from geo.claims.context import Context
from geo.claims.tree import Tree
from geo.claims.tree_words import Stretch
from geo.model import Report
from tests.claims_fixture import pipeline

ROOT = Path(__file__).resolve().parents[1]
GOLD = [json.loads(f.read_text("utf-8"))["text"] for f in sorted((ROOT / "tests/gold/dev").glob("*.json"))[::6]]
OF_WORD = [
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "shape_", "whitespace_", "text_with_ws", "is_space",
    "is_punct", "like_num", "is_digit", "is_alpha", "is_upper", "is_title"
]


@pytest.fixture(scope="module", params=range(len(GOLD)))
def pair(request) -> tuple[Doc, Tree]:
    text = GOLD[request.param]
    doc = pipeline()(Report(id="t", text=text, language="en"))
    Context(Report(id="t", text=text), doc, [])  # mends the heads
    return doc, Tree(doc)


def test_words_answer_as_tokens_do(pair: tuple[Doc, Tree]) -> None:
    doc, tree = pair
    for token, word in zip(doc, tree, strict=True):
        assert [getattr(word, name) for name in OF_WORD] == [getattr(token, name) for name in OF_WORD]
        assert (len(word), str(word)) == (len(token), str(token))
        for name in ("children", "ancestors", "subtree", "lefts", "conjuncts"):
            assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)], name
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(word, name) is tree[getattr(token, name).i]
        assert bounds(word.sent) == bounds(token.sent)


def test_stretches_answer_as_spans_do(pair: tuple[Doc, Tree]) -> None:
    doc, tree = pair
    assert [bounds(s) for s in tree.sents] == [bounds(s) for s in doc.sents]
    assert [(*bounds(e), e.label_) for e in tree.ents] == [(*bounds(e), e.label_) for e in doc.ents]
    for first in range(0, len(doc), 3):
        for size in (1, 2, 5, 14):
            span, stretch = doc[first:first + size], tree[first:first + size]
            assert (bounds(stretch), stretch.text, len(stretch)) == (bounds(span), span.text, len(span))
            assert stretch.root is tree[span.root.i]
            assert bounds(stretch.sent) == bounds(span.sent)
            assert [bounds(x) for x in stretch.ents] == [bounds(x) for x in span.ents]
            assert bounds(stretch[1:-1]) == bounds(span[1:-1])
            assert stretch[-1] is tree[span[-1].i]
    assert [bounds(c) for c in tree[0:40].noun_chunks] == [bounds(c) for c in doc[0:40].noun_chunks]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_character_spans_answer_as_in_spacy(pair: tuple[Doc, Tree], data: st.DataObject) -> None:
    doc, tree = pair
    start = data.draw(st.integers(0, len(doc.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(doc.text), start + 60)))
    for mode in ("strict", "contract", "expand"):
        span, stretch = doc.char_span(start, end, alignment_mode=mode), tree.char_span(start, end, alignment_mode=mode)
        assert (stretch is None) == (span is None)
        if span is not None and stretch is not None:
            assert (stretch.start, stretch.end) == (span.start, span.end)


def test_no_word_stands_beyond_the_ends(pair: tuple[Doc, Tree]) -> None:
    for thing in pair:
        for at in (len(thing), -len(thing) - 1):
            with pytest.raises(IndexError):
                thing[at]
        for word, step in ((thing[0], -1), (thing[len(thing) - 1], 1)):
            with pytest.raises(IndexError):
                word.nbor(step)


def test_a_chain_of_thousands_of_words_is_walked() -> None:
    n = 3000  # a list without a verb: deeper than Python calls itself
    doc = Doc(Vocab(), words=["x"] * n, heads=[0, *range(n - 1)], deps=["ROOT", *["conj"] * (n - 1)])
    tree = Tree(doc)
    assert [w.i for w in tree[0].subtree] == list(range(n))
    assert len(tree[n - 1].ancestors) == n - 1


def test_what_the_rules_ask_of_spacy_is_answered() -> None:
    asked = {
        node.attr
        for file in (ROOT / "geo/claims").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }
    known = {name for kind in (Token, Span, Doc) for name in dir(kind) if not name.startswith("__")}
    tree = Tree(Doc(Vocab(), words=["x"], heads=[0], deps=["ROOT"]))
    answered = {name for thing in (tree, tree[0:1], tree[0]) for name in dir(thing)}
    of_others = {"lower", "lemma", "id", "copy", "to_dict", "to_array", "vocab"}  # a string, a place, a table; and what the copy asks spaCy
    assert asked & known - of_others <= answered


def bounds(span: Span | Stretch) -> tuple[int, int, int, int]:
    return span.start, span.end, span.start_char, span.end_char
