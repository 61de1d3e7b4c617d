"""What is known while a tree is computed: numbers of nodes, who counts, and how much of a branch is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methods.arrays import Bools, Floats


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
    numbers: Floats
    applies: Bools | None
    countable: Bools | None
    scored: Bools | None = None
    asked: Bools | None = None
    borrowed: Bools | None = None
    reach: dict[str, Bools] = field(default_factory=dict)
    filled: dict[str, Bools] = field(default_factory=dict)
    below: dict[str, Bools] = field(default_factory=dict)
    outside: dict[str, Bools] = field(default_factory=dict)

    def of_block(self, numbers: Floats, block: slice) -> State:
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


def coverage(
    places: NDArray[np.intp], rows: NDArray[np.intp], state: State, *, empty: float, reach: Bools | None = None
) -> Floats:
    """The share of the applicable, scored leaves that have a number of their own; ``empty`` where there are none.

    ``reach``: which of the leaves count in the branch that is meant; None: all.
    """
    there = ~np.isnan(state.numbers[places])
    if state.borrowed is not None:
        there &= ~state.borrowed[rows]
    countable = None if state.countable is None else state.countable[rows]
    if reach is not None:
        countable = reach if countable is None else countable & reach
    if countable is None:
        everywhere: Floats = there.sum(axis=0) / len(places)
        return everywhere
    total = countable.sum(axis=0)
    share: Floats = np.where(total > 0, (there & countable).sum(axis=0) / np.maximum(total, 1), empty)
    return share
