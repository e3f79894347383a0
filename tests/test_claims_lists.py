"""Lists as users have them: placemats, tables, orders of battle, telexes. Facts of real wars, in the project's own words."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.model import Report

PLACEMAT = ("""ISAF: who commands what, 12 January 2009

RC (Capital), Kabul
• Turkey 860
• Italy: 490

RC (West), Herat
• Italy: 1,700
• Spain: 780

RC (North), Mazar-e Sharif
• Germany: 3,400 soldiers
• Sweden: 430; Finland: 80

RC (South), Kandahar
• Canada: 2,830, all ranks
""", date(2009, 1, 12), {
    ("TR", 860, "Kabul"), ("IT", 490, "Kabul"), ("IT", 1700, "Herat"), ("ES", 780, "Herat"), ("DE", 3400, "Mazar-e Sharif"),
    ("SE", 430, "Mazar-e Sharif"), ("FI", 80, "Mazar-e Sharif"), ("CA", 2830, "Kandahar")})
PIPES = ("""UNIFIL troops by contributor, 30 June 2011

| Contributor | Troops | Station |
|---|---|---|
| India | 900 | Marjayoun |
| Italy | 1,690 | Tyre |
""", date(2011, 7, 1), {("IN", 900, "Marjayoun"), ("IT", 1690, "Tyre")})
TABS = ("UNMISS military strength, 31 March 2013\n\nIndia\t2,200\tMalakal\nBangladesh\t310\tWau\nMongolia\t860\tBentiu\nRwanda\t990\tJuba\n",
        date(2013, 3, 31), {("IN", 2200, "Malakal"), ("BD", 310, "Wau"), ("MN", 860, "Bentiu"), ("RW", 990, "Juba")})
BALANCE = ("""CÔTE D'IVOIRE

ARMY 6,500. Navy 900.

Foreign forces
UNOCI: Bangladesh 2,170; Jordan 1,060; Morocco 730.

LIBERIA

ARMY 2,050.

Foreign forces
UNMIL: Ghana 710; Nigeria 1,560; Pakistan 2,960.
""", date(2013, 1, 1), {
    ("CI", 6500, "Ivory Coast"), ("BD", 2170, "Ivory Coast"), ("JO", 1060, "Ivory Coast"), ("LR", 2050, "Liberia"), ("GH", 710, "Liberia"),
    ("NG", 1560, "Liberia"), ("PK", 2960, "Liberia")})
NUMBERED = ("""Report on the United Nations Mission in Sierra Leone

I. Deployment

12. MAKENI. The Nigerian battalion, 776 strong, took over from the Kenyans on 3 May.

13. KENEMA. 800 Zambian soldiers; a further 400 are due in June.

14. DARU. The Indian company of 120 men remained at its post.

II. Rebel forces

15. KAILAHUN. The RUF is estimated at 3,000 fighters.

16. KOIDU. About 1,500 RUF fighters, with no heavy weapons.
""", date(2000, 5, 20), {("NG", 776, "Makeni"), ("ZM", 800, "Kenema"), ("ZM", 400, "Kenema"), ("IN", 120, "Daru"), ("ruf", 3000, "Kailahun"),
                         ("ruf", 1500, "Koidu")})
TELEX = ("""ZCZC NBO221
NAIROBI 14 APRIL 1994 1530Z
ATTN FOREIGN DESK

KIGALI: FRENCH PARATROOPS 450 AND BELGIANS 800 HOLD AIRPORT STOP GHANAIAN BATTALION OF 330 STAYS UNDER UN FLAG STOP

BYUMBA: RPF HAS 20,000 MEN HERE AND NORTH STOP

GITARAMA: PRESIDENTIAL GUARD COVERS GOVERNMENT WHICH FLED CAPITAL STOP BUTARE: GARRISON 400, CALM STOP
NNNN
""", date(1994, 4, 14), {("FR", 450, "Kigali"), ("BE", 800, "Kigali"), ("rpf", 20000, "Byumba")})
ORBAT = ("""Order of battle, Ogaden war, end of August 1977

Ethiopia
  Third Division (Harar)
    - 6,000 infantry
    - 45 M-41 tanks
  Air Force (Debre Zeyit)
    - 16 F-5 fighters

Somalia
  Jijiga front
    - four brigades, 12,000 men
    - 120 T-54 tanks, another 30 to follow
  Dire Dawa
    - 5,000 WSLF guerrillas
""", date(1977, 8, 31), {
    ("ET", 6000, "Harar"), ("ET", 45, "Harar"), ("ET", 16, "Debre Zeyit"), ("SO", 12000, "Jijiga"), ("SO", 120, "Jijiga"), ("SO", 30, "Jijiga"),
    ("western-somali-liberation-front", 5000, "Dire Dawa")})
SITREP = ("""UNMEE SITREP 41, 10 APRIL 2001

SECTOR WEST (BARENTU): Jordanian battalion, 955 soldiers.
SECTOR CENTRE (ADIGRAT): Indian battalion, 1,300 soldiers. Slovak engineers, 180 men, arrived on 2 April.
SECTOR EAST (ASSAB): Kenyan battalion, 610 soldiers.
ADDIS ABABA: 30 observers.

Bodies of six Ethiopian soldiers were returned at Zalambessa.
""", date(2001, 4, 10), {("JO", 955, "Barentu"), ("IN", 1300, "Adigrat"), ("SK", 180, "Adigrat"), ("KE", 610, "Assab"), ("unmee", 30, "Addis Ababa")})


def told(text: str, day: date) -> list[dict]:
    """Force claims of a text with no title."""
    (report,) = geo.parse([Report("list", text, date=day, source="Own list", language="en")])
    return [c for c in report["claims"] if c["kind"] == "force"]


def of(claim: dict) -> tuple[str, int, str]:
    return claim["actor_id"], claim["low"], " and ".join(p["name"] for p in claim["places"])


@pytest.mark.parametrize(("text", "day", "expected"), [PLACEMAT, PIPES, TABS, BALANCE, NUMBERED, TELEX, ORBAT, SITREP],
                         ids=["placemat", "pipes", "tabs", "balance", "numbered", "telex", "orbat", "sitrep"])
def test_each_count_of_a_list_has_its_party_and_its_place(text, day, expected):
    assert expected - {of(c) for c in told(text, day)} == set()


def test_the_dead_in_a_list_are_no_force():
    assert 6 not in {c["low"] for c in told(SITREP[0], SITREP[1])}


def test_the_number_of_an_item_counts_nothing():
    found = told("C. UNCRO\n7. Three peacekeepers have been killed and 16 wounded.\n8. 24,000 rations are in stock at Knin.", date(1995, 8, 7))
    assert not {7, 8} & {c["low"] for c in found}


@pytest.mark.parametrize(("entry", "status"), [
    ("4,652 re-hatted on 2 June", "present"), ("4,652, due in January", "planned"), ("4,652 soldiers expected in May", "planned"),
    ("4,652 to take over by December", "planned"), ("4,652 (pledged)", "pledged"), ("4,652 authorised", "planned"),
    ("4,652, en route", "deployed")])
def test_each_item_says_how_it_stands(entry, status):
    text = f"AMISOM, 15 August 2012\n\nSector 1 (Mogadishu)\n- Burundi: 5,400 soldiers\n- Kenya: {entry}\n- Uganda: 6,200 soldiers"
    found = {c["low"]: c["status"] for c in told(text, date(2012, 8, 15))}
    assert found == {5400: "present", 4652: status, 6200: "present"}
