"""Points that are worked out from data: fitted to a reference set, from commitments, or in force at a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.assess.attributes import Cases
from sdg_standard.catalogue import Leaf
from sdg_standard.formula import Formula
from sdg_standard.methods import reference as statistics
from sdg_standard.model.methodology.points import (
    Fitted,
    FromArea,
    FromBenchmark,
    FromCommitment,
    FromFormula,
    FromGoalpost,
    FromMeanOfBest,
    FromPercentile,
    FromSd,
    FromStatistic,
    Given,
    Reference,
)

Floats = NDArray[np.float64]
Points = Mapping[str, Floats]
Convert = Callable[[str, Leaf], float]
"""Brings a quantity into the unit of a leaf's series."""


@dataclass
class ReferenceSet:
    """The cases that rules are fitted to, with the values of the leaves of one group as they arrive at a step."""

    values: Floats
    cases: Cases
    scored: bool
    coverage: Floats | None = None

    def chosen(self, reference: Reference, period: int | None) -> NDArray[np.bool_]:
        """Which cases a reference means: those of a period, or pooled, that meet its condition."""
        chosen = ~self.cases.made_mask
        if reference.min_coverage is not None and self.coverage is not None:
            chosen &= self.coverage >= reference.min_coverage - 1e-9
        if period is not None:
            chosen &= self.cases.period_index == period
        elif not isinstance(reference.periods, str):
            chosen &= np.array([_in_years(item.year, reference.periods) for item in self.cases.periods], dtype=bool)[
                self.cases.period_index
            ]
        if reference.where:
            chosen &= np.asarray(self.cases.meets(reference.where))
        return chosen


def _in_years(year: int, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return year in wanted
    return bool(wanted.from_ <= year <= wanted.to)


class Fitter:
    """Works out the points of one group that no file gives as numbers."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        cases: Cases,
        reference: Reference,
        reference_set: ReferenceSet | None,
        commitments: pd.DataFrame | None = None,
        convert: Convert | None = None,
    ) -> None:
        self.leaves, self.cases, self.reference = leaves, cases, reference
        self.set = reference_set
        self.commitments = commitments
        self.convert: Convert = convert or (lambda text, leaf: float("nan"))
        self.fitted: dict[tuple[str, str], tuple[int, float]] = {}
        """Numbers that were fitted, by leaf and point, with the step before which they were; for freezing."""
        self.lacking = False
        self.notes: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
        """What treatments were fitted to, by leaf and step: bounds, how many values were moved, whether the shape
        passes.
        """

    def per_case(self) -> Points:
        """Points that differ from case to case without being fitted: commitments, benchmarks in force at a period."""
        found: dict[str, Floats] = {}
        for index, leaf in enumerate(self.leaves):
            for name, rule in leaf.points.rules.items():
                if isinstance(rule, FromBenchmark | FromCommitment):
                    column = found.setdefault(name, np.full((len(self.leaves), self.cases.count), np.nan))
                    column[index] = self._known(rule, leaf, name)
        return found

    def fallbacks(self) -> Points:
        """What stands behind fitted rules as their ``else``, in the units of the series, so that it can walk along."""
        found: dict[str, Floats] = {}
        for index, leaf in enumerate(self.leaves):
            for name, rule in leaf.points.rules.items():
                if isinstance(rule, Fitted) and rule.else_ is not None:
                    column = found.setdefault(name, np.full((len(self.leaves), self.cases.count), np.nan))
                    column[index] = self._known(rule.else_, leaf, name)
        return found

    def _known(self, rule: Any, leaf: Leaf, name: str) -> Floats:
        """The number of a rule for each case, or of the first ``else`` that has one, without a reference set."""
        result = np.full(self.cases.count, np.nan)
        while rule is not None:
            result = np.where(np.isnan(result), self._simple(rule, leaf, name), result)
            rule = getattr(rule, "else_", None)
        return result

    def _simple(self, rule: Any, leaf: Leaf, name: str) -> Floats | float:
        """The number of one rule that needs no reference set; NaN for any other."""
        if isinstance(rule, FromCommitment):
            return self._committed(leaf)
        if isinstance(rule, FromBenchmark):
            newest = leaf.series.benchmarks[-1].value if leaf.series.benchmarks else None
            return self._in_force(leaf) if rule.at == "period" else float("nan" if newest is None else newest)
        if isinstance(rule, FromGoalpost):
            post = getattr(leaf.series.goalposts, rule.end or name, None) if leaf.series.goalposts else None
            return float("nan") if post is None else float(post.value)
        if isinstance(rule, Given):
            return self.convert(rule.value, leaf) if isinstance(rule.value, str) else float(rule.value)
        return float("nan")

    def _in_force(self, leaf: Leaf) -> Floats:
        """The benchmark in force on the last day of each period."""
        per_period = []
        for period in self.cases.periods:
            valid = [
                item.value for item in leaf.series.benchmarks if item.from_ <= period.end and item.value is not None
            ]
            per_period.append(float(valid[-1]) if valid else np.nan)
        return np.array(per_period)[self.cases.period_index] if per_period else np.empty(0)

    def _committed(self, leaf: Leaf) -> Floats:
        """The target that each area has adopted itself, in the unit of the series."""
        table = self.commitments
        if table is None:
            return np.full(self.cases.count, np.nan)
        own = table[table["series"] == leaf.series.id]
        targets = dict(zip(own["area"], own["value"], strict=True))
        one = np.array([targets.get(area, np.nan) for area in self.cases.areas], dtype=np.float64)
        return np.tile(one, len(self.cases.periods))

    # fitted to a reference

    def fit(self, name: str, number: int, points: Points, sign: Floats) -> Floats | None:
        """Return a point for each leaf whose rule fits it, at the step that asks; None if no leaf has such a rule."""
        rules = [leaf.points.rules.get(name) for leaf in self.leaves]
        if not any(_is_fitted(rule) for rule in rules):
            return None
        rows = [self._column(rule, index, points, float(sign[index, 0])) for index, rule in enumerate(rules)]
        for leaf, rule, row in zip(self.leaves, rules, rows, strict=True):
            # What was found at the first step that asks for it walks on; a later step does not fit it anew.
            if self._freezes(rule, leaf) and np.isnan(self.fitted.get((leaf.id, name), (0, np.nan))[1]):
                self.fitted[leaf.id, name] = (number, float(row[-1]) if len(row) else float("nan"))
        return np.stack(np.broadcast_arrays(*rows))

    def _freezes(self, rule: Any, leaf: Leaf) -> bool:
        """Whether a rule gives a number that can be frozen; what areas have adopted themselves stays as it is."""
        if not isinstance(rule, FromFormula):
            return rule is not None
        named = [leaf.points.rules.get(item) for item in Formula.parse(rule.formula).names]
        return not any(isinstance(item, FromCommitment | FromBenchmark) for item in named)

    def _column(self, rule: Any, index: int, points: Points, sign: float) -> Floats:
        """The point of one leaf: a single number, or one for each case where it is refitted for each period."""
        if isinstance(rule, FromFormula):
            return self._formula(rule, index, points, sign)
        if not _is_fitted(rule):
            return np.array([np.nan])
        refit = self.reference.periods == "each" and self.set is not None and self.set.scored
        periods = range(len(self.cases.periods)) if refit else (None,)
        found = np.array([self._statistic(rule, index, sign, period) for period in periods])
        return found[self.cases.period_index] if refit else found

    def _statistic(self, rule: Any, index: int, sign: float, period: int | None) -> float:
        """The first number that a rule, or one of those behind it, finds in the reference set."""
        while rule is not None:
            if isinstance(rule, Fitted):
                if self.set is None:
                    self.lacking = True
                    return float("nan")
                chosen = self.set.chosen(merged(self.reference, rule.reference), period)
                value = statistic(rule, self.set.values[index, chosen], sign, self.set.cases, chosen)
                if not np.isnan(value):
                    return value
            rule = getattr(rule, "else_", None)
        return float("nan")

    def _formula(self, rule: FromFormula, index: int, points: Points, sign: float) -> Floats:
        """A point made from others: from those that are known by now, or fitted for it."""
        formula = Formula.parse(rule.formula)
        values = {}
        for name in formula.names:
            known = points.get(name)
            if known is not None and not np.isnan(known[index]).all():
                values[name] = known[index]
            else:
                values[name] = self._column(self.leaves[index].points.rules.get(name), index, points, sign)
        return np.atleast_1d(formula.evaluate(values))

    def from_reference(self, statistic: Callable[[Floats], Floats]) -> Floats:
        """Return a number for each leaf, of the reference as it stands now: leaves × 1, or × cases where it is
        refitted.
        """
        if self.set is None:
            self.lacking = True
            return statistic(np.full((len(self.leaves), 0), np.nan))[..., None]
        if self.reference.periods != "each" or not self.set.scored:
            return statistic(self.set.values[:, self.set.chosen(self.reference, None)])[..., None]
        periods = range(len(self.cases.periods))
        columns = [statistic(self.set.values[:, self.set.chosen(self.reference, period)]) for period in periods]
        return np.stack(columns, axis=-1)[..., self.cases.period_index] if columns else np.empty((len(self.leaves), 0))

    def note(self, number: int, name: str, column: Floats) -> None:
        """Remember what a treatment was fitted to, for reports and for freezing."""
        for leaf, row in zip(self.leaves, column, strict=True):
            if len(row):
                self.notes[leaf.id, number][name] = float(row[-1])

    def advance(self, apply: Callable[[Floats, slice], Floats]) -> None:
        """Take the reference values through a step as well."""
        if self.set is not None:
            self.set.values = apply(self.set.values, slice(None))

    def places(self) -> Callable[[slice, int], Iterator[tuple[Any, Floats]]]:
        """Return what yields the cases of a block together with the reference values they are ranked among."""
        current = self.set
        if current is None:
            self.lacking = True
            return lambda block, width: iter(())
        values = current.values
        refit = self.reference.periods == "each" and current.scored

        def places(block: slice, width: int) -> Iterator[tuple[Any, Floats]]:
            if not refit:
                yield slice(None), values[:, current.chosen(self.reference, None)]
                return
            index = self.cases.period_index[block]
            for period in range(len(self.cases.periods)):
                yield index == period, values[:, current.chosen(self.reference, period)]

        return places


def statistic(rule: Fitted, numbers: Floats, sign: float, cases: Cases, chosen: NDArray[np.bool_]) -> float:
    """The number that a rule gives for one leaf."""
    column = numbers[:, None]
    if isinstance(rule, FromPercentile):
        found = statistics.percentile(column, p=rule.p, sign=sign, side=rule.side, definition=rule.definition)
    elif isinstance(rule, FromMeanOfBest):
        found = statistics.mean_of_best(column, k=rule.k, sign=sign)
    elif isinstance(rule, FromSd):
        found = statistics.sd(column, ddof=rule.ddof)
    elif isinstance(rule, FromStatistic):
        found = statistics.STATISTICS[rule.rule](column, sign=sign)
    elif isinstance(rule, FromArea):
        places = np.tile(cases.areas, len(cases.periods))[chosen] == rule.area
        own = numbers[places]
        own = own[~np.isnan(own)]
        return float(own[-1]) if len(own) else float("nan")
    else:
        raise TypeError(f"no statistic for {type(rule).__name__}")
    return float(found[0])


def _is_fitted(rule: Any) -> bool:
    """Whether a rule, or one that stands behind it, has to be worked out from data or from other points."""
    while rule is not None:
        if isinstance(rule, Fitted | FromFormula):
            return True
        rule = getattr(rule, "else_", None)
    return False


def merged(reference: Reference, own: Reference | None) -> Reference:
    """A rule's own reference replaces the keys that it names."""
    if own is None:
        return reference
    return reference.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})
