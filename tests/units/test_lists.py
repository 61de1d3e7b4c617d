"""The two lists of the standard themselves."""

from __future__ import annotations

import re
from typing import Any

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


def test_every_unit_that_a_cure_names_stands_in_quotes_and_is_one(
    units: Units, lists: dict[str, dict[str, str]]
) -> None:
    for word, cure in lists["wrong"].items():
        for named in re.findall(r'"([^"]+)"', cure):
            assert units.parse(named).text == named, word
        plain = re.sub(r'"[^"]+"', "", cure)
        told = re.findall(r"\b[Ww]rite (?!the )([^ ,.:]+)", plain)
        assert not told, f"{word}: {cure}"


def test_no_spelling_of_a_kind_means_anything_elsewhere(units: Units, lists: dict[str, Any]) -> None:
    words = [(kind, word, unit) for kind, spelled in lists["kinds"].items() for word, unit in spelled.items()]
    assert ("index", "coefficient", "") in words and ("category", "yes/no", "") in words
    for kind, word, unit in words:
        with pytest.raises(UnitError):
            units.parse(word)
        assert kind in KINDS and units.parse(word, {word: unit}).text == unit


KINDS = ("share", "rate", "ratio", "count", "amount", "concentration", "duration", "index", "category")
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
    assert len(ours) == 13
    assert all(CODES[number].cause and CODES[number].cure for number in ours)
