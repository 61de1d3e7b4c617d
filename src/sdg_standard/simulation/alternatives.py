"""A methodology with its choices made otherwise: what a draw scores by, as a file could say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdg_standard.assess.methodology_yaml import on_nodes, whole
from sdg_standard.assess.scoring import usable_plan
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.report import Report
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import BranchRule
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.points import PointRule, PointSource
from sdg_standard.methodology.rules import Rule, Selection
from sdg_standard.methodology.uncertainty import (
    AboutNodes,
    AggregateChoice,
    Choice,
    DropChoice,
    MethodologyChoice,
    MissingChoice,
    StepsChoice,
)
from sdg_standard.plans import Plan
from sdg_standard.plans.selection import Matcher

Points = Mapping[str, Mapping[str, PointSource]]
"""By leaf and name."""
Picks = Mapping[str, int]
"""By choice, which of its ways; 0 is the first that is listed, or the file as it is."""


@dataclass
class Said:
    """What a methodology says otherwise: keys by node."""

    leaves: dict[str, dict[str, Any]] = field(default_factory=dict)
    branches: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of(self, plan: Plan, node: str) -> dict[str, Any]:
        """The keys of a node of a plan."""
        return (self.leaves if node in plan.leaves else self.branches).setdefault(node, {})


def matched(choice: AboutNodes, plan: Plan, standard: Standard) -> list[str]:
    """The nodes of a plan that a choice is about; none where it is about nothing there."""

    def has(leaf: str, point: str) -> bool:
        return leaf in plan.leaves and plan.leaves[leaf].points.has(point)

    matcher = Matcher(plan.tree, Report(), frozenset(), standard.series, has)
    rule = Rule.model_construct(for_=choice.for_)
    return matcher.nodes(rule, choice.selects or "all", ())


def starting(choices: Sequence[Choice], picks: Picks, plan: Plan, standard: Standard) -> Plan:
    """The plan that a draw starts from: that of the file, or of another methodology that was picked."""
    for choice in choices:
        if isinstance(choice, MethodologyChoice) and picks.get(choice.id, 0):
            return usable_plan(choice.methodology[picks[choice.id] - 1], standard)
    return plan


def said(choices: Sequence[Choice], picks: Picks, plan: Plan, standard: Standard) -> Said:
    """What the choices that were picked say of the nodes of a plan; a later choice has the last word."""
    found = Said()
    for choice in choices:
        pick = picks.get(choice.id, 0)
        if isinstance(choice, DropChoice):
            if pick and (node := choice.drop[pick - 1]) in {*plan.leaves, *plan.branches}:
                found.of(plan, node)["applies"] = False
        elif isinstance(choice, StepsChoice | AggregateChoice | MissingChoice):
            key, value = _key(choice, pick)
            for node in matched(choice, plan, standard):
                found.of(plan, node)[key] = value
    return found


def _key(choice: StepsChoice | AggregateChoice | MissingChoice, pick: int) -> tuple[str, Any]:
    if isinstance(choice, StepsChoice):
        return "steps", choice.steps[pick]
    if isinstance(choice, AggregateChoice):
        return "aggregate", choice.aggregate[pick]
    return "missing", choice.missing[pick]


def otherwise(plan: Plan, standard: Standard, what: Said, points: Points) -> Methodology:
    """Return the methodology of a plan, extending no other, with these keys and points behind all rules."""
    methodology = whole(plan, standard)
    keys = {**what.leaves, **what.branches}
    update = {
        "uncertainty": None,
        "examples": (),
        "points": (*methodology.points, *(_points(leaf, own) for leaf, own in points.items())),
        "leaves": (*methodology.leaves, *(_rule(LeafRule, *item) for item in what.leaves.items())),
        "branches": (*methodology.branches, *(_rule(BranchRule, *item) for item in what.branches.items())),
        "tree": on_nodes(methodology.tree, keys),
    }
    return methodology.model_copy(update=update)


def _rule(model: type[Rule], node: str, keys: Mapping[str, Any]) -> Rule:
    return model.model_validate({"for": Selection(node=(node,)), **keys})


def _points(leaf: str, points: Mapping[str, PointSource]) -> PointRule:
    """A rule with these points, which need not be such as a file can write."""
    rule = PointRule.model_validate({"for": Selection(node=(leaf,)), **dict.fromkeys(points, 0.0)})
    assert rule.__pydantic_extra__ is not None
    rule.__pydantic_extra__.update(points)
    return rule
