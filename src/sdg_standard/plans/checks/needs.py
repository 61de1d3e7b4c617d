"""Whether a branch can ever have what it needs: a part that lacks a reference point never has a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import NEVER_ENOUGH
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.methodology.branches import Need
from sdg_standard.plans.checks.methods import lacks_of
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch, Leaf, Plan


def check_needs(plan: Plan, path_of: Callable[[str, str], Path], report: Report) -> None:
    """Note the branches that need parts which can never have a number, since these lack a point."""
    for branch in plan.branches.values():
        lacking = [name for name in branch.children if _always_empty(plan.leaves.get(name))]
        short = next((need for need in branch.needs if lacking and _never_met(branch, need, plan)), None)
        if short is None:
            continue
        what = "plans.never_enough_children" if short.of == "children" else "plans.never_enough_weight"
        who = lacks_of([plan.leaves[name] for name in lacking])
        text = say(what, branch=branch.id, share=100 * short.share, who=who)
        report.add(NEVER_ENOUGH, text, path_of(branch.id, "needs"), once=True)


def _always_empty(leaf: Leaf | None) -> bool:
    """Whether a leaf lacks a point, and nothing fills it afterwards."""
    return leaf is not None and bool(leaf.lacks) and not any(step.fills for step in leaf.steps)


def _never_met(branch: Branch, need: Need, plan: Plan) -> bool:
    """Whether what can be there at most is less than what is needed; coverage does not count what lacks a point.

    Where nothing can be there it is not for want of enough.
    """
    if need.of == "leaves":
        return False
    asked = list(_asked(branch, need, plan))
    most = sum(weight for name, weight in asked if not _always_empty(plan.leaves.get(name)))
    total = sum(weight for _, weight in asked)
    return most > 0 and not need.met_by(most / total)


def _asked(branch: Branch, need: Need, plan: Plan) -> Iterator[tuple[str, float]]:
    """The children that are scored at all, with what they count."""
    for name, weight in zip(branch.children, branch.weights, strict=True):
        leaf = plan.leaves.get(name)
        if leaf is None or (leaf.scored is not False and leaf.applies is not False):
            yield name, weight if need.of == "weight" else 1.0
