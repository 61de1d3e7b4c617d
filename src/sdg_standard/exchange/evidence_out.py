"""Writing evidence, so that reading it gives the same records."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard.errors import OutputError, Problems
from sdg_standard.exchange.cells import number_text
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.exchange.excel_out import LONGEST_TEXT, MOST_ROWS, put_text, saved
from sdg_standard.exchange.extras import optional
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence

Columns = Mapping[str, list[Any]]
"""Cells by column: floats, texts, and an empty text where there is nothing."""

_DOUBTFUL = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def write_evidence(evidence: Evidence, path: str | os.PathLike[str]) -> None:
    """Write evidence as ``.csv``, ``.xlsx``, ``.parquet`` or ``.json``, whatever the ending says.

    :func:`sdg_standard.read_evidence` reads the same records again, without being told any marks: numbers are written
    with a point, and one that could be read in two ways gets a zero behind it (``25.1250``). A text of a CSV file that
    a spreadsheet would take for a formula has an apostrophe in front, which is taken off when it is read. Columns
    without a word in them are left out.

    Raises :class:`~sdg_standard.errors.EvidenceError` for a number that is refused under the marks of the evidence and
    would be another one without them, and for a wide table in the units of its series, which its rows do not say;
    :class:`~sdg_standard.errors.OutputError` for another ending and for what a sheet cannot hold, and
    :class:`~sdg_standard.errors.MissingExtra` without the package for the format.
    """
    target = Path(path)
    write_together({target: _content(evidence._portable().sure, target)})


@dataclass(frozen=True)
class Written:
    """What a file of evidence holds, how many rows these are, and why others are not among them."""

    content: str | bytes
    rows: int
    problems: Problems


def sure_rows(evidence: Evidence, path: Path) -> Written:
    """What :func:`write_evidence` would write to a path, without the rows for which it raises.

    Raises as :func:`write_evidence` does for all else.
    """
    given = evidence._portable()
    return Written(_content(given.certain_rows, path), len(given) - len(given.doubted), Problems(given.problems))


def _content(given: Columns, path: Path) -> str | bytes:
    from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, REQUIRED_COLUMNS

    write = _WRITERS.get(path.suffix.casefold())
    if write is None:
        cure = say("exchange.evidence_is_written_as", endings=list(_WRITERS))
        raise OutputError(path, say("exchange.ending_unknown", cure=cure))
    names = dict.fromkeys((*(name for name in EVIDENCE_COLUMN_NAMES if name in given), *given))
    columns = {name: given[name] for name in names if name in REQUIRED_COLUMNS or any(c != "" for c in given[name])}
    return write(columns, path)


def _csv(columns: Columns, path: Path) -> str:
    return table_text(pd.DataFrame({name: list(map(_text, cells)) for name, cells in columns.items()}))


def _text(cell: str | float) -> str:
    """A cell as text; a number that a reader could take for thousands has one more digit."""
    if isinstance(cell, str):
        return cell
    text = number_text(cell)
    return f"{text}0" if _DOUBTFUL.fullmatch(text) else text


def _json(columns: Columns, path: Path) -> str:
    rows = zip(*columns.values(), strict=True)
    records = ({name: cell for name, cell in zip(columns, row, strict=True) if cell != ""} for row in rows)
    lines = [json.dumps({name: _plain(cell) for name, cell in one.items()}, ensure_ascii=False) for one in records]
    return "[\n{}\n]\n".format(",\n".join(lines)) if lines else "[]\n"


def _plain(cell: str | float) -> str | float:
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e16 else cell


def _parquet(columns: Columns, path: Path) -> bytes:
    what = say("exchange.writing_parquet_files")
    arrow, parquet = optional("pyarrow", what, "parquet"), optional("pyarrow.parquet", what, "parquet")
    arrays = {}
    for name, cells in columns.items():
        numbers = name in ("value", "low", "high") and not any(isinstance(cell, str) and cell for cell in cells)
        found = [None if cell == "" else cell if numbers else _text(cell) for cell in cells]
        arrays[name] = arrow.array(found, type=arrow.float64() if numbers else arrow.string())
    stream = io.BytesIO()
    parquet.write_table(arrow.table(arrays), stream)
    return stream.getvalue()


def _excel(columns: Columns, path: Path) -> bytes:
    openpyxl = optional("openpyxl", say("exchange.writing_excel_workbooks"), "excel")
    rows = list(zip(*columns.values(), strict=True))
    longest = max((len(cell) for row in rows for cell in row if isinstance(cell, str)), default=0)
    if len(rows) >= MOST_ROWS or longest > LONGEST_TEXT:
        raise OutputError(path, say("exchange.too_long_for_a_sheet", rows=MOST_ROWS, characters=LONGEST_TEXT))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("evidence")
    for row in (tuple(columns), *rows):
        sheet.append([_excel_cell(openpyxl, sheet, cell) for cell in row])
    return saved(book)


def _excel_cell(openpyxl: Any, sheet: Any, cell: str | float) -> Any:
    """A number, or a text that stays one even where it looks like a formula."""
    if isinstance(cell, float):
        if float(f"{cell:.16g}") == cell:  # which is as much of a number as openpyxl writes
            return cell
        cell = _text(cell)
    if not cell:
        return None
    made = openpyxl.cell.WriteOnlyCell(sheet)
    put_text(made, cell)
    return made


_WRITERS: Mapping[str, Callable[[Columns, Path], str | bytes]] = {
    ".csv": _csv,
    ".xlsx": _excel,
    ".parquet": _parquet,
    ".json": _json,
}
