"""Columns of evidence: cells as objects and texts, and rows that are alike put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import prod
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from sdg_standard._signs import date_text
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.frames import as_text

Objects = NDArray[np.object_]
"""A column of cells or texts."""

LARGEST = 2**62
"""The largest number of a combination of cells; before they grow larger, numbers are given out anew."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as its distinct cells and, for each row, the position of its cell among them."""

    codes: NDArray[np.intp]
    cells: Objects

    @classmethod
    def of(cls, column: Objects | NDArray[np.intp]) -> Coded:
        """The column, its cells numbered as they come."""
        codes, cells = pd.factorize(column, use_na_sentinel=False)
        return cls(codes, np.asarray(cells, dtype=object))

    @classmethod
    def alike(cls, text: str, count: int) -> Coded:
        """A column with the same text in all rows."""
        return cls(np.zeros(count, dtype=np.intp), np.array([text], dtype=object))

    def take(self, rows: NDArray[Any]) -> Coded:
        """Some rows of the column."""
        alike = len(self.cells) == 1  # then nothing has to be looked up row by row
        return Coded(np.zeros(len(rows), dtype=np.intp) if alike else self.codes[rows], self.cells)

    def mapped(self, cells: Objects) -> Coded:
        """The column with another cell in place of each distinct one; those that become equal are one."""
        again = Coded.of(cells)
        return Coded(again.codes[self.codes] if len(cells) else self.codes, again.cells)

    def renamed(self, cells: Mapping[str, str]) -> Coded:
        """The column with other cells in place of some."""
        return self.mapped(np.array([*(cells.get(cell, cell) for cell in self.cells), None], dtype=object)[:-1])

    @property
    def column(self) -> Objects:
        """The cell of each row."""
        return np.asarray(self.cells[self.codes], dtype=object) if len(self.cells) else no_texts(0)

    def of_each(self, holds: Callable[[Any], bool]) -> Bools:
        """Of which rows something holds, asked once of each different cell."""
        found = np.fromiter((holds(cell) for cell in self.cells), dtype=bool, count=len(self.cells))
        return np.asarray(found[self.codes], dtype=bool)


def together(*columns: Coded | Objects | NDArray[np.intp]) -> tuple[NDArray[np.intp], list[tuple[Any, ...]]]:
    """The group of each row, rows with the same cells being one group, and the cells of each group.

    Groups are numbered as they come.

    >>> groups, cells = together(np.array(["a", "b", "a"], object), np.array(["x", "x", "x"], object))
    >>> groups.tolist(), cells
    ([0, 1, 0], [('a', 'x'), ('b', 'x')])
    """
    coded = [column if isinstance(column, Coded) else Coded.of(column) for column in columns]
    groups = grouped(*coded)
    first = firsts(groups)
    return groups, list(zip(*(column.cells[column.codes[first]] for column in coded), strict=True))


def grouped(*columns: Coded) -> NDArray[np.intp]:
    """The group of each row, as :func:`together` numbers them."""
    groups: NDArray[np.intp] = pd.factorize(numbered(*columns))[0].astype(np.intp)
    return groups


def numbered(*columns: Coded) -> NDArray[np.int64]:
    """One number for the cells of each row: what stands in the first column counts most."""
    numbers, most = columns[0].codes.astype(np.int64), len(columns[0].cells)
    for column in columns[1:]:
        size = max(len(column.cells), 1)
        if most > LARGEST // size:
            numbers = np.unique(numbers, return_inverse=True)[1]
            most = int(numbers.max(initial=0)) + 1
        numbers, most = numbers * size + column.codes, most * size
    return numbers


def can_be_numbered(*columns: Coded) -> bool:
    """Whether all combinations of the cells of columns have a number."""
    return prod(max(len(column.cells), 1) for column in columns) <= LARGEST


def firsts(groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first row of each group.

    >>> firsts(np.array([0, 0, 1, 0])).tolist()
    [0, 2]
    """
    first = np.empty(int(groups.max(initial=-1)) + 1, dtype=np.intp)
    first[groups[::-1]] = np.arange(len(groups) - 1, -1, -1)
    return first


def order_of(*columns: Coded) -> NDArray[np.intp]:
    """The rows sorted by the codes of columns, what stands in the first counting most; equal rows stay as they come.

    Column after column from the last: NumPy sorts numbers of 16 bits by their digits, which takes a fraction of the
    time of comparing them.

    >>> order_of(Coded.of(np.array([1, 0, 1])), Coded.of(np.array([1, 1, 0]))).tolist()
    [0, 2, 1]
    """
    order: NDArray[np.intp] | None = None
    for column in reversed(columns):
        if len(column.cells) < 2 and order is not None:
            continue
        small = np.min_scalar_type(max(len(column.cells) - 1, 0))
        codes = column.codes.astype(small)
        turned = np.argsort(codes if order is None else codes[order], kind="stable")
        order = turned if order is None else order[turned]
    return np.empty(0, dtype=np.intp) if order is None else order


class Grouped:
    """The rows of each of several groups, found with one sorting for all of them.

    >>> Grouped(np.array([1, 0, 1]), 2)[1].tolist()
    [0, 2]
    """

    def __init__(self, groups: NDArray[np.intp], count: int) -> None:
        self._rows = order_of(Coded(groups, np.empty(count, dtype=object)))
        self._ends = np.searchsorted(groups[self._rows], np.arange(count + 1))

    def __getitem__(self, group: int) -> NDArray[np.intp]:
        """The rows of a group, in their order."""
        return self._rows[self._ends[group] : self._ends[group + 1]]


def texts_of(column: pd.Series[Any]) -> Coded:
    """A column as texts without blanks around them, gaps as empty ones; each distinct cell is looked at once."""
    try:
        coded = Coded.of(column.to_numpy(dtype=object))
    except TypeError:  # a cell that cannot be compared with others, such as a list
        coded = Coded.of(cells_of(column))
    texts = no_texts(len(coded.cells))
    texts[:] = ["" if gap else as_text(cell) for cell, gap in zip(coded.cells, pd.isna(coded.cells), strict=True)]
    return coded.mapped(texts)


def numbers_of(column: pd.Series[Any]) -> NDArray[np.float64] | None:
    """A column all of whose cells are finite numbers or gaps, as numbers; None for any other one."""
    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=False) != "floating":
        return None
    if column.dtype != object and not (is_numeric_dtype(column) and not is_bool_dtype(column)):
        return None
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return None if np.isinf(numbers).any() else numbers


def cells_of(column: pd.Series[Any]) -> Objects:
    """Cells as objects, gaps as empty text, texts without blanks around them."""
    cells = column.to_numpy(dtype=object)
    found = np.where(pd.isna(cells), "", cells)
    found[:] = [cell.strip() if isinstance(cell, str) else _cell(cell) for cell in found.tolist()]
    return found


def _cell(cell: object) -> object:
    """A number as it is, anything else as text."""
    if isinstance(cell, date):
        return date_text(cell)
    if isinstance(cell, Decimal):
        return float(cell)
    return cell if isinstance(cell, bool | int | float | np.generic) else str(cell)


class Cells:
    """The cells of a column as :func:`cells_of` gives them, worked out for the rows that somebody asks for."""

    def __init__(self, column: pd.Series[Any]) -> None:
        self._column = column

    def __getitem__(self, rows: Any) -> Any:
        """The cell of a row, or those of several."""
        if isinstance(rows, int | np.integer):
            return cells_of(self._column.iloc[rows : rows + 1])[0]
        return cells_of(self._column.iloc[rows])


def no_texts(count: int) -> Objects:
    """A column of empty texts."""
    return np.full(count, "", dtype=object)
