"""Branches: children's numbers → what is missing → aggregate → needs → steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.formula import Formula
from sdg_standard.methods import frontier, outrank, weighting
from sdg_standard.methods.arrays import SHARE_TOLERANCE, Bools, Floats
from sdg_standard.model.methodology.branches import Need
from sdg_standard.plans import Branch
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.track import ALL, Track

"""A share counts as reached within this much, so that 3 of 5 reaches 0.6."""


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


class BranchMaker:
    """Computes one branch for a block of cases."""

    def __init__(self, branch: Branch, leaves: Mapping[str, int], index: Mapping[str, int], cases: Cases) -> None:
        self.branch, self.cases = branch, cases
        self.steps = Track((), np.empty(0, dtype=np.intp))
        self.fitter: ReferencePoints | None = None
        """What the steps were fitted to."""
        self.prepare: Callable[[Floats], None] | None = None
        """Makes steps ready that are fitted to the numbers of the branch itself, 1 × cases."""
        self.arrived: Floats | None = None
        """These numbers, before the steps."""
        self.fillable: Bools | None = None
        """Where these steps may fill: the branch applies and has what it needs, 1 × cases; None: everywhere."""
        self.weighed_among: Bools | None = None
        """Which cases weights by rule are made from; None: all but areas made of areas."""
        names = branch.leaves if branch.aggregate.over == "leaves" else branch.children
        self.names = names
        self.rows = np.array([index[name] for name in names], dtype=np.intp)
        self.child_rows = np.array([index[name] for name in branch.children], dtype=np.intp)
        self.allowed: Bools | None = None if branch.applies is True else cases.applies_to(branch.applies)
        """For which cases the branch applies by its own condition; None: for all."""
        self.leaf_rows = np.array([leaves[name] for name in branch.leaves], dtype=np.intp)
        self.leaf_places = np.array([index[name] for name in branch.leaves], dtype=np.intp)
        self.weights: Any = None
        self.frozen: Floats | None = None
        """Weights by rule, once they are known from a reference set."""
        self.trouble = ""
        """Why a rule gave no weights, so that equal ones were taken."""
        self.remark = ""
        """What somebody who relies on weights by rule should know of them."""
        self.formula = Formula.parse(branch.aggregate.formula) if branch.aggregate.formula else None

    @property
    def comparative(self) -> bool:
        """Whether the branch compares areas, so that all of them have to be there at once."""
        by_rule = isinstance(self.branch.aggregate.weights, str) and self.frozen is None
        compares = by_rule or self.prepare is not None or any(step.compares_areas for step in self.branch.steps)
        return compares or self.branch.missing.method == "group_mean" or self.branch.aggregate.method in COMPARATIVE

    def use_weights(self, weights: NDArray[np.float64]) -> None:
        """Weights of the children; equal ones are left out, which is the same and quicker."""
        self.weights = None if (weights == 1.0).all() else weights

    def make(self, state: State, block: slice = ALL) -> Floats:
        """Return the number of the branch for each case of a block; the state's arrays are those of the block."""
        allowed = None if self.allowed is None else self.allowed[block]
        self._note_who(state, allowed)
        children = self._children(state, allowed)
        enough = self._enough(state, children, block)
        self._weigh_by_rule(children)
        weights = self.weights
        if self.branch.missing.method != "ignore":
            children, weights, filled = self._without_gaps(state, children, enough)
            if filled.any():
                state.filled[self.branch.id] = np.asarray(filled.any(axis=0))
                self._note_revived(state, filled, allowed)
        result = self.aggregated(children, weights)
        self._note_outside(state, children, result)
        if allowed is not None:
            result = np.where(allowed, result, np.nan)
        if enough is not None:
            state.below[self.branch.id] = ~enough
            result = np.where(enough, result, np.nan)
        self._note_filled(state, result)
        return self.walked(state, result, enough, block) if self.branch.steps else result

    def walked(self, state: State, made: Floats, enough: Bools | None = None, block: slice = ALL) -> Floats:
        """The number after the steps. They may fill what is missing, yet not what lacks what it needs."""
        applies = None if state.applies is None else state.applies[state.index[self.branch.id]]
        allowed = applies if enough is None else enough if applies is None else enough & applies
        if self.prepare is not None:
            self.arrived, self.fillable = made[None], None if allowed is None else allowed[None]
            self.prepare(self.arrived)
        walked: Floats = self.steps.walk(made[None], block)[0]
        if allowed is not None:
            walked = np.where(allowed, walked, np.nan)
        there = ~np.isnan(walked)
        for marks, found in ((state.filled, np.isnan(made) & there), (state.outside, ~np.isnan(made) & ~there)):
            if found.any():
                marks[self.branch.id] = marks.get(self.branch.id, np.zeros_like(found)) | found
        return walked

    # who counts

    def _children(self, state: State, allowed: Bools | None) -> Floats:
        """The numbers that the aggregate is made from; leaves below a branch that does not apply give nothing.

        Nor do areas to which the branch does not apply where it compares areas.
        """
        numbers: Floats = state.numbers[self.rows]
        for marks in (self._reach(state), allowed if self.looks_at_others else None):
            numbers = numbers if marks is None else np.where(marks, numbers, np.nan)
        return numbers

    @property
    def looks_at_others(self) -> bool:
        """Whether the number of an area, or a weight, is made from the children of other areas too."""
        return isinstance(self.branch.aggregate.weights, str) or self.branch.aggregate.method in COMPARATIVE

    def _reach(self, state: State) -> Bools | None:
        """Of a branch that is made of its leaves, which of these count; None: all."""
        return state.reach.get(self.branch.id) if self.branch.aggregate.over == "leaves" else None

    def reaches(self, state: State, row: int, position: int) -> bool:
        """Whether a part counts in a case; a leaf below a branch that does not apply does not. For explanations."""
        reach = self._reach(state)
        if self.looks_at_others and self.allowed is not None and not self.allowed[position]:
            return False
        return reach is None or bool(reach[row, position])

    def _asked(self, state: State) -> Bools | None:
        """Which children are scored and apply; None: all."""
        reach = self._reach(state)
        if state.asked is None:
            return reach
        asked: Bools = state.asked[self.rows]
        return asked if reach is None else asked & reach

    def _note_who(self, state: State, allowed: Bools | None) -> None:
        """A branch applies by its own condition, and where one of its children does; so with what is scored."""
        own = state.index[self.branch.id]
        if state.scored is not None:
            state.scored[own] = state.scored[self.child_rows].any(axis=0)
        for marks in (state.applies, state.asked):
            if marks is not None:
                found = marks[self.child_rows].any(axis=0)
                marks[own] = found if allowed is None else found & allowed

    def _note_revived(self, state: State, filled: Bools, allowed: Bools | None) -> None:
        """Where a child that does not apply is filled the branch applies after all."""
        found = filled.any(axis=0)
        for marks in (state.applies, state.asked):
            if marks is not None:
                marks[state.index[self.branch.id]] |= found if allowed is None else found & allowed

    # weights by rule

    def _weigh_by_rule(self, children: Floats) -> None:
        """Weights from the data of the areas scored, all periods together; those of a reference set are known."""
        rule = self.branch.aggregate.weights
        if not isinstance(rule, str):
            return
        if self.frozen is None:
            among = ~self.cases.made_mask if self.weighed_among is None else self.weighed_among
            turned = children.T[among] * (1.0 if self.branch.made_sign >= 0 else -1.0)
            try:
                self.frozen = RULES[rule](turned)
                self.remark = _unequal(self.names, turned, self.frozen) if rule == "equal_correlation" else ""
            except ValueError as error:
                self.trouble = str(error)
                self.frozen = np.ones(len(children)) / len(children)
        self.weights = self.frozen

    # needs

    def _enough(self, state: State, children: Floats, block: slice) -> Bools | None:
        """Where the needs are met; None where there are none."""
        if not self.branch.needs:
            return None
        result = np.ones(children.shape[1], dtype=bool)
        open_ = np.ones(children.shape[1], dtype=bool)
        for need in self.branch.needs:
            concerned = open_.copy()
            if need.where is not None:
                concerned &= np.asarray(self.cases.meets(need.where))[block]
            share = self._share(need, state, children)
            result = np.where(concerned, share >= need.share - SHARE_TOLERANCE, result)
            open_ &= ~concerned
        return result

    def share_there(self, need: Need, state: State) -> Floats:
        """How much is there of what a need asks for; for explanations."""
        return self._share(need, state, self._children(state, self.allowed))

    def _share(self, need: Need, state: State, children: Floats) -> Floats:
        """The share that is there, of what is scored and applies; 1 where nothing does: a share of nothing asks
        nothing.
        """
        if need.of == "leaves":
            reach = state.reach.get(self.branch.id)
            return coverage(self.leaf_places, self.leaf_rows, state, empty=1.0, reach=reach)
        weight = np.ones(len(self.rows)) if need.of == "children" or self.weights is None else self.weights
        there = ~np.isnan(children)
        asked = self._asked(state)
        possible = weight[:, None] * (np.ones(children.shape) if asked is None else asked)
        total = possible.sum(axis=0)
        reached = (weight[:, None] * there).sum(axis=0)
        return np.where(total > 0, reached / np.where(total > 0, total, 1.0), 1.0)

    # what is missing

    def used(self, state: State) -> tuple[Floats, Any, Bools]:
        """The children's numbers and weights as they enter the aggregate, and which were filled; for explanations."""
        children = self._children(state, self.allowed)
        if self.branch.missing.method == "ignore":
            return children, self.weights, np.zeros(children.shape, dtype=bool)
        return self._without_gaps(state, children, self._enough(state, children, ALL))

    def _without_gaps(self, state: State, children: Floats, enough: Bools | None) -> tuple[Floats, Any, Bools]:
        """Children with gaps filled, or with weights moved to siblings; and which were filled."""
        missing = self.branch.missing
        gaps = np.isnan(children)
        meant = self._asked(state)
        if missing.not_applicable == "fill":
            meant = None if state.scored is None else state.scored[self.rows]
        gaps = gaps if meant is None else gaps & meant
        if missing.method == "siblings":
            return children, self._moved_weights(children, gaps), np.zeros(gaps.shape, dtype=bool)
        fill = float(missing.value or 0.0) if missing.method == "constant" else self._group_means(children, enough)
        filled = np.where(gaps, fill, children)
        return filled, self.weights, gaps & ~np.isnan(filled)

    def _group_means(self, children: Floats, enough: Bools | None) -> Floats:
        """For each case the unweighted mean of its group in its period, among those published or all."""
        missing = self.branch.missing
        groups = self.cases.attribute(str(missing.by)).astype(str)
        keys = np.char.add(np.char.add(self.cases.period_index.astype(str), "\0"), groups.astype(str))
        codes = np.unique(keys, return_inverse=True)[1]
        published = np.ones(children.shape[1], dtype=bool) if enough is None or missing.among == "all" else enough
        published = published & ~self.cases.made_mask
        published = published if self.allowed is None else published & self.allowed
        result = np.full(children.shape, np.nan)
        for row, numbers in enumerate(children):
            use = published & ~np.isnan(numbers)
            total = np.bincount(codes[use], weights=numbers[use], minlength=codes.max(initial=-1) + 1)
            count = np.bincount(codes[use], minlength=codes.max(initial=-1) + 1)
            means = np.where(count > 0, total / np.maximum(count, 1), np.nan)
            result[row] = np.where(groups == "", np.nan, means[codes])
        return result

    def _moved_weights(self, children: Floats, gaps: Bools) -> Floats:
        """The weight of a missing child goes to the siblings named, in equal parts to those that are there."""
        base = np.ones(len(self.rows)) if self.weights is None else self.weights
        weights = np.repeat(base[:, None], gaps.shape[1], axis=1)
        place = {name: row for row, name in enumerate(self.names)}
        for gone, heirs in (self.branch.missing.to or {}).items():
            rows = [place[name] for name in heirs if name in place]
            if gone not in place or not rows:
                continue
            there = ~np.isnan(children[rows])
            moves = gaps[place[gone]] & there.any(axis=0)
            share = base[place[gone]] * moves / np.maximum(there.sum(axis=0), 1)
            weights[rows] += np.where(there, share, 0.0)
            weights[place[gone]] = np.where(moves, 0.0, weights[place[gone]])
        return weights.T

    # aggregate

    def aggregated(self, children: Floats, weights: Any) -> Floats:
        """The number that the aggregate makes of the children; a formula has none unless every child has one."""
        aggregate = self.branch.aggregate
        if self.formula is not None and self.branch.outside:  # it has no number unless every child has one
            return np.full(children.shape[1], np.nan)
        if self.formula is not None:
            result = self.formula.evaluate(dict(zip(self.names, children, strict=True)))
            return np.where(np.isnan(children).any(axis=0), np.nan, result)
        across = children.T
        if aggregate.method in COMPARATIVE:
            return self._compared(across, weights)
        made: Floats = _AGGREGATES[str(aggregate.method)](across, weights, self.branch)
        return made

    def _compared(self, across: Floats, weights: Any) -> Floats:
        """Areas compared among themselves in each period; areas made of areas stay out."""
        result = np.full(len(across), np.nan)
        higher = self.branch.made_sign >= 0
        own = ~self.cases.made_mask
        for period in range(len(self.cases.periods)):
            part = np.zeros(len(across), dtype=bool)
            part[self.cases.slice_of(period)] = True
            part &= own
            if self.branch.aggregate.method == "copeland":
                own_weights = weights if weights is None or weights.ndim == 1 else weights[part]
                result[part] = outrank.copeland(across[part], weights=own_weights, higher_is_better=higher)
            else:
                result[part] = frontier.benefit_of_doubt(across[part], higher_is_better=higher)
        return result

    # notes

    def _note_outside(self, state: State, children: Floats, result: Floats) -> None:
        """Where there are children with numbers, and with a weight, and yet no result."""
        there = ~np.isnan(children)
        if self.weights is not None and self.formula is None:
            there &= np.asarray(self.weights != 0)[:, None]
        had = there.all(axis=0) if self.formula is not None else there.any(axis=0)
        lost = had & np.isnan(result)
        if lost.any():
            state.outside[self.branch.id] = lost

    def _note_filled(self, state: State, result: Floats) -> None:
        """A branch is imputed where something was filled in it, or in a child that it was made from."""
        marks = [state.filled[name] for name in self.names if name in state.filled]
        own = state.filled.get(self.branch.id)
        if own is not None:
            marks.append(own)
        if marks:
            state.filled[self.branch.id] = np.logical_or.reduce(marks) & ~np.isnan(result)


ABOUT_EQUAL, ABOUT_NOTHING = 0.001, 0.001
"""Correlations that differ by less count as equal; a weight below this share of an equal one counts as 0."""


def _unequal(names: Sequence[str], values: Floats, weights: Floats) -> str:
    """How far from equal the correlations are that equal correlation ended with, and which weights are 0."""
    found = weighting.correlations_with_mean(values, weights)
    nothing = [name for name, weight in zip(names, weights * len(weights), strict=True) if weight < ABOUT_NOTHING]
    if np.isnan(found).all() or (np.nanmax(found) - np.nanmin(found) < ABOUT_EQUAL and not nothing):
        return ""
    low, high = int(np.nanargmin(found)), int(np.nanargmax(found))
    span = f"they end between {found[low]:.3f} ({names[low]}) and {found[high]:.3f} ({names[high]})"
    listed = ", ".join(nothing)
    return f"{span}{f'; these weigh 0: {listed}' if nothing else ''}"


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


def _arithmetic(values: Floats, weights: Any, branch: Branch) -> Floats:
    return methods.arithmetic_mean(values, weights=weights)


COMPARATIVE = ("copeland", "benefit_of_doubt")
"""Aggregates that compare the areas scored together."""

RULES: dict[str, Any] = {
    "pca": weighting.pca_weights,
    "entropy": weighting.entropy_weights,
    "critic": weighting.critic_weights,
    "equal_correlation": weighting.equal_correlation_weights,
}
"""Rules for weights, by name."""

_AGGREGATES: dict[str, Any] = {
    "arithmetic_mean": _arithmetic,
    "geometric_mean": lambda values, weights, branch: methods.geometric_mean(values, weights=weights),
    "harmonic_mean": lambda values, weights, branch: methods.harmonic_mean(values, weights=weights),
    "power_mean": lambda values, weights, branch: methods.power_mean(values, p=branch.aggregate.p, weights=weights),
    "median": lambda values, weights, branch: methods.median(values, weights=weights),
    "minimum": lambda values, weights, branch: methods.minimum(values, weights=weights),
    "maximum": lambda values, weights, branch: methods.maximum(values, weights=weights),
    "sum": lambda values, weights, branch: methods.total(values, weights=weights),
    "product": lambda values, weights, branch: methods.product(values, weights=weights),
    "mean_of_worst": lambda values, weights, branch: methods.mean_of_worst(
        values, k=branch.aggregate.k, weights=weights, higher_is_better=branch.made_sign > 0
    ),
    "first": lambda values, weights, branch: methods.first(values, weights=weights),
    "penalised_mean": lambda values, weights, branch: methods.penalised_mean(
        values,
        weights=weights,
        sd=branch.aggregate.sd or "population",
        penalty=branch.aggregate.penalty or "downward",
    ),
}
"""What each method does with cases × children, weights and the branch."""
