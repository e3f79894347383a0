"""The things that a report is turned into, and the rules that they keep.

Frozen, slotted dataclasses: a report has dozens of claims, so objects are
cheap here. Tables of a million rows never become these objects; both paths
meet in :mod:`geo.tables`.

Coordinates are degrees in EPSG:4326. What is unknown is ``None``, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from geo.errors import InvariantError

Span = tuple[int, int]

Role = Literal["location", "actor", "demonym", "other"]
Unit = Literal[
    "troops", "peacekeepers", "observers", "police", "fighters", "tanks", "armoured_vehicles",
    "vehicles", "aircraft", "ships", "artillery", "other",
]
Status = Literal["present", "deployed", "pledged", "planned", "withdrawing", "withdrawn", "past"]
Polarity = Literal["asserted", "denied", "hypothetical"]
DatePrecision = Literal["day", "week", "month", "season", "year", "period", "unknown"]


@dataclass(frozen=True, slots=True)
class Report:
    """One report, with the text that every offset refers to.

    Attributes
    ----------
    id : str
        Stable name of the report; the file's stem, or the ``id`` of a record.
    text : str
        The whole text, never changed after reading.
    date : datetime.date or None
        Date of publication. ``None`` leaves relative dates unresolved.
    title, source, url, language : str or None
        Headline, publisher (or file name), address, ISO 639-1 code.
    spans : tuple of (int, int) or None
        Toponym spans given by the user: resolved instead of recognizing.
    furniture : tuple of (int, int)
        Spans of page furniture (newsletter boxes, bylines of the site) that
        no stage reads.
    """

    id: str
    text: str
    date: date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    spans: tuple[Span, ...] | None = None
    furniture: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        for start, end in (*(self.spans or ()), *self.furniture):
            if not 0 <= start < end <= len(self.text):
                raise InvariantError(f"report {self.id}: span [{start}, {end}] lies outside its text")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the world that a name was resolved to.

    Attributes
    ----------
    id : str
        ``"geonames:524901"``; ``"region:south-ossetia"`` for a region without
        a GeoNames id; ``"part:UA:east"`` for a stated part of a region;
        ``"macro:sahel"``; ``"offset:geonames:611717:30:N"``.
    lat, lon : float or None
        Representative point in degrees (GeoNames' own for its places).
    feature_class, feature_code : str or None
        GeoNames' feature class and code (``P``/``PPLC``, ``A``/``ADM1``).
    country : str or None
        ISO 3166-1 alpha-2 code.
    admin1, admin2 : str or None
        GeoNames codes of the first- and second-level division.
    population : int or None
        Persons.
    region_id : str or None
        Id of the smallest region that holds it, see :mod:`geo.regions`.
    geo_precision : {1, 2, 3}
        As in ACLED's codebook: 1 the named settlement, 2 its surroundings or
        a part of a region, 3 a region or a country.
    uncertainty_km : float or None
        Radius in km within which the place lies, where the text leaves it open.
    excluding : tuple of str
        Region ids cut out of the area ("the rest of Georgia").
    """

    id: str
    name: str
    lat: float | None = None
    lon: float | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    region_id: str | None = None
    geo_precision: Literal[1, 2, 3] = 1
    uncertainty_km: float | None = None
    excluding: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise InvariantError(f"place {self.id}: one coordinate without the other")
        if self.lat is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvariantError(f"place {self.id}: {self.lat}, {self.lon} is not on the Earth")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name could mean, with why it was ranked where it is."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text, and the place that it was resolved to.

    Attributes
    ----------
    start, end : int
        Offsets into the report's text.
    text : str
        The name as written; equals ``report.text[start:end]``.
    role : {"location", "actor", "demonym", "other"}
        ``"actor"`` is a metonym ("Moscow said"): it never becomes the place of
        an event. ``"demonym"`` is an adjective or people ("Georgian").
    place : Place or None
        ``None``: a name that could not be resolved stays in the list.
    score : float or None
        Calibrated probability that `place` is right.
    candidates : tuple of Candidate
        Runners-up, best first, the chosen one included.
    kind : str
        How it was found: ``"model"``, ``"gazetteer"``, ``"pattern"``, ``"given"``.
    """

    start: int
    end: int
    text: str
    role: Role = "location"
    place: Place | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()
    kind: str = "gazetteer"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it.

    Attributes
    ----------
    name : str
        Speaker as named in the text; the report's source for its own voice.
    verb : str or None
        Lemma of the verb of saying.
    mode : {"direct", "reported", "own voice"}
        Quoted words, reported speech, or the reporter's own voice.
    chain : tuple of str
        Further links, nearest first ("agencies quoted a commander as saying").
    """

    name: str
    verb: str | None = None
    mode: Literal["direct", "reported", "own voice"] = "own voice"
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, normalized by the actor table.

    ``id`` is an ISO alpha-2 code for a state, else a slug of the actor table,
    else ``None`` for a party that the table does not know.
    """

    name: str
    id: str | None = None
    role: Literal["agent", "target", "party"] = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What all claims share. ``report.text[start:end] == quote`` always holds.

    ``origin`` or ``destination`` is the end of a movement that the claim does not stand at (its ``places``).
    """

    id: str
    report_id: str
    start: int
    end: int
    quote: str
    attribution: Attribution
    places: tuple[Place, ...]
    as_of: date | None = None
    as_of_text: str | None = None
    polarity: Polarity = "asserted"
    confidence: float = 0.5
    rule: str = ""
    origin: Place | None = None
    destination: Place | None = None
    kind: str = field(default="claim", init=False)

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or self.start < 0:
            raise InvariantError(f"claim {self.id}: quote does not fill [{self.start}, {self.end}]")
        if not self.attribution.name:
            raise InvariantError(f"claim {self.id}: no attribution")
        if not self.places:
            raise InvariantError(f"claim {self.id}: no place")


def _ordered(claim_id: str, what: str, low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        raise InvariantError(f"claim {claim_id}: {what} from {low} to {high} runs backwards")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceClaim(Claim):
    """Who has how many of what where, according to whom, as of when.

    Attributes
    ----------
    low, high : int or None
        Bounds of the count; an open bound is ``None`` ("at least 500" is
        ``low=500, high=None``).
    total_low, total_high : int or None
        Stated total of which this is a share ("7,600 troops, 3,800 in each").
    part_of : str or None
        Id of the claim of which this is a part ("235 vehicles, including six tanks").
    joins : str or None
        Id of the claim that this reinforces ("200 observers to join 220 monitors").
    """

    actor: Actor
    unit: Unit
    unit_text: str = ""
    low: int | None = None
    high: int | None = None
    approximate: bool = False
    status: Status = "present"
    total_low: int | None = None
    total_high: int | None = None
    part_of: str | None = None
    joins: str | None = None
    kind: str = field(default="force", init=False)

    def __post_init__(self) -> None:
        Claim.__post_init__(self)
        _ordered(self.id, "count", self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(Claim):
    """What happened where and when, according to whom.

    Types follow ACLED's codebook (2024). Effects are persons; an open bound is
    ``None``. `time_precision` 1 day, 2 week, 3 month or coarser, as there.
    """

    event_type: str
    sub_event_type: str
    actors: tuple[Actor, ...] = ()
    date_start: date | None = None
    date_end: date | None = None
    date_precision: DatePrecision = "unknown"
    date_text: str | None = None
    fatalities_low: int | None = None
    fatalities_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    captured_low: int | None = None
    captured_high: int | None = None
    displaced_low: int | None = None
    displaced_high: int | None = None
    damage: str | None = None
    background: bool = False
    kind: str = field(default="event", init=False)

    def __post_init__(self) -> None:
        Claim.__post_init__(self)
        for what in ("fatalities", "injured", "captured", "displaced"):
            _ordered(self.id, what, getattr(self, f"{what}_low"), getattr(self, f"{what}_high"))
        if self.date_start and self.date_end and self.date_start > self.date_end:
            raise InvariantError(f"claim {self.id}: dates run backwards")

    @property
    def time_precision(self) -> int:
        """ACLED's 1 (day), 2 (week) or 3 (month or coarser)."""
        return {"day": 1, "week": 2}.get(self.date_precision, 3)


@dataclass(frozen=True, slots=True)
class Region:
    """A country, division or disputed territory, in one worldview as of one date.

    See :func:`geo.regions.boundaries` for the meaning of each field.
    """

    id: str
    name: str
    level: str
    status: str
    de_jure: str | None = None
    de_facto: str | None = None
    claimed_by: tuple[str, ...] = ()
    recognized_by: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None
    source: str | None = None
    area_km2: float | None = None
    parent: str | None = None
