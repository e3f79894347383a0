"""Register the sample reports and the lexicons of :mod:`geo.reports` and :mod:`geo.datasets` in the manifest."""

from __future__ import annotations

from manifest import DATA, record

_CREDIT = "Sample reports and lexicons: conflictmap (CC BY 4.0)"
_FILES = {
    "reports/georgia-2008-09-09.txt": ("Sample report: Russian garrisons in Abkhazia and South Ossetia", "Own words; facts of September 2008."),
    "reports/goma-2012-11-22.txt": ("Sample report: M23 takes Goma", "Own words; facts of November 2012."),
    "reports/mali-2013-04-15.txt": ("Sample report: Chad leaves Mali", "Own words; facts of April 2013."),
    "lexicons/cameo.csv": ("CAMEO codes of acts on the ground in ACLED's types", "By the CAMEO 1.1b3 and ACLED 2024 codebooks; the longest code counts."),
    "lexicons/furniture.csv": ("Phrases of page furniture in nine languages", "match: whole line, start, anywhere, heading of a list of links, glued to a sentence, verb glued to a word."),
    "lexicons/months.csv": ("Names of months in 27 languages", "As written in dates, abbreviations included."),
}


def main() -> None:
    """Write one record per file."""
    for file, (title, note) in _FILES.items():
        if (DATA / file).stat().st_size:
            record(file, title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit=_CREDIT, note=note)


if __name__ == "__main__":
    main()
