"""What is taken of observations that lie in time: the nearest one, the one of a period, a point on a line between two.

Each function takes layers: of one period of observation its place, its numbers and the codes of its gaps, leaves ×
areas. Places, and codes, are whole numbers; a place of -1 says that nothing was taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Bools, Floats, floats

Codes = NDArray[np.uint8]
Places = NDArray[np.int32]
Layer = tuple[int, Floats, Codes | None]
"""The place of a period of observation, its numbers, and the codes of its gaps; None: nothing is said of them."""
GAP = 1e-9
"""So much longer than allowed, in years, a gap may be."""


def nearest(layers: Iterable[Layer], shape: tuple[int, int], *, gone: int) -> tuple[Floats, Codes, Places]:
    """Take the first number of layers that lie ever further away; none where a gap with the code ``gone`` is nearer.

    The code of a gap is the first that was found.

    >>> far, near = (2, np.array([[5.0]]), None), (1, np.array([[np.nan]]), None)
    >>> numbers, codes, places = nearest([near, far], (1, 1), gone=2)
    >>> numbers, places
    (array([[5.]]), array([[2]], dtype=int32))
    """
    numbers, codes = np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)
    places, still = np.full(shape, -1, dtype=np.int32), np.ones(shape, dtype=bool)
    for place, values, reasons in layers:
        new = still & ~np.isnan(values)
        np.copyto(numbers, values, where=new)
        np.copyto(places, np.int32(place), where=new)
        still ^= new
        if reasons is not None:
            np.copyto(codes, reasons, where=still & (codes == 0))
            still &= reasons != gone
        if not still.any():  # whatever lies further away is not looked at
            break
    return numbers, codes, places


def only_one(
    groups: Iterable[Iterable[Layer]], shape: tuple[int, int], *, contradiction: int
) -> tuple[Floats, Codes, Places, list[Bools]]:
    """Take the only number of the first group of layers that says anything; none where two of a group differ.

    Returned are numbers, codes, places, and for each layer that contradicts one before it where it does so.

    >>> one, other = (0, np.array([[5.0]]), None), (1, np.array([[6.0]]), None)
    >>> only_one([[one, other]], (1, 1), contradiction=4)[:2]
    (array([[nan]]), array([[4]], dtype=uint8))
    """
    numbers, codes = np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)
    places, several = np.full(shape, -1, dtype=np.int32), []
    for layers in groups:
        spoken = ~np.isnan(numbers) | (codes > 0)
        seen, said = np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)
        where = np.full(shape, -1, dtype=np.int32)
        for place, values, reasons in layers:
            twice = ~spoken & ~np.isnan(seen) & ~np.isnan(values) & (seen != values)
            several += [twice] if twice.any() else []
            said = np.where(twice, np.uint8(contradiction), said)
            where = np.where(np.isnan(seen) & ~np.isnan(values), np.int32(place), where)
            seen = np.where(np.isnan(seen), values, seen)
            if reasons is not None:
                said = np.where((said == 0) & (reasons > 0), reasons, said)
        lost = said == contradiction
        seen, where = np.where(lost, np.nan, seen), np.where(lost, np.int32(-1), where)
        numbers, codes = np.where(spoken, numbers, seen), np.where(spoken, codes, said)
        places = np.where(spoken, places, where)
    return numbers, codes.astype(np.uint8), places, several


def on_a_line(
    before: ArrayLike,
    after: ArrayLike,
    *,
    before_time: ArrayLike,
    after_time: ArrayLike,
    at: float,
    max_gap: float | None = None,
    outside: Literal["none", "nearest"] = "none",
) -> Floats:
    """Return the value at a time on the straight line between the values before and after it.

    None where they lie more than ``max_gap`` apart; with ``outside="nearest"`` the one that there is, where the other
    is not.

    >>> on_a_line([1.0], [3.0], before_time=[2010.0], after_time=[2014.0], at=2011.0)
    array([1.5])
    """
    low, high, start, end = floats(before), floats(after), floats(before_time), floats(after_time)
    gap = end - start
    numbers = low + (high - low) * ((at - start) / np.where(gap > 0, gap, 1.0))
    if max_gap is not None:
        numbers = np.where(gap > max_gap + GAP, np.nan, numbers)
    if outside == "nearest":
        numbers = np.where(np.isnan(end), low, np.where(np.isnan(start), high, numbers))
    return np.asarray(numbers)
