"""What a node would have to be for a rating, as a table, or why nothing is needed or can be said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import UnknownId
from sdg_standard.methodology.readings import as_path
from sdg_standard.methods.arrays import Bools
from sdg_standard.plans import Branch, Leaf
from sdg_standard.results.meant import period_meant, plain
from sdg_standard.results.ratings import Rater
from sdg_standard.results.results import Results
from sdg_standard.results.trial import Need, Trial
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.paths import Course, seen_by
from sdg_standard.scoring.state import APPLIES
from sdg_standard.scoring.track import cell

NEEDED_COLUMNS: tuple[str, ...] = (
    *("area", "period", "node", "rating", "of", "value", "score"),
    *("needed", "unit", "answer", "pace", "reason"),
)
"""The columns of what is needed, in order."""
WHY_NONE: tuple[str, ...] = (
    *("reached", "not_applicable", "not_rated", "not_scored", "no_benchmark", "no_point", "not_reported"),
    *("compares_areas", "made_of_ratings", "target_only", "too_little", "read_otherwise", "out_of_reach"),
)
"""Why nothing is needed, or nothing can be said of it."""


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
        number = float(self.results.number(self.node)[case]) if self.leaf is None else self.value(case)
        return self._trial.need(case, number)

    def value(self, case: int) -> float:
        """What the node has now, on the scale of what is needed: of a path the latest observation."""
        if self.leaf is None:
            return math.nan if self._plan_node.gives == "score" else float(self.results.number(self.node)[case])
        if self.leaf.read.is_path:
            return float(seen_by(as_path(self.leaf.read), self._course, self._cases, case)[0].ends.end[0])
        return float(self.results._result.readout.values[self.results._result.index[self.node], case])

    # what is known

    @cached_property
    def _plan_node(self) -> Leaf | Branch:
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
    def _trial(self) -> Trial:
        scale = self.results.methodology.scale
        ends = (scale.worst, scale.best)
        return Trial(self.results._result, ends, self._plan_node, self.rater, self._place, self._is_tested)

    @property
    def _cases(self) -> Cases:
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
            track, _ = result.place_of[leaf.id]
            if track.compares or any(step.model.ranks_among for step in track.steps):
                return "compares_areas"
        if not leaf.read.is_path:
            return ""
        if leaf.read.before or leaf.read.per or leaf.read.times != 1:
            return "read_otherwise"
        two = seen_by(as_path(leaf.read), self._course, self._cases, case)[0].ends.two_years
        return "" if bool(two[0]) else "not_reported"
