"""Where a counted force is: its place slot.

Every place of the sentence is described by the preposition that leads to it
and the word that this hangs on; the nearest in the parse wins, with the
direction that the status asks for (withdrawn *from*, sent *to*). The wording
around a name is part of the place: "the rest of Georgia", "near Gori".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims import coreference
from geo.claims.actors import fold
from geo.claims.where_words import says_whose, territory, worded
from geo.model import Place, Toponym
from geo.places import away_from

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

#: States in parts that lie apart: who speaks of one of them does not mean the other.
_APART = {"PS"}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNTED = re.compile(
    rf"\s+\(?(?:(?:about |some |around |up to |another |at least )?\d[\d,.]*\b(?!\s*(?:km|miles|{_MONTHS}))"
    r"|(?:a|another|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:battalion|company|brigade|contingent|platoon|squadron|regiment|unit|frigate"
    r"|destroyer|warship|ship|carrier|submarine|helicopter|aircraft|plane|hospital)s?\b)",
    re.I,
)
_OWNED = {
    "territory", "soil", "side", "border", "waters", "airspace", "village", "town", "city", "province", "region", "countryside", "coast", "land",
    "territories", "ground", "frontier", "mainland", "lines", "bank", "positions", "base", "bases", "port"
}


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a sentence and how the sentence leads to it.

    Attributes
    ----------
    toponyms : tuple of Toponym
        Coordinated names that share the preposition.
    places : tuple of Place
        With the wording applied.
    preposition : str
        ``"in"``, ``"from"``, ``"<dobj>"`` for a direct object ...
    head : spacy.tokens.Token
        The word that the phrase hangs on.
    token : spacy.tokens.Token
        Where the place is named or pointed to.
    each : bool
        "in each of": one claim for each place.
    how : str
        ``"named"`` or ``"pointed"`` (coreference).
    """

    toponyms: tuple[Toponym, ...]
    places: tuple[Place, ...]
    preposition: str
    head: Token
    token: Token
    each: bool = False
    how: str = "named"


def located(ctx: Context, start: int, end: int) -> list[Located]:
    """All places of the token span ``doc[start:end]``, grouped by phrase, in text order."""
    key = ("where", start, end)
    if key not in ctx.memo:
        ctx.memo[key] = _located(ctx, start, end)
    return ctx.memo[key]


def _located(ctx: Context, start: int, end: int) -> list[Located]:
    doc = ctx.doc
    if end <= start:
        return []
    lo, hi = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    found: list[Located] = []
    grouped: list[list[Toponym]] = []
    for toponym in ctx.toponyms_in(lo, hi, ("location",)):
        if coreference.in_dateline(ctx, toponym) or (toponym.place is not None and coreference.fits(toponym, "country")
                                                     and _COUNTED.match(ctx.text, toponym.end)):
            continue  # "and Iraq about 200,000": a party with its number
        if says_whose(ctx, toponym):
            continue  # "US numbers in the country": whose they are
        if toponym.place is None:
            # A name that no gazetteer has is still where the text says it is: a place without a point.
            toponym = replace(toponym, place=unresolved(toponym))
        if grouped and toponym.place is not None and coreference.fits(toponym, "country") and _names_whole(
                ctx, grouped[-1][-1], toponym):
            continue  # "Palmerola, Honduras": the country says which Palmerola
        if grouped and _together(ctx, grouped[-1][-1], toponym):
            grouped[-1].append(toponym)
        else:
            grouped.append([toponym])
    excluded: set[int] = set()
    for group in grouped:
        if group[0].start in excluded:
            continue
        span = ctx.tokens_of(group[0])
        if span is None:
            continue
        if _owner_only(ctx, span.root, group, grouped):
            continue
        preposition, head, top = _attachment(span.root)
        places, used = worded(ctx, group, span.root, top, end)
        excluded |= used
        found.append(Located(tuple(group), tuple(places), preposition, head, span.root, _each(doc, top, span)))
    for token in ctx.tokens[start:end]:
        if (pointed := _pointed(ctx, token)) is not None and token.idx not in excluded and not any(
                token.i == f.token.i for f in found):
            found.append(pointed)
    return sorted(found, key=lambda f: f.token.i)


def _owner_only(ctx: Context, root: Token, group: list[Toponym], grouped: list[list[Toponym]]) -> bool:
    """"Georgia's two breakaway regions, Abkhazia and South Ossetia": the regions are meant, not Georgia."""
    noun = root.head
    if root.dep_ == "pobj" and noun.lower_ == "of" and _counted_plural(noun.head):
        return coreference.kind_of(noun.head.lemma_.lower()) is not None and bool(coreference.places_meant(ctx, noun.head))
    if root.dep_ != "poss" or noun.pos_ != "NOUN" or coreference.kind_of(noun.lemma_.lower()) is None:
        return False
    follows = any(0 < other[0].start - (noun.idx + len(noun)) < 6 for other in grouped if other is not group)
    return follows or bool(coreference.places_meant(ctx, noun))


def _counted_plural(noun: Token) -> bool:
    """"two regions": as many places as it says."""
    return noun.tag_ in ("NNS", "NNPS") and any(c.dep_ == "nummod" for c in noun.children)


def country(ctx: Context, code: str | None) -> Place | None:
    """The country of a code: as the report names it, else from the gazetteer."""
    if code is None:
        return None
    for t in ctx.toponyms:
        if t.place is not None and t.place.country == code and coreference.fits(t, "country"):
            return t.place
    if code in _APART:
        part = next((t.place for t in ctx.toponyms if t.place is not None and t.place.country == code and t.role == "location"
                     and t.place.feature_class == "A"), None)
        if part is not None:
            return part
    key = ("country", code)
    if key not in ctx.memo:
        from geo.claims.actors import by_id
        from geo.places import Gazetteer

        row = by_id().get(code)
        name = row.name if row is not None else territory(code)
        found = Gazetteer.open().lookup(name, country=code, limit=5) if name else []
        ctx.memo[key] = next((m.place for m in found if coreference.is_country(m.place)), None)
    return ctx.memo[key]


def _together(ctx: Context, one: Toponym, two: Toponym) -> bool:
    span = ctx.tokens_of(two)
    if span is not None and span.root.dep_ in ("nsubj", "nsubjpass"):
        return False  # "60 instructors outside Maputo and the EU may send 200 more"
    between = " ".join(ctx.text[one.end:two.start].lower().split())
    if between in ("and", "&", ", and", "or", "as well as", "and in", "and at", "and near", "and the", "and around"):
        # "Britain has 9,500 troops in Helmand and Canada 2,800": the second is a party of its own.
        return not _COUNTED.match(ctx.text, two.end)
    if between == ",":
        # "Gori, Georgia" is one place in another; "Gori, Poti and Senaki" are three.
        return (
            not _inside(one.place, two.place)
            and any(
                t.start >= two.end and ctx.text[two.end : t.start].strip().lower() in (",", "and", ", and", "or", "&")
                for t in ctx.toponyms[:]
            )
            and (one.place.feature_class == two.place.feature_class)
        )  # type: ignore[union-attr]
    return False


def _names_whole(ctx: Context, one: Toponym, two: Toponym) -> bool:
    after = ctx.text[two.end:two.end + 1]
    return ctx.text[one.end:two.start].strip() == "," and _inside(one.place, two.place) and after in (",", ".", ";", ")", "", "\n")


def _inside(inner: Place | None, outer: Place | None) -> bool:
    if inner is None or outer is None:
        return False
    bigger = (outer.feature_class == "A" and inner.feature_class != "A") or (outer.feature_code or "").startswith("PCL")
    return bigger and inner.country == outer.country


def _attachment(token: Token) -> tuple[str, Token, Token]:
    """(preposition, word it hangs on, top noun of the phrase) of a place name."""
    top = token
    for _ in range(12):
        head, dep = top.head, top.dep_
        if head.i == top.i:
            return "", top, top
        if dep in ("pobj", "pcomp") or head.pos_ == "ADP":
            prep, words = head, [head.lower_]
            while (
                prep.head.pos_ in ("ADP", "ADV", "SCONJ") and prep.head.i != prep.i and abs(prep.head.i - prep.i) <= 2
                and not any(c.dep_ == "pobj" for c in prep.head.children)  # "from Aleppo to Homs"
            ):
                prep = prep.head
                words.insert(0, prep.lower_)
            owner = prep.head
            if prep.lower_ == "of" and (owner.pos_ in ("NOUN", "PROPN") or owner.lower_ in ("each", "both", "all")) \
                    and owner.i < prep.i and prep.i - owner.i <= 2:
                top = owner
                continue
            if prep.lower_ in ("with", "between") and owner.lemma_.lower() in ("border", "frontier"):
                top = owner
                continue
            return " ".join(words), owner, top
        if dep in ("compound", "nmod", "appos", "conj", "poss", "amod", "nummod", "npadvmod", "flat", "det") and head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            top = head
            continue
        return f"<{dep}>", head, top
    return "", top, top


def _each(doc, top: Token, span) -> bool:
    before = [t.lower_ for t in doc[max(0, top.left_edge.i - 3):span.start]]
    return "each" in before


def unresolved(toponym: Toponym) -> Place:
    """A named place without coordinates, rather than a wrong one nearby."""
    name = " ".join(toponym.text.split())
    return Place(f"unresolved:{fold(name)}", name)


def place_of(ctx: Context, toponym: Toponym) -> Place | None:
    """The place of one toponym with the wording around it applied ("the rest of", "near")."""
    span = ctx.tokens_of(toponym)
    if span is None or toponym.place is None:
        return toponym.place
    sentence = ctx.sentence_of(span.root)
    _, _, top = _attachment(span.root)
    places, _ = worded(ctx, [toponym], span.root, top, sentence.end if sentence is not None else span.end)
    return places[0] if places else toponym.place


_BESIDE = re.compile(
    r"\s+(?:\d+\s*\w+\s+)?(?:(?:to the )?(?:north|south|east|west)(?:[- ]?(?:east|west))? of|near|around|outside|along|beside|close to|just \w+ of)"
    r"\s+(?:the\s+)?(?=[A-Z])")


def _named_by(ctx: Context, token: Token) -> bool:
    """ "villages north of Gori": which ones is said, whatever the parser makes of it."""
    follows = _BESIDE.match(ctx.text, token.idx + len(token))
    return follows is not None and any(t.start == follows.end() for t in ctx.toponyms)


def _pointed(ctx: Context, token: Token) -> Located | None:
    """A place that is pointed to: "there", "the two regions", "on Georgian soil"."""
    if (
        token.lower_ in ("there", "here")
        and token.dep_ not in ("expl",)
        and token.pos_ in ("ADV", "PRON")
        and token.dep_ != "expl"
    ):
        members = coreference.there(ctx, token)
        if members:
            return Located(
                tuple(members), tuple(m.place for m in members if m.place), "there", token.head, token, False, "pointed"
            )
        return None
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    if ctx.toponym_of(token) is not None:
        return None
    lemma = token.lemma_.lower()
    if not (token.lower_ in _OWNED or lemma in _OWNED or coreference.points_back(lemma)):
        return None  # nearly every noun
    if _named_by(ctx, token):
        return None
    inside = list(token.subtree)
    counted = _counted_plural(token)
    # "Georgia's two breakaway regions", "the two breakaway regions of Georgia"
    owners = {x.i for c in token.children if c.dep_ == "poss" or (counted and c.lower_ == "of") for x in c.subtree}
    named = any(t.role == "location" and (s := ctx.tokens_of(t)) is not None and s.root.i not in owners
                for t in ctx.toponyms_in(inside[0].idx, inside[-1].idx + len(inside[-1])))
    if named:
        return None
    if (token.lower_ in _OWNED or lemma in _OWNED) and not (counted and coreference.places_meant(ctx, token)):
        for child in token.children:
            toponym = ctx.toponym_of(child)
            if (
                toponym is not None
                and toponym.place is not None
                and child.i < token.i
                and toponym.role in ("demonym", "actor", "location")
            ):
                preposition, head, _ = _attachment(token)
                if preposition and not preposition.startswith("<nsubj"):
                    vague = replace(toponym.place, geo_precision=3)
                    return Located((toponym,), (vague,), preposition, head, token, False, "pointed")
    members = coreference.places_meant(ctx, token)
    if not members:
        state = (
            country(ctx, coreference.home(ctx))
            if lemma == "country" and any(c.lower_ == "the" for c in token.children)
            else None
        )
        if state is None:
            return None
        preposition, head, _ = _attachment(token)
        return Located((), (state,), preposition, head, token, False, "pointed")
    preposition, head, top = _attachment(token)
    apart = away_from(members[0].place, ctx.text, token.idx) if len(members) == 1 and members[0].place is not None else None
    if apart is not None:
        # "Kavumu, 30 km north of the city": the name before it is the place, else the point that is meant; never the city.
        if any(0 < apart[0] - t.end <= 3 for t in ctx.toponyms):
            return None
        return Located(tuple(members), (apart[1],), preposition, head, token, False, "pointed")
    each = "each" in [t.lower_ for t in ctx.tokens[max(0, top.left_edge.i - 3):token.i]]
    return Located(
        tuple(members), tuple(m.place for m in members if m.place), preposition, head, token, each, "pointed"
    )
