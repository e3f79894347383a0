"""Forces as APP-6 symbols: which symbol, whose side, and what is said without the library."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import get_args

import pytest

from geo import render
from geo.cli import run
from geo.errors import MissingExtraError, UnknownNameError
from geo.model import Unit
from geo.render import app6
from tests import render_fixture

FRAME = '<path d="M45,45 l110,0 0,110 -110,0 z" stroke-width="4" stroke="black" fill="rgb(170,255,170)"></path>'
INSIDE = ('<g transform="translate(10,20)"><g transform="scale(0.5)"><circle cx="100" cy="100" r="15" fill="black"></circle></g></g>'
          '<text x="100" y="71" text-anchor="middle" font-size="28" dominant-baseline="middle" fill="black">MN</text>')


@pytest.fixture
def asked(monkeypatch):
    """A library that draws the same for every code, and the codes that it was asked for."""
    codes: list[str] = []

    class Symbol:
        def __init__(self, sidc, size):
            codes.append(sidc)

        def as_svg(self):
            return f'<svg xmlns="http://www.w3.org/2000/svg">{FRAME}{INSIDE}</svg>'

    module = ModuleType("milsymbol")
    module.Symbol = Symbol
    monkeypatch.setitem(sys.modules, "milsymbol", module)
    return codes


def test_every_unit_has_a_symbol_of_twenty_digits():
    assert set(app6.units()) == set(get_args(Unit))
    for unit in get_args(Unit):
        assert re.fullmatch(r"1004(01|10|15|30)0000\d{6}\d\d00", app6.code(unit, "neutral"))
    assert app6.code("tanks", "hostile")[3] == "6" and app6.code("no such unit", "neutral") == app6.code("other", "neutral")


def test_a_drawing_keeps_its_moves_and_letters(asked):
    frame, dot, letters = app6.drawn("1")
    assert frame["fill"] == "rgb(170,255,170)" and (frame["x"], frame["y"], frame["scale"]) == (-100, -100, 1)
    assert dot["d"].startswith("M85.0 100.0a15.0") and (dot["x"], dot["y"], dot["scale"]) == (-90, -80, 0.5)
    assert (letters["text"], letters["x"], letters["y"], letters["size"]) == ("MN", 0, -29, 28)


def test_nobody_is_friend_or_foe_unless_the_user_says_so(asked):
    atlas = render_fixture.atlas()
    render.page(atlas, symbols="nato")
    assert asked and {code[3] for code in asked} == {"4"}
    asked.clear()
    page = render.page(atlas, symbols="nato", affiliations={"RU": "hostile", "European Union": "friend"})
    assert {code[3] for code in asked} == {"4", "6", "3"}
    assert '"sides":{"RU":"hostile","european-union":"friend"}' in page
    assert page == render.page(atlas, symbols="nato", affiliations={"RU": "hostile", "European Union": "friend"})


@pytest.mark.parametrize(("options", "part"), [
    ({"symbols": "hieroglyphs"}, "nato"), ({"affiliations": {"RU": "hostile"}}, "go with"),
    ({"symbols": "nato", "affiliations": {"RU": "evil"}}, "hostile"), ({"symbols": "nato", "affiliations": {"XX": "hostile"}}, "RU"),
])
def test_what_there_is_not_is_said(options, part, asked):
    with pytest.raises(UnknownNameError, match=part):
        render.page(render_fixture.atlas(), **options)


def test_a_missing_library_is_one_line_with_the_way_to_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "milsymbol", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'conflictmap\[nato\]'"):
        render.page(render_fixture.atlas(), symbols="nato")
    assert render.page(render_fixture.atlas())  # nobody else needs it


def test_the_command(monkeypatch, tmp_path, capsys):
    file = tmp_path / "r.txt"
    file.write_text("Russia has 3,800 soldiers in South Ossetia, officials said.", "utf-8")
    monkeypatch.setitem(sys.modules, "milsymbol", None)
    assert run(["map", str(file), "-o", str(tmp_path / "out"), "--symbols", "nato"]) == 1
    out, err = capsys.readouterr()
    assert "conflictmap[nato]" in err.splitlines()[-1] and not (tmp_path / "out").exists()
    assert run(["map", str(file), "--affiliation", "RU=hostile"]) == 2 and "goes with --symbols" in capsys.readouterr().err
    assert run(["map", str(file), "--symbols", "nato", "--affiliation", "RU"]) == 2 and "PARTY=SIDE" in capsys.readouterr().err
