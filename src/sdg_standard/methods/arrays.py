"""What the kernels share: the shape of arrays, sums whose order never changes, and what counts as a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PerCase = Floats
"""A number for each case: an area in a period."""
PerChild = Floats
"""A number for each child of a branch, in their order."""
CasesByChildren = Floats
"""Cases in rows, the children of a branch in columns: what is aggregated."""
NodesByCases = Floats
"""Leaves, children or other nodes in rows, cases in columns: as numbers are kept."""


def floats(values: ArrayLike) -> Floats:
    """Return the values as an array of floats; no copy where they are one."""
    return np.asarray(values, dtype=np.float64)


TIED = 1e-9
"""Numbers within this share of their size are equal where places are counted, as edges of bands are reached."""


SHARE_TOLERANCE = 1e-9
"""A share that is asked for counts as reached so little below it."""


def slack(values: ArrayLike) -> Floats:
    """How far a number may lie from each value and still be tied with it.

    >>> slack([0.0, -2.0, np.inf])
    array([0.e+00, 2.e-09, 0.e+00])
    """
    size = np.abs(floats(values))
    return np.where(np.isfinite(size), TIED * size, 0.0)


def finite(values: ArrayLike) -> Floats:
    """Return a new array in which what is not finite is NaN and no zero has a sign.

    The sign of a zero depends on the order in which a processor looks at equal numbers; without it the bytes do not.

    >>> finite([-0.0, np.inf, 1.5])
    array([0. , nan, 1.5])
    """
    array = floats(values)
    return np.asarray(np.where(np.isfinite(array), array, np.nan) + 0.0)


def plain(value: float) -> float | None:
    """Return a number as it stands in JSON: None for a gap or what is not finite.

    >>> plain(np.float64(1.5)), plain(np.nan)
    (1.5, None)
    """
    return float(value) if np.isfinite(value) else None


def evenly(function: Callable[[Floats], Floats], values: ArrayLike) -> Floats:
    """Apply a logarithm, power or exponential to each value, all of them standing next to each other in memory.

    Where numbers stand side by side, processors take several at a time, and their last digit may then differ from
    that of a number taken alone, with a stride, or as a scalar.

    >>> evenly(np.log, [[1.0], [1.0]])
    array([[0.],
           [0.]])
    """
    array = floats(values)
    return function(np.ascontiguousarray(array).reshape(-1)).reshape(array.shape)


def components(values: ArrayLike) -> Floats:
    """Return the values as floats; raise ValueError where there is no axis for components."""
    array = floats(values)
    if array.ndim == 0:
        raise ValueError("components stand along the last axis; a single number has none")
    return array


def columns(values: Floats, weights: ArrayLike | None) -> Iterator[tuple[Floats, Floats]]:
    """Yield each component along the last axis with its weight, in order.

    Sums over components run in this order and never through a reduction whose grouping depends on the shape, so that
    one case alone gives the same bytes as the same case among a million.
    """
    weighting = np.ones(values.shape[-1]) if weights is None else floats(weights)
    for index in range(values.shape[-1]):
        yield values[..., index], weighting[..., index]


def check_weights(weights: ArrayLike | None, shape: tuple[int, ...] | None = None) -> None:
    """Raise ValueError for weights that cannot weigh components of a shape.

    That is: negative, infinite or missing ones, all 0 for a case, and a number or shape that does not fit. Where
    there are no components at all there is nothing to weigh, and an empty list of weights is right.
    """
    if weights is None:
        return
    array = floats(weights)
    if shape is not None:
        _check_shape(array.shape, shape)
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError("weights are finite numbers of 0 or more")
    if array.shape[-1:] != (0,) and not (array.max(axis=-1, initial=0.0) > 0).all():
        raise ValueError("all weights are 0")


def _check_shape(weights: tuple[int, ...], values: tuple[int, ...]) -> None:
    """Weights have the shape (k,), or one row for each case."""
    if not weights:
        raise ValueError(f"a single weight for {values[-1]} components: give one for each")
    if weights[-1] != values[-1]:
        raise ValueError(f"{weights[-1]} weights for {values[-1]} components")
    try:
        fits = np.broadcast_shapes(weights, values) == values
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"weights of shape {weights} do not fit components of shape {values}")
