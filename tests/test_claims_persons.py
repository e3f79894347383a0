"""Persons: the table, who is known by it, whom the report itself introduces, and whose the men of both are."""

from __future__ import annotations

import csv
import re
from datetime import date

import numpy as np
import pytest

from geo import bundle
from geo.claims import actors, persons
from geo.claims.forces import drafts_of, proposed
from geo.claims.forces_linear import Choice
from geo.claims.forces_parties import of_the_day
from tests.claims_fixture import context

DAY = date(1995, 6, 1)

LINEAR = {"features": ["a"], "mean": [0.0], "scale": [1.0], "weights": [1.0]}
TREES = {"depth": 1, "split": [[0]], "at": [[0.5]], "leaf": [[4.0, -4.0]], "base": 0.0}


def known(text: str, day: date = DAY) -> list[tuple[str, str]]:
    """(name as written, party) of every person of a text."""
    ctx = context(text, day)
    return [(ctx.doc[a.first:a.last].text, a.row.id) for a in persons.mentions(ctx)]


def owners(text: str, day: date = DAY) -> dict[int | None, str | None]:
    """Least count of every force of a text -> party."""
    return {d.mention.quantity.low: d.actor.id for d in drafts_of(context(text, day))}


class TestTable:
    """``data/persons.csv``."""

    def test_parties_are_those_of_the_table_of_actors(self):
        assert {p.actor for p in persons.table()} <= set(actors.by_id())

    def test_years_run_forward(self):
        assert all(1940 <= p.valid_from <= (p.valid_to or 2026) <= 2026 for p in persons.table())

    def test_there_are_many_of_all_continents(self):
        assert len({p.name for p in persons.table()}) > 1200
        assert {"RU", "unita", "farc", "ltte", "hezbollah", "bra-pg", "fmln", "unprofor", "nato"} <= {p.actor for p in persons.table()}

    def test_no_name_stands_for_two_parties_at_a_time(self):
        rows: dict[str, list] = {}
        for p in persons.table():
            for name in {actors.fold(n) for n in (p.name, *p.aliases)}:
                rows.setdefault(name, []).append(p)
        clashes = [(a.name, b.name) for found in rows.values() for i, a in enumerate(found) for b in found[i + 1:]
                   if a.actor != b.actor and a.valid_from < (b.valid_to or 9999) and b.valid_from < (a.valid_to or 9999)]
        assert clashes == []

    def test_no_name_of_a_person_is_that_of_a_party(self):
        assert [n for p in persons.table() for n in (p.name, *p.aliases) if actors.lookup(n) is not None] == []

    def test_titles_are_of_known_kinds(self):
        with bundle.path("lexicons/person_titles.csv").open(encoding="utf-8", newline="") as stream:
            assert {r["kind"] for r in csv.DictReader(stream)} == {"state", "rank", "rebel", "person"}


class TestActors:
    """``data/actors.csv``."""

    def test_two_parties_of_one_time_and_country_share_no_name(self):
        rows: dict[str, list[actors.Row]] = {}
        for row in actors.table():
            for name in {actors.fold(n) for n in (row.name, *row.aliases)}:
                rows.setdefault(name, []).append(row)
        clashes = [(name, a.id, b.id) for name, found in rows.items() for i, a in enumerate(found) for b in found[i + 1:]
                   if a.country == b.country and a.country and (a.valid_from or 0) < (b.valid_to or 9999) and (b.valid_from or 0) < (a.valid_to or 9999)]
        assert clashes == []

    @pytest.mark.parametrize(("name", "party"), [("Dignity Battalions", "dignity-battalions"), ("AMIB", "amib"), ("Babbar Khalsa", "babbar-khalsa")])
    def test_groups_and_missions_are_known(self, name, party):
        row = actors.lookup(name)
        assert row is not None and row.id == party

    def test_years_are_years(self):
        assert all(y is None or re.fullmatch(r"(19|20)\d\d", str(y)) for r in actors.table() for y in (r.valid_from, r.valid_to))


class TestKnown:
    """Who is known by the table."""

    def test_a_surname_alone_counts_where_its_country_is_spoken_of(self):
        assert known("Savimbi spoke in Angola.") == [("Savimbi", "unita")]
        assert known("Savimbi spoke in Geneva.") == []

    def test_a_full_name_needs_no_country(self):
        assert known("Jonas Savimbi spoke in Geneva.") == [("Jonas Savimbi", "unita")]

    def test_a_surname_with_another_first_name_is_another_man(self):
        assert known("Chelsea Clinton visited the United States.") == []

    def test_who_changed_sides_is_read_by_the_date(self):
        text = "Charles Taylor spoke in Liberia."
        assert known(text, date(1992, 3, 1)) == [("Charles Taylor", "npfl")]
        assert known(text, date(2002, 3, 1)) == [("Charles Taylor", "LR")]

    def test_who_is_not_yet_in_office_is_nobody(self):
        assert known("Zelensky played in a theatre in Ukraine.", date(2005, 1, 1)) == []

    def test_accents_do_not_matter(self):
        assert known("Radovan Karadžić spoke in Pale.")[0][1] == "bosnian-serbs"


class TestIntroduced:
    """Whom the report itself introduces."""

    def test_by_apposition_and_then_by_surname(self):
        found = known("Harold Minns, the British defence secretary, spoke in Split. Later Minns flew home.")
        assert found == [("Harold Minns", "GB"), ("Minns", "GB")]

    def test_by_the_words_ahead(self):
        assert known("UNITA commander Pedro Lopo left Huambo. Lopo went to Jamba.") == [("Pedro Lopo", "unita"), ("Lopo", "unita")]

    def test_by_of(self):
        assert ("Abel Tanko", "kla") in known("Commander Abel Tanko of the Kosovo Liberation Army spoke.", date(1999, 1, 1))

    def test_a_rebel_spokesman_is_of_the_only_rebels(self):
        assert ("Mario Cuito", "unita") in known("UNITA shelled Kuito in Angola. Rebel spokesman Mario Cuito denied it.")

    def test_a_full_name_without_a_party_is_nobody_s(self):
        assert known("Peter Holm lives in Denmark. Holm is a baker.") == []


class TestWhose:
    """Whose a force is."""

    def test_who_orders_men_is_their_party(self):
        text = "Georgian tanks fired on Gori. Grachev sent 3,000 soldiers to Poti. Russia denies it."
        assert owners(text, date(1993, 7, 20))[3000] == "RU"

    def test_men_under_a_commander_are_his_party_s(self):
        text = "Georgian fighters hold Gori against Russia. To the east of Poti 4,000 troops under Rokhlin wait."
        assert owners(text, date(1994, 12, 20))[4000] == "RU"

    def test_he_is_the_person_named_last(self):
        text = "Soldiers of Mali left Bamako. In Gao Iyad Ag Ghaly spoke. He has 2,000 fighters in Gao."
        assert owners(text, date(2012, 6, 1))[2000] == "ansar-dine"

    def test_whom_men_fight_is_not_who_has_them(self):
        drafts = drafts_of(context("The Taliban hold Kandahar against 3,000 soldiers of Afghanistan.", date(2001, 11, 1)))
        assert "taliban" not in {d.actor.id for d in drafts}

    def test_who_trained_men_does_not_have_them(self):
        drafts = proposed(context("In Kandahar 800 soldiers trained by Russia surrendered to the Taliban.", date(2001, 6, 1)))
        assert 800 in {d.mention.quantity.low for d in drafts}
        assert "RU" not in {d.ruled_actor.id for d in drafts}

    def test_for_a_group_is_its_own_and_for_a_country_is_where_to(self):
        assert owners("In Gao there are 5,000 fighters of Mali and 2,000 fighters for Ansar Dine.", date(2012, 6, 1))[2000] == "ansar-dine"

    def test_a_republic_of_the_union_has_no_army_yet(self):
        ctx = context("Georgia", date(1989, 4, 9))
        assert (of_the_day(ctx, "GE"), of_the_day(ctx, "FR")) == ("SU", "FR")
        assert of_the_day(context("Georgia", date(1993, 4, 9)), "GE") == "GE"

    def test_a_person_is_no_party(self):
        drafts = drafts_of(context("Iyad Ag Ghaly has 2,000 fighters in Gao, Mali.", date(2012, 6, 1)))
        assert [d.actor.name for d in drafts] == ["Ansar Dine"]


class TestChoice:
    """Trees beside the weights of a choice."""

    def test_without_trees_the_weights_decide(self):
        assert int(np.argmax(Choice(LINEAR)(np.array([[0.0], [1.0]], dtype=np.float32)))) == 1

    def test_trees_have_their_part(self):
        model = Choice(LINEAR | {"trees": TREES, "mix": 0.5})
        likely = model(np.array([[0.0], [1.0]], dtype=np.float32))
        assert int(np.argmax(likely)) == 0
        assert likely.sum() == pytest.approx(1.0)
