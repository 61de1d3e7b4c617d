"""A formula computed on arrays. What has no finite result is NaN: x / 0, log and sqrt out of bounds, overflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .syntax import Call, Name, Node, Number

Array = NDArray[np.float64]

_OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "neg": np.negative,
    "sqrt": np.sqrt,
    "log": np.log,
    "exp": np.exp,
    "abs": np.abs,
    "min": lambda *arrays: reduce(np.minimum, arrays),
    "max": lambda *arrays: reduce(np.maximum, arrays),
}


def evaluate(tree: Node, values: Mapping[str, ArrayLike]) -> Array:
    """Return the value of a tree for the values of its names, broadcast against each other.

    NaN in any part makes the result NaN; so does any step without a finite result, which therefore cannot hide in
    ``min(5, x / 0)``. Never warns, never changes its arguments.

    >>> from .syntax import parse_tree
    >>> evaluate(parse_tree("a / b"), {"a": [24.0, 1.0], "b": [20000.0, 0.0]}).tolist()
    [0.0012, nan]
    """
    with np.errstate(all="ignore"):
        return _value(tree, values)


def evaluate_scaled(tree: Node, values: Mapping[str, ArrayLike], numerator: float, denominator: float) -> Array:
    """Return the value of a tree times ``numerator / denominator``.

    Of a division only the numerator is multiplied and only the denominator divided: 24 × 100000 / 20000 is 120
    exactly, while 0.0012 × 100000 need not be.
    """
    with np.errstate(all="ignore"):
        if isinstance(tree, Call) and tree.function == "/":
            above, below = (_value(argument, values) for argument in tree.arguments)
            return _finite((above * numerator) / (below * denominator))
        return _finite(_value(tree, values) * numerator / denominator)


def _value(tree: Node, values: Mapping[str, ArrayLike]) -> Array:
    if isinstance(tree, Number):
        return np.asarray(tree.value, dtype=np.float64)
    if isinstance(tree, Name):
        return _finite(np.asarray(values[tree.name], dtype=np.float64))
    return _finite(_OPERATIONS[tree.function](*(_value(argument, values) for argument in tree.arguments)))


def _finite(array: Array | np.float64) -> Array:
    """Return the array with NaN for infinities; the same object where there are none."""
    infinite = np.isinf(array)
    return np.where(infinite, np.nan, array) if np.any(infinite) else np.asarray(array, dtype=np.float64)
