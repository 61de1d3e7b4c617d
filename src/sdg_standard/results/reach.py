"""Which scores a methodology can give at all: the ends of its scale, or less where its bands stop short of them."""

from __future__ import annotations

from sdg_standard.model.methodology.steps import BandsStep, CategoriesStep, GoalpostsStep, Piecewise, ShareOf
from sdg_standard.plans import Branch, Leaf, Plan

Ends = tuple[float, float]


def reachable(plan: Plan) -> Ends:
    """The lowest and the highest score that a number can get, as far as the rules alone say it.

    Where one leaf or branch may give any number, the ends of the scale.
    """
    scale = plan.methodology.scale
    whole = min(scale.worst, scale.best), max(scale.worst, scale.best)
    scored = [leaf for leaf in plan.leaves.values() if leaf.gives == "score" and leaf.scored is not False]
    found = [_of_leaf(leaf, whole) for leaf in scored]
    ends = [item for item in found if item is not None]
    if not found or len(ends) < len(found) or not all(map(_keeps_inside, plan.branches.values())):
        return whole
    return min(low for low, _ in ends), max(high for _, high in ends)


def _of_leaf(leaf: Leaf, scale: Ends) -> Ends | None:
    """The ends of a leaf's score: those of its last step, if that is one that holds them."""
    last = leaf.steps[-1] if leaf.steps else None
    if isinstance(last, BandsStep):
        scores = [band.score for band in last.bands]
    elif isinstance(last, CategoriesStep):
        scores = list(last.scores.values())
    elif isinstance(last, Piecewise):
        scores = [float(score) for _, score in last.points if isinstance(score, int | float)]
    elif isinstance(last, ShareOf) and last.clip == "both":
        scores = [0.0, 1.0]
    elif isinstance(last, GoalpostsStep) and last.clip == "both":
        scores = list(last.to or scale)
    else:
        return None
    return min(scores), max(scores)


def _keeps_inside(branch: Branch) -> bool:
    """Whether a branch's number lies between those of its children, or is no score."""
    if branch.gives == "value":
        return True
    return branch.aggregate.keeps_inside and not branch.steps and branch.missing.keeps_inside
