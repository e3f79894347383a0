"""When something happened: the time expression that belongs to a word, as calendar dates.

A weekday means the one that the tense of its verb implies, counted from the
dateline or the publication date; a month or a day without a year lies in the
past unless the verb looks forward. A report without a date keeps "Tuesday"
unresolved: `text` is there, `start` is ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.context import Context
from geo.claims.dates_anchor import anchor, dateline_end
from geo.claims.dates_calendar import UNRESOLVED, When, resolve
from geo.claims.dates_grammar import Expression, words
from geo.claims.dates_mentions import Mention, following, mentions
from geo.claims.dates_tense import coordinated, ranking, reporting, tense

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["UNRESOLVED", "When", "anchor", "mentions", "when"]

_EVENT_PREPS = {"before", "after", "during", "since", "until", "throughout", "amid"}
_UNRELATED = 9


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
        if m.expression.lasting or ranking(m.root, token) or m.expression.end <= dateline_end(ctx) <= token.idx:
            continue
        if m.expression.kind in ("ago", "moments") and m.expression.values["dir"].lower() in ("after", "before", "since", "prior"):
            event = following(m)
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
            subordinate = subordinate or reporting(up) or up.dep_ in ("advcl", "ccomp", "pcomp", "relcl")
            apart = apart or (up.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in up.children))
        up = up.head
        steps += 1
    if up.i == token.i:
        if verbs == 1 and token.pos_ == "NOUN" and m.governor is not None and m.governor.dep_ == "acl" and m.governor.head.i == token.i:
            return 0  # "the agreement signed on 9 June"
        return 0 if not verbs else 5 if apart else 4 if subordinate else 1
    governor = m.governor
    if governor is None:
        return 3
    here = next((i for i, t in enumerate(chain) if t.i == governor.i), None)
    if here is None:
        # Verbs of one coordination share their time ("attacked and burned … on Monday").
        verb = next((t for t in chain if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and (
            coordinated(governor, verb) or (governor.head.i == verb.i and governor.dep_ in ("xcomp", "conj"))
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
    small = m.expression.kind == "moments" or m.expression.values["u"].lower().startswith(("minute", "hour"))
    base = known.start or (None if small else anchor(ctx))
    forward = m.expression.values["dir"].lower() in ("before", "prior")
    shifted = resolve(
        Expression(
            m.expression.start,
            m.expression.end,
            "ago",
            m.expression.text,
            {"u": "hours", **m.expression.values, "dir": "later" if forward else "ago"},
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
