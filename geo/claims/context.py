"""One report as the claim rules see it: sentences, clauses, quotations, places, quotes.

Rules ask the context instead of walking the text themselves, so that a
sentence, a clause or a quote means the same to all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geo.claims import context_mend
from geo.claims.context_datelines import datelines
from geo.claims.outline_lines import breaks
from geo.claims.tree import Tree
from geo.model import Place, Report, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

T = TypeVar("T")
#: Dependencies of a clause below its head (ClearNLP labels, as in spaCy's English models).
CLAUSE_DEPS = frozenset({"advcl", "relcl", "ccomp", "csubj", "acl", "parataxis", "csubjpass"})
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|[A-Z]\.[A-Z]|Gen|Maj|Lt|Col|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|St|No|Nos|Inc|Co|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|ca|c|km|sq|etc)\.$")
_BREAK = re.compile(r"\n[ \t]*\n")
_OPEN, _CLOSE = "“«„", "”»"
_QUOTES = re.compile(rf"\n\n|[{_OPEN}{_CLOSE}\"]")
_CLOSERS = "”»\"')]’"


class Context:
    """A report, its parse and its resolved toponyms, with the look-ups that rules share.

    Parameters
    ----------
    report : Report
    doc : spacy.tokens.Doc or None
        Parsed text with offsets of ``report.text``; ``None`` for a language
        without a model: then there are no sentences, and so no claims.
    toponyms : iterable of Toponym
        Resolved, sorted, not overlapping.

    Attributes
    ----------
    sentences : tuple of spacy.tokens.Span
        Sentences that are not page furniture, trimmed of white space.
    read : str
        The text as the parser saw it: capitals given their case back, every character where it is.
    quotations : tuple of (int, int)
        Character spans between quotation marks, marks excluded.
    datelines : tuple of (int, int)
        Character spans of "BEIRUT, 2 August 2006 - ", outside every sentence.
    """

    def __init__(self, report: Report, doc: Doc | None, toponyms: Iterable[Toponym]) -> None:
        self.report = report
        self.text = report.text
        self.toponyms = tuple(sorted(toponyms, key=lambda t: (t.start, t.end)))
        self._starts = [t.start for t in self.toponyms]
        self._spans: dict[tuple[int, int], Span | None] = {}
        self.datelines = datelines(self.text)
        if doc is not None:
            _detach(doc, self.datelines)
            context_mend.mend(doc)
        # Typed as always there: rules run over sentences, and without a parse there are none.
        self.doc: Doc = Tree(doc) if doc is not None else None  # type: ignore[assignment]
        self.tokens: list[Token] = self.doc.tokens if doc is not None else []  # type: ignore[attr-defined]
        self.read: str = self.doc.text if doc is not None else report.text
        self.sentences: tuple[Span, ...] = tuple(self._sentences()) if doc is not None else ()
        self._sentence_starts = [s.start_char for s in self.sentences]
        self._sentence_ends = [s.end_char for s in self.sentences]
        self._numbers: list[int | None] = [None] * len(self.tokens)  # of the sentence of each word
        for k, s in enumerate(self.sentences):
            self._numbers[s.start:s.end] = [k] * (s.end - s.start)
        self.quotations = tuple(_quotations(self.text))
        self.memo: dict = {}  # what a module computes once per report, keyed by the module's name

    def once(self, key: tuple, make: Callable[[], T]) -> T:
        """What `make` returns, asked once per report and kept in the memo under `key`."""
        if key not in self.memo:
            self.memo[key] = make()
        return self.memo[key]

    # -- sentences and quotes -------------------------------------------------------------------

    def sentence_at(self, offset: int) -> Span | None:
        """Sentence that holds a character offset; ``None`` in furniture and between sentences."""
        i = bisect_right(self._sentence_starts, offset) - 1
        if i >= 0 and offset < self._sentence_ends[i]:
            return self.sentences[i]
        return None

    def sentence_of(self, token: Token) -> Span | None:
        """Sentence of a token."""
        i = self._numbers[token.i]
        return None if i is None else self.sentences[i]

    def sentence_index(self, token_or_offset: Token | int) -> int | None:
        """Position in :attr:`sentences` of the sentence that holds a token or offset."""
        if not isinstance(token_or_offset, int):
            return self._numbers[token_or_offset.i]
        i = bisect_right(self._sentence_starts, token_or_offset) - 1
        return i if i >= 0 and token_or_offset < self._sentence_ends[i] else None

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Character span of the paragraph (between blank lines) around an offset."""
        start = self.text.rfind("\n\n", 0, offset)
        end = self.text.find("\n\n", offset)
        return (start + 2 if start >= 0 else 0), (end if end >= 0 else len(self.text))

    def quote(self, start: int, end: int) -> tuple[int, int, str]:
        """The whole sentence or sentences around a span, as ``(start, end, quote)``.

        Returns
        -------
        tuple of (int, int, str)
            ``report.text[start:end] == quote``; begins and ends at a sentence,
            so that no word or number is ever cut.
        """
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        start = min(start, first.start_char) if first is not None else start
        end = max(end, last.end_char) if last is not None else end
        return start, end, self.text[start:end]

    def in_quotation(self, offset: int) -> tuple[int, int] | None:
        """The quotation that holds an offset, if any."""
        return next(((s, e) for s, e in self.quotations if s <= offset < e), None)

    # -- clauses --------------------------------------------------------------------------------

    @staticmethod
    def governing_verb(token: Token) -> Token | None:
        """Nearest verb (or copula) above a token, the token itself included."""
        while True:
            if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
                return token
            if token.head.i == token.i:
                return None
            token = token.head

    @classmethod
    def clause(cls, token: Token) -> list[Token]:
        """Tokens of the smallest clause around a token, nested clauses left out, in text order.

        Without a verb above it the clause is everything under the root.
        """
        head = cls.governing_verb(token)
        if head is None:
            head = token
            while head.head.i != head.i:
                head = head.head
        found, stack = [], [head]
        while stack:
            t = stack.pop()
            found.append(t)
            stack.extend(c for c in t.children if c.dep_ not in CLAUSE_DEPS and not _new_clause(c))
        return sorted(found, key=lambda t: t.i)

    def above(self, token: Token) -> list[Token]:
        """Ancestors of a token as far as the reader's own sentence and clause chain go, nearest first.

        The parser joins list lines, and clauses on both sides of a semicolon,
        to one tree; what lies beyond such a seam says nothing about the token.
        """
        sentence = self.sentence_of(token)
        found: list[Token] = []
        below = token
        for head in token.ancestors:
            if sentence is not None and not sentence.start <= head.i < sentence.end:
                break
            low, high = sorted((below.i, head.i))
            if below.dep_ in ("ccomp", "advcl", "parataxis", "conj", "dep", "appos") and any(
                    t.text == ";" for t in self.doc[low:high]):  # type: ignore[index]
                break
            found.append(head)
            below = head
        return found

    @staticmethod
    def own_subject(verb: Token) -> Token | None:
        """Active subject of a verb: the nearest, since a dateline may be read as another."""
        subjects = [c for c in verb.children if c.dep_ == "nsubj"]
        return min(subjects, key=lambda c: abs(c.i - verb.i)) if subjects else None

    @staticmethod
    def subject(verb: Token, passive: bool = True) -> Token | None:
        """Subject of a verb; of the verb that it is coordinated with or embedded under if it has none."""
        labels = ("nsubj", "nsubjpass", "expl") if passive else ("nsubj",)
        seen = set()
        while verb.i not in seen:
            seen.add(verb.i)
            subjects = [child for child in verb.children if child.dep_ in labels]
            if subjects:
                return min(subjects, key=lambda child: abs(child.i - verb.i))  # the nearest: a dateline may be read as another
            if verb.dep_ in ("conj", "xcomp", "pcomp", "advcl", "aux", "auxpass") and verb.head.pos_ in ("VERB", "AUX"):
                verb = verb.head
        return None

    # -- places ---------------------------------------------------------------------------------

    def toponyms_in(self, start: int, end: int, roles: Collection[str] | None = None) -> list[Toponym]:
        """Toponyms inside a character span, optionally only those with one of some roles."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [t for t in self.toponyms[low:high] if t.end <= end and (roles is None or t.role in roles)]

    def locations_in(self, start: int, end: int) -> list[Toponym]:
        """Resolved toponyms that name a place (no metonym, no demonym) inside a character span."""
        return [t for t in self.toponyms_in(start, end, ("location",)) if t.place is not None]

    def toponym_of(self, token: Token) -> Toponym | None:
        """Toponym that covers a token."""
        i = bisect_right(self._starts, token.idx) - 1
        if i >= 0 and token.idx < self.toponyms[i].end:
            return self.toponyms[i]
        # A toponym may begin inside the token ("al-Mosul's"); a token never spans two.
        if i + 1 < len(self.toponyms) and self.toponyms[i + 1].start < token.idx + len(token):
            return self.toponyms[i + 1]
        return None

    def tokens_of(self, toponym: Toponym) -> Span | None:
        """Tokens of a toponym."""
        if self.doc is None:
            return None
        key = (toponym.start, toponym.end)
        if key not in self._spans:
            self._spans[key] = self.doc.char_span(*key, alignment_mode="expand")
        return self._spans[key]

    @staticmethod
    def with_excluding(place: Place, region_ids: Iterable[str]) -> Place:
        """The area of a place without some regions ("the rest of Georgia"); its point is set by ``where``."""
        return replace(place, excluding=tuple(region_ids))

    # -- segmentation ---------------------------------------------------------------------------

    def _sentences(self) -> Iterable[Span]:
        doc, text, read = self.doc, self.text, self.read
        cuts = {0, len(doc)}
        cuts.update(sent.start for sent in doc.sents)
        # Paragraph breaks, headings and items of a list end a sentence whatever the parser thinks.
        offsets = [m.end() for m in _BREAK.finditer(text)]
        offsets += breaks(text)
        offsets += [edge for span in (*self.report.furniture, *self.datelines) for edge in span]
        tokens = self.tokens
        starts = [t.idx for t in tokens]
        hard = set()
        for offset in offsets:
            i = bisect_left(starts, offset)
            hard.add(i)
        cuts |= hard
        ordered = sorted(cuts)
        kept = [ordered[0]]
        for cut in ordered[1:-1]:
            if cut in hard or _real_boundary(tokens, read, cut):
                kept.append(cut)
        kept.append(len(doc))
        for a, b in zip(kept, kept[1:], strict=False):
            while a < b and tokens[a].is_space:
                a += 1
            # The full stop that a telex's STOP is read as is not in the text.
            while b > a and (tokens[b - 1].is_space or self.text[tokens[b - 1].idx].isspace()):
                b -= 1
            if a < b and not self._is_furniture(tokens[a].idx, tokens[b - 1].idx + len(tokens[b - 1])):
                yield doc[a:b]

    def _is_furniture(self, start: int, end: int) -> bool:
        return any(s <= start and end <= e for s, e in (*self.report.furniture, *self.datelines))


def _detach(doc: Doc, spans: Iterable[tuple[int, int]]) -> None:
    """Take datelines out of the trees: "KABUL, May 16 - A convoy reached" is read with Kabul as what reached."""
    for start, end in spans:
        line = doc.char_span(start, end, alignment_mode="expand")
        if line is None or line.end >= len(doc):
            continue
        for token in doc[line.end:doc[line.end].sent.end]:
            head, dep = token.head, token.dep_
            while line.start <= head.i < line.end and head.head.i != head.i:
                head, dep = head.head, head.dep_
            if head.i != token.head.i and not line.start <= head.i < line.end and head.i != token.i and not token.is_punct:
                token.head, token.dep_ = head, dep


def _new_clause(token: Token) -> bool:
    """A coordinated verb with a subject of its own starts another clause."""
    return (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
            and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children))


def _real_boundary(tokens: list[Token], read: str, cut: int) -> bool:
    """Whether the parser's boundary before token `cut` is one for a reader too; `read` is their text."""
    i = cut
    while i < len(tokens) and tokens[i].is_space:
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].text and tokens[i].text[0] in _CLOSERS and len(tokens[i].text) == 1 and not (
            tokens[i].text in "\"'" and tokens[i].whitespace_ == "" and i + 1 < len(tokens) and tokens[cut - 1].whitespace_):
        return False
    end = tokens[cut - 1].idx + len(tokens[cut - 1])
    before = read[max(0, end - 12):end].rstrip()
    if "\n" in read[end - (len(read[max(0, end - 12):end]) - len(before)):tokens[i].idx] and _ends(before):
        return True
    if tokens[i].text[:1].islower() and not before.endswith(("!", "?")):
        return False
    return not _ABBREVIATION.search(before)


def _ends(before: str) -> bool:
    return before[-1:] in ".!?:;" or before[-2:-1] in ".!?"


def _quotations(text: str) -> Iterable[tuple[int, int]]:
    """Spans between double quotation marks; an unclosed one ends with its paragraph."""
    opened = None
    for mark in _QUOTES.finditer(text):
        ch, i = mark[0], mark.start()
        if opened is None:
            opened = i + 1 if ch in _OPEN or ch == '"' else None
        elif ch == "\n\n" or ch in _CLOSE or ch == '"':
            if i > opened:
                yield opened, i
            opened = None
