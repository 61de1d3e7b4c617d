"""Trends: the same tree, each leaf read as the pace between two of its own observations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sdg_standard.errors import Problem
from sdg_standard.methodology.readings import PathReading, Reading, as_path
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.values import Cube
from sdg_standard.plans import Branch, Leaf
from sdg_standard.plans.plan import TrendPlan
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.grouping import grouped
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import Readout, accepted, observations, scored_years
from sdg_standard.scoring.parts import read_by_main
from sdg_standard.scoring.path_targets import aim_of, along, before, horizon_of
from sdg_standard.scoring.paths import Course, end_of_year, read_path
from sdg_standard.scoring.readings import applying, course_of, path_observations, read_paths, yard_before
from sdg_standard.scoring.reference_set import asks_coverage
from sdg_standard.scoring.request import ReferenceRequest, Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import APPLIES
from sdg_standard.scoring.track import Points
from sdg_standard.scoring.tree import ReadBranch, Source, compute


def compute_trend(trend: TrendPlan, request: Request) -> Result:
    """Compute a trend for the cases of a request: the tree of the trend, its leaves read as paths."""
    leaves = {name: _as_walked(leaf) for name, leaf in trend.leaves.items()}
    own = replace(request, leaves=leaves, branches=trend.branches, reference=_counted_alike(request))

    def of(what: Material | Request) -> Request:
        """What the file asks for, of the same areas or of a reference set."""
        return replace(request, values=what.values, cases=what.cases)

    source = Source(
        lambda asked, material: _read_trend(trend, asked, of(material)), lambda asked: _read_branches(trend, of(asked))
    )
    return compute(own, source=source)


def _as_walked(leaf: Leaf) -> Leaf:
    """A leaf as its steps want it: of the rules for its points those that a step asks for.

    What a reading asks for is fitted when it reads.
    """
    asked = {name for step in leaf.steps for name in step.asked_points}
    rules = {name: rule for name, rule in leaf.points.rules.items() if name in asked}
    return replace(leaf, points=replace(leaf.points, rules=rules))


def _read_trend(trend: TrendPlan, leaves: Sequence[Leaf], request: Request) -> tuple[Readout, list[Problem]]:
    """The paths of leaves, for the cases of a request of the file itself."""
    own = [trend.leaves[leaf.id] for leaf in leaves]
    courses = _observed(own, request)
    applies = [
        applying(leaf, accepted(request.values, leaf.read.accept), leaf.observable.name, request.cases) for leaf in own
    ]
    return read_paths(own, [courses[leaf.id] for leaf in own], applies, request.cases), []


def _observed(leaves: Sequence[Leaf], request: Request) -> dict[str, Course]:
    """Every observation of each leaf, observations × areas, as value or as score, and its aim on that scale."""
    found = {leaf.id: _values(leaf, request) for leaf in leaves if not leaf.read.reads_scores}
    scored = [leaf for leaf in leaves if leaf.read.reads_scores]
    for places in grouped(map(_scored_with, scored)).values():
        found |= _scores([scored[place] for place in places], request)
    return found


def _values(leaf: Leaf, request: Request) -> Course:
    cube = accepted(request.values, leaf.read.accept)
    return course_of(leaf, cube, leaf.observable.name, request.material, request.leaves[leaf.id])


def _scored_with(leaf: Leaf) -> tuple[Reading, str]:
    """What leaves have in common that are scored together; what an area has adopted is of one series."""
    return leaf.read, leaf.id if leaf.read.adopted else ""


def _scores(leaves: Sequence[Leaf], request: Request) -> dict[str, Course]:
    """Every observation of leaves that share a reading, as a score."""
    read = leaves[0].read
    cube = accepted(request.values, read.accept)
    when = replace(request.cases, periods=cube.periods)
    mains = _mains(leaves, request)
    taken = {main.id: _main_values(main, name, cube, when, request) for main, name in mains}
    own = replace(
        request,
        leaves={main.id: main for main, _ in mains},
        branches={},
        cases=when,
        reference=_reference(request, when),
        clip=read.clip_of_scores or "none",
    )
    scored = compute(own, Readout(np.stack([numbers.ravel() for _, numbers in taken.values()]), None))
    points = _points_on_the_scale(leaves[0], own, request)
    found = {}
    for leaf in leaves:
        (seen, _), sign = taken[leaf.id], own.leaves[leaf.id].sign
        aim = aim_of(read, points(leaf.id), sign, horizon_of(leaf, request.cases, request.commitments))
        found[leaf.id] = Course(cube.periods, seen, scored.numbers[scored.index[leaf.id]].reshape(seen.shape), aim)
    return found


def _mains(leaves: Sequence[Leaf], request: Request) -> list[tuple[Leaf, str]]:
    """The main leaf of each leaf of a trend, and of the siblings that it is filled from, with what it observes."""
    # what the trend says otherwise than the file holds for the scores of the past as well
    mains = {leaf.id: replace(request.leaves[leaf.id], applies=leaf.applies, scored=leaf.scored) for leaf in leaves}
    found = [(mains[leaf.id], read_by_main(leaf, mains[leaf.id]).name) for leaf in leaves]
    beside = dict.fromkeys(name for main in mains.values() for name in main.siblings if name not in mains)
    return found + [(request.leaves[name], request.leaves[name].observable.name) for name in beside]


def _main_values(main: Leaf, name: str, cube: Cube, when: Cases, request: Request) -> tuple[Floats, Floats]:
    """Every observation as the main leaf takes it, and the value that its steps would start from: periods × areas.

    Where the main leaf reads a path itself, that is its path up to the observation.
    """
    seen = path_observations(main, cube, name, request.material)
    if main.read.is_path:
        material = replace(request.material, cases=when)
        course = course_of(main, cube, name, material)
        found = read_path(main.read, course.numbers, course.periods, when, course.aim).numbers.reshape(seen.shape)
        return seen, np.where(np.isnan(seen), np.nan, found)
    if main.read.before:
        made = before(
            *(main, seen, when, request.standard, request.cases, request.commitments),
            *(yard_before(main, request.material), request.drawn),
        )
        return seen, made.numbers
    return seen, seen


def _points_on_the_scale(leaf: Leaf, own: Request, request: Request) -> Callable[[str], Points]:
    """What the reading of a leaf may name, after all steps of the main leaves, for the cases that are scored.

    It is asked for by leaf: a row of each point.
    """
    if all(isinstance(edge, int | float) for edge in leaf.read.asked.values()):
        return lambda name: {}  # numbers stand on the scale already
    asked = replace(own, cases=request.cases, clip="none", along=along(leaf, request.cases, request.commitments))
    nothing = Readout(np.full((len(own.leaves), request.cases.count), np.nan), None)
    places = compute(asked, nothing).place_of

    def points(name: str) -> Points:
        track, place = places[name]
        return {point: column[place : place + 1] for point, column in track.points.items()}

    return points


def _counted_alike(request: Request) -> ReferenceRequest | None:
    """The reference set of a request, in a trend as well the areas that report enough of the leaves of the file."""
    leaves = tuple(request.leaves.values())
    asked = leaves if asks_coverage(leaves, request.methodology.reference) else None
    return None if request.reference is None else replace(request.reference, leaves=asked)


def _reference(request: Request, when: Cases) -> ReferenceRequest | None:
    """The reference set of a trend of scores: where points are refitted they are so for each period of observation."""
    known = _counted_alike(request)
    if known is None or not known.scored:
        return known
    periods = sorted({*known.cases.periods, *when.periods}, key=lambda item: (item.end, item.start))
    cases = replace(known.cases, periods=tuple(periods))
    return replace(known, cases=cases, pooled=known.pooled or known.cases.periods)


# branches


class History:
    """The scores of the file in every year in which something was observed, computed when somebody asks."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.years = scored_years(request.values, {leaf.observable.name for leaf in request.leaves.values()})
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
            for period, numbers in zip(cube.periods, observations(cube, leaf.observable.name, cases), strict=True):
                found[years == period.year] |= ~np.isnan(numbers)
        first = len(cases.areas) - len(cases.made)
        for place, made in enumerate(cases.made):
            found[:, first + place] = found[:, made.members].any(axis=1)
        return found

    def applies(self, branch: str) -> Bools:
        """For which of the cases that are scored a branch applies."""
        past = self.result(None)
        rows = past.state.set_of(APPLIES, past.index[branch]).reshape(len(past.cases.periods), -1)
        now = [past.cases.periods.index(period) for period in self.request.cases.periods]
        return np.asarray(rows[now].ravel(), dtype=bool)


def _read_branches(trend: TrendPlan, request: Request) -> dict[str, ReadBranch]:
    """The branches of a trend that are read from their own scores over the years."""
    history = History(request)
    return {
        branch.id: _read_branch(branch, as_path(branch.read), history)
        for branch in trend.branches.values()
        if branch.read is not None
    }


def _read_branch(branch: Branch, read: PathReading, history: History) -> ReadBranch:
    cases = history.request.cases
    numbers = history.numbers(branch.id, read.clip)
    aim = aim_of(read, {}, float(history.request.branches[branch.id].sign), end_of_year(read.target_year or 1))
    path = read_path(read, numbers, history.years, cases, aim)
    applies = history.applies(branch.id) & cases.applies_to(branch.applies)
    return ReadBranch(path.numbers, path.reached & applies, applies, Course(history.years, numbers, numbers, aim))
