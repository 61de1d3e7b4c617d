"""Intervals of sums, differences and ratios, from the intervals of the independent numbers that they are made of.

MOVER, the method of variance estimates recovery: a combination of numbers lies below its value as far as each of them,
towards the side that makes it smaller, lies below its own; the distances are added as squares. For numbers with even
normal errors that is exact, for a ratio it is Fieller's interval; unequal distances to both sides are kept.

Sources: Zou and Donner, Statistics in Medicine 27 (2008); Donner and Zou, Statistical Methods in Medical Research 21
(2012).
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats

STATED = 0.95
"""The level of the intervals that evidence states."""


def interval_at(value: ArrayLike, low: ArrayLike, high: ArrayLike, *, level: float) -> tuple[Floats, Floats]:
    """Return an interval of 95 % at another level, each side as that of a normal distribution.

    Raises ValueError for a level outside of 0 to 1.

    >>> [round(float(end), 3) for end in interval_at(10.0, 8.0, 14.0, level=0.9)]
    [8.322, 13.357]
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    share = NormalDist().inv_cdf((1 + level) / 2) / NormalDist().inv_cdf((1 + STATED) / 2)
    middle = floats(value)
    return middle - share * (middle - floats(low)), middle + share * (floats(high) - middle)


def sum_interval(value: ArrayLike, low: ArrayLike, high: ArrayLike, *, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Return the interval of a weighted sum over the first axis; a gap, or a weight of 0, adds nothing.

    >>> [round(float(end), 3) for end in sum_interval([5.0, 2.0], [4.0, 1.0], [7.0, 3.0], weights=[1.0, -1.0])]
    [1.586, 5.236]
    """
    number, weight = floats(value), floats(weights)
    there = ~np.isnan(number) & (weight != 0)
    down, up = (np.where(there, part, 0.0) for part in (number - floats(low), floats(high) - number))
    scale = np.where(there, weight, 0.0)
    total = (scale * np.where(there, number, 0.0)).sum(axis=0)
    below, above = np.where(scale > 0, down, up), np.where(scale > 0, up, down)
    return total - np.sqrt(((scale * below) ** 2).sum(axis=0)), total + np.sqrt(((scale * above) ** 2).sum(axis=0))


def ratio_interval(
    value: ArrayLike, low: ArrayLike, high: ArrayLike, by: ArrayLike, by_low: ArrayLike, by_high: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the interval of a number over another one that lies above 0, as does the lower end of its interval.

    NaN where that is not so. The interval has every R of which 0 lies between the ends of the interval of
    ``value - R · by``.

    >>> [round(float(end), 4) for end in ratio_interval(10.0, 8.0, 12.0, 5.0, 4.0, 6.0)]
    [1.5, 2.6667]
    """
    top, bottom = floats(value), floats(by)
    down, up = top - floats(low), floats(high) - top
    shrunk, grown = bottom - floats(by_low), floats(by_high) - bottom
    usable = (bottom > 0) & (bottom - shrunk > 0)
    with np.errstate(all="ignore"):
        # The sign of an end is that of the number's own end; what makes the ratio smaller there is a larger divisor
        # of a positive one, and a smaller divisor of a negative one.
        lowest = _root(top, bottom, down, np.where(top - down >= 0, grown, shrunk), -1.0)
        highest = _root(top, bottom, up, np.where(top + up >= 0, shrunk, grown), 1.0)
    return np.where(usable, lowest, np.nan), np.where(usable, highest, np.nan)


def _root(top: Floats, bottom: Floats, away: Floats, divisor_away: Floats, side: float) -> Floats:
    """The R on one side of the ratio at which (top - R · bottom)² is away² + R² · divisor_away²."""
    square = bottom**2 - divisor_away**2
    inside = (top * bottom) ** 2 - square * (top**2 - away**2)
    return np.where(
        square > 0, (top * bottom + side * np.sqrt(np.maximum(inside, 0.0))) / np.where(square > 0, square, 1.0), np.nan
    )
