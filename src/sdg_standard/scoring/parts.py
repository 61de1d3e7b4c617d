"""Parts and gaps that leaves read: columns of observations beside those of the series."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.measuring.groups import Groups, groups_of, rows_of_part
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import Gap, Observable
from sdg_standard.model.values import REASON, Cube, Values
from sdg_standard.plans import Leaf, Plan

NOT_REPORTED = "not_reported"
Out = Callable[[pd.DataFrame], "pd.Series[bool]"]
"""Which rows of a frame of values nobody may read."""
Column = tuple[Floats, NDArray[np.uint8]]
"""Numbers and reasons: periods × areas."""


def observables(plan: Plan) -> Iterator[Observable]:
    """What the leaves of a plan and its trends observe."""
    for leaf in plan.leaves.values():
        yield leaf.observable
    for trend in plan.trends.values():
        for leaf in trend.leaves.values():
            yield leaf.observable
            yield read_by_main(leaf, plan.leaves[leaf.id])


def read_by_main(leaf: Leaf, main: Leaf) -> Observable:
    """What the main leaf would read for the leaf of a trend, whose own series goes first."""
    return replace(leaf.observable, series=leaf.read.series or main.observable.series)


def with_parts(cube: Cube, values: Values, out: Out | None = None) -> Cube:
    """The cube with a column for each part and gap that is asked for; ``out`` says which rows nobody may read."""
    if not values._asked:
        return cube
    parts, totals = _tables(values, out)
    columns = [_column(item, cube, values, parts, totals) for item in values._asked]
    reasons = np.zeros(cube.values.shape, dtype=np.uint8) if cube.reasons is None else cube.reasons
    return Cube(
        cube.areas,
        cube.periods,
        (*cube.series, *(item.name for item in values._asked)),
        np.concatenate([cube.values, *(numbers[:, :, None] for numbers, _ in columns)], axis=2),
        np.concatenate([reasons, *(why[:, :, None] for _, why in columns)], axis=2),
    )


def groups_read(values: Values, series: Series, gap: Gap, out: Out) -> Groups | None:
    """The groups of the breakdown of a gap; None where the values have no such parts."""
    parts, totals = _tables(values, out)
    if parts is None or gap.by not in values.breakdowns:
        return None
    return groups_of(values, parts, totals, series, (gap.by,))


def _tables(values: Values, out: Out | None) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Parts and totals without what nobody may read; no parts where the evidence has none."""
    if values._parts is None:
        return None, pd.DataFrame()
    parts, totals = values.parts, values.frame
    return (parts, totals) if out is None else (_without(parts, out), _without(totals, out))


def _without(frame: pd.DataFrame, out: Out) -> pd.DataFrame:
    """A frame of values in which those that nobody may read count as not reported."""
    gone = out(frame) & frame["value"].notna()
    if gone.any():
        frame.loc[gone, "value"] = np.nan
        frame.loc[gone, "reason"] = NOT_REPORTED
    return frame


def _column(item: Observable, cube: Cube, values: Values, parts: pd.DataFrame | None, totals: pd.DataFrame) -> Column:
    shape = cube.values.shape[:2]
    nothing = np.full(shape, np.nan), np.full(shape, REASON[NOT_REPORTED], dtype=np.uint8)
    if parts is None:
        return nothing
    if item.gap is None:
        mine = rows_of_part(parts, values.breakdowns, item.part)
        mine = mine[mine["series"] == item.series]
        found, why = mine["value"].to_numpy(dtype=np.float64), mine["reason"].map(REASON).to_numpy(dtype=np.uint8)
        areas, periods = mine["area"].to_numpy(), mine["period"].to_numpy()
    elif item.gap.by in values.breakdowns:
        groups = groups_of(values, parts, totals, values.standard.series[item.series], (item.gap.by,))
        (found, why), areas, periods = groups.gap(item.gap), groups.areas, groups.periods
    else:
        return nothing
    place = pd.Index([period.text for period in cube.periods]).get_indexer(pd.Index(periods, dtype=object))
    column = pd.Index(cube.areas, dtype=object).get_indexer(pd.Index(areas, dtype=object))
    numbers, reasons = nothing
    numbers[place, column], reasons[place, column] = found, why
    return numbers, reasons
