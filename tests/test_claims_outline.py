"""The outline of a report: its blocks, what their heads name, and what stands over a word."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims import outline
from geo.claims.outline_lines import blocks, breaks
from tests.claims_fixture import context

DAY = date(2008, 9, 9)


def shape(text: str) -> list[tuple[str, str, int]]:
    """Kind, head and depth of every block."""
    found = blocks(text)

    def depth(n: int) -> int:
        parent = found[n].parent
        return 0 if parent is None else 1 + depth(parent)

    return [(b.kind, text[b.start:b.end], depth(n)) for n, b in enumerate(found)]


def over(text: str, at: str) -> tuple[list[str], str | None]:
    """Places and party that stand over the first place where `at` stands."""
    ctx = context(text, DAY)
    where, whose = outline.place_head(ctx, text.index(at)), outline.party_head(ctx, text.index(at))
    return [p.name for p in where.places] if where else [], whose.party.id if whose and whose.party else None


class TestBlocks:
    """Lines only, whatever they name."""

    def test_items_stand_under_their_heading_and_end_with_it(self):
        text = "Gori\n- Georgians: 300\n- police, 40\n\nPoti\n- marines: 90\n\nNobody else was seen that day."
        assert shape(text) == [("heading", "Gori", 0), ("item", "Georgians", 1), ("item", "", 1), ("heading", "Poti", 0), ("item", "marines", 1),
                               ("paragraph", "", 0)]

    def test_a_deeper_indent_stands_under_the_line_above(self):
        text = "North\n  First brigade\n    - 300 men\n  Second brigade\n    - 200 men\nSouth\n  - 100 men"
        assert [(head, d) for _, head, d in shape(text) if head] == [("North", 0), ("First brigade", 1), ("Second brigade", 1), ("South", 0)]

    def test_capitals_end_a_heading_in_small_letters(self):
        text = "MALI\n\nForeign forces\nFrance: 900\n\nGEORGIA\n\nForeign forces\nRussia: 3,800"
        ends = {text[b.start:b.end]: b.last for b in blocks(text)}
        assert ends["France"] <= text.index("GEORGIA")

    def test_several_labels_in_one_paragraph(self):
        text = "GORI: 600 MEN OF THE GUARD. POTI: MARINES, 200, ARRIVED. NOTHING ELSE."
        assert [(kind, head) for kind, head, _ in shape(text)] == [("paragraph", "GORI"), ("label", "POTI")]
        label = blocks(text)[1]
        assert text[label.first:label.last] == "POTI: MARINES, 200, ARRIVED."

    def test_a_wrapped_line_is_no_heading(self):
        text = "The battalion of four hundred men left the barracks at dawn and\nMoved on to the north, where it met another column of the same\nBrigade."
        assert shape(text) == [("paragraph", "", 0)]

    @pytest.mark.parametrize("line", ["Total: 1,200", "Fiji - 446", "450 men", "He said so, and left."])
    def test_an_entry_is_no_heading(self, line):
        assert blocks(f"{line}\nKenya - 300\nMali - 20")[0].kind == "paragraph"

    def test_numbered_paragraphs_and_their_run_in_heads(self):
        text = "I. General\n\n1. GORI. The town is calm.\n\n2. POTI. Ships left.\n\nII. Losses\n\n3. Nobody fell there."
        assert [(k, h) for k, h, _ in shape(text)] == [("heading", "General"), ("item", "GORI"), ("item", "POTI"), ("heading", "Losses"), ("item", "")]

    def test_sentences_end_at_blocks(self):
        text = "Gori\n- 300 men\n- 20 tanks"
        assert sorted(set(breaks(text))) == [0, 5, 15]


class TestHeads:
    """What a head names."""

    def test_a_town_in_brackets_is_more_exact_than_its_state(self):
        assert over("MALI (Gao): France 900; 40 Danes.\nGEORGIA (Gori): France 20.", "20") == (["Gori"], None)

    def test_a_bare_state_under_a_place_says_whose(self):
        assert over("Sector East (Gao)\n- France: 610\n- Rwanda: 300", "610") == (["Gao"], "FR")

    def test_a_bare_state_among_places_says_where(self):
        assert over("GEORGIA (Gori): 200 Danes.\nIRAQ (Mosul): 90 Danes.\nMALI: 700 Danes.", "700") == (["Mali"], None)

    def test_a_bare_state_over_towns_says_whose(self):
        assert over("RUSSIA\n- Gori: 300 men\n- Poti: 6 ships", "6 ships") == (["Poti"], "RU")

    def test_a_state_over_parties_of_elsewhere_says_where(self):
        assert over("MALI\n\nFrance: 900 men\nGermany: 300 men", "300") == (["Mali"], "DE")

    def test_broadcasts_stand_over_nothing(self):
        text = "Monitored broadcasts\n\nTBILISI (1600 gmt): Some 300 men are left.\n\nMOSCOW RADIO (1700): There are 40 of them."
        assert over(text, "300") == ([], None)
        assert over(text, "40") == ([], None)

    @pytest.mark.parametrize("line", ["TBILISI, September 9 - ", "TBILISI. ", "TBILISI, Tuesday. ", "TBILISI - "])
    def test_a_dateline_stands_over_nothing(self, line):
        assert over(f"{line}Some 300 men are left.\n\nThe rest has gone home.", "300") == ([], None)

    def test_own_troops_are_of_the_state_that_is_named(self):
        ctx = context("GEORGIA (Gori): own troops, 800.\nMALI (Gao): France 20.", DAY)
        assert outline.home_of(ctx, ctx.text.index("800")).id == "GE"

    def test_a_row_says_whose_and_where(self):
        text = "Strength by contributor\n\nFrance\t900\tGao\nRussia\t300\tGori\n"
        assert over(text, "300") == (["Gori"], "RU")

    def test_a_name_that_no_gazetteer_has_among_places(self):
        assert over("Gori: 600 men. Poti: 200 men. Zugderi: 90 men.", "90") == (["Zugderi"], None)


class TestScope:
    """What is said in one item says nothing of the next."""

    TEXT = "Gori\n- Russia: 300 men, 40 of them near Poti\n- Georgia: 20 tanks\n\nThe rest is quiet."

    def test_siblings_are_apart(self):
        ctx = context(self.TEXT, DAY)
        assert not outline.shared(ctx, self.TEXT.index("Poti"), self.TEXT.index("20 tanks"))
        assert outline.shared(ctx, self.TEXT.index("Poti") - 20, self.TEXT.index("Poti"))

    def test_a_list_ends_its_heading(self):
        assert over(self.TEXT, "quiet") == ([], None)

    def test_what_leads_a_list_in(self):
        text = "The army of Russia reports the following.\n\n1. It has 300 men in Gori.\n\n2. It has 20 tanks in Poti."
        ctx = context(text, DAY)
        start, end = outline.lead_in(ctx, text.index("20 tanks"))
        assert text[start:end].strip() == "The army of Russia reports the following."
        assert outline.lead_in(ctx, 4) is None
