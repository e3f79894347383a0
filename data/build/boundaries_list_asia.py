"""The territories of Asia, as in ``boundaries_list.py``."""

from __future__ import annotations

import shapely
from boundaries_second import east_jerusalem
from boundaries_territories import (
    ADM1,
    ADM2,
    DISPUTED,
    NO_SOURCE,
    SUBUNIT,
    TOO_SMALL,
    Faces,
    adm1,
    box,
    cut,
    east_of,
    point,
    sub,
    zone,
)
from boundaries_territories import Territory as T


def _line_of_1949(f: Faces) -> shapely.LineString:
    by_code = f.sources.adm1.set_index("iso_3166_2").geometry
    return east_jerusalem(f.sources.second, by_code["IL-JM"], by_code["PS-WBK"])[0]


MIDDLE_EAST = (
    T(
        "east-jerusalem",
        "East Jerusalem",
        "PS",
        east_of(_line_of_1949, "IL-JM"),
        "Natural Earth's Jerusalem district east of the edge of geoBoundaries' Palestinian governorate",
        "East Jerusalem|Arab East Jerusalem",
    ),
    T(
        "south-lebanon-zone",
        "South Lebanon security zone",
        "LB",
        zone("south-lebanon-zone", "LB"),
        ADM2 + "Marjeyoun, Hasbaya and Bint Jbeil; the zone also held Jezzine and varied",
        "Security Belt|South Lebanon security belt",
    ),
    T(
        "northern-cyprus",
        "Northern Cyprus",
        "CY",
        adm1("northern-cyprus"),
        SUBUNIT + " (CYN)",
        "Turkish Republic of Northern Cyprus|TRNC|North Cyprus|Turkish Federated State of Cyprus",
    ),
    T(
        "cyprus-buffer-zone",
        "United Nations Buffer Zone in Cyprus",
        "CY",
        sub("CNM"),
        SUBUNIT + " (CNM)",
        "Green Line|Cyprus No Mans Area",
    ),
    T(
        "akrotiri",
        "Akrotiri",
        "GB",
        sub("WSB"),
        SUBUNIT + " (WSB)",
        "Akrotiri Sovereign Base Area|Western Sovereign Base Area",
    ),
    T(
        "dhekelia",
        "Dhekelia",
        "GB",
        sub("ESB"),
        SUBUNIT + " (ESB)",
        "Dhekelia Sovereign Base Area|Eastern Sovereign Base Area",
    ),
    T(
        "golan-heights",
        "Golan Heights",
        "SY",
        cut(("IL",), ("Syrian claim", "ISR"), (35.77, 33.20), (35.80, 32.85)),
        f"{DISPUTED} 'Syrian claim' (the line of 4 June 1967 and the 1974 disengagement line)",
        "Golan|Occupied Golan|Syrian Golan",
    ),
    T("undof-zone", "UNDOF Zone", "SY", adm1("SYR-5261"), SUBUNIT + " (SYU)", "Area of separation|Disengagement zone"),
    T(
        "shebaa-farms",
        "Shebaa Farms",
        "SY",
        cut(("IL",), ("Lebanese claim", "ISR"), (35.685, 33.292)),
        f"{DISPUTED} 'Lebanese claim'",
        "Sheba Farms|Har Dov",
    ),
    T(
        "kurdistan-region",
        "Kurdistan Region",
        "IQ",
        adm1("IQ-DA", "IQ-AR", "IQ-SU"),
        ADM1 + " Dohuk, Erbil, Sulaymaniyah",
        "Iraqi Kurdistan|Kurdistan Region of Iraq|KRG|Southern Kurdistan",
    ),
    T(
        "rojava",
        "Autonomous Administration of North and East Syria",
        "SY",
        adm1("SY-HA", "SY-RA"),
        ADM1 + " Hasakah and Raqqa; it also held parts of Aleppo and Deir ez-Zor",
        "Rojava|AANES|North and East Syria|Syrian Kurdistan",
    ),
    T("sinai", "Sinai", "EG", adm1("EG-SIN", "EG-JS"), ADM1 + " North and South Sinai", "Sinai Peninsula"),
    T(
        "houthi-yemen",
        "Houthi-held Yemen",
        "YE",
        adm1("YE-SD", "YE-SN", "YE-SA", "YE-AM", "YE-DH", "YE-IB", "YE-RA", "YE-MW", "YE-HJ", "YE-HU", "YE-BA"),
        ADM1 + " held wholly or for the most part",
        "Supreme Political Council|Ansar Allah territory|Sanaa government",
    ),
    T(
        "abu-musa",
        "Abu Musa and the Tunbs",
        "IR",
        point,
        TOO_SMALL,
        "Greater Tunb|Lesser Tunb|Abu Musa",
        (25.873, 55.033),
    ),
    T(
        "islamic-state",
        "Islamic State",
        "SY",
        point,
        "Its extent changed from month to month: a labelled point at Raqqa",
        "ISIS|ISIL|Daesh|Islamic State of Iraq and the Levant|Caliphate",
        (35.95, 39.01),
    ),
)

SOUTH_ASIA = (
    T(
        "aksai-chin",
        "Aksai Chin",
        "CN",
        cut(("CN",), ("Indian claim", "CHN"), (79.0, 35.1)),
        f"{DISPUTED} 'Indian claim'",
    ),
    T(
        "shaksgam",
        "Shaksgam Valley",
        "CN",
        cut(("CN",), ("Indian claim", "CHN"), (76.6, 36.1)),
        f"{DISPUTED} 'Indian claim'",
        "Trans-Karakoram Tract",
    ),
    T("siachen", "Siachen Glacier", "IN", adm1("siachen"), SUBUNIT + " (KAS)", "Siachen"),
    T(
        "demchok",
        "Demchok sector",
        "IN",
        cut(("IN",), ("Chinese claim", "IND"), (79.3, 32.9)),
        f"{DISPUTED} 'Chinese claim'",
        "Demchok|Dêmqog",
    ),
    T(
        "himalayan-sectors",
        "Central sector of the China-India border",
        "IN",
        cut(("IN",), ("Chinese claim", "IND"), (78.595, 32.048), (79.063, 31.263), (80.115, 30.707), (80.947, 30.22)),
        f"{DISPUTED} 'Chinese claim' (Shipki and Kaurik, Nilang, Barahoti, Lapthal)",
        "Barahoti|Nilang|Kaurik|Shipki La",
    ),
    T(
        "western-bhutan",
        "Western Bhutan sector",
        "BT",
        cut(("BT",), ("Chinese claim", "BTN"), (89.05, 27.58)),
        f"{DISPUTED} 'Chinese claim'",
        "Sinchulungpa|Dramana",
    ),
    T("doklam", "Doklam", "BT", point, NO_SOURCE, "Donglang", (27.30, 88.98)),
    T(
        "jakarlung",
        "Jakarlung and Pasamlung",
        "BT",
        cut(("BT",), ("Chinese claim", "BTN"), (90.15, 28.22)),
        f"{DISPUTED} 'Chinese claim'",
        "Beyul Khenpajong|Pasamlung",
    ),
    T("kalapani", "Kalapani", "IN", point, NO_SOURCE, "Limpiyadhura|Lipulekh", (80.98, 30.22)),
    T(
        "wa-state",
        "Wa State",
        "MM",
        zone("wa-state", "MM"),
        ADM2 + "the six townships of the Wa division; without its southern part on the Thai border",
        "Wa Self-Administered Division|United Wa State",
    ),
    T(
        "tamil-eelam",
        "Tamil Eelam (claimed)",
        "LK",
        adm1("LK-41", "LK-42", "LK-43", "LK-44", "LK-45", "LK-51", "LK-52", "LK-53"),
        ADM1 + " of the Northern and Eastern Provinces, the area claimed",
        "Eelam",
    ),
)

EAST_ASIA = (
    T(
        "kuril-islands",
        "Southern Kuril Islands",
        "RU",
        box((145.2, 43.2, 148.95, 45.6), "RU-SAK"),
        "Islands of Sakhalin oblast south-west of Natural Earth's line 'Japanese claim'",
        "Northern Territories|Kuril Islands|Kurils|Kunashir|Iturup|Etorofu|Shikotan|Habomai",
    ),
    T("dokdo", "Liancourt Rocks", "KR", sub("KOD"), SUBUNIT + " (KOD)", "Dokdo|Takeshima"),
    T("senkaku", "Senkaku Islands", "JP", point, TOO_SMALL, "Diaoyu Islands|Diaoyutai|Tiaoyutai", (25.745, 123.475)),
    T("paracel-islands", "Paracel Islands", "CN", sub("PFA"), SUBUNIT + " (PFA)", "Xisha|Hoang Sa"),
    T("spratly-islands", "Spratly Islands", "spratly-islands", sub("PGA"), SUBUNIT + " (PGA)", "Nansha|Truong Sa"),
    T(
        "scarborough-shoal",
        "Scarborough Shoal",
        "scarborough-shoal",
        sub("SCR"),
        SUBUNIT + " (SCR)",
        "Scarborough Reef|Huangyan Island|Bajo de Masinloc|Panatag Shoal",
    ),
    T("preah-vihear", "Preah Vihear", "KH", point, NO_SOURCE, "Temple of Preah Vihear", (14.390, 104.680)),
    T("pratas", "Pratas Islands", "TW", point, TOO_SMALL, "Dongsha", (20.70, 116.72)),
    T("korean-dmz", "Korean Demilitarized Zone", "KR", sub("KNX", "KNZ"), SUBUNIT + "s (KNX, KNZ)", "DMZ"),
)
