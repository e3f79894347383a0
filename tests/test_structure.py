"""The house keeps its shape: what may import what, what may lie where, how long a file may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
SOURCES = sorted((REPO / "geo").rglob("*.py"))
CODE = [*SOURCES, *sorted((REPO / "data" / "build").rglob("*.py")), *sorted((REPO / "tests").rglob("*.py"))]
MAX_LINES = 330
# Level of each part; a part imports from lower levels only.
LEVEL = {
    "errors": 0, "model": 1, "bundle": 1, "tables": 2, "reports": 2, "places": 3, "regions": 4, "claims": 5, "datasets": 5,
    "atlas": 6, "render": 7, "export": 7, "scale": 8, "cli": 9, "__main__": 10,
}
HOME = {"folium": "render", "branca": "render", "click": "cli", "geopy": "places"}
TOP = {"pyproject.toml", "README.md", "geo", "data", "tests", "maps"}
TEXT = {".py", ".md", ".toml", ".csv", ".json", ".js", ".css", ".html", ".ipynb", ".txt", ".jinja", ".yml", ".svg"}


def name(path):
    return str(path.relative_to(REPO))


def part(path):
    return path.relative_to(REPO / "geo").parts[0].removesuffix(".py")


def imports(path):
    """(module, inside a function) of every import of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in ast.walk(f)}
    typing_only = {id(n) for i in ast.walk(tree) if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.dump(i.test) for n in ast.walk(i)}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name(path)}: relative import"
            if node.module == "geo":
                for alias in node.names:
                    yield f"geo.{alias.name}", id(node) in inside
            else:
                yield node.module, id(node) in inside


@pytest.mark.parametrize("path", [p for p in SOURCES if p != REPO / "geo" / "__init__.py"], ids=name)
def test_imports_run_one_way(path):
    here = part(path)
    assert here in LEVEL, f"{here} is no part of the house"
    for module, lazy in imports(path):
        parts = module.split(".")
        if parts[0] != "geo" or len(parts) < 2 or parts[1] == here or parts[1] not in LEVEL:
            continue
        if here == "atlas" and parts[1] in {"render", "export"} and lazy:
            continue  # Atlas.map() and Atlas.save()
        assert LEVEL[parts[1]] < LEVEL[here], f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_libraries_stay_at_home(path):
    for module, _ in imports(path):
        library = module.split(".")[0]
        assert library not in HOME or part(path) == HOME[library], f"{name(path)} imports {library}"


def tracked():
    """Files of the repository; all that lie there where git is not at hand."""
    done = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=REPO, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [REPO / line for line in done.stdout.splitlines() if (REPO / line).is_file()]
    return [p for top in sorted(TOP) for p in ([REPO / top] if (REPO / top).is_file() else (REPO / top).rglob("*")) if p.is_file()]


def test_top_level():
    assert {p.relative_to(REPO).parts[0] for p in tracked()} - TOP <= {p for p in (q.name for q in REPO.iterdir()) if p.startswith(".")}


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_is_no_longer_than_can_be_read(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


def test_no_drawer_for_everything():
    assert not [name(p) for p in CODE if p.stem in {"utils", "util", "helpers", "misc", "common"}]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_what_is_public_is_documented(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{name(path)} has no docstring"
    for node in tree.body:
        nodes = [node, *(node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else ())]
        for item in nodes:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not item.name.startswith("_"):
                inherited = isinstance(node, ast.ClassDef) and item is not node and node.bases
                assert ast.get_docstring(item) or inherited, f"{name(path)}: {item.name} has no docstring"


def test_nothing_is_left_open():
    marks = re.compile("TO" "DO|FIX" "ME|NotImplemented" "Error|XX" "X\\b|xfail" "\\(")
    assert not [f"{name(p)}: {m[0]}" for p in CODE if p != Path(__file__) for m in [marks.search(p.read_text("utf-8"))] if m]


def test_no_path_of_a_machine_and_no_registry_host():
    path = re.compile(r"(?<![\w.~}/])/(?:work|root|home/\w+|tmp)/\w")
    host = re.compile(r"\b(?:pypi|npmjs|registry\.npm|files\.python" r"hosted|deb\.debian|proxy\.golang|crates)\.(?:org|com|io)\b")
    wrong = []
    for file in tracked():
        if file.suffix in TEXT and file != Path(__file__) and file.stat().st_size < 3_000_000:
            text = file.read_text("utf-8", "replace")
            wrong += [f"{name(file)}: {m[0]}" for pattern in (path, host) for m in [pattern.search(text)] if m]
    assert not wrong


def test_no_page_asks_a_content_network():
    asks = re.compile(r"jsdel" r"ivr|unp" r"kg\.com|cdn" r"js|bootst" r"rapcdn|code\.jq" r"uery|<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?:|@import\s+url\(")
    folders = [*(REPO / "geo").rglob("*"), *(REPO / "maps").rglob("*")]
    wrong = [f"{name(f)}: {m[0]}" for f in folders if f.suffix in TEXT and "__pycache__" not in f.parts
             for m in [asks.search(f.read_text("utf-8", "replace"))] if m]
    assert not wrong


def test_import_is_light():
    code = ("import sys, geo, geo.cli, geo.places.gazetteer; heavy = {'spacy', 'pandas', 'geopandas', 'folium', 'sklearn', 'lxml', 'pyarrow'}; "
            "print(sorted(heavy & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def commands(group, prefix="conflictmap"):
    import click

    context = click.Context(group)
    for command in group.list_commands(context):
        found = group.get_command(context, command)
        yield f"{prefix} {command}"
        if isinstance(found, click.Group):
            yield from commands(found, f"{prefix} {command}")


def test_every_command_is_in_the_readme():
    from geo.cli import command

    readme = (REPO / "README.md").read_text("utf-8")
    assert not [c for c in commands(command) if c not in readme]
