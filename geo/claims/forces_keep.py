"""Whether a number is a force at all, by a model over how it was found and what stands around it.

Boosted trees (``data/models/force_keep.json``, trained by
``data/build/train_forces.py``) see what the rules made a claim of and what
they dropped, and why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from geo.claims import actors
from geo.claims import forces_units as units
from geo.claims.feature_rows import matrix
from geo.claims.forces_mentions import counts
from geo.claims.forces_verbs import lexicon

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft
    from geo.claims.forces_mention import Mention

MODEL = "force_keep"
RULES = ("counted unit", "counted formation", "strength of a formation", "labelled count", "elliptical count", "listed count", "stated strength",
         "change", "counted party", "part of the count before", "gapped count", "one formation", "another's figure", "bare number", "counted people")
DOUBTS = ("dropped", "effect", "one of a group", "part of an effect", "no place", "strike")
UNITS = ("troops", "fighters", "peacekeepers", "observers", "police", "vehicles", "aircraft", "ships", "tanks", "other")
CLASSES = ("person", "equipment", "weak", "formation", "strength", "elliptic")
DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "nummod", "attr", "appos", "conj", "ROOT", "npadvmod")
#: "1010:", "(1100)", "1600 gmt": an hour of the day.
_CLOCK = re.compile(r"[\s(]?[0-2]\d[0-5]\d(?::|\)|\s?(?:gmt|utc|hrs|hours|local|h\b))", re.I)
AFTER = {"place": {"in", "at", "near", "around", "on", "inside", "there", "here", "between", "across"}, "of": {"of"},
         "stop": {".", ",", ";", ")"}, "more": {"more", "others", "another", "reinforcements", "strong"}, "verb": set()}
BEFORE = {"of": {"of"}, "at": {"at"}, "to": {"to"}, "from": {"from", "out"}, "by": {"by"}, "colon": {":", "(", "-", "–"}, "the": {"the", "these", "those"},
          "poss": {"'s", "’s", "its", "his", "their", "our"}, "comma": {","}, "and": {"and"}, "verb": set()}
LOST = {"dead", "die", "kill", "wound", "injure", "casualty", "toll", "death", "body", "bury", "hurt", "slay", "victim", "fatality", "corpse",
        "wounded", "loss", "lose", "fall"}
TAKEN = {"prisoner", "captive", "capture", "hostage", "captured", "surrender", "arrest", "detain", "defect", "disarm", "seize", "abduct", "free",
         "release", "exchange", "missing", "held", "hand"}
CIVIL = {"refugee", "civilian", "displace", "people", "resident", "family", "flee", "voter", "vote", "house", "home", "child", "villager", "seat",
         "woman", "patient", "ton", "dollar", "percent", "shell", "rocket", "round", "bomb", "weapon", "rifle", "mine", "protester", "student", "person",
         "evacuee", "passenger", "citizen", "national", "supporter", "opponent", "migrant", "expatriate", "journalist", "worshipper", "pilgrim", "mourner", "rally", "crowd", "demonstrator", "marcher", "inmate", "pupil", "worker", "asylum", "camp", "shelter", "aid", "foreigner", "delegate"}
FORCE = {"troop", "soldier", "force", "army", "battalion", "brigade", "contingent", "garrison", "peacekeeper", "observer", "fighter", "rebel",
         "guerrilla", "men", "man", "police", "militia", "strength", "unit", "column", "reinforcement", "company", "deployment", "deploy"}
SORTS = {"lost": LOST, "taken": TAKEN, "civil": CIVIL, "force": FORCE}
NAMES = (
    "ruled", "elliptic", *(f"rule_{r}" for r in RULES), *(f"doubt_{d}" for d in DOUBTS), *(f"unit_{u}" for u in UNITS),
    *(f"cls_{c}" for c in CLASSES), *(f"dep_{d}" for d in DEPS), *(f"after_{a}" for a in AFTER), *(f"before_{b}" for b in BEFORE),
    *(f"{w}_{s}" for w in ("near", "sentence") for s in ("lost", "taken", "civil", "force")), "count_log", "open", "more", "approximate",
    "digits", "round", "year", "small", "dated", "money", "actor_known", "actor_sure", "place_sure", "place_here", "verdict_sure", "sentence_forces",
    "before_forces", "sentence_counts", "report_forces", "governor_force", "governor_effect", "governor_be", "line_bullet", "line_colon",
    "party_near", "party_beside", "quoted", "same_number", "noun_gap", *(f"{w}_{s}" for w in ("earlier", "noun") for s in ("lost", "taken", "civil", "force")), "clock", "governor_past", "people_head",
)


#: Features that only a draft has; all others are of the number and the words around it.
LATER = tuple(n.startswith(("doubt_", "actor_", "place_", "verdict_", "governor_")) for n in NAMES)


def features(ctx: Context, draft: Draft, ruled: list[Draft]) -> np.ndarray:
    """The row of :data:`NAMES` of one draft; `ruled` are those that the rules made."""
    row = {"ruled": float(not draft.doubt), f"doubt_{draft.doubt}": 1.0}
    row["actor_known"], row["actor_sure"] = float(draft.actor.id is not None), draft.actor_strength
    row["place_sure"], row["place_here"] = draft.place_strength, float(draft.place_how in ("named", "pointed"))
    row["verdict_sure"] = draft.verdict.strength
    entries = {s for pos in ("verb", "noun", "adj") for s, _ in lexicon().get((draft.governor.lemma_.lower(), pos), ())}
    row["governor_force"], row["governor_effect"] = float(bool(entries - {"effect"})), float("effect" in entries)
    row["governor_be"] = float(draft.governor.lemma_ == "be")
    row["governor_past"] = float(draft.governor.tag_ in ("VBD", "VBN"))
    others = [d for d in ruled if d is not draft]
    return matrix(NAMES, written(ctx, draft.mention, others, (draft.low, draft.high)), [row])[0]


def written(ctx: Context, m: Mention, others: list[Draft], bounds: tuple[int | None, int | None]) -> dict[str, float]:
    """The features of a number that it has before any draft is made of it; `others` are the drafts of the rules."""
    doc, q = ctx.doc, m.quantity
    sentence = ctx.sentence_of(m.head)
    index = ctx.sentence_index(m.head) or 0
    row: dict[str, float] = {"elliptic": float(m.elliptic)}
    rule = next((r for r in RULES if m.rule.startswith(r)), None)
    row[f"rule_{rule}"] = row[f"unit_{m.unit}"] = row[f"cls_{m.cls}"] = 1.0
    number = doc[q.last - 1]
    row[f"dep_{(m.head if not m.elliptic else number).dep_}"] = 1.0
    after, before = doc[m.last:m.last + 1], doc[max(0, q.first - 1):q.first]
    for token in after:
        for name, words in AFTER.items():
            row[f"after_{name}"] = float(token.lower_ in words or (name == "verb" and token.pos_ in ("VERB", "AUX")))
    for token in before:
        for name, words in BEFORE.items():
            row[f"before_{name}"] = float(token.lower_ in words or (name == "verb" and token.pos_ in ("VERB", "AUX")))
    told = _told(ctx, sentence.start, sentence.end) if sentence is not None else dict.fromkeys(SORTS, 0.0)
    near = _told(ctx, max(0, m.first - 5), m.last + 5)
    for name in SORTS:
        row[f"near_{name}"], row[f"sentence_{name}"] = near[name], told[name]
    value = q.low if q.low is not None else q.high or 0
    row["count_log"], row["open"] = float(np.log10(value + 1)), float(q.low is None or q.high is None)
    row["more"], row["approximate"] = float(q.more), float(q.approximate)
    row["digits"] = float(any(c.isdigit() for c in q.text))
    row["round"] = float(value >= 50 and value % 10 == 0)
    row["year"] = float(1900 <= value <= 2100 and "," not in q.text)
    row["small"] = float(value < 10)
    row["dated"] = float(number.ent_type_ in ("DATE", "TIME", "ORDINAL"))
    row["money"] = float(number.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"))
    at = [ctx.sentence_index(d.mention.head) for d in others]
    row["sentence_forces"] = float(at.count(index))
    row["before_forces"] = float(at.count(index - 1) + at.count(index - 2))
    row["report_forces"] = float(len(others))
    row["same_number"] = float(any((d.low, d.high) == bounds for d in others))
    if sentence is not None:
        start, end = sentence.start_char, sentence.end_char
        row["sentence_counts"] = float(sum(start <= c.start < end for c in counts(ctx)))
    line = ctx.text[ctx.text.rfind("\n", 0, q.start) + 1:q.start]
    row["line_bullet"], row["line_colon"] = float(line.lstrip()[:1] in "-*•–" and bool(line.strip())), float(":" in line)
    row["party_near"] = float(bool(actors.in_tokens(ctx, max(0, m.first - 6), m.last + 6)))
    row["party_beside"] = float(bool(actors.in_tokens(ctx, max(0, m.first - 3), m.last + 2)))
    row["quoted"] = float(ctx.in_quotation(q.start) is not None)
    earlier = _told(ctx, ctx.sentences[index - 1].start, ctx.sentences[index - 1].end) if index else dict.fromkeys(SORTS, 0.0)
    noun = _counted_before(ctx, q.start)
    for name, words in SORTS.items():
        row[f"earlier_{name}"], row[f"noun_{name}"] = earlier[name], float(noun in words)
    row["clock"] = float(bool(_CLOCK.match(ctx.text[max(0, q.start - 1):q.end + 6])))
    row["people_head"] = float(m.phrase in CIVIL)
    nouns = ctx.once(("forces_keep.nouns",), lambda: [t.i for t in ctx.tokens if units.at_end([t.text]) is not None])
    close = nouns[bisect_left(nouns, m.first - 14):bisect_left(nouns, m.last + 8)]
    row["noun_gap"] = float(min((abs(i - m.first) for i in close), default=20))
    return row


def _told(ctx: Context, first: int, last: int) -> dict[str, float]:
    """How many words of each of :data:`SORTS` stand in ``doc[first:last]``."""
    sums = ctx.once(("forces_keep.told",), lambda: _running(ctx))
    last = min(last, len(ctx.tokens))
    return {name: float(counts[last] - counts[first]) for name, counts in sums.items()}


def _running(ctx: Context) -> dict[str, list[int]]:
    """How many words of each of :data:`SORTS` stand ahead of every word of a report, and of its end."""
    lemmas = [t.lemma_.lower() for t in ctx.tokens]
    return {name: [0, *accumulate(w in words for w in lemmas)] for name, words in SORTS.items()}


def _counted_before(ctx: Context, offset: int) -> str:
    """Lemma of what the count before counted: "5,000 persons ... and 1,100 more"."""
    heads = (ctx.tokens[c.head] for c in reversed(counts(ctx)) if c.end <= offset and c.head is not None)
    return next((t.lemma_.lower() for t in heads if t.pos_ in ("NOUN", "PROPN")), "")
