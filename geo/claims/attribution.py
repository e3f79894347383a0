"""Who says it: the speaker of a statement, followed through chains, quotations and pronouns.

Verbs of saying are in ``data/lexicons/saying_verbs.csv``. Without one the
statement is the reporter's own, and its source is the report.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors
from geo.claims import forces_units as units
from geo.claims.attribution_beside import beside
from geo.claims.attribution_label import label
from geo.claims.attribution_sources import according, part_of
from geo.claims.context import Context
from geo.claims.context_mend import of_number
from geo.claims.speakers import Speaker, name_of, of_verb, resolve
from geo.model import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SAID = {
    "ccomp", "xcomp", "dobj", "parataxis", "prep", "advcl", "pcomp", "attr", "oprd", "dep", "intj", "npadvmod",
    "nsubjpass",
}
_NO_SPEAKER_OBJECT = {
    "tell", "inform", "accuse", "charge", "show", "see", "observe", "place", "put", "recall", "post", "deny",
    "count",
}
_DOING = {
    "claim", "report", "list", "publish", "release", "issue", "announce", "declare", "confirm", "estimate", "pledge",
    "promise", "vow", "admit", "disclose", "reveal", "acknowledge", "put", "count", "place", "note", "mention",
    "indicate", "show",
}


_OBJECT_BY = {"insist": ("on",), "reckon": ("with",), "accuse": ("of", "for"), "talk": ("of", "about"), "tell": ("of",), "boast": ("of",),
              "warn": ("of",), "hint": ("at",), "complain": ("of",)}
#: Verbs by which a force has men as well as a speaker gives a number: "the garrison counts 900 men".
_HOLDING = {"count", "number"}


@cache
def verbs() -> dict[str, str]:
    """Lemma of a verb of saying -> ``"say"``, ``"estimate"``, ``"ask"``, ``"quote"`` or ``"deny"``."""
    with bundle.path("lexicons/saying_verbs.csv").open(encoding="utf-8", newline="") as stream:
        return {r["word"]: r["kind"] for r in csv.DictReader(stream)}


def own_voice(ctx: Context) -> Attribution:
    """The reporter's own words."""
    return Attribution(ctx.report.source or "the report", None, "own voice", ())


def attribute(ctx: Context, at: Token | Span) -> Attribution:
    """Who states what a word or span tells.

    Parameters
    ----------
    ctx : Context
    at : spacy.tokens.Token or spacy.tokens.Span
        The verb or noun of the claim; a span stands for its root.

    Returns
    -------
    Attribution
        The nearest speaker; ``chain`` holds the speakers that pass it on.
    """
    token: Token = at if hasattr(at, "dep_") else at.root  # type: ignore[assignment,union-attr]
    sentence = ctx.sentence_of(token)
    if sentence is None:
        return own_voice(ctx)
    quotation = ctx.in_quotation(token.idx)
    found = _governing(ctx, token)
    if not found:
        found = according(ctx, token, sentence) or _beside(ctx, token, sentence, quotation)
    else:
        outer = according(ctx, token, sentence)
        found += [o for o in outer if all(o[0].name != f[0].name for f in found)]
    found = found or beside(ctx, token, sentence, verbs())
    if not found and quotation is not None:
        found = _around_quotation(ctx, quotation)
    if not found and (label_ := label(ctx, sentence.start_char)):
        return Attribution(label_, None, "reported", ())
    if not found:
        return own_voice(ctx)
    names: list[str] = []
    for speaker, _ in found:
        if speaker.name and speaker.name not in names:
            names.append(speaker.name)
    if not names:
        return own_voice(ctx)
    direct = quotation is not None and not _inside(found[0][1], quotation)
    verb = found[0][1]
    return Attribution(names[0], verb.lemma_.lower() if verb is not None else None,
                       "direct" if direct else "reported", tuple(names[1:]))


def _numbered(preposition: Token) -> bool:
    return any(t.like_num or t.lower_ in ("dozens", "hundreds", "thousands") for t in preposition.subtree)


def _inside(verb: Token | None, quotation: tuple[int, int]) -> bool:
    return verb is not None and quotation[0] <= verb.idx < quotation[1]


def _governing(ctx: Context, token: Token) -> list[tuple[Speaker, Token | None]]:
    """Speakers of the verbs of saying above a word, nearest first."""
    found: list[tuple[Speaker, Token | None]] = []
    below = token
    for head in [token, *ctx.above(token)]:
        kind = verbs().get(head.lemma_.lower()) if head.pos_ in ("VERB", "AUX") else None
        if kind and (head is token or _says(below, head, kind)):
            speaker = of_verb(ctx, head)
            if speaker is not None and not part_of(token, speaker.token) and not _has(ctx, head, speaker.token) and not _told_of(head):
                found.append((speaker, head))
        below = head
    return found


def _has(ctx: Context, verb: Token, subject: Token | None) -> bool:
    """Whether the subject has what it counts: "the resistance army counts 900 guerrillas", of no other party."""
    if verb.lemma_.lower() not in _HOLDING or subject is None:
        return False
    if actors.at(ctx, subject.i) is None and units.at_end([subject.text]) is None:
        return False
    right = max((c.right_edge.i for c in verb.children if c.dep_ in ("dobj", "npadvmod", "attr")), default=verb.i)
    return not actors.in_tokens(ctx, verb.i, right + 1)


def _told_of(verb: Token) -> bool:
    """"11 shepherds reported killed": it is of them that it is told."""
    after = verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1]
    return bool(after) and after.head.i == verb.i and after.dep_ in ("xcomp", "acomp", "oprd", "advcl") and (
        after.tag_ == "VBN" or after.lower_ in ("dead", "missing", "safe"))


def _says(below: Token, head: Token, kind: str) -> bool:
    """Whether what stands below a verb is what it says, not who says it or when."""
    lemma = head.lemma_.lower()
    counted = (below.dep_ == "prep" and of_number(below)) or (below.dep_ == "conj" and below.pos_ == "NOUN")
    if counted and below.i > head.i:
        # "counted between 2,500 and 3,000 troops": the preposition is the number's, the object the verb's.
        return lemma in _DOING or kind == "estimate"
    if below.dep_ not in _SAID:
        return False
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children)
    if kind == "ask":
        return not passive and below.i > head.i and (below.dep_ != "prep" or below.lower_ == "for")
    if below.dep_ == "nsubjpass":
        return lemma in _DOING or kind == "estimate"
    if lemma in ("put", "place") and not any(c.dep_ == "prep" and c.lower_ == "at" and _numbered(c) for c in head.children):
        return False  # "Egypt put 500 police at its border" has put them there
    if below.dep_ == "prep" and below.lower_ in _OBJECT_BY.get(lemma, ()):
        return not passive
    if lemma in ("pledge", "promise", "vow") and below.dep_ != "ccomp":
        return False
    if below.dep_ in ("dobj", "attr", "oprd", "dep", "npadvmod"):
        if lemma == "say":
            return below.dep_ == "dobj" and any(c.like_num for c in below.children)  # "the mayor says 2,000 men"
        return (
            (lemma in _DOING
            and lemma not in _NO_SPEAKER_OBJECT)
            or (lemma in ("put", "place", "count") and kind == "estimate")
        )
    if below.dep_ == "prep":
        return (
            below.lower_ in ("at", "of", "as", "about")
            and (kind in ("estimate", "quote") or lemma in _DOING)
            and not passive
        )
    if below.dep_ == "advcl":
        # "Russia withdrew, Georgia said" may hang the other way round; "said as troops moved in" may not.
        mark = next((c for c in below.children if c.dep_ in ("mark", "advmod")), None)
        return mark is None and below.i < head.i
    if lemma in ("pledge", "promise", "vow"):
        return below.dep_ == "ccomp"  # a promise is an act; only "promised that" tells
    if below.dep_ == "xcomp" and kind == "say":
        return lemma not in ("see", "show", "recall")
    return True


def _beside(
    ctx: Context, token: Token, sentence: Span, quotation: tuple[int, int] | None
) -> list[tuple[Speaker, Token | None]]:
    """", X said" at the edge of a sentence whose parse does not show it."""
    for verb in ctx.tokens[sentence.start:sentence.end]:
        if verb.pos_ not in ("VERB", "AUX") or verb.lemma_.lower() not in verbs() or verb.i == token.i:
            continue
        if verbs()[verb.lemma_.lower()] == "deny" or verb.lemma_.lower() in ("put", "place", "show", "see", "recall"):
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or part_of(token, subject) or any(a.i == verb.i for a in token.ancestors):
            continue
        left, right = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i)
        comma_before = left > sentence.start and ctx.doc[left - 1].text in (",", "”", '"', "--", "—", "–")
        tail = token.i < left and comma_before and sentence.end - right < 14
        head = token.i > right and quotation is not None and not _inside(verb, quotation)
        if (tail or head) and verb.dep_ in ("ROOT", "ccomp", "parataxis", "conj", "advcl"):
            speaker = of_verb(ctx, verb)
            if speaker is not None:
                return [(speaker, verb)]
    return []


def _around_quotation(ctx: Context, quotation: tuple[int, int]) -> list[tuple[Speaker, Token | None]]:
    """The speaker of a quotation that runs over sentences: a saying verb just outside, else the last who spoke."""
    after, before = ctx.sentence_at(min(quotation[1] + 1, len(ctx.text) - 1)), ctx.sentence_at(max(quotation[0] - 2, 0))
    last = ctx.sentence_at(max(quotation[1] - 1, 0))
    for sentence in (last, after, ctx.sentence_at(quotation[0]), before):
        if sentence is None:
            continue
        for verb in ctx.tokens[sentence.start:sentence.end]:
            if verb.lemma_.lower() in verbs() and verb.pos_ == "VERB" and not _inside(verb, quotation):
                speaker = of_verb(ctx, verb)
                if speaker is not None:
                    return [(speaker, verb)]
    return []


__all__ = ["Attribution", "attribute", "name_of", "own_voice", "verbs"]
