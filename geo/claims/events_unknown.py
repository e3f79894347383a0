"""Names of places that no gazetteer holds ("clashes at Lalbandi"): places without a point, rather than the town before.

The villages of a war are seldom in the registry's gazetteers. An event there
is told of that name, without coordinates, and not of the place that happens
to stand in the sentence before, nor of the whole country.
"""

from __future__ import annotations

import copy
import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from geo import bundle
from geo.claims import actors
from geo.claims.events_label import bulleted
from geo.claims.events_lexicon import CARRIERS, argument_words, is_a, lemma, noun_entries, verb_entries
from geo.claims.where import unresolved
from geo.model import Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from geo.claims.context import Context

#: Behind these a capitalized name is a place, unless it is a body or a time.
_IN = {"in", "at", "near", "outside", "around", "inside", "into", "towards", "toward", "beyond", "on", "from", "off"}
_SURE = {"in", "at", "near", "outside", "around", "inside", "into", "beyond"}
_NO_PLACE = {"DATE", "TIME", "NORP", "EVENT", "MONEY", "CARDINAL", "LAW", "LANGUAGE", "ORDINAL", "PERCENT", "QUANTITY",
             "WORK_OF_ART"}  # fmt: skip
_JOINING = {"-", "–", "'", "’", "de", "del", "la", "el", "al", "as", "an", "ed", "le", "des", "du", "da", "do", "dos", "das"}
_TAKING = {"territory", "retake", "seize", "siege", "strike", "attack"}
_POINTING = ("where", "located", "coreference", "events.topic", "events.dateline")
_UNDER = {"attack", "siege", "fire", "control", "bombardment", "shelling", "curfew"}
_OF = {"fall", "capture", "siege", "recapture", "liberation", "seizure", "loss", "bombardment", "shelling", "bombing",
       "outskirts", "edge", "south", "north", "east", "west", "northwest", "northeast", "southwest", "southeast",
       "evacuation", "massacre", "battle", "control", "defence", "defense", "resident", "inhabitant", "villager", "people",
       "mayor", "direction"}  # fmt: skip
#: What stands between the name that a line begins with and what happened there.
_COLON = re.compile(r"(?:,\s*\d{1,2}\s+[A-Z][a-z]{2,8})?(?:\s*\([^)]{2,30}\))?\s*:\s")
_GOING = {"go", "walk", "drive", "move", "return", "retire", "withdraw", "retreat", "flee", "bus", "truck", "march", "advance",
          "cross", "fly", "airlift", "send", "head", "escape", "travel", "ride", "march", "take", "fall", "bring", "close"}  # fmt: skip
_ENTERING = {"enter", "reach", "leave", "cross", "approach", "vacate", "evacuate", "hold", "comb", "patrol", "ford", "quit",
             "abandon", "clear", "occupy"}  # fmt: skip


def extended(ctx: Context) -> Context:
    """The report with its unknown places among the toponyms; what has been read of it so far is shared."""
    found = unknown(ctx)
    if not found:
        return ctx
    wider = copy.copy(ctx)
    starts = {t.start: t for t in found}
    kept = [starts.pop(t.start, t) for t in ctx.toponyms]
    wider.toponyms = tuple(sorted([*kept, *starts.values()], key=lambda t: (t.start, t.end)))
    wider._starts = [t.start for t in wider.toponyms]
    # What "there" and "the town" point to was found without these names.
    wider.memo = {k: v for k, v in ctx.memo.items() if not (k[0] if isinstance(k, tuple) else k).startswith(_POINTING)}
    return wider


def unknown(ctx: Context) -> list[Toponym]:
    """Mentions of places that are named but not known, with a :class:`~geo.model.Place` that has no point."""
    if "events.unknown" not in ctx.memo:
        runs = list(_runs(ctx))
        # A name that the recognizer took for a place needs less around it.
        seen = {t.text.lower() for t in ctx.toponyms if t.place is None and t.role == "location"}
        names = {text for text, root, first, _ in runs if _placed(ctx, root, first, text in seen)}
        found = []
        for text, _, _, (start, end) in runs:
            if text in names:
                bare = Toponym(start, end, ctx.text[start:end], kind="pattern")
                found.append(Toponym(start, end, bare.text, place=unresolved(bare), score=0.5, kind="pattern"))
        ctx.memo["events.unknown"] = found
    return ctx.memo["events.unknown"]


def _runs(ctx: Context) -> Iterator[tuple[str, Token, int, tuple[int, int]]]:
    """Capitalized names that are no known place and no party: their text in lower case, head, first word and span."""
    doc, tokens, i, n = ctx.doc, ctx.tokens, 0, len(ctx.tokens)
    while i < n:
        if not _name(tokens[i]):
            i += 1
            continue
        first = i
        i += 1
        while i < n and (
            _name(tokens[i])
            or (tokens[i].lower_ in _JOINING and i + 1 < n and _name(tokens[i + 1]) and not _apart(doc, i))
        ):
            i += 1
        root = doc[first:i].root
        first = _with_article(ctx, first)
        span = doc[first:i]
        toponyms = [t for t in map(ctx.toponym_of, span) if t is not None]
        if any(t.place is not None or t.role in ("actor", "demonym") for t in toponyms):
            continue
        if len(span) > 6 or any(actors.at(ctx, t.i) is not None for t in span) or not _plausible(span):
            continue
        yield span.text.lower(), root, first, (span.start_char, span.end_char)


#: What a name may begin with, behind a word of the name or not: "al-Shula", "Umm al-Rasas", "El Billar".
_ARTICLES = {"al", "el", "an", "ar", "as", "at", "ad", "az", "ash", "es", "et", "ed", "ul", "la", "las", "los", "le", "de", "del"}


def _with_article(ctx: Context, first: int) -> int:
    """First word of the whole name: an article joined by a hyphen or in capitals, and the capitalized word before it."""
    doc = ctx.doc
    i = first
    if i > 1 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_ and doc[i - 2].lower_ in _ARTICLES:
        i -= 2
    elif i > 0 and doc[i - 1].text in ("El", "Al", "La", "Las", "Los", "Le", "Es"):
        return i - 1
    if i == first or i == 0 or not doc[i].text.islower():
        return i
    before = doc[i - 1]
    joined = before.text[:1].isupper() and before.text.isalpha() and not before.text.isupper() and before.pos_ in ("PROPN", "NOUN", "ADJ")
    free = ctx.toponym_of(before) is None or ctx.toponym_of(before).place is None
    return i - 1 if joined and free and before.i > before.sent.start and actors.at(ctx, before.i) is None else i


def _name(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and token.text[-1:].isalpha()
        and len(token.text) > 2
        and not any(c.isdigit() for c in token.text)  # "MiG-29s"
        and token.ent_type_ not in _NO_PLACE
        and not (token.text.isupper() and len(token.text) < 6)  # an acronym
    )


def _apart(doc: Doc, i: int) -> bool:
    """Whether white space on one side only, or none but a dash between words, divides two names."""
    return doc[i].text in "-–'’" and (bool(doc[i].whitespace_) or bool(doc[i - 1].whitespace_))


def _plausible(span) -> bool:
    """No title, body, month, ship or unit, and not made of everyday words alone."""
    words = [t.lower_ for t in span if t.lower_ not in _JOINING]
    if any(w in argument_words("no_place_name") for w in words):
        return False
    if span.start and span.doc[span.start - 1].lower_ in argument_words("no_place_name"):
        return False  # "General Tapias"
    last = span[-1]
    if is_a(last, "armed", "security", "government", "aircraft", "agreement", "abstract", "munition", "media", "vehicle"):
        return False
    if len(words) == 1 and is_a(last, "place_noun", "settlement_noun"):
        return False  # "BOMBED THE CENTRE"
    return not all(w in _everyday() for w in words) or any(t.ent_type_ in ("GPE", "LOC") for t in span)


@cache
def _everyday() -> frozenset[str]:
    """Words of common use, and given names."""
    words = set(bundle.path("lexicons/place_words.txt").read_text("utf-8").split())
    with bundle.path("lexicons/nonplace_names.csv").open(encoding="utf-8", newline="") as stream:
        words.update(r["name"].lower() for r in csv.DictReader(stream) if r["kind"] == "given")
    return frozenset(words)


def _described(root: Token, first: int) -> bool:
    """Whether an article or an adjective stands before a name: "the Bundestag", "its Headquarters"."""
    return any(c.dep_ in ("amod", "det", "poss") and c.i < first for c in root.children)


def _clause_of_person(root: Token) -> bool:
    return any(c.dep_ == "relcl" and any(g.tag_ in ("WP", "WP$") for g in c.children) for c in root.children)


def _located(ctx: Context, token: Token) -> bool:
    """Whether a word is a known place, spoken of as one."""
    toponym = ctx.toponym_of(token)
    return toponym is not None and toponym.place is not None and toponym.role == "location"


def _with_site(root: Token) -> bool:
    """ "the Calueque dam", "Brnik airport": a site that has a place's name."""
    head = root.head
    if root.dep_ not in ("compound", "nmod") or head.i < root.i or head.i - root.i > 2 or not is_a(head, "named_site"):
        return False
    return head.pos_ == "NOUN" and not any(c.dep_ == "amod" and c.i > root.i for c in head.children)


def _in_brackets(ctx: Context, root: Token, first: int) -> bool:
    """ "LATVIA (Ādaži)": behind the place that it lies in."""
    doc = root.doc
    return first > 1 and doc[first - 1].text == "(" and doc[min(root.i + 1, len(doc) - 1)].text in (")", ",") and _located(
        ctx, doc[first - 2]
    )


def _labels(ctx: Context, root: Token, first: int) -> bool:
    """ "- Mitiga: runway struck": begins an item of a list, or a line of a report whose lines begin with places."""
    start, end = root.doc[first].idx, root.idx + len(root)
    line = ctx.text.rfind("\n", 0, start) + 1
    if not _COLON.match(ctx.text[end : end + 30]) or not re.fullmatch(r"[\s\-*•·–—▪●(0-9a-z.)]*", ctx.text[line:start]):
        return False
    if root.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    others = (ctx.text.rfind("\n", 0, t.start) + 1 for t in ctx.toponyms if t.place is not None and _COLON.match(ctx.text[t.end : t.end + 30]))
    return bulleted(ctx, start) and any(at != line for at in others)


def _event_of(root: Token) -> bool:
    """ "the Galwan brawl": named after where it was."""
    head = root.head
    return (
        root.dep_ == "compound"
        and head.pos_ == "NOUN"
        and head.i == root.i + 1
        and root.ent_type_ in ("GPE", "LOC", "FAC")
        and any(e.group in CARRIERS | {"kill"} and not e.needs for e in noun_entries(head))
    )


def _placed(ctx: Context, root: Token, first: int, seen: bool) -> bool:
    """Whether the wording around a name makes it a place."""
    while root.dep_ in ("conj", "compound", "appos", "nmod") and root.head.pos_ == "PROPN" and root.head.i < root.i:
        if root.dep_ == "conj" and _located(ctx, root.head) and root.i - root.head.i <= 6 and any(
            t.lower_ == "and" for t in root.doc[root.head.i : root.i]
        ):
            return not _clause_of_person(root)  # "out of Gori and Igoeti"
        root = root.head  # "in Mugunga and Sake"
    head = root.head
    if (root.tag_ == "NNPS" and not (root.dep_ == "pobj" and head.lower_ in _SURE)) or _clause_of_person(root):
        return False  # "Shartava, who headed the administration", "the Ceausescus"
    if any(c.dep_ == "relcl" and any(g.lower_ == "where" for g in c.children) for c in root.children):
        return True  # "Shatoy, where the flag went up"
    if _with_site(root) or _in_brackets(ctx, root, first) or _event_of(root) or _labels(ctx, root, first):
        return True
    if any(c.dep_ == "appos" and is_a(c, "place_noun", "settlement_noun") for c in root.children):
        return True
    if root.dep_ == "appos" and is_a(head, "place_noun", "settlement_noun"):
        return True
    if root.dep_ == "pobj" and head.lower_ == "to" and root.ent_type_ != "NORP":
        verb = head.head
        return not _described(root, first) and (
            (verb.pos_ == "VERB" and lemma(verb) in _GOING) or (verb.lower_ == "close" and verb.pos_ in ("ADJ", "ADV"))
        )
    if root.dep_ == "dobj" and head.pos_ == "VERB" and lemma(head) in _ENTERING and root.ent_type_ not in ("PERSON", "NORP"):
        return not _described(root, first)
    if root.dep_ == "pobj" and head.lower_ in _IN:
        if _described(root, first):
            return False  # "in the Bundestag", "at its Headquarters"
        owner = head.head
        if head.lower_ == "on" and any(e.group in _TAKING | {"advance"} for e in noun_entries(owner)):
            return True  # "the raid on Konna"
        if head.lower_ in ("on", "from", "off", "toward", "towards"):
            return owner.pos_ in ("NOUN", "VERB") and (
                root.ent_type_ in ("GPE", "LOC", "FAC") or (head.lower_ == "from" and is_a(owner, "civilian", "armed"))
            )
        return head.lower_ in _SURE and root.ent_type_ not in ("PERSON",) or owner.pos_ in ("VERB", "NOUN", "AUX")
    if root.dep_ == "pobj" and head.lower_ == "of":
        noun = head.head
        return is_a(noun, "place_noun", "settlement_noun") or lemma(noun) in _OF
    if root.dep_ == "nsubj" and lemma(head) == "fall" and any(
        c.lower_ == "to" and any(is_a(g, "armed", "security") or actors.at(ctx, g.i) is not None for g in c.children)
        for c in head.children
    ):
        return True  # "Kunlong fell to the rebels"
    if root.dep_ == "dobj" and head.pos_ == "VERB" and any(e.group in ("territory", "retake") for e in verb_entries(head)):
        return True  # "wrested Tel Rifaat", whatever the model takes the name for
    if root.ent_type_ == "PERSON" and root.dep_ != "nsubjpass" and not seen:
        return False
    if root.dep_ in ("dobj", "nsubjpass"):
        return head.pos_ == "VERB" and any(
            e.group in _TAKING and (seen or e.lemma not in ("attack", "target", "hit", "strike")) for e in verb_entries(head)
        )
    if any(
        (c.lower_ == "under" and any(lemma(g) in _UNDER for g in c.children))
        or (c.lower_ == "in" and any(g.lower_ == "hands" for g in c.children))
        for c in (*root.children, *head.children)
    ):
        return root.dep_ in ("nsubj", "ROOT")
    return root.dep_ == "nsubj" and lemma(head) in ("fall", "surrender", "capitulate") and not any(
        c.dep_ == "prep" and c.lower_ in ("from", "off", "into") for c in head.children
    )
