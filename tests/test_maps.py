"""What is committed in maps/ is what the sample report gives today, byte for byte."""

import subprocess
import sys

import pytest

import geo

NAME = "georgia-2008-09-09"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory, samples):
    """The sample's files, written anew."""
    folder = tmp_path_factory.mktemp("maps")
    geo.build(samples / f"{NAME}.txt").save(folder)
    return folder


@pytest.mark.parametrize("ending", ["html", "geojson"])
def test_committed_files_are_fresh(ending, fresh, repo):
    file = f"{NAME}.{ending}"
    assert (fresh / file).read_bytes() == (repo / "maps" / file).read_bytes(), (
        f"maps/{file} is stale; run: conflictmap map data/reports/{NAME}.txt"
    )


def test_the_module_run_as_a_command_gives_the_same_bytes(fresh, repo, tmp_path):
    source = repo / "data" / "reports" / f"{NAME}.txt"
    # From another folder, as a user would.
    subprocess.run([sys.executable, "-m", "geo", "map", str(source), "-o", "out"], cwd=tmp_path, check=True,
                   env={"PYTHONPATH": str(repo), "PATH": "", "PYTHONHASHSEED": "7"}, capture_output=True)
    for ending in ("html", "geojson"):
        assert (tmp_path / "out" / f"{NAME}.{ending}").read_bytes() == (fresh / f"{NAME}.{ending}").read_bytes()


def test_the_readme_shows_a_picture_that_is_there(repo):
    assert f"maps/{NAME}.png" in (repo / "README.md").read_text("utf-8")
    assert (repo / "maps" / f"{NAME}.png").read_bytes().startswith(b"\x89PNG")
