"""Leaves that are filled from their siblings: who these are, and whether their numbers can stand for one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import MIXED_CHILDREN, STEP_ORDER
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.plans.tree import Tree

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Leaf


def with_siblings(leaf: Leaf, leaves: Mapping[str, Leaf], tree: Tree, path: Path, report: Report) -> Leaf:
    """Return the leaf with its siblings if a step fills it from them: the other leaves right below its parents.

    Siblings give their final numbers, so that nothing but treatments may follow; a problem says what does not fit.
    """
    place = next((index for index, step in enumerate(leaf.steps) if step.fills_from_siblings), None)
    if place is None:
        return leaf
    where: Path = (*path, place)
    if any(step.role != "treatment" for step in leaf.steps[place + 1 :]):
        cure = "Put it behind the steps that change the scale or give a score."
        report.add(STEP_ORDER, "`fill` from siblings takes their final numbers", where, cure, once=True)
    names = dict.fromkeys(_beside(leaf.id, tree))
    others = [leaves[name] for name in names if not leaves[name].lacks]
    if not names:
        text = f'"{leaf.id}" stands beside no other leaf and cannot be filled from siblings'
        report.add(STEP_ORDER, text, where, "Fill it from a constant or a group.", once=True)
    strange = next((item for item in others if _kind(item) != _kind(leaf)), None)
    if strange is not None and not leaf.lacks:
        text = f'"{leaf.id}" is filled from its siblings, and the number of "{strange.id}" is of another kind'
        report.add(MIXED_CHILDREN, text, where, "Score them first, all in one direction.", once=True)
    return replace(leaf, siblings=tuple(names))


def _beside(name: str, tree: Tree) -> Iterable[str]:
    for node in tree.nodes.values():
        if name in node.children:
            yield from (child for child in node.children if child != name and tree.nodes[child].is_leaf)


def _kind(leaf: Leaf) -> tuple[str, str | None, int]:
    return leaf.gives, leaf.read_unit if leaf.gives == "value" else None, leaf.sign
