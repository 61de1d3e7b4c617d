"""Spellings that are understood in one place only."""

from __future__ import annotations

import pytest

from sdg_standard.units import UnitError, Units, key_of, keyed

HERE = keyed(["minutes per interruption", "kWh/year/capita", "% of GDP"], "min")


@pytest.mark.parametrize(
    "text",
    ["minutes per interruption", "Minutes  per Interruption", "kWh/year/capita", "kWh / year / capita", " % of GDP "],
)
def test_a_spelling_is_understood_where_it_is_told(units: Units, text: str) -> None:
    assert units.parse(text, HERE).text == "min"
    with pytest.raises(UnitError):
        units.parse(text)


@pytest.mark.parametrize("text", ["KWH/year/capita", "kwh/year/capita", "minutes per", "interruption", "% of gdp"])
def test_symbols_and_parts_are_no_spellings(units: Units, text: str) -> None:
    with pytest.raises(UnitError):
        units.parse(text, HERE)


def test_everything_else_means_what_it_means(units: Units) -> None:
    assert [units.parse(text, HERE).text for text in ("h", "m2", "")] == ["h", "m²", ""]


def test_a_text_that_is_too_long_is_refused_and_not_compared() -> None:
    with pytest.raises(UnitError, match="longer"):
        key_of("a" * 500)


def test_an_empty_unit_is_none(units: Units) -> None:
    assert units.parse("coefficient", {"coefficient": ""}).is_none
