"""How far groups are apart: Theil's index and the mean log deviation.

Groups stand along the last axis, each with the value of its members on average; cases stand before it. ``weights`` are
the sizes of the groups, of one shape for all cases or one for each; without them all groups count alike. A case in
which a group has no value, or fewer than two groups are there, has no number.

Both indices are those of the World Health Organization for groups without an order (*Handbook on health inequality
monitoring*, 2013), there multiplied by 1,000: with p the share of a group in the sizes and r its value over the
weighted mean, Theil's T = Σ p·r·ln r and the mean log deviation L = Σ p·(-ln r). Both are 0 where all groups are
equal, never negative, the same in any unit, and add up: that of many small groups is that between larger ones plus,
weighted with p·r (T) or p (L), that within them (A. F. Shorrocks, *The class of additively decomposable inequality
measures*, Econometrica 48, 1980). T looks more at those above the mean, L at those below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, components, evenly, finite, floats


def theil(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return Theil's index T = Σ p·r·ln r; a group with the value 0 adds nothing.

    Of negative values, or if all are 0, NaN.

    >>> round(float(theil([1.0, 3.0])), 4)      # 0.5 · 0.5 ln 0.5 + 0.5 · 1.5 ln 1.5
    0.1308
    """
    shares, relative = _relative(values, weights)
    terms = relative * evenly(np.log, np.where(relative > 0, relative, 1.0))
    return _total(np.where(relative >= 0, terms, np.nan), shares)


def mean_log_deviation(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the mean log deviation L = Σ p·(-ln r). Where a group has 0 or less it is not defined: NaN.

    >>> round(float(mean_log_deviation([1.0, 3.0])), 4)     # 0.5 · (-ln 0.5) + 0.5 · (-ln 1.5)
    0.1438
    """
    shares, relative = _relative(values, weights)
    return _total(-evenly(np.log, np.where(relative > 0, relative, np.nan)), shares)


def _relative(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """The share of each group in the sizes, and its value over the weighted mean."""
    array = finite(components(values))
    if array.shape[-1] < 2:
        array = np.full(array.shape, np.nan)
    sizes = np.broadcast_to(np.ones(array.shape[-1]) if weights is None else floats(weights), array.shape)
    sizes = np.where(sizes >= 0, sizes, np.nan)
    whole = _added(sizes)
    shares = sizes / np.where(whole > 0, whole, np.nan)
    largest = np.abs(array).max(axis=-1, keepdims=True, initial=0.0)
    scaled = array / np.where(largest > 0, largest, np.nan)  # so that no sum of large numbers is infinite
    mean = _added(shares * scaled)
    return shares, scaled / np.where(mean > 0, mean, np.nan)


def _total(terms: Floats, shares: Floats) -> Floats:
    """The weighted sum; what rounding leaves below 0 is 0. A group of nobody counts for nothing, whatever its value."""
    return finite(np.maximum(_added(np.where(shares == 0, 0.0, shares * terms))[..., 0], 0.0))


def _added(values: Floats) -> Floats:
    """The sums along the last axis, which stays, one group after the other."""
    result = np.zeros((*values.shape[:-1], 1))
    for place in range(values.shape[-1]):
        result[..., 0] += values[..., place]
    return result
