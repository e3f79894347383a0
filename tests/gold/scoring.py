"""Score the records of ``conflictmap parse`` against the gold corpus.

    python tests/gold/scoring.py GOLD_DIR --input > reports.jsonl
    conflictmap parse - < reports.jsonl > pred.jsonl
    python tests/gold/scoring.py GOLD_DIR pred.jsonl [--errors]

What counts as right is written in ``README.md`` beside this file. Optional
gold claims are neither rewarded nor punished.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

# Run as a script and loaded by the tests alike: this folder is no package.
sys.path.insert(0, str(Path(__file__).parent))

from agreement import (
    EFFECTS,
    EVENT_SLOTS,
    FORCE_SLOTS,
    Claim,
    fold,
    has_range,
    km_between,
    near,
    places_of,
    same_actor,
    slot,
    whole,
)

WEIGHT = {"count": 3, "type": 2, "fatalities": 2, "displaced": 2, "actor": 2}
# Who is not a party by name is no error, whether it is predicted or not.
_GENERIC = re.compile(
    r"\b(civilians?|unidentified|unknown|protesters?|demonstrators?|rioters?|crowds?|gunmen|people)\b")


def affinity(gold: Claim, pred: Claim, source: str | None) -> float:
    """How well two claims fit; 0 where they are not about the same thing."""
    if gold["kind"] != pred.get("kind"):
        return 0
    slots = FORCE_SLOTS if gold["kind"] == "force" else tuple(s for s in EVENT_SLOTS if s != "actors")
    has = {name: slot(name, gold, pred, source) for name in slots}
    right = {name: ok for name, (_, _, ok) in has.items()}
    told = {name: all(values) for name, values in has.items()}  # both have a value, and it agrees
    spans = ((gold["start"], gold["end"]), *gold["also_spans"])
    overlap = any(pred.get("start", -1) < end and start < pred.get("end", -1) for start, end in spans)
    if gold["kind"] == "force":
        same = told["count"] or (overlap and right["actor"] and right["place"])
        elsewhere = told["count"] and right["place"]
    else:
        effect = any(told[name] for name in EFFECTS)
        same = effect or right["type"] or (told["date"] and right["place"])
        elsewhere = right["place"] and (effect or (right["type"] and told["date"]))
    if not (same if overlap else elsewhere):
        return 0
    points = sum(WEIGHT.get(name, 1) for name, ok in right.items() if ok)
    return points + 4 * whole(gold, pred, source) + 2 * overlap + 0.25 * (not gold["optional"])


def match(gold: list[Claim], pred: list[Claim], source: str | None) -> tuple[dict[int, int], set[int]]:
    """Greedy one-to-one matching, best first.

    Returns
    -------
    pairs : dict
        Index of the gold claim to index of the predicted one.
    parts : set of int
        Predictions that tell a matched claim over several places place by place; not judged.
    """
    table = sorted(((affinity(g, p, source), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(pred)),
                   reverse=True)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for points, i, j in table:
        if points > 0 and -i not in pairs and -j not in used:
            pairs[-i] = -j
            used.add(-j)
    parts: set[int] = set()
    for points, i, j in table:
        g = gold[-i]
        several = [p for one in (g["places"], *g["places_also"]) if len(one) > 1 for p in one]
        free = points > 0 and -i in pairs and -j not in used
        if free and all(any(near(q, p) for q in several) for p in places_of(pred[-j])):
            first = pred[pairs[-i]]
            pred[pairs[-i]] = {**first, "places": places_of(first) + places_of(pred[-j])}
            parts.add(-j)
            used.add(-j)
    return pairs, parts


def rates(right: int, predicted: int, wanted: int) -> dict[str, float | int | None]:
    """Precision, recall and F1; ``None`` where there is nothing to divide by."""
    p, r = (right / predicted if predicted else None), (right / wanted if wanted else None)
    f1 = 2 * right / (predicted + wanted) if wanted else None
    return {"precision": p, "recall": r, "f1": f1, "right": right, "predicted": predicted, "gold": wanted}


def _toponyms(gold: list[dict[str, Any]], pred: list[dict[str, Any]], tally: dict[Any, list[int]]) -> None:
    pred = [p for p in pred if p.get("role") != "other"]
    free = set(range(len(pred)))
    found = hit = 0
    for g in gold:
        for j in sorted(free):
            p = pred[j]
            shared = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if 2 * shared >= min(g["end"] - g["start"], p["end"] - p["start"]) > 0:
                free.discard(j)
                found += 1
                hit += p.get("lat") is not None and km_between(g["lat"], g["lon"], p["lat"], p["lon"]) <= 161
                break
    for key, right in (("recognition", found), ("resolution@161km", hit)):
        _add(tally, ("toponym", key), right, len(pred), len(gold))


def _add(tally: dict[Any, list[int]], key: Any, right: int, predicted: int, wanted: int) -> None:
    for at, value in enumerate((right, predicted, wanted)):
        tally[key][at] += int(value)


def _actors(gold: Claim, pred: Claim) -> tuple[int, int, int]:
    """Named parties: right, predicted, wanted."""
    ids = pred.get("actor_ids") or [None] * len(pred.get("actors") or [])
    found = [(n, i) for n, i in zip(pred.get("actors") or [], ids, strict=True) if not _GENERIC.search(fold(n))]
    names = {a: [a, *gold["actor_aliases"].get(a, [])] for a in (*gold["actors"], *gold["actors_optional"])}
    right = sum(any(same_actor(names[a], n, i) for n, i in found) for a in gold["actors"])
    extra = sum(not any(same_actor(forms, n, i) for forms in names.values()) for n, i in found)
    return right, right + extra, len(gold["actors"])


def score(gold: list[dict[str, Any]], pred: list[dict[str, Any]], errors: list[str] | None = None) -> dict[str, Any]:
    """Figures over all reports.

    Parameters
    ----------
    gold : list of dict
        Reports as in the gold files.
    pred : list of dict
        Records as ``conflictmap parse`` writes them, matched by ``id``; a report without one counts as empty.
    errors : list of str, optional
        Collects a line for each mistake.

    Returns
    -------
    dict
        ``{"force" | "event" | "toponym": {slot: {precision, recall, f1, right, predicted, gold}}}``; among the
        slots ``whole`` and ``found`` (matched at all); ``drawn`` and ``drawn_at_place`` (precision of asserted claims).
        The precision of a slot is over matched claims, its recall over all gold claims that have it.
    """
    tally: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    records = {r["id"]: r for r in pred}
    for report in gold:
        record = records.get(report["id"], {})
        source, claims, found = report["source"], report["claims"], list(record.get("claims", []))
        _toponyms(report["toponyms"], record.get("toponyms", []), tally)
        pairs, parts = match(claims, found, source)
        whose = {j: claims[i] for i, j in pairs.items()}
        for i, g in enumerate(claims):
            p = found[pairs[i]] if i in pairs else None
            if not g["optional"]:
                _score_claim(g, p, source, tally, report["id"], errors)
        for j, p in enumerate(found):
            if j in parts or (j in whose and whose[j]["optional"]):
                continue
            g = whose.get(j)
            for key in ("found", "whole"):
                _add(tally, (p["kind"], key), 0, 1, 0)
            if p.get("polarity", "asserted") == "asserted":
                true = g is not None and "asserted" in (g["polarity"], *g["polarity_also"])
                for kind in (p["kind"], "all"):
                    _add(tally, (kind, "drawn"), true, 1, 0)
                    _add(tally, (kind, "drawn_at_place"), true and slot("place", g or {}, p, source)[2], 1, 0)
            if g is None and errors is not None:
                errors.append(f"{report['id']}  SPURIOUS {_brief(p)}")
    out: dict[str, Any] = defaultdict(dict)
    for (kind, name), counts in sorted(tally.items()):
        out[kind][name] = rates(*counts)
    return dict(out)


def _score_claim(g: Claim, p: Claim | None, source: str | None, tally: dict[Any, list[int]], report: str,
                 errors: list[str] | None) -> None:
    _add(tally, (g["kind"], "found"), p is not None, 0, 1)
    right = p is not None and whole(g, p, source)
    _add(tally, (g["kind"], "whole"), right, 0, 1)
    wrong = []
    for name in FORCE_SLOTS if g["kind"] == "force" else EVENT_SLOTS:
        if name == "actors":
            counts = _actors(g, p) if p else (0, 0, len(g["actors"]))
        else:
            wanted, given, agree = slot(name, g, p or {}, source)
            counts = (wanted and given and agree and p is not None, given and p is not None, wanted)
            if p and not agree:
                wrong.append(name)
        _add(tally, (g["kind"], name), *counts)
    if errors is not None and (p is None or not right):
        errors.append(f"{report}  {'MISSED' if p is None else 'WRONG ' + ','.join(wrong)} {_brief(g)}"
                      + (f"\n      got {_brief(p)}" if p else ""))


def _brief(c: Claim) -> str:
    where = "+".join(str(p.get("name")) for p in places_of(c))
    said = c.get("quote_contains") or c.get("quote")
    if c["kind"] == "force":
        what = f"{c['actor']} {c['unit']} {c['low']}..{c['high']} {c['status']} @{where} as of {c.get('as_of')}"
    else:
        effects = {k: (c.get(f"{k}_low"), c.get(f"{k}_high")) for k in EFFECTS if has_range(c, f"{k}_low", f"{k}_high")}
        what = f"{c['sub_event_type']} {c.get('date_start')} @{where} {c.get('actors')} {effects or ''}"
    return f"{c['kind']} {c.get('polarity')} {what} by {c.get('attributed_to')} | {said}"


def load(folder: str | Path) -> list[dict[str, Any]]:
    """The gold reports of a folder, sorted by name."""
    return [json.loads(f.read_text(encoding="utf-8")) for f in sorted(Path(folder).glob("*.json"))]


def main(argv: list[str]) -> int:
    """Command line; see the module's docstring."""
    options, args = {a for a in argv if a.startswith("--")}, [a for a in argv if not a.startswith("--")]
    if options - {"--errors", "--input"} or len(args) != (1 if "--input" in options else 2):
        print(__doc__, file=sys.stderr)
        return 2
    gold = load(args[0])
    if "--input" in options:
        for report in gold:
            print(json.dumps({k: report[k] for k in ("id", "text", "date", "title", "source")}, ensure_ascii=False))
        return 0
    if "--errors" in options and Path(args[0]).resolve().name in ("heldout", "blind"):
        print("the errors on the held-out reports are not shown: rules written to them would make them worthless",
              file=sys.stderr)
        return 2
    lines = Path(args[1]).read_text(encoding="utf-8").split("\n")
    pred = [json.loads(line) for line in lines if line.strip()]
    errors: list[str] | None = [] if "--errors" in options else None
    for kind, slots in score(gold, pred, errors).items():
        for name, r in slots.items():
            p, c, f = ("   - " if r[k] is None else f"{r[k]:.3f}" for k in ("precision", "recall", "f1"))
            print(f"{kind:8}{name:18} P {p}  R {c}  F1 {f}   {r['right']}/{r['predicted']} of {r['gold']}")
    print(*(errors or []), sep="\n", end="\n" if errors else "")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
