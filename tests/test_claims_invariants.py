"""What holds for the claims of any report, by generated texts."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.claims.extract import extract
from geo.model import Claim, Report
from tests.claims_fixture import pipeline, toponyms

DAY = date(2008, 9, 9)
COUNTS = st.sampled_from(
    [
        "500",
        "at least 400",
        "up to 3,000",
        "between 200 and 300",
        "dozens of",
        "some 1,200",
        "2,500-3,000",
        "twelve",
        "hundreds of",
    ]
)
ACTORS = st.sampled_from(["Russian", "Georgian", "French", "M23", "Hezbollah", "U.S.", "Ethiopian"])
UNITS = st.sampled_from(
    ["soldiers", "troops", "peacekeepers", "tanks", "fighters", "observers", "armoured vehicles", "policemen"]
)
PLACES = st.sampled_from(["Gori", "Abkhazia", "Abkhazia and South Ossetia", "Goma", "Kosovo", "Homs", "Helmand"])
FRAMES = st.sampled_from(
    [
        "There are {n} {a} {u} in {p}.",
        "{N} {a} {u} entered {p} on Monday.",
        "A spokesman said that {n} {a} {u} were in {p}.",
        "{N} {a} {u} will be sent to {p}, officials announced.",
        "Officials denied that {n} {a} {u} had withdrawn from {p}.",
        "{N} {a} {u} were killed in {p}.",
        '"We have {n} {u} in {p}," General Ivan Petrov said.',
    ]
)
#: Sentences that tell of no force, no party and no place that others could take up.
NEUTRAL = st.sampled_from(
    [
        "The weather was fine.",
        "Prices rose by 3 percent.",
        "A school opened its doors.",
        "The concert was cancelled.",
        "Nobody knew the answer.",
    ]
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of the frames."""
    n = draw(COUNTS)
    return draw(FRAMES).format(n=n, N=n[0].upper() + n[1:], a=draw(ACTORS), u=draw(UNITS), p=draw(PLACES))


def read(text: str, ident: str = "r") -> list[Claim]:
    report = Report(ident, text, date=DAY, language="en")
    return extract(report, pipeline()(report), toponyms(text))


def facts(found: list[Claim]) -> list[tuple]:
    """Claims without what depends on where in the text they stand."""
    return [
        (
            c.kind,
            c.quote,
            c.attribution,
            c.places,
            c.as_of,
            c.polarity,
            getattr(c, "low", None),
            getattr(c, "high", None),
            getattr(c, "status", None),
            getattr(c, "actor", None),
        )
        for c in found
    ]


slow = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(st.lists(sentences(), min_size=1, max_size=3))
def test_every_claim_has_its_quote_source_and_place_and_ordered_bounds(parts):
    text = "\n\n".join(parts)
    found = read(text)
    assert found == read(text)
    for claim in found:
        assert text[claim.start:claim.end] == claim.quote
        assert claim.attribution.name and claim.places and claim.rule
        assert 0 < claim.confidence < 1
        assert claim.quote == claim.quote.strip()
        # A quote begins and ends between words and never inside a number.
        assert claim.start == 0 or not (text[claim.start - 1].isalnum() and text[claim.start].isalnum())
        assert claim.end == len(text) or not (text[claim.end - 1].isalnum() and text[claim.end].isalnum())
        if claim.kind == "force":
            assert claim.low is not None or claim.high is not None
            assert claim.low is None or claim.high is None or claim.low <= claim.high
    ids = [c.id for c in found]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"r#[ef]\d+", i) for i in ids)


@slow
@given(sentences(), NEUTRAL)
def test_an_unrelated_sentence_changes_no_earlier_claim(sentence, neutral):
    assert facts(read(f"{sentence}\n\n{neutral}")) == facts(read(sentence))


@settings(slow, max_examples=10)
@given(
    st.permutations(
        [
            "There are 500 Russian troops in Gori.",
            "Some 300 M23 fighters entered Goma.",
            "The EU has 200 observers in Kosovo.",
        ]
    )
)
def test_the_order_of_unrelated_reports_changes_only_the_order(parts):
    alone = {p: facts(read(p)) for p in parts}
    together = [f for p in parts for f in alone[p]]
    reports = [Report(f"r{n}", p, date=DAY, language="en") for n, p in enumerate(parts)]
    streamed = [
        f for report, doc in pipeline().pipe(reports) for f in facts(extract(report, doc, toponyms(report.text)))
    ]
    assert streamed == together


@settings(slow, max_examples=40)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_survived(noise):
    for claim in read("There are 500 Russian troops in Gori. " + noise):
        assert claim.quote
