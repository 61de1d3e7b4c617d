"""The lines of a sheet of a workbook, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import zip_longest
from typing import Any

from sdg_standard._signs import date_text
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.excel_in import open_sheet
from sdg_standard.exchange.excel_parts import check_parts, damage_told
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.mapping.lines import Cells, FileLines
from sdg_standard.exchange.mapping.model import FileShape
from sdg_standard.words import say

_Row = tuple[Any, ...]


def sheet_lines(content: Content, shape: FileShape) -> tuple[str, FileLines]:
    """The name of a sheet and its lines; numbers stay numbers, and a formula without a stored result is its text.

    Raises EvidenceError for a workbook that cannot be read, and MissingExtra without openpyxl.
    """
    openpyxl = optional("openpyxl", say("exchange.reading_excel_workbooks"), "excel")
    has_formulas = check_parts(content)
    with damage_told(content):
        name, rows = open_sheet(openpyxl, content, shape.sheet, data_only=True)
        formulas = open_sheet(openpyxl, content, name, data_only=False)[1] if has_formulas else iter(())
        return name, _lines(zip_longest(rows, formulas, fillvalue=()))


def _lines(pairs: Iterator[tuple[_Row, _Row]]) -> FileLines:
    rows: list[Cells] = []
    lines: list[int] = []
    percent: set[int] = set()
    for line, (cells, formulas) in enumerate(pairs, start=1):
        row = [_cell(cell, formula) for cell, formula in zip_longest(cells, formulas[: len(cells)])]
        if any(cell != "" for cell in row):
            rows.append(row)
            lines.append(line)
            percent.update(place for place, cell in enumerate(cells) if _is_percent(cell))
    return FileLines(rows, lines, frozenset(percent))


def _cell(cell: Any, formula: Any) -> str | float:
    value = None if cell is None else cell.value
    if value is None:
        lost = formula is not None and formula.data_type == "f" and cell.data_type != "str"
        return str(formula.value) if lost else ""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (date, time)):
        return date_text(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return cell_text(value)


def _is_percent(cell: Any) -> bool:
    return isinstance(getattr(cell, "value", None), (int, float)) and "%" in str(cell.number_format)
