"""How fast places are read: a stream of reports beside spaCy alone, geocodes, and the cold command.

Run ``python tests/benchmarks/bench_places.py``; it prints one line per figure.
The two streams take turns, so that another program on the machine slows both,
and CPU time is compared, not the clock. The reports are the gold texts of
``tests/gold/dev`` twice over, and the same texts joined to long ones.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TURNS, COPIES, JOINED, GEOCODES = 6, 2, 13, 100_000
# Reports the peak memory of the command itself: resource usage of waited-for children would mix in earlier ones.
COLD = "import resource, subprocess, sys, time; s = time.perf_counter(); " \
    "c = subprocess.run([sys.executable, '-m', 'geo', 'geocode', 'Tskhinvali'], capture_output=True); " \
    "print(time.perf_counter() - s, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, c.returncode)"


def main() -> None:
    """Measure and print."""
    for run in ("first", "second"):
        said = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        seconds, megabytes, code = said.split()
        print(f"conflictmap geocode Tskhinvali, {run} run: {float(seconds):.2f} s, {float(megabytes):.0f} MB, "
              f"exit {code}")
    stream()
    geocodes()


def stream() -> None:
    """Recognition and resolution with spaCy, against spaCy alone."""
    import spacy

    from geo.model import Report
    from geo.places import Gazetteer, parse_toponyms
    from geo.places.language import Pipeline

    held = [json.loads(f.read_text("utf-8"))["text"] for f in sorted((ROOT / "tests/gold/dev").glob("*.json"))]
    pipeline, gazetteer = Pipeline(), Gazetteer.open()
    # The model as spaCy loads it: with every component, which ours has too, and as spaCy runs them.
    stock = spacy.load(pipeline.model)
    if [name for name, _ in stock.pipeline] != [name for name, _ in pipeline.nlp.pipeline]:
        raise SystemExit("not the same components")
    for title, texts in (("wire reports", held * COPIES), ("long reports", _joined(held))):
        reports = [Report(id=str(k), text=text) for k, text in enumerate(texts)]
        _race(title, reports, pipeline, stock, lambda report, doc: parse_toponyms(report, doc, gazetteer))


def _joined(texts: list[str]) -> list[str]:
    """Texts of some 2,500 words, by joining those of each part of the list."""
    return ["\n\n".join(texts[k:k + JOINED]) for k in range(0, len(texts), JOINED)]


def _race(title: str, reports: list, pipeline, stock, read) -> None:
    """Both streams in turns, and the ratio of their times."""
    def ours() -> int:
        return sum(len(read(report, doc)) for report, doc in pipeline.pipe(reports))

    def spacy_alone() -> int:
        return sum(len(doc.ents) for doc in stock.pipe([r.text for r in reports], batch_size=32))

    ours(), spacy_alone()  # the first turn reads the models and the names from disk
    times: dict[str, list[float]] = {"ours": [], "spaCy": []}
    for turn in range(TURNS):
        # Who goes first changes, and rubbish is collected outside of the measured time.
        for name, work in (("spaCy", spacy_alone), ("ours", ours))[::1 if turn % 2 else -1]:
            gc.collect()
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    ratios = [s / o for s, o in zip(times["spaCy"], times["ours"], strict=True)]
    words = sum(len(r.text.split()) for r in reports)
    for name, seconds in times.items():
        print(f"{title}, {name}: {len(reports)} reports of {words // len(reports)} words in {min(seconds):.2f} s of CPU, {words / min(seconds):,.0f} words/s")
    print(f"{title}: speed of the whole beside spaCy alone: {statistics.median(ratios):.0%} "
          f"({min(ratios):.0%} to {max(ratios):.0%} in {TURNS} turns)")


def geocodes() -> None:
    """Exact look-ups of different names through geopy's interface."""
    import random

    from geo.places import Gazetteer, GazetteerGeocoder

    gazetteer = Gazetteer.open()
    names = [place.name for place in gazetteer.stores[-1].walk("c.class='P'")]
    names = random.Random(7).sample(names, min(GEOCODES, len(names)))
    geocoder = GazetteerGeocoder(gazetteer)
    start = time.process_time()
    found = sum(geocoder.geocode(name) is not None for name in names)
    seconds = time.process_time() - start
    print(f"{len(names):,} exact geocodes: {seconds:.1f} s of CPU, {found / len(names):.1%} found")


if __name__ == "__main__":
    main()
