"""The map as a notebook shows it: in a frame made of text, with and without an origin of its own."""

from __future__ import annotations

import html

import pytest

from geo import render
from tests import render_fixture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cell():
    return render.folium_map(render_fixture.atlas())._repr_html_()


@pytest.mark.parametrize("sandbox", [None, "allow-scripts", "allow-scripts allow-popups"])
def test_the_map_works_in_a_frame(sandbox, cell, chromium, tmp_path):
    """JupyterLab and VS Code show the output as it is; nbviewer puts the notebook into a sandbox that denies it an origin."""
    outer = cell if sandbox is None else f'<iframe sandbox="{sandbox}" width="1100" height="700" srcdoc="{html.escape(cell)}"></iframe>'
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{outer}</body>", "utf-8")
    page = chromium.new_page(viewport={"width": 1200, "height": 800})
    noise: list[str] = []
    page.on("console", lambda m: noise.append(m.text))
    page.on("pageerror", lambda e: noise.append(str(e)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe") if sandbox is None else page.frame_locator("iframe").frame_locator("iframe")
    frame.locator(".card").first.click()
    quote = frame.locator(".leaflet-popup blockquote")
    quote.wait_for()
    assert quote.inner_text() in render_fixture.TEXT
    # What touches address, history and storage: language, theme, filter, link.
    frame.locator("#actions select").select_option("fr")
    frame.get_by_role("button", name="sombre").or_(frame.locator("#actions .round")).first.click()
    frame.locator("#search").fill("Poti")
    page.wait_for_timeout(400)
    assert noise == []
    page.close()
