"""What areas have committed themselves to, looked up in the table of commitments."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.methods.arrays import Floats
from sdg_standard.model.indicator import Series
from sdg_standard.scoring.cases import Cases


def committed(series: str, cases: Cases, table: pd.DataFrame | None, column: str) -> Floats:
    """A number of each case: the target of its commitment in the unit, its year, an end of a band; NaN for none."""
    if table is None or column not in table:
        return np.full(cases.count, np.nan)
    own = table[table["series"] == series]
    found = dict(zip(own["area"], own[column], strict=True))
    one = np.array([found.get(area, np.nan) for area in cases.areas], dtype=np.float64)
    return np.tile(one, len(cases.periods))


def adopted(series: Series, area: str, table: pd.DataFrame | None) -> dict[str, Any] | None:
    """The target that an area has adopted itself for a series, with its year and decision; None where it has none."""
    own = None if table is None else table[(table["area"] == area) & (table["series"] == series.id)]
    if own is None or own.empty:
        return None
    row = own.iloc[0]
    told = {name: str(row[name]) for name in ("decided_by", "decided_on", "source")}
    return {"value": float(row["value"]), "unit": series.unit or "", "year": int(row["year"]), **told}
