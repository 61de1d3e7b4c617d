"""Readings: one value for each leaf and case from the observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import Problem
from sdg_standard.measuring.codes import SEVERAL_PERIODS
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.methodology.leaves import TREND_READINGS, Accept, Reading
from sdg_standard.model.methodology.steps.edges import points_of
from sdg_standard.model.period import Period, years_between
from sdg_standard.model.values import REASON, Cube, Values
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.made_areas import compositions
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.path_targets import NO_YARD, Yard, aim_of, before, horizon_of
from sdg_standard.scoring.paths import Course, read_path, time_of
from sdg_standard.scoring.reference import ReferencePoints, ReferenceSet, is_fitted
from sdg_standard.scoring.state import share_there

Codes = NDArray[np.uint8]
NOT_REPORTED = REASON["not_reported"]
NOT_APPLICABLE = REASON["not_applicable"]
OUTSIDE_DOMAIN = REASON["outside_domain"]
BELOW_COVERAGE = REASON["below_coverage"]
_NOT_MADE = {"too_few": BELOW_COVERAGE, "not_applicable": NOT_APPLICABLE}
"""Why an area made of areas has no number, by what was found when it was put together."""
FORECAST = "F"


@dataclass(frozen=True)
class Readout:
    """What was read: values and reasons, leaves × cases. ``reasons`` is None where every gap is `not_reported`.

    ``reached`` says, for leaves that read a path, where it has reached its target, and ``lacks`` where a number that
    the reading asks for is not there; None where no leaf reads one.
    ``rows`` says where the leaves stand in ``table``; None: they are its rows. So a table of a million areas is not
    copied only because the tree has another order.
    """

    table: Floats
    reasons: Codes | None
    reached: Bools | None = None
    rows: NDArray[np.intp] | None = None
    lacks: Bools | None = None
    fitters: tuple[ReferencePoints, ...] = ()
    """What points were fitted to that a reading asks for."""

    @cached_property
    def values(self) -> Floats:
        """The values of all cases."""
        return self.block(slice(None))

    def block(self, cases: slice) -> Floats:
        """The values of some cases."""
        part = self.table[:, cases]
        return part if self.rows is None else _taken(part.T, self.rows, axis=1).T

    def reason_codes(self) -> Codes:
        """The reason of each cell; 0 where there is a number."""
        gaps = np.where(np.isnan(self.values), np.uint8(NOT_REPORTED), np.uint8(0))
        if self.reasons is None:
            return gaps
        return np.where((self.reasons > 0) & np.isnan(self.values), self.reasons, gaps)

    def coverage(self) -> Floats:
        """The share of the applicable leaves that have a value, for each case; 1 where none applies."""
        there = ~np.isnan(self.values)
        applies = self.reason_codes() != NOT_APPLICABLE
        return share_there(there, applies)


def read_leaves(leaves: Sequence[Leaf], material: Material) -> tuple[Readout, list[Problem]]:
    """Read every leaf for every case, leaves that share a reading together."""
    cases = material.cases
    problems: list[Problem] = []
    groups: dict[Reading, list[int]] = {}
    for index, leaf in enumerate(leaves):
        groups.setdefault(leaf.read, []).append(index)
    if len(groups) == 1:
        reading = next(iter(groups), Reading())
        readout = _read(reading, leaves, material, problems)
    else:
        readout = Readout(
            np.full((len(leaves), cases.count), np.nan), np.zeros((len(leaves), cases.count), dtype=np.uint8)
        )
        for reading, places in groups.items():
            part = _read(reading, [leaves[index] for index in places], material, problems)
            readout.values[places] = part.values
            assert readout.reasons is not None
            readout.reasons[places] = part.reason_codes()
            readout = _with_marks(readout, part, places)
    readout = _where_it_applies(leaves, readout, cases)
    if cases.made:
        readout = put_together(leaves, readout, material)
    return readout, problems


def _with_marks(readout: Readout, part: Readout, places: list[int]) -> Readout:
    """What a part says beside numbers and reasons, in the rows of its leaves."""

    def put(marks: Bools | None, whole: Bools | None) -> Bools | None:
        if marks is not None:
            whole = np.zeros(readout.values.shape, dtype=bool) if whole is None else whole
            whole[places] = marks
        return whole

    reached, lacks = put(part.reached, readout.reached), put(part.lacks, readout.lacks)
    return replace(readout, reached=reached, lacks=lacks, fitters=(*readout.fitters, *part.fitters))


def _where_it_applies(leaves: Sequence[Leaf], readout: Readout, cases: Cases) -> Readout:
    """A leaf that does not apply is not read."""
    conditional = [(index, leaf) for index, leaf in enumerate(leaves) if leaf.applies is not True]
    if not conditional:
        return readout
    values, reasons = readout.values.copy(), readout.reason_codes()
    for index, leaf in conditional:
        out = ~cases.applies_to(leaf.applies)
        values[index, out], reasons[index, out] = np.nan, NOT_APPLICABLE
    reached = None if readout.reached is None else readout.reached & ~np.isnan(values)
    return replace(readout, table=values, reasons=reasons, reached=reached, rows=None)


def _read(reading: Reading, leaves: Sequence[Leaf], material: Material, problems: list[Problem]) -> Readout:
    cases = material.cases
    cube = accepted(material.values, reading.accept)
    series = [reading.series or leaf.series.id for leaf in leaves]
    if reading.method in TREND_READINGS:
        result = _paths(leaves, series, cube, material)
    else:
        if reading.before:
            cube, series = _transformed(leaves, series, cube, material), [leaf.id for leaf in leaves]
        parts = [_one_period(reading, cube, series, cases, period, problems) for period in cases.periods]
        result = _side_by_side(parts, len(leaves))
        if reading.per:
            result = _divided(result, divisor_of(reading, material, problems))
        result = result if reading.times is None else replace(result, table=result.values * reading.times, rows=None)
    return result


def _side_by_side(parts: list[Readout], count: int) -> Readout:
    """The readouts of all periods behind one another."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Readout(np.full((count, 0), np.nan), None)
    numbers = np.concatenate([part.values for part in parts], axis=1)
    return Readout(numbers, np.concatenate([part.reason_codes() for part in parts], axis=1))


def observations(cube: Cube, series: str, cases: Cases) -> Floats:
    """Every observation of a series: periods of the cube × areas."""
    when = Cases(cases.areas, cube.periods, cases.table)
    layers = [layer_of(cube, place, [series], when).values[0] for place in range(len(cube.periods))]
    return np.stack(layers) if layers else np.empty((0, len(cases.areas)))


def path_observations(leaf: Leaf, cube: Cube, series: str, material: Material) -> Floats:
    """Every observation of a leaf: periods × areas, divided and multiplied as its reading says.

    Areas made of areas are put together period by period.
    """
    return _path_observed(leaf, cube, series, material)[0]


def _path_observed(leaf: Leaf, cube: Cube, series: str, material: Material) -> tuple[Floats, Bools]:
    """The observations of a path, and for which areas too few of the members had a number in some period."""
    numbers = observations(cube, series, material.cases)
    if leaf.read.per:
        when = replace(material, cases=replace(material.cases, periods=cube.periods))
        divisor = np.broadcast_to(divisor_of(leaf.read, when, []).values[0], (numbers.size,)).reshape(numbers.shape)
        numbers = numbers / np.where(divisor == 0, np.nan, divisor)
    if leaf.read.times is not None:
        numbers = numbers * leaf.read.times
    short = np.zeros(len(material.cases.areas), dtype=bool)
    if not material.cases.made:
        return numbers, short
    observed = replace(leaf, read=leaf.read.model_copy(update={"method": None, "before": None}))
    then = replace(material.cases, periods=cube.periods)
    out = ~applying(leaf, cube, series, then).reshape(numbers.shape)
    own = len(short) - len(material.cases.made)
    for place, period in enumerate(cube.periods):
        found = compositions(observed, numbers[place], period, material, out[place])
        numbers[place, own:] = [item.value for item in found]
        short[own:] |= [item.how == "too_few" for item in found]
    return numbers, short


def applying(leaf: Leaf, cube: Cube, series: str, cases: Cases) -> Bools:
    """For which cases a leaf applies: by its condition, and where no observation of the period says that it does
    not; to an area made of areas where it does to one of its members.
    """
    return cases.of_members(np.asarray(cases.meets(leaf.applies)) & ~does_not_apply(cube, series, cases))


def does_not_apply(cube: Cube, series: str, cases: Cases) -> Bools:
    """For which cases the observation of the period says that the series does not apply."""
    parts = [_marked(cube, [series], cases, period)[0] for period in cases.periods]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)


def _marked(cube: Cube, series: list[str], cases: Cases, period: Period) -> Bools:
    """Where the observation of a period has the status M, series × areas; one of another period says nothing of it."""
    columns = [cube.series_index[name] for name in series if name in cube.series_index]
    if cube.reasons is None or not (cube.reasons[:, :, columns] == NOT_APPLICABLE).any():
        return np.zeros((len(series), len(cases.areas)), dtype=bool)
    return np.asarray(_own(cube, series, cases, period, []).reason_codes() == NOT_APPLICABLE)


def put_together(leaves: Sequence[Leaf], readout: Readout, material: Material) -> Readout:
    """Values of areas made of areas, from those of their members after reading and before any step."""
    values, reasons = readout.values.copy(), readout.reason_codes()
    for index, period in enumerate(material.cases.periods):
        part = material.cases.slice_of(index)
        first = part.stop - len(material.cases.made)
        for row, leaf in enumerate(leaves):
            if leaf.read.method in TREND_READINGS:
                continue
            out = (reasons[row, part] == NOT_APPLICABLE) & np.isnan(values[row, part])
            found = compositions(leaf, values[row, part], period, material, out)
            values[row, first : part.stop] = [item.value for item in found]
            reasons[row, first : part.stop] = [_NOT_MADE.get(item.how, NOT_REPORTED) for item in found]
    reasons = np.where(np.isnan(values), reasons, 0).astype(np.uint8)
    return replace(readout, table=values, reasons=reasons, rows=None)


def _paths(leaves: Sequence[Leaf], series: list[str], cube: Cube, material: Material) -> Readout:
    """Leaves whose value is itself a growth, a pace or a slope."""
    cases = material.cases
    numbers = np.full((len(leaves), cases.count), np.nan)
    reasons = np.zeros(numbers.shape, dtype=np.uint8)
    reached, lacks = np.zeros((2, *numbers.shape), dtype=bool)
    fitters = []
    for row, (leaf, name) in enumerate(zip(leaves, series, strict=True)):
        course = course_of(leaf, cube, name, material)
        found = read_path(leaf.read, course.numbers, course.periods, cases, course.aim)
        lacks[row] = course.aim.lacks
        fitters.append(course.fitter)
        numbers[row] = np.where(lacks[row], np.nan, found.numbers)
        reached[row] = found.reached & ~lacks[row]
        gap = np.isnan(numbers[row])
        little = np.where(np.tile(course.short, len(cases.periods)), BELOW_COVERAGE, NOT_REPORTED)
        reasons[row] = np.where(gap & found.ends.two_years, OUTSIDE_DOMAIN, np.where(gap, little, 0))
        out = ~applying(leaf, cube, name, cases)
        numbers[row, out], reasons[row, out], reached[row, out] = np.nan, NOT_APPLICABLE, False
    return Readout(numbers, reasons, reached, lacks=lacks, fitters=tuple(fitters))


def course_of(leaf: Leaf, cube: Cube, name: str, material: Material, as_read: Leaf | None = None) -> Course:
    """What the path of a leaf is read from, values as observed and after the steps before the reading.

    ``as_read`` reads the values that points are fitted to; without it they are those of the periods themselves.
    """
    cases = material.cases
    seen, short = _path_observed(leaf, cube, name, material)
    observed = replace(cases, periods=cube.periods)
    yard = _yard(leaf, as_read, material)
    made = before(leaf, seen, observed, material.standard, cases, material.commitments, yard)
    aim = aim_of(leaf.read, made.points, made.sign, horizon_of(leaf, cases, material.commitments))
    return Course(cube.periods, seen, made.numbers, aim, made.fitter, short)


def _yard(leaf: Leaf, as_read: Leaf | None, material: Material) -> Yard:
    """What points that a reading asks for are fitted to; nothing where all of them are known."""
    known = material.fitted_to
    named = {name for edge in leaf.read.asked.values() for name in points_of(edge)}
    if known is None or not any(is_fitted(leaf.points.rules.get(name)) for name in named):
        return NO_YARD
    if as_read is None or as_read.read.method in TREND_READINGS:
        told = leaf.read if as_read is None else as_read.read
        plain = Reading(series=told.series, per=told.per, times=told.times, accept=told.accept)
        as_read = replace(leaf, read=plain)
    other = Material(known.values, known.cases, material.standard, material.commitments)
    values = read_leaves((as_read,), other)[0].values
    return Yard(known.rule, ReferenceSet(values, known.cases, known.scored, None, known.pooled, known.named))


def _transformed(leaves: Sequence[Leaf], series: list[str], cube: Cube, material: Material) -> Cube:
    """The cube with a column for each leaf, its observations taken through the steps before the reading."""
    columns = [cube.series_index.get(name, -1) for name in series]
    empty = np.full(cube.values.shape[:2], np.nan)
    observed = Cases(cube.areas, cube.periods, material.cases.table)
    seen = [cube.values[:, :, at] if at >= 0 else empty for at in columns]
    numbers = [
        before(leaf, own, observed, material.standard, observed, material.commitments).numbers
        for leaf, own in zip(leaves, seen, strict=True)
    ]
    nothing = np.zeros(empty.shape, dtype=np.uint8)
    said = [nothing if at < 0 or cube.reasons is None else cube.reasons[:, :, at] for at in columns]
    values = np.stack(numbers, axis=2)
    reasons = np.stack(said, axis=2)
    lost = np.isnan(values) & ~np.isnan(np.stack(seen, axis=2))
    reasons = np.where(lost, OUTSIDE_DOMAIN, reasons).astype(np.uint8)
    return Cube(cube.areas, cube.periods, tuple(leaf.id for leaf in leaves), values, reasons)


def divisor_of(reading: Reading, material: Material, problems: list[Problem]) -> Readout:
    """What a reading divides by: a series, a common input, or an area attribute."""
    name = str(reading.per)
    cases = material.cases
    plain = reading.model_copy(update={"per": None, "times": None, "before": None, "series": None})
    cube = divisor_cube(reading, material)
    if cube is None:
        numbers = pd.to_numeric(pd.Series(cases.attribute(name), dtype=object), errors="coerce").to_numpy(
            dtype=np.float64
        )
        return Readout(numbers[None], None)
    parts = [_one_period(plain, cube, [name], cases, period, problems) for period in cases.periods]
    return _side_by_side(parts, 1)


def divisor_cube(reading: Reading, material: Material) -> Cube | None:
    """What a divisor is read from: a series or a common input; None where it is an attribute of areas."""
    name = str(reading.per)
    if name in material.standard.series:
        return accepted(material.values, reading.accept)
    return _common_cube(name, material.values) if name in material.standard.inputs else None


def _common_cube(name: str, values: Values) -> Cube:
    """A common input as a cube of one series."""
    rows = values.rows
    areas = values.cube.areas
    mine = None if rows is None else rows[(rows["series"] == "common") & (rows["input"] == name)]
    if mine is None or not len(mine):
        return Cube(areas, (), (name,), np.empty((0, len(areas), 1)))
    table = mine.pivot_table(index="period", columns="area", values="number", aggfunc="first")
    numbers = table.reindex(columns=list(areas)).to_numpy(dtype=np.float64)[:, :, None]
    return Cube(areas, tuple(Period.parse(str(text)) for text in table.index), (name,), numbers)


def _divided(result: Readout, by: Readout) -> Readout:
    """Values over a divisor; without one there is no number, and a divisor of 0 cannot be taken."""
    divisor = np.broadcast_to(by.values, result.values.shape)
    numbers = result.values / np.where(divisor == 0, np.nan, divisor)
    reasons = result.reason_codes()
    lost = np.isnan(numbers) & (reasons == 0)
    word = np.where(np.isnan(divisor), NOT_REPORTED, OUTSIDE_DOMAIN)
    return Readout(numbers, np.where(lost, word, reasons).astype(np.uint8), result.reached)


def _one_period(
    reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period, problems: list[Problem]
) -> Readout:
    if reading.method not in _ACROSS:
        return _own(cube, series, cases, period, problems)
    numbers, reasons = _ACROSS[reading.method](reading, cube, series, cases, period)
    out = _marked(cube, series, cases, period)
    numbers = np.where(out, np.nan, numbers)
    said = np.where(reasons == NOT_APPLICABLE, NOT_REPORTED, reasons)
    return Readout(numbers, np.where(out, NOT_APPLICABLE, np.where(np.isnan(numbers), said, 0)).astype(np.uint8))


def _own(cube: Cube, series: list[str], cases: Cases, period: Period, problems: list[Problem]) -> Readout:
    """What was observed in the period itself."""
    exact = [index for index, item in enumerate(cube.periods) if (item.start, item.end) == (period.start, period.end)]
    inner = [index for index, item in enumerate(cube.periods) if index not in exact and item.within(period)]
    if not inner and len(exact) == 1:
        return layer_of(cube, exact[0], series, cases)
    return _at_period(cube, exact, inner, series, cases, period, problems)


def layer_of(cube: Cube, index: int, series: list[str], cases: Cases) -> Readout:
    """One period of the cube for the series and areas asked for; its numbers are a view where the areas are its own."""
    numbers = cube.values[index]
    reasons = None if cube.reasons is None else cube.reasons[index]
    if not (len(cases.areas) == len(cube.areas) and (cases.areas is cube.areas or (cases.areas == cube.areas).all())):
        rows = np.array([cube.area_index.get(area, -1) for area in cases.areas], dtype=np.intp)
        numbers = _taken(numbers, rows, axis=0)
        reasons = None if reasons is None else _taken(reasons, rows, axis=0)
    if tuple(series) == cube.series:
        return Readout(numbers.T, None if reasons is None else reasons.T)
    columns = np.array([cube.series_index.get(name, -1) for name in series], dtype=np.intp)
    return Readout(numbers.T, None if reasons is None else _taken(reasons, columns, axis=1).T, rows=columns)


def _taken(array: NDArray[Any], index: NDArray[np.intp], axis: int) -> NDArray[Any]:
    """Pick rows or columns; -1 gives a gap."""
    empty = np.nan if array.dtype.kind == "f" else 0
    if array.shape[axis] == 0:
        shape = (len(index), array.shape[1]) if axis == 0 else (array.shape[0], len(index))
        return np.full(shape, empty, dtype=array.dtype)
    result = np.take(array, index, axis=axis)
    absent = index < 0
    if absent.any():
        if axis == 0:
            result[absent] = empty
        else:
            result[:, absent] = empty
    return result


def _nothing(series: list[str], cases: Cases) -> tuple[Floats, Codes]:
    shape = (len(series), len(cases.areas))
    return np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)


def _at_period(
    cube: Cube,
    exact: list[int],
    inner: list[int],
    series: list[str],
    cases: Cases,
    period: Period,
    problems: list[Problem],
) -> Readout:
    """The observation whose period equals the scored one, else the only one at least as long that ends within it."""
    numbers, reasons = _nothing(series, cases)
    for candidates in (exact, inner):
        spoken = ~np.isnan(numbers) | (reasons > 0)
        seen, said = _nothing(series, cases)
        for index in candidates:
            layer = layer_of(cube, index, series, cases)
            twice = ~spoken & ~np.isnan(seen) & ~np.isnan(layer.values) & (seen != layer.values)
            _report_several(twice, series, cases, period, problems)
            said = np.where(twice, REASON["contradiction"], said)
            seen = np.where(np.isnan(seen), layer.values, seen)
            if layer.reasons is not None:
                said = np.where((said == 0) & (layer.reasons > 0), layer.reasons, said)
        seen = np.where(said == REASON["contradiction"], np.nan, seen)
        numbers, reasons = np.where(spoken, numbers, seen), np.where(spoken, reasons, said)
    return Readout(numbers, reasons.astype(np.uint8))


def _report_several(
    twice: NDArray[np.bool_], series: list[str], cases: Cases, period: Period, problems: list[Problem]
) -> None:
    for leaf, area in zip(*np.nonzero(twice), strict=True):
        name, place = series[leaf], str(cases.areas[area])
        text = f"{place} has two observations of {name} that end in {period}"
        problems.append(SEVERAL_PERIODS.problem(text, field="period", area=place, period=period.text, series=name))


def by_day(periods: Sequence[Period]) -> list[int]:
    """The places of periods in the order of their last days; of those that end on one day the shorter is the last.

    So what comes later counts, whoever overwrites what he has found.
    """
    return sorted(range(len(periods)), key=lambda place: (periods[place].end, -periods[place].days))


def _latest(reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period) -> tuple[Floats, Codes]:
    """The newest observation with a number that ends by the end of the scored period and is not too old.

    Nothing is carried over a status M.
    """
    numbers, reasons = _nothing(series, cases)
    stopped = np.zeros(numbers.shape, dtype=bool)
    for index in reversed(by_day(cube.periods)):
        item = cube.periods[index]
        if item.end > period.end:
            continue
        if reading.max_age is not None and years_between(item.end, period.end) > reading.max_age + 1e-9:
            break
        layer = layer_of(cube, index, series, cases)
        numbers = np.where(np.isnan(numbers) & ~stopped, layer.values, numbers)
        if layer.reasons is not None:
            reasons = np.where((reasons == 0) & np.isnan(numbers), layer.reasons, reasons)
            stopped |= np.isnan(numbers) & (layer.reasons == NOT_APPLICABLE)
    return numbers, reasons


def _interpolated(
    reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period
) -> tuple[Floats, Codes]:
    """On a straight line between the observations before and after, where they are not too far apart.

    Nothing is bridged over a status M.
    """
    ordered = [(cube.periods[index], layer_of(cube, index, series, cases)) for index in by_day(cube.periods)]
    backwards = sorted(ordered, key=lambda item: (-item[0].end.toordinal(), -item[0].days))
    before, before_time = _neighbour([item for item in ordered if item[0].end <= period.end], series, cases)
    after, after_time = _neighbour([item for item in backwards if item[0].end >= period.end], series, cases)
    reasons = _nothing(series, cases)[1]
    for item, layer in ordered:
        if item.end == period.end and layer.reasons is not None:
            reasons = np.where(layer.reasons > 0, layer.reasons, reasons)
    gap = after_time - before_time
    share = (time_of(period.end) - before_time) / np.where(gap > 0, gap, 1.0)
    numbers = before + (after - before) * share
    if reading.max_gap is not None:
        numbers = np.where(gap > reading.max_gap + 1e-9, np.nan, numbers)
    if reading.outside == "nearest":
        numbers = np.where(np.isnan(after_time), before, np.where(np.isnan(before_time), after, numbers))
    return numbers, reasons


def _neighbour(layers: list[tuple[Period, Readout]], series: list[str], cases: Cases) -> tuple[Floats, Floats]:
    """The last number of layers that come nearer and nearer, with its time; none where a status M lies behind it."""
    value, time = np.full((2, len(series), len(cases.areas)), np.nan)
    for item, layer in layers:
        has = ~np.isnan(layer.values)
        value, time = np.where(has, layer.values, value), np.where(has, time_of(item.end), time)
        if layer.reasons is not None:
            gone = ~has & (layer.reasons == NOT_APPLICABLE)
            value, time = np.where(gone, np.nan, value), np.where(gone, np.nan, time)
    return value, time


_ACROSS = {"latest": _latest, "interpolated": _interpolated}
"""Readings that look beyond the period itself: numbers and reasons."""


def accepted(values: Values, accept: Accept | None) -> Cube:
    """The cube without the observations that a reading does not accept; by default without forecasts."""
    cube = values.cube
    if values.rows is None and accept is None:
        return cube
    frame = values.frame
    out = _not_accepted(frame, accept) & frame["value"].notna()
    if not out.any():
        return cube
    numbers = cube.values.copy()
    reasons = np.zeros(numbers.shape, dtype=np.uint8) if cube.reasons is None else cube.reasons.copy()
    places = {item.text: index for index, item in enumerate(cube.periods)}
    refused = frame[out]
    for area, text, name in zip(refused["area"], refused["period"], refused["series"], strict=True):
        cell = (places[text], cube.area_index[area], cube.series_index[name])
        numbers[cell], reasons[cell] = np.nan, NOT_REPORTED
    return Cube(cube.areas, cube.periods, cube.series, numbers, reasons)


def _not_accepted(frame: pd.DataFrame, accept: Accept | None) -> pd.Series[bool]:
    """Which rows a reading does not accept."""
    out = frame["status"] == FORECAST
    if accept is not None and accept.status is not None:
        out = ~frame["status"].isin(accept.status)
    if accept is not None and accept.verification is not None:
        out = out | ~frame["verification"].isin(accept.verification)
    return out


def has_observations(values: Values, series: set[str], period: Period) -> bool:
    """Whether an observation with a number, of one of these series, ends within a period."""
    cube = values.cube
    columns = [index for index, name in enumerate(cube.series) if name in series]
    inside = (index for index, item in enumerate(cube.periods) if period.start <= item.end <= period.end)
    return any(not np.isnan(cube.values[index][:, columns]).all() for index in inside if columns)


def scored_years(values: Values, series: set[str]) -> tuple[Period, ...]:
    """Every year in which an observation with a number, of a series that takes part, ends."""
    cube = values.cube
    columns = [index for index, name in enumerate(cube.series) if name in series]
    years = {
        item.year
        for index, item in enumerate(cube.periods)
        if columns and not np.isnan(cube.values[index][:, columns]).all()
    }
    return tuple(Period.parse(f"{year:04d}") for year in sorted(years))
