"""What the heads of an outline name: places, a party, who speaks.

A bare name of a state is whose or where, as those beside, above and below it
say: "Kenya: 610" under a sector is whose, "ROMANIA" beside "LATVIA (Adazi)" where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims import actors, coreference
from geo.claims import forces_units as units
from geo.claims.speakers import kinds as speaker_kinds
from geo.claims.events_lexicon import argument_words
from geo.claims.outline_lines import Block, blocks
from geo.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Span

    from geo.claims.context import Context
    from geo.model import Toponym

_BRACKETS = re.compile(r"\([^()]*\)")
_CLOCK = re.compile(r"\b\d{1,2}[:.]?\d{2}\s*(?:gmt|utc|hrs?|hours|z)\b|\(\d{4}\)|\b[01]\d{3}\b(?!\s*\d)|\b\d{1,2}\s?[ap]\.?m\b", re.I)
_DATE = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?\b"
                   r"|\b(?:sun|mon|tues|wednes|thurs|fri|satur)day\b|\bsame day\b", re.I)
#: Words of a head beside its names that do not make it the name of somebody or something else.
_MEDIA = {"service", "voice", "broadcast", "broadcasting", "correspondent", "channel", "news", "correspondents", "anchor", "announcer", "editor"}
_ARMED = {"army", "navy", "military", "force", "forces", "troops", "soldiers", "police", "marines", "guard", "guards", "militia", "contingent",
          "government", "regime", "army's", "brigade", "battalion", "corps", "armed", "rebels", "side", "command", "gendarmerie"}
_OFFICES = {"ministry", "agency", "agencies", "office"}
_NO_NAMES = {"total", "killed", "wounded", "dead", "injured", "missing", "captured", "figures", "casualties", "losses", "fatalities", "update",
             "refugees", "displaced", "date", "time", "page", "annex", "phone", "tel", "population", "note", "notes", "comment", "north", "south",
             "east", "west", "centre", "center", "elsewhere", "security", "incidents", "outlook", "returns", "sea", "air", "overall", "detentions",
             "headquarters", "reserve", "logistics", "strength", "summary", "highlights", "medical"}
_NUMBERED = re.compile(r"(?:sector|zone|area|region|command|front|district)\s+(?:\d+|[A-Z]|north|south|east|west|centre|center)", re.I)
_ENTRY = re.compile(r"[ \t]*[:|\t–—-][ \t]*(?:(?:about|some|over) )?\d")
_SMALL = {"the", "of", "and", "in", "at", "from", "by", "for", "total", "contingent", "strength", "overall", "former", "ex", "own", "all", "allied", "other"}


@dataclass(frozen=True, slots=True)
class Head:
    """A block of the outline and what it names.

    Attributes
    ----------
    block : Block
    places : tuple of Place
        Where all is that stands under it; the smallest that it names.
    party : actors.Row or None
        Whose all is that stands under it.
    home : str
        Code of the state that it names as a whole, be it as a place or as a party.
    speaks : bool
        Whether it only says who tells what follows, and where and when.
    """


    block: Block
    places: tuple[Place, ...] = ()
    party: actors.Row | None = None
    home: str = ""
    speaks: bool = False

    @property
    def unlocated(self) -> bool:
        """Whether it is a name that no gazetteer has."""
        return any(p.id.startswith("unresolved:") for p in self.places)


def named(ctx: Context) -> list[Head]:
    """The outline of a report with what its heads name, in text order."""
    return _resolved(ctx, [_read(ctx, b) for b in blocks(ctx.text)])


def _read(ctx: Context, block: Block) -> Head:
    if block.start >= block.end:
        return Head(block)
    text = ctx.text[block.start:block.end]
    if text[0].islower():
        return Head(block)
    named = [t for t in ctx.toponyms_in(block.start, block.end) if not _NUMBERED.fullmatch(t.text)]
    span = ctx.doc.char_span(block.start, block.end, alignment_mode="expand")
    acting = actors.in_tokens(ctx, span.start, span.end) if span is not None else []
    dated = any(start < block.end and block.start < end for start, end in ctx.datelines)
    if dated or _speaks(text, named) or _tells(ctx, block, span) or (block.how == "-" and named and not _ENTRY.match(ctx.text, block.end)):
        return Head(block, speaks=True)
    if block.how == "|":
        return _row(ctx, block)
    if not named and not acting:
        return Head(block)
    outside = _BRACKETS.sub(lambda m: " " * len(m[0]), text)
    locations = [t for t in named if t.role == "location" and not _of_party(ctx, t, acting)]
    inner = [t for t in locations if not coreference.fits(t, "country")]
    states = [t for t in named if t.role != "demonym" and coreference.fits(t, "country")]
    bare = states[0] if states and _bare(outside, states[0].text) else None
    home = (bare.place.country or "") if bare is not None and bare.place is not None else ""
    party = None if bare is not None else _party(ctx, block, outside, acting, inner)
    if block.kind == "title" and party is not None and party.kind == "state":
        party = None  # what a report is about is not whose all is that it counts
    places = _smallest(inner)
    if not places and party is None and bare is None:
        places = _distinct([t for t in locations if coreference.fits(t, "country")][:1])
    return Head(block, places, party, home)


def _row(ctx: Context, block: Block) -> Head:
    """A row of a table: "Ghana | 870 | Naqoura" says whose and where at once, whichever comes first."""
    end = ctx.text.find("\n", block.end)
    last = end if end >= 0 else len(ctx.text)
    span = ctx.doc.char_span(block.start, last, alignment_mode="expand")
    inner = [t for t in ctx.toponyms_in(block.start, last) if t.role == "location" and not coreference.fits(t, "country")]
    acting = actors.in_tokens(ctx, span.start, span.end) if span is not None else []
    parties = [a.row for a in acting if not any(t.start <= ctx.doc[a.first].idx < t.end for t in inner)]
    return Head(block, _smallest(inner), parties[0] if parties else None)


def _speaks(text: str, named: list[Toponym]) -> bool:
    """"Moscow radio", "BAGHDAD (1900)", "Kampala, 23 Feb", "Officials in Ingushetia"."""
    kinds = speaker_kinds()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _MEDIA or word in argument_words("media"):
            return True
        kind = kinds.get(word) or kinds.get(word.removesuffix("s"))
        if (kind == "person" and units.at_end([word]) is None) or word in _OFFICES:
            return True
    rest = text
    for t in named:
        rest = rest.replace(t.text, " ")
    timed = _CLOCK.search(rest) or _DATE.search(rest)
    rest = _CLOCK.sub(" ", _DATE.sub(" ", rest))
    return bool(timed and named) and not re.search(r"[^\W\d_]{2,}", rest)


def _tells(ctx: Context, block: Block, span: Span | None) -> bool:
    """Whether a head is a sentence: a headline, or words ahead of a colon ("The minister said in Kabul:")."""
    return span is not None and any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.lower_ not in _SMALL and units.at_end([t.lower_]) is None and any(c.dep_ in ("nsubj", "nsubjpass") and c.i >= span.start for c in t.children) for t in span)


def _bare(outside: str, name: str) -> bool:
    rest = re.findall(r"[^\W\d_]+", outside.replace(name, " ").lower())
    return all(w in _SMALL for w in rest)


def _of_party(ctx: Context, t: Toponym, acting: list[actors.ActorMention]) -> bool:
    """"U.S. Marines", "Free Aceh Movement": a place inside the name of a party, or ahead of its arm."""
    following = ctx.text[t.end:t.end + 40].split("\n")[0].split()
    if following and following[0].lower().strip(",.:()") in _ARMED and any(ctx.doc[a.first].idx == t.start for a in acting):
        return True
    return any(a.row.kind != "state" and ctx.doc[a.first].idx <= t.start and t.end <= _end(ctx, a) and a.last - a.first > 1 for a in acting)


def _end(ctx: Context, a: actors.ActorMention) -> int:
    return ctx.doc[a.last - 1].idx + len(ctx.doc[a.last - 1])


def _party(ctx: Context, block: Block, outside: str, acting: list[actors.ActorMention], inner: list[Toponym]) -> actors.Row | None:
    """The party that a head is the name of, with little beside it; what stands in brackets only explains."""
    places = {t.start for t in inner}
    for bracketed in (False, True):
        for a in acting:
            start = ctx.doc[a.first].idx
            shown = outside[start - block.start:_end(ctx, a) - block.start].strip()
            if bool(shown) == bracketed or start in places:
                continue
            rest = outside if bracketed else outside.replace(shown, " ")
            for t in inner:
                rest = rest.replace(t.text, " ")
            words = [w for w in re.findall(r"[^\W\d_]+", _DATE.sub(" ", rest).lower()) if w not in _SMALL]
            if sum(w not in _ARMED and units.at_end([w]) is None for w in words) <= (4 if bracketed else 3):
                return a.row
    return None


def _smallest(inner: list[Toponym]) -> tuple[Place, ...]:
    """The places of a head; of a town and the region that it is in only the town."""
    settled = [t for t in inner if t.place is not None]
    if not settled:
        return _distinct(inner)
    towns = [t for t in settled if (t.place.feature_class or "") in ("P", "S")]  # type: ignore[union-attr]
    regions = [t for t in settled if t not in towns and _joined(t, settled)]
    return _distinct(sorted([*towns, *regions], key=lambda t: t.start) if towns else settled)


def _joined(t: Toponym, others: list[Toponym]) -> bool:
    """"Dhobley/Afmadow": two places named together are both meant."""
    return any(0 < t.start - o.end <= 1 or 0 < o.start - t.end <= 1 for o in others if o is not t)


def _distinct(named: list[Toponym]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(t.place or unresolved(t.text) for t in named))


def unresolved(text: str) -> Place:
    """A place that the text names and no gazetteer has."""
    name = " ".join(text.split())
    return Place(f"unresolved:{actors.fold(name)}", name)


# -- heads told apart by those beside, above and below them ---------------------------------------------


def _resolved(ctx: Context, found: list[Head]) -> list[Head]:
    """Heads that are the bare name of a state or city told apart: "Kenya: 610" under a sector is whose, "ROMANIA" beside "LATVIA (Adazi)" where."""
    children: dict[int | None, list[int]] = {}
    for n, head in enumerate(found):
        children.setdefault(head.block.parent, []).append(n)
    out = list(found)
    digest = _digest(ctx, found)
    for n, head in enumerate(found):
        block = head.block
        if head.speaks or block.start >= block.end:
            continue
        city = _city(ctx, block)
        opening = block.how == "." and block.kind == "paragraph" and all(h.block.kind != "paragraph" for h in found[:n])
        if city is not None and opening and not any(h.places for h in _beside(out, n, children)):
            out[n] = replace(head, places=(), party=None, speaks=True)  # "ABUJA. Troops beat off": a dateline
        elif city is not None and digest and block.how:
            out[n] = replace(head, places=(), party=None, speaks=True)  # "Mozdok: a spokesman said" among broadcasts
        elif city is not None and not head.places:
            out[n] = replace(head, places=(city,), party=None) if _among_places(out, n, children) else replace(head, party=None)
        elif head.home and not head.places:
            row = actors.by_id().get(head.home)
            if _is_place(ctx, out, n, children):
                out[n] = replace(head, places=_state(ctx, head))
            else:
                out[n] = replace(head, party=row)
        elif block.how in (":", "-", "|") and not head.places and head.party is None and _is_name(ctx, block) and (
                _among_places(out, n, children) or _in_table(ctx, out, n, children)):
            out[n] = replace(head, places=(unresolved(ctx.text[block.start:block.end]),))
    return out


def _digest(ctx: Context, found: list[Head]) -> bool:
    """Whether a report is a digest of broadcasts, whose labels say where it was said."""
    first = ctx.text[:ctx.text.find("\n") if "\n" in ctx.text else 200]
    said = " ".join((ctx.report.title or "", ctx.report.source or "", first))
    return re.search(r"\b(?:monitoring|monitored|broadcasts?|radio|excerpts)\b", said, re.I) is not None and any(h.speaks for h in found)


def _city(ctx: Context, block: Block) -> Place | None:
    """The settlement whose name is all of a head."""
    named = [t for t in ctx.toponyms_in(block.start, block.end) if t.place is not None and t.place.feature_class == "P"]
    words = ctx.text[block.start:block.end].split("(")[0].strip()
    return named[0].place if len(named) == 1 and named[0].text == words else None


def _is_name(ctx: Context, block: Block) -> bool:
    """Whether a head is a name of one to three words, and no word of the language, no unit, no party."""
    text, read = ctx.text[block.start:block.end], ctx.read[block.start:block.end]
    words = text.split()
    if not 1 <= len(words) <= 3 or not all(re.fullmatch(r"[^\W\d_a-z][\w'’-]*|de|del|la|el|al", w) for w in words):
        return False
    span = ctx.doc.char_span(block.start, block.end, alignment_mode="expand")
    return (span is not None and (_ENTRY.match(ctx.text, block.end) or all(t.pos_ == "PROPN" for t in span)) and read[:1].isupper() and units.at_end([w.lower() for w in words]) is None
            and not ctx.toponyms_in(block.start, block.end) and not {w.lower() for w in words} & (_ARMED | _NO_NAMES))


def _beside(out: list[Head], n: int, children: dict[int | None, list[int]]) -> list[Head]:
    """The labelled siblings of a head; of a label further on in a paragraph the paragraph's, and the paragraph itself."""
    block = out[n].block
    if block.kind == "label" and block.parent is not None:
        own = [out[k] for k in children[block.parent] if k != n and out[k].block.kind == "label"]
        return [h for h in (out[block.parent], *own, *_beside(out, block.parent, children)) if h.block.end > h.block.start]
    return [out[k] for k in children[block.parent] if k != n and out[k].block.key == block.key and out[k].block.end > out[k].block.start]


def _among_places(out: list[Head], n: int, children: dict[int | None, list[int]]) -> bool:
    beside = _beside(out, n, children)
    located = sum(bool(h.places) for h in beside)
    return located >= 2 and 2 * located >= len(beside)


def _in_table(ctx: Context, out: list[Head], n: int, children: dict[int | None, list[int]]) -> bool:
    """One of three lines and more that are a name and its number: "Tzalbal: 318 combatants"."""
    def entry(head: Head) -> bool:
        return _ENTRY.match(ctx.text, head.block.end) is not None

    return entry(out[n]) and sum(entry(h) and h.party is None and (bool(h.places) or _is_name(ctx, h.block)) for h in _beside(out, n, children)) >= 2


def _state(ctx: Context, head: Head) -> tuple[Place, ...]:
    found = [t.place for t in ctx.toponyms_in(head.block.start, head.block.end) if t.place is not None and coreference.is_country(t.place)]
    return tuple(found[:1])


def _is_place(ctx: Context, out: list[Head], n: int, children: dict[int | None, list[int]]) -> bool:
    """Whether the bare name of a state says where: among places, under another party, or above parties."""
    head = out[n]
    above = head.block.parent
    if head.block.kind == "label" and above is not None:
        above = out[above].block.parent  # those of one paragraph are siblings
    while above is not None:
        if out[above].places and out[above].block.kind != "title":
            return False
        party = out[above].party
        if party is not None:
            return party.kind == "state" and party.id != head.home
        above = out[above].block.parent
    beside = _beside(out, n, children)
    if any(h.places and h.home for h in beside):
        return True
    if any(h.party is not None and h.party.id != h.home for h in beside):
        return False
    below = [out[k] for k in range(n + 1, len(out)) if out[k].block.first < head.block.last]
    if any(h.places for h in below):
        return False
    if any(h.party is not None or h.home for h in below):
        return True
    return _counts_others(ctx, head)


def _counts_others(ctx: Context, head: Head) -> bool:
    """Whether a party of elsewhere is counted under a head: "Poland: 4,700 US paratroopers"."""
    span = ctx.doc.char_span(head.block.end, head.block.last, alignment_mode="contract")
    if span is None:
        return False
    return any(a.row.country != head.home and (ctx.doc[a.first - 1].like_num or any(t.like_num for t in ctx.tokens[a.last:a.last + 2]))
               for a in actors.in_tokens(ctx, span.start, span.end))
