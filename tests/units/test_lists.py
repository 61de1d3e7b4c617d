"""The two lists of the standard themselves."""

from __future__ import annotations

import pytest

from sdg_standard.errors import CODES
from sdg_standard.units import UnitError, Units


def test_every_token_reads_as_itself(units: Units) -> None:
    assert len(units.tokens) > 60
    assert [units.parse(token).text for token in units.tokens] == list(units.tokens)


def test_every_spelling_reads_as_its_unit(units: Units, lists: dict[str, dict[str, str]]) -> None:
    assert len(lists["spellings"]) > 100
    for spelling, unit in lists["spellings"].items():
        assert units.parse(spelling) == units.parse(unit), spelling
        assert units.parse(unit).text == unit, "the right side is canonical"


def test_every_wrong_word_is_refused_with_its_own_cure(units: Units, lists: dict[str, dict[str, str]]) -> None:
    assert len(lists["wrong"]) > 60
    for word, cure in lists["wrong"].items():
        with pytest.raises(UnitError) as caught:
            units.parse(word)
        assert (caught.value.code.number, caught.value.cure) == ("SDG205", cure), word
        assert cure.endswith("."), word


USED = (
    "%|‰|fraction|count|m|km|m²|km²|ha|L|m³|g|kg|t|t CO2e|kg CO2e|µg/m³|mg/m³|J|MJ|GJ|kWh|MWh|GWh|TWh|s|min|h|day|"
    "years|FTE|Mbit/s|NOK|USD|EUR|SEK|DKK|GBP|dB|inhabitants|households|live births|customers|enterprises|pupils|"
    "vehicles|dwellings|employees|children"
)


@pytest.mark.parametrize("text", USED.split("|"))
def test_the_units_that_definitions_use_are_canonical(units: Units, text: str) -> None:
    assert units.parse(text).text == text


def test_the_codes_of_the_layer_are_listed() -> None:
    ours = [number for number in CODES if number.startswith("SDG2")]
    assert len(ours) == 12
    assert all(CODES[number].cause and CODES[number].cure for number in ours)
