"""Time the page: writing, size, first draw, pan and zoom, for the sample and for many claims.

Run: ``python tests/benchmarks/bench_page.py [COUNT ...]`` in a checkout with Chromium; prints a line per count.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from geo import render
from tests import render_fixture as fixture
from tests.browser.conftest import FLAGS, PROGRAM

READY = """() => { const entry = performance.getEntriesByName('conflictmap-ready')[0]; return entry ? entry.startTime : null; }"""
PAN = """async () => { let frames = 0, on = true; const tick = () => { frames++; if (on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); const start = performance.now();
  for (let i = 0; i < 60; i++) { conflictmap.map.panBy([12, 5], {animate: false}); await new Promise(requestAnimationFrame); }
  on = false; return Math.round(frames / ((performance.now() - start) / 1000)); }"""
ZOOM = """async () => { const start = performance.now(); conflictmap.map.setZoom(conflictmap.map.getZoom() + 1, {animate: false});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); return Math.round(performance.now() - start); }"""


def many(count: int):
    """An atlas of `count` claims at places spread over the Caucasus and beyond, seeded."""
    dice = random.Random(count)
    base = [fixture.claim_record(c, fixture.report()) for c in fixture.claims()]
    made = []
    for number in range(count):
        record = dict(base[number % len(base)])
        lat, lon = round(dice.uniform(38, 46), 3), round(dice.uniform(38, 50), 3)
        place = record["places"][0] | {"place_id": f"x:{number}", "lat": lat, "lon": lon, "geo_precision": 1, "excluding": [],
                                       "uncertainty_km": None}
        made.append(record | {"id": f"{number}", "lat": lat, "lon": lon, "place_id": f"x:{number}", "places": [place],
                              "geo_precision": 1, "excluding": [], "uncertainty_km": None, "part_of": None, "joins": None})
    return fixture.atlas(made)


def main(counts: list[int]) -> None:
    """Print the figures of each count; 0 is the sample itself."""
    print("claims  written s     MB  ready ms  pan fps  zoom ms")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        for count in counts:
            atlas = many(count) if count else fixture.atlas()
            start = time.perf_counter()
            text = render.page(atlas)
            spent = time.perf_counter() - start
            path = Path(folder) / f"{count}.html"
            path.write_text(text, "utf-8")
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(path.as_uri())
            page.locator(".card").first.wait_for()
            print(f"{count or len(fixture.claims()):6} {spent:10.2f} {len(text.encode()) / 1e6:6.2f} "
                  f"{page.evaluate(READY):9.0f} {page.evaluate(PAN):8} {page.evaluate(ZOOM):8}", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [0, 1000, 10_000])
