"""Datelines: "BEIRUT, 2 August 2006 - ", "N'DJAMENA, Jan 3, 1987 (Reuters) - ", "SAN SALVADOR, 14 NOV 89 (DPA) -- [TEXT] ".

They say where and when a report was written and are no part of its first sentence.
"""

from __future__ import annotations

import re

_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_HEAD = re.compile(
    r"(?:\A|(?<=\n))[ \t]*(?P<head>[A-Z](?:[^\n;:()]|\([^()\n]{1,40}\)){1,80}?)(?:[ \t]*(?<=[\s)])(?:--?|–|—))\s+"
    r"(?:\[(?:TEXT|Text|EXCERPTS?|Excerpts?|[A-Z ]*(?:COMMENTARY|ARTICLE|REPORT|COMMUNIQUE|CONTINUED|INTERVIEW|SPEECH)\b[^\]\n]{0,80})\]\s*)*"
    r"|(?:\A|(?<=\n))[ \t]*\[(?:TEXT|Text|Excerpts?|EXCERPTS?)\]\s*")
_DATED = re.compile(rf"\b(?:{_MONTHS}\s+\d{{1,4}}|\d{{1,2}}\s+{_MONTHS})\b|\([A-Z][\w .,/&-]{{1,30}}\)\s*\Z", re.I)
_SMALL = frozenset({"de", "del", "la", "le", "el", "al", "of", "near", "and", "da", "do", "dos", "upon", "st"})


def datelines(text: str) -> tuple[tuple[int, int], ...]:
    """Character spans of the datelines of a text, the dash and the space behind it included.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of (int, int)
        In text order. A line that begins with capitalized words, a date or an
        agency in brackets, and a dash; a label ("ABKHAZIA - 2,500 men") is none.
    """
    found = []
    for match in _HEAD.finditer(text):
        head = match["head"]
        if head is not None and not (_DATED.search(head) and _named(head)):
            continue
        if head is not None and (re.match(_MONTHS + r"\b", head, re.I) or text[match.end():match.end() + 1].isdigit()):
            continue  # the entry of a chronology, a label: "Aden (Yemen) - 30 soldiers"
        if text[match.end():match.end() + 1].strip():
            found.append(match.span())
    return tuple(found)


def _named(head: str) -> bool:
    """Nothing but names, dates and small words."""
    words = re.findall(r"[^\W\d_][^\W\d_'’.-]*", head)
    return len(words) <= 12 and all(w[0].isupper() or w.lower() in _SMALL or re.fullmatch(_MONTHS, w, re.I) for w in words)
