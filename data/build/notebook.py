"""Write and run the tutorial ``maps/conflictmap.ipynb``: ``python data/build/notebook.py``."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

REPO = Path(__file__).resolve().parent.parent.parent
FILE = REPO / "maps" / "conflictmap.ipynb"

CELLS = (
    """# From a report to a map
A report goes in; claims come out, each with its verbatim quote, its source and its place. A map is a view of the claims.
Everything here works offline. Run the cells in order; change the report to one of your own.""",
    """>from geo import bundle
import geo

report = bundle.path("reports/georgia-2008-09-09.txt")
print(report.read_text("utf-8")[:420], "…")""",
    """## One report
`geo.build` reads it. The date is the report's own (its dateline); with `date=` you give one to a report that has none.""",
    """>atlas = geo.build(report)
atlas.forces[["actor", "low", "high", "unit", "status", "place", "as_of", "attributed_to"]]""",
    """Rival figures stand in rows of their own; a range is `low` to `high`, and an open bound is empty. Each row can be checked
against the words that it was read from:""",
    """>for claim in atlas.forces.head(3).itertuples():
    print(f"{claim.actor}, {claim.place}: {claim.quote!r}\\n")""",
    """What happened, where and when. Event types follow ACLED's codebook; what was recalled from earlier years has `background`.""",
    """>atlas.events[["sub_event_type", "place", "date_start", "date_precision", "fatalities_low", "displaced_low", "attributed_to"]]""",
    """The map: layers can be switched, popups carry the quote. `atlas.save("maps")` writes it as one HTML file and a GeoJSON.""",
    """>atlas.map()""",
    """## A folder of reports
Folders, web pages, PDFs, feeds and JSON Lines are read the same way. What could not be read is in `skipped`, not lost.""",
    """>world = geo.build(bundle.path("reports"))
print(len(world.reports), "reports,", len(world.forces), "force claims,", len(world.events), "event claims,", len(world.skipped), "skipped")
world.events.groupby(["report_id", "event_type"]).size().unstack(fill_value=0)""",
    """## Contested figures
Two speakers, one force, two numbers. Figures are contested if they are about the same party (or the same victims), place and
time, come from two mouths, and their ranges do not meet; the dead of two sides are two facts, a toll that rises is a series.
On the map the popup of the region sets them side by side.""",
    """>from datetime import date

ministry = geo.Report(
    id="ministry", date=date(2008, 9, 10), source="Wire A",
    text="Russia has 3,800 soldiers in South Ossetia, Georgia's government said. "
         "About 20 Georgian soldiers were killed in fighting in Tskhinvali on 8 August, the Georgian defence ministry said.",
)
observers = geo.Report(
    id="observers", date=date(2008, 9, 11), source="Wire B",
    text="Russia has at least 7,000 soldiers in South Ossetia, analysts said. "
         "Russian officials said that 200 Georgian soldiers were killed in fighting in Tskhinvali on 8 August.",
)
rival = geo.build([ministry, observers])
rival.contested[["what", "place", "a_source", "a_low", "a_high", "b_source", "b_low", "b_high", "reason"]]""",
    """## Whose border, and when
The status of a territory depends on the day and on who is asked. `ISO` is neutral and draws the dispute.""",
    """>import pandas as pd
from geo import regions

rows = []
for worldview in ("ISO", "RU", "US"):
    for day in (date(2008, 8, 1), date(2008, 9, 9)):
        region = regions.get("south-ossetia", worldview=worldview, as_of=day)
        rows.append((worldview, day, region.status, region.de_jure, region.de_facto, ", ".join(region.recognized_by)))
pd.DataFrame(rows, columns=["worldview", "as of", "status", "de jure", "de facto", "recognized by"])""",
    """A map in another worldview is the same call with `worldview="RU"`, and `as_of=` sets the day of the borders.

## Your own points
Any table with `lat` and `lon` joins to the regions; any geopy code works with the offline geocoder.""",
    """>points = pd.DataFrame({"site": ["checkpoint", "hospital"], "lat": [42.2276, 42.5088], "lon": [43.9686, 41.8709]})
points.join(regions.join(points, as_of=date(2008, 9, 9))[["country", "region_id"]])""",
    """>from geo.places import GazetteerGeocoder

geocoder = GazetteerGeocoder()
for name in ("Цхинвали", "Goma", "Stalino"):
    print(name, "→", geocoder.geocode(name))""",
    """## Your own text
A `Report` can be made in place, and several go into one map.""",
    """>mine = geo.Report(
    id="note-1",
    text="Some 300 Georgian soldiers are at a checkpoint near Gori, the mayor said. Two civilians were killed in Karaleti on Tuesday.",
    date=date(2008, 9, 10), source="field notes",
)
note = geo.build([mine])
print(note.forces[["actor", "low", "unit", "place", "attributed_to"]].to_string())
print(note.events[["sub_event_type", "place", "date_start", "fatalities_low"]].to_string())""",
    """## Export
GeoJSON, GeoParquet, GeoPackage, FlatGeobuf, KML and CSV with HXL tags; the ending says which.""",
    """>import tempfile
from pathlib import Path
from geo import export

with tempfile.TemporaryDirectory() as folder:
    for ending in (".geojson", ".gpkg", ".csv"):
        file = export.write(atlas, Path(folder) / f"georgia{ending}")
        print(file.name, "written")""",
)


def notebook() -> nbformat.NotebookNode:
    """The notebook, not run."""
    book = nbformat.v4.new_notebook()
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    for number, text in enumerate(CELLS):
        make = nbformat.v4.new_code_cell if text.startswith(">") else nbformat.v4.new_markdown_cell
        cell = make(text.removeprefix(">"))
        cell["id"] = f"cell-{number:02d}"  # random otherwise
        book.cells.append(cell)
    return book


def executed(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook run in its folder, without times and other traces of the run."""
    # The checkout before any installed copy, whatever the kernel's start folder.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(REPO), os.environ.get("PYTHONPATH"))))
    NotebookClient(book, timeout=300, kernel_name="python3", coalesce_streams=True,
                   resources={"metadata": {"path": str(FILE.parent)}}).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                # Shown by nobody who has the HTML; an address in memory would differ each time.
                output.data["text/plain"] = re.sub(r" at 0x[0-9a-f]+", "", output.data["text/plain"])
    return book


def main() -> None:
    """Run all cells and write the file."""
    FILE.parent.mkdir(exist_ok=True)
    book = executed(notebook())
    nbformat.validate(book)
    FILE.write_text(nbformat.writes(book) + "\n", "utf-8")
    print(FILE.relative_to(REPO), f"{FILE.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
