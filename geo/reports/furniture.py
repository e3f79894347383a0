"""Page furniture: what a page or a newsletter adds around a report.

Its spans stay in the text, so that offsets hold, and no stage reads them.
A line is furniture if it matches the lexicon ``data/lexicons/furniture.csv``
or by its structure alone (share buttons, a bare address, the links under
"Related articles"). What is in doubt is kept: a real sentence lost is worse
than a slogan too many.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from geo import bundle
from geo.model import Span

MAX_WORDS, MAX_CHARACTERS = 40, 600
_TAIL_LINES, _TAIL_CHARACTERS = 6, 400
_BUTTONS = frozenset(
    "share tweet facebook twitter x whatsapp email e-mail mail print linkedin telegram pinterest reddit messenger copy "
    "link viber flipboard instagram youtube threads bluesky mastodon vk ok save pdf rss signal line tiktok comment "
    "comments like pin post this via on with partager imprimer compartir imprimir teilen drucken поделиться печать".split())
_ADDRESS_ONLY = re.compile(r"^(?:https?://\S+|www\.\S+|@\w{2,}|#\w{2,})(?:\s+(?:https?://\S+|@\w{2,}|#\w{2,}))*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$|[A-ZÀ-ÞА-Я©(\[])")


@dataclass(frozen=True)
class _Lexicon:
    whole: re.Pattern[str]
    start: re.Pattern[str]
    anywhere: re.Pattern[str]
    heading: re.Pattern[str]
    glued: re.Pattern[str]
    verbs: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    with bundle.path("lexicons/furniture.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    def alternatives(*kinds: str) -> str:
        phrases = sorted((r["phrase"] for r in rows if r["match"] in kinds), key=lambda p: (-len(p), p))
        return "|".join(re.escape(p).replace(r"\*", r"[^\n]*?").replace(r"\ ", r"\s+") for p in phrases)

    flags = re.IGNORECASE
    return _Lexicon(
        whole=re.compile(rf"^\W*(?:{alternatives('whole', 'heading')})\W*$", flags),
        start=re.compile(rf"^\W{{0,3}}(?:{alternatives('start', 'glued')})(?!\w)", flags),
        anywhere=re.compile(rf"(?<!\w)(?:{alternatives('anywhere')})(?!\w)", flags),
        heading=re.compile(rf"^\W*(?:{alternatives('heading')})\W*$", flags),
        glued=re.compile(rf"(?:{alternatives('glued')})", flags),
        verbs=re.compile(rf"(?<=[a-zà-ÿа-я!?])(?:{alternatives('verb')})(?=\s)"),
    )


def furniture(text: str) -> tuple[Span, ...]:
    """Spans of page furniture in `text`, sorted and not overlapping."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]*[^\s][^\n]*", text)]
    spans: list[Span] = []
    below_heading = False
    for number, (start, line) in enumerate(lines):
        bare = line.strip()
        if number >= len(lines) // 3 and len(bare) < 60 and _lexicon().heading.match(bare):
            below_heading = True
        elif below_heading and ((_SENTENCE_END.search(bare) and not bare.endswith("?")) or len(bare.split()) > 25):
            below_heading = False
        if below_heading or _is_furniture(bare):
            begin = start + line.index(bare[0])
            spans.append((begin, begin + len(bare)))
        elif number >= len(lines) - _TAIL_LINES and (cut := _glued_from(line)) is not None:
            spans.append((start + cut, start + len(line.rstrip())))
    return tuple(spans)


def _is_furniture(line: str) -> bool:
    words = line.split()
    if len(words) > MAX_WORDS or len(line) > MAX_CHARACTERS:
        return False
    lexicon = _lexicon()
    if lexicon.whole.match(line) or lexicon.start.match(line) or lexicon.anywhere.search(line):
        # Prose before it in the same line: only its tail can be furniture.
        return not _prose_before(line, lexicon)
    tokens = re.findall(r"[\w-]+", line.lower())
    if tokens and all(t in _BUTTONS for t in tokens) and (len(tokens) > 1 or tokens[0] in {"share", "tweet", "print"}):
        return True
    glued = lexicon.verbs.search(line)
    return bool(_ADDRESS_ONLY.match(line)) or bool(glued and len(words) <= 20 and not _prose_before(line, lexicon))


def _prose_before(line: str, lexicon: _Lexicon) -> bool:
    first = _SENTENCE.search(line)
    if first is None or first.end() >= len(line.rstrip()):
        return False
    opening = line[: first.end()]
    return not (lexicon.start.match(opening) or lexicon.anywhere.search(opening) or lexicon.whole.match(opening)
                or lexicon.verbs.search(opening))


def _glued_from(line: str) -> int | None:
    """Where furniture begins that was glued to the last sentence of a line, else ``None``."""
    lexicon = _lexicon()
    for end in _SENTENCE.finditer(line, max(0, len(line) - _TAIL_CHARACTERS)):
        rest = line[end.end():]
        tail = rest.lstrip()
        if not tail or len(tail.split()) > MAX_WORDS:
            continue
        touching = rest[:1] not in {" ", "\t", "\u00a0"}
        if lexicon.glued.match(tail) or (_is_furniture(tail) and (touching or lexicon.anywhere.search(tail) is None)):
            return end.end() + len(rest) - len(tail)
    return None
