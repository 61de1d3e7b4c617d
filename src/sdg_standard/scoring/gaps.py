"""The children of a branch of which some lack a number, as the treatments of gaps want to see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sdg_standard.methods.arrays import Bools, CasesByChildren, PerChild
from sdg_standard.scoring.cases import Cases


@dataclass
class BranchGaps:
    """The children of a branch for all cases that are computed together."""

    names: tuple[str, ...]
    across: CasesByChildren
    weights: PerChild | CasesByChildren | None
    cases: Cases
    asked: Callable[[], Bools | None]
    """Which children a gap is filled for, cases × children; None: all."""
    enough: Bools | None
    """Where the branch has what it needs; None: everywhere."""
    applies: Bools | None
    """Where it applies by its own condition; None: everywhere."""

    @cached_property
    def empty(self) -> Bools:
        """Which of them lack a number and are asked for."""
        empty, asked = np.isnan(self.across), self.asked()
        return empty if asked is None else empty & asked

    def groups(self, by: str) -> Any:
        """The number of the group of each case: of those with the same attribute in the same period; -1: none."""
        groups = self.cases.attribute(by).astype(str)
        keys = np.char.add(np.char.add(self.cases.period_index.astype(str), "\0"), groups)
        return np.where(groups == "", -1, np.unique(keys, return_inverse=True)[1])

    def among(self, *, published: bool) -> Bools:
        """Which cases a mean of areas is made from: where the branch applies, and if asked has what it needs.

        Areas made of areas are no part of a mean.
        """
        among = ~self.cases.made_mask
        for marks in (self.enough if published else None, self.applies):
            among = among if marks is None else among & marks
        return among
