"""Winsorising in rounds: shapes as SciPy has them, and every round by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.stats import mstats

from sdg_standard.methods.columns import shapes, winsorise_columns
from sdg_standard.methods.treat import Winsorised, kurtosis, passes, skewness, winsorise

NAN = math.nan
columns = arrays(np.float64, st.integers(4, 30), elements=st.floats(-1e3, 1e3))


@given(columns)
def test_shapes_as_scipy_has_them(numbers: np.ndarray) -> None:
    numbers = np.round(numbers, 2)
    assume(np.ptp(numbers) > 0)
    assert skewness(numbers) == pytest.approx(float(stats.skew(numbers, bias=False)), rel=1e-9, abs=1e-9)
    assert kurtosis(numbers) == pytest.approx(float(stats.kurtosis(numbers, bias=False)), rel=1e-9, abs=1e-9)


@given(columns, st.sampled_from([1e-200, 1e-12, 1e6, 1e150]))
def test_a_shape_knows_no_unit(numbers: np.ndarray, unit: float) -> None:
    numbers = np.round(numbers, 2)
    assume(np.ptp(numbers) > 0)
    assert skewness(numbers * unit) == pytest.approx(skewness(numbers), rel=1e-9, abs=1e-9)
    assert kurtosis(numbers * unit) == pytest.approx(kurtosis(numbers), rel=1e-9, abs=1e-9)
    assert skewness(-numbers) == pytest.approx(-skewness(numbers), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-300, -7.3, 1e200])
def test_a_constant_column_has_no_shape(value: float) -> None:
    assert skewness([value] * 7) == kurtosis([value] * 7) == 0
    assert passes([value] * 7, skew=2, kurt=3.5)


def test_too_few_numbers_have_no_shape_and_pass() -> None:
    assert np.isnan(skewness([])) and np.isnan(skewness([1.0, 5.0]))
    assert np.isnan(kurtosis([1.0, 5.0, 6.0]))
    assert passes([1.0, 2.0, 1e6], skew=0.1, kurt=0.1)


def test_either_is_enough() -> None:
    numbers = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0]
    assert skewness(numbers) == pytest.approx(2.631, abs=5e-3)
    assert kurtosis(numbers) == pytest.approx(6.944, abs=5e-2)
    assert not passes(numbers, skew=2, kurt=3.5)
    assert passes(numbers, skew=3, kurt=3.5)
    assert passes(numbers, skew=2, kurt=8)


def test_one_value_at_a_time_on_the_side_to_which_it_leans() -> None:
    numbers = [*np.arange(1.0, 21.0), 500.0, 900.0]
    assert winsorise(numbers, points=1) == Winsorised(1, 500, 1, False)
    assert winsorise(numbers, points=5) == Winsorised(1, 20, 2, True)
    mirrored = winsorise([-x for x in numbers], points=5)
    assert mirrored == Winsorised(-20, -1, 2, True)


def test_the_bounds_are_those_of_mstats() -> None:
    """SciPy pulls in a given number of values at each end; so do we, once we know how many."""
    numbers = np.array([*np.arange(1.0, 21.0), 500.0, 900.0])
    found = winsorise(numbers, points=5)
    expected = mstats.winsorize(numbers, limits=(0, 2 / 22))
    assert np.clip(numbers, found.lower, found.upper).tolist() == expected.tolist()


def test_what_passes_is_left_alone() -> None:
    assert winsorise([3.0, 1.0, 2.0, 5.0, NAN], points=5) == Winsorised(1, 5, 0, True)


def test_nothing_and_little() -> None:
    assert winsorise([], points=5) == Winsorised(-math.inf, math.inf, 0, True)
    assert winsorise([NAN, NAN], points=5) == Winsorised(-math.inf, math.inf, 0, True)
    assert winsorise([7.0], points=5) == Winsorised(7, 7, 0, True)


def test_a_column_of_few_different_values_stops() -> None:
    found = winsorise([0.0] * 30 + [1.0], points=50)
    assert found.moved <= 50
    assert found.passes  # all are 0 then
    assert (found.lower, found.upper) == (0, 0)
    stubborn = winsorise([0.0] * 30 + [1.0] * 2, points=1)
    assert not stubborn.passes


@given(columns, st.integers(1, 6), st.randoms())
def test_promises(numbers: np.ndarray, points: int, random: object) -> None:
    before = numbers.tobytes()
    found = winsorise(numbers, points=points)
    assert numbers.tobytes() == before
    assert found.moved <= points
    assert numbers.min() <= found.lower <= found.upper <= numbers.max()
    held = np.clip(numbers, found.lower, found.upper)
    assert (held != numbers).sum() <= found.moved
    assert found.passes or found.moved == points or len(set(held)) < len(numbers)
    shuffled = numbers.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert winsorise(shuffled, points=points) == found


# many columns at once

tables = arrays(
    np.float64, st.tuples(st.integers(1, 30), st.integers(1, 5)), elements=st.floats(-1e3, 1e3) | st.just(NAN)
)


@given(tables, st.integers(1, 6))
def test_a_column_does_not_see_its_neighbours(table: np.ndarray, points: int) -> None:
    """Not even in the last digit, and neither does the order of the cases matter."""
    found = winsorise_columns(table, points=points)
    lopsided, heavy = shapes(table[::-1])
    for place, column in enumerate(table.T):
        own = (found.lower[place], found.upper[place], found.moved[place], found.passes[place])
        assert winsorise(column, points=points) == Winsorised(*own)
        assert lopsided[place].tobytes() == np.float64(skewness(column)).tobytes()
        assert heavy[place].tobytes() == np.float64(kurtosis(column)).tobytes()


@given(tables, st.integers(1, 6))
def test_rounds_as_a_script_with_scipy_makes_them(table: np.ndarray, points: int) -> None:
    """The outermost number is moved to the next one in, again and again, while SciPy finds both shapes too large."""
    table = np.round((table / 100) ** 5)  # far apart, so that there is something to pull in
    found = winsorise_columns(table, points=points)
    for place, column in enumerate(table.T):
        numbers = np.sort(column[~np.isnan(column)])
        if len(numbers) < 4:
            continue  # they have no shape
        low, high, moved = 0, len(numbers) - 1, 0
        while True:
            held = np.clip(numbers, numbers[low], numbers[high])
            flat = held[0] == held[-1]
            skew, kurt = (0.0, 0.0) if flat else (stats.skew(held, bias=False), stats.kurtosis(held, bias=False))
            assume(min(abs(abs(skew) - 2), abs(kurt - 3.5)) > 1e-9 and (flat or abs(skew) > 1e-9 or abs(kurt) < 3.5))
            fails = abs(skew) >= 2 and kurt >= 3.5
            if not fails or moved == points or high - low <= 1:
                break
            low, high, moved = (low, high - 1, moved + 1) if skew > 0 else (low + 1, high, moved + 1)
        assert (found.lower[place], found.upper[place]) == (numbers[low], numbers[high])
        assert (found.moved[place], found.passes[place]) == (moved, not fails)


def test_no_cases_and_no_columns() -> None:
    empty = winsorise_columns(np.empty((0, 2)), points=3)
    assert empty.lower.tolist() == [-math.inf] * 2
    assert empty.upper.tolist() == [math.inf] * 2
    assert empty.passes.all()
    assert not empty.moved.any()
    assert winsorise_columns(np.empty((5, 0)), points=3).lower.shape == (0,)


def test_the_column_of_coinrs_vignette() -> None:
    """1 to 10, 30 and 100, as printed in its article on outliers: one point is pulled in."""
    column = np.array([*range(1, 11), 30, 100], float)
    assert (skewness(column), kurtosis(column)) == pytest.approx((3.063241, 9.741391), abs=5e-7)
    found = winsorise(column, points=2)
    assert (found.upper, found.passes) == (30, True)
    treated = np.minimum(column, found.upper)
    assert (skewness(treated), kurtosis(treated)) == pytest.approx((1.712038, 1.815781), abs=5e-7)
