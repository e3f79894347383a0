"""Where a report is datelined from and what place it is about: the places that an event can take over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.events_group import Incident
from geo.claims.events_label import bulleted, labelled_unknown
from geo.claims.events_lexicon import is_a
from geo.claims.events_seat import seat
from geo.claims.where import country
from geo.model import Place, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame

_DATELINE = re.compile(r"^[^\n]{0,120}?(?:\s--?\s|\s[–—]\s|\([A-Za-z ]{2,40}\)|--|—)")
#: What follows the country of a dateline: a dash, an agency, a date.
_BEHIND = re.compile(
    r"\s*(?:--?\s|[–—(]|,\s*(?:\d{1,2}\s|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s))", re.I
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Places of an event, how sure they are and how they were found."""

    places: tuple[Place, ...]
    confidence: float
    how: str

    @property
    def explicit(self) -> bool:
        """Whether the sentence itself names the place."""
        return self.how in ("named", "near")


def dateline(ctx: Context) -> Toponym | None:
    """The place that a report is datelined from."""
    if "events.dateline" not in ctx.memo:
        found = None
        start = 0
        for _ in range(3):  # the title and a byline may stand before it
            line = ctx.text[start : start + 160]
            m = _DATELINE.match(line)
            if m:
                found = next(
                    (
                        t
                        for t in ctx.toponyms_in(start, start + m.end())
                        if t.place is not None
                        and t.role != "demonym"
                        and ctx.text[start : t.start].strip(" \t([").upper()
                        in ("", ctx.text[start : t.start].strip(" \t(["))
                        and t.start - start < 40
                    ),
                    None,
                )
                if found is not None:
                    break
            cut = ctx.text.find("\n", start)
            if cut < 0:
                break
            start = cut + 1
            while start < len(ctx.text) and ctx.text[start].isspace():
                start += 1
        ctx.memo["events.dateline"] = found or _named_later(ctx)
    return ctx.memo["events.dateline"]


def _named_later(ctx: Context) -> Toponym | None:
    """A dateline in capitals that was read as no place, of a town that the text names again: "GOMA, Nov 22 (Reuters)"."""
    for m in re.finditer(r"^([A-Z][A-Z'’. -]{2,30}?)(?:,|\s+\(|\s+--?\s|\s*[–—])", ctx.text[:400], re.M):
        if not _DATELINE.match(ctx.text[m.start() : m.start() + 160]):
            continue
        same = next((t for t in ctx.toponyms if t.text.upper() == m[1] and t.role == "location" and t.place), None)
        if same is not None:
            return replace(same, start=m.start(1), end=m.end(1), text=m[1])
    return None


def locations(ctx: Context, sentence: Span) -> list[Toponym]:
    """Resolved places named in a sentence, the dateline and the seats of speakers left out."""
    return [
        t
        for t in ctx.locations_in(sentence.start_char, sentence.end_char)
        if not datelined(ctx, t) and not seat(ctx, t)
    ]


def datelined(ctx: Context, t: Toponym) -> bool:
    """Whether a toponym is the dateline or its country."""
    line = dateline(ctx)
    if line is None or t.start > line.end + 60:
        return False
    return (t.start < line.end and t.end > line.start) or (t.start >= line.end and _in_dateline(ctx, t, line))


def locations_between(ctx: Context, first: int, last: int) -> list[Toponym]:
    """Resolved places named in some sentences, the dateline left out."""
    return [t for s in ctx.sentences[first:last] for t in locations(ctx, s)]


def _in_dateline(ctx: Context, t: Toponym, line: Toponym) -> bool:
    """A country right behind the datelined town: "SANAA, Yemen --"."""
    between = ctx.text[line.end : t.start]
    return between.strip() == "," and _BEHIND.match(ctx.text[t.end : t.end + 12]) is not None


def inherited(ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]]) -> Slot | None:
    """A place taken over: from an event just told, the dateline, the topic of the report."""
    index = ctx.sentence_index(incident.sentence.start_char) or 0
    paragraph = ctx.paragraph(incident.sentence.start_char)
    if unknown_place(ctx, incident):
        return _wide(ctx, incident, earlier)
    listed = bulleted(ctx, incident.sentence.start_char)
    line_start = ctx.text.rfind("\n", 0, incident.sentence.start_char) + 1
    for before, slot in reversed(earlier):
        if listed and before.sentence.start_char < line_start:
            break  # list items are told each for itself
        distance = index - (ctx.sentence_index(before.sentence.start_char) or 0)
        if distance > 3:
            break
        same = paragraph[0] <= before.sentence.start_char
        if slot.explicit and (distance <= 1 or same or distance <= 2):
            places = tuple(replace(p, geo_precision=max(2, p.geo_precision)) for p in slot.places)
            return Slot(places, 0.45 if distance <= 1 else 0.35, "previous event")
    if listed and not any(s.start_char >= line_start for s in ctx.sentences[max(0, index - 1) : index]):
        return _wide(ctx, incident, [])
    if index > 0:
        previous = locations(ctx, ctx.sentences[index - 1])
        if previous and previous[-1].place is not None and paragraph[0] <= ctx.sentences[index - 1].start_char:
            return Slot((replace(previous[0].place or previous[-1].place, geo_precision=3),), 0.35, "previous sentence")
    if any(
        is_a(t, "place_noun", "armed_site") and any(c.lower_ == "the" for c in t.children)
        for f in incident.frames
        for t in f.targets
    ):
        # "seized the oil field": the one of the sentences before
        recent = locations_between(ctx, max(0, index - 3), index)
        if recent and recent[-1].place is not None:
            return Slot((recent[-1].place,), 0.4, "previous sentence")
    line = dateline(ctx)
    topic = topic_place(ctx, earlier, "war" in incident.groups)
    # A report filed from a capital tells of its country; one filed from elsewhere, of that place.
    capital = line is not None and line.place is not None and line.place.feature_code == "PPLC" and topic is not None
    if (
        line is not None
        and line.place is not None
        and not capital
        and (topic is None or topic.country in (None, line.place.country))
    ):
        return Slot((replace(line.place, geo_precision=3),), 0.35, "dateline")
    if topic is not None:
        return Slot((replace(topic, geo_precision=3),), 0.3, "topic")
    return None


def unknown_place(ctx: Context, incident: Incident) -> bool:
    """Whether the sentence itself places the event at a name that no gazetteer has ("a bus ran onto a mine at Lalbandi").

    What stands elsewhere in the report is then not where it was.
    """
    words = {f.token.i for f in incident.frames}
    if any(unknown_object(ctx, f) for f in incident.frames) or labelled_unknown(ctx, incident.frames[0].token.idx):
        return True
    months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    for token in incident.sentence:
        if (
            token.dep_ != "pobj"
            or token.pos_ != "PROPN"
            or token.head.lower_ not in ("in", "at", "near", "outside", "around", "of")
            or token.ent_type_ in ("DATE", "TIME", "NORP", "EVENT", "MONEY", "CARDINAL")
            or token.lower_ in months
            or not token.text[:1].isupper()
            or ctx.toponym_of(token) is not None
        ):
            continue
        noun = token.head.head
        if token.head.lower_ == "of" and not is_a(noun, "place_noun", "armed_site"):
            continue
        if token.ent_type_ in ("ORG", "PERSON") and token.head.lower_ == "of":
            continue
        if token.i in words or any(c.lower_ in _OFFICES for c in token.children) or token.lower_ in _OFFICES:
            continue
        for _ in range(3):
            if noun.i in words:
                return True
            noun = noun.head
    return False


def _known(ctx: Context, token: Token) -> bool:
    """Whether a word belongs to a place name that was resolved."""
    toponym = ctx.toponym_of(token)
    return toponym is not None and toponym.place is not None


def unknown_object(ctx: Context, f: Frame) -> bool:
    """ "The rebels shelled Minova": what is attacked or taken is a name that no gazetteer has."""
    if f.group not in ("seize", "territory", "retake", "attack", "strike", "siege", "advance") or f.token.pos_ != "VERB":
        return False
    names = [t for t in f.targets if t.pos_ == "PROPN"]
    return bool(names) and all(
        t.ent_type_ in ("GPE", "LOC", "FAC", "")
        and not _known(ctx, t)
        and actors.at(ctx, t.i) is None
        and not is_a(t, "armed", "security", "civilian", "civil_site", "armed_site", "vehicle", "munition")
        for t in names
    ) and len(names) == len(f.targets)


_OFFICES = {"ministry", "council", "parliament", "university", "commission", "committee", "congress", "agency"}


def _wide(ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]]) -> Slot | None:
    """The region or the state that the report is about, for an event at a place that is not known."""
    index = ctx.sentence_index(incident.sentence.start_char) or 0
    for before, slot in reversed(earlier):
        if index - (ctx.sentence_index(before.sentence.start_char) or 0) > 3:
            break
        if slot.explicit and slot.places[0].feature_class == "A":
            return Slot(tuple(replace(p, geo_precision=3) for p in slot.places[:1]), 0.3, "wide")
    topic = topic_place(ctx, earlier, False)
    if topic is None or topic.feature_class != "A":
        topic = main_state(ctx)
    return Slot((replace(topic, geo_precision=3),), 0.25, "wide") if topic is not None else None


def topic_place(ctx: Context, earlier: list[tuple[Incident, Slot]], wide: bool) -> Place | None:
    """The place that a report is about: where most of its events so far were, else what it names most.

    With `wide` (the toll of a war) the country alone. A report filed from a
    capital, or what is said there, is seldom about that town: datelines and
    speakers' seats do not count.
    """
    state = main_state(ctx)
    if not wide:
        votes: Counter[str] = Counter()
        places: dict[str, Place] = {}
        title = (ctx.report.title or "").lower()
        lead = ctx.sentences[min(1, len(ctx.sentences) - 1)].end_char
        for t in ctx.toponyms:
            if t.role == "location" and t.place is not None and not datelined(ctx, t) and not seat(ctx, t):
                votes[t.place.id] += 1 + (t.start < lead) + 3 * (t.text.lower() in title)
                places.setdefault(t.place.id, t.place)
        for _, slot in earlier:
            for p in slot.places if slot.how == "named" else ():
                votes[p.id] += 1
                places.setdefault(p.id, p)
        if state is not None:
            votes = Counter({k: n for k, n in votes.items() if places[k].country in (None, state.country)})
        if not any(p.feature_code == "PPLC" for _, s in earlier if s.how == "named" for p in s.places):
            # Who governs from the capital is named often; what happens there is told there.
            votes = Counter({k: n for k, n in votes.items() if places[k].feature_code != "PPLC"})
        # A state is what many places lie in: a town or a region named as often says more.
        votes = Counter({k: n for k, n in votes.items() if not (places[k].feature_code or "").startswith("PCL")})
        if votes:
            best = max(votes, key=lambda k: (votes[k], k))
            if votes[best] >= 3:
                return places[best]
    return state


def main_state(ctx: Context) -> Place | None:
    """The state that a report speaks of most, its first sentences and its dateline counting more."""
    if "events.topic" not in ctx.memo:
        votes: Counter[str] = Counter()
        lead = ctx.sentences[min(2, len(ctx.sentences) - 1)].end_char if ctx.sentences else 0
        line = dateline(ctx)
        if line is not None and line.place is not None and line.place.country:
            votes[line.place.country] += 2
        for t in ctx.toponyms:
            if t.place is None or not t.place.country or datelined(ctx, t) or seat(ctx, t):
                continue
            weight = {"location": 2, "demonym": 1, "actor": 0}.get(t.role, 0)
            votes[t.place.country] += weight * (2 if t.start < lead else 1)
        chosen = None
        if votes:
            code = max(votes, key=lambda c: (votes[c], c))
            if votes[code]:
                same = [t.place for t in ctx.toponyms if t.place is not None and t.place.country == code]
                chosen = next((p for p in same if (p.feature_code or "").startswith("PCL")), None)
                chosen = chosen or next((p for p in same if p.feature_class == "A"), None) or country(ctx, code)
        ctx.memo["events.topic"] = chosen
    return ctx.memo["events.topic"]
