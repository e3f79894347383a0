"""Which names are said to be missing from the gazetteer, and whose dump would bring them."""

from __future__ import annotations

import pytest

from geo.model import Place, Toponym
from geo.places import missing, warning

PLACES = {"Gori": "GE", "Tbilisi": "GE", "Poti": "GE", "Quito": "EC", "Loja": "EC", "Lima": "PE", "Piura": "PE",
          "Aviano": "IT", "Tuzla": "BA", "Pale": "BA", "Zenica": "BA", "Sarajevo": "BA"}


def toponyms(text: str, *lacking: str) -> list[Toponym]:
    found = [Toponym(text.index(n), text.index(n) + len(n), n, place=Place(n, n, 0.0, 0.0, "P", "PPL", country))
             for n, country in PLACES.items() if n in text]
    found += [Toponym(text.index(n), text.index(n) + len(n), n) for n in lacking]
    return sorted(found, key=lambda t: t.start)


@pytest.mark.parametrize("text, lacking, command", [
    ("Tanks left Gori and Poti. Two men died in Dvani.", "Dvani", "geonames GE"),
    ("Tanks left Dvani. They came to Gori.", "Dvani", "geonames GE"),
    ("Quito and Loja say Lima and Piura lie. Planes hit Coangos.", "Coangos", "geonames CC"),
    ("Quito and Loja were calm. Planes from Piura flew to Lima over Coangos.", "Coangos", "geonames PE"),
    ("Sarajevo, Tuzla, Zenica and Pale fell silent. Jets from Aviano hit Slapovici.", "Slapovici", "geonames BA"),
    ("Jets hit Slapovici, Tuzla, and flew from Quito to Lima.", "Slapovici", "geonames BA"),
])
def test_the_country_is_that_of_the_sentence_or_of_the_report(text, lacking, command):
    assert warning(toponyms(text, lacking), text) == f"not in the gazetteer: {lacking}; villages come with " \
        f"'conflictmap data add {command}'"


def test_what_is_no_village_is_not_listed():
    text = "Men from Gori went South past the Moei River to the Dniester Republic and to Dvani, said the IRA."
    found = toponyms(text, "South", "Moei River", "Dniester Republic", "Dvani", "IRA")
    assert missing(found, text) == ["Dvani"]
    assert missing(found[1:2], text) == [] and warning(found[1:2], text) is None


def test_a_report_in_capitals_may_name_short_villages():
    text = "THE ARMY OF THE REPUBLIC TOOK DVANI AND ERED AND LEFT GORI."
    assert missing(toponyms(text, "DVANI", "ERED"), text) == ["DVANI", "ERED"]
