"""Score force claims against gold reports, slot by slot and as whole claims.

A predicted claim is paired with the gold claim of its sentence with which it
shares most slots. Optional gold claims count neither for nor against.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from geo.claims import actors
from geo.claims.speakers import government
from geo.model import Place, Toponym

SLOTS = ("actor", "unit", "count", "place", "status", "date", "attribution", "polarity")
DRAWN = ("actor", "unit", "count", "place", "status", "polarity")


@dataclass
class Score:
    """Counts of claims and slots."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    whole: int = 0
    drawn: int = 0
    slots: Counter = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def prf(self, right: int) -> tuple[float, float, float]:
        """Precision, recall and F1 of a number of right ones."""
        p, r = right / max(1, self.predicted), right / max(1, self.gold)
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    def table(self) -> str:
        """One line for each slot and one for whole claims."""
        lines = [f"forces: {self.gold} gold, {self.predicted} predicted, {self.paired} paired"]
        for name, right in (*((s, self.slots[s]) for s in SLOTS), ("drawn", self.drawn), ("whole", self.whole)):
            p, r, f = self.prf(right)
            lines.append(f"  {name:12} P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
        return "\n".join(lines)


def gold_reports(folder: Path) -> list[dict]:
    """Gold reports of a folder, by name."""
    return [json.loads(f.read_text("utf-8")) for f in sorted(folder.glob("*.json"))]


def given_toponyms(report: dict, gazetteer) -> list[Toponym]:
    """The gold toponyms of a report, each with the gazetteer's place at the gold point (of its kind and codes)."""
    found = []
    for t in report["toponyms"]:
        place = None
        if t.get("lat") is not None:
            name = t.get("name") or t["text"]
            near = [(_distance(t, m.place.lat, m.place.lon), n, m.place)
                    for n, m in enumerate((*gazetteer.lookup(name, limit=50), *gazetteer.lookup(t["text"], limit=50)))
                    if not (t.get("country") and m.place.country and m.place.country != t["country"])]
            best = min((x for x in near if x[0] < (150 if x[2].feature_class == "P" else 800)), default=None)
            place = replace(best[2], lat=t["lat"], lon=t["lon"]) if best else Place(
                f"gold:{name}", name, t["lat"], t["lon"], "P", "PPL", t.get("country"))
        found.append(Toponym(t["start"], t["end"], t["text"], t.get("role", "location"), place, 1.0))
    return found


def _key(text: str) -> str:
    words = re.sub(r"[^\w ]", " ", re.sub(r"['’]s\b", "", text.lower())).split()
    return " ".join(w for w in words if w not in ("the", "a", "an"))


def _names(*names: str) -> set[str]:
    return {_key(n) for n in names if n}


def _ids(*names: str) -> set[str]:
    """Ids that the actor table gives to names."""
    return {row.id for n in names if n and (row := actors.lookup(n)) is not None}


def _distance(a: dict, lat: float | None, lon: float | None) -> float:
    if lat is None or lon is None or a.get("lat") is None:
        return math.inf
    p, q = math.radians(a["lat"]), math.radians(lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon - a["lon"]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _place(gold: dict, claim) -> bool:
    """Every gold place is met by one of the claim's, within its tolerance, and there is none too many."""
    if len(claim.places) > len(gold["places"]) + 1:
        return False
    return all(
        any(_distance(option, p.lat, p.lon) <= max(option["km"], 25) or _key(p.name) == _key(option["name"])
            for p in claim.places for option in (g, *g.get("also", ())))
        for g in gold["places"])


def _date(gold: dict, claim) -> bool:
    if gold["as_of"] is None:
        return claim.as_of is None or claim.as_of.isoformat() in gold.get("as_of_also", ())
    if claim.as_of is None:
        return None in gold.get("as_of_also", ())
    allowed = [gold["as_of"], *[d for d in gold.get("as_of_also", ()) if d]]
    if claim.as_of.isoformat() in allowed:
        return True
    end = gold.get("as_of_end")
    return bool(end) and date.fromisoformat(gold["as_of"]) <= claim.as_of <= date.fromisoformat(end)


def right(gold: dict, claim, source: str | None) -> dict[str, bool]:
    """Which slots of a claim agree with the gold claim."""
    said = _names(gold["attributed_to"], *gold.get("attributed_also", ()))
    who = _key(claim.attribution.name)
    if claim.attribution.name.endswith(" government"):
        said |= {
            who
            for code in _ids(gold["attributed_to"], *gold.get("attributed_also", ()))
            for row in [actors.by_id()[code]]
            if row.kind == "state" and government(row) == claim.attribution.name
        }
    own = gold["attributed_to"] in (source, "the report", None)
    return {
        "actor": _key(claim.actor.name) in _names(gold["actor"], *gold.get("actor_aliases", ())) or (
            claim.actor.id is not None and claim.actor.id in _ids(gold["actor"], *gold.get("actor_aliases", ()))),
        "unit": claim.unit in (gold["unit"], *gold.get("unit_also", ())),
        "count": (claim.low, claim.high) == (gold["low"], gold["high"]),
        "place": _place(gold, claim),
        "status": claim.status in (gold["status"], *gold.get("status_also", ())),
        "date": _date(gold, claim),
        "attribution": who in said or (own and claim.attribution.mode == "own voice") or any(
            who and (who in s or s in who) for s in said if len(s) > 3),
        "polarity": claim.polarity in (gold["polarity"], *gold.get("polarity_also", ())),
    }


def score(report: dict, claims: list, into: Score) -> None:
    """Add one report's force claims to a score."""
    golds = [c for c in report["claims"] if c["kind"] == "force"]
    pairs = []
    for g, gold in enumerate(golds):
        for c, claim in enumerate(claims):
            if claim.start <= gold["start"] < claim.end:
                agreed = right(gold, claim, report.get("source"))
                if agreed["count"] or (agreed["unit"] and agreed["place"] and agreed["actor"]):
                    pairs.append((agreed["count"] * 3 + sum(agreed.values()), -g, -c, agreed))
    pairs.sort(key=lambda p: p[:3], reverse=True)
    used_gold: set[int] = set()
    used: set[int] = set()
    for _, g, c, agreed in pairs:
        if -g in used_gold or -c in used:
            continue
        used_gold.add(-g)
        used.add(-c)
        gold = golds[-g]
        if gold.get("optional"):
            continue
        into.paired += 1
        into.slots.update(slot for slot in SLOTS if agreed[slot])
        into.whole += all(agreed.values())
        into.drawn += all(agreed[s] for s in DRAWN)
        for slot in SLOTS:
            if not agreed[slot]:
                claim = claims[-c]
                into.misses.append(
                    f'{report["id"]}: {slot} of "{gold["quote_contains"]}": gold {_shown(gold, slot)}, got {_got(claim, slot)}'
                )
    required = [n for n, g in enumerate(golds) if not g.get("optional")]
    free = {n for n in used_gold if golds[n].get("optional")}
    into.gold += len(required)
    into.predicted += len(claims) - len(free)
    for n in required:
        if n not in used_gold:
            into.misses.append(f"{report['id']}: missing \"{golds[n]['quote_contains']}\"")
    for n, claim in enumerate(claims):
        if n not in used:
            into.misses.append(
                f"{report['id']}: surplus {claim.actor.name} {claim.low}-{claim.high} {claim.unit_text} {claim.status} "
                f"{[p.name for p in claim.places]} <{claim.rule}>"
            )


def _shown(gold: dict, slot: str) -> object:
    return {
        "actor": gold["actor"],
        "unit": gold["unit"],
        "count": (gold["low"], gold["high"]),
        "place": [p["name"] for p in gold["places"]],
        "status": gold["status"],
        "date": gold["as_of"],
        "attribution": gold["attributed_to"],
        "polarity": gold["polarity"],
    }[slot]


def _got(claim, slot: str) -> object:
    return {
        "actor": claim.actor.name,
        "unit": claim.unit,
        "count": (claim.low, claim.high),
        "place": [p.name for p in claim.places],
        "status": claim.status,
        "date": str(claim.as_of),
        "attribution": claim.attribution.name,
        "polarity": claim.polarity,
    }[slot]
