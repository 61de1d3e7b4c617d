"""Copeland's rule against pairs counted one by one."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sdg_standard.methods.outrank import copeland, for_and_against, outranking

NAN = math.nan
tables = arrays(
    np.float64,
    st.tuples(st.integers(0, 9), st.integers(1, 5)),
    elements=st.one_of(st.just(NAN), st.integers(0, 4).map(float)),
)


def by_hand(values: Any, weights: list[int]) -> list[float]:
    """Every pair, every component, in whole numbers."""
    weighed = [k for k, weight in enumerate(weights) if weight]
    rows = [row for row in range(len(values)) if any(not math.isnan(values[row][k]) for k in weighed)]
    result = []
    for one in range(len(values)):
        points = 0
        for other in rows:
            ahead = sum(
                weight * (int(a > b) - int(a < b))
                for a, b, weight in zip(values[one], values[other], weights, strict=True)
                if not (math.isnan(a) or math.isnan(b))
            )
            points += (ahead > 0) - (ahead < 0)
        others = len(rows) - 1
        result.append(NAN if one not in rows else float(Fraction(points, others)) if others else 0.0)
    return result


@given(tables, st.data())
def test_pairs_counted_one_by_one(values: np.ndarray, data: st.DataObject) -> None:
    weights = data.draw(
        st.lists(st.integers(0, 4), min_size=values.shape[1], max_size=values.shape[1]).filter(any), label="weights"
    )
    before = values.tobytes()
    found = copeland(values, weights=weights)
    assert values.tobytes() == before
    assert found.tolist() == pytest.approx(by_hand(values, weights), nan_ok=True)
    # weights are shares of each other
    assert copeland(values, weights=[w * 0.1 for w in weights]).tolist() == pytest.approx(found.tolist(), nan_ok=True)
    assert copeland(values, weights=[w * 1e-15 for w in weights]).tolist() == pytest.approx(found.tolist(), nan_ok=True)
    assert copeland(values, weights=weights, higher_is_better=False).tolist() == pytest.approx(
        (-found + 0.0).tolist(), nan_ok=True
    )


@given(tables, st.randoms())
def test_the_order_of_cases_does_not_matter(values: np.ndarray, random: Any) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    found = copeland(values)
    again = copeland(np.asfortranarray(values[order]))
    assert np.where(np.isnan(again), -9.0, again).tobytes() == np.where(np.isnan(found), -9.0, found)[order].tobytes()
    assert np.nansum(found) == pytest.approx(0, abs=1e-9)
    assert not (np.abs(found) > 1).any()


def test_a_pair_that_was_never_compared_is_a_draw_whatever_the_order() -> None:
    values = np.array([[3.0, NAN], [NAN, 1.0], [2.0, 2.0]])
    assert copeland(values).tolist() == [0.5, -0.5, 0]
    assert copeland(values[::-1]).tolist() == [0, -0.5, 0.5]


def test_little_to_compare() -> None:
    assert copeland([[5.0, 7.0]]).tolist() == [0]
    assert copeland([[5.0, 7.0], [NAN, NAN]]).tolist() == pytest.approx([0, NAN], nan_ok=True)
    assert copeland(np.empty((0, 2))).tolist() == []
    assert copeland([[1.0, NAN], [2.0, 9.0]], weights=[0, 1]).tolist() == pytest.approx([NAN, 0], nan_ok=True)


def test_weights_of_each_case() -> None:
    """The second case weighs the second component, in which it is better; the mean of both decides."""
    values = [[2.0, 1.0], [1.0, 2.0]]
    assert copeland(values, weights=[[1.0, 1.0], [1.0, 2.0]]).tolist() == [-1, 1]
    assert copeland(values, weights=[[2.0, 1.0], [1.0, 2.0]]).tolist() == [0, 0]


def test_weights_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="3 weights for 2 components"):
        copeland([[1.0, 2.0]], weights=[1, 1, 1])
    with pytest.raises(ValueError, match="all weights are 0"):
        copeland([[1.0, 2.0]], weights=[0, 0])


def test_rounding_makes_no_winner() -> None:
    """0.1 + 0.2 against 0.3 is a draw."""
    assert copeland([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]], weights=[0.1, 0.2, 0.3]).tolist() == [0, 0]


def test_components_that_differ_in_the_last_bit_are_equal() -> None:
    """(18.7 + 17.4) / 2 and (36.1 + 0) / 2 are a draw; the second component decides."""
    close = [(18.7 + 17.4) / 2, (36.1 + 0) / 2]
    assert close[0] != close[1]
    assert copeland([[close[0], 2.0], [close[1], 1.0]]).tolist() == [1, -1]
    assert copeland([[close[0]], [close[1]]]).tolist() == [0, 0]


def test_what_speaks_for_a_case_and_against_it_makes_its_number() -> None:
    """Without rounding: 3 is tied with 3 + 1e-12, a gap speaks for nobody, and weights of both are averaged."""
    values = [[3.0, 1.0, np.nan], [3.0 + 1e-12, 2.0, 1.0], [1.0, np.nan, 9.0], [np.nan, np.nan, 5.0]]
    better, worse = for_and_against(values, weights=[2, 3, 1])
    assert better.tolist() == [0, 2, 0] and worse.tolist() == [3, 0, 0]
    assert copeland(values, weights=[2, 3, 1])[0] == (1 - 1) / 3
    turned = for_and_against(values, weights=[2, 3, 1], higher_is_better=False)
    assert turned[0].tolist() == [3, 0, 0] and turned[1].tolist() == [0, 2, 0]
    own = for_and_against([[2.0, 1.0], [1.0, 2.0]], weights=[[1, 1], [3, 1]])
    assert own[0].tolist() == [(1 + 3) / 2] and own[1].tolist() == [1]


def test_two_that_have_nothing_speak_neither_for_nor_against() -> None:
    """Nothing is near 0 but 0, which still is no more and no less than itself."""
    better, worse = for_and_against([[0.0, 2.0], [0.0, 1.0]], weights=[5, 3])
    assert (better.tolist(), worse.tolist()) == ([3], [0])
    assert copeland([[0.0], [0.0]]).tolist() == [0, 0]


def test_weights_that_are_even_are_a_draw_whatever_rounding_says() -> None:
    values = [[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    better, worse = for_and_against(values, weights=[0.1, 0.2, 0.3])
    assert better.tolist() == worse.tolist() == [0.1 + 0.2]


# pair by pair: examples of the OECD/JRC Handbook (2008)


def test_five_countries_as_published() -> None:
    """Tables 35 and 36: Finland, United States, Sweden, Japan and Korea in eight indicators that weigh the same."""
    countries = [
        [187, 125.6, 200.2, 50.7, 3.080, 4.150, 10, 27.4],
        [289, 130, 179.1, 66.2, 2.997, 4.073, 12, 13.9],
        [271, 156.6, 125.8, 59.7, 3.096, 4.145, 11.4, 15.3],
        [994, 64.6, 49, 80.8, 3.003, 3.865, 9.5, 10],
        [779, 9.8, 4.8, 66.7, 2.972, 3.653, 10.8, 23.2],
    ]
    printed = [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
    assert np.nan_to_num(outranking(countries)).tolist() == printed


def test_condorcets_own_example() -> None:
    """Table 30: 23 say a b c, 17 b c a, 2 b a c, 10 c a b, 8 c b a; of 60."""
    orders = [[3, 1, 2, 2, 1], [2, 3, 3, 1, 2], [1, 2, 1, 3, 3]]
    printed = np.array([[0, 33, 25], [27, 0, 42], [35, 18, 0]])
    assert np.nan_to_num(outranking(orders, weights=[23, 17, 2, 10, 8])) * 60 == pytest.approx(printed)


def test_only_what_both_have() -> None:
    found = outranking([[1.0, np.nan, 2.0], [2.0, 5.0, 1.0], [np.nan, 1.0, np.nan]], weights=[3, 9, 1])
    assert found[0, 1] == 1 / 4 and found[1, 0] == 3 / 4
    assert np.isnan(found[0, 2]) and found[1, 2] == 1


def test_sums_of_the_matrix_are_mean_places() -> None:
    """What COINr calls Copeland scores; ties have their mean place."""
    values = np.array([[3.0, 1.0, 2.0], [3.0, 4.0, 1.0], [1.0, 4.0, 5.0], [2.0, 0.0, 5.0]])
    weights = np.array([1.0, 2.0, 5.0])
    places = stats.rankdata(values, axis=0) - 1
    expected = places @ weights / weights.sum()
    assert np.nansum(outranking(values, weights=weights), axis=1) == pytest.approx(expected)
