"""Ratings: the two worst, mean and worst of labels."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sdg_standard.methods import band_index, mean_of_ratings, worst_label, worst_two
from sdg_standard.methods.rate import place

NAN, INF = math.nan, math.inf
RED, ORANGE, YELLOW, GREEN = range(4)
NONE = -1
SCALE = [0.0, 1.0, 2.0, 3.0]
EDGES = [1.0, 1.5, 2.0]
A = [80.0, 50.0, 20.0, 5.0]  # L, R, G, U; lower is better
B = [40.0, 60.0, 80.0, 90.0]


def colour_of_goal(placed: list[list[float]], **more: Any) -> list[int]:
    labels = band_index(placed, edges=EDGES)
    return worst_two(placed, labels, edges=EDGES, extremes="unanimous", **more).tolist()


# the two worst


def test_where_series_a_and_b_lie_between_0_and_3() -> None:
    placed = place([65.0, 50.0, 35.0, 30.0, 20.0], at=A, positions=SCALE)
    assert placed == pytest.approx([0.5, 1, 1.5, 1 + (50 - 30) / 30, 2], rel=1e-14)
    assert band_index(placed, edges=EDGES).tolist() == [RED, ORANGE, YELLOW, YELLOW, GREEN]
    assert place([62.0], at=B, positions=SCALE) == pytest.approx([1 + 2 / 20])
    assert place([95.0, 2.0], at=A, positions=SCALE).tolist() == [0, 3]


@pytest.mark.parametrize("points", [A, B])
def test_at_each_point_is_its_position(points: list[float]) -> None:
    assert place(points, at=points, positions=SCALE).tolist() == SCALE


@pytest.mark.parametrize("points", [[80.0, 50.0, 50.0, 5.0], [40.0, 60.0, 60.0, 90.0]])
def test_where_red_ends_and_green_begins_at_once_the_threshold_is_green(points: list[float]) -> None:
    assert place([points[1]], at=points, positions=SCALE).tolist() == [2]


def test_goals_of_two() -> None:
    # (1.6667 + 1.1) / 2 = 1.3833 is orange, (2 + 1.1) / 2 = 1.55 is yellow
    placed = [[1.6667, 1.1], [2.0, 1.1]]
    assert colour_of_goal(placed) == [ORANGE, YELLOW]


def test_only_the_two_worst_count() -> None:
    assert colour_of_goal([[3.0, 1.1, 3.0, 2.0, 3.0], [NAN, 1.1, NAN, 2.0, 3.0]]) == [YELLOW, YELLOW]


def test_extremes_must_be_unanimous() -> None:
    # 3 and 1.9: the mean is green, one is yellow; 0 and 1.2: the mean is red, one is orange
    placed = [[3.0, 1.9], [2.1, 2.4], [0.0, 1.2], [0.0, 0.9]]
    assert colour_of_goal(placed) == [YELLOW, GREEN, ORANGE, RED]
    labels = band_index(placed, edges=EDGES)
    assert worst_two(placed, labels, edges=EDGES).tolist() == [GREEN, GREEN, RED, RED]


def test_two_labels_have_nothing_between_them() -> None:
    placed = [[0.0, 1.9], [0.0, 2.1], [0.5, 0.5]]
    labels = [[0, 1], [0, 1], [0, 0]]
    assert worst_two(placed, labels, edges=[1.0], extremes="unanimous").tolist() == [0, 1, 0]


def test_one_rated_leaf_gives_its_own_label_and_none_gives_none() -> None:
    placed = [[NAN, 2.5, NAN], [NAN, NAN, NAN], [1.0, 2.5, 0.1]]
    labels = [[NONE, GREEN, NONE], [NONE, NONE, NONE], [NONE, GREEN, NONE]]
    assert worst_two(placed, labels, edges=EDGES).tolist() == [GREEN, NONE, GREEN]
    assert worst_two([[1.2], [NAN]], [[ORANGE], [NONE]], edges=EDGES).tolist() == [ORANGE, NONE]


def test_a_goal_without_leaves() -> None:
    assert worst_two(np.empty((2, 0)), np.empty((2, 0), dtype=int), edges=EDGES).tolist() == [NONE, NONE]
    assert mean_of_ratings(np.empty((2, 0)), positions=SCALE).tolist() == [NONE, NONE]
    assert worst_label(np.empty((2, 0))).tolist() == [NONE, NONE]
    assert worst_two(np.empty((0, 3)), np.empty((0, 3), dtype=int), edges=EDGES).shape == (0,)


@given(arrays(np.float64, (4, 5), elements=st.one_of(st.floats(0, 3), st.just(NAN))), st.permutations(range(5)))
def test_the_order_of_leaves_does_not_count(placed: np.ndarray, order: list[int]) -> None:
    labels = band_index(placed, edges=EDGES)
    for extremes in (None, "unanimous"):
        found = worst_two(placed, labels, edges=EDGES, extremes=extremes)  # type: ignore[arg-type]
        again = worst_two(placed[:, order], labels[:, order], edges=EDGES, extremes=extremes)  # type: ignore[arg-type]
        assert found.tolist() == again.tolist()


@given(arrays(np.float64, (1, 4), elements=st.floats(0, 3)), st.integers(0, 3), st.floats(0, 3))
def test_an_improved_leaf_never_worsens_the_colour(placed: np.ndarray, leaf: int, gain: float) -> None:
    better = placed.copy()
    better[0, leaf] = min(3.0, better[0, leaf] + gain)
    assert colour_of_goal(better.tolist()) >= colour_of_goal(placed.tolist())


# mean and worst of labels


def test_the_mean_of_ratings() -> None:
    labels = [[RED, GREEN], [YELLOW, GREEN], [GREEN, GREEN], [NONE, ORANGE], [NONE, NONE]]
    # positions 0 + 3, 2 + 3, 3 + 3: means 1.5, 2.5, 3
    assert mean_of_ratings(labels, positions=SCALE).tolist() == [ORANGE, YELLOW, GREEN, ORANGE, NONE]


def test_more_than_a_third_red_is_red() -> None:
    labels = [[RED, GREEN, GREEN], [RED, RED, GREEN], [RED, GREEN, NONE], [NONE, NONE, NONE]]
    found = mean_of_ratings(labels, positions=SCALE, worst_if_more_than=1 / 3)
    assert found.tolist() == [YELLOW, RED, RED, NONE]


def test_a_mean_that_meets_a_position_up_to_rounding_reaches_it() -> None:
    labels = np.full((1, 3), 1)
    assert mean_of_ratings(labels, positions=[0.0, 0.1]).tolist() == [1]


def test_the_worst_label() -> None:
    assert worst_label([[GREEN, YELLOW, NONE], [NONE, NONE, NONE], [RED, NONE, GREEN]]).tolist() == [YELLOW, NONE, RED]


@given(arrays(np.int64, (5, 4), elements=st.integers(-1, 3)))
def test_no_mean_is_worse_than_the_worst_label(labels: np.ndarray) -> None:
    mean, worst = mean_of_ratings(labels, positions=SCALE), worst_label(labels)
    assert (mean >= worst).all()
    assert ((mean == NONE) == (worst == NONE)).all()
    assert (mean <= labels.max(axis=1)).all()
