"""Which of the places of a sentence is that of a counted force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import attribution, coreference, outline, where
from geo.claims.coreference_focus import announced_at
from geo.claims.events_lexicon import argument_words
from geo.claims.forces_mentions import mentions
from geo.claims.forces_place_context import Where, elsewhere, of_speaker
from geo.claims.forces_verbs import verb_status
from geo.claims.where import Located
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft
    from geo.claims.forces_mention import Mention
    from geo.claims.forces_status import Verdict
    from geo.claims.outline_names import Head

_TOWARDS = ("to", "into", "for", "toward", "towards", "onto")
_NOT_PLACES = {
    "against": 0.5,
    "with": 0.35,
    "about": 0.5,
    "since": 0.4,
    "after": 0.3,
    "over": 0.3,
    "of": 0.3,
    "by": 0.25,
    "than": 0.4,
    "like": 0.4,
    "between": 0.1,
    "before": 0.3,
    "for": 0.15,
    "as": 0.3,
    "despite": 0.4,
    "via": 0.2,
    "through": 0.1,
}
_HOSTS = ("host", "house", "see", "receive", "accommodate")
_LEAST = 0.3


def places_of(
    ctx: Context, m: Mention, verdict: Verdict, before: list[Draft], actor: Actor, sure: float
) -> list[Where]:
    """Place slot of a counted force; several for a distributive ("in each of the regions").

    Returns
    -------
    list of Where
        Empty where the text names no place for it.
    """
    sentence = ctx.sentence_of(m.head)
    if sentence is None:
        return []
    head = outline.place_head(ctx, m.quantity.start)
    if head is not None and head.unlocated and outline.close(head):
        return [Where(head.places, 0.9, "label of the line")]
    if m.rule == "listed count" and m.first < m.quantity.first and (of_list := _of_list(ctx, m, before)) is not None:
        return [of_list]
    if m.rule == "listed count" and m.first == m.quantity.first and (near := _preposed(ctx, m)) is not None:
        return [near]
    if (host := _host(ctx, verdict)) is not None:
        return [host]
    choices = [(c, _score(ctx, m, verdict, c)) for c in where.located(ctx, sentence.start, sentence.end)
               if not m.first <= c.token.i < m.last]
    choices = [(c, s) for c, s in choices if s >= _LEAST]
    if head is not None and (outline.close(head) or outline.in_list(ctx, m.quantity.start)) and head.block.kind != "title":
        choices = [(c, s) for c, s in choices if _beside_head(m, head, c, s)]
        if not choices:
            # Further on in a paragraph of its own sentences a label says less.
            sure = 0.85 if outline.in_list(ctx, m.quantity.start) or outline.first_sentence(ctx, head, m.quantity.start) else 0.7
            return [Where(head.places, sure, "head of the line" if outline.close(head) else "heading")]
    if choices:
        best, score = _best(choices)
        if _distributed(ctx, m, best) and len(best.places) > 1:
            return [Where((p,), score, best.how) for p in best.places]
        return [Where(best.places, score, best.how)]
    if m.rule == "listed count" and (of_list := _of_list(ctx, m, before)) is not None:
        return [of_list]
    weak = m.cls == "weak" and sure < 0.8
    return elsewhere(ctx, weak, sentence.start_char, before, actor, m, verdict)


def _beside_head(m: Mention, head: Head, c: Located, score: float) -> bool:
    """Whether a place named with the count says more than the head that stands over it: the nearer the head, the surer it must be."""
    own, over = {p.id for p in c.places}, {p.id for p in head.places}
    if own & over:
        return own != over and score >= _LEAST  # a part of what the head names, or more
    if outline.close(head) and head.block.how != ".":
        return score >= (0.85 if c.token.i > m.first else 0.9)
    return score >= (0.65 if c.token.i > m.first else 0.7)


def _host(ctx: Context, verdict: Verdict) -> Where | None:
    """"Kuwait will host 60,000 soldiers": the subject is the place."""
    if verdict.governor.lemma_ not in ("host", "house", "accommodate"):
        return None
    subject = ctx.own_subject(verdict.governor)
    toponym = ctx.toponym_of(subject) if subject is not None else None
    return Where((toponym.place,), 0.9, "named") if toponym is not None and toponym.place is not None else None


def _of_list(ctx: Context, m: Mention, before: list[Draft]) -> Where | None:
    """A member of a list: at the place that it is named by, or, named by its party, where the whole is."""
    toponym = ctx.toponym_of(ctx.doc[m.first])
    if toponym is not None and toponym.place is not None and toponym.role == "location" and not coreference.fits(toponym, "country"):
        return Where((toponym.place,), 0.85, "named")
    base = next((d for d in reversed(before) if m.base is not None and d.mention.first == m.base.first), None)
    near = _preposed(ctx, m)
    if near is not None:
        return near
    if base is not None and not outline.shared(ctx, base.mention.quantity.start, m.quantity.start):
        return None
    return Where(base.places, 0.7 * base.place_strength, "same as the count before") if base is not None else None


def _preposed(ctx: Context, m: Mention) -> Where | None:
    """"at Kailahun 23 Indians"."""
    toponym = ctx.toponym_of(ctx.doc[m.first - 1]) if m.first else None
    if (
        toponym is not None
        and toponym.place is not None
        and toponym.role == "location"
        and not coreference.fits(toponym, "country")
    ):
        return Where((toponym.place,), 0.85, "named")
    return None


def _best(choices: list[tuple[Located, float]]) -> tuple[Located, float]:
    """The best by score; of equals the smallest place, then the first."""
    def size(c: Located) -> int:
        place = c.places[0]
        if place.feature_class in ("P", "S"):
            return 0
        return 2 if (place.feature_code or "").startswith("PCL") and not place.excluding else 1

    return max(choices, key=lambda pair: (round(pair[1], 1), -size(pair[0]), -pair[0].token.i))


def _score(ctx: Context, m: Mention, verdict: Verdict, c: Located) -> float:
    if (c.how == "named" and outline.says_whose(ctx, c.toponyms[0].start)) or of_speaker(ctx, c.token) or (c.how == "named" and announced_at(ctx, c.toponyms[0])) or (
        c.preposition.startswith("<nsubj")
        and not (_is_label(ctx, c) and verdict.governor.pos_ not in ("VERB", "AUX"))
        and verdict.governor.lemma_ not in _HOSTS and c.how == "named"
    ):
        return 0.0
    score = _nearness(ctx, m, verdict, c) + _direction(m, verdict, c)
    if not (c.preposition == "for" and verdict.governor.lemma_ in ("head", "destine", "bind")):
        score -= _NOT_PLACES.get(c.preposition.split()[0] if c.preposition else "", 0.0)
    if c.places[0].lat is None:
        score -= 0.1
    said, here = ctx.in_quotation(c.token.idx), ctx.in_quotation(m.head.idx)
    if said != here and c.how == "named":
        score -= 0.4
    low, high = sorted((m.head.i, c.token.i))
    if any(t.text == ";" for t in ctx.tokens[low:high]):
        score -= 0.3
    if c.token.i < m.first and any(t.text == ":" for t in ctx.tokens[low:high]) and not _is_label(ctx, c):
        score -= 0.45  # "Estimates of attaches in both capitals: 1,500 men in the area'
    return score


def _nearness(ctx: Context, m: Mention, verdict: Verdict, c: Located) -> float:
    doc, governor = ctx.doc, verdict.governor
    if _is_label(ctx, c):
        return 0.85
    if _where_clause(governor, c):
        return 0.95
    adjacent = m.last < len(doc) and 0 <= c.token.left_edge.i - m.last <= 1 and doc[m.last].pos_ in ("ADP", "ADV")
    between = doc[m.last:c.token.i] if c.token.i > m.last else doc[c.token.i:m.first]
    crossing = _counts_between(ctx, between)
    if c.head.i == m.head.i or adjacent or _follows(ctx, m, c):
        return 0.97 - 0.3 * crossing
    chain = [m.head, *m.head.ancestors]
    below = chain[:next((k for k, t in enumerate(chain) if t.i == governor.i), 0) + 1]
    if c.head.i == governor.i:
        return 0.93 - 0.12 * crossing
    if any(c.head.i == t.i for t in below):
        return 0.9 - 0.12 * crossing
    if c.head.dep_ == "conj" and c.head.pos_ in ("VERB", "AUX") and c.head.head.i == governor.i:
        return 0.2  # what the sentence tells next
    if any(a.i == governor.i for a in c.head.ancestors) and not _other_clause(c.head, governor):
        return 0.75 - 0.15 * crossing
    if any(t.i == m.head.i for t in c.head.conjuncts) or any(m.head.i == t.i for t in c.head.conjuncts):
        return 0.8 - 0.1 * crossing
    above = [t for t in governor.ancestors]
    for k, t in enumerate(above):
        if c.head.i == t.i:
            if any(x.dep_ == "relcl" for x in [governor, *above[:k]]):
                return 0.25  # the main clause tells something else
            said = any(x.lemma_.lower() in attribution.verbs() for x in above[:k + 1])
            return (0.45 if said else 0.72) - 0.1 * crossing
    clause = next((t for t in (governor, *above) if t.dep_ == "relcl"), None)
    if clause is not None and clause.left_edge.i <= m.head.i <= clause.right_edge.i < c.token.i:
        return 0.25  # "UNIFIL, whose 1,990 men are there, said shells fell at Naqoura"
    distance = min(abs(c.token.i - m.first), abs(c.token.i - m.last))
    return max(0.3, 0.6 - 0.01 * distance) - 0.1 * crossing


def _follows(ctx: Context, m: Mention, c: Located) -> bool:
    """The phrase right behind the noun, whatever the parser hung it on: "soldiers, in Gori"."""
    gap = ctx.doc[m.last:c.token.i]
    if not 0 < len(gap) <= 6 or not any(t.pos_ == "ADP" for t in gap):
        return False
    return (
        all(t.pos_ in ("ADP", "DET", "ADJ", "ADV", "PROPN", "NOUN") and t.tag_ not in ("VBD",) for t in gap)
        and gap[0].pos_ == "ADP"
    )


def _counts_between(ctx: Context, between: list[Token]) -> int:
    """Whether another counted force stands in between (its place comes first)."""
    if len(between) == 0:
        return 0
    lo, hi = between[0].i, between[-1].i
    return int(any(lo <= m.first and m.quantity.last <= hi + 1 for m in mentions(ctx)))


def _does(m: Mention, verdict: Verdict) -> bool:
    """Whether the force is the subject of its verb ("volunteers reported in Tindouf")."""
    return m.head.dep_ == "nsubj" and m.head.head.i == verdict.governor.i


def _where_clause(governor: Token, c: Located) -> bool:
    """"Abyei, where it still has 300 policemen"."""
    for t in [governor, *governor.ancestors]:
        if t.dep_ == "relcl":
            where = any(x.lower_ == "where" for x in t.children)
            return where and (
                t.head.i == c.token.i or any(a.i == t.head.i for a in c.token.ancestors) or c.head.i == t.head.i
            )
    return False


def _direction(m: Mention, verdict: Verdict, c: Located) -> float:
    """From where a force leaves, to where it goes."""
    governor, preposition = verdict.governor, c.preposition
    leaving = (
        verdict.status in ("withdrawing", "withdrawn")
        or verb_status(governor, "subj") == "withdrawn"
        or (
            governor.pos_ == "NOUN"
            and governor.lemma_.lower() in ("withdrawal", "pullout", "pull-out", "departure", "evacuation", "removal")
        )
    )
    if governor.lemma_ in ("return", "pull") and not preposition.startswith(("from", "out")):
        leaving = False
    if preposition.startswith("from") and not leaving:
        return -0.8  # "soldiers from Fort Bragg": where they come from
    if (c.head.pos_ == "VERB" and c.head.lemma_.lower() in argument_words("talking_verb") and c.head.i != verdict.governor.i) or (
            verdict.governor.lemma_.lower() in argument_words("talking_verb") and c.head.i == verdict.governor.i and not _does(m, verdict)):
        return -0.7  # "discussed in Addis Ababa", "signed in Nairobi"
    words = preposition.split()
    away, towards = (
        bool({"from", "off"} & set(words)) or words[:2] == ["out", "of"],
        preposition.split()[:1] and preposition.split()[0] in _TOWARDS,
    )
    if leaving:
        return 0.05 if away else (-0.4 if towards else 0.0)
    if away and verdict.status in ("deployed", "planned", "pledged"):
        return -0.45
    if away:
        return -0.35
    return 0.05 if towards and verdict.status == "deployed" else 0.0


def _other_clause(token: Token, governor: Token) -> bool:
    """Whether a clause begins between a word and the governor above it."""
    for t in [token, *token.ancestors]:
        if t.i == governor.i:
            return False
        if t.dep_ in ("relcl", "advcl", "ccomp"):
            return True
    return False


def _is_label(ctx: Context, c: Located) -> bool:
    """"Abkhazia: 2,500 peacekeepers" - a name that stands over its line and says where."""
    if c.how != "named":
        return False
    head = outline.head_at(ctx, c.toponyms[0].start)
    return head is not None and bool(head.places) and not head.speaks


def _distributed(ctx: Context, m: Mention, c: Located) -> bool:
    if c.each:
        return True
    near = {t.lower_ for t in ctx.tokens[m.last : min(m.last + 3, len(ctx.doc))]} | {
        t.lower_ for t in ctx.tokens[max(0, m.first - 3) : m.first]
    }
    return bool(near & {"each", "apiece"})


