"""Which scores a methodology can give at all: the ends of its scale, or less where its bands stop short of them."""

from __future__ import annotations

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
    return leaf.steps[-1].ends(scale) if leaf.steps else None


def _keeps_inside(branch: Branch) -> bool:
    """Whether a branch's number lies between those of its children, or is no score."""
    if branch.gives == "value":
        return True
    return branch.aggregate.keeps_inside and not branch.steps and branch.missing.keeps_inside
