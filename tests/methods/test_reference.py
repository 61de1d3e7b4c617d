"""Reference points: definitions of quantiles, sides, few and equal values."""

from __future__ import annotations

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import mstats

from sdg_standard.methods import goalposts, z_score
from sdg_standard.methods.reference import (
    STATISTICS,
    best_observed,
    mean,
    mean_of_best,
    median,
    percentile,
    sd,
    worst_observed,
)

NAN, INF = math.nan, math.inf
TWENTY = np.arange(1.0, 21.0)[:, None]
column = arrays(np.float64, st.tuples(st.integers(1, 30), st.just(1)), elements=st.floats(-1e3, 1e3))


# percentiles


def test_two_definitions_of_one_percentile() -> None:
    assert percentile(TWENTY, p=2.5).tolist() == [1 + 0.025 * (20 - 1)]  # 1.475
    assert percentile(TWENTY, p=2.5, definition="inverted_cdf").tolist() == [1]


def test_the_side_from_which_a_percentile_is_counted() -> None:
    def found(side: Any, sign: int, definition: str = "linear") -> list[float]:
        return percentile(TWENTY, p=2.5, sign=sign, side=side, definition=definition).tolist()

    assert found("worst", 1) == found("best", -1) == found("below", 1) == found("below", -1) == [1.475]
    assert found("worst", -1) == found("best", 1) == [21 - 1.475]
    assert found("worst", -1, "inverted_cdf") == [20]
    # where a certain value is best neither end is better: counted as where higher is better
    assert (found("worst", 0), found("best", 0)) == ([1.475], [21 - 1.475])


@pytest.mark.parametrize(("side", "sign"), [("worst", 1), ("worst", -1), ("best", 1), ("best", -1)])
@given(values=column, p=st.floats(0, 100))
def test_both_directions_are_treated_alike(side: Any, sign: int, values: np.ndarray, p: float) -> None:
    for definition in ("linear", "inverted_cdf", "hazen", "lower"):
        one = percentile(values, p=p, sign=sign, side=side, definition=definition)
        other = percentile(-values, p=p, sign=-sign, side=side, definition=definition)
        assert one.tolist() == (-other + 0.0).tolist()


@pytest.mark.parametrize(
    ("definition", "alpha", "beta"),
    [
        ("linear", 1, 1),
        ("hazen", 0.5, 0.5),
        ("weibull", 0, 0),
        ("median_unbiased", 1 / 3, 1 / 3),
        ("normal_unbiased", 3 / 8, 3 / 8),
    ],
)
@given(values=column, p=st.floats(0, 100))
def test_definitions_are_those_of_scipy(
    definition: str, alpha: float, beta: float, values: np.ndarray, p: float
) -> None:
    expected = mstats.mquantiles(values[:, 0], p / 100, alphap=alpha, betap=beta)
    assert percentile(values, p=p, definition=definition) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("definition", ["linear", "lower", "higher", "midpoint"])
@given(values=column, p=st.floats(0, 100))
def test_definitions_are_those_of_pandas(definition: Any, values: np.ndarray, p: float) -> None:
    expected = pd.Series(values[:, 0]).quantile(p / 100, interpolation=definition)
    assert percentile(values, p=p, definition=definition)[0] == pytest.approx(expected, abs=1e-9)


def test_percentiles_of_one_two_and_three_values() -> None:
    assert percentile([[7.0]], p=2.5).tolist() == [7]
    assert percentile([[7.0], [9.0]], p=2.5).tolist() == pytest.approx([7 + 0.025 * 2])
    assert percentile([[7.0], [9.0], [12.0]], p=2.5).tolist() == pytest.approx([7 + 0.05 * 2])
    assert percentile([[7.0], [9.0], [12.0]], p=50, definition="inverted_cdf").tolist() == [9]


def test_percentiles_that_are_none() -> None:
    with pytest.raises(ValueError, match="range"):
        percentile(TWENTY, p=101)
    with pytest.raises(ValueError, match="method"):
        percentile(TWENTY, p=50, definition="liner")


# statistics


def test_the_best_five() -> None:
    assert mean_of_best(TWENTY).tolist() == [(16 + 17 + 18 + 19 + 20) / 5]
    assert mean_of_best(TWENTY, sign=-1).tolist() == [(1 + 2 + 3 + 4 + 5) / 5]
    assert mean_of_best(TWENTY, sign=0).tolist() == mean_of_best(TWENTY, sign=1).tolist()  # neither end is better
    assert mean_of_best(TWENTY, k=3).tolist() == [19]
    assert mean_of_best([[1.0], [NAN], [9.0]]).tolist() == [5]
    with pytest.raises(ValueError, match="at least 1"):
        mean_of_best(TWENTY, k=0)


def test_the_worst_and_the_best_observed() -> None:
    values = np.array([[3.0, 3.0], [5.0, 5.0], [NAN, 9.0]])
    assert worst_observed(values, sign=[1, -1]).tolist() == [3, 9]
    assert best_observed(values, sign=[1, -1]).tolist() == [5, 3]


@given(column)
def test_mean_median_and_sd_are_those_of_the_standard_library(values: np.ndarray) -> None:
    numbers = values[:, 0].tolist()
    assert mean(values)[0] == pytest.approx(statistics.fmean(numbers), rel=1e-12, abs=1e-10)
    assert median(values)[0] == pytest.approx(statistics.median(numbers), rel=1e-12, abs=1e-12)
    assert sd(values, ddof=0)[0] == pytest.approx(statistics.pstdev(numbers), rel=1e-9, abs=1e-9)
    if len(numbers) > 1:
        assert sd(values)[0] == pytest.approx(statistics.stdev(numbers), rel=1e-9, abs=1e-9)


def test_standard_deviations_by_hand() -> None:
    values = np.array([[2.0], [4.0], [4.0], [10.0]])  # mean 5, squares 9 + 1 + 1 + 25
    assert sd(values).tolist() == pytest.approx([math.sqrt(36 / 3)])
    assert sd(values, ddof=0).tolist() == [3]


def test_one_value_is_no_sample() -> None:
    assert np.isnan(sd([[5.0], [NAN]])).all()
    assert sd([[5.0]], ddof=0).tolist() == [0]


@pytest.mark.parametrize("number", [0.1, 66.66666666666667, 1e-300, 123456.789])
@pytest.mark.parametrize("count", [2, 3, 7, 20])
def test_a_constant_column_varies_by_exactly_nothing(number: float, count: int) -> None:
    values = np.full((count, 1), number)  # the mean of three times 0.1 would be 0.10000000000000002
    assert sd(values).tolist() == [0]
    for points in (mean(values), median(values), mean_of_best(values), percentile(values, p=2.5)):
        assert points.tolist() == [number]
    assert np.isnan(z_score(values, mean=mean(values), sd=sd(values))).all()
    assert np.isnan(goalposts(values, worst=worst_observed(values), best=best_observed(values))).all()


# what all have in common

FITS: dict[str, Any] = {
    **STATISTICS,
    "sd": lambda values, sign=1: sd(values),
    "mean_of_best": mean_of_best,
    "percentile": lambda values, sign=1: percentile(values, p=2.5, sign=sign, side="worst"),
}
every = pytest.mark.parametrize("fit", FITS.values(), ids=FITS)


@every
@given(
    values=arrays(np.float64, st.tuples(st.integers(0, 40), st.integers(0, 3)), elements=st.floats(-1e3, 1e3)),
    random=st.randoms(),
)
def test_the_order_of_cases_does_not_change_a_digit(fit: Any, values: np.ndarray, random: Any) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    assert fit(values[order]).tobytes() == fit(values).tobytes()


@every
def test_each_column_stands_alone(fit: Any) -> None:
    values = np.array([[1.0, NAN, NAN], [NAN, NAN, 7.0], [4.0, NAN, 9.0]])
    together = fit(values)
    assert together.shape == (3,)
    assert np.isnan(together[1])
    for index in (0, 2):
        assert fit(values[:, [index]]).tolist() == [together[index]]
    assert fit(np.asfortranarray(values)).tobytes() == together.tobytes()


@every
def test_nothing_to_fit_to(fit: Any) -> None:
    assert np.isnan(fit(np.empty((0, 2)))).tolist() == [True, True]
    assert fit(np.empty((3, 0))).shape == (0,)
    assert np.isnan(fit([[NAN], [NAN]])).tolist() == [True]


@every
def test_no_point_is_infinite(fit: Any) -> None:
    for extreme in (INF, -INF):
        point = fit(np.array([[extreme], [extreme], [1.0]]))
        assert np.isnan(point).all() or np.isfinite(point).all()
    assert np.isnan(mean([[INF], [1.0]])).all()


@every
def test_no_point_is_minus_zero(fit: Any) -> None:
    assert not np.signbit(fit(np.array([[-0.0], [-0.0]]), sign=-1)).any()
