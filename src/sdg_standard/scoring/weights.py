"""Branches made ready: their weights and steps, and what both are fitted to where they compare areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.indicator import Series
from sdg_standard.model.terms import Direction
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.branches import BranchMaker, Made
from sdg_standard.scoring.path_targets import converter
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import ReferenceSet, Together
from sdg_standard.scoring.track import Track
from sdg_standard.scoring.track_maker import TrackMaker

if TYPE_CHECKING:
    from sdg_standard.scoring.observations import Readout
    from sdg_standard.scoring.request import ReferenceRequest, Request
    from sdg_standard.scoring.result import Result


@dataclass(frozen=True)
class BranchReference:
    """What branches are fitted to: the reference set, and its own branches where its cases are others."""

    known: ReferenceRequest
    coverage: Floats
    made: Mapping[str, Made] | None = None
    """What the branches of the reference set were made with; None where these are the ones that are scored."""

    def set_of(self, numbers: Floats, fillable: Bools | None = None) -> ReferenceSet:
        """Numbers × cases of the reference as a set that rules can be fitted to; ``fillable`` says what steps fill."""
        known = self.known
        return ReferenceSet(
            Together(numbers),
            known.cases,
            known.scored,
            self.coverage,
            known.pooled,
            named=known.named,
            fillable=fillable,
        )


def branch_reference_of(
    request: Request,
    coverage: Callable[[Readout], Floats],
    own: Readout,
    branches: Iterable[Branch],
    tree: Callable[[Request], Result],
) -> BranchReference | None:
    """What the branches of a request are fitted to; None where nothing is, or there is nothing to fit to.

    ``coverage`` says how much of each case of the reference set is there, from what was read for it; ``tree`` computes
    the same branches for the cases of a reference set that is not scored itself.
    """
    known = request.reference
    if known is None or not any(map(is_fitted, branches)):
        return None
    if known.cases is request.cases:
        return BranchReference(known, coverage(own))
    other = tree(replace(request, values=known.values, cases=known.cases))
    return BranchReference(known, coverage(other.readout), other.made)


def is_fitted(branch: Branch) -> bool:
    """Whether the weights or the steps of a branch are fitted to a reference set."""
    return branch.aggregate.rule is not None or _has_fitted_steps(branch)


def _has_fitted_steps(branch: Branch) -> bool:
    return bool(branch.points.rules) or any(step.reads_reference for step in branch.steps)


def makers_of(
    branches: tuple[Branch, ...],
    index: dict[str, int],
    request: Request,
    yardstick: BranchReference | None,
) -> dict[str, BranchMaker]:
    """What makes each branch."""
    makers = {}
    for branch in branches:
        drawn = request.drawn.weights_of(branch.id, branch.parts)
        weights = branch.part_weights(request.leaves) if drawn is None else drawn
        maker = BranchMaker(branch, index, request.cases, weights)
        _fit_weights(maker, request, yardstick)
        if branch.steps:
            _give_steps(maker, _as_leaf(branch), request, yardstick)
        makers[branch.id] = maker
    return makers


def _fit_weights(maker: BranchMaker, request: Request, yardstick: BranchReference | None) -> None:
    """Weights by rule: known from the tree of the reference set, or from these areas, once they have numbers."""
    if yardstick is None or maker.branch.aggregate.rule is None:
        return
    if yardstick.made is None:
        known = yardstick.set_of(np.empty((0, request.cases.count)))
        maker.weighed_among = known.chosen(request.methodology.reference, None)
    else:
        other = yardstick.made[maker.branch.id]
        maker.frozen, maker.trouble, maker.remark = other.frozen, other.trouble, other.remark


def _give_steps(maker: BranchMaker, leaf: Leaf, request: Request, yardstick: BranchReference | None) -> None:
    """Steps that need numbers only are ready; those that compare areas are once the branch has its numbers."""
    prepare = partial(_prepared, maker, leaf, request)
    if yardstick is None or not _has_fitted_steps(maker.branch):
        prepare(None)
    elif yardstick.made is None:
        maker.prepare = lambda numbers: prepare(yardstick.set_of(numbers, maker.fillable))
    else:
        other = yardstick.made[maker.branch.id]
        prepare(yardstick.set_of(other.arrived, other.fillable))


def _prepared(maker: BranchMaker, leaf: Leaf, request: Request, reference: ReferenceSet | None) -> None:
    """Prepare the steps of a branch as those of a leaf that reads what the aggregate made."""
    track = Track((leaf,), np.zeros(1, dtype=np.intp))
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    known = request.methodology.reference
    maker.fitter = ReferencePoints((leaf,), request.cases, known, reference, fillable=maker.fillable)
    maker.steps = TrackMaker(track, scale, converter(request.standard), maker.fitter).prepare()


def _as_leaf(branch: Branch) -> Leaf:
    """A branch in the shape of a leaf: the steps of both are walked by the same code."""
    direction: Direction = "higher_is_better" if branch.made_sign > 0 else "lower_is_better"
    series = Series.model_construct(id=branch.id, direction=direction, unit=branch.unit)
    return Leaf(branch.id, branch.level, branch.title, series, branch.points, steps=branch.steps)
