"""Paths: the observations of one leaf in time, read as a growth, a pace or a slope.

The same readings serve trends and methodologies whose score *is* a trend. A path reads the observations themselves,
never what another reading carried forward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sdg_standard import methods
from sdg_standard.methodology.readings import PathReading, Reading, as_path, time_of
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import Cases


@dataclass(frozen=True)
class PathTarget:
    """What a path is to reach: the numbers it asks for and a time, for all cases or each, and the good direction."""

    numbers: Mapping[str, Floats]
    """The numbers that the reading asks for, by parameter: target, limit, what takes the place of 0."""
    horizon: Any
    sign: Any
    lacks: Any = False
    """Where a number that the reading asks for is not there; for all cases or each."""

    @property
    def target(self) -> Floats:
        """The target; NaN where the reading has none."""
        return self.numbers.get("target", _NO_TARGET)

    def each(self, part: Callable[[Any], Any]) -> PathTarget:
        """The aim with a part of what may differ from case to case."""
        numbers = {name: part(item) for name, item in self.numbers.items()}
        return PathTarget(numbers, part(self.horizon), self.sign, self.lacks)


_NO_TARGET = np.full(1, np.nan)


@dataclass
class Ends:
    """Base and end value of each case, with their places in time; NaN where there are not two."""

    base: Floats
    end: Floats
    base_time: Floats
    end_time: Floats

    @property
    def two_years(self) -> Bools:
        """Where base and end lie in different years."""
        return np.asarray(year_of(self.end_time) > year_of(self.base_time))


@dataclass(frozen=True)
class PathRead:
    """The number of each case, the two observations it rests on, the target, and who has reached it."""

    numbers: Floats
    ends: Ends
    target: Floats
    reached: Bools


@dataclass(frozen=True)
class Course:
    """What a path is read from: every observation, periods × areas, as observed and on the scale of the reading."""

    periods: Sequence[Period]
    seen: Floats
    numbers: Floats
    aim: PathTarget
    fitter: Any = None
    """What points of the reading were fitted to; None where it could not ask for any."""
    short: Any = False
    """For which areas too few members had a number in some period; False: for none."""


@dataclass(frozen=True)
class Window:
    """The observations that a case may use: values and whether they lie in the window, observations × areas.

    ``places`` says which of the periods of observation they are.
    """

    times: Floats
    numbers: Floats
    ends: Ends
    places: Sequence[int] = ()


def year_of(time: float | Floats) -> Floats:
    """The year in which a place in time lies, counted as places in time are; a last day belongs to its year."""
    return np.asarray(np.ceil(np.asarray(time, dtype=np.float64) - 1e-9))


def end_of_year(year: int) -> float:
    """The last day of a year as a place in time."""
    return time_of(date(int(year), 12, 31))


def read_path(read: Reading, observed: Floats, periods: Sequence[Period], cases: Cases, aim: PathTarget) -> PathRead:
    """Read a path for every case; ``observed`` has a row for each period of observation and a column for each area."""
    path, parts = as_path(read), []
    for index, scored in enumerate(cases.periods):
        window = _window(path, observed, periods, scored, len(cases.areas))
        parts.append(read_window(path, window, _part(aim, cases, index)))
    return _joined(parts, len(cases.areas))


def windows(read: PathReading, course: Course, cases: Cases) -> Iterator[tuple[Window, PathTarget]]:
    """The window and the aim of all cases of each period that is scored."""
    for index, scored in enumerate(cases.periods):
        window = _window(read, course.numbers, course.periods, scored, len(cases.areas))
        yield window, _part(course.aim, cases, index)


def seen_by(read: PathReading, course: Course, cases: Cases, position: int) -> tuple[Window, PathTarget]:
    """The window and the aim of one case."""
    index, area = divmod(position, len(cases.areas))
    one = course.numbers[:, area : area + 1]
    window = _window(read, one, course.periods, cases.periods[index], 1)

    def own(value: Any) -> Any:
        array = np.asarray(value, dtype=np.float64).ravel()
        return array[position : position + 1] if array.size == cases.count and array.size > 1 else array[:1]

    return window, course.aim.each(own)


def ending(window: Window, last: Floats) -> Window:
    """The window of one case with each of some numbers in the place of its last observation, side by side."""
    numbers = np.repeat(window.numbers, len(last), axis=1)
    numbers[np.flatnonzero(~np.isnan(window.numbers[:, 0]))[-1]] = last
    own = {name: np.repeat(getattr(window.ends, name), len(last)) for name in ("base", "base_time", "end_time")}
    return Window(window.times, numbers, Ends(end=last, **own), window.places)


def _part(aim: PathTarget, cases: Cases, index: int) -> PathTarget:
    """The aim for the cases of one period."""
    whole = cases.slice_of(index)

    def cut(value: Any) -> Any:
        array = np.asarray(value, dtype=np.float64)
        return array[whole] if array.ndim and len(array) == cases.count and len(array) > 1 else array

    return aim.each(cut)


def read_window(read: PathReading, window: Window, aim: PathTarget) -> PathRead:
    """Read a path from the observations of its window."""
    numbers = _numbers(read, window, aim)
    target = np.broadcast_to(aim.target, numbers.shape)
    met = methods.target_met(window.ends.end, target=target, sign=aim.sign, met_within=read.target_met_within)
    reached = window.ends.two_years & met & ~np.isnan(numbers) & (read.reached is not None)
    return PathRead(numbers, window.ends, target, reached)


def _numbers(read: PathReading, window: Window, aim: PathTarget) -> Floats:
    """The number of each case; none where there are not two years, or what the reading asks for is not there."""
    found = np.broadcast_to(read.number(window, aim), window.ends.base.shape)
    absent = [np.isnan(item) for name, item in aim.numbers.items() if name != "target"]
    out = np.logical_or.reduce(np.broadcast_arrays(~window.ends.two_years, *absent))
    return np.where(out, np.nan, found)


def _joined(parts: list[PathRead], areas: int) -> PathRead:
    """All periods behind one another."""
    if not parts:
        none = np.empty(0)
        return PathRead(none, Ends(none, none, none, none), none, none.astype(bool))

    def of(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    columns = ("base", "end", "base_time", "end_time")
    ends = Ends(*(np.concatenate([getattr(part.ends, name) for part in parts]) for name in columns))
    return PathRead(of("numbers"), ends, of("target"), of("reached"))


# the window


def _window(read: PathReading, observed: Floats, periods: Sequence[Period], scored: Period, areas: int) -> Window:
    """The first value in the window, the latest up to the scored period, and what lies between."""
    last_year = scored.year if read.to == "latest" else int(read.to)
    order = sorted(range(len(periods)), key=lambda place: (periods[place].end, periods[place].days))
    usable = [i for i in order if periods[i].end <= scored.end and periods[i].year <= last_year]
    numbers = _one_a_day(observed[usable], [periods[i] for i in usable]) if usable else np.empty((0, areas))
    times = np.array([time_of(periods[i].end) for i in usable])
    years = np.array([float(periods[i].year) for i in usable])
    end, end_time, end_year = _last(numbers, times, years)
    begin = np.broadcast_to(_begin(read.from_, end_year), (areas,))
    inside = ~np.isnan(numbers) & (years[:, None] >= begin)
    base, base_time = _first(np.where(inside, numbers, np.nan), times)
    if read.else_ == "last_before":
        before, before_time, _ = _last(np.where(inside, np.nan, numbers), times, years)
        single = (year_of(base_time) == year_of(end_time)) & ~np.isnan(before)
        base, base_time = np.where(single, before, base), np.where(single, before_time, base_time)
    kept = np.where(times[:, None] >= base_time, numbers, np.nan)
    return Window(times, kept, Ends(base, end, base_time, end_time), usable)


def _one_a_day(numbers: Floats, periods: Sequence[Period]) -> Floats:
    """Of observations that end on one day the shorter counts; it stands before the longer."""
    kept = numbers.copy()
    for row in range(1, len(periods)):
        if periods[row].end == periods[row - 1].end:
            same = [other for other in range(row) if periods[other].end == periods[row].end]
            kept[row] = np.where(np.isnan(kept[same]).all(axis=0), kept[row], np.nan)
    return kept


def _begin(begin: Any, end_year: Floats) -> Any:
    """The first year of the window: a year, or some years before the end value."""
    if begin == "first":
        return -np.inf
    year = float(begin)
    return end_year + year if year < 0 else year


def _first(numbers: Floats, times: Floats) -> tuple[Floats, Floats]:
    found, when = np.full(numbers.shape[1], np.nan), np.full(numbers.shape[1], np.nan)
    for row, time in zip(numbers, times, strict=True):
        new = np.isnan(found) & ~np.isnan(row)
        found, when = np.where(new, row, found), np.where(new, time, when)
    return found, when


def _last(numbers: Floats, times: Floats, years: Floats) -> tuple[Floats, Floats, Floats]:
    found = np.full((3, numbers.shape[1]), np.nan)
    for row, time, year in zip(numbers, times, years, strict=True):
        has = ~np.isnan(row)
        found = np.where(has, np.stack([row, np.full_like(row, time), np.full_like(row, year)]), found)
    return found[0], found[1], found[2]


# for explanations


def number_of(read: PathReading, window: Window, aim: PathTarget) -> float:
    """The number of a reading for one case."""
    return float(_numbers(read, window, aim)[0])


def put_in(read: PathReading, window: Window, aim: PathTarget) -> dict[str, Floats]:
    """The numbers that stand between the observations and the number of a reading, by name."""
    ends = window.ends
    found: dict[str, Any] = {"years": ends.end_time - ends.base_time}
    if read.towards:
        found |= {"target": aim.target, "horizon": aim.horizon, "years_to_target": aim.horizon - ends.base_time}
    found |= read.put_in(window, aim)
    return {
        name: np.broadcast_to(np.asarray(value, dtype=np.float64), ends.base.shape) for name, value in found.items()
    }
