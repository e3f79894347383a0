"""Each party of a report as one that may have taken part in an event: where it is spoken of, and what part it has elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.claims import actors, coreference
from geo.claims.attribution import verbs
from geo.claims.events_lexicon import lemma
from geo.claims.events_named import by_name
from geo.claims.events_parties import suffers
from geo.claims.feature_rows import matrix
from geo.claims.forces_parties import issuer, named_in, of_the_day, titled
from geo.claims.party_mentions import HOWS, IDLE, Reference, references, within
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame
    from geo.claims.merge_draft import Draft

KINDS = ("state", "group", "mission", "alliance", "people")
_GROUPS = ("strike", "blast", "attack", "clash", "territory", "retake", "seize", "abduct", "kill", "injure", "displace", "withdraw",
           "deploy", "arrest", "destroy", "ceasefire", "advance", "captive", "surrender", "siege")  # fmt: skip
EFFECTS_TOLD = ("fatalities", "injured", "captured", "displaced")
_ROLES = ("victim", "agent-victim", "displaced", "captive", "party")
_BLAMING = {"accuse", "blame", "suspect", "charge", "condemn"}
_CLAIMED = {"blame", "claim", "work", "responsibility", "hand"}
_PREPOSITIONS = ("by", "with", "between", "against", "on", "of", "from", "to", "in", "at", "near")
_MUTUAL = {"clash", "war", "agree", "ceasefire"}
FEATURES = (
    "ruled", "ruled agent", "ruled target", "ruled party", "others ruled", "ruled agents", "ruled targets", "rival ruled agent",
    "rival ruled target", "generic", *(f"kind {k}" for k in KINDS), *(f"here {h}" for h in HOWS), *(f"before {h}" for h in HOWS),
    "mentions here", "in agent", "in target", "in other frame's agent", "in other frame's target", "before lead", "distance", "steps",
    "above lead", "below lead", "subject above", "subject here", "subject passive here", "object here", "possessor",
    "possessor of lead", "says it", "said by", "attributed", *(f"prep {p}" for p in _PREPOSITIONS), "subject before", "last subject",
    "last named", "sole here", "parties here", "sole before", "after it", "next sentence", "mentions", "share", "rank", "kind share",
    "sole of kind", "in title", "first in title", "in lead", "issuer", "home", "at place", "of place", "candidates",
    *(f"group {g}" for g in _GROUPS), "effects only", "passive", "verb", "has agent word", "has target word", "denied", "hypothetical",
    *(f"{e} told" for e in EFFECTS_TOLD), "people only", *(f"roles {r}" for r in _ROLES), "overtaken", "regained", "clash type",
    "attack type", "strategic", "agent elsewhere", "target elsewhere", "agent of last", "target of last", "agent of alike",
    "here elsewhere", "quoted", "dated", "same place before", "explicit place", "bearer of toll", "blamed", "denies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may have taken part: of the table, or as the rules name it."""

    actor: Actor
    kind: str
    country: str

    @property
    def key(self) -> str:
        """Its id, or its name where it has none."""
        return self.actor.id or self.actor.name


def candidates(ctx: Context, draft: Draft) -> list[Candidate]:
    """The parties of the report, and whom the rules name beside them."""
    if "event_parties" not in ctx.memo:
        ids = dict.fromkeys(r.party for r in references(ctx))
        ids |= dict.fromkeys(p for p in (of_the_day(ctx, coreference.home(ctx)), issuer(ctx), *titled(ctx)) if p is not None)
        rows = actors.by_id()
        seen = {m.row.id: m.row for m in actors.mentions(ctx)}
        found = [row for p in ids if (row := rows.get(p) or seen.get(p)) is not None]
        ctx.memo["event_parties"] = [Candidate(row.actor(), row.kind, row.country) for row in found]
    known: list[Candidate] = ctx.memo["event_parties"]
    keys = {c.key for c in known}
    rows = actors.by_id()
    more = []
    for actor in draft.actors:
        if (actor.id or actor.name) not in keys and judged(actor):
            row = rows.get(actor.id or "")
            more.append(Candidate(actor, row.kind if row is not None else "", row.country if row is not None else ""))
    return [*known, *more]


def judged(actor: Actor) -> bool:
    """Whether an actor is a party that the model has a say on: not civilians or people without a name."""
    return by_name(actor) and not _PLAIN & set(actor.name.lower().split())


_PLAIN = {"civilians", "civilian", "gunmen", "gunman", "protesters", "protester", "demonstrators", "rioters", "crowd", "crowds", "people"}


class Report:
    """What the events of a report say of each other's parties."""

    def __init__(self, ctx: Context, drafts: list[Draft]) -> None:
        self.ctx, self.drafts = ctx, drafts
        found = references(ctx)
        self.tally = Counter(r.party for r in found if r.how not in IDLE)
        self.ranked = sorted(self.tally.values(), reverse=True)
        self.home, self.issuer, self.title = of_the_day(ctx, coreference.home(ctx)), issuer(ctx), titled(ctx)
        lead_end = ctx.sentences[min(1, len(ctx.sentences) - 1)].end if ctx.sentences else 0
        self.in_lead = {r.party for r in within(ctx, 0, lead_end)}
        self.total = sum(self.tally.values()) or 1
        self.agents = [{a.id for a in d.actors if a.id and a.role != "target"} for d in drafts]
        self.targets = [{a.id for a in d.actors if a.id and a.role != "agent"} for d in drafts]
        self.as_agent = Counter(key for keys in self.agents for key in keys)
        self.as_target = Counter(key for keys in self.targets for key in keys)
        self._standing: dict[str, dict[str, float]] = {}

    def standing(self, key: str) -> dict[str, float]:
        """Features that a party has in every event of the report."""
        if key not in self._standing:
            tally = self.tally[key]
            self._standing[key] = {
                "mentions": float(tally), "share": tally / self.total, "rank": float(self.ranked.index(tally)) if tally else 9.0,
                "in title": float(key in self.title), "first in title": float(self.title[:1] == (key,)), "in lead": float(key in self.in_lead),
                "issuer": float(key == self.issuer), "home": float(key == self.home),
            }  # fmt: skip
        return self._standing[key]


def features(report: Report, n: int, found: list[Candidate]) -> np.ndarray:
    """One row of :data:`FEATURES` for each candidate of the `n`-th event."""
    ctx, draft = report.ctx, report.drafts[n]
    lead = draft.lead.token
    sentence = draft.incident.sentence
    index = ctx.sentence_index(sentence.start_char) or 0
    here = within(ctx, sentence.start, sentence.end)
    before = within(ctx, ctx.sentences[index - 1].start, sentence.start) if index else []
    after = within(ctx, ctx.sentences[index + 1].start, ctx.sentences[index + 1].end) if index + 1 < len(ctx.sentences) else []
    frames = [draft.lead, *(f for f in draft.incident.frames if f is not draft.lead)]
    agents, targets = sides(frames[:1])
    other_agents, other_targets = sides(frames[1:])
    chain = [lead, *ctx.above(lead)]
    depth = {t.i: k for k, t in enumerate(chain)}
    roles = {a.id or a.name: a.role for a in draft.actors}
    ruled_agents = {a.id for a in draft.actors if a.id and a.role != "target"}
    ruled_targets = {a.id for a in draft.actors if a.id and a.role == "target"}
    ruled = ruled_agents | ruled_targets
    spoken = named_in(draft.attribution.name or "") if draft.attribution.mode != "own voice" else ()
    parties_here = {r.party for r in here if r.how not in IDLE}
    parties_before = {r.party for r in before if r.how not in IDLE}
    subjects = [r for r in before if _subject(ctx, r)]
    states = {p.country for p in draft.slot.places}
    last = report.drafts[n - 1] if n else None
    alike = [k for k, d in enumerate(report.drafts) if k != n and d.lead.group == draft.lead.group]
    near = {p.id for p in draft.slot.places}
    shared = {
        "others ruled": float(len(ruled)), "ruled agents": float(len(ruled_agents)), "ruled targets": float(len(ruled_targets)),
        "parties here": float(len(parties_here)), "candidates": float(len(found)), f"group {draft.lead.group}": 1.0, f"roles {draft.lead.entry.roles}": 1.0,
        "effects only": float(draft.incident.only_effects), "passive": float(draft.lead.passive), "verb": float(lead.pos_ == "VERB"),
        "has agent word": float(any(f.agents for f in frames)), "has target word": float(any(f.targets for f in frames)),
        "denied": float(draft.polarity == "denied"), "hypothetical": float(draft.polarity == "hypothetical"),
        **{f"{e} told": float(e in draft.effects) for e in EFFECTS_TOLD}, "overtaken": float(draft.sub_event_type == "Non-state actor overtakes territory"),
        "regained": float(draft.sub_event_type == "Government regains territory"), "clash type": float(draft.sub_event_type == "Armed clash"),
        "attack type": float(draft.sub_event_type == "Attack"), "strategic": float(draft.event_type == "Strategic developments"),
        "quoted": float(ctx.in_quotation(lead.idx) is not None), "dated": float(draft.when.start is not None),
        "explicit place": float(draft.slot.explicit),
        "same place before": float(last is not None and bool(near & {p.id for p in last.slot.places})),
    }  # fmt: skip
    by_kind = Counter(c.kind for c in found)
    kind_total: Counter[str] = Counter()
    for c in found:
        kind_total[c.kind] += report.tally[c.key]
    by_party, by_party_before = _by_party(here), _by_party(before)
    next_parties, subject_parties = {r.party for r in after if r.how not in IDLE}, {r.party for r in subjects}
    last_named = next((r.party for r in reversed(before) if r.how not in IDLE), None)
    others = len(report.drafts) - 1 or 1
    agents_now, targets_now = report.agents[n], report.targets[n]
    rows = []
    for c in found:
        key = c.key
        mine, mine_before = by_party.get(key, ()), by_party_before.get(key, ())
        row = dict(report.standing(key))
        role = roles.get(key)
        row["ruled"] = float(role is not None)
        if role is not None:
            row[f"ruled {role}"] = 1.0
        row["generic"] = float(c.actor.id is None)
        if c.kind in KINDS:
            row[f"kind {c.kind}"] = 1.0
        row["rival ruled agent"] = float(bool(ruled_agents - {key}))
        row["rival ruled target"] = float(bool(ruled_targets - {key}))
        for r in mine:
            row[f"here {r.how}"] = 1.0
        for r in mine_before:
            row[f"before {r.how}"] = 1.0
        row["people only"] = float(bool(mine) and all(r.how in ("people", "place") for r in mine))
        row["mentions here"] = float(len(mine))
        if mine:
            _placed(ctx, row, mine, lead, depth, (agents, targets, other_agents, other_targets))
        row["says it"] = float(key in spoken)
        row["subject before"] = float(key in subject_parties)
        row["last subject"] = float(bool(subjects) and subjects[-1].party == key)
        row["last named"] = float(last_named == key)
        row["sole here"], row["sole before"] = float(parties_here == {key}), float(parties_before == {key})
        row["next sentence"] = float(key in next_parties)
        row["kind share"], row["sole of kind"] = report.tally[key] / (kind_total[c.kind] or 1), float(by_kind[c.kind] == 1)
        row["at place"] = float(c.kind == "state" and key in states)
        row["of place"] = float(c.kind != "state" and bool(c.country) and c.country in states)
        row["agent elsewhere"] = (report.as_agent[key] - (key in agents_now)) / others
        row["target elsewhere"] = (report.as_target[key] - (key in targets_now)) / others
        row["agent of alike"] = sum(key in report.agents[k] for k in alike) / (len(alike) or 1)
        if n:
            row["agent of last"], row["target of last"] = float(key in report.agents[n - 1]), float(key in report.targets[n - 1])
        rows.append(row)
    return matrix(FEATURES, shared, rows, float)  # not every group of event words has a column


def _by_party(found: list[Reference]) -> dict[str, list[Reference]]:
    grouped: dict[str, list[Reference]] = {}
    for r in found:
        grouped.setdefault(r.party, []).append(r)
    return grouped


def _placed(ctx: Context, row: dict[str, float], mine: list[Reference], lead: Token, depth: dict[int, int], covered: tuple[set[int], ...]) -> None:
    """Features of where a sentence speaks of a party, relative to the event's word."""
    for name, tokens in zip(("in agent", "in target", "in other frame's agent", "in other frame's target"), covered, strict=True):
        row[name] = float(any(r.i in tokens for r in mine))
    row["before lead"] = float(any(r.i < lead.i for r in mine))
    row["after it"] = float(any(r.i > lead.i for r in mine))
    row["distance"] = 1 / (1 + min(abs(r.i - lead.i) for r in mine))
    steps = 20
    for r in mine:
        token = ctx.tokens[r.i]
        head = ctx.tokens[r.head]
        for up, t in enumerate((token, *token.ancestors)):
            if t.i in depth:
                steps = min(steps, up + depth[t.i])
                row["below lead"] = max(row.get("below lead", 0.0), float(t.i == lead.i))
                if t.i != lead.i and up:
                    row["above lead"] = 1.0
                break
        subject = head.dep_ in ("nsubj", "nsubjpass", "csubj")
        if subject and r.how not in IDLE:
            row["subject here"] = max(row.get("subject here", 0.0), float(head.dep_ == "nsubj"))
            row["subject passive here"] = max(row.get("subject passive here", 0.0), float(head.dep_ == "nsubjpass"))
            if head.head.i in depth and head.head.i != lead.i:
                row["subject above"] = 1.0
                row["said by"] = max(row.get("said by", 0.0), float(head.head.lemma_.lower() in verbs()))
        if head.dep_ == "dobj":
            row["object here"] = 1.0
        if head.dep_ in ("pobj", "pcomp") and head.head.lower_ in _PREPOSITIONS:
            row[f"prep {head.head.lower_}"] = 1.0
        if head.dep_ in ("dobj", "nsubjpass") and lemma(head.head) in _BLAMING:
            row["blamed"] = 1.0
        if head.dep_ == "pobj" and head.head.lower_ in ("on", "by", "for", "of") and lemma(head.head.head) in _CLAIMED:
            row["blamed"] = 1.0
        if subject and verbs().get(head.head.lemma_.lower()) == "deny":
            row["denies"] = 1.0
        if token.dep_ == "poss":
            row["possessor"] = 1.0
            row["possessor of lead"] = max(row.get("possessor of lead", 0.0), float(token.head.i == lead.i))
        if any(t.i == lead.i for t in (head, head.head)) and lemma(head) in ("loss", "dead", "casualty", "toll"):
            row["bearer of toll"] = 1.0
    row["steps"] = 1 / (1 + steps)


def _subject(ctx: Context, r: Reference) -> bool:
    return ctx.tokens[r.head].dep_ in ("nsubj", "nsubjpass") and r.how not in IDLE


def sides(frames: list[Frame]) -> tuple[set[int], set[int]]:
    """Tokens of those who do what event words tell, and of those to whom it is done."""
    agents: list[Token] = []
    targets: list[Token] = []
    for f in frames:
        (targets if suffers(f) else agents).extend(f.agents)
        targets.extend(f.targets)
    return _covered(agents), _covered(targets)


def _covered(nouns: list[Token]) -> set[int]:
    """Tokens of noun phrases: the nouns, and what says whose they are."""
    found: set[int] = set()
    for noun in nouns:
        stack = [noun]
        while stack:
            t = stack.pop()
            if t.i in found:
                continue
            found.add(t.i)
            for c in t.children:
                if c.dep_ in ("amod", "compound", "poss", "nmod", "appos") or (c.dep_ == "conj" and t.dep_ in ("amod", "compound", "nmod")):
                    stack.append(c)
                elif c.dep_ == "prep" and c.lower_ in ("of", "from"):
                    stack.extend(g for g in c.children if g.dep_ == "pobj")
    return found
