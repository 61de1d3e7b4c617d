"""What many draws of a number say: quantiles, and how often one lies ahead of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats, slack


def quantiles_of_draws(draws: ArrayLike, levels: Sequence[float]) -> Floats:
    """Return quantiles of each column, levels × columns, of the draws that have a number; NaN where none has.

    Between two draws on a straight line (NumPy's ``linear``).

    >>> quantiles_of_draws([[1.0, np.nan], [3.0, 5.0], [2.0, 7.0]], [0.0, 0.5])
    array([[1., 5.],
           [2., 6.]])
    """
    ordered = np.sort(floats(draws), axis=0)
    last = (~np.isnan(ordered)).sum(axis=0) - 1
    found = np.full((len(levels), ordered.shape[1]), np.nan)
    columns = np.flatnonzero(last >= 0)
    for row, level in enumerate(levels):
        at = level * last[columns]
        below = np.floor(at).astype(np.intp)
        low, high = ordered[below, columns], ordered[np.minimum(below + 1, last[columns]), columns]
        with np.errstate(invalid="ignore"):  # between infinite draws
            found[row, columns] = np.where(at == below, low, low + (high - low) * (at - below))
    return found


def mean_of_draws(draws: ArrayLike) -> Floats:
    """Return the mean of each column, of the draws that have a number; NaN where none has.

    >>> mean_of_draws([[1.0, np.nan], [3.0, np.nan]])
    array([ 2., nan])
    """
    array = floats(draws)
    there = ~np.isnan(array)
    count = there.sum(axis=0)
    total = np.where(there, array, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def ahead(draws: ArrayLike, *, higher_is_better: bool = True) -> tuple[Floats, Floats]:
    """Return how often each column lies ahead of each other one, and how often it is tied with it: columns × columns.

    Shares of the draws in which both have a number; NaN where there is none. Numbers within 1e-9 of their size are
    tied.

    >>> first, tied = ahead([[1.0, 2.0], [3.0, 2.0], [2.0, 2.0], [4.0, 2.0]])
    >>> first.tolist(), tied.tolist()
    ([[0.0, 0.5], [0.25, 0.0]], [[1.0, 0.25], [0.25, 1.0]])
    """
    array = floats(draws) * (1.0 if higher_is_better else -1.0)
    count = array.shape[1]
    wins, ties = np.full((2, count, count), np.nan)
    near = slack(array)
    for place in range(count):
        difference = array[:, place : place + 1] - array
        both = (~np.isnan(difference)).sum(axis=0)
        with np.errstate(invalid="ignore"):
            margin = np.maximum(near[:, place : place + 1], near)
            won, equal = (difference > margin).sum(axis=0), (np.abs(difference) <= margin).sum(axis=0)
        wins[place] = np.where(both > 0, won / np.maximum(both, 1), np.nan)
        ties[place] = np.where(both > 0, equal / np.maximum(both, 1), np.nan)
    return wins, ties


def variance_shares(
    first: ArrayLike, second: ArrayLike, mixed: ArrayLike, *, samples: ArrayLike | None = None
) -> Floats:
    """Return the share of the variance of each column that one group of inputs takes part in (its total effect).

    ``first`` and ``second`` are draws of everything, ``mixed`` those of ``first`` with the group taken from other
    draws: E (first - mixed)² / 2 over the variance of ``first`` and ``second`` together (Jansen's estimator), held
    between 0 and 1. NaN where there is no variance. ``samples``, samples × draws, says how often each draw counts
    (bootstrap): then there is a row for each sample. Source: Jansen, Computer Physics Communications 117 (1999).

    >>> variance_shares([[0.0], [1.0]], [[1.0], [0.0]], [[0.0], [1.0]])
    array([0.])
    """
    one, other, changed = floats(first), floats(second), floats(mixed)
    weights = np.ones((1, len(one))) if samples is None else floats(samples)
    centre = mean_of_draws(np.concatenate([one, other]))
    apart = (one - centre, other - centre)
    (sums, counts), (squares, _) = (_summed(weights, *(part**power for part in apart)) for power in (1, 2))
    variance = squares / counts - (sums / counts) ** 2
    total, there = _summed(weights, (one - changed) ** 2)
    known = variance > 1e-24 * np.maximum(centre**2, 1.0)
    found = np.where(known, np.clip(total / there / 2 / np.where(known, variance, 1.0), 0.0, 1.0), np.nan)
    return found[0] if samples is None else found


def _summed(weights: Floats, *parts: Floats) -> tuple[Floats, Floats]:
    """Weighted sums over the draws that have a number, samples × columns, and the weights of these."""
    there = [~np.isnan(part) for part in parts]
    total = sum(weights @ np.where(known, part, 0.0) for known, part in zip(there, parts, strict=True))
    count = sum(weights @ known.astype(np.float64) for known in there)
    return np.asarray(total), np.where(np.asarray(count) > 0, count, np.nan)


def arrival(
    base: ArrayLike, end: ArrayLike, *, base_time: ArrayLike, end_time: ArrayLike, target: ArrayLike, sign: ArrayLike
) -> Floats:
    """Return when a target is reached if the pace from base to end goes on.

    end time + (target - end) / ((end - base) / (end time - base time)). What has reached it by the end arrives then;
    what stands still or moves away never does: infinity. ``sign``: 1 where higher is better, -1 where lower is. NaN
    where a number is missing.

    >>> arrival([40.0, 40.0], [50.0, 30.0], base_time=2015.0, end_time=2020.0, target=70.0, sign=1.0)
    array([2030.,   inf])
    """
    first, last, aim, way = np.broadcast_arrays(*(floats(part) for part in (base, end, target, sign)))
    begin, until = floats(base_time), floats(end_time)
    left, moved = (aim - last) * way, (last - first) * way
    missing = np.isnan(left) | np.isnan(moved)
    with np.errstate(all="ignore"):
        found = np.where(moved > 0, until + left * (until - begin) / moved, np.inf)
    return np.where(missing, np.nan, np.where(left <= 0, until, found))
