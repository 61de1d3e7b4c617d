"""Transformations and treatments of values, before they are scored.

Cases in rows, series along the last axis, gaps NaN; parameters broadcast. A transformation gives NaN where it cannot
take a value or a parameter is missing, without a warning. None changes the caller's array.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, evenly, finite, floats

NO_FRACTIONS = 2.0**52
"""From here on floats are whole numbers: there is nothing to round, and adding a half would change them."""


def log(values: ArrayLike, *, base: float | None = None, offset: ArrayLike = 0.0) -> Floats:
    """Return log(x + offset), natural without a ``base``; NaN where x + offset is 0 or below.

    ValueError where the base is not above 0, or 1.

    >>> log([1.0, 1000.0, 0.0], base=10)
    array([ 0.,  3., nan])
    """
    if base is not None and not (base > 0 and base != 1):
        raise ValueError(f"a logarithm has no base {base:g}")
    with np.errstate(all="ignore"):
        shifted = floats(values) + floats(offset)
        positive = np.where(shifted > 0, shifted, np.nan)
        if base in (2, 10):  # the quotient would give 2.9999999999999996 for log10 1000
            return finite(evenly(np.log2 if base == 2 else np.log10, positive))
        natural = evenly(np.log, positive)
        return finite(natural if base is None else natural / np.log(base))


def power(values: ArrayLike, *, p: float) -> Floats:
    """Return x^p; NaN where that is no real number. A gap stays one, also for p = 0.

    >>> power([4.0, -4.0, 0.0], p=0.5)
    array([ 2., nan,  0.])
    """
    value = floats(values)
    with np.errstate(all="ignore"):
        return finite(np.where(np.isnan(value), np.nan, evenly(lambda x: x**p, value)))


def box_cox(values: ArrayLike, *, lambda_: float) -> Floats:
    """Return (x^λ - 1) / λ, for λ = 0 ln x; NaN where x is 0 or below (Box and Cox, 1964).

    >>> box_cox([3.0], lambda_=2)
    array([4.])
    """
    value = floats(values)
    positive = np.where(value > 0, value, np.nan)
    with np.errstate(all="ignore"):
        if lambda_ == 0:
            return finite(evenly(np.log, positive))
        return finite((evenly(lambda x: x**lambda_, positive) - 1) / lambda_)


def scale(values: ArrayLike, *, by: float = 1.0, offset: ArrayLike = 0.0) -> Floats:
    """Return x·by + offset; NaN where that is too large for a number.

    >>> scale([2.0], by=-3, offset=1)
    array([-5.])
    """
    with np.errstate(all="ignore"):
        return finite(floats(values) * by + floats(offset))


def reflect(
    values: ArrayLike,
    *,
    about: ArrayLike,
    upper: ArrayLike | None = None,
    by: Literal["difference", "ratio"] = "difference",
) -> Floats:
    """Return the distance from a value that is best, or from the band ``about`` to ``upper``; lower is better
    afterwards.

    ``difference``: abs(x - c), 0 inside the band. ``ratio``: max(x / c, c / x), 1 inside the band; NaN where either
    is 0 or below. NaN where ``about`` is missing; an ``upper`` of NaN is no band.

    >>> reflect([48.0, 52.0, 50.0], about=50.0)
    array([2., 2., 0.])
    >>> reflect([0.8, 1.25], about=1.0, by="ratio")
    array([1.25, 1.25])
    """
    value, low = floats(values), floats(about)
    high = low if upper is None else np.where(np.isnan(floats(upper)), low, floats(upper))
    # np.maximum hands gaps on, which comparisons do not: nothing is at its best for want of a point.
    with np.errstate(all="ignore"):
        if by == "difference":
            return finite(np.maximum(np.maximum(low - value, value - high), 0.0))
        usable = np.where((value > 0) & (low > 0), value, np.nan)
        return finite(np.maximum(np.maximum(low / usable, usable / high), 1.0))


def cap(values: ArrayLike, *, lower: ArrayLike | None = None, upper: ArrayLike | None = None) -> Floats:
    """Hold the values within limits; None is no limit, and a limit that is missing (NaN) gives NaN.

    >>> cap([-1.0, 5.0], lower=0.0, upper=3.0)
    array([0., 3.])
    """
    result = floats(values)
    if lower is not None:
        result = np.maximum(result, floats(lower))
    if upper is not None:
        result = np.minimum(result, floats(upper))
    return finite(result)


def replace(values: ArrayLike, *, value: ArrayLike, by: ArrayLike) -> Floats:
    """Put ``by`` in the place of ``value``; a gap equals nothing and stays, and a missing ``value`` replaces nothing.

    >>> replace([0.0, 2.0], value=0.0, by=0.1)
    array([0.1, 2. ])
    """
    array = floats(values)
    return finite(np.where(array == floats(value), floats(by), array))


def round_half_away(values: ArrayLike, *, decimals: int = 0) -> Floats:
    """Round half away from zero, after adding 1e-9 of the last place, so that 2.675 rounds as it is read.

    A number too large to have such decimals stays as it is.

    >>> round_half_away([0.5, -0.5, 2.675, 87.5], decimals=0)
    array([ 1., -1.,  3., 88.])
    >>> round_half_away([2.675], decimals=2)
    array([2.68])
    """
    array = floats(values)
    digits = 10.0 ** abs(decimals)
    with np.errstate(all="ignore"):
        scaled = np.abs(array) * digits if decimals >= 0 else np.abs(array) / digits
        whole = np.floor(scaled + (0.5 + 1e-9))
        rounded = np.copysign(whole / digits if decimals >= 0 else whole * digits, array)
    return finite(np.where(scaled < NO_FRACTIONS, rounded, array))
