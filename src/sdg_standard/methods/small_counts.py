"""Intervals of shares and rates that are made of small counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats

NORMAL_95 = 1.959963984540054
"""The 97.5 per cent point of the standard normal distribution."""


def wilson(count: ArrayLike, of: ArrayLike, *, z: float = NORMAL_95) -> tuple[Floats, Floats]:
    """Return Wilson's interval of a share, from the numerator and the denominator.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with ``z`` = 1.96 for 95 %. It holds for small counts too, and
    never leaves 0 to 1. NaN where the denominator is 0. Source: Wilson, JASA 22 (1927).

    >>> [round(float(end), 4) for end in wilson(3, 40)]
    [0.0258, 0.1986]
    """
    counts, total = np.broadcast_arrays(floats(count), floats(of))
    with np.errstate(all="ignore"):
        share, square = counts / np.where(total > 0, total, np.nan), z * z / np.where(total > 0, total, np.nan)
        middle = share + square / 2
        half = np.sqrt(np.maximum(share * (1 - share) * square + square * square / 4, 0.0))
        low = np.where(counts == 0, 0.0, (middle - half) / (1 + square))
        high = np.where(counts == total, 1.0, (middle + half) / (1 + square))
    return np.where(np.isnan(share), np.nan, low), np.where(np.isnan(share), np.nan, high)


def poisson(count: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the exact interval of what a count of rare events comes from (Garwood).

    Half the chi-squared quantiles with 2k and 2k + 2 degrees of freedom. Needs SciPy (the extra ``uncertainty``).
    Source: Garwood, Biometrika 28 (1936).

    >>> [round(float(end), 3) for end in poisson(3)]
    [0.619, 8.767]
    """
    from scipy.special import gammaincinv

    counts, rest = floats(count), (1 - level) / 2
    low = np.where(counts > 0, gammaincinv(np.maximum(counts, 1.0), rest), 0.0)
    return low, np.asarray(gammaincinv(counts + 1, 1 - rest), dtype=np.float64)
