"""When something happened: the time expression that belongs to a word, as calendar dates.

A weekday means the one that the tense of its verb implies, counted from the
dateline or the publication date; a month or a day without a year lies in the
past unless the verb looks forward. A report without a date keeps "Tuesday"
unresolved: `text` is there, `start` is ``None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo.claims.context import Context
from geo.claims.dates_anchor import anchor, dateline_end, last_year
from geo.claims.dates_calendar import UNRESOLVED, When, resolve
from geo.claims.dates_grammar import Expression, scan, words
from geo.claims.dates_tense import ranking, reporting, tense, told_past

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["UNRESOLVED", "When", "anchor", "mentions", "when"]

_OPEN_START = re.compile(r"\b(since|from|after|starting|beginning)\s+(?:on\s+)?(?:the\s+)?(?:night\s+of\s+)?$", re.I)
_OPEN_END = re.compile(
    r"\b(until|till|by|before|through|ahead\s+of|no\s+later\s+than)\s+(?:on\s+)?(?:the\s+)?(?:end\s+of\s+)?$", re.I
)
_EVENT_PREPS = {"before", "after", "during", "since", "until", "throughout", "amid"}
_OTHER_SENTENCE = 50
_UNRELATED = 9


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression with its place in the parse and its dates."""

    expression: Expression
    root: Token
    governor: Token | None
    when: When
    counted: date | None = None  # "two days after the fall of Goma", the fall's own day being known


def mentions(ctx: Context) -> list[Mention]:
    """Every time expression of the report, resolved, in text order."""
    if "dates.mentions" not in ctx.memo:
        found: list[Mention] = []
        today = anchor(ctx)
        for e in scan(ctx.read) if ctx.doc is not None else ():
            span = ctx.doc.char_span(e.start, e.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            root = span.root
            governor = ctx.governing_verb(root)
            looks = tense(governor) if governor is not None else "past"
            if looks == "present" and (root.dep_ == "poss" or root.head.pos_ in ("NOUN", "PROPN")):
                looks = "past"  # "Monday's explosion is …": the noun's day, not the verb's
            if looks != "past" and told_past(root):
                looks = "past"
            m = Mention(e, root, governor, UNRESOLVED)
            event = _following(m) if e.kind == "ago" and e.values["dir"].lower() in ("after", "before") else None
            # "announced Tuesday, a day after it pledged": the sentence's own day counts back to the event.
            base = _day_of(found, event) if event is not None and not _dated_before(ctx, found, root) else None
            resolved = resolve(e, today, looks, base or _story(ctx, found, e))
            resolved = last_year(ctx.text, e, resolved, today)
            found.append(Mention(e, root, governor, _bounded(ctx, e, resolved, today, governor), base))
        ctx.memo["dates.mentions"] = found
    return ctx.memo["dates.mentions"]


def _dated_before(ctx: Context, earlier: list[Mention], root: Token) -> bool:
    """Whether the sentence names a day before this expression, other than in its dateline."""
    sentence = ctx.sentence_of(root)
    first = max(sentence.start_char if sentence is not None else root.idx, dateline_end(ctx))
    return any(m.when.start and m.when.precision == "day" and m.expression.start >= first for m in earlier)


def _day_of(earlier: list[Mention], event: Token) -> date | None:
    """The day that an earlier sentence gave the event that a later one counts from."""
    return next(
        (
            m.when.start
            for m in reversed(earlier)
            if m.governor is not None
            and m.when.start is not None
            and m.when.precision == "day"
            and m.expression.kind != "ago"
            and m.governor.lemma_.lower() == event.lemma_.lower()
        ),
        None,
    )


def _story(ctx: Context, earlier: list[Mention], e: Expression) -> date | None:
    """Day that the story has reached: the last one named in this paragraph, for "two days later"."""
    start, _ = ctx.paragraph(e.start)
    if e.kind in ("calendar", "daypart", "nth", "ago", "moments"):
        start = max(0, e.start - 700)  # "the same night" may point beyond its paragraph
    for m in reversed(earlier):
        if m.expression.start < start:
            return None
        if m.when.start is not None and m.when.precision != "period" and (e.kind != "moments" or m.when.precision == "day"):
            return m.when.start
    return None


def _bounded(ctx: Context, e: Expression, found: When, today: date | None, governor: Token | None) -> When:
    """Open one end after "since", "until", "by"."""
    before = ctx.text[max(0, e.start - 30) : e.start]
    if found.start is None or e.kind in ("ago", "window", "dm_dm", "dd_m", "weekdays", "years", "month_range"):
        return found
    if m := _OPEN_START.search(before):
        if m[1].lower() in ("after", "from") and e.kind in ("weekday", "word"):
            return found
        end = today if today and today > found.start and m[1].lower() == "since" else None
        return When(found.start, end, "period", f"{m[1]} {e.text}")
    if m := _OPEN_END.search(before):
        last = found.end or found.start
        if m[1].lower() in ("before", "ahead of") or governor is None:
            return When(None, found.start, "period", f"{m[1]} {e.text}")
        return When(None, last, "period", f"{m[1]} {e.text}")
    return found


def when(ctx: Context, at: Token | Span) -> When:
    """Date or period of what a word or span tells.

    Parameters
    ----------
    ctx : Context
    at : spacy.tokens.Token or spacy.tokens.Span
        The word for the event or the count; a span stands for its root.

    Returns
    -------
    When
        ``UNRESOLVED`` if the sentence gives no time for it. The time of the
        verb of saying ("said on Monday that …") is not the time of what is said.
    """
    token = at if hasattr(at, "dep_") else at.root
    sentence = ctx.sentence_of(token)
    if sentence is None:
        return UNRESOLVED
    chain = [token, *token.ancestors]
    best: tuple[int, bool, int] | None = None
    chosen: Mention | None = None
    shifted: tuple[Mention, Token] | None = None
    for m in mentions(ctx):
        if m.expression.start >= sentence.end_char:
            break
        if m.expression.end <= sentence.start_char:
            continue
        if m.expression.lasting or ranking(m.root) or m.expression.end <= dateline_end(ctx) <= token.idx:
            continue
        if m.expression.kind == "ago" and m.expression.values["dir"].lower() in ("after", "before", "since", "prior"):
            event = _following(m)
            if event is not None and any(t.i == event.i for t in chain):
                shifted = m, event
            if event is not None and (m.counted is None or any(t.i == event.i for t in chain)):
                continue
        rank = _rank(token, chain, m)
        key = (
            rank,
            m.expression.kind in ("ago", "calendar"),
            abs(m.root.i - token.i),
        )  # "two days later, on 16 August"
        if best is None or key < best:
            best, chosen = key, m
    if shifted is not None and shifted[0].counted is not None:
        return When(shifted[0].counted, None, "day", None)
    if shifted is not None and (best is None or best[0] > 1):
        return _from_main(ctx, *shifted)
    if chosen is not None and best is not None and best[0] >= 5 and _ahead(ctx, token, chosen.when):
        chosen = None  # "said the town has been taken and that fire will cease tomorrow"
    if chosen is not None and best is not None and (best[0] < _UNRELATED):
        return _since(ctx, token, chosen) or chosen.when
    return _event_anchored(ctx, chain) or UNRESOLVED


def _ahead(ctx: Context, token: Token, found: When) -> bool:
    """Whether a date lies ahead of the report while the verb looks back."""
    today, verb = anchor(ctx), ctx.governing_verb(token)
    return bool(today and found.start and found.start > today and verb is not None and tense(verb) == "past")


def _since(ctx: Context, token: Token, m: Mention) -> When | None:
    """ "have been killed since the war began on 15 April": from then until now, for the word outside the clause."""
    up = m.root
    while up.head.i != up.i and up.i != token.i:
        if up.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in up.children):
            if m.when.start is None or any(t.i == up.i for t in [token, *token.ancestors]):
                return None
            today = anchor(ctx)
            return When(
                m.when.start, today if today and today > m.when.start else None, "period", f"since {m.when.text}"
            )
        up = up.head
    return None


def _rank(token: Token, chain: list[Token], m: Mention) -> int:
    """How firmly a time expression is tied to a word: 0 its own, larger is looser."""
    if any(t.i == m.root.i for t in chain[1:]) and any(
        t.dep_ in ("relcl", "acl") and t.head.i == m.root.i for t in chain
    ):
        return 0  # "in February 1999, when the town was retaken"
    up, verbs, subordinate, apart = m.root, 0, False, False
    steps = 0
    while up.i != token.i and up.head.i != up.i and steps < 40:
        if up.pos_ in ("VERB", "AUX") and up.dep_ not in ("aux", "auxpass"):
            verbs += 1
            subordinate = subordinate or reporting(up) or up.dep_ in ("advcl", "ccomp")
            apart = apart or (up.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in up.children))
        up = up.head
        steps += 1
    if up.i == token.i:
        return 0 if not verbs else 5 if apart else 4 if subordinate else 1
    governor = m.governor
    if governor is None:
        return 3
    here = next((i for i, t in enumerate(chain) if t.i == governor.i), None)
    if here is None:
        # Verbs of one coordination share their time ("attacked and burned … on Monday").
        verb = next((t for t in chain if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and (
            _coordinated(governor, verb) or (governor.head.i == verb.i and governor.dep_ in ("xcomp", "conj"))
        ):
            return 3
        return (
            _UNRELATED
            if reporting(governor) or m.when.precision in ("period", "unknown") or tense(governor) == "future"
            else 6
        )
    below = chain[:here]
    speaker = next((c for c in governor.children if c.dep_ == "nsubj"), None)
    if reporting(governor) and speaker is not None and token.i < m.root.i < speaker.left_edge.i:
        return 2  # "was arrested in Lachin yesterday, the border guards confirm"
    if any(t.dep_ in ("ccomp", "parataxis") for t in below) and reporting(governor):
        return _UNRELATED
    crossed = [t for t in below if t.pos_ in ("VERB", "AUX")]
    if not crossed:
        return 1
    if reporting(governor):
        return _UNRELATED
    if any(t.dep_ in ("relcl", "acl") for t in crossed) and any(
        t.tag_ in ("VBD", "VBN") and t.dep_ == "relcl" for t in crossed
    ):
        return 5
    return 2


def _coordinated(a: Token, b: Token) -> bool:
    def first(t: Token) -> Token:
        while t.dep_ == "conj" and t.head.i != t.i:
            t = t.head
        return t

    return first(a).i == first(b).i


def _following(m: Mention) -> Token | None:
    """The event in "two weeks after recognising …": what hangs below the preposition or conjunction."""
    doc = m.root.doc
    last = doc.char_span(m.expression.start, m.expression.end, alignment_mode="expand")[-1]
    for child in last.children:
        if child.i > last.i and child.dep_ in ("pcomp", "pobj"):
            return child
    if last.dep_ == "mark" and last.head.i > last.i:
        return last.head
    return None


def _from_main(ctx: Context, m: Mention, event: Token) -> When:
    """Date of the event in "<main clause>, two weeks after <event>"."""
    main = m.root
    while main.head.i != main.i and (main.i >= m.root.i or main.pos_ not in ("VERB", "AUX")) and not main.i < m.root.i:
        main = main.head
    known = UNRESOLVED
    verb = ctx.governing_verb(main)
    sentence = ctx.sentence_of(m.root)
    if sentence is not None:
        for other in mentions(ctx):
            if (
                other is m
                or other.when.start is None
                or not sentence.start_char <= other.expression.start < m.expression.start
                or other.expression.end <= dateline_end(ctx)
            ):
                continue
            known = other.when  # the day named last before ", a day after"
            if verb is not None and other.governor is not None and other.governor.i == verb.i:
                break
    # Minutes and hours off a day that is not named say nothing of the day.
    small = m.expression.values["u"].lower().startswith(("minute", "hour"))
    base = known.start or (None if small else anchor(ctx))
    forward = m.expression.values["dir"].lower() in ("before", "prior")
    shifted = resolve(
        Expression(
            m.expression.start,
            m.expression.end,
            "ago",
            m.expression.text,
            {**m.expression.values, "dir": "later" if forward else "ago"},
        ),
        base,
        "past",
        base,
    )
    start, end = m.expression.start, event.idx + len(event)
    return When(shifted.start, shifted.end, shifted.precision, ctx.text[start:end])


def _event_anchored(ctx: Context, chain: list[Token]) -> When | None:
    """ "before the war", "after the ceasefire": a period known by name only."""
    nouns = words("period")
    for head in chain:
        for child in head.children:
            if child.lower_ in _EVENT_PREPS and child.dep_ in ("prep", "advmod", "mark"):
                for noun in child.children:
                    if noun.dep_ in ("pobj", "pcomp") and noun.lemma_.lower() in nouns:
                        end = max(t.i for t in noun.subtree)
                        text = ctx.doc[child.i : min(end, noun.i + 8) + 1].text
                        return When(None, None, "period", text)
        if head.pos_ in ("VERB", "AUX") and head is not chain[0] and reporting(head):
            break
    return None
