"""Writing tables as CSV that reads back to the same numbers and does nothing in a spreadsheet."""

from __future__ import annotations

import os
import re
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.exchange.cells import cell_text, number_text

_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
_QUOTED = re.compile(r'[,"\r\n]')


def write_table(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write the columns of a frame, without its index, as CSV: UTF-8, comma, LF. See :func:`table_text`."""
    with open(path, "w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.write(table_text(frame))


def table_text(frame: pd.DataFrame) -> str:
    """The CSV text of a frame, without its index. The same frame always gives the same bytes.

    Numbers are the shortest text that reads back to the same float, truth values ``true`` and ``false``, missing values
    empty. A text that a spreadsheet would take for a formula gets an apostrophe in front: one that begins with
    ``= + - @``, tab or line end and is no plain number.

    >>> table_text(pd.DataFrame({"area": ["cedar", "=1+1"], "score": [75.0, float("nan")]}))
    "area,score\\ncedar,75\\n'=1+1,\\n"
    """
    columns = [_column(frame.iloc[:, position]) for position in range(frame.shape[1])]
    header = ",".join(safe_text(cell_text(name)) for name in frame.columns)
    if len(columns) == 1:  # an empty line would be no row
        columns[0] = [text or '""' for text in columns[0]]
    return "\n".join((header, *map(",".join, zip(*columns, strict=True)), ""))


def safe_text(text: str) -> str:
    """A text as a cell: an apostrophe before what looks like a formula, double quotes around what needs them."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _column(column: pd.Series[Any]) -> list[str]:
    """The cells of a column; every distinct value is turned into text once."""
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else ""
    if kind == "f":
        return _by_distinct(column.to_numpy(dtype=np.float64), lambda value: number_text(value))
    if kind in "iub" and kind:
        return _by_distinct(column.to_numpy(), cell_text)
    cells = column.astype(object)
    if pd.api.types.infer_dtype(cells, skipna=True) == "string":
        return _by_distinct(cells.to_numpy(dtype=object), safe_text)
    # mixed cells one by one: True, 1 and 1.0 are equal and would become one
    return [safe_text(cell) if isinstance(cell, str) else cell_text(cell) for cell in cells.tolist()]


def _by_distinct(values: Any, text: Any) -> list[str]:
    positions, distinct = pd.factorize(values)
    texts = np.empty(len(distinct) + 1, dtype=object)
    texts[:] = [*(text(value) for value in distinct.tolist()), ""]  # position -1, a gap, finds the last
    cells: list[str] = texts[positions].tolist()
    return cells
