"""Which numbers of a table can be worked out from the others, and which more to leave out so that none can.

A table here is its lines: each a set of cells of which one is the sum of the others, with whatever known factors. A
cell that is not shown can be worked out exactly if the lines have one solution for it, that is, if no vector of the
null space of the lines, taken over the cells that are not shown, moves it. What is left out beside small cells is
called secondary suppression (L. Willenborg and T. de Waal, *Elements of Statistical Disclosure Control*, 2001).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Bools, floats

TOLERANCE = 1e-9


def determined(lines: ArrayLike, *, unknown: ArrayLike) -> Bools:
    """Return which of the unknown cells follow from the others. ``lines``: lines × cells, which cells are in which.

    >>> determined([[1, 1, 1]], unknown=[False, True, False]), determined([[1, 1, 1]], unknown=[False, True, True])
    (array([False,  True, False]), array([False, False, False]))
    """
    table, gone = floats(lines), np.asarray(unknown, dtype=bool)
    found = np.zeros(len(gone), dtype=bool)
    part = table[:, gone]
    part = part[(part != 0).any(axis=1)]
    if not part.size:
        return found
    _, sizes, rows = np.linalg.svd(part, full_matrices=True)
    rank = int((sizes > TOLERANCE * max(part.shape)).sum())
    found[gone] = (np.abs(rows[rank:]) <= TOLERANCE).all(axis=0)
    return found


def left_out(lines: ArrayLike, *, secret: ArrayLike, unknown: ArrayLike, fixed: ArrayLike, cost: ArrayLike) -> Bools:
    """Return which cells to leave out, the secret ones among them, so that none of these can be worked out.

    ``unknown`` cells have no number anyway, ``fixed`` ones are shown in any case; of the others that of the least
    ``cost`` in a line of the cell in danger goes first. What has no remedy stays as it is.

    >>> left_out([[1, 1, 1, 1]], secret=[False, True, False, False], unknown=[False] * 4,
    ...     fixed=[True, False, False, False], cost=[10, 1, 6, 3])
    array([False,  True, False,  True])
    """
    table = floats(lines) != 0
    hidden, gone = np.array(secret, dtype=bool), np.asarray(unknown, dtype=bool)
    price = np.where(np.isnan(floats(cost)), np.inf, floats(cost))
    while True:
        danger = np.flatnonzero(determined(table, unknown=hidden | gone) & hidden)
        free = ~(hidden | gone | np.asarray(fixed, dtype=bool))
        near = free & table[table[:, danger].any(axis=1)].any(axis=0)
        others = near if near.any() else free & table.any(axis=0)
        if not len(danger) or not others.any():
            return hidden
        candidates = np.flatnonzero(others)
        hidden[candidates[np.argmin(price[candidates])]] = True
