"""The gold corpus keeps its own rules, and the scorer tells right from wrong."""

import copy
import importlib.util
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from geo.model import Polarity, Role, Status, Unit

GOLD = Path(__file__).parent / "gold"
_spec = importlib.util.spec_from_file_location("gold_scoring", GOLD / "scoring.py")
scoring = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(scoring)

REPORTS = {split: scoring.load(GOLD / split) for split in ("heldout", "blind", "blind2", "dev", "dev2", "dev3", "dev4", "dev5", "dev6")}
ALL = [report for reports in REPORTS.values() for report in reports]
SUB_EVENT_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade"},
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other"},
}
EFFECTS = ("fatalities", "injured", "captured", "displaced")


def as_predicted(report):
    """The report as a perfect program would have parsed it."""
    claims = copy.deepcopy(report["claims"])
    for claim in claims:
        if claim["kind"] == "event":
            claim["sub_event_type"] = claim["sub_event_type"][0]
    return {"id": report["id"], "toponyms": report["toponyms"], "claims": claims}


def test_corpus_is_as_large_and_varied_as_promised():
    assert len(REPORTS["heldout"]) >= 30 and len(REPORTS["dev"]) >= 50
    assert len({r["war"] for r in ALL}) >= 24
    assert {r["continent"] for r in ALL} == {"Europe", "Asia", "Africa", "Americas", "Oceania"}
    assert len({r["style"] for r in ALL}) >= 8
    assert len({r["id"] for r in ALL}) == len({r["text"] for r in ALL}) == len(ALL)


@pytest.mark.parametrize("report", ALL, ids=lambda r: r["id"])
def test_report_keeps_the_rules(report):
    text, published = report["text"], date.fromisoformat(report["date"])
    assert 60 <= len(text.split()) <= 235 and published.year >= 1980
    end = 0
    for t in report["toponyms"]:
        assert text[t["start"]:t["end"]] == t["text"] and t["start"] >= end and t["role"] in get_args(Role)
        assert -90 <= t["lat"] <= 90 and -180 <= t["lon"] <= 180
        end = t["end"]
    for c in report["claims"]:
        assert text[c["start"]:c["end"]] == c["quote_contains"] and c["quote_contains"].strip()
        assert all(0 <= start < end <= len(text) for start, end in c["also_spans"])
        assert {c["polarity"], *c["polarity_also"]} <= set(get_args(Polarity))
        assert c["attributed_to"] and c["places"] and all(c["places_also"])
        for place in (p for one in (c["places"], *c["places_also"]) for p in one):
            assert place["name"] and place["km"] > 0 and -90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180
        (check_force if c["kind"] == "force" else check_event)(c, published)


def check_force(claim, published):
    assert claim["actor"]
    assert {claim["unit"], *claim["unit_also"]} <= set(get_args(Unit))
    assert {claim["status"], *claim["status_also"]} <= set(get_args(Status))
    assert claim["low"] is None or claim["high"] is None or 0 <= claim["low"] <= claim["high"]
    counted = claim["low"] is not None or claim["high"] is not None
    assert counted or (claim["optional"] and claim["polarity"] != "asserted")
    if claim["as_of"] and claim["status"] in ("present", "past", "withdrawn"):
        assert date.fromisoformat(claim["as_of"]) <= published


def check_event(claim, published):
    types = {claim["event_type"], *claim["event_type_also"]}
    assert claim["sub_event_type"] and types <= set(SUB_EVENT_TYPES)
    assert set(claim["sub_event_type"]) <= {sub for t in types for sub in SUB_EVENT_TYPES[t]}
    assert claim["sub_event_type"][0] in SUB_EVENT_TYPES[claim["event_type"]]
    for effect in EFFECTS:
        low, high = claim[f"{effect}_low"], claim[f"{effect}_high"]
        assert low is None or high is None or 0 <= low <= high
    assert not set(claim["actors"]) & set(claim["actors_optional"])
    if claim["date_start"]:
        start = date.fromisoformat(claim["date_start"])
        assert claim["date_end"] is None or start <= date.fromisoformat(claim["date_end"])
        assert start <= published or claim["polarity"] != "asserted" or claim["optional"]
        assert claim["date_precision"] != "unknown"
    else:
        assert claim["date_precision"] == "unknown"


def test_gold_scored_against_itself_is_perfect():
    # Only on dev: this is the one test that makes predictions.
    result = scoring.score(REPORTS["dev"], [as_predicted(r) for r in REPORTS["dev"]])
    for kind, slots in result.items():
        for name, r in slots.items():
            assert r["precision"] == 1 and r["recall"] in (1, None), (kind, name, r)


def test_nothing_predicted_has_no_recall_and_no_precision():
    result = scoring.score(REPORTS["dev"], [])
    assert result["force"]["whole"]["recall"] == 0 == result["event"]["whole"]["recall"]
    assert result["force"]["whole"]["precision"] is None and result["toponym"]["recognition"]["recall"] == 0


def one(kind, **wanted):
    """A report with a single required claim of `kind` that has what is wanted, and its perfect prediction."""
    for report in REPORTS["dev"]:
        for claim in report["claims"]:
            if claim["kind"] == kind and not claim["optional"] and all(claim.get(k) == v for k, v in wanted.items()):
                alone = {**report, "claims": [claim]}
                return alone, as_predicted(alone)
    raise AssertionError(wanted)


def whole_f1(report, record, kind):
    return scoring.score([report], [record])[kind]["whole"]["f1"]


@pytest.mark.parametrize("slot, value", [
    ("low", 1), ("actor", "Atlantis"), ("unit", "ships"), ("status", "pledged"), ("polarity", "denied"),
    ("places", [{"name": "Paris", "lat": 48.85, "lon": 2.35}]),
])
def test_a_wrong_slot_spoils_a_force(slot, value):
    report, record = one("force", status="present", unit="tanks", polarity="asserted", status_also=[])
    assert whole_f1(report, record, "force") == 1
    record["claims"][0][slot] = value
    if slot == "actor":
        record["claims"][0]["actor_id"] = None
    assert whole_f1(report, record, "force") == 0


@pytest.mark.parametrize("slot, value", [
    ("event_type", "Protests"), ("date_start", "1901-01-01"), ("fatalities_low", 77777), ("displaced_low", 5),
    ("polarity", "hypothetical"), ("places", [{"name": "Nowhere", "lat": None, "lon": None}]),
])
def test_a_wrong_slot_spoils_an_event(slot, value):
    report, record = one("event", event_type="Battles", date_precision="day", polarity="asserted", polarity_also=[])
    assert whole_f1(report, record, "event") == 1
    record["claims"][0] |= {slot: value} | ({"fatalities_high": value} if slot == "fatalities_low" else {})
    assert whole_f1(report, record, "event") == 0


def test_a_denied_claim_drawn_as_done_costs_precision():
    report, record = one("event", polarity="denied", polarity_also=[])
    record["claims"][0]["polarity"] = "asserted"
    result = scoring.score([report], [record])["event"]
    assert result["drawn"]["precision"] == 0 and result["whole"]["f1"] == 0


def test_an_invented_claim_costs_precision():
    report, record = one("force", polarity="asserted")
    record["claims"].append({**record["claims"][0], "low": 31, "high": 31, "start": 0, "end": 1, "actor": "Atlantis"})
    result = scoring.score([report], [record])["force"]
    assert result["whole"]["precision"] == result["drawn"]["precision"] == 0.5 and result["whole"]["recall"] == 1


def test_several_places_may_be_told_one_by_one():
    report = next({**r, "claims": [c]} for r in REPORTS["dev"] for c in r["claims"]
                  if len(c["places"]) == 2 and not c["places_also"] and not c["optional"])
    record = as_predicted(report)
    claim = record["claims"][0]
    record["claims"] = [{**claim, "places": [p]} for p in claim["places"]]
    assert whole_f1(report, record, claim["kind"]) == 1
    record["claims"].pop()
    assert whole_f1(report, record, claim["kind"]) == 0


def test_optional_claims_are_neither_rewarded_nor_punished():
    report = next(r for r in REPORTS["dev"] if any(c["optional"] for c in r["claims"]))
    full = as_predicted(report)
    bare = {**full, "claims": [p for p, g in zip(full["claims"], report["claims"], strict=True) if not g["optional"]]}
    assert scoring.score([report], [full]) == scoring.score([report], [bare])


def test_states_with_similar_names_are_not_confused():
    assert not scoring.same_actor(["Sudan"], "South Sudan") and not scoring.same_actor(["Guinea"], "Equatorial Guinea")
    assert scoring.same_actor(["Ivory Coast", "CI"], "Côte d'Ivoire", "CI")


def test_flat_records_without_a_list_of_places_are_scored_too():
    report, record = one("force", polarity="asserted", places_also=[])
    claim = record["claims"][0]
    assert len(claim["places"]) == 1
    place = claim.pop("places")[0]
    claim |= {"place": place["name"], "lat": place["lat"], "lon": place["lon"]}
    assert whole_f1(report, record, "force") == 1


def test_command_writes_input_and_keeps_heldout_errors_to_itself(tmp_path):
    def run(*args):
        return subprocess.run([sys.executable, str(GOLD / "scoring.py"), *args], capture_output=True, text=True)

    reports = run(str(GOLD / "dev"), "--input")
    assert reports.returncode == 0 and len(reports.stdout.splitlines()) == len(REPORTS["dev"])
    empty = tmp_path / "pred.jsonl"
    empty.write_text("", encoding="utf-8")
    assert "MISSED" in run(str(GOLD / "dev"), str(empty), "--errors").stdout
    refused = run(str(GOLD / "heldout"), str(empty), "--errors")
    assert refused.returncode == 2 and not refused.stdout
    assert run(str(GOLD / "heldout"), str(empty)).returncode == 0
