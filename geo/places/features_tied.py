"""Whether the words around a name tie something to it as to a place.

No gazetteer knows all villages, and the statistical model takes most of those
that it never saw for persons and offices. But people walk to them, garrisons
and hospitals are of them, dams and crossings bear their names, and an
apposition says what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.places.features_lexicon import context_words, given_names, place_types

if TYPE_CHECKING:
    from geo.places.recognize_scan import Words

NAMES = ("going", "going_in", "place_noun", "site_after", "apposed", "apposed_before", "compass_of", "colon_after", "stop_after",
         "opens_line", "taken_in_list", "given_world", "of_whom", "war")
_SPATIAL = frozenset((
    "in", "at", "near", "to", "into", "from", "through", "toward", "towards", "around", "outside", "inside", "above", "below", "behind", "beyond",
    "between", "across", "over", "on", "off", "via", "along", "past", "round", "for", "within", "throughout", "against", "up", "down"))
_STATIC = frozenset(("in", "at", "near", "around", "outside", "inside", "above", "between", "behind", "beyond"))
_COMPASS = frozenset((
    "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west", "outside",
    "kilometres", "kilometers", "km", "miles"))
_LISTED = frozenset(("conj", "appos", "compound", "nmod"))
_REACH = 7


class Tied:
    """Features of one document's spans; see :data:`NAMES`."""

    def __init__(self, words: Words) -> None:
        self.words = words
        kinds = context_words()
        self.going, self.nouns, self.sites = kinds["going"], kinds["place_noun"], kinds["site"]
        self.types, self.given = place_types(), given_names()
        spoken = sum(lemma in kinds["war"] for lemma in words.lemma)
        # In a report on a war fewer names are persons' and firms' than in a local paper.
        self.war = min(1.0, 20 * spoken / max(len(words.text), 1))

    def __call__(self, first: int, last: int) -> tuple[float, ...]:
        """Values of :data:`NAMES` for the token range ``[first, last)``."""
        w = self.words
        n = len(w.text)
        after = w.text[last] if last < n and not w.space[last] else ""
        opens = first == 0 or w.space[first - 1] and "\n" in w.text[first - 1] or w.text[first - 1] in ("-", "•", "*", "–", ".") \
            and first > 1 and w.space[first - 2]
        going, static, noun, listed = self._head(last - 1)
        single = last - first == 1
        return (
            float(going), float(going and static), float(noun), float(self._site(last, n)), float(self._apposed(last, n)),
            float(self._apposed_before(first)),
            float(first > 1 and w.lower[first - 1] == "of" and w.lower[first - 2] in _COMPASS),
            float(after == ":"), float(after in (".", ";")), float(opens), float(listed),
            float(single and w.text[first] in self.given),
            float(after == "," and last + 1 < n and w.lower[last + 1] in ("who", "whose", "whom")),
            self.war,
        )

    def _head(self, at: int) -> tuple[bool, bool, bool, bool]:
        """By a verb of going or being there, by a preposition of being there, by a noun of a site; through a list of names."""
        w, listed = self.words, False
        for _ in range(4):
            if w.dep[at] in _LISTED and w.head[at] != at:
                at, listed = w.head[at], True
            else:
                break
        if w.dep[at] != "pobj" or w.head[at] == at:
            return False, False, False, False
        prep = w.head[at]
        low = w.lower[prep]
        while w.dep[prep] == "prep" and w.dep[w.head[prep]] == "prep":
            prep = w.head[prep]  # "up to", "out of"
        head = w.lemma[w.head[prep]].lower()
        going = head in self.going and low in _SPATIAL
        noun = head in self.nouns and (low in _SPATIAL or low == "of") or w.lower[w.head[prep]] in self.nouns
        return going, low in _STATIC, noun, listed and (going or noun)

    def _site(self, last: int, n: int) -> bool:
        """ "the Calueque dam", "the Belbek air base"."""
        w = self.words
        for k in range(last, min(n, last + 2)):
            if w.space[k] or not w.text[k].isalpha() or w.capital[k]:
                return False
            if w.lower[k] in self.sites:
                return True
        return False

    def _apposed(self, last: int, n: int) -> bool:
        """ "Mitú, capital of Vaupés", "Elephant Pass, the causeway base"."""
        w = self.words
        if last + 1 >= n or w.text[last] != ",":
            return False
        for k in range(last + 1, min(n, last + _REACH)):
            if w.capital[k] or not w.text[k].isalpha() or w.pos[k] in ("VERB", "AUX", "PRON"):
                return False
            if w.pos[k] == "ADP":
                return False
            if w.lower[k] in self.types or w.lower[k] in self.sites or w.lower[k] in ("hometown", "birthplace", "stronghold", "bastion"):
                return True
        return False

    def _apposed_before(self, first: int) -> bool:
        """ "the district headquarters, Mangalsen", "the town of X" is for others."""
        w = self.words
        return first > 1 and w.text[first - 1] in (",", ":") and (w.lower[first - 2] in self.types or w.lower[first - 2] in self.sites)
