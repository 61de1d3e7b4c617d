"""Winsorising of many columns at once: the same rounds as in :mod:`.treat`, for all that still fail together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.methods.treat import ROUNDING


@dataclass(frozen=True)
class WinsorisedColumns:
    """What winsorising did to each column: its bounds, how many values it moved, whether the column passes now."""

    lower: Floats
    upper: Floats
    moved: NDArray[np.intp]
    passes: NDArray[np.bool_]


def winsorise_columns(values: ArrayLike, *, points: int, skew: float = 2.0, kurt: float = 3.5) -> WinsorisedColumns:
    """Winsorise every column of cases × series as :func:`~sdg_standard.methods.treat.winsorise` does one.

    A column without numbers is left as it is, with infinite bounds.

    >>> found = winsorise_columns([[1.0, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [100, 7]], points=2)
    >>> found.upper, found.moved
    (array([6., 7.]), array([1, 0]))
    """
    ordered = np.sort(np.atleast_2d(floats(values)), axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    low, high = np.zeros_like(count), np.maximum(count - 1, 0)
    moved = np.zeros_like(count)
    held = ordered.copy()
    lopsided, heavy = shapes(held)
    failing = (np.abs(lopsided) >= skew) & (heavy >= kurt)
    for _ in range(points):
        rows = np.flatnonzero(failing & (high - low > 1))
        if not len(rows):
            break
        right = lopsided[rows] >= 0
        high[rows] -= right
        low[rows] += ~right
        moved[rows] += 1
        part = ordered[:, rows]
        place = np.arange(len(rows))
        held[:, rows] = np.clip(part, part[low[rows], place], part[high[rows], place])
        lopsided[rows], heavy[rows] = shapes(held[:, rows])
        failing[rows] = (np.abs(lopsided[rows]) >= skew) & (heavy[rows] >= kurt)
    if not len(ordered):
        ordered = np.full((1, len(count)), np.nan)
    place = np.arange(len(count))
    lower = np.where(count > 0, ordered[low, place], -np.inf)
    upper = np.where(count > 0, ordered[high, place], np.inf)
    return WinsorisedColumns(lower, upper, moved, ~failing)


def shapes(columns: ArrayLike) -> tuple[Floats, Floats]:
    """Return adjusted Fisher-Pearson skewness and kurtosis of every column, gaps left out.

    NaN where there are too few numbers (three and four), 0 where they do not vary.

    >>> [figure.round(4).tolist() for figure in shapes([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [10.0, 5.0]])]
    [[1.7636, 0.0], [3.228, 0.0]]
    """
    array = floats(columns)
    there = ~np.isnan(array)
    count = there.sum(axis=0).astype(np.float64)
    safe = np.where(count > 0, count, 1.0)
    largest = np.where(there, np.abs(array), 0.0).max(axis=0, initial=0.0)
    scaled = np.where(there, array, 0.0) / np.where(largest > 0, largest, 1.0)
    away = np.where(there, scaled - scaled.sum(axis=0) / safe, 0.0)
    widest = np.abs(away).max(axis=0, initial=0.0)
    flat = widest <= ROUNDING
    centred = away / np.where(flat, 1.0, widest)
    squares = centred * centred
    variance = np.where(flat, 1.0, squares.sum(axis=0) / safe)
    with np.errstate(divide="ignore", invalid="ignore"):
        third = (squares * centred).sum(axis=0) / safe / variance**1.5
        fourth = (squares * squares).sum(axis=0) / safe / variance**2 - 3
        lopsided = third * np.sqrt(count * (count - 1)) / (count - 2)
        heavy = ((count + 1) * fourth + 6) * (count - 1) / ((count - 2) * (count - 3))
    lopsided = np.where(count < 3, np.nan, np.where(flat, 0.0, lopsided))
    return lopsided, np.where(count < 4, np.nan, np.where(flat, 0.0, heavy))
