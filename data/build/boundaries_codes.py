"""Mend the codes of Natural Earth's first-level divisions.

Found by the populated places inside each polygon: in three countries the
attributes sit on the wrong polygons, in two the codes of a pair are exchanged,
and in others ISO 3166-2 has renumbered since.
"""

from __future__ import annotations

import geopandas as gpd

#: Polygon with this code -> the division that it really is (names and codes move together).
MISPLACED = {
    "GY-CU": "GY-PM",
    "GY-PM": "GY-CU",
    "GY-DE": "GY-ES",
    "GY-ES": "GY-MA",
    "GY-MA": "GY-EB",
    "GY-EB": "GY-DE",
    "GY-UD": "GY-UT",
    "GY-UT": "GY-UD",
    "ER-AN": "ER-MA",
    "ER-MA": "ER-DU",
    "ER-DU": "ER-SK",
    "ER-SK": "ER-AN",
    "EC-N": "EC-T",
    "EC-T": "EC-N",
}
#: Code in Natural Earth -> code in ISO 3166-2 now.
RECODED = {
    "RU-MOS": "RU-MOW",
    "RU-MOW": "RU-MOS",
    "AF-PIA": "AF-PKA",
    "AF-PKA": "AF-PIA",
    "IQ-TS": "IQ-KI",
    "SD-DE": "SD-DC",
    "IN-CT": "IN-CG",
    "IN-OR": "IN-OD",
    "IN-TG": "IN-TS",
    "IN-UT": "IN-UK",
    "ZA-GT": "ZA-GP",
    "ZA-NL": "ZA-KZN",
    "MX-DIF": "MX-CMX",
    "IR-01": "IR-03",
    "IR-02": "IR-04",
    "IR-03": "IR-24",
    "IR-04": "IR-10",
    "IR-05": "IR-16",
    "IR-06": "IR-18",
    "IR-07": "IR-23",
    "IR-08": "IR-14",
    "IR-10": "IR-06",
    "IR-11": "IR-19",
    "IR-12": "IR-20",
    "IR-13": "IR-11",
    "IR-14": "IR-07",
    "IR-15": "IR-08",
    "IR-16": "IR-12",
    "IR-17": "IR-05",
    "IR-18": "IR-17",
    "IR-19": "IR-01",
    "IR-20": "IR-15",
    "IR-21": "IR-02",
    "IR-22": "IR-00",
    "IR-23": "IR-22",
    "IR-24": "IR-13",
    "IR-25": "IR-21",
    "IR-26": "IR-25",
    "IR-27": "IR-27",
    "IR-28": "IR-26",
    "IR-29": "IR-29",
    "IR-30": "IR-09",
    "IR-31": "IR-28",
    "PL-DS": "PL-02",
    "PL-KP": "PL-04",
    "PL-LU": "PL-06",
    "PL-LB": "PL-08",
    "PL-LD": "PL-10",
    "PL-MA": "PL-12",
    "PL-MZ": "PL-14",
    "PL-OP": "PL-16",
    "PL-PK": "PL-18",
    "PL-PD": "PL-20",
    "PL-PM": "PL-22",
    "PL-SL": "PL-24",
    "PL-SK": "PL-26",
    "PL-WN": "PL-28",
    "PL-WP": "PL-30",
    "PL-ZP": "PL-32",
    "CZ-PR": "CZ-10",
    "CZ-ST": "CZ-20",
    "CZ-JC": "CZ-31",
    "CZ-PL": "CZ-32",
    "CZ-KA": "CZ-41",
    "CZ-US": "CZ-42",
    "CZ-LI": "CZ-51",
    "CZ-KR": "CZ-52",
    "CZ-PA": "CZ-53",
    "CZ-VY": "CZ-63",
    "CZ-JM": "CZ-64",
    "CZ-OL": "CZ-71",
    "CZ-ZL": "CZ-72",
    "CZ-MO": "CZ-80",
    "EE-44": "EE-45",
    "EE-49": "EE-50",
    "EE-51": "EE-52",
    "EE-57": "EE-56",
    "EE-59": "EE-60",
    "EE-65": "EE-64",
    "EE-67": "EE-68",
    "EE-70": "EE-71",
    "EE-78": "EE-79",
    "EE-82": "EE-81",
    "EE-86": "EE-87",
}


def mend(adm1: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table with attributes on the right polygons and codes as they are now."""
    row_of = {code: row for row, code in zip(adm1.index, adm1["iso_3166_2"], strict=True)}
    attributes = [c for c in adm1.columns if c != "geometry"]
    kept = adm1[attributes].copy()
    for polygon, really in MISPLACED.items():
        adm1.loc[row_of[polygon], attributes] = kept.loc[row_of[really], attributes]
    adm1["iso_3166_2"] = adm1["iso_3166_2"].map(lambda code: RECODED.get(code, code))
    return adm1
