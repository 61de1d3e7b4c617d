"""Copeland's rule: areas are compared pair by pair, and who wins more pairs comes first."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, check_weights, floats


def copeland(values: ArrayLike, *, weights: ArrayLike | None = None, higher_is_better: bool = True) -> Floats:
    """Return for each case its wins less its losses against all others, divided by their number: -1 to 1.

    One case beats another when the components in which it is better weigh more than those in which it is worse, among
    the components that both have; equal ones count half to each. A pair without a common component is a draw,
    whatever the order of the cases. A case without any number is NaN.

    >>> copeland([[3.0, 3.0], [2.0, 2.0], [1.0, 4.0]])
    array([ 0.5, -0.5,  0. ])
    """
    array = floats(values) if higher_is_better else -floats(values)
    check_weights(weights)
    weight = np.ones(array.shape[1]) if weights is None else floats(weights)
    present = ~np.isnan(array).all(axis=1)
    result = np.zeros(len(array))
    for row, own in enumerate(array):
        with np.errstate(invalid="ignore"):
            ahead = np.nansum(np.sign(own - array) * weight, axis=1)
        ahead[row] = 0.0
        result[row] = np.sign(np.where(np.abs(ahead) < 1e-12, 0.0, ahead))[present].sum()
    others = present.sum() - 1
    return np.where(present, result / others if others > 0 else 0.0, np.nan)
