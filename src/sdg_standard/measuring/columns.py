"""Columns of evidence: cells as objects and texts, and rows that are alike put together."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._signs import tidy
from sdg_standard.exchange.cells import date_text

Objects = NDArray[np.object_]
"""A column of cells or texts."""


def together(*columns: Objects | NDArray[np.intp]) -> tuple[NDArray[np.intp], list[tuple[Any, ...]]]:
    """The group of each row, rows with the same cells being one group, and the cells of each group.

    Groups are numbered as they come.

    >>> groups, cells = together(np.array(["a", "b", "a"], object), np.array(["x", "x", "x"], object))
    >>> groups.tolist(), cells
    ([0, 1, 0], [('a', 'x'), ('b', 'x')])
    """
    groups = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, uniques = pd.factorize(column)
        groups = pd.factorize(groups * max(len(uniques), 1) + codes)[0]  # numbers stay small: no product overflows
    first = np.unique(groups, return_index=True)[1]
    return groups.astype(np.intp), list(zip(*(column[first] for column in columns), strict=True))


class Grouped:
    """The rows of each of several groups, found with one sorting for all of them.

    >>> Grouped(np.array([1, 0, 1]), 2)[1].tolist()
    [0, 2]
    """

    def __init__(self, groups: NDArray[np.intp], count: int) -> None:
        self._rows = np.argsort(groups, kind="stable")
        self._ends = np.searchsorted(groups[self._rows], np.arange(count + 1))

    def __getitem__(self, group: int) -> NDArray[np.intp]:
        """The rows of a group, in their order."""
        return self._rows[self._ends[group] : self._ends[group + 1]]


def cells_of(column: pd.Series[Any]) -> Objects:
    """Cells as objects, gaps as empty text, texts without blanks around them."""
    cells = column.astype(object).where(column.notna(), None)
    found = np.empty(len(cells), dtype=object)
    found[:] = [cell.strip() if isinstance(cell, str) else _cell(cell) for cell in cells.tolist()]
    return found


def _cell(cell: object) -> object:
    """A number as it is, a gap as empty text, anything else as text."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return date_text(cell)
    return cell if isinstance(cell, bool | int | float | np.generic) else str(cell)


def no_texts(count: int) -> Objects:
    """A column of empty texts."""
    return np.full(count, "", dtype=object)


def as_text(cell: object) -> str:
    """A cell as text; a whole number without a point."""
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return tidy(str(cell))
