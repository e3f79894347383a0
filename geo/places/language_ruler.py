"""spaCy's attribute ruler, remembering what it said of a word.

The ruler of the English models holds 179 patterns, nearly all about a single
token's lower-case form, tag and dependency, and matches all of them at every
token: an eighth of the pipeline's time. Here the ruler itself is asked once
for each distinct combination; patterns over several tokens are still left to
its own code. The annotations are the same, token by token (a test compares
them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler

NAME = "remembering_attribute_ruler"
_LIMIT = 200_000  # combinations kept: about 60 MB at the most


class RememberingRuler:
    """Does what `ruler` does, faster.

    Parameters
    ----------
    ruler : spacy.pipeline.AttributeRuler
        Not to be changed afterwards.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self._said: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._long = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            several = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if several:
                self._long.add(str(number), several)

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and lemma exceptions of a tagged and parsed document, in place."""
        if not len(doc):
            return doc
        said = np.array([self._of(doc, key) for key in map(tuple, doc.to_array([LOWER, TAG, DEP]).tolist())],
                        dtype=np.uint64)
        untouched = [(i, doc[i].pos, doc[i].lemma, doc[i].morph) for i in self._others(doc)]
        doc.from_array([POS, MORPH, LEMMA], said[:, :3])
        for token in doc:
            if token.is_space:  # what the ruler changes of white space only
                token.tag, token.dep = int(said[token.i, 3]), int(said[token.i, 4])
        for i, pos, lemma, morph in untouched:
            doc[i].pos, doc[i].lemma = pos, lemma
            doc[i].set_morph(morph)
        if untouched:
            several = {i for i, *_ in untouched}
            matches = self.ruler.match(doc)
            self.ruler.set_annotations(doc, [m for m in matches if not several.isdisjoint(range(m[2], m[3]))])
        return doc

    def _of(self, doc: Doc, key: tuple[int, ...]) -> tuple[int, ...]:
        held = self._said.get(key)
        if held is None:
            if len(self._said) > _LIMIT:
                self._said.clear()
            strings = doc.vocab.strings
            alone = Doc(doc.vocab, words=[strings[key[0]]])
            alone[0].tag, alone[0].dep = key[1], key[2]
            self.ruler(alone)
            held = self._said[key] = tuple(alone.to_array([POS, MORPH, LEMMA, TAG, DEP])[0].tolist())
        return held

    def _others(self, doc: Doc) -> set[int]:
        """Tokens that patterns over several tokens touch."""
        found = self._long(doc, allow_missing=True, as_spans=False)
        return {i for _, start, end in found for i in range(start, end)}


@Language.factory(NAME)
def _create(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.get_pipe("attribute_ruler"))


def remembering(nlp: Language) -> Language:
    """The pipeline with its attribute ruler replaced, where it has one; changed in place."""
    if "attribute_ruler" in nlp.pipe_names:
        nlp.add_pipe(NAME, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    return nlp
