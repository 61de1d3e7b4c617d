"""Means: worked examples, SciPy as an independent source, and what a mean promises."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sdg_standard import methods
from sdg_standard.methods import (
    arithmetic_mean,
    first,
    geometric_mean,
    harmonic_mean,
    maximum,
    mean_of_worst,
    median,
    minimum,
    penalised_mean,
    power_mean,
    product,
    total,
)
from sdg_standard.methods.aggregate import mean_and_deviation

NAN, INF = math.nan, math.inf
MEANS: dict[str, Callable[..., Any]] = {
    "arithmetic_mean": arithmetic_mean,
    "geometric_mean": geometric_mean,
    "harmonic_mean": harmonic_mean,
    "power_mean 3": lambda values, weights=None: power_mean(values, p=3, weights=weights),
    "power_mean -2.5": lambda values, weights=None: power_mean(values, p=-2.5, weights=weights),
    "power_mean inf": lambda values, weights=None: power_mean(values, p=INF, weights=weights),
    "median": median,
    "minimum": minimum,
    "maximum": maximum,
}
OTHERS: dict[str, Callable[..., Any]] = {
    "total": total,
    "product": product,
    "first": first,
    "mean_of_worst": lambda values, weights=None: mean_of_worst(values, k=2, weights=weights),
    "penalised_mean": penalised_mean,
}
ALL = MEANS | OTHERS
every = pytest.mark.parametrize("aggregate", ALL.values(), ids=ALL)
every_mean = pytest.mark.parametrize("mean", MEANS.values(), ids=MEANS)

numbers = st.floats(0.01, 1000)
components = arrays(np.float64, st.integers(1, 7), elements=numbers)


@st.composite
def weighted(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Components with some gaps, and weights; one component at least is there."""
    values = draw(arrays(np.float64, st.integers(1, 7), elements=st.one_of(numbers, numbers, st.just(NAN))))
    weights = draw(arrays(np.float64, len(values), elements=st.floats(0.1, 10)))
    assume(not np.isnan(values).all())
    return values, weights


# worked examples


def test_the_means_of_20_60_100() -> None:
    scores = [20.0, 60.0, 100.0]
    assert arithmetic_mean(scores) == (20 + 60 + 100) / 3 == 60
    assert geometric_mean(scores) == pytest.approx((20 * 60 * 100) ** (1 / 3), rel=1e-14)
    assert geometric_mean(scores) == pytest.approx(49.324, abs=5e-4)
    assert harmonic_mean(scores) == pytest.approx(3 / (1 / 20 + 1 / 60 + 1 / 100), rel=1e-14)
    assert harmonic_mean(scores) == pytest.approx(39.130, abs=5e-4)
    assert minimum(scores) == power_mean(scores, p=-INF) == 20
    assert maximum(scores) == power_mean(scores, p=INF) == 100
    assert power_mean(scores, p=2) == pytest.approx(math.sqrt((400 + 3600 + 10000) / 3), rel=1e-14)


def test_the_adjusted_mazziotta_pareto_index_of_85_100_118() -> None:
    mean = (85 + 100 + 118) / 3
    sd = math.sqrt(((85 - 101) ** 2 + (100 - 101) ** 2 + (118 - 101) ** 2) / 3)
    assert (mean, sd) == (101, pytest.approx(13.4907, abs=5e-5))
    assert penalised_mean([85.0, 100.0, 118.0]) == pytest.approx(101 - sd * (sd / 101), rel=1e-14)
    assert penalised_mean([85.0, 100.0, 118.0]) == pytest.approx(99.198, abs=5e-4)


def test_the_penalty_goes_up_where_lower_is_better_and_may_use_the_sample_sd() -> None:
    variance = (16**2 + 1**2 + 17**2) / 3  # 182
    assert penalised_mean([85.0, 100.0, 118.0], penalty="upward") == pytest.approx(101 + variance / 101, rel=1e-14)
    sample = penalised_mean([85.0, 100.0, 118.0], sd="sample")
    assert sample == pytest.approx(101 - (variance * 3 / 2) / 101, rel=1e-14)
    assert penalised_mean([85.0, NAN, 118.0], sd="sample") == pytest.approx(101.5 - 2 * 16.5**2 / 101.5, rel=1e-14)


def test_the_human_development_index() -> None:
    life = (80 - 20) / (85 - 20)
    education = arithmetic_mean(methods.cap(np.array([18.5 / 18, 12.9 / 15]), upper=1.0))
    assert education == (1 + 0.86) / 2
    income = methods.goalposts(
        methods.log([69_000.0]), worst=methods.log(100.0), best=methods.log(75_000.0), to=(0.0, 1.0)
    )[0]
    assert income == pytest.approx(math.log(690) / math.log(750), rel=1e-14)
    index = methods.round_half_away(geometric_mean([life, float(education), income]), decimals=3)
    assert index == 0.946


def test_weights_of_a_tree_multiply_down() -> None:
    # goals (80, 50 and 20) of weight 1 and 2: (1 × 80 + 2 × 35) / 3 = 50, which is 80/3 + 50/3 + 20/3
    assert arithmetic_mean([80.0, float(arithmetic_mean([50.0, 20.0]))], weights=[1, 2]) == 50
    assert arithmetic_mean([80.0, 50.0, 20.0], weights=[1, 1, 1]) == 50


# independent sources


@given(weighted(), st.sampled_from([-7.5, -2.0, -1.0, -0.5, 0.0, 0.3, 1.0, 2.0, 5.0]))
def test_power_means_are_those_of_scipy(case: tuple[np.ndarray, np.ndarray], p: float) -> None:
    values, weights = case
    there = ~np.isnan(values)
    expected = stats.pmean(values[there], p, weights=weights[there])
    assert power_mean(values, p=p, weights=weights) == pytest.approx(expected, rel=1e-11)


@given(weighted())
def test_named_means_are_those_of_scipy_and_numpy(case: tuple[np.ndarray, np.ndarray]) -> None:
    values, weights = case
    there = ~np.isnan(values)
    present, shares = values[there], weights[there]
    assert geometric_mean(values, weights=weights) == pytest.approx(stats.gmean(present, weights=shares), rel=1e-12)
    assert harmonic_mean(values, weights=weights) == pytest.approx(stats.hmean(present, weights=shares), rel=1e-12)
    assert arithmetic_mean(values, weights=weights) == pytest.approx(np.average(present, weights=shares), rel=1e-12)
    assert median(values) == np.nanmedian(values)
    assert minimum(values) == np.nanmin(values)
    assert maximum(values) == np.nanmax(values)
    assert total(values) == pytest.approx(math.fsum(present), rel=1e-14)
    assert product(values) == pytest.approx(np.nanprod(values), rel=1e-14)
    assert first(values) == present[0]
    penalised = present.mean() - np.var(present) / present.mean()
    assert penalised_mean(values) == pytest.approx(penalised, rel=1e-11, abs=1e-11 * present.max())


# what a mean promises


@every_mean
@given(case=weighted())
def test_a_mean_lies_between_its_components(mean: Callable[..., Any], case: tuple[np.ndarray, np.ndarray]) -> None:
    values, weights = case
    result = mean(values, weights=weights)
    assert np.nanmin(values) * (1 - 1e-14) <= result <= np.nanmax(values) * (1 + 1e-14)


@every_mean
@given(number=numbers, count=st.integers(1, 30))
def test_the_mean_of_equal_components_is_that_number(mean: Callable[..., Any], number: float, count: int) -> None:
    assert mean(np.full(count, number)) == pytest.approx(number, rel=1e-14)


@pytest.mark.parametrize("p", [-3, -1, 0, 0.5, 2, 7])
@given(number=st.floats(5e-324, 1e308), weights=arrays(np.float64, 3, elements=st.floats(0.1, 10)))
def test_the_power_mean_of_equal_components_is_that_number_to_the_last_digit(
    p: float, number: float, weights: np.ndarray
) -> None:
    assert power_mean(np.full(3, number), p=p, weights=weights) == number  # exp(ln 100) is 100.00000000000004


@given(weighted())
def test_power_means_grow_with_p(case: tuple[np.ndarray, np.ndarray]) -> None:
    values, weights = case
    exponents = (-INF, -300.0, -20.0, -1.0, -0.1, 0.0, 0.1, 1.0, 2.0, 20.0, 300.0, INF)
    means = np.array([power_mean(values, p=p, weights=weights) for p in exponents])
    assert (np.diff(means) >= -1e-12 * means[1:]).all()


def test_large_exponents_neither_overflow_nor_underflow() -> None:
    # (1/2 × 1e200^500 + …)^(1/500): the smaller component vanishes, one half of the weight remains
    assert power_mean([1e200, 1e-200], p=500) == pytest.approx(1e200 * 0.5 ** (1 / 500), rel=1e-13)
    assert power_mean([1e200, 1e-200], p=-500) == pytest.approx(1e-200 * 2 ** (1 / 500), rel=1e-13)
    assert geometric_mean([1e200, 1e-200]) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("aggregate", (MEANS | {"total": total, "mean_of_worst": OTHERS["mean_of_worst"]}).values())
@given(data=st.data())
def test_improving_a_component_never_lowers_the_result(aggregate: Callable[..., Any], data: st.DataObject) -> None:
    values, weights = data.draw(weighted())
    place = data.draw(st.sampled_from(list(np.flatnonzero(~np.isnan(values)))))
    better = values.copy()
    better[place] += data.draw(st.floats(0, 100))
    before, after = aggregate(values, weights=weights), aggregate(better, weights=weights)
    assert after >= before * (1 - 1e-13)


@given(weighted(), st.floats(0, 100), st.data())
def test_an_arithmetic_mean_is_monotonic_to_the_last_digit(
    case: tuple[np.ndarray, np.ndarray], gain: float, data: st.DataObject
) -> None:
    values, weights = case
    place = data.draw(st.sampled_from(range(len(values))))
    better = values.copy()
    better[place] += gain
    assert arithmetic_mean(better, weights=weights) >= arithmetic_mean(values, weights=weights)


@every_mean
@given(case=weighted(), factor=st.floats(1e-3, 1e3))
def test_only_the_proportions_of_weights_count(
    mean: Callable[..., Any], case: tuple[np.ndarray, np.ndarray], factor: float
) -> None:
    values, weights = case
    assert mean(values, weights=weights * factor) == pytest.approx(mean(values, weights=weights), rel=1e-12)
    assert mean(values, weights=weights * 8) == mean(values, weights=weights)


@pytest.mark.parametrize("aggregate", [fn for name, fn in ALL.items() if name != "first"])
@given(case=weighted(), random=st.randoms())
def test_the_order_of_components_does_not_count(
    aggregate: Callable[..., Any], case: tuple[np.ndarray, np.ndarray], random: Any
) -> None:
    values, weights = case
    order = list(range(len(values)))
    random.shuffle(order)
    again = aggregate(values[order], weights=weights[order])
    assert again == pytest.approx(aggregate(values, weights=weights), rel=1e-11, abs=1e-9)


@given(components, st.floats(0.5, 2))
def test_means_scale_with_their_components(values: np.ndarray, factor: float) -> None:
    for mean in MEANS.values():
        assert mean(values * factor) == pytest.approx(mean(values) * factor, rel=1e-12)


# gaps, zeros and negative numbers


@every
def test_a_gap_is_skipped_and_is_no_zero(aggregate: Callable[..., Any]) -> None:
    rows = np.array([[20.0, NAN, 100.0], [NAN, 20.0, 100.0], [20.0, 100.0, NAN]])
    without = aggregate(np.array([20.0, 100.0]))
    assert (aggregate(rows) == without).all()
    assert without > 0


@every
def test_a_case_without_any_number_has_none(aggregate: Callable[..., Any]) -> None:
    result = aggregate(np.array([[NAN, NAN], [30.0, 60.0]]))
    assert np.isnan(result[0])
    assert not np.isnan(result[1])


@every
def test_a_single_component_is_the_result(aggregate: Callable[..., Any]) -> None:
    assert aggregate([37.5]) == aggregate([37.5, NAN]) == 37.5


def test_a_sample_of_one_has_no_penalty_to_compute() -> None:
    assert np.isnan(penalised_mean([37.5], sd="sample"))


@pytest.mark.parametrize("p", [0, -0.5, -1, -3, -INF])
def test_a_zero_gives_zero_for_p_of_0_and_below(p: float) -> None:
    result = power_mean(np.array([[0.0, 100.0], [-0.0, 100.0], [0.0, 0.0], [0.0, NAN]]), p=p)
    assert result.tolist() == [0, 0, 0, 0]
    assert not np.signbit(result).any()


def test_a_zero_is_an_ordinary_number_for_p_above_0() -> None:
    assert power_mean([0.0, 100.0], p=2) == pytest.approx(math.sqrt(100**2 / 2), rel=1e-14)
    assert power_mean([0.0, 0.0], p=2) == 0


@pytest.mark.parametrize("p", [-INF, -2, -1, 0, 0.5, 1, 2, 3, INF])
def test_a_negative_number_has_no_power_mean(p: float) -> None:
    assert np.isnan(power_mean([-1.0, 100.0], p=p))
    assert power_mean([-1.0, 100.0], p=p, weights=[0, 1]) == pytest.approx(100)  # what has no weight is not there


def test_even_components_cost_nothing_and_no_component_is_negative() -> None:
    assert penalised_mean(np.array([[0.0, 0.0], [7.0, 7.0]])).tolist() == [0, 7]
    assert np.isnan(penalised_mean(np.array([[-10.0, 10.0], [-3.0, -3.0], [-1.0, 100.0]]))).all()


@every
@pytest.mark.parametrize("zero", [-0.0, 0.0])
def test_no_result_is_minus_zero(aggregate: Callable[..., Any], zero: float) -> None:
    result = aggregate(np.array([[zero, -0.0], [-0.0, zero], [NAN, zero]]))
    assert (result == 0).all()
    assert not np.signbit(result).any()


def test_an_infinity_is_no_gap_and_no_result_is_infinite() -> None:
    rows = np.array([[1.0, INF], [1.0, -INF], [INF, -INF], [INF, NAN]])
    for aggregate in (arithmetic_mean, geometric_mean, median, total, penalised_mean):
        assert np.isnan(aggregate(rows)).all()
    assert arithmetic_mean(np.array([[1.0, 3.0], [1.0, INF]]))[0] == 2  # the other cases keep theirs
    assert minimum([1.0, INF]) == maximum([1.0, -INF]) == 1
    assert median([1.0, 2.0, INF]) == median([-INF, 2.0, 5.0]) == 2
    assert harmonic_mean([1.0, INF]) == 2 / (1 / 1 + 0)
    assert np.isnan(maximum([1.0, INF]))
    assert np.isnan(arithmetic_mean([1.5e308, 1.5e308]))


# what is refused


@every
def test_a_single_number_has_no_components(aggregate: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="last axis"):
        aggregate(5.0)


@pytest.mark.parametrize("k", [0, -1])
def test_the_mean_of_none_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        mean_of_worst([1.0], k=k)


def test_a_power_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="exponent"):
        power_mean([1.0], p=NAN)


# single methods


def test_median_by_hand() -> None:
    rows = np.array([[1.0, 9.0, 4.0, NAN], [1.0, 9.0, 4.0, 2.0], [NAN, NAN, 4.0, 2.0]])
    assert median(rows).tolist() == [4, (2 + 4) / 2, 3]


def test_the_mean_of_the_worst() -> None:
    rows = np.array([[90.0, 10.0, 30.0], [90.0, NAN, 30.0], [90.0, NAN, NAN]])
    assert mean_of_worst(rows, k=2).tolist() == [(10 + 30) / 2, (30 + 90) / 2, 90]
    assert mean_of_worst(rows, k=2, higher_is_better=False).tolist() == [(90 + 30) / 2, 60, 90]
    assert mean_of_worst(rows, k=99).tolist() == [130 / 3, 60, 90]


def test_the_mean_of_the_one_worst_is_the_worst() -> None:
    rows = np.array([[90.0, 10.0, 30.0], [90.0, NAN, 30.0], [90.0, NAN, NAN], [NAN, NAN, NAN]])
    assert mean_of_worst(rows[:3], k=1).tolist() == [10, 30, 90]
    assert mean_of_worst(rows[:3], k=1, higher_is_better=False).tolist() == [90, 90, 90]
    assert np.isnan(mean_of_worst(rows[3:], k=1)).all()


def test_alternatives_in_one_slot() -> None:
    rows = np.array([[NAN, 3.0, 4.0], [5.0, NAN, 4.0], [0.0, 3.0, 4.0]])
    assert first(rows).tolist() == [3, 5, 0]


def test_sum_and_product() -> None:
    rows = np.array([[2.0, NAN, 5.0], [2.0, 3.0, 5.0]])
    assert total(rows).tolist() == [7, 10]
    assert product(rows).tolist() == [10, 30]


def test_mean_and_deviation_are_those_that_the_penalised_mean_takes() -> None:
    numbers = [20.0, np.nan, 80.0, 50.0]
    mean, deviation = mean_and_deviation(numbers)
    assert (mean, deviation) == (50, pytest.approx(math.sqrt((30**2 + 30**2 + 0) / 3)))
    assert mean - deviation**2 / mean == pytest.approx(penalised_mean(numbers).item())
    assert mean_and_deviation(numbers, sd="sample")[1] == pytest.approx(math.sqrt((30**2 + 30**2) / 2))
    weighted = mean_and_deviation([20.0, 80.0], weights=[1, 3])
    assert weighted == (65, pytest.approx(math.sqrt((45**2 + 3 * 15**2) / 4)))


def test_of_one_number_there_is_no_deviation_of_a_sample_and_of_none_nothing() -> None:
    assert mean_and_deviation([7.0, np.nan]) == (7, 0)
    assert np.isnan(mean_and_deviation([7.0], sd="sample")[1])
    assert np.isnan(mean_and_deviation([np.nan])).all()
