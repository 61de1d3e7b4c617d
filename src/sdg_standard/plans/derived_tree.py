"""Trees made from the classification of series, or from their links to the goals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sdg_standard.catalogue.checks import belongs_to
from sdg_standard.catalogue.codes import TREE, UNKNOWN_CLASS, UNKNOWN_SELECTION, UNKNOWN_SERIES
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.branches import DerivedTree
from sdg_standard.methodology.file import Methodology, Select
from sdg_standard.model.indicator import Series
from sdg_standard.plans.tree import Tree, TreeNode
from sdg_standard.words import say

SDG_LEVELS = ("goal", "target")
INDICATOR_LEVEL = "indicator"
"""Level of a derived tree: one branch for each indicator that has several series."""


@dataclass(frozen=True)
class Derivation:
    """Adds derived trees to the tree of a methodology. ``broken`` are ids that are not there for another reason."""

    tree: Tree
    methodology: Methodology
    standard: Standard
    report: Report
    broken: Collection[str]

    def add(self, item: DerivedTree, path: Path) -> None:
        """Add the nodes of a derived tree, and its roots in order."""
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
        if self.broken:  # one of them may be the one that has the key
            return
        if not chosen and self.methodology.select is None:
            self.report.add(UNKNOWN_SELECTION, say("plans.no_series_tree_could"), path)
        keys = dict.fromkeys(key for series in chosen for key in series.classification)
        for index, level in enumerate(item.levels):
            if chosen and level not in keys and level not in (*SDG_LEVELS, INDICATOR_LEVEL):
                known = (*keys, *SDG_LEVELS, INDICATOR_LEVEL)
                hint = did_you_mean(near(level, known))
                text = say("plans.no_selected_series_key", level=level, hint=hint)
                cure = say("plans.levels_may", known=list(known))
                self.report.add(UNKNOWN_CLASS, text, (*path, "levels", index), cure)

    def _check_root(self, name: str, path: Path) -> None:
        if name in self.tree.nodes or name in self.standard.series:
            what = say("plans.node") if name in self.tree.nodes else say("plans.series")
            self.report.add(
                TREE, say("plans.root_id", name=name, what=what), (*path, "root", "id"), say("plans.give_another_id")
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
            report.add(UNKNOWN_SELECTION, say("plans.no_framework", name=name, hint=hint), where)
    for index, name in enumerate(select.ids):
        if name not in standard.series and name not in standard.indicators and not belongs_to(name, broken):
            hint = did_you_mean(near(name, [*standard.series, *standard.indicators]))
            report.add(UNKNOWN_SERIES, say("plans.no_series", name=name, hint=hint), ("select", "ids", index))
    kept = [series for series in found if _takes_part(series, select)]
    if not kept and not report.failed and not broken:
        report.add(UNKNOWN_SELECTION, say("plans.selection_chooses_no_series"), ("select",))
    return kept


def _takes_part(series: Series, select: Select) -> bool:
    if select.framework and series.framework not in select.framework:
        return False
    if select.ids and series.id not in select.ids and series.indicator not in select.ids:
        return False
    return all(series.classification.get(key) in codes for key, codes in select.classification.items())
