"""Numbers of nodes × cases with everything needed to explain them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import Problem
from sdg_standard.methods.arrays import Floats
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.branches import BranchMaker
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.readings import Readout
from sdg_standard.scoring.state import State
from sdg_standard.scoring.track import Track


@dataclass
class Result:
    """Numbers of nodes × cases with everything needed to explain them."""

    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]
    cases: Cases
    readout: Readout
    groups: list[Track]
    index: dict[str, int]
    numbers: Floats
    state: State
    makers: dict[str, BranchMaker]
    lacking_points: NDArray[np.bool_]
    """Which leaves lack a point that a step needs, leaves × 1, or × cases."""
    without_benchmark: NDArray[np.bool_]
    """Which of them lack one that comes from a benchmark."""
    scored: NDArray[np.bool_] | None
    fitted: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    treated: dict[tuple[str, int], dict[str, float]] = field(default_factory=dict)
    ranked_among: dict[tuple[str, int], Floats] = field(default_factory=dict)
    needs_reference: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, leaves first."""
        return tuple(self.index)

    def reached(self) -> dict[str, NDArray[np.bool_]]:
        """Where a node has reached its target: leaves that read a path, and branches all of whose numbers have."""
        if self.readout.reached is None:
            return {}
        found = {leaf.id: self.readout.reached[row] for row, leaf in enumerate(self.leaves)}
        return found | {branch.id: all_reached(branch.leaves, found, self, branch) for branch in self.branches}


def all_reached(
    names: Sequence[str], reached: Mapping[str, NDArray[np.bool_]], result: Result, branch: Branch
) -> NDArray[np.bool_]:
    """Where every one of some nodes below a branch that has a number has reached its target, and one has a number."""
    known = [name for name in names if name in reached]
    has = np.stack([~np.isnan(result.numbers[result.index[name]]) for name in known])
    reach = result.state.reach.get(branch.id)
    for row, name in enumerate(known):
        if reach is not None and name in branch.leaves:
            has[row] &= reach[branch.leaves.index(name)]
    done = np.stack([reached[name] for name in known])
    return np.asarray((done | ~has).all(axis=0) & has.any(axis=0))
