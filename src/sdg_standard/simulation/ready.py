"""From the choices of a file to what draws are made of: distributions around the numbers that the methodology has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import NOT_DRAWABLE
from sdg_standard.catalogue.quantities import in_unit
from sdg_standard.errors import Problem
from sdg_standard.methodology.uncertainty import Choice, PointChoice, WeightsChoice
from sdg_standard.plans import Leaf, Plan
from sdg_standard.plans.points import unit_of
from sdg_standard.scoring.result import Result
from sdg_standard.simulation.alternatives import matched
from sdg_standard.simulation.choices import Distribution, DrawnBranchWeights, DrawnPoints, Even, OneOf, Ready, Ways
from sdg_standard.words import say


def ready(choices: Sequence[Choice], plan: Plan, result: Result, standard: Standard) -> tuple[Ready, ...]:
    """Make choices ready; a choice that is about nothing here is none."""
    found = (_ready(choice, plan, result, standard) for choice in choices)
    return tuple(item for item in found if item is not None and item.columns)


def _ready(choice: Choice, plan: Plan, result: Result, standard: Standard) -> Ready | None:
    if isinstance(choice, PointChoice):
        pairs = dict(_distributions(choice, plan, result, standard))
        return DrawnPoints(choice.id, choice.point, tuple(pairs), tuple(pairs.values()))
    if isinstance(choice, WeightsChoice):
        return DrawnBranchWeights(choice.id, choice.weights, _weights(choice, plan, standard))
    return Ways(choice.id, choice.ways)


def not_drawn(choices: Sequence[Choice], plan: Plan, result: Result, standard: Standard) -> Iterator[Problem]:
    """A warning for each point that is to be drawn around its number, and has none on the scale as read."""
    for choice in choices:
        if not isinstance(choice, PointChoice) or choice.spread is None:
            continue
        drawn = dict(_distributions(choice, plan, result, standard))
        for leaf in matched(choice, plan, standard):
            if leaf not in drawn and plan.leaves[leaf].points.has(choice.point):
                text = say("uncertain.no_number_to_draw_around", point=choice.point, leaf=leaf)
                yield NOT_DRAWABLE.problem(text, severity="warning", field=f"uncertainty.{choice.id}")


def _distributions(
    choice: PointChoice, plan: Plan, result: Result, standard: Standard
) -> Iterator[tuple[str, Distribution]]:
    """From what the point of each leaf is drawn; of those that have it, where it is drawn around its number."""
    for name in matched(choice, plan, standard):
        leaf = plan.leaves[name]
        if choice.spread is not None:
            ends = [number_of(leaf, point, result) for point in (choice.point, "worst", "best")]
            if None not in ends:
                centre, worst, best = (float(end) for end in ends if end is not None)
                half = choice.spread * abs(best - worst)
                yield name, Even(centre - half, centre + half)
        else:
            yield name, _stated(choice, leaf, standard)


def _stated(choice: PointChoice, leaf: Leaf, standard: Standard) -> Distribution:
    unit, units = unit_of(leaf.series, standard.units), standard.units

    def number(written: Any) -> float:
        return in_unit(written, unit, units)

    if choice.between is not None:
        return Even(*(number(end) for end in choice.between))
    odds = choice.alternatives
    if isinstance(odds, Mapping):
        return OneOf(tuple(number(_plain(text)) for text in odds), tuple(odds.values()))
    return OneOf(tuple(number(item) for item in odds or ()), (1.0,) * len(odds or ()))


def _plain(text: str) -> float | str:
    """The number of a key that is one; a quantity keeps its unit."""
    try:
        return float(text)
    except ValueError:
        return text


def number_of(leaf: Leaf, point: str, result: Result) -> float | None:
    """The number of a point on the scale of the values as read, given or fitted; None where there is not one."""
    if point in leaf.points.given:
        return leaf.points.given[point]
    if point in leaf.points.as_read:
        return leaf.points.as_read[point]
    stage, number = result.fitted.get((leaf.id, point), (1, float("nan")))
    return number if stage == 0 and number == number else None


def _weights(choice: WeightsChoice, plan: Plan, standard: Standard) -> dict[str, dict[str, float]]:
    """The weights written of each branch that has several and whose aggregate looks at them."""
    found = {}
    for name in matched(choice, plan, standard):
        branch = plan.branches[name]
        if branch.aggregate.weighs and branch.aggregate.rule is None and len(branch.parts) > 1:
            found[name] = dict(plan.weights_of(branch))
    return found
