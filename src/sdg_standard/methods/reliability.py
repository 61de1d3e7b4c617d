"""Do components belong together: Cronbach's alpha, principal components, and how many of them are more than chance.

Cases in rows, components in columns, no gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.errors import MissingExtra
from sdg_standard.methods.arrays import Floats, floats


def alpha(values: ArrayLike) -> float:
    """Return Cronbach's alpha: k/(k-1)·(1 - Σ variances of the components / variance of their sum).

    NaN with fewer than two components or three cases, and where the sum does not vary.

    >>> round(alpha([[1.0, 2.0], [2.0, 3.0], [3.0, 5.0]]), 4)
    0.9474
    """
    numbers = floats(values)
    cases, components = numbers.shape
    if components < 2 or cases < 3:
        return float("nan")
    sums = numbers.sum(axis=1)
    if np.ptp(sums) == 0:
        return float("nan")
    share = float(numbers.var(axis=0, ddof=1).sum()) / float(sums.var(ddof=1))
    return float(components / (components - 1) * (1 - share))


def standardised(values: ArrayLike) -> Floats:
    """Return each column less its mean, over its standard deviation (n - 1); one that does not vary stays 0.

    >>> standardised([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]).tolist()
    [[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]
    """
    numbers = floats(values)
    if len(numbers) < 2:
        return np.zeros_like(numbers)
    spread = np.where(np.ptp(numbers, axis=0) > 0, numbers.std(axis=0, ddof=1), np.inf)
    return np.asarray((numbers - numbers.mean(axis=0)) / spread) + 0.0


def alpha_interval(found: float, *, cases: int, components: int, level: float = 0.95) -> tuple[float, float]:
    """Return the interval of an alpha: 1 - (1 - alpha)·F, F of cases - 1 and (cases - 1)·(components - 1) degrees.

    Exact where components are normal and alike in their covariances. Source: Feldt (1965), Psychometrika 30. Needs
    SciPy. NaN for an alpha that is NaN.

    >>> low, high = alpha_interval(0.8, cases=50, components=6)
    >>> round(low, 3), round(high, 3)
    (0.7, 0.875)
    """
    try:
        from scipy.stats import f
    except ImportError:
        raise MissingExtra("scipy.stats", "scipy", "uncertainty") from None
    if np.isnan(found) or cases < 2 or components < 2:
        return float("nan"), float("nan")
    degrees = cases - 1, (cases - 1) * (components - 1)
    low, high = (float(f.ppf(share, *degrees)) for share in ((1 + level) / 2, (1 - level) / 2))
    return 1 - (1 - found) * low, 1 - (1 - found) * high


@dataclass(frozen=True)
class Components:
    """Principal components of a correlation matrix, the largest first."""

    eigenvalues: Floats
    """Of each component; they add up to the number of columns."""
    loadings: Floats
    """The correlation of each column with each component: columns × components. The largest of each is positive."""


def principal_components(values: ArrayLike) -> Components:
    """Return the principal components of the correlations of the columns. Raises ValueError for a constant column.

    >>> principal_components([[1.0, 2.0], [2.0, 4.0], [3.0, 6.1]]).eigenvalues.round(3)
    array([2., 0.])
    """
    matrix = _correlations(floats(values))
    eigenvalues, vectors = np.linalg.eigh(matrix)
    eigenvalues, vectors = np.maximum(eigenvalues[::-1], 0.0) + 0.0, vectors[:, ::-1]
    largest = np.abs(vectors).argmax(axis=0)
    turned = np.where(vectors[largest, np.arange(len(largest))] < 0, -1.0, 1.0)
    return Components(eigenvalues, vectors * turned * np.sqrt(eigenvalues))


def chance_eigenvalues(cases: int, columns: int, *, samples: int = 1000, share: float = 0.95, seed: int = 0) -> Floats:
    """Return what eigenvalues independent normal columns have by chance: of each place the quantile over ``samples``.

    A component whose eigenvalue is not above it tells nothing. Source: Horn (1965), Psychometrika 30, with the 95th
    percentile in place of the mean.

    >>> chance_eigenvalues(100, 2, samples=50).round(1)
    array([1.2, 1. ])
    """
    random = np.random.default_rng(seed)
    found = np.empty((samples, columns))
    for place in range(samples):
        found[place] = np.linalg.eigvalsh(_correlations(random.standard_normal((cases, columns))))[::-1]
    return np.asarray(np.quantile(found, share, axis=0))


def varimax(loadings: ArrayLike, *, rounds: int = 100, tolerance: float = 1e-10) -> Floats:
    """Return loadings turned so that each column loads much on few factors and little on the rest.

    Columns × factors, as they came in. Kaiser's criterion with rows of length 1 ("normalised"), turned plane by plane
    until no angle is left above ``tolerance``; factors come in the order of the variance that they explain, and the
    largest loading of each is positive. What a column shares with all factors together, its communality, stays.
    Source: Kaiser (1958), Psychometrika 23.

    >>> turned = varimax([[0.6, 0.6], [0.6, 0.6], [0.6, -0.6]])
    >>> turned.round(3).tolist()
    [[0.849, 0.0], [0.849, 0.0], [0.0, 0.849]]
    """
    found = floats(loadings)
    length = np.sqrt((found**2).sum(axis=1, keepdims=True))
    turned = found / np.where(length > 0, length, 1.0)
    planes = list(combinations(range(found.shape[1]), 2))
    for _ in range(rounds):
        angles = [_turn(turned, plane) for plane in planes]
        if max(map(abs, angles), default=0.0) < tolerance:
            break
    turned *= length
    turned = turned[:, np.argsort(-(turned**2).sum(axis=0), kind="stable")]
    largest = np.abs(turned).argmax(axis=0)
    return np.asarray(turned * np.where(turned[largest, np.arange(len(largest))] < 0, -1.0, 1.0)) + 0.0


def _turn(rows: Floats, plane: tuple[int, int]) -> float:
    """Turn two factors in place by the angle that makes their squared loadings vary most, and return it."""
    first, second = rows[:, plane].T
    apart, both = first**2 - second**2, 2 * first * second
    across = 2 * (apart @ both - apart.sum() * both.sum() / len(rows))
    along = apart @ apart - both @ both - (apart.sum() ** 2 - both.sum() ** 2) / len(rows)
    angle = float(np.arctan2(across, along)) / 4
    cos, sin = np.cos(angle), np.sin(angle)
    rows[:, plane] = np.stack([first * cos + second * sin, second * cos - first * sin], axis=1)
    return angle


def factor_weights(loadings: ArrayLike) -> Floats:
    """Return a weight for each column from rotated loadings: its largest squared loading, over the sum of all.

    That is the rule of Nicoletti and others (2000): a column belongs to the factor on which it loads most, weighs in
    it as its squared loading over the variance explained by the factor, and the factor weighs as that variance; the
    variance cancels. Source: OECD/JRC Handbook (2008), section 6.1.

    >>> factor_weights([[0.8, 0.0], [0.8, 0.1], [0.0, 0.4]]).round(3)
    array([0.444, 0.444, 0.111])
    """
    largest = (floats(loadings) ** 2).max(axis=1)
    return np.asarray(largest / largest.sum())


def _correlations(array: Floats) -> Floats:
    if array.ndim != 2 or len(array) < 3 or array.shape[1] < 2:
        raise ValueError("correlations need three cases and two columns at least")
    if (np.ptp(array, axis=0) == 0).any():
        raise ValueError("a column that does not vary correlates with nothing")
    return np.atleast_2d(np.corrcoef(array, rowvar=False))
