"""Bounds of numbers that the parser reads as prepositions of place: "between 70 and 153 soldiers were killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BOUNDS = frozenset(["between", "around", "about", "over", "under", "above", "near", "up"])
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def of_number(token: Token) -> bool:
    """Whether a preposition belongs to a number: "between 2,500 and 3,000", "around 400"."""
    return token.lower_ in (*_BOUNDS, "to") and (
        token.i + 1 < len(token.doc) and (token.nbor(1).like_num or token.nbor(1).lower_ == "to"))


def attach(doc: Doc) -> None:
    """Give what such a number counts back to its verb, as subject or object; rules read slots from there."""
    for token in doc:
        if token.lower_ not in _BOUNDS or token.dep_ != "prep" or not of_number(token):
            continue
        verb, noun = token.head, next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or verb.pos_ not in ("VERB", "AUX") or noun.ent_type_ in ("DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"):
            continue
        number = next((c for c in noun.children if c.dep_ == "nummod"), None)
        if number is None or number.left_edge.i > token.i + 2:
            continue
        role = _free(verb, before=noun.i < verb.i)
        if role is not None:
            noun.head, noun.dep_ = verb, role
            token.head, token.dep_ = number, "quantmod"


def _free(verb: Token, *, before: bool) -> str | None:
    """The role that a noun on that side of a verb has if no other word has it."""
    held = {c.dep_ for c in verb.children}
    passive = "auxpass" in held
    if before:
        return None if held & set(_SUBJECTS) else "nsubjpass" if passive else "nsubj"
    if passive or held & {"dobj", "attr"}:
        return None
    return "attr" if verb.lemma_ == "be" else "dobj"
