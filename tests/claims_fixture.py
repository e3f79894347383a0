"""Reports for the tests of claims: a text, a few places that it names, and the parse of it.

The places are given, so that these tests say something about the claim rules
and nothing about recognition or resolution.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from geo.claims.context import Context
from geo.claims.forces import forces
from geo.model import ForceClaim, Place, Report, Toponym
from geo.places.language import Pipeline

DAY = date(2008, 9, 9)


def _place(
    name: str, lat: float, lon: float, code: str, country: str, region: str | None = None, ident: str | None = None
) -> Place:
    cls = "P" if code.startswith("PPL") else "A"
    return Place(
        ident or f"test:{name.lower()}",
        name,
        lat,
        lon,
        cls,
        code,
        country,
        region_id=region,
        geo_precision=1 if cls == "P" else 3,
    )


PLACES = {
    p.name: p
    for p in (
        _place("Georgia", 42.0, 43.5, "PCLI", "GE", "GE", "geonames:614540"),
        _place("Abkhazia", 43.0, 41.0, "ADM1", "GE", "GE-AB", "geonames:6643410"),
        _place("South Ossetia", 42.3, 44.0, "ADMD", "GE", "south-ossetia", "region:south-ossetia"),
        _place("Gori", 41.98, 44.11, "PPLA", "GE"),
        _place("Poti", 42.15, 41.67, "PPL", "GE"),
        _place("Tbilisi", 41.69, 44.83, "PPLC", "GE"),
        _place("Russia", 60, 100, "PCLI", "RU"),
        _place("Moscow", 55.75, 37.62, "PPLC", "RU"),
        _place("Mali", 17, -4, "PCLI", "ML"),
        _place("Gao", 16.27, -0.05, "PPLA", "ML"),
        _place("Bamako", 12.65, -8.0, "PPLC", "ML"),
        _place("Goma", -1.67, 29.23, "PPLA", "CD"),
        _place("North Kivu", -0.8, 29.0, "ADM1", "CD"),
        _place("Rwanda", -2, 30, "PCLI", "RW"),
        _place("Iraq", 33, 44, "PCLI", "IQ"),
        _place("Baghdad", 33.34, 44.4, "PPLC", "IQ"),
        _place("Mosul", 36.33, 43.12, "PPLA", "IQ"),
        _place("Helmand", 31, 64, "ADM1", "AF"),
        _place("Kandahar", 31.6, 65.7, "PPLA", "AF"),
        _place("Afghanistan", 33, 66, "PCLI", "AF"),
        _place("Tuzla", 44.5, 18.7, "PPL", "BA"),
        _place("Sarajevo", 43.85, 18.36, "PPLC", "BA"),
        _place("Bosnia", 44.25, 17.8, "PCLI", "BA"),
        _place("Angola", -12.5, 18.5, "PCLI", "AO"),
        _place("Lebanon", 33.8, 35.8, "PCLI", "LB"),
        _place("Colombia", 4, -73, "PCLI", "CO"),
        _place("Kosovo", 42.6, 20.9, "PCLI", "XK"),
        _place("Afrin", 36.5, 36.9, "PPL", "SY"),
        _place("Syria", 35, 38, "PCLI", "SY"),
        _place("Homs", 34.73, 36.71, "PPLA", "SY"),
        _place("Hama", 35.13, 36.76, "PPLA", "SY"),
        _place("Kuwait", 29.5, 47.75, "PCLI", "KW"),
        _place("Juba", 4.85, 31.6, "PPLC", "SS"),
        _place("Dili", -8.56, 125.57, "PPLC", "TL"),
        _place("France", 46, 2, "PCLI", "FR"),
        _place("Ukraine", 49, 32, "PCLI", "UA"),
        _place("Kharkiv", 49.98, 36.25, "PPLA", "UA"),
    )
}
_NAMES = re.compile(r"\b(" + "|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)) + r")\b", re.I)
_BY_FOLD = {name.lower(): place for name, place in PLACES.items()}
_METONYM = re.compile(
    r"\s+(?:said|says|has|had|sent|will|plans|pledged|denied|keeps|agreed|withdrew|deployed|announced|offered|promised|and the)\b",
    re.I,
)


@cache
def pipeline() -> Pipeline:
    """The English pipeline, loaded once."""
    return Pipeline()


def toponyms(text: str) -> list[Toponym]:
    """The known places of a text; a state or capital in front of a verb of doing is a metonym."""
    found = []
    for m in _NAMES.finditer(text):
        place = _BY_FOLD[m[0].lower()]
        acts = place.feature_code in ("PCLI", "PPLC") and bool(_METONYM.match(text[m.end():m.end() + 20])) \
            and not re.search(r"\b(?:in|from|to|into|of|near)\s$", text[:m.start()], re.I)
        found.append(Toponym(m.start(), m.end(), m[0], "actor" if acts else "location", place, 0.9))
    return found


def context(text: str, day: date | None = date(2008, 9, 9), ident: str = "t", source: str | None = None) -> Context:
    """The context of a text."""
    report = Report(ident, text, date=day, source=source, language="en")
    return Context(report, pipeline()(report), toponyms(text))


def claims(
    text: str, day: date | None = date(2008, 9, 9), ident: str = "t", source: str | None = None
) -> list[ForceClaim]:
    """Force claims of a text."""
    return forces(context(text, day, ident, source))
