"""Reading a sheet of an Excel workbook: values as they are stored, and a warning where they look like others."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import zip_longest
from typing import Any

from sdg_standard._signs import date_text, tidy
from sdg_standard.errors import EvidenceError, did_you_mean, near
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.codes import CELL, DATE_CELL, NO_ROWS, PERCENT_CELL, ROW_SHAPE, SHEET
from sdg_standard.exchange.columns import NUMERIC_COLUMNS, column_names
from sdg_standard.exchange.excel_parts import LONGEST_CELL, check_parts, damage_told
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.grid import Findings, Grid
from sdg_standard.words import say

_MOST_ROWS = 1_048_576  # of a sheet; a row beyond cannot be Excel's
_Row = tuple[Any, ...]


def read_excel(content: Content, sheet: str | None) -> Grid:
    """Read one sheet; cells of ``value``, ``low`` and ``high`` that hold numbers stay floats, all others become text.

    Raises EvidenceError for a workbook that is damaged, too large or has several sheets while none is named, and
    MissingExtra without openpyxl.
    """
    openpyxl = optional("openpyxl", say("exchange.reading_excel_workbooks"), "excel")
    has_formulas = check_parts(content)
    with damage_told(content):
        name, rows = open_sheet(openpyxl, content, sheet, data_only=True)
        formulas = open_sheet(openpyxl, content, name, data_only=False)[1] if has_formulas else iter(())
        return _grid(zip_longest(rows, formulas, fillvalue=()), Findings(content.name, name))


def open_sheet(openpyxl: Any, content: Content, sheet: str | None, *, data_only: bool) -> tuple[str, Iterator[_Row]]:
    """The name of a sheet and its rows of cells. Raises EvidenceError where it is not known which sheet is meant."""
    book = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=data_only, keep_links=False)
    names = [one.title for one in book.worksheets]
    if sheet is None and len(names) == 1:
        sheet = names[0]
    if sheet is None or sheet not in names:
        listed = [say("quoted", text=name) for name in names[:20]]
        what = (
            say("exchange.no_sheet", sheet=sheet, hint=did_you_mean(near(sheet, names)))
            if sheet
            else say("exchange.sheets", count=len(names))
        )
        problem = SHEET.problem(
            say("exchange.workbook", what=what), say("exchange.name_sheets_sheet", sheets=listed), file=content.name
        )
        raise EvidenceError([problem])
    found = book[sheet]
    found.reset_dimensions()  # what the file says of its size is often wrong
    return sheet, found.iter_rows(max_row=_MOST_ROWS)


def _grid(pairs: Iterator[tuple[_Row, _Row]], findings: Findings) -> Grid:
    names: list[str] = []
    rows: list[list[str | float]] = []
    lines: list[int] = []
    for line, (cells, formulas) in enumerate(pairs, start=1):
        if all(cell.value is None for cell in cells) and not formulas:
            continue
        if not names:
            texts = [cell_text(cell.value) for cell in cells]
            names = column_names(texts, file=findings.file, sheet=findings.sheet, row=line)
            continue
        row = _RowReader(names, line, findings).read(cells, formulas)
        if row and any(cell != "" for cell in row):
            rows.append(row)
            lines.append(line)
    if not names:
        problem = NO_ROWS.problem(say("exchange.sheet_empty"), file=findings.file, sheet=findings.sheet)
        raise EvidenceError([problem])
    if not rows:
        findings.add(NO_ROWS, say("exchange.no_row_read_below"), row=1)
    return Grid(names, list(zip(*rows, strict=True)) if rows else [[] for _ in names], lines, findings)


class _RowReader:
    """Turns the cells of one row into text and floats, or refuses the row."""

    def __init__(self, names: list[str], line: int, findings: Findings) -> None:
        self.names, self.line, self.findings = names, line, findings
        self.refused = False

    def read(self, cells: _Row, formulas: _Row) -> list[str | float] | None:
        """The row with a cell for each column, or None when one of its cells cannot be taken."""
        beyond = next((cell for cell in cells[len(self.names) :] if cell.value not in (None, "")), None)
        if beyond is not None:
            what = say("exchange.cells_beyond_columns_header", count=len(self.names), coordinate=beyond.coordinate)
            self._refuse(ROW_SHAPE, say("exchange.row_not_read_2", what=what))
        width = len(self.names)
        pairs = zip_longest(cells[:width], formulas[:width])
        row = [self._cell(cell, formula, name) for (cell, formula), name in zip(pairs, self.names, strict=False)]
        self._warn_of_percent(cells, row)
        return None if self.refused else row + [""] * (width - len(row))

    def _cell(self, cell: Any, formula: Any, name: str) -> str | float:
        value = None if cell is None else cell.value
        if value is None:
            # a formula whose result is an empty text has another data type than one without any result
            if formula is not None and formula.data_type == "f" and cell.data_type != "str":
                cure = say("exchange.open_workbook_excel_save")
                self._refuse(CELL, say("exchange.formula_cell_no_stored"), cure, field=name)
            return ""
        if cell.data_type == "e":
            self._refuse(
                CELL, say("exchange.cell_holds_error", value=value), say("exchange.repair_formula_behind"), field=name
            )
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            cure = say("exchange.cell_excel_cuts_off")
            self._refuse(
                CELL, say("exchange.cell_signs_most_fit", count=len(value), most=LONGEST_CELL), cure, field=name
            )
            return ""
        if isinstance(value, (date, time, timedelta)):
            return self._date(value, cell, name)
        if name in NUMERIC_COLUMNS and isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        return tidy(cell_text(value))

    def _date(self, value: date | time | timedelta, cell: Any, name: str) -> str:
        text = str(value) if isinstance(value, timedelta) else date_text(value)
        if name in NUMERIC_COLUMNS:
            cure = say("exchange.format_cell_number_type")
            self._refuse(CELL, say("exchange.cell_holds_date_not", text=text), cure, field=name)
        elif name == "period":
            if "d" not in str(cell.number_format).casefold():  # shown as a month
                text = text[:7]
            self.findings.add(DATE_CELL, say("exchange.excel_holds_date_here", text=text), row=self.line, field=name)
        return text

    def _warn_of_percent(self, cells: _Row, row: list[str | float]) -> None:
        unit = row[self.names.index("unit")] if "unit" in self.names[: len(row)] else ""
        for cell, value, name in zip(cells, row, self.names, strict=False):
            if isinstance(value, float) and unit != "fraction" and "%" in str(cell.number_format):
                message = say("exchange.cell_shows_holds_which", percent=f"{value * 100:.6g}", value=repr(value))
                self.findings.add(PERCENT_CELL, message, row=self.line, field=name)

    def _refuse(self, code: Any, message: str, cure: str = "", field: str = "") -> None:
        self.findings.add(code, message, cure, row=self.line, field=field)
        self.refused = True
