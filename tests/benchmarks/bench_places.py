"""How fast places are read: a stream of reports beside spaCy alone, geocodes, and the cold command.

Run ``python tests/benchmarks/bench_places.py``; it prints one line per figure.
The two streams take turns, so that another program on the machine slows both,
and CPU time is compared, not the clock. The reports are the gold texts of
``tests/gold/dev``, several times over under other ids.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TURNS, COPIES, GEOCODES = 5, 2, 100_000
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

    held = [json.loads(f.read_text("utf-8")) for f in sorted((ROOT / "tests/gold/dev").glob("*.json"))]
    reports = [Report(id=f"{d['id']}-{k}", text=d["text"]) for k in range(COPIES) for d in held]
    pipeline, gazetteer = Pipeline(), Gazetteer.open()
    stock = spacy.load(pipeline.model)  # as spaCy itself runs it: ours replaces one component by a faster one

    def ours() -> int:
        return sum(len(parse_toponyms(r, doc, gazetteer)) for r, doc in pipeline.pipe(reports))

    def spacy_alone() -> int:
        return sum(len(doc.ents) for doc in stock.pipe([r.text for r in reports], batch_size=32))

    ours(), spacy_alone()  # the first turn reads the models and the names from disk
    times: dict[str, list[float]] = {"ours": [], "spaCy": []}
    for _ in range(TURNS):
        for name, work in (("spaCy", spacy_alone), ("ours", ours)):
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    ratios = [s / o for s, o in zip(times["spaCy"], times["ours"], strict=True)]
    words = sum(len(r.text.split()) for r in reports)
    for name, seconds in times.items():
        print(f"{name}: {len(reports)} reports in {min(seconds):.2f} s of CPU, {words / min(seconds):,.0f} words/s")
    print(f"speed of the whole beside spaCy alone: {statistics.median(ratios):.0%} "
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
