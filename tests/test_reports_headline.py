"""Title and source of plain text."""

import pytest

from geo.reports.headline import agency_in, source_of, title_of

BODY = "\n\nRussian troops left a village near Gori on Tuesday, officials said in the capital.\n"


@pytest.mark.parametrize(("text", "title"), [
    ("Troops leave Gori" + BODY, "Troops leave Gori"),
    ("Who fired first?" + BODY, "Who fired first?"),
    ("UN: 100,000 flee\nBriefing notes, Geneva, 12 Aug. 2008" + BODY, "UN: 100,000 flee"),
    ("HEADLINE: Troops leave Gori\nDate: 9 September 2008" + BODY, "Troops leave Gori"),
    ("9 September 2008\n\nTroops leave Gori" + BODY, "Troops leave Gori"),
    ("Advertisement\n\nTroops leave Gori" + BODY, "Troops leave Gori"),
    ("BBC News\n\nTroops leave Gori" + BODY, "Troops leave Gori"),
    ("Battle for the U.S." + BODY, "Battle for the U.S."),
    ("Remembering the fighting of 8 August 2008" + BODY, "Remembering the fighting of 8 August 2008"),
    ("Войска покинули село" + BODY, "Войска покинули село"),
])
def test_titles(text, title):
    from geo.reports.furniture import furniture

    assert title_of(text, furniture(text)) == title


@pytest.mark.parametrize("text", [
    "Troops left Gori.", "Troops left Gori", "Troops left Gori." + BODY, "x" * 200 + BODY,
    "TBILISI, Sept. 9, 2008 (Reuters) - Troops left" + BODY, "SANTIAGO, 16 JUL 89 -- [STATEMENT] [TEXT]" + BODY,
    "Russian troops on Tuesday left the village\nof Karaleti near Gori, and the ministry\nsaid that more would go.\n",
])
def test_a_first_sentence_is_no_title(text):
    assert title_of(text) is None


@pytest.mark.parametrize(("line", "agency"), [
    ("TBILISI, Aug 9 (Reuters) - Troops left.", "Reuters"), ("KABUL (AP) — Troops left.", "AP"),
    ("Kabul, Afghanistan (CNN) -- Troops left.", "CNN"), ("BOGOTA, 4 FEB 90 (ACAN-EFE) -- [TEXT] TROOPS LEFT.", "ACAN-EFE"),
    ("GOMA, Democratic Republic of the Congo, 22 November 2012 (Sample) - Troops left.", "Sample"),
    ("MANAGUA (NICARAGUA), 28 MAR 89 (BARRICADA) -- TROOPS LEFT.", "BARRICADA"),
    ("The Free Syrian Army (FSA) said that troops left.", None), ("Fighters of the group (M23) - a rebel group - left.", None),
    ("MONUSCO (the UN mission) said that troops left.", None),
])
def test_agency(line, agency):
    assert agency_in(line) == agency


def test_source_line_before_agency():
    assert source_of("Troops leave\nSource: Civil.ge\n\nTBILISI, Aug 9 (Reuters) - They left.") == "Civil.ge"
    assert source_of("Troops leave" + BODY) is None
