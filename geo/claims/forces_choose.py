"""The learned second opinion on party, place and status of the forces that the rules found.

The rules say what they found and how sure they are; where a model thinks
another choice clearly likelier it is taken, and the claim's rule says so.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geo.claims import actors
from geo.claims import forces_choose_actor as whose
from geo.claims import forces_choose_place as place
from geo.claims import forces_choose_status as state
from geo.claims import forces_keep as keep
from geo.claims.feature_rows import matrix
from geo.claims.forces_linear import Choice
from geo.errors import InvariantError
from geo.places.rank_trees import Trees

if TYPE_CHECKING:
    from geo.claims.context import Context
    from geo.claims.forces import Draft
    from geo.claims.forces_mention import Mention
    from geo.model import Status


_BEHIND = 5  # tokens
#: From this strength on what a rule found stands: there the models are right no more often.
SURE = 0.85


@cache
def _trees(name: str, names: tuple[str, ...]) -> Trees:
    model = Trees.load(name)
    if tuple(model.features) != names:
        raise InvariantError(f"{name} was trained on other features; run data/build/train_forces.py")
    return model


def _choice(name: str, names: tuple[str, ...]) -> Choice:
    return Choice.load(name, names)


def choose(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts with party, place and status as the models see them, in order."""
    last: Draft | None = None
    for draft in drafts:
        choose_status(ctx, draft, last)
        choose_actor(ctx, draft, last, drafts)
        choose_place(ctx, draft, last, drafts)
        draft.mention = with_unit(draft)
        last = draft
    for draft in drafts:
        beside = draft.joins
        if beside is not None and any(beside is d for d in drafts) and draft.place_how == "by model":
            # Who is to join others, or work beside them, goes to where they are.
            draft.places, draft.place_how, draft.place_strength = beside.places, "same as whom it joins", beside.place_strength
            draft.rule = draft.rule.replace("; place by model", "; place of whom it joins")
    return drafts


_MEN = {"man", "people", "person", "strength", "member", "personnel", "reinforcement", "attacker", "strong", "other", "force", "garrison", "under arms"}


#: So many ships, tanks, formations at one place no one has: the number is of something else.
_FEW = {"ships": 200, "aircraft": 800, "tanks": 5000, "artillery": 5000, "other": 60}


_CARRIED = {"fly", "airlift", "ferry", "bus", "truck", "transport", "take", "bring"}


def with_unit(draft: Draft) -> Mention:
    """Men of an armed group are fighters, of a state soldiers: what a count says that names no kind of men."""
    m = draft.mention
    row = actors.by_id().get(draft.actor.id or "")
    if m.elliptic and m.unit in _FEW and (m.quantity.low or m.quantity.high or 0) >= _FEW[m.unit]:
        # A number without its noun that is too large for what was counted before is of men.
        m = replace(m, unit="troops", phrase="man")
    if m.elliptic and m.unit in ("aircraft", "ships", "vehicles") and draft.governor.lemma_.lower() in _CARRIED and any(
            c.dep_ == "auxpass" for c in draft.governor.children):
        m = replace(m, unit="troops", phrase="man")  # "another 300 were flown in" after helicopters
    words = m.phrase.split()
    plain = not words or words[-1] in _MEN
    if row is None or m.unit not in ("troops", "fighters", "peacekeepers") or not plain:
        return m
    unit = {"group": "fighters", "people": "fighters", "state": "troops"}.get(row.kind, m.unit)
    return m if m.unit == "peacekeepers" and row.kind == "state" else replace(m, unit=unit)


def kept(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts that are forces: what the rules found unless the model doubts it, what they dropped if it is sure."""
    if not drafts:
        return []
    ruled = [d for d in drafts if not d.doubt]
    model = _trees(keep.MODEL, keep.NAMES)
    likely = model(np.array([keep.features(ctx, d, ruled) for d in drafts]))
    def least(draft: Draft) -> float:
        if not draft.doubt:
            return 0.0 if _plain(draft) else model.settings["least_ruled"]
        # What a verb of loss governs must look like a force in all else.
        return model.settings["least_dropped"] + 0.2 * (draft.doubt == "effect")

    for draft, p in zip(drafts, likely, strict=True):
        draft.kept_likely = float(p)
    return [d for d in drafts if d.kept_likely >= least(d)]


def possible(ctx: Context, mentions: list[Mention], ruled: list[Draft]) -> list[Mention]:
    """Those of some dropped numbers that :func:`kept` may keep, whatever party, place and verb are found for them."""
    if not mentions:
        return []
    model = _trees(keep.MODEL, keep.NAMES)
    rows = matrix(keep.NAMES, {}, [keep.written(ctx, m, ruled, (m.quantity.low, m.quantity.high)) for m in mentions])
    likely = model.highest(rows, np.array(keep.LATER))
    # A hair less than what is asked of them: the sum of the trees is not rounded alike.
    return [m for m, p in zip(mentions, likely, strict=True) if p >= model.settings["least_dropped"] - 1e-9]


def _plain(draft: Draft) -> bool:
    """Whether noun, party and place are all said in so many words."""
    return (not draft.doubt and draft.mention.cls != "weak" and not draft.mention.elliptic and draft.sure_actor >= SURE
            and draft.sure_place >= SURE and draft.verdict.strength >= SURE)


def choose_status(ctx: Context, draft: Draft, last: Draft | None) -> None:
    """Set the status of a draft to the likeliest one."""
    # That it is there is what the rules say where nothing told them otherwise; all else stands on a word.
    if draft.status != "present" or (not draft.doubt and draft.verdict.strength >= SURE):
        return
    model = _choice(state.MODEL, state.NAMES)
    likely = model(state.features(ctx, draft, last))
    best, ruled = int(np.argmax(likely)), state.STATUSES.index(draft.status)
    draft.status_likely = float(likely[ruled])
    if likely[best] - likely[ruled] < model.settings["margin"]:
        return
    draft.status_likely = float(likely[best])
    set_status(ctx, draft, state.STATUSES[best])
    draft.rule = f"{draft.rule}; status by model"


def set_status(ctx: Context, draft: Draft, status: Status) -> None:
    """Give a draft a status, and the day that goes with it where the text states none."""
    if status == "past" and not draft.day_text and draft.day == ctx.report.date:
        draft.day = None  # when it was there is left open
    draft.status = status


def choose_actor(ctx: Context, draft: Draft, last: Draft | None, drafts: list[Draft]) -> None:
    """Set the party of a draft to the likeliest one."""
    if draft.sure_actor >= SURE:
        return
    found = whose.candidates(ctx, draft)
    if len(found) < 2:
        return
    model = _choice(whose.MODEL, whose.NAMES)
    likely = model(whose.features(ctx, draft, last, found, drafts))
    best = found[int(np.argmax(likely))]
    ruled = max((p for c, p in zip(found, likely, strict=True) if c.actor == draft.actor), default=0.0)
    draft.actor_likely = float(ruled)
    if best.actor != draft.actor and likely.max() - ruled >= model.settings["margin"]:
        draft.actor, draft.rule = best.actor, f"{draft.rule}; party by model"
        draft.actor_strength = draft.actor_likely = float(likely.max())


_PARTY_ONLY, _OF_ACTOR = place.NAMES.index("party_only"), place.NAMES.index("of_actor")


def _in_the_country(draft: Draft) -> bool:
    """ "220 monitors already in the country": which one is meant leaves no choice."""
    m = draft.mention
    behind = m.head.doc[m.last:m.last + _BEHIND]
    return any(t.lemma_.lower() in ("country", "nation") and t.dep_ == "pobj" for t in (*m.head.subtree, *behind))


def choose_place(ctx: Context, draft: Draft, last: Draft | None, drafts: list[Draft]) -> None:
    """Set the place of a draft to the likeliest one; claims told apart place by place are left alone."""
    if "; each" in draft.rule or draft.sure_place >= SURE or (draft.place_how == "pointed" and _in_the_country(draft)):
        return
    found = place.candidates(ctx, draft)
    if len(found) < 2:
        return
    model = _choice(place.MODEL, place.NAMES)
    rows = place.features(ctx, draft, last, found, drafts)
    likely = model(rows)
    if draft.status in ("pledged", "planned", "deployed"):
        # "Pledged: Italy 2,500": a label says whose they are; they are to be elsewhere.
        own = (rows[:, _PARTY_ONLY] > 0) & (rows[:, _OF_ACTOR] > 0)
        likely = np.where(own, 0.0, likely) if not own.all() else likely
    best = int(np.argmax(likely))
    ruled = float(likely[rows[:, 0] > 0].max(initial=0.0))
    draft.place_likely = ruled
    if not rows[best, 0] and likely[best] - ruled >= model.settings["margin"]:
        draft.places, draft.place_how = found[best].places, "by model"
        draft.rule = f"{draft.rule}; place by model"
        draft.place_strength = draft.place_likely = float(likely[best])
