"""Rows that have no number, and yet say something of it: that it is withheld, or between which ends it lies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sdg_standard.measuring.rows import Rows
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.parts import said_part
from sdg_standard.units import UnitError

SUPPRESSED, NOT_APPLICABLE = "Q", "M"


def withheld_rows(rows: Rows, used: Bools) -> pd.DataFrame | None:
    """The rows without a number that are free to be handed on, with the ends that they state; None without any.

    Columns: ``area, period, part, series, input, low, high``, in the unit of the series or input; ``part`` in words,
    empty for the whole. A row that is itself confidential is none of them: nothing that it states leaves the evidence.
    """
    picked = np.flatnonzero(used & np.isnan(rows.number))
    picked = picked[(rows.confidentiality[picked] == "F") & (rows.status[picked] != NOT_APPLICABLE)]
    low, high = _in_units(rows, picked)
    known = ~np.isnan(low) & ~np.isnan(high)
    kept = known | (rows.status[picked] == SUPPRESSED)
    if not kept.any():
        return None
    picked = picked[kept]
    parts = [said_part(part) for part in rows.parts]
    return pd.DataFrame(
        {
            "area": rows.area[picked],
            "period": rows.period[picked],
            "part": [parts[place] for place in rows.part[picked].tolist()],
            "series": rows.key[picked],
            "input": rows.input[picked],
            "low": np.where(known, low, np.nan)[kept],
            "high": np.where(known, high, np.nan)[kept],
        }
    )


def _in_units(rows: Rows, picked: np.ndarray) -> tuple[Floats, Floats]:
    """Low and high of rows in the unit of their series or input; NaN where the unit is none of it."""
    low, high = rows.low[picked].copy(), rows.high[picked].copy()
    units = rows.standard.units
    for at in np.flatnonzero(~np.isnan(low) | ~np.isnan(high)).tolist():
        row = picked[at]
        key, name = rows.key[row], rows.input[row]
        item = rows.inputs[key, name] if name else rows.standard.series[key]
        try:
            factor = float(units.factor(units.parse(rows.unit[row], item.understood), units.parse(item.unit or "")))
        except UnitError:
            factor = float("nan")
        low[at], high[at] = low[at] * factor, high[at] * factor
    return low, high
