"""Counts whose noun is left out, completed from the words around them.

"500 troops in Gori and another 200 in Poti"; "the number of soldiers in X
rose from 1,200 to 2,000"; "the UN force there numbers 13,000"; "500,000 of
them American".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.events_lexicon import is_a
from geo.claims.forces_labels import unit_of_party
from geo.claims.forces_lists import another_figure, gapped, in_turn, listed, party_subject, with_noun
from geo.claims.forces_mention import Mention
from geo.claims.forces_nouns import noun_ahead, noun_of_clause
from geo.claims.forces_verbs import verb_status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

CHANGE = {
    "come",
    "fall",
    "drop",
    "decline",
    "rise",
    "grow",
    "increase",
    "go",
    "reduce",
    "cut",
    "swell",
    "shrink",
    "decrease",
    "double",
    "raise",
    "expand",
    "dwindle",
    "climb",
    "jump",
    "bring",
    "slash",
    "trim",
    "boost",
    "lower",
    "scale",
    "down",
    "up",
    "reduction",
    "drawdown",
    "cap",
    "triple",
    "build",
    "strengthen",
    "limit",
}
STATE = {
    "number",
    "total",
    "stand",
    "put",
    "estimate",
    "reach",
    "exceed",
    "count",
    "place",
    "be",
    "amount",
    "have",
    "say",
    "report",
    "give",
    "comprise",
    "range",
    "remain",
    "station",
    "base",
    "deploy",
    "arrive",
    "keep",
    "leave",
    "send",
    "withdraw",
    "add",
    "maintain",
    "need",
    "ask",
    "request",
}
_LOCATIVE = {"in", "at", "near", "around", "on", "inside", "outside", "along", "to", "from", "for", "across", "within"}
_PERSON_WORDS = {
    "people",
    "civilians",
    "residents",
    "refugees",
    "persons",
    "displaced",
    "houses",
    "homes",
    "dead",
    "killed",
    "wounded",
    "injured",
    "families",
    "children",
    "women",
    "votes",
    "prisoners",
    "casualties",
    "lives",
    "inhabitants",
    "population",
}


def completed(ctx: Context, mentions: list[Mention]) -> list[Mention]:
    """Mentions with every elliptical one given its noun, or dropped."""
    done: list[Mention] = []
    for m in mentions:
        if not m.elliptic:
            done.append(m)
            continue
        whole = _complete(ctx, m, done)
        if whole is not None:
            done.append(whole)
    return done


def _complete(ctx: Context, m: Mention, before: list[Mention]) -> Mention | None:
    doc = ctx.doc
    sentence = ctx.sentence_of(m.head)
    if sentence is None or _other_noun(ctx, m):
        return None
    if (member := in_turn(ctx, m, before) or another_figure(ctx, m, before) or listed(ctx, m, before)) is not None:
        return member
    same = [b for b in before if sentence.start_char <= b.quantity.start < sentence.end_char]
    previous = doc[m.first - 1].lower_ if m.first else ""
    following = doc[m.last].lower_ if m.last < len(doc) else ""
    verb = ctx.governing_verb(m.head)
    lemma = verb.lemma_.lower() if verb is not None else ""
    changing = lemma in CHANGE or any(t.lemma_.lower() in CHANGE for t in list(m.head.ancestors)[:3])
    if changing and _toll(ctx, sentence):
        return None
    if previous in ("whom", "which", "these", "them") and m.first > 1 and doc[m.first - 2].lower_ in ("of", "among"):
        base = same[-1] if same else _last_before(ctx, m, before, 1)
        return with_noun(m, base, "part of the count before") if base is not None else None
    if previous == "from" and changing:
        base = _same_or_noun(ctx, m, same, verb)
        if base is None and verb is not None and (party := party_subject(ctx, verb)) is not None:
            base = replace(
                m,
                unit=unit_of_party(party.row.kind, set()),
                phrase="strength",
                unit_text=doc[party.first : party.last].text,
            )
        return with_noun(m, base, "change from") if base is not None else None
    if previous in ("to", "at", "by") and changing:
        base = _same_or_noun(ctx, m, [], verb) or (with_noun(m, same[-1], "") if same else None)
        if base is None and verb is not None and _of_force(ctx, verb):
            base = _last_before(ctx, m, before, 1)
        return with_noun(m, base, "change to") if base is not None and previous != "by" else None
    if previous in ("including", "among") and same:
        return with_noun(m, same[-1], "elliptical count")
    if (
        following == "of"
        and m.last + 1 < len(doc)
        and doc[m.last + 1].lower_ in ("them", "these", "those", "which", "whom")
    ):
        base = same[-1] if same else noun_ahead(ctx, m, sentence.start) or _last_before(ctx, m, before, 1)
        return with_noun(m, base, "part of the count before") if base is not None else None
    if (beside := gapped(ctx, m, same)) is not None:
        return beside
    if following in _LOCATIVE and same and m.quantity.first > same[-1].last and _parallel(ctx, same[-1], m):
        return with_noun(m, same[-1], "elliptical count")
    if following == "there" and not same and (base := _last_before(ctx, m, before, 1)) is not None:
        return with_noun(m, base, "elliptical count")
    if following in ("more", "others") or m.quantity.more:
        base = same[-1] if same else _last_before(ctx, m, before, 1)
        return with_noun(m, base, "elliptical count") if base is not None else None
    if previous == "," and not same and (base := noun_ahead(ctx, m, max(sentence.start, m.first - 9))) is not None:
        return with_noun(m, base, "stated strength")
    if lemma == "be" and verb is not None and any(c.dep_ == "expl" for c in verb.children) and m.head.dep_ == "attr":
        base = same[-1] if same else _last_before(ctx, m, before, 1)
        return with_noun(m, base, "elliptical count") if base is not None else None
    if previous == "the" and same and m.head.dep_ in ("pobj", "conj", "dobj"):
        return with_noun(m, same[-1], "elliptical count")
    if previous in ("numbers", "number", "numbering", "totals", "totalling", "totaling", "numbered"):
        base = noun_of_clause(ctx, m, ctx.doc[m.first - 1]) or noun_ahead(ctx, m, sentence.start)
        if base is None and (
            named := [
                a
                for a in actors.in_tokens(ctx, max(sentence.start, m.first - 7), m.first)
                if a.row.kind in ("group", "mission")
            ]
        ):
            return replace(m, unit=unit_of_party(named[-1].row.kind, set()), cls="elliptic", phrase="strength",
                           unit_text=doc[named[-1].first:named[-1].last].text, rule="stated strength")
        return with_noun(m, base, "stated strength") if base is not None else None
    if {t.lower_ for t in ctx.tokens[max(sentence.start, m.first - 8) : m.first]} & {
        "strength",
        "strengths",
        "number",
        "numbers",
        "levels",
        "total",
    }:
        base = noun_ahead(ctx, m, sentence.start)
        if base is not None:
            return with_noun(m, base, "stated strength")
    if m.head.dep_ in ("nsubj", "nsubjpass") and verb is not None:
        if same and verb_status(verb, "subj") not in (None, "effect") and _parallel(ctx, same[-1], m):
            return with_noun(m, same[-1], "elliptical count")
        if not same and lemma in ("stay", "remain", "arrive", "leave", "withdraw", "follow", "return") \
                and (base := _last_before(ctx, m, before, 1)) is not None:
            return with_noun(m, base, "elliptical count")  # "At least 5,000 stayed behind."
        return None
    if (
        lemma in ("number", "have", "total", "field", "muster", "count")
        and verb is not None
        and (party := party_subject(ctx, verb)) is not None
        and m.head.dep_ in ("dobj", "attr", "nummod", "npadvmod", "pobj")
    ):
        unit = unit_of_party(party.row.kind, set())
        return replace(
            m,
            unit=unit,
            cls="elliptic",
            phrase="strength",
            unit_text=ctx.doc[party.first : party.last].text,
            rule="stated strength",
        )
    if following in _LOCATIVE or m.quantity.approximate:
        base = next(
            (
                b
                for b in reversed(before)
                if (b.quantity.low, b.quantity.high) == (m.quantity.low, m.quantity.high)
                and m.quantity.start - b.quantity.start < 1500
            ),
            None,
        )
        if base is not None:
            return with_noun(m, base, "restated count")
    if lemma in STATE and m.head.dep_ in (
        "dobj",
        "pobj",
        "attr",
        "npadvmod",
        "oprd",
        "nummod",
        "appos",
        "ccomp",
        "quantmod",
        "acomp",
    ):
        base = noun_of_clause(ctx, m, verb)
        if base is not None and (
            lemma
            in (
                "number",
                "total",
                "stand",
                "put",
                "estimate",
                "reach",
                "exceed",
                "count",
                "place",
                "amount",
                "be",
                "have",
                "comprise",
                "range",
            )
        ):
            return with_noun(m, base, "stated strength")
    return None


def _of_force(ctx: Context, verb: Token) -> bool:
    """Whether what changes is a force named before: "It has grown to 20,000", "the force", "the number"."""
    subject = ctx.subject(verb)
    words = {t.lower_ for t in ctx.clause(verb)}
    return bool(words & {"force", "number", "strength", "mission", "contingent", "presence", "total", "them"}) or (
        subject is not None and subject.pos_ == "PRON")


def _toll(ctx: Context, sentence) -> bool:
    """A count that rises is one of the dead."""
    return any(
        t.lemma_.lower() in ("toll", "death", "dead", "casualty", "fatality", "kill", "die", "injure", "wound")
        for t in sentence
    )


def _other_noun(ctx: Context, m: Mention) -> bool:
    """Something else is counted: "500 were killed", "1,000 in the crowd"."""
    doc = ctx.doc
    if m.last < len(doc) and (doc[m.last].lower_ in _PERSON_WORDS or doc[m.last].lower_ in ("percent", "%")):
        return True
    # "in the four northern municipalities"
    noun = doc[m.quantity.head] if m.quantity.head is not None else None
    return noun is not None and noun.i >= m.last and is_a(noun, "place_noun", "settlement_noun", "civil_site")


def _last_before(ctx: Context, m: Mention, before: list[Mention], sentences: int) -> Mention | None:
    index = ctx.sentence_index(m.head)
    if index is None or not before:
        return None
    start = ctx.sentences[max(0, index - sentences)].start_char
    return before[-1] if before[-1].quantity.start >= start else None


def _parallel(ctx: Context, one: Mention, two: Mention) -> bool:
    """Two counts side by side with nothing but a list or a new clause in between."""
    between = [t.lower_ for t in ctx.tokens[one.last:two.first]]
    return bool({"and", ",", ";", "while", "with", "plus", "but"} & set(between)) and len(between) < 22


def _same_or_noun(ctx: Context, m: Mention, same: list[Mention], verb: Token | None) -> Mention | None:
    if same:
        return same[-1]
    return noun_of_clause(ctx, m, verb)


