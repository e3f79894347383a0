"""The remembering attribute ruler says what spaCy's own says, token by token."""

import json
from pathlib import Path

import pytest
import spacy

from geo.places.language import installed
from geo.places.language_ruler import NAME, RememberingRuler, remembering

TEXTS = [json.loads(f.read_text("utf-8"))["text"] for f in sorted(Path(__file__).parent.glob("gold/dev/dev1*.json"))]
# Patterns over several tokens, and white space.
ODD = ["There are no troops here, and there's no one to ask.", "I ain't gonna go; let's say y'all got ta leave.",
       "C'mon, he said.\n\n\n- 40 men\n\t- 50 women  and   children", "", "\n", "It was so; they do, they've done."]


@pytest.fixture(scope="module")
def pipelines():
    name = installed()
    return spacy.load(name), remembering(spacy.load(name))


def annotations(doc):
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i, t.ent_type_, bool(t.is_sent_start)) for t in doc]


@pytest.mark.parametrize("text", [*TEXTS, *ODD], ids=lambda t: repr(t[:24]))
def test_same_annotations(pipelines, text):
    stock, ours = pipelines
    assert annotations(ours(text)) == annotations(stock(text))


def test_the_stock_ruler_no_longer_runs(pipelines):
    assert NAME in pipelines[1].pipe_names and "attribute_ruler" not in pipelines[1].pipe_names


def test_what_it_remembers_is_bounded(pipelines, monkeypatch):
    monkeypatch.setattr("geo.places.language_ruler._LIMIT", 3)
    ruler = RememberingRuler(pipelines[0].get_pipe("attribute_ruler"))
    with pipelines[0].select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
        docs = [pipelines[0](text) for text in ("The men left for the hills of Gori.", "She was there once.")]
    for doc in docs:
        ruler(doc)
    assert 0 < len(ruler._said) <= 4
