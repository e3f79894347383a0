"""What one word says about the one below it in the parse: the single steps of polarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.events_lexicon import lemma
from geo.claims.events_lexicon import polarity_words as words
from geo.model import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


FACTUAL = ("asserted", "fact")


def verb_says(token: Token, arguments: bool = True) -> tuple[Polarity, str]:
    """Modals, conditions and (with `arguments`) empty subjects and objects of one verb."""
    auxiliaries = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    modal = next((c for c in auxiliaries if c.tag_ == "MD" or c.lower_ in ("will", "may", "might")), None)
    if any(c.dep_ == "neg" for c in token.children):
        return "denied", "negated"
    if modal is not None:
        low = modal.lower_
        if low in ("will", "'ll", "’ll", "shall", "wo"):
            return "hypothetical", "planned"
        # "could hear", "would later kill": the past future is the one modal that tells a fact, with "later" or "go on".
        if low == "would" and any(c.lower_ in ("later", "eventually", "subsequently") for c in token.children):
            return FACTUAL
        return "hypothetical", "possible"
    for child in token.children:
        low = child.lower_
        if child.dep_ == "mark" and low in words("conditional"):
            if low == "once" and token.tag_ in ("VBD", "VBN"):
                continue
            if low == "until" and token.tag_ in ("VBD",):
                continue
            return "hypothetical", "conditional"
        if child.dep_ == "mark" and low == "before" and token.tag_ in ("VBZ", "VBP"):
            return "hypothetical", "planned"  # "48 hours to go before he bombs the rebels out"
        if (
            arguments
            and child.dep_ in ("nsubj", "nsubjpass", "dobj")
            and (
                low in ("nobody", "none", "nothing")
                or any(g.dep_ == "det" and g.lower_ in ("no", "neither") for g in child.children)
                or (low == "one" and child.i and child.nbor(-1).lower_ == "no")
            )
        ):
            return "denied", "negated"
        if child.dep_ == "prep" and low == "without" and child.i < token.i:
            continue
    return FACTUAL


def infinitive(token: Token) -> bool:
    """Whether a verb is a "to" infinitive."""
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def step(token: Token, head: Token, origin: Token) -> tuple[Polarity, str] | None:
    """What the word above says about the one below; ``None`` if nothing."""
    dep, word = token.dep_, lemma(head)
    noun = origin.pos_ not in ("VERB", "AUX")
    if dep in ("nsubj", "csubj") and head.pos_ in ("VERB", "AUX") and noun and token.i == origin.i:
        # "The attack did not succeed": the attack was; "an attack would be met": it was not.
        own = verb_says(head)
        if own[0] == "hypothetical" and not definite(origin):
            return own
        if own == ("denied", "negated") and word in ("happen", "occur", "take"):
            return own
        return None
    if dep in ("prep", "agent", "punct", "poss", "compound", "amod") and head.pos_ not in (
        "VERB",
        "AUX",
        "NOUN",
        "PROPN",
        "ADJ",
    ):
        return None
    if head.pos_ == "ADP" or head.dep_ == "prep":
        return _preposition(token, head)
    if dep in ("conj", "appos"):
        if head.pos_ in ("VERB", "AUX"):
            own = verb_says(head, arguments=False)
            if (
                own[0] != "asserted"
                and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
                and token.tag_ == head.tag_
            ):
                return own
            if infinitive(head) and token.tag_ == "VB":
                return None
        elif any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in head.children):
            return "denied", "negated"
        return None
    if head.pos_ in ("NOUN", "PROPN"):
        return _noun(token, head)
    if head.pos_ == "ADJ":
        if dep in ("xcomp", "ccomp", "prep") and word in words("prospective"):
            return "hypothetical", "planned"
        return None
    if head.pos_ not in ("VERB", "AUX"):
        return None
    return _under_verb(token, head, noun and token.i == origin.i)


def _preposition(token: Token, head: Token) -> tuple[Polarity, str] | None:
    low = head.lower_
    if low == "without":
        return "denied", "negated"
    if low in ("against", "for", "towards", "to", "about", "of", "on", "from", "into", "in", "over"):
        above = lemma(head.head)
        known = definite(token)
        if low == "of" and above == "suspect" and not (head.head.pos_ == "VERB" and token.tag_ == "VBG"):
            return "hypothetical", "possible"  # but "suspected of killing 21 people": the dead are dead
        if head.head.pos_ in ("VERB", "AUX"):
            if above in words("fail") and low == "from":
                return "denied", "negated"
            if low == "for" and above in (
                "call",
                "ask",
                "prepare",
                "plan",
                "wait",
                "push",
                "press",
                "hope",
                "pray",
                "appeal",
                "demand",
                "campaign",
                "head",
                "train",
                "brace",
                "vote",
            ):
                return "hypothetical", "planned"
            if (
                low in ("against", "of", "about")
                and above in ("warn", "fear", "threaten", "guard", "protect", "dream", "worry", "defend")
                and not known
            ):
                return "hypothetical", "possible"
        if (
            low in ("of", "for", "to", "on", "about", "against")
            and head.head.pos_ in ("NOUN", "PROPN")
            and above in words("possible_noun")
            and not (known and low in ("for", "about", "on"))
        ):
            return "hypothetical", "planned"
        if low in ("of", "to") and above in words("responsibility"):
            return None
    if low in ("despite", "amid", "after", "following", "during", "since"):
        return None
    return None


def _unconfirmed(verb: Token) -> bool:
    """ "could not be confirmed", "are being checked"."""
    word = lemma(verb)
    if word in ("check", "investigate", "verify") and verb.tag_ == "VBN" and any(c.lower_ == "being" for c in verb.children):
        return True
    return word in ("confirm", "verify", "corroborate", "substantiate", "authenticate") and any(c.dep_ == "neg" for c in verb.children)


def _noun(token: Token, head: Token) -> tuple[Polarity, str] | None:
    """Clauses and complements of nouns: "plan to attack", "no sign of"."""
    word = lemma(head)
    if token.dep_ in ("acl", "relcl", "ccomp") and head.dep_ in ("nsubjpass", "nsubj", "dobj") and _unconfirmed(head.head):
        return "hypothetical", "possible"  # "an alert that houses had been burned could not be confirmed"
    if token.dep_ in ("acl", "relcl", "ccomp", "xcomp") and infinitive(token):
        if word in words("possible_noun") or token.dep_ != "relcl":
            return "hypothetical", "planned"
        return "hypothetical", "purpose"
    if token.dep_ in ("acl", "ccomp") and word in words("possible_noun") and token.tag_ != "VBN":
        return "hypothetical", "possible"
    if token.dep_ == "compound" and word in words("possible_noun"):
        return "hypothetical", "planned"
    if any(c.dep_ == "det" and c.lower_ == "no" for c in head.children) and word in (
        "report",
        "sign",
        "evidence",
        "confirmation",
        "indication",
        "proof",
        "trace",
        "case",
        "claim",
        "word",
        "incident",
    ):
        return "denied", "negated"
    return None


def _under_verb(token: Token, head: Token, noun: bool) -> tuple[Polarity, str] | None:
    dep, word = token.dep_, lemma(head)
    own = verb_says(head, arguments=False)
    if dep == "ccomp" and any(c.dep_ == "conj" and _unconfirmed(c) for c in head.children):
        return "hypothetical", "possible"  # "we have heard, but could not verify, that …"
    if dep in (
        "ccomp",
        "xcomp",
        "pcomp",
        "dobj",
        "nsubjpass",
        "csubjpass",
        "oprd",
        "advcl",
        "attr",
        "prep",
        "npadvmod",
        "dep",
        "acomp",
    ):
        if word in words("deny") and dep in ("ccomp", "xcomp", "dobj", "nsubjpass"):
            if own == ("denied", "negated"):
                return None  # "did not deny"
            if noun and dep == "dobj" and definite(token) and word in ("condemn", "dispute"):
                return None
            return "denied", "denied"
        if word == "rule" and any(c.lower_ == "out" for c in head.children) and dep in ("dobj", "xcomp", "pcomp", "nsubjpass", "advcl"):
            return "denied", "negated"
        if dep == "prep" and token.lower_ not in ("from", "in"):
            return None  # "under siege for nine days, 500 men still resist"
        if word in words("fail") and dep in ("xcomp", "ccomp", "prep", "dobj"):
            if dep == "dobj" and noun and definite(token) and word in ("stop", "halt", "suspend", "resist", "block"):
                return None
            return "denied", "negated"
        if dep in ("xcomp", "ccomp", "advcl", "oprd", "dep") and infinitive(token):
            if own[0] != "asserted":
                return own
            went_on = word == "go" and any(c.dep_ == "prt" or c.lower_ == "on" for c in head.children)
            if (dep == "advcl" and not went_on) or word not in words("implicative"):
                if word in ("attempt", "try", "seek", "bid"):
                    return "hypothetical", "attempted"
                return "hypothetical", "purpose" if word not in words("prospective") else "planned"
            return None
        if (
            dep == "xcomp"
            and token.tag_ == "VBG"
            and word in words("prospective") - words("implicative") - {"remember", "see"}
        ):
            return "hypothetical", "planned"
        if dep == "ccomp" and word in words("prospective") and word not in words("speech") and word != "have":
            return "hypothetical", "planned"
        if dep == "ccomp" and word in (
            "warn",
            "fear",
            "threaten",
            "hope",
            "doubt",
            "wish",
            "worry",
            "demand",
            "insist_on",
        ):
            # "warned that the town had fallen" tells a fact; "warned that it would fall" has its own modal.
            return ("hypothetical", "possible") if word != "warn" or token.tag_ in ("VB", "VBP", "VBZ") else None
        if (
            dep == "ccomp"
            and own == ("denied", "negated")
            and not _indirect_question(token)
            and word in ("say", "believe", "think", "confirm", "claim", "report", "know", "appear", "seem", "mean")
        ):
            return "denied" if word in ("believe", "think", "mean") else "hypothetical", "negated"
        if dep in ("dobj", "nsubjpass", "attr") and noun:
            if word in words("reactive") and word not in words("prospective"):
                return None
            if own[0] == "denied" and not definite(token):
                return own
            if own[0] == "hypothetical" and not _presupposed(token):
                return own
            if word in words("prospective") and word not in words("speech") and not _presupposed(token):
                return "hypothetical", "planned"
            if infinitive(head) and not definite(token):
                # Followed further up: "to launch an attack" is as real as its verb.
                return None
    return None


def _indirect_question(token: Token) -> bool:
    """ "did not say who attacked": the attack is taken for granted."""
    return any(c.lower_ in ("who", "how", "why", "when", "where", "which", "what") for c in token.children)


def definite(token: Token) -> bool:
    """ "the attack", "Monday's attack", "that attack": one the reader is taken to know of."""
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those")) or c.dep_ == "poss"
        for c in token.children
    )


def _presupposed(token: Token) -> bool:
    """A definite noun with a past anchor: "the attack on Monday", "last week's killings"."""
    if not definite(token):
        return False
    return any(
        c.dep_ in ("poss", "acl", "relcl") or (c.dep_ == "prep" and c.lower_ in ("in", "on", "at", "by"))
        for c in token.children
    ) or any(c.lower_ in ("this", "that", "these", "those") for c in token.children)
