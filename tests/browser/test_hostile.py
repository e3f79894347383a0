"""Hostile text in every field that a report, a name or a dataset row can fill: it is shown as text, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo import export
from geo.model import Actor, Attribution, Place, Report, Toponym
from tests import render_fixture as fixture
from tests.browser.hostile import PAYLOADS

pytestmark = pytest.mark.browser
BATCH = 24


# Open a claim by its card, as a reader does, and read the quote of the popup.
READ_QUOTE = """async (id) => {
    const card = [...document.querySelectorAll('.card')].find((n) => n.dataset.claimId === id);
    if (!card) return null;
    card.click();
    for (let i = 0; i < 100; i++) {
        const quote = document.querySelector('.leaflet-popup blockquote');
        if (quote && quote.closest('[data-claim-id]').dataset.claimId === id) return quote.textContent;
        await new Promise((done) => setTimeout(done, 20));
    }
    return null;
}"""


def said(payload: str) -> str:
    """The payload as a name: a claim needs one."""
    return payload or "nobody"


def hostile_atlas(batch: list[str], first: int):
    """An atlas with a report, a force, an event and a place for each payload, in each of their text fields."""
    reports, made, marks, regions = [], [], {}, None
    for number, payload in enumerate(batch, first):
        name, ident = said(payload), f"r{number}{payload[:40]}"
        text = f"Start. {payload} came to {name}. End."
        reports.append(
            Report(id=ident, text=text, date=fixture.DAY, title=payload, source=payload, url=payload, language="en")
        )
        place = Place(
            f"x:{number}{payload[:40]}",
            name,
            42.0 + number % 10 / 10,
            43.0 + number % 7 / 10,
            "P",
            payload[:20] or None,
            "GE",
            region_id=payload[:40] or None,
        )
        start = len("Start. ")
        quote = text[start : start + len(payload) + 9]
        common = {
            "report_id": ident,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "places": (place,),
            "as_of": fixture.DAY,
            "as_of_text": payload,
            "attribution": Attribution(name, payload, "reported", (payload,)),
            "confidence": 0.7,
            "rule": payload,
        }
        force = fixture.ForceClaim(
            id=f"{ident}#f1",
            actor=Actor(name, payload or None),
            unit="troops",
            unit_text=payload,
            low=number,
            high=number + 5,
            **common,
        )
        event = fixture.EventClaim(
            id=f"{ident}#e1",
            event_type=name,
            sub_event_type=name,
            actors=(Actor(name, payload or None),),
            date_start=fixture.DAY,
            date_precision="day",
            date_text=payload,
            damage=payload,
            **common,
        )
        made += [force, event]
        if payload:
            marks[ident] = [Toponym(start, start + len(payload), payload, place=place, score=0.5)]
    atlas = fixture.atlas(
        made, reports, toponyms=marks, title=batch[0], warnings=list(batch), name=f"hostile {batch[0][:30]}"
    )
    regions = atlas.regions.copy()
    abkhazia = regions.index[regions["id"] == "GE-AB"][0]
    for column in ("name", "note", "source", "de_jure", "de_facto", "name_ar"):
        regions.loc[abkhazia, column] = said(batch[0])
    atlas.regions = regions
    return atlas


def test_there_are_over_a_hundred():
    assert len(set(PAYLOADS)) >= 120


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), BATCH))
def test_payloads_are_text(opening, tmp_path, first):
    from geo import render

    batch = PAYLOADS[first : first + BATCH]
    atlas = hostile_atlas(batch, first)
    path = tmp_path / "hostile.html"
    path.write_text(render.page(atlas), "utf-8")
    opened = opening(path)
    page = opened.page
    assert page.evaluate("conflictmap.claims.length") == 2 * len(batch)
    scripts = page.locator("script").count()
    elements = "document.querySelectorAll('iframe, object, embed, form, img, video, audio, base, link, math, marquee, dialog, template, #story script, .leaflet-pane script').length"
    for number, payload in enumerate(batch, first):
        ident = f"r{number}{payload[:40]}"
        for kind in ("f1", "e1"):
            quote = page.evaluate(READ_QUOTE, f"{ident}#{kind}")
            claim = next(
                c
                for c in (atlas.forces if kind == "f1" else atlas.events).to_dict("records")
                if c["id"] == f"{ident}#{kind}"
            )
            assert quote == claim["quote"], (payload[:80], quote and quote[:80])
        assert page.evaluate(elements) == 0, payload[:80]
    page.click("#tab-texts")
    for index in range(len(batch)):
        page.locator("#texts select").select_option(index=index)
        assert page.evaluate("document.querySelector('#text .prose').textContent").startswith("Start. ")
    page.evaluate(
        "document.querySelector('[data-region-id=\"GE-AB\"]')?.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: 700, clientY: 300})); null"
    )
    page.locator("#actions select").select_option("ar")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; }); null")
    page.wait_for_timeout(50)
    for link in page.eval_on_selector_all("a[href]", "n => n.map(e => e.href)"):
        assert link.startswith(("http://", "https://", "file:")) and "javascript" not in link.lower().split(":")[0]
    assert page.locator("script").count() == scripts
    assert page.evaluate(elements) == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    opened.quiet()


def test_a_megabyte_of_text_in_a_name_and_a_quote(opening, tmp_path):
    from geo import render

    long = "<b>" + "w" * 1_000_000
    text = f"{long} 3 soldiers"
    claim = replace(
        fixture.claims()[0],
        report_id="x",
        start=0,
        end=len(text),
        quote=text,
        attribution=Attribution(long),
        actor=Actor(long),
    )
    atlas = fixture.atlas([claim], [Report(id="x", text=text, title=long, source=long)], toponyms={})
    path = tmp_path / "long.html"
    path.write_text(render.page(atlas), "utf-8")
    opened = opening(path)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.locator(".card").first.click()
    box = page.locator(".leaflet-popup")
    box.wait_for()
    assert box.bounding_box()["width"] < 420 and box.bounding_box()["height"] < 620
    assert len(page.locator("blockquote").text_content()) == len(text)
    opened.quiet()


def test_rows_of_a_dataset_without_reports(opening, tmp_path):
    from geo import render

    made = [
        fixture.claim_record(c) | {"place": p, "quote": p, "attributed_to": said(p), "source": p, "id": f"row-{i}"}
        for i, (c, p) in enumerate(zip(fixture.claims() * 8, PAYLOADS, strict=False))
    ]
    atlas = fixture.atlas(made, [], toponyms={}, title="Rows")
    path = tmp_path / "rows.html"
    path.write_text(render.page(atlas), "utf-8")
    export.geojson_text(atlas)
    opened = opening(path)
    assert opened.page.locator(".card").count() > 50
    opened.quiet()
