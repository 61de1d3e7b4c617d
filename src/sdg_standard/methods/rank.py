"""Places in a ranking, the best first."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.methods.normalise import Ties, rank_in


def ranks(
    values: ArrayLike, *, higher_is_better: bool = True, ties: Ties = "min", within: NDArray[Any] | None = None
) -> Floats:
    """Return the rank of each case in a column, 1 for the best; NaN for a gap. ``within`` ranks inside each group.

    Values are tied within 1e-9 of their size, so that sums taken in another order share a rank.

    >>> ranks([50.0, 88.0, 50.0, np.nan, 40.0])
    array([ 2.,  1.,  2., nan,  4.])
    >>> ranks([50.0, 88.0, 50.0], ties="mean")
    array([2.5, 1. , 2.5])
    """
    array = floats(values)
    turned = -array if higher_is_better else array
    if within is None:
        return rank_in(turned, reference=turned, ties=ties)
    codes, sizes = np.unique(np.asarray(within), return_inverse=True, return_counts=True)[1:]
    if len(codes) != len(array):
        raise ValueError(f"{len(codes)} groups for {len(array)} cases")
    result = np.full(array.shape, np.nan)
    for members in np.split(np.argsort(codes, kind="stable"), np.cumsum(sizes)[:-1]):
        result[members] = rank_in(turned[members], reference=turned[members], ties=ties)
    return result
