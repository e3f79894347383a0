"""Lines of a report as an outline: headings, items of lists, labelled paragraphs, rows of tables, each with what stands under it.

Only the writing is looked at: marks, indents, blank lines, colons. What the
heads name is read by :mod:`geo.claims.outline`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_MARK = re.compile(r"(?:[-*•·–—▪●◦‣]|\.(?=[ \t]+[A-Z0-9])|#{1,6}|\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,4})[.)])[ \t]+")
_PARENS = r"(?:[ \t]*\([^()\n]{1,70}\))?"
#: "ESTONIA (Tapa): ", "Regional Command West, Herat: ", "U.S. Marines: "
_COLON = re.compile(rf"(?P<label>[^\s:;|\t(](?:[^:;|\t\n.(]|\.(?=\w|[,)]|[ \t]+[a-z])|(?<=\b[A-Z])\.|(?<=\bSt)\.|\([^()\n]{{1,70}}\))"
                    rf"{{1,75}}?){_PARENS}[ \t]*:(?=\s|[\"“]|\Z)")
#: "Fiji - 446", "MAKHACHKALA RADIO (0600) - The Council"
_DASH = re.compile(r"(?P<label>[A-Z0-9][^\n:;|.\t]{1,48}?)[ \t]+(?:--|[-–—])[ \t]+(?=\S)")
#: "RUSUMO. RPF elements reached", "Pangong Tso. Between the 10th and"
_RUN_IN = re.compile(rf"(?P<label>[A-Z][^\n:;|.\t]{{1,44}}?){_PARENS}\.(?=[ \t]+[A-Z0-9\"“(])")
_CELL = re.compile(r"(?:\|[ \t]*)?(?P<label>[^\n|\t]{1,60}?)[ \t]*(?:\||\t)")
#: A label in the middle of a paragraph: "BRITISH IN TOWN. PEC: ITALIANS, 2,000".
_INNER = re.compile(rf"(?:(?<=[.;!?][ \n])|(?<=STOP[ \n]))(?P<label>[^\W\d_a-z][\w'’-]*(?:[ /-](?:[^\W\d_a-z][\w'’-]*|de|del|la|el|al|of|and)){{0,3}}){_PARENS}:(?=[ \n])")
_SHORTENED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Col|Lt|Maj|Capt|Brig|Adm|Dr|Mr|Mrs|St|No|Nos|est|ca?|approx|[A-Z])$")
#: A label further on in a paragraph stands over its sentence.
_SENTENCE_END = re.compile(r"\bSTOP\b|[.!?][\"”)]?(?=\s+[A-Z\d\"“(\[]|\s*\Z)")
_ENDED = tuple(".!?:;\"”)]")
#: A heading has no more words; a label ahead of a paragraph the less.
_HEADING, _LABEL, _SHORT = 10, 9, 5
#: Hard-wrapped text has lines of at most and at least so many characters.
_WIDTH, _NARROW = 100, 56


@dataclass(slots=True)
class Block:
    """A heading, item, paragraph or label with the text that stands under it.

    Attributes
    ----------
    kind : str
        "title", "heading", "item", "paragraph" or "label" (one further on in a paragraph).
    key : tuple
        Blocks of one parent with the same key are siblings.
    start, end : int
        Character span of the words that it is headed by; empty where it has none.
    first, last : int
        Character span of all that belongs to it, head included.
    parent : int or None
        Position of the block that it stands under.
    how : str
        What ends the head: ":", "-", ".", "|", or "" for a line of its own.
    """

    kind: str
    key: tuple
    start: int
    end: int
    first: int
    last: int
    parent: int | None
    how: str = ""


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    content: int  # where the words begin, behind indent and mark
    mark: str
    indent: int
    blank_before: bool
    text: str = field(default="")


@lru_cache(maxsize=2)  # a report's outline is read for its sentences first, for what its heads name later
def blocks(text: str) -> list[Block]:
    """The outline of a text, in text order, parents before what stands under them."""
    lines = _lines(text)
    wide = max((len(x.text) for x in lines), default=0)
    found: list[Block] = []
    stack: list[int] = []
    for n, line in enumerate(lines):
        before, after = lines[n - 1] if n else None, lines[n + 1] if n + 1 < len(lines) else None
        open_ = found[stack[-1]] if stack else None
        if before is not None and open_ is not None and _continues(line, before, open_, wide):
            continue
        if _is_heading(line, before, after, open_):
            kind = "title" if _is_title(lines, n) else "heading"
            key: tuple = (kind, _style(line), line.indent)
            start, end, how = line.content, _trimmed(text, line), ""
        else:
            kind = "item" if line.mark else "paragraph"
            key = (kind, _sort(line.mark), line.indent) if line.mark else (kind, line.indent)
            start, end, how = _label(text, line)
        _close(found, stack, key, line, how)
        found.append(Block(kind, key, start, end, line.start, len(text), stack[-1] if stack else None, how))
        stack.append(len(found) - 1)
    for n in reversed(stack):
        found[n].last = len(text)
    return _with_inner(text, found)


def breaks(text: str) -> list[int]:
    """Offsets at which a heading, an item or a labelled line begins, and what follows a heading."""
    found = []
    for block in blocks(text):
        if block.kind == "label" or (block.kind == "paragraph" and not block.how):
            continue
        found.append(text.rfind("\n", 0, block.first) + 1)
        if block.kind in ("title", "heading"):
            end = text.find("\n", block.end)
            found.append(end + 1 if end >= 0 else len(text))
    return found


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start, blank = 0, True
    for piece in text.split("\n"):
        end = start + len(piece)
        if piece.strip():
            indent = len(piece) - len(piece.lstrip())
            mark = _MARK.match(text, start + indent, end)
            content = mark.end() if mark else start + indent
            found.append(_Line(start, end, content, mark[0].strip() if mark else "", len(piece[:indent].expandtabs(4)), blank,
                               text[content:end].rstrip()))
            blank = False
        else:
            blank = True
        start = end + 1
    return found


def _sort(mark: str) -> str:
    """Marks of one list have one sort: "1." and "2.", "a)" and "b)"."""
    core = mark.strip("().")
    if mark[:1] not in "(" and not core:
        return mark
    sort = "1" if core.isdigit() else ("A" if core.isupper() else "a") if core.isalpha() else core
    return mark.replace(core, sort) if core else mark


def _style(line: _Line) -> str:
    if line.mark:
        return _sort(line.mark)
    return ":" if line.text.endswith(":") else "CAPS" if line.text.isupper() else "[" if line.text[0] in "[(" else ""


def _continues(line: _Line, before: _Line, open_: Block, wide: int) -> bool:
    """Whether a line goes on with the paragraph or item before."""
    if line.mark or line.blank_before or open_.kind in ("title", "heading"):
        return False
    if _CELL.match(line.text) or (_COLON.match(line.text) and line.text[:1].isupper()):
        return False
    if line.text[:1].islower():
        return True
    if open_.kind == "item" and line.indent < open_.key[2]:
        return False
    wrapped = _NARROW <= wide <= _WIDTH and len(before.text) > 0.6 * wide
    return wrapped and not before.text.endswith(_ENDED[:4])


def _is_heading(line: _Line, before: _Line | None, after: _Line | None, open_: Block | None) -> bool:
    text, words = line.text, line.text.split()
    if after is None or _CELL.match(text):
        return False
    if line.mark and (line.mark[0] in "-*•·–—▪●◦‣." or _sort(after.mark) == _sort(line.mark)):
        return False
    if before is not None and not line.blank_before and not before.text.endswith(_ENDED) and not (
            open_ is not None and (open_.kind in ("title", "heading") or (open_.kind == "item" and after.mark))):
        return False
    if text.endswith(":"):
        return len(words) <= _HEADING and not _SENTENCE.search(text)
    if text.endswith("."):  # "Resistance." above a list
        return len(words) <= 3 and bool(after.mark) and not after.blank_before and not line.mark and text[0].isupper()
    if not (text[0].isupper() or (text[0] in "[(" and text[-1] in ")]") or line.mark[:1] == "#"):
        return False
    if _entry(text) or text.endswith((",", ";", "!", "?")) or re.match(r"[^:]{1,60}:\s+\D{0,9}\d", text):
        return False
    bracketed = text[0] in "[("
    return len(words) <= (14 if bracketed or text.isupper() else _HEADING) and (bracketed or not _SENTENCE.search(text))


_SENTENCE = re.compile(r"[a-z]\.\s+[A-Z]")


def _entry(text: str) -> bool:
    """Whether a short line is an entry of a list without marks: "Fiji - 446", "Tanks: 12"."""
    return re.search(r"(?:[-–—:]|\s)\s*(?:(?:about|some|over|ca?\.|est\.)\s*)?\d[\d,.]*\+?\s*(?:[a-z ]{0,20})$", text) is not None and (
        re.search(r"[-–—:]\s*\D{0,6}\d[\d,.]*\D*$", text) is not None) and not re.search(r"\b(?:19|20)\d\d$", text)


def _is_title(lines: list[_Line], n: int) -> bool:
    """The first line, with a blank line or another heading below it."""
    if n or lines[0].mark or len(lines) < 3:
        return False
    return lines[1].blank_before or _is_heading(lines[1], lines[0], lines[2], None)


def _trimmed(text: str, line: _Line) -> int:
    return line.content + len(text[line.content:line.end].rstrip().rstrip(":.").rstrip())


def _label(text: str, line: _Line) -> tuple[int, int, str]:
    """Span of the label that a line begins with and what ends it."""
    start, end = line.content, line.end
    cell = _CELL.match(text, start, end)
    if cell and (text.count("|", start, end) or text.count("\t", start, end)):
        return cell.start("label"), cell.end("label"), "|"
    for pattern, how, most in ((_COLON, ":", _LABEL), (_DASH, "-", 6), (_RUN_IN, ".", _SHORT)):
        match = pattern.match(text, start, min(len(text), end + 1))
        if match is None:
            continue
        last = match.start() + len(match[0].rstrip().rstrip(":.-–—").rstrip())
        if how == "." and (re.search(r"\d{2}", match["label"]) or _SHORTENED.search(match["label"])):
            continue  # what it counts stands in it; or no sentence has ended
        if len(text[start:last].split()) <= most + 4 * ("(" in match[0]):
            return start, last, how
    return start, start, ""


def _close(found: list[Block], stack: list[int], key: tuple, line: _Line, how: str) -> None:
    """Take from the stack what ends where a line begins."""
    def pop(n: int) -> None:
        for k in stack[n:]:
            found[k].last = line.start
        del stack[n:]

    kind = key[0]
    keys = [found[n].key for n in stack]
    if key in keys:
        pop(keys.index(key))
    elif kind in ("title", "heading"):
        pop(next((n for n, k in enumerate(keys) if k[0] in ("paragraph", "item") or (k[0] == "heading" and _outranks(key, k))), len(stack)))
    elif kind == "paragraph":
        pop(next((n for n, k in enumerate(keys) if (k[0] == "item" and k[2] >= line.indent) or (k[0] == "paragraph" and k[1] > line.indent)),
                 len(stack)))
    elif kind == "item":
        lettered = [n for n, k in enumerate(keys) if k[0] == "heading" and k[1] == key[1]]
        if lettered:
            pop(lettered[0])  # "E. Refugees: 3,700" after "D. Incidents" and what stands under it
        keys = [found[n].key for n in stack]
        deeper = [n for n, k in enumerate(keys) if (k[0] == "item" and k[2] > line.indent) or (k[0] == "paragraph" and k[1] > line.indent)]
        if deeper:
            pop(deeper[0])
        if line.blank_before and stack and found[stack[-1]].kind == "paragraph":
            pop(len(stack) - 1)
    if kind in ("paragraph", "heading") and line.blank_before:
        # A heading right above a list ends with it, and right above a text where another begins.
        for n, k in enumerate(stack):
            head = found[k]
            if head.kind == "heading" and (_over_list(found, k) or (how == "." and _over_text(found, k))):
                pop(n)
                break


def _outranks(new: tuple, open_: tuple) -> bool:
    """Whether a heading ends one that is open: it stands further out, or in capitals where that does not."""
    return new[2] < open_[2] or (new[2] == open_[2] and new[1] == "CAPS" and open_[1] == "")


def _over_list(found: list[Block], n: int) -> bool:
    return n + 1 < len(found) and any(b.kind == "item" and b.parent == n for b in found[n + 1:])


def _over_text(found: list[Block], n: int) -> bool:
    """Whether a heading stands right on a paragraph, without a blank line."""
    return n + 1 < len(found) and found[n + 1].first - found[n].end <= 3


def _with_inner(text: str, found: list[Block]) -> list[Block]:
    """The blocks, and under each paragraph and item the labels further on in it."""
    inner: list[tuple[int, Block]] = []
    for n, block in enumerate(found):
        if block.kind not in ("paragraph", "item"):
            continue
        last = min((b.first for b in found[n + 1:n + 2]), default=block.last)
        last = min(last, block.last)
        labels = list(_INNER.finditer(text, block.end, last))
        for k, match in enumerate(labels):
            end = match.end() - 1
            stop = _SENTENCE_END.search(text, end, last)
            until = min(labels[k + 1].start() if k + 1 < len(labels) else last, stop.end() if stop else last)
            inner.append((n, Block("label", ("label",), match.start(), end, match.start(), until, n, ":")))
    if not inner:
        return found
    ordered = sorted([(b.first, 0, n, b) for n, b in enumerate(found)] + [(b.first, 1, n, b) for n, b in inner], key=lambda x: x[:3])
    place = {id(b): k for k, (_, _, _, b) in enumerate(ordered)}
    for b in (x[3] for x in ordered):
        if b.parent is not None:
            b.parent = place[id(found[b.parent])]
    return [x[3] for x in ordered]
