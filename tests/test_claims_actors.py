"""The table of parties and the look-up in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from geo.claims import actors
from tests.claims_fixture import context


def test_the_table_is_large_and_well_formed():
    rows = actors.table()
    assert len(rows) >= 400
    assert len({r.id for r in rows}) == len(rows)
    known = {r.id for r in rows}
    for row in rows:
        assert row.name and row.source and row.kind in {"state", "group", "mission", "alliance", "people"}, row
        assert set(row.side) <= known, row
        assert not (row.valid_from and row.valid_to) or row.valid_from <= row.valid_to, row
    states = [r for r in rows if r.kind == "state"]
    assert len([r for r in states if re.fullmatch("[A-Z]{2}", r.id)]) >= 195
    assert sum(r.kind == "group" for r in rows) >= 200
    assert sum(r.kind == "mission" for r in rows) >= 60


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Hezbollah", "hezbollah"),
        ("Hizbullah", "hezbollah"),
        ("ISIL", "is"),
        ("Daesh", "is"),
        ("al-Shabaab", "al-shabaab"),
        ("Al Shabaab", "al-shabaab"),
        ("M23", "m23"),
        ("RSF", "rsf"),
        ("Sudanese Armed Forces", "SD"),
        ("Tamil Tigers", "ltte"),
        ("UÇK", "kla"),
        ("UCK", "kla"),
        ("Ansar Allah", "houthis"),
        ("JNIM", "jnim"),
        ("TPLF", "tplf"),
        ("RENAMO", "renamo"),
        ("Renamo", "renamo"),
        ("Khmer Rouge", "khmer-rouge"),
        ("MINUSMA", "minusma"),
        ("KFOR", "kfor"),
        ("UNPROFOR", "unprofor"),
        ("CIS peacekeepers", "cispkf-abkhazia"),
        ("NATO", "nato"),
        ("Nato", "nato"),
        ("the Kremlin", "RU"),
        ("U.S.", "US"),
        ("IDF", "IL"),
        ("Russian", "RU"),
        ("Soviet Union", "SU"),
        ("JNA", "YU"),
    ],
)
def test_aliases_lead_to_the_party(name, ident):
    assert actors.lookup(name).id == ident


@pytest.mark.parametrize("name", ["us", "car", "aa", "model", "contact group", "Gazprom", ""])
def test_common_words_are_no_parties(name):
    assert actors.lookup(name) is None


def test_an_ambiguous_name_is_decided_by_country_and_year():
    assert actors.lookup("ADF", countries=Counter({"CD": 3})).id == "adf"
    assert actors.lookup("ADF", countries=Counter({"AU": 3})).id == "AU"
    assert actors.lookup("SNA", countries=Counter({"SY": 4})).id == "sna"
    assert actors.lookup("SNA", countries=Counter({"SO": 4})).id == "SO"
    assert actors.lookup("Maoists", countries=Counter({"IN": 4})).id == "naxalites"
    assert actors.lookup("Maoists", countries=Counter({"NP": 4})).id == "cpn-m"


def test_mentions_are_found_in_text_order_and_longest_first():
    ctx = context(
        "Palestinian Islamic Jihad and Russian troops met M23 rebels. The Islamic State Khorasan Province denied it."
    )
    assert [m.row.id for m in actors.mentions(ctx)] == ["pij", "RU", "m23", "iskp"]


def test_an_unknown_party_keeps_its_name_and_has_no_id():
    actor = actors.named(context("x"), "Valley Defence League")
    assert (actor.name, actor.id) == ("Valley Defence League", None)


def test_two_states_in_one_name_are_the_last():
    ctx = context("The Greek Cypriot National Guard has 12,000 men.")
    assert actors.mentions(ctx)[0].row.id == "CY"


def test_a_short_acronym_needs_its_country():
    assert not actors.mentions(context("A commander told ANS that his men were in Gori."))  # a wire, not Cambodia's ANS
