"""What kind of force a noun is, by ``data/lexicons/units.csv`` and ``unit_models.csv``.

Classes of the lexicon: ``person`` and ``equipment`` count by themselves;
``weak`` words ("men", "guns") need something armed beside them; a
``formation`` ("battalion") is counted as such; a ``strength`` noun
("contingent", "convoy") names how a counted force is organized; ``position``
and ``not`` words are no force.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from geo import bundle

_IRREGULAR = {"men": "man", "personnel": "personnel", "police": "police", "aircraft": "aircraft", "corps": "corps",
              "infantry": "infantry", "militia": "militia", "forces": "force", "troops": "troop",
              "mujahideen": "mujahideen", "carabinieri": "carabinieri", "gendarmerie": "gendarmerie", "women": "woman",
              "btgs": "btg", "media": "media", "series": "series"}


_CARRIERS = {"fighter", "system", "launcher", "battery", "complex"}


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit phrase found at the end of a run of words."""

    unit: str
    cls: str
    size: int
    phrase: str


@cache
def phrases() -> dict[str, tuple[str, str]]:
    """Phrase in the singular -> (unit, class)."""
    with bundle.path("lexicons/units.csv").open(encoding="utf-8", newline="") as stream:
        return {_norm(r["phrase"]): (r["unit"], r["class"]) for r in csv.DictReader(stream)}


@cache
def formation_words() -> frozenset[str]:
    """Last words of the formations of the lexicon."""
    return frozenset(p.split()[-1] for p, (_, cls) in phrases().items() if cls == "formation")


@cache
def _models() -> dict[str, str]:
    with bundle.path("lexicons/unit_models.csv").open(encoding="utf-8", newline="") as stream:
        return {r["model"].lower().replace("-", ""): r["unit"] for r in csv.DictReader(stream)}


def _norm(phrase: str) -> str:
    return " ".join(phrase.lower().replace("-", " ").split())


def singular(word: str) -> str:
    """A word of the lexicon in the singular."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("women"):
        return word[:-5] + "woman"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def at_end(words: Sequence[str]) -> UnitWord | None:
    """The longest unit phrase that a run of words ends with.

    Examples
    --------
    >>> at_end(["armoured", "personnel", "carriers"]).unit
    'armoured_vehicles'
    """
    return _at_end(*words)


@lru_cache(1 << 16)  # the same few words are asked for again and again
def _at_end(*words: str) -> UnitWord | None:
    if not words:
        return None
    lowered = [w.lower() for w in words if w not in ("-", "–")]
    if not lowered:
        return None
    last = singular(lowered[-1].strip("'’\"“”"))
    table = phrases()
    if last in _CARRIERS and len(words) > 1 and (model := model_unit(words[-2])) is not None:
        return UnitWord(model, "equipment", 2, f"{words[-2]} {last}")  # "F-16 fighters", "S-400 systems"
    for size in range(min(5, len(lowered)), 0, -1):
        run = [*lowered[-size:-1], last]
        phrase = _norm(" ".join(run))
        if phrase in table:
            unit, cls = table[phrase]
            armoured = unit == "vehicles" and any("armour" in w or "armor" in w for w in lowered)
            return UnitWord("armoured_vehicles" if armoured else unit, cls, size, phrase)
    if model := model_unit(words[-1]):
        return UnitWord(model, "equipment", 1, words[-1])
    return None


def model_unit(word: str) -> str | None:
    """Unit of a model name: ``"T-72s"`` is tanks.

    Models are written with a capital or a digit; "puma" and "warrior" are not models.
    """
    if not (word[:1].isupper() or any(c.isdigit() for c in word)):
        return None
    key = re.sub(r"['’]?s$", "", word).lower().replace("-", "")
    return _models().get(key) or _models().get(re.sub(r"e$", "", key)) or _models().get(word.lower().replace("-", "")) or (
        _models().get(re.sub(r"(?<=\d)[a-z]{1,3}\d?$", "", key)) if any(c.isdigit() for c in key) else None
    )
