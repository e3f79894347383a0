"""Whether an event is told as done, denied, or only thought of.

The word for the event is followed upwards through the parse. Each verb, noun
or conjunction on the way may take it back ("denied that", "plans to", "if",
"threat of"), or leave it standing ("began to", "condemned the"). Words are in
``data/lexicons/polarity.csv``; implicative and factive verbs follow the usual
linguistic classes (Karttunen 1971, Saurí & Pustejovsky 2009, FactBank).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.events_lexicon import lemma
from geo.claims.events_lexicon import polarity_words as words
from geo.claims.polarity_steps import FACTUAL, definite, infinitive, step, verb_says
from geo.model import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context


def polarity(ctx: Context, token: Token) -> tuple[Polarity, str]:
    """How the text holds what a word tells.

    Parameters
    ----------
    ctx : Context
    token : spacy.tokens.Token
        The verb or noun for the event.

    Returns
    -------
    (str, str)
        ``"asserted"``, ``"denied"`` or ``"hypothetical"``, and the modality:
        ``"fact"``, ``"negated"``, ``"denied"``, ``"possible"``, ``"planned"``,
        ``"conditional"``, ``"purpose"``, ``"attempted"``, ``"generic"``, ``"question"``.
    """
    if _refuted(token):
        return "denied", "denied"
    sentence = ctx.sentence_of(token)
    if sentence is not None and sentence[-1].text == "?" and ctx.in_quotation(token.idx) is None:
        return "hypothetical", "question"
    verdict = _own(token)
    if verdict != FACTUAL:
        return verdict
    current, answered = token, False
    for _ in range(25):
        head = current.head
        if head.i == current.i:
            break
        if current.dep_ in ("ccomp", "parataxis") and any(
            c.text == ";" and current.i < c.i < head.i for c in head.children
        ):
            break  # two sentences joined by a semicolon
        verdict = step(current, head, token)
        if verdict is not None:
            if answered and verdict[1] == "purpose":
                break  # "surged in to rebuff an offensive": what one acts against is there
            return verdict
        if _shields(current, head):
            # What is presupposed stays true whatever is said about it further up.
            break
        answered = answered or _answers(current, head)
        current = head
    return FACTUAL


def _refuted(token: Token) -> bool:
    """ "it is untrue that …", "the allegation that … is false"."""
    for above in token.ancestors:
        if above.lemma_ == "be" and any(
            c.lower_
            in (
                "false",
                "untrue",
                "baseless",
                "unfounded",
                "fabricated",
                "lie",
                "lies",
                "fantasy",
                "nonsense",
                "fabrication",
                "invention",
                "hoax",
                "slander",
                "libel",
                "propaganda",
            )
            or (c.lower_ == "true" and any(n.dep_ == "neg" for n in above.children))
            for c in above.children
        ):
            return True
        if above.lemma_ in ("call", "brand", "term", "label") and any(
            c.lower_ in ("nonsense", "false", "untrue", "lie", "lies", "fabrication", "invention", "baseless") for c in above.children
        ):
            return True
        if above.lower_ in ("false", "untrue", "baseless", "unfounded"):
            return True
    return False


def _own(token: Token) -> tuple[Polarity, str]:
    """What the word's own modifiers and auxiliaries say."""
    verb = token.pos_ in ("VERB", "AUX")
    for child in token.children:
        low = child.lower_
        if child.dep_ == "neg" or (low in ("never", "neither", "nor") and child.dep_ in ("advmod", "preconj", "cc")):
            if low == "nor" and child.i > token.i:
                continue
            return "denied", "negated"
        if child.dep_ == "det" and low in ("no", "neither") and not _bounds(child):
            return "denied", "negated"
        if (
            not verb
            and child.dep_ in ("amod", "compound", "advmod")
            and (low in words("possible_adjective") or lemma(child) in words("possible_adjective"))
        ):
            return "hypothetical", "planned"
        if not verb and child.dep_ == "advmod" and low in ("nearly", "almost"):
            continue
    if verb:
        if token.tag_ == "VBN" and any(c.tag_ == "TO" and c.dep_ == "aux" for c in token.children) and (
            token.dep_ in ("ROOT", "acl", "relcl") or (token.dep_ == "xcomp" and lemma(token.head) == "be")
        ):
            return "hypothetical", "planned"  # "Kismayo to be attacked before September"
        return verb_says(token)
    return FACTUAL


def _bounds(word: Token) -> bool:
    """ "no more than 21 observers": a bound, and they are there."""
    return word.i + 2 < len(word.doc) and word.nbor(1).lower_ in ("more", "fewer", "less") and word.nbor(2).lower_ == "than"


def _answers(token: Token, head: Token) -> bool:
    """What one condemns, repels or avenges has happened."""
    return (
        head.pos_ in ("VERB", "AUX")
        and lemma(head) in words("reactive")
        and token.dep_ in ("dobj", "nsubjpass", "prep")
    )


def _shields(token: Token, head: Token) -> bool:
    """Whether going above `head` can no longer change the verdict."""
    if token.dep_ in ("relcl",):
        return True
    if (
        token.dep_ == "acl"
        and token.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in token.children)
    ):
        return True
    if token.dep_ == "prep" and lemma(head) in words("responsibility"):
        return True  # "denied responsibility for the attack": the attack was
    if _answers(token, head) and definite(token):
        return True
    if (
        token.dep_ == "advcl"
        and not infinitive(token)
        and token.tag_ in ("VBD", "VBN", "VBZ")
        and not any(c.dep_ == "mark" and c.lower_ in ("as",) for c in token.children)
    ):
        return True
    if token.dep_ == "conj" and lemma(token) in words("speech") and token.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
        return True  # "denied that it had fallen and alleged that gas had been used"
    if (
        token.dep_ == "conj"
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        and token.tag_ in ("VBD", "VBN")
    ):
        return True
    return token.dep_ in ("prep", "pcomp") and token.lower_ in (
        "after",
        "following",
        "since",
        "amid",
        "despite",
        "during",
    )
