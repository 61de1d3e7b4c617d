"""A result is two matrices, numbers and flags, with what was decided on the way to them: data, and no engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import Problem
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.values import REASON
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.branches import Made
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.observations import NOT_APPLICABLE, Readout
from sdg_standard.scoring.paths import Course
from sdg_standard.scoring.state import OUTSIDE, REACHED, SCORED, Flags, State
from sdg_standard.scoring.track import Track


@dataclass
class Result:
    """Numbers and flags of nodes × cases, leaves first, with what each number was made of.

    Nothing is computed that is not in it: what it is asked afterwards it reads.
    """

    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]
    cases: Cases
    state: State
    readout: Readout
    """What was read for the leaves, why nothing was, and what paths were read from."""
    tracks: tuple[Track, ...]
    """The steps of the leaves, with their numbers put in."""
    lacking_points: Bools
    """Which leaves lack a point that a step needs, leaves × 1, or × cases."""
    without_benchmark: Bools
    """Which of them lack one that comes from a benchmark."""
    made: dict[str, Made] = field(default_factory=dict)
    """What each branch was made with: weights as used, steps with their numbers put in."""
    paths: dict[str, Course] = field(default_factory=dict)
    """What the path of each node that reads one was read from."""
    fitted: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    """Points that were fitted, by node and name, with the step before which they were."""
    fitted_by_readings: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    """Those that readings asked for, with the step before the reading."""
    fitted_behind: dict[tuple[str, str], tuple[int, int, float]] = field(default_factory=dict)
    """What was fitted behind a formula that differs by area: the step, the place of the rule in its chain, the number.
    """
    on_two_scales: frozenset[tuple[str, str]] = frozenset()
    """Those that steps asked for on different scales."""
    treated: dict[tuple[str, int], dict[str, float]] = field(default_factory=dict)
    """What steps were fitted to, by node and step."""
    ranked_among: dict[tuple[str, int], Floats] = field(default_factory=dict)
    """The numbers that a step ranks among, by node and step."""
    needs_reference: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def index(self) -> Mapping[str, int]:
        """The row of each node."""
        return self.state.index

    @property
    def numbers(self) -> Floats:
        """The number of each node in each case: nodes × cases; NaN where there is none."""
        return self.state.numbers

    @property
    def flags(self) -> Flags:
        """What else is known of each node in each case: nodes × cases, see :mod:`~sdg_standard.scoring.state`."""
        return self.state.flags

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, leaves first."""
        return tuple(self.index)

    @cached_property
    def place_of(self) -> Mapping[str, tuple[Track, int]]:
        """The steps of each leaf, and its place among those that walk them."""
        return {leaf.id: (track, place) for track in self.tracks for place, leaf in enumerate(track.leaves)}

    def reached(self) -> dict[str, Bools]:
        """Where each node has reached its target; nothing where no node has anywhere."""
        if not self.state.mixed & REACHED:
            return {}
        return {name: self.state.set_of(REACHED, row) for name, row in self.index.items()}

    def leaf_reasons(self) -> NDArray[np.uint8]:
        """Why a leaf has no number: leaves × cases; 0 where it has one, filled or not.

        A number that was lost on the way could not be taken by a step, or there were no points to place it between.
        """
        count = slice(0, len(self.leaves))
        codes = self.readout.reason_codes()
        lacking = np.broadcast_to(self.lacking_points, codes.shape) & (codes != NOT_APPLICABLE)
        words = np.where(self.without_benchmark, REASON["no_benchmark"], REASON["no_point"])
        codes = np.where(lacking, words, codes)
        scored = self.scored
        if scored is not None:
            codes = np.where(~scored & (codes == 0), REASON["not_scored"], codes)
        lost = np.where(self.state.set_of(OUTSIDE, count), REASON["outside_domain"], REASON["no_point"])
        codes = np.where(codes == 0, lost, codes)
        return np.where(np.isnan(self.numbers[count]), codes, 0).astype(np.uint8)

    @property
    def scored(self) -> Bools | None:
        """Which leaves are scored, leaves × cases; None where all are."""
        return self.state.marks(SCORED, slice(0, len(self.leaves)))
