"""Events that are told as not, or not yet, so: denied by a speaker, planned, threatened, feared.

Both kinds give claims only where the sentence itself says where: what one
imagines has no place that it could take over from what has happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.events_lexicon import is_a, lemma

if TYPE_CHECKING:
    from geo.claims.events_arguments import Frame
    from geo.claims.events_topic import Slot
    from geo.claims.merge_draft import Draft

#: Families of words whose planning or threat is news of its own; sending troops and promises are told as forces and pledges.
_AHEAD = {
    "attack", "strike", "blast", "clash", "kill", "advance", "territory", "retake", "seize", "siege", "abduct", "withdraw",
    "transfer", "destroy", "displace",
}  # fmt: skip
#: Moving people that is done to them; who is to come home is no threat.
_DRIVING = {"evacuate", "evacuation", "expel", "deport", "displace", "evict", "uproot", "drive out", "force out"}
_PROMISES = {"pledge", "agree", "ceasefire", "statement"}
_MODALITIES = {"planned", "possible", "conditional"}


def denials(frames: list[Frame]) -> list[Frame]:
    """Words of a sentence for what a speaker rejects, or says there was none of."""
    return [f for f in frames if f.polarity == "denied" and f.modality in ("denied", "negated")]


def plans(frames: list[Frame]) -> list[Frame]:
    """Words of a sentence for what is threatened, feared or planned, unless a promise of it is the news."""
    if all(f.polarity != "hypothetical" for f in frames):
        return []
    if any(f.group in _PROMISES and f.polarity == "asserted" for f in frames):
        return []
    done = {f.token.i for f in frames if f.polarity == "asserted" and f.group in _AHEAD - {"withdraw", "transfer"}}
    if any(is_a(t, "crime_word") and t.i not in {x.token.i for x in frames} for f in frames for t in f.token.sent):
        return []  # what a court or the police say that somebody plotted
    return [
        f
        for f in frames
        if f.polarity == "hypothetical"
        and not any(t.i in done for t in f.token.ancestors)  # "launched an offensive to retake the town": told by the offensive
        and f.group in _AHEAD
        and (f.group != "displace" or f.entry.lemma in _DRIVING)
        and (f.modality in _MODALITIES or (f.modality == "purpose" and lemma(f.token.head) == "be"))
    ]


def located(slot: Slot) -> bool:
    """Whether a place says where, and is no whole state that was only taken over."""
    return slot.how != "wide" or not (slot.places[0].feature_code or "").startswith("PCL")


def unreal(draft: Draft, f: Frame) -> Draft | None:
    """The draft of a word that is told as not so, or ``None`` where the text does not say enough of it."""
    negated, denied = f.modality == "negated", f.polarity == "denied"
    if not located(draft.slot):
        return None
    if denied and negated and (f.token.pos_ != "NOUN" or not draft.slot.explicit or draft.attribution.mode == "own voice"):
        return None  # "no attack was reported" by the narrator, or what someone will not do, is no denial
    if not denied and not draft.slot.explicit:
        return None
    draft.polarity = f.polarity
    draft.rules = (*draft.rules, f"polarity:{f.modality}")
    return draft
