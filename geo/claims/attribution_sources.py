"""Sources that a sentence names without a verb of saying: "according to X", "citing X", "by X's reckoning"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.speakers import Speaker, phrase, resolve

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_ESTIMATES = frozenset({"estimate", "count", "view", "word", "reckoning", "opinion", "calculation", "assessment", "account", "tally",
                        "figure", "admission", "telling", "estimation", "measure", "record"})
_OWNERS = frozenset({"its", "their", "his", "her"})
_GAP = 9  # tokens from "by" to "reckoning" in "by its own leader Ali Ahmeti's reckoning"


def according(ctx: Context, token: Token, sentence: Span) -> list[tuple[Speaker, Token | None]]:
    """"according to X", "citing X": holds for the sentence as far as a semicolon. "by X's estimate" holds for its own clause."""
    found: list[tuple[Speaker, Token | None]] = []
    for word in ctx.tokens[sentence.start:sentence.end]:
        lower = word.lower_
        if lower == "according" and word.i + 1 < len(ctx.doc) and ctx.doc[word.i + 1].lower_ == "to":
            start = word.i + 2
        elif lower in ("in", "by", "on"):
            speaker = _by_estimate(ctx, word, sentence) if _in_scope(ctx, token, word, sentence) else None
            if speaker is not None and not (speaker.token is not None and part_of(token, speaker.token)):
                found.append((speaker, None))
            continue
        elif lower in ("citing", "quoting", "per") and word.i + 1 < sentence.end:
            if lower == "per" and not ctx.doc[word.i + 1].ent_type_ and ctx.doc[word.i + 1].lower_ != "the":
                continue
            start = word.i + 1
        else:
            continue
        head = _phrase_head(ctx, start, sentence.end)
        if head is not None and not part_of(token, head) and not _apart(ctx, token, word):
            speaker = resolve(ctx, head)
            if speaker is not None:
                found.append((speaker, None))
    return found[:1]


def _apart(ctx: Context, one: Token, two: Token) -> bool:
    """Whether a semicolon stands between two words."""
    return any(t.text == ";" for t in ctx.tokens[min(one.i, two.i):max(one.i, two.i)])


def _in_scope(ctx: Context, token: Token, word: Token, sentence: Span) -> bool:
    """Whether "by X's count" speaks of a word: at the head of a sentence of all of it, else of what stands before it up to a comma."""
    if word.i <= sentence.start + 1:
        return not _apart(ctx, token, word)
    last = word.i - 1 - (ctx.tokens[word.i - 1].text == ",")
    first = next((i for i in range(last, sentence.start - 1, -1) if ctx.tokens[i].text in (",", ";", ":", "(")), sentence.start - 1)
    return first < token.i <= word.i


def part_of(token: Token, speaker: Token | None) -> bool:
    """Whether a word stands inside the name of a speaker."""
    return speaker is not None and (token.i == speaker.i or any(a.i == speaker.i for a in token.ancestors))


def _by_estimate(ctx: Context, word: Token, sentence: Span) -> Speaker | None:
    """Whose reckoning follows "by" or "in": "by X's count", "by its own account", "by American estimates", "in the words of X".

    The words are read as they stand, for a parser hangs the owner of a
    "reckoning" anywhere.
    """
    run = ctx.tokens[word.i + 1:min(word.i + 1 + _GAP, sentence.end)]
    n = next((k for k, t in enumerate(run) if _estimates(t) or t.is_punct or t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    if n is None or not _estimates(run[n]):
        return None
    noun, before = run[n], run[:n]
    mark = next((k for k in reversed(range(n)) if before[k].tag_ == "POS"), None)
    if mark:
        return resolve(ctx, before[mark - 1])
    if before and before[0].lower_ in _OWNERS:
        return resolve(ctx, before[0]) or _subject(ctx, word, sentence)
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by") and c.i > noun.i), None)
    if of is not None and (owner := next((c for c in of.children if c.dep_ == "pobj"), None)) is not None:
        return resolve(ctx, owner)
    mention = actors.at(ctx, noun.i - 1) if before else None
    if mention is not None:
        return Speaker(phrase(ctx, noun), ctx.tokens[mention.last - 1], "state" if mention.row.kind == "state" else "body", mention.row.id)
    return None


def _estimates(token: Token) -> bool:
    return token.lower_ in _ESTIMATES or token.lemma_.lower() in _ESTIMATES


def _subject(ctx: Context, word: Token, sentence: Span) -> Speaker | None:
    """The party last named before "by its own account", whose own it is."""
    named = [m for m in actors.in_tokens(ctx, sentence.start, word.i) if ctx.tokens[m.last - 1].pos_ == "PROPN"]
    return resolve(ctx, ctx.tokens[named[-1].last - 1]) if named else None


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
