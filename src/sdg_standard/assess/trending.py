"""Trends: the same tree, each leaf read as the pace between two of its own observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.aims import before, committed, converter, horizon_of, quantity
from sdg_standard.assess.attributes import Cases
from sdg_standard.assess.compute import (
    ReferenceRequest,
    Request,
    Result,
    all_reached,
    compute,
    places_of,
)
from sdg_standard.assess.counting import state_of, who_is_scored
from sdg_standard.assess.fitting import Fitter, asks_coverage
from sdg_standard.assess.making import makers_of, yardstick_of
from sdg_standard.assess.paths import Aim, Course, Ends, read_path
from sdg_standard.assess.reading import Readout, accepted, applying, course_of, path_observations
from sdg_standard.assess.walk import Group, Walker
from sdg_standard.catalogue import Leaf
from sdg_standard.catalogue.plan import TrendPlan
from sdg_standard.model.methodology.leaves import TARGET_READINGS
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
    courses: dict[str, Course] = field(default_factory=dict)
    """What each path was read from, for explanations."""
    groups: dict[str, Group] = field(default_factory=dict)
    """The trend's own steps of a leaf, prepared."""


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
    lacks = np.array([bool(leaf.lacks) for leaf in leaves], dtype=bool).reshape(-1, 1)
    scored = who_is_scored(leaves, request.cases)
    state = state_of(index, every, branches, request.cases, applies=applies, scored=scored, lacking=lacks)
    readout = Readout(numbers, None)
    yardstick = yardstick_of(request, readout.coverage, branches, lambda other: compute_trend(trend, other).result)
    makers = makers_of(branches, leaves, index, request, yardstick)
    none = np.zeros_like(lacks)
    return Result(leaves, branches, request.cases, readout, [], index, every, state, makers, lacks, none, scored)


def _applies(leaves: Sequence[Leaf], request: Request) -> Bools:
    """For whom a leaf applies: by its condition, and where no observation says that it does not."""
    cube = request.values.cube
    result = np.ones((len(leaves), request.cases.count), dtype=bool)
    for row, leaf in enumerate(leaves):
        result[row] = applying(leaf, cube, leaf.read.series or leaf.series.id, request.cases)
    return result


def _leaf_trend(leaf: Leaf, request: Request, found: TrendResult) -> Floats:
    """The pace of one leaf for every case."""
    cube = accepted(request.values, leaf.read.accept)
    course = found.courses[leaf.id] = _observed(leaf, request, cube)
    path = read_path(leaf.read, course.numbers, course.periods, request.cases, course.aim)
    applies = found.result.state.applies
    out = np.zeros(len(path.numbers), dtype=bool) if applies is None else ~applies[found.result.index[leaf.id]]
    found.reached[leaf.id] = path.reached & ~out
    found.ends[leaf.id] = path.ends
    return np.where(out, np.nan, _walked(leaf, path.numbers, request, found))


def _walked(leaf: Leaf, numbers: Floats, request: Request, found: TrendResult) -> Floats:
    """The numbers of a trend after its own steps."""
    if not leaf.steps:
        return numbers
    group = Group((leaf,), np.zeros(1, dtype=np.intp))
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    fitter = Fitter((leaf,), request.cases, request.methodology.reference, None, request.commitments)
    found.groups[leaf.id] = Walker(group, scale, converter(request.standard), fitter).prepare()
    walked: Floats = group.walk(numbers[None])[0]
    return walked


def _observed(leaf: Leaf, request: Request, cube: Cube) -> Course:
    """Every observation of a leaf, observations × areas, as value or as score, and its aim on that scale."""
    if leaf.read.of != "score":
        return course_of(leaf, cube, leaf.read.series or leaf.series.id, request.material)
    when = replace(request.cases, periods=cube.periods)
    main = request.leaves[leaf.id]
    seen = numbers = path_observations(
        main, cube, leaf.read.series or main.read.series or main.series.id, request.material
    )
    if main.read.before:
        numbers = before(main, numbers, when, request.standard, request.cases, request.commitments).numbers
    own = replace(
        request,
        leaves={leaf.id: main},
        branches={},
        cases=when,
        reference=_reference(request, when),
        clip=leaf.read.clip or "none",
    )
    scored = compute(own, Readout(numbers.reshape(1, -1), None))
    aim = Aim(_target_score(leaf, own, request), horizon_of(leaf, request.cases, request.commitments), main.sign)
    return Course(cube.periods, seen, scored.numbers[0].reshape(numbers.shape), aim)


def _reference(request: Request, when: Cases) -> ReferenceRequest | None:
    """The reference set of a trend of scores: where points are refitted they are so for each period of observation."""
    known = request.reference
    if known is None:
        return None
    leaves = tuple(request.leaves.values())
    asked = leaves if asks_coverage(leaves, request.methodology.reference) else None
    if not known.scored:
        return replace(known, leaves=asked)
    periods = sorted({*known.cases.periods, *when.periods}, key=lambda item: (item.end, item.start))
    cases = replace(known.cases, periods=tuple(periods))
    return replace(known, cases=cases, pooled=known.pooled or known.cases.periods, leaves=asked)


def _target_score(leaf: Leaf, own: Request, request: Request) -> Floats:
    """The target on the scale of scores: a bare number as it is; a point, quantity or commitment after all steps."""
    target = leaf.read.target if leaf.read.method in TARGET_READINGS else None
    if not isinstance(target, str):
        return np.array([float(target) if isinstance(target, int | float) else np.nan])
    value = np.full(request.cases.count, np.nan)
    if target == "commitment":
        value = committed(leaf, request.cases, request.commitments, "value")
    elif not POINT_NAME.fullmatch(target):
        value[:] = quantity(target, leaf, request.standard)
    found = compute(replace(own, cases=request.cases, clip="none"), Readout(value[None], None))
    if target == "commitment" or not POINT_NAME.fullmatch(target):
        walked: Floats = found.numbers[0]
        return walked
    point: Floats = found.groups[0].points.get(target, np.full((1, 1), np.nan))[0]
    return point


def _branches(found: TrendResult) -> None:
    """Branches of a trend; one has reached where every leaf with a number has."""
    result = found.result
    walked = result.readout.values
    result.numbers[: len(result.leaves)] = walked if result.scored is None else np.where(result.scored, walked, np.nan)
    for branch in result.branches:
        result.numbers[result.index[branch.id]] = result.makers[branch.id].make(result.state)
        found.reached[branch.id] = all_reached(branch, found.reached, result)
