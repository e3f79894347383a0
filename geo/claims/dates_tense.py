"""Tense and kind of a verb, as far as dates and polarity need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.dates_grammar import words
from geo.claims.events_lexicon import speech_verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

_FUTURE_MODALS = {"will", "shall", "'ll", "’ll", "wo", "would"}


#: Past forms that the small model takes for the present.
PAST_FORMS = {"retook", "overran", "fled", "slew", "forsook", "undertook", "withdrew", "beset", "strafed"}


def reporting(verb: Token) -> bool:
    """Whether a verb tells that something was said rather than done."""
    return verb.lemma_.lower() in speech_verbs() or (
        # "according to"
        verb.lower_ == "according"
    )


def tense(verb: Token) -> str:
    """``"past"``, ``"present"`` or ``"future"``: where a verb looks.

    A bare infinitive looks forward under a verb of planning or promising
    ("pledged to withdraw"), else it takes the tense of the verb above it.
    """
    for _ in range(6):
        auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass") or (c.tag_ == "MD")]
        low = {c.lower_ for c in auxiliaries}
        if low & _FUTURE_MODALS:
            return "future"
        if any(c.tag_ == "MD" for c in auxiliaries):
            return "future"
        infinitive = any(c.lower_ == "to" and c.tag_ == "TO" for c in auxiliaries)
        if infinitive:
            head = verb.head
            if head.i == verb.i:
                return "future"  # headlines: "Russia to establish ties"
            lemma = head.lemma_.lower()
            if lemma in words("prospective") or (lemma == "go" and head.tag_ == "VBG") or lemma == "be":
                return "future"
            if head.pos_ in ("VERB", "AUX"):
                verb = head
                continue
            return "future"
        if verb.tag_ == "VBN" and verb.lemma_.lower() in words("awaited") and not low & {"was", "were", "had", "been"}:
            return "future"  # "are awaited in October", "200 sappers expected in May"
        if verb.tag_ in ("VBD", "VBN") or low & {"was", "were", "had", "has", "have", "been", "'s", "'ve"} - {"'s"}:
            return "past"
        if low & {"has", "have"}:
            return "past"
        if verb.tag_ == "VBG" and not low:
            if verb.head.i == verb.i:
                return "present"
            head = verb.head
            while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
                head = head.head
            if head.pos_ not in ("VERB", "AUX") or head.i == verb.i:
                return "past"
            verb = head
            continue
        if verb.lower_ in PAST_FORMS:
            return "past"
        if verb.tag_ in ("VBZ", "VBP", "VB") or low & {"is", "are", "am"}:
            # The historic present of headlines and of reporting verbs looks back.
            return "past" if reporting(verb) else "present"
        return "past"
    return "past"


def told_past(root: Token) -> bool:
    """Whether the verb that a day follows is past, whatever the parse hangs it on: "when the city fell on Tuesday"."""
    for token in reversed(root.doc[max(root.sent.start, root.i - 5) : root.i]):
        if token.pos_ in ("VERB", "AUX"):
            return token.tag_ == "VBD" and not reporting(token)
    return False


_BEST = {"worst", "first", "biggest", "deadliest", "bloodiest", "heaviest", "fiercest", "most"}


def ranking(time: Token, told: Token) -> bool:
    """Whether a time only ranks an event: "the country's deadliest attack since 2015", "the first raid in 20 years"."""
    doc, i = time.doc, time.left_edge.i
    for up in time.ancestors:  # "the deadliest incident since the offensive began 11 days ago"
        mark = next((c for c in up.children if c.dep_ == "mark" and c.lower_ == "since"), None)
        if mark is not None and up.dep_ in ("advcl", "relcl", "acl") and mark.i < i and not (told.i == up.i or any(a.i == up.i for a in told.ancestors)):
            i = mark.i + 1
            break
    while i > 0 and doc[i - 1].pos_ in ("DET", "NUM", "ADJ", "ADV") and time.i - i < 4:
        i -= 1
    if not i or doc[i].lower_ != "since" and doc[i - 1].lower_ not in ("since",):
        return False
    for j in range(i - 1, max(-1, i - 9), -1):
        if doc[j].pos_ in ("VERB", "AUX", "PUNCT"):
            return False
        if doc[j].tag_ in ("JJS", "RBS") or doc[j].lower_ in _BEST:
            return True
    return False


def coordinated(a: Token, b: Token) -> bool:
    """Whether two verbs are of one coordination, whose parts share their time."""
    def first(t: Token) -> Token:
        while t.dep_ == "conj" and t.head.i != t.i:
            t = t.head
        return t

    return first(a).i == first(b).i
