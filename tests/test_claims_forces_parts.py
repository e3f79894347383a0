"""The parts that find numbers without a noun, and choose party, place and status: each by itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from geo.claims import forces_choose as choose
from geo.claims import forces_choose_actor as whose
from geo.claims import forces_choose_place as place
from geo.claims import forces_choose_status as state
from geo.claims import forces_keep as keep
from geo.claims import forces_loose as loose
from geo.claims.forces import drafts_of, proposed, ruled_drafts, settled
from geo.claims.forces_linear import Choice
from geo.claims.forces_parties import issuer, led, named_in, titled
from geo.claims.forces_phrases import settle_status
from geo.errors import InvariantError
from tests.claims_fixture import claims, context

DAY = date(2008, 9, 9)


def one(text: str, count: int, day: date | None = DAY, **kept):
    """The context of a text and the draft of its count."""
    ctx = context(text, day, **kept)
    return ctx, next(d for d in settled(ctx, proposed(ctx)) if count in (d.low, d.high))


def doubts(text: str) -> dict[int, str]:
    """Count -> why the rules made no claim of it, of the numbers that only a model may take for forces."""
    ctx = context(text, DAY)
    return {d.low: d.doubt for d in loose.loose(ctx, ruled_drafts(ctx))}


class TestLoose:
    """Numbers that no rule took for a force."""

    def test_a_number_takes_the_noun_of_force_nearest_to_it(self):
        _, draft = one("Russia has soldiers in Gori. Their number ran from 5,000 to 7,500 in Gori at that time.", 7500)
        assert draft.mention.unit == "troops"

    def test_staff_are_candidates_and_of_the_nearest_kind(self):
        assert 192 in doubts("The peacekeepers went home from Gori last month; 192 staff remain in Georgia.")

    def test_what_counts_something_else_is_none(self):
        assert doubts("Russian soldiers handed out 300 tons of flour and 40 blankets in Gori.") == {}

    def test_a_loss_says_why(self):
        assert doubts("Georgia said that 30 Russian soldiers were killed in Gori.")[30] == "effect"

    def test_what_the_rules_made_a_claim_of_is_no_candidate(self):
        assert 500 not in doubts("Russia has 500 soldiers in Gori.")


class TestKeep:
    """Whether a number is a force."""

    @pytest.mark.parametrize("text", [
        "Russia has 500 soldiers in Gori.", "About 2,900 French soldiers are deployed in Mali.", "Some 300 rebels hold Goma."])
    def test_forces_are_kept(self, text):
        assert len(drafts_of(context(text, DAY))) == 1

    @pytest.mark.parametrize("text", [
        "Russian soldiers shelled Gori, killing 30 civilians.", "About 30,000 refugees fled from Gori.",
        "Russian television (1600 gmt) showed soldiers in Gori."])
    def test_other_numbers_are_not(self, text):
        assert drafts_of(context(text, DAY)) == []

    @pytest.mark.parametrize("text", [
        "Russian soldiers shelled Gori, killing 30 civilians. Another 200 remain in the town.",
        "About 30,000 refugees fled from Gori, where Russia has 500 soldiers and 40 tanks.",
        "Russia has soldiers in Gori. Their number ran from 5,000 to 7,500 in Gori; 192 staff remain in Georgia.",
        "The peacekeepers went home from Gori last month; 192 armed men remain in Georgia, 80 of them in Senaki."])
    def test_what_is_sifted_out_would_not_have_been_kept(self, text):
        def left(sift=None):
            ctx = context(text, DAY)
            return [(d.mention.quantity.start, d.doubt, d.kept_likely) for d in choose.kept(ctx, proposed(ctx, sift))]

        assert left(choose.possible) == left()

    def test_refugees_are_sifted_out_before_a_place_is_looked_for(self):
        ctx = context("Russian soldiers hold Gori. About 30,000 refugees fled from the town, 600 of them children.", DAY)
        assert loose.loose(ctx, [])
        assert loose.loose(ctx, [], choose.possible) == []

    def test_an_hour_is_known_by_its_form(self):
        ctx, draft = one("Moscow television (1100) showed 30 soldiers in Gori.", 1100)
        row = dict(zip(keep.NAMES, keep.features(ctx, draft, []), strict=True))
        assert row["clock"] == 1.0
        ctx, draft = one("Russia has 1,600 soldiers in Gori.", 1600)
        assert dict(zip(keep.NAMES, keep.features(ctx, draft, []), strict=True))["clock"] == 0.0

    def test_what_the_count_before_counted_is_seen(self):
        ctx, draft = one("Russian soldiers led 5,000 refugees out of Gori; another 1,100 crossed into Georgia.", 1100)
        row = dict(zip(keep.NAMES, keep.features(ctx, draft, []), strict=True))
        assert row["noun_civil"] == 1.0
        assert row["noun_force"] == 0.0


class TestActor:
    """Whose a force is."""

    def test_every_party_of_the_report_is_a_candidate(self):
        ctx, draft = one("Georgia said that France has 500 soldiers in Mali.", 500)
        assert {"Georgia", "France"} <= {c.actor.name for c in whose.candidates(ctx, draft)}

    def test_the_party_inside_the_phrase_is_described_as_such(self):
        ctx, draft = one("There are 500 Russian peacekeepers in Georgia.", 500)
        found = whose.candidates(ctx, draft)
        rows = whose.features(ctx, draft, None, found, [draft])
        inside = {c.actor.name: row[whose.NAMES.index("inside")] for c, row in zip(found, rows, strict=True)}
        assert inside["Russia"] == 1.0
        assert inside["Georgia"] == 0.0

    def test_a_party_is_known_by_title_source_and_leader(self):
        assert named_in("Russia reinforces, NATO protests") == ("RU", named_in("NATO")[0])
        ctx, draft = one("French President Nicolas Sarkozy spoke. Later Sarkozy promised 300 soldiers for Mali.", 300)
        assert led(ctx, draft) == ("FR",)

    def test_without_title_and_source_there_is_neither(self):
        ctx = context("There are 500 soldiers in Gori.", DAY)
        assert (titled(ctx), issuer(ctx)) == ((), None)


class TestPlace:
    """Where a force is."""

    def test_candidates_hold_places_named_and_the_party_s_own(self):
        ctx, draft = one("Fighting went on near Goma. France has 500 soldiers in Mali.", 500)
        assert {"Goma", "Mali"} <= {p.name for c in place.candidates(ctx, draft) for p in c.places}

    def test_nearness_and_preposition_are_seen(self):
        ctx, draft = one("Fighting went on near Goma. France has 500 soldiers in Mali.", 500)
        found = place.candidates(ctx, draft)
        rows = place.features(ctx, draft, None, found, [draft])
        value = {c.places[0].name: dict(zip(place.NAMES, row, strict=True)) for c, row in zip(found, rows, strict=True)}
        assert (value["Mali"]["prep_in"], value["Mali"]["same_sentence"]) == (1.0, 1.0)
        assert (value["Goma"]["prep_near"], value["Goma"]["same_sentence"]) == (1.0, 0.0)


class TestStatus:
    """What is with a force."""

    def test_each_status_has_a_row_and_the_rules_one_vote(self):
        ctx, draft = one("Russia withdrew 300 troops from Gori.", 300)
        rows = state.features(ctx, draft, None)
        assert rows.shape == (len(state.STATUSES), len(state.NAMES))
        assert rows[:, 0].tolist() == [float(s == "withdrawn") for s in state.STATUSES]

    def test_a_hidden_vote_is_for_present(self):
        ctx, draft = one("Russia withdrew 300 troops from Gori.", 300)
        rows = state.unruled(state.features(ctx, draft, None))
        assert rows[:, 0].argmax() == state.STATUSES.index("present")
        assert rows[:, list(state.VOTES)].sum() < state.features(ctx, draft, None)[:, list(state.VOTES)].sum() + 3

    def test_what_a_word_says_stands(self):
        (draft,) = drafts_of(context("Russia is withdrawing 300 troops from Gori.", DAY))
        assert (draft.status, "by model" in draft.rule) == ("withdrawing", False)

    def test_the_past_leaves_the_day_open(self):
        ctx, draft = one("Russia has 300 troops in Gori.", 300)
        choose.set_status(ctx, draft, "past")
        assert (draft.status, draft.day) == ("past", None)


class TestChoice:
    """The linear models."""

    def test_odds_sum_to_one_and_follow_the_weights(self):
        model = Choice({"features": ["a", "b"], "mean": [0, 0], "scale": [1, 1], "weights": [2, -1]})
        likely = model(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
        assert likely.sum() == pytest.approx(1.0)
        assert likely.argsort().tolist() == [1, 2, 0]

    def test_a_model_of_other_features_is_refused(self):
        with pytest.raises(InvariantError):
            Choice.load(whose.MODEL, ("something else",))

    def test_a_number_without_noun_too_large_for_ships_is_of_men(self):
        _, draft = one("Russia sent 4 warships to Poti. It has 3,000 in Georgia.", 3000)
        draft.mention = choose.replace(draft.mention, elliptic=True, unit="ships")
        assert choose.with_unit(draft).unit == "troops"


class TestPhrases:
    """Set phrases beside a count."""

    @pytest.mark.parametrize(("text", "count", "status"), [
        ("Ghana has 210 men in Mali; 850 more, due in January, are Nigerian.", 850, "planned"),
        ("Russia had 3,000 soldiers a week ago in Gori.", 3000, "past"),
        ("Under the deal, France has offered 400 soldiers for Mali.", 400, "pledged")])
    def test_a_phrase_gives_the_status(self, text, count, status):
        ctx, draft = one(text, count)
        settle_status(ctx, draft)
        assert draft.status == status

    def test_who_leaves_his_country_for_another_s_war_is_sent(self):
        ctx, draft = one("Mali and its towns Gao and Timbuktu await help. 126 French soldiers left France on Monday.", 126)
        draft.status, draft.places = "withdrawn", tuple(p for c in place.candidates(ctx, draft) for p in c.places if p.country == "FR")
        settle_status(ctx, draft)
        assert draft.places
        assert draft.status == "deployed"


    @pytest.mark.parametrize(("text", "status"), [
        ("France said that 40 ships have left their port near Goma.", "deployed"),
        ("France said that 40 ships have left the port near Goma.", "withdrawn")])
    def test_who_leaves_his_own_port_is_on_his_way(self, text, status):
        assert one(text, 40)[1].status == status


def test_no_force_is_dated_after_its_report():
    (claim,) = [c for c in claims("On 9 September rebels took Gori, a day after they had left Poti. Residents said 600 fighters entered the town.")
                if c.low == 600]
    assert claim.as_of == DAY


def test_what_is_told_in_passing_dates_nothing():
    text = "Captain Zurab Dadiani, who led the coup that ousted the president on 2 September, said the army had withdrawn its 1,200 men from Gori."
    (claim,) = claims(text)
    assert claim.as_of == DAY


def test_towns_are_no_men():
    assert [c.low for c in claims("The police have 600 officers in the four northern municipalities of Georgia.")] == [600]


@pytest.mark.parametrize(("text", "status"), [
    ("Russia flew 300 more soldiers into Georgia on Monday to help rebels hold Gori, bringing its contingent there to 1,300.", "present"),
    ("Russia will send 300 more soldiers to Georgia, bringing its contingent there to 1,300.", "planned"),
])
def test_what_a_contingent_is_brought_to(text, status):
    assert [c.status for c in claims(text) if c.low == 1300] == [status]


def test_an_army_is_at_home_where_the_towns_are():
    text = "Russia sent 300 soldiers. Russian marines landed. Fighting went on in Gori and Poti. A Russian ship took 90 Russians home.\n\n" \
           "The rebels say most of the 6,000-strong army is behind them."
    assert [c.actor.id for c in claims(text) if c.low == 6000] == ["GE"]
