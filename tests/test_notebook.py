"""The tutorial notebook is the one that its script writes, runs from start to end, and shows what it shows."""

import importlib.util

import nbformat
import pytest


@pytest.fixture(scope="module")
def script(repo):
    spec = importlib.util.spec_from_file_location("build_notebook", repo / "data" / "build" / "notebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stored(script):
    return nbformat.read(script.FILE, as_version=4)


@pytest.fixture(scope="module")
def fresh(script):
    return script.executed(script.notebook())


def shown(cell):
    """What a code cell shows, as text; a map as its page."""
    parts = []
    for output in cell.get("outputs", ()):
        assert output.output_type != "error"
        parts.append(output.text if output.output_type == "stream" else output.data.get("text/html", output.data.get("text/plain", "")))
    return "".join(parts)


def test_stored_source_is_the_scripts(stored, script):
    assert [(c.cell_type, c.source) for c in stored.cells] == [(c.cell_type, c.source) for c in script.notebook().cells]
    nbformat.validate(stored)


def test_it_runs_without_a_word_on_stderr(fresh):
    for cell in fresh.cells:
        assert not [o for o in cell.get("outputs", ()) if o.get("name") == "stderr"], cell.source
        if cell.cell_type == "code":
            assert shown(cell), f"shows nothing: {cell.source}"


def test_what_is_stored_is_what_it_shows(stored, fresh):
    for before, now in zip(stored.cells, fresh.cells, strict=True):
        assert shown(before) == shown(now), f"run data/build/notebook.py: {now.source}"


def test_the_map_is_there_and_asks_no_network(fresh):
    pages = [shown(c) for c in fresh.cells if c.source.endswith(".map()")]
    assert len(pages) == 1 and "<iframe" in pages[0] and "conflictmap" in pages[0]
    assert "src=&quot;http" not in pages[0] and 'src="http' not in pages[0]
