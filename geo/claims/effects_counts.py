"""How many persons a noun or a list of nouns stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.dates import mentions
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.quantities import Quantity, counted, quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context


_GENERIC = {"no", "any", "every", "each"}


@dataclass(frozen=True, slots=True)
class Count:
    """Bounds of a number of persons; ``None`` is open or unknown."""

    low: int | None = None
    high: int | None = None

    def __add__(self, other: Count) -> Count:
        return Count(
            (self.low or 0) + (other.low or 0) if self.low is not None or other.low is not None else None,
            self.high + other.high if self.high is not None and other.high is not None else None,
        )

    @property
    def known(self) -> bool:
        """Whether either bound is."""
        return self.low is not None or self.high is not None


def counts(ctx: Context) -> list[Quantity]:
    """The counts of a report, read once."""
    if "quantities" not in ctx.memo:
        ctx.memo["quantities"] = quantities(ctx.doc)
    return ctx.memo["quantities"]


def counts_by_token(ctx: Context) -> dict[int, Quantity]:
    """Count of each token: the number's own tokens and the noun counted."""
    if "effects.by_token" not in ctx.memo:
        table: dict[int, Quantity] = {}
        for q in counts(ctx):
            date = next((m for m in mentions(ctx) if m.expression.start <= q.start < m.expression.end), None)
            if date is not None:
                # The year of "Since 7 October 2023 at least 30,534" is no count; its "at least" is the next one's.
                if q.end <= date.expression.end:
                    continue
                # Nor is that of "since October 2023 to 3,961" the beginning of a range.
                number = _at_least(ctx, q.last if q.high is None else q.last - 1)
                if number is None:
                    continue
                q = number
            for i in range(q.first, q.last):
                table[i] = q
            if q.head is not None and (q.head not in table or q.last > table[q.head].last):
                table[q.head] = q
        ctx.memo["effects.by_token"] = table
    return ctx.memo["effects.by_token"]


def _at_least(ctx: Context, i: int) -> Quantity | None:
    """The number at token `i`, after an "at least" that was read with the year before it."""
    token = ctx.doc[i] if i < len(ctx.doc) else None
    digits = token.text.replace(",", "") if token is not None else ""
    if token is None or not digits.isdigit():
        return None
    end = token.idx + len(token)
    return Quantity(token.idx, end, int(digits), None, False, token.text, counted(ctx.doc, i, i + 1), i, i + 1)


def count_covering(ctx: Context, token: Token) -> Quantity | None:
    """The count whose number or noun a token is."""
    return counts_by_token(ctx).get(token.i)


def persons(ctx: Context, heads: list[Token]) -> Count:
    """How many persons some coordinated nouns stand for."""
    total, open_end, seen = Count(), False, set()
    for head in heads:
        if head.tag_ in ("WDT", "WP") or _part(ctx, heads[0], head) or _other_fate(heads[0], head):
            continue
        q = count_covering(ctx, head)
        if q is not None and head.pos_ == "NOUN" and (lemma(head) in _FORMATIONS or _machine(head)):
            continue  # "wiped out three divisions": of men it tells no number
        if q is not None:
            if (q.first, q.last) in seen:
                continue
            seen.add((q.first, q.last))
            one = Count(q.low, None if lemma(head) in _HOMES else q.high)
        elif lemma(head) in _BODIES and (q := _made_of(ctx, head)) is not None:
            one = Count(q.low, q.high)  # "a family of five"
        elif lemma(head) == "couple":
            one = Count(2, 2)
        elif _single(head):
            one = Count(1, 1)
        else:
            one = Count()
            open_end = True
        if one.known:
            total = total + one if total.known else one
    return replace(total, high=None) if open_end and total.known else total


def _part(ctx: Context, first: Token, head: Token) -> bool:
    """Whether a noun of a list is of those counted before: "12 soldiers and police", "five people, among them a cameraman"."""
    if head.i <= first.i:
        return False
    if any(t.lower_ in ("among", "including") for t in first.doc[first.i + 1 : head.left_edge.i + 1]):
        return True
    if count_covering(ctx, head) is not None or count_covering(ctx, first) is None or head.tag_ not in ("NNS", "NN"):
        return False
    words = {c.lower_ for c in head.children}
    if words & {"all", "most", "mostly", "mainly"}:
        return True  # "110, nearly all civilians"
    plural = head.tag_ == "NNS" or head.lower_ in ("police", "people", "personnel", "militia", "staff")
    return plural and head.i - first.i == 2 and first.nbor(1).lower_ == "and" and not any(c.i < head.i for c in head.children)


#: Units of an army: a number of them is no number of men.
_FORMATIONS = {"division", "brigade", "battalion", "regiment", "company", "platoon", "corps", "squadron", "unit", "column", "garrison",
               "army", "squad", "position", "post", "outpost", "base"}  # fmt: skip
#: What became of others of a list: "two killed and five wounded".
_FATES = {"killed", "dead", "wounded", "injured", "hurt", "missing", "captured", "arrested", "detained", "kidnapped", "abducted"}


def _machine(head: Token) -> bool:
    return is_a(head, "vehicle", "aircraft") and not is_a(head, "civilian", "security")


def _other_fate(first: Token, head: Token) -> bool:
    """Whether a later noun of a list has a word of its own for what became of it, after one that the first has."""
    doc = head.doc
    behind = doc[head.i + 1].lower_ if head.i + 1 < len(doc) else ""
    return head.i > first.i and behind in _FATES and any(t.lower_ in _FATES - {behind} for t in doc[first.i + 1 : head.i])


#: Bodies of people that say by "of" how many they are.
_BODIES = {"family", "group", "crew", "party", "team", "patrol", "gang", "household", "band", "squad", "couple", "delegation"}


#: Of them only the least is known: 600 families are 600 persons or more.
_HOMES = {"family", "household"}


def _made_of(ctx: Context, noun: Token) -> Quantity | None:
    inner = (g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next((q for g in inner if (q := count_covering(ctx, g)) is not None), None)


def _single(token: Token) -> bool:
    """One person: a singular noun with an article or a name, not a body of people."""
    if token.tag_ in ("NNS", "NNPS") or any(c.lower_ in _GENERIC for c in token.children):
        return False
    if token.ent_type_ == "PERSON":
        return True
    if token.tag_ == "NNP":
        return any(c.lower_ in ("a", "an") for c in token.children)  # "shot dead a Palestinian", "a former MP"
    if token.tag_ != "NN" or is_a(token, "place_noun", "civil_site", "vehicle", "munition"):
        return token.lower_ in ("he", "she", "him", "himself", "herself")
    if lemma(token) in (
        "people",
        "family",
        "army",
        "military",
        "force",
        "crowd",
        "police",
        "personnel",
        "staff",
        "crew",
        "population",
        "militia",
        "gang",
        "convoy",
        "patrol",
        "navy",
        "coalition",
        "regime",
        "community",
        "unit",
        "infantry",
        "artillery",
        "couple",
        "resistance",
        "opposition",
        "minority",
        "household",
        "other",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "column",
        "battalion",
        "team",
        "class",
        "tribe",
        "clan",
        "generation",
        "majority",
        "half",
        "third",
        "quarter",
        "part",
        "total",
        "lot",
        "rest",
        "delegation",
        "congregation",
        "audience",
        "party",
        "toll",
        "dead",
        "wounded",
        "number",
        "more",
        "group",
        "public",
        "opposition",
        "leadership",
        "garrison",
        "escort",
        "guard",
        "troop",
        "enemy",
        "side",
        "everyone",
        "brigade",
        "company",
        "fleet",
        "corps",
        "squad",
        "division",
        "regiment",
        "group",
        "life",
        "one",
    ):
        return False
    return any(c.dep_ in ("det", "poss", "nummod") or c.dep_ in ("appos", "compound") for c in token.children)
