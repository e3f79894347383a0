"""Recognition: spans, roles, other languages, and what is no place."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from geo.errors import InvariantError
from geo.model import Report
from geo.places import Gazetteer, parse_toponyms, recognize
from geo.places.language import Pipeline
from geo.places.rank_trees import Trees
from geo.places.recognize_forms import forms
from geo.places.recognize_scan import Span
from geo.places.recognizer import choose


@pytest.fixture(scope="module")
def parse():
    pipeline, gazetteer = Pipeline(), Gazetteer.open()

    def parsed(text, **fields):
        report = Report(id="r", text=text, **fields)
        return parse_toponyms(report, pipeline(report), gazetteer)

    return parsed


def texts(toponyms):
    return [t.text for t in toponyms]


def test_spans_are_exact_sorted_and_apart(parse):
    text = "Georgia's troops left Gori, and Russian-held Senaki was shelled. Laurel County, Ky., sent aid to Tbilisi."
    found = parse(text)
    assert all(text[t.start:t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert {"Georgia", "Gori", "Russian", "Senaki", "Laurel County", "Tbilisi"} <= set(texts(found))


def test_roles(parse):
    found = parse("Moscow said on Friday that Russian troops had left Gori. Moscow-backed rebels stayed in Abkhazia. "
                  "Talks between Georgia and Russia will be held in Moscow.")
    assert [(t.text, t.role) for t in found] == [
        ("Moscow", "actor"), ("Russian", "demonym"), ("Gori", "location"), ("Moscow", "other"),
        ("Abkhazia", "location"), ("Georgia", "actor"), ("Russia", "actor"), ("Moscow", "location")]


def test_an_unknown_village_is_kept_where_the_wording_names_one(parse):
    found = parse("Russian troops left the village of Zemo Khviti near Gori, Georgia.")
    village = next(t for t in found if t.text == "Zemo Khviti")
    assert village.place is None and village.score is None


def test_furniture_is_not_read(parse):
    text = "Troops left Gori.\n\nSubscribe to Moscow Daily for news from Paris"
    start = text.index("Subscribe")
    assert texts(parse(text, furniture=((start, len(text)),))) == ["Gori"]


def test_nothing_in_nothing(parse):
    assert parse("") == [] and parse("\n\n") == [] and parse("the and of") == []


def test_case_endings_lead_to_the_dictionary_form():
    assert "Донецкая область" in forms("Донецкой области")
    assert "Київ" in forms("Києві") and "გორი" in forms("გორში") and "Halep" in forms("Halep'te")
    assert forms("Gori") == [] and forms("Georgia's") == []


@pytest.mark.parametrize("text, expected", [
    ("Бои идут в Южной Осетии. Владимир Путин прибыл из Москвы.", {"Южной Осетии", "Москвы"}),
    ("Les rebelles ont attaqué Gao, au Mali. Le président est à Paris.", {"Gao", "Mali", "Paris"}),
    ("وصل الرئيس إلى بغداد والموصل.", {"بغداد", "والموصل"}),
])
def test_the_gazetteer_alone_reads_other_languages(parse, text, expected):
    assert set(texts(parse(text))) == expected


def test_recognize_without_a_document_reads_by_gazetteer():
    report = Report(id="r", text="Войска вошли в Гори.")
    assert texts(recognize(report, None, Gazetteer.open())) == ["Гори"]


def test_the_likelier_of_two_overlapping_spans_wins():
    spans = [Span(0, 2, 0, 13, "Laurel County", True), Span(0, 1, 0, 6, "Laurel", True),
             Span(3, 4, 15, 19, "Ohio", True)]
    assert choose(spans, np.array([0.9, 0.8, 0.3]), 0.4) == [0]
    assert choose(spans, np.array([0.7, 0.8, 0.5]), 0.4) == [1, 2]


def test_trees_are_walked_as_they_were_trained():
    # x0 <= 1 -> 2.0; else x1 <= 5 -> -1.0, else 4.0; one more tree adds 0.5 to all.
    model = {"features": ["x0", "x1"], "depth": 2, "base": 0.25, "calibration": (1.0, 0.0),
             "split": [[0, 0, 1], [0, 0, 0]], "at": [[1.0, 1e30, 5.0], [1e30] * 3],
             "leaf": [[2.0, 2.0, -1.0, 4.0], [0.5] * 4]}
    rows = np.array([[0.0, 9.0], [1.0, 9.0], [2.0, 5.0], [2.0, 6.0]], dtype=np.float32)
    trees = Trees(model)
    assert trees.margin(rows).tolist() == [2.75, 2.75, -0.25, 4.75]
    assert trees(np.zeros((0, 2))).shape == (0,)
    with pytest.raises(InvariantError):
        trees.margin(np.zeros((1, 3)))


@pytest.mark.parametrize("text, names", [
    ("The wounded were taken by ship to Trincomalee and Pulmoddai, Sri Lanka.", ["Trincomalee", "Pulmoddai",
     "Sri Lanka"]),
    ("Vladimir Putin spoke in Sochi; Nino Burjanadze left Tbilisi.", ["Sochi", "Tbilisi"]),
    ("HMS Glamorgan was hit off Port Stanley, Argentina said.", ["Port Stanley", "Argentina"]),
    ("Al-Jazeera reported fighting in Ramadi.", ["Ramadi"]),
])
def test_villages_in_their_place_and_persons_out_of_it(text, names):
    report = Report(id="a", text=text)
    found = [t.text for t in parse_toponyms(report, Pipeline()(report), Gazetteer.open())]
    assert found == names
