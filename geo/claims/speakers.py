"""Speakers: their full names, and who "he", "the spokesman" or "the government statement" is."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors
from geo.claims.speakers_state import government, state_name

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_PRONOUNS = {"he", "she", "it", "they", "who", "i", "we", "that", "which"}
_ARTICLES = {"the", "a", "an", "some", "one", "its", "their", "his", "her", "another", "this", "these", "those"}
_PRE = {"det", "amod", "compound", "poss", "nmod", "nummod", "case", "quantmod", "predet"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name to print, the noun of it, and ``person``, ``body``, ``document`` or ``state``."""

    name: str
    token: Token | None
    kind: str
    key: str


@cache
def kinds() -> dict[str, str]:
    """Noun -> kind of speaker, from ``data/lexicons/speakers.csv``."""
    with bundle.path("lexicons/speakers.csv").open(encoding="utf-8", newline="") as stream:
        return {r["word"]: r["kind"] for r in csv.DictReader(stream)}


def of_verb(ctx: Context, verb: Token) -> Speaker | None:
    """Speaker of a verb of saying: subject, agent of a passive, or who is quoted "as saying"."""
    key = ("speaker", verb.i)
    if key not in ctx.memo:
        ctx.memo[key] = None  # against going in circles over pronouns
        noun = _noun_of(verb)
        ctx.memo[key] = resolve(ctx, noun) if noun is not None else None
    return ctx.memo[key]


def _noun_of(verb: Token) -> Token | None:
    agent = any(c.dep_ == "agent" for c in verb.children)  # "his men, put at 200 by the police"
    passive = agent or any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ != "there"]
    if subjects and not passive:
        return min(subjects, key=lambda c: abs(c.i - verb.i))  # a dateline may be read as another subject
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if passive:
        # "a commander was quoted as saying": the saying is his.
        return next((c for c in verb.children if c.dep_ == "nsubjpass"), None) if verb.lemma_ in ("quote", "cite") else None
    head = verb.head
    if head.i == verb.i:
        return next(
            (c for c in verb.children if c.dep_ in ("dobj", "attr") and c.i > verb.i and c.ent_type_ == "PERSON"), None
        )
    if verb.dep_ == "pcomp" and head.lower_ == "as" and head.head.lemma_ in ("quote", "cite"):
        quoting = head.head
        return next((c for c in quoting.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
        while head.pos_ == "ADP" and head.head.i != head.i:
            head = head.head
        if head.pos_ in ("VERB", "AUX") and head.i != verb.i:
            return next((c for c in head.children if c.dep_ == "nsubj"), None) or (
                _noun_of(head) if head.dep_ in ("conj", "xcomp") else None)
        if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN"):
            return head
    if (
        verb.dep_ == "acl"
        and head.pos_ in ("NOUN", "PROPN")
        and head.i < verb.i
        and any(c.dep_ == "ccomp" for c in verb.children)
    ):
        return head  # "A rebel site confirmed that" read as "a site that was confirmed"
    if verb.dep_ == "relcl":
        return head
    return None


def resolve(ctx: Context, noun: Token) -> Speaker | None:
    """The speaker that a noun or pronoun stands for."""
    lower = noun.lower_
    if noun.text == "WHO" and not ctx.text.isupper():
        return Speaker("WHO", noun, "body", "who")  # for the parser a pronoun
    if lower in ("who", "which", "that") and noun.head.dep_ == "relcl":
        return resolve(ctx, noun.head.head) if noun.head.head.lower_ not in ("who", "which", "that") else None
    lower = {"his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "i"}.get(lower, lower)
    if lower in ("he", "she", "they", "it", "i", "we") and noun.pos_ == "PRON":
        return _antecedent(ctx, noun)
    if noun.pos_ == "PRON" or lower in ("there", "what", "many", "some", "others", "most", "few"):
        return None
    return _named(ctx, noun)


def _named(ctx: Context, noun: Token) -> Speaker | None:
    mention = actors.at(ctx, noun.i)
    first = min((c.left_edge.i for c in noun.children if c.dep_ in _PRE and c.i < noun.i), default=noun.i)
    if mention is not None and mention.row.kind == "state" and mention.last - 1 == noun.i and not (
            {t.lower_ for t in ctx.tokens[first:mention.first]} - _ARTICLES) and noun.tag_ in ("NNP", "NNPS", "NN", "JJ"):
        return Speaker(state_name(ctx, mention), noun, "state", mention.row.id)
    person = _person(ctx, noun)
    alone = not any(c.dep_ in ("compound", "amod", "nmod") for c in noun.children)
    if (
        person is None
        and alone
        and noun.pos_ == "PROPN"
        and noun.ent_type_ in ("", "PERSON")
        and " " in (fuller := full_name(ctx, noun.text))
    ):
        person = fuller
    if person:
        return Speaker(person, noun, "person", person.split()[-1].lower())
    lemma = noun.lemma_.lower()
    kind = kinds().get(lemma) or kinds().get(noun.lower_) or "body"
    if kind == "document":
        return _author(ctx, noun)
    name = phrase(ctx, noun)
    if not name:
        return None
    fuller = _earlier_name(ctx, noun, lemma)
    return fuller or Speaker(name, noun, kind, lemma)


def phrase(ctx: Context, noun: Token) -> str:
    """The noun phrase as written, without article and relative clause, "of" and "for" complements kept."""
    doc = ctx.doc
    left = min((c.left_edge.i for c in noun.children if c.dep_ in _PRE and c.i < noun.i), default=noun.i)
    right = noun.i
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == right + 1:
            obj = next((c for c in child.children if c.dep_ == "pobj"), None)
            if obj is not None and obj.i - noun.i < 8:
                right = max([obj.i, *(c.i for c in obj.children if c.dep_ in ("compound", "flat", "nummod"))])
    if noun.ent_type_ == "ORG":
        entity = next((e for e in doc.ents if e.start <= noun.i < e.end), None)
        left = min(left, entity.start) if entity is not None and noun.i - entity.start < 7 else left
    # "11:40 Thailand's second army region says", "on Thursday Pakistan said": the time is the entry's or the verb's.
    while left < noun.i and (doc[left].lower_ in _ARTICLES or doc[left].is_punct or doc[left].is_space or doc[left].shape_ in ("dd:dd", "d:dd")
                             or doc[left].text in _DAYS):
        left += 1
    words = ctx.text[doc[left].idx:doc[right].idx + len(doc[right])]
    return " ".join(words.split()).strip(" ,\"“”")


def _person(ctx: Context, noun: Token) -> str | None:
    """Full name of a person: the longest form that the report gives for it."""
    name = None
    if noun.ent_type_ == "PERSON":
        name = _entity_name(ctx, noun)
    else:
        for child in noun.children:
            if child.dep_ == "appos" and child.ent_type_ == "PERSON" and child.i - noun.i < 8:
                name = _entity_name(ctx, child)
                break
            if child.dep_ in ("compound", "nmod") and child.ent_type_ == "PERSON" and noun.pos_ == "PROPN":
                name = _entity_name(ctx, noun) if noun.ent_type_ == "PERSON" else _entity_name(ctx, child)
                break
    return full_name(ctx, name) if name else None


def _entity_name(ctx: Context, token: Token) -> str:
    for ent in ctx.doc.ents:
        if ent.start <= token.i < ent.end:
            # As written: "Abdel Fattah al-Burhan" is three words and not five.
            text = " ".join("".join(t.text_with_ws for t in ent if t.lower_ not in _TITLES and not t.is_space).split())
            return text.removesuffix(" 's").removesuffix(" ’s").removesuffix("'s").strip()
    return token.text


_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
_TITLES = frozenset(
    "mr mrs ms dr gen general maj major lt lieutenant col colonel capt captain sgt brig brigadier adm admiral president prime "
    "minister foreign defence defense interior secretary chancellor king prince sheikh premier commander chief spokesman spokeswoman "
    "spokesperson ambassador senator governor mayor mr. mrs. ms. dr. gen. maj. lt. col. capt. sgt. brig. adm. deputy the".split()
)


def full_name(ctx: Context, name: str) -> str:
    """The fullest form of a person's name in the report: "Serdyukov" is "Anatoly Serdyukov"."""
    if "persons" not in ctx.memo:
        persons: list[str] = []
        for ent in ctx.doc.ents:
            if ent.label_ == "PERSON" and ctx.sentence_at(ent.start_char) is not None:
                words = [t.text for t in ent if t.lower_ not in _TITLES and not t.is_space and t.tag_ != "POS"]
                if len(words) > 1 and all(
                    w[:1].isupper() or w in ("al", "bin", "de", "van", "von", "el", "-") for w in words
                ):
                    persons.append(" ".join(words).replace(" - ", "-"))
        ctx.memo["persons"] = persons
    words = name.split()
    if not words:
        return name
    for person in ctx.memo["persons"]:
        theirs = person.split()
        if len(theirs) > len(words) and theirs[-len(words):] == words:
            return person
    if len(words) == 1 and name[:1].isupper():
        # A first name that the entity recognizer missed: "Anatoly Serdyukov spoke".
        for token in ctx.tokens[1:]:
            first = token.nbor(-1)
            if (
                token.text == name
                and token.pos_ == first.pos_ == "PROPN"
                and first.is_alpha
                and first.text[:1].isupper()
                and first.lower_ not in _TITLES
                and len(first) > 1
                and ctx.toponym_of(first) is None
                and not first.is_upper
            ):
                return f"{first.text} {name}"
    return name


def _speakers_before(ctx: Context, token: Token, sentences: int = 6) -> list[Speaker]:
    """Speakers of verbs of saying before a token, nearest first."""
    from geo.claims.attribution import verbs

    index = ctx.sentence_index(token)
    if index is None:
        return []
    found = []
    for sentence in reversed(ctx.sentences[max(0, index - sentences):index + 1]):
        for t in reversed(list(sentence)):
            if t.lower_ == "according" and t.i + 2 < token.i and t.nbor(1).lower_ == "to":
                source = next((c for c in t.nbor(1).children if c.dep_ == "pobj"), None)
                speaker = (
                    _named(ctx, source) if source is not None and source.pos_ != "PRON" and source.i < token.i else None
                )
                found += [speaker] if speaker is not None else []
            if t.i < token.i and t.pos_ == "VERB" and t.lemma_.lower() in verbs():
                speaker = of_verb(ctx, t)
                if speaker is not None and speaker.token is not None and speaker.token.i < token.i:
                    found.append(speaker)
    return found


def _antecedent(ctx: Context, pronoun: Token) -> Speaker | None:
    """Who a pronoun in front of a verb of saying is: the last who spoke and fits."""
    lower = {"his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "i"}.get(
        pronoun.lower_, pronoun.lower_
    )
    fits = {"he": ("person",), "she": ("person",), "i": ("person",), "it": ("body", "state", "document"),
            "they": ("body", "person", "state"), "we": ("person", "body", "state")}[lower]
    for speaker in _speakers_before(ctx, pronoun):
        if speaker.kind in fits:
            return speaker
    if lower in ("he", "she"):
        for ent in reversed(ctx.doc.ents):
            if ent.label_ == "PERSON" and ent.end <= pronoun.i and ctx.sentence_at(ent.start_char) is not None:
                name = full_name(ctx, _entity_name(ctx, ent.root))
                return Speaker(name, ent.root, "person", name.split()[-1].lower())
    return None


def _author(ctx: Context, noun: Token) -> Speaker | None:
    """Whose a statement or report is: "the government statement", "a report by X", "its figures"."""
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "nmod", "amod") and child.i < noun.i:
            if child.lower_ in ("its", "their", "his", "her"):
                return _antecedent_body(ctx, noun)
            if child.dep_ == "amod" and actors.at(ctx, child.i) is None:
                continue
            named = _earlier_name(ctx, child, child.lemma_.lower())
            if named is not None:
                return named
            mention = actors.at(ctx, child.i)
            if mention is not None and mention.row.kind == "state" and child.dep_ in ("poss", "amod", "compound"):
                # "Georgia's figures" are Georgia's; of "American estimates" no more is known than that
                name = phrase(ctx, noun) if child.dep_ == "amod" else state_name(ctx, mention)
                return Speaker(name, child, "state", mention.row.id)
            if child.dep_ != "amod":
                return Speaker(phrase(ctx, child), child, "body", child.lemma_.lower())
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            owner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if owner is not None and (owner.pos_ == "PROPN" or owner.lemma_.lower() in kinds()):
                return resolve(ctx, owner)
    if any(c.lower_ == "the" for c in noun.children):
        earlier = [s for s in _speakers_before(ctx, noun, 3) if s.kind in ("body", "state", "document")]
        if earlier:
            return earlier[0]
    if noun.lemma_.lower() in ("estimate", "figure"):
        return None  # nobody's in particular
    name = phrase(ctx, noun)
    return Speaker(name, noun, "document", noun.lemma_.lower()) if name else None


def _antecedent_body(ctx: Context, noun: Token) -> Speaker | None:
    for speaker in _speakers_before(ctx, noun):
        if speaker.kind in ("body", "state"):
            return speaker
    subject = next((t for t in reversed(ctx.doc[:noun.i]) if t.dep_ == "nsubj" and t.pos_ == "PROPN"), None)
    return _named(ctx, subject) if subject is not None and actors.at(ctx, subject.i) else None


def _earlier_name(ctx: Context, noun: Token, lemma: str) -> Speaker | None:
    """"the ministry" as the Georgian interior ministry that spoke before: a bare definite noun only."""
    bare = all(c.dep_ in ("det", "punct", "case") or c.i > noun.i for c in noun.children)
    definite = any(c.lower_ in ("the", "this") for c in noun.children) or noun.dep_ == "compound"
    if not bare or not definite or noun.ent_type_ in ("PERSON",):
        return None
    for speaker in _speakers_before(ctx, noun):
        if speaker.token is None:
            continue
        if speaker.kind == "state" and lemma in ("government", "authority"):
            return replace(speaker, name=government(speaker.key))
        if speaker.token.lemma_.lower() == lemma and " " in speaker.name:
            return speaker
    return None


def name_of(ctx: Context, noun: Token) -> str | None:
    """Printed name of the speaker that a noun stands for."""
    speaker = resolve(ctx, noun)
    return speaker.name if speaker is not None else None
