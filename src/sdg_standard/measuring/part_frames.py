"""Parts as frames: their values and their rows, with a column for each breakdown of the evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.measuring.formulas import frame_of
from sdg_standard.measuring.rows import Rows
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.values import VALUE_COLUMNS


def of_parts(frame: pd.DataFrame, rows: Rows) -> pd.DataFrame | None:
    """The values of parts with their breakdown columns; None where the evidence has no parts."""
    if len(rows.parts) == 1:
        return None
    mine = frame[frame["part"] > 0].reset_index(drop=True)
    return _with_parts(mine[list(VALUE_COLUMNS)], mine["part"].to_numpy(), rows)


def rows_of_parts(rows: Rows, picked: NDArray[np.intp]) -> pd.DataFrame | None:
    """The rows of evidence about parts that may be shown; None where the evidence has no parts."""
    return None if len(rows.parts) == 1 else _with_parts(frame_of(rows, picked), rows.part[picked], rows)


def _with_parts(frame: pd.DataFrame, parts: NDArray[np.intp], rows: Rows) -> pd.DataFrame:
    """A frame with a column more for each breakdown of the evidence, all of them columns of texts as they are."""
    used = {name for part in rows.parts for name, _ in part}
    columns = {}
    for name in (name for name in rows.breakdowns.codes if name in used):
        cells = np.array([dict(part).get(name, TOTAL) for part in rows.parts], dtype=object)
        columns[name] = pd.Series(cells[parts], index=frame.index, dtype=object)
    return pd.concat([frame, pd.DataFrame(columns, index=frame.index)], axis=1)
