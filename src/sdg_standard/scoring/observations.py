"""Observations as a reading may see them: those it accepts, period by period, for the leaves and areas asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.measuring.groups import Groups
from sdg_standard.methodology.readings import Accept
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.observed import Codes, Layer
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import Gap
from sdg_standard.model.period import Period
from sdg_standard.model.values import REASON, Cube, Values, cells_of
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.parts import groups_read, with_parts
from sdg_standard.scoring.paths import Course
from sdg_standard.scoring.state import share_there

NOT_REPORTED = REASON["not_reported"]
NOT_APPLICABLE = REASON["not_applicable"]
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
    fitters: tuple[Any, ...] = ()
    """What points were fitted to that a reading asks for."""
    paths: Mapping[str, Course] = field(default_factory=dict)
    """What the path of each leaf that reads one was read from, by leaf."""

    @cached_property
    def values(self) -> Floats:
        """The values of all cases."""
        return self.block(slice(None))

    def block(self, cases: slice) -> Floats:
        """The values of some cases."""
        part = self.table[:, cases]
        if self.rows is None:
            return part
        if not len(part) or part.strides[1] != part.itemsize:
            return _taken(part.T, self.rows, axis=1).T
        found = part[self.rows]  # the cases of a leaf lie side by side: numpy.take would first copy all of them
        found[self.rows < 0] = np.nan
        return found

    def rows_of(self, leaves: NDArray[np.intp]) -> Floats:
        """The values of some leaves for all cases; a view where these are the whole table as it stands."""
        rows = leaves if self.rows is None else self.rows[leaves]
        if len(rows) == len(self.table) and (rows == np.arange(len(rows))).all():
            return self.table
        found = self.table[rows]  # not numpy.take, which first copies a table whose leaves lie side by side in memory
        found[rows < 0] = np.nan
        return found

    def any_number(self, cases: slice) -> bool:
        """Whether some leaf has a value in some of the cases."""
        rows = range(len(self.table)) if self.rows is None else self.rows[self.rows >= 0].tolist()
        return any(not np.isnan(self.table[row, cases]).all() for row in rows)

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


@dataclass(frozen=True)
class ReadRows:
    """The values of some leaves of a readout, taken when somebody asks."""

    readout: Readout
    places: NDArray[np.intp]

    def of(self, leaves: Sequence[int] | None) -> Floats:
        """The values of some of these leaves; None: of all."""
        return self.readout.rows_of(self.places if leaves is None else self.places[list(leaves)])


@dataclass(frozen=True)
class Seen:
    """The observations of some leaves and areas, as a reading sees them."""

    cube: Cube
    series: list[str]
    cases: Cases

    @property
    def periods(self) -> Sequence[Period]:
        """The periods of observation."""
        return self.cube.periods

    @property
    def shape(self) -> tuple[int, int]:
        """How many leaves and areas there are."""
        return len(self.series), len(self.cases.areas)

    def layers(self, places: Iterable[int]) -> Iterator[Layer]:
        """The observations of some periods, one after the other."""
        for place in places:
            layer = layer_of(self.cube, place, self.series, self.cases)
            yield place, layer.values, layer.reasons


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


def observations(cube: Cube, series: str, cases: Cases) -> Floats:
    """Every observation of a series: periods of the cube × areas."""
    when = Cases(cases.areas, cube.periods, cases.table)
    layers = [layer_of(cube, place, [series], when).values[0] for place in range(len(cube.periods))]
    return np.stack(layers) if layers else np.empty((0, len(cases.areas)))


def accepted(values: Values, accept: Accept | None) -> Cube:
    """The cube without the observations that a reading does not accept; by default without forecasts.

    It has the parts and gaps that somebody reads as columns beside the series, gaps between what is accepted.
    """
    if accept not in values._seen:
        out = partial(_not_accepted, accept=accept)
        values._seen[accept] = with_parts(_accepted(values, accept), values, out)
    return values._seen[accept]


def accepted_groups(values: Values, series: Series, gap: Gap, accept: Accept | None) -> Groups | None:
    """The groups between which a gap lies, of what a reading accepts; None where the values have no such parts."""
    return groups_read(values, series, gap, partial(_not_accepted, accept=accept))


def _accepted(values: Values, accept: Accept | None) -> Cube:
    """The totals of the series that a reading accepts."""
    cube = values.cube
    if values.rows is None and accept is None:
        return cube
    cells = _kept_out(values, accept)
    there = ~np.isnan(cube.values[cells])
    if not there.any():
        return cube
    cells = tuple(axis[there] for axis in cells)
    numbers = cube.values.copy()
    reasons = np.zeros(numbers.shape, dtype=np.uint8) if cube.reasons is None else cube.reasons.copy()
    numbers[cells], reasons[cells] = np.nan, NOT_REPORTED
    return Cube(cube.areas, cube.periods, cube.series, numbers, reasons)


def _kept_out(values: Values, accept: Accept | None) -> tuple[NDArray[np.intp], ...]:
    """The cells that a reading does not accept, with or without a number."""
    if accept not in values._kept_out:
        frame, cube = values._tidy, values.cube
        out = _not_accepted(frame, accept)
        values._kept_out[accept] = cells_of(frame[out], cube.areas, cube.periods, cube.series)
    return values._kept_out[accept]


def _not_accepted(frame: pd.DataFrame, accept: Accept | None) -> pd.Series[bool]:
    """Which rows a reading does not accept."""
    out = frame["status"] == FORECAST
    if accept is not None and accept.status is not None:
        out = ~frame["status"].isin(accept.status)
    if accept is not None and accept.verification is not None:
        out = out | ~frame["verification"].isin(accept.verification)
    return out


def _observed(values: Values) -> Cube:
    """All observations, with the parts and gaps that somebody reads."""
    if not values._asked:
        return values.cube
    if "all" not in values._seen:
        values._seen["all"] = with_parts(values.cube, values)
    return values._seen["all"]


def has_observations(values: Values, series: set[str], period: Period) -> bool:
    """Whether an observation with a number, of one of these series, ends within a period."""
    cube = _observed(values)
    columns = [index for index, name in enumerate(cube.series) if name in series]
    inside = (index for index, item in enumerate(cube.periods) if period.start <= item.end <= period.end)
    return any(not np.isnan(cube.values[index][:, columns]).all() for index in inside if columns)


def scored_years(values: Values, series: set[str]) -> tuple[Period, ...]:
    """Every year in which an observation with a number, of a series that takes part, ends."""
    cube = _observed(values)
    columns = [index for index, name in enumerate(cube.series) if name in series]
    years = {
        item.year
        for index, item in enumerate(cube.periods)
        if columns and not np.isnan(cube.values[index][:, columns]).all()
    }
    return tuple(Period.parse(f"{year:04d}") for year in sorted(years))
