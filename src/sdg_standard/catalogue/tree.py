"""The tree of a methodology, expanded: written out, or derived from classification and links to the goals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sdg_standard.catalogue.checks import belongs_to
from sdg_standard.catalogue.codes import TREE, UNKNOWN_CLASS, UNKNOWN_SELECTION, UNKNOWN_SERIES, WEIGHT_TWICE
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.model.indicator import Series
from sdg_standard.model.methodology.branches import DerivedTree, Node
from sdg_standard.model.methodology.file import Methodology, Select

SDG_LEVELS = ("goal", "target")
INDICATOR_LEVEL = "indicator"
"""Level of a derived tree: one branch for each indicator that has several series."""


@dataclass
class TreeNode:
    """A node as the tree has it: a leaf that reads a series, or a branch with weighted children."""

    id: str
    level: str
    title: str
    path: Path
    series: Series | None = None
    children: dict[str, float] = field(default_factory=dict)
    weighted: bool = False
    model: Node | None = None
    hidden: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether it reads a series."""
        return self.series is not None


@dataclass
class Tree:
    """All nodes by id, children before their parents in ``order``."""

    nodes: dict[str, TreeNode] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    derived: bool = False
    """Whether series stand in it for what they are, so that a definition that is broken may be missing unnoticed."""

    def bottom_up(self) -> list[str]:
        """Ids with every child before its parents."""
        done: dict[str, None] = {}
        for root in self.roots:
            self._visit(root, done)
        for name in self.nodes:
            self._visit(name, done)
        return list(done)

    def _visit(self, name: str, done: dict[str, None]) -> None:
        stack: list[tuple[str, Iterator[str]]] = [(name, iter(self.nodes[name].children))]
        while stack:
            current, rest = stack[-1]
            child = next((item for item in rest if item not in done), None)
            if child is None:
                done[current] = None
                stack.pop()
            else:
                stack.append((child, iter(self.nodes[child].children)))

    def below(self, name: str) -> tuple[str, ...]:
        """Every node below one, each once, depth first."""
        found: dict[str, None] = {}
        stack = list(reversed(self.nodes[name].children))
        while stack:
            current = stack.pop()
            if current not in found:
                found[current] = None
                stack += reversed(self.nodes[current].children)
        return tuple(found)

    def leaves_of(self, name: str) -> tuple[str, ...]:
        """Every leaf below a node, each once; of a leaf itself."""
        if self.nodes[name].is_leaf:
            return (name,)
        return tuple(item for item in self.below(name) if self.nodes[item].is_leaf)

    def top_down(self) -> list[str]:
        """Ids in reading order: each root, then what stands below it."""
        found: dict[str, None] = {}
        for root in self.roots:
            for name in (root, *self.below(root)):
                found.setdefault(name)
        for name in self.nodes:
            found.setdefault(name)
        return list(found)


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
        for index, item in enumerate(self.methodology.tree):
            path: Path = ("tree",) if self.single else ("tree", index)
            if isinstance(item, DerivedTree):
                self.tree.derived = True
                self._derive(item, path)
            else:
                self._define(item, path)
                self.tree.roots.append(item.id)
        if not self.report.failed:
            self._resolve()
        if not self.report.failed:
            self._check_cycles()
        if not self.report.failed:
            used = {child for node in self.tree.nodes.values() for child in node.children}
            self.tree.roots = [name for name in dict.fromkeys(self.tree.roots) if name not in used]
        return self.tree

    # written trees

    def _define(self, node: Node, path: Path) -> None:
        """Define a node and those inside it."""
        if node.id in self.tree.nodes:
            cure = "Keep one definition; elsewhere the id alone refers to it."
            self.report.add(TREE, f'the node "{node.id}" is defined twice', (*path, "id"), cure)
            return
        series = self._series_of(node, path)
        level = node.level or ("series" if node.children is None else "branch")
        title = node.title or (series.label if series else node.id)
        item = TreeNode(node.id, level, title, path, series, model=node, hidden=node.hidden)
        self.tree.nodes[node.id] = item
        children = node.children or ()
        item.weighted = isinstance(children, Mapping)
        for place, child in enumerate(children):
            step = child if item.weighted else place
            where: Path = (*path, "children", step if isinstance(step, str | int) else place)
            name = child if isinstance(child, str) else child.id
            if name in item.children:
                cure = "Keep one; to count it more, write the children as a mapping with weights."
                self.report.add(TREE, f'"{name}" stands twice among the children of "{node.id}"', where, cure)
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
        known = [*self.standard.series, *self.tree.nodes]
        if name in self.standard.indicators:
            parts = ", ".join(self.standard.indicators[name].series_ids.values())
            text, cure = f'the indicator "{name}" has several series', f"Name one of them: {parts}."
        else:
            text, cure = f'there is no series or node "{name}"{did_you_mean(near(name, known))}', ""
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
                    text = f'"{child}" stands below itself: {" → ".join(ring)}'
                    cure = f'Remove "{child}" from the children of "{name}", or the other way round.'
                    self.report.add(TREE, text, where, cure, key=is_key)
                    return
                elif child not in state:
                    state[child] = 1
                    stack.append((child, iter(self.tree.nodes[child].children)))

    # derived trees

    def _derive(self, item: DerivedTree, path: Path) -> None:
        chosen = selected(self.methodology.select, self.standard, self.report, self.broken)
        self._check_levels(item, chosen, path)
        before = len(self.tree.roots)
        root = None
        if item.root is not None:
            self._check_root(item.root.id, path)
            root = self._branch(item.root.id, item.root.level, item.root.title or item.root.id, path)
        for series in sorted(chosen, key=lambda series: series.id):
            leaf = TreeNode(series.id, "series", series.label, path, series)
            self.tree.nodes.setdefault(series.id, leaf)
            for steps in self._ways(series, item):
                parent = root
                for name, level, title in steps:
                    branch = self._branch(name, level, title, path)
                    if parent is not None:
                        parent.children.setdefault(name, 1.0)
                    else:
                        self.tree.roots.append(name)
                    parent = branch
                if parent is not None:
                    parent.children.setdefault(series.id, 1.0)
                else:
                    self.tree.roots.append(series.id)
        if root is not None:
            self.tree.roots.append(root.id)
        self._sort(chosen, before)

    def _check_levels(self, item: DerivedTree, chosen: list[Series], path: Path) -> None:
        """Every level is a key that some series has, or one of the goals."""
        keys = dict.fromkeys(key for series in chosen for key in series.classification)
        for index, level in enumerate(item.levels):
            if chosen and level not in keys and level not in (*SDG_LEVELS, INDICATOR_LEVEL):
                known = (*keys, *SDG_LEVELS, INDICATOR_LEVEL)
                hint = did_you_mean(near(level, known))
                text = f'no selected series has the key "{level}" in its classification{hint}'
                cure = f"The levels may be {', '.join(known)}."
                self.report.add(UNKNOWN_CLASS, text, (*path, "levels", index), cure)

    def _check_root(self, name: str, path: Path) -> None:
        if name in self.tree.nodes or name in self.standard.series:
            what = "a node" if name in self.tree.nodes else "a series"
            self.report.add(
                TREE, f'the root has the id "{name}" of {what}', (*path, "root", "id"), "Give it another id."
            )

    def _branch(self, name: str, level: str, title: str, path: Path) -> TreeNode:
        return self.tree.nodes.setdefault(name, TreeNode(name, level, title, path))

    def _ways(self, series: Series, item: DerivedTree) -> list[list[tuple[str, str, str]]]:
        """Every way from the top down to a series: lists of (id, level, title)."""
        ways: list[list[tuple[str, str, str]]] = [[]]
        keys: list[str] = []
        goals_done = False
        for level in item.levels:
            if level in SDG_LEVELS:
                if not goals_done:
                    ends = self._links(series, item)
                    ways = [[*way, *end] for way in ways for end in ends]
                    goals_done = True
                continue
            if level == INDICATOR_LEVEL:
                own = self.standard.indicators[series.indicator]
                if len(own.series) > 1:
                    ways = [[*way, (f"{level}:{own.id}", level, own.title)] for way in ways]
                continue
            code = series.classification.get(level)
            if code is None:
                break
            keys.append(code)
            title = self._class_title(series, level, code)
            ways = [[*way, (f"{level}:{'/'.join(keys)}", level, title)] for way in ways]
        return ways

    def _class_title(self, series: Series, level: str, code: str) -> str:
        framework = self.standard.frameworks.get(series.framework)
        return framework.classification.get(level, {}).get(code, code) if framework else code

    def _links(self, series: Series, item: DerivedTree) -> list[list[tuple[str, str, str]]]:
        """Ways by the goals a series is linked to; in a goal by its targets, or directly if only the goal is linked."""
        relations = item.links.relations
        pairs = [link.codes for link in series.sdg if relations is None or link.relation in relations]
        pairs = list(dict.fromkeys(pairs))
        if item.links.several == "first":
            pairs = pairs[:1]
        by_goal: dict[str, list[str]] = {}
        for goal, target in pairs:
            found = by_goal.setdefault(goal, [])
            if target:
                found.append(target)
        ways = []
        for goal, targets in by_goal.items():
            steps = []
            if "goal" in item.levels:
                steps.append((f"goal:{goal}", "goal", self._title(self.standard.goals, goal)))
            if "target" in item.levels and targets:
                for target in dict.fromkeys(targets):
                    node = (f"target:{target}", "target", self._title(self.standard.targets, target))
                    ways.append([*steps, node])
            else:
                ways.append(steps)
        return ways or [[]]

    def _title(self, among: Mapping[str, object], code: str) -> str:
        return str(getattr(among.get(code), "title", code))

    def _sort(self, chosen: list[Series], before: int) -> None:
        """Put children, and the roots made after the first ``before``, in the order of the classification or goals."""
        order = {name: index for index, name in enumerate(self._scheme_order(chosen))}

        def key(name: str) -> tuple[int, int, tuple[int, int, str], str]:
            node = self.tree.nodes[name]
            code = name.partition(":")[2].rpartition("/")[2]
            place = order.get(f"{node.level}:{code}", len(order))
            return (node.is_leaf, place, natural(code) if node.level in SDG_LEVELS else (0, 0, ""), name)

        for node in self.tree.nodes.values():
            if not node.weighted and node.model is None:
                node.children = {name: node.children[name] for name in sorted(node.children, key=key)}
        roots = self.tree.roots
        self.tree.roots = [*roots[:before], *sorted(dict.fromkeys(roots[before:]), key=key)]

    def _scheme_order(self, chosen: list[Series]) -> Iterator[str]:
        for name in dict.fromkeys(series.framework for series in chosen):
            framework = self.standard.frameworks.get(name)
            for level, codes in (framework.classification if framework else {}).items():
                for code in codes:
                    yield f"{level}:{code}"


def natural(code: str) -> tuple[int, int, str]:
    """The order of goals and targets: by number, lettered targets behind.

    >>> sorted(["11.b", "2.1", "11.2", "11.10"], key=natural)
    ['2.1', '11.2', '11.10', '11.b']
    """
    goal, _, rest = code.partition(".")
    number = int(rest) if rest.isdigit() else (0 if not rest else 1000)
    return (int(goal) if goal.isdigit() else 0, number, rest)


def is_single(report: Report) -> bool:
    """Whether the file of a methodology writes its tree as one mapping, and not as a list."""
    data = getattr(report.document, "data", None) or {}
    return isinstance(data.get("tree"), Mapping)


def selected(select: Select | None, standard: Standard, report: Report, broken: Collection[str] = ()) -> list[Series]:
    """Return the series that take part: always by what they are, never by what data they have."""
    found = [series for series in standard.series.values() if series.status != "deprecated"]
    if select is None:
        return found
    used = {series.framework for series in found}
    for index, name in enumerate(select.framework):
        if name not in standard.frameworks and name not in used:
            hint = did_you_mean(near(name, standard.frameworks))
            where: Path = ("select", "framework", index)
            report.add(UNKNOWN_SELECTION, f'there is no framework "{name}"{hint}', where)
    for index, name in enumerate(select.ids):
        if name not in standard.series and name not in standard.indicators and not belongs_to(name, broken):
            hint = did_you_mean(near(name, [*standard.series, *standard.indicators]))
            report.add(UNKNOWN_SERIES, f'there is no series "{name}"{hint}', ("select", "ids", index))
    kept = [series for series in found if _takes_part(series, select)]
    if not kept and not report.failed and not broken:
        report.add(UNKNOWN_SELECTION, "the selection chooses no series", ("select",))
    return kept


def _takes_part(series: Series, select: Select) -> bool:
    if select.framework and series.framework not in select.framework:
        return False
    if select.ids and series.id not in select.ids and series.indicator not in select.ids:
        return False
    return all(series.classification.get(key) in codes for key, codes in select.classification.items())


def check_weights_once(tree: Tree, weights: Mapping[str, float], report: Report) -> None:
    """A child with a weight in its parent's mapping has none of its own."""
    for node in tree.nodes.values():
        if node.weighted:
            for child in node.children:
                if child in weights:
                    where: Path = (*node.path, "children", child)
                    text = f'"{child}" has the weight {node.children[child]:g} here and {weights[child]:g} as a leaf'
                    report.add(WEIGHT_TWICE, text, where)
