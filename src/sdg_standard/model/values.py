"""Values: one canonical number for each area, period and series, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._notebook import facts, frame, panel
from sdg_standard.errors import Problems, UnknownId
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.frames import handed_out, read_only
from sdg_standard.model.parts import Observable, part_of
from sdg_standard.model.period import Period

REASONS: tuple[str, ...] = (
    "",
    "not_reported",
    "not_applicable",
    "suppressed",
    "contradiction",
    "refused",
    "missing_input",
    "no_benchmark",
    "no_point",
    "not_scored",
    "outside_domain",
    "missing_children",
    "below_coverage",
)
"""Why a number is missing. Arrays carry the position in this list; 0 stands for a number, or for nothing said."""

REASON: dict[str, int] = {name: index for index, name in enumerate(REASONS)}

VALUE_COLUMNS: tuple[str, ...] = (
    "area",
    "period",
    "series",
    "value",
    "unit",
    "status",
    "confidentiality",
    "quality",
    "verification",
    "source",
    "low",
    "high",
    "origin",
    "reason",
)
"""The columns of ``values.csv``, in order."""
_SHOWN = ("area", "period", "series", "value", "unit", "status", "origin", "reason")
"""Those that a notebook shows."""


@dataclass(frozen=True)
class Cube:
    """Values as one block: periods × areas × series. ``reasons`` is None where nothing is said but numbers.

    The arrays cannot be changed: they are views of what was handed over.
    """

    areas: NDArray[Any]
    periods: tuple[Period, ...]
    series: tuple[str, ...]
    values: NDArray[np.float64]
    reasons: NDArray[np.uint8] | None = None

    def __post_init__(self) -> None:
        for name in ("areas", "values", "reasons"):
            array = getattr(self, name)
            if array is not None:
                object.__setattr__(self, name, read_only(array))

    @cached_property
    def series_index(self) -> dict[str, int]:
        """Position of each series."""
        return {name: index for index, name in enumerate(self.series)}

    @cached_property
    def area_index(self) -> dict[str, int]:
        """Position of each area."""
        return {name: index for index, name in enumerate(self.areas)}


class Values:
    """Canonical values with their status and reasons. Immutable; made by :func:`sdg_standard.measure`.

    ``frame`` has the columns of ``values.csv``; it is made when somebody asks for it. Every frame that is handed out is
    the reader's own.
    """

    def __init__(
        self,
        *,
        problems: Problems,
        provenance: Mapping[str, Any],
        frame: pd.DataFrame | None = None,
        cube: Cube | None = None,
        units: Mapping[str, str] | None = None,
        rows: pd.DataFrame | Callable[[], pd.DataFrame] | None = None,
        parts: pd.DataFrame | None = None,
        part_rows: pd.DataFrame | None = None,
        withheld: pd.DataFrame | None = None,
        standard: Any = None,
    ) -> None:
        self.problems = problems
        self._provenance = provenance
        self._frame, self._cube = frame, cube
        self._frame_made: Callable[[], pd.DataFrame] | None = None
        """Makes the frame of values whose numbers were put in the place of others."""
        self._units = units or {}
        self.standard = standard
        """The standard that the values were measured under."""
        self._rows_made = rows
        self._parts, self._part_rows = parts, part_rows
        self._withheld = withheld
        """What rows without a number say of it: only an analysis of uncertainty that is told to looks at it."""
        self._asked: tuple[Observable, ...] = ()
        self._asking: dict[tuple[Observable, ...], Values] = {}
        self._seen: dict[Any, Cube] = {}
        """The values as readings see them, by what these accept."""
        self._kept_out: dict[Any, tuple[NDArray[np.intp], ...]] = {}
        """The cells of the block that readings do not see, by what these accept: the same whatever the numbers."""

    def __getstate__(self) -> dict[str, Any]:
        """For other processes: what is worked out on demand, such as the digest of the evidence, is worked out now."""
        made = {"_provenance": self.provenance, "_rows_made": self._rows, "_asking": {}, "_seen": {}}
        made |= {"_frame": self._tidy, "_frame_made": None} if self._frame_made is not None else {}
        return {**self.__dict__, **made}

    def asking_for(self, observables: Iterable[Observable]) -> Values:
        """The same values, of which scoring sees these parts and gaps beside the totals of the series."""
        asked = tuple(sorted({item for item in observables if not item.is_whole}, key=lambda item: item.name))
        if asked == self._asked:
            return self
        if asked not in self._asking:
            other = copy(self)
            other.__dict__.pop("_named", None)
            other._asked, other._asking, other._seen = asked, {}, {}
            self._asking[asked] = other
        return self._asking[asked]

    def with_numbers(self, numbers: Floats, parts: Floats | None = None) -> Values:
        """The same values with other numbers in the block, periods × areas × series, and of the parts, in their order.

        Status, source and all else that is said of a number stay; intervals, which were those of the old ones, go, and
        so does the reason where there is a number now.
        """
        cube, tidy = self.cube, self._tidy
        other = copy(self)
        for name in ("cube", "_tidy", "_named"):
            other.__dict__.pop(name, None)
        reasons = cube.reasons
        if reasons is not None:
            reasons = np.where(np.isnan(numbers), reasons, np.uint8(0))
        other._cube = Cube(cube.areas, cube.periods, cube.series, numbers, reasons)
        other._frame, other._frame_made = (
            None,
            lambda: _with_numbers(tidy, _numbers_of(tidy, other.cube), self.standard),
        )
        if parts is not None and self._parts is not None:
            other._parts = _with_numbers(self._parts, parts, self.standard)
        other._asking, other._seen = {}, {}
        return other

    @property
    def provenance(self) -> dict[str, Any]:
        """What the values were made from and with: edition, digests, versions."""
        return {key: value() if callable(value) else deepcopy(value) for key, value in self._provenance.items()}

    @cached_property
    def _rows(self) -> pd.DataFrame | None:
        return self._rows_made() if callable(self._rows_made) else self._rows_made

    @property
    def country(self) -> str:
        """The prefix of the register in which names of areas were looked up; empty: areas are as they were written."""
        return str(self._provenance.get("country") or "")

    @property
    def borders(self) -> date | None:
        """The day whose areas the values are about in all periods; None: areas are those of their own period."""
        day = self._provenance.get("borders")
        return date.fromisoformat(str(day)) if day else None

    @property
    def rows(self) -> pd.DataFrame | None:
        """The rows of evidence that were used, with the number each became; None for a wide table."""
        return None if self._rows is None else handed_out(self._rows)

    @property
    def parts(self) -> pd.DataFrame:
        """The values of parts, measured like the whole: the columns of ``values.csv`` and a column for each breakdown
        of the evidence (`sex`, `age` …), `_T` where a part is not of that breakdown. Without parts it has no rows.
        """
        return pd.DataFrame(columns=list(VALUE_COLUMNS)) if self._parts is None else handed_out(self._parts)

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The breakdowns in which the values have parts."""
        columns = () if self._parts is None else map(str, self._parts.columns)
        return tuple(name for name in columns if name not in VALUE_COLUMNS)

    @property
    def frame(self) -> pd.DataFrame:
        """The values, tidy, with the columns of ``values.csv``."""
        return handed_out(self._tidy)

    @cached_property
    def _tidy(self) -> pd.DataFrame:
        if self._frame is not None:
            return self._frame
        if self._frame_made is not None:
            return self._frame_made()
        assert self._cube is not None
        return _tidy(self._cube, self._units)

    @cached_property
    def _named(self) -> pd.DataFrame:
        """The values; where scoring sees parts, those too, as series by the names of their columns."""
        if not self._asked or self._parts is None:
            return self._tidy
        rows = self._parts.to_dict("records")
        names = [Observable(str(row["series"]), part_of(row, self.breakdowns)).name for row in rows]
        parts = self._parts[list(VALUE_COLUMNS)].assign(series=pd.Series(names, index=self._parts.index, dtype=object))
        return pd.concat([self._tidy, parts], ignore_index=True)

    @cached_property
    def cube(self) -> Cube:
        """The values as one block, for computing."""
        if self._cube is not None:
            return self._cube
        return _block(self._tidy, self._parts)

    def wide(self, of: str = "value") -> pd.DataFrame:
        """Return one column of the values as (area, period) × series."""
        if of not in VALUE_COLUMNS[3:]:
            raise UnknownId("column", of, VALUE_COLUMNS[3:])
        if of != "value":
            return self._tidy.pivot(index=["area", "period"], columns="series", values=of)
        cube = self.cube
        names = [period.text for period in cube.periods]
        index = pd.MultiIndex.from_product([names, cube.areas], names=["period", "area"]).swaplevel()
        block = cube.values.reshape(-1, len(cube.series))
        return pd.DataFrame(block, index=index, columns=list(cube.series), copy=True)

    def __len__(self) -> int:
        return len(self._tidy)

    def __repr__(self) -> str:
        cube = self.cube
        return f"Values({len(cube.areas)} areas, {len(cube.periods)} periods, {len(cube.series)} series)"

    def _repr_html_(self) -> str:
        known = facts({"problems": self.problems.summary})
        return panel(repr(self), known, frame("", self._tidy, _SHOWN))


def _tidy(cube: Cube, units: Mapping[str, str]) -> pd.DataFrame:
    """One row for each cell that holds a number or a reason, by area, period and series."""
    said = ~np.isnan(cube.values)
    if cube.reasons is not None:
        said |= cube.reasons > 0
    period, area, series = np.nonzero(said)
    numbers = cube.values[period, area, series]
    has = ~np.isnan(numbers)
    names = np.array(cube.series, dtype=object)[series]
    unit_of = np.array([units.get(name, "") for name in cube.series], dtype=object)
    reasons = np.zeros(len(period), dtype=np.uint8) if cube.reasons is None else cube.reasons[period, area, series]
    frame = pd.DataFrame({name: "" for name in VALUE_COLUMNS}, index=pd.RangeIndex(len(period)), dtype=object)
    frame["area"] = cube.areas[area]
    frame["period"] = np.array([item.text for item in cube.periods], dtype=object)[period]
    frame["series"] = names
    frame["value"] = numbers
    frame["unit"] = np.where(has, unit_of[series], "")
    frame["status"] = np.where(has, "A", "")
    frame["confidentiality"] = np.where(has, "F", "")
    frame["origin"] = np.where(has, "reported", "")
    frame["low"] = np.nan
    frame["high"] = np.nan
    frame["reason"] = np.array(REASONS, dtype=object)[reasons]
    return frame.sort_values(["area", "period", "series"], kind="stable", ignore_index=True)


def _numbers_of(tidy: pd.DataFrame, cube: Cube) -> Floats:
    """The numbers of a block in the order of a tidy frame."""
    return np.asarray(cube.values[cells_of(tidy, cube.areas, cube.periods, cube.series)])


def _with_numbers(frame: pd.DataFrame, numbers: Floats, standard: Any) -> pd.DataFrame:
    """A frame of values with other numbers, and without intervals; one that is new has its unit and no reason."""
    found = frame.assign(value=numbers, low=np.nan, high=np.nan)
    new = ~np.isnan(numbers) & frame["value"].isna().to_numpy()
    if new.any():
        found.loc[new, "reason"] = ""
        found.loc[new, "unit"] = [standard.series[name].unit or "" for name in frame["series"][new]]
    return found


def _block(frame: pd.DataFrame, parts: pd.DataFrame | None = None) -> Cube:
    """The block of a tidy frame; areas and series in the order in which they first appear, periods in time.

    An area or a period of which only parts are known has its place as well.
    """
    every = frame if parts is None else pd.concat([frame[["area", "period"]], parts[["area", "period"]]])
    parsed = [Period.parse(text) for text in pd.unique(every["period"])]
    periods = tuple(sorted(parsed, key=lambda period: (period.end, period.start, period.text)))
    areas = np.asarray(pd.unique(every["area"]), dtype=object)
    series = np.asarray(pd.unique(frame["series"]), dtype=object)
    return block_of(frame, areas, periods, tuple(map(str, series)))


def block_of(frame: pd.DataFrame, areas: NDArray[Any], periods: tuple[Period, ...], series: tuple[str, ...]) -> Cube:
    """The block of a tidy frame with these axes. Raises ValueError for a row that is on none of them."""
    cells = cells_of(frame, areas, periods, series)
    shape = (len(periods), len(areas), len(series))
    values, reasons = np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8)
    values[cells] = frame["value"].to_numpy(dtype=np.float64)
    reasons[cells] = frame["reason"].map(REASON).to_numpy(dtype=np.uint8)
    return Cube(areas, periods, series, values, reasons)


def cells_of(
    frame: pd.DataFrame, areas: NDArray[Any], periods: tuple[Period, ...], series: tuple[str, ...]
) -> tuple[NDArray[np.intp], ...]:
    """The place of each row of a tidy frame in the block: of period, area and series.

    Raises ValueError for a row that is on none of the axes.
    """
    axes: dict[str, Any] = {"period": [period.text for period in periods], "area": areas, "series": list(series)}
    cells = tuple(pd.Index(axis, dtype=object).get_indexer(frame[name]) for name, axis in axes.items())
    if any((places < 0).any() for places in cells):
        raise ValueError("a value stands on none of the axes")
    return cells
