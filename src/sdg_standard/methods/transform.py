"""Transformations and treatments of values, before they are scored.

Cases in rows, series along the last axis, gaps NaN. A transformation gives NaN where it cannot take a value, without a
warning. None changes the caller's array.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats


def log(values: ArrayLike, *, base: float | None = None, offset: ArrayLike = 0.0) -> Floats:
    """Return log(x + offset), natural without a ``base``; NaN where x + offset is 0 or below.

    >>> log([1.0, 100.0, 0.0], base=10)
    array([ 0.,  2., nan])
    """
    shifted = floats(values) + floats(offset)
    result = np.log(np.where(shifted > 0, shifted, np.nan))
    return result if base is None else result / np.log(base)


def power(values: ArrayLike, *, p: float) -> Floats:
    """Return x^p; NaN where that is no real number.

    >>> power([4.0, -4.0, 0.0], p=0.5)
    array([ 2., nan,  0.])
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result = floats(values) ** p
    return np.where(np.isfinite(result), result, np.nan)


def box_cox(values: ArrayLike, *, lambda_: float) -> Floats:
    """Return (x^λ - 1) / λ, for λ = 0 ln x; NaN where x is 0 or below (Box and Cox, 1964).

    >>> box_cox([3.0], lambda_=2)
    array([4.])
    """
    value = floats(values)
    positive = np.where(value > 0, value, np.nan)
    return np.log(positive) if lambda_ == 0 else (positive**lambda_ - 1) / lambda_


def reflect(
    values: ArrayLike,
    *,
    about: ArrayLike,
    upper: ArrayLike | None = None,
    by: Literal["difference", "ratio"] = "difference",
) -> Floats:
    """Return the distance from a value that is best, or from the band ``about`` to ``upper``; lower is better afterwards.

    ``difference``: abs(x - c), 0 inside the band. ``ratio``: max(x / c, c / x), 1 inside the band; NaN where either is 0
    or below.

    >>> reflect([48.0, 52.0, 50.0], about=50.0)
    array([2., 2., 0.])
    >>> reflect([0.8, 1.25], about=1.0, by="ratio")
    array([1.25, 1.25])
    """
    value, low = floats(values), floats(about)
    high = low if upper is None else floats(upper)
    if by == "difference":
        return np.where(value < low, low - value, np.where(value > high, value - high, value * 0.0))
    usable = np.where((value > 0) & (low > 0), value, np.nan)
    return np.where(usable < low, low / usable, np.where(usable > high, usable / high, usable / usable))


def cap(values: ArrayLike, *, lower: ArrayLike | None = None, upper: ArrayLike | None = None) -> Floats:
    """Hold the values within limits.

    >>> cap([-1.0, 5.0], lower=0.0, upper=3.0)
    array([0., 3.])
    """
    result = floats(values) + 0.0
    if lower is not None:
        result = np.where(result < floats(lower), floats(lower), result)
    if upper is not None:
        result = np.where(result > floats(upper), floats(upper), result)
    return result


def replace(values: ArrayLike, *, value: ArrayLike, by: ArrayLike) -> Floats:
    """Put ``by`` in the place of ``value``.

    >>> replace([0.0, 2.0], value=0.0, by=0.1)
    array([0.1, 2. ])
    """
    array = floats(values)
    return np.where(array == floats(value), floats(by), array)


def round_half_away(values: ArrayLike, *, decimals: int = 0) -> Floats:
    """Round half away from zero, after adding 1e-9 of the last place, so that 2.675 rounds as it is read.

    >>> round_half_away([0.5, -0.5, 2.675, 87.5], decimals=0)
    array([ 1., -1.,  3., 88.])
    >>> round_half_away([2.675], decimals=2)
    array([2.68])
    """
    array = floats(values)
    scaled = np.floor(np.abs(array) * 10.0**decimals + (0.5 + 1e-9))
    result = np.copysign(scaled, array) / 10.0**decimals if decimals >= 0 else np.copysign(scaled, array) * 10.0**-decimals
    return result + 0.0
