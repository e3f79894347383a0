"""Whose deed a verb tells: its subject, wherever the parse keeps it, and the nouns coordinated with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.events_lexicon import argument_words, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Never passive, whatever form the small model takes them for ("people fled; some remain").
_INTRANSITIVE = {"flee", "die", "perish", "arrive", "fall", "go", "come", "escape", "retreat", "advance", "remain", "stay", "return"}
_INHERITING = {"conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "ccomp", "dep"}


def conjuncts(token: Token) -> list[Token]:
    """A noun and what is coordinated with it, in text order."""
    while token.lower_ in argument_words("partitive"):
        part = next(
            (
                g
                for c in token.children
                if c.lower_ == "of" and c.dep_ == "prep"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        if part is None:
            break
        token = part
    found, stack = [], [token]
    while stack:
        t = stack.pop()
        found.append(t)
        stack.extend(c for c in t.children if c.dep_ == "conj" and c.pos_ not in ("VERB", "AUX"))
    return sorted(found, key=lambda t: t.i)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.dep_ in ("nsubj", "nsubjpass", "dobj")):
        verb = token.head
        while (
            verb.dep_ not in ("relcl", "acl")
            and verb.dep_ in ("conj", "xcomp", "aux", "auxpass", "ccomp")
            and verb.head.i != verb.i
        ):
            verb = verb.head
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject is what the event was done to."""
    if verb.tag_ != "VBN" or lemma(verb) in _INTRANSITIVE:
        return False
    kinds = {c.dep_ for c in verb.children}
    if "auxpass" in kinds or "nsubjpass" in kinds:
        return True
    if any(c.dep_ == "aux" and lemma(c) == "have" for c in verb.children):
        return False
    if verb.dep_ == "acl" and "dobj" in kinds:
        return False  # "An explosion, apparently a drone strike, killed 26 people"
    if verb.dep_ in ("acl", "relcl") or verb.dep_ == "advcl":
        return True
    if verb.dep_ == "conj" and "nsubj" not in kinds and "dobj" not in kinds and verb.head.pos_ in ("VERB", "AUX"):
        return is_passive(verb.head)
    # Telegraphic: "12 killed in Gaza".
    return "nsubj" in kinds and "dobj" not in kinds and "aux" not in kinds


def subject(verb: Token) -> Token | None:
    """Subject of a verb, its own or that of the verb it continues."""
    seen = 0
    passive = is_passive(verb)
    while seen < 6:
        seen += 1
        # Of several the nearest: "Mozdok: gunmen tried …", "water floods towns; residents were evacuated".
        own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            before = [c for c in own if c.i < verb.i]
            return _past_dateline(antecedent((before or own)[-1 if before else 0]))
        if verb.dep_ in ("acl", "relcl") or (verb.dep_ in ("advcl", "conj") and verb.tag_ == "VBN"):
            if seen == 1 and passive and (name := _name_before(verb)) is not None:
                return name
            if verb.dep_ in ("acl", "relcl"):
                return verb.head
        if verb.dep_ not in _INHERITING or verb.head.i == verb.i:
            return None
        above = verb.head
        if verb.dep_ == "pcomp" and above.pos_ in ("ADP", "SCONJ"):
            above = above.head
        if (
            above.pos_ in ("ADJ", "ADV", "ADP", "SCONJ")
            and verb.dep_ in ("xcomp", "pcomp", "ccomp")
            and above.head.pos_ in ("VERB", "AUX")
        ):
            verb = above.head  # "was about to be bombed", "was ready to leave"
            found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if found is not None:
                return _past_dateline(antecedent(found))
            continue
        if above.pos_ not in ("VERB", "AUX"):
            return above if verb.dep_ in ("pcomp",) and above.pos_ == "NOUN" else None
        if verb.dep_ == "xcomp":
            # "forced thousands to flee": the object of the upper verb acts.
            inner = next((c for c in above.children if c.dep_ == "dobj" and c.i < verb.i), None)
            if inner is not None and verb.tag_ == "VB":
                return inner
        if is_passive(above) and not passive and verb.tag_ == "VBG":
            agent = next((g for c in above.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
            if agent is not None:
                return agent
        verb = above
    return None


def _name_before(verb: Token) -> Token | None:
    """ "south of Minova, seized on 21 January": the name right before the comma, whatever the parser hangs it on."""
    i = verb.i - 1
    if i < 1 or verb.doc[i].text != "," or verb.nbor(-2).pos_ != "PROPN":
        return None
    if any(c.dep_ in ("aux", "auxpass", "nsubjpass", "cc", "mark") for c in verb.children):
        return None
    return verb.nbor(-2)


def _past_dateline(token: Token) -> Token:
    """ "BOGOTA, Colombia -- A mortar hit …": the subject is what follows the dash, not the dateline."""
    if token.pos_ != "PROPN":
        return token
    real = next(
        (
            c
            for c in token.children
            if c.dep_ == "appos" and c.pos_ == "NOUN" and any(g.lower_ in ("a", "an") for g in c.children)
        ),
        None,
    )
    if real is not None and token.ent_type_ in ("GPE", "LOC"):
        return real  # "In Oshakati, Namibia, a bomb killed …"
    if token.i > 30:
        return token
    doc, stop = token.doc, token.head.i if token.head.i > token.i else min(len(token.doc), token.i + 30)
    dash = next(
        (
            t.i
            for t in doc[token.i : stop]
            if t.text in ("--", "-", "—", "–") and t.whitespace_ and doc[t.i - 1].whitespace_
        ),
        None,
    )
    if dash is None:
        return token
    last = None
    for t in doc[dash + 1 : stop]:
        if t.pos_ in ("NOUN", "PROPN", "PRON") or (t.pos_ == "NUM" and last is None):
            last = t
        elif (last is not None and t.pos_ not in ("ADJ", "NUM", "DET", "PART", "CCONJ", "PUNCT", "ADV")) or (
            last is not None and t.text in (",", "and", "or")
        ):
            break
    return last if last is not None else token
