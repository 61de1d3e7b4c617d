"""Ranks and places in a reference: ties, groups, gaps; SciPy and pandas as independent sources."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sdg_standard.methods import percentile_rank_in, rank_in, ranks

NAN, INF = math.nan, math.inf
finite = st.floats(-1e6, 1e6)
NAMES = {"min": "min", "max": "max", "mean": "average", "dense": "dense"}
ties = pytest.mark.parametrize("ties", NAMES)
column = arrays(np.float64, st.integers(0, 15), elements=st.one_of(st.integers(-3, 3).map(float), st.just(NAN)))


def test_ties_share_the_best_rank() -> None:
    assert ranks([90.0, 50.0, 50.0, 40.0]).tolist() == [1, 2, 2, 4]
    assert ranks([90.0, 50.0, 50.0, 40.0], higher_is_better=False).tolist() == [4, 2, 2, 1]


def test_other_ranks_of_ties() -> None:
    scores = [90.0, 50.0, 50.0, 40.0]
    assert ranks(scores, ties="max").tolist() == [1, 3, 3, 4]
    assert ranks(scores, ties="mean").tolist() == [1, 2.5, 2.5, 4]
    assert ranks(scores, ties="dense").tolist() == [1, 2, 2, 3]


@ties
@given(values=column, higher=st.booleans())
def test_ranks_are_those_of_pandas_and_scipy(ties: Any, values: np.ndarray, higher: bool) -> None:
    found = ranks(values, higher_is_better=higher, ties=ties)
    by_pandas = pd.Series(values, dtype=float).rank(method=NAMES[ties], ascending=not higher)  # type: ignore[arg-type]
    np.testing.assert_array_equal(found, by_pandas.to_numpy())
    there = ~np.isnan(values)
    by_scipy = stats.rankdata(-values[there] if higher else values[there], method=NAMES[ties])
    np.testing.assert_array_equal(found[there], by_scipy)


@ties
@given(values=column, data=st.data())
def test_ranks_within_groups_are_those_of_pandas(ties: Any, values: np.ndarray, data: st.DataObject) -> None:
    groups = np.array(
        data.draw(st.lists(st.sampled_from(["north", "south", ""]), min_size=len(values), max_size=len(values))),
        dtype=str,
    )
    expected = pd.Series(values, dtype=float).groupby(groups).rank(method=NAMES[ties], ascending=False)
    np.testing.assert_array_equal(ranks(values, ties=ties, within=groups), expected.to_numpy())


def test_groups_may_be_any_labels() -> None:
    labels = np.array(["b", "a", "b", "a"], dtype=object)
    assert ranks([1.0, 2.0, 3.0, 4.0], within=labels).tolist() == [2, 2, 1, 1]
    assert ranks([1.0, 2.0, 3.0], within=np.array([7, 7, 7])).tolist() == [3, 2, 1]


def test_each_case_needs_a_group() -> None:
    with pytest.raises(ValueError, match="2 groups for 3 cases"):
        ranks([1.0, 2.0, 3.0], within=np.array(["a", "b"]))


def test_gaps_have_no_rank_and_take_none() -> None:
    found = ranks([NAN, 5.0, NAN, 7.0])
    assert np.isnan(found[[0, 2]]).all()
    assert found[[1, 3]].tolist() == [2, 1]
    assert np.isnan(ranks([NAN, NAN])).all()


def test_zeros_tie_and_infinities_have_their_place() -> None:
    assert ranks([0.0, -0.0, INF, -INF]).tolist() == [2, 2, 1, 4]


@given(column, st.randoms())
def test_the_order_of_cases_does_not_count(values: np.ndarray, random: Any) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    np.testing.assert_array_equal(ranks(values[order]), ranks(values)[order])


@given(column)
def test_a_better_score_never_has_a_worse_rank(values: np.ndarray) -> None:
    there = values[~np.isnan(values)]
    assert (np.diff(ranks(np.sort(there))) <= 0).all()


@pytest.mark.parametrize("within", [None, np.empty(0, dtype=object)])
def test_nobody_is_ranked(within: Any) -> None:
    assert ranks([], within=within).shape == (0,)


def test_ten_thousand_groups() -> None:
    count = 20_000
    groups = np.arange(count) // 2
    assert ranks(np.arange(float(count)), within=groups).reshape(-1, 2).mean(axis=0).tolist() == [2, 1]


# places in a reference


@pytest.mark.parametrize(
    ("ties", "scipy_name"), [("min", "min"), ("max", "max"), ("mean", "average"), ("dense", "dense")]
)
@given(values=arrays(np.float64, st.integers(1, 12), elements=st.integers(-3, 3).map(float)))
def test_places_are_those_of_scipy(ties: Any, scipy_name: str, values: np.ndarray) -> None:
    assert rank_in(values, reference=values, ties=ties).tolist() == stats.rankdata(values, method=scipy_name).tolist()


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=12), st.floats(-6, 6))
def test_a_place_counts_what_is_below(reference: list[int], value: float) -> None:
    share = stats.percentileofscore(reference, value, kind="strict") / 100
    assert rank_in([value], reference=reference, start=0.0)[0] == pytest.approx(share * len(reference))


def test_percentile_ranks_by_hand() -> None:
    reference = np.array([10.0, 20.0, 20.0, 30.0, NAN])
    ranks = percentile_rank_in([10.0, 20.0, 30.0, NAN], reference=reference)
    assert ranks[:3].tolist() == [0 / 3, 1 / 3, 3 / 3]
    assert np.isnan(ranks[3])
    assert percentile_rank_in([20.0], reference=reference, ties="max").tolist() == [2 / 3]
    assert percentile_rank_in([20.0], reference=reference, ties="mean").tolist() == [1.5 / 3]
    assert percentile_rank_in([20.0], reference=reference, ties="dense").tolist() == [1 / 2]
    # two that share the top have the places 1 and 2 of 0 to 2
    assert percentile_rank_in([30.0], reference=[10.0, 30.0, 30.0], ties="mean").tolist() == [1.5 / 2]


@given(arrays(np.float64, st.integers(2, 9), elements=st.one_of(finite, st.sampled_from([INF, -INF]))), finite)
def test_percentile_ranks_lie_between_0_and_1(reference: np.ndarray, value: float) -> None:
    for ties in ("min", "max", "mean", "dense"):
        ranks = percentile_rank_in([value, *reference], reference=reference, ties=ties)  # type: ignore[arg-type]
        assert np.isnan(ranks).all() or ((ranks >= 0) & (ranks <= 1)).all()


def test_percentile_ranks_need_two_values() -> None:
    assert np.isnan(percentile_rank_in([1.0, 2.0], reference=[1.0])).all()
    assert np.isnan(percentile_rank_in([1.0], reference=[NAN])).all()
    assert np.isnan(percentile_rank_in([1.0], reference=[1.0, 1.0], ties="dense")).all()


# numbers that differ in the last bit


CLOSE = [(18.7 + 17.4) / 2, (36.1 + 0) / 2]  # 18.049999999999997 and 18.05


@pytest.mark.parametrize(("ties", "first", "last"), [("min", 1, 3), ("max", 2, 3), ("mean", 1.5, 3), ("dense", 1, 2)])
def test_numbers_equal_within_a_billionth_are_tied(ties: Any, first: float, last: float) -> None:
    assert CLOSE[0] != CLOSE[1]
    assert ranks([*CLOSE, 3.0], ties=ties).tolist() == [first, first, last]
    small, large = [value * 1e-12 for value in CLOSE], [value * -1e12 for value in CLOSE]
    assert ranks([*small, 0.0], ties=ties).tolist() == [first, first, last]
    assert ranks([*large, -1e14], ties=ties).tolist() == [first, first, last]


def test_what_differs_by_more_is_not() -> None:
    assert ranks([1.0, 1.0 + 2e-9, 0.0, 1e-300]).tolist() == [2, 1, 4, 3]


def test_places_among_others_are_tied_alike() -> None:
    assert rank_in(CLOSE, reference=[1.0, *CLOSE, 99.0]).tolist() == [2, 2]
    assert rank_in(CLOSE, reference=[1.0, *CLOSE, 99.0], ties="max").tolist() == [3, 3]
    assert percentile_rank_in(CLOSE, reference=[1.0, *CLOSE, 99.0], ties="dense").tolist() == [0.5, 0.5]
    assert percentile_rank_in(CLOSE, reference=[1.0, CLOSE[1], 99.0]).tolist() == [0.5, 0.5]


@given(
    values=st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=2, max_size=12),
    bits=st.lists(st.integers(-3, 3), min_size=12, max_size=12),
    ties=st.sampled_from(sorted(NAMES)),
)
def test_a_few_last_bits_move_nobody(values: list[float], bits: list[int], ties: Any) -> None:
    """Of numbers that are clearly apart or equal, noise in the last bits changes no rank."""
    rounded = np.round(np.array(values), 1)
    noisy = rounded * (1 + np.array(bits[: len(values)]) * 2.0**-52)
    np.testing.assert_array_equal(ranks(noisy, ties=ties), ranks(rounded, ties=ties))
