"""Trends: the same tree, each leaf read as the pace between two of its own observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.aims import aim_of, before, converter, horizon_of
from sdg_standard.assess.attributes import Cases
from sdg_standard.assess.branching import State
from sdg_standard.assess.compute import Request, Result, all_reached, compute, makers_of, places_of
from sdg_standard.assess.fitting import Fitter
from sdg_standard.assess.paths import Aim, Ends, read_path
from sdg_standard.assess.reading import NOT_APPLICABLE, Readout, accepted, layer_of, path_observations
from sdg_standard.assess.walk import Group, Walker
from sdg_standard.catalogue import Leaf
from sdg_standard.catalogue.plan import TrendPlan
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.values import Cube

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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
    cube = accepted(request.values, leaf.read.accept)
    numbers, aim = _observed(leaf, request, cube)
    path = read_path(leaf.read, numbers, cube.periods, request.cases, aim)
    applies = found.result.state.applies
    out = np.zeros(len(path.numbers), dtype=bool) if applies is None else ~applies[found.result.index[leaf.id]]
    found.reached[leaf.id] = path.reached & ~out
    found.ends[leaf.id] = path.ends
    found.targets[leaf.id] = path.target
    return np.where(out, np.nan, _walked(leaf, path.numbers, request))


def _walked(leaf: Leaf, numbers: Floats, request: Request) -> Floats:
    """The numbers of a trend after its own steps."""
    if not leaf.steps:
        return numbers
    group = Group((leaf,), np.zeros(1, dtype=np.intp))
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    fitter = Fitter((leaf,), request.cases, request.methodology.reference, None, request.commitments)
    Walker(group, scale, converter(request.standard), fitter).prepare()
    walked: Floats = group.walk(numbers[None])[0]
    return walked


def _observed(leaf: Leaf, request: Request, cube: Cube) -> tuple[Floats, Aim]:
    """Every observation of a leaf, observations × areas, as value or as score, and its aim on that scale."""
    numbers = path_observations(leaf, cube, leaf.read.series or leaf.series.id, request.material)
    if leaf.read.of != "score":
        made = before(leaf, numbers, request.standard)
        return made.numbers, aim_of(leaf, made, request.cases, request.standard, request.commitments)
    main = request.leaves[leaf.id]
    clip = leaf.read.clip or "none"
    when = Cases(request.cases.areas, cube.periods, request.cases.table)
    own = Request(
        request.methodology, request.standard, {leaf.id: main}, {}, request.values, when, request.reference, clip=clip
    )
    scored = compute(own, Readout(numbers.reshape(1, -1), None))
    target = _target_score(leaf, scored.groups[0], request)
    aim = Aim(target, horizon_of(leaf, request.cases, request.commitments), main.sign)
    return scored.numbers[0].reshape(numbers.shape), aim


def _target_score(leaf: Leaf, group: Group, request: Request) -> Floats:
    """The target on the scale of scores: the point after all steps."""
    target = leaf.read.target
    if isinstance(target, str) and POINT_NAME.fullmatch(target):
        column: Floats = group.points.get(target, np.array([[np.nan]]))[0]
        return column[-1:] if len(column) != request.cases.count else column
    return np.array([float(target)]) if isinstance(target, float | int) else np.array([np.nan])


def _branches(found: TrendResult) -> None:
    """Branches of a trend; one has reached where every leaf with a number has."""
    result = found.result
    result.numbers[: len(result.leaves)] = result.readout.values
    for branch in result.branches:
        result.numbers[result.index[branch.id]] = result.makers[branch.id].make(result.state)
        found.reached[branch.id] = all_reached(branch, found.reached, result)
