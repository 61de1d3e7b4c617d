"""With which numbers a node would have a rating: its own steps, readings and bands, tried in one case."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sdg_standard.methodology.readings import as_path
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Branch, Leaf
from sdg_standard.results.inverse import Interval, intervals, nearest, whole
from sdg_standard.results.ratings import Rater
from sdg_standard.scoring.paths import ending, read_window, seen_by
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.track import Track, cell

COUNT = "count"
OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True)
class Need:
    """What one case needs: a number with, where it is an answer, its code, and where it is read over years its pace."""

    number: float = math.nan
    answer: str = ""
    pace: float = math.nan
    reason: str = ""


@dataclass
class Trial:
    """A node under a rating, of which it is asked in one case after the other what the label at ``place`` needs."""

    result: Result
    scale: tuple[float, float]
    node: Leaf | Branch
    rater: Rater
    place: int
    """The place of the label among those of the node, the worst first."""
    only_reached: bool
    """Whether the label is that of what has reached its target, which no band gives."""
    _known: dict[tuple[float, ...], tuple[Interval, ...]] = field(default_factory=dict)
    _walks: dict[int, Track] = field(default_factory=dict)

    def need(self, case: int, number: float) -> Need:
        """What is needed in a case, where ``number`` is what the node has."""
        if isinstance(self.node, Branch):
            return self._of_branch(self.node, case, number)
        if self.node.read.is_path:
            return self._of_path(self.node, case, number)
        return self._of_leaf(self.node, case, number)

    def _of_branch(self, branch: Branch, case: int, number: float) -> Need:
        edges = self.rater.edges_at(branch.id, case)
        ends = (min(self.scale), max(self.scale)) if branch.gives == "score" else (-math.inf, math.inf)

        def holds(numbers: Floats) -> Bools:
            return np.asarray(self.rater.bands_at(branch.id, numbers, case) >= self.place)

        if edges not in self._known:
            self._known[edges] = intervals(holds, [*edges, *_finite(ends)], ends)
        return _first(self._known[edges], number, branch.sign)

    def _of_leaf(self, leaf: Leaf, case: int, number: float) -> Need:
        track, place = self._track
        key = (*track.differs(place, case), *self.rater.edges_at(leaf.id, case))
        if leaf.series.kind == "category":
            return self._of_answers(leaf, case)
        if key not in self._known:
            ways = intervals(lambda x: self._reaches(x, case), self._marks(leaf, case), _domain(leaf))
            self._known[key] = whole(ways) if _is_counted(leaf) else ways
        return _first(self._known[key], number, leaf.read_sign)

    def _of_answers(self, leaf: Leaf, case: int) -> Need:
        """Of the answers that reach the rating the one that is worth least."""
        answers: Any = leaf.series.categories or ()
        values = np.array([answer.value for answer in answers], dtype=np.float64)
        numbers = self._walk_in(case, values) * leaf.sign
        good = np.flatnonzero(self._reaches(values, case))
        if not len(good):
            return Need(reason=OUT_OF_REACH)
        best = int(good[np.argmin(np.where(np.isnan(numbers[good]), np.inf, numbers[good]))])
        return Need(float(values[best]), answers[best].code)

    def _of_path(self, leaf: Leaf, case: int, number: float) -> Need:
        """The last observation that would have been needed, and the change a year from the first to it."""
        read = as_path(leaf.read)
        window, aim = seen_by(read, self.result.paths[leaf.id], self.result.cases, case)
        ends, tested = window.ends, any(band.when for band in self.rater.rules[leaf.id].bands)

        def holds(last: Floats) -> Bools:
            found = read_window(read, ending(window, last), aim)
            numbers = self._walk_in(case, found.numbers)
            bands = self.rater.bands_at(leaf.id, numbers, case) >= self.place
            there = found.reached & ~np.isnan(numbers)
            return np.asarray(there if self.only_reached else bands | (there & tested))

        marks = [float(number) for number in (ends.base[0], ends.end[0], np.ravel(aim.target)[0])]
        need = _first(intervals(holds, marks, leaf.series.limits), number, leaf.series.sign)
        years = float(ends.end_time[0] - ends.base_time[0])
        return Need(need.number, "", (need.number - float(ends.base[0])) / years, need.reason)

    def _reaches(self, values: Floats, case: int) -> Bools:
        """Which values of a leaf, as read, would have the rating or a better one."""
        numbers = values if self.rater.rates_values(self.node.id) else self._walk_in(case, values)
        return np.asarray(self.rater.bands_at(self.node.id, numbers, case) >= self.place)

    def _walk_in(self, case: int, values: Floats) -> Floats:
        if case not in self._walks:  # one case after the other: only the latest is kept
            track, place = self._track
            self._walks = {case: track.in_case(place, case)}
        found: Floats = self._walks[case].walk(values.reshape(1, -1))[0]
        return found

    def _marks(self, leaf: Leaf, case: int) -> list[float]:
        """The numbers that are known to matter for a leaf, on the scale of its values as read."""
        track, place = self._track
        first: Mapping[str, Floats] = track.steps[0].points if track.steps else track.points
        found = [*leaf.points.given.values(), *(float(cell(column, place, case)[0, 0]) for column in first.values())]
        if self.rater.rates_values(leaf.id):
            found += self.rater.edges_at(leaf.id, case)
        return [*found, *_finite(_domain(leaf))]

    @cached_property
    def _track(self) -> tuple[Track, int]:
        """The steps of the leaf, and its place among those that walk them."""
        return self.result.place_of[self.node.id]


def _first(ways: tuple[Interval, ...], number: float, sign: int) -> Need:
    """The number at which one gets first from a number into what has the rating."""
    end = nearest(ways, number, sign)
    return Need(reason=OUT_OF_REACH) if end is None else Need(end)


def _finite(numbers: tuple[float, ...]) -> Iterator[float]:
    return (number for number in numbers if math.isfinite(number))


def _is_counted(leaf: Leaf) -> bool:
    """Whether the values of a leaf are whole numbers."""
    read = leaf.read
    return leaf.series.unit == COUNT and not (read.per or read.before or read.gap) and read.times == 1


def _domain(leaf: Leaf) -> Interval:
    """What values of a leaf as read may be, as far as it is known."""
    if leaf.read.per or leaf.read.before or leaf.read.gap:
        return -math.inf, math.inf
    low, high = sorted(end * leaf.read.times for end in leaf.series.limits)
    return low, high
