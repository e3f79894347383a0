"""Numbers side by side: members of a list, gapped clauses, a party as the subject of its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import actors, coreference, outline
from geo.claims.forces_mention import Mention
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft


def with_noun(m: Mention, base: Mention, rule: str) -> Mention:
    """A number without a noun, with that of another mention."""
    return replace(m, unit=base.unit, cls="elliptic", phrase=base.phrase, unit_text=base.unit_text, rule=rule or m.rule,
                   base=base.base or base, noun=base.noun if base.quantity is m.quantity else None)


def listed(ctx: Context, m: Mention, before: list[Mention]) -> Mention | None:
    """One of a list of parties or places with a number each, under a count of the same kind."""
    member = _member(ctx, m)
    if member is None:
        return None
    start, end = ctx.paragraph(m.quantity.start)
    base = next(
        (
            b
            for b in reversed(before)
            if b.cls in ("person", "weak") and not b.elliptic and b.quantity.start >= start - 600
        ),
        None,
    )
    if base is None:
        return None
    plural = member[1] > m.last
    others = [
        n
        for n in _numbers(ctx)
        if start <= n.quantity.start < end
        and n is not m
        and n.quantity.start != m.quantity.start
        and _member(ctx, n) is not None
    ]
    if not others and not (plural and base.quantity.start >= start):
        return None
    return replace(with_noun(m, base, "listed count"), first=member[0], last=member[1])


def _member(ctx: Context, m: Mention) -> tuple[int, int] | None:
    """Token span of the party or place that a number of a list belongs to: "Nigerians 3,200", "Claudia: 121", "23 Indians"."""
    doc = ctx.doc
    after = actors.at(ctx, m.last) if m.last < len(doc) else None
    if after is not None and after.first == m.last and after.row.kind == "state" and after.alias != after.row.name:
        people = (
            doc[after.last - 1].text.endswith("s")
            or after.last >= len(doc)
            or (
                (doc[after.last].pos_ in ("ADP", "PUNCT", "CCONJ")
                and not doc[after.last].whitespace_ == "")
                or doc[after.last].text in (",", ".", ")")
            )
        )
        if people:
            return m.first, after.last
    i = m.first - 1
    if i >= 0 and doc[i].text in (":", "(", "-", "–"):
        i -= 1
    if i < 0 or doc[i].is_space:
        return None
    named = actors.at(ctx, i)
    if named is not None and named.last == i + 1 and named.row.kind in ("state", "group", "people"):
        return named.first, m.last
    head = outline.place_head(ctx, m.quantity.start)
    if head is not None and head.unlocated and head.block.end == doc[i].idx + len(doc[i]):
        span = ctx.doc.char_span(head.block.start, head.block.end, alignment_mode="expand")
        return (span.start, m.last) if span is not None else None
    toponym = ctx.toponym_of(doc[i])
    if toponym is not None and toponym.role == "location" and doc[i].idx + len(doc[i]) == toponym.end:
        span = ctx.tokens_of(toponym)
        return (span.start, m.last) if span is not None else None
    return None


def _numbers(ctx: Context) -> list[Mention]:
    if "forces_elliptic.numbers" not in ctx.memo:
        from geo.claims.forces_mentions import mentions

        ctx.memo["forces_elliptic.numbers"] = [m for m in mentions(ctx) if m.elliptic]
    return ctx.memo["forces_elliptic.numbers"]


#: Rule of a count that a second source sets against the one before; it is the same force.
ANOTHER_FIGURE = "another's figure"
_SAYS = {"say", "claim", "estimate", "suggest", "cite", "report", "count", "admit", "reckon"}


def another_figure(ctx: Context, m: Mention, before: list[Mention]) -> Mention | None:
    """"Rabat puts them at 120,000; the Front speaks of 160,000", "He says 1,000, others say 6,000"."""
    index = ctx.sentence_index(m.head)
    if index is None or not m.first or not before or m.quantity.more:
        return None
    doc, verb = ctx.doc, ctx.doc[m.first - 1]
    if verb.lower_ == "of" and m.first > 1 and doc[m.first - 2].lemma_.lower() in ("speak", "talk"):
        verb = doc[m.first - 2]
    elif verb.lemma_.lower() not in _SAYS or verb.pos_ != "VERB":
        return None
    following = doc[m.last].text if m.last < len(doc) else "."
    start = ctx.sentences[max(0, index - 1)].start_char
    if ctx.subject(verb) is None or following not in (".", ",", ";", ")", "\n") or before[-1].quantity.start < start:
        return None
    return with_noun(m, before[-1], ANOTHER_FIGURE)


def gapped(ctx: Context, m: Mention, same: list[Mention]) -> Mention | None:
    """"Iran has massed 120,000 men and Iraq about 200,000": a party and a number, the rest as before."""
    if not same:
        return None
    before = actors.in_tokens(ctx, max(0, m.first - 5), m.first)
    if (
        not before
        or before[-1].last != m.first
        or ctx.doc[before[-1].first - 1].lower_ not in ("and", ",", ";", "while", ":", "the", "(")
    ):
        return None
    return replace(with_noun(m, same[-1], "gapped count"), first=before[-1].first)


def party_subject(ctx: Context, verb: Token) -> actors.ActorMention | None:
    """The armed group or mission that is the subject of a verb."""
    subject = ctx.subject(verb)
    if subject is None:
        return None
    named = next((c for c in subject.children if c.dep_ == "appos"), subject)
    found = actors.in_tokens(ctx, subject.left_edge.i, max(named.i, subject.i) + 1)
    return next((a for a in found if a.row.kind in ("group", "mission")), None)


def in_turn(ctx: Context, m: Mention, before: list[Mention]) -> Mention | None:
    """"60 and 12 tanks respectively": the noun stands behind the last number of the run, or was said before."""
    sentence = ctx.sentence_of(m.head)
    if sentence is None or not any(t.lower_ == "respectively" for t in ctx.tokens[sentence.start:sentence.end]):
        return None
    from geo.claims.forces_mentions import mentions

    last = m.last
    for other in mentions(ctx):
        if other.first < last or other.first >= sentence.end:
            continue
        if not all(t.lower_ in ("and", ",") for t in ctx.tokens[last:other.first]) or last == other.first:
            break
        if not other.elliptic:
            return with_noun(m, other, "elliptical count")
        last = other.last
    return with_noun(m, before[-1], "elliptical count") if before else None


def respective(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """"A and B have 60 and 12 tanks in X and Y respectively": each count has its own party and its own place."""
    for sentence in ctx.sentences:
        if not any(t.lower_ == "respectively" for t in ctx.tokens[sentence.start:sentence.end]):
            continue
        run: list[Draft] = []
        for d in drafts:
            if sentence.start <= d.mention.head.i < sentence.end:
                nouns = 0 if not run else ctx.doc[run[-1].mention.quantity.last:d.mention.quantity.first].text.lower().count("and")
                run = [*run, d] if not run or nouns == 1 or len(run) > 1 else run
        if len(run) < 2:
            continue
        parties = _run_of(ctx, [(a.first, a.last, a.row.actor()) for a in actors.in_tokens(ctx, sentence.start, sentence.end)], len(run))
        groups = [g for g in coreference.groups(ctx) if sentence.start_char <= g[0].start < sentence.end_char and len(g) == len(run)]
        located = next((g for g in groups if all(t.role == "location" for t in g)
                        and {t.place.id for t in g if t.place} == {p.id for d in run for p in d.places}), None)
        for n, d in enumerate(run):
            if parties is not None:
                d.actor = parties[n]
            if located is not None and (place := located[n].place) is not None:
                d.places, d.place_strength = (place,), 0.9
    return drafts


def _run_of(ctx: Context, named: list[tuple[int, int, Actor]], size: int) -> list[Actor] | None:
    """The parties of the coordination "A, B and C" of a size, if there is one."""
    for k in range(len(named) - size + 1):
        chosen = named[k:k + size]
        gaps = [ctx.doc[a[1]:b[0]] for a, b in zip(chosen, chosen[1:], strict=False)]
        if all(len(g) and all(t.lower_ in ("and", ",", "the") for t in g) for g in gaps):
            return [c[2] for c in chosen]
    return None
