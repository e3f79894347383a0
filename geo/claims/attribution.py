"""Who says it: the speaker of a statement, followed through chains, quotations and pronouns.

Verbs of saying are in ``data/lexicons/saying_verbs.csv``. Without one the
statement is the reporter's own, and its source is the report.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims.attribution_beside import beside
from geo.claims.context import Context
from geo.claims.context_mend import of_number
from geo.claims.speakers import Speaker, name_of, of_verb, resolve
from geo.claims.speakers import kinds as speaker_kinds
from geo.model import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SAID = {
    "ccomp",
    "xcomp",
    "dobj",
    "parataxis",
    "prep",
    "advcl",
    "pcomp",
    "attr",
    "oprd",
    "dep",
    "intj",
    "npadvmod",
    "nsubjpass",
}
_NO_SPEAKER_OBJECT = {
    "tell",
    "inform",
    "accuse",
    "charge",
    "show",
    "see",
    "observe",
    "place",
    "put",
    "recall",
    "post",
    "deny",
    "count",
}
_DOING = {
    "claim",
    "report",
    "list",
    "publish",
    "release",
    "issue",
    "announce",
    "declare",
    "confirm",
    "estimate",
    "pledge",
    "promise",
    "vow",
    "admit",
    "disclose",
    "reveal",
    "acknowledge",
    "put",
    "count",
    "place",
    "note",
    "mention",
    "indicate",
    "show",
}


@cache
def verbs() -> dict[str, str]:
    """Lemma of a verb of saying -> ``"say"``, ``"estimate"``, ``"quote"`` or ``"deny"``."""
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
        found = _according(ctx, token, sentence) or _beside(ctx, token, sentence, quotation)
    else:
        outer = _according(ctx, token, sentence)
        found += [o for o in outer if all(o[0].name != f[0].name for f in found)]
    found = found or beside(ctx, token, sentence, verbs())
    if not found and quotation is not None:
        found = _around_quotation(ctx, quotation)
    if not found and (label := _label(ctx, sentence.start_char)):
        return Attribution(label, None, "reported", ())
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


_LABEL = re.compile(r"(?:\d{1,2}[:.]?\d{2}\s*(?:gmt|hrs?)?\s+)?([A-Z][^:\n.;\"“]{2,60}):\s", re.I)


def _label(ctx: Context, offset: int) -> str | None:
    """The speaker that a paragraph names at its head: "Moldovan television: ..."."""
    start, _ = ctx.paragraph(offset)
    match = _LABEL.match(ctx.text[start:start + 120].lstrip())
    if match is None:
        return None
    words = match[1].split()
    known = speaker_kinds()
    told = {k for w in words[:4] for k in (known.get(w.lower().removesuffix("s")), known.get(w.lower()))}
    if told & {"person", "body"} or ("document" in told and words[0].isupper() and words[-1].islower()):
        return " ".join(words)  # "UN figures:", not "Situation report:"
    head = ctx.sentence_at(start) or ctx.sentence_at(offset)
    # A parser may take a place at the head of a line for a person: "ESTONIA (Tapa): UK 900".
    if head is not None and any(e.label_ == "PERSON" and e.text in match[1] and not ctx.locations_in(e.start_char, e.end_char) for e in head.ents):
        return " ".join(words)
    return None


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
            if speaker is not None and not _part_of(token, speaker.token):
                found.append((speaker, head))
        below = head
    return found


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
    if below.dep_ == "nsubjpass":
        return lemma in _DOING or kind == "estimate"
    if lemma in ("pledge", "promise", "vow") and below.dep_ != "ccomp":
        return False
    if below.dep_ in ("dobj", "attr", "oprd", "dep", "npadvmod"):
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


def _part_of(token: Token, speaker: Token | None) -> bool:
    return speaker is not None and (token.i == speaker.i or any(a.i == speaker.i for a in token.ancestors))


def _according(ctx: Context, token: Token, sentence: Span) -> list[tuple[Speaker, Token | None]]:
    """"according to X", "citing X", "in X's estimate": holds for the sentence."""
    found = []
    for word in ctx.tokens[sentence.start:sentence.end]:
        lower = word.lower_
        if lower == "according" and word.i + 1 < len(ctx.doc) and ctx.doc[word.i + 1].lower_ == "to":
            start = word.i + 2
        elif lower in ("in", "by") and (owner := _estimate_of(word)) is not None:
            speaker = resolve(ctx, owner)
            if speaker is not None and not _part_of(token, owner):
                found.append((speaker, None))
            continue
        elif lower in ("citing", "quoting", "per") and word.i + 1 < sentence.end:
            if lower == "per" and not ctx.doc[word.i + 1].ent_type_ and ctx.doc[word.i + 1].lower_ != "the":
                continue
            start = word.i + 1
        else:
            continue
        head = _phrase_head(ctx, start, sentence.end)
        if head is not None and not _part_of(token, head):
            speaker = resolve(ctx, head)
            if speaker is not None:
                found.append((speaker, None))
    return found[:1]


def _estimate_of(word: Token) -> Token | None:
    """Owner in "in his estimate", "by the army's count", "in the words of X"."""
    noun = next(
        (
            c
            for c in word.children
            if c.dep_ == "pobj"
            and c.lemma_.lower()
            in (
                "estimate",
                "count",
                "view",
                "word",
                "reckoning",
                "opinion",
                "calculation",
                "assessment",
                "account",
                "tally",
                "figure",
            )
        ),
        None,
    )
    if noun is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by")), None)
        owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return owner


def _phrase_head(ctx: Context, start: int, end: int) -> Token | None:
    """Head of the noun phrase that begins at a token."""
    for chunk in ctx.doc[start:end].noun_chunks:
        if chunk.start <= start + 1:
            root = chunk.root
            while root.dep_ in ("compound", "poss", "nmod") and root.head.i > root.i and root.head.i < end:
                root = root.head
            return root
        break
    return next((t for t in ctx.tokens[start:end] if t.pos_ in ("NOUN", "PROPN")), None)


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
        if subject is None or _part_of(token, subject) or any(a.i == verb.i for a in token.ancestors):
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
