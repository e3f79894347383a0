"""What the recognizer knows about a span: one row of numbers each.

The features describe wording, the statistical model's opinion and the
gazetteer's, never a particular name, so that what is learned on American
local papers holds for reports from anywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from geo.places.features_lexicon import heads, metonym_words, personal_names, place_types
from geo.places.language_case import common_words
from geo.places.recognize_scan import Span, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
       "coherent_share", "coherent_beside", "conjunct_place", "place_verb"]
)
# What can only speak for a place: more of it never makes the recognizer doubt. Keeps what is learned on one kind of
# newspaper from turning into prejudice about another's names.
RISING = ("exact_GPE", "hit", "quality", "prominence", "coherent", "coherent_share", "coherent_beside", "share_place",
          "conjunct_place", "place_verb", "locative", "pattern", "region_after", "type_before", "type_after")


_NO_LABEL = (0.0,) * (2 * len(LABELS))
_NO_HEAD = (0.0,) * len(HEADS)
_NO_DEP = (0.0,) * len(DEPS)
_ONE_DEP = {dep: tuple(float(dep == other) for other in DEPS) for dep in DEPS}
# What the object of a verb, and what hangs on it, can be in a parse; saves a look at most names' tokens.
_OBJECTS = frozenset(["dobj", "nsubjpass", "pobj", "conj", "appos", "compound", "nmod"])


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


def table(doc: Doc, words: Words, spans: list[Span], known: Knowledge) -> np.ndarray:
    """Features of spans.

    Returns
    -------
    numpy.ndarray of float32, shape (len(spans), len(NAMES))
    """
    return np.array(list(_rows(doc, words, spans, known)), dtype=np.float32).reshape(-1, len(NAMES))


def _rows(doc: Doc, words: Words, spans: list[Span], known: Knowledge):
    n = len(words.text)
    entity_of, entities = [-1] * n, []
    for k, ent in enumerate(doc.ents):
        first, last = ent.start, ent.end
        while first < last and words.lower[first] in ("the", "a", "an"):
            first += 1
        while last > first and (words.lower[last - 1] in ("'s", "’s", "'", "’") or words.space[last - 1]):
            last -= 1
        entities.append((first, last, ent.label_))
        entity_of[first:last] = [k] * (last - first)
    sentence_start = [False] * (n + 1)
    for sent in doc.sents:
        k = sent.start
        while k < sent.end and (words.space[k] or not words.text[k][0].isalnum()):
            sentence_start[k] = True
            k += 1
        sentence_start[min(k, n)] = True
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
    hits = {(s.first, s.last) for s in spans if s.hit}
    covering: dict[int, list[tuple[int, int]]] = {}
    for first, last in hits:
        for k in range(first, last):
            covering.setdefault(k, []).append((first, last))
    spoken = _countries(spans, entities, entity_of, known)
    total_spoken = sum(spoken.values())
    pos, dep, tag, lemma = words.pos, words.dep, words.tag, words.lemma
    given, surnames = personal_names()
    titles, after = heads("before"), heads("after")
    types, common, verbs = place_types(), common_words(), metonym_words()["verb"]
    place_verbs = metonym_words()["place_verb"]
    listed = _listed(words, entities)
    commons = [low in common for low in words.lower]

    for s in spans:
        i, j = s.first, s.last
        k = entity_of[i] if entity_of[i] >= 0 else entity_of[j - 1]
        row: list[float] = list(_NO_LABEL)
        other = none = partial = before_ent = after_ent = 0.0
        ent_tokens = 0
        if k < 0:
            none = 1.0
        else:
            first, last, label = entities[k]
            exact, inside = (first, last) == (i, j), first <= i and j <= last
            at = LABELS.index(label) if label in LABELS else -1
            if at >= 0 and exact:
                row[at] = 1.0
            elif at >= 0 and inside:
                row[len(LABELS) + at] = 1.0
            else:
                other = float(at < 0)
                partial = float(not inside)
            before_ent, after_ent, ent_tokens = max(i - first, -2), max(last - j, -2), last - first
        row += [other, none, partial, before_ent, after_ent, ent_tokens]
        facts = known(s.text)
        row += [float(s.hit), *facts[:-3]]
        previous = i - 1 if i and not words.space[i - 1] else -1
        following = j if j < n and not words.space[j] else -1
        low_before = words.lower[previous] if previous >= 0 else ""
        low_after = words.lower[following] if following >= 0 else ""
        text_before = words.text[previous] if previous >= 0 else ""
        text_after = words.text[following] if following >= 0 else ""
        before2 = words.lower[i - 2] if i > 1 else ""
        single = j - i == 1
        row += [
            j - i, len(s.text), float(s.text.isupper()), float(single and commons[i]), float(commons[i]), given.get(words.text[i], 0.0), surnames.get(words.text[j - 1], 0.0),
            given.get(text_before, 0.0), surnames.get(text_after, 0.0),
            float(text_before in titles or (text_before == "." and i > 1 and words.text[i - 2] in titles)),
            float(text_before[:1].isupper() and not sentence_start[max(previous, 0)]), float(text_after[:1].isupper()),
            float(sentence_start[i]), float(low_before in ("the", "a", "an")),
        ]
        # The head of the name that goes on after the span: "Kyiv Independent", "Kentucky State Police".
        end = j
        while end < n and end < j + 5 and (words.capital[end] or words.lower[end] in ("of", "and", "&", "for", "the")):
            end += 1
        kinds = after.get(words.text[end - 1], ()) if end > j else ()
        near = after.get(words.text[j], ()) if end > j else ()
        row += [float(h in kinds) + 0.5 * (h in near and h not in kinds) for h in HEADS] if kinds or near else _NO_HEAD
        row.append(float(not single and not after.keys().isdisjoint(words.text[i + 1:j])))
        comma = text_after == ","
        region_after = comma and j + 1 < n and words.capital[j + 1] and _region(known, words, j + 1)
        region_before = text_before == "," and i > 1 and _region_before(known, words, i - 2)
        row += [
            float(low_before in LOCATIVE), float(low_before in MOTION), float(low_before == "of"),
                float(low_before == "and"),
            float(text_before == ","), float(comma), float(region_after), float(region_before),
            float(low_after in ("'s", "’s")), float(text_before in ("-", "–")), float(text_after in ("-", "–")),
            float(text_after in ("-", "–") and j + 1 < n and words.lower[j + 1] in AFTER_HYPHEN),
            float(following >= 0 and pos[j] == "VERB") + float(following >= 0 and lemma[j] in verbs),
            float((before2 in types and low_before == "of") or low_before in types), float(low_after in types),
            float(words.lower[j - 1] in types or words.lower[i] in types), float(s.pattern),
            float(low_before in COMPASS), float(words.lower[i] in COMPASS), float(text_before in ("(", "[")),
            float(text_before[:1].isdigit()), pos[i:j].count("PROPN") / (j - i), float(tag[j - 1] == "JJ"),
        ]
        row += _ONE_DEP.get(dep[j - 1], _NO_DEP)
        count = surface[s.text]
        larger = smaller = False
        for q in range(i, j):
            for f, t in covering.get(q, ()):
                larger |= q == i and f <= i and j <= t and t - f > j - i
                smaller |= i <= f and t <= j and t - f < j - i
        line_start = i == 0 or (words.space[i - 1] and "\n" in words.text[i - 1])
        row += [
            math.log(count), seen_as.get((s.text, "place"), 0) / count, seen_as.get((s.text, "PERSON"), 0) / count,
            seen_as.get((s.text, "ORG"), 0) / count,
            float(tails[words.text[j - 1]] > 0) if single else 0.0, float(larger),
            float(ent_tokens > j - i and not partial), float(smaller), float(line_start),
            float(line_start and _dateline(words, j)), doc_places, *_coherent(s, facts, spoken, total_spoken),
            float((i in listed[0]) or (j in listed[1])), float(dep[j - 1] in _OBJECTS and _taken(doc[j - 1], place_verbs)),
        ]
        yield row


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


def _taken(head: Token, verbs: frozenset[str]) -> bool:
    """Whether the name is what is captured, shelled, fled from: "captured Goma", "advanced on Tripoli"."""
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head is not head:
        head = head.head
    if head.dep_ == "pobj":
        head = head.head
        return head.dep_ == "prep" and head.head.lemma_ in verbs
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in verbs


def _countries(spans: list[Span], entities: list, entity_of: list[int], known: Knowledge) -> Counter:
    """How often the document surely speaks of each country, and by which names: (country, name) to mentions."""
    found: Counter = Counter()
    for span in spans:
        facts = known(span.text)
        if facts[-2] is None:
            continue
        k = entity_of[span.first]
        label = entities[k][2] if k >= 0 else None
        if label in ("GPE", "LOC", "NORP") or (facts[4] and label not in ("PERSON", "ORG", "WORK_OF_ART")):
            found[facts[-2], span.text] += 1
    return found


def _coherent(span: Span, facts: tuple, spoken: Counter, total: int) -> tuple[float, float, float]:
    """Prominence of the name's place in a country that the rest of the document speaks of, and that country's share."""
    best, share = 0.0, 0.0
    rest = total
    others: dict[str, int] = {}
    for (country, name), count in spoken.items():
        if name == span.text:
            rest -= count
        else:
            others[country] = others.get(country, 0) + count
    for country, count in others.items():
        held = facts[-1].get(country)
        if held is not None and (held, count) > (best, share):
            best, share = held, count
    return best, share / max(rest, 1), float(best > 0 and share >= 0.3 * max(rest, 1))


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


