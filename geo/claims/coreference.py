"""Places that are named by a pointing phrase: "the two regions", "the town", "there".

By rule, from what the report named before; a phrase that fits nothing stands
for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from geo.claims.coreference_breakaway import of_state, owner
from geo.claims.coreference_capital import capital
from geo.claims.coreference_focus import salient
from geo.model import Place, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_TOWN = {"town", "city", "village", "settlement", "hamlet", "suburb", "capital", "port", "township", "locality"}
_DIVISION = {
    "region",
    "province",
    "republic",
    "enclave",
    "territory",
    "district",
    "oblast",
    "state",
    "governorate",
    "county",
    "statelet",
    "entity",
    "exclave",
    "area",
    "zone",
    "prefecture",
    "department",
    "peninsula",
    "strip",
    "canton",
}
_COUNTRY = {"country", "nation"}
_SITE = {
    "island": ("ISL", "ISLS", "ISLT"),
    "airport": ("AIRP", "AIRF", "AIRB"),
    "base": ("AIRB", "MILB", "INSM", "NVB"),
    "camp": ("CMP", "CMPRF"),
    "valley": ("VAL", "VALS"),
    "mountain": ("MT", "MTS"),
    "river": ("STM",),
}
_CONTESTED = {"disputed", "contested", "border", "frontier", "occupied", "liberated", "rural", "mountainous"}  # no town is so called
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


def kind_of(word: str) -> str | None:
    """``"town"``, ``"division"``, ``"country"`` or a site's word for a noun of place (singular), else ``None``."""
    if word in _TOWN:
        return "town"
    if word in _DIVISION:
        return "division"
    if word in _COUNTRY:
        return "country"
    return word if word in _SITE else None


def is_country(place: Place) -> bool:
    """Whether a place is a whole state or territory."""
    code = place.feature_code or ""
    return not place.excluding and (code.startswith("PCL") or code in ("ADM0", "TERR"))


def fits(toponym: Toponym, kind: str) -> bool:
    """Whether the place of a toponym is of a kind."""
    place = toponym.place
    if place is None:
        return False
    code, cls = place.feature_code or "", place.feature_class or ""
    country = is_country(place)
    if kind == "town":
        return cls == "P" or code in ("ADM2", "ADM3", "ADM4")
    if kind == "country":
        return country
    if kind == "division":
        # Breakaway regions may be held as countries by a gazetteer; their ids say what they are.
        return (cls == "A" and not country) or place.id.startswith(("region:", "part:", "macro:")) or cls == "L"
    return code in _SITE.get(kind, ())


def groups(ctx: Context) -> list[list[Toponym]]:
    """Coordinated toponyms ("Abkhazia and South Ossetia"), in text order, names of places and metonyms alike."""
    if "coreference.groups" not in ctx.memo:
        found: list[list[Toponym]] = []
        current: list[Toponym] = []
        for toponym in ctx.toponyms:
            if toponym.place is None or toponym.role == "demonym":
                continue
            if current:
                between = ctx.text[current[-1].end:toponym.start].strip().lower()
                if between in (",", "and", ", and", "&", "or", "as well as", "and in", "and the") or (
                    between.startswith("and ")
                    and len(between) < 30
                    and kind_of(between.split()[-2] if between.endswith(" of") and len(between.split()) > 2 else "")
                ):
                    current.append(toponym)
                    continue
            if len(current) > 1:
                found.append(current)
            current = [toponym]
        if len(current) > 1:
            found.append(current)
        ctx.memo["coreference.groups"] = found
    return ctx.memo["coreference.groups"]


_GROUND = {"ground", "spot", "scene"}


def points_back(lemma: str) -> bool:
    """Whether a noun can point back to a place at all."""
    return lemma in _GROUND or kind_of(lemma) is not None


def places_meant(ctx: Context, noun: Token) -> list[Toponym]:
    """Toponyms that a noun points back to: "each of the regions", "the breakaway province", "the town".

    Parameters
    ----------
    noun : spacy.tokens.Token
        A noun of place with no name of its own.

    Returns
    -------
    list of Toponym
        All members for a plural, one for a singular; empty where nothing fits.
    """
    lemma = noun.lemma_.lower()
    if lemma in _GROUND and noun.dep_ == "pobj" and noun.head.lower_ == "on":
        return _state_before(ctx, noun)
    kind = kind_of(lemma)
    if kind is None:
        return []
    left = {t.lower_ for t in noun.subtree if t.i < noun.i}
    plural = noun.tag_ in ("NNS", "NNPS") or "each" in left or "both" in left
    if plural:
        size = next((_NUMBERS[w] for w in left if w in _NUMBERS), None)
        for group in reversed([g for g in groups(ctx) if g[0].start < noun.idx]):
            group = [t for t in group if t.end <= noun.idx] or group
            members = [t for t in group if fits(t, kind)]
            if len(members) == len(group) and len(members) > 1 and (size is None or size == len(members)):
                return members
        found = _distinct_before(ctx, noun, kind, size)
        if not found and size is not None and (state := owner(ctx, noun)) is not None:
            named = [t for t in ctx.toponyms if t.role != "demonym" and fits(t, kind)]
            found = of_state(ctx, noun, state, size, named)
        return found
    if not left & {"the", "this", "that", "its", "their"} and not noun.i == 0:
        return []
    if lemma == "area":
        before = [
            t
            for t in ctx.toponyms
            if t.end <= noun.idx
            and t.role == "location"
            and t.place is not None
            and not _acts(ctx, t)
            and not fits(t, "country")
            and not (left & _CONTESTED and t.place.feature_class == "P")
        ]
        return _salient(ctx, before, noun)
    if lemma == "capital":
        return capital(ctx, noun, home(ctx), partial(_acts, ctx), partial(in_dateline, ctx))
    if kind == "country":
        return _country(ctx, noun)
    before = [
        t for t in ctx.toponyms if t.end <= noun.idx and fits(t, kind) and t.role == "location" and not _acts(ctx, t)
    ]
    if kind == "island" and not before:
        return home_places(ctx)  # of a state that is one
    return _salient(ctx, before, noun)


_DATELINE = re.compile(r"[A-Z][^\n.;]{0,70}?(?:\s(?:--?|–|—)\s|\(\w+\)\s*(?:--?|–|—)|:\s)")


def in_dateline(ctx: Context, toponym: Toponym) -> bool:
    """Whether a place only says where the report was written: "MOSCOW, Aug 8 - ..."."""
    if "dateline" not in ctx.memo:
        start = len(ctx.text) - len(ctx.text.lstrip())
        match = _DATELINE.match(ctx.text, start)
        head = match[0] if match else ""
        dated = bool(re.search(r"\d|--|\(\w+\)", head)) or (
            head.strip().endswith(("-", "–", "—")) and head.split(",")[0].isupper()
        )
        ctx.memo["dateline"] = [*([(start, match.end())] if match and dated else []), *ctx.datelines]
    return bool(ctx.memo["dateline"]) and any(start <= toponym.start and toponym.end <= end for start, end in ctx.memo["dateline"])


def _acts(ctx: Context, toponym: Toponym) -> bool:
    """A place name that is the subject of its verb is a party rather than a place."""
    span = ctx.tokens_of(toponym)
    if span is None:
        return False
    root = span.root
    while root.dep_ == "conj" and root.head.pos_ in ("NOUN", "PROPN"):
        root = root.head
    return root.dep_ in ("nsubj", "nsubjpass") and root.head.pos_ == "VERB"


def _salient(ctx: Context, before: list[Toponym], noun: Token) -> list[Toponym]:
    listed = {t.start for group in groups(ctx) for t in group}
    datelined = {t.start for t in before if in_dateline(ctx, t)}
    return salient(ctx, before, noun, listed, datelined)


def home(ctx: Context) -> str | None:
    """Code of the state that the report is set in: that of most of its places."""
    if "coreference.home" not in ctx.memo:
        tally: Counter[str] = Counter()
        for t in ctx.toponyms:
            if t.place is not None and t.place.country and t.role in ("location", "demonym", "actor"):
                state = fits(t, "country")
                tally[t.place.country] += (0.5 if t.role != "location" else 0.7 if state and _acts(ctx, t) else 1.0)
        ranked = sorted(tally.items(), key=lambda item: -item[1])
        clear = ranked and (len(ranked) == 1 or ranked[0][1] >= 1.3 * ranked[1][1])
        ctx.memo["coreference.home"] = ranked[0][0] if clear else None
    return ctx.memo["coreference.home"]


def home_places(ctx: Context) -> list[Toponym]:
    """The country that the report is set in, as the report names it."""
    code = home(ctx)
    named = [t for t in ctx.toponyms if t.place is not None and t.place.country == code and fits(t, "country")]
    return (sorted(named, key=lambda t: t.role != "location") or [])[:1] if code else []


def _owns(ctx: Context, toponym: Toponym) -> bool:
    """"France's 2,400 soldiers will leave the country": not France."""
    span = ctx.tokens_of(toponym)
    return span is not None and span.root.dep_ == "poss" and kind_of(span.root.head.lemma_.lower()) is None


def _country(ctx: Context, noun: Token) -> list[Toponym]:
    """"the country": that of the report, unless another was just named as a place."""
    index = ctx.sentence_index(noun) or 0
    start = ctx.sentences[index].start_char
    own = [t for t in ctx.locations_in(start, noun.idx) if fits(t, "country") and not _acts(ctx, t) and not _owns(ctx, t)]
    return own[-1:] or home_places(ctx)


def _distinct_before(ctx: Context, noun: Token, kind: str, size: int | None) -> list[Toponym]:
    """The places of a kind named so far, if they are as many as the phrase says (two or three where it does not)."""
    seen: dict[str, Toponym] = {}
    for toponym in ctx.toponyms:
        if toponym.end <= noun.idx and toponym.role != "demonym" and fits(toponym, kind):
            seen.setdefault(toponym.place.id, toponym)  # type: ignore[union-attr]
    members = list(seen.values())
    return members if len(members) == (size or len(members)) and 2 <= len(members) <= 3 else []


def _state_before(ctx: Context, noun: Token) -> list[Toponym]:
    """The widest place of this sentence before a word: "from Georgia ... monitors on the ground"."""
    sentence = ctx.sentence_of(noun)
    if sentence is None:
        return []
    before = ctx.locations_in(sentence.start_char, noun.idx)
    states = [t for t in before if fits(t, "country")]
    return (states or before)[-1:]


def there(ctx: Context, token: Token) -> list[Toponym]:
    """Places that "there" or "here" points back to: the last located in this or the two sentences before."""
    index = ctx.sentence_index(token)
    if index is None:
        return []
    start = ctx.sentences[max(0, index - 2)].start_char
    sentence = ctx.sentences[index]
    own = [t for t in ctx.toponyms_in(sentence.start_char, token.idx, ("location", "actor"))
           if t.place is not None and not _subject_of(ctx, t, token)]
    before = own[-1:] or _salient(
        ctx, [t for t in ctx.locations_in(start, sentence.start_char) if not _acts(ctx, t)], token
    )
    if not before:
        return []
    last = before[-1]
    for group in groups(ctx):
        if last in group:
            return [t for t in group if t.role == "location"] or [last]
    return [last]


def _subject_of(ctx: Context, toponym: Toponym, token: Token) -> bool:
    """"Moscow has 2,000 men there": not in Moscow."""
    span = ctx.tokens_of(toponym)
    if span is None:
        return False
    root = span.root
    for above in root.ancestors:
        if above.dep_ in ("nsubj", "nsubjpass") and any(a.i == above.head.i for a in [token, *token.ancestors]):
            return True  # "The ministry in Paris plans to have 2,000 there"
        if above.pos_ in ("VERB", "AUX"):
            break
    if ctx.text[toponym.end:toponym.end + 1] == ":":
        return False
    return root.dep_ in ("nsubj", "nsubjpass") and any(a.i == root.head.i for a in [token, *token.ancestors])
