"""Language, case and line ends: what the pipeline does to a text before reading it."""

from __future__ import annotations

import json

import pytest

from geo.errors import MissingExtraError
from geo.model import Report
from geo.places import Gazetteer, parse_toponyms
from geo.places.language import Pipeline, detect, readable
from geo.places.language_case import is_capitals, truecase


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("language, text", [
    ("en", "Russian troops withdrew from the village on Tuesday, the ministry said."),
    ("ru", "Российские войска вошли в Цхинвали, сообщили в министерстве."),
    ("uk", "Російські війська обстріляли Харків, повідомили у міністерстві."),
    ("ar", "قصفت قوات النظام مدينة إدلب اليوم"), ("fa", "نیروهای دولتی به شهر وارد شدند و گفتند"),
    ("he", "כוחות פעלו בעזה"), ("ka", "რუსული ჯარი შევიდა გორში"), ("zh", "俄罗斯军队袭击了赫尔松"),
    ("ja", "ロシア軍はヘルソンを攻撃した"),
    ("fr", "Les forces russes sont entrées dans la ville de Gori mardi."),
    ("es", "Las fuerzas rusas entraron en la ciudad de Gori el martes."),
    ("tr", "Suriye ordusu Halep'te ve İdlib'in güneyinde ilerledi."),
    ("de", "Die russischen Truppen sind in die Stadt Gori eingerückt und haben nicht geschossen."),
    ("en", "UN observers in Syria\n- Homs: 40 military observers\n- Hama: 20 observers\n- Deir al-Zour: 12 observers\n"),
    ("en", "Airlift in total\n- Il-76: 3\n- La Paz: 20\n- El Alto: 30\n- La Guaira: 10\n"),
    ("es", "Un coche bomba mata a tres personas en Bogotá"),
    ("pt", "Exército ataca aldeias no norte de Moçambique e mata doze pessoas"),
    ("en", "Putin in Moscow"), ("en", ""), ("en", "2008-08-08"),
])
def test_language_is_detected(language, text):
    assert detect(text) == language


def test_offsets_survive_furniture_line_ends_and_capitals(pipeline):
    text = "GORI, Georgia - Russian tanks left Gori.\n\nDaily newsletterReceive news\n\nTroops stayed in Poti."
    start = text.index("Daily")
    report = Report(id="a", text=text, furniture=((start, text.index("\n\nTroops")),))
    doc = pipeline(report)
    assert all(text[t.idx:t.idx + len(t)] == t.text for t in doc if not t.is_space)
    assert not any("newsletter" in t.text for t in doc)
    telex = Report(id="b", text="BOGOTA, 5 JAN 90 (EFE) -- A BOMB EXPLODED IN MEDELLIN, COLOMBIA, POLICE SAID.")
    read = pipeline(telex)
    assert len(read.text) == len(telex.text)
    assert all(telex.text[t.idx:t.idx + len(t)].lower() == t.lower_ for t in read)


def test_case_is_given_back_to_capitals():
    text = "BOGOTA, 5 JAN 90 (EFE) -- GUERRILLAS ATTACKED SAN SALVADOR AND THE POLICE OF COLOMBIA, U.S. OFFICIALS SAID."
    assert is_capitals(text)
    cased = truecase(text)
    assert "San Salvador" in cased and "Colombia" in cased and "police" in cased and "attacked" in cased
    assert cased.lower() == text.lower()
    assert not is_capitals("KYIV - Ukrainian troops left the town.")


def test_an_empty_line_ends_a_sentence(pipeline):
    doc = pipeline(Report(id="a", text="Troops leave Gori\n\nRussian soldiers left on Friday."))
    assert doc[[t.text for t in doc].index("Russian")].is_sent_start


def test_a_dateline_and_an_item_of_a_list_are_no_part_of_the_sentence(pipeline):
    def starts(text):
        return [s.text.strip() for s in pipeline(Report(id="a", text=text)).sents]

    assert starts("GORI, Georgia, Aug 12 (Reuters) - Russian troops left Gori.")[-1] == "Russian troops left Gori."
    assert starts("Kyiv (Interfax) — Ukrainian forces shelled it.")[-1] == "Ukrainian forces shelled it."
    assert starts("Observers in Syria:\n- Homs: 40 observers\n* Hama: 20 observers")[1:] == [
        "- Homs: 40 observers", "* Hama: 20 observers"]
    assert len(starts("The Russian-held town - a ruin - fell on Monday.")) == 1


def test_wrapped_lines_are_joined_in_place():
    line = "Russian soldiers in the town of Gori said that they had been told to leave the"
    text = f"Headline\n\n{line}\nvillage by noon and to take their tanks with them to the next town in the\nhills.\n"
    read = readable(Report(id="a", text=text))
    assert "the village by noon" in read and "Headline\n\n" in read and len(read) == len(text)


def test_another_language_has_no_document_and_keeps_its_turn(pipeline):
    reports = [Report(id="a", text="Troops left Gori."), Report(id="b", text="Войска вошли в Гори, сообщили в городе."),
               Report(id="c", text="Troops left Poti.")]
    pairs = list(pipeline.pipe(reports, batch_size=2))
    assert [r.id for r, _ in pairs] == ["a", "b", "c"]
    assert [doc is None for _, doc in pairs] == [False, True, False]


def test_remembered_attribute_rules_say_what_spacy_says(pipeline, repo):
    import spacy

    stock = spacy.load(pipeline.model)
    assert type(stock.get_pipe("attribute_ruler").match) is not type(pipeline.nlp.get_pipe("attribute_ruler").match)
    texts = [json.loads(f.read_text("utf-8"))["text"] for f in sorted((repo / "tests/gold/dev").glob("*.json"))[:12]]
    texts += ["", "They're gonna leave, let's go; there is  no one who's that.\n\nSomething ain't right, y'all."]
    for ours, theirs in zip(pipeline.nlp.pipe(texts), stock.pipe(texts), strict=True):
        for attribute in ("TAG", "POS", "DEP", "LEMMA", "MORPH", "HEAD", "ENT_TYPE", "SENT_START"):
            assert (ours.to_array(attribute) == theirs.to_array(attribute)).all(), attribute


def test_a_missing_model_says_how_to_install_it():
    with pytest.raises(MissingExtraError, match="pip install"):
        Pipeline("en_core_web_nowhere")


@pytest.mark.parametrize("text, name, wanted", [
    ("СТЕПАНАКЕРТ, 28 сентября. В Баку заявили о взятии сёл.", "СТЕПАНАКЕРТ", "Khankendi"),
    ("Обстріл з лівого берега Дніпра тривав, сказали в Києві.", "Дніпра", None),
    ("На Чернігівщині та в місті Київ було тихо.", "Чернігівщині", "Chernihiv Oblast"),
    ("Бої тривають біля Мар'їнки, повідомили в місті Київ.", "Мар'їнки", "Marinka"),
    ("北顿涅茨克和利西昌斯克战斗激烈,乌克兰军队表示。", "西昌", None),
    ("כוחות צה\"ל פועלים בג'נין ובג'באליה ליד הים.", "בג'נין", "Jenin"),
    ("Claudia Gómez, de Turbo, dijo que el río Atrato y la ciudad de Quibdó son de todos.", "Gómez", None),
    ("ჯარი საფრანგეთისა და გერმანიისა ქართულ მხარეს მიუახლოვდა.", "გერმანიისა", "Germany"),
    ("تقدمت القوات نحو معرة النعمان في ريف إدلب وفي دمشق قال ناطق.", "معرة النعمان", "Maarat al-Numan"),
])
def test_names_in_other_scripts(text, name, wanted):
    report = Report(id="a", text=text)
    found = {t.text: t.place and t.place.name for t in parse_toponyms(report, None, Gazetteer.open())}
    assert found.get(name) == wanted


def test_a_telex_says_stop_for_its_full_stops():
    text = "REBELS LEFT GORI SATURDAY STOP ARMY SAYS 40 DEAD STOP ROAD BLOCK STOP"
    read = readable(Report("t", text, language="en"))
    assert len(read) == len(text)
    assert [p.strip() for p in read.split(".") if p.strip()] == ["Rebels left Gori Saturday", "Army says 40 dead", "Road block"]
    assert "stop" in readable(Report("t", "REBELS WILL STOP AT GORI, THE ARMY SAID ON SATURDAY", language="en")).lower()


def test_a_heading_is_no_part_of_the_sentence_below():
    text = "1. SECURITY SITUATION\nRebels attacked Gori on Monday, and killed ten people of the town.\nAccess\nRoads are closed."
    sentences = [s.text.strip() for s in Pipeline()(Report("t", text, language="en")).sents]
    assert "Rebels attacked Gori on Monday, and killed ten people of the town." in sentences
    assert "Roads are closed." in sentences
