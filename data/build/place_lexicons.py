"""Word lists of toponym recognition: common words and personal names.

Run ``python data/build/place_lexicons.py``. The hand-written tables
(``place_*.csv``, ``nonplace_*.csv``, ``metonym_*.csv``) are registered, not made.
"""

from __future__ import annotations

import ast
import csv
import re
import zipfile

from fetch import Package
from manifest import DATA, record

WORDS = Package("debian", "wamerican-small", "2020.12.07-2",
                "bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6")
NAMES = Package("pypi-source", "names", "0.3.0",
                "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671")
FAKER = Package("pypi", "faker", "40.54.0", "2dd88ee8cb63a9149e19ef48bdd73879bc3854d8ba2d6c1535e902a762e603f7")
LEXICONS = DATA / "lexicons"
HAND = {
    "place_types.csv": "Words for kinds of place and the GeoNames features they stand for",
    "nonplace_heads.csv": "Words that make a name one of an organisation, unit, work, street or person",
    "place_forms.csv": "Case endings and prefixes of place names in languages that inflect them",
    "place_cues.csv": "Words that announce a place, and words that are none, by language",
    "place_context.csv": "Verbs and nouns to which places are tied, and nouns of sites that follow a place's name",
    "metonym_verbs.csv": "Verbs and nouns that show a place name standing for a government",
}


def words() -> None:
    """Words that English writes small; proper names are left out by their capital."""
    lines = WORDS.member("usr/share/dict/american-english-small").read_text("utf-8").split()
    small = sorted({w for w in lines if w.isascii() and w.isalpha() and w.islower()})
    (LEXICONS / "place_words.txt").write_text("\n".join(small) + "\n", "utf-8")
    record("lexicons/place_words.txt", title="Common English words", source="Debian wamerican-small (SCOWL)",
           version="2020.12.07", licence="LicenseRef-SCOWL", credit="",
           note="Copyright 2000-2011 Kevin Atkinson; used to give case back to text in capitals")


def names() -> None:
    """The commoner given names and surnames of the 1990 US census, with persons per 100,000."""
    rows: dict[tuple[str, str], int] = {}
    for file, kind, least in (("male.first", "given", 0.004), ("female.first", "given", 0.004),
                              ("all.last", "surname", 0.004)):
        for line in NAMES.member(f"names-0.3.0/names/dist.{file}").read_text("ascii").splitlines():
            name, share = line.split()[:2]
            if float(share) >= least and len(name) > 2:
                key = (name.capitalize(), kind)
                rows[key] = rows.get(key, 0) + round(float(share) * 1000)
    with (LEXICONS / "nonplace_names.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("name", "kind", "per_100000"))
        out.writerows((name, kind, count) for (name, kind), count in sorted(rows.items()))
    record("lexicons/nonplace_names.csv", title="Given names and surnames", source="PyPI names (US Census Bureau 1990)",
           version="0.3.0", licence="CC0-1.0", credit="",
               note="Work of the US government; packaged by Trey Hunner (MIT)")


def given() -> None:
    """Given names of some seventy countries, in their own scripts and in Latin letters."""
    found: set[str] = set()
    with zipfile.ZipFile(FAKER.fetch()) as package:
        for file in package.namelist():
            if _PERSONS.fullmatch(file):
                found |= _first_names(package.read(file).decode("utf-8"))
    kept = sorted(n for n in found if len(n) > 2 and n[:1].isalpha() and not re.search(r"[\s.,()]", n))
    (LEXICONS / "nonplace_given.txt").write_text("\n".join(kept) + "\n", "utf-8")
    record("lexicons/nonplace_given.txt", title="Given names of many languages", source="PyPI faker",
           version="40.54.0", licence="MIT", credit="", note="Copyright 2012 Daniele Faraglia and contributors")


_PERSONS = re.compile(r"faker/providers/person/\w+/__init__\.py")


def _first_names(source: str) -> set[str]:
    """String constants in the module's lists of first names; the module is read, not run."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if "first_name" in getattr(target, "id", ""):
                found |= {c.value for c in ast.walk(node.value)
                          if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return found


if __name__ == "__main__":
    words()
    given()
    names()
    for file, title in HAND.items():
        record(f"lexicons/{file}", title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit="")
