"""Counts that no verb tells: "12 dead and 30 wounded", "the toll rose to 45", "claimed 20 lives"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.effects_counts import Count, count_covering, counts_by_token, persons
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import is_a, lemma
from geo.claims.events_subject import conjuncts
from geo.claims.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context


_STATES = {
    "dead": "fatalities",
    "killed": "fatalities",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "homeless": "displaced",
    "displaced": "displaced",
    "captured": "captured",
    "martyred": "fatalities",
    "kia": "fatalities",
    "wia": "injured",
}


_TOLL = {"toll", "number", "total", "count"}


_LIVES = {"life", "lives"}
_HURT = {"wound", "injury", "burn", "fracture"}


def toll(ctx: Context, f: Frame) -> Count:
    """ "the death toll rose to 45", "a death toll of 45"."""
    noun = f.token
    base = noun.head if noun.dep_ == "compound" or (noun.pos_ == "ADJ" and noun.dep_ == "amod") else noun
    while base.dep_ == "pobj" and base.head.lower_ == "of" and base.head.head.lower_ in _TOLL:
        base = base.head.head
    for source in (base, base.head if base.dep_ in ("nsubj", "nsubjpass", "dobj") else base):
        for child in source.children:
            if child.dep_ in ("prep", "attr", "dobj", "prt") and child.lower_ in (
                "to",
                "at",
                "of",
                "over",
                "above",
                "as",
            ):
                for grand in child.children:
                    q = count_covering(ctx, grand)
                    if q is not None:
                        # "gives the dead as 174 rebels and 15 soldiers"
                        listed = [t for t in conjuncts(grand) if count_covering(ctx, t) is not None]
                        return persons(ctx, listed) if len(listed) > 1 else Count(q.low, q.high)
            elif child.dep_ in ("attr", "dobj") and (q := count_covering(ctx, child)) is not None:
                return Count(q.low, q.high)
    return Count()


def after_colon(ctx: Context, token: Token) -> Count:
    """ "Civilians killed by the terrorists: 26": the number that its line ends in."""
    doc, sentence = token.doc, ctx.sentence_of(token)
    end = sentence.end_char if sentence is not None else token.idx
    colon = next((t for t in doc[token.i + 1 : token.i + 16] if t.text == ":" and t.idx < end), None)
    if colon is None or colon.i + 1 >= len(doc):
        return Count()
    q = next((x for t in doc[colon.i + 1 : colon.i + 4] if (x := count_covering(ctx, t)) is not None), None)
    if q is None or any(t.pos_ in ("NOUN", "VERB") for t in doc[colon.i + 1 : q.first]):
        return Count()
    head = doc[q.head] if q.head is not None and not q.first <= q.head < q.last else None
    if head is not None and is_a(head, "armed", "civilian", "security") and any(c.dep_ == "conj" for c in head.children):
        listed = [t for t in conjuncts(head) if count_covering(ctx, t) is not None]
        return persons(ctx, listed)  # "Dead: 3 soldiers and 20 insurgents"
    return Count(q.low, q.high) if head is None or head.idx > q.end + 12 or head.ent_type_ == "DATE" else Count()


_REACHING = {"to", "at", "reach", "pass", "exceed", "top", "be", "over", "above", "than", "stand", "some", "about", "around", "near", "least"}


def numbered(ctx: Context, token: Token) -> Count:
    """ "put the number of villagers killed in Ogossagou at 160", "the number of displaced has reached 100,000"."""
    doc = token.doc
    if not any(doc[i].lower_ == "of" and doc[i - 1].lower_ in _TOLL for i in range(max(1, token.i - 6), token.i)):
        return Count()
    table = counts_by_token(ctx)
    for i in range(token.i + 1, min(token.i + 12, token.sent.end)):
        q = table.get(i)
        if q is not None and i == q.first:
            bare = q.head is None or q.first <= q.head < q.last or doc[q.head].pos_ == "NUM" or is_a(doc[q.head], "civilian")
            if bare and lemma(doc[i - 1]) in _REACHING:
                return Count(q.low, q.high)
        if doc[i].text in ",;:.":
            break
    return Count()


def stated(ctx: Context, sentence: Span) -> list[tuple[str, Count, Token]]:
    """Effects told without a verb of their own: "12 dead and 30 wounded", "left 500 homeless", "claimed 20 lives".

    Returns
    -------
    list of (kind, Count, token)
        The token is the word that tells the effect.
    """
    found: list[tuple[str, Count, Token]] = []
    table = counts_by_token(ctx)
    for token in sentence:
        kind = _STATES.get(token.lower_)
        if kind == "injured" and token.dep_ == "amod" and token.head.i > token.i and token.head.pos_ == "NOUN":
            continue  # "a corridor for 500 wounded soldiers": who they are, not what was done
        if kind is not None and token.pos_ in ("ADJ", "NOUN", "VERB", "ADV", "PROPN") and not _finite(token):
            left = left_so(token)
            q = _before(table, token)
            if left is not None and (count := persons(ctx, conjuncts(left))).known:
                found.append((kind, count, token))
            elif q is not None:
                found.append((kind, listed(ctx, q, token), token))
            elif (count := numbered(ctx, token)).known or (token.i == token.sent.start and (count := after_colon(ctx, token)).known):
                found.append((kind, count, token))  # "Displaced since 1 December: 948,000"
        elif token.dep_ == "pobj" and lemma(token) in _HURT and token.head.lower_ in ("with", "for", "from"):
            q = _with_wounds(ctx, token)
            if q is not None:
                found.append(("injured", Count(q.low, q.high), token))
        elif (
            token.lower_ in _LIVES
            and token.pos_ == "NOUN"
            and any(lemma(a) in ("claim", "cost", "take") for a in list(token.ancestors)[:3])
        ):
            q = table.get(token.i) or (table.get(token.head.head.i) if token.dep_ == "pobj" else None)
            if q is None and lemma(token.head) in ("cost", "take"):
                # "cost more than 900 of their comrades their lives"
                who = next((c for c in token.head.children if c.dep_ in ("dobj", "dative") and c.i < token.i), None)
                q = table.get(who.i) if who is not None and not is_a(who, "vehicle") else None
            if q is None:
                of = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
                count = persons(ctx, conjuncts(of)) if of is not None else Count()
                if count.known:
                    found.append(("fatalities", count, token))
                continue
            found.append(("fatalities", Count(q.low, q.high), token))
    return found


def left_so(token: Token) -> Token | None:
    """Whom something left dead: "left 24 members of one family dead", not the one family."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "of":  # "left six soldiers and four of their own dead"
        noun = verb.head
        while noun.dep_ == "conj" and noun.head.i < noun.i:
            noun = noun.head
        return noun if noun.dep_ == "dobj" and noun.head.lemma_ == "leave" else None
    if token.dep_ not in ("oprd", "acomp", "ccomp", "xcomp", "advcl") or verb.lemma_ != "leave":
        return None
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i < token.i), None)


def _with_wounds(ctx: Context, token: Token) -> Quantity | None:
    """Who is counted: "140 people with bullet wounds", "treated 40 men for shrapnel wounds"."""
    above = token.head.head
    if above.pos_ in ("VERB", "AUX"):
        near = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass", "nsubj")]
        people = next((c for c in near if c.dep_ != "nsubj"), near[0] if near else None)
    else:
        people = above
    if people is None or is_a(people, "armed_site", "vehicle"):
        return None
    q = count_covering(ctx, people)
    counted = q is not None and (people.pos_ == "NUM" or is_a(people, "civilian", "armed", "security") or people.lower_ in ("people", "men"))
    return q if counted else None


def listed(ctx: Context, q: Quantity, token: Token) -> Count:
    """ "13 attackers, one soldier and one civilian dead": the sum of the list that ends at the word."""
    first = token if token.dep_ in ("conj", "appos") or q.head is None or q.head > token.i else token.doc[q.head]
    while first.dep_ in ("conj", "appos") and first.head.i < first.i and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    heads = [t for t in conjuncts(first) if t.i <= token.i and count_covering(ctx, t) is not None]
    return persons(ctx, heads) if len(heads) > 1 else Count(q.low, q.high)


def _finite(token: Token) -> bool:
    return token.pos_ == "VERB" and (
        any(c.dep_ in ("auxpass", "nsubjpass", "aux", "dobj", "nsubj") for c in token.children)
    )


def _before(table: dict[int, Quantity], token: Token) -> Quantity | None:
    """The count right before a word, or before the noun that it follows ("12 people dead")."""
    i = token.i - 1
    doc = token.doc
    for _ in range(4):
        if i < token.sent.start:
            return None
        q = table.get(i)
        if q is not None:
            return q
        if doc[i].text in ".:;":
            return None  # "3. DISPLACED"
        if doc[i].pos_ in ("NOUN", "ADJ", "ADV") and doc[i].lower_ not in _STATES:
            i -= 1
            continue
        if doc[i].lower_ in ("were", "as", "of", "with", "and", "or", "was"):
            return None
        i -= 1
    return None
