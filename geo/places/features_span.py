"""What the recognizer knows about a span: one row of numbers each.

The features describe wording, the statistical model's opinion and the
gazetteer's, never a particular name, so that what is learned on American
local papers holds for reports from anywhere.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from geo.places import features_tied
from geo.places.features_coherence import Coherence
from geo.places.features_lexicon import heads, metonym_words, personal_names, place_types
from geo.places.language_case import common_words
from geo.places.recognize_scan import Span, Words

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
HEADS = ("media", "unit", "group", "club", "company", "institution", "street", "work")
DEPS = ("pobj", "compound", "nsubj", "amod", "appos", "poss", "conj", "npadvmod", "nmod", "ROOT", "dobj")
KINDS = ("name", "folded", "alternate", "derived", "demonym", "abbreviation", "metonym", "old")
LOCATIVE = frozenset(["in", "at", "near", "outside", "around", "across", "throughout", "within", "inside", "above",
    "below", "beyond", "between"])
MOTION = frozenset(["from", "to", "toward", "towards", "through", "into", "via", "over", "along", "against", "off",
    "onto", "for", "on"])
COMPASS = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast",
        "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern",
        "upper", "lower", "greater", "downtown", "mid"]
)
AFTER_HYPHEN = frozenset(
    ["based", "led", "backed", "born", "controlled", "held", "occupied", "area", "bound", "trained", "style", "made",
        "raised", "funded", "supported", "aligned", "installed", "sponsored", "brokered", "mediated", "dominated"]
)

SURE = 6.8  # prominence of a large city or capital

NAMES = (
    [f"exact_{label}" for label in LABELS] + [f"inside_{label}" for label in LABELS]
    + ["other_label", "no_entity", "partial", "ent_before", "ent_after", "ent_tokens"]
    + ["hit", "matches", "prominence", "quality", "population", "best_country", "best_adm1", "best_adm2",
        "best_populated",
       "best_nature", "best_spot"] + [f"kind_{k}" for k in KINDS]
    + ["tokens", "characters", "all_caps", "common", "first_common", "given", "surname", "given_before",
       "surname_after", "title_before", "capital_before", "capital_after", "sentence_start", "article_before"]
    + [f"head_{h}" for h in HEADS] + ["head_inside", "locative", "motion", "of_before", "and_before", "comma_before",
       "comma_after", "region_after", "region_before_comma", "possessive", "hyphen_before", "hyphen_after",
       "hyphen_participle", "verb_after", "type_before", "type_after", "type_inside", "pattern", "compass_before",
       "compass_inside", "bracket", "number_before", "propn", "adjective"] + [f"dep_{d}" for d in DEPS]
    + ["repeats", "share_place", "share_person", "share_org", "person_tail", "larger_hit", "larger_entity",
        "smaller_hit",
       "line_start", "dateline", "doc_places", "coherent",
       "coherent_share", "coherent_beside", "conjunct_place", "place_verb", *features_tied.NAMES]
)
# What can only speak for a place: more of it never makes the recognizer doubt. Keeps what is learned on one kind of
# newspaper from turning into prejudice about another's names.
RISING = ("exact_GPE", "hit", "quality", "prominence", "coherent", "coherent_share", "coherent_beside", "share_place",
          "conjunct_place", "place_verb", "locative", "pattern", "region_after", "type_before", "type_after")


class Knowledge:
    """What the gazetteer says about a name, as numbers; kept per gazetteer across documents."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._known: dict[str, tuple] = {}

    def __call__(self, name: str) -> tuple:
        """Features ``matches`` to ``kind_*`` of a name; whether it may be a region that contains; the country that it
        stands for beyond doubt; the most prominent place of the name by country."""
        held = self._known.get(name)
        if held is None:
            if len(self._known) > 50_000:
                self._known.clear()
            held = self._known[name] = self._of(name)
        return held

    def _of(self, name: str) -> tuple:
        matches = self.gazetteer.lookup(name, limit=30)
        if not matches:
            return (*(0.0,) * (10 + len(KINDS)), False, None, {})
        best = matches[0]
        code, cls = best.place.feature_code or "", best.place.feature_class or ""
        country = code.startswith("PCL") or code == "TERR"
        population = max((m.place.population or 0) for m in matches)
        region = any((m.place.feature_code or "").startswith(("PCL", "ADM1")) for m in matches)
        kinds = {m.kind for m in matches[:5]}
        by_country: dict[str, float] = {}
        for match in matches:
            if match.place.country:
                by_country.setdefault(match.place.country, match.prominence)
        sure = best.place.country if country or best.prominence >= SURE else None
        return (
            math.log1p(len(matches)), best.prominence, max(m.quality for m in matches), math.log10(population + 1),
            float(country), float(code.startswith("ADM1")), float(cls == "A" and not country and code[:4] != "ADM1"),
            float(cls == "P"), float(cls in "HTLVU"), float(cls in "SR"), *(float(k in kinds) for k in KINDS), region,
            sure, by_country,
        )


def table(words: Words, spans: list[Span], known: Knowledge) -> np.ndarray:
    """Features of spans.

    Returns
    -------
    numpy.ndarray of float32, shape (len(spans), len(NAMES))
    """
    return np.array(list(_rows(words, spans, known)), dtype=np.float32).reshape(-1, len(NAMES))


def _one_hot(width: int, at: int) -> tuple[float, ...]:
    return tuple(float(k == at) for k in range(width))


# Parts of rows, made once: most spans have the same few.
_EXACT = {label: _one_hot(2 * len(LABELS), k) for k, label in enumerate(LABELS)}
_INSIDE = {label: _one_hot(2 * len(LABELS), len(LABELS) + k) for k, label in enumerate(LABELS)}
_UNLABELLED = (0.0,) * (2 * len(LABELS))
_DEP = {dep: _one_hot(len(DEPS), k) for k, dep in enumerate(DEPS)}
_NO_DEP, _NO_HEAD = (0.0,) * len(DEPS), (0.0,) * (len(HEADS) + 1)
_HYPHENS, _SMALL = ("-", "–"), ("of", "and", "&", "for", "the")


def _entities(words: Words) -> tuple[list[tuple[int, int, str]], list[int]]:
    """Entities without article and possessive, and the entity that each token belongs to (-1: none)."""
    entity_of, entities = [-1] * len(words.text), []
    for k, (first, last, label) in enumerate(words.entities):
        while first < last and words.lower[first] in ("the", "a", "an"):
            first += 1
        while last > first and (words.lower[last - 1] in ("'s", "’s", "'", "’") or words.space[last - 1]):
            last -= 1
        entities.append((first, last, label))
        entity_of[first:last] = [k] * (last - first)
    return entities, entity_of


def _starts(words: Words) -> list[bool]:
    """Whether a sentence starts at a token, or would but for quotation marks and bullets."""
    n = len(words.text)
    found = [False] * n + [n == 0]
    for start, end in itertools.pairwise([*words.sentences, n]):
        k = start
        while k < end and (words.space[k] or not words.text[k][0].isalnum()):
            found[k] = True
            k += 1
        found[min(k, n)] = True
    return found


def _rows(words: Words, spans: list[Span], known: Knowledge):
    n = len(words.text)
    entities, entity_of = _entities(words)
    sentence_start = _starts(words)
    surface, seen_as, tails = Counter(s.text for s in spans), {}, Counter()
    for span in spans:
        k = entity_of[span.first]
        label = entities[k][2] if k >= 0 and entities[k][:2] == (span.first, span.last) else None
        group = "place" if label in ("GPE", "LOC") else label if label in ("PERSON", "ORG") else None
        if group:
            seen_as[span.text, group] = seen_as.get((span.text, group), 0) + 1
    for first, last, label in entities:
        if label == "PERSON" and last - first > 1:
            tails[words.text[last - 1]] += 1
    doc_places = sum(1 for e in entities if e[2] in ("GPE", "LOC")) / max(len(entities), 1)
    covering: dict[int, list[tuple[int, int]]] = {}
    for first, last in {(s.first, s.last) for s in spans if s.hit}:
        for k in range(first, last):
            covering.setdefault(k, []).append((first, last))
    coherent = Coherence(spans, entities, entity_of, known)
    pos, dep, tag, lemma, lower, text, space = (words.pos, words.dep, words.tag, words.lemma, words.lower, words.text,
                                                words.space)
    given, surnames = personal_names()
    titles, after = heads("before"), heads("after")
    types, common, verbs = place_types(), common_words(), metonym_words()["verb"]
    place_verbs = metonym_words()["place_verb"]
    follows, precedes = _listed(words, entities)
    tied = features_tied.Tied(words)

    for s in spans:
        i, j, name = s.first, s.last, s.text
        k = entity_of[i] if entity_of[i] >= 0 else entity_of[j - 1]
        ent_tokens, partial = 0, False
        if k < 0:
            entity = (*_UNLABELLED, 0.0, 1.0, 0.0, 0.0, 0.0, 0)
        else:
            first, last, label = entities[k]
            exact, inside = (first, last) == (i, j), first <= i and j <= last
            ent_tokens = last - first
            labels, other = _EXACT if exact else _INSIDE, 0.0
            if label not in labels or not inside:
                labels, other, partial = {}, float(label not in labels), not inside
            entity = (*labels.get(label, _UNLABELLED), other, 0.0, float(partial), max(i - first, -2),
                      max(last - j, -2), ent_tokens)
        facts = known(name)
        previous = i - 1 if i and not space[i - 1] else -1
        low_before, text_before = (lower[previous], text[previous]) if previous >= 0 else ("", "")
        low_after, text_after = (lower[j], text[j]) if j < n and not space[j] else ("", "")
        follows_on = text_after != ""
        before2 = lower[i - 2] if i > 1 else ""
        single, is_common = j - i == 1, float(lower[i] in common)
        comma, typed = text_after == ",", low_before in types
        # The head of the name that goes on after the span: "Kyiv Independent", "Kentucky State Police".
        end = j
        while end < n and end < j + 5 and (words.capital[end] or lower[end] in _SMALL):
            end += 1
        headed = _NO_HEAD
        if end > j:
            kinds, near = after.get(text[end - 1], ()), after.get(text[j], ())
            headed = [float(h in kinds) + 0.5 * (h in near and h not in kinds) for h in HEADS]
            headed.append(0.0)
        count = surface[name]
        line_start = i == 0 or (space[i - 1] and "\n" in text[i - 1])
        yield (
            *entity, float(s.hit), *facts[:-3],
            j - i, len(name), float(name.isupper()), is_common if single else 0.0, is_common,
            given.get(text[i], 0.0), surnames.get(text[j - 1], 0.0),
            given.get(text_before, 0.0), surnames.get(text_after, 0.0),
            float(text_before in titles or (text_before == "." and i > 1 and text[i - 2] in titles)),
            float(text_before[:1].isupper() and not sentence_start[max(previous, 0)]), float(text_after[:1].isupper()),
            float(sentence_start[i]), float(low_before in ("the", "a", "an")),
            *headed[:-1], 0.0 if single else float(any(w in after for w in text[i + 1:j])),
            float(low_before in LOCATIVE), float(low_before in MOTION), float(low_before == "of"),
            float(low_before == "and"), float(text_before == ","), float(comma),
            float(comma and j + 1 < n and words.capital[j + 1] and _region(known, words, j + 1)),
            float(text_before == "," and i > 1 and _region_before(known, words, i - 2)),
            float(low_after in ("'s", "’s")), float(text_before in _HYPHENS), float(text_after in _HYPHENS),
            float(text_after in _HYPHENS and j + 1 < n and lower[j + 1] in AFTER_HYPHEN),
            float(follows_on and pos[j] == "VERB") + float(follows_on and lemma[j] in verbs),
            float(typed or (low_before == "of" and before2 in types)), float(low_after in types),
            float(lower[j - 1] in types or lower[i] in types), float(s.pattern),
            float(low_before in COMPASS), float(lower[i] in COMPASS), float(text_before in ("(", "[")),
            float(text_before[:1].isdigit()), pos[i:j].count("PROPN") / (j - i), float(tag[j - 1] == "JJ"),
            *_DEP.get(dep[j - 1], _NO_DEP),
            math.log(count), *(seen_as.get((name, g), 0) / count for g in ("place", "PERSON", "ORG")),
            float(single and tails[text[j - 1]] > 0),
            float(any(f <= i and j <= t and t - f > j - i for f, t in covering.get(i, ()))),
            float(ent_tokens > j - i and not partial),
            0.0 if single else float(any(i <= f and t <= j and t - f < j - i
                                         for q in range(i, j) for f, t in covering.get(q, ()))),
            float(line_start), float(line_start and _dateline(words, j)), doc_places, *coherent(name),
            float(i in follows or j in precedes), float(_taken(words, j - 1, place_verbs)),
            *tied(i, j),
        )


def _listed(words: Words, entities: list) -> tuple[set[int], set[int]]:
    """Where a name would follow or go before a place in a list: "Avdiivka, Marinka and Vuhledar"."""
    follows, precedes = set(), set()
    for first, last, label in entities:
        if label not in ("GPE", "LOC"):
            continue
        k = last
        while k < len(words.text) and words.lower[k] in (",", "and", "or", "&"):
            k += 1
        if k > last:
            follows.add(k)
        k = first
        while k and words.lower[k - 1] in (",", "and", "or", "&"):
            k -= 1
        if k < first:
            precedes.add(k)
    return follows, precedes


def _taken(words: Words, at: int, verbs: frozenset[str]) -> bool:
    """Whether the name is what is captured, shelled, fled from: "captured Goma", "advanced on Tripoli"."""
    head, dep, lemma = words.head, words.dep, words.lemma
    while dep[at] in ("conj", "appos", "compound", "nmod") and head[at] != at:
        at = head[at]
    if dep[at] == "pobj":
        at = head[at]
        return dep[at] == "prep" and lemma[head[at]] in verbs
    return dep[at] in ("dobj", "nsubjpass") and lemma[head[at]] in verbs


def _region(known: Knowledge, words: Words, i: int) -> bool:
    """Whether the name that starts at token `i` can be a country or division."""
    for length in (3, 2, 1):
        if i + length <= len(words.text) and words.capital[i + length - 1]:
            joined = " ".join(words.text[i:i + length])
            if known(joined)[-3]:
                return True
    return False


def _region_before(known: Knowledge, words: Words, i: int) -> bool:
    return any(i - length >= 0 and words.capital[i - length + 1] and known(" ".join(words.text[i - length + 1:i +
    1]))[-3]
               for length in (2, 1))


def _dateline(words: Words, j: int) -> bool:
    """Whether a dateline's dash follows soon: "GORI, Georgia (Reuters) —"."""
    return any(w in ("—", "–", "--", "-", "_") for w in words.text[j:j + 8])


