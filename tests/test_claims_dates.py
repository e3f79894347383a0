"""Dates of events: tense, anchors, ranges, telex."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims.dates import UNRESOLVED, anchor, when
from geo.claims.dates_grammar import scan
from tests.claims_context import context, word

TUESDAY = "2008-09-09"


@pytest.mark.parametrize(
    ("text", "verb", "start", "end", "precision"),
    [
        ("Troops withdrew Tuesday from the village.", "withdrew", "2008-09-09", None, "day"),
        ("Troops withdrew from the village on Monday.", "withdrew", "2008-09-08", None, "day"),
        ("Troops will withdraw on Thursday.", "withdraw", "2008-09-11", None, "day"),
        ("The army pledged to withdraw on Friday.", "withdraw", "2008-09-12", None, "day"),
        ("The town fell last Wednesday.", "fell", "2008-09-03", None, "day"),
        ("Ministers will meet next Tuesday.", "meet", "2008-09-16", None, "day"),
        ("The town was shelled yesterday.", "shelled", "2008-09-08", None, "day"),
        ("The town was shelled overnight.", "shelled", "2008-09-08", "2008-09-09", "day"),
        ("The town was shelled this morning.", "shelled", "2008-09-09", None, "day"),
        ("The town was shelled last night.", "shelled", "2008-09-08", None, "day"),
        ("The town was shelled the day before yesterday.", "shelled", "2008-09-07", None, "day"),
        ("The town was shelled two weeks ago.", "shelled", "2008-08-26", None, "week"),
        ("The town was shelled three days ago.", "shelled", "2008-09-06", None, "day"),
        ("The town was shelled last week.", "shelled", "2008-09-01", "2008-09-07", "week"),
        ("Numbers fell over the preceding week.", "fell", "2008-09-02", "2008-09-09", "week"),
        ("The town was shelled in August.", "shelled", "2008-08-01", "2008-08-31", "month"),
        ("The town was shelled in October.", "shelled", "2007-10-01", "2007-10-31", "month"),
        ("The town was shelled in early August.", "shelled", "2008-08-01", "2008-08-10", "month"),
        ("The army surged into the town on August 8.", "surged", "2008-08-08", None, "day"),
        ("The army shelled the town on 12 December.", "shelled", "2007-12-12", None, "day"),
        ("The troops are expected in May.", "expected", "2009-05-01", "2009-05-31", "month"),
        ("Fresh troops arrive in November.", "arrive", "2008-11-01", "2008-11-30", "month"),
        ("The troops were expected in May.", "expected", "2008-05-01", "2008-05-31", "month"),
        ("The army will leave on 12 December.", "leave", "2008-12-12", None, "day"),
        ("The army shelled the town on 12 July 1995.", "shelled", "1995-07-12", None, "day"),
        ("The army shelled the town on July 12, 1995.", "shelled", "1995-07-12", None, "day"),
        ("The army shelled the town between 8 and 12 August.", "shelled", "2008-08-08", "2008-08-12", "week"),
        ("The army shelled the town from 28 July to 3 August 2006.", "shelled", "2006-07-28", "2006-08-03", "week"),
        ("The army shelled the town on the night of 3-4 May.", "shelled", "2008-05-03", "2008-05-04", "day"),
        ("The town was shelled in 1993.", "shelled", "1993-01-01", "1993-12-31", "year"),
        ("The town was shelled in the winter of 1994.", "shelled", "1994-12-01", "1995-02-28", "season"),
        ("The town was shelled last summer.", "shelled", "2008-06-01", "2008-08-31", "season"),
        ("The town was shelled in the early 1990s.", "shelled", "1990-01-01", "1993-12-31", "period"),
        ("The town was shelled in the past 24 hours.", "shelled", "2008-09-08", "2008-09-09", "day"),
        ("The town was shelled on 2008-09-05.", "shelled", "2008-09-05", None, "day"),
        ("Rebels have shelled the town since 8 August.", "shelled", "2008-08-08", "2008-09-09", "period"),
        ("The town was shelled from Friday to Sunday.", "shelled", "2008-09-05", "2008-09-07", "week"),
    ],
)
def test_date_of_a_verb(text, verb, start, end, precision):
    ctx = context(text, TUESDAY)
    found = when(ctx, word(ctx, verb))
    assert (str(found.start), found.end and str(found.end), found.precision) == (start, end, precision)


def test_deadline_has_only_an_end():
    ctx = context("The army will leave the town by Dec. 31.", TUESDAY)
    found = when(ctx, word(ctx, "leave"))
    assert found.start is None and found.end == date(2008, 12, 31)


def test_within_a_month_looks_forward():
    ctx = context("The army will leave the town within a month.", TUESDAY)
    found = when(ctx, word(ctx, "leave"))
    assert (found.start, found.end) == (date(2008, 9, 9), date(2008, 10, 10)) or found.end == date(2008, 10, 9)


def test_day_of_saying_is_not_day_of_event():
    ctx = context("Officials said on Monday that rebels had shelled the town.", TUESDAY)
    assert when(ctx, word(ctx, "shelled")) == UNRESOLVED
    assert when(ctx, word(ctx, "said")).start == date(2008, 9, 8)


def test_offset_from_the_main_clause():
    ctx = context("Russia pledged support on Tuesday, a day after the government promised to leave.", TUESDAY)
    assert when(ctx, word(ctx, "promised")).start == date(2008, 9, 8)
    assert when(ctx, word(ctx, "pledged")).start == date(2008, 9, 9)


def test_a_day_in_the_same_sentence_outranks_the_day_of_a_like_verb():
    ctx = context("Officials on Tuesday pledged new bases.\n\nThe minister announced the plan Tuesday, a day after "
                  "the government pledged to leave the town.", TUESDAY)
    verbs = [t for t in ctx.doc if t.lower_ == "pledged"]
    assert [when(ctx, verb).start for verb in verbs] == [date(2008, 9, 9), date(2008, 9, 8)]


def test_two_clauses_keep_their_own_days():
    ctx = context("Rebels attacked the town on Friday and the army shelled the hills on Sunday.", TUESDAY)
    assert when(ctx, word(ctx, "attacked")).start == date(2008, 9, 5)
    assert when(ctx, word(ctx, "shelled")).start == date(2008, 9, 7)


def test_story_sets_the_year_of_a_background_paragraph():
    ctx = context(
        "The court sat on Monday.\n\nIn July 1995 the army attacked the enclave. On 11 July it captured the town.",
        TUESDAY,
    )
    assert when(ctx, word(ctx, "captured")).start == date(1995, 7, 11)


def test_later_counts_from_the_story_not_from_today():
    ctx = context("Rebels attacked the town on 1 August. Two days later the army shelled the hills.", TUESDAY)
    assert when(ctx, word(ctx, "shelled")).start == date(2008, 8, 3)


def test_event_anchored_period_is_named_not_guessed():
    ctx = context("Thousands of soldiers were in the region before the war.", TUESDAY)
    found = when(ctx, word(ctx, "were"))
    assert found.start is None and found.precision == "period" and "before the war" in found.text


def test_without_a_report_date_a_weekday_stays_unresolved():
    ctx = context("Troops withdrew on Tuesday from the town they took in 1999.", None)
    found = when(ctx, word(ctx, "withdrew"))
    assert found.start is None and found.text == "Tuesday"
    assert when(ctx, word(ctx, "took")).start == date(1999, 1, 1)


def test_dateline_is_the_anchor():
    ctx = context("SAN SALVADOR, 7 SEP 08 (RADIO) -- Troops attacked the village today.", TUESDAY)
    assert anchor(ctx) == date(2008, 9, 7)
    assert when(ctx, word(ctx, "attacked")).start == date(2008, 9, 7)


def test_dateline_dates_a_report_without_a_date():
    ctx = context("BOGOTA, 12 MAY 89 (EFE) -- Troops attacked the village today.", None)
    assert when(ctx, word(ctx, "attacked")).start == date(1989, 5, 12)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ON 12 MAY 89 THE GUERRILLAS ATTACKED.", ["dmy"]),
        ("The protesters may march on the capital.", []),
        ("Some 2,000 troops and 1990 vehicles left.", []),
        ("The army sent 2000 soldiers.", []),
        ("Resolution 1244 was passed.", []),
        ("since the 1991 collapse of the Soviet Union", ["year"]),
        ("between 1992 and 1995", ["years"]),
        ("Armies clashed in March.", ["month"]),
        ("The blast on May 3 killed two.", ["dmy"]),
    ],
)
def test_what_is_a_date(text, kinds):
    assert [e.kind for e in scan(text)] == kinds


def test_impossible_day_is_no_date():
    ctx = context("Rebels shelled the town on 31 June 1999.", TUESDAY)
    assert when(ctx, word(ctx, "shelled")).start is None


def test_a_day_just_past_is_this_year_whatever_the_paragraph_told_before():
    ctx = context("Rebels attacked Gao in 2014. On 9 May the rebels shelled Gao.", "2016-05-10")
    verb = next(t for t in ctx.doc if t.lower_ == "shelled")
    assert str(when(ctx, verb).start) == "2016-05-09"


def test_the_year_may_stand_behind_the_day():
    ctx = context("Rebels attacked Gao on 16 July last year.", "2016-05-10")
    verb = next(t for t in ctx.doc if t.lower_ == "attacked")
    assert str(when(ctx, verb).start) == "2015-07-16"


def test_two_days_after_a_named_event_counts_from_it():
    ctx = context("Goma fell on 1 May.\n\nTwo days after Goma fell, the rebels shelled Malakal.", "2016-05-10")
    verb = next(t for t in ctx.doc if t.lower_ == "shelled")
    assert str(when(ctx, verb).start) == "2016-05-03"


def test_a_heading_dates_a_report_without_a_date():
    ctx = context("Notes from Aleppo, 3 March 2013\n\nYesterday a rocket hit Aleppo.", None)
    verb = next(t for t in ctx.doc if t.lower_ == "hit")
    assert str(when(ctx, verb).start) == "2013-03-02"


@pytest.mark.parametrize("text", [
    "Rebels attacked the town on 1 August. Hours later the army shelled the hills.",
    "Rebels attacked the town on 1 August. A few hours later the army shelled the hills.",
])
def test_hours_later_is_the_day_of_the_story(text):
    ctx = context(text, TUESDAY)
    assert when(ctx, word(ctx, "shelled")).start == date(2008, 8, 1)


@pytest.mark.parametrize(
    ("text", "verb", "start"),
    [
        ("Rebels attacked on 2 September. Next day the army shelled the town.", "shelled", "2008-09-03"),
        ("Rebels attacked on 2 September. Two waiters were shot the night before.", "shot", "2008-09-01"),
        ("Rebels attacked on 2 September.\n\nThree days earlier a convoy was wiped out.", "wiped", "2008-08-30"),
        ("Thirty were hurt there on 29 August, 19 of them soldiers.", "hurt", "2008-08-29"),
        ("The worst: 53 migrants killed in a raid on 2 March.", "killed", "2008-03-02"),
    ],
)
def test_days_that_the_story_or_the_past_decides(text, verb, start):
    ctx = context(text, TUESDAY)
    assert when(ctx, word(ctx, verb)).start == date.fromisoformat(start)


def test_the_year_that_a_treaty_is_known_by_is_no_date():
    ctx = context("Russia has 2,000 men in Gori under the 2006 truce.", TUESDAY)
    assert when(ctx, word(ctx, "has")) == UNRESOLVED
