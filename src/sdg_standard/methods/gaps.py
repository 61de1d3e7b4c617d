"""What stands in for components that are not there: the mean of a group, or more weight for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, columns, components, floats


def group_means(values: ArrayLike, *, groups: ArrayLike, among: ArrayLike) -> Floats:
    """Return for each case and component the mean of those of its group that have one; NaN where nobody has.

    ``groups`` numbers the group of each case from 0, -1 for a case without one; ``among`` says which cases count.

    >>> group_means([[1.0], [3.0], [np.nan], [8.0]], groups=[0, 0, 0, 1], among=[True, True, True, False])
    array([[ 2.],
           [ 2.],
           [ 2.],
           [nan]])
    """
    array, codes, counts = components(values), np.asarray(groups), np.asarray(among, dtype=bool)
    result = np.full(array.shape, np.nan)
    inside = codes >= 0
    for place, (column, _) in enumerate(columns(array, None)):
        use = counts & inside & ~np.isnan(column)
        size = int(codes.max(initial=-1)) + 1
        total = np.bincount(codes[use], weights=column[use], minlength=size)
        count = np.bincount(codes[use], minlength=size)
        means = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        result[inside, place] = means[codes[inside]]
    return result


def moved_weights(
    values: ArrayLike, *, gaps: ArrayLike, heirs: Mapping[int, Sequence[int]], weights: ArrayLike | None = None
) -> Floats:
    """Return the weights of each case, where that of a component in a gap goes to its heirs that are there.

    ``heirs`` has, by the place of a component, the places of those that its weight goes to, in equal parts. Where none
    of them is there it stays where it is.

    >>> moved_weights([[np.nan, 5.0, 7.0]], gaps=[[True, False, False]], heirs={0: [1, 2]}, weights=[2, 1, 1])
    array([[0., 2., 2.]])
    """
    array, empty = components(values), np.asarray(gaps, dtype=bool)
    base = np.ones(array.shape[-1]) if weights is None else floats(weights)
    result = np.broadcast_to(base, (len(array), array.shape[-1])).copy()
    for gone, places in heirs.items():
        there = ~np.isnan(array[:, list(places)])
        moves = empty[:, gone] & there.any(axis=1)
        share = base[..., gone] * moves / np.maximum(there.sum(axis=1), 1)
        result[:, list(places)] += np.where(there, share[:, None], 0.0)
        result[moves, gone] = 0.0
    return result
