"""A claim in the making: one incident with its place, date, type and parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.claims.dates_calendar import When
from geo.claims.effects_counts import Count
from geo.claims.events_group import Incident
from geo.claims.events_lexicon import EFFECTS
from geo.claims.events_topic import Slot

if TYPE_CHECKING:
    from geo.claims.events_arguments import Frame
    from geo.model import Actor, Attribution


_VIOLENT = {
    "attack", "strike", "blast", "clash", "advance", "kill", "injure", "abuse", "territory",
    "retake", "seize", "abduct", "rape", "destroy", "loot", "war", "captive", "displace",
}  # fmt: skip
_CROWD = {"protest", "riot", "disperse"}
_DEAL = {"agree", "ceasefire", "pledge"}


@dataclass(slots=True)
class Draft:
    """A claim in the making.

    Attributes
    ----------
    lead : Frame
        The word that names the event.
    start, end : int
        Span of the quote.
    """

    incident: Incident
    lead: Frame
    slot: Slot
    when: When
    event_type: str
    sub_event_type: str
    actors: tuple[Actor, ...]
    start: int
    end: int
    index: int
    attribution: Attribution
    damage: str | None = None
    effects: dict[str, Count] = field(default_factory=dict)
    polarity: str = "asserted"
    rules: tuple[str, ...] = ()
    dated_by_context: bool = False

    @property
    def family(self) -> str:
        """What its word is merged with: violence, crowds, deals, or its own kind."""
        group = self.lead.group
        return "violent" if group in _VIOLENT else "crowd" if group in _CROWD else "deal" if group in _DEAL else group

    @property
    def definite(self) -> bool:
        """Whether its word speaks of an event as known: "the attack", "the car bomb went off"."""
        token = self.lead.token
        nouns = (
            [token]
            if token.pos_ == "NOUN"
            else self.lead.agents[:1]
            if self.lead.group in ("blast", "strike") and token.pos_ == "VERB"
            else []
        )
        return any(c.lower_ in ("the", "this", "that", "these", "both") for n in nouns for c in n.children)

    @property
    def anaphoric(self) -> bool:
        """A definite noun without a place of its own ("the attack"), or only effects."""
        if self.slot.explicit:
            return False
        token = self.lead.token
        return (
            self.incident.groups <= EFFECTS
            or self.definite
            or (token.pos_ == "NOUN" and any(c.dep_ == "poss" for c in token.children))
        )
