"""Words and runs of words of a copied parse; see :mod:`geo.claims.tree`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from geo.claims.tree import Tree


class Word:
    """One token: the attributes of :class:`spacy.tokens.Token` that the rules ask for.

    There is one object per token of a tree, so that words are equal when they
    are the same, and what is asked of a word once is kept.
    """

    # Slots, as the rules read little else: a class with a dictionary is slower once anything is kept in it.
    __slots__ = ("_ancestors", "_lefts", "_subtree", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_space",
                 "lemma_", "like_num", "lower_", "pos_", "tag_", "text", "whitespace_")
    head: Word

    def __init__(
        self, doc: Tree, i: int, text: str, lower: str, lemma: str, pos: str, tag: str, dep: str, ent_type: str, idx: int, spacy: int,
        is_space: int, is_punct: int, like_num: int
    ) -> None:
        self.doc, self.i, self.idx, self.text, self.lower_, self.lemma_ = doc, i, idx, text, lower, lemma
        self.pos_, self.tag_, self.dep_, self.ent_type_ = pos, tag, dep, ent_type
        self.whitespace_ = " " if spacy else ""
        self.is_space, self.is_punct, self.like_num = is_space == 1, is_punct == 1, like_num == 1
        self.children: Sequence[Word] = ()
        self._lefts: list[Word] | None = None
        self._ancestors: list[Word] | None = None
        self._subtree: list[Word] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def text_with_ws(self) -> str:
        """Text with the blank behind it."""
        return self.text + self.whitespace_

    @property
    def is_alpha(self) -> bool:
        """Whether all is letters."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Whether all is digits."""
        return self.text.isdigit()

    @property
    def is_title(self) -> bool:
        """Whether it is written as a name."""
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        """Whether it is in capitals."""
        return self.text.isupper()

    @property
    def shape_(self) -> str:
        """Its form: "Xxxx", "dd:dd"."""
        return self.doc.parsed[self.i].shape_

    def nbor(self, step: int = 1) -> Word:
        """The word `step` words on; no word beyond the text's ends."""
        at = self.i + step
        if at < 0:
            raise IndexError(f"no word {step} from word {self.i}")
        return self.doc.tokens[at]

    @property
    def lefts(self) -> list[Word]:
        """Children before the word."""
        if self._lefts is None:
            self._lefts = [c for c in self.children if c.i < self.i]
        return self._lefts

    @property
    def ancestors(self) -> list[Word]:
        """Words above, nearest first."""
        if self._ancestors is None:
            found, word, most = [], self, len(self.doc.tokens)
            while word.head is not word and len(found) < most:
                word = word.head
                found.append(word)
            self._ancestors = found
        return self._ancestors

    @property
    def subtree(self) -> list[Word]:
        """The word and all below it, each between what is left and what is right of it."""
        if self._subtree is None:
            self._subtree = _below(self) if self.children else [self]
        return self._subtree

    @property
    def left_edge(self) -> Word:
        """First word of the subtree."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Word:
        """Last word of the subtree."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def conjuncts(self) -> tuple[Word, ...]:
        """Words coordinated with this one."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:  # grows while it is walked
            found += [c for c in word.children if c.i > word.i and c.dep_ == "conj"]
        return tuple(w for w in found if w is not self)

    @property
    def sent(self) -> Stretch:
        """The parser's sentence around the word; readers' sentences are the context's."""
        return self.doc.sents[bisect_right(self.doc.sentence_starts, self.i) - 1]


def _below(top: Word) -> list[Word]:
    found: list[Word] = []
    stack = [(top, False)]
    while stack:
        word, opened = stack.pop()
        if opened or not word.children:
            found.append(word)
            continue
        n = len(word.lefts)
        stack += [(c, False) for c in reversed(word.children[n:])]
        stack.append((word, True))
        stack += [(c, False) for c in reversed(word.lefts)]
    return found


class Stretch:
    """A run of words: what the rules ask of :class:`spacy.tokens.Span`.

    Parameters
    ----------
    doc : Tree
    start, end : int
        Positions of the first word and behind the last.
    label : str, default ""
        Kind of a named entity.
    """

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Tree, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.tokens[self.start:self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            first, last, _ = at.indices(self.end - self.start)
            return Stretch(self.doc, self.start + first, self.start + max(first, last))
        return self.doc.tokens[self.start:self.end][at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stretch) and self.doc is other.doc and (
            (self.start, self.end, self.label_) == (other.start, other.end, other.label_))

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label_))

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def start_char(self) -> int:
        """Offset of the first character."""
        return self.doc.starts[self.start] if self.start < len(self.doc.starts) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset behind the last character."""
        return self.doc.ends[self.end - 1] if self.end > self.start else self.start_char

    @property
    def text(self) -> str:
        """Its characters."""
        return self.doc.text[self.start_char:self.end_char]

    @property
    def root(self) -> Word:
        """The word with the shortest way up, the first of several; a bare space or mark only if there is no other."""
        words = self.doc.tokens[self.start:self.end]
        outer = []
        for word in words:
            if word.head is word:
                return word
            if not self.start <= word.head.i < self.end:
                outer.append(word)
        if len(outer) < 2:
            return outer[0] if outer else self.doc.tokens[self.start]
        far = len(self.doc.tokens)
        return min(outer, key=lambda w: far if (w.is_space or w.is_punct) and not w.children else len(w.ancestors))

    @property
    def sent(self) -> Stretch:
        """The parser's sentence around its first word."""
        return self.doc.tokens[self.start].sent

    @property
    def ents(self) -> list[Stretch]:
        """Named entities inside."""
        return [e for e in self.doc.ents if self.start <= e.start and e.end <= self.end]

    @property
    def noun_chunks(self) -> list[Stretch]:
        """Noun phrases inside."""
        return [Stretch(self.doc, c.start, c.end) for c in self.doc.parsed[self.start:self.end].noun_chunks]
