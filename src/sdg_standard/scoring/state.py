"""What is known of every node and case, as two matrices: its number, and a byte of flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methods.arrays import Bools, CasesByChildren, NodesByCases, PerCase, PerChild

Flags = NDArray[np.uint8]

APPLIES, SCORED, ASKED, COUNTS, FILLED, BELOW, OUTSIDE, REACHED = (1 << place for place in range(8))
"""What a flag says of a node in a case:

- ``APPLIES``: it applies;
- ``SCORED``: it is scored, or something below it is;
- ``ASKED``: both at once of a leaf, or of something below a branch: what needs count and gaps are filled for;
- ``COUNTS``: of a leaf: coverage counts it, since it is asked for and has the points that its steps need;
- ``FILLED``: its number, or one that it was made from, was filled; a leaf with it has no number of its own;
- ``BELOW``: a branch lacks what it needs;
- ``OUTSIDE``: a value or numbers were there, and a step or an aggregate could not take them;
- ``REACHED``: it has reached its target, where a path is read.
"""
WHO = APPLIES | SCORED | ASKED | COUNTS
"""What holds of everybody unless something else is known; the others hold of nobody."""

Rows = int | Sequence[int] | NDArray[np.intp] | slice


@dataclass
class State:
    """Numbers and flags of nodes × cases. The rows of branches are known once these are made.

    ``reach`` has, for branches with a condition and those above them, which of their leaves count: leaves × cases.
    ``mixed`` has the flags that do not hold alike everywhere; the others need not be looked at.
    """

    index: Mapping[str, int]
    numbers: NodesByCases
    flags: Flags
    reach: dict[str, Bools] = field(default_factory=dict)
    mixed: int = 0

    def marks(self, flag: int, rows: Rows) -> Bools | None:
        """Where a flag is set, for some rows; None where it is as it is everywhere: see ``WHO``."""
        return self.set_of(flag, rows) if self.mixed & flag else None

    def set_of(self, flag: int, rows: Rows) -> Bools:
        """Where a flag is set, for some rows."""
        found: Bools = (self.flags[rows] & np.uint8(flag)) != 0
        return found

    def put(self, flag: int, rows: Rows, marks: Any) -> None:
        """Set a flag where marks say so, and take it away where they do not."""
        cleared = self.flags[rows] & np.uint8(~flag & 0xFF)
        self.flags[rows] = cleared | np.where(marks, np.uint8(flag), np.uint8(0))
        self.mixed |= flag

    def add(self, flag: int, row: int, marks: Any) -> None:
        """Set a flag where marks say so, and leave it elsewhere."""
        if marks.any():
            self.flags[row] |= np.where(marks, np.uint8(flag), np.uint8(0))
            self.mixed |= flag

    def of_block(self, numbers: NodesByCases, block: slice) -> State:
        """The state of a block of cases; what is written into its flags is written into this one's."""
        reach = {name: marks[:, block] for name, marks in self.reach.items()}
        return State(self.index, numbers, self.flags[:, block], reach, self.mixed)

    def coverage(self, node: str, leaves: NDArray[np.intp], *, empty: float) -> PerCase:
        """The share of the leaves of a node that count that have a number of their own.

        ``leaves`` are the rows of the leaves below it, or its own; ``empty`` stands where none of them counts.
        """
        there = ~np.isnan(self.numbers[leaves])
        filled, counts = self.marks(FILLED, leaves), self.marks(COUNTS, leaves)
        there = there if filled is None else there & ~filled
        reach = self.reach.get(node)
        if reach is not None:
            counts = reach if counts is None else counts & reach
        return share_there(there, counts, empty=empty)


def share_there(
    there: Bools, asked: Bools | None, *, weights: PerChild | CasesByChildren | None = None, empty: float = 1.0
) -> PerCase:
    """Of what is asked for (None: all rows), the share that is there, for each column; rows may have weights.

    ``empty`` stands where nothing is asked for: by itself 1, since a share of nothing asks nothing.

    >>> share_there(np.array([[True, True], [False, True]]), np.array([[True, False], [True, False]]))
    array([0.5, 1. ])
    """
    possible = np.ones(there.shape, dtype=bool) if asked is None else asked
    reached: NDArray[Any] = there if asked is None else there & asked
    if weights is not None:
        across = weights[:, None] if weights.ndim == 1 else weights.T
        possible, reached = possible * across, reached * across
    total = possible.sum(axis=0)
    share: PerCase = np.where(total > 0, reached.sum(axis=0) / np.where(total > 0, total, 1), empty)
    return share
