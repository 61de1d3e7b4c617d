"""The language of a page, its lists, and units that are words."""

from __future__ import annotations

import pytest

from sdg_standard.errors import UnknownId
from sdg_standard.model.values import REASONS
from sdg_standard.publish.words import unit_text, voice, with_unit
from sdg_standard.words import has


def test_every_reason_has_a_sentence() -> None:
    assert all(has(f"report.why.{reason}") for reason in REASONS if reason)


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(UnknownId, match='did you mean "nb"'):
        voice("nbo", "report")


def test_lists_in_a_sentence() -> None:
    assert voice("nb", "report").listed([]) == ""
    assert voice("nb", "report").listed(["Asker"]) == "Asker"
    assert voice("nn", "report").listed(["Asker", "Rana"]) == "Asker og Rana"


def test_units_that_are_words_are_translated_and_symbols_are_not() -> None:
    assert unit_text("per 100000 live births", "nn") == "per 100\u00a0000 levandefødde"
    assert unit_text("t CO2e per inhabitant", "nb") == "t CO2e per innbygger"
    assert unit_text("min", "nb") == "min"
    assert unit_text("L/day per inhabitant", "en") == "L/day per inhabitant"
    assert unit_text("L/day per inhabitant", "nb") == "L/døgn per innbygger"
    assert unit_text("day", "en") == "days"
    assert unit_text(None, "en") == ""
    assert with_unit("12", "", "en") == "12"
