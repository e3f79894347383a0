"""What a name does in its sentence: a location, a government, a people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.model import Place, Role, Toponym
from geo.places.features_lexicon import metonym_words
from geo.places.features_span import AFTER_HYPHEN

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HYPHENED = re.compile(r"[-–](" + "|".join(sorted(AFTER_HYPHEN)) + r")\b")
_SAYS = re.compile(r"\s+(?:has\s+|had\s+|also\s+|on\s+\w+day\s+)?(said|says|told|announced|accused|denied|vowed|"
                   r"pledged|"
                   r"insisted|warned|claimed|urged|rejected|agreed|demanded|condemned)\b")
_STATES = ("PCL", "ADM1", "TERR")


def says(text: str, end: int) -> bool:
    """Whether a verb of saying follows that character: "Moscow said"."""
    return _SAYS.match(text, end) is not None


def role(toponym: Toponym, place: Place | None, kind: str | None, text: str, doc: Doc | None) -> Role:
    """Role of a toponym.

    Parameters
    ----------
    toponym : Toponym
    place : Place or None
        What it was resolved to; only a state, a division or a capital can act.
    kind : str or None
        How the gazetteer knows the name (``demonym``, ``metonym``, ...).
    text : str
        The report's text.
    doc : spacy.tokens.Doc or None
        With it, subjects of governing verbs are found by syntax, without it
        by the word that follows.
    """
    if kind == "demonym":
        return "demonym"
    if _HYPHENED.match(text, toponym.end):
        return "other"
    code = (place.feature_code or "") if place else ""
    can_act = kind == "metonym" or code.startswith(_STATES) or code == "PPLC" or (place is not None and
                                                                              place.feature_class == "L")
    if not can_act:
        return _embedded(toponym, doc) or "location"
    if doc is None:
        return "actor" if kind == "metonym" or _SAYS.match(text, toponym.end) else "location"
    span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    head = span.root
    if head.dep_ in ("pobj", "conj") and _preposition(head) in ("in", "inside", "at", "near", "outside", "across",
                                                                "throughout", "into", "from", "through", "around"):
        return "location"
    if kind == "metonym":
        return "actor"
    return "actor" if _acts(head) else _embedded(toponym, doc) or "location"


def _preposition(token: Token) -> str:
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.head.lower_ if token.dep_ == "pobj" else ""


def _acts(head: Token) -> bool:
    """Whether a name's head word stands for those who govern there."""
    words = metonym_words()
    top = head
    while top.dep_ in ("conj", "appos") and top.head is not top:
        top = top.head
    governor = top.head
    if top.dep_ == "nsubj":
        if governor.pos_ == "AUX" or governor.lemma_ in ("be", "have", "remain", "lie", "become"):
            return False
        return governor.lemma_ in words["verb"] or any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in governor.children)
    if top.dep_ in ("dobj", "dative"):
        return governor.lemma_ in ("accuse", "urge", "tell", "blame", "warn", "sanction", "ask", "condemn", "criticize",
                                   "criticise", "press", "pressure", "demand", "support", "back", "force", "persuade")
    if top.dep_ in ("poss", "compound", "nmod") and top.ent_type_ not in ("ORG", "FAC", "PERSON"):
        return governor.lemma_ in words["noun"]
    if top.dep_ == "pobj":
        word = governor.lower_
        if word in ("between", "against") and governor.head.pos_ in ("NOUN", "VERB"):
            return word == "between"
        if word == "by":
            return governor.head.pos_ == "VERB"
        if word == "with":
            return governor.head.lemma_ in ("agreement", "tie", "relation", "deal", "treaty", "talk", "conflict", "war",
                                            "negotiate", "agree", "ally", "cooperate", "sign")
    return False


def _embedded(toponym: Toponym, doc: Doc | None) -> Role | None:
    """ "other" for a name inside that of an organisation or a person ("Kentucky State Police")."""
    if doc is None:
        return None
    span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    label = span[0].ent_type_
    if label not in ("ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW"):
        return None
    after, last = span.end, len(doc)
    return "other" if after < last and doc[after].ent_type_ == label and doc[after].ent_iob_ == "I" \
        and doc[after].text[:1].isupper() else None
