"""Alpha, components and what is chance, against what is known of them otherwise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sdg_standard.methods.reliability import (
    alpha,
    alpha_interval,
    chance_eigenvalues,
    factor_weights,
    principal_components,
    standardised,
    varimax,
)


def test_alpha_of_alike_and_of_unrelated_components() -> None:
    column = np.array([1.0, 2.0, 4.0, 7.0])
    assert alpha(np.column_stack([column, column + 3])) == pytest.approx(1)
    assert alpha([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]) == pytest.approx(0)
    assert math.isnan(alpha([[1.0], [2.0], [3.0]])) and math.isnan(alpha([[1.0, -1.0], [2.0, -2.0], [3.0, -3.0]]))


def test_the_interval_holds_the_true_alpha_as_often_as_it_says() -> None:
    """Four components with a common part: correlation 1/2, so alpha = 4·½ / (1 + 3·½) = 0.8."""
    random = np.random.default_rng(5)
    held = 0
    for _ in range(600):
        numbers = random.standard_normal((30, 1)) + random.standard_normal((30, 4))
        low, high = alpha_interval(alpha(numbers), cases=30, components=4, level=0.9)
        held += low <= 0.8 <= high
    assert 0.87 <= held / 600 <= 0.93


def test_the_interval_of_nothing() -> None:
    assert all(map(math.isnan, alpha_interval(math.nan, cases=10, components=3)))
    assert all(map(math.isnan, alpha_interval(0.5, cases=10, components=1)))


def test_two_components_by_hand() -> None:
    """Of a correlation r the eigenvalues are 1 + r and 1 - r, and both load √((1 + r)/2) on the first."""
    a, b = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 1.0, 4.0, 3.0])
    r = 3 / 5  # deviations -1.5 -0.5 0.5 1.5 and -0.5 -1.5 1.5 0.5: 0.75 + 0.75 + 0.75 + 0.75 over 5
    found = principal_components(np.column_stack([a, b]))
    assert found.eigenvalues == pytest.approx([1 + r, 1 - r])
    assert found.loadings[:, 0] == pytest.approx([math.sqrt((1 + r) / 2)] * 2)
    assert found.loadings @ found.loadings.T == pytest.approx(np.array([[1, r], [r, 1]]))


@pytest.mark.parametrize("wrong", [[[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]], [[1.0, 2.0]], [[1.0], [2.0], [3.0]]])
def test_what_has_no_components(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError):
        principal_components(wrong)


def test_the_largest_of_two_by_chance_is_known() -> None:
    """It is 1 + |r|, and r of 50 independent cases is below t/√(48 + t²) in 95 of 100, t the two-sided quantile."""
    t = stats.t.ppf(0.975, 48)
    found = chance_eigenvalues(50, 2, samples=3000)
    assert found[0] == pytest.approx(1 + t / math.sqrt(48 + t**2), abs=0.02)
    assert np.array_equal(found, chance_eigenvalues(50, 2, samples=3000))


# the example of the OECD/JRC Handbook (2008): technology achievement of 23 countries, eight indicators. Printed are two
# decimals, so what is made of them may differ by two in the last

LOADINGS = [  # table 8, the first four components
    [-0.11, -0.75, 0.13, 0.60],
    [-0.56, -0.48, 0.22, -0.54],
    [-0.92, 0.21, 0.02, -0.10],
    [0.35, -0.85, 0.01, -0.13],
    [-0.76, -0.39, -0.16, -0.16],
    [-0.91, 0.13, 0.01, 0.07],
    [-0.74, 0.11, 0.37, 0.39],
    [-0.36, -0.12, -0.87, 0.15],
]
ROTATED = [  # table 9, factors 1, 4, 2, 3: in the order of the variance that they explain
    [0.07, 0.06, 0.97, 0.06],
    [0.13, 0.93, 0.07, -0.07],
    [0.79, 0.42, -0.21, 0.21],
    [-0.64, 0.36, 0.56, -0.04],
    [0.37, 0.68, 0.17, 0.38],
    [0.82, 0.35, -0.04, 0.25],
    [0.88, 0.09, 0.23, -0.09],
    [0.08, 0.04, 0.04, 0.96],
]


def test_varimax_as_published() -> None:
    found = varimax(LOADINGS)
    assert found == pytest.approx(np.array(ROTATED), abs=0.02)
    assert (found**2).sum(axis=0) == pytest.approx([2.64, 1.76, 1.39, 1.19], abs=0.03)
    assert (found**2).sum(axis=1) == pytest.approx((np.array(LOADINGS) ** 2).sum(axis=1))


def test_weights_by_factors_as_published() -> None:
    """Table 18, column PC; 0.17 of patents is 0.97² of 5.70."""
    printed = [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16]
    assert factor_weights(ROTATED) == pytest.approx(printed, abs=0.015)
    assert factor_weights(ROTATED)[0] == pytest.approx(
        0.97**2 / (0.97**2 + 0.93**2 + 0.79**2 + 0.64**2 + 0.68**2 + 0.82**2 + 0.88**2 + 0.96**2)
    )


def test_one_factor_has_nothing_to_turn() -> None:
    assert varimax([[-0.9], [-0.8], [0.1]]).tolist() == [[0.9], [0.8], [-0.1]]
    assert varimax([[0.0, 0.0], [0.6, 0.6], [0.6, -0.6]])[0].tolist() == [0.0, 0.0]


def test_standardised_by_hand() -> None:
    half = 0.5**0.5
    assert standardised([[1.0, 4.0], [3.0, 4.0]]) == pytest.approx(np.array([[-half, 0.0], [half, 0.0]]))
    assert standardised(np.empty((0, 2))).shape == (0, 2)
