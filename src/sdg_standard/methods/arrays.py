"""What the kernels share: the shape of arrays and sums whose order never changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def floats(values: ArrayLike) -> Floats:
    """Return the values as an array of floats; no copy where they are one."""
    return np.asarray(values, dtype=np.float64)


def columns(values: Floats, weights: ArrayLike | None) -> Iterator[tuple[Floats, Floats]]:
    """Yield each component along the last axis with its weight, in order.

    Sums over components run in this order and never through a reduction whose grouping depends on the shape, so that
    one case alone gives the same bytes as the same case among a million.
    """
    weighting = np.ones(values.shape[-1]) if weights is None else floats(weights)
    if weighting.shape[-1] != values.shape[-1]:
        raise ValueError(f"{weighting.shape[-1]} weights for {values.shape[-1]} components")
    for index in range(values.shape[-1]):
        yield values[..., index], weighting[..., index]


def check_weights(weights: ArrayLike | None) -> None:
    """Raise ValueError for negative, infinite or missing weights, and where all weights of a case are 0."""
    if weights is None:
        return
    array = floats(weights)
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError("weights are finite numbers of 0 or more")
    if not (array.max(axis=-1, initial=0.0) > 0).all():
        raise ValueError("all weights are 0")
