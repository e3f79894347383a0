"""Whose force it is, chosen among all the parties of the report.

The rules (:mod:`geo.claims.forces_actor`) look in one place after the other
and take the first party that they find. Here every party that the report
names is a candidate, described by where it stands to the count and how much
the report speaks of it; what the rules chose is one of the features. A
conditional logit, mixed with boosted trees (``data/models/force_actor.json``,
trained by ``data/build/train_forces.py``), gives each its probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from geo.claims import actors, coreference, outline, persons
from geo.claims import forces_units as units
from geo.claims.attribution import verbs
from geo.claims.feature_rows import matrix
from geo.claims.forces_parties import issuer, led, of_the_day, spoken_for, titled
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft

MODEL = "force_actor"
KINDS = ("state", "group", "mission", "alliance", "people")
UNITS = ("troops", "fighters", "peacekeepers", "observers", "police", "other")
_PREPOSITIONS = {"of": "of", "from": "from", "by": "by", "against": "against", "with": "with", "to": "to", "in": "in", "at": "in", "for": "for",
                 "near": "in", "into": "to"}
PREPOSITIONS = ("of", "from", "by", "against", "with", "to", "in", "for")
_ORGANS = {"ministry", "command", "staff", "headquarters", "army", "military", "garrison", "navy", "government", "authority"}
_FORCE_NOUNS = {"army", "military", "force", "forces", "navy", "marine", "command", "brigade", "battalion", "government", "regime", "junta"}
#: Nouns, and words of the clause, that tell one kind of party from another.
CLUES = {
    "attackers": {"attacker", "raider", "assailant", "gunman", "bandit", "infiltrator", "hijacker", "kidnapper", "ambush", "raid", "overrun", "storm"},
    "army": {"soldier", "army", "garrison", "police", "policeman", "conscript", "serviceman", "regular", "reservist", "guard", "barracks",
             "gendarme", "battalion", "brigade", "division", "regiment", "commando", "detachment", "outpost", "government"},
    "rebels": {"rebel", "guerrilla", "insurgent", "fighter", "militant", "militia", "militiaman", "combatant", "jihadist", "separatist"},
    "sent": {"send", "arrive", "land", "fly", "deploy", "dispatch", "contingent", "expeditionary", "carrier", "warship", "frigate", "destroyer",
             "paratrooper", "marine", "legionnaire", "mission", "transport", "embark", "airlift", "pledge", "offer", "promise", "contribute"},
    "held": {"hold", "defend", "guard", "man", "defender", "besiege", "surround", "dig", "hole", "entrench", "resist"},
    "left": {"withdraw", "leave", "pull", "withdrawal", "pullout", "retreat", "flee", "abandon", "evacuate", "desert"},
    "home": {"mobilise", "mobilize", "call", "reserve", "reinforcement", "conscript", "national", "border", "federal"},
    "peace": {"peacekeeper", "observer", "monitor", "mandate", "ceasefire", "un", "mission", "council", "authorise", "authorize", "ceiling"},
}
SORTS = ("home", "foreign", "local_group", "other_group", "mission", "alliance", "unknown")
NAMES = (
    "ruled", "rule_strength", "rule_known", "rule_sure", *(f"kind_{k}" for k in KINDS), *(f"unit_{u}" for u in UNITS),
    "fits", "misfits", "inside", "beside_before", "beside_after", "same_before", "same_after", "distance", "sentences", "ahead", "subject",
    "above", "possessor", "steps_up", "steps_down", *(f"prep_{p}" for p in PREPOSITIONS), "location", "metonym", "military", "speaker",
    "mentions", "share", "rank", "kind_share", "military_mentions", "first_sentence", "title", "source", "home", "of_home",
    "over", "over_close", "over_any", "where_head", "sibling", "lead_in",
    "last_actor", "last_same_sentence", "base_actor", "at_home", "last_subject", "nearest", "nearest_of_kind", "candidates", "elliptic",
    "weak", "formation", "possessive", "count_log", "other_in_np", "status_away", "acting", "acting_share", "only_place", "dateline", "we",
    "clause_gap", "last_acting", "acts_here", "soldiers_here", "sole_of_kind", "abroad", "before_named",
    "last_elliptic", "last_bare", "last_alike", "last_near", "strong_elsewhere", "strong_same_unit", "strong_near", "title_first",
    "title_only", "leader", "leads_here", "spokesman", "spokesman_we", "before_share", "before_in_paragraph", "lead_of_paragraph", "organ_home",
    "organ_source", "organ_last", *(f"{c}_{s}" for c in (*CLUES, *(f"unit_{u}" for u in UNITS), "away", "past", "large", "small")
    for s in SORTS),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that a force may be of, with its mentions in the report."""

    actor: Actor
    kind: str
    country: str
    mentions: tuple[actors.ActorMention, ...]
    named: int = 0  # how often by its own name


def candidates(ctx: Context, draft: Draft) -> list[Candidate]:
    """The parties of the report, and what the rules chose where it is none of them."""
    if "forces_choose.actors" not in ctx.memo:
        found: dict[str, list[actors.ActorMention]] = {}
        for mention in sorted([*actors.mentions(ctx), *persons.mentions(ctx)], key=lambda a: a.first):
            found.setdefault(mention.row.id, []).append(mention)
        for code in (coreference.home(ctx), issuer(ctx), *titled(ctx)):
            if code in actors.by_id():
                found.setdefault(code, [])
        rows, own = actors.by_id(), {a.first for a in actors.mentions(ctx)}
        for code in [c for c in found if of_the_day(ctx, c) != c]:
            del found[code]
            found.setdefault(of_the_day(ctx, code), [])
        ctx.memo["forces_choose.actors"] = [
            Candidate(rows[key].actor() if key in rows else named[0].row.actor(), (row := rows.get(key) or named[0].row).kind, row.country,
                      tuple(named), sum(a.first in own for a in named)) for key, named in found.items()]
    known: list[Candidate] = ctx.memo["forces_choose.actors"]
    ruled = draft.ruled_actor
    if any(c.actor.id == ruled.id for c in known if ruled.id is not None):
        return known
    row = actors.by_id().get(ruled.id or "")
    return [*known, Candidate(ruled, row.kind if row else "", row.country if row else "", ())]


def features(ctx: Context, draft: Draft, last: Draft | None, found: list[Candidate], drafts: list[Draft]) -> np.ndarray:
    """One row of :data:`NAMES` for each candidate; `drafts` are all forces of the report."""
    m, doc = draft.mention, ctx.doc
    sentence = ctx.sentence_index(m.head) or 0
    home, paragraph = coreference.home(ctx), ctx.paragraph(m.quantity.start)[0]
    chain, governors = _chain(m.head), _governors(draft.governor)
    unit = m.unit if m.unit in UNITS else "troops" if m.unit in ("tanks", "artillery", "armoured_vehicles", "aircraft", "ships") else "other"
    tokens, kinds = ctx.tokens, [c.kind for c in found]
    last_sentence = ctx.sentence_index(last.mention.head) if last is not None else None
    total = sum(c.named for c in found) or 1
    by_kind = {k: sum(c.named for c in found if c.kind == k) or 1 for k in set(kinds)}
    ranked = sorted((c.named for c in found), reverse=True)
    inside = [a for c in found for a in c.mentions if m.first - 3 <= a.first and a.last <= m.last]
    possessive = any(t.lower_ in ("its", "their", "his", "our", "her") for t in ctx.tokens[max(0, m.first - 2):m.last])
    subject = _last_subject(ctx, sentence)
    acting = {a.first for c in found for a in c.mentions if ctx.once(("forces_choose.acting", a.first, a.row.id), lambda a=a: _acting(ctx, a))}
    latest = max((a.first for c in found for a in c.mentions if a.first in acting and a.last <= m.first), default=-1)
    we = bool({t.lower_ for t in ctx.sentences[sentence]} & {"we", "our", "us", "ours"}) if ctx.sentences else False
    dateline = next((t.place.country for t in ctx.toponyms if t.place is not None and coreference.in_dateline(ctx, t)), None)
    shared = {f"unit_{unit}": 1.0, "rule_sure": draft.sure_actor, "rule_known": float(draft.ruled_actor.id is not None),
              "candidates": float(len(found)), "elliptic": float(m.elliptic), "weak": float(m.cls == "weak"),
              "formation": float(m.cls == "formation"), "possessive": float(possessive),
              "count_log": float(np.log10((m.quantity.low or m.quantity.high or 0) + 1)),
              "status_away": float(draft.status in ("deployed", "planned", "pledged"))}
    states = {p.country for p in draft.places}
    clues = {*(c for c in clues_of(ctx, draft)), f"unit_{unit}"}
    clues |= {"away"} if shared["status_away"] else {"past"} if draft.status in ("past", "withdrawn", "withdrawing") else set()
    clues |= {"large"} if shared["count_log"] >= 3.7 else {"small"} if shared["count_log"] < 1.8 else set()
    strong = [d for d in drafts if d is not draft and d.sure_actor >= 0.85]
    leading, spoken = led(ctx, draft), spoken_for(ctx, draft)
    earlier = [d for d in drafts if d.mention.quantity.start < m.quantity.start]
    beside = [d for d in earlier if d.mention.quantity.start >= paragraph]
    organ = any(t.lemma_.lower() in _ORGANS for t in (m.head, *draft.governor.children, *doc[max(0, m.first - 4):m.first]))
    heads, over = outline.named_over(ctx, m.quantity.start), outline.party_head(ctx, m.quantity.start)
    standing, located = {h.party.id for h in heads if h.party is not None}, {h.home for h in heads if h.places and h.home}
    listed, lead_in = outline.unit_of(ctx, m.quantity.start) is not None, outline.lead_in(ctx, m.quantity.start) or (0, 0)
    rows, nearest = [], []
    for c in found:
        near = min(c.mentions, key=lambda a: _far(a, m), default=None)
        row = dict(ctx.once(("forces_choose.actor", c.actor), partial(_standing, ctx, c, dateline)))
        rows.append(row)
        nearest.append(999.0 if near is None else _far(near, m))
        spoken_in = [(a, ctx.sentence_index(tokens[a.first])) for a in c.mentions]
        here = [a for a, at in spoken_in if at == sentence]
        row["ruled"] = float(c.actor.id == draft.ruled_actor.id and c.actor.name == draft.ruled_actor.name)
        row["rule_strength"] = row["ruled"] * draft.sure_actor
        if c.kind in KINDS:
            row[f"kind_{c.kind}"] = 1.0
        sort = _sort(c, home)
        for clue in clues:
            row[f"{clue}_{sort}"] = 1.0
        theirs = [d for d in strong if d.ruled_actor == c.actor]
        row["strong_elsewhere"], row["strong_same_unit"] = float(bool(theirs)), float(any(d.mention.unit == m.unit for d in theirs))
        row["strong_near"] = float(any(abs((ctx.sentence_index(d.mention.head) or 0) - sentence) <= 1 for d in theirs))
        row["fits"] = float((unit == "fighters" and c.kind in ("group", "people")) or (
            unit in ("peacekeepers", "observers") and c.kind in ("mission", "alliance")) or (unit in ("troops", "police") and c.kind == "state"))
        row["misfits"] = float((unit == "fighters" and c.kind in ("state", "mission")) or (unit in ("peacekeepers", "observers") and c.kind == "group"))
        row["mentions"], row["share"] = float(c.named), c.named / total
        row["kind_share"] = c.named / by_kind[c.kind]
        row["rank"] = float(ranked.index(c.named))
        acts = [(a, at) for a, at in spoken_in if a.first in acting]
        row["acting"], row["acting_share"] = float(len(acts)), len(acts) / (len(acting) or 1)
        row["only_place"] = float(bool(c.mentions) and not acts)
        row["last_acting"] = float(any(a.first == latest for a in c.mentions))
        row["acts_here"] = float(any(at == sentence for _, at in acts))
        row["soldiers_here"] = float(any(abs(sentence - (at or 0)) <= 2 and _military(ctx, a) for a, at in acts))
        row["we"] = float(we and c.actor.id in (issuer(ctx), dateline))
        row["sole_of_kind"] = float(kinds.count(c.kind) == 1)
        row["before_named"] = float(any(a.first < m.first for a, _ in acts))
        row["at_home"] = float(bool(c.country) and c.country in states)
        if last is not None:
            row["last_actor"] = float(last.actor == c.actor)
            row["last_same_sentence"] = row["last_actor"] * (last_sentence == sentence)
            row["last_elliptic"] = row["last_actor"] * m.elliptic
            row["last_bare"] = row["last_actor"] * (not inside) * (draft.sure_actor <= 0.6)
            row["last_alike"] = row["last_actor"] * (last.mention.unit == m.unit)
            row["last_near"] = row["last_actor"] * (sentence - (last_sentence or 0) <= 1)
            row["base_actor"] = float(draft.part_of is not None and draft.part_of.actor == c.actor)
        row["leader"], row["leads_here"] = float(leading[:1] == (c.actor.id,)), float(c.actor.id in leading)
        row["spokesman"] = float(spoken[:1] == (c.actor.id,))
        row["spokesman_we"] = row["spokesman"] * we
        row["before_share"] = sum(d.actor == c.actor for d in earlier) / (len(earlier) + 1)
        row["before_in_paragraph"] = sum(d.actor == c.actor for d in beside) / (len(beside) + 1)
        row["lead_of_paragraph"] = float(any(paragraph <= tokens[a.first].idx < paragraph + 40 and a.first < m.first for a in c.mentions))
        row["over"] = float(over is not None and over.party is not None and c.actor.id == over.party.id)
        row["over_close"] = row["over"] * (over is not None and outline.close(over))
        row["over_any"], row["where_head"] = float(c.actor.id in standing), float(c.actor.id in located)
        row["lead_in"] = float(any(lead_in[0] <= tokens[a.first].idx < lead_in[1] for a in c.mentions))
        # Whom only another item of the list names is not meant in this one.
        row["sibling"] = float(listed and bool(c.mentions) and not row["over_any"] and not any(
            outline.shared(ctx, tokens[a.first].idx, m.quantity.start) for a in c.mentions))
        row["organ_home"], row["organ_source"] = organ * row["home"], organ * row["source"]
        row["organ_last"] = organ * row.get("last_actor", 0.0)
        row["last_subject"] = float(subject is not None and subject == c.actor.id)
        row["other_in_np"] = float(bool(inside) and all(a.row.id != c.actor.id for a in inside))
        if near is None:
            row["distance"], row["sentences"] = 300.0, 20.0
            continue
        where = ctx.sentence_index(tokens[near.first])
        where = sentence - 9 if where is None else where
        row["distance"], row["sentences"] = min(300.0, _far(near, m)), float(min(20, abs(sentence - where)))
        row["ahead"] = float(near.first >= m.last)
        low, high = sorted((near.first, m.first))
        row["clause_gap"] = float(sum(t.text in (";", ".", ":") for t in ctx.tokens[low:high])) if row["distance"] < 80 else 9.0
        row["same_before"] = float(any(a.last <= m.last for a in here))
        row["same_after"] = float(any(a.first >= m.last for a in here))
        row["inside"] = float(any(m.first <= a.first and a.last <= m.last for a in c.mentions))
        row["beside_before"] = float(any(0 <= m.first - a.last <= 1 for a in c.mentions))
        row["beside_after"] = float(any(0 <= a.first - m.last <= 2 for a in c.mentions))
        for a in here:
            _syntax(ctx, a, m.head, chain, governors, row)
        toponym = ctx.toponym_of(doc[near.first])
        row["location"] = float(toponym is not None and toponym.role == "location")
        row["metonym"] = float(toponym is not None and toponym.role == "actor")
        row["military"] = float(_military(ctx, near))
        row["speaker"] = float(_speaks(doc[near.first]))
    least, of_kind = min(nearest), {k: min(n for n, kind in zip(nearest, kinds, strict=True) if kind == k) for k in set(kinds)}
    for far, kind, row in zip(nearest, kinds, rows, strict=True):
        row["nearest"], row["nearest_of_kind"] = float(far == least), float(far == of_kind[kind])
    return matrix(NAMES, shared, rows)


def _standing(ctx: Context, c: Candidate, dateline: str | None) -> dict[str, float]:
    """What a party is to the report, whatever is counted."""
    headline, title, source, home, state = ctx.report.title or "", titled(ctx), issuer(ctx), coreference.home(ctx), c.kind == "state"
    return {
        "military_mentions": float(sum(_military(ctx, a) for a in c.mentions)), "dateline": float(state and c.actor.id == dateline),
        "abroad": float(state and home is not None and c.actor.id != home), "home": float(c.actor.id == home),
        "of_home": float(bool(c.country) and c.country == home), "source": float(source is not None and c.actor.id == source),
        "title": float(bool(headline) and any(a.alias and a.alias in headline for a in c.mentions)),
        "first_sentence": float(bool(ctx.sentences) and any(a.first < ctx.sentences[0].end for a in c.mentions)),
        "title_first": float(title[:1] == (c.actor.id,)), "title_only": float(c.actor.id in title and not c.mentions),
    }  # fmt: skip


def clues_of(ctx: Context, draft: Draft) -> set[str]:
    """Keys of :data:`CLUES` that the counted noun, its verb or the words around them give."""
    m = draft.mention
    words = {t.lemma_.lower() for t in ctx.tokens[max(0, m.first - 6):m.last + 6]} | {draft.governor.lemma_.lower()} | set(m.phrase.split())
    sentence = ctx.sentence_of(m.head)
    if sentence is not None:
        words = {w for w in words if w} & ({t.lemma_.lower() for t in ctx.tokens[sentence.start:sentence.end]} | set(m.phrase.split()))
    return {name for name, group in CLUES.items() if words & group}


def _sort(c: Candidate, home: str | None) -> str:
    if c.kind == "state":
        return "home" if c.actor.id == home else "foreign"
    if c.kind in ("group", "people"):
        return "local_group" if c.country == home else "other_group"
    return c.kind or "unknown"


def _far(a: actors.ActorMention, m) -> float:
    """Tokens between a party and a count; what stands ahead of the count is nearer than what comes after."""
    if a.last <= m.first:
        return float(m.first - a.last)
    return 0.0 if a.first < m.last else 1.5 * (a.first - m.last) + 3


def _chain(token: Token) -> dict[int, int]:
    steps = {token.i: 0}
    for n, above in enumerate(token.ancestors, 1):
        steps[above.i] = n
    return steps


def _governors(governor: Token) -> set[int]:
    return {governor.i, *(t.i for t in governor.ancestors if t.pos_ in ("VERB", "AUX"))}


def _syntax(ctx: Context, a: actors.ActorMention, head: Token, chain: dict[int, int], governors: set[int], row: dict[str, float]) -> None:
    """What the parse says of a party in the sentence of the count."""
    token = ctx.doc[a.last - 1]
    row["possessor"] = max(row.get("possessor", 0.0), float(token.dep_ == "poss" and chain.get(token.head.i, 9) <= 3))
    down, top = 0, token
    preposition = ""
    for t in [token, *token.ancestors]:
        if t.i in chain:
            up = chain[t.i]
            if not row.get("steps_up") or up + down < row["steps_up"] + row["steps_down"]:
                row["steps_up"], row["steps_down"] = float(up + 1), float(down)
                row["above"] = float(t.i in governors)
                for p in PREPOSITIONS:
                    row[f"prep_{p}"] = float(preposition == p)
            if top.dep_ in ("nsubj", "nsubjpass") and t.i in governors:
                row["subject"] = 1.0
            break
        if t.pos_ == "ADP":
            preposition = _PREPOSITIONS.get(t.lower_, "") or preposition
        top = t
        down += 1


def _acting(ctx: Context, a: actors.ActorMention) -> bool:
    """Whether a party is named as one, and not as the place that has its name."""
    toponym = ctx.toponym_of(ctx.doc[a.first])
    return toponym is None or toponym.role != "location" or (a.row.kind != "state" and a.alias != a.row.name) or _military(ctx, a)


def _military(ctx: Context, a: actors.ActorMention) -> bool:
    return ctx.once(("forces_choose.military", a.last), lambda: any(
        units.at_end([t.text]) is not None or t.lemma_.lower() in _FORCE_NOUNS for t in ctx.tokens[a.last:a.last + 2]))


def _speaks(token: Token) -> bool:
    for t in [token, *token.ancestors]:
        if t.dep_ in ("nsubj", "agent"):
            return t.head.lemma_.lower() in verbs()
        if t.pos_ in ("VERB", "AUX"):
            return False
    return any(t.lower_ == "according" for t in token.ancestors)


def _last_subject(ctx: Context, sentence: int) -> str | None:
    """Id of the party that was the subject of a sentence before, the nearest first."""
    key = ("forces_choose.subject", sentence)
    if key not in ctx.memo:
        ctx.memo[key] = None
        for span in reversed(ctx.sentences[max(0, sentence - 3):sentence]):
            found = [a for a in actors.in_tokens(ctx, span.start, span.end) if any(
                t.dep_ in ("nsubj", "nsubjpass") for t in [ctx.doc[a.last - 1], *list(ctx.doc[a.last - 1].ancestors)[:2]])]
            if found:
                ctx.memo[key] = found[0].row.id
                break
    return ctx.memo[key]
