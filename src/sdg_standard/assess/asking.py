"""What a run asks of the table of areas, worked out before anybody reads a rating, a rank or a trend.

Scores are made at once, while ratings, ranks and trends wait until somebody asks for them. What they will miss in the
table of areas is known from the methodology alone, so that the problems of a run are all there from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.model.conditions import Condition
from sdg_standard.model.values import Values
from sdg_standard.plans import Branch, Leaf, Plan
from sdg_standard.scoring.cases import Cases


def said_of_areas(plan: Plan, cases: Cases, values: Values, standard: Standard) -> list[Problem]:
    """Attributes that the table of areas lacks and weights that are none, of everything that the methodology asks."""
    table = cases.table
    table.asked.update(_attributes(plan, standard))
    table.asked.update(_of_benchmarks(plan, values))
    for name in sorted(_weights(plan, cases)) if plan.trends else ():
        if name not in values.cube.series_index:
            for period in values.cube.periods:
                table.weights(name, cases.areas[: len(cases.areas) - len(cases.made)], period)
    return [*table.unknown(), *table.no_weights()]


def _attributes(plan: Plan, standard: Standard) -> Iterator[str]:
    """Attributes that ratings, ranks and trends ask for."""
    for rating in plan.ratings.values():
        yield from _of_rating(rating.values())
    for spec in plan.methodology.ranks:
        yield from spec.where or ()
        yield from [spec.within] if spec.within else ()
    for leaf in plan.leaves.values():
        yield from _named(leaf.rated)
    for trend in plan.trends.values():
        yield from _of_rating(trend.ratings.values())
        for leaf in trend.leaves.values():
            yield from _of_leaf(leaf, standard)
        for branch in trend.branches.values():
            yield from _of_branch(branch)


def _of_benchmarks(plan: Plan, values: Values) -> Iterator[str]:
    """Attributes that benchmarks depend on, of series for which there is a number."""
    cube = values.cube
    differing = {leaf.series.id: leaf.series for leaf in plan.leaves.values() if leaf.series.benchmarks_differ}
    for series in differing.values():
        if series.id in cube.series_index and not np.isnan(cube.values[:, :, cube.series_index[series.id]]).all():
            yield from (name for item in series.benchmarks for name in item.where)


def _named(condition: Condition) -> Iterable[str]:
    return () if isinstance(condition, bool) else condition


def _of_rating(rules: Iterable[RatingRule]) -> Iterator[str]:
    for rule in rules:
        for need in rule.needs or ():
            yield from need.where or ()


def _of_leaf(leaf: Leaf, standard: Standard) -> Iterator[str]:
    for condition in (leaf.applies, leaf.scored, leaf.rated):
        yield from _named(condition)
    if leaf.read.per and leaf.read.per not in standard.series and leaf.read.per not in standard.inputs:
        yield leaf.read.per
    yield from (name for step in leaf.steps for name in step.attributes)


def _of_branch(branch: Branch) -> Iterator[str]:
    yield from _named(branch.applies)
    for need in branch.needs:
        yield from need.where or ()
    if branch.missing.group_of is not None:
        yield branch.missing.group_of[0]


def _weights(plan: Plan, cases: Cases) -> set[str]:
    """Attributes that weight the members of made areas."""
    leaves = [*plan.leaves.values(), *(leaf for trend in plan.trends.values() for leaf in trend.leaves.values())]
    return {leaf.group_weight or made.rule.weight for made in cases.made for leaf in leaves}
