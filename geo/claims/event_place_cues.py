"""What links a sentence that names no place with a place of its report: sites, parties, words, order.

"The base" is the base at the town where one was told of; a figure of dead
belongs where the fighting was; who fought on is where it fought before. Each
cue is a feature of the choice in :mod:`~geo.claims.event_place_report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.events_lexicon import CARRIERS, is_a, lemma

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context
    from geo.claims.events_group import Incident
    from geo.claims.events_topic import Slot
    from geo.model import Toponym

CUES = (
    "its site",
    "site of another",
    "site told with it",
    "last event, taken over too",
    "event before of its kind",
    "event before with its parties",
    "toll and last violent event",
    "words shared",
    "named most recently",
    "settlement named most recently",
    "first named",
    "first of paragraph",
    "only gone to or measured from",
    "only of parties",
    "violent event there",
    "places of last event",
    "definite event noun and last event",
)
_SITES = ("place_noun", "armed_site", "civil_site", "soft_site", "settlement_noun")
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ")
_WAYS = {"to", "from", "towards", "toward", "for", "via", "of"}


def cues(
    ctx: Context, incident: Incident, earlier: list[tuple[Incident, Slot]], places: dict[str, list[Toponym]]
) -> dict[str, dict[str, float]]:
    """Values of :data:`CUES` for each place, by its id; `places` holds the mentions of each."""
    sentence = incident.sentence
    before = {k: [t for t in mine if t.start < sentence.start_char] for k, mine in places.items()}
    sites = _sites(ctx, sentence)
    own = {k: {s for t in mine for s in _site_of(ctx, t)} for k, mine in before.items()}
    told_with = {k: _told_with(ctx, mine) if sites else frozenset() for k, mine in before.items()}
    order = sorted((mine[-1].start, k) for k, mine in before.items() if mine)
    towns = [(at, k) for at, k in order if before[k][-1].place and before[k][-1].place.feature_class == "P"]  # type: ignore[union-attr]
    first = min(((mine[0].start, k) for k, mine in places.items() if mine), default=(0, ""))[1]
    paragraph, _ = ctx.paragraph(sentence.start_char)
    opening = min(((t.start, k) for k, mine in before.items() for t in mine if t.start >= paragraph), default=(0, ""))[1]
    last = earlier[-1] if earlier else None
    violent = next((e for e in reversed(earlier) if e[0].groups & CARRIERS), None)
    toll = incident.only_effects
    parties = _parties(incident)
    words = _words(sentence)
    definite = any(f.token.pos_ == "NOUN" and any(c.lower_ in ("the", "this", "that") for c in f.token.children) for f in incident.frames)
    found = {}
    for key, mine in places.items():
        there = [(i, s) for i, s in earlier if any(p.id == key for p in s.places)]
        found[key] = {
            "its site": float(bool(sites & own[key])),
            "site of another": float(any(sites & s for k, s in own.items() if k != key) and not sites & own[key]),
            "site told with it": float(bool(sites & told_with[key])),
            "last event, taken over too": float(last is not None and _at(last, key)),
            "event before of its kind": float(any(i.groups & incident.groups for i, _ in there)),
            "event before with its parties": float(bool(parties) and any(parties & _parties(i) for i, _ in there)),
            "toll and last violent event": float(toll and violent is not None and _at(violent, key)),
            "words shared": max((len(words & _words(s)) for t in before[key] if (s := _sentence(ctx, t)) is not None), default=0)
            / (2 + len(words)),
            "named most recently": float(bool(order) and order[-1][1] == key),
            "settlement named most recently": float(bool(towns) and towns[-1][1] == key),
            "first named": float(first == key),
            "first of paragraph": float(opening == key),
            "only gone to or measured from": float(bool(before[key]) and all(_on_the_way(ctx, t) for t in before[key])),
            "only of parties": float(bool(mine) and all(_owner(ctx, t) for t in mine)),
            "violent event there": float(any(i.groups & CARRIERS for i, _ in there)),
            "places of last event": float(last is not None and _at(last, key)) / len(last[1].places) if last is not None else 0.0,
            "definite event noun and last event": float(definite and last is not None and _at(last, key)),
        }
    return found


def _at(event: tuple[Incident, Slot], key: str) -> bool:
    return any(p.id == key for p in event[1].places)


def _sites(ctx: Context, sentence: Span) -> set[str]:
    """Lemmas of the definite common nouns for sites in a sentence: "the base", "its barracks"."""
    return {
        lemma(t)
        for t in sentence
        if t.pos_ == "NOUN"
        and is_a(t, *_SITES)
        and any(c.lower_ in ("the", "this", "that", "its", "their") or c.dep_ == "poss" for c in t.children)
    }


def _site_of(ctx: Context, t: Toponym) -> set[str]:
    """Lemmas of site nouns that a name is tied to: "the base at X", "the X camp", "X, a market town"."""
    key = ("place.site_of", t.start)
    if key not in ctx.memo:
        found: set[str] = set()
        span = ctx.tokens_of(t)
        if span is not None and len(span):
            token: Token = span.root
            near = [c for c in token.children if c.dep_ in ("appos", "compound")]
            for _ in range(4):
                head = token.head
                if head.i == token.i or head.pos_ in ("VERB", "AUX"):
                    break
                near.append(head)
                token = head
            found = {lemma(x) for x in near if x.pos_ in ("NOUN", "PROPN") and is_a(x, *_SITES)}
            found |= {x.lower_ for x in span if is_a(x, *_SITES)}
        ctx.memo[key] = found
    return ctx.memo[key]


def _told_with(ctx: Context, mine: list[Toponym]) -> set[str]:
    """Lemmas of the site nouns in the sentences that name a place."""
    return {lemma(x) for t in mine if (s := _sentence(ctx, t)) is not None for x in s if x.pos_ == "NOUN" and is_a(x, *_SITES)}


def _sentence(ctx: Context, t: Toponym) -> Span | None:
    index = ctx.sentence_index(t.start)
    return ctx.sentences[index] if index is not None else None


def _parties(incident: Incident) -> set[str]:
    return {lemma(t) for f in incident.frames for t in (*f.agents, *f.targets) if t.pos_ in ("NOUN", "PROPN")}


def _words(sentence: Span) -> set[str]:
    return {lemma(t) for t in sentence if t.pos_ in _CONTENT and not t.is_stop}


def _on_the_way(ctx: Context, t: Toponym) -> bool:
    """Whether a mention only says which way ("to X", "10 km from X")."""
    span = ctx.tokens_of(t)
    return span is not None and len(span) > 0 and span.root.dep_ == "pobj" and span.root.head.lower_ in _WAYS - {"of"}


def _owner(ctx: Context, t: Toponym) -> bool:
    """Whether a mention says whose somebody is ("the Goma governor", "Hatay's hospital")."""
    span = ctx.tokens_of(t)
    return span is not None and len(span) > 0 and span.root.dep_ in ("compound", "poss", "nmod", "amod") and not is_a(
        span.root.head, *_SITES
    )
