"""Find regions by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from geo import bundle
from geo.errors import UnknownNameError
from geo.model import Region
from geo.places.fold import fold
from geo.regions import history, second, store
from geo.regions.frame import LANGUAGES
from geo.regions.records import make_region
from geo.regions.shapes import atoms_of, macro_regions
from geo.regions.views import PLAIN
from geo.regions.world import World, atoms, countries, divisions, name_of, territories, world

_RANK = {"ADM0": 0, "disputed": 1, "ADM1": 2, "ADM2": 3}
#: A region of the news is listed with its parts if it has no more than this.
_PARTS = 8
#: What news texts leave out of a name.
_LAND = ("island", "islands", "archipelago", "heights", "peninsula", "shoal")
#: What they add to one.
_KINDS = {*_LAND, "islets", "region", "province", "oblast", "governorate", "state", "republic", "territory", "area", "zone"}


@cache
def _english() -> dict[str, list[str]]:
    """Ids by folded English name, alias and code."""
    index: dict[str, list[str]] = {}

    def add(name: str | None, region: str) -> None:
        if name and region not in index.setdefault(fold(name), []):
            index[fold(name)].append(region)

    for region, row in countries().items():
        for name in (region, row["a3"], row["name"], row["formal"]):
            add(name, region)
    for state in history.former_states():
        for name in (state.id, state.name, *state.aliases):
            add(name, state.id)
    for region, row in territories().items():
        for name in (region, row["name"], *row["aliases"].split("|")):
            add(name, region)
    for region, row in divisions().items():
        add(region, region)
        if region not in territories():  # Natural Earth calls the Siachen Glacier "Kashmir"
            add(row["name"], region)
    for row in history.rows("region_aliases.csv"):
        add(row["alias"], row["region"])
    return index


@cache
def _all_languages() -> dict[str, list[str]]:
    """Ids by folded name in every language."""
    index: dict[str, list[str]] = {}
    for file, extra in (("countries", []), ("divisions", ["name_ne", "name_local", "aliases"])):
        columns = [f"name_{lang}" for lang in LANGUAGES] + extra
        table, _ = store.read(bundle.path(f"boundaries/{file}.parquet"), ["id", *columns], geometry=False)
        ids = table["id"].to_pylist()
        for column in columns:
            for region, text in zip(ids, table[column].to_pylist(), strict=True):
                if column == "name_ne" and region in territories():
                    continue  # as in :func:`_english`
                for name in (text or "").split("|"):
                    if name and region not in index.setdefault(fold(name), []):
                        index[fold(name)].append(region)
    return index


def find(name: str, worldview: str = "ISO", as_of: date | str | None = None) -> list[Region]:
    """Regions of a name, in any of 25 languages, most prominent first.

    Parameters
    ----------
    name : str
        A name, alias, code or region id. Case, diacritics, apostrophes and
        hyphens do not matter.

    Returns
    -------
    list of Region
        Countries, then disputed territories, then divisions; empty if there
        is none. A region that does not exist on that day comes with the
        status ``former`` and the period it had, if nothing else has the name;
        after that regions of the news ("the Sahel"), level ``informal``, with
        the regions that they are made of, largest first, if these are few.
        The id of a second-level division finds that division.
    """
    view = world(history.worldview(worldview), history.day(as_of))
    found = next((f for spelling in _spellings(name) if (f := _named(spelling, view))), [])
    exact = name.strip()
    ranked = sorted(
        found, key=lambda r: (r.id != exact, _rank(r), r.status in PLAIN, -(r.area_km2 or 0), r.id)
    )
    if ranked and ranked[0].level == "informal":
        ranked += [r for r in _parts(ranked[0].id, view) if r.id not in {f.id for f in ranked}]
    return ranked


def _rank(region: Region) -> int:
    """Countries of today rank as countries even where they were a part of another (Georgia in the USSR)."""
    return 0 if region.id in countries() else _RANK.get(region.level, 4)


def _spellings(name: str) -> Iterator[str]:
    """A name as written, then without and with the kind of region ("Hans", "Spratly", "Helmand province")."""
    plain = fold(name.strip().removeprefix("the "))
    yield name
    yield plain
    first, _, last = plain.rpartition(" ")
    if first and last in _KINDS:
        yield first
    yield from (f"{plain} {kind}" for kind in _LAND)


def _named(name: str, view: World) -> list[Region]:
    """Regions of just this spelling of a name."""
    ids = _english().get(fold(name)) or ([] if informal(name) else _all_languages().get(fold(name))) or []
    found = [
        r
        for i in ids
        if (r := view.regions.get(i) or (gone(i, view) if history.period(i, view.day) else None)) is not None
    ]
    if not found:
        found = [r for i in ids if (r := gone(i, view)) is not None] or informal(name)
    if found and not any(r.level in ("ADM0", "disputed", "informal") for r in found):
        found += informal(name)  # Kurdistan is a province of Iran, and more
    if not found and (division := second.by_id(name.strip(), view)) is not None:
        found = [division]
    return found


def _parts(macro: str, view: World) -> list[Region]:
    """Members of a region of the news, largest first; none if they are many."""
    members = macro_regions()[macro]["members"].split()
    found = [view.regions[m] for m in members if m in view.regions] if len(members) <= _PARTS else []
    return sorted(found, key=lambda r: (-(r.area_km2 or 0), r.id))


def get(region_id: str, worldview: str = "ISO", as_of: date | str | None = None) -> Region:
    """The region of an id.

    Raises
    ------
    geo.errors.UnknownNameError
        If there is none, now or ever.
    """
    view = world(history.worldview(worldview), history.day(as_of))
    found = view.regions.get(region_id) or gone(region_id, view) or second.by_id(region_id, view)
    if found is None and region_id in macro_regions():
        found = informal(region_id)[0]
    if found is None:
        raise UnknownNameError(f"no region {region_id!r}")
    return found


def informal(name: str) -> list[Region]:
    """Regions of the news that are no unit of administration ("the Donbas"): rows of ``macro_regions.csv``."""
    wanted = fold(name.strip().removeprefix("the "))
    area = atoms().area
    return [
        make_region(
            i,
            row["name"],
            "informal",
            None,
            None,
            float(area[list(members)].sum()),
            status="informal",
            de_jure=None,
            de_facto=None,
            note="by first-level divisions or countries: " + row["members"],
            source=row["source"],
        )
        for i, row in macro_regions().items()
        if wanted in {fold(n.removeprefix("the ")) for n in (i, row["name"], *row["aliases"].split("|"))}
        and (members := sorted({a for m in row["members"].split() for a in atoms_of(m)}))
    ]


def gone(region: str, view: World) -> Region | None:
    """A region that has no status of its own in a view: its latest period before that day, or its first after it."""
    area = float(
        sum(
            a
            for a, c, d, t in zip(atoms().area, atoms().country, atoms().division, atoms().territories, strict=True)
            if region in (c, d, *t)
        )
    )
    spans = [s for s in history.former_states() if s.id == region]
    if spans:
        last = next((s for s in reversed(spans) if s.valid_from <= view.day), spans[0])
        return make_region(
            region,
            last.name,
            "ADM0",
            None,
            None,
            None,
            status="former",
            de_jure=region,
            de_facto=region,
            valid_from=last.valid_from,
            valid_to=last.valid_to,
            note=last.note,
            source=last.source,
        )
    periods = history.periods().get(region, ())
    now = history.period(region, view.day)
    if now is not None:
        parent = territories().get(region, {}).get("parent") or None
        return make_region(
            region,
            name_of(region),
            "disputed",
            parent,
            view.view(region),
            area or None,
            found=now,
            status=now.status,
            de_jure=None,
            de_facto=None,
        )
    if region in territories():
        row = territories()[region]
        last = next((p for p in reversed(periods) if p.valid_from <= view.day), None)
        above = view.regions.get(row["parent"])
        return make_region(
            region,
            name_of(region),
            "disputed",
            row["parent"] or None,
            None,
            area or None,
            status="former" if last else "division",
            de_jure=above.de_jure if above else row["parent"] or None,
            de_facto=above.de_facto if above else row["parent"] or None,
            valid_from=last.valid_from if last else history.START,
            valid_to=last.valid_to if last else history.OPEN,
            note=last.note if last else row["how"],
            source=last.source if last else "",
        )
    return None
