"""Means and other ways in which components become one number.

All functions take cases in rows and components along the last axis, gaps NaN, weights of shape (k,) or (n, k), and
return one number for each case. Gaps are skipped and the weights of the others rescaled; a case without any number is
NaN. A component of weight 0 is left out as if it were not there. An infinity is a number and no gap; a result that is
not finite is NaN. Formulas: OECD/JRC, Handbook on Constructing Composite Indicators (2008), chapter 6; weighted power
means with rescaled weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, check_weights, columns, components, evenly, finite, floats

BLOCK = 8192
"""Cases that are added up at a time, so that what is added stays in the processor's cache."""


def arithmetic_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return Σ w·x / Σ w.

    >>> arithmetic_mean([[20.0, 60.0, 100.0], [20.0, np.nan, 100.0]])
    array([60., 60.])
    >>> arithmetic_mean([80.0, 50.0], weights=[1, 2])
    array(60.)
    """
    return _in_blocks(_mean, *_weighted(values, weights))


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
    """Return (Σ w·x^p / Σ w)^(1/p); for p = 0, ∞ and -∞ its limits: geometric mean, maximum, minimum.

    For p <= 0 a zero gives zero. A negative number has no power mean: NaN. ValueError where p is NaN.

    >>> power_mean([20.0, 60.0, 100.0], p=1)
    array(60.)
    >>> power_mean([20.0, 60.0, 100.0], p=-np.inf)
    array(20.)
    """
    if np.isnan(p):
        raise ValueError("the exponent of a power mean is a number")
    if p == 1:
        result = arithmetic_mean(values, weights=weights)
        return np.where(_lowest(_present(values, weights)) < 0, np.nan, result)
    return _in_blocks(lambda array, weighting: _power_mean(array, weighting, p), *_weighted(values, weights))


def median(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the median of the components; it knows no weights but leaves out those of weight 0.

    >>> median([[1.0, 5.0, np.nan, 3.0]])
    array([3.])
    """
    array = _present(values, weights)
    if array.shape[-1] == 0:
        return np.full(array.shape[:-1], np.nan)
    ordered = np.sort(array, axis=-1)
    count = (~np.isnan(array)).sum(axis=-1)
    lower = np.take_along_axis(ordered, (np.maximum(count - 1, 0) // 2)[..., None], axis=-1)[..., 0]
    upper = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1)[..., None], axis=-1)[..., 0]
    with np.errstate(all="ignore"):
        return finite(np.where(count > 0, (lower + upper) / 2, np.nan))


def minimum(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the smallest component: no compensation at all.

    >>> minimum([20.0, np.nan, 100.0])
    array(20.)
    """
    return finite(_lowest(_present(values, weights)))


def maximum(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the largest component.

    >>> maximum([20.0, np.nan, 100.0])
    array(100.)
    """
    return finite(_highest(_present(values, weights)))


def total(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the sum of the components that are there; it knows no weights but leaves out those of weight 0.

    >>> total([[1.0, 2.0], [np.nan, 2.0], [np.nan, np.nan]])
    array([ 3.,  2., nan])
    """
    return _fold(_present(values, weights), np.add, 0.0)


def product(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the product of the components that are there; it knows no weights but leaves out those of weight 0.

    >>> product([2.0, 3.0])
    array(6.)
    """
    return _fold(_present(values, weights), np.multiply, 1.0)


def mean_of_worst(
    values: ArrayLike, *, k: int, weights: ArrayLike | None = None, higher_is_better: bool = True
) -> Floats:
    """Return the plain mean of the ``k`` worst components; of fewer, of those. ValueError where ``k`` is below 1.

    >>> mean_of_worst([[90.0, 10.0, 30.0]], k=2)
    array([20.])
    """
    if k < 1:
        raise ValueError(f"the mean of the {k} worst: at least 1")
    array = _present(values, weights)
    ordered = np.sort(array if higher_is_better else -array, axis=-1)[..., :k]
    return arithmetic_mean(ordered if higher_is_better else -ordered)


def first(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the first component that is there: alternatives in one slot.

    >>> first([[np.nan, 3.0, 4.0]])
    array([3.])
    """
    array = _present(values, weights)
    result = np.full(array.shape[:-1], np.nan)
    for column, _ in columns(array, None):
        result = np.where(np.isnan(result), column, result)
    return finite(result)


def penalised_mean(
    values: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    sd: Literal["population", "sample"] = "population",
    penalty: Literal["downward", "upward"] = "downward",
) -> Floats:
    """Return M ∓ S·cv, cv = S / M: a mean that unevenness costs (Mazziotta and Pareto's index).

    M is the mean of the components, S their standard deviation. Even components cost nothing. NaN where one of them
    is negative, since cv means nothing there; with ``sample`` also for a single component.

    >>> penalised_mean([85.0, 100.0, 118.0]).round(3)
    np.float64(99.198)
    """
    array, weighting = _weighted(values, weights)
    mean, variance = _mean_and_variance(array, weighting, sample=sd == "sample")
    with np.errstate(all="ignore"):
        even = (variance == 0) | ((_lowest(array) == _highest(array)) & ~np.isnan(variance))  # whatever rounding says
        loss = np.where(even, 0.0, np.where(mean > 0, variance / mean, np.nan))
        result = mean - loss if penalty == "downward" else mean + loss
        return finite(np.where(_lowest(array) < 0, np.nan, result))


def mean_and_deviation(
    values: ArrayLike, *, weights: ArrayLike | None = None, sd: Literal["population", "sample"] = "population"
) -> tuple[float, float]:
    """Return mean and standard deviation of the components of one case, as :func:`penalised_mean` takes them.

    >>> mean_and_deviation([20.0, np.nan, 80.0])
    (50.0, 30.0)
    """
    mean, variance = _mean_and_variance(*_weighted(values, weights), sample=sd == "sample")
    return float(mean), float(np.sqrt(variance))


def _mean_and_variance(array: Floats, weighting: Floats | None, *, sample: bool) -> tuple[Floats, Floats]:
    """Mean and variance of the components that are there; of a sample NaN where there is only one."""
    mean = _in_blocks(_mean, array, weighting)
    with np.errstate(all="ignore"):
        variance = _in_blocks(_mean, (array - mean[..., None]) ** 2, weighting)
        if sample:
            count = (~np.isnan(array)).sum(axis=-1)
            variance = variance * _divide(count.astype(np.float64), count - 1.0)
    return mean, variance


def _weighted(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats | None]:
    """The components, gaps where the weight is 0, and the weights, once they are known to fit."""
    array = components(values)
    check_weights(weights, array.shape)
    if weights is None:
        return array, None
    weighting = floats(weights)
    return (array if weighting.all() else np.where(weighting == 0, np.nan, array)), weighting


def _present(values: ArrayLike, weights: ArrayLike | None) -> Floats:
    """The components, gaps where the weight is 0."""
    return _weighted(values, weights)[0]


def _in_blocks(function: Callable[[Floats, Floats | None], Floats], array: Floats, weighting: Floats | None) -> Floats:
    """Apply what works case by case to blocks of cases; the numbers are those of one go."""
    if array.ndim != 2 or len(array) <= BLOCK:
        return function(array, weighting)
    result = np.empty(len(array))
    own = weighting is not None and weighting.ndim == 2 and len(weighting) > 1
    for start in range(0, len(array), BLOCK):
        rows = slice(start, start + BLOCK)
        block = array[rows]
        if block.strides[0] != block.itemsize:
            block = np.asfortranarray(block)  # one copy is cheaper than reading each component across all others
        result[rows] = function(block, weighting[rows] if own and weighting is not None else weighting)
    return result


def _mean(array: Floats, weighting: Floats | None) -> Floats:
    with np.errstate(all="ignore"):
        return finite(_divide(*_weighted_sum(array, weighting, lambda column: column)))


def _power_mean(array: Floats, weighting: Floats | None, p: float) -> Floats:
    """Power mean for p other than 1, over the ratios to the largest (p > 0) or smallest component.

    So no power overflows, and components that are equal give exactly what they are.
    """
    lowest = _lowest(array)
    unit = _highest(array) if p > 0 else lowest
    with np.errstate(all="ignore"):
        if np.isinf(p):
            result = unit
        elif p == 0:
            start = evenly(np.log, unit)
            logs = _weighted_sum(array, weighting, lambda column: evenly(np.log, column) - start)
            result = unit * evenly(np.exp, _divide(*logs))
        else:
            powers = _weighted_sum(array, weighting, lambda column: evenly(lambda ratio: ratio**p, column / unit))
            result = unit * evenly(lambda mean: mean ** (1 / p), _divide(*powers))
    return finite(np.where(lowest < 0, np.nan, np.where(unit == 0, 0.0, result)))


def _weighted_sum(values: Floats, weights: Floats | None, change: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Σ w·f(x) and Σ w over the components that are there, in order."""
    result = np.zeros(values.shape[:-1])
    weight = np.zeros(values.shape[:-1])
    there = ~np.isnan(values)
    every = there.all()
    for place, (column, factor) in enumerate(columns(values, weights)):
        part = change(column) if weights is None else change(column) * factor
        if not every:
            here = there[..., place]
            part, factor = np.where(here, part, 0.0), factor * here
        result += part
        weight += factor
    return result, weight


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient, NaN where the denominator is 0."""
    result = np.full(np.shape(numerator), np.nan)
    np.divide(numerator, denominator, out=result, where=np.asarray(denominator != 0))
    return result


def _lowest(values: Floats) -> Floats:
    return np.asarray(np.fmin.reduce(values, axis=-1, initial=np.nan))


def _highest(values: Floats) -> Floats:
    return np.asarray(np.fmax.reduce(values, axis=-1, initial=np.nan))


def _fold(values: Floats, combine: Callable[[Floats, Floats], Floats], neutral: float) -> Floats:
    """Combine the components that are there, in order; NaN where none is."""
    result = np.full(values.shape[:-1], neutral)
    with np.errstate(all="ignore"):
        for column, _ in columns(values, None):
            result = combine(result, np.where(np.isnan(column), neutral, column))
    return finite(np.where(np.isnan(values).all(axis=-1), np.nan, result))
