"""Which nodes a rule is about, and what the rules together say of a node."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sdg_standard.catalogue.checks import belongs_to
from sdg_standard.catalogue.codes import RULE_WITHOUT_MATCH, UNKNOWN_SERIES
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.rules import WORDS, Rule, Selection
from sdg_standard.model.indicator import Series
from sdg_standard.plans.tree import Tree, TreeNode
from sdg_standard.words import say

HasPoint = Callable[[str, str], bool]


class Matcher:
    """Finds the nodes that rules are about; a rule about nothing is a problem."""

    def __init__(
        self, tree: Tree, report: Report, broken: Collection[str], series: Mapping[str, Series], has_point: HasPoint
    ) -> None:
        self.tree, self.report, self.broken, self.known, self.has_point = tree, report, broken, series, has_point
        self.by_series: dict[str, list[str]] = {}
        for node in tree.nodes.values():
            if node.series is not None:
                self.by_series.setdefault(node.series.id, []).append(node.id)

    def nodes(self, rule: Rule, kind: str, path: Path) -> list[str]:
        """Ids of the nodes of a kind (``leaves``, ``branches`` or ``all``) that a rule is about."""
        selection = rule.for_
        pool = [name for name, node in self.tree.nodes.items() if kind == "all" or node.is_leaf == (kind == "leaves")]
        unknown = self._check_ids(selection, (*path, "for"))
        unknown = self._check_levels(selection, (*path, "for", "level")) or unknown
        found = [name for name in pool if self._meets(self.tree.nodes[name], selection)]
        excused = unknown or selection.everything or (self.broken and self.tree.derived) or self._inherited(path)
        if not found and not excused:
            about = "leaf" if kind == "leaves" else "branch" if kind == "branches" else "node"
            hint, cure = self._hint(selection)
            self.report.add(RULE_WITHOUT_MATCH, say(f"plans.matches_no_{about}", hint=hint), (*path, "for"), cure)
        return found

    def _inherited(self, path: Path) -> bool:
        """Whether a rule stands in the file that this one extends: what it is about there may be absent here."""
        document = self.report.document
        own = getattr(document, "file", None)
        return own is not None and document.place(path).get("file") != own

    def _hint(self, selection: Selection) -> tuple[str, str]:
        """Which of the words that the rule names is not there at all, and what is there."""
        for level in selection.level:
            if level not in self._levels:
                return say("plans.because", why=self._no_level(level)), self._there_are(self._levels)
        for point in selection.point:
            if not any(self.has_point(node.id, point) for node in self.tree.nodes.values()):
                return say("plans.none_point", point=point), ""
        return "", ""

    @property
    def _levels(self) -> tuple[str, ...]:
        """The levels of the tree, in reading order."""
        return tuple(dict.fromkeys(node.level for node in self.tree.nodes.values()))

    def _no_level(self, level: str) -> str:
        return say("plans.no_level", level=level, hint=did_you_mean(near(level, self._levels)))

    @staticmethod
    def _there_are(names: Sequence[str]) -> str:
        return say("plans.levels_of_this_tree", names=list(names))

    def _check_levels(self, selection: Selection, path: Path) -> bool:
        """Report a level of several that the tree does not have; of a single one the rule as a whole says it."""
        levels = self._levels
        bad = [(index, level) for index, level in enumerate(selection.level) if level not in levels]
        if len(selection.level) < 2 or self._inherited(path[:-2]):
            return False
        for index, level in bad:
            cure = self._there_are(levels)
            self.report.add(RULE_WITHOUT_MATCH, self._no_level(level), (*path, index), cure)
        return bool(bad)

    def _check_ids(self, selection: Selection, path: Path) -> bool:
        """Report ids that are neither nodes nor series; whether there are any."""
        named: list[tuple[Path, str]] = [((*path, index), name) for index, name in enumerate(selection.ids)]
        for key in ("node", "children_of", "below"):
            named += [((*path, key, index), name) for index, name in enumerate(getattr(selection, key))]
        bad = [(where, name) for where, name in named if not self._is_known(name)]
        for where, name in bad:
            if not belongs_to(name, self.broken):
                is_level = any(node.level == name for node in self.tree.nodes.values())
                hint = "" if is_level else did_you_mean(near(name, [*self.tree.nodes, *self.known]))
                cure = say("plans.write_level_all_nodes", name=name) if is_level else ""
                self.report.add(UNKNOWN_SERIES, say("plans.no_node_series", name=name, hint=hint), where, cure)
        return bool(bad)

    def _is_known(self, name: str) -> bool:
        return name in self.tree.nodes or name in self.by_series or name in WORDS or name in self.known

    def _meets(self, node: TreeNode, selection: Selection) -> bool:
        return self._by_id(node, selection) and self._by_place(node, selection) and self._by_series(node, selection)

    def _by_id(self, node: TreeNode, selection: Selection) -> bool:
        if selection.node and node.id not in selection.node:
            return False
        if not selection.ids:
            return True
        words = {"all"} | ({"leaves"} if node.is_leaf else {"branches"})
        own = {node.id} | ({node.series.id} if node.series else set())
        return any(name in own or name in words for name in selection.ids)

    def _by_place(self, node: TreeNode, selection: Selection) -> bool:
        if selection.level and node.level not in selection.level:
            return False
        if selection.children_of and not any(
            node.id in self.tree.nodes[name].children for name in selection.children_of if name in self.tree.nodes
        ):
            return False
        return not selection.below or any(
            node.id in self.tree.below(name) for name in selection.below if name in self.tree.nodes
        )

    def _by_series(self, node: TreeNode, selection: Selection) -> bool:
        asks = (
            selection.kind,
            selection.direction,
            selection.framework,
            selection.classification,
            selection.goal,
            selection.target,
            selection.point,
        )
        if not any(asks):
            return True
        series = node.series
        if series is None:
            return False
        goals = {link.codes[0] for link in series.sdg}
        targets = {link.codes[1] for link in series.sdg}
        return (
            _one_of(series.kind, selection.kind)
            and _one_of(series.direction, selection.direction)
            and _one_of(series.framework, selection.framework)
            and all(series.classification.get(key) in codes for key, codes in selection.classification.items())
            and (not selection.goal or bool(goals & set(map(str, selection.goal))))
            and (not selection.target or bool(targets & set(selection.target)))
            and all(self.has_point(node.id, name) for name in selection.point)
        )


def _one_of(value: object, wanted: Sequence[object]) -> bool:
    return not wanted or value in wanted


def keys_of(model: Any, names: Iterable[str]) -> dict[str, Any]:
    """The keys that a rule or node really names."""
    return {name: getattr(model, name) for name in names if name in model.model_fields_set}


def put_over(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    """A later rule replaces the keys it names; ``read`` key by key, and ``gives`` with the steps it stands beside.

    What stands behind ``read`` are the keys that were named, by the names of fields; they are a reading when all rules
    have spoken.
    """
    if "steps" in above:
        below.pop("gives", None)
    for name, value in above.items():
        if name == "read" and value is not None:
            below["read"] = {**(below.get("read") or {}), **value.said()}
        else:
            below[name] = value
