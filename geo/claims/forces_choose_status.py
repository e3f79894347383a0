"""What is with a counted force, chosen among the statuses by all that its sentence says of time and movement.

The rules (:mod:`geo.claims.forces_status`, :mod:`geo.claims.forces_dates`)
follow the parse to one word and take its status. Here their answer is one
vote beside the tense of the verbs around, cue words, dates, and what the
force told before was found to be; a conditional logit
(``data/models/force_status.json``, trained by ``data/build/train_forces.py``)
weighs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.claims.feature_rows import matrix
from geo.claims.forces_verbs import lexicon
from geo.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft

MODEL = "force_status"
STATUSES: tuple[Status, ...] = ("present", "deployed", "pledged", "planned", "withdrawing", "withdrawn", "past")
UNITS = ("troops", "fighters", "peacekeepers", "observers", "police", "vehicles", "aircraft", "ships", "tanks")
#: Words that speak of the time of what is counted, or of where it stands between being promised and gone.
CUES = {
    "now": {"now", "currently", "presently", "still", "today", "already", "tonight", "meanwhile"},
    "then": {"then", "formerly", "previously", "originally", "once", "initially", "earlier", "former", "ago", "until", "before", "peak", "height",
             "heyday", "beginning"},
    "left_over": {"remain", "remaining", "left", "rest", "remainder", "stay"},
    "more": {"further", "another", "additional", "extra", "more", "reinforcement", "fresh", "second", "next", "follow"},
    "promise": {"pledge", "promise", "offer", "vow", "undertake", "commit", "contribute", "volunteer", "guarantee", "agree", "announce", "provide",
                "furnish", "earmark"},
    "plan": {"plan", "authorise", "authorize", "approve", "ceiling", "mandate", "expect", "due", "await", "intend", "envisage", "propose",
             "schedule", "request", "ask", "want", "seek", "call", "need", "recommend", "shall", "order", "strength", "full", "target", "eventual"},
    "arrive": {"arrive", "land", "enter", "cross", "reach", "come", "deploy", "send", "dispatch", "despatch", "fly", "move", "pour", "join", "sail",
               "airlift", "rush", "advance", "drive", "march", "set", "bring", "arrival", "way", "embark", "redeploy", "shift"},
    "leave": {"leave", "withdraw", "withdrawal", "pull", "pullout", "depart", "departure", "go", "home", "return", "evacuate", "quit", "retreat", "flee",
              "exit", "recall", "repatriate", "abandon", "last", "away", "back"},
    "assault": {"attack", "assault", "storm", "raid", "ambush", "overrun", "attacker", "raider", "assailant", "shell", "bomb", "strike", "seize",
                "capture", "kill", "burst", "open", "fire", "take", "fall", "rout", "collapse", "defeat", "lose"},
    "hold": {"hold", "guard", "man", "garrison", "defend", "station", "base", "garrisoned", "keep", "maintain", "besiege", "surround", "patrol", "face",
             "hide", "dig", "trap", "field", "operate"},
    "reckon": {"estimate", "reckon", "put", "number", "count", "total", "strength", "figure", "say", "claim", "believe", "think"},
    "fall": {"reduce", "cut", "fall", "dwindle", "shrink", "drop", "from", "down", "halve"},
    "rise": {"raise", "increase", "grow", "swell", "rise", "double", "bring", "up", "to"},
}
_AUX = {"will": {"will", "shall", "'ll", "’ll", "wo"}, "would": {"would", "could", "might", "may", "should", "can"}, "had": {"had"},
        "has": {"has", "have", "'ve"}, "is": {"is", "are", "am", "'re"}, "was": {"was", "were"}, "being": {"being"}, "been": {"been"}}
TENSES = ("past", "present", "perfect", "past_perfect", "future", "conditional", "infinitive", "gerund", "participle", "progressive", "none")
WHENS = ("undated", "old", "year", "recent", "today", "coming")
SPANS = ("beside", "clause", "sentence", "before")
_FACTS = (
    *(f"verb_{s}" for s in STATUSES), *(f"noun_{s}" for s in STATUSES), "verb_effect", *(f"tense_{t}" for t in TENSES), *(f"near_{t}" for t in TENSES),
    *(f"over_{t}" for t in TENSES), *(f"{c}_{s}" for c in CUES for s in SPANS), *(f"when_{w}" for w in WHENS), *(f"unit_{u}" for u in UNITS),
    *(f"last_{s}" for s in STATUSES), *(f"beside_{s}" for s in STATUSES), "elliptic", "label", "bullet", "verbless", "quoted", "subject", "object",
    "doubted", "effect", "hypothetical", "denied", "of_whom", "from_count", "to_count", "the_count", "more_count", "is_first", "story_past",
    "story_present", "count_log", "assumed", "bracket", "possessive", "partner",
)
NAMES = ("ruled", "ruled_sure", "ruled_assumed", *(f"is_{s}" for s in STATUSES), *(f"ruled_{s}" for s in STATUSES), *(f"judged_{s}" for s in STATUSES),
         *(f"{fact}={s}" for s in STATUSES for fact in _FACTS))
#: Columns that hold what the rules said.
VOTES = tuple(n for n, name in enumerate(NAMES) if name.startswith(("ruled", "judged_")))
_AT = {name: n for n, name in enumerate(NAMES)}
#: The columns of what a sentence says, with each status.
_OF = {s: slice(_AT[f"{_FACTS[0]}={s}"], _AT[f"{_FACTS[-1]}={s}"] + 1) for s in STATUSES}


def features(ctx: Context, draft: Draft, last: Draft | None) -> np.ndarray:
    """One row of :data:`NAMES` for each of :data:`STATUSES`; `last` is the force told before, with the status chosen for it."""
    facts = matrix(_FACTS, {}, [_facts(ctx, draft, last)])
    rows = np.zeros((len(STATUSES), len(NAMES)), dtype=np.float32)
    weak = draft.verdict.strength < 0.7
    for n, status in enumerate(STATUSES):
        row = rows[n]
        row[_AT[f"is_{status}"]] = 1.0
        if draft.ruled_status == status:
            row[_AT["ruled"]], row[_AT["ruled_sure"]], row[_AT["ruled_assumed"]] = 1.0, draft.verdict.strength, float(weak)
            row[_AT[f"ruled_{status}"]] = 1.0
        row[_AT[f"judged_{status}"]] = float(draft.verdict.status == status)
        row[_OF[status]] = facts[0]
    return rows


def unruled(rows: np.ndarray) -> np.ndarray:
    """The rows as they would be had the rules found nothing, and assumed that the force is there."""
    rows = rows.copy()
    rows[:, VOTES] = 0.0
    for name, value in (("ruled", 1.0), ("ruled_sure", 0.5), ("ruled_assumed", 1.0), ("ruled_present", 1.0), ("judged_present", 1.0)):
        rows[0, _AT[name]] = value
    return rows


def _facts(ctx: Context, draft: Draft, last: Draft | None) -> dict[str, float]:
    m, doc, governor = draft.mention, ctx.doc, draft.governor
    verb = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(m.head)
    facts: dict[str, float] = {}
    for pos in ("verb", "noun"):
        for status, _ in lexicon().get((governor.lemma_.lower(), pos), ()):
            facts["verb_effect" if status == "effect" else f"{pos}_{status}"] = 1.0
    facts[f"tense_{_tense(verb)}"] = 1.0
    sentence = ctx.sentence_of(m.head)
    verbs = [t for t in ctx.tokens[sentence.start:sentence.end] if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")] if sentence is not None else []
    facts[f"near_{_tense(min(verbs, key=lambda t: abs(t.i - m.head.i), default=None))}"] = 1.0
    over = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None) if verb is not None else None
    facts[f"over_{_tense(over)}"] = 1.0
    facts["verbless"] = float(not verbs)
    index = ctx.sentence_index(m.head) or 0
    spans = {"beside": list(doc[max(0, m.first - 3):m.first]) + list(doc[m.last:m.last + 4]), "clause": ctx.clause(governor),
             "sentence": list(sentence) if sentence is not None else [], "before": list(ctx.sentences[index - 1]) if index else []}
    for where, tokens in spans.items():
        words = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
        for cue, known in CUES.items():
            facts[f"{cue}_{where}"] = float(bool(words & known))
    facts[f"when_{_when(ctx, draft)}"] = 1.0
    if m.unit in UNITS:
        facts[f"unit_{m.unit}"] = 1.0
    if last is not None:
        near = index - (ctx.sentence_index(last.mention.head) or 0)
        facts[f"last_{last.status}"] = float(near <= 1)
        facts[f"beside_{last.status}"] = float(near == 0)
    facts["elliptic"] = float(m.elliptic)
    line = ctx.text[ctx.text.rfind("\n", 0, m.quantity.start) + 1:m.quantity.start]
    facts["label"], facts["bullet"] = float(":" in line), float(line.lstrip()[:1] in ("-", "*", "•", "–"))
    facts["quoted"] = float(ctx.in_quotation(m.quantity.start) is not None)
    facts["subject"], facts["object"] = float(m.head.dep_ in ("nsubj", "nsubjpass")), float(m.head.dep_ in ("dobj", "attr"))
    facts["doubted"], facts["effect"] = float(bool(draft.doubt)), float(draft.doubt == "effect")
    facts["hypothetical"], facts["denied"] = float(draft.verdict.polarity == "hypothetical"), float(draft.verdict.polarity == "denied")
    ahead, behind = [t.lower_ for t in ctx.tokens[max(0, m.first - 2):m.first]], [t.lower_ for t in ctx.tokens[m.last:m.last + 3]]
    facts["of_whom"] = float(bool({"whom", "which", "them"} & {*ahead, *behind}))
    facts["from_count"], facts["to_count"] = float("from" in ahead), float("to" in ahead)
    facts["the_count"], facts["possessive"] = float("the" in ahead), float(bool({"its", "his", "their", "our"} & set(ahead)))
    facts["more_count"], facts["is_first"] = float(m.quantity.more), float(last is None)
    facts["story_past"] = sum(t.tag_ == "VBD" for t in verbs) / (len(verbs) or 1)
    facts["story_present"] = sum(t.tag_ in ("VBZ", "VBP") for t in verbs) / (len(verbs) or 1)
    facts["count_log"] = float(np.log10((m.quantity.low or m.quantity.high or 0) + 1))
    facts["assumed"] = float(draft.verdict.strength < 0.6)
    facts["bracket"] = float(ctx.text[m.quantity.start - 1:m.quantity.start] == "(")
    facts["partner"] = float(bool(set(ahead) & {"against", "with", "by", "from", "alongside"}))
    return facts


def _tense(verb: Token | None) -> str:
    """How a verb stands in time, by its own form and auxiliaries."""
    if verb is None:
        return "none"
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & _AUX["will"]:
        return "future"
    if helpers & _AUX["would"]:
        return "conditional"
    if "to" in helpers:
        return "infinitive"
    if helpers & _AUX["had"]:
        return "past_perfect"
    if helpers & _AUX["has"]:
        return "perfect"
    if helpers & _AUX["was"] or verb.tag_ == "VBD":
        return "past"
    if helpers & _AUX["is"]:
        return "progressive" if verb.tag_ == "VBG" or "being" in helpers else "present"
    return {"VBZ": "present", "VBP": "present", "VBG": "gerund", "VBN": "participle"}.get(verb.tag_, "infinitive")


def _when(ctx: Context, draft: Draft) -> str:
    """Where the day of the force lies from the report's."""
    if draft.day is None or ctx.report.date is None:
        return "undated"
    days = (ctx.report.date - draft.day).days
    if days < 0:
        return "coming"
    return "today" if days == 0 else "recent" if days <= 7 else "year" if days <= 120 else "old"
