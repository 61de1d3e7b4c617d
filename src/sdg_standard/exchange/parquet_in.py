"""Reading Parquet, column by column."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from sdg_standard._signs import date_text
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import read_cell
from sdg_standard.exchange.codes import CELL, DATE_CELL, NO_ROWS, NOT_A_TABLE
from sdg_standard.exchange.columns import MOST_COLUMNS, NUMERIC_COLUMNS, column_names
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.exchange.grid import MOST_ROWS, Findings, Grid
from sdg_standard.words import say

_MOST_CELLS = 100_000_000
_MOST_UNPACKED = 2**31
_INDEX = "__index_level_"  # what pandas calls an index without a name


def read_parquet(content: Content) -> Grid:
    """Read a flat Parquet file; rows count from 2, as they would in a CSV file of the same table.

    Numbers of ``value``, ``low`` and ``high`` stay floats, everything else becomes text. A row with a date that no
    calendar has is left out with a problem, and so is a day in place of a period asked about. Raises EvidenceError
    for a file that is damaged, nested or too large, and MissingExtra without pyarrow.
    """
    optional("pyarrow", say("exchange.reading_parquet_files"), "parquet")
    parquet = optional("pyarrow.parquet", say("exchange.reading_parquet_files"), "parquet")
    findings = Findings(content.name)
    try:
        file = parquet.ParquetFile(io.BytesIO(content.data))
        _within_limits(file, content.name)
        found = [name for name in file.schema_arrow.names if not name.startswith(_INDEX)]
        names = column_names(found, file=content.name)
        columns = [_column(file.read(columns=[one]).column(0), name) for one, name in zip(found, names, strict=True)]
        rows = len(columns[0])
        if any(len(column) != rows for column in columns):
            raise ValueError("columns of different lengths")
    except EvidenceError:
        raise
    except Exception as error:  # pyarrow raises whatever a damaged part made it stumble over
        message = say("exchange.cannot_read_parquet_file", name=content.name, error=type(error).__name__)
        raise EvidenceError(
            [NOT_A_TABLE.problem(message, say("exchange.write_file_again"), file=content.name)]
        ) from error
    kept = np.ones(rows, dtype=bool)
    for column in columns:
        kept &= column.judged(findings)
    if not rows:
        findings.add(NO_ROWS, say("exchange.no_row_read"), row=1)
    lines = np.flatnonzero(kept) + 2
    return Grid(names, [column.cells()[kept] for column in columns], lines, findings)


def _within_limits(file: Any, name: str) -> None:
    metadata, schema = file.metadata, file.schema_arrow
    size = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    rows, columns = metadata.num_rows, len(schema.names)
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > _MOST_CELLS or size > _MOST_UNPACKED:
        raise too_large(name, say("exchange.rows_columns_bytes_unpacked", rows=rows, columns=columns, size=size))
    nested = [field.name for field in schema if field.type.num_fields]
    if nested:
        message = say("exchange.column_holds_lists_records", column=nested[0][:60])
        problem = NOT_A_TABLE.problem(message, say("exchange.write_plain_value_each"), file=name, field=nested[0][:60])
        raise EvidenceError([problem])


def _column(column: Any, name: str) -> _Numbers | _Column:
    types = optional("pyarrow.types", say("exchange.reading_parquet_files"), "parquet")
    floats = name in NUMERIC_COLUMNS and (types.is_float32(column.type) or types.is_float64(column.type))
    return _Numbers(column) if floats else _Column(column, name)


class _Numbers:
    """A column of floats that stay numbers, gaps NaN."""

    def __init__(self, column: Any) -> None:
        self._numbers = np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)

    def __len__(self) -> int:
        return len(self._numbers)

    def cells(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The numbers."""
        return self._numbers

    def judged(self, findings: Findings) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """All rows can be taken."""
        return np.ones(len(self), dtype=bool)


class _Column:
    """A column as its distinct values and where each of them stands; the last stands for a gap."""

    def __init__(self, column: Any, name: str) -> None:
        compute = optional("pyarrow.compute", say("exchange.reading_parquet_files"), "parquet")
        chunk = column.combine_chunks()
        encoded = chunk if hasattr(chunk, "indices") else compute.dictionary_encode(chunk)
        if hasattr(encoded, "chunk"):  # some versions keep chunks
            encoded = encoded.unify_dictionaries().combine_chunks()
        self.name = name
        self.values = [*map(_python, encoded.dictionary), ""]
        gap = len(self.values) - 1
        self.positions = np.asarray(encoded.indices.fill_null(gap) if encoded.null_count else encoded.indices)

    def __len__(self) -> int:
        return len(self.positions)

    def cells(self) -> np.ndarray[Any, np.dtype[np.object_]]:
        """The cells of the column; each distinct value is converted once."""
        numeric = self.name in NUMERIC_COLUMNS
        texts = np.empty(len(self.values), dtype=object)
        texts[:] = [read_cell(value, numeric=numeric) for value in self.values]
        cells: np.ndarray[Any, np.dtype[np.object_]] = texts[self.positions]
        return cells

    def judged(self, findings: Findings) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows can be taken; the others, and days in place of periods, are reported."""
        beyond = self._rows_where(lambda value: value is _BEYOND)
        said = say("exchange.row_not_read_cell")
        findings.add_rows(CELL, np.flatnonzero(beyond) + 2, lambda _: said, field=self.name)
        if self.name == "period":
            days = np.flatnonzero(self._rows_where(lambda value: isinstance(value, date)))
            findings.add_rows(DATE_CELL, days + 2, lambda at: self._day(days[at]), field=self.name)
        return ~beyond

    def _rows_where(self, holds: Callable[[Any], bool]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        marks = np.array([holds(value) for value in self.values], dtype=bool)
        found: np.ndarray[Any, np.dtype[np.bool_]] = marks[self.positions]
        return found

    def _day(self, row: int) -> str:
        return say("exchange.cell_holds_date_was", period=date_text(self.values[self.positions[row]]))


class _Beyond:
    """Stands for a date that Python does not have."""

    def __str__(self) -> str:
        return ""


_BEYOND = _Beyond()


def _python(scalar: Any) -> Any:
    """A value of Arrow as one of Python."""
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return _BEYOND
