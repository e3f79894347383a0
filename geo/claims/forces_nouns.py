"""The noun that a number without one belongs to: in its clause, or ahead of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims import forces_units as units
from geo.claims.forces_labels import unit_of_party
from geo.claims.forces_mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context


def noun_of_clause(ctx: Context, m: Mention, verb: Token | None) -> Mention | None:
    """An uncounted unit noun of the clause: "the number of Russian troops in X ... 6,000"."""
    if verb is None:
        return None
    sentence = ctx.sentence_of(m.head)
    if sentence is None:
        return None
    relative = verb.head if verb.dep_ in ("relcl", "acl") else None  # "the guns, which the UN puts at 500"
    if relative is not None and units.at_end([relative.text]) is None:
        relative = next(
            (t for t in reversed(ctx.doc[max(sentence.start, relative.i - 5) : relative.i]) if units.at_end([t.text])),
            None,
        )
    candidates = [t for t in ctx.tokens[sentence.start:sentence.end] if t.pos_ in ("NOUN", "PROPN") and not m.first <= t.i < m.last
                  and (any(a.i == verb.i for a in t.ancestors) or (relative is not None and t.i == relative.i))]
    best = None
    for token in candidates:
        start = token.i
        while (
            start > sentence.start
            and start > token.i - 4
            and (ctx.doc[start - 1].dep_ in ("compound", "amod", "nmod") or ctx.doc[start - 1].text == "-")
        ):
            start -= 1
        word = units.at_end([t.text for t in ctx.tokens[start:token.i + 1]])
        if word is None or word.cls in ("not", "position", "formation"):
            continue
        if token.dep_ in ("compound", "amod", "poss") and token.head.lemma_.lower() not in (
            "strength",
            "number",
            "level",
            "presence",
            "total",
            "contingent",
            "force",
        ):
            continue
        if word.cls in ("weak", "strength") and token is not relative and word.phrase not in (
                "force", "mission", "army", "contingent", "garrison", "gun", "militia"):
            continue
        # The subject names what is numbered before other nouns do.
        if best is None or (token.i < m.first and abs(token.i - m.first) < abs(best[0].i - m.first)):
            best = (token, start, word)
    if best is None:
        return None
    token, start, word = best
    if any(start <= t.i < token.i + 1 and t.like_num for t in token.lefts):
        return None
    unit = word.unit if word.unit != "other" else _organised_unit(ctx, token, start)
    return replace(
        m,
        unit=unit,
        cls="elliptic",
        phrase=word.phrase,
        unit_text=ctx.doc[start : token.i + 1].text,
        first=m.first,
        head=m.head,
        noun=token.i,
    )


def noun_ahead(ctx: Context, m: Mention, start: int) -> Mention | None:
    """The nearest unit noun ahead of the number, whatever the parse says."""
    doc = ctx.doc
    for i in range(m.first - 1, max(start, m.first - 14) - 1, -1):
        if (
            (party := actors.at(ctx, i)) is not None
            and party.row.kind in ("group", "mission")
            and any(
                t.lower_ in ("army", "force", "forces", "militia", "brigade", "front")
                for t in ctx.tokens[party.first : party.last]
            )
        ):
            return replace(m, unit=unit_of_party(party.row.kind, set()), cls="elliptic", phrase="strength",
                           unit_text=doc[party.first:party.last].text)
        if party is not None and party.row.kind == "state" and doc[i].lower_ in ("army", "forces", "force", "guard"):
            continue  # the name of an army that speaks or is spoken of
        word = units.at_end([t.text for t in ctx.tokens[max(start, i - 3):i + 1]])
        if word is None or word.cls in ("not", "position", "formation") or doc[i].pos_ in ("VERB", "ADP"):
            continue
        if word.cls == "strength" and word.phrase not in (
            "mission",
            "army",
            "contingent",
            "garrison",
            "group",
            "strength",
        ):
            continue
        if word.phrase == "strength":
            party = actors.in_tokens(ctx, max(start, i - 4), i)
            if not party:
                continue
            return replace(
                m,
                unit=unit_of_party(party[-1].row.kind, set()) or "troops",
                cls="elliptic",
                phrase="strength",
                unit_text=doc[party[-1].first : i + 1].text,
            )
        if any(t.like_num for t in ctx.tokens[max(start, i - 3):i]):
            return None
        first = max(start, i - word.size + 1)
        unit = word.unit if word.unit != "other" else _organised_unit(ctx, doc[i], first)
        return replace(m, unit=unit, cls="elliptic", phrase=word.phrase, unit_text=doc[first:i + 1].text, noun=i)
    return None


def _organised_unit(ctx: Context, token: Token, start: int) -> str:
    from geo.claims.forces_mentions import _organised

    return _organised(ctx.doc, start, token.i + 1)
