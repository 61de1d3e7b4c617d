"""Trends in draws: how sure a growth or a pace is, and when a target would be reached at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.draws import arrival
from sdg_standard.plans import Leaf
from sdg_standard.scoring.paths import read_path
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.trends import compute_trend
from sdg_standard.simulation.model import Model

_YEAR_ONE = 1.0
"""Places in time count from the last day of the year 1, as years do."""


@dataclass(frozen=True)
class DrawnTrend:
    """One trend in draws."""

    nodes: tuple[str, ...]
    own: Floats
    """Its numbers without any draw, nodes × cases."""
    numbers: Floats
    """Draws × nodes × cases."""
    own_arrival: Floats
    """The year in which the target is reached at the pace so far, without any draw; infinite: at that pace never."""
    arrivals: Floats
    """The same of every draw; NaN of nodes that read no way to a target."""


def drawn_trend(model: Model, name: str, units: Floats) -> DrawnTrend:
    """Compute a trend of the file in draws, one after the other."""
    plan = model.plan.trends.get(name)
    if plan is None:  # the file has none
        nothing = np.empty((len(units), 0, len(model.cases)))
        return DrawnTrend((), nothing[0], nothing, nothing[0], nothing)
    own = compute_trend(plan, model.base.request)
    nodes = tuple(node for node in model.plan.order if node in own.index)
    numbers, arrivals = np.full((2, len(units), len(nodes), len(model.cases)), np.nan)
    for row, unit in enumerate(units):
        structure, request = model.request_of(unit)
        trend = structure.plan.trends.get(name)
        if trend is None:
            continue
        found = compute_trend(trend, request)
        numbers[row] = model.as_cases(_rows(found, nodes, found.numbers), structure, np.nan)
        arrivals[row] = model.as_cases(_arrivals(found, trend.leaves, nodes), structure, np.nan)
    return DrawnTrend(nodes, _rows(own, nodes, own.numbers), numbers, _arrivals(own, plan.leaves, nodes), arrivals)


def _rows(found: Result, nodes: tuple[str, ...], numbers: Floats) -> Floats:
    """The numbers of some nodes; NaN of one that is not there."""
    rows = np.array([found.index.get(node, -1) for node in nodes], dtype=np.intp)
    absent: Bools = rows < 0
    return np.where(absent[:, None], np.nan, numbers[rows])


def _arrivals(found: Result, leaves: Mapping[str, Leaf], nodes: tuple[str, ...]) -> Floats:
    """When each leaf that reads a way to a target reaches it at the pace so far."""
    rows = np.full((len(nodes), found.cases.count), np.nan)
    for place, node in enumerate(nodes):
        course = found.paths.get(node)
        if course is None or node not in leaves:
            continue
        path = read_path(leaves[node].read, course.numbers, course.periods, found.cases, course.aim)
        ends = path.ends
        sign = np.broadcast_to(np.asarray(course.aim.sign, dtype=np.float64), ends.end.shape)
        rows[place] = _YEAR_ONE + arrival(
            ends.base, ends.end, base_time=ends.base_time, end_time=ends.end_time, target=path.target, sign=sign
        )
    return rows
