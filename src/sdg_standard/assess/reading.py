"""Readings: one value for each leaf and case from the observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.attributes import Cases
from sdg_standard.assess.codes import SEVERAL_PERIODS
from sdg_standard.catalogue import Leaf
from sdg_standard.errors import Problem
from sdg_standard.model.methodology.leaves import Accept, Reading
from sdg_standard.model.period import Period, years_between
from sdg_standard.model.values import REASON, Cube, Values

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
NOT_REPORTED = REASON["not_reported"]
NOT_APPLICABLE = REASON["not_applicable"]
FORECAST = "F"


@dataclass(frozen=True)
class Readout:
    """What was read: values and reasons, leaves × cases. ``reasons`` is None where every gap is `not_reported`."""

    values: Floats
    reasons: Codes | None

    def reason_codes(self) -> Codes:
        """The reason of each cell; 0 where there is a number."""
        gaps = np.where(np.isnan(self.values), np.uint8(NOT_REPORTED), np.uint8(0))
        if self.reasons is None:
            return gaps
        return np.where((self.reasons > 0) & np.isnan(self.values), self.reasons, gaps)


def read_leaves(leaves: Sequence[Leaf], values: Values, cases: Cases) -> tuple[Readout, list[Problem]]:
    """Read every leaf for every case, leaves that share a reading together."""
    problems: list[Problem] = []
    groups: dict[Reading, list[int]] = {}
    for index, leaf in enumerate(leaves):
        groups.setdefault(leaf.read, []).append(index)
    if len(groups) == 1:
        reading = next(iter(groups), Reading())
        readout = _read(reading, leaves, values, cases, problems)
    else:
        readout = Readout(
            np.full((len(leaves), cases.count), np.nan), np.zeros((len(leaves), cases.count), dtype=np.uint8)
        )
        for reading, places in groups.items():
            part = _read(reading, [leaves[index] for index in places], values, cases, problems)
            readout.values[places] = part.values
            assert readout.reasons is not None
            readout.reasons[places] = part.reason_codes()
    return _where_it_applies(leaves, readout, cases), problems


def _where_it_applies(leaves: Sequence[Leaf], readout: Readout, cases: Cases) -> Readout:
    """A leaf that does not apply is not read."""
    conditional = [(index, leaf) for index, leaf in enumerate(leaves) if leaf.applies is not True]
    if not conditional:
        return readout
    values, reasons = readout.values.copy(), readout.reason_codes()
    for index, leaf in conditional:
        out = ~np.broadcast_to(np.asarray(cases.meets(leaf.applies)), (cases.count,))
        values[index, out], reasons[index, out] = np.nan, NOT_APPLICABLE
    return Readout(values, reasons)


def _read(reading: Reading, leaves: Sequence[Leaf], values: Values, cases: Cases, problems: list[Problem]) -> Readout:
    cube = accepted(values, reading.accept)
    series = [reading.series or leaf.series.id for leaf in leaves]
    parts = [_one_period(reading, cube, series, cases, period, problems) for period in cases.periods]
    if len(parts) == 1:
        result = parts[0]
    else:
        shape = (len(leaves), 0)
        numbers = np.concatenate([part.values for part in parts], axis=1) if parts else np.full(shape, np.nan)
        reasons = np.concatenate([part.reason_codes() for part in parts], axis=1) if parts else None
        result = Readout(numbers, reasons)
    return result if reading.times is None else Readout(result.values * reading.times, result.reasons)


def _one_period(
    reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period, problems: list[Problem]
) -> Readout:
    if reading.method == "latest":
        return _latest(reading, cube, series, cases, period)
    exact = [index for index, item in enumerate(cube.periods) if (item.start, item.end) == (period.start, period.end)]
    inner = [index for index, item in enumerate(cube.periods) if index not in exact and item.within(period)]
    if not inner and len(exact) == 1:
        return layer_of(cube, exact[0], series, cases)
    return _at_period(cube, exact, inner, series, cases, period, problems)


def layer_of(cube: Cube, index: int, series: list[str], cases: Cases) -> Readout:
    """One period of the cube for the series and areas asked for; a view where they are the cube's own."""
    numbers = cube.values[index]
    reasons = None if cube.reasons is None else cube.reasons[index]
    if not (len(cases.areas) == len(cube.areas) and (cases.areas is cube.areas or (cases.areas == cube.areas).all())):
        rows = np.array([cube.area_index.get(area, -1) for area in cases.areas], dtype=np.intp)
        numbers = _taken(numbers, rows, axis=0)
        reasons = None if reasons is None else _taken(reasons, rows, axis=0)
    if tuple(series) != cube.series:
        columns = np.array([cube.series_index.get(name, -1) for name in series], dtype=np.intp)
        numbers = _taken(numbers, columns, axis=1)
        reasons = None if reasons is None else _taken(reasons, columns, axis=1)
    return Readout(numbers.T, None if reasons is None else reasons.T)


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


def _latest(reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period) -> Readout:
    """The newest observation with a number that ends by the end of the scored period and is not too old."""
    numbers, reasons = _nothing(series, cases)
    stopped = np.zeros(numbers.shape, dtype=bool)
    newest_first = sorted(range(len(cube.periods)), key=lambda index: cube.periods[index].end, reverse=True)
    for index in newest_first:
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
    return Readout(numbers, np.where(np.isnan(numbers), reasons, 0).astype(np.uint8))


def accepted(values: Values, accept: Accept | None) -> Cube:
    """The cube without the observations that a reading does not accept; by default without forecasts."""
    cube = values.cube
    if values.rows is None and accept is None:
        return cube
    frame = values.frame
    out = frame["status"] == FORECAST
    if accept is not None and accept.status is not None:
        out = ~frame["status"].isin(accept.status)
    if accept is not None and accept.verification is not None:
        out = out | ~frame["verification"].isin(accept.verification)
    out &= frame["value"].notna()
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
