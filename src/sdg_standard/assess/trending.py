"""Trends: the same tree, each leaf read as the pace between two of its own observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.assess.attributes import Cases
from sdg_standard.assess.branching import State
from sdg_standard.assess.compute import Request, Result, compute, makers_of, places_of, quantity
from sdg_standard.assess.reading import NOT_APPLICABLE, Readout, accepted, layer_of
from sdg_standard.assess.walk import Group
from sdg_standard.catalogue import Leaf
from sdg_standard.catalogue.plan import TrendPlan
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.period import years_between
from sdg_standard.model.values import Cube

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_DAY_ONE = date(1, 12, 31)


@dataclass
class Ends:
    """Base and end value of each case of one leaf, with their places in time; NaN where there are not two."""

    base: Floats
    end: Floats
    base_time: Floats
    end_time: Floats


@dataclass
class TrendResult:
    """Numbers of a trend, who has reached the target, and the two observations each leaf rests on."""

    result: Result
    reached: dict[str, Bools]
    ends: dict[str, Ends] = field(default_factory=dict)
    targets: dict[str, Floats] = field(default_factory=dict)


def compute_trend(trend: TrendPlan, request: Request) -> TrendResult:
    """Compute a trend for the cases of a request."""
    # A pace is signed already: more is better, whatever is better for the values.
    leaves = tuple(replace(leaf, sign=1) for leaf in trend.leaves.values())
    numbers = np.full((len(leaves), request.cases.count), np.nan)
    found = TrendResult(_empty(trend, leaves, numbers, request), {})
    for row, leaf in enumerate(leaves):
        numbers[row] = _leaf_trend(leaf, request, found)
    _branches(found)
    return found


def _empty(trend: TrendPlan, leaves: tuple[Leaf, ...], numbers: Floats, request: Request) -> Result:
    branches = tuple(trend.branches.values())
    index = places_of(leaves, branches)
    every = np.full((len(index), request.cases.count), np.nan)
    applies = _applies(leaves, request)
    countable = applies & np.array(
        [[not leaf.lacks and leaf.scored is not False] for leaf in leaves], dtype=bool
    ).reshape(-1, 1)
    rows = list(applies)
    for branch in branches:
        rows.append(np.logical_or.reduce([rows[index[name]] for name in branch.children]))
    state = State(index, every, np.stack(rows) if rows else None, countable)
    lacking = np.array([[bool(leaf.lacks)] for leaf in leaves], dtype=bool).reshape(-1, 1)
    makers = makers_of(branches, leaves, index, request)
    return Result(
        leaves, branches, request.cases, Readout(numbers, None), [], index, every, state, makers, lacking, None
    )


def _applies(leaves: Sequence[Leaf], request: Request) -> Bools:
    """For whom a leaf applies: by its condition, and where no observation says that it does not."""
    shape = (len(leaves), request.cases.count)
    result = np.ones(shape, dtype=bool)
    cube = request.values.cube
    for row, leaf in enumerate(leaves):
        result[row] &= np.broadcast_to(np.asarray(request.cases.meets(leaf.applies)), shape[1:])
        column = cube.series_index.get(leaf.series.id)
        if cube.reasons is None or column is None:
            continue
        for number, period in enumerate(request.cases.periods):
            same = [i for i, item in enumerate(cube.periods) if (item.start, item.end) == (period.start, period.end)]
            for place in same:
                layer = layer_of(cube, place, [leaf.series.id], request.cases)
                assert layer.reasons is not None
                result[row, request.cases.slice_of(number)] &= layer.reasons[0] != NOT_APPLICABLE
    return result


def _leaf_trend(leaf: Leaf, request: Request, found: TrendResult) -> Floats:
    """The pace of one leaf for every case."""
    read = leaf.read
    cube = accepted(request.values, read.accept)
    observed, target, sign = _observed(leaf, request, cube)
    ends = _ends(leaf, observed, cube, request.cases)
    horizon = _horizon(leaf, request)
    result = methods.pace_to_target(
        ends.base,
        ends.end,
        years=ends.end_time - ends.base_time,
        target=target,
        years_to_target=horizon - ends.base_time,
        sign=sign,
        reached=read.reached,
        met_within=read.target_met_within or 0.0,
        lost=-1.0 if read.lost is None else read.lost,
    )
    two = ends.end_time > ends.base_time
    met = methods.target_met(ends.end, target=target, sign=sign, met_within=read.target_met_within or 0.0)
    applies = found.result.state.applies
    out = np.zeros(len(result), dtype=bool) if applies is None else ~applies[found.result.index[leaf.id]]
    result = np.where(out, np.nan, result)
    found.reached[leaf.id] = two & met & ~np.isnan(result) & (read.reached is not None)
    found.ends[leaf.id] = ends
    found.targets[leaf.id] = np.broadcast_to(target, result.shape)
    return result


def _observed(leaf: Leaf, request: Request, cube: Cube) -> tuple[Floats, Floats, Any]:
    """Every observation of a leaf, observations × areas, as value or score; the target on that scale; the direction."""
    when = Cases(request.cases.areas, cube.periods, request.cases.table)
    layers = [
        layer_of(cube, place, [leaf.read.series or leaf.series.id], when).values[0]
        for place in range(len(cube.periods))
    ]
    numbers = np.stack(layers) if layers else np.empty((0, len(request.cases.areas)))
    if leaf.read.of != "score":
        return numbers, _target_value(leaf, request), leaf.series.sign or 1
    main = request.leaves[leaf.id]
    clip = leaf.read.clip not in (None, "none")
    own = Request(
        request.methodology, request.standard, {leaf.id: main}, {}, request.values, when, request.reference, clip=clip
    )
    scored = compute(own, Readout(numbers.reshape(1, -1), None))
    target = _target_score(leaf, scored.groups[0], request)
    return scored.numbers[0].reshape(numbers.shape), target, main.sign


def _target_value(leaf: Leaf, request: Request) -> Floats:
    """The target in the unit of the series; a commitment differs from area to area."""
    target = leaf.read.target
    if target == "commitment":
        return _committed(leaf, request, "value")
    if isinstance(target, str) and POINT_NAME.fullmatch(target):
        return np.array([leaf.points.given.get(target, np.nan)])
    if isinstance(target, str):
        return np.array([quantity(target, leaf, request.standard)])
    return np.array([float(target) if isinstance(target, int | float) else np.nan])


def _target_score(leaf: Leaf, group: Group, request: Request) -> Floats:
    """The target on the scale of scores: the point after all steps."""
    target = leaf.read.target
    if isinstance(target, str) and POINT_NAME.fullmatch(target):
        column: Floats = group.points.get(target, np.array([[np.nan]]))[0]
        return column[-1:] if len(column) != request.cases.count else column
    return np.array([float(target)]) if isinstance(target, float | int) else np.array([np.nan])


def _committed(leaf: Leaf, request: Request, column: str) -> Floats:
    table = request.commitments
    if table is None:
        return np.full(request.cases.count, np.nan)
    own = table[table["series"] == leaf.series.id]
    found = dict(zip(own["area"], own[column], strict=True))
    one = np.array([found.get(area, np.nan) for area in request.cases.areas], dtype=np.float64)
    return np.tile(one, len(request.cases.periods))


def _horizon(leaf: Leaf, request: Request) -> Any:
    """The last day of the target year, as a place in time."""
    if leaf.read.target == "commitment" and leaf.read.year is None:
        years = _committed(leaf, request, "year")
        return years - 1.0
    return float(_time(date(int(leaf.read.year or 1), 12, 31)))


def _time(day: date) -> float:
    """A place in time in years, so that differences count between last days."""
    return years_between(_DAY_ONE, day)


def _ends(leaf: Leaf, observed: Floats, cube: Cube, cases: Cases) -> Ends:
    """The base and the end value of each case: the first in the window and the latest up to the scored period."""
    order = sorted(range(len(cube.periods)), key=lambda place: (cube.periods[place].end, cube.periods[place].days))
    parts = [_ends_at(leaf, observed, cube, order, index, cases) for index in range(len(cases.periods))]
    columns = [
        np.concatenate([getattr(part, name) for part in parts]) if parts else np.empty(0)
        for name in ("base", "end", "base_time", "end_time")
    ]
    return Ends(*columns)


def _ends_at(leaf: Leaf, observed: Floats, cube: Cube, order: list[int], index: int, cases: Cases) -> Ends:
    read, limit = leaf.read, cases.periods[index].end
    last_year = read.to if isinstance(read.to, int) else limit.year
    gap = np.full(len(cases.areas), np.nan)
    end, end_time, end_year = gap.copy(), gap.copy(), gap.copy()
    usable = [place for place in order if cube.periods[place].end <= limit and cube.periods[place].year <= last_year]
    for place in usable:
        has = ~np.isnan(observed[place])
        end = np.where(has, observed[place], end)
        end_time = np.where(has, _time(cube.periods[place].end), end_time)
        end_year = np.where(has, cube.periods[place].year, end_year)
    begin = _window(read.from_, end_year)
    base, base_time = gap.copy(), gap.copy()
    before, before_time = gap.copy(), gap.copy()
    for place in usable:
        year, has = cube.periods[place].year, ~np.isnan(observed[place])
        first = has & np.isnan(base) & (year >= begin)
        base, base_time = (
            np.where(first, observed[place], base),
            np.where(first, _time(cube.periods[place].end), base_time),
        )
        earlier = has & (year < begin)
        before = np.where(earlier, observed[place], before)
        before_time = np.where(earlier, _time(cube.periods[place].end), before_time)
    if read.else_ == "last_before":
        single = (base_time == end_time) & ~np.isnan(before)
        base, base_time = np.where(single, before, base), np.where(single, before_time, base_time)
    return Ends(base, end, base_time, end_time)


def _window(begin: Any, end_year: Floats) -> Any:
    """The first year of the window: a year, or some years before the end value."""
    if begin is None:
        return -np.inf
    if isinstance(begin, str):
        return end_year + float(begin)
    return float(begin) if begin >= 0 else end_year + float(begin)


def _branches(found: TrendResult) -> None:
    """Branches of a trend; one has reached where every leaf with a number has."""
    result = found.result
    result.numbers[: len(result.leaves)] = result.readout.values
    for branch in result.branches:
        result.numbers[result.index[branch.id]] = result.makers[branch.id].make(result.state)
        leaves = [leaf for leaf in branch.leaves if leaf in found.reached]
        has = np.stack([~np.isnan(result.numbers[result.index[leaf]]) for leaf in leaves])
        done = np.stack([found.reached[leaf] for leaf in leaves])
        found.reached[branch.id] = (done | ~has).all(axis=0) & has.any(axis=0)
