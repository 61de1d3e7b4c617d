"""Points of the unit cube from which draws are made: quasi-random, so that they fill it evenly."""

from __future__ import annotations

import numpy as np

from sdg_standard.errors import MissingExtra
from sdg_standard.methods.arrays import Floats

MOST_COLUMNS = 21201
"""Sobol's numbers have so many dimensions in SciPy; further columns are pseudo-random."""


def unit_cube(draws: int, columns: int, seed: int) -> Floats:
    """Return points of the unit cube, draws × columns: the first of a scrambled Sobol sequence.

    ``draws`` need not be a power of two. The same seed gives the same bytes, and the first rows of many draws are those
    of few. Raises :class:`~sdg_standard.errors.MissingExtra` without SciPy (the extra ``uncertainty``).

    >>> unit_cube(3, 2, seed=0).shape
    (3, 2)
    """
    even = min(columns, MOST_COLUMNS)
    found = np.empty((draws, columns))
    if even:
        found[:, :even] = _sobol(draws, even, seed)
    if columns > even:
        found[:, even:] = np.random.Generator(np.random.Philox(key=seed)).random((draws, columns - even))
    return found


def _sobol(draws: int, columns: int, seed: int) -> Floats:
    try:
        from scipy.stats import qmc
    except ImportError:
        raise MissingExtra("uncertainty", "scipy", "uncertainty") from None
    whole = qmc.Sobol(columns, scramble=True, rng=np.random.default_rng(seed)).random_base2((draws - 1).bit_length())
    return np.asarray(whole[:draws], dtype=np.float64)
