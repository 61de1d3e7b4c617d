"""Nodes that are filled from their siblings: who these are, whether they fit, and in what order all are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from sdg_standard.catalogue.codes import FILLED_FROM_ABOVE, MIXED_CHILDREN, STEP_ORDER
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.plans.plan import Branch, Leaf
from sdg_standard.plans.tree import Tree
from sdg_standard.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

NodeOf = TypeVar("NodeOf", Leaf, Branch)

Making = tuple[str, bool]
"""A branch that is made, and whether it is only now filled from its siblings."""


def with_siblings(
    nodes: Mapping[str, NodeOf], tree: Tree, path_of: Callable[[str, str], Path], report: Report
) -> dict[str, NodeOf]:
    """Return leaves, or branches, with their siblings where a step fills them from these: the other leaves, or
    branches, right below the same parents.

    Siblings give their final numbers, so that nothing but treatments may follow; problems say what does not fit.
    """
    return {name: _with_siblings(node, nodes, tree, path_of(name, "steps"), report) for name, node in nodes.items()}


def _with_siblings(node: NodeOf, nodes: Mapping[str, NodeOf], tree: Tree, path: Path, report: Report) -> NodeOf:
    place = next((index for index, step in enumerate(node.steps) if step.fills_from_siblings), None)
    if place is None:
        return node
    where: Path = (*path, place)
    if any(step.role != "treatment" for step in node.steps[place + 1 :]):
        text, cure = say("plans.fill_takes_final_numbers"), say("plans.put_fill_behind")
        report.add(STEP_ORDER, text, where, cure, once=True)
    names = dict.fromkeys(name for name in _beside(node.id, tree) if name in nodes)
    others = [nodes[name] for name in names if not _lacks(nodes[name])]
    if not names:
        text = say("plans.no_leaf_beside" if isinstance(node, Leaf) else "plans.no_branch_beside", node=node.id)
        report.add(STEP_ORDER, text, where, say("plans.fill_otherwise"), once=True)
    strange = next((item for item in others if _kind(item) != _kind(node)), None)
    if strange is not None and not _lacks(node):
        text = say("plans.siblings_of_another_kind", node=node.id, other=strange.id)
        report.add(MIXED_CHILDREN, text, where, say("plans.score_siblings_first"), once=True)
    return replace(node, siblings=tuple(names))


def _beside(name: str, tree: Tree) -> Iterable[str]:
    for node in tree.nodes.values():
        if name in node.children:
            yield from (child for child in node.children if child != name)


def _lacks(node: Leaf | Branch) -> bool:
    """Whether a leaf lacks a point, so that it has no number that could be of a wrong kind."""
    return isinstance(node, Leaf) and bool(node.lacks)


def _kind(node: Leaf | Branch) -> tuple[str, str | None, int]:
    unit = node.number_unit if isinstance(node, Leaf) else node.unit
    return node.gives, unit if node.gives == "value" else None, node.sign


# the order in which branches are made


def making_order(branches: Mapping[str, Branch]) -> list[Making]:
    """The order in which branches are made: children first, and siblings before what they fill.

    Raises :class:`graphlib.CycleError` where a branch would be filled from what is made of it.
    """
    if not any(branch.siblings for branch in branches.values()):
        return [(name, False) for name in branches]
    graph: TopologicalSorter[Making] = TopologicalSorter()
    for name, branch in branches.items():
        below = [branches[child] for child in branch.children if child in branches]
        graph.add((name, False), *((child.id, bool(child.siblings)) for child in below))
        if branch.siblings:
            graph.add((name, True), (name, False), *((sibling, False) for sibling in branch.siblings))
    return list(graph.static_order())


def check_order_of_making(branches: Mapping[str, Branch], path_of: Callable[[str, str], Path], report: Report) -> None:
    """Report a branch that is filled from what is itself made of it."""
    try:
        making_order(branches)
    except CycleError as error:
        circle: list[Making] = error.args[1]
        name = min(name for name, filled in circle if filled)
        other = next(other for other in branches[name].siblings if (other, False) in circle)
        text = say("plans.filled_from_above", node=name, other=other)
        report.add(FILLED_FROM_ABOVE, text, path_of(name, "steps"), once=True)
