"""The world in one worldview on one day: which state, division and territory each atom belongs to.

An atom (``data/boundaries/atoms.parquet``) is a piece of land that every
region holds whole or not at all, so a region is a set of atoms, regions of
one level cannot overlap, and neighbours share their edges exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from geo import bundle
from geo.model import Region
from geo.regions import store
from geo.regions.history import OPEN, former, period, rows
from geo.regions.records import make_region
from geo.regions.views import AT_ISSUE, View, is_code, look


@dataclass(frozen=True)
class Atoms:
    """The atoms' attributes; `territories` smallest first."""

    country: list[str]
    division: list[str | None]
    territories: list[tuple[str, ...]]
    area: np.ndarray

    def __len__(self) -> int:
        return len(self.country)


@cache
def atoms() -> Atoms:
    """Attributes of every atom, without polygons."""
    table, _ = store.read(bundle.path("boundaries/atoms.parquet"), geometry=False)
    size = {t: float(r["area_km2"]) for t, r in territories().items()}
    held = [
        tuple(sorted(filter(None, text.split("|")), key=lambda t: (size[t], t)))
        for text in table["territories"].to_pylist()
    ]
    return Atoms(
        table["country"].to_pylist(),
        [d or None for d in table["division"].to_pylist()],
        held,
        table["area_km2"].to_numpy(),
    )


@cache
def polygons() -> np.ndarray:
    """Polygon of every atom, EPSG:4326."""
    _, geometry = store.read(bundle.path("boundaries/atoms.parquet"), [])
    return geometry


@cache
def territories() -> dict[str, dict[str, str]]:
    """The table of territories by id."""
    return {r["id"]: r for r in rows("boundaries/territories.csv")}


@cache
def countries() -> dict[str, dict]:
    """Names and codes of countries by id (no other languages)."""
    table, _ = store.read(bundle.path("boundaries/countries.parquet"), ["id", "a3", "name", "formal"], geometry=False)
    return {r["id"]: r for r in table.to_pylist()}


@cache
def divisions() -> dict[str, dict]:
    """Names and codes of first-level divisions by id (no other languages)."""
    columns = ["id", "name", "parent", "iso_3166_2", "geonameid", "type"]
    table, _ = store.read(bundle.path("boundaries/divisions.parquet"), columns, geometry=False)
    return {r["id"]: r for r in table.to_pylist()}


def name_of(region: str, day: str = OPEN) -> str:
    """English name of a region id."""
    state = former(region, day)
    if state:
        return state.name
    for table in (countries(), territories(), divisions()):
        if region in table:
            return table[region]["name"]
    return region


@dataclass
class World:
    """One worldview on one day.

    Attributes
    ----------
    country, adm1, adm2 : list
        Region ids of each atom; `adm2` only where a country of today was a
        division of a state ("Croatia" in Yugoslavia), so its own divisions
        stand one level lower.
    members : dict of str to list of int
        Atoms of each region.
    regions : dict of str to Region
        Every region that exists in this view.
    """

    worldview: str
    day: str
    country: list[str] = field(default_factory=list)
    adm1: list[str | None] = field(default_factory=list)
    adm2: list[str | None] = field(default_factory=list)
    disputed: list[tuple[str, ...]] = field(default_factory=list)
    members: dict[str, list[int]] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)

    def view(self, territory: str) -> View | None:
        """What this worldview holds a territory to be, if a period of it covers the day."""
        if territory not in self._views:
            found = period(territory, self.day)
            self._views[territory] = look(found, self.worldview, self.day, name_of(territory)) if found else None
        return self._views[territory]

    _views: dict[str, View | None] = field(default_factory=dict, repr=False)

    def _top(self, country: str) -> str:
        """The state that a country's entry is part of in the end: the USSR for the Azerbaijan of 1989."""
        for _ in range(3):
            view = self.view(country)
            if view is None or not view.merge or view.state is None:
                break
            country = view.state
        return country

    def _place(self, country: str, division: str | None, held: tuple[str, ...]) -> tuple[str, str | None, str | None]:
        """State, first- and second-level division of an atom."""
        adm1, adm2 = division, None
        top, whole_entry = self._top(country), self.view(country)
        for territory in (*held, *([division] if division else [])):
            view = self.view(territory)
            if view is None or view.state in (None, country, top) or (whole_entry and whole_entry.state == view.state):
                continue
            if view.state == territory:
                return territory, None, None
            country = view.state
            whole = self.view(division) if division else None
            if (
                territory != division
                and not _own_division(division, country)
                and (whole is None or whole.state != country)
            ):
                adm1 = territory
            break
        for _ in range(3):
            view = self.view(country)
            if view is None or not view.merge or view.state is None:
                break
            adm1, adm2 = country, adm1
            country = view.state
        return country, adm1, adm2

    @property
    def states(self) -> list[str | None]:
        """State of each atom: a code, the id of a territory held to be a state, None for neither."""
        return [
            c if is_code(c) or ((view := self.view(c)) is not None and view.state == c) else None for c in self.country
        ]

    def _drawn(self, territory: str) -> bool:
        """Whether a territory stands out from its division: it has a period, and is no plain part of a state."""
        view = self.view(territory)
        return view is not None and view.status != "division"

    def _fill(self) -> None:
        table = atoms()
        known: dict[tuple, tuple] = {}
        for i, key in enumerate(zip(table.country, table.division, table.territories, strict=True)):
            if key not in known:
                known[key] = self._place(*key)
            country, adm1, adm2 = known[key]
            shown = tuple(t for t in table.territories[i] if t not in (country, adm1, adm2) and self._drawn(t))
            self.country.append(country)
            self.adm1.append(adm1)
            self.adm2.append(adm2)
            self.disputed.append(shown)
            for region in {country, adm1, adm2, *shown} - {None}:
                self.members.setdefault(region, []).append(i)
        self._describe()

    def region_of(self, atom: int) -> str:
        """The region that a place on an atom is filed under.

        The smallest territory whose sovereignty is at issue, else the
        first-level division, else the country. Rebel-held and autonomous areas
        are shown but do not take the place of a division.
        """
        for territory in self.disputed[atom]:
            view = self.view(territory)
            if view is not None and view.status in AT_ISSUE:
                return territory
        return self.adm1[atom] or self.country[atom]

    def holding(self, atom: int) -> list[Region]:
        """Regions that hold an atom, largest first."""
        ids = dict.fromkeys([self.country[atom], self.adm1[atom], self.adm2[atom], *reversed(self.disputed[atom])])
        found = [self.regions[i] for i in ids if i is not None and i in self.regions]
        level = {"ADM0": 0, "ADM1": 1, "ADM2": 2, "disputed": 3}
        return sorted(found, key=lambda r: (-(r.area_km2 or 0.0), level.get(r.level, 4)))

    def _describe(self) -> None:
        """Regions of every level, from countries down."""
        area = atoms().area
        for level, column in (("ADM0", self.country), ("ADM1", self.adm1), ("ADM2", self.adm2)):
            for region in dict.fromkeys(c for c in column if c):
                if region not in self.regions:
                    where = self.members[region]
                    parent = (
                        None
                        if level == "ADM0"
                        else (self.country[where[0]] if level == "ADM1" else self.adm1[where[0]])
                    )
                    self.regions[region] = self._region(region, level, parent, float(area[where].sum()))
        for region in dict.fromkeys(t for held in self.disputed for t in held):
            where = self.members[region]
            if region not in self.regions:
                self.regions[region] = self._region(
                    region, "disputed", self.country[where[0]], float(area[where].sum())
                )
        for region, row in territories().items():
            if row["polygon"] == "False" and self._drawn(region):
                self.regions[region] = self._region(region, "disputed", row["parent"] or None, None)

    def _holder(self, region: str) -> str | None:
        """Who holds a division that lies in a territory at issue but for slivers (Stepanakert of 1999), else None."""
        where = self.members.get(region, ())
        area = atoms().area
        for territory in dict.fromkeys(t for i in where for t in self.disputed[i] if t != region):
            view = self.view(territory)
            within = sum(area[i] for i in where if territory in self.disputed[i])
            if view is not None and view.status in AT_ISSUE and within > 0.95 * area[list(where)].sum():
                return view.de_facto
        return None

    def _region(self, region: str, level: str, parent: str | None, area: float | None) -> Region:
        view, found, state = self.view(region), period(region, self.day), former(region, self.day)
        if state is not None and level == "ADM0":
            return make_region(
                region,
                state.name,
                level,
                None,
                None,
                area,
                status="sovereign",
                de_jure=region,
                de_facto=region,
                valid_from=state.valid_from,
                valid_to=state.valid_to,
                note=state.note,
                source=state.source,
            )
        above = self.regions.get(parent) if parent else None
        plain = {
            "status": "sovereign" if level == "ADM0" else "division",
            "de_jure": above.de_jure if above else region,
            "de_facto": self._holder(region) or (above.de_facto if above else region),
        }
        return make_region(region, name_of(region, self.day), level, parent, view, area, found=found, **plain)


def _own_division(division: str | None, state: str) -> bool:
    """Whether a division bears the code of the state that a worldview puts it in."""
    return division is not None and division.startswith(f"{state}-")


@lru_cache(maxsize=16)
def world(worldview: str, day: str) -> World:
    """The world of a worldview on a day; cached."""
    made = World(worldview, day)
    made._fill()
    return made


__all__ = ["Atoms", "World", "atoms", "countries", "divisions", "name_of", "polygons", "territories", "world"]
