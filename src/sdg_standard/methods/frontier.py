"""Benefit of the doubt: every area is weighted as suits it best, and measured against the best that anybody reaches
so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.errors import MissingExtra
from sdg_standard.methods.arrays import Floats, floats


def benefit_of_doubt(values: ArrayLike, *, higher_is_better: bool = True) -> Floats:
    """Return max over w ≥ 0 of Σ w·x, so that no case exceeds 1 with the same weights: 1 is the frontier.

    A missing component earns its case nothing. Where lower is better, 1 / x takes the place of x. NaN where a case has
    no number, and everywhere where one is negative, or 0 where lower is better: there is no frontier then. Needs SciPy
    (the extra ``optimise``). Source: Cherchye and others (2007); OECD/JRC Handbook (2008), section 6.2.

    >>> benefit_of_doubt([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    array([1., 1., 1.])
    >>> benefit_of_doubt([[2.0, 2.0], [1.0, 1.0]])
    array([1. , 0.5])
    """
    try:
        from scipy.optimize import linprog
    except ImportError:
        raise MissingExtra("benefit of the doubt", "scipy", "optimise") from None
    array = floats(values)
    present = ~np.isnan(array).all(axis=1)
    result = np.full(len(array), np.nan)
    refused = array < 0 if higher_is_better else array <= 0
    if refused.any() or np.isinf(array).any() or not present.any():
        return result
    known = np.where(np.isnan(array), 0.0, array if higher_is_better else 1 / np.where(array > 0, array, 1.0))
    bounded = known[present]
    largest = bounded.max(axis=0)
    if not largest.any():
        return np.where(present, 0.0, np.nan)
    # Over the largest of each component, so that the units in which they are counted do not matter to the solver.
    bounded = bounded[:, largest > 0] / largest[largest > 0]
    for row, own in zip(np.flatnonzero(present), bounded, strict=True):
        found = linprog(-own, A_ub=bounded, b_ub=np.ones(len(bounded)), method="highs")
        result[row] = round(float(-found.fun), 12) if found.success else np.nan
    return result
