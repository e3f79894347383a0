"""Case for text that has lost it: telex, subtitles and headlines in capitals."""

from __future__ import annotations

import re
from functools import cache

from geo import bundle

_UPPER, _LOWER = re.compile(r"[^A-Z]+"), re.compile(r"[^a-z]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_END = re.compile(r"[.!?]\s|\n\s*\n|--")
# Acronyms of the genre stay capitals; anything without a vowel does too.
_ACRONYMS = frozenset(
    ["US", "USA", "UK", "UAE", "UN", "UNO", "EU", "NATO", "USSR", "USSOCOM", "DRC", "DPRK", "ROK", "PRC", "ISIS",
        "ISIL", "FARC", "ELN", "EPL", "FMLN", "MRTA", "FSLN", "URNG", "AFP", "AP", "UPI", "TASS", "ITAR", "EFE",
        "DPA", "ANSA", "KCNA", "IDF", "PLO", "PKK", "YPG", "SDF", "OSCE", "AU", "ECOWAS", "IGAD", "IAEA", "UNHCR",
        "UNICEF", "OCHA", "ICRC", "CIA", "FBI", "DEA", "DAS", "NSA", "KGB", "FSB", "GRU", "SBU", "RPF", "M23",
        "FDLR", "LRA", "ADF", "AQIM", "TTP", "BLA", "ETA", "IRA", "UNITA", "MPLA", "ANC", "SWAPO", "PLA"]
)
_PREFIXES = ("re", "un", "counter", "para", "over", "anti", "non", "mis", "inter", "pre")
SMALL = frozenset(["of", "the", "de", "del", "la", "las", "los", "el", "al", "and", "y", "da", "do", "dos", "du",
    "des", "e", "di"])


@cache
def common_words() -> frozenset[str]:
    """English words that are written small (SCOWL's small list): "police", "mobile", "nice"."""
    return frozenset(bundle.path("lexicons/place_words.txt").read_text("utf-8").split())


def is_capitals(text: str) -> bool:
    """Whether a text, or most of it, is written in capitals only.

    Examples
    --------
    >>> is_capitals("BOGOTA, 5 JAN 90 (EFE) -- A BOMB EXPLODED."), is_capitals("GORI, Georgia (Reuters)")
    (True, False)
    """
    if text.isascii():
        upper, lower = len(_UPPER.sub("", text)), len(_LOWER.sub("", text))
    else:
        upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > 20 and upper > 4 * lower


def truecase(text: str) -> str:
    """Text in capitals as it would have been written, letter for letter.

    Words of the common lexicon become small, all others take a capital: in a
    report, a word that no dictionary lists is a name. Names of several words
    keep their capitals by the names of the gazetteer.
    """
    from geo.places.recognize_scan import Names

    names = Names.open()
    words, out = common_words(), list(text)
    matches = list(_TOKEN.finditer(text))
    spans: dict[int, int] = {}
    tokens = [m.group().lower() for m in matches]
    for i in range(len(matches)):
        if spans and i < max(spans.values()):
            continue
        length = names.longest_several(tokens, i)
        if length > 1:
            spans[i] = i + length
    inside = {k for start, end in spans.items() for k in range(start, end)}
    previous_end = 0
    for k, match in enumerate(matches):
        word = match.group()
        low = word.lower()
        first = k == 0 or bool(_END.search(text[previous_end:match.start()] + " "))
        previous_end = match.end()
        if not word.isupper():
            continue
        if k in inside:
            cased = low if low in SMALL and k - 1 in inside else _title(word)
        elif word in _ACRONYMS or (len(word) > 1 and not re.search(r"[AEIOUYÁÉÍÓÚ]", word)):
            cased = word
        elif _known(low, words) and not names.always(low):
            cased = _title(word) if first or low == "i" else low
        else:
            cased = _title(word)
        if len(cased) == len(word):
            out[match.start():match.end()] = cased
    return "".join(out)


def _title(word: str) -> str:
    return word[:1] + word[1:].lower()


def _known(low: str, words: frozenset[str]) -> bool:
    """Whether a word, or the stem of its inflected form, is in the common lexicon."""
    stem = re.sub(r"['’]s$|['’]$", "", low)
    prefix = next((p for p in _PREFIXES if stem.startswith(p) and len(stem) > len(p) + 3), "")
    if prefix and _known(stem[len(prefix):], words):
        return True  # "retaken", "paramilitary"
    return not stem.isalpha() or stem in words or any(
        stem.endswith(ending) and stem[: -len(ending)] + add in words
        for ending, add in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("eers", "y"), ("eer", "y"),
                            ("ly", ""), ("er", ""), ("ers", ""), ("ness", ""))
    )
