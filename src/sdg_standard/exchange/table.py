"""Reading a table from a file of any supported format, as raw as possible."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field

import pandas as pd

from sdg_standard.errors import Problem
from sdg_standard.exchange.codes import SHEET
from sdg_standard.exchange.csv_in import read_csv
from sdg_standard.exchange.excel_in import read_excel
from sdg_standard.exchange.files import Content, kind_of, read_bytes
from sdg_standard.exchange.form_rows import FormRead, form_of_csv
from sdg_standard.exchange.form_workbook import looks_like_form, read_form
from sdg_standard.exchange.json_in import read_json
from sdg_standard.exchange.parquet_in import read_parquet
from sdg_standard.model.origins import Origins
from sdg_standard.words import say

MAX_BYTES = 200 * 2**20
_READERS = {"text": read_csv, "parquet": read_parquet, "json": read_json}


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in a file.

    ``frame`` has the columns of the file under their names (known ones in small letters) and its index, ``row``, is the
    line of the file, header 1, or the number of the record in a JSON list, from 1. Every cell is a text, tidied as
    :func:`~sdg_standard._signs.tidy` does, "" where there is none; only numbers that Excel, Parquet or JSON hold in
    ``value``, ``low`` and ``high`` are floats. A column of Parquet that holds nothing but floats is one of floats, NaN
    where there is none. ``problems`` has the rows that were refused and remarks; ``digest`` is the SHA-256 of the file.
    """

    frame: pd.DataFrame
    file: str
    sheet: str = ""
    digest: str = ""
    problems: list[Problem] = field(default_factory=list)
    origins: Origins | None = None
    """Where each row stands, where that is not a line of the one sheet: the rows of a form."""


def read_table(
    path: str | os.PathLike[str], *, sheet: str | None = None, max_bytes: int = MAX_BYTES, name: str = ""
) -> RawTable:
    """Read CSV (also with semicolons or tabs), Excel, Parquet or a JSON list of records, told apart by content, name.

    ``sheet`` names the sheet of a workbook that has several, ``name`` is what the file is called. Raises
    :class:`~sdg_standard.errors.EvidenceError` for a file that cannot be read at all or has more than ``max_bytes``,
    and :class:`~sdg_standard.errors.MissingExtra` when the package for the format is not installed. A single bad row is
    a problem and left out.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "town.csv")
    >>> _ = path.write_text("area;period;series;value;unit\\nNO-3203;2024;town.water;95,5;%\\n", encoding="utf-8")
    >>> read_table(path).frame.loc[2, "value"]
    '95,5'
    """
    return _read(read_bytes(path, max_bytes, name), sheet)


def table_of_bytes(data: bytes, name: str) -> RawTable:
    """Read a table that was read from its file already."""
    return _read(Content(data, name, hashlib.sha256(data).hexdigest()))


def _read(content: Content, sheet: str | None = None) -> RawTable:
    """Read the bytes of a table, told apart by content and name."""
    kind = kind_of(content)
    if kind == "excel":
        form = read_form(content, sheet) if looks_like_form(content) else None
        if form is not None:
            return _of_form(form, content)
        grid = read_excel(content, sheet)
    else:
        grid = _READERS[kind](content)
        rows = form_of_csv(grid.names, grid.columns, grid.lines, grid.findings) if kind == "text" else None
        if rows is not None:
            return _of_form(rows.read(content.digest, ()), content)
        if sheet is not None:
            grid.findings.add(SHEET, say("exchange.file_no_sheets_was", sheet=sheet), severity="warning")
    frame = grid.to_frame()
    return RawTable(frame, content.name, grid.findings.sheet, content.digest, grid.findings.problems)


def _of_form(form: FormRead, content: Content) -> RawTable:
    return RawTable(form.frame, content.name, "", content.digest, form.problems, form.origins)
