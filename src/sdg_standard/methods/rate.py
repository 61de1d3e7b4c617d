"""Ratings: from numbers to positions in a list of labels."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.aggregate import arithmetic_mean
from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.methods.normalise import EDGE_TOLERANCE, band_index, piecewise

Labels = NDArray[np.intp]


def place(values: ArrayLike, *, at: ArrayLike, positions: ArrayLike) -> Floats:
    """Return where values lie on a common scale: straight lines between reference points, held at the ends.

    >>> place([65.0, 50.0, 35.0, 30.0, 20.0], at=[80.0, 50.0, 20.0, 5.0], positions=[0, 1, 2, 3]).round(4)
    array([0.5   , 1.    , 1.5   , 1.6667, 2.    ])
    """
    return piecewise(values, at=at, scores=positions)


def worst_two(
    placed: ArrayLike, labels: ArrayLike, *, edges: ArrayLike, extremes: Literal["unanimous"] | None = None
) -> Labels:
    """Return the label of the mean of the two lowest positions (SDSN's rule for the colour of a goal).

    ``placed`` and ``labels`` have cases in rows and leaves in columns; a label of -1 is a leaf that is not rated.
    ``edges`` are the positions where the second to the best label begin. With ``extremes="unanimous"`` the best label
    is given only where both have it and the worst likewise; otherwise the next one inward, if there is one between
    them. One rated leaf gives its own label, none -1.

    >>> worst_two([[1.6667, 1.1], [2.0, 1.1]], [[2, 1], [3, 1]], edges=[1, 1.5, 2])
    array([1, 2])
    """
    position, label, begins = floats(placed), np.asarray(labels, dtype=np.intp), floats(edges)
    rated = (label >= 0) & ~np.isnan(position)
    if position.shape[-1] < 2:
        return np.asarray(np.where(rated, label, -1).max(axis=-1, initial=-1), dtype=np.intp)
    order = np.argsort(np.where(rated, position, np.inf), axis=-1, kind="stable")[..., :2]
    two = np.take_along_axis(position, order, axis=-1)
    theirs = np.take_along_axis(label, order, axis=-1)
    count = rated.sum(axis=-1)
    with np.errstate(all="ignore"):
        mean = (two[..., 0] + two[..., 1]) / 2
    result = band_index(mean, edges=begins)
    top = len(begins)
    if extremes == "unanimous" and top >= 2:
        result = np.where((result == top) & ~(theirs == top).all(axis=-1), top - 1, result)
        result = np.where((result == 0) & ~(theirs == 0).all(axis=-1), 1, result)
    result = np.where(count == 1, theirs[..., 0], result)
    return np.where(count == 0, -1, result).astype(np.intp)


def mean_of_ratings(labels: ArrayLike, *, positions: ArrayLike, worst_if_more_than: float | None = None) -> Labels:
    """Return the best label whose position the mean position of the rated leaves reaches; -1 where none is rated.

    ``positions`` are those of the labels from the worst to the best. More than the given share of worst labels makes
    the worst.

    >>> mean_of_ratings([[0, 3], [0, 0], [-1, -1]], positions=[0, 1, 2, 3])
    array([ 1,  0, -1])
    """
    label, position = np.asarray(labels, dtype=np.intp), floats(positions)
    rated = label >= 0
    result = band_index(arithmetic_mean(np.where(rated, position[np.maximum(label, 0)], np.nan)), edges=position[1:])
    if worst_if_more_than is not None:
        count = np.maximum(rated.sum(axis=-1), 1)
        worst = ((label == 0) & rated).sum(axis=-1) / count
        result = np.where((result >= 0) & (worst > worst_if_more_than * (1 + EDGE_TOLERANCE)), 0, result)
    return result.astype(np.intp)


def worst_label(labels: ArrayLike) -> Labels:
    """Return the worst label of the rated ones; -1 where none is rated.

    >>> worst_label([[2, 1, -1], [-1, -1, -1]])
    array([ 1, -1])
    """
    label = np.asarray(labels, dtype=np.intp)
    top = np.iinfo(np.intp).max
    lowest = np.where(label >= 0, label, top).min(axis=-1, initial=top)
    return np.where(lowest == top, -1, lowest).astype(np.intp)
