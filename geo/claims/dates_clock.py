"""Times of a day that no calendar word goes with: "early in the morning", "at 3 a.m.", "by nightfall".

They do not say which day, but that the sentence tells of one: the day that
the story has reached, or that of the news.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.dates_tense import coordinated, reporting

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_HOUR = r"(?:dawn|daybreak|first\s+light|sunrise|sunset|dusk|nightfall|noon|midday|midnight)"
_PART = r"(?:morning|afternoon|evening|night)"
_CLOCK = re.compile(
    rf"\b(?:(?:at|by|before|after|around|about|until|since|from|towards?|near)\s+(?:\w+\s+(?:before|after)\s+)?{_HOUR}"
    rf"|(?:by|until|since|in\s+(?:the\s+)?mid-)\s*(?:the\s+)?(?:early\s+|late\s+|mid-?)?{_PART}"
    r"|for\s+an?\s+(?:\w+)\s+(?:straight\s+|consecutive\s+|successive\s+)?(?:day|night)"
    rf"|in\s+the\s+(?:early\s+|late\s+|small\s+)?(?:{_PART}|hours)"
    rf"|(?:all|during\s+the|throughout\s+the|through\s+the)\s+(?:{_PART}|day)"
    r"|at\s+(?:about\s+|around\s+)?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|\d{4}\s+(?:hours|hrs|gmt|local)\b|\d{1,2}[:.]\d\d(?=[\s,;])))",
    re.I,
)


def timed(ctx: Context, sentence: Span, word: Token) -> bool:
    """Whether a word of a sentence is told with a time of the day in its own clause."""
    for m in _CLOCK.finditer(ctx.text, sentence.start_char, sentence.end_char):
        span = ctx.doc.char_span(m.start(), m.end(), alignment_mode="expand")
        verb = ctx.governing_verb(span.root) if span is not None and len(span) else None
        if verb is None or reporting(verb):
            continue
        own = ctx.governing_verb(word) or word
        if verb.i in (word.i, own.i) or coordinated(verb, own) or any(a.i == verb.i for a in word.ancestors):
            return True
    return False
