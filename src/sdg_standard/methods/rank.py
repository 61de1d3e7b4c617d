"""Places in a ranking, the best first."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.methods.normalise import Ties, rank_in


def ranks(values: ArrayLike, *, higher_is_better: bool = True, ties: Ties = "min", within: NDArray[Any] | None = None) -> Floats:
    """Return the rank of each case in a column, 1 for the best; NaN for a gap. ``within`` ranks inside each group.

    >>> ranks([50.0, 88.0, 50.0, np.nan, 40.0])
    array([ 2.,  1.,  2., nan,  4.])
    >>> ranks([50.0, 88.0, 50.0], ties="mean")
    array([2.5, 1. , 2.5])
    """
    array = floats(values)
    turned = -array if higher_is_better else array
    groups = np.zeros(len(array), dtype=np.intp) if within is None else np.unique(within, return_inverse=True)[1]
    result = np.full(array.shape, np.nan)
    for group in np.unique(groups):
        members = groups == group
        result[members] = rank_in(turned[members], reference=turned[members], ties=ties)
    return result
