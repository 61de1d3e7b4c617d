"""What is known while a tree is computed: numbers of nodes, who counts, and how much of a branch is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methods.arrays import Bools, NodesByCases, PerCase, PerChild


@dataclass
class State:
    """What is known while a tree is computed: numbers of nodes × cases, and who has what.

    ``applies``, ``scored`` and ``asked`` (both at once: what needs count and gaps are filled for) are nodes × cases;
    the row of a branch is known once it is made. ``countable`` says which leaves count for coverage. Each is None
    where it holds everywhere. ``reach`` has, for branches with a condition and those above them, which of their leaves
    count. ``filled`` has the nodes whose number, or one that it was made from, was filled; ``below`` where a branch
    lacks what it needs; ``outside`` where a branch could not take a number.
    """

    index: Mapping[str, int]
    numbers: NodesByCases
    applies: Bools | None
    countable: Bools | None
    scored: Bools | None = None
    asked: Bools | None = None
    borrowed: Bools | None = None
    reach: dict[str, Bools] = field(default_factory=dict)
    filled: dict[str, Bools] = field(default_factory=dict)
    below: dict[str, Bools] = field(default_factory=dict)
    outside: dict[str, Bools] = field(default_factory=dict)

    def of_block(self, numbers: NodesByCases, block: slice) -> State:
        """The state of a block of cases; what is written into it about who counts is written into this one."""

        def cut(marks: Bools | None) -> Bools | None:
            return None if marks is None else marks[:, block]

        reach = {name: marks[:, block] for name, marks in self.reach.items()}
        return State(
            self.index,
            numbers,
            cut(self.applies),
            cut(self.countable),
            cut(self.scored),
            cut(self.asked),
            reach=reach,
        )

    def coverage(self, node: str, leaves: NDArray[np.intp], *, empty: float) -> PerCase:
        """The share of the applicable, scored leaves of a node that have a number of their own.

        ``leaves`` are the rows of the leaves below it, or its own; ``empty`` stands where none of them counts.
        """
        there = ~np.isnan(self.numbers[leaves])
        if self.borrowed is not None:
            there &= ~self.borrowed[leaves]
        countable = None if self.countable is None else self.countable[leaves]
        reach = self.reach.get(node)
        if reach is not None:
            countable = reach if countable is None else countable & reach
        return share_there(there, countable, empty=empty)


def share_there(there: Bools, asked: Bools | None, *, weights: PerChild | None = None, empty: float = 1.0) -> PerCase:
    """Of what is asked for (None: all rows), the share that is there, for each column; rows may have weights.

    ``empty`` stands where nothing is asked for: by itself 1, since a share of nothing asks nothing.

    >>> share_there(np.array([[True, True], [False, True]]), np.array([[True, False], [True, False]]))
    array([0.5, 1. ])
    """
    possible = np.ones(there.shape, dtype=bool) if asked is None else asked
    reached: NDArray[Any] = there if asked is None else there & asked
    if weights is not None:
        possible, reached = possible * weights[:, None], reached * weights[:, None]
    total = possible.sum(axis=0)
    share: PerCase = np.where(total > 0, reached.sum(axis=0) / np.where(total > 0, total, 1), empty)
    return share
