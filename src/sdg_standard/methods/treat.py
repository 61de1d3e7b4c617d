"""Winsorising in rounds: the extremes of a column are pulled in one by one until its shape is acceptable.

Source: OECD/JRC Handbook (2008), chapter 5, and the practice of the JRC: a column passes when its skewness or its
kurtosis (adjusted Fisher-Pearson) is small enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats

ROUNDING = 1e-15
"""Differences up to this share of the largest number are none."""


@dataclass(frozen=True)
class Winsorised:
    """What winsorising did to a column: bounds that hold it, how many values it moved, and whether it passes now."""

    lower: float
    upper: float
    moved: int
    passes: bool


def skewness(numbers: ArrayLike) -> float:
    """Return the adjusted Fisher-Pearson skewness; NaN for fewer than three numbers, 0 for a constant column.

    >>> round(skewness([1.0, 2.0, 3.0, 10.0]), 4)
    1.7636
    """
    centred = _centred(numbers)
    count = len(centred)
    if count < 3:
        return float("nan")
    variance = float((centred**2).mean())
    if variance == 0:
        return 0.0
    plain = float((centred**3).mean()) / math.pow(variance, 1.5)
    return plain * math.sqrt(count * (count - 1)) / (count - 2)


def _centred(numbers: ArrayLike) -> Floats:
    """Numbers less their mean, over the largest of these; zeros where that is only rounding. Shapes know no scale."""
    array = floats(numbers)
    if not len(array):
        return array
    largest = float(np.abs(array).max())
    scaled = array / largest if largest > 0 else array
    away = scaled - scaled.mean()
    widest = float(np.abs(away).max())
    return np.zeros(len(array)) if widest <= ROUNDING else away / widest


def kurtosis(numbers: ArrayLike) -> float:
    """Return the adjusted Fisher-Pearson kurtosis, 0 for a normal distribution; NaN for fewer than four numbers.

    >>> round(kurtosis([1.0, 2.0, 3.0, 10.0]), 4)
    3.228
    """
    centred = _centred(numbers)
    count = len(centred)
    if count < 4:
        return float("nan")
    variance = float((centred**2).mean())
    if variance == 0:
        return 0.0
    plain = float((centred**4).mean()) / variance**2 - 3
    return ((count + 1) * plain + 6) * (count - 1) / ((count - 2) * (count - 3))


def passes(numbers: ArrayLike, *, skew: float, kurt: float) -> bool:
    """Whether a column needs no treatment: its skewness or its kurtosis is small enough; either does."""
    lopsided, heavy = skewness(numbers), kurtosis(numbers)
    return not (abs(lopsided) >= skew and heavy >= kurt)


def winsorise(values: ArrayLike, *, points: int, skew: float = 2.0, kurt: float = 3.5) -> Winsorised:
    """Pull in at most ``points`` extremes of a column, one at a time on the side to which it leans, until it passes.

    Each round moves the outermost values to the next one inward. A column of few different values stops early.

    >>> found = winsorise([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0], points=5)
    >>> found.upper, found.moved, found.passes
    (6.0, 1, True)
    """
    array = floats(values)
    numbers = np.sort(array[~np.isnan(array)])
    low, high, moved = 0, len(numbers) - 1, 0
    held = numbers.copy()
    while len(numbers) and not passes(held, skew=skew, kurt=kurt) and moved < points and high - low > 1:
        if skewness(held) >= 0:
            high -= 1
        else:
            low += 1
        moved += 1
        held = np.clip(numbers, numbers[low], numbers[high])
    if not len(numbers):
        return Winsorised(-np.inf, np.inf, 0, True)
    done = passes(held, skew=skew, kurt=kurt)
    return Winsorised(float(numbers[low]), float(numbers[high]), moved, done)
