"""Points that are worked out from data: fitted to a reference set, from commitments, or in force at a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, islice, takewhile
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.methodology.points import (
    Fitted,
    PointSource,
    chain,
    is_fitted,
    made_of_points,
)
from sdg_standard.methodology.reference import Reference, merged
from sdg_standard.methods.arrays import Floats, slack
from sdg_standard.methods.normalise import distinct
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.drawn import NOTHING_DRAWN, Drawn
from sdg_standard.scoring.reference_set import ReferenceSet
from sdg_standard.scoring.stated import Stated

Points = Mapping[str, Floats]

ELSE = " else"
"""RowsOfValues the name of a point: what holds where its rule finds nothing. No point can be called so."""


def put_over(below: Floats | None, above: Floats) -> Floats:
    """The numbers above; where there is none, those below."""
    return above if below is None else np.where(np.isnan(above), below, above)


def _is_one(row: Floats) -> bool:
    """Whether a point is the same for all cases."""
    return bool(len(row) > 1 and ((row == row[0]) | (np.isnan(row) & np.isnan(row[0]))).all())


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

    def standing(self, place: int, position: int, value: float, sign: float, *, dense: bool) -> dict[str, int]:
        """How many of them lie behind the value of a leaf in a case, how many equal it, how many there are; ``dense``
        counts those that are equal once.
        """
        for cases, values in self.among(slice(position, position + 1)):
            if isinstance(cases, slice) or cases.any():
                others = values[place][~np.isnan(values[place])] * sign
                others = distinct(np.sort(others))[0] if dense else others
                ahead, near = others - value * sign, float(slack(value))
                equal = int((np.abs(ahead) <= near).sum())
                return {"behind": int((ahead < -near).sum()), "equal": equal, "count": len(others)}
        return {"behind": 0, "equal": 0, "count": 0}


@dataclass(frozen=True)
class Shared:
    """A rule for a point, with the positions of the leaves that share it: what is fitted is fitted for all at once."""

    name: str
    rule: Any
    places: list[int] = field(default_factory=list)

    @cached_property
    def made(self) -> list[PointSource]:
        """The rules in its chain that are made of other points."""
        return made_of_points(self.rule)


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
        drawn: Drawn = NOTHING_DRAWN,
    ) -> None:
        self.own_fillable, self.drawn = fillable, drawn
        self.leaves, self.cases, self.reference = leaves, cases, reference
        self.set = reference_set
        self.commitments = commitments
        self.view = cases
        """The cases that points are worked out for: those that are scored, or those of the reference set."""
        self.asked: dict[str, int] = {}
        """The step that asked for a fitted point first; it is fitted there and walks on."""
        self.fitted: dict[tuple[str, str], tuple[int, float]] = {}
        """Numbers that were fitted, by leaf and point, with the step before which they were; for freezing."""
        self.fitted_behind: dict[tuple[str, str], tuple[int, int, float]] = {}
        """The same of rules that stand behind formulas which differ by area: the step, the place among the rules that
        stand behind one another, and the number.
        """
        self.on_two_scales: set[tuple[str, str]] = set()
        """Those of them that were fitted at two steps, at one inside a formula: no single number stands for both."""
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
        return self._stated(lambda rule: takewhile(lambda item: not item.at_a_step, chain(rule)))

    def behind(self) -> dict[str, Floats]:
        """What holds where a fitted rule finds nothing: it is in the unit of the series and walks along."""
        return self._stated(lambda rule: islice(dropwhile(lambda item: not item.at_a_step, chain(rule)), 1, None))

    def _stated(self, part: Callable[[Any], Iterable[PointSource]]) -> dict[str, Floats]:
        """What a part of each chain of rules says, leaves × cases; only of points that have such a part.

        Leaves × 1 where it says the same of all cases.
        """
        found: dict[str, dict[int, Floats]] = {}
        for shared in self.shared:
            rules = list(part(shared.rule))
            for place in shared.places if rules else ():
                asks = Stated(self.leaves[place], shared.name, self.view, self.commitments, self.drawn)
                row = first_found(rules, asks.of)
                found.setdefault(shared.name, {})[place] = row[:1] if _is_one(row) else row
        return {name: self._side_by_side(rows) for name, rows in found.items()}

    def _side_by_side(self, rows: Mapping[int, Floats]) -> Floats:
        """Rows of leaves as an array, NaN for the leaves that have none."""
        width = max(len(row) for row in rows.values())
        result = np.full((len(self.leaves), width), np.nan)
        for place, row in rows.items():
            result[place] = row
        return result

    # fitted to a reference

    def fit(self, name: str, number: int, points: Points, sign: Floats) -> Floats | None:
        """Return a point for each leaf whose rule fits it, at the first step that asks; None if there is none to fit.

        Leaves × 1, or leaves × cases where it differs from case to case.
        """
        mine = [shared for shared in self.shared if shared.name == name and is_fitted(shared.rule)]
        if self.asked.setdefault(name, number) != number or not mine:
            return None
        parts = [self._rows(shared.rule, shared.places, points, sign, self.set) for shared in mine]
        for shared, part in zip(mine, parts, strict=True):
            if self.view is self.cases and part.shape[1]:
                numbers = np.broadcast_to(part[:, -1], (len(shared.places),)).tolist()
                for place, value in zip(shared.places, numbers, strict=True):
                    if differs(shared.made, self.leaves[place]):
                        self._remember_what_differs(shared.rule, name, place, number, points, sign)
                    else:
                        self._keep(self.leaves[place], name, number, value)
        return self._together(mine, parts)

    def _together(self, mine: Sequence[Shared], parts: Sequence[Floats]) -> Floats:
        """The points of leaves that share rules, each in the row of its leaf."""
        width = max((part.shape[1] for part in parts if part.shape[1] != 1), default=1)
        result = np.full((len(self.leaves), width), np.nan)
        for shared, part in zip(mine, parts, strict=True):
            result[shared.places] = part
        return result

    def _remember_what_differs(
        self, rule: PointSource, name: str, place: int, number: int, points: Points, sign: Floats
    ) -> None:
        """Keep, for freezing, what was fitted behind a formula that differs by area, and the fitted points it names."""
        leaf = self.leaves[place]
        at, value = self._same_for_all(rule, place, points, sign, self.set)
        before = [item for item in islice(chain(rule), at) if differs([item], leaf)]
        if before:
            self.fitted_behind[leaf.id, name] = (number, at, value)
        else:
            self._keep(leaf, name, number, value)
        for part in dict.fromkeys(part for item in before for part in item.asked_points):
            inner = leaf.points.rules.get(part)
            if inner is None or (part in points and not np.isnan(points[part][place]).any()):
                continue
            if is_fitted(inner):
                self._remember_what_differs(inner, part, place, number, points, sign)

    def _same_for_all(
        self, rule: PointSource, place: int, points: Points, sign: Floats, known: ReferenceSet | None
    ) -> tuple[int, float]:
        """The first number that is fitted for a leaf whatever the area, and the place of its rule in the chain."""
        at = 0
        for at, item in enumerate(chain(rule)):
            if item.at_a_step and not differs([item], self.leaves[place]):
                value = float(np.ravel(self._value(item, [place], points, sign, known))[-1])
                if not np.isnan(value):
                    return at, value
        return at + 1, np.nan

    def _keep(self, leaf: Leaf, name: str, number: int, value: float) -> None:
        before = self.fitted.setdefault((leaf.id, name), (number, value))
        if before[0] != number:
            self.on_two_scales.add((leaf.id, name))

    def as_read(self, name: str, points: Points, sign: Floats) -> Floats | None:
        """The point as a rating of values asks for it: fitted to the values as read, whatever the steps do to them."""
        mine = [shared for shared in self.shared if shared.name == name and is_fitted(shared.rule)]
        if not mine:
            return None
        known = None if self.set is None else self.set.before_steps()
        return self._together(mine, [self._rows(item.rule, item.places, points, sign, known) for item in mine])

    def as_read_for_all(self, name: str, place: int, points: Points, sign: Floats) -> tuple[int, float]:
        """The number of a leaf's point among the values as read that holds whatever the area, and whose rule it is."""
        known = None if self.set is None else self.set.before_steps()
        return self._same_for_all(self.leaves[place].points.rules[name], place, points, sign, known)

    def _rows(
        self, rule: Any, places: Sequence[int], points: Points, sign: Floats, known: ReferenceSet | None
    ) -> Floats:
        """The point of leaves that share a rule: leaves × 1, or × cases; a single row where it is the same for all."""
        fitted = (item for item in chain(rule) if item.at_a_step)
        return np.atleast_2d(first_found(fitted, lambda item: self._value(item, places, points, sign, known)))

    def _value(
        self, rule: Any, places: Sequence[int], points: Points, sign: Floats, known: ReferenceSet | None
    ) -> Floats:
        if rule.of_points:
            rows = [self._of_points(rule, place, points, sign, known) for place in places]
            return np.stack(np.broadcast_arrays(*rows))
        if known is None:
            self.lacking = True
            return np.full(1, np.nan)
        reference = merged(self.reference, rule.reference)
        return self._by_period(lambda period: _fitted_numbers(rule, places, sign, known, reference, period), reference)

    def _by_period(self, numbers: Callable[[Period | None], Floats], reference: Reference) -> Floats:
        """Numbers × 1, or × cases where each of several periods has its own."""
        assert self.set is not None
        if not (self.set.refits(reference) and self.view.periods):
            return numbers(None)[..., None]
        found = np.stack([numbers(period) for period in self.view.periods], axis=-1)
        return found if len(self.view.periods) == 1 else found[..., self.view.period_index]

    def _of_points(
        self, rule: PointSource, place: int, points: Points, sign: Floats, known: ReferenceSet | None
    ) -> Floats:
        values = {name: self._part(name, place, points, sign, known) for name in rule.asked_points}
        width = max((len(value) for value in values.values() if len(value) != 1), default=1)
        found: Floats = rule.made_of({name: np.broadcast_to(value, (width,)) for name, value in values.items()})
        return found

    def _part(self, name: str, place: int, points: Points, sign: Floats, known: ReferenceSet | None) -> Floats:
        """A point that another one is made of, whoever else asks for it: what is known, then what its rule fits, then
        what stands behind that rule.
        """
        there = points[name][place] if name in points else np.full(1, np.nan)
        if not np.isnan(there).any():
            return there
        fitted = self._rows(self.leaves[place].points.rules.get(name), [place], points, sign, known)[0]
        behind = points.get(f"{name}{ELSE}")
        return put_over(put_over(None if behind is None else behind[place], fitted), there)

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
            self.set.advance(apply)

    def release(self) -> None:
        """Forget the reference values behind the steps: what is asked for later is fitted to the values as read."""
        if self.set is not None:
            self.set = self.set.before_steps()

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


def first_found(rules: Iterable[Any], value: Callable[[Any], Floats | None]) -> Floats:
    """The point of the first rule that finds one, for each case; NaN where none does."""
    result = np.full(1, np.nan)
    for rule in rules:
        found = value(rule)
        result = result if found is None else np.where(np.isnan(result), found, result)
        if not np.isnan(result).any():
            break
    return result


def differs(rules: Iterable[PointSource], leaf: Leaf) -> bool:
    """Whether a rule is made of points that differ from area to area, so that there is no number to freeze."""
    named = [leaf.points.rules.get(name) for item in rules for name in item.asked_points]
    return any(item.by_case or differs([item], leaf) for part in named for item in chain(part))


def _fitted_numbers(
    rule: Fitted,
    places: Sequence[int],
    sign: Floats,
    known: ReferenceSet,
    reference: Reference,
    period: Period | None,
) -> Floats:
    """The number of each leaf that a rule fits to a reference set, some leaves at a time."""
    chosen = known.chosen(reference, period)

    def areas() -> NDArray[Any]:
        return np.tile(known.cases.areas, len(known.cases.periods))[chosen]

    parts = [rule.statistic(known.among(chosen, part), sign[part, 0], areas) for part in known.in_parts(places)]
    return np.concatenate(parts)
