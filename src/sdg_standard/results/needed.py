"""What a node would have to be for a rating: the steps of a leaf asked backwards, by trying them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import UnknownId
from sdg_standard.methodology.readings import as_path
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Leaf
from sdg_standard.results.inverse import Interval, intervals, nearest, whole
from sdg_standard.results.meant import period_meant, plain
from sdg_standard.results.ratings import Rater
from sdg_standard.results.results import Results
from sdg_standard.scoring.paths import Course, ending, read_window, seen_by
from sdg_standard.scoring.state import APPLIES
from sdg_standard.scoring.track import Track, cell

NEEDED_COLUMNS: tuple[str, ...] = (
    *("area", "period", "node", "rating", "of", "value", "score"),
    *("needed", "unit", "answer", "pace", "reason"),
)
"""The columns of what is needed, in order."""
COUNT = "count"
WHY_NONE: tuple[str, ...] = (
    *("reached", "not_applicable", "not_rated", "not_scored", "no_benchmark", "no_point", "not_reported"),
    *("compares_areas", "made_of_ratings", "target_only", "too_little", "read_otherwise", "out_of_reach"),
)
"""Why nothing is needed, or nothing can be said of it."""


@dataclass(frozen=True)
class Need:
    """What one case needs: a number with, where it is an answer, its code, and where it is read over years its pace."""

    number: float = math.nan
    answer: str = ""
    pace: float = math.nan
    reason: str = ""


@dataclass(frozen=True)
class Wanted:
    """A label of a rating of the methodology."""

    rating: str
    label: str

    def __str__(self) -> str:
        return f"{self.rating}:{self.label}"


def wanted(results: Results, written: str) -> Wanted:
    """The rating that is meant: a label of the first, or one that a single rating has, or `id:label`; capitals aside.

    Raises UnknownId.
    """
    known = {name: _labels(results._raters[name]) for name in results.methodology.ratings}
    named = [Wanted(rating, word) for rating, words in known.items() for word in words]
    text = plain(written)
    found = [want for want in named if plain(want.label) == text]
    if found and (found[0].rating == next(iter(known)) or len(found) == 1):
        return found[0]
    exact = next((want for want in named if plain(str(want)) == text), None)
    if exact is None:
        raise UnknownId("rating", written, dict.fromkeys([*(want.label for want in named), *map(str, named)]))
    return exact


def _labels(rater: Rater) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for name in rater.rules for word in rater.words(name)))


def needed_frame(
    results: Results, node: object, rating: str, area: object | None = None, period: object | None = None
) -> pd.DataFrame:
    """A row for each area and period: what a node needs for a rating. See :meth:`sdg_standard.Scorecard.needed`."""
    want, name = wanted(results, rating), results.node_meant(node)
    areas = results.areas if area is None else (results.area_meant(area),)
    periods = results.periods if period is None else (period_meant(period, results.periods),)
    asked = Needed(results, name, want)
    rows = [asked.row(one, when) for one in areas for when in periods]
    return pd.DataFrame(rows, columns=list(NEEDED_COLUMNS))


@dataclass
class Needed:
    """What a node needs for a rating, case by case."""

    results: Results
    node: str
    want: Wanted
    _known: dict[tuple[float, ...], tuple[Interval, ...]] = field(default_factory=dict)

    def row(self, area: str, period: str) -> dict[str, Any]:
        """The row of one area and period."""
        case = self.results._result.cases.position(area, period)
        assert case is not None  # areas and periods are those that are scored
        need = self.need(case)
        return {
            "area": area,
            "period": period,
            "node": self.node,
            "rating": self.want.label,
            "of": "value" if self.leaf is not None or self._plan_node.gives == "value" else "score",
            "value": self.value(case),
            "score": float(self.results.number(self.node)[case]) if self._plan_node.gives == "score" else math.nan,
            "needed": need.number,
            "unit": self.unit,
            "answer": need.answer,
            "pace": need.pace,
            "reason": need.reason,
        }

    def need(self, case: int) -> Need:
        """What is needed in a case, or why nothing is."""
        reason = self._why_none(case)
        if reason:
            return Need(reason=reason)
        if self.leaf is None:
            return self._of_branch(case)
        if self.leaf.read.is_path:
            return self._of_path(self.leaf, case)
        return self._of_leaf(self.leaf, case)

    def value(self, case: int) -> float:
        """What the node has now, on the scale of what is needed: of a path the latest observation."""
        if self.leaf is None:
            return math.nan if self._plan_node.gives == "score" else float(self.results.number(self.node)[case])
        if self.leaf.read.is_path:
            return float(seen_by(as_path(self.leaf.read), self._course, self._cases, case)[0].ends.end[0])
        return float(self.results._result.readout.values[self.results._result.index[self.node], case])

    # what is known

    @cached_property
    def _plan_node(self) -> Any:
        return self.results._plan.node(self.node)

    @cached_property
    def leaf(self) -> Leaf | None:
        """The node where it is a leaf."""
        return self.results._plan.leaves.get(self.node)

    @cached_property
    def unit(self) -> str:
        """The unit of what is needed; none of a score."""
        if self.leaf is not None and self.leaf.read.is_path:
            return self.leaf.series.unit or ""
        return self.results._unit_of(self.node)

    @cached_property
    def rater(self) -> Rater:
        """What finds the labels."""
        return self.results._raters[self.want.rating]

    @cached_property
    def _course(self) -> Course:
        return self.results._result.paths[self.node]

    @cached_property
    def _track(self) -> tuple[Track, int]:
        return self.results._result.place_of[self.node]

    @property
    def _cases(self) -> Any:
        return self.results._result.cases

    @cached_property
    def _words(self) -> list[str]:
        return self.rater.words(self.node)

    @cached_property
    def _labels(self) -> NDArray[np.object_]:
        """The label of each case."""
        return self.rater.labels(self.node)

    @cached_property
    def _rated(self) -> Bools:
        """Which cases are rated at all."""
        marks = True if self.leaf is None else self._cases.meets(self.leaf.rated, asked=False)
        return np.broadcast_to(np.asarray(marks), self._cases.count)

    @cached_property
    def _scored(self) -> Bools | None:
        """Which leaves are scored; None where all are."""
        return self.results._result.scored

    @cached_property
    def _place(self) -> int:
        """The place of the label among those of the node."""
        return self._words.index(self.want.label)

    @cached_property
    def _is_tested(self) -> bool:
        """Whether the label is that of what has reached its target, which no band gives."""
        rule = self.rater.rules[self.node]
        return any(band.when and band.label == self.want.label for band in self.rater.bands_of(self.node, rule))

    # why none

    def _why_none(self, case: int) -> str:
        """Why there is nothing to be said of a case; empty where it can be worked out."""
        rule, result = self.rater.rules.get(self.node), self.results._result
        if rule is None or self.want.label not in self._words or not self._rated[case]:
            return "not_rated"
        if not result.state.set_of(APPLIES, result.index[self.node])[case]:
            return "not_applicable"
        position, label = int(self.rater.position(self.node)[case]), str(self._labels[case])
        if position >= 0 and label != self._words[position]:
            return "too_little"
        if position >= self._place:
            return "reached"
        if rule.of_branches:
            return "made_of_ratings"
        if self._is_tested and not (self.leaf is not None and self.leaf.read.is_path):
            return "target_only"
        return "" if self.leaf is None else self._why_not_walked(self.leaf, case)

    def _why_not_walked(self, leaf: Leaf, case: int) -> str:
        """Why a leaf's steps do not lead from a value to a score here."""
        result, row = self.results._result, self.results._result.index[self.node]
        if not self.rater.rates_values(self.node):
            if cell(result.lacking_points, row, case)[0, 0]:
                return "no_benchmark" if cell(result.without_benchmark, row, case)[0, 0] else "no_point"
            if self._scored is not None and not self._scored[row, case]:
                return "not_scored"
            steps = self._track[0].steps
            if self._track[0].compares or any(step.model.ranks_among for step in steps):
                return "compares_areas"
        if not leaf.read.is_path:
            return ""
        if leaf.read.before or leaf.read.per or leaf.read.times != 1:
            return "read_otherwise"
        two = seen_by(as_path(leaf.read), self._course, self._cases, case)[0].ends.two_years
        return "" if bool(two[0]) else "not_reported"

    # what is needed

    def _of_branch(self, case: int) -> Need:
        edges, scale = self.rater.edges_at(self.node, case), self.results.methodology.scale
        is_score = self._plan_node.gives == "score"
        ends = tuple(sorted((scale.worst, scale.best))) if is_score else (-math.inf, math.inf)

        def holds(numbers: Floats) -> Bools:
            return np.asarray(self.rater.bands_at(self.node, numbers, case) >= self._place)

        if edges not in self._known:
            self._known[edges] = intervals(holds, [*edges, *self._finite(ends)], (ends[0], ends[1]))
        return self._found(self._known[edges], float(self.results.number(self.node)[case]))

    def _of_leaf(self, leaf: Leaf, case: int) -> Need:
        track, place = self._track
        key = (*track.differs(place, case), *self.rater.edges_at(self.node, case))
        if leaf.series.kind == "category":
            return self._of_answers(leaf, case)
        if key not in self._known:
            ways = intervals(lambda x: self._reaches(x, case), self._marks(leaf, case), _domain(leaf))
            self._known[key] = whole(ways) if _is_counted(leaf) else ways
        return self._found(self._known[key], self.value(case))

    def _of_answers(self, leaf: Leaf, case: int) -> Need:
        """Of the answers that reach the rating the one that is worth least."""
        answers: Any = leaf.series.categories or ()
        values = np.array([answer.value for answer in answers], dtype=np.float64)
        numbers = self._walk_in(case, values) * leaf.sign
        good = np.flatnonzero(self._reaches(values, case))
        if not len(good):
            return Need(reason="out_of_reach")
        best = int(good[np.argmin(np.where(np.isnan(numbers[good]), np.inf, numbers[good]))])
        return Need(float(values[best]), answers[best].code)

    def _of_path(self, leaf: Leaf, case: int) -> Need:
        """The last observation that would have been needed, and the change a year from the first to it."""
        read = as_path(leaf.read)
        window, aim = seen_by(read, self._course, self._cases, case)
        ends, tested = window.ends, any(band.when for band in self.rater.rules[self.node].bands)

        def holds(last: Floats) -> Bools:
            found = read_window(read, ending(window, last), aim)
            numbers = self._walk_in(case, found.numbers)
            bands = self.rater.bands_at(self.node, numbers, case) >= self._place
            there = found.reached & ~np.isnan(numbers)
            return np.asarray(there if self._is_tested else bands | (there & tested))

        marks = [float(number) for number in (ends.base[0], ends.end[0], np.ravel(aim.target)[0])]
        need = self._found(intervals(holds, marks, leaf.series.limits), float(ends.end[0]), leaf.series.sign)
        years = float(ends.end_time[0] - ends.base_time[0])
        return Need(need.number, "", (need.number - float(ends.base[0])) / years, need.reason)

    def _found(self, ways: tuple[Interval, ...], number: float, sign: int | None = None) -> Need:
        known = sign if sign is not None else self.leaf.read_sign if self.leaf is not None else self._plan_node.sign
        end = nearest(ways, number, known)
        return Need(reason="out_of_reach") if end is None else Need(end)

    def _reaches(self, values: Floats, case: int) -> Bools:
        """Which values of a leaf, as read, would have the rating or a better one."""
        of_value = self.rater.rates_values(self.node)
        numbers = values if of_value else self._walk_in(case, values)
        return np.asarray(self.rater.bands_at(self.node, numbers, case) >= self._place)

    def _walk_in(self, case: int, values: Floats) -> Floats:
        track, place = self._track
        found: Floats = track.in_case(place, case).walk(values.reshape(1, -1))[0]
        return found

    def _marks(self, leaf: Leaf, case: int) -> list[float]:
        """The numbers that are known to matter for a leaf, on the scale of its values as read."""
        track, place = self._track
        first: Mapping[str, Floats] = track.steps[0].points if track.steps else track.points
        found = [*leaf.points.given.values(), *(float(cell(column, place, case)[0, 0]) for column in first.values())]
        if self.rater.rates_values(self.node):
            found += self.rater.edges_at(self.node, case)
        return [*found, *self._finite(_domain(leaf))]

    @staticmethod
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
