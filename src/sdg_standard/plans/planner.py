"""A methodology worked out for a standard: every leaf with its points and steps, every branch with its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sdg_standard.catalogue.official import in_ids
from sdg_standard.catalogue.report import Nowhere, Placed, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.methodology.aggregates import Aggregate, First
from sdg_standard.methodology.branches import BranchKeys
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.leaves import LeafKeys
from sdg_standard.methodology.missing import IGNORED
from sdg_standard.methodology.ratings import RatingRule, rule_over
from sdg_standard.methodology.readings import Reading, reading_of
from sdg_standard.plans.checks import branches as branch_checks
from sdg_standard.plans.checks import methods as plan_checks
from sdg_standard.plans.checks import trends as trend_checks
from sdg_standard.plans.checks.names import check_classes
from sdg_standard.plans.checks.needs import check_needs
from sdg_standard.plans.checks.order import check_step_order
from sdg_standard.plans.checks.ratings import check_ratings, with_edges_in_units
from sdg_standard.plans.checks.required import check_required
from sdg_standard.plans.checks.uncertainty import check_uncertainty
from sdg_standard.plans.checks.unused import check_points_are_asked_for
from sdg_standard.plans.edges import Edges
from sdg_standard.plans.gaps import see_gaps
from sdg_standard.plans.plan import Branch, Leaf, Plan, TrendPlan
from sdg_standard.plans.point_table import PointTable
from sdg_standard.plans.selection import Matcher, keys_of, put_over
from sdg_standard.plans.siblings import check_order_of_making, with_siblings
from sdg_standard.plans.stale import check_fitted
from sdg_standard.plans.tree import Tree
from sdg_standard.plans.written_tree import check_weights_once, expand

LEAF_KEYS = tuple(LeafKeys.model_fields)
BRANCH_KEYS = tuple(BranchKeys.model_fields)
_UNMADE = First(method="first")
"""Of a branch that is not made from children."""


def plan_of(methodology: Methodology, standard: Standard, *, broken: frozenset[str] = frozenset()) -> Plan:
    """Return the plan of a methodology, with its problems; made once for each standard and methodology."""
    known = standard.plans.get(methodology.id)
    if known is not None and (known.methodology is methodology or known.written is methodology):
        return known  # type: ignore[no-any-return]  # kept as Any, since plans are made above the standard
    tables = standard.tables_beside_methodologies()
    plan = _Planner(methodology, standard, broken, standard.place_of(methodology.id) or Nowhere(), tables).plan()
    standard.plans[methodology.id] = plan
    return plan


def plan_with(methodology: Methodology, standard: Standard, place: Placed, tables: Mapping[str, bytes]) -> Plan:
    """Return the plan of a methodology from a file of its own, with the tables beside it."""
    return _Planner(methodology, standard, frozenset(), place, tables).plan()


class _Planner:
    def __init__(
        self,
        methodology: Methodology,
        standard: Standard,
        broken: frozenset[str],
        place: Placed,
        tables: Mapping[str, bytes],
    ) -> None:
        self.methodology = in_ids(methodology, standard.lookup, broken)
        self.standard, self.broken, self.tables = standard, broken, tables
        self.report = Report(place)
        self.result = Plan(self.methodology, written=methodology, problems=self.report.problems)

    def plan(self) -> Plan:
        """Work the methodology out; stop where going on would only repeat a problem."""
        check_required(self.methodology, self.report)
        before = len(self.report.problems)
        if not self.broken:  # what is broken may be the one that has the code
            check_classes(self.methodology, self.standard, self.report)
        if self._failed_since(before):
            return self.result
        tree = expand(self.methodology, self.standard, self.report, self.broken)
        if tree is None:
            return self.result
        self.result.tree, self.result.order = tree, tuple(tree.top_down())
        see_gaps(tree, self.methodology, self.standard, self.broken)
        points = PointTable(self.methodology, self.standard, tree, self.report, self.tables)
        matcher = Matcher(tree, self.report, self.broken, self.standard.series, points.has)
        points.fill(matcher)
        self.result.points_digest, self.result.point_tables = points.digest, points.written
        self.result.tables = points.contents
        if self._failed_since(before):
            return self.result
        leaves = self._leaf_keys(matcher, self.methodology.leaves, ("leaves",))
        branches = self._branch_keys(matcher, self.methodology.branches, ("branches",))
        self._own_keys(tree, leaves, branches)
        for keys in leaves.values():
            keys["read"] = reading_of(keys.get("read") or {})
        points.check_order({name: keys["read"] for name, keys in leaves.items()})
        if self._failed_since(before):
            return self.result
        edges = Edges(self.standard.units, points.names, self.report)
        self._leaves(tree, leaves, points, edges)
        self._branches(tree, branches)
        if not self.broken:  # what is broken may stand in the wrong branch
            check_needs(self.result, self._path_of, self.report)
        plan_checks.check_names(self.result, self.report)
        self._ranks(matcher)
        check_step_order(self.result, edges)
        self._rate(matcher, edges)
        self._trends(matcher, leaves, points, edges)
        if not self.report.failed:
            check_points_are_asked_for(self.methodology, self.standard, self.report)
            if self.methodology.uncertainty is not None:
                check_uncertainty(
                    self.methodology.uncertainty, self.result, self.standard, self.report, ("uncertainty",)
                )
        return self.result

    def _rate(self, matcher: Matcher, edges: Edges) -> None:
        """The rules of every rating of scores."""
        readings = [leaf.read for leaf in self.result.leaves.values()]
        for name, rules in self.methodology.ratings.items():
            found = self._ratings(matcher, rules, ("ratings", name))
            check_ratings(self.result, found, name, edges, trend=False)
            trend_checks.check_reached(self.result, found, name, readings, self.report)
            self.result.ratings[name] = with_edges_in_units(found, self.result, edges)

    def _failed_since(self, before: int) -> bool:
        """Whether an error was found that others would follow from."""
        return any(problem.severity == "error" for problem in self.report.problems[before:])

    def _path_of(self, name: str, key: str) -> tuple[str | int, ...]:
        """The place of the last rule that names a key for a node, else that of the node."""
        return self.result.rule_paths.get((name, key), tuple(self.result.tree.nodes[name].path))

    def _leaf_keys(self, matcher: Matcher, rules: Any, path: tuple[str | int, ...]) -> dict[str, dict[str, Any]]:
        keys: dict[str, dict[str, Any]] = {name: {} for name, node in matcher.tree.nodes.items() if node.is_leaf}
        for index, rule in enumerate(rules):
            for name in matcher.nodes(rule, "leaves", (*path, index)):
                put_over(keys[name], keys_of(rule, LEAF_KEYS))
                for key in keys_of(rule, ("steps", "read", "weight", "gives")):
                    self.result.rule_paths[name, key] = (*path, index, key)
        return keys

    def _branch_keys(self, matcher: Matcher, rules: Any, path: tuple[str | int, ...]) -> dict[str, dict[str, Any]]:
        keys: dict[str, dict[str, Any]] = {name: {} for name, node in matcher.tree.nodes.items() if not node.is_leaf}
        for index, rule in enumerate(rules):
            for name in matcher.nodes(rule, "branches", (*path, index)):
                put_over(keys[name], keys_of(rule, (*BRANCH_KEYS, "read")))
                for key in keys_of(rule, ("steps", "aggregate", "needs", "read")):
                    self.result.rule_paths[name, key] = (*path, index, key)
        return keys

    def _own_keys(self, tree: Tree, leaves: dict[str, dict[str, Any]], branches: dict[str, dict[str, Any]]) -> None:
        """What stands on a node of the tree is read last."""
        for name, node in tree.nodes.items():
            if node.model is None:
                continue
            names = LEAF_KEYS if node.is_leaf else BRANCH_KEYS
            own = keys_of(node.model, names)
            put_over((leaves if node.is_leaf else branches)[name], own)
            for key in own:
                self.result.rule_paths[name, key] = (*node.path, key)

    def _leaves(self, tree: Tree, keys: dict[str, dict[str, Any]], points: PointTable, edges: Edges) -> None:
        """Every leaf with its points and steps, and with the siblings that fill it."""
        given = {name: item["weight"] for name, item in keys.items() if "weight" in item}
        check_weights_once(tree, given, self.report)
        found = {name: self._leaf(name, item, points, edges) for name, item in keys.items()}
        self.result.leaves = with_siblings(found, tree, self._path_of, self.report)
        if self.methodology.lacking == "error":
            placed = ((leaf, self._path_of(name, "steps")) for name, leaf in self.result.leaves.items())
            plan_checks.check_lacking(placed, self.report)
        check_fitted(self.methodology, [leaf.series for leaf in self.result.leaves.values()], self.report)

    def _leaf(self, name: str, keys: dict[str, Any], points: PointTable, edges: Edges) -> Leaf:
        node = self.result.tree.nodes[name]
        assert node.series is not None
        given = {key: value for key, value in keys.items() if value is not None}
        said = given.pop("gives", None)
        already = given.get("steps") == () and said != "value"
        leaf = Leaf(
            name,
            node.level,
            node.title,
            node.series,
            points.of(name),
            part=node.part,
            hidden=node.hidden,
            is_score_already=already,
            **given,
        )
        leaf = replace(leaf, read_unit=read_unit(leaf, self.standard))
        plan_checks.check_reading(leaf, self._path_of(name, "read"), self.standard, edges)
        plan_checks.check_no_score_is_read(leaf, self._path_of(name, "read"), self.report)
        plan_checks.check_scale(leaf, self._path_of(name, "steps"), self.methodology, self.report)
        leaf = plan_checks.typed(leaf, self._path_of(name, "steps"), self.methodology, edges)
        plan_checks.check_gives(said, leaf, self._path_of(name, "gives"), self.report)
        return leaf

    def _branches(self, tree: Tree, keys: dict[str, dict[str, Any]]) -> None:
        lacking = [name for name in tree.top_down() if name in keys and keys[name].get("aggregate") is None]
        if lacking:
            branch_checks.no_aggregate(lacking, tree.nodes[lacking[0]].path, self.report)
        for name in tree.bottom_up():
            if tree.nodes[name].is_leaf or name in lacking:
                continue
            branch = self._branch(name, keys[name])
            if branch is not None:
                self.result.branches[name] = branch
        self.result.branches = self._with_siblings(self.result.branches)

    def _with_siblings(self, branches: Mapping[str, Branch]) -> dict[str, Branch]:
        """Branches with the siblings that fill them, of which none waits for itself."""
        found = with_siblings(branches, self.result.tree, self._path_of, self.report)
        check_order_of_making(found, self._path_of, self.report)
        return found

    def _branch(self, name: str, keys: dict[str, Any]) -> Branch | None:
        node = self.result.tree.nodes[name]
        weights = self._child_weights(name, keys["aggregate"], self.result.leaves)
        given = {key: value for key, value in keys.items() if key != "direction" and value is not None}
        branch = Branch(
            name,
            node.level,
            node.title,
            tuple(node.children),
            tuple(weights.values()),
            self.result.tree.leaves_of(name),
            hidden=node.hidden,
            **given,
        )
        path = self._path_of(name, "aggregate")
        branch_checks.check_written_weights(branch, path, self.report)
        branch_checks.check_gaps(branch, self.result.tree.nodes, self._path_of(name, "missing"), self.report)
        if branch.children:
            where = self._path_of(branch.children[0], "weight")
            branch_checks.check_weights(branch, self.result.weights_of(branch), where, self.report)
        branch = replace(branch, points=plan_checks.with_implied(branch.points, branch.steps))
        branch_checks.check_branch_steps(branch, self._path_of(name, "steps"), self.report)
        plan_checks.check_reference(branch, self.methodology, self._path_of(name, "steps"), self.report)
        plan_checks.check_scale(branch, self._path_of(name, "steps"), self.methodology, self.report)
        return branch_checks.typed_branch(branch, keys.get("direction"), path, self.result, self.report)

    def _child_weights(self, name: str, aggregate: Aggregate, leaves: Mapping[str, Leaf]) -> dict[str, float]:
        """The weight of each child: written with the aggregate or with the branch, else that of the leaf."""
        node = self.result.tree.nodes[name]
        written = aggregate.written
        if written is not None:
            return {child: float(written.get(child, 0.0)) for child in node.children}
        own = {child: leaf.weight for child, leaf in leaves.items()}
        return {child: weight if node.weighted else own.get(child, weight) for child, weight in node.children.items()}

    def _ranks(self, matcher: Matcher) -> None:
        """The nodes of each ranking, in reading order."""
        for index, rank in enumerate(self.methodology.ranks):
            named = set(matcher.nodes(rank, "all", ("ranks", index)))
            self.result.ranks[rank.id] = tuple(name for name in self.result.order if name in named)

    def _ratings(self, matcher: Matcher, rules: Any, path: tuple[str | int, ...]) -> dict[str, RatingRule]:
        found: dict[str, RatingRule] = {}
        for index, rule in enumerate(rules):
            for name in matcher.nodes(rule, "all", (*path, index)):
                found[name] = rule_over(found.get(name), rule)
                self.result.rule_paths[name, str(path[-1])] = (*path, index)
        return found

    def _trends(
        self,
        matcher: Matcher,
        main_leaves: dict[str, dict[str, Any]],
        points: PointTable,
        edges: Edges,
    ) -> None:
        """The same tree read another way: read, steps, missing, needs and ratings are the trend's own."""
        for name, trend in self.methodology.trends.items():
            path = ("trends", name)
            own = self._leaf_keys(matcher, trend.leaves, (*path, "leaves"))
            leaves = {
                leaf_id: self._trend_leaf(
                    leaf_id,
                    name,
                    {**_kept(main_leaves[leaf_id]), **_with_reading(_with_gap(keys, self.result.leaves[leaf_id].read))},
                    points,
                    edges,
                )
                for leaf_id, keys in own.items()
                if "read" in keys
            }
            weights = {leaf_id: keys["weight"] for leaf_id, keys in own.items() if "weight" in keys}
            check_weights_once(self.result.tree, weights, self.report)
            branch_keys = self._branch_keys(matcher, trend.branches, (*path, "branches"))
            branches: dict[str, Branch] = {}
            for branch_id in self.result.branches:
                made = self._trend_branch(branch_id, _with_reading(branch_keys[branch_id]), leaves, branches)
                if made is not None:
                    branches[branch_id] = made
            ratings = self._ratings(matcher, trend.ratings, (*path, "ratings"))
            check_ratings(self.result, ratings, "ratings", edges, trend=True)
            readings = [*(leaf.read for leaf in leaves.values()), *(branch.read for branch in branches.values())]
            trend_checks.check_reached(self.result, ratings, "ratings", readings, self.report)
            filled = with_siblings(leaves, self.result.tree, self._path_of, self.report)
            self.result.trends[name] = TrendPlan(name, filled, self._with_siblings(branches), ratings)

    def _trend_leaf(self, name: str, trend: str, keys: dict[str, Any], points: PointTable, edges: Edges) -> Leaf:
        """A leaf of a trend: its own reading and steps, and what it keeps of the file."""
        node = self.result.tree.nodes[name]
        assert node.series is not None
        given = {key: value for key, value in keys.items() if value is not None}
        said = given.pop("gives", None)
        leaf = Leaf(name, node.level, node.title, node.series, points.of(name), part=node.part, **given)
        leaf = replace(leaf, points=plan_checks.with_implied(leaf.points, leaf.steps))
        path = self._path_of(name, "read")
        trend_checks.check_trend(leaf, trend, path, edges)
        trend_checks.check_reads_scores(leaf, path, self.report)
        if trend_checks.check_same_gap(leaf, self.result.leaves[name], path, self.report):
            plan_checks.check_reading(leaf, path, self.standard, edges)
        plan_checks.check_reference(leaf, self.methodology, path, self.report)
        unit = None if leaf.read.reads_scores else read_unit(leaf, self.standard)
        leaf = trend_checks.typed_trend(replace(leaf, read_unit=unit), self.result.leaves[name])
        plan_checks.check_gives(said, leaf, self._path_of(name, "gives"), self.report)
        return leaf

    def _trend_branch(
        self, name: str, keys: Mapping[str, Any], leaves: Mapping[str, Leaf], branches: Mapping[str, Branch]
    ) -> Branch | None:
        """A branch of a trend: the children that the trend reads, and what the trend says otherwise than the file."""
        main = self.result.branches[name]
        given = {key: value for key, value in keys.items() if key != "direction" and value is not None}
        fresh: dict[str, Any] = {"missing": IGNORED, "needs": (), "steps": (), **given}
        own = replace(main, aggregate=given.get("aggregate", main.aggregate))
        self._check_own_aggregate(own, given)
        sign = plan_checks.after_steps(1, fresh["steps"], self.methodology)
        if "read" in given:
            trend_checks.check_branch_reading(replace(main, **given), self._path_of(name, "read"), self.report)
            alone: dict[str, Any] = {"children": (), "weights": (), "leaves": (), "needs": (), "aggregate": _UNMADE}
            return replace(main, **{**fresh, **alone}, gives="value", made_sign=1, sign=sign)
        children = tuple(child for child in main.children if child in leaves or child in branches)
        if not children:
            return None
        weights = self._child_weights(name, own.aggregate, leaves)
        below = tuple(leaf for leaf in main.leaves if leaf in leaves)
        outside = tuple(child for child in main.children if child not in children)
        parts = {"children": children, "weights": tuple(weights[child] for child in children), "leaves": below}
        return replace(main, **{**fresh, **parts}, outside=outside, gives="value", made_sign=1, sign=sign)

    def _check_own_aggregate(self, branch: Branch, given: Mapping[str, Any]) -> None:
        """What a trend says itself of how a branch is made names children that are there."""
        if "aggregate" in given:
            path = self._path_of(branch.id, "aggregate")
            branch_checks.check_aggregate(branch, path, self.report)
            branch_checks.check_written_weights(branch, path, self.report)


def _with_gap(keys: Mapping[str, Any], main: Reading) -> Mapping[str, Any]:
    """The keys of the leaf of a trend, which is about the gap that the leaf of the file is about."""
    own = keys["read"]
    return keys if main.gap is None or own is None or own.get("gap") else {**keys, "read": {**own, "gap": main.gap}}


def _with_reading(keys: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys of a node of a trend with its reading; without one that says which, it has none."""
    return keys if keys.get("read") is None else {**keys, "read": reading_of(keys["read"], None)}


def _kept(main: Mapping[str, Any]) -> dict[str, Any]:
    """What the leaf of a trend keeps of the file."""
    return {key: value for key, value in main.items() if key not in ("read", "steps", "gives")}


def read_unit(leaf: Leaf, standard: Standard) -> str | None:
    """The unit of what is read: divided where the reading divides, per year for a slope, none for a growth or pace."""
    unit = leaf.read.unit(leaf.series.unit)
    per = leaf.read.per
    if per is None:
        return unit
    by = standard.series[per].unit if per in standard.series else None
    by = standard.inputs[per].unit if per in standard.inputs else by
    return f"{unit or '1'}/{by or per}"
