"""Whether an area can be scored without the others, and from one period alone."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.errors import EvidenceError
from sdg_standard.measuring.codes import COMPARES
from sdg_standard.methodology.points import chain
from sdg_standard.plans import Leaf, Plan
from sdg_standard.scoring.weights import is_fitted
from sdg_standard.words import say

FEW = 4


def refuse_comparing(plan: Plan) -> None:
    """Raise EvidenceError where a number of one area depends on which others are scored with it."""
    paths = [leaf.id for leaf in plan.leaves.values() if leaf.read.is_path]
    if paths:
        text = say("distributed.reads_years", methodology=plan.methodology.id, node=paths[0])
        raise EvidenceError([COMPARES.problem(text, say("distributed.score_here"), field=paths[0])])
    names = list(dict.fromkeys(_comparing(plan)))
    if names:
        more = len(names) - FEW
        facts = {"methodology": plan.methodology.id, "names": names[:FEW]}
        text = (
            say("distributed.compares_and_more", more=more, **facts)
            if more > 0
            else say("distributed.compares", **facts)
        )
        raise EvidenceError([COMPARES.problem(text, say("distributed.fit_first"), field=names[0])])


def _comparing(plan: Plan) -> Iterator[str]:
    """The nodes that look at other areas, or take something from a reference set that is not frozen."""
    for leaf in plan.leaves.values():
        if is_fitted_leaf(leaf) or any(step.compares_areas for step in leaf.steps):
            yield leaf.id
    for branch in plan.branches.values():
        if is_fitted(branch) or branch.aggregate.looks_at_others or any(step.compares_areas for step in branch.steps):
            yield branch.id
    if plan.methodology.areas.groups:
        yield "areas.groups"


def is_fitted_leaf(leaf: Leaf) -> bool:
    """Whether points or steps of a leaf are fitted to a reference set."""
    rules = (item for rule in leaf.points.rules.values() for item in chain(rule))
    return any(item.reads_reference for item in (*rules, *leaf.steps))
