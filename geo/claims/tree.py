"""The parse as plain Python objects: what every rule walks over.

spaCy makes a Python object anew for each token at each look, and looks its
strings up in a store each time; the rules look at every token of a report some
sixty times. So the parse is copied once, after it is mended, and the copies
answer what spaCy's tokens, spans and documents answer, under the same names:
rules stay typed with spaCy's classes, and can be called on either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, overload

from geo.claims.tree_words import Stretch, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_PLAIN = ("IDX", "SPACY", "IS_SPACE", "IS_PUNCT", "LIKE_NUM")


class Tree:
    """A parsed text: what the rules ask of :class:`spacy.tokens.Doc`.

    Parameters
    ----------
    parsed : spacy.tokens.Doc
        Its heads and labels must not change any more.

    Attributes
    ----------
    tokens : list of Word
    starts, ends : list of int
        Offsets of each word.
    sents : list of Stretch
        The parser's sentences.
    ents : list of Stretch
        Named entities.
    """

    def __init__(self, parsed: Doc) -> None:
        self.parsed, self.text = parsed, parsed.text
        store = parsed.vocab.strings
        columns: list[list] = []
        for ids in parsed.to_array(list(_STRINGS)).T.tolist():
            names = {key: store[key] if key else "" for key in set(ids)}
            columns.append([names[key] for key in ids])
        columns += parsed.to_array(list(_PLAIN)).T.tolist()
        # Distances to the head are signed numbers in unsigned columns.
        steps, begins = parsed.to_array(["HEAD", "SENT_START"]).view("int64").T.tolist()
        self.starts: list[int] = columns[len(_STRINGS)]
        self.ends = [start + len(text) for start, text in zip(self.starts, columns[0], strict=True)]
        self.tokens = [Word(self, i, *row) for i, row in enumerate(zip(*columns, strict=True))]
        below: dict[int, list[Word]] = {}
        for word, step in zip(self.tokens, steps, strict=True):
            word.head = self.tokens[word.i + step]
            if step:
                below.setdefault(word.head.i, []).append(word)
        for i, children in below.items():
            self.tokens[i].children = children
        self.sentence_starts = [i for i, begin in enumerate(begins) if begin == 1 or i == 0]
        ends = [*self.sentence_starts[1:], len(self.tokens)]
        self.sents = [Stretch(self, a, b) for a, b in zip(self.sentence_starts, ends, strict=False)]
        self.ents = [Stretch(self, e.start, e.end, e.label_) for e in parsed.ents]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Positions of the first and of the last word of each word's subtree, found for all words at once."""
        heads = [word.head.i for word in self.tokens]
        first, last = list(range(len(heads))), list(range(len(heads)))
        changed = True
        while changed:  # twice or three times: a subtree may lie on both sides of its top
            changed = False
            for order in (range(len(heads)), range(len(heads) - 1, -1, -1)):
                for i in order:
                    head = heads[i]
                    if first[i] < first[head]:
                        first[head], changed = first[i], True
                    if last[i] > last[head]:
                        last[head], changed = last[i], True
        return first, last

    def __iter__(self) -> Iterator[Word]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, int):
            return self.tokens[at]
        first, last, _ = at.indices(len(self.tokens))
        return Stretch(self, first, last if last > first else first)

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Stretch | None:
        """Words of a character span.

        Parameters
        ----------
        start, end : int
        alignment_mode : {"strict", "contract", "expand"}
            What to do with words cut by an end: no span, leave them out, take them in.
        """
        first, last = self._covering(start), self._covering(end - 1)
        if first is None or last is None:
            return None
        begins, ends = self.starts[first], self.ends[last]
        if alignment_mode == "strict" and (start != begins or end != ends):
            return None
        if alignment_mode == "contract":
            first, last = first + (begins < start), last - (end < ends)
            return Stretch(self, first, last + 1) if first <= last else None
        if alignment_mode == "expand" and start == self.ends[first]:
            first += 1  # the blank behind a word is none of its
        return Stretch(self, first, last + 1)

    def _covering(self, offset: int) -> int | None:
        """Position of the word that holds a character, or holds it in the blank behind."""
        i = bisect_right(self.starts, offset) - 1
        if i < 0:
            return None
        return i if offset < self.ends[i] + len(self.tokens[i].whitespace_) else None
