"""One cell: the text of a number, and a number, date or truth value as a cell of text."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from sdg_standard._signs import date_text, tidy


def number_text(value: float) -> str:
    """The shortest text that reads back to the same float, without a needless ``.0``; empty for NaN.

    >>> number_text(75.0), number_text(0.1), number_text(1e300), number_text(-0.0)
    ('75', '0.1', '1e+300', '0')
    """
    if math.isnan(value):
        return ""
    text = repr(float(value) + 0.0)  # + 0.0 makes -0.0 plain zero
    return text[:-2] if text.endswith(".0") else text


def is_missing(value: Any) -> bool:
    """Whether a single value stands for nothing: None, NaN, or a mark of pandas."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


def fits_float(value: Any) -> bool:
    """Whether data of JSON are a number that a float holds; 1.8e308 itself would be infinite.

    >>> fits_float(96), fits_float(10**400), fits_float(float("inf")), fits_float(True), fits_float("96")
    (True, False, False, False, False)
    """
    return type(value) in (int, float) and abs(value) <= sys.float_info.max


def cell_text(value: Any) -> str:
    """Any single value as text: numbers as short as possible, ``true``/``false``, ISO dates, "" for what is missing."""
    if isinstance(value, str):
        return value
    if is_missing(value):
        return ""
    if isinstance(value, (datetime, date, time)):
        return date_text(value)
    if hasattr(value, "item"):  # a NumPy scalar
        return cell_text(value.item())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def read_cell(value: Any, *, numeric: bool) -> str | float:
    """A cell of a typed table (Parquet, a frame) for a raw table: text, or a float where numbers stay numbers."""
    if isinstance(value, bytes):  # Parquet files of some programs do not say that their bytes are text
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return tidy(value)
    text = cell_text(value)
    if numeric and text and not isinstance(value, bool) and isinstance(value, (int, float, Decimal)):
        return float(value)
    return text


@dataclass(frozen=True)
class Texts:
    """The texts of cells: one for each distinct value, at the end that of a gap, and which of them each cell has."""

    distinct: list[str]
    positions: NDArray[np.intp]

    @property
    def one(self) -> str | None:
        """The text that all cells have; None where there are others, or no cells."""
        first = self.positions[:1]
        return self.distinct[first[0]] if len(first) and (self.positions == first).all() else None

    def every(self) -> list[str]:
        """The text of each cell."""
        return list(map(self.distinct.__getitem__, self.positions.tolist()))


def texts_of(cells: NDArray[Any] | ExtensionArray, text: Callable[[Any], str], *, gap: str = "") -> Texts:
    """The texts of cells, worked out once for each distinct value; a cell that stands for nothing has that of a gap."""
    positions, distinct = cells.factorize() if isinstance(cells, ExtensionArray) else pd.factorize(cells)
    return Texts([*map(text, distinct.tolist()), gap], positions)


def by_distinct(cells: NDArray[Any], text: Callable[[Any], str], *, gap: str = "") -> list[str]:
    """The text of each cell. See :func:`texts_of`.

    >>> by_distinct(np.array([1.5, np.nan, 1.5]), repr)
    ['1.5', '', '1.5']
    """
    return texts_of(cells, text, gap=gap).every()


def numbers_as_text(numbers: NDArray[np.float64], *, gap: str = "") -> Texts:
    """The text of each float as :func:`number_text` has it; a gap stands for NaN.

    >>> numbers_as_text(np.array([75.0, np.nan, -0.0, 0.1]), gap="null").every()
    ['75', 'null', '0', '0.1']
    """
    positions, distinct = pd.factorize(numbers + 0.0)  # which makes -0.0 plain zero
    texts = list(map(repr, distinct.tolist()))
    return Texts([*(text[:-2] if text.endswith(".0") else text for text in texts), gap], positions)
