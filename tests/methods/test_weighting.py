"""Weights by rule against closed forms and other ways to work them out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sdg_standard.methods.weighting import (
    correlations_with_mean,
    critic_weights,
    entropy_weights,
    equal_correlation_weights,
    pca_weights,
)

NAN = math.nan
RULES: dict[str, Callable[[Any], Any]] = {
    "pca": pca_weights,
    "entropy": entropy_weights,
    "critic": critic_weights,
    "equal_correlation": equal_correlation_weights,
}
each = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
tables = arrays(np.float64, st.tuples(st.integers(4, 12), st.integers(1, 5)), elements=st.floats(0, 100))


def sample(cases: int = 30, width: int = 4) -> np.ndarray:
    random = np.random.default_rng(1)
    common = random.uniform(0, 100, (cases, 1))
    return 0.5 * common + 0.5 * random.uniform(0, 100, (cases, width))


def test_pca_is_the_first_singular_vector_of_the_standardised_table() -> None:
    values = sample()
    standard = (values - values.mean(axis=0)) / values.std(axis=0)
    first = np.linalg.svd(standard, full_matrices=False)[2][0]
    assert pca_weights(values) == pytest.approx(first**2, rel=1e-9)


def test_entropy_by_hand() -> None:
    """Shares 1/4, 1/4, 1/2 of the first; equal thirds of the second, which says nothing."""
    first = 1 - (0.5 * math.log(4) + 0.5 * math.log(2)) / math.log(3)
    assert first > 0
    assert entropy_weights([[1.0, 5.0], [1.0, 5.0], [2.0, 5.0]]) == pytest.approx([1, 0])
    # two components: shares (0, 0, 1) hold everything, entropy 0
    expected = [first / (first + 1), 1 / (first + 1)]
    assert entropy_weights([[1.0, 0.0], [1.0, 0.0], [2.0, 7.0]]) == pytest.approx(expected)


def test_entropy_refuses_negative_numbers() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        entropy_weights([[1.0], [2.0], [-3.0]])
    assert entropy_weights([[1.0], [2.0], [5.0], [NAN]]).tolist() == [1]


def test_critic_by_hand() -> None:
    values = np.array([[0.0, 2.0, 5.0], [1.0, 0.0, 6.0], [2.0, 1.0, 9.0], [4.0, 0.0, 1.0]])
    scaled = (values - values.min(axis=0)) / np.ptp(values, axis=0)
    information = [
        scaled[:, j].std(ddof=1) * sum(1 - np.corrcoef(scaled[:, j], scaled[:, k])[0, 1] for k in range(3))
        for j in range(3)
    ]
    assert critic_weights(values) == pytest.approx(np.array(information) / sum(information), rel=1e-12)


def test_critic_of_components_that_agree_weighs_by_contrast() -> None:
    column = np.array([0.0, 1.0, 2.0, 7.0])
    assert critic_weights(np.stack([column, 3 * column + 1], axis=1)) == pytest.approx([0.5, 0.5])


def test_equal_correlation_is_equal() -> None:
    values = sample()
    weights = equal_correlation_weights(values)
    mean = values @ weights
    found = [np.corrcoef(values[:, k], mean)[0, 1] for k in range(values.shape[1])]
    assert found == pytest.approx([found[0]] * len(found), abs=1e-6)


def test_one_step_towards_equal_correlation_by_hand() -> None:
    """The third component is the first; the second is independent of both; all vary alike.

    Of equal weights the mean has the variance (1 + 1 + 1 + 2) / 9, so the correlations are 2/√5, 1/√5, 2/√5 and their
    mean √5/3. A step corrects each weight by half of what its correlation lacks: -1/(3√5) and 2/(3√5).
    """
    values = np.array([[1.0, 1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0], [-1.0, -1.0, -1.0]])
    half = 1 / (6 * math.sqrt(5))
    expected = [(1 - half) / 3, (1 + 2 * half) / 3, (1 - half) / 3]
    assert equal_correlation_weights(values, rounds=1) == pytest.approx(expected, abs=1e-12)
    # at the end the two that are one share the weight of one: w, 2w, w correlate equally
    assert equal_correlation_weights(values) == pytest.approx([0.25, 0.5, 0.25], abs=1e-6)


def test_the_search_for_equal_correlation_begins_with_equal_shares_of_the_spread() -> None:
    """Standard deviations of 1 and 2, so weights of 2/3 and 1/3; the constant has none."""
    values = np.array([[1.0, 2.0, 5.0], [2.0, 6.0, 5.0], [3.0, 4.0, 5.0]])
    assert equal_correlation_weights(values, rounds=0) == pytest.approx([2 / 3, 1 / 3, 0])


def test_a_component_that_does_not_move_does_not_end_the_search() -> None:
    """The constant keeps its weight of 0 in every round; the others go on to where they correlate equally."""
    values = np.array([[1.0, 1.0, 1.0, 5.0], [-1.0, 1.0, -1.0, 5.0], [1.0, -1.0, 1.0, 5.0], [-1.0, -1.0, -1.0, 5.0]])
    assert equal_correlation_weights(values) == pytest.approx([0.25, 0.5, 0.25, 0], abs=1e-6)


def test_two_components_correlate_equally_when_weighted_by_1_over_sd() -> None:
    values = np.array([[1.0, 50.0], [2.0, 30.0], [3.0, 90.0], [4.0, 60.0]])
    spread = 1 / values.std(axis=0, ddof=1)
    assert equal_correlation_weights(values) == pytest.approx(spread / spread.sum(), abs=1e-6)


@each
def test_too_few_complete_cases(rule: Callable[[Any], Any]) -> None:
    with pytest.raises(ValueError, match="at least 3 cases without a gap, and there are 2"):
        rule([[1.0, 2.0], [2.0, 5.0], [NAN, 3.0], [4.0, NAN]])


@each
def test_cases_with_a_gap_are_left_out(rule: Callable[[Any], Any]) -> None:
    values = sample()
    holed = np.concatenate([values, [[NAN, 1.0, 2.0, 3.0], [5.0, NAN, NAN, 1.0]]])
    assert rule(holed).tolist() == rule(values).tolist()


@each
@pytest.mark.parametrize("constant", [0.0, 0.1, 7.0])
def test_a_constant_component_weighs_nothing(rule: Callable[[Any], Any], constant: float) -> None:
    values = sample(width=3)
    values[:, 1] = constant
    found = rule(values)
    assert found[1] == 0
    assert found.sum() == pytest.approx(1)


@each
def test_components_that_are_all_constant_weigh_the_same(rule: Callable[[Any], Any]) -> None:
    assert rule(np.full((5, 4), 0.1)).tolist() == [0.25] * 4


@each
@settings(max_examples=60)
@given(values=tables)
def test_weights_are_shares(rule: Callable[[Any], Any], values: np.ndarray) -> None:
    assume((np.ptp(values, axis=0) > 1e-3).all())
    before = values.tobytes()
    found = rule(values)  # a warning would be an error
    assert values.tobytes() == before
    assert found.shape == (values.shape[1],)
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1)


@each
def test_the_order_of_cases_and_components_does_not_matter(rule: Callable[[Any], Any]) -> None:
    values = sample()
    random = np.random.default_rng(2)
    order, across = random.permutation(len(values)), random.permutation(values.shape[1])
    assert rule(values[order]) == pytest.approx(rule(values), abs=1e-8)
    assert rule(values[:, across]) == pytest.approx(rule(values)[across], abs=1e-8)


def test_correlations_with_the_mean_are_those_of_numpy() -> None:
    values = np.random.default_rng(3).normal(50, 10, (30, 4))
    values[:, 3] = 7.0
    weights = np.array([0.5, 0.3, 0.2, 0.0])
    found = correlations_with_mean(values, weights)
    expected = [np.corrcoef(values[:, place], values @ weights)[0, 1] for place in range(3)]
    assert found[:3] == pytest.approx(expected) and np.isnan(found[3])


def test_a_mean_that_does_not_vary_correlates_with_nothing() -> None:
    """(1 + 3)/2 = (2 + 2)/2 = (3 + 1)/2 = 2."""
    assert np.isnan(correlations_with_mean([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]], [0.5, 0.5])).all()
