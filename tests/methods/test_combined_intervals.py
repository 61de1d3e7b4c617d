"""Intervals of sums and ratios: Fieller's by hand, and what many draws say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdg_standard.methods.combined_intervals import interval_at, ratio_interval, sum_interval
from sdg_standard.methods.small_counts import NORMAL_95


def drawn(value: float, low: float, high: float, count: int, seed: int) -> np.ndarray:
    """Two halves of normal distributions that meet in the value, as draws of the evidence are."""
    normal = np.random.default_rng(seed).standard_normal(count)
    return value + normal * np.where(normal < 0, value - low, high - value) / NORMAL_95


def test_a_difference_adds_squares_on_the_side_that_makes_it_smaller() -> None:
    """60 (57 to 64) less 50 (48 to 51): 10 - √(3² + 1²), 10 + √(4² + 2²)."""
    low, high = sum_interval([60.0, 50.0], [57.0, 48.0], [64.0, 51.0], weights=[1.0, -1.0])
    assert (float(low), float(high)) == (pytest.approx(10 - 10**0.5), pytest.approx(10 + 20**0.5))


def test_a_gap_adds_nothing_to_a_sum() -> None:
    low, high = sum_interval([[5.0], [np.nan]], [[4.0], [np.nan]], [[6.0], [np.nan]], weights=[[2.0], [3.0]])
    assert (low.tolist(), high.tolist()) == ([8.0], [12.0])


def test_a_ratio_of_even_normals_has_the_interval_of_fieller() -> None:
    """(x - R y)² = q² (s² + R² t²) for 10 (± 2) and 5 (± 1): 24 R² - 100 R + 96 = 0."""
    low, high = ratio_interval(10.0, 8.0, 12.0, 5.0, 4.0, 6.0)
    assert (float(low), float(high)) == (pytest.approx(1.5), pytest.approx(8 / 3))
    low, high = ratio_interval(-10.0, -12.0, -8.0, 5.0, 4.0, 6.0)  # the mirror image
    assert (float(low), float(high)) == (pytest.approx(-8 / 3), pytest.approx(-1.5))


def test_a_divisor_that_may_be_nothing_gives_no_interval() -> None:
    assert np.isnan(ratio_interval(10.0, 8.0, 12.0, 5.0, 0.0, 6.0)).all()
    assert np.isnan(ratio_interval(10.0, 8.0, 12.0, -5.0, -6.0, -4.0)).all()


@pytest.mark.parametrize("one", [(10.0, 8.0, 12.0), (0.5, -1.0, 2.0), (-3.0, -4.0, -2.5), (10.0, 9.5, 13.0)])
def test_they_hold_nine_in_ten_draws(one: tuple[float, float, float]) -> None:
    other = (5.0, 4.2, 5.5)
    first, second = drawn(*one, 200_000, 1), drawn(*other, 200_000, 2)
    ends = [interval_at(*numbers, level=0.9) for numbers in (one, other)]
    value, low, high = ([numbers[at] for numbers in (one, other)] for at in range(3))
    low, high = ([pair[at] for pair in ends] for at in range(2))
    for found, truth in (
        (sum_interval(value, low, high, weights=[1.0, -2.0]), first - 2 * second),
        (ratio_interval(value[0], low[0], high[0], value[1], low[1], high[1]), first / second),
    ):
        inside = (truth >= found[0]) & (truth <= found[1])
        assert inside.mean() == pytest.approx(0.9, abs=0.012)


@settings(max_examples=40)
@given(st.floats(-50, 50), st.floats(0, 5), st.floats(0, 5), st.floats(10, 50), st.floats(0, 4), st.floats(0, 4))
def test_a_ratio_lies_in_its_interval(x: float, down: float, up: float, y: float, less: float, more: float) -> None:
    low, high = ratio_interval(x, x - down, x + up, y, y - less, y + more)
    assert low <= x / y + 1e-9 and x / y - 1e-9 <= high


@pytest.mark.parametrize("level", [0, 1, -1, 2])
def test_levels_that_are_none(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        interval_at(1, 0, 2, level=level)
