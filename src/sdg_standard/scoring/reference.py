"""Points that are worked out from data: fitted to a reference set, from commitments, or in force at a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import dropwhile, islice, takewhile
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.formula import Formula
from sdg_standard.methods import reference as statistics
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.indicator import Benchmark
from sdg_standard.model.methodology.points import (
    Fitted,
    FromArea,
    FromBenchmark,
    FromCommitment,
    FromFormula,
    FromMeanOfBest,
    FromPercentile,
    FromSd,
    FromStatistic,
    Given,
    Reference,
)
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases

Points = Mapping[str, Floats]


@dataclass
class ReferenceSet:
    """The cases that rules are fitted to, with the values of the leaves of one group as they arrive at a step."""

    values: Floats
    cases: Cases
    scored: bool
    coverage: Floats | None = None
    pooled: tuple[Period, ...] | None = None
    """The periods that `all` means; None: those of the cases."""
    named: tuple[Period, ...] | None = None
    """The periods that `each` means where nothing is refitted, named when fitting; None: those of the cases."""
    fillable: NDArray[np.bool_] | None = None
    """Which leaves a step may fill for which cases: where they apply and are scored; None: all."""

    def refits(self, reference: Reference) -> bool:
        """Whether a reference is fitted anew for each period."""
        return self.scored and reference.periods == "each"

    def chosen(self, reference: Reference, period: Period | None) -> NDArray[np.bool_]:
        """Which cases a reference means: those of a period, or pooled, that meet its condition."""
        chosen = ~self.cases.made_mask
        if reference.min_coverage is not None and self.coverage is not None:
            chosen &= self.coverage >= reference.min_coverage - 1e-9
        meant = [self._means(reference.periods, item, period) for item in self.cases.periods]
        chosen &= np.array(meant, dtype=bool)[self.cases.period_index]
        if reference.where:
            chosen &= np.asarray(self.cases.meets(reference.where))
        return chosen

    def among(self, chosen: NDArray[np.bool_]) -> Floats:
        """The values of chosen cases: leaves × cases, those of a leaf side by side."""
        return self.values if chosen.all() else np.compress(chosen, self.values, axis=1)

    def _means(self, wanted: Any, item: Period, period: Period | None) -> bool:
        if period is not None:
            return item == period
        if wanted == "each" and self.named is not None:
            return item in self.named
        if isinstance(wanted, str):
            return self.pooled is None or item in self.pooled
        return _in_years(item.year, wanted)


def _end_of(item: Benchmark, name: str) -> float | None:
    """The number of a benchmark that a point means: an end of its band, else its value."""
    ends = item.between or (None, None)
    value = {"benchmark_low": ends[0], "benchmark_high": ends[1]}.get(name, item.value)
    return float(value) if isinstance(value, float | int) else None


def _in_years(year: int, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return year in wanted
    return bool(wanted.from_ <= year <= wanted.to)


@dataclass(frozen=True)
class Sample:
    """The values that cases are ranked among: for all of them, or for each period those of that period."""

    parts: tuple[tuple[int | None, Floats], ...]
    """The place of a period, None for all of them, with the values there: leaves × cases of the reference."""
    period_index: NDArray[np.intp] | None = None
    """The place of the period of each case."""

    def among(self, block: slice) -> Iterator[tuple[Any, Floats]]:
        """Yield the cases of a block together with the values they are ranked among."""
        for period, values in self.parts:
            known = period is not None and self.period_index is not None
            yield (self.period_index[block] == period if known else slice(None)), values  # type: ignore[index]  # known


@dataclass(frozen=True)
class Shared:
    """A rule for a point, with the positions of the leaves that share it: what is fitted is fitted for all at once."""

    name: str
    rule: Any
    places: list[int] = field(default_factory=list)

    @cached_property
    def formulas(self) -> list[FromFormula]:
        """The formulas in its chain."""
        return formulas_of(self.rule)


class ReferencePoints:
    """Works out the points of one group that no file gives as numbers."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        cases: Cases,
        reference: Reference,
        reference_set: ReferenceSet | None,
        commitments: pd.DataFrame | None = None,
        fillable: NDArray[np.bool_] | None = None,
    ) -> None:
        self.own_fillable = fillable
        self.leaves, self.cases, self.reference = leaves, cases, reference
        self.set = reference_set
        self.reference_as_read = None if reference_set is None else replace(reference_set)
        """The reference set before the first step."""
        self.commitments = commitments
        self.view = cases
        """The cases that points are worked out for: those that are scored, or those of the reference set."""
        self.asked: dict[str, int] = {}
        """The step that asked for a fitted point first; it is fitted there and walks on."""
        self.fitted: dict[tuple[str, str], tuple[int, float]] = {}
        """Numbers that were fitted, by leaf and point, with the step before which they were; for freezing."""
        self.lacking = False
        self.ranked_among: dict[tuple[str, int], Floats] = {}
        """The reference values that a step ranks among, by leaf and step; for freezing."""
        self.notes: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
        """What treatments were fitted to, by leaf and step: bounds, how many values were moved, whether the shape
        passes.
        """

    @property
    def apart(self) -> bool:
        """Whether the reference set has other cases than those that are scored, so that its points walk apart."""
        return self.set is not None and self.set.cases is not self.cases

    @property
    def fillable(self) -> NDArray[np.bool_] | None:
        """Which leaves a step may fill for the cases that are looked at, leaves × cases; None: all."""
        return self.own_fillable if self.view is self.cases or self.set is None else self.set.fillable

    @contextmanager
    def seen_from_the_reference(self) -> Iterator[None]:
        """Work points out for the cases of the reference set."""
        assert self.set is not None
        self.view = self.set.cases
        try:
            yield
        finally:
            self.view = self.cases

    @cached_property
    def shared(self) -> list[Shared]:
        """The rules of the leaves, each with the leaves that share it."""
        found: dict[tuple[str, int], Shared] = {}
        for place, leaf in enumerate(self.leaves):
            for name, rule in leaf.points.rules.items():
                found.setdefault((name, id(rule)), Shared(name, rule)).places.append(place)
        return list(found.values())

    def per_case(self) -> dict[str, Floats]:
        """Points that differ from case to case without being fitted: commitments, benchmarks in force at a period."""
        return self._stated(lambda rule: takewhile(lambda item: not is_fitted_itself(item), chain(rule)))

    def behind(self) -> dict[str, Floats]:
        """What holds where a fitted rule finds nothing: it is in the unit of the series and walks along."""
        return self._stated(
            lambda rule: islice(dropwhile(lambda item: not is_fitted_itself(item), chain(rule)), 1, None)
        )

    def _stated(self, part: Callable[[Any], Iterable[Any]]) -> dict[str, Floats]:
        """What a part of each chain of rules says, leaves × cases; only of points that have such a part."""
        found: dict[str, Floats] = {}
        for shared in self.shared:
            rules = list(part(shared.rule))
            if rules and shared.name not in found:
                found[shared.name] = np.full((len(self.leaves), self.view.count), np.nan)
            for place in shared.places if rules else ():
                found[shared.name][place] = first_found(rules, partial(self._known, self.leaves[place], shared.name))
        return found

    def _known(self, leaf: Leaf, name: str, rule: Any) -> Floats:
        """The point of a rule that reads no reference set; NaN of any other."""
        if isinstance(rule, FromCommitment):
            return self._committed(leaf)
        if isinstance(rule, FromBenchmark):
            return self._in_force(leaf, name, rule)
        number = rule.value if isinstance(rule, Given) else np.nan
        return np.array([number if isinstance(number, float | int) else np.nan], dtype=np.float64)

    def _in_force(self, leaf: Leaf, name: str, rule: FromBenchmark) -> Floats:
        """The benchmark of each case: for areas of its kind, the most specific one and of these the newest; with
        `at: period` only what is in force on the last day of its period.
        """
        found = np.full(self.view.count, np.nan)
        ends = np.array([period.end.toordinal() for period in self.view.periods], dtype=np.int64)
        days = ends[self.view.period_index] if len(ends) else np.empty(0, dtype=np.int64)
        for item in sorted(leaf.series.benchmarks, key=lambda item: (len(item.where), item.from_)):
            number = _end_of(item, name)
            if number is None:
                continue
            holds = np.broadcast_to(np.asarray(self.view.meets(item.where or True, asked=False)), found.shape)
            if rule.at == "period":
                holds = holds & (days >= item.from_.toordinal())
            found[holds] = number
        return found

    def _committed(self, leaf: Leaf) -> Floats:
        """The target that each area has adopted itself, in the unit of the series."""
        table = self.commitments
        if table is None:
            return np.full(self.view.count, np.nan)
        own = table[table["series"] == leaf.series.id]
        targets = dict(zip(own["area"], own["value"], strict=True))
        one = np.array([targets.get(area, np.nan) for area in self.view.areas], dtype=np.float64)
        return np.tile(one, len(self.view.periods))

    # fitted to a reference

    def fit(self, name: str, number: int, points: Points, sign: Floats) -> Floats | None:
        """Return a point for each leaf whose rule fits it, at the first step that asks; None if there is none to fit.

        Leaves × 1, or leaves × cases where it differs from case to case.
        """
        mine = [shared for shared in self.shared if shared.name == name and is_fitted(shared.rule)]
        if self.asked.setdefault(name, number) != number or not mine:
            return None
        parts = [self._rows(shared.rule, shared.places, points, sign) for shared in mine]
        for shared, part in zip(mine, parts, strict=True):
            if self.view is self.cases and part.shape[1]:
                self._remember(shared, number, np.broadcast_to(part[:, -1], (len(shared.places),)))
                self._remember_parts(shared, number, points, sign)
        return self._together(mine, parts)

    def _together(self, mine: Sequence[Shared], parts: Sequence[Floats]) -> Floats:
        """The points of leaves that share rules, each in the row of its leaf."""
        width = max((part.shape[1] for part in parts if part.shape[1] != 1), default=1)
        result = np.full((len(self.leaves), width), np.nan)
        for shared, part in zip(mine, parts, strict=True):
            result[shared.places] = part
        return result

    def _remember(self, shared: Shared, number: int, found: Floats) -> None:
        """Keep what was fitted, for freezing."""
        for place, value in zip(shared.places, found.tolist(), strict=True):
            leaf = self.leaves[place]
            if not differs(shared.formulas, leaf):
                self.fitted[leaf.id, shared.name] = (number, value)

    def _remember_parts(self, shared: Shared, number: int, points: Points, sign: Floats) -> None:
        """Keep the fitted points that a formula names which cannot be frozen itself, since it differs by area."""
        names = dict.fromkeys(name for item in shared.formulas for name in Formula.parse(item.formula).names)
        for place in shared.places:
            leaf = self.leaves[place]
            for name in names if differs(shared.formulas, leaf) else ():
                rule = leaf.points.rules.get(name)
                if is_fitted(rule) and not differs(formulas_of(rule), leaf) and (leaf.id, name) not in self.fitted:
                    self.fitted[leaf.id, name] = (number, float(self._rows(rule, [place], points, sign)[0, -1]))

    def as_read(self, name: str, points: Points, sign: Floats) -> Floats | None:
        """The point as a rating of values asks for it: fitted to the values as read, whatever the steps do to them."""
        mine = [shared for shared in self.shared if shared.name == name and is_fitted(shared.rule)]
        if not mine:
            return None
        known, self.set = self.set, self.reference_as_read
        try:
            return self._together(mine, [self._rows(shared.rule, shared.places, points, sign) for shared in mine])
        finally:
            self.set = known

    def _rows(self, rule: Any, places: Sequence[int], points: Points, sign: Floats) -> Floats:
        """The point of leaves that share a rule: leaves × 1, or × cases; a single row where it is the same for all."""
        fitted = filter(is_fitted_itself, chain(rule))
        return np.atleast_2d(first_found(fitted, lambda item: self._value(item, places, points, sign)))

    def _value(self, rule: Any, places: Sequence[int], points: Points, sign: Floats) -> Floats:
        if isinstance(rule, FromFormula):
            return np.stack(np.broadcast_arrays(*[self._formula(rule, place, points, sign) for place in places]))
        if self.set is None:
            self.lacking = True
            return np.full(1, np.nan)
        known, reference = self.set, merged(self.reference, rule.reference)

        def numbers(period: Period | None) -> Floats:
            chosen = known.chosen(reference, period)
            return statistic(rule, known.among(chosen)[places], sign[places, 0], known.cases, chosen)

        return self._by_period(numbers, reference)

    def _by_period(self, numbers: Callable[[Period | None], Floats], reference: Reference) -> Floats:
        """Numbers × 1, or × cases where each of several periods has its own."""
        assert self.set is not None
        if not (self.set.refits(reference) and self.view.periods):
            return numbers(None)[..., None]
        found = np.stack([numbers(period) for period in self.view.periods], axis=-1)
        return found if len(self.view.periods) == 1 else found[..., self.view.period_index]

    def _formula(self, rule: FromFormula, place: int, points: Points, sign: Floats) -> Floats:
        formula = Formula.parse(rule.formula)
        values = {}
        for name in formula.names:
            known = points.get(name)
            if known is not None and not np.isnan(known[place]).all():
                values[name] = known[place]
            else:
                values[name] = self._rows(self.leaves[place].points.rules.get(name), [place], points, sign)[0]
        width = max((len(value) for value in values.values() if len(value) != 1), default=1)
        return formula.evaluate({name: np.broadcast_to(value, (width,)) for name, value in values.items()})

    def from_reference(self, statistic: Callable[[Floats], Floats]) -> Floats:
        """Return a number for each leaf, of the reference as it stands now: leaves × 1, or × cases where it is
        refitted.
        """
        known = self.set
        if known is None:
            self.lacking = True
            return statistic(np.full((len(self.leaves), 0), np.nan))[..., None]
        return self._by_period(lambda item: statistic(known.among(known.chosen(self.reference, item))), self.reference)

    def note(self, number: int, name: str, column: Floats) -> None:
        """Remember what a treatment was fitted to, for reports and for freezing."""
        if self.view is not self.cases or not column.shape[1]:
            return
        for leaf, value in zip(self.leaves, column[:, -1].tolist(), strict=True):
            self.notes[leaf.id, number][name] = value

    def advance(self, apply: Callable[[Floats, slice], Floats]) -> None:
        """Take the reference values through a step as well."""
        if self.set is not None:
            self.set.values = apply(self.set.values, slice(None))

    def sample(self, among: Sequence[float] | None, number: int) -> Sample:
        """Return what cases are ranked among: the numbers that are written, or the reference as it stands now."""
        current, view = self.set, self.view
        if among is not None:
            written = np.tile(np.array(among, dtype=np.float64), (len(self.leaves), 1))
            return Sample(((None, written),))
        if current is None:
            self.lacking = True
            return Sample(())
        refit = current.refits(self.reference)
        if self.view is self.cases and (not refit or len(view.periods) == 1):
            chosen = current.chosen(self.reference, view.periods[0] if refit else None)
            for leaf, row in zip(self.leaves, current.among(chosen), strict=True):
                self.ranked_among[leaf.id, number] = np.sort(row[~np.isnan(row)])
        if not refit:
            return Sample(((None, current.among(current.chosen(self.reference, None))),))
        periods = [(place, current.chosen(self.reference, period)) for place, period in enumerate(view.periods)]
        return Sample(tuple((place, current.among(chosen)) for place, chosen in periods), view.period_index)


def chain(rule: Any) -> Iterator[Any]:
    """A rule and what stands behind it, one ``else`` after the other."""
    while rule is not None:
        yield rule
        rule = getattr(rule, "else_", None)


def first_found(rules: Iterable[Any], value: Callable[[Any], Floats]) -> Floats:
    """The point of the first rule that finds one, for each case; NaN where none does."""
    result = np.full(1, np.nan)
    for rule in rules:
        result = np.where(np.isnan(result), value(rule), result)
        if not np.isnan(result).any():
            break
    return result


def is_fitted_itself(rule: Any) -> bool:
    """Whether a rule is worked out at the step that asks for it."""
    return isinstance(rule, Fitted | FromFormula)


def is_fitted(rule: Any) -> bool:
    """Whether a rule, or what stands behind it, is worked out at the step that asks for it."""
    return any(map(is_fitted_itself, chain(rule)))


def formulas_of(rule: Any) -> list[FromFormula]:
    """The formulas of a rule and of what stands behind it."""
    return [item for item in chain(rule) if isinstance(item, FromFormula)]


def differs(formulas: Iterable[FromFormula], leaf: Leaf) -> bool:
    """Whether a formula is over points that differ from area to area, so that there is no number to freeze."""
    named = [leaf.points.rules.get(name) for item in formulas for name in Formula.parse(item.formula).names]
    return any(isinstance(item, FromCommitment | FromBenchmark) for part in named for item in chain(part))


def pools(leaves: Iterable[Leaf], reference: Reference) -> bool:
    """Whether anything is fitted to several periods put together."""
    own = [merged(reference, getattr(item, "reference", None)) for item in _rules(leaves)]
    return any(item.periods != "each" for item in (reference, *own))


def asks_coverage(leaves: Iterable[Leaf], reference: Reference) -> bool:
    """Whether a reference set takes only areas that report enough."""
    own = [merged(reference, getattr(item, "reference", None)) for item in _rules(leaves)]
    return any(item.min_coverage is not None for item in (reference, *own))


def _rules(leaves: Iterable[Leaf]) -> Iterator[Any]:
    for leaf in leaves:
        for rule in leaf.points.rules.values():
            yield from chain(rule)


def statistic(rule: Fitted, numbers: Floats, sign: Floats, cases: Cases, chosen: NDArray[np.bool_]) -> Floats:
    """The number that a rule gives for each leaf, of leaves × chosen cases."""
    table = numbers.T
    if isinstance(rule, FromPercentile):
        return statistics.percentile(table, p=rule.p, sign=sign, side=rule.side, definition=rule.definition)
    if isinstance(rule, FromMeanOfBest):
        return statistics.mean_of_best(table, k=rule.k, sign=sign)
    if isinstance(rule, FromSd):
        return statistics.sd(table, ddof=rule.ddof)
    if isinstance(rule, FromStatistic):
        return statistics.STATISTICS[rule.rule](table, sign=sign)
    if isinstance(rule, FromArea):
        places = np.tile(cases.areas, len(cases.periods))[chosen] == rule.area
        return np.broadcast_to(first_found(numbers[:, places].T[::-1], lambda row: row), (len(numbers),))
    raise TypeError(f"no statistic for {type(rule).__name__}")


def merged(reference: Reference, own: Reference | None) -> Reference:
    """A rule's own reference replaces the keys that it names."""
    if own is None:
        return reference
    return reference.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})
