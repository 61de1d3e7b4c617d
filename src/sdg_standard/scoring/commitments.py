"""What areas have committed themselves to, looked up in the table of commitments."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from sdg_standard.methods.arrays import Floats
from sdg_standard.scoring.cases import Cases


def committed(series: str, cases: Cases, table: pd.DataFrame | None, column: Literal["value", "year"]) -> Floats:
    """The target of each case for a series, in its unit, or the year of that target; NaN where there is none."""
    if table is None:
        return np.full(cases.count, np.nan)
    own = table[table["series"] == series]
    found = dict(zip(own["area"], own[column], strict=True))
    one = np.array([found.get(area, np.nan) for area in cases.areas], dtype=np.float64)
    return np.tile(one, len(cases.periods))
