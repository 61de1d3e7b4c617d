"""Means and other ways in which components become one number.

All functions take cases in rows and components along the last axis, gaps NaN, weights of shape (k,) or (n, k), and
return one number for each case. Gaps are skipped and the weights of the others rescaled; a case without any number is NaN.
A component of weight 0 is left out as if it were not there. Formulas: OECD/JRC, Handbook on Constructing Composite
Indicators (2008), chapter 6; weighted power means with rescaled weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, check_weights, columns, floats


def arithmetic_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return Σ w·x / Σ w.

    >>> arithmetic_mean([[20.0, 60.0, 100.0], [20.0, np.nan, 100.0]])
    array([60., 60.])
    >>> arithmetic_mean([80.0, 50.0], weights=[1, 2])
    array(60.)
    """
    total, weight = _weighted_sum(floats(values), weights, _same)
    return _divide(total, weight)


def geometric_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return exp(Σ w·ln x / Σ w). A zero gives zero; a negative number gives NaN.

    >>> geometric_mean([20.0, 60.0, 100.0]).round(3)
    np.float64(49.324)
    >>> geometric_mean([[0.0, 100.0], [-1.0, 100.0]])
    array([ 0., nan])
    """
    return power_mean(values, p=0.0, weights=weights)


def harmonic_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return Σ w / Σ (w / x). A zero gives zero; a negative number gives NaN.

    >>> harmonic_mean([20.0, 60.0, 100.0]).round(3)
    np.float64(39.13)
    """
    return power_mean(values, p=-1.0, weights=weights)


def power_mean(values: ArrayLike, *, p: float, weights: ArrayLike | None = None) -> Floats:
    """Return (Σ w·x^p / Σ w)^(1/p), for p = 0 its limit, the geometric mean.

    For p <= 0 a zero gives zero. Unless p is 1 a negative number has no power mean: NaN.

    >>> power_mean([20.0, 60.0, 100.0], p=1)
    array(60.)
    """
    array = floats(values)
    if p == 1:
        return arithmetic_mean(array, weights=weights)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        if p == 0:
            total, weight = _weighted_sum(array, weights, np.log)
            result = np.exp(_divide(total, weight))
        else:
            total, weight = _weighted_sum(array, weights, lambda column: column**p)
            result = _divide(total, weight) ** (1 / p)
    zero, negative = _zeros_and_negatives(array, weights)
    if p <= 0:
        result = np.where(zero, 0.0, result)
    return np.where(negative, np.nan, result)


def median(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the median of the components; it knows no weights but leaves out those of weight 0.

    >>> median([[1.0, 5.0, np.nan, 3.0]])
    array([3.])
    """
    ordered = np.sort(_without_zero_weights(floats(values), weights), axis=-1)
    count = np.isfinite(ordered).sum(axis=-1)
    lower = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[..., None], axis=-1)[..., 0]
    upper = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1)[..., None], axis=-1)[..., 0]
    return np.where(count > 0, (lower + upper) / 2, np.nan)


def minimum(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the smallest component: no compensation at all.

    >>> minimum([20.0, np.nan, 100.0])
    array(20.)
    """
    return np.asarray(np.fmin.reduce(_without_zero_weights(floats(values), weights), axis=-1))


def maximum(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the largest component.

    >>> maximum([20.0, np.nan, 100.0])
    array(100.)
    """
    return np.asarray(np.fmax.reduce(_without_zero_weights(floats(values), weights), axis=-1))


def total(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the sum of the components that are there.

    >>> total([[1.0, 2.0], [np.nan, 2.0], [np.nan, np.nan]])
    array([ 3.,  2., nan])
    """
    return _fold(_without_zero_weights(floats(values), weights), np.add, 0.0)


def product(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the product of the components that are there.

    >>> product([2.0, 3.0])
    array(6.)
    """
    return _fold(_without_zero_weights(floats(values), weights), np.multiply, 1.0)


def mean_of_worst(
    values: ArrayLike, *, k: int, weights: ArrayLike | None = None, higher_is_better: bool = True
) -> Floats:
    """Return the plain mean of the ``k`` worst components; of fewer, of those.

    >>> mean_of_worst([[90.0, 10.0, 30.0]], k=2)
    array([20.])
    """
    array = _without_zero_weights(floats(values), weights)
    ordered = np.sort(array if higher_is_better else -array, axis=-1)[..., :k]
    return arithmetic_mean(ordered if higher_is_better else -ordered)


def first(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the first component that is there: alternatives in one slot.

    >>> first([[np.nan, 3.0, 4.0]])
    array([3.])
    """
    array = _without_zero_weights(floats(values), weights)
    result = np.full(array.shape[:-1], np.nan)
    for column, _ in columns(array, None):
        result = np.where(np.isnan(result), column, result)
    return result


def penalised_mean(
    values: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    sd: Literal["population", "sample"] = "population",
    penalty: Literal["downward", "upward"] = "downward",
) -> Floats:
    """Return M ∓ S·cv, cv = S / M: a mean that unevenness costs (Mazziotta and Pareto's index).

    M is the mean of the components, S their standard deviation. NaN where M is 0.

    >>> penalised_mean([85.0, 100.0, 118.0]).round(3)
    np.float64(99.198)
    """
    array = _without_zero_weights(floats(values), weights)
    mean = arithmetic_mean(array, weights=weights)
    squares, weight = _weighted_sum((array - mean[..., None]) ** 2, weights, _same)
    count = np.isfinite(array).sum(axis=-1)
    variance = _divide(squares, weight)
    if sd == "sample":
        variance = variance * _divide(count.astype(np.float64), count - 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = np.where(mean == 0, np.nan, variance / mean)
    return mean - loss if penalty == "downward" else mean + loss


def _same(column: Floats) -> Floats:
    return column


def _weighted_sum(
    values: Floats, weights: ArrayLike | None, change: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Σ w·f(x) and Σ w over the components that are there, in order."""
    check_weights(weights)
    result = np.zeros(values.shape[:-1])
    weight = np.zeros(values.shape[:-1])
    gaps = bool(np.isnan(values).any())
    for column, factor in columns(values, weights):
        if not factor.any():
            continue
        changed = change(column)
        if gaps:
            there = ~np.isnan(column)
            result += np.where(there, changed * factor, 0.0)
            weight += np.where(there, factor, 0.0)
        else:
            result += changed if weights is None else changed * factor
            weight += factor
    return result, weight


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient, NaN where the denominator is 0."""
    result = np.full(np.shape(numerator), np.nan)
    np.divide(numerator, denominator, out=result, where=np.asarray(denominator != 0))
    return result


def _zeros_and_negatives(values: Floats, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """Which cases have a component of 0, and which one below 0, among those with a weight."""
    array = _without_zero_weights(values, weights)
    return (array == 0).any(axis=-1), (array < 0).any(axis=-1)


def _without_zero_weights(values: Floats, weights: ArrayLike | None) -> Floats:
    """The values, gaps where the weight is 0."""
    check_weights(weights)
    if weights is None or np.asarray(weights).all():
        return values
    return np.where(floats(weights) == 0, np.nan, values)


def _fold(values: Floats, combine: Callable[[Floats, Floats], Floats], neutral: float) -> Floats:
    """Combine the components that are there, in order; NaN where none is."""
    result = np.full(values.shape[:-1], neutral)
    for column, _ in columns(values, None):
        result = combine(result, np.where(np.isnan(column), neutral, column))
    return np.where(np.isnan(values).all(axis=-1), np.nan, result)
