"""When a predicted claim agrees with a gold one, slot by slot.

The rules are those of ``README.md`` beside this file.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

Claim = dict[str, Any]

EFFECTS = ("fatalities", "injured", "captured", "displaced")
FORCE_SLOTS = ("actor", "unit", "count", "place", "status", "polarity", "date", "attribution")
EVENT_SLOTS = ("type", "sub_type", "date", "place", "fatalities", "injured", "captured", "displaced", "actors",
               "polarity", "attribution")
WHOLE = {"force": ("actor", "unit", "count", "place", "status"),
         "event": ("type", "date", "place", "fatalities", "displaced")}
_EMPTY_WORDS = {"the", "a", "an", "of", "in", "for", "s", "his", "her", "its", "their", "mr", "mrs", "our"}


def fold(text: str | None) -> str:
    """Lower case, no accents, no punctuation, no leading article."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"^(the|an?) ", "", re.sub(r"[^a-z0-9]+", " ", plain).strip())


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between points in degrees."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = (math.sin((p2 - p1) / 2) ** 2
         + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2)
    return 12742 * math.asin(min(1, math.sqrt(h)))


def same_actor(names: list[str], name: str | None, actor_id: str | None = None) -> bool:
    """Is the predicted party one of the acceptable `names` (which may hold ids)?"""
    wanted = {fold(n) for n in names}
    if fold(name) in wanted or (actor_id and fold(actor_id) in wanted):
        return True
    found = set(fold(name).split())
    # A longer or shorter form of a long name ("Taliban movement"); never for states ("Sudan", "South Sudan").
    return any(len(w.split()) > 1 and len(found) > 1 and (set(w.split()) <= found or found <= set(w.split()))
               for w in wanted)


def same_speaker(gold: Claim, pred: Claim, source: str | None) -> bool:
    """Does the attribution agree? The report's own voice is its source."""
    names = [gold["attributed_to"], *gold["attributed_also"]]
    own_voice = pred.get("attribution_mode") == "own voice" or fold(pred.get("attributed_to")) == fold(source)
    if source in names and own_voice:
        return True
    said = set(fold(pred.get("attributed_to")).split()) - _EMPTY_WORDS
    for name in names:
        words = set(fold(name).split()) - _EMPTY_WORDS
        if name != source and said and words and (said <= words or words <= said):
            return True
    return False


def near(gold: dict[str, Any], pred: dict[str, Any]) -> bool:
    """Same place: within the gold's tolerance, or the same name not far away."""
    lat, lon = pred.get("lat"), pred.get("lon")
    named = fold(gold["name"]) == fold(pred.get("name"))
    if lat is None or lon is None:
        return named
    away = km_between(gold["lat"], gold["lon"], lat, lon)
    return away <= gold["km"] or (named and away <= max(161, 3 * gold["km"]))


def places_of(pred: Claim) -> list[dict[str, Any]]:
    """The places of a predicted claim; the flat keys where there is no list."""
    return pred.get("places") or [{"name": pred.get("place"), "lat": pred.get("lat"), "lon": pred.get("lon")}]


def same_places(gold: Claim, found: list[dict[str, Any]]) -> bool:
    """Every place of one acceptable set is found, and nothing beyond the acceptable ones."""
    sets = [gold["places"], *gold["places_also"]]
    anywhere = [p for one in sets for p in one]
    return all(any(near(g, p) for g in anywhere) for p in found) and any(
        all(any(near(g, p) for p in found) for g in one) for one in sets)


def same_bound(gold: int | None, pred: int | None, other: int | None) -> bool:
    """Equal; off by one where the other bound is open ("more than 500")."""
    if gold is None or pred is None:
        return gold is pred
    return gold == pred or (other is None and abs(gold - pred) <= 1)


def same_range(gold: Claim, pred: Claim, low: str, high: str) -> bool:
    """Do both bounds agree?"""
    return (same_bound(gold.get(low), pred.get(low), gold.get(high))
            and same_bound(gold.get(high), pred.get(high), gold.get(low)))


def has_range(claim: Claim, low: str, high: str) -> bool:
    """Is either bound given?"""
    return claim.get(low) is not None or claim.get(high) is not None


def same_day(start: str | None, end: str | None, also: list[str], found: str | None) -> bool:
    """The day itself, or a day inside the gold's longer span."""
    return found is not None and (
        found == start or found in also or (start is not None and end is not None and start <= found <= end))


def slot(name: str, gold: Claim, pred: Claim, source: str | None) -> tuple[bool, bool, bool]:
    """``(gold has a value, prediction has a value, they agree)`` for one slot."""
    if name == "actor":
        return True, bool(pred.get("actor")), same_actor([gold["actor"], *gold["actor_aliases"]], pred.get("actor"),
                                                         pred.get("actor_id"))
    if name in ("unit", "status"):
        return True, bool(pred.get(name)), pred.get(name) in (gold[name], *gold[f"{name}_also"])
    if name == "count":
        return has_range(gold, "low", "high"), has_range(pred, "low", "high"), same_range(gold, pred, "low", "high")
    if name in EFFECTS:
        low, high = f"{name}_low", f"{name}_high"
        readings = [gold, *({low: a, high: b} for a, b in gold.get(f"{name}_also", []))]
        agree = any(same_range(g, pred, low, high) for g in readings)
        return has_range(gold, low, high), has_range(pred, low, high), agree
    if name == "place":
        return True, True, same_places(gold, places_of(pred))
    if name == "polarity":
        return True, True, pred.get("polarity") in (gold["polarity"], *gold["polarity_also"])
    if name == "attribution":
        return True, bool(pred.get("attributed_to")), same_speaker(gold, pred, source)
    if name == "type":
        return True, True, pred.get("event_type") in (gold["event_type"], *gold["event_type_also"])
    if name == "sub_type":
        return True, True, pred.get("sub_event_type") in gold["sub_event_type"]
    stem = "as_of" if gold["kind"] == "force" else "date"
    day, last = ("as_of", "as_of_end") if stem == "as_of" else ("date_start", "date_end")
    start, end, also = gold.get(day), gold.get(last), gold.get(f"{stem}_also") or []
    found = pred.get(day)
    # A gold claim without a date leaves the slot open: what is predicted there is not judged.
    dated = start is not None
    return dated, dated and found is not None, not dated or same_day(start, end, also, found)


def whole(gold: Claim, pred: Claim, source: str | None) -> bool:
    """All slots that make the claim are right, and what is drawn agrees."""
    drawn = "asserted" in (gold["polarity"], *gold["polarity_also"])
    undrawn = {gold["polarity"], *gold["polarity_also"]} != {"asserted"}
    agrees = drawn if pred.get("polarity", "asserted") == "asserted" else undrawn
    return agrees and all(slot(name, gold, pred, source)[2] for name in WHOLE[gold["kind"]])
