"""Trends: the same tree, each leaf read as the pace between two of its own observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.methodology.readings import as_path
from sdg_standard.model.values import Cube
from sdg_standard.plans import Branch, Leaf
from sdg_standard.plans.plan import TrendPlan
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.counting import state_of, who_is_scored
from sdg_standard.scoring.observations import Readout, accepted, observations, scored_years
from sdg_standard.scoring.path_targets import aim_of, along, before, converter, horizon_of
from sdg_standard.scoring.paths import Course, Ends, end_of_year, read_path
from sdg_standard.scoring.readings import applying, course_of, path_observations
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import asks_coverage
from sdg_standard.scoring.request import ReferenceRequest, Request
from sdg_standard.scoring.result import Result, all_reached
from sdg_standard.scoring.track import Points, Track
from sdg_standard.scoring.track_maker import TrackMaker
from sdg_standard.scoring.tree import compute, places_of
from sdg_standard.scoring.weights import branch_reference_of, makers_of


@dataclass
class TrendResult:
    """Numbers of a trend, who has reached the target, and the two observations each leaf rests on."""

    result: Result
    reached: dict[str, Bools]
    ends: dict[str, Ends] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    """What each path was read from, for explanations."""
    groups: dict[str, Track] = field(default_factory=dict)
    """The trend's own steps of a leaf, prepared."""


def compute_trend(trend: TrendPlan, request: Request) -> TrendResult:
    """Compute a trend for the cases of a request."""
    # A pace is signed already: more is better, whatever is better for the values.
    leaves = tuple(replace(leaf, sign=1) for leaf in trend.leaves.values())
    numbers = np.full((len(leaves), request.cases.count), np.nan)
    found = TrendResult(_empty(trend, leaves, numbers, request), {})
    for row, leaf in enumerate(leaves):
        numbers[row] = _leaf_trend(leaf, request, found)
    _branches(found, request)
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
    yardstick = branch_reference_of(
        request, readout.coverage, branches, lambda other: compute_trend(trend, other).result
    )
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
    place, state = found.result.index[leaf.id], found.result.state
    out = np.broadcast_to(course.aim.lacks, path.numbers.shape)
    if state.countable is not None:
        state.countable[place] &= ~out
    out = out if state.applies is None else out | ~state.applies[place]
    found.reached[leaf.id] = path.reached & ~out
    found.ends[leaf.id] = path.ends
    return np.where(out, np.nan, _walked(leaf, np.where(out, np.nan, path.numbers), request, found))


def _walked(leaf: Leaf, numbers: Floats, request: Request, found: TrendResult) -> Floats:
    """The numbers of a trend after its own steps."""
    if not leaf.steps:
        return numbers
    group = Track((leaf,), np.zeros(1, dtype=np.intp))
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    fitter = ReferencePoints((leaf,), request.cases, request.methodology.reference, None, request.commitments)
    found.groups[leaf.id] = TrackMaker(group, scale, converter(request.standard), fitter).prepare()
    walked: Floats = group.walk(numbers[None])[0]
    return walked


def _observed(leaf: Leaf, request: Request, cube: Cube) -> Course:
    """Every observation of a leaf, observations × areas, as value or as score, and its aim on that scale."""
    if not leaf.read.reads_scores:
        main = request.leaves[leaf.id]
        return course_of(leaf, cube, leaf.read.series or leaf.series.id, request.material, main)
    # what the trend says otherwise than the file holds for the scores of the past as well
    main = replace(request.leaves[leaf.id], applies=leaf.applies, scored=leaf.scored)
    when = replace(request.cases, periods=cube.periods)
    seen, numbers = _main_values(main, leaf.read.series, cube, when, request)
    own = replace(
        request,
        leaves={leaf.id: main},
        branches={},
        cases=when,
        reference=_reference(request, when),
        clip=leaf.read.clip_of_scores or "none",
    )
    scored = compute(own, Readout(numbers.reshape(1, -1), None))
    points = _points_on_the_scale(leaf, own, request)
    aim = aim_of(leaf.read, points, main.sign, horizon_of(leaf, request.cases, request.commitments))
    return Course(cube.periods, seen, scored.numbers[0].reshape(numbers.shape), aim)


def _main_values(main: Leaf, series: str | None, cube: Cube, when: Cases, request: Request) -> tuple[Floats, Floats]:
    """Every observation as the main leaf takes it, and the value that its steps would start from: periods × areas.

    Where the main leaf reads a path itself, that is its path up to the observation.
    """
    name = series or main.read.series or main.series.id
    seen = path_observations(main, cube, name, request.material)
    if main.read.is_path:
        material = replace(request.material, cases=when)
        course = course_of(main, cube, name, material)
        found = read_path(main.read, course.numbers, course.periods, when, course.aim).numbers.reshape(seen.shape)
        return seen, np.where(np.isnan(seen), np.nan, found)
    if main.read.before:
        return seen, before(main, seen, when, request.standard, request.cases, request.commitments).numbers
    return seen, seen


def _points_on_the_scale(leaf: Leaf, own: Request, request: Request) -> Points:
    """What the reading of a leaf may name, after all steps of the main leaf, for the cases that are scored."""
    if all(isinstance(edge, int | float) for edge in leaf.read.asked.values()):
        return {}  # numbers stand on the scale already
    asked = replace(own, cases=request.cases, clip="none", along=along(leaf, request.cases, request.commitments))
    nothing = Readout(np.full((1, request.cases.count), np.nan), None)
    return compute(asked, nothing).groups[0].points


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


# branches


def _branches(found: TrendResult, request: Request) -> None:
    """Branches of a trend: made from their children, or read from their own scores over the years."""
    result = found.result
    walked = result.readout.values
    result.numbers[: len(result.leaves)] = walked if result.scored is None else np.where(result.scored, walked, np.nan)
    history = History(request)
    for branch in result.branches:
        place = result.index[branch.id]
        if branch.read is not None:
            result.numbers[place] = _own_path(branch, history, found)
        else:
            result.numbers[place] = result.makers[branch.id].make(result.state)
            found.reached[branch.id] = all_reached(_readers(branch, result), found.reached, result, branch)


def _readers(branch: Branch, result: Result) -> tuple[str, ...]:
    """The nodes below a branch that read a path themselves."""
    branches = {item.id: item for item in result.branches}
    found: dict[str, None] = {}
    for child in branch.children:
        own = branches.get(child)
        found |= dict.fromkeys((child,) if own is None or own.read is not None else _readers(own, result))
    return tuple(found)


class History:
    """The scores of the file in every year in which something was observed, computed when somebody asks."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.years = scored_years(request.values, {_series_of(leaf) for leaf in request.leaves.values()})
        self._results: dict[Clip | None, Result] = {}

    def result(self, clip: Clip | None) -> Result:
        """The tree in these years and in the periods that are scored."""
        if clip not in self._results:
            request = self.request
            periods = sorted({*self.years, *request.cases.periods}, key=lambda item: (item.end, item.start))
            when = replace(request.cases, periods=tuple(periods))
            self._results[clip] = compute(replace(request, cases=when, reference=_reference(request, when), clip=clip))
        return self._results[clip]

    def numbers(self, branch: str, clip: Clip | None) -> Floats:
        """The numbers of a branch, years × areas; none in a year in which nothing below it was observed."""
        past, seen = self.result(clip), self._observed(branch)
        rows = past.numbers[past.index[branch]].reshape(len(past.cases.periods), -1)
        return np.where(seen, rows[[past.cases.periods.index(year) for year in self.years]], np.nan)

    def _observed(self, branch: str) -> Bools:
        """In which years something below a branch was observed: what is carried forward is no observation."""
        request, cases = self.request, self.request.cases
        found = np.zeros((len(self.years), len(cases.areas)), dtype=bool)
        years = np.array([year.year for year in self.years], dtype=np.intp)
        for name in request.branches[branch].leaves:
            leaf = request.leaves[name]
            cube = accepted(request.values, leaf.read.accept)
            for period, numbers in zip(cube.periods, observations(cube, _series_of(leaf), cases), strict=True):
                found[years == period.year] |= ~np.isnan(numbers)
        first = len(cases.areas) - len(cases.made)
        for place, made in enumerate(cases.made):
            found[:, first + place] = found[:, made.members].any(axis=1)
        return found

    def applies(self, branch: str) -> Bools:
        """For which of the cases that are scored a branch applies."""
        past = self.result(None)
        if past.state.applies is None:
            return np.ones(self.request.cases.count, dtype=bool)
        rows = past.state.applies[past.index[branch]].reshape(len(past.cases.periods), -1)
        now = [past.cases.periods.index(period) for period in self.request.cases.periods]
        return np.asarray(rows[now].ravel(), dtype=bool)


def _series_of(leaf: Leaf) -> str:
    return leaf.read.series or leaf.series.id


def _own_path(branch: Branch, history: History, found: TrendResult) -> Floats:
    """The number of a branch that is read from its own scores over the years."""
    read, cases = as_path(branch.read), found.result.cases
    numbers = history.numbers(branch.id, read.clip)
    aim = aim_of(read, {}, float(history.request.branches[branch.id].sign), end_of_year(read.target_year or 1))
    found.courses[branch.id] = Course(history.years, numbers, numbers, aim)
    path = read_path(read, numbers, history.years, cases, aim)
    out = ~history.applies(branch.id) | ~cases.applies_to(branch.applies)
    for marks in (found.result.state.applies, found.result.state.scored, found.result.state.asked):
        if marks is not None:
            marks[found.result.index[branch.id]] = ~out
    found.reached[branch.id], found.ends[branch.id] = path.reached & ~out, path.ends
    made = np.where(out, np.nan, path.numbers)
    walked = found.result.makers[branch.id].walked(found.result.state, made) if branch.steps else made
    return np.where(out, np.nan, walked)
