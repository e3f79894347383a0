"""Speakers whom the parse does not put above what they say: ", X said," set into a sentence, and who gives a toll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.events_lexicon import argument_words
from geo.claims.speakers import Speaker, kinds, of_verb, resolve

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_COUNTED = frozenset({"kill", "die", "dead", "death", "injure", "injured", "wound", "wounded", "hurt", "displace", "displaced",
                      "displacement", "body", "corpse", "casualty", "loss", "toll", "missing", "miss", "detain", "detained",
                      "capture", "captured", "fatality", "prisoner", "victim", "flee", "burn", "destroy"})
#: Verbs by which somebody gives a number, beside those of ``tell_number`` and ``toll_verb``.
_GIVING = frozenset({"register", "document", "establish", "log", "tally", "know", "record"})
#: What a speaker has made, not what befell: "the army's losses stand at 40" are not the army's word.
_COUNTS = frozenset({"toll", "figure", "count", "total", "number", "tally", "estimate", "reckoning", "list", "record"})
_NOT_GIVING = frozenset({"stand", "run", "rise", "reach", "climb", "set", "say", "insist"})
_UNDER = frozenset({"dobj", "prep", "pobj", "pcomp", "acl", "advcl", "oprd", "ccomp", "amod", "conj", "nummod", "appos", "relcl", "dative",
                    "dep", "npadvmod", "attr"})
_GAP = 5  # words that may follow the verb before the comma that closes an inserted "X said on Tuesday"


def beside(ctx: Context, token: Token, sentence: Span, verbs: dict[str, str]) -> list[tuple[Speaker, Token | None]]:
    """Who says what a word tells, by an inserted "X said" or as who gives its toll."""
    if (told := inserted(ctx, token, sentence, verbs)) is not None:
        return [told]
    return [(teller, None)] if (teller := giver(ctx, token)) is not None else []


def giver(ctx: Context, token: Token) -> Speaker | None:
    """Who gives the number that a toll word tells: "The army gave its dead as 40", "WHO reports 900 bodies"."""
    if token.lemma_.lower() not in _COUNTED and token.lower_ not in _COUNTED:
        return None
    below = token
    for head in ctx.above(token):
        if below.dep_ not in _UNDER:
            return None
        if head.pos_ in ("VERB", "AUX") and (count := _count_of(head)) is not None and below.i > head.i:
            return resolve(ctx, count)
        if head.pos_ == "VERB" and _gives(head.lemma_.lower()):
            subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
            if subject is None or below.i < head.i or any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children):
                return None
            return of_verb(ctx, head) if _speaks(ctx, subject) and _number(head) else None
        below = head
    return None


def _gives(verb: str) -> bool:
    return verb in _GIVING or (verb in argument_words("tell_number") | argument_words("toll_verb") and verb not in _NOT_GIVING)


def _count_of(verb: Token) -> Token | None:
    """Whose count the subject of a verb is: "the health ministry's count stands at 272 deaths"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in _COUNTS), None)
    return next((c for c in subject.children if c.dep_ == "poss" and c.pos_ != "PRON"), None) if subject is not None else None


def _speaks(ctx: Context, noun: Token) -> bool:
    """Whether a subject is one of whom reports have their numbers: a body, an office, a person, not an attack."""
    if noun.pos_ == "PRON":
        return noun.lower_ in ("it", "he", "she", "they")
    return noun.lemma_.lower() in kinds() or noun.ent_type_ in ("ORG", "PERSON") or noun.is_upper or actors.at(ctx, noun.i) is not None


def _number(verb: Token) -> bool:
    return any(t.like_num or t.lemma_ in ("hundred", "dozen", "thousand", "score") for t in verb.subtree if t.i > verb.i)


def inserted(ctx: Context, token: Token, sentence: Span, verbs: dict[str, str]) -> tuple[Speaker, Token | None] | None:
    """The speaker of ", hospital officials in Gaza say," between commas, wherever the parse hangs it."""
    for verb in ctx.tokens[sentence.start : sentence.end]:
        if verbs.get(verb.lemma_.lower()) not in ("say", "estimate") or verb.i in (token.i, sentence.start):
            continue
        if verb.pos_ == "VERB":
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
            told = any(c.dep_ in ("ccomp", "dobj") and c.i > verb.i for c in verb.children)
        elif verb.tag_ in ("NNS", "NNP", "NNPS") and verb.lower_.endswith("s"):
            # "UNHCR estimates", "a survivor swears": taken for two nouns
            subject, told = next((c for c in verb.children if c.dep_ == "compound" and c.i == verb.i - 1), None), False
            if subject is not None and subject.pos_ != "PROPN" and not (verb.i + 1 < sentence.end and ctx.tokens[verb.i + 1].text in (",", ".")):
                continue
        else:
            continue
        if subject is None or told or subject.i == token.i or any(a.i == subject.i for a in token.ancestors):
            continue
        left = min(subject.left_edge.i, subject.i)
        after = next((t.i for t in ctx.tokens[verb.i + 1 : sentence.end] if t.text in (",", ".", ";", "”", '"')), sentence.end)
        if left == sentence.start or ctx.tokens[left - 1].text != "," or after - verb.i > _GAP or token.i in range(left, after):
            continue
        if any(t.text in (";", ":") for t in ctx.tokens[min(token.i, verb.i) : max(token.i, verb.i)]):
            continue
        speaker = of_verb(ctx, verb) if verb.pos_ == "VERB" else resolve(ctx, subject)
        if speaker is not None:
            return speaker, verb
    return None
