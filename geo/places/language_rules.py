"""spaCy's attribute rules, asked once per kind of token instead of once per token.

A tenth of the time of spaCy's small English pipeline goes into matching some
170 patterns of one token each against every token, though what they look at
(tag, lower-case form, dependency) repeats all the time. The answers are the
same; ``tests/test_places_language.py`` compares them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_KEYS = ("TAG", "LOWER", "DEP", "IS_SPACE")
_MOST = 200_000
Found = list[tuple[int, int, int, int]]


def quicken(ruler: AttributeRuler) -> bool:
    """Let an attribute ruler remember what its patterns of one token say.

    Returns
    -------
    bool
        Whether it could: patterns that look at other attributes, or repeat a
        token, are left to spaCy.
    """
    alone, several = {}, {}
    for number, rule in enumerate(ruler.patterns):
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                several.setdefault(number, []).append(pattern)
            elif set(pattern[0]) <= set(_KEYS):
                alone.setdefault(number, []).append(pattern)
            else:
                return False
    if min(ruler.indices, default=0) < 0:
        return False
    ruler.match = _Matches(ruler, alone, several)
    ruler.set_annotations = partial(_annotate, ruler)
    return True


def _annotate(ruler: AttributeRuler, doc: Doc, matches: Found) -> None:
    """As spaCy does it, without making two spans for each match."""
    from spacy.tokens._retokenize import set_token_attrs

    for number, _, start, _ in matches:
        set_token_attrs(doc[start + ruler.indices[number]], ruler.attrs[number])


class _Matches:
    """Stands in for :meth:`spacy.pipeline.AttributeRuler.match`."""

    def __init__(self, ruler: AttributeRuler, alone: dict[int, list], several: dict[int, list]) -> None:
        from spacy.matcher import Matcher

        self._alone, self._several = Matcher(ruler.vocab, validate=False), Matcher(ruler.vocab, validate=False)
        for matcher, rules in ((self._alone, alone), (self._several, several)):
            for number, patterns in rules.items():
                matcher.add(str(number), patterns)
        self._strings = ruler.vocab.strings
        self._held: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}

    def __call__(self, doc: Doc) -> Found:
        """(number of the rule, its id, start, end) of all matches, sorted."""
        if not len(doc):
            return []
        held, found = self._held, []
        if len(held) > _MOST:
            held.clear()
        for i, key in enumerate(map(tuple, doc.to_array(list(_KEYS)).tolist())):
            rules = held.get(key)
            if rules is None:
                said = self._alone(doc[i:i + 1], allow_missing=True, as_spans=False)
                rules = held[key] = tuple((int(self._strings[m]), m) for m, _, _ in said)
            found += [(number, match, i, i + 1) for number, match in rules]
        found += [(int(self._strings[m]), m, start, end)
                  for m, start, end in self._several(doc, allow_missing=True, as_spans=False)]
        return sorted(found)
