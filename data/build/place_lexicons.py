"""Word lists of toponym recognition: common words and personal names.

Run ``python data/build/place_lexicons.py``. The hand-written tables
(``place_*.csv``, ``nonplace_*.csv``, ``metonym_*.csv``) are registered, not made.
"""

from __future__ import annotations

import csv

from fetch import Package
from manifest import DATA, record

WORDS = Package("debian", "wamerican-small", "2020.12.07-2",
                "bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6")
NAMES = Package("pypi-source", "names", "0.3.0",
                "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671")
LEXICONS = DATA / "lexicons"
HAND = {
    "place_types.csv": "Words for kinds of place and the GeoNames features they stand for",
    "nonplace_heads.csv": "Words that make a name one of an organisation, unit, work, street or person",
    "place_forms.csv": "Case endings and prefixes of place names in languages that inflect them",
    "place_cues.csv": "Words that announce a place, and words that are none, by language",
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


if __name__ == "__main__":
    words()
    names()
    for file, title in HAND.items():
        record(f"lexicons/{file}", title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit="")
