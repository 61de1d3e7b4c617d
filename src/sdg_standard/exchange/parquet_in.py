"""Reading Parquet, column by column."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import read_cell
from sdg_standard.exchange.codes import NO_ROWS, NOT_A_TABLE
from sdg_standard.exchange.columns import MOST_COLUMNS, NUMERIC_COLUMNS, column_names
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.exchange.grid import MOST_ROWS, Findings, Grid

_MOST_CELLS = 100_000_000
_MOST_UNPACKED = 2**31
_INDEX = "__index_level_"  # what pandas calls an index without a name


def read_parquet(content: Content) -> Grid:
    """Read a flat Parquet file; rows count from 2, as they would in a CSV file of the same table.

    Numbers of ``value``, ``low`` and ``high`` stay floats, everything else becomes text. Raises EvidenceError for a
    file that is damaged, nested or too large, and MissingExtra without pyarrow.
    """
    optional("pyarrow", "reading Parquet files", "parquet")
    parquet = optional("pyarrow.parquet", "reading Parquet files", "parquet")
    try:
        file = parquet.ParquetFile(io.BytesIO(content.data))
        _within_limits(file, content.name)
        found = [name for name in file.schema_arrow.names if not name.startswith(_INDEX)]
        names = column_names(found, file=content.name)
        cells = [_cells(file.read(columns=[one]).column(0), name) for one, name in zip(found, names, strict=True)]
    except EvidenceError:
        raise
    except (OSError, ValueError, KeyError, NotImplementedError) as error:  # ArrowInvalid and its kin are among them
        message = f'"{content.name}" cannot be read as a Parquet file ({type(error).__name__})'
        raise EvidenceError([NOT_A_TABLE.problem(message, "Write the file again.", file=content.name)]) from error
    findings = Findings(content.name)
    rows = file.metadata.num_rows
    if not rows:
        findings.add(NO_ROWS, "there is no row to read", row=1)
    return Grid(names, list(cells), range(2, rows + 2), findings)


def _within_limits(file: Any, name: str) -> None:
    metadata, schema = file.metadata, file.schema_arrow
    size = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    rows, columns = metadata.num_rows, len(schema.names)
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > _MOST_CELLS or size > _MOST_UNPACKED:
        raise too_large(name, f"it has {rows} rows and {columns} columns, {size} bytes unpacked")
    nested = [field.name for field in schema if field.type.num_fields]
    if nested:
        message = f'the column "{nested[0][:60]}" holds lists or records'
        problem = NOT_A_TABLE.problem(message, "Write one plain value in each cell.", file=name, field=nested[0][:60])
        raise EvidenceError([problem])


def _cells(column: Any, name: str) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Convert each distinct value once."""
    compute = optional("pyarrow.compute", "reading Parquet files", "parquet")
    chunk = column.combine_chunks()
    encoded = chunk if hasattr(chunk, "indices") else compute.dictionary_encode(chunk)
    if hasattr(encoded, "chunk"):  # some versions keep chunks
        encoded = encoded.unify_dictionaries().combine_chunks()
    numeric = name in NUMERIC_COLUMNS
    texts = [read_cell(value, numeric=numeric) for value in encoded.dictionary.to_pylist()]
    values = np.empty(len(texts) + 1, dtype=object)
    values[:] = [*texts, ""]
    positions = encoded.indices.fill_null(len(texts)) if encoded.null_count else encoded.indices
    cells: np.ndarray[Any, np.dtype[np.object_]] = values[np.asarray(positions)]
    return cells
