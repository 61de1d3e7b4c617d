"""Writing tables as CSV that reads back to the same numbers and does nothing in a spreadsheet."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._files import write_together
from sdg_standard.exchange.cells import by_distinct, cell_text, numbers_as_text

# Spreadsheet programs fold wide, small, raised and lowered signs into the plain ones, and pass over what is not seen.
_SIGNS = (
    r"[=+\-@\u2212"
    r"\uff1d\uff0b\uff0d\uff20"  # wide
    r"\ufe66\ufe62\ufe63\ufe6b"  # small
    r"\u207c\u207a\u207b\u208c\u208a\u208b\ufb29]"  # raised, lowered, and Hebrew's plus
)
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*{_SIGNS}")
_NUMBER = re.compile(r" *[+-]?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})? *")
_BEHIND_SEPARATOR = re.compile(rf'(?<=[;\t|\r\n])(?=["{_UNSEEN}]*{_SIGNS})[^;\t|\r\n]+')
"""What would begin a cell in a program set to another list separator: it sees no quotes that open in mid-line."""
_APOSTROPHE = re.compile(rf"(?:^|(?<=[;\t|\r\n]))'(?=[\"{_UNSEEN}]*{_SIGNS}|[\t\r\n])")
"""An apostrophe that keeps what is behind it from being taken for a formula."""
_QUOTED = re.compile(r'[,;\t|"\r\n]')


def write_table(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write the columns of a frame, without its index, as CSV: UTF-8, comma, LF. See :func:`table_text`."""
    write_together({Path(path): table_text(frame)})


def table_text(frame: pd.DataFrame) -> str:
    """The CSV text of a frame, without its index. The same frame always gives the same bytes.

    Numbers are the shortest text that reads back to the same float, truth values ``true`` and ``false``, missing values
    empty. A text that a spreadsheet would take for a formula gets an apostrophe in front: one that begins with
    ``= + - @``, one of their wide or small forms, tab or line end, and is no plain number. A text with any list
    separator is quoted; a program with another separator than ours sees no quotes within a line, so what would begin a
    cell there gets its apostrophe too.

    >>> table_text(pd.DataFrame({"area": ["cedar", "=1+1"], "score": [75.0, float("nan")]}))
    "area,score\\ncedar,75\\n'=1+1,\\n"
    """
    columns = [_column(frame.iloc[:, position], first=not position) for position in range(frame.shape[1])]
    header = ",".join(safe_text(cell_text(name), first=not position) for position, name in enumerate(frame.columns))
    if len(columns) == 1:  # an empty line would be no row
        columns[0] = [text or '""' for text in columns[0]]
    return "\n".join((header, *map(",".join, zip(*columns, strict=True)), ""))


def safe_text(text: str, *, first: bool = False) -> str:
    """A text as a cell: an apostrophe before what looks like a formula, double quotes around what needs them.

    Of the ``first`` cell of a line the quotes hold for every program; those of others only for one that splits at
    commas.

    >>> print(safe_text("=1"), safe_text("x;=1", first=True), safe_text("x;=1"))
    '=1 "x;=1" "x;'=1"
    """
    tamed = tame(text, first=first)
    return '"' + tamed.replace('"', '""') + '"' if _QUOTED.search(tamed) else tamed


def tame(text: str, *, first: bool = False) -> str:
    """A text with an apostrophe wherever a program might see a formula begin."""
    tamed = _tamed(text)
    return tamed if first else _BEHIND_SEPARATOR.sub(lambda part: _apostrophe(part[0]), tamed)


def untamed(text: str, *, first: bool = False) -> str:
    """A text that was read from a CSV file without the apostrophes that :func:`table_text` puts there.

    >>> untamed("'=1+1"), untamed("'t Zand"), untamed("x;'=1")
    ('=1+1', "'t Zand", 'x;=1')
    """
    if "'" not in text:
        return text
    bare = _APOSTROPHE.sub("", text)
    return bare if tame(bare, first=first) == text else text


def _tamed(text: str) -> str:
    return _apostrophe(text) if _FORMULA.match(text) else text


def _apostrophe(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else f"'{text}"


def _column(column: pd.Series[Any], *, first: bool) -> list[str]:
    """The cells of a column; every distinct value is turned into text once."""
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else ""
    if kind == "f":
        return numbers_as_text(column.to_numpy(dtype=np.float64)).every()
    if kind in "iub" and kind:
        return by_distinct(column.to_numpy(), cell_text)
    cells = column.astype(object)
    if pd.api.types.infer_dtype(cells, skipna=True) == "string":
        return by_distinct(cells.to_numpy(dtype=object), lambda text: safe_text(text, first=first))
    # mixed cells one by one: True, 1 and 1.0 are equal and would become one
    return [safe_text(cell, first=first) if isinstance(cell, str) else cell_text(cell) for cell in cells.tolist()]
