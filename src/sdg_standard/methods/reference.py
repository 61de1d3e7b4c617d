"""Reference points fitted to a set of reference values.

Each function takes reference values with cases in rows and series in columns, gaps NaN, and returns one number for each
series, NaN where there is none to be had. ``sign`` is 1 where higher is better and -1 where lower is better.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats


def _by_column(values: ArrayLike, sign: ArrayLike, statistic: Callable[[Floats, float], float], least: int = 1) -> Floats:
    """Apply a statistic to the numbers of each column; NaN where a column has too few."""
    array = np.atleast_2d(floats(values))
    signs = np.broadcast_to(np.asarray(sign, dtype=np.float64), array.shape[-1:])
    result = np.full(array.shape[-1], np.nan)
    for index, direction in enumerate(signs):
        column = array[:, index]
        numbers = column[~np.isnan(column)]
        if len(numbers) >= least:
            result[index] = statistic(numbers, float(direction))
    return result


def percentile(
    values: ArrayLike,
    *,
    p: float,
    sign: ArrayLike = 1,
    side: Literal["below", "worst", "best"] = "below",
    definition: str = "linear",
) -> Floats:
    """Return the ``p``-th percentile, counted from below, from the worst or from the best side.

    ``definition`` is one of NumPy's names of quantile definitions. From the other side the distribution is mirrored.

    >>> percentile(np.arange(1.0, 21.0)[:, None], p=2.5)
    array([1.475])
    >>> percentile(np.arange(1.0, 21.0)[:, None], p=2.5, definition="inverted_cdf")
    array([1.])
    """

    def statistic(numbers: Floats, direction: float) -> float:
        mirrored = (side == "worst" and direction < 0) or (side == "best" and direction >= 0)
        factor = -1.0 if mirrored else 1.0
        return float(factor * np.percentile(factor * numbers, p, method=definition))  # type: ignore[call-overload]

    return _by_column(values, sign, statistic)


def mean_of_best(values: ArrayLike, *, k: int = 5, sign: ArrayLike = 1) -> Floats:
    """Return the mean of the ``k`` best values; of fewer, of those.

    >>> mean_of_best([[1.0], [2.0], [9.0]], k=2)
    array([5.5])
    """
    return _by_column(values, sign, lambda x, s: float(np.mean((np.sort(x * (s or 1.0))[::-1][:k]) * (s or 1.0))))


def worst_observed(values: ArrayLike, *, sign: ArrayLike = 1) -> Floats:
    """Return the worst value.

    >>> worst_observed([[3.0], [5.0]], sign=-1)
    array([5.])
    """
    return _by_column(values, sign, lambda x, s: float(x.min() if s >= 0 else x.max()))


def best_observed(values: ArrayLike, *, sign: ArrayLike = 1) -> Floats:
    """Return the best value.

    >>> best_observed([[3.0], [5.0]], sign=-1)
    array([3.])
    """
    return _by_column(values, sign, lambda x, s: float(x.max() if s >= 0 else x.min()))


def mean(values: ArrayLike, *, sign: ArrayLike = 1) -> Floats:
    """Return the arithmetic mean.

    >>> mean([[3.0], [5.0], [np.nan]])
    array([4.])
    """
    return _by_column(values, sign, lambda x, _: float(np.mean(x)))


def median(values: ArrayLike, *, sign: ArrayLike = 1) -> Floats:
    """Return the median.

    >>> median([[3.0], [5.0], [4.5]])
    array([4.5])
    """
    return _by_column(values, sign, lambda x, _: float(np.median(x)))


def sd(values: ArrayLike, *, ddof: int = 1, sign: ArrayLike = 1) -> Floats:
    """Return the standard deviation; NaN for a single value of a sample.

    >>> sd([[1.0], [3.0]])
    array([1.41421356])
    """
    return _by_column(values, sign, lambda x, _: float(np.std(x, ddof=ddof)), least=1 + ddof)


STATISTICS: dict[str, Callable[..., Floats]] = {
    "worst_observed": worst_observed,
    "best_observed": best_observed,
    "mean": mean,
    "median": median,
}
"""Statistics without parameters, by the name of their rule."""

