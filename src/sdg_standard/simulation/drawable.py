"""The values that may be drawn, whole series and parts alike: rows with their places, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.formula import Formula
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import Observable, part_of, said_part
from sdg_standard.model.values import Values, cells_of

CASE = ["area", "period", "part"]
"""Of whom a number is; the part in words, empty for the whole."""
_QUOTIENT = re.compile(r"\s*([a-z_]\w*)\s*/\s*([a-z_]\w*)\s*", re.ASCII)


@dataclass(frozen=True)
class Quotient:
    """What some values are made of: numerator, denominator, and the value that a numerator of 1 gives; NaN unknown."""

    count: Floats
    total: Floats
    each: Floats
    numerator: str
    """The input that is counted."""


@dataclass(frozen=True)
class Drawable:
    """Values that leaves read, sorted by series, period, area and part, with what stands behind them."""

    frame: pd.DataFrame
    """The columns of values, ``part``, and ``cell``: the place in the block, behind its last one those of parts."""
    rows: pd.DataFrame | None
    """The rows of evidence, with ``part``; None where nobody knows them."""
    withheld: pd.DataFrame | None
    """What rows without a number say of it."""
    standard: Standard

    @staticmethod
    def of(values: Values, observables: Collection[Observable], standard: Standard) -> Drawable:
        """The values of what is observed; an answer is none of them, since it has no error."""
        found = [_whole(values)]
        if values._parts is not None:
            found.append(_of_parts(values, values._parts, {item.series for item in observables if not item.is_whole}))
        frame = pd.concat(found, ignore_index=True) if len(found) > 1 else found[0]
        names = {item.series for item in observables if item.series in standard.series}
        frame = frame[frame["series"].isin([name for name in names if standard.series[name].kind != "category"])]
        frame = frame.sort_values(["series", "period", "area", "part"], kind="stable", ignore_index=True)
        return Drawable(frame, _rows_of(values), values._withheld, standard)

    def quotient(self, series: Series, frame: pd.DataFrame) -> Quotient | None:
        """What values of a series are made of, by its formula `a / b`; None where it has another, or none."""
        parts = _QUOTIENT.fullmatch(series.formula or "")
        if parts is None or series.kind not in ("share", "rate") or self.rows is None:
            return None
        count, total = (self._inputs(series, name, frame) for name in parts.groups())
        return Quotient(count, total, self._each(series, parts.groups(), total), parts[1])

    def _inputs(self, series: Series, name: str, frame: pd.DataFrame) -> Floats:
        """An input of a series for some of its values: its own, else that of the indicator, else the common one."""
        keys = pd.MultiIndex.from_frame(frame[CASE])
        found = np.full(len(frame), np.nan)
        assert self.rows is not None
        for owner in ("common", series.indicator, series.id):
            own = self.rows[(self.rows["series"] == owner) & (self.rows["input"] == name)].drop_duplicates(CASE)
            numbers = own.set_index(CASE)["number"].reindex(keys).to_numpy(dtype=np.float64)
            found = np.where(np.isnan(numbers), found, numbers)
        return found

    def _each(self, series: Series, names: tuple[str, ...], total: Floats) -> Floats:
        """The value that a numerator of 1 gives."""
        units = self.standard.units
        given = {name: units.parse(series.resolved_inputs[name].unit) for name in names}
        target = units.parse(series.unit) if series.unit else None
        values = {names[0]: np.ones(len(total)), names[1]: np.where(total > 0, total, np.nan)}
        return Formula.parse(series.formula or "").evaluate_units(units, values, given, target)


def _whole(values: Values) -> pd.DataFrame:
    frame, cube = values._tidy, values.cube
    places = cells_of(frame, cube.areas, cube.periods, cube.series)
    return frame.assign(part="", cell=np.ravel_multi_index(places, cube.values.shape))


def _of_parts(values: Values, parts: pd.DataFrame, series: Collection[str]) -> pd.DataFrame:
    """The parts of some series, their places behind those of the block."""
    places = np.flatnonzero(parts["series"].isin(list(series)).to_numpy())
    own = parts.iloc[places]
    return own.assign(part=_said(own, values.breakdowns), cell=values.cube.values.size + places)[
        [*values._tidy.columns, "part", "cell"]
    ]


def _said(frame: pd.DataFrame, breakdowns: tuple[str, ...]) -> list[str]:
    """The part that each row is about, in words."""
    return [said_part(part_of(row, breakdowns)) for row in frame[list(breakdowns)].to_dict("records")]


def _rows_of(values: Values) -> pd.DataFrame | None:
    """The rows of evidence that may be shown, of wholes and parts."""
    rows, of_parts = values._rows, values._part_rows
    if rows is None or of_parts is None or not len(of_parts):
        return None if rows is None else rows.assign(part="")
    return pd.concat([rows.assign(part=""), of_parts.assign(part=_said(of_parts, values.breakdowns))])
