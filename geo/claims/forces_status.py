"""What is said of a counted force: there, sent, promised, leaving, gone, or no force at all.

From the counted noun the parse is followed upwards. The first word that
``data/lexicons/force_status.csv`` knows gives the status; words above it may
move it into the future ("pledged to keep"). Verbs of loss ("killed 30
soldiers") make the number an effect of an event, and no claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.context_mend import of_number
from geo.claims.dates_tense import tense
from geo.claims.forces_lists import ANOTHER_FIGURE
from geo.claims.forces_verbs import COMMIT, PLAN, brought, lexicon, verb_status
from geo.claims.polarity import polarity
from geo.model import Polarity, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces_mention import Mention

_SUBJECT, _OBJECT = {"nsubj", "csubj", "agent"}, {"dobj", "nsubjpass", "attr", "oprd", "dative", "acomp"}
_DENY = {"deny", "reject", "dispute", "refute", "dismiss", "refuse", "rule", "doubt", "fail"}
_JOINED = {"join", "reinforce", "bolster", "strengthen", "augment", "supplement"}
_ENLARGED = {"increase", "expand", "double", "triple", "raise", "boost", "enlarge"}
_STRIKES = {"bomb", "attack", "hit", "strike", "shell", "raid", "pound", "fire", "destroy", "target", "strafe"}
_DEMAND = {"ask", "request", "demand", "urge", "need", "require", "recommend", "want", "seek"}
_BEGIN = {"begin", "start", "continue", "resume", "commence", "complete", "finish", "proceed"}
_LEAVING = {"from", "out", "back", "home", "away"}


_ON_THE_WAY = re.compile(r"\b(?:on (?:the|its|their) way|en route)\b", re.I)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Status of a mention with the words that gave it.

    Attributes
    ----------
    status : str or None
        ``None``: no claim, see `why`.
    governor : spacy.tokens.Token
        The word that places and dates the force.
    """

    status: Status | None
    governor: Token
    polarity: Polarity
    why: str
    strength: float


def judge(ctx: Context, m: Mention) -> Verdict:
    """Status of a counted force, from its own modifiers upwards."""
    if m.base is not None and judge(ctx, m.base).status is None:
        return Verdict(None, m.head, "asserted", "part of an effect", 1)
    if m.base is not None and m.rule == ANOTHER_FIGURE:
        return replace(judge(ctx, m.base), polarity="asserted", why="another's figure")
    if (lost := _own_words(ctx, m)) is not None:
        return lost
    sentence = ctx.sentence_of(m.head)
    if sentence is not None and any(t.lower_ == "toll" for t in ctx.tokens[sentence.start:sentence.end]):
        return Verdict(None, m.head, "asserted", "effect: toll", 1)
    if any(t.lower_ == "out" and ctx.doc[t.i + 1:t.i + 3].text.lower() == "of action" for t in ctx.tokens[m.last:m.last + 4]):
        return Verdict(None, m.head, "asserted", "effect: out of action", 1)
    if m.rule == "stated strength" and m.first and ctx.doc[m.first - 1].lower_ in ("numbers", "numbering"):
        return Verdict("present", ctx.doc[m.first - 1], "asserted", "number", 0.8)
    if m.last < len(ctx.doc) and ctx.doc[m.last].lower_ == "already":
        return Verdict("present", m.head, "asserted", "already", 0.85)  # "beside 220 monitors already in the country"
    verb = ctx.governing_verb(m.head)
    if m.rule == "change to" and sentence is not None and verb is not None and (status := brought(ctx.tokens[sentence.start:verb.i], verb)):
        return Verdict(status, verb, "asserted", "change to", 0.85)
    modifier = _modifying_verb(m)
    if modifier is not None:
        verb, status = modifier
        if status == "effect":
            return Verdict(None, verb, "asserted", f"effect: {verb.lemma_}", 1)
        return _finish(ctx, m, verb, status, 0.9)
    return _climb(ctx, m)


def _own_words(ctx: Context, m: Mention) -> Verdict | None:
    """"30 dead soldiers", "six captured tanks", "10 soldiers dead"."""
    doc = ctx.doc
    table = lexicon()
    for token in [*doc[m.first:m.last], *doc[m.last:m.last + 1]]:
        if token.lower_ in ("each", "both", "people", "civilians"):
            continue
        if token.i and token.lower_ == "of" and ctx.doc[token.i - 1].lower_ == "one":
            return Verdict(None, token, "asserted", "one of a group", 1)
        for status, _ in table.get((token.lower_, "adj"), ()):
            if status != "effect":
                continue
            if token.i >= m.last and (token.pos_ not in ("ADJ", "VERB") or any(c.dep_ == "dobj" for c in token.children)):
                continue  # "rebels captured Afrin" is no loss
            return Verdict(None, token, "asserted", f"effect: {token.lower_}", 1)
    return None


def _modifying_verb(m: Mention) -> tuple[Token, str] | None:
    """A participle or relative clause on the noun: "troops stationed in", "who were withdrawn"."""
    for child in m.head.children:
        if child.i < m.first or child.dep_ not in ("acl", "relcl") or child.pos_ not in ("VERB", "AUX"):
            continue
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            argument = "obj"
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            argument = "subj"
        elif child.dep_ == "acl":  # "observers to join 220 monitors": a purpose
            status = verb_status(child, "subj")
            if status in ("deployed", "present"):
                return None
            continue
        else:
            rel = next((c for c in child.children if c.tag_ in ("WDT", "WP") or c.lower_ == "that"), None)
            if rel is None or rel.dep_ in ("dobj", "nsubjpass"):
                argument = "obj"
            else:
                argument = "subj"
        status = verb_status(child, argument)
        if status is not None:
            return child, status
    return None


def _climb(ctx: Context, m: Mention) -> Verdict:
    token, best = m.head, None
    table = lexicon()
    reach = {m.head.i, *(t.i for t in ctx.above(m.head))}
    for _ in range(14):
        head, dep = token.head, token.dep_
        if head.i == token.i or head.i not in reach:
            break
        if dep in ("conj", "appos", "nummod", "quantmod", "advmod", "nmod", "compound") and head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "ADV"):
            token = head
            continue
        if head.pos_ == "ADP" or head.dep_ == "prep":
            owner = head.head
            if dep == "pobj" and owner.pos_ in ("NOUN", "PROPN") and owner.i != head.i:
                entries = table.get((owner.lemma_.lower(), "noun"), ())
                if head.lower_ == "of" and entries:
                    status = entries[0][0]
                    if status == "effect":
                        return Verdict(None, owner, "asserted", f"effect: {owner.lemma_}", 1)
                    return _finish(ctx, m, owner, status, 0.85)
                token = owner
                best = best or owner
                continue
            if dep == "pobj" and owner.pos_ in ("VERB", "AUX"):
                status = _through_preposition(owner, head.lower_)
                if of_number(head):
                    status = verb_status(owner, "obj" if head.i > owner.i else "subj")
                if m.head.i < owner.i and any(c.dep_ == "auxpass" for c in owner.children) and not any(
                        c.dep_ == "nsubjpass" for c in owner.children):
                    status = verb_status(owner, "obj")  # "At Zawiya 128 of his men were caught", misread
                if status == "effect":
                    return Verdict(None, owner, "asserted", f"effect: {owner.lemma_}", 1)
                return _finish(ctx, m, owner, status or "present", 0.6 if status is None else 0.8)
            token = head
            continue
        if head.pos_ in ("VERB", "AUX"):
            misread = token.pos_ in ("NOUN", "PROPN") and token.i > head.i and (  # a noun joined to a verb, "sent 250 last month"
                dep == "conj" or (dep == "npadvmod" and m.elliptic and token.i >= m.last))
            argument = "subj" if dep in _SUBJECT else "obj" if dep in _OBJECT or misread else ""
            if not argument and token.i < head.i and dep not in ("advcl", "ccomp", "parataxis"):
                argument = "subj"  # "128 of his men were caught", whatever the parser calls it
            if argument == "subj" and head.tag_ in ("VBN", "VBD") and any(c.dep_ == "auxpass" for c in head.children):
                argument = "obj"
            status = verb_status(head, argument) if argument else None
            if status == "effect" and head.lemma_ in ("train", "recruit", "arm", "equip", "promote") and m.cls == "formation":
                status = None
            owned = any(t.lower_ in ("its", "their", "his", "our") for t in m.head.doc[max(0, m.first - 5):m.last])
            if argument == "obj" and (head.lemma_ in _JOINED or (owned and head.lemma_ in _ENLARGED)):
                return Verdict("present", m.head, "asserted", f"{head.lemma_}: what is joined", 0.85)
            counted_dead = head.lemma_ in ("raise", "bring", "put") and any(
                t.lemma_.lower() in ("die", "kill", "dead", "death", "toll") for t in m.head.doc[head.sent.start:head.sent.end])
            if status == "effect" or counted_dead or (head.lemma_ in ("be", "include", "number") and _among_lost(head)):
                return Verdict(None, head, "asserted", f"effect: {head.lemma_}", 1)
            if status is not None:
                verdict = _finish(ctx, m, head, status, 0.95)
                if argument == "subj" and head.lemma_ in _STRIKES and verdict.polarity != "asserted":
                    return Verdict(None, head, verdict.polarity, f"strike: {head.lemma_}", 1)
                return verdict
            return _finish(ctx, m, head, "present", 0.5)
        token = head
    root = best or token
    return _finish(ctx, m, root, "present", 0.55)


def _among_lost(verb: Token) -> bool:
    """"Six peacekeepers were among the dead"."""
    words = {t.lower_ for t in verb.subtree}
    if any(c.dep_ == "nsubj" and c.lower_ in ("wounded", "dead", "injured", "casualties", "victims", "killed") for c in verb.children):
        return True  # "The wounded include five policemen"
    return bool(words & {"dead", "killed", "wounded", "injured", "casualties", "victims", "missing", "prisoners", "captives", "hostages"}) \
        and any(c.lower_ in ("among", "of") or c.dep_ in ("acomp", "attr") for c in verb.children)


def _through_preposition(verb: Token, preposition: str) -> str | None:
    """A force behind a preposition: "clashed with 300 rebels", "withdrew with 40 tanks"."""
    if preposition in ("by", "with", "from", "at", "to"):
        lemma = verb.lemma_.lower()
        if preposition == "by" and verb.tag_ == "VBN":
            return verb_status(verb, "subj") or None
        if preposition == "with":
            return verb_status(verb, "subj") if verb_status(verb, "subj") != "effect" else None
        if lemma in ("kill", "wound", "injure"):
            return "effect"
    return None


def _finish(ctx: Context, m: Mention, governor: Token, status: str, strength: float) -> Verdict:
    """Tense, promises and negation above the word that gave the status."""
    pole, modality = polarity(ctx, governor)
    verb = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(governor)
    near = ctx.above(governor)
    over = [governor, *[t for t in near if t.pos_ in ("VERB", "AUX", "NOUN", "ADJ")][:5]]
    if pole != "asserted" and len(near) < sum(1 for _ in governor.ancestors) and not any(
            c.tag_ == "MD" or c.dep_ == "neg" or c.lower_ == "if" for t in over for c in t.children) and not any(
            t.lemma_.lower() in _DENY | PLAN | COMMIT for t in over):
        # What takes it back stands beyond a semicolon or in another line of a list.
        pole, modality = "asserted", "fact"
    lemmas = [t.lemma_.lower() for t in over]
    future = verb is not None and tense(verb) == "future"
    if governor.lemma_ == "be" and any(
        c.dep_ == "xcomp" and any(g.tag_ == "TO" for g in c.children) for c in governor.children
    ):
        future = True  # "who are to lead the mission"
    if governor.pos_ == "NOUN" and set(lemmas[1:4]) & (PLAN | COMMIT):
        future = True
    asked = governor.lemma_.lower() in _DEMAND or (
        governor.dep_ in ("dobj", "xcomp", "pobj", "oprd") and bool(set(lemmas[1:2]) & _DEMAND)
    )
    if asked and pole != "denied" and status != "withdrawn":
        return Verdict("planned", governor, "hypothetical", governor.lemma_.lower(), strength)
    if status in ("pledged", "planned"):
        final: str = status
    elif status == "withdrawn":
        final = _leaving(governor, verb, future, lemmas)
    elif future or modality == "planned":
        final = "pledged" if _promised(ctx, governor, over) else "planned"
    else:
        final = status
    if pole == "hypothetical" and modality == "possible" and _backshifted(governor):
        # "He said that 500 would remain" reports "500 will remain".
        pole, final = "asserted", ("pledged" if _promised(ctx, governor, over) else "planned")
    if status == "present" and final == "present" and _past_perfect(ctx, governor):
        final = "past"
    if pole == "hypothetical" and modality == "planned" and final in ("pledged", "planned", "withdrawing", "withdrawn"):
        pole = "asserted"
    if pole == "hypothetical" and modality == "purpose" and final in ("present", "deployed", "pledged", "planned"):
        pole, final = "asserted", final if final in ("pledged", "planned") else "planned"
    if (
        final in ("planned", "pledged")
        and pole == "asserted"
        and any(t.lemma_.lower() in ("deny", "reject", "dispute", "refute") for t in over[1:])
    ):
        pole = "denied"  # "denied that 4,000 will stay"
    if governor.lemma_ in ("be", "number") and m.rule in ("counted party", "stated strength") and any(
            c.lower_ in ("may", "might") for c in governor.children):
        pole, final = "asserted", "present"  # "who may be 15,000 strong"
    if final == "present" and (sentence := ctx.sentence_of(m.head)) is not None and _ON_THE_WAY.search(sentence.text):
        final = "deployed"
    return Verdict(final, governor, pole, f"{governor.lemma_.lower()}", strength)  # type: ignore[arg-type]


def _backshifted(governor: Token) -> bool:
    """A "would" in reported speech of the past, with no condition on it."""
    if not any(c.lower_ == "would" for c in governor.children) or any(
        c.lower_ in ("if", "unless") for c in governor.subtree
    ):
        return False
    return any(
        t.pos_ == "VERB" and t.tag_ in ("VBD", "VBN") and t.dep_ != "relcl" for t in governor.ancestors
    ) and not any(t.lower_ in ("could", "might", "may", "perhaps") for t in governor.children)


def _on_its_own(ctx: Context, governor: Token) -> bool:
    if governor.pos_ not in ("VERB", "AUX") or governor.dep_ not in ("ccomp", "advcl", "conj", "parataxis"):
        return False
    low, high = sorted((governor.i, governor.head.i))
    return (
        any(t.text in (";", ":") or (t.is_space and "\n" in t.text) for t in ctx.tokens[low:high])
        and ctx.in_quotation(governor.idx) is None
    )


def _past_perfect(ctx: Context, governor: Token) -> bool:
    """"had been estimated at 30,000": no longer so, unless a speaker of the past says it."""
    had = any(c.lower_ == "had" and c.dep_ in ("aux", "auxpass") for c in governor.children)
    return had and (_on_its_own(ctx, governor) or not any(t.dep_ == "ccomp" for t in [governor, *governor.ancestors]))


def _leaving(governor: Token, verb: Token | None, future: bool, lemmas: list[str]) -> str:
    if governor.lemma_ in ("pull", "return", "move") and not any(c.lower_ in _LEAVING for c in governor.subtree):
        return "deployed"
    if future:
        return "pledged" if set(lemmas) & COMMIT else "planned"
    if governor.tag_ in ("VBG", "VBP", "VBZ") or (set(lemmas[1:3]) & (_BEGIN - {"complete", "finish"})):
        return "withdrawing"
    return "withdrawn"


def _promised(ctx: Context, governor: Token, over: list[Token]) -> bool:
    """Whether who will act says so: "pledged to", "will keep, the minister announced"."""
    lemmas = {t.lemma_.lower() for t in over}
    if lemmas & COMMIT:
        return True
    if lemmas & PLAN:
        return False
    speaker = next((t for t in over[1:] if t.lemma_.lower() in ("announce", "say", "tell", "declare", "confirm")), None)
    if speaker is None:
        return False
    return speaker.lemma_.lower() == "announce" or any(
        c.dep_ == "nsubj"
        and {w.lower_ for w in c.subtree} & {"minister", "president", "government", "secretary", "chancellor", "premier"}
        for c in speaker.children
    )
