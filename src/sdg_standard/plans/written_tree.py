"""The tree of a methodology, expanded: written out node by node, or derived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdg_standard.catalogue.checks import belongs_to
from sdg_standard.catalogue.codes import TREE, UNKNOWN_SERIES, WEIGHT_TWICE
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.branches import DerivedTree, Node
from sdg_standard.methodology.file import Methodology
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import WHOLE
from sdg_standard.plans.checks.parts import part_named
from sdg_standard.plans.derived_tree import Derivation, selected
from sdg_standard.plans.tree import Tree, TreeNode
from sdg_standard.words import say


def expand(methodology: Methodology, standard: Standard, report: Report, broken: frozenset[str]) -> Tree | None:
    """Return the tree of a methodology; None when it cannot be made.

    Nor is it made when it names a definition that is ``broken``: whatever could be said would follow from that.
    """
    own = Report(report.document)
    builder = _Builder(methodology, standard, own, broken)
    tree = builder.build()
    report.problems += own.problems
    return None if own.failed or builder.lost else tree


class _Builder:
    def __init__(self, methodology: Methodology, standard: Standard, report: Report, broken: frozenset[str]) -> None:
        self.methodology, self.standard, self.report, self.broken = methodology, standard, report, broken
        self.tree = Tree()
        self.lost = False
        self.single = is_single(report)
        self.uses: dict[str, list[tuple[Path, str, bool]]] = {}
        """Where an id is named as a child: the path, the parent, and whether the id is a key there."""

    def build(self) -> Tree:
        """Define all nodes first, then resolve the ids that children are."""
        derivation = Derivation(self.tree, self.methodology, self.standard, self.report, self.broken)
        for index, item in enumerate(self.methodology.tree):
            path: Path = ("tree",) if self.single else ("tree", index)
            if isinstance(item, DerivedTree):
                self.tree.derived = True
                derivation.add(item, path)
            else:
                self._define(item, path)
                self.tree.roots.append(item.id)
        if not self.tree.derived:  # a derived tree is made of what is selected, and has said so
            selected(self.methodology.select, self.standard, self.report, self.broken)
        if not self.report.failed:
            self._resolve()
        if not self.report.failed:
            self._check_cycles()
        if not self.report.failed:
            used = {child for node in self.tree.nodes.values() for child in node.children}
            self.tree.roots = [name for name in dict.fromkeys(self.tree.roots) if name not in used]
        return self.tree

    def _define(self, node: Node, path: Path) -> None:
        """Define a node and those inside it."""
        if node.id in self.tree.nodes:
            cure = say("plans.keep_definition_elsewhere_id")
            self.report.add(TREE, say("plans.node_defined_twice", id=node.id), (*path, "id"), cure)
            return
        series = self._series_of(node, path)
        level = node.level or ("series" if node.children is None else "branch")
        title = node.title or (series.label if series else node.id)
        part = part_named(node, path, self.standard, self.report) if series else WHOLE
        item = TreeNode(node.id, level, title, path, series, part, model=node, hidden=node.hidden)
        self.tree.nodes[node.id] = item
        children = node.children or ()
        item.weighted = isinstance(children, Mapping)
        for place, child in enumerate(children):
            step = child if item.weighted else place
            where: Path = (*path, "children", step if isinstance(step, str | int) else place)
            name = child if isinstance(child, str) else child.id
            if name in item.children:
                cure = say("plans.keep_count_more_write")
                self.report.add(TREE, say("plans.stands_twice_among_children", name=name, id=node.id), where, cure)
            item.children[name] = children[name] if isinstance(children, Mapping) else 1.0
            self.uses.setdefault(name, []).append((where, node.id, item.weighted))
            if isinstance(child, Node):
                self._define(child, where)

    def _series_of(self, node: Node, path: Path) -> Series | None:
        """The series a leaf reads: the one it names, or the one that has its id."""
        if node.children is not None:
            return None
        name = node.series or node.id
        where: Path = (*path, "series" if node.series else "id")
        series = self.standard.series.get(name)
        if series is None:
            self._unknown(name, where)
        return series

    def _unknown(self, name: str, where: Path, *, key: bool = False) -> None:
        if belongs_to(name, self.broken):
            self.lost = True
            return
        known, cure = [*self.standard.series, *self.tree.nodes], ""
        if name in self.standard.indicators:
            parts = ", ".join(self.standard.indicators[name].series_ids.values())
            text, cure = say("plans.indicator_several_series", name=name), say("plans.name_them", series=parts)
        else:
            text = say("plans.no_series_node", name=name, hint=did_you_mean(near(name, known)))
        self.report.add(UNKNOWN_SERIES, text, where, cure, key=key)

    def _resolve(self) -> None:
        """Turn ids that no node defines into leaves that read a series."""
        for name, uses in self.uses.items():
            if name in self.tree.nodes:
                continue
            where, _, is_key = uses[0]
            series = self.standard.series.get(name)
            if series is None:
                self._unknown(name, where, key=is_key)
                for _, parent, _ in uses:
                    self.tree.nodes[parent].children.pop(name, None)
                continue
            self.tree.nodes[name] = TreeNode(name, "series", series.label, where, series)

    def _check_cycles(self) -> None:
        state: dict[str, int] = {}
        for start in self.tree.nodes:
            stack: list[tuple[str, Iterator[str]]] = [(start, iter(self.tree.nodes[start].children))]
            if state.get(start):
                continue
            state[start] = 1
            while stack:
                name, rest = stack[-1]
                child = next(rest, None)
                if child is None:
                    state[name] = 2
                    stack.pop()
                elif state.get(child) == 1:
                    ways = [(path, is_key) for path, parent, is_key in self.uses.get(child, []) if parent == name]
                    where, is_key = ways[0] if ways else (("tree",), False)
                    ring = [item for item, _ in stack]
                    ring = [*ring[ring.index(child) :], child]
                    text = say("plans.stands_below_itself", child=child, ring=" → ".join(ring))
                    cure = say("plans.remove_children_other_way", child=child, name=name)
                    self.report.add(TREE, text, where, cure, key=is_key)
                    return
                elif child not in state:
                    state[child] = 1
                    stack.append((child, iter(self.tree.nodes[child].children)))


def is_single(report: Report) -> bool:
    """Whether the file of a methodology writes its tree as one mapping, and not as a list."""
    data = getattr(report.document, "data", None) or {}
    return isinstance(data.get("tree"), Mapping)


def check_weights_once(tree: Tree, weights: Mapping[str, float], report: Report) -> None:
    """A child with a weight in its parent's mapping has none of its own."""
    for node in tree.nodes.values():
        if node.weighted:
            for child in node.children:
                if child in weights:
                    where: Path = (*node.path, "children", child)
                    text = say(
                        "plans.weight_here_leaf",
                        child=child,
                        here=f"{node.children[child]:g}",
                        there=f"{weights[child]:g}",
                    )
                    report.add(WEIGHT_TWICE, text, where)
