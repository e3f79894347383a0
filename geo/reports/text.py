"""Bytes to text: encodings, line ends, and what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from geo.errors import InputError

MAX_BYTES = 50_000_000
# spaCy's own bound for one text; beyond it the parser would need gigabytes.
MAX_CHARACTERS = 1_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
# What reports come in. The detector left to all of its 90 code pages takes
# English with curly quotes for the DOS page of the Baltic.
_ENCODINGS = (
    "utf_8 utf_16 utf_16_le utf_16_be utf_32 cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "koi8_r koi8_u iso8859_2 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_15 cp866 mac_roman mac_cyrillic "
    "cp932 euc_jp iso2022_jp gb18030 big5 cp949 cp874"
).split()

_LATIN_PAGES = {"cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_15", "mac_roman"}
# cp1250's letters read as cp1252: a sign within a word (¹ for ą, ³ for ł, ¿ for ż), or the ending -iæ, which is -ić.
_CENTRAL = re.compile(r"[^\W\d_][¹³º¿¼¾¥][^\W\d_]|[iI]æ(?:a|u|em)?\b")
_ENGLISH = re.compile(rb"\b(?:[Tt]he|of|and|in|to|was|were|on|at|by|said|from|with|that)\b")
_TURKISH = re.compile(r"[þýÞÝ]")
_NORDIC = re.compile(r"[áæóúÁÆÓÚ]")


def read_bytes(path: Path) -> bytes:
    """Content of a file.

    Raises
    ------
    InputError
        If it is missing, a folder, not readable, empty, or over 50 MB.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(str(path), f"{size / 1e6:,.0f} MB is too much for one report", "split it")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(str(path), "no such file", "check the path") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check its permissions") from None
    if not data.strip():
        raise InputError(str(path), "the file is empty", "nothing to map in it")
    return data


def decode(data: bytes, source: str) -> str:
    """Text of `data` with universal newlines and without a byte order mark.

    UTF-8 is tried first and strictly; anything else is left to
    charset-normalizer among the encodings that reports come in.

    Raises
    ------
    InputError
        If it is binary, in no known encoding, or blank.
    """
    text = _decode(data, source).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip("\ufeff\u200b"):
        raise InputError(source, "the file is empty", "nothing to map in it")
    return text


def _decode(data: bytes, source: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError as error:
                raise InputError(source, f"starts as {encoding} but is not ({error.reason})",
                                 "save it as UTF-8", place=f"byte {error.start}") from None
    else:
        text = (_wide(data) or "\x00") if 0 in data else _narrow(data)
    if _binary(text):
        raise InputError(source, "binary, not text", "give a .txt, .html, .pdf, .xml or .jsonl file")
    return text


def _narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # only for what is not UTF-8

        best = from_bytes(data, cp_isolation=_ENCODINGS).best()
        if best is None:
            return "\x00"
        # A text in its own tongue betrays its page by its letters; English with a few foreign names does not.
        if best.encoding in _LATIN_PAGES and 12 * len(_ENGLISH.findall(data)) > len(data.split()):
            return _latin(data) or str(best)
        return str(best)


def _latin(data: bytes) -> str | None:
    """English with foreign names: Windows' western page, unless it puts there what no word of the West has.

    The pages share most of their places (0xF1 is the ñ of Ocaña and the ń of Gdańsk), so the detector's guess
    among them is a throw of dice, and a name is spelt wrongly in a quote that must be verbatim.
    """
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _CENTRAL.search(western):
        page = "cp1250"
    elif _TURKISH.search(western) and not _NORDIC.search(western):
        page = "cp1254"
    else:
        return western
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return western


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: its zeros stand all at even or all at odd places."""
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[1 - offset::2].count(0) == 0 and len(data) % 2 == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            letters = sum(c.isalpha() or c.isspace() for c in text[:10_000])
            if not _binary(text) and letters * 2 > len(text[:10_000]):
                return text
    return None


def _binary(text: str) -> bool:
    """Characters that no text has: any NUL, or more than one in 200 that are controls or mean nothing."""
    sample = text[:200_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x1b\x1a") or ("\x7f" <= c < "\xa0" and c != "\x85"))
    if not sample.isascii():
        odd += sum(1 for c in sample if c > "\u02ff" and unicodedata.category(c) in {"Cn", "Co", "Cs"})
    return "\x00" in sample or odd * 200 > len(sample)


def check_length(text: str, source: str, place: str = "") -> str:
    """`text`, or an :class:`InputError` if it is longer than one report may be."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(source, f"{len(text):,} characters are too many for one report", "split it", place=place)
    return text
