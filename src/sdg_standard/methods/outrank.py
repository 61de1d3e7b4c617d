"""Copeland's rule: areas are compared pair by pair, and who wins more pairs comes first."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, check_weights, columns, floats, slack

DRAW = 1e-12
"""Weights for and against count as equal within this share of all weights."""


def copeland(values: ArrayLike, *, weights: ArrayLike | None = None, higher_is_better: bool = True) -> Floats:
    """Return for each case its wins less its losses against all others, divided by their number: -1 to 1.

    One case beats another when the components in which it is better weigh more than those in which it is worse, among
    the components that both have; equal ones, within 1e-9 of their size, count half to each. A pair without a common
    component is a draw, whatever the order of the cases. Where cases have weights of their own, a pair takes the mean
    of both. A component of weight 0 is left out; a case without any number is NaN, a case alone 0.

    >>> copeland([[3.0, 3.0], [2.0, 2.0], [1.0, 4.0]])
    array([ 0.5, -0.5,  0. ])
    """
    array = floats(values) if higher_is_better else -floats(values)
    check_weights(weights, array.shape)
    weight = np.broadcast_to(np.ones(array.shape[1]) if weights is None else floats(weights), array.shape)
    array = np.where(weight == 0, np.nan, array)
    present = ~np.isnan(array).all(axis=1)
    result = np.zeros(len(array))
    for row in np.flatnonzero(present):
        result[row] = _wins(array[row], array[present], weight[row], weight[present])
    others = int(present.sum()) - 1
    return np.where(present, result / others if others > 0 else 0.0, np.nan)


def outranking(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return for each pair of cases the share of the weights in which the first is better: cases × cases, 0 to 1.

    More is better. Equal ones, within 1e-9 of their size, count half to each, so that a pair and its reverse add up to
    1; only what both have counts, NaN where that is nothing, and beside oneself. Source: OECD/JRC Handbook (2008),
    equation 32.

    >>> outranking([[3.0, 1.0], [2.0, 1.0]], weights=[3, 1]).tolist()
    [[nan, 0.875], [0.125, nan]]
    """
    array = floats(values)
    check_weights(weights, array.shape)
    weight = np.ones(array.shape[1]) if weights is None else floats(weights)
    better, common = np.zeros((2, len(array), len(array)))
    for column, factor in zip(array.T, weight, strict=True):
        own, other = column[:, None], column[None, :]
        near = np.maximum(slack(own), slack(other))
        both = ~np.isnan(own) & ~np.isnan(other)
        ahead = np.where(own > other + near, 1.0, np.where(own < other - near, 0.0, 0.5))
        better += np.where(both, factor * ahead, 0.0)
        common += np.where(both, factor, 0.0)
    np.fill_diagonal(common, 0.0)
    return np.where(common > 0, better / np.where(common > 0, common, 1.0), np.nan)


def for_and_against(
    values: ArrayLike, *, weights: ArrayLike | None = None, higher_is_better: bool = True
) -> tuple[Floats, Floats]:
    """Return, beside each case but the first, the weight of what speaks for the first one and against it.

    Both are the same where the pair is a draw.

    >>> better, worse = for_and_against([[3.0, 1.0], [2.0, 2.0], [4.0, 1.0]], weights=[2, 1])
    >>> better, worse
    (array([2., 0.]), array([1., 2.]))
    """
    array = floats(values) if higher_is_better else -floats(values)
    check_weights(weights, array.shape)
    weight = np.broadcast_to(np.ones(array.shape[1]) if weights is None else floats(weights), array.shape)
    array = np.where(weight == 0, np.nan, array)
    better, worse = np.zeros(len(array) - 1), np.zeros(len(array) - 1)
    for place in range(array.shape[1]):
        own, others = array[0, place], array[1:, place]
        pair = (weight[0, place] + weight[1:, place]) / 2
        near = np.maximum(slack(own), slack(others))
        better += np.where(own > others + near, pair, 0.0)
        worse += np.where(own < others - near, pair, 0.0)
    total = _common(array, weight)
    return better, np.where(np.abs(better - worse) <= DRAW * total, better, worse)


def _common(array: Floats, weight: Floats) -> Floats:
    """The weight of the components that the first case has in common with each other one."""
    both = ~np.isnan(array[0]) & ~np.isnan(array[1:])
    common: Floats = np.where(both, (weight[0] + weight[1:]) / 2, 0.0).sum(axis=1)
    return common


def _wins(own: Floats, others: Floats, weight: Floats, weights: Floats) -> float:
    """Wins less losses of one case against all, itself being a draw."""
    ahead, total = np.zeros(len(others)), np.zeros(len(others))
    for (column, factor), value, mine in zip(columns(others, weights), own, weight, strict=True):
        pair = np.where(np.isnan(column) | np.isnan(value), 0.0, (factor + mine) / 2)
        near = np.maximum(slack(column), slack(value))
        ahead += np.where(column < value - near, pair, np.where(column > value + near, -pair, 0.0))
        total += pair
    return float(np.sign(np.where(np.abs(ahead) <= DRAW * total, 0.0, ahead)).sum())
