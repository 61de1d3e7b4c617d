"""Whether enough is there: of several needs the first counts that fits the area."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sdg_standard.methodology.branches import Need
from sdg_standard.methods.arrays import Bools, PerCase
from sdg_standard.scoring.cases import Cases

ALL = slice(None)


class Needs:
    """The needs of a node, each with the cases that it counts for: those that it is the first to fit."""

    def __init__(self, needs: Sequence[Need], cases: Cases) -> None:
        self.fitting: list[tuple[Need, Bools]] = []
        left = np.ones(cases.count, dtype=bool)
        for need in needs:
            concerned = left if need.where is None else left & cases.meets(need.where)
            self.fitting.append((need, concerned))
            left = left & ~concerned

    def met(self, share_of: Callable[[Need], PerCase], block: slice = ALL) -> Bools | None:
        """Where what is needed is there, given the share that is; None where nothing is needed, which is enough."""
        found: Bools | None = None
        for need, concerned in self.fitting:
            met = ~concerned[block] | need.met_by(share_of(need))
            found = met if found is None else found & met
        return found
