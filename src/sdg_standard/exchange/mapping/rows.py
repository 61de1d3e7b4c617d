"""The rows of a table on their way to evidence: columns of cells, and the row and cell that each came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.mapping.patterns import Pattern
from sdg_standard.exchange.named_table import NamedTable

VALUE = "value"
"""The column of the numbers of a table whose columns became rows."""

Bools = NDArray[np.bool_]
Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Distinct:
    """A column as its distinct texts and which of them each row holds; a rule then looks at each text once."""

    codes: Positions
    texts: list[str]

    def among(self, cells: Sequence[str]) -> Bools:
        """Which rows hold one of these cells; ``*`` in one of them stands for any text."""
        plain = {cell for cell in cells if not set(cell) & set("*\\{}")}
        open_ = [Pattern.parse(cell) for cell in cells if cell not in plain]
        fits = [text in plain or any(one.match(text) is not None for one in open_) for text in self.texts]
        found: Bools = np.array(fits, dtype=bool)[self.codes] if fits else np.zeros(0, dtype=bool)
        return found


@dataclass(frozen=True)
class Rows:
    """Columns by name, the position in the table of each row, and the column of the file that its number stands in."""

    cells: Mapping[str, NDArray[Any]]
    at: Positions
    column: Positions | None = None
    _distinct: dict[str, Distinct] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.at)

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def distinct(self, name: str) -> Distinct:
        """A column as texts."""
        if name not in self._distinct:
            codes, values = pd.factorize(self.cells[name])
            self._distinct[name] = Distinct(codes, [cell_text(value) for value in values.tolist()])
        return self._distinct[name]

    def where(self, cells: Mapping[str, Sequence[str]]) -> Bools:
        """The rows that fit in every column that is named."""
        fits = np.ones(len(self), dtype=bool)
        for name, wanted in cells.items():
            fits &= self.distinct(name).among(wanted)
        return fits

    def take(self, which: NDArray[Any]) -> Rows:
        """Some of the rows, by position or mask."""
        column = None if self.column is None else self.column[which]
        return Rows({name: cells[which] for name, cells in self.cells.items()}, self.at[which], column)


def rows_of(table: NamedTable, fill_down: Sequence[str]) -> Rows:
    """The rows as they stand, an empty cell of some columns holding what is above it."""
    cells = {str(name): table.frame[name].to_numpy(dtype=object) for name in table.frame.columns}
    for name in fill_down:
        cells[name] = pd.Series(cells[name]).replace("", None).ffill().fillna("").to_numpy(dtype=object)
    return Rows(cells, np.arange(len(table), dtype=np.intp))


def wide_columns(names: Sequence[str], patterns: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns that become rows, with what their names say; of several patterns the first that fits."""
    read = [Pattern.parse(text) for text in patterns]
    found = {}
    for name in names:
        parts = next((parts for one in read if (parts := one.match(name)) is not None), None)
        if parts is not None:
            found[name] = parts
    return found


def made_long(rows: Rows, wide: Mapping[str, Mapping[str, str]], positions: Mapping[str, int]) -> Rows:
    """A row for each cell of the columns that become rows, row by row; what their names say becomes columns."""
    width, count = len(wide), len(rows)
    cells = {name: np.repeat(column, width) for name, column in rows.cells.items() if name not in wide}
    for part in dict.fromkeys(part for parts in wide.values() for part in parts):
        texts = np.array([parts.get(part, "") for parts in wide.values()], dtype=object)
        cells[part] = np.tile(texts, count)
    values = np.empty((count, width), dtype=object)
    for place, name in enumerate(wide):
        values[:, place] = rows.cells[name]
    cells[VALUE] = values.ravel()
    column = np.tile(np.array([positions.get(name, 0) for name in wide], dtype=np.intp), count)
    return Rows(cells, np.repeat(rows.at, width), column)
