"""What reading claims adds to spaCy's own time, and to that of spaCy and places, in one run, taking turns.

Run ``python tests/benchmarks/bench_claims.py [--corpora DIR]``. The gold
reports are dense: a claim every twenty words. With a folder that holds
``trnews.jsonl`` ordinary news is measured too. CPU time, not the clock.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TURNS, NEWS = 3, 80


def main() -> None:
    """Measure and print."""
    gold = [json.loads(f.read_text("utf-8")) for f in sorted((ROOT / "tests/gold/dev").glob("*.json"))]
    race("gold reports", [(d["text"], date.fromisoformat(d["date"])) for d in gold])
    if "--corpora" in sys.argv:
        lines = (Path(sys.argv[sys.argv.index("--corpora") + 1]) / "trnews.jsonl").read_text("utf-8").splitlines()
        race("ordinary news (TR-News)", [(json.loads(line)["text"], date(2018, 5, 1)) for line in lines[:NEWS]])


def race(title: str, texts: list[tuple[str, date]]) -> None:
    """Time claims alone against the stock pipeline alone on the same reports."""
    import spacy

    from geo import claims
    from geo.model import Report
    from geo.places import Gazetteer, parse_toponyms
    from geo.places.language import Pipeline

    pipeline, gazetteer = Pipeline(), Gazetteer.open()
    stock = spacy.load(pipeline.model)
    reports = [Report(id=str(k), text=text, date=day, language="en") for k, (text, day) in enumerate(texts)]

    def places() -> list:
        return [(report, doc, parse_toponyms(report, doc, gazetteer)) for report, doc in pipeline.pipe(reports)]

    read = places()
    for report, doc, toponyms in read:  # the first turn reads the lexicons
        claims.extract(report, doc, toponyms)
    ratios, whole, found = [], [], 0
    for _ in range(TURNS):
        start = time.process_time()
        found = sum(len(claims.extract(report, doc, toponyms)) for report, doc, toponyms in read)
        ours = time.process_time() - start
        start = time.process_time()
        list(stock.pipe([text for text, _ in texts], batch_size=32))
        ratios.append(ours / (time.process_time() - start))
        start = time.process_time()
        places()
        whole.append(ours / (time.process_time() - start))
    words = sum(len(text.split()) for text, _ in texts)
    print(f"{title}: {len(texts)} reports, {words:,} words, {found} claims: claims add {statistics.median(ratios):.0%} "
          f"to spaCy's time ({min(ratios):.0%} to {max(ratios):.0%} in {TURNS} turns), "
          f"{statistics.median(whole):.0%} to that of spaCy and places ({min(whole):.0%} to {max(whole):.0%})")


if __name__ == "__main__":
    main()
