"""Counted forces in the text: a number together with the noun that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims import forces_units as units
from geo.claims.context import Context
from geo.claims.forces_labels import labelled, party_count, under_heading
from geo.claims.forces_mention import Mention
from geo.claims.quantities import Quantity, quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINKS = {"and", "&", ",", "-", "–", "/", "or"}
_OWNERS = {"the", "its", "their", "his", "these", "those", "such", "of", "all", "our"}
_STRONG = {"strong", "man", "men", "member", "person", "soldier", "troop", "vehicle", "truck", "tank", "ship", "officer",
           "observer", "monitor", "fighter", "boat", "car"}
_LOCATIVE = {"there", "in", "at", "near", "around", "on", "inside", "outside", "along", "from", "to", "for", "across", "within", "each"}


def mentions(ctx: Context) -> list[Mention]:
    """All counted forces of a report in text order, elliptical ones included."""
    if "forces_mentions" not in ctx.memo:
        ctx.memo["forces_mentions"] = _mentions(ctx)
    return ctx.memo["forces_mentions"]


def _mentions(ctx: Context) -> list[Mention]:
    found: list[Mention] = []
    doc = ctx.doc
    for quantity in counts(ctx):
        if ctx.sentence_at(quantity.start) is None:
            continue
        mention = (_strong(doc, quantity) or _armed(doc, quantity) or _counted(doc, quantity) or _strength(doc, quantity)
                   or labelled(ctx, quantity) or party_count(ctx, quantity) or under_heading(ctx, quantity) or _elliptic(ctx, quantity))
        if mention is not None:
            found.append(mention)
    counted = {m.head.i for m in found}
    found.extend(m for m in _articles(ctx, found) if m.head.i not in counted)
    return sorted(found, key=lambda m: m.first)


def counts(ctx: Context) -> list[Quantity]:
    """The counts of a report, read once."""
    if "quantities" not in ctx.memo:
        ctx.memo["quantities"] = quantities(ctx.doc)
    return ctx.memo["quantities"]


def _run(doc: Doc, start: int) -> tuple[int, int] | None:
    """Token span of modifiers and noun from `start`: (start, end of the noun)."""
    best, j = None, start
    while j < len(doc) and j - start < 12:
        token = doc[j]
        if token.is_space and "\n" in token.text:
            break
        if token.like_num and j > start and token.pos_ == "NUM" and units.model_unit(token.text) is None:
            break
        nounish = token.pos_ in ("NOUN", "PROPN") or units.at_end([token.text]) is not None
        if token.ent_type_ in ("DATE", "TIME") and units.at_end([token.text]) is None and best is not None:
            break
        if nounish:
            best = j + 1
            # The noun ends at a word that is a unit and modifies no later noun.
            following = doc[j + 1] if j + 1 < len(doc) else None
            if units.at_end([t.text for t in doc[start:j + 1]]) is not None:
                modifies = token.dep_ in ("compound", "nmod", "amod") and token.head.i > j
                if modifies and token.head.i - j < 5 and token.head.pos_ in ("NOUN", "PROPN") and (
                        token.tag_ not in ("NNS", "NNPS") or token.head.i == j + 1):
                    j += 1
                    continue
                if following is None or not (following.pos_ in ("NOUN", "PROPN") and (
                        modifies or units.at_end([following.text]) is not None or following.text == "-")):
                    if not (following is not None and following.text in ("-", "–") and not following.whitespace_ and not token.whitespace_):
                        return start, j + 1
        elif token.pos_ in ("ADJ", "ADV", "NUM") or token.tag_ in ("VBN", "VBG", "VBD", "JJ") or token.lower_ in _OWNERS:
            pass
        elif token.lower_ in _LINKS or token.text in "\"“”'‘’()":
            pass
        elif token.tag_ == "POS":
            pass
        else:
            break
        j += 1
    return (start, best) if best else None


def _counted(doc: Doc, q: Quantity) -> Mention | None:
    """"1,470 Russian soldiers", "dozens of tanks", "235 heavily-armoured vehicles"."""
    j = q.last
    if j < len(doc) and doc[j].lower_ == "of":
        j += 1
    run = _run(doc, j)
    if run is None:
        return None
    start, end = run
    word = units.at_end([t.text for t in doc[start:end] if not t.is_space])
    if word is None or word.cls in ("position", "not"):
        return None
    head = doc[end - 1]
    if _broken(doc, q, start, end) or _owned(doc, end) or (
            end < len(doc) and (doc[end].pos_ in ("NOUN", "PROPN", "ADJ") or word.unit == "artillery") and doc[end].lemma_.lower() in _AMMUNITION):
        return None
    if word.cls == "formation" and head.tag_ in ("NN", "NNP") and (q.low or 2) > 1 and word.phrase != "corps":
        return None  # "7 Division" is a name
    if word.cls in ("person", "weak") and q.high is not None and q.high <= 1:
        return None  # one man is no force
    if word.cls == "strength":
        return None if q.low != q.high or word.phrase in ("group", "team", "army", "mission", "unit", "company") else Mention(
            q, "other", "formation", word.phrase, doc[start:end].text, head, q.first, end, False, "counted formation")
    unit = word.unit
    if unit == "troops" and doc[q.first - 1].lower_ == "of" and q.first > 2:
        # "the peacekeeping contingent of 588 servicemen"
        organised = _organised(doc, max(0, q.first - 5), q.first - 1)
        unit = organised if organised in ("peacekeepers", "observers") and units.at_end([doc[q.first - 2].text]) is not None else unit
    rule = "counted unit" if word.cls != "formation" else "counted formation"
    return Mention(q, unit, word.cls, word.phrase, doc[start:end].text, head, q.first, end, False, rule)


_AMMUNITION = {"round", "bomb", "shell", "fire", "shot", "rocket", "grenade", "crew", "attack", "salvo", "commander", "leader", "station", "post"}


def _armed(doc: Doc, q: Quantity) -> Mention | None:
    """"131,000 under arms", "9,000 in uniform"."""
    after = [t.lower_ for t in doc[q.last:q.last + 2]]
    if after in (["under", "arms"], ["in", "uniform"]):
        return Mention(q, "troops", "person", "under arms", doc[q.last:q.last + 2].text, doc[q.last - 1], q.first, q.last + 2, False, "counted unit")
    return None


def _broken(doc: Doc, q: Quantity, start: int, end: int) -> bool:
    """Whether another noun is counted before the unit comes ("six people and soldiers")."""
    for token in doc[start:end - 1]:
        if token.lower_ in ("and", "or", ",", "&") :
            before = doc[token.i - 1]
            if before.i >= start and before.pos_ == "NOUN" and units.at_end([before.text]) is None \
                    and before.dep_ not in ("compound", "amod", "nmod"):
                return True
            if token.lower_ == "," and before.i < start:
                return True
        if token.pos_ == "VERB" and token.tag_ in ("VBD",) and token.dep_ not in ("amod", "compound"):
            return True
        if token.lower_ == "of" and token.i > start:
            return True
    return False


def _owned(doc: Doc, end: int) -> bool:
    """"200 soldiers' wives": the soldiers are not what is counted."""
    return end < len(doc) and doc[end].tag_ == "POS" and not (end + 1 < len(doc) and doc[end + 1].lower_ in ("presence",))


def _strong(doc: Doc, q: Quantity) -> Mention | None:
    """"a 1,200-strong peacekeeping force", "a 300-man unit"."""
    j = q.last
    hyphen = j < len(doc) and doc[j].text in ("-", "–")
    inside = doc[q.last - 1].lower_ == "strong"
    if not inside:
        if not hyphen or j + 1 >= len(doc) or doc[j + 1].lower_ not in _STRONG:
            return None
        adjective, j = doc[j + 1].lower_, j + 2
    else:
        adjective = "strong"
    run = _run(doc, j)
    if run is None:
        return None
    start, end = run
    words = [t.text for t in doc[start:end] if not t.is_space]
    word = units.at_end(words)
    if word is None and not any(units.at_end([w]) for w in words):
        return None
    by_member = units.at_end([adjective]) if adjective not in ("strong", "man", "men", "member", "person") else None
    unit = by_member.unit if by_member else (word.unit if word and word.cls not in ("formation", "strength") else _organised(doc, start, end))
    return Mention(q, unit, "person", word.phrase if word else words[-1].lower(), doc[start:end].text, doc[end - 1],
                   q.first, end, False, "strength of a formation")


def _organised(doc: Doc, start: int, end: int) -> str:
    """Unit of the members of a formation, from the words around its noun."""
    words = [t.lower_ for t in doc[start:end]]
    after = [t.lower_ for t in doc[end:end + 6]]
    if "of" in after[:1]:
        for k in range(2, len(after) + 1):
            found = units.at_end(after[1:k])
            if found and found.cls in ("person", "equipment"):
                return found.unit
    text = " ".join(words)
    for clue, unit in (("peacekeep", "peacekeepers"), ("peace", "peacekeepers"), ("observ", "observers"), ("monitor", "observers"),
                       ("police", "police"), ("gendarm", "police"), ("rebel", "fighters"), ("militia", "fighters"),
                       ("guerrilla", "fighters"), ("insurgent", "fighters"), ("stabilization", "peacekeepers")):
        if clue in text:
            return unit
    return "troops"


def _strength(doc: Doc, q: Quantity) -> Mention | None:
    """"a force of 3,000", "a battalion of some 400 men", "a convoy of 40 trucks" (the noun stands before)."""
    if q.first >= 2 and doc[q.first - 1].text == "(" and q.last < len(doc) and doc[q.last].text in (")", ","):
        word = units.at_end([t.text for t in doc[max(0, q.first - 4):q.first - 1]])
        if word is not None and word.cls in ("strength", "person", "formation") and word.phrase not in ("mission", "army", "group", "team", "unit", "company"):
            start = max(0, q.first - 4)
            unit = word.unit if word.cls == "person" else _organised(doc, start, q.first - 1)
            return Mention(q, unit, "person", word.phrase, doc[q.first - 1 - word.size:q.first - 1].text, doc[q.first - 2], q.first - 1 - word.size,
                           q.last, False, "strength of a formation")
    if q.first < 2 or doc[q.first - 1].lower_ != "of":
        return None
    if doc[q.first - 2].tag_ in ("NNS", "NNPS") and doc[q.first - 2].lower_ not in ("forces", "numbers"):
        return None  # "in groups of four to ten"
    noun = doc[q.first - 2]
    lead = [t.text for t in doc[max(0, q.first - 6):q.first - 1]]
    word = units.at_end(lead)
    if word is None or word.cls not in ("formation", "strength", "weak", "person"):
        return None
    if (
        q.head is not None
        and q.last <= q.head <= q.last + 3
        and doc[q.head].pos_ == "NOUN"
        and doc[q.head].lower_ not in ("men", "people")
    ):
        return None
    start = max(0, q.first - 6)
    unit = word.unit if word.cls == "person" else _organised(doc, start, q.first - 1)
    return Mention(
        q,
        unit,
        "person",
        word.phrase,
        doc[q.first - 1 - word.size : q.last].text,
        noun,
        q.first,
        q.last,
        False,
        "strength of a formation",
    )


def _elliptic(ctx: Context, q: Quantity) -> Mention | None:
    """A number whose noun was said before: "and another 500 in Gori"."""
    doc = ctx.doc
    people = actors.at(ctx, q.last) if q.last < len(doc) else None
    if people is not None and people.first == q.last and people.row.kind == "state" and q.more is False:
        return Mention(
            q, "", "elliptic", "", "", doc[people.last - 1], q.first, q.last, True, "elliptical count"
        )  # "23 Indians"
    if (
        q.head is not None
        and doc[q.head].i >= q.last
        and doc[q.head].pos_ in ("NOUN", "PROPN")
        and doc[q.head].i - q.last < 3
        and doc[q.last].lower_ not in ("of",)
        and doc[q.last].pos_ in ("NOUN", "PROPN", "ADJ")
    ):
        return None
    following = doc[q.last] if q.last < len(doc) else None
    number = doc[q.last - 1]
    placed = following is not None and following.lower_ in _LOCATIVE
    of_them = (
        following is not None
        and following.lower_ == "of"
        and q.last + 1 < len(doc)
        and doc[q.last + 1].lower_ in ("them", "these", "those", "which", "whom")
    )
    if q.more or (
        q.first >= 2
        and doc[q.first - 1].lower_ in ("whom", "which", "these", "them")
        and doc[q.first - 2].lower_ in ("of", "among")
    ):
        placed = True
    before = actors.in_tokens(ctx, max(0, q.first - 4), q.first)
    close = q.first - 1 if doc[q.first - 1].text in (":", "(", "-", "–") else q.first
    toponym = ctx.toponym_of(doc[close - 1]) if close else None
    if (before and before[-1].last in (q.first, close)) or (toponym is not None and toponym.role == "location"):
        placed = True  # "Ecuador has 1,500 men there, Peru some 2,000"; "Claudia: 121"
    if number.lower_ == "strong":
        placed = True  # "guardsmen, some 2,000 strong, defend the town"
    moved = number.dep_ == "pobj" and number.head.lower_ in ("from", "to", "at", "of", "around", "about", "over", "by")
    stated = number.dep_ in ("nsubj", "nsubjpass") or number.dep_ in (
        "attr",
        "dobj",
        "npadvmod",
        "oprd",
        "nummod",
        "appos",
    )
    if not (placed or of_them or moved or stated):
        return None
    return Mention(q, "", "elliptic", "", "", number, q.first, q.last, True, "elliptical count")


def _articles(ctx: Context, found: list[Mention]) -> Iterator[Mention]:
    """"a battalion", "an armoured brigade": one formation."""
    doc = ctx.doc
    words = [t.lower_ for t in doc]
    formations = units.formation_words()
    for i, word in enumerate(words):
        if word not in ("a", "an", "another") or i + 1 >= len(doc) or not formations.intersection(words[i + 1:i + 8]):
            continue
        token = doc[i]
        run = _run(doc, token.i + 1)
        if run is None or run[1] - run[0] > 6:
            continue
        word = units.at_end([t.text for t in doc[run[0]:run[1]] if not t.is_space])
        if word is None or word.cls != "formation" or _owned(doc, run[1]) or _broken(doc, None, run[0], run[1]):
            continue
        if any(m.first <= run[1] + 4 and run[1] <= m.last for m in found):
            continue  # "a battalion of some 400 men" is the 400 men
        head = doc[run[1] - 1]
        if head.tag_ in ("NNS",) or any(t.tag_ == "CD" or t.shape_.startswith("d") for t in doc[run[0]:run[1]]):
            continue  # "a 58th Army division" is a name
        q = Quantity(
            token.idx, head.idx + len(head), 1, 1, False, doc[token.i : run[1]].text, head.i, token.i, token.i + 1
        )
        if ctx.sentence_at(q.start) is not None:
            yield Mention(
                q,
                word.unit,
                word.cls,
                word.phrase,
                doc[run[0] : run[1]].text,
                head,
                token.i,
                run[1],
                False,
                "one formation",
            )
