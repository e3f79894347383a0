"""How fast the gazetteer opens, looks up, scans and geocodes, and in how much memory.

Run ``python tests/benchmarks/bench_geocode.py``; it prints one line per
figure. Floors are in ``tests/test_places_gazetteer.py`` where they can fail.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

COLD = "import time; s = time.perf_counter()\nfrom geo.places.gazetteer import Gazetteer\n" \
       "i = time.perf_counter(); g = Gazetteer.open(); o = time.perf_counter(); g.lookup('Tskhinvali')\n" \
       "e = time.perf_counter(); print((i - s) * 1e3, (o - i) * 1e3, (e - o) * 1e3)"


def main() -> None:
    """Measure and print."""
    cold = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).resolve().parents[2]).stdout.split()
    print("cold: import {:.0f} ms, open {:.1f} ms, first look-up {:.1f} ms".format(*map(float, cold)))
    command()

    from geo.places.fold import fold
    from geo.places.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    names = [place.name for place in gazetteer.stores[-1].walk("c.class='P'")]
    names = random.Random(7).sample(names, 100_000)
    timed("100,000 exact look-ups, all different", lambda: [gazetteer.lookup(n, limit=1) for n in names], len(names))
    from geo.places import GazetteerGeocoder

    geocoder = GazetteerGeocoder(gazetteer)
    timed("100,000 geopy geocodes", lambda: [geocoder.geocode(n) for n in names], len(names))
    keys = [fold(n) for n in names]
    timed("100,000 has()", lambda: [gazetteer.has(k) for k in keys], len(keys))
    words = " ".join(names).split()[:20_000]
    every = range(len(words))
    seconds = timed("scan of 20,000 words", lambda: [gazetteer.longest_match(words, i) for i in every], len(words))
    print(f"  {seconds / len(words) * 100 * 1e3:.2f} ms per 100 words")
    points = [(p.lat, p.lon) for p in gazetteer.stores[-1].walk("c.class='P' AND p.id%50=0")][:2000]
    timed("2,000 nearest", lambda: [gazetteer.nearest(lat + 0.01, lon) for lat, lon in points], len(points))
    typos = [n[:2] + n[3:] for n in names[:300] if len(n) > 5]
    timed("fuzzy look-ups", lambda: [gazetteer.lookup(n, fuzzy=True) for n in typos], len(typos))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def command() -> None:
    """The cold command, twice, so that the second finds the files in the system's cache."""
    for _ in range(2):
        start = time.perf_counter()
        child = subprocess.run([sys.executable, "-m", "geo", "geocode", "Tskhinvali"], capture_output=True, check=False,
                               cwd=Path(__file__).resolve().parents[2])
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"command geocode Tskhinvali: {seconds:.2f} s, {peak:.0f} MB, exit {child.returncode}")


def timed(what: str, work: object, count: int) -> float:
    """Run once and print the time."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{what}: {seconds:.2f} s, {seconds / count * 1e6:.0f} µs each")
    return seconds


if __name__ == "__main__":
    main()
