"""A methodology as the text of a file that stands on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import yaml

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.report import Report
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import Node
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.rules import Rule
from sdg_standard.plans import Plan
from sdg_standard.plans.selection import Matcher

R = TypeVar("R", bound=Rule)


def whole(plan: Plan, standard: Standard) -> Methodology:
    """Return a methodology that extends no other.

    What it took over stands in it already; rules that it took over and that are about nothing here are left out,
    since in a file of its own they would be mistakes.
    """
    methodology = _without_tables(plan)
    if methodology.extends is None:
        return methodology
    finder = _Finder(plan, standard)
    trends = {
        name: trend.model_copy(
            update={
                "leaves": finder.used(trend.leaves, "leaves"),
                "branches": finder.used(trend.branches, "branches"),
                "ratings": finder.used(trend.ratings, "all"),
            }
        )
        for name, trend in methodology.trends.items()
    }
    return methodology.model_copy(
        update={
            "extends": None,
            "points": finder.used(methodology.points, "leaves"),
            "leaves": finder.used(methodology.leaves, "leaves"),
            "branches": finder.used(methodology.branches, "branches"),
            "ranks": finder.used(methodology.ranks, "all"),
            "ratings": {name: finder.used(rules, "all") for name, rules in methodology.ratings.items()},
            "trends": trends,
        }
    )


def _without_tables(plan: Plan) -> Methodology:
    """A methodology with the rows of its tables of points in the place of the rules that name them."""
    points: list[PointRule] = []
    for rule in plan.methodology.points:
        rows = plan.point_tables.get(rule.table or "", ())
        if rule.table is None or rule.points:
            named = {"for": rule.for_, **rule.points}
            points.append(rule if rule.table is None else PointRule.model_validate(named))
        points += rows
    return plan.methodology.model_copy(update={"points": tuple(points)}) if plan.point_tables else plan.methodology


def on_nodes(tree: Sequence[Any], keys: Mapping[str, Mapping[str, Any]]) -> tuple[Any, ...]:
    """A tree in which keys replace those that stand on the nodes themselves; these are read after all rules."""
    return tuple(_with_keys(item, keys) for item in tree)


def _with_keys(item: Any, keys: Mapping[str, Mapping[str, Any]]) -> Any:
    if not isinstance(item, Node):
        return item
    own = {name: value for name, value in keys.get(item.id, {}).items() if name in item.model_fields_set}
    update = {name: getattr(Node.model_validate({"id": item.id, name: value}), name) for name, value in own.items()}
    if isinstance(item.children, tuple):
        update["children"] = on_nodes(item.children, keys)
    return item.model_copy(update=update) if update else item


class _Finder:
    """Finds the rules that are about something."""

    def __init__(self, plan: Plan, standard: Standard) -> None:
        self.plan = plan
        self.matcher = Matcher(plan.tree, Report(), frozenset(), standard.series, self._has)

    def _has(self, leaf: str, point: str) -> bool:
        return leaf in self.plan.leaves and self.plan.leaves[leaf].points.has(point)

    def used(self, rules: Sequence[R], kind: str) -> tuple[R, ...]:
        """The rules that are about a node of this kind."""
        return tuple(rule for rule in rules if self.matcher.nodes(rule, kind, ()))


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes wherever a reader of YAML might take it for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = value.replace("-", "").replace("_", "").replace(" ", "").isalpha() and value.isascii() and len(value) > 3
    words = {"true", "false", "null", "none", "yes", "no", "on", "off"}
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", value, style=None if plain and value.lower() not in words else '"'
    )


_Dumper.add_representer(str, _text)


def methodology_yaml(methodology: Methodology) -> str:
    """Return a methodology as the text of a file."""
    data = methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data = {name: value for name, value in data.items() if value is not None}
    return str(yaml.dump(_short(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def _short(value: Any) -> Any:
    """What rules are about as it is written where that is one id: a word. Elsewhere, as in `select`, it is no word."""
    if isinstance(value, dict):
        return {key: _one(item) if key == "for" else _short(item) for key, item in value.items()}
    return [_short(item) for item in value] if isinstance(value, list) else value


def _one(selection: Any) -> Any:
    """A selection of a single id as that id."""
    ids: Any = selection.get("ids", ()) if isinstance(selection, dict) and len(selection) == 1 else ()
    return ids[0] if len(ids) == 1 else _short(selection)
