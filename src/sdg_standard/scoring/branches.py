"""Branches: children's numbers → what is missing → aggregate → needs → steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methodology.aggregates import About
from sdg_standard.methodology.branches import Need
from sdg_standard.methods.arrays import Bools, CasesByChildren, Floats, NodesByCases, PerCase, PerChild
from sdg_standard.plans import Branch
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.gaps import BranchGaps
from sdg_standard.scoring.needs import Needs
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.state import APPLIES, ASKED, BELOW, FILLED, OUTSIDE, SCORED, State, share_there
from sdg_standard.scoring.track import ALL, Track

Entered = tuple[NodesByCases, PerChild | CasesByChildren | None, Bools]
"""Numbers, weights and what was filled, of all children and cases."""


@dataclass(frozen=True)
class Made:
    """What a branch was made with, as data."""

    weights: PerChild | CasesByChildren | None
    """The weights of its parts as they were used; None where all weigh the same."""
    frozen: PerChild | None
    """The weights that a rule made; None where there is none, or it has made none."""
    trouble: str
    """Why a rule gave no weights, so that equal ones were taken."""
    remark: str
    """What somebody who relies on weights by rule should know of them."""
    steps: Track
    """The steps that its number walks."""
    arrived: NodesByCases
    """Its numbers before the steps, 1 × cases; of a branch without steps none."""
    fillable: Bools | None
    """Where these steps may fill, 1 × cases; None: everywhere."""


class BranchMaker:
    """Computes one branch for a block of cases."""

    def __init__(self, branch: Branch, index: Mapping[str, int], cases: Cases, weights: ArrayLike) -> None:
        self.branch, self.cases = branch, cases
        self.steps = Track((), np.empty(0, dtype=np.intp))
        self.fitter: ReferencePoints | None = None
        """What the steps were fitted to."""
        self.prepare: Callable[[NodesByCases], None] | None = None
        """Makes steps ready that are fitted to the numbers of the branch itself, 1 × cases."""
        self.arrived: NodesByCases = np.full((1, cases.count if branch.steps else 0), np.nan)
        """These numbers, before the steps."""
        self.fillable: Bools | None = None
        """Where these steps may fill: the branch applies and has what it needs, 1 × cases; None: everywhere."""
        self.weighed_among: Bools | None = None
        """Which cases weights by rule are made from; None: all but areas made of areas."""
        self.names = branch.parts
        self.rows = np.array([index[name] for name in branch.parts], dtype=np.intp)
        same = branch.parts == branch.children
        self.child_rows = self.rows if same else np.array([index[name] for name in branch.children], dtype=np.intp)
        self.index = index
        self.allowed: Bools | None = None if branch.applies is True else cases.applies_to(branch.applies)
        """For which cases the branch applies by its own condition; None: for all."""
        self.needs = Needs(branch.needs, cases)
        given: Floats = np.array(weights, dtype=np.float64)
        self.weights: PerChild | CasesByChildren | None = None if (given == 1.0).all() else given
        """The weights of what it is made from; None where all are 1, which is the same and quicker."""
        self.frozen: PerChild | None = None
        """Weights by rule, once they are known from a reference set."""
        self.trouble = ""
        """Why a rule gave no weights, so that equal ones were taken."""
        self.remark = ""
        """What somebody who relies on weights by rule should know of them."""
        self._entered: Entered | None = None
        self.about = About(branch.parts, branch.made_sign >= 0, branch.outside)

    @cached_property
    def leaf_rows(self) -> NDArray[np.intp]:
        """The rows of the leaves below."""
        return np.array([self.index[name] for name in self.branch.leaves], dtype=np.intp)

    @classmethod
    def again(cls, branch: Branch, index: Mapping[str, int], cases: Cases, made: Made) -> BranchMaker:
        """What made a branch, from what it was made with."""
        maker = cls(branch, index, cases, ())
        maker.weights, maker.frozen, maker.trouble, maker.remark = made.weights, made.frozen, made.trouble, made.remark
        maker.steps = made.steps
        return maker

    def kept(self) -> Made:
        """What is kept of it once the branch is made."""
        return Made(self.weights, self.frozen, self.trouble, self.remark, self.steps, self.arrived, self.fillable)

    @property
    def comparative(self) -> bool:
        """Whether the branch compares areas, so that all of them have to be there at once."""
        branch = self.branch
        by_rule = branch.aggregate.rule is not None and self.frozen is None
        steps = self.prepare is not None or any(step.compares_areas for step in branch.steps)
        return by_rule or steps or branch.missing.compares or branch.aggregate.compares

    def make(self, state: State, block: slice = ALL) -> PerCase:
        """Return the number before any step, for each case of a block; the state's arrays are those of the block."""
        allowed = None if self.allowed is None else self.allowed[block]
        self._note_who(state, allowed)
        children = self._children(state, allowed)
        self._weigh_by_rule(children)
        weights = self.weights_in(block)
        enough = self._enough(state, children, block)
        numbers, moved, filled = self._without_gaps(state, children, enough, allowed, weights)
        if filled is not None and filled.any():
            state.add(FILLED, self.place(state), filled.any(axis=0))
            self._note_revived(state, filled, allowed)
        result = self.aggregated(numbers, moved)
        self._note_outside(state, numbers, result, weights)
        if allowed is not None:
            result = np.where(allowed, result, np.nan)
        if enough is not None:
            state.add(BELOW, self.place(state), ~enough)
            result = np.where(enough, result, np.nan)
        self._note_filled(state, result)
        return result

    def weights_in(self, block: slice) -> PerChild | CasesByChildren | None:
        """The weights of a block of cases; those that are the same for all stay one for each part."""
        return self.weights if self.weights is None or self.weights.ndim == 1 else self.weights[block]

    def place(self, state: State) -> int:
        """The row of the branch."""
        return state.index[self.branch.id]

    def walked(self, state: State, made: PerCase, block: slice = ALL) -> PerCase:
        """The number after the steps. They may fill what is missing, yet not what lacks what it needs."""
        self.arrived[0, block] = made
        if self.prepare is not None:
            allowed = self._may_fill(state)
            self.fillable = None if allowed is None else allowed[None]
            self.prepare(self.arrived)
        return self.through_steps(state, made, block)

    def through_steps(self, state: State, made: PerCase, block: slice = ALL) -> PerCase:
        """The number after the steps, which are ready. What is filled, and what a step could not take, is noted."""
        own, allowed = self.place(state), self._may_fill(state)
        walked: PerCase = self.steps.walk(made[None], block)[0]
        unfilled: PerCase = self.steps.walk(made[None], block, fill=False)[0] if self.steps.fills else walked
        if allowed is not None:
            walked = np.where(allowed, walked, np.nan)
        there = ~np.isnan(walked)
        state.add(FILLED, own, np.isnan(unfilled) & there)
        state.add(OUTSIDE, own, ~np.isnan(made) & ~there)
        return walked

    def _may_fill(self, state: State) -> Bools | None:
        """Where steps may fill: where the branch applies and does not lack what it needs; None: everywhere."""
        own = self.place(state)
        applies, below = state.marks(APPLIES, own), state.marks(BELOW, own)
        return applies if below is None else ~below if applies is None else applies & ~below

    # who counts

    def _children(self, state: State, allowed: Bools | None) -> NodesByCases:
        """The numbers that the aggregate is made from; leaves below a branch that does not apply give nothing.

        Nor do areas to which the branch does not apply where it looks at other areas.
        """
        numbers: NodesByCases = state.numbers[self.rows]
        for marks in (self._reach(state), allowed if self.branch.aggregate.looks_at_others else None):
            numbers = numbers if marks is None else np.where(marks, numbers, np.nan)
        return numbers

    def _reach(self, state: State) -> Bools | None:
        """Of a branch that is made of its leaves, which of these count; None: all."""
        return state.reach.get(self.branch.id) if self.branch.aggregate.over == "leaves" else None

    def reaches(self, state: State, row: int, position: int) -> bool:
        """Whether a part counts in a case; a leaf below a branch that does not apply does not. For explanations."""
        reach = self._reach(state)
        if self.branch.aggregate.looks_at_others and self.allowed is not None and not self.allowed[position]:
            return False
        return reach is None or bool(reach[row, position])

    def _asked(self, state: State) -> Bools | None:
        """Which children are scored and apply; None: all."""
        reach, asked = self._reach(state), state.marks(ASKED, self.rows)
        return reach if asked is None else asked if reach is None else asked & reach

    def _note_who(self, state: State, allowed: Bools | None) -> None:
        """A branch applies by its own condition, and where one of its children does; so with what is scored."""
        for flag in (SCORED, APPLIES, ASKED):
            marks = state.marks(flag, self.child_rows)
            if marks is not None:
                found = marks.any(axis=0)
                state.put(flag, self.place(state), found if allowed is None or flag == SCORED else found & allowed)

    def _note_revived(self, state: State, filled: Bools, allowed: Bools | None) -> None:
        """Where a child that does not apply is filled the branch applies after all."""
        found = filled.any(axis=0)
        for flag in (APPLIES, ASKED):
            if state.mixed & flag:
                state.add(flag, self.place(state), found if allowed is None else found & allowed)

    # weights by rule

    def _weigh_by_rule(self, children: NodesByCases) -> None:
        """Weights from the data of the areas scored, all periods together; those of a reference set are known."""
        rule = self.branch.aggregate.rule
        if rule is None:
            return
        if self.frozen is None:
            among = ~self.cases.made_mask if self.weighed_among is None else self.weighed_among
            turned = children.T[among] * (1.0 if self.about.higher_is_better else -1.0)
            try:
                self.frozen = rule.make(turned)
                self.remark = rule.remark(self.names, turned, self.frozen)
            except ValueError as error:
                self.trouble = str(error)
                self.frozen = np.ones(len(children)) / len(children)
        self.weights = self.frozen

    # needs

    def _enough(self, state: State, children: NodesByCases, block: slice) -> Bools | None:
        """Where the needs are met; None where there are none."""
        return self.needs.met(lambda need: self._share(need, state, children, block), block)

    def share_there(self, need: Need, state: State) -> PerCase:
        """How much is there of what a need asks for; for explanations."""
        return self._share(need, state, self._children(state, self.allowed), ALL)

    def _share(self, need: Need, state: State, children: NodesByCases, block: slice) -> PerCase:
        """The share that is there, of what is scored and applies."""
        if need.of == "leaves":
            return state.coverage(self.branch.id, self.leaf_rows, empty=1.0)
        there, asked = ~np.isnan(children), self._asked(state)
        return share_there(there, asked, weights=None if need.of == "children" else self.weights_in(block))

    # what is missing

    def entered(self, state: State) -> Entered:
        """The children's numbers and weights as they enter the aggregate, and which were filled; for explanations, and
        worked out once.
        """
        if self._entered is None:
            children = self._children(state, self.allowed)
            enough = self._enough(state, children, ALL)
            numbers, weights, filled = self._without_gaps(state, children, enough, self.allowed, self.weights)
            self._entered = numbers, weights, np.zeros(children.shape, dtype=bool) if filled is None else filled
        return self._entered

    def _without_gaps(
        self,
        state: State,
        children: NodesByCases,
        enough: Bools | None,
        allowed: Bools | None,
        own: PerChild | CasesByChildren | None,
    ) -> tuple[NodesByCases, PerChild | CasesByChildren | None, Bools | None]:
        """Children with gaps filled, or with weights moved to siblings; and which were filled."""
        missing = self.branch.missing
        gaps = self._gaps(state, children, enough, allowed, own)
        fill, weights = missing.fill(gaps), missing.weigh(gaps)
        if fill is None:
            return children, weights, None
        filled = np.where(gaps.empty, fill, gaps.across)
        return filled.T, weights, (gaps.empty & ~np.isnan(filled)).T

    def _gaps(
        self,
        state: State,
        children: NodesByCases,
        enough: Bools | None,
        allowed: Bools | None,
        weights: PerChild | CasesByChildren | None,
    ) -> BranchGaps:
        def asked() -> Bools | None:
            if self.branch.missing.fills_what_does_not_apply:
                marks = state.marks(SCORED, self.rows)
            else:
                marks = self._asked(state)
            return None if marks is None else marks.T

        return BranchGaps(self.names, children.T, weights, self.cases, asked, enough, allowed)

    def sources(self, state: State, row: int, position: int) -> Bools | None:
        """The cases of whose numbers a gap was filled with the mean; None where it was not. For explanations."""
        group = self.branch.missing.group_of
        if group is None:
            return None
        by, published = group
        below = state.marks(BELOW, self.place(state))
        enough = None if below is None else ~below
        gaps = self._gaps(state, self._children(state, self.allowed), enough, self.allowed, self.weights)
        groups = gaps.groups(by)
        found: Bools = gaps.among(published=published) & ~np.isnan(gaps.across[:, row]) & (groups == groups[position])
        return found

    # aggregate

    def aggregated(self, children: NodesByCases, weights: PerChild | CasesByChildren | None) -> PerCase:
        """The number that the aggregate makes of the children, before needs and steps."""
        aggregate, across = self.branch.aggregate, children.T
        if not aggregate.compares:
            return aggregate.make(across, weights, self.about)
        result, own = np.full(len(across), np.nan), ~self.cases.made_mask
        for period in range(len(self.cases.periods)):
            part = np.flatnonzero(own & (self.cases.period_index == period))
            among = weights if weights is None or weights.ndim == 1 else weights[part]
            result[part] = aggregate.make(across[part], among, self.about)
        return result

    # notes

    def _note_outside(
        self,
        state: State,
        children: NodesByCases,
        result: PerCase,
        weights: PerChild | CasesByChildren | None,
    ) -> None:
        """Where there are children with numbers, and with a weight, and yet no result."""
        gone = np.isnan(result)
        if not gone.any():
            return
        there = ~np.isnan(children)
        if self.branch.aggregate.by_name:
            had = there.all(axis=0)
        else:
            weigh = True if weights is None else weights[:, None] != 0 if weights.ndim == 1 else weights.T != 0
            had = (there & weigh).any(axis=0)
        state.add(OUTSIDE, self.place(state), had & gone)

    def _note_filled(self, state: State, result: PerCase) -> None:
        """A branch is imputed where something was filled in it, or in a child that it was made from."""
        marks = state.marks(FILLED, [*self.rows, self.place(state)])
        if marks is not None:
            state.put(FILLED, self.place(state), marks.any(axis=0) & ~np.isnan(result))
