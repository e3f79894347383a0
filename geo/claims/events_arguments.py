"""Who does what to whom: agents and targets of an event word, read off the parse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.claims.events_lexicon import Entry, argument_words, is_a, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_TARGET_PREPS = {"on", "against", "at", "upon", "into"}
_INHERITING = {"conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "ccomp"}


@dataclass(slots=True)
class Frame:
    """An event word with its parties.

    Attributes
    ----------
    token : spacy.tokens.Token
        The verb or noun.
    entry : Entry
        Its line of the lexicon.
    agents, targets : list of spacy.tokens.Token
        Head nouns of the parties; coordinated ones are listed each.
    passive : bool
    polarity, modality : str
        See :mod:`geo.claims.polarity`.
    stated : tuple of (int or None, int or None) or None
        The count that stands beside the word itself ("12 dead").
    """

    token: Token
    entry: Entry
    agents: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    passive: bool = False
    polarity: str = "asserted"
    modality: str = "fact"
    stated: tuple[int | None, int | None] | None = None

    @property
    def group(self) -> str:
        """Family of the word, from the lexicon."""
        return self.entry.group

    @property
    def clue(self) -> str:
        """Name of the rule that read it, for ``--explain``."""
        return f"{self.entry.group}:{self.entry.lemma}"


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
    if verb.tag_ != "VBN":
        return False
    kinds = {c.dep_ for c in verb.children}
    if "auxpass" in kinds or "nsubjpass" in kinds:
        return True
    if any(c.dep_ == "aux" and lemma(c) == "have" for c in verb.children):
        return False
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


def _objects(token: Token, prepositions: set[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in prepositions:
            for grand in child.children:
                if grand.dep_ in ("pobj", "pcomp") and grand.ent_type_ not in ("DATE", "TIME"):
                    yield from conjuncts(grand)
                elif grand.dep_ == "prep":
                    for great in grand.children:
                        if great.dep_ == "pobj":
                            yield from conjuncts(great)


def fill(frame: Frame) -> Frame:
    """Set agents and targets of a frame."""
    if frame.token.pos_ in ("VERB", "AUX"):
        _verb_arguments(frame)
    else:
        _noun_arguments(frame)
    return frame


def _verb_arguments(frame: Frame) -> None:
    verb = frame.token
    frame.passive = is_passive(verb)
    head = subject(verb)
    own = conjuncts(head) if head is not None else []
    if frame.passive:
        frame.targets = own
        frame.agents = list(_objects(verb, {"by"}))
    else:
        frame.agents = own
        frame.targets = [t for c in verb.children if c.dep_ == "dobj" for t in conjuncts(antecedent(c))]
        if not frame.targets:
            # The small parser takes a name right behind the verb for an adverb: "bombed Aleppo on Sunday".
            frame.targets = [
                t
                for c in verb.children
                if c.dep_ in ("npadvmod", "dep") and c.pos_ == "PROPN" and c.left_edge.i == verb.i + 1
                if c.ent_type_ not in ("DATE", "TIME")
                for t in conjuncts(c)
            ]
        if verb.dep_ == "relcl" and not frame.targets and (head is None or head.i != verb.head.i):
            frame.targets = [verb.head]  # "the town that rebels seized"
        if (
            not frame.targets
            and frame.group in ("strike", "attack", "seize", "retake", "destroy", "loot")
            and verb.tag_ in ("VBD", "VBN")
            and frame.entry.lemma not in ("fall on", "land", "rain on", "rain down")
            and own
            and all(is_a(t, "civil_site", "place_noun") and not is_a(t, "armed", "munition", "vehicle") for t in own)
        ):
            frame.passive, frame.targets, own = True, own, []  # a telegram: "runway struck on 9 January"
            frame.agents = []
        frame.agents = [a for a in frame.agents if a.i not in {t.i for t in frame.targets}]
    if (
        frame.entry.roles in ("agent-victim", "agent-captive")
        and not frame.passive
        and not frame.targets
        and frame.agents
        and not any(
            c.dep_ in ("dobj", "ccomp", "xcomp", "prep")
            for c in verb.children
            if c.i > verb.i and c.lower_ not in ("in", "at", "on", "near", "since", "by", "during")
        )
    ):
        # Telegraphic: "18 fighters killed".
        frame.passive, frame.targets, frame.agents = True, frame.agents, list(_objects(verb, {"by"}))
    if not frame.targets or frame.entry.roles == "party":
        frame.targets += [
            t
            for t in _objects(verb, _TARGET_PREPS | ({"with"} if frame.entry.roles == "party" else set()))
            if t not in frame.targets
        ]


def _noun_arguments(frame: Frame) -> None:
    noun = frame.token
    agents = list(_objects(noun, {"by"}))
    targets = list(_objects(noun, _TARGET_PREPS))
    if "-of" in frame.entry.roles or frame.group in (
        "territory",
        "retake",
        "destroy",
        "displace",
        "seize",
        "recognise",
        "kill",
        "arrest",
        "abduct",
    ) and frame.entry.lemma not in ("hand", "control"):
        targets += list(_objects(noun, {"of"}))
    if frame.group in ("clash", "war", "agree", "ceasefire"):
        agents += list(_objects(noun, {"between", "with", "among"}))
    if frame.group in ("withdraw", "deploy", "surrender") or frame.entry.lemma in ("hand", "control"):
        agents += list(_objects(noun, {"of"}))
    for child in noun.children:
        if (
            child.dep_ in ("poss", "amod", "compound", "nmod")
            and child.i < noun.i
            and child.ent_type_ not in ("DATE", "TIME")
        ) and (child.dep_ == "poss" or child.ent_type_ in ("NORP", "ORG", "GPE") or is_a(child, "armed", "security")):
            # "Pizarro's murder": he is the victim; "the town's recapture", "Gao's fall": what was taken.
            own = child.dep_ == "poss" and (
                (child.ent_type_ == "PERSON" and frame.group in ("kill", "abduct"))
                or (frame.group in ("territory", "retake") and is_a(child, "place_noun", "settlement_noun"))
                or (frame.group in ("territory", "retake") and lemma(noun) == "fall")
            )
            (targets if own else agents).append(child)
        if child.dep_ == "acl" and child.tag_ == "VBN":
            agents += list(_objects(child, {"by"}))
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB":
        if lemma(verb) in argument_words("light_verb") or (lemma(verb) in ("take", "claim") and noun.dep_ == "dobj"):
            agents += [s] if noun.dep_ == "dobj" and (s := subject(verb)) is not None else list(_objects(verb, {"by"}))
        elif (
            lemma(verb) in argument_words("suffering_verb") and noun.dep_ == "dobj" and (s := subject(verb)) is not None
        ):
            targets.append(s)
        targets += [t for t in _objects(verb, _TARGET_PREPS) if t.i > noun.i]
    elif (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "under"
        and lemma(noun.head.head) == "come"
        and (s := subject(noun.head.head)) is not None
    ):
        targets.append(s)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "for" and lemma(noun.head.head) == "responsibility":
        claim = noun.head.head.head
        if lemma(claim) in ("claim", "admit", "take") and (s := subject(claim)) is not None:
            agents.append(s)
    frame.agents = _distinct(a for x in agents for a in conjuncts(x))
    frame.targets = _distinct(t for x in targets for t in conjuncts(x) if x.i not in {a.i for a in frame.agents})


def _distinct(tokens) -> list[Token]:
    return list({t.i: t for t in tokens}.values())
