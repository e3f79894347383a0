"""Who does what to whom: agents and targets of an event word, read off the parse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.claims.events_lexicon import Entry, argument_words, is_a, lemma
from geo.claims.events_subject import antecedent, conjuncts, is_passive, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_TARGET_PREPS = {"on", "against", "at", "upon", "into"}


_ANOTHER = {"another", "one", "second", "third"}
#: What may follow a participle that stands for a whole clause: "17 people shot for resisting", "12 killed near Gao".
_BEHIND = {"in", "at", "on", "near", "since", "by", "during", "for", "after", "outside", "inside", "along", "around", "while", "as", "when"}


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
    group : str
        Family of the word, from the lexicon.
    """

    token: Token
    entry: Entry
    agents: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    passive: bool = False
    polarity: str = "asserted"
    modality: str = "fact"
    stated: tuple[int | None, int | None] | None = None
    group: str = field(init=False)

    def __post_init__(self) -> None:
        self.group = self.entry.group

    @property
    def clue(self) -> str:
        """Name of the rule that read it, for ``--explain``."""
        return f"{self.entry.group}:{self.entry.lemma}"


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
    own = conjuncts(_first_counted(head) if verb.dep_ == "acl" and frame.passive else head) if head is not None else []
    if len(own) == 1 and verb.dep_ == "conj" and own[0].lower_ in _ANOTHER and (told := subject(verb.head)) is not None:
        own = conjuncts(told)  # "a bomb in Lima killed 20 people, and another in Ica killed six"
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
                if c.left_edge.i == verb.i + 1 and c.ent_type_ not in ("DATE", "TIME")
                if (c.dep_ in ("npadvmod", "dep") and c.pos_ == "PROPN") or (c.dep_ in ("advmod", "acomp", "oprd") and c.text.istitle())
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
        (frame.entry.roles in ("agent-victim", "agent-captive") or (frame.entry.roles == "agent-shot" and all(is_a(t, "civilian") or t.pos_ == "NUM" for t in own)))
        and not frame.passive
        and not frame.targets
        and frame.agents
        and not any(
            c.dep_ in ("dobj", "ccomp", "xcomp", "prep")
            for c in verb.children
            if c.i > verb.i and c.lower_ not in _BEHIND
        )
    ):
        # Telegraphic: "18 fighters killed".
        frame.passive, frame.targets, frame.agents = True, frame.agents, list(_objects(verb, {"by"}))
    if len(frame.entry.parts) > 1 and frame.group == "kill":
        # "slitting the throats of 81 people": whose
        frame.targets = [g for t in frame.targets for g in ([o for o in _objects(t, {"of"})] if lemma(t) in frame.entry.parts else [t])] or frame.targets
    if not frame.targets or frame.entry.roles == "party":
        frame.targets += [
            t
            for t in _objects(verb, _TARGET_PREPS | ({"with"} if frame.entry.roles == "party" else set()))
            if t not in frame.targets
        ]


def _first_counted(noun: Token) -> Token:
    """ "with four soldiers and 12 militants killed": the first of the counted nouns that the participle tells of."""
    while noun.dep_ == "conj" and noun.head.i < noun.i and all(any(c.pos_ == "NUM" for c in t.children) for t in (noun, noun.head)):
        kinds = {c.dep_ for c in noun.head.children}
        if "cc" not in kinds or kinds & {"acl", "relcl"}:
            break
        noun = noun.head
    return noun


def _noun_arguments(frame: Frame) -> None:
    noun = frame.token
    agents = list(_objects(noun, {"by"}))
    targets = list(_objects(noun, _TARGET_PREPS | ({"towards", "toward"} if frame.group == "advance" else set())))
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
    elif frame.group in ("attack", "advance"):
        # "the offensive of the Republican Forces", not "the invasion of Kuwait"
        agents += [t for t in _objects(noun, {"of"}) if t.ent_type_ in ("ORG", "NORP") or is_a(t, "armed", "security")]
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
        if lemma(verb) in ("blame", "pin"):
            agents += [t for t in _objects(verb, {"on"}) if t.i > noun.i]  # "was blamed on militiamen"
        else:
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
