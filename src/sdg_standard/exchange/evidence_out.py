"""Evidence as a table that reads back to the same numbers, whatever marks it was written with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sdg_standard.exchange.columns import NUMERIC_COLUMNS
from sdg_standard.exchange.csv_out import write_table

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence


def plain_frame(evidence: Evidence) -> pd.DataFrame:
    """The observations, with the numbers that are written with a decimal comma or with marks between thousands plain.

    A text that is no number stays as it is, to be refused again. Where no marks are declared nothing changes, so that a
    number that can be read in two ways stays one.
    """
    from sdg_standard.units import parse_numbers

    frame = evidence.frame
    if (evidence.decimal, evidence.thousands) == (".", None):
        return frame
    for name in NUMERIC_COLUMNS & set(frame.columns):
        cells = frame[name].to_numpy(dtype=object)
        numbers, _ = parse_numbers(cells, evidence.decimal, evidence.thousands)
        read: Any = np.where(np.isnan(numbers), cells, numbers.astype(object))
        frame[name] = pd.Series(read, index=frame.index, dtype=object)
    return frame


def write_evidence(evidence: Evidence, path: str | os.PathLike[str]) -> None:
    """Write evidence as CSV."""
    write_table(plain_frame(evidence), path)
