"""Weights of components: what they leave out, and which are refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from sdg_standard import methods
from sdg_standard.methods import arithmetic_mean, mean_of_worst, power_mean

NAN, INF = math.nan, math.inf
PLAIN = ("arithmetic_mean", "geometric_mean", "harmonic_mean", "median", "minimum", "maximum")
OTHERS = ("total", "product", "first", "penalised_mean")
ALL: dict[str, Callable[..., Any]] = {
    **{name: getattr(methods, name) for name in (*PLAIN, *OTHERS)},
    "power_mean 3": partial(power_mean, p=3),
    "power_mean -2.5": partial(power_mean, p=-2.5),
    "power_mean inf": partial(power_mean, p=INF),
    "mean_of_worst": partial(mean_of_worst, k=2),
}
every = pytest.mark.parametrize("aggregate", ALL.values(), ids=ALL)


def test_a_component_of_weight_0_is_not_there() -> None:
    for worthless in (NAN, 0.0, -5.0, INF, 1e308):
        values = np.array([worthless, 20.0, 100.0])
        for name, aggregate in ALL.items():
            assert aggregate(values, weights=[0, 2, 2]) == aggregate([20.0, 100.0]), name


def test_a_weight_of_0_in_one_case_alone() -> None:
    # With weights by case, what a weight of 0 leaves out of one row stands in another.
    values = np.array([[0.0, 20.0, 100.0], [-5.0, 20.0, 100.0], [60.0, 20.0, 100.0]])
    weights = np.array([[0, 1, 1], [0, 1, 1], [1, 1, 1]])
    for name, aggregate in ALL.items():
        two, three = aggregate([20.0, 100.0]), aggregate([60.0, 20.0, 100.0])
        assert aggregate(values, weights=weights).tolist() == [two, two, three], name


def test_weights_may_differ_from_case_to_case() -> None:
    values = np.array([[80.0, 50.0], [80.0, 50.0], [80.0, NAN]])
    weights = np.array([[1, 2], [2, 1], [1, 9]])
    expected = [(80 + 2 * 50) / 3, (2 * 80 + 50) / 3, 80]
    assert arithmetic_mean(values, weights=weights).tolist() == expected
    assert arithmetic_mean(values, weights=[[1, 2]]).tolist() == arithmetic_mean(values, weights=[1, 2]).tolist()


@every
@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, 2, -1], "0 or more"),
        ([1, 2, NAN], "0 or more"),
        ([1, 2, INF], "0 or more"),
        ([0, 0, 0], "all weights are 0"),
        ([[1, 1, 1], [0, 0, 0]], "all weights are 0"),
        ([1, 2], "2 weights for 3 components"),
        ([1, 2, 3, 4], "4 weights for 3 components"),
        (1.0, "single weight for 3 components"),
        (np.ones((3, 3)), r"shape \(3, 3\) do not fit components of shape \(2, 3\)"),
        (np.ones((1, 2, 3)), r"shape \(1, 2, 3\) do not fit"),
    ],
)
def test_weights_that_cannot_weigh_are_refused(aggregate: Callable[..., Any], weights: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aggregate(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), weights=weights)
