"""Columns of evidence: cells as objects and texts, and rows that are alike put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from sdg_standard._signs import tidy
from sdg_standard.exchange.cells import date_text

Objects = NDArray[np.object_]
"""A column of cells or texts."""

LARGEST = 2**62
"""Groups are numbered anew before their numbers could become larger."""


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


def together(*columns: Coded | Objects | NDArray[np.intp]) -> tuple[NDArray[np.intp], list[tuple[Any, ...]]]:
    """The group of each row, rows with the same cells being one group, and the cells of each group.

    Groups are numbered as they come.

    >>> groups, cells = together(np.array(["a", "b", "a"], object), np.array(["x", "x", "x"], object))
    >>> groups.tolist(), cells
    ([0, 1, 0], [('a', 'x'), ('b', 'x')])
    """
    coded = [column if isinstance(column, Coded) else Coded.of(column) for column in columns]
    groups, most = coded[0].codes.astype(np.int64), len(coded[0].cells)
    for column in coded[1:]:
        size = max(len(column.cells), 1)
        if most > LARGEST // size:
            groups = pd.factorize(groups)[0]
            most = int(groups.max(initial=0)) + 1
        groups, most = groups * size + column.codes, most * size
    groups = pd.factorize(groups)[0].astype(np.intp)
    first = firsts(groups)
    return groups, list(zip(*(column.cells[column.codes[first]] for column in coded), strict=True))


def firsts(groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first row of each group.

    >>> firsts(np.array([0, 0, 1, 0])).tolist()
    [0, 2]
    """
    first = np.empty(int(groups.max(initial=-1)) + 1, dtype=np.intp)
    first[groups[::-1]] = np.arange(len(groups) - 1, -1, -1)
    return first


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


def texts_of(column: pd.Series[Any]) -> Objects:
    """A column as texts without blanks around them, gaps as empty ones; each distinct cell is looked at once."""
    cells: Objects = column.to_numpy(dtype=object)
    try:
        coded = Coded.of(cells)
    except TypeError:  # a cell that cannot be compared with others, such as a list
        coded = Coded.of(cells_of(column))
    texts = no_texts(len(coded.cells))
    texts[:] = ["" if gap else as_text(cell) for cell, gap in zip(coded.cells, pd.isna(coded.cells), strict=True)]
    found: Objects = texts[coded.codes]
    return found


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
    if isinstance(cell, date):
        return date_text(cell)
    return tidy(str(cell))
