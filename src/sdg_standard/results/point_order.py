"""What can only be said of points once they are numbers: are fitted ones in order, and do ratings have theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sdg_standard.catalogue.codes import POINTS_ORDER, UNKNOWN_POINT
from sdg_standard.errors import Problem
from sdg_standard.methodology.points import is_fitted
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.plans import Leaf, Plan
from sdg_standard.plans.points import ORDER
from sdg_standard.results.ratings import Rater
from sdg_standard.scoring.result import Result
from sdg_standard.words import say


def said_of_points(result: Result, plan: Plan) -> Iterator[Problem]:
    """Points out of order, and points that a rating of values asks for in vain."""
    raters = {name: Rater(rules, result) for name, rules in plan.ratings.items()}
    asked: dict[str, set[str]] = {leaf.id: set() for leaf in result.leaves}
    for rating, rater in raters.items():
        for leaf, point in _asked_by(rater.rules, result):
            asked[leaf.id].add(point)
            if leaf.points.has(point) and np.isnan(rater.point(leaf.id, point)).all():
                text = say("results.rating_no_number_unit", rating=rating, point=point, id=leaf.id)
                yield UNKNOWN_POINT.problem(text, say("results.give_point_number_unit"), severity="warning")
    yield from _turned_lines(result)
    if raters:
        yield from _disorder(next(iter(raters.values())), asked, result)


def _turned_lines(result: Result) -> Iterator[Problem]:
    """Straight lines that fitting has turned round: the worst value is better than the best one.

    So it is where all areas are beyond a target, with the worst of them as the other end.
    """
    for group in result.tracks:
        for step in group.steps:
            if step.model.order != "two ends":
                continue
            (_, worst), (_, best) = islice(step.model.edges(), 2)
            names = (str(worst), str(best))
            for place, leaf in enumerate(group.leaves):
                if not (leaf.points.rules or leaf.points.staged):
                    continue
                sign = float(step.sign[place, 0])
                if not any(_was_fitted(leaf, name) for name in names) or not sign:
                    continue
                ends = [step.points[name][place] * sign for name in names if name in step.points]
                if len(ends) == 2 and (ends[1] < ends[0]).any() and leaf.points.accepted.isdisjoint(names):
                    yield _out_of_order(leaf, sign, names, (ends[0], ends[1]), result)


def _asked_by(rules: Mapping[str, RatingRule], result: Result) -> Iterator[tuple[Leaf, str]]:
    """Leaves with the points that a rating of their values, or of the branches above by their positions, asks for."""
    leaves = {leaf.id: leaf for leaf in result.leaves}
    below = {branch.id: branch.leaves for branch in result.branches}
    for name, rule in rules.items():
        if name in leaves and rule.of == "value":
            yield from ((leaves[name], point) for band in rule.bands for point in points_of(band.from_))
        elif rule.places_points:
            yield from ((leaves[leaf], point) for leaf in below.get(name, ()) for point in rule.scale)


def _was_fitted(leaf: Leaf, name: str) -> bool:
    """Whether a point comes from data, now or when the file was frozen."""
    return is_fitted(leaf.points.rules.get(name)) or name in leaf.points.staged


def _disorder(rater: Rater, asked: Mapping[str, set[str]], result: Result) -> Iterator[Problem]:
    """Of each leaf the first pair of points that a rating needs in order and that fitting has put out of order."""
    for leaf in result.leaves:
        names = [name for name in ORDER if name in asked[leaf.id] and leaf.points.has(name)]
        if not leaf.read_sign or not any(_was_fitted(leaf, name) for name in names):
            continue
        columns = [rater.point(leaf.id, name) * leaf.read_sign for name in names]
        for before, after, low, high in zip(names, names[1:], columns, columns[1:], strict=False):
            if not leaf.points.accepted.isdisjoint((before, after)) or not (high < low).any():
                continue
            yield _out_of_order(leaf, leaf.read_sign, (before, after), (low, high), result)
            break


def _out_of_order(
    leaf: Leaf,
    sign: float,
    names: tuple[str, str],
    columns: tuple[NDArray[np.float64], NDArray[np.float64]],
    result: Result,
) -> Problem:
    """The first case in which a pair is out of order, with its period where the points differ from case to case.

    ``columns`` have been turned by ``sign``, so that more is better.
    """
    low, high = np.broadcast_arrays(*columns)
    case = int(np.argmax(high < low))
    key = f"results.points_out_of_order_{'rising' if sign > 0 else 'falling'}"
    facts = {"leaf": leaf.id, "one": names[1], "other": names[0]}
    facts |= {"high": f"{high[case] * sign:g}", "low": f"{low[case] * sign:g}"}
    if len(low) > 1:
        key, facts["period"] = f"{key}_in", result.cases.periods[result.cases.period_index[case]].text
    text = say(key, **facts)
    cure = say("results.values_cannot_lie_between")
    return POINTS_ORDER.problem(text, cure, severity="warning")
