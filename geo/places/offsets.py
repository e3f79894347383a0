"""Places given by distance and direction from another: "30 km north of Gori"."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from geo.model import Place, Report, Toponym

_EARTH_KM = 6371.0088
_UNITS = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0,
          "mile": 1.609344, "miles": 1.609344, "mi": 1.609344}
_COMPASS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_WORDS = {"north": "N", "northeast": "NE", "east": "E", "southeast": "SE", "south": "S", "southwest": "SW",
          "west": "W", "northwest": "NW"}
_SPOKEN = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
           "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
           "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?|" + "|".join(_SPOKEN) + r")"
_OFFSET = re.compile(
    rf"(?:(?P<about>about|around|some|roughly|approximately|nearly|almost|over|more than|less than)\s+)?{_NUMBER}"
    r"(?:\s*(?P<conv>\([^)]{1,20}\)\s*))?[\s-]*(?P<unit>kms?|kilomet(?:er|re)s?|miles?|mi)\b\.?(?:\s*\([^)]{1,20}\))?"
    r"\s+(?:(?:to\s+the\s+)?(?P<dir>(?:north|south|east|west)(?:[-\s]?(?:east|west))?)(?:ern)?(?:wards?)?\s+(?:of|from)"
    r"|(?P<away>away\s+from|from|outside|off))\s+(?:the\s+)?(?:(?:[a-z]+\s+){0,4}(?:of\s+)?)?$",
    re.IGNORECASE,
)
# Most names have no unit before them; asking for one first spares the long pattern.
_UNIT = re.compile(r"(?:km|kilomet|mi)", re.IGNORECASE)
_NEAR = re.compile(r"\b(?:near|nearby|close to|outside|on the outskirts of|in the vicinity of|around|"
                   r"just (?:north|south|east|west) of|(?:north|south|east|west)(?:[-\s]?(?:east|west))? of)"
                   r"\s+(?:the\s+)?"
                   r"(?:(?:city|town|village|port|capital|settlement)\s+(?:of\s+)?)?$", re.IGNORECASE)
NEAR_KM = 10.0
_NEAR_REACH = 70  # characters; the longest of these phrases has 45


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Point reached from (lat, lon) in degrees after `km` on the great circle of that bearing (degrees).

    Examples
    --------
    >>> [round(x, 3) for x in destination(42.0, 44.0, 0.0, 111.195)]
    [43.0, 44.0]
    """
    arc, a, start = km / _EARTH_KM, math.radians(lat), math.radians(bearing)
    b = math.asin(math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(start))
    turn = math.atan2(math.sin(start) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(b))
    return math.degrees(b), (lon + math.degrees(turn) + 180.0) % 360.0 - 180.0


def with_offsets(report: Report, toponyms: list[Toponym]) -> list[Toponym]:
    """Toponyms in which those given by an offset stand for the point that is meant.

    The span of such a toponym is the whole phrase. Without a direction ("5 km
    from Gori") the point stays and the distance is the uncertainty. "near X"
    keeps the place with ``geo_precision`` 2.
    """
    found = []
    for k, toponym in enumerate(toponyms):
        place = toponym.place
        floor = toponyms[k - 1].end if k else 0
        window = max(floor, toponym.start - 110)
        before = report.text[window:toponym.start]
        if place is None or place.lat is None or toponym.role in ("demonym", "actor") or _wide(place):
            found.append(toponym)
        elif _UNIT.search(before) and (match := _OFFSET.search(before)) and "\n" not in match[0]:
            found.append(_moved(report, toponym, place, match, window + match.start()))
        elif _NEAR.search(before[-_NEAR_REACH:]):
            held = replace(place, geo_precision=2, uncertainty_km=NEAR_KM)
            found.append(replace(toponym, place=held))
        else:
            found.append(toponym)
    return found


def _wide(place: Place) -> bool:
    """Whether a distance from the place's point says nothing: countries, first-level divisions, seas."""
    code = place.feature_code or ""
    return code.startswith(("PCL", "ADM1", "TERR")) or (place.geo_precision == 3 and not code.startswith("ADM2"))


def _moved(report: Report, toponym: Toponym, place: Place, match: re.Match, start: int) -> Toponym:
    text = report.text[start:toponym.end]
    return replace(toponym, start=start, text=text, place=_away(place, match, " ".join(text.split())), kind="pattern")


def away_from(place: Place, text: str, end: int) -> tuple[int, Place] | None:
    """The place that "30 km north of the city" means, and where the phrase begins; ``None`` if no distance is told.

    Parameters
    ----------
    place : Place
        What "the city" is.
    text : str
    end : int
        Where the word that points begins.
    """
    start = max(0, end - 110)
    before = text[start:end]
    if place.lat is None or _wide(place) or not _UNIT.search(before):
        return None
    match = _OFFSET.search(before)
    if match is None or "\n" in match[0]:
        return None
    said = " ".join(match[0].split())
    name = re.sub(r"(\b(?:of|from|outside|off)\b).*$", r"\1 ", said, count=1) + place.name
    return start + match.start(), _away(place, match, name)


def _away(place: Place, match: re.Match, name: str) -> Place:
    said = match["number"].lower().replace(",", "")
    km = float(_SPOKEN.get(said) or said) * _UNITS[match["unit"].lower()]
    direction = re.sub(r"[-\s]", "", match["dir"].lower()) if match["dir"] else None
    code = _WORDS.get(direction or "", "")
    if code:
        lat, lon = destination(place.lat, place.lon, _COMPASS.index(code) * 22.5, km)
        # "North" in a report is anything within about 30 degrees of it.
        spread = max(2.0, km * 0.5)
    else:
        lat, lon, spread = place.lat, place.lon, max(2.0, km)
    return Place(
        id=f"offset:{place.id}:{km:g}:{code or 'any'}" if km else place.id, name=name,
        lat=round(lat, 5), lon=round(lon, 5), country=place.country, admin1=place.admin1, geo_precision=2,
        uncertainty_km=round(spread, 1),
    )
