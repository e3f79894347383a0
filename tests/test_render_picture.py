"""A picture without a browser: matplotlib where it is installed, else one clear error."""

from __future__ import annotations

import importlib.util

import pytest

from geo import render
from geo.errors import MissingExtraError
from geo.render.data import first_view
from tests import render_fixture as fixture


def test_without_a_browser(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_BROWSER", "")
    path = tmp_path / "map.png"
    if importlib.util.find_spec("matplotlib"):
        render.picture(fixture.atlas(), path, width=640, height=400)
        assert path.read_bytes().startswith(b"\x89PNG")
    else:
        with pytest.raises(MissingExtraError, match=r"conflictmap\[picture\]"):
            render.picture(fixture.atlas(), path)
        assert not path.exists()


def test_a_browser_that_does_not_start_is_no_browser(tmp_path, monkeypatch):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CONFLICTMAP_BROWSER", str(broken))
    from geo.render import image

    called = []
    monkeypatch.setattr(image, "_plot", lambda atlas, draft, width, height: (called.append(width), draft.touch()))
    render.picture(fixture.atlas(), tmp_path / "map.png")
    assert called == [1440]


def test_view_holds_the_valley():
    west, south, east, north = first_view(fixture.atlas())
    assert west < 41 and east > 44.3 and south < 42.2 and 43 < north < 48
