"""Headless Chromium without a network. No browser on the machine: nothing here is collected, and the header says so."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import time
from pathlib import Path

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = os.environ.get("CONFLICTMAP_BROWSER") or next((p for n in _NAMES if (p := shutil.which(n))), None)
READY = bool(PROGRAM) and all(importlib.util.find_spec(m) for m in ("playwright", "axe_playwright_python", "PIL"))

collect_ignore_glob = [] if READY else ["test_*.py"]


def pytest_report_header() -> str | None:
    """Say that the browser tests are not there, so that nobody believes they passed."""
    if READY:
        return None
    return "browser tests: not collected, they need Chromium and the packages of the extra 'test'"


@pytest.fixture(scope="session")
def chromium():
    """One browser for the session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


class Opened:
    """A page with what it did: console lines, errors, requests beyond the file, dialogs."""

    def __init__(self, page) -> None:
        self.page, self.noise, self.requests, self.dialogs = page, [], [], []
        page.on("console", lambda m: self.noise.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.noise.append(f"error: {e}"))
        page.on("dialog", lambda d: (self.dialogs.append(d.message), d.dismiss()))

    def quiet(self) -> None:
        """Assert that nothing was said, asked for or fetched."""
        assert self.noise == [] and self.requests == [] and self.dialogs == []


def until(page, expression: str, seconds: float = 5) -> None:
    """Wait until an expression is true; Playwright's own wait_for_function evaluates text, which the page's policy forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"still not true: {expression}"
        page.wait_for_timeout(30)


@pytest.fixture
def opening(chromium):
    """Open an HTML file: ``opening(path, width=…, height=…, fragment=…, **context options)``."""
    contexts = []

    def open_(path: Path, *, width: int = 1440, height: int = 900, fragment: str = "", **options) -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            accept_downloads=True,
            **options,
        )
        contexts.append(context)
        opened = Opened(context.new_page())

        def guard(route) -> None:
            if route.request.url.startswith(("file:", "data:", "blob:")):
                route.continue_()
            else:
                opened.requests.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        opened.page.goto(path.as_uri() + fragment)
        opened.page.locator("#tally", has_text=re.compile(r"\S")).wait_for(state="attached")
        return opened

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Write an atlas' page once: ``written(name, atlas)`` gives its path."""
    from geo import render

    folder = tmp_path_factory.mktemp("pages")

    def write(name: str, atlas, **options) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(render.page(atlas, **options), "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def sample(written) -> Path:
    """The page of the hand-made atlas."""
    from tests import render_fixture

    return written("georgia-2008", render_fixture.atlas())
