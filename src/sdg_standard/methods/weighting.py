"""Weights by rule: from the data of a reference set, to be frozen.

Cases in rows, components in columns, all oriented so that more is better; cases with a gap are left out. Each
function returns weights of 0 or more that sum to 1. Weights made from data say what varied, not what matters: a
methodology that uses them should say why.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Bools, Floats, floats


def _complete(values: ArrayLike, least: int = 3) -> Floats:
    array = np.atleast_2d(floats(values))
    kept = array[~np.isnan(array).any(axis=1)]
    if len(kept) < least:
        raise ValueError(f"weights by rule need at least {least} cases without a gap, and there are {len(kept)}")
    return kept


def _varying(array: Floats) -> Bools:
    """Which components vary at all; the standard deviation of equal numbers need not be exactly 0."""
    return np.asarray(array.max(axis=0) > array.min(axis=0))


def _shares(numbers: Floats) -> Floats:
    total = numbers.sum()
    return numbers / total if total > 0 else np.full(len(numbers), 1.0 / len(numbers))


def pca_weights(values: ArrayLike) -> Floats:
    """Return the squared loadings of the first principal component of the correlation matrix.

    A constant component gets 0. Source: OECD/JRC Handbook (2008), section 6.1, with one component.

    >>> pca_weights([[1.0, 1.0], [2.0, 2.0], [3.0, 3.5]]).round(2)
    array([0.5, 0.5])
    """
    array = _complete(values)
    varying = _varying(array)
    weights = np.zeros(array.shape[1])
    if varying.any():
        matrix = np.atleast_2d(np.corrcoef(array[:, varying], rowvar=False))
        vectors = np.linalg.eigh(matrix)[1]
        weights[varying] = vectors[:, -1] ** 2
    return _shares(weights)


def entropy_weights(values: ArrayLike) -> Floats:
    """Return Shannon's weights: 1 minus the entropy of each component's shares; what is alike everywhere weighs
    nothing.

    Raises ValueError for negative values, of which there are no shares.

    >>> entropy_weights([[1.0, 1.0], [1.0, 2.0], [1.0, 9.0]])
    array([0., 1.])
    """
    array = _complete(values)
    if (array < 0).any():
        raise ValueError("entropy weights need values of 0 or more")
    totals = array.sum(axis=0)
    shares = array / np.where(totals > 0, totals, 1.0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    entropy = -(shares * logs).sum(axis=0) / np.log(len(array))
    information = np.where(totals > 0, 1 - entropy, 0.0)
    return _shares(np.where(information < 1e-12, 0.0, information))


def critic_weights(values: ArrayLike) -> Floats:
    """Return weights by contrast and conflict: sd of the min-max values times the sum of 1 - r (Diakoulaki and
    others, 1995).

    >>> critic_weights([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    array([0.5, 0.5])
    """
    array = _complete(values)
    span = array.max(axis=0) - array.min(axis=0)
    scaled = (array - array.min(axis=0)) / np.where(span > 0, span, 1.0)
    varying = _varying(array)
    spread = np.where(varying, scaled.std(axis=0, ddof=1), 0.0)
    conflict = np.zeros(array.shape[1])
    if varying.sum() > 1:
        conflict[varying] = (1 - np.corrcoef(scaled[:, varying], rowvar=False)).sum(axis=0)
    return _shares(np.maximum(spread * conflict, 0.0) if (conflict > 1e-12).any() else spread * varying)


def correlations_with_mean(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the correlation of each component with the weighted mean; NaN for one that does not vary.

    >>> correlations_with_mean([[1.0, 5.0], [2.0, 3.0], [3.0, 9.0], [4.0, 6.0]], [0.5, 0.5]).round(3)
    array([0.742, 0.938])
    """
    array, share = _complete(values), floats(weights)
    mean = array @ share
    varying = _varying(array)
    found = np.full(array.shape[1], np.nan)
    if mean.max() > mean.min():
        found[varying] = [np.corrcoef(column, mean)[0, 1] for column in array[:, varying].T]
    return found


def equal_correlation_weights(values: ArrayLike, *, rounds: int = 2000, tolerance: float = 1e-10) -> Floats:
    """Return weights under which every component correlates equally with the weighted mean, as far as that can be
    had.

    Found by steps that raise the weight of what correlates less. A constant component gets 0, and so does one that
    correlates more than the others even without a weight; see :func:`correlations_with_mean` for how far it came.

    >>> equal_correlation_weights([[1.0, 5.0], [2.0, 3.0], [3.0, 9.0], [4.0, 6.0]]).round(3)
    array([0.659, 0.341])
    """
    array = _complete(values)
    varying = _varying(array)
    spread = np.where(varying, array.std(axis=0, ddof=1), 0.0)
    weights = np.where(varying, 1.0, 0.0)
    weights = _shares(weights / np.where(varying, spread, 1.0))
    cov = np.atleast_2d(np.cov(array, rowvar=False))
    for _ in range(rounds):
        with_mean = cov @ weights
        total = float(np.sqrt(max(float(weights @ with_mean), 1e-300)))
        correlation = with_mean / (np.where(varying, spread, 1.0) * total)
        target = correlation[varying].mean() if varying.any() else 0.0
        factor = np.clip(1 + 0.5 * (target - correlation), 0.5, 1.5)
        moved = _shares(np.where(varying, weights * factor, 0.0))
        if np.abs(moved - weights).max() < tolerance:
            break
        weights = moved
    return weights
