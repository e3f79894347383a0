"""From sources to an atlas: the stages, in order.

Read, recognize toponyms, resolve them, join the distinct places to regions, extract claims, put them
into tables. Each is a function of the package named after it; this module only says what follows what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import bundle, claims, datasets, places, regions, reports, tables
from geo.claims.llm import EndpointError, Proposer
from geo.errors import FaultError, GeoError, InputError, InvariantError
from geo.model import Claim, Place, Report, Toponym
from geo.places import language
from geo.regions.history import worldview as worldview_code

if TYPE_CHECKING:
    import folium
    from geopy.geocoders.base import Geocoder

Source = str | Path | Report
OnSkip = Callable[[InputError], None]

# Context drawn around the places of a report, as a share of their extent and in degrees at least.
_MARGIN, _MARGIN_MIN = 0.35, 1.5


@dataclass(frozen=True)
class Read:
    """One report, read out: what :func:`geo.atlas.read_out` yields."""

    report: Report
    toponyms: tuple[Toponym, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...] = ()


def read_out(
    sources: Source | Iterable[Source],
    *,
    date: date | None = None,
    worldview: str = "ISO",
    as_of: date | None = None,
    geocoder: Geocoder | None = None,
    proposer: Proposer | None = None,
    on_skip: OnSkip | None = None,
) -> Iterator[Read]:
    """Read reports one after the other, with their places and claims.

    Parameters
    ----------
    sources : path, Report or iterable of them
        Files, folders, ``"-"`` for JSON Lines on standard input, or reports.
    date : datetime.date, optional
        Publication date; it wins over a date that a report carries.
    worldview : str, default ``"ISO"``
        Whose boundaries, see :func:`geo.regions.boundaries`.
    as_of : datetime.date, optional
        Boundaries as of this date; each report's own date by default.
    geocoder : geopy geocoder, optional
        Asked for names that the gazetteer lacks.
    proposer : geo.claims.llm.Proposer, optional
        A language model that proposes claims; :mod:`geo.claims.llm`.
    on_skip : callable, optional
        Called with the error of a report that had to be skipped. Without it
        the first error is raised.

    Yields
    ------
    Read
    """
    worldview_code(worldview)  # a wrong one is no fault of each report
    gazetteer = places.Gazetteer.open()
    stream = reports.read([sources] if isinstance(sources, (str, Path, Report)) else list(sources),
                          date=date, on_skip=on_skip)
    for report, doc in language.Pipeline().pipe(stream):
        try:
            yield _read_one(report, doc, gazetteer, worldview, as_of, geocoder, proposer)
        except Exception as error:
            if on_skip is None:
                raise
            ours = isinstance(error, InvariantError) or not isinstance(error, GeoError)
            # A fault of ours costs one report, not the thousand others; but it must not pass for the report's own.
            on_skip(FaultError.of(report.id, error) if ours
                    else error if isinstance(error, InputError) else InputError(report.id, str(error)))


def _read_one(report, doc, gazetteer, worldview, as_of, geocoder, proposer) -> Read:
    report = replace(report, language=report.language or language.detect(report.text))
    warnings = [f"{report.id}: {warning}" for warning in reports.warnings_of(report)]
    if doc is None:
        warnings.append(f"{report.id}: no model for its language ({report.language}): places by gazetteer only, "
                        "no claims")
    found = places.parse_toponyms(report, doc, gazetteer)
    if geocoder is not None:
        found, problems = places.fill_from(geocoder, found)
        warnings += [f"{report.id}: {problem}" for problem in problems]
    found = regions.with_regions(found, worldview=worldview, as_of=as_of or report.date)
    if lacking := places.warning(found, report.text):
        warnings.append(f"{report.id}: {lacking}")
    try:
        made = claims.extract(report, doc, found, proposer=proposer)
    except EndpointError as error:  # the endpoint is away: what the rules read stays
        warnings.append(f"{report.id}: no proposals: {error}")
        made = claims.extract(report, doc, found)
    return Read(report, tuple(found), tuple(made), tuple(warnings))


def parse(sources: Source | Iterable[Source], **options: Any) -> Iterator[dict[str, Any]]:
    """Records of ``conflictmap parse``, one per report.

    Parameters
    ----------
    sources, **options
        As for :func:`read_out`.

    Yields
    ------
    dict
        ``id, date, title, source, language, toponyms, claims, warnings, text``.
    """
    for read in read_out(sources, **options):
        report = read.report
        yield {
            "id": report.id, "date": report.date and report.date.isoformat(), "title": report.title,
            "source": report.source, "language": report.language,
            "toponyms": [tables.toponym_record(t) for t in read.toponyms],
            "claims": [tables.claim_record(c, report) for c in read.claims],
            "warnings": list(read.warnings), "text": report.text,
        }


@dataclass(frozen=True)
class Atlas:
    """Claims, their places and the regions around them: what a map is a view of.

    Attributes
    ----------
    name, title : str
        File stem of what :meth:`save` writes; heading of the page.
    reports : list of Report
    toponyms : dict of str to list of Toponym
        By report id.
    forces, events, places, regions : geopandas.GeoDataFrame
        EPSG:4326; columns as in :mod:`geo.tables`.
    worldview : str
    as_of : datetime.date or None
        Date of the boundaries: the one asked for, else the newest report's.
    warnings : list of str
    skipped : list of InputError
    credits : list of str
        Credit lines that a map must show: of the bundled data, and of an
        online service if one was asked.
    """

    name: str
    title: str
    reports: list[Report]
    toponyms: dict[str, list[Toponym]]
    forces: gpd.GeoDataFrame
    events: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    regions: gpd.GeoDataFrame
    worldview: str = "ISO"
    as_of: date | None = None
    warnings: list[str] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    credits: list[str] = field(default_factory=bundle.credits)

    @cached_property
    def contested(self) -> pd.DataFrame:
        """Figures for the same force or event, place and time that contradict each other."""
        return claims.contested(self.forces, self.events)

    def map(self, **options: Any) -> folium.Map:
        """The map, to show in a notebook; options as for :func:`geo.render.folium_map`."""
        from geo import render  # heavy, and below this module in the flow

        return render.folium_map(self, **options)

    def save(self, folder: str | Path = "maps", **options: Any) -> list[Path]:
        """Write ``<name>.html`` and ``<name>.geojson``; both or neither.

        Parameters
        ----------
        folder : path, default ``"maps"``
            Created if needed.
        **options
            As for :func:`geo.render.page`.
        """
        from geo import export, render

        folder = Path(folder)
        contents = {
            folder / f"{self.name}.html": render.page(self, **options).encode(),
            folder / f"{self.name}.geojson": export.geojson_text(self).encode(),
        }
        return export.write_all(contents)


def build(
    source: Source | Iterable[Source],
    *,
    date: date | None = None,
    worldview: str = "ISO",
    as_of: date | None = None,
    geocoder: Geocoder | None = None,
    proposer: Proposer | None = None,
    on_skip: OnSkip | None = None,
    name: str | None = None,
) -> Atlas:
    """Read reports, or a dataset, into an atlas.

    Parameters
    ----------
    source : path, Report or iterable of them
        Reports, folders of reports, or one dataset file (ACLED, UCDP GED, GDELT).
    name : str, optional
        File stem of what is written; from the source by default.
    date, worldview, as_of, geocoder, proposer, on_skip
        As for :func:`read_out`. What was left out, a copy of a report too, is in ``Atlas.skipped``.

    Raises
    ------
    InputError
        No source can be used, or no place was found in any report.
    """
    sources = [source] if isinstance(source, (str, Path, Report)) else list(source)
    if not sources:
        raise InputError("no source", "nothing was given", "name a report, a folder or a dataset")
    if len(sources) == 1 and not isinstance(sources[0], Report) and datasets.recognizes(sources[0]):
        return _from_dataset(sources[0], worldview, as_of, name or _name(sources))

    skipped: list[InputError] = []

    def skip(error: InputError) -> None:
        skipped.append(error)
        if on_skip is not None:
            on_skip(error)

    read = _once(read_out(sources, date=date, worldview=worldview, as_of=as_of, geocoder=geocoder, proposer=proposer,
                          on_skip=skip), skip)
    if not read:
        raise skipped[0] if skipped else InputError(str(sources[0]), "no report in it")
    if spelled := places.spellings(t for r in read for t in r.toponyms):
        read = [_spelled(r, spelled) for r in read]
    found = [t.place for r in read for t in r.toponyms if t.place]
    found += [place for r in read for claim in r.claims for place in claim.places]
    if not found:
        raise InputError(sources[0].id if isinstance(sources[0], Report) else str(sources[0]), "no place was found in it", "give a report that names places")
    records = [tables.claim_record(c, r.report) for r in read for c in r.claims]
    points = tables.places_table(found)
    as_of = as_of or max((r.report.date for r in read if r.report.date), default=None)
    return Atlas(
        name=name or _name(sources),
        title=_title([r.report for r in read]),
        reports=[r.report for r in read],
        toponyms={r.report.id: list(r.toponyms) for r in read},
        forces=tables.claims_table(records, "force"),
        events=tables.claims_table(records, "event"),
        places=points,
        regions=_surroundings(points, worldview, as_of),
        worldview=worldview,
        as_of=as_of,
        warnings=[w for r in read for w in r.warnings],
        skipped=skipped,
        credits=bundle.credits() + [credit for credit in [getattr(geocoder, "credit", None)] if credit],
    )


def _once(read: Iterable[Read], skip: OnSkip) -> list[Read]:
    """Without copies: an article saved twice would put each of its figures on the map twice."""
    kept: dict[tuple[str, date | None], Read] = {}
    for one in read:
        first = kept.setdefault((" ".join(one.report.text.split()), one.report.date), one)
        if first is not one:
            skip(InputError(one.report.id, f"the same text as {first.report.id}", "it is drawn once"))
    return list(kept.values())


def _spelled(read: Read, names: dict[str, str]) -> Read:
    """A report's toponyms and claims with the names that the whole atlas gives their places."""
    def named(place: Place) -> Place:
        return replace(place, name=names[place.id]) if place.id in names else place

    toponyms = tuple(replace(t, place=named(t.place)) if t.place else t for t in read.toponyms)
    told = tuple(replace(c, places=tuple(map(named, c.places))) for c in read.claims)
    return replace(read, toponyms=toponyms, claims=told)


def _from_dataset(source: str | Path, worldview: str, as_of: date | None, name: str) -> Atlas:
    data = datasets.read(source, worldview=worldview, as_of=as_of)
    return Atlas(
        name=name, title=data.title, reports=[], toponyms={}, forces=tables.claims_table([], "force"),
        events=data.events, places=data.places, regions=_surroundings(data.places, worldview, as_of or data.as_of),
        worldview=worldview, as_of=as_of or data.as_of, warnings=data.warnings,
    )


def _surroundings(points: gpd.GeoDataFrame, worldview: str, as_of: date | None) -> gpd.GeoDataFrame:
    """Regions that hold the places, and those around them that a reader needs to see."""
    around = regions.boundaries(worldview=worldview, as_of=as_of)
    settled = points[~points.geometry.is_empty & ~points["feature_code"].isin(["CONT", "RGN", "OCN"])]
    if settled.empty:
        return around.iloc[:0]
    west, south, east, north = settled.total_bounds
    pad = [max(_MARGIN_MIN, _MARGIN * span) for span in (east - west, north - south)]
    window = shapely.box(west - pad[0], south - pad[1], east + pad[0], north + pad[1])
    return around[around.intersects(window)].reset_index(drop=True)


def _name(sources: list[Source]) -> str:
    first = sources[0]
    stem = first.id if isinstance(first, Report) else ("stdin" if str(first) == "-" else Path(first).resolve().stem)
    return stem if len(sources) == 1 else f"{stem}-and-{len(sources) - 1}-more"


def _title(read: list[Report]) -> str:
    first = read[0].title or read[0].id
    return first if len(read) == 1 else f"{first} and {len(read) - 1} more reports"
