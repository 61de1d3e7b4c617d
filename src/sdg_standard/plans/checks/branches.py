"""Whether the children of a branch fit its aggregate and one another, and whether it can take its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import MIXED_CHILDREN, NO_AGGREGATE, UNKNOWN_POINT
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.model.codes import WEIGHTS
from sdg_standard.plans.checks.methods import FEW, after_steps
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch, Leaf, Plan


def no_aggregate(names: Sequence[str], path: Path, report: Report) -> None:
    """Say of which branches no rule says how they are made; one rule that is missing may be all that is wrong."""
    others = [say("quoted", text=name) for name in names[1:FEW]]
    others += [say("plans.more", more=len(names) - FEW)] if len(names) > FEW else []
    more = say("plans.nor_for", others=others) if others else ""
    report.add(NO_AGGREGATE, say("plans.no_aggregate", node=names[0], more=more), path)


def check_weights(branch: Branch, weights: Mapping[str, float], path: Path, report: Report) -> None:
    """Weights are not all 0: whatever has the weight 0 is left out, also where an aggregate knows no weights."""
    if weights and not any(weights.values()) and not branch.aggregate.by_name:
        report.add(WEIGHTS, say("model.all_weigh_nothing", branch=branch.id), path)


def check_written_weights(branch: Branch, path: Path, report: Report) -> None:
    """Weights written with an aggregate are those of its children, or of its leaves, all of them."""
    written, names = branch.aggregate.written, branch.parts
    if written is None:
        return
    what = "plans.no_leaf_to_weigh" if branch.aggregate.over == "leaves" else "plans.no_child_to_weigh"
    for name in written:
        if name not in names:
            text = say(what, branch=branch.id, name=name, hint=did_you_mean(near(name, names)))
            report.add(WEIGHTS, text, (*path, "weights", name), say("plans.weigh", names=names), key=True)
    absent = [name for name in names if name not in written]
    if absent:
        text = say("plans.weights_leave_out", branch=branch.id, name=absent[0])
        cure = say("plans.add_weight", name=absent[0])
        report.add(WEIGHTS, text, (*path, "weights"), cure)


def check_gaps(branch: Branch, nodes: Collection[str], path: Path, report: Report) -> None:
    """Nodes that a treatment of gaps names are somewhere in the tree: one rule may be about many branches."""
    for inside, name in branch.missing.named:
        if name not in nodes:
            text = say("plans.no_node_to_move_weight", name=name, hint=did_you_mean(near(name, nodes)))
            report.add(WEIGHTS, text, (*path, *inside), key=len(inside) == 2)


def check_aggregate(branch: Branch, path: Path, report: Report) -> None:
    """What an aggregate itself has to say of the children, or leaves, that it is to be made from."""
    for fault in branch.aggregate.faults(branch.id, branch.parts):
        report.add(fault.code, fault.message, (*path, fault.key), fault.cure, once=True)


def check_branch_steps(branch: Branch, path: Path, report: Report) -> None:
    """Report the steps of a branch that ask for a point: it has only those that a step fits itself."""
    for index, step in enumerate(branch.steps):
        for inside, edge in step.edges():
            for name in points_of(edge):
                if not branch.points.has(name):
                    text = say("plans.branch_has_no_points", branch=branch.id, point=name)
                    report.add(UNKNOWN_POINT, text, (*path, index, *inside), say("model.write_number"), once=True)


def typed_branch(branch: Branch, direction: str | None, path: Path, plan: Plan, report: Report) -> Branch | None:
    """Return the branch with what it gives, how it points and its unit; None where its children do not fit.

    Children are of one kind and one orientation, unless the aggregate calls them by name. A direction that is written
    holds for what the aggregate makes and for the number after the steps.
    """
    parts = [plan.leaves.get(name) or plan.branches.get(name) for name in branch.parts]
    if any(name in plan.tree.nodes and part is None for name, part in zip(branch.parts, parts, strict=True)):
        return None  # a child is wrong itself, which is said there
    there = [part for part in parts if part is not None]
    usable = [part for part in there if not getattr(part, "lacks", ())] or there
    if not usable:
        return None
    check_aggregate(branch, path, report)
    if not branch.aggregate.by_name:
        mixed = next(_mixed(branch, usable), None)
        if mixed is not None:  # what stands above would only be mixed for the same reason
            report.add(MIXED_CHILDREN, mixed[0], path, mixed[1], once=True)
            return None
    made = 1 if branch.aggregate.by_name else usable[0].sign
    made = -1 if direction == "lower_is_better" else 1 if direction else made
    scores = all(part.gives == "score" for part in usable) or any(step.role == "scoring" for step in branch.steps)
    kind = branch.aggregate.says_kind or ("score" if scores else "value")
    unit = _unit(usable[0]) if kind == "value" and not branch.aggregate.by_name else None
    sign = made if direction else after_steps(made, branch.steps, plan.methodology)
    return replace(branch, gives=kind, made_sign=made, sign=sign, unit=unit)


def _mixed(branch: Branch, parts: Sequence[Leaf | Branch]) -> Iterator[tuple[str, str]]:
    """Why children cannot become one number, with a cure."""
    values = [part for part in parts if part.gives == "value"]
    scores = [part for part in parts if part.gives == "score"]
    units = {_unit(part) for part in values}
    signs = sorted({part.sign for part in parts}, reverse=True)
    if values and scores:
        yield say("plans.scores_and_values", branch=branch.id, score=scores[0].id, value=values[0].id), ""
    elif len(units) > 1:
        listed = [say("quoted", text=unit or say("plans.no_unit")) for unit in sorted(units, key=str)]
        yield say("plans.several_units", branch=branch.id, units=listed), ""
    elif len(signs) > 1:
        more, less = (next(part.id for part in parts if part.sign == sign) for sign in signs[:2])
        text = say("plans.not_one_way", branch=branch.id, more=more, less=less)
        yield text, say("plans.score_first_or_turn")


def _unit(part: Leaf | Branch) -> str | None:
    return getattr(part, "read_unit", None) or getattr(part, "unit", None)
