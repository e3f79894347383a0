"""An atlas made by hand: the war of August 2008, facts of the public record in our own words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import shapely

from geo.claims import contested
from geo.model import Actor, Attribution, EventClaim, ForceClaim, Place, Report, Toponym
from geo.tables import claim_record, claims_table, places_table

TEXT = """Moscow signs defence pacts with Abkhazia and South Ossetia

Russia will station 3,800 soldiers in Abkhazia, its defence minister said on Tuesday. It will keep another 3,800 in South Ossetia, he added.

Analysts put the Russian force in Abkhazia before the war at 2,500 to 3,000 men. Some 500 Russian peacekeepers stood in South Ossetia at that time, they said.

Georgia's government counts 6,000 Russian soldiers in Abkhazia and South Ossetia together today. It also reports 1,470 Russian soldiers elsewhere in Georgia. They have 235 armoured vehicles with them, six of them tanks.

Two hundred European observers are to join the 220 monitors already in Georgia.

Moscow recognized both regions as states on 26 August. The pacts were signed in Moscow on Tuesday. On Tuesday Russian units left a village near Abkhazia. Russian columns had crossed into Georgia on 8 August, after Georgian guns opened fire on Tskhinvali. Fighting left much of Tskhinvali in ruins, and hundreds of people died. Tens of thousands fled their homes in South Ossetia. Moscow denied that its aircraft had bombed Poti.
"""
DAY = date(2008, 9, 9)
ABKHAZIA = Place(
    "geonames:6643410", "Abkhazia", 43.0, 41.02, "A", "ADM1", "GE", "02", region_id="GE-AB", geo_precision=3
)
OSSETIA = Place(
    "region:south-ossetia",
    "South Ossetia",
    42.3353,
    44.0507,
    "A",
    "RGN",
    "GE",
    region_id="south-ossetia",
    geo_precision=3,
)
GEORGIA = Place(
    "geonames:614540",
    "Georgia",
    41.99998,
    43.4999,
    "A",
    "PCLI",
    "GE",
    population=3_731_000,
    region_id="GE",
    geo_precision=3,
)
REST = Place(
    "geonames:614540",
    "Georgia",
    41.99998,
    43.4999,
    "A",
    "PCLI",
    "GE",
    population=3_731_000,
    region_id="GE",
    geo_precision=3,
    excluding=("GE-AB", "south-ossetia"),
)
NEAR = Place(
    "offset:geonames:6643410:25:near",
    "near Abkhazia",
    42.45,
    42.0,
    "A",
    "RGN",
    "GE",
    region_id="GE-SZ",
    geo_precision=2,
    uncertainty_km=25.0,
)
MOSCOW = Place(
    "geonames:524901", "Moscow", 55.75222, 37.61556, "P", "PPLC", "RU", "48", population=10_381_222, region_id="RU-MOW"
)
TSKHINVALI = Place(
    "geonames:611403", "Tskhinvali", 42.22764, 43.96861, "P", "PPLA", "GE", population=30_432, region_id="south-ossetia"
)
POTI = Place("geonames:612287", "Poti", 42.14616, 41.67197, "P", "PPL", "GE", population=47_149, region_id="GE-SZ")
RUSSIA, GEORGIAN, EU = (
    Actor("Russia", "RU", "agent"),
    Actor("Georgia", "GE", "agent"),
    Actor("European Union", "european-union"),
)
SERDYUKOV = Attribution("the defence minister", "say", "reported")
ANALYSTS = Attribution("analysts", "put", "reported")
TBILISI = Attribution("Georgia's government", "count", "reported")
OWN = Attribution("Sample Wire")


def report(text: str = TEXT, **changes: Any) -> Report:
    """The sample report; keyword arguments replace its fields."""
    fields = {
        "id": "georgia-2008",
        "date": DAY,
        "title": "Moscow signs defence pacts with Abkhazia and South Ossetia",
        "source": "Sample Wire",
        "language": "en",
    }
    return Report(text=text, **(fields | changes))


def _span(quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _force(number: int, quote: str, place: Place | tuple[Place, ...], said: Attribution, **fields: Any) -> ForceClaim:
    places = place if isinstance(place, tuple) else (place,)
    fields = {"actor": RUSSIA, "unit": "troops", "as_of": DAY, "confidence": 0.9} | fields
    return ForceClaim(
        id=f"georgia-2008#f{number}",
        report_id="georgia-2008",
        attribution=said,
        places=places,
        **_span(quote),
        **fields,
    )


def _event(number: int, quote: str, place: Place, kind: str, sub: str, **fields: Any) -> EventClaim:
    fields = {"actors": (RUSSIA,), "attribution": OWN, "confidence": 0.8} | fields
    return EventClaim(
        id=f"georgia-2008#e{number}",
        report_id="georgia-2008",
        places=(place,),
        event_type=kind,
        sub_event_type=sub,
        **_span(quote),
        **fields,
    )


def claims() -> list[ForceClaim | EventClaim]:
    """All claims of the sample report, in the order of its text."""
    first = "Russia will station 3,800 soldiers in Abkhazia, its defence minister said on Tuesday."
    second = "It will keep another 3,800 in South Ossetia, he added."
    before = "Analysts put the Russian force in Abkhazia before the war at 2,500 to 3,000 men."
    keepers = "Some 500 Russian peacekeepers stood in South Ossetia at that time, they said."
    both = "Georgia's government counts 6,000 Russian soldiers in Abkhazia and South Ossetia together today."
    rest = "It also reports 1,470 Russian soldiers elsewhere in Georgia."
    armour = "They have 235 armoured vehicles with them, six of them tanks."
    monitors = "Two hundred European observers are to join the 220 monitors already in Georgia."
    ruins = "Fighting left much of Tskhinvali in ruins, and hundreds of people died."
    day = {"date_precision": "day"}
    return [
        _force(1, first, ABKHAZIA, SERDYUKOV, low=3800, high=3800, status="pledged"),
        _force(2, second, OSSETIA, SERDYUKOV, low=3800, high=3800, status="pledged"),
        _force(
            3,
            before,
            ABKHAZIA,
            ANALYSTS,
            low=2500,
            high=3000,
            status="past",
            as_of=date(2008, 8, 7),
            as_of_text="before the war",
        ),
        _force(
            4,
            keepers,
            OSSETIA,
            ANALYSTS,
            unit="peacekeepers",
            low=500,
            high=500,
            approximate=True,
            status="past",
            as_of=date(2008, 8, 7),
            as_of_text="at that time",
        ),
        _force(5, both, (ABKHAZIA, OSSETIA), TBILISI, low=6000, high=6000),
        _force(6, rest, REST, TBILISI, low=1470, high=1470),
        _force(7, armour, REST, TBILISI, unit="armoured_vehicles", low=235, high=235),
        _force(8, armour, REST, TBILISI, unit="tanks", low=6, high=6, part_of="georgia-2008#f7"),
        _force(
            9,
            monitors,
            GEORGIA,
            OWN,
            actor=EU,
            unit="observers",
            low=200,
            high=200,
            status="planned",
            joins="georgia-2008#f10",
        ),
        _force(10, monitors, GEORGIA, OWN, actor=Actor("international monitors"), unit="observers", low=220, high=220),
        _event(
            1,
            "Moscow recognized both regions as states on 26 August.",
            ABKHAZIA,
            "Strategic developments",
            "Other",
            date_start=date(2008, 8, 26),
            **day,
        ),
        _event(
            2,
            "The pacts were signed in Moscow on Tuesday.",
            MOSCOW,
            "Strategic developments",
            "Agreement",
            date_start=DAY,
            **day,
        ),
        _event(
            3,
            "On Tuesday Russian units left a village near Abkhazia.",
            NEAR,
            "Strategic developments",
            "Non-violent transfer of territory",
            date_start=DAY,
            **day,
        ),
        _event(
            4,
            "Russian columns had crossed into Georgia on 8 August, after Georgian guns opened fire on Tskhinvali.",
            TSKHINVALI,
            "Explosions/Remote violence",
            "Shelling/artillery/missile attack",
            actors=(GEORGIAN,),
            date_start=date(2008, 8, 8),
            **day,
        ),
        _event(
            5,
            ruins,
            TSKHINVALI,
            "Battles",
            "Armed clash",
            actors=(RUSSIA, GEORGIAN),
            fatalities_low=200,
            fatalities_high=999,
            damage="much of the town in ruins",
        ),
        _event(
            6,
            "Tens of thousands fled their homes in South Ossetia.",
            OSSETIA,
            "Violence against civilians",
            "Attack",
            actors=(),
            displaced_low=20_000,
            displaced_high=99_999,
        ),
        _event(
            7,
            "Moscow denied that its aircraft had bombed Poti.",
            POTI,
            "Explosions/Remote violence",
            "Air/drone strike",
            polarity="denied",
            attribution=Attribution("Moscow", "deny", "reported"),
        ),
    ]


def toponyms() -> list[Toponym]:
    """Every mention of the places above in the text."""
    found = []
    for place in (ABKHAZIA, OSSETIA, GEORGIA, MOSCOW, TSKHINVALI, POTI):
        at = TEXT.find(place.name)
        while at >= 0:
            if place is not GEORGIA or not TEXT[at:].startswith(("Georgian", "Georgia's")):
                found.append(Toponym(at, at + len(place.name), place.name, place=place, score=0.95))
            at = TEXT.find(place.name, at + 1)
    return sorted(found, key=lambda t: t.start)


def atlas(made: list | None = None, reports: list[Report] | None = None, **changes: Any) -> SimpleNamespace:
    """What :class:`geo.Atlas` offers, of the claims given or those of the sample."""
    from geo import bundle, regions

    made = claims() if made is None else made
    reports = [report()] if reports is None else reports
    by_id = {r.id: r for r in reports}
    records = [c if isinstance(c, dict) else claim_record(c, by_id.get(c.report_id)) for c in made]
    marks = toponyms() if reports and reports[0].text == TEXT else []
    places = [t.place for t in marks] + [p for c in made if not isinstance(c, dict) for p in c.places]
    points = places_table(places)
    around = regions.boundaries(worldview="ISO", as_of=DAY)
    known = points[~points.geometry.is_empty]
    if len(known):
        west, south, east, north = known.total_bounds
        around = around[around.intersects(shapely.box(west - 4, south - 4, east + 4, north + 4))].reset_index(drop=True)
    fields = {
        "name": "georgia-2008",
        "title": reports[0].title or "Map" if reports else "Map",
        "reports": reports,
        "toponyms": {r.id: marks for r in reports},
        "forces": claims_table(records, "force"),
        "events": claims_table(records, "event"),
        "places": points,
        "regions": around,
        "worldview": "ISO",
        "as_of": DAY,
        "warnings": [],
        "skipped": [],
        "credits": bundle.credits(),
    }
    fields |= changes
    return SimpleNamespace(**{"contested": contested(fields["forces"], fields["events"]), **fields})
