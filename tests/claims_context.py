"""A context for claim rules from a plain text and a few places, so that tests of the rules need no resolver."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from geo.claims.context import Context
from geo.model import Place, Report, Toponym
from geo.places.language import Pipeline

#: name: (latitude, longitude, country, feature class, feature code)
PLACES = {
    "Aleppo": (36.2, 37.16, "SY", "P", "PPLA"),
    "Syria": (35.0, 38.0, "SY", "A", "PCLI"),
    "Gao": (16.27, -0.04, "ML", "P", "PPLA"),
    "Mali": (18.0, -2.0, "ML", "A", "PCLI"),
    "Goma": (-1.68, 29.22, "CD", "P", "PPLA"),
    "Grozny": (43.31, 45.69, "RU", "P", "PPLA"),
    "Sarajevo": (43.85, 18.36, "BA", "P", "PPLC"),
    "Kabul": (34.53, 69.17, "AF", "P", "PPLC"),
    "Mosul": (36.34, 43.13, "IQ", "P", "PPLA"),
    "Baghdad": (33.34, 44.4, "IQ", "P", "PPLC"),
    "Gaza": (31.5, 34.47, "PS", "P", "PPLA"),
    "Ashkelon": (31.67, 34.57, "IL", "P", "PPL"),
    "Kharkiv": (49.98, 36.25, "UA", "P", "PPLA"),
    "Abkhazia": (43.0, 41.0, "GE", "A", "ADM1"),
    "Georgia": (42.0, 43.5, "GE", "A", "PCLI"),
    "Moscow": (55.75, 37.62, "RU", "P", "PPLC"),
    "Geneva": (46.2, 6.15, "CH", "P", "PPLA"),
    "Dayton": (39.76, -84.19, "US", "P", "PPL"),
    "Medellin": (6.25, -75.56, "CO", "P", "PPLA"),
    "Mogadishu": (2.04, 45.34, "SO", "P", "PPLC"),
    "Kismayo": (-0.36, 42.55, "SO", "P", "PPL"),
    "Juba": (4.85, 31.6, "SS", "P", "PPLC"),
    "Malakal": (9.53, 31.66, "SS", "P", "PPLA"),
    "Dili": (-8.56, 125.57, "TL", "P", "PPLC"),
    "Jaffna": (9.66, 80.01, "LK", "P", "PPLA"),
    "Ayacucho": (-13.16, -74.22, "PE", "P", "PPLA"),
    "Yangon": (16.8, 96.16, "MM", "P", "PPLA"),
    "Marawi": (8.0, 124.3, "PH", "P", "PPLA"),
    "Tripoli": (32.88, 13.19, "LY", "P", "PPLC"),
    "Benghazi": (32.11, 20.07, "LY", "P", "PPLA"),
    "Srebrenica": (44.1, 19.3, "BA", "P", "PPL"),
    "Maiduguri": (11.85, 13.16, "NG", "P", "PPLA"),
    "Kobani": (36.89, 38.35, "SY", "P", "PPL"),
    "Donetsk": (48.0, 37.8, "UA", "P", "PPLA"),
    "Quetta": (30.18, 67.0, "PK", "P", "PPLA"),
    "Belfast": (54.6, -5.93, "GB", "P", "PPLA"),
}


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def place(name: str) -> Place:
    lat, lon, country, feature_class, code = PLACES[name]
    return Place(
        f"test:{name.lower()}",
        name,
        lat,
        lon,
        feature_class,
        code,
        country,
        geo_precision=3 if feature_class == "A" else 1,
    )


def context(text: str, day: str | None = None, actors: tuple[str, ...] = ()) -> Context:
    """Context of a text; its toponyms are the names of :data:`PLACES`, those in `actors` stand for governments."""
    report = Report("t", text, date=date.fromisoformat(day) if day else None)
    doc = pipeline()(report)
    toponyms = [
        Toponym(m.start(), m.end(), m[0], "actor" if name in actors else "location", place(name), 0.9)
        for name in PLACES
        for m in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)
    ]
    return Context(report, doc, toponyms)


def word(ctx: Context, text: str):
    """First token with a text."""
    return next(t for t in ctx.doc if t.text == text)
