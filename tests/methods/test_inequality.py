"""How far groups are apart, and what Theil's index and the mean log deviation promise."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.methods.inequality import mean_log_deviation, theil

NAN = np.nan
amounts = st.floats(min_value=0.01, max_value=1e6)
sizes = st.floats(min_value=0.01, max_value=1e6)
groups = st.lists(st.tuples(amounts, sizes), min_size=2, max_size=6)


def test_by_hand() -> None:
    # sizes 60 and 40, values 50 and 75: the mean is 60, so r = 5/6 and 5/4
    values, weights = [50.0, 75.0], [60.0, 40.0]
    assert float(theil(values, weights=weights)) == pytest.approx(
        0.6 * 50 / 60 * log(50 / 60) + 0.4 * 75 / 60 * log(75 / 60)
    )
    assert float(mean_log_deviation(values, weights=weights)) == pytest.approx(-0.6 * log(50 / 60) - 0.4 * log(75 / 60))


def test_a_group_of_nothing_adds_nothing_to_theil_and_leaves_the_mean_log_deviation_undefined() -> None:
    assert float(theil([0.0, 2.0])) == pytest.approx(0.5 * 2 * log(2))
    assert np.isnan(mean_log_deviation([0.0, 2.0]))


@pytest.mark.parametrize("values", [[1.0], [1.0, NAN], [0.0, 0.0], [-1.0, 2.0], [1.0, np.inf]])
def test_what_has_no_inequality(values: list[float]) -> None:
    assert np.isnan(theil(values)) and np.isnan(mean_log_deviation(values))


def test_a_group_of_nobody_counts_for_nothing() -> None:
    assert float(theil([1.0, 3.0, 99.0], weights=[1, 1, 0])) == pytest.approx(float(theil([1.0, 3.0])))
    alone = float(mean_log_deviation([1.0, 3.0]))
    assert float(mean_log_deviation([1.0, 3.0, -5.0], weights=[1, 1, 0])) == pytest.approx(alone)
    assert np.isnan(theil([1.0, 3.0], weights=[0, 0])) and np.isnan(theil([1.0, 3.0], weights=[1, -1]))


def test_a_million_cases_give_the_same_bytes_as_one() -> None:
    values = np.random.default_rng(0).uniform(1, 9, (50, 3))
    for function in (theil, mean_log_deviation):
        one_by_one = np.array([float(function(row)) for row in values])
        assert function(values).tobytes() == one_by_one.tobytes()
        assert function(np.asfortranarray(values)).tobytes() == one_by_one.tobytes()


def split(given: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([value for value, _ in given]), np.array([size for _, size in given])


@given(groups)
def test_never_negative_and_the_same_in_any_unit(found: list[tuple[float, float]]) -> None:
    values, weights = split(found)
    for function in (theil, mean_log_deviation):
        index = float(function(values, weights=weights))
        assert index >= 0
        assert float(function(values * 1000, weights=weights * 7)) == pytest.approx(index, rel=1e-6, abs=1e-9)


@given(amounts, st.lists(sizes, min_size=2, max_size=6))
def test_nothing_where_all_are_equal(value: float, weights: list[float]) -> None:
    for function in (theil, mean_log_deviation):
        assert float(function([value] * len(weights), weights=weights)) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.floats(min_value=1, max_value=100), min_size=2, max_size=6, unique=True))
def test_something_where_they_are_not(values: list[float]) -> None:
    if max(values) / min(values) > 1.001:
        assert float(theil(values)) > 0 and float(mean_log_deviation(values)) > 0


@given(groups, groups)
def test_the_whole_is_what_lies_between_larger_groups_and_within_them(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    every = [split(one), split(other)]
    values, weights = split([*one, *other])
    people = np.array([size.sum() for _, size in every])
    means = np.array([(value * size).sum() / size.sum() for value, size in every])
    shares, mean = people / people.sum(), (values * weights).sum() / weights.sum()
    for function, part in ((theil, shares * means / mean), (mean_log_deviation, shares)):
        within = sum(p * float(function(value, weights=size)) for p, (value, size) in zip(part, every, strict=True))
        between = float(function(means, weights=people))
        assert float(function(values, weights=weights)) == pytest.approx(between + within, rel=1e-6, abs=1e-9)
