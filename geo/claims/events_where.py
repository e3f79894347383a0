"""The place slot of an event: named in its sentence, pointed to, or taken over from what comes before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import where
from geo.claims.coreference_focus import announced_at, gone_to
from geo.claims.dates_tense import reporting, tense
from geo.claims.event_place import event_places, likely
from geo.claims.events_group import Incident
from geo.claims.events_label import label
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.events_seat import seat
from geo.claims.events_topic import Slot, dateline, datelined, locations, topic_place, unknown_object
from geo.claims.events_type import primary
from geo.claims.events_where_rules import aim, object_place, origin_of, origins, scene, takes_noun, venue
from geo.model import Place, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_NEAR = {"near", "outside", "close", "around", "beside", "off"}
_UNNAMED = {
    "village",
    "town",
    "settlement",
    "hamlet",
    "place",
    "area",
    "post",
    "checkpoint",
    "camp",
    "base",
    "road",
    "hill",
    "farm",
    "locality",
    "position",
    "district",
}
#: Radius in km within which "near X" lies, by what X is.
_RADIUS = (("PPL", 15.0), ("ADM2", 40.0), ("ADM3", 25.0), ("ADM1", 75.0), ("PCL", 250.0))


def named(ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]] = []) -> Slot | None:
    """The place that the sentence itself gives the event; `earlier` events say what "the town" is."""
    lead = primary(incident.frames)
    toponyms = [
        t
        for t in locations(ctx, incident.sentence)
        if not _elsewhere(ctx, t, incident) and not _speaker_or_owner(ctx, t, incident)
        and not (announced_at(ctx, t) and lead.group not in ("agree", "ceasefire", "pledge", "recognise", "declare"))
    ]
    if unknown_object(ctx, lead) and not any(f.group == "clash" for f in incident.frames):
        return None  # "attacked Minova a day after the fall of Goma" was not at Goma
    if toponyms:
        ordered = [lead, *[f for f in incident.frames if f is not lead]]
        best: list[tuple[Toponym, float]] = []
        if lead.group in ("agree", "ceasefire", "pledge"):
            best = venue(ctx, toponyms, lead.token)
        if not best:
            best = object_place(ctx, ordered, toponyms) or aim(ctx, lead.token, toponyms) or scene(ctx, lead.token, toponyms)
        if not best and takes_noun(ctx, lead) and (pointed := _pointed(ctx, incident, lead.token, earlier)):
            return Slot(_distinct(pointed), 0.55, "pointed")
        if lead.group == "withdraw":
            toponyms = origins(ctx, lead.token, toponyms) or toponyms
        if lead.group == "displace":
            origin = origin_of(ctx, lead.token, toponyms)
            if origin is False:
                return None
            best = [(origin, 0.85)] if origin else best
        if not best:
            options = [p for f in ordered if (p := event_places(ctx, f.token, toponyms))]
            # The lead word's own choice counts first; an effect's place ("killed in Gaza") stands in for it.
            best = max(options, key=lambda o: o[0][1] + (0.15 if o is options[0] else 0)) if options else []
        if best:
            places, how = [], "named"
            for toponym, _ in best:
                place, near = _worded(ctx, toponym)
                how = "near" if near else how
                places.append(place)
            return Slot(_distinct(places), max(p for _, p in best), how)
    marked = label(ctx, lead.token.idx)
    if marked is not None and marked.place is not None and marked.role != "demonym" and not seat(ctx, marked):
        place, near = _worded(ctx, marked)
        return Slot((place,), 0.6, "near" if near else "named")
    pointed = _pointed(ctx, incident, lead.token, earlier)
    if pointed:
        return Slot(_distinct(pointed), 0.55, "pointed")
    if (
        len(toponyms) == 1
        and toponyms[0].place is not None
        and lead.group not in ("agree", "pledge", "recognise", "declare")
        and likely(ctx, lead.token, toponyms[0]) >= 0.2
    ):
        place, near = _worded(ctx, toponyms[0])
        return Slot((place,), 0.4, "near" if near else "named")
    return None


def _elsewhere(ctx: Context, toponym: Toponym, incident: Incident) -> bool:
    """Whether a place stands in a relative clause that the event is not part of."""
    span = ctx.tokens_of(toponym)
    if span is None:
        return False
    inside = {f.token.i for f in incident.frames}
    above = {a.i for f in incident.frames for a in f.token.ancestors}
    token = span.root
    while token.head.i != token.i:
        if token.i in inside or token.i in above:
            return False
        if token.dep_ == "relcl":
            if any(f.group == "war" and f.token.i == token.head.i for f in incident.frames):
                return True
            return not any(c.i in inside for c in token.subtree) and token.head.i not in inside
        token = token.head
    return False


def _speaker_or_owner(ctx: Context, toponym: Toponym, incident: Incident) -> bool:
    """Where the speaker sits ("WHO in Geneva reports"), or whose soldiers they are ("US jets")."""
    span = ctx.tokens_of(toponym)
    if span is None:
        return False
    inside = {f.token.i for f in incident.frames}
    token = span.root
    if token.dep_ in ("compound", "amod", "nmod") and is_a(token.head, "armed", "security", "aircraft", "government"):
        return True
    while token.head.i != token.i and token.i not in inside:
        if token.dep_ in ("nsubj", "nsubjpass") and reporting(token.head):
            return not any(c.i in inside for c in token.subtree)
        token = token.head
    return False


def _distinct(places: list[Place]) -> tuple[Place, ...]:
    return tuple({p.id: p for p in places}.values())


def _worded(ctx: Context, toponym: Toponym) -> tuple[Place, bool]:
    """The place with the wording around it; ``True`` if it is an unnamed place near a named one."""
    span = ctx.tokens_of(toponym)
    place = where.place_of(ctx, toponym) or toponym.place
    assert place is not None
    if (container := _container(ctx, toponym, place)) is not None:
        return container, False
    if span is None:
        return place, False
    # Up through "region of", "city of" to the preposition that places it.
    token = span.root
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in ("ADP", "ADV", "SCONJ") and head.lower_ in _NEAR:
            noun = head.head
            while noun.pos_ in ("ADP", "ADV") and noun.head.i != noun.i:
                noun = noun.head
            unnamed = noun.pos_ == "NOUN" and lemma(noun) in _UNNAMED
            if unnamed or ((place.feature_class == "A" or place.id.startswith("region:")) and head.lower_ == "near"):
                return near(ctx, place, noun if unnamed else None), True
            return (
                replace(
                    place,
                    geo_precision=max(place.geo_precision, 2),
                    uncertainty_km=place.uncertainty_km or radius(place),
                ),
                False,
            )
        if head.pos_ == "ADP" and head.lower_ not in ("of",):
            break
        if head.pos_ in ("VERB", "AUX"):
            break
        token = head
    return place, False


def _container(ctx: Context, toponym: Toponym, place: Place) -> Place | None:
    """ "El Paraiso, Chalatenango Department": a region named behind that the place found does not lie in is the surer one."""
    behind = next((t for t in ctx.toponyms if t.start >= toponym.end), None)
    if behind is None or behind.place is None or behind.role != "location":
        return None
    if ctx.text[toponym.end : behind.start].strip() != "," or behind.place.feature_code not in ("ADM1", "ADM2"):
        return None
    if (place.feature_code or "").startswith("PCL"):
        return None
    inside = place.country == behind.place.country and (
        behind.place.feature_code != "ADM1" or None in (place.admin1, behind.place.admin1)
        or place.admin1 == behind.place.admin1
    )
    return None if inside or place.feature_class != "A" or place.country is None else behind.place


def near(ctx: Context, place: Place, noun: Token | None) -> Place:
    """An unnamed place near a named one: an area, no exact point.

    The state is that of a demonym beside the noun ("a Georgian village near
    Abkhazia"), else that of the place.
    """
    country, kind = place.country, "area"
    if noun is not None:
        kind = lemma(noun)
        for child in noun.children:
            toponym = ctx.toponym_of(child)
            if toponym is not None and toponym.role in ("demonym", "actor") and toponym.place is not None:
                country = toponym.place.country or country
    return replace(
        place,
        id=f"near:{place.id}",
        name=f"{kind} near {place.name}",
        country=country,
        region_id=None,
        population=None,
        feature_class=None,
        feature_code=None,
        admin1=None,
        admin2=None,
        geo_precision=2,
        uncertainty_km=radius(place),
    )


def radius(place: Place) -> float:
    """Kilometres that "near" a place may mean."""
    code = place.feature_code or ""
    return next(
        (km for prefix, km in _RADIUS if code.startswith(prefix)),
        75.0 if place.feature_class == "A" or place.id.startswith("region:") else 15.0,
    )


def _pointed(ctx: Context, incident: Incident, token: Token, earlier: list[tuple[Incident, Slot]]) -> list[Place]:
    """ "the town", "there", "the two regions" in the clause of the event."""
    sentence = incident.sentence
    for item in where.located(ctx, sentence.start, sentence.end):
        if item.how != "pointed" or not item.places:
            continue
        above = {t.i for t in [item.token, *item.token.ancestors]}
        if token.i in above and item.places[0].id.startswith("offset:"):
            return list(item.places)
        line = dateline(ctx)
        if lemma(item.token) == "capital" and any(
            c.lower_ in ("provincial", "regional", "state") for c in item.token.children
        ):
            # The nearest one named; the dateline's counts too.
            seats = [
                t.place
                for t in sorted(ctx.toponyms, key=lambda t: abs(t.start - item.token.idx))
                if t.place is not None and t.role == "location" and t.place.feature_code == "PPLA"
            ]
            return seats[:1]
        if (
            line is not None
            and line.place is not None
            and lemma(item.token) in ("capital", "city", "town")
            and any(c.lower_ == "this" for c in item.token.children)
        ):
            return [line.place]
        definite = item.token.lower_ in ("there", "here") or any(
            c.lower_ in ("the", "this", "that", "these", "those", "both", "its", "their") or c.dep_ == "poss"
            for c in item.token.children
        )
        if token.i in above and definite and item.preposition not in ("<poss>",) and not is_a(item.token, "armed"):
            if (
                lemma(item.token) in _UNNAMED | {"city", "capital", "suburb", "neighbourhood", "prison", "street"}
                and (known := _town_told(ctx, item.token, earlier)) is not None
            ):
                return [known]
            town = (
                _town(ctx, item.token) if all((p.feature_code or "").startswith("PCL") for p in item.places) else None
            )
            return [town] if town is not None else list(item.places)
    return []


def _town_told(ctx: Context, noun: Token, earlier: list[tuple[Incident, Slot]]) -> Place | None:
    """The town that a paragraph, the events so far, or the report as a whole is about."""
    paragraph, _ = ctx.paragraph(noun.idx)
    here = [
        t.place
        for t in ctx.locations_in(paragraph, noun.idx)
        if t.place is not None and t.place.feature_class == "P" and not seat(ctx, t)
        and not datelined(ctx, t)
        and not _ahead(ctx, t) and not gone_to(ctx, t)
    ]
    if here:
        return here[-1]
    told = next(
        (s.places[0] for _, s in reversed(earlier[-5:]) if s.how == "named" and s.places[0].feature_class == "P"), None
    )
    if told is not None:
        return told
    line = dateline(ctx)
    if line is not None and line.place is not None and line.place.feature_code not in ("PPLC", None):
        return line.place
    topic = topic_place(ctx, earlier, False)
    return topic if topic is not None and topic.feature_class == "P" else None


def _ahead(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place is only spoken of as a goal: "would march on Bukavu"."""
    span = ctx.tokens_of(toponym)
    verb = ctx.governing_verb(span.root) if span is not None else None
    return verb is not None and tense(verb) == "future"


def _town(ctx: Context, noun: Token) -> Place | None:
    """ "the southern Russian town" is the Russian town named before, not Russia."""
    if lemma(noun) not in _UNNAMED | {"city", "capital"} or any(
        c.lower_ == "of" and ctx.doc[c.i + 1].pos_ == "PROPN" for c in noun.children
    ):
        return None
    states = {t.place.country for c in noun.children if (t := ctx.toponym_of(c)) is not None and t.place is not None}
    return next(
        (
            t.place
            for t in reversed(ctx.toponyms)
            if t.end <= noun.idx
            and t.role == "location"
            and t.place is not None
            and t.place.feature_class == "P"
            and t.place.country in states
        ),
        None,
    )
