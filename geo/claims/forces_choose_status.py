"""What is said of a force - there, sent, promised, leaving, gone - weighed by a small model.

A multinomial logistic regression (``data/models/force_status.json``, trained
by ``data/build/train_forces.py``) over the word that governs the force (by the
classes of ``data/lexicons/force_status.csv``), tense, modals, words of time,
and what the rules (:mod:`geo.claims.forces_status`) say.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geo import bundle
from geo.claims.dates_tense import tense
from geo.claims.forces_verbs import lexicon
from geo.errors import InvariantError

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft

MODEL = "models/force_status.json"
STATUSES = ("present", "deployed", "pledged", "planned", "withdrawing", "withdrawn", "past")
#: Words of the clause and what they tell of time or intent.
WORDS = {
    "now": {"now", "currently", "today", "still", "already", "presently", "remain", "remains", "remaining", "so", "far"},
    "then": {"had", "was", "were", "once", "formerly", "previously", "ago", "before", "until", "earlier", "originally", "initially", "peak"},
    "will": {"will", "would", "shall", "'ll", "due", "expected", "set", "next", "soon", "tomorrow", "by", "plans", "planned", "awaited", "await"},
    "may": {"could", "may", "might", "can", "if", "should", "must"},
    "pledge": {"pledge", "pledged", "promise", "promised", "promises", "offered", "offer", "offers", "undertaken", "undertakes", "agreed",
               "volunteered", "commit", "committed", "vowed", "announced"},
    "plan": {"plan", "plans", "propose", "proposed", "mandate", "mandated", "authorised", "authorized", "authorises", "request", "requested",
             "asked", "called", "approved", "considering", "mooted", "envisages", "ordered", "intends"},
    "leave": {"leave", "left", "leaving", "withdraw", "withdrew", "withdrawn", "withdrawing", "withdrawal", "pull", "pulled", "pullout",
              "return", "returned", "retreat", "retreated", "fled", "out", "home", "back", "evacuated", "slipped", "went", "gone", "quit"},
    "arrive": {"arrived", "arrive", "arrives", "sent", "send", "landed", "flown", "flew", "moved", "rushed", "deployed", "deploy", "entered",
               "crossed", "poured", "reinforcements", "reinforce", "dispatched", "embarked", "steamed", "way", "reached", "dropped"},
    "attack": {"attacked", "attack", "attackers", "stormed", "raided", "assault", "overran", "struck", "seized", "fought", "clashed", "captured",
               "ambushed", "descended", "killed", "battle", "besieged"},
    "not": {"not", "no", "never", "none", "n't", "denied", "denies"},
}
TAGS = ("VBD", "VBN", "VBZ", "VBP", "VBG", "VB", "MD", "NN")
TENSES = ("past", "present", "future")
NAMES = (
    "bias", *(f"rule_{s}" for s in STATUSES), *(f"judge_{s}" for s in STATUSES), "rule_strong", *(f"lex_{s}" for s in STATUSES),
    *(f"tag_{t}" for t in TAGS), *(f"tense_{t}" for t in TENSES), *(f"near_{w}" for w in WORDS), *(f"sentence_{w}" for w in WORDS), "perfect",
    "modal", "infinitive", "copula", "subject", "object", "participle", "dated", "date_past", "date_future", "day_old", "quoted", "bullet",
    "fighters", "equipment", "elliptic", "part", "joins", "verb_first", "past_sentence", "asserted", "narrator_past", "change_from", "few",
)


def features(ctx: Context, draft: Draft) -> np.ndarray:
    """The row of :data:`NAMES`."""
    m, governor = draft.mention, draft.governor
    verb = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(governor)
    row: dict[str, float] = {"bias": 1.0, f"rule_{draft.status}": 1.0, f"judge_{draft.verdict.status}": 1.0,
                             "rule_strong": float(draft.verdict.strength >= 0.85), f"tag_{governor.tag_}": 1.0}
    for word in {governor.lemma_.lower(), *(t.lemma_.lower() for t in list(governor.ancestors)[:1])}:
        for pos in ("verb", "noun", "adj"):
            for status, _ in lexicon().get((word, pos), ()):
                row[f"lex_{status}"] = 1.0
    if verb is not None:
        row[f"tense_{tense(verb)}"] = 1.0
        row["perfect"] = float(any(c.lower_ in ("had", "has", "have") and c.dep_ in ("aux", "auxpass") for c in verb.children))
        row["modal"] = float(any(c.tag_ == "MD" for c in verb.children))
        row["infinitive"] = float(any(c.tag_ == "TO" for c in verb.children))
        row["copula"] = float(verb.lemma_ == "be")
        row["verb_first"] = float(verb.i < m.first)
    row["subject"] = float(m.head.dep_ == "nsubj")
    row["object"] = float(m.head.dep_ in ("dobj", "nsubjpass"))
    row["participle"] = float(any(c.dep_ == "acl" and c.i > m.head.i for c in m.head.children))
    clause = {t.lower_ for t in ctx.clause(governor)} | {t.lower_ for t in ctx.doc[max(0, m.first - 4):m.last + 6]}
    sentence = ctx.sentence_of(m.head)
    words = {t.lower_ for t in sentence} if sentence is not None else clause
    for name, group in WORDS.items():
        row[f"near_{name}"], row[f"sentence_{name}"] = float(bool(clause & group)), float(bool(words & group))
    today = ctx.report.date
    row["dated"] = float(bool(draft.day_text))
    if draft.day is not None and today is not None:
        days = (draft.day - today).days
        row["date_past"], row["date_future"], row["day_old"] = float(days < 0), float(days > 0), float(days < -30)
    row["quoted"] = float(ctx.in_quotation(m.head.idx) is not None)
    line = ctx.text[ctx.text.rfind("\n", 0, m.quantity.start) + 1:m.quantity.start].lstrip()
    row["bullet"] = float(line[:1] in "-*•–" and bool(line))
    row["fighters"] = float(m.unit == "fighters")
    row["equipment"] = float(m.unit not in ("troops", "fighters", "police", "peacekeepers", "observers", "other"))
    row["elliptic"], row["part"], row["joins"] = float(m.elliptic), float(draft.part_of is not None), float(draft.joins is not None)
    if sentence is not None:
        verbs = [t for t in sentence if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
        row["past_sentence"] = sum(t.tag_ == "VBD" for t in verbs) / len(verbs) if verbs else 0.0
        row["narrator_past"] = float(bool(verbs) and verbs[0].tag_ == "VBD")
    row["asserted"] = float(draft.verdict.polarity == "asserted")
    row["change_from"] = float(m.rule == "change from")
    row["few"] = float((m.quantity.high or 99) < 20)
    return np.array([row.get(name, 0.0) for name in NAMES])


@cache
def _model() -> tuple[np.ndarray, tuple[str, ...], float]:
    model = json.loads(bundle.path(MODEL).read_text("utf-8"))
    if tuple(model["features"]) != NAMES:
        raise InvariantError("force_status was trained on other features; run data/build/train_forces.py")
    return np.array(model["weights"]), tuple(model["statuses"]), float(model["settings"]["margin"])


def margin() -> float:
    """By how much a status must be likelier than the one that the rules give."""
    return _model()[2]


def probabilities(ctx: Context, draft: Draft) -> dict[str, float]:
    """Probability of each status."""
    weights, names, _ = _model()
    scores = weights @ features(ctx, draft)
    odds = np.exp(scores - scores.max())
    return dict(zip(names, (odds / odds.sum()).tolist(), strict=True))
