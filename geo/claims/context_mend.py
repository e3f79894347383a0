"""What the parser of news gets wrong again and again, put right before any rule reads the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.dates_tense import PAST_FORMS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BOUNDS = frozenset(["between", "around", "about", "over", "under", "above", "near", "up"])
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def of_number(token: Token) -> bool:
    """Whether a preposition belongs to a number: "between 2,500 and 3,000", "around 400"."""
    return token.lower_ in (*_BOUNDS, "to") and (
        token.i + 1 < len(token.doc) and (token.nbor(1).like_num or token.nbor(1).lower_ == "to"))


def mend(doc: Doc) -> None:
    """Put right the heads of a parsed text, in place."""
    strings = doc.vocab.strings
    roles = {strings[dep] for dep in ("nsubj", "nsubjpass", "prep", "conj", "pobj", "amod")}
    words = {strings[word] for word in PAST_FORMS}
    name = strings["IS"]
    # A token of spaCy is costly to look at: the columns tell which have a role that is ever mended.
    for i, (dep, lower, orth) in enumerate(doc.to_array(["DEP", "LOWER", "ORTH"]).tolist()):
        if dep not in roles and lower not in words and orth != name:
            continue
        token = doc[i]
        if token.lower_ in PAST_FORMS and token.pos_ == "NOUN" and any(c.dep_ in _SUBJECTS for c in token.children):
            token.pos_, token.tag_ = "VERB", "VBD"  # type: ignore[assignment]  # "the army on Sunday retook the airport"
        if token.text == "IS" and token.dep_ in ("aux", "auxpass"):
            _islamic_state(token)
        if token.dep_ in ("nsubj", "nsubjpass"):
            _joined_subject(token)
        role = token.dep_
        if role == "prep":
            _bound(token)
        elif role == "nsubj":
            _second_subject(token)
        elif role == "conj" and token.pos_ == "VERB":
            _own_subject(token)
        elif role == "pobj":
            _dated_subject(token)
            _second_object(token)
        elif role == "amod" and token.pos_ == "VERB":
            _verb_before_name(token)


def _dated_subject(noun: Token) -> None:
    """ "Late on Sunday missiles hit a power station": the day is what "on" has, the noun the subject."""
    day, verb = noun.nbor(-1) if noun.i else noun, noun.head.head
    if day.head.i != noun.i or day.dep_ not in ("compound", "nmod") or day.ent_type_ not in ("DATE", "TIME") or noun.ent_type_ in ("DATE", "TIME"):
        return
    if noun.head.lower_ != "on" or noun.tag_ not in ("NNS", "NN") or verb.pos_ != "VERB" or verb.i < noun.i:
        return
    if any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    preposition = noun.head
    noun.head, noun.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    day.head, day.dep_ = preposition, "pobj"


def _second_object(noun: Token) -> None:
    """ "On 8 April a volunteer and his interpreter were murdered": what follows the day is the subject."""
    preposition, verb = noun.head, noun.head.head
    if preposition.lower_ not in ("on", "in") or verb.pos_ != "VERB" or verb.i < noun.i:
        return
    if not any(c.dep_ == "pobj" and c.i < noun.i and c.ent_type_ == "DATE" for c in preposition.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    held = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if held is not None:
        if held.left_edge.i < noun.i or noun.doc[held.left_edge.i - 1].lower_ != "and":
            return
        held.head, held.dep_ = noun, "conj"
    noun.head, noun.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _verb_before_name(verb: Token) -> None:
    """ "A gunship had strafed Shabunda market": a verb with a subject of its own is no adjective."""
    noun = verb.head
    if noun.i < verb.i or not any(c.dep_ in _SUBJECTS for c in verb.children) or noun.head.i == verb.i:
        return
    top, role = noun.head, noun.dep_
    verb.dep_ = role
    verb.head = verb if top.i == noun.i else top
    noun.head, noun.dep_ = verb, "dobj"
    for child in list(noun.children):
        if child.i > noun.i and child.dep_ in ("conj", "cc", "npadvmod", "punct", "advcl"):
            child.head = verb


def _islamic_state(word: Token) -> None:
    """ "said IS had shot dead 15 men": in capitals among small letters, before another auxiliary, it is a name."""
    verb = word.head
    if any(c.dep_ in _SUBJECTS and c.i > word.i - 3 for c in verb.children) or word.i + 1 >= len(word.doc) or not word.nbor(1).text.islower():
        return
    if word.nbor(1).dep_ not in ("aux", "auxpass") and word.nbor(1).tag_ not in ("VBD", "VBZ"):
        return
    word.dep_, word.pos_, word.tag_ = "nsubj", "PROPN", "NNP"  # type: ignore[assignment]


def _joined_subject(noun: Token) -> None:
    """ "231 rebels and 67 soldiers had been killed": both nouns are counted, and the parser hangs both on the verb."""
    before = noun.left_edge.i - 1
    if before < 1 or noun.doc[before].lower_ != "and" or noun.head.i < noun.i:
        return
    first = noun.doc[before].head
    if first.dep_ == noun.dep_ and first.head.i == noun.head.i and first.i < before:
        noun.head, noun.dep_ = first, "conj"


def _second_subject(noun: Token) -> None:
    """ "Rebels loyal to Riek Machar attacked the town": the parser lets both attack, and leaves "to" without a noun."""
    before = noun.left_edge.i - 1
    if before < 0 or not any(c.dep_ == "nsubj" and c.i < before for c in noun.head.children):
        return
    preposition = noun.doc[before]
    if preposition.dep_ == "prep" and preposition.head.i != preposition.i and not any(preposition.children):
        noun.head, noun.dep_ = preposition, "pobj"


def _own_subject(verb: Token) -> None:
    """ "France has guns at Qayyarah, and Turkey, uninvited, keeps 500 men": a name behind "and" is who does what follows."""
    if any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children):
        return
    helpers = [c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i]
    doc, k = verb.doc, min(helpers, default=verb.i) - 1
    if k > 2 and doc[k].text == ",":
        k = next((i for i in range(k - 1, max(0, k - 8), -1) if doc[i].text == ","), 0) - 1
    if k < 2 or doc[k].pos_ != "PROPN" or doc[k].head.pos_ in ("VERB", "AUX") or doc[k].dep_ not in ("conj", "appos", "nsubj"):
        return
    first = k
    while first > 1 and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].dep_ == "det"):
        first -= 1
    if doc[first - 1].lower_ in ("and", "but", "while") and verb.head.i < first:
        doc[k].head, doc[k].dep_ = verb, "nsubj"


def _bound(token: Token) -> None:
    """ "Between 70 and 153 soldiers were killed": what such a number counts is its verb's, as subject or object."""
    if token.lower_ not in _BOUNDS or not of_number(token):
        return
    verb, noun = token.head, next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or verb.pos_ not in ("VERB", "AUX") or noun.ent_type_ in ("DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"):
        return
    number = next((c for c in noun.children if c.dep_ == "nummod"), None)
    if number is None or number.left_edge.i > token.i + 2:
        return
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
