"""Numbers as people write them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.methods import round_half_away
from sdg_standard.words.numbers import _half_away, number, numerals

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "norwegian"),
    [
        (87.375, 1, "87.4", "87,4"),
        (87.25, 1, "87.3", "87,3"),  # half away from zero
        (-87.25, 1, "−87.3", "−87,3"),
        (-0.01, 1, "0.0", "0,0"),
        (1234567.891, 2, "1,234,567.89", f"1{NB}234{NB}567,89"),
        (100, 0, "100", "100"),
        (999, 0, "999", "999"),
        (1000, 0, "1,000", f"1{NB}000"),
        (math.nan, 1, "–", "–"),
        (math.inf, 1, "∞", "∞"),
        (-math.inf, 1, "−∞", "−∞"),
    ],
)
def test_fixed(value: float, decimals: int, english: str, norwegian: str) -> None:
    assert numerals("en").fixed(value, decimals) == english
    assert numerals("nb").fixed(value, decimals) == numerals("nn").fixed(value, decimals) == norwegian


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (96.0, "96"),
        (9.98, "9,98"),
        (95424.4, f"95{NB}424"),
        (1.06, "1,06"),
        (12.3456, "12,35"),
        (0.00001234567, "0,00001235"),
        (-3.5, "−3,5"),
        (200.0, "200"),
        (1.5e21, f"1,5{NB}×{NB}10²¹"),
        (-2e-9, f"−2{NB}×{NB}10⁻⁹"),
    ],
)
def test_value(value: float, text: str) -> None:
    assert numerals("nn").value(value) == text


def test_per_cent() -> None:
    assert numerals("en").percent(1) == "100%"
    assert numerals("en").percent(0.9999) == "99%"
    assert numerals("en").percent(0.001) == "1%"
    assert numerals("en").percent(0) == "0%"
    assert numerals("nb").percent(0.255) == f"26{NB}%"
    assert numerals("nb").percent(math.nan) == "–"


def test_numbers_in_texts_are_grouped_but_years_in_sums_are_not_torn() -> None:
    assert numerals("nb").in_text("km per 100000 innbyggere") == f"km per 100{NB}000 innbyggere"
    assert numerals("en").in_text("0.00001 x") == "0.00001 x"


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_a_shown_value_is_near_the_value(value: float) -> None:
    text = numerals("nb").value(value).replace("\u00a0", "").replace(",", ".").replace("−", "-")
    if "×" not in text:
        assert math.isclose(float(text), value, rel_tol=5.1e-4, abs_tol=1e-9)


@given(st.floats(-1e17, 1e17), st.integers(0, 6))
def test_one_number_is_rounded_as_an_array_of_numbers_is(value: float, decimals: int) -> None:
    assert _half_away(value, decimals) == float(round_half_away([value], decimals=decimals)[0])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_six_figures_are_those_of_numpy(value: float) -> None:
    if 1e-6 <= abs(value) < 1e6 and not value.is_integer():
        expected = np.format_float_positional(value, precision=6, unique=False, fractional=False, trim="-")
        assert number(value) == expected
