"""Days that an event takes from the story, the news, who tells it and the fight before it."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims.dates import when
from geo.claims.events import events
from tests.claims_context import context, word

DAY = "2016-08-10"  # a Wednesday


def told(text: str, group: str | None = None, day: str = DAY):
    found = events(context(text, day))
    return next(c for c in found if group is None or group in c.quote)


@pytest.mark.parametrize(
    ("text", "verb", "start", "end"),
    [
        ("Fighting in Aleppo over the last week of July killed 40 people.", "Fighting", date(2016, 7, 24), date(2016, 7, 31)),
        ("Troops took Mosul in the first days of June.", "took", date(2016, 6, 1), date(2016, 6, 7)),
        ("The army shelled Mosul at the start of the month.", "shelled", date(2016, 8, 1), date(2016, 8, 10)),
        ("Shells have killed 80 people in Aleppo in five days.", "killed", date(2016, 8, 5), date(2016, 8, 10)),
        ("Rebels have called a rally in Aleppo on Friday.", "rally", date(2016, 8, 12), None),
        ("Parties set a protest for Saturday.", "protest", date(2016, 8, 13), None),
        ("The agreement signed in Dayton on 21 November 1995 binds all by 20 September.", "agreement", date(1995, 11, 21), None),
        ("Rebels stormed Gao on Saturday and fought the guards before leaving on Sunday.", "fought", date(2016, 8, 6), None),
        ("Bombs went off in Mosul on Tuesday, hours after soldiers entered the port that rebels had left on Sunday.",
         "entered", date(2016, 8, 9), None),
        ("On 4 August 45 Fijian soldiers were detained near Aleppo.", "detained", date(2016, 8, 4), None),
        ("On 4 August 1995 soldiers of two brigades took Mosul.", "took", date(1995, 8, 4), None),
        ("The patrol lost two men over the weekend of 23 July.", "lost", date(2016, 7, 23), None),
        ("India, which lost 1,155 men in Jaffna in 1987-90, has sent nobody.", "lost", date(1987, 1, 1), date(1990, 12, 31)),
    ],
)
def test_the_day_of_a_word(text, verb, start, end):
    ctx = context(text, DAY)
    found = when(ctx, word(ctx, verb))
    assert (found.start, found.end) == (start, end)


def test_a_time_that_only_ranks_is_no_date():
    ctx = context("Mortar fire killed 42 people in Gaza, the deadliest attack since the offensive began 11 days ago.", DAY)
    assert when(ctx, word(ctx, "killed")).start is None


def test_in_five_days_of_a_finished_fight_has_no_date():
    ctx = context("The army took Mosul in five days.", DAY)
    assert when(ctx, word(ctx, "took")).start is None


@pytest.mark.parametrize("time", ["early in the morning", "at 3 a.m.", "before dawn", "around noon"])
def test_a_time_of_the_day_is_of_the_day_of_the_news(time):
    text = f"Rebels captured Mosul on Wednesday. The president spoke on television.\n\nIn Kharkiv, a missile hit a block of flats {time} and killed seven people."
    assert told(text, "missile").date_start == date(2016, 8, 10)


def test_the_news_goes_on_elsewhere():
    text = "Troops entered Mosul on Wednesday.\n\nElsewhere, gunmen overran four police stations in Baghdad."
    assert told(text, "gunmen").date_start == date(2016, 8, 10)


def test_background_has_no_date():
    text = "Rebels captured Mosul on Wednesday.\n\nIn Kharkiv, more than 60,000 people have been displaced."
    assert all(c.date_start is None for c in events(context(text, DAY)) if "displaced" in c.quote)


def test_hours_later_is_the_day_of_what_was_told():
    text = "Rebels ambushed a patrol in Mosul on Friday. A soldier died of his wounds today. Troops were attacked in Mosul on Saturday. Hours later gunmen attacked Mosul again, killing 12 soldiers."
    assert told(text, "Hours later").date_start == date(2016, 8, 6)


def test_a_toll_by_a_day_runs_from_the_attack():
    text = "Fighters attacked Grozny on Monday. The ministry said 70 of its soldiers had been killed there by Tuesday night."
    assert told(text, "70").date_start == date(2016, 8, 8)


def test_the_story_goes_on_from_the_day_since_when():
    text = "Clashes have killed 40 people in Marawi since Sunday, when gunmen attacked the city. They burned a church and freed 107 inmates in Marawi."
    assert told(text, "freed").date_start == date(2016, 8, 7)


def test_what_is_done_by_saying_is_of_the_day_of_saying():
    text = "Georgia said on Saturday that it recognised the republic of Abkhazia."
    assert told(text).date_start == date(2016, 8, 6)


def test_street_battles_before_a_withdrawal():
    text = "Rebels said on Wednesday they had withdrawn from Mosul after two days of street battles in Mosul."
    battle = next(c for c in events(context(text, DAY)) if c.event_type == "Battles")
    assert (battle.date_start, battle.date_end) == (date(2016, 8, 8), date(2016, 8, 9))


def test_a_rally_that_is_called_has_not_happened():
    text = "The opposition has called a rally of a million people in Baghdad on Friday."
    assert {(c.polarity, c.date_start) for c in events(context(text, DAY))} <= {("hypothetical", date(2016, 8, 12))}


def test_a_date_stands_over_its_sentences():
    text = "EVENTS\n\n28 May. A cutter shelled a trawler off Kismayo.\n9 June. A mine killed a man in Kismayo."
    assert told(text, "mine").date_start == date(2016, 6, 9)


def test_capitals_keep_their_months():
    text = "NDJAMENA, MARCH 30, 1987\n\nREBELS STORMED THE BASE AT GAO ON MARCH 22. A COLUMN WAS WIPED OUT NEAR GAO THREE DAYS EARLIER."
    starts = {c.date_start for c in events(context(text, "1987-03-30"))}
    assert date(1987, 3, 22) in starts
