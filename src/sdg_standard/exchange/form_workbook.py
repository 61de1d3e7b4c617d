"""Reading the workbook of a form: sheet by sheet, each found by its mark, each column by its name and not its place."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sdg_standard._signs import date_text, tidy
from sdg_standard.errors import EvidenceError, letters
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.codes import (
    CELL,
    DATE_CELL,
    FORM_ABOUT,
    FORM_MERGED,
    FORM_REMARK,
    FORM_SHEET,
    HEADER,
    PERCENT_CELL,
)
from sdg_standard.exchange.excel_parts import LONGEST_CELL, check_parts, damage_told
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.exchange.form_rows import Cell, FormRead, FormRows, Lists, Place
from sdg_standard.exchange.form_shape import ANSWERS, BEGINS, HEADINGS, LISTS, REMARKS, Mark
from sdg_standard.exchange.grid import Findings
from sdg_standard.words import say

_LOOKED_AT = 30
"""Rows and columns in which the mark of a sheet is looked for: some may have been put in before it."""
_MOST_BYTES = 8 * 2**20
"""What the sheets of a form unpack to at most, ten times what those of the whole edition do: it is read as a whole."""
_MOST_SEARCHED, _MOST_SHEETS = 2**20, 100
"""So much of a part, and of so many parts, is searched for a mark: it stands in front."""
_MARK = re.compile(rf"{BEGINS} [0-9]+ \{{".encode())
_SERIAL_DAYS = range(10_000, 80_000)
"""What spreadsheets keep in place of the days of 1927 to 2119."""
_EPOCH = date(1899, 12, 30)


def looks_like_form(content: Content) -> bool:
    """Whether a workbook may be a form: a look at the beginnings of its texts, before anything reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.startswith(("xl/sharedS", "xl/worksheets/"))]
            return any(_MARK.search(_beginning(archive, part)) for part in parts[:_MOST_SHEETS])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return False  # which the reader of workbooks says in its own words


def _beginning(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_MOST_SEARCHED)


def read_form(content: Content, sheet: str | None) -> FormRead | None:
    """Read a form; None for a workbook that has no sheet with a mark. ``sheet`` names the only one to be read.

    Raises EvidenceError for a workbook that is damaged or too large, and for a form that does not say its area or
    period; MissingExtra without openpyxl.
    """
    openpyxl = optional("openpyxl", say("exchange.reading_excel_workbooks"), "excel")
    has_formulas = check_parts(content)
    _check_size(content)
    with damage_told(content):
        book, written = (
            openpyxl.load_workbook(io.BytesIO(content.data), data_only=data_only, keep_links=False)
            if data_only or has_formulas
            else None
            for data_only in (True, False)
        )
        return _Form(content, book, written, sheet).read()


def _check_size(content: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        size = sum(part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/"))
    if size > _MOST_BYTES:
        raise too_large(content.name, say("exchange.unpacks_more_than_bytes", most=_MOST_BYTES, parts=10_000))


_Cells = dict[int, dict[int, Any]]
"""The cells of a sheet that hold something, by row and column."""


def _cells_of(sheet: Any) -> _Cells:
    """The cells that are there; the public ways to them go through every place up to the last one, up to a billion."""
    found: _Cells = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value not in (None, "") or cell.data_type != "n":
            found.setdefault(row, {})[column] = cell
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the form: its mark, the row of the mark, and the column of each name."""

    title: str
    cells: _Cells
    formulas: frozenset[tuple[int, int]]
    merged: tuple[Any, ...]
    mark: Mark
    top: int
    columns: dict[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The cells of each row below the mark by the names of their columns; not the headings."""
        marks = self.columns["mark"]
        for line in sorted({*self.cells, *(row for row, _ in self.formulas)}):
            cells = self.cells.get(line, {})
            if line > self.top and not (marks in cells and cells[marks].value == HEADINGS):
                yield line, {name: cells.get(column) for name, column in self.columns.items()}

    def text(self, cells: dict[str, Any], name: str) -> str:
        """The text of a cell of a row; empty where the sheet has no such column."""
        cell = cells.get(name)
        return "" if cell is None else tidy(cell_text(cell.value))


class _Form:
    """One form while it is read."""

    def __init__(self, content: Content, book: Any, written: Any, only: str | None) -> None:
        self.content = content
        found = {
            one.title: _marked(one, written[one.title] if written is not None else None) for one in book.worksheets
        }
        self.sheets = [one for one in found.values() if one is not None]
        self.strange = [title for title, one in found.items() if one is None and _cells_of(book[title])]
        self.asking = [one for one in self._of("rows") if only in (None, one.title)]

    def _of(self, kind: str) -> list[_Sheet]:
        return [one for one in self.sheets if one.mark.sheet == kind]

    def read(self) -> FormRead | None:
        """All sheets; None where no sheet asks for anything."""
        if not self.asking:
            return None
        lists = Lists()
        for sheet in self._of("lists"):
            for _, cells in sheet.rows():
                lists.add(*(sheet.text(cells, name) for name in LISTS))
        start = next(iter(self._of("start")), None)
        rows = FormRows(self.content.name, (start or self.asking[0]).mark, lists)
        area, period = self._about(start, rows)
        for sheet in self.asking:
            rows.columns[sheet.title] = sheet.columns
            _Rows(sheet, rows).take(area, period)
        for sheet in self._of("remarks"):
            self._remarks(sheet, rows.of(sheet.title))
        for title in self.strange:
            rows.of(title).add(FORM_SHEET, say("exchange.form_sheet_not_read", sheet=title))
        return rows.read(self.content.digest, [sheet.title for sheet in self.asking])

    def _about(self, start: _Sheet | None, rows: FormRows) -> tuple[str, str]:
        """Area and period: those of the first sheet, or where that is gone those that the form was written for.

        A form as CSV that was saved as a workbook has them in columns instead.
        """
        told, places = {"area": "", "period": ""}, dict[str, dict[str, Any]]()
        if start is None:
            told = {"area": rows.mark.area, "period": rows.mark.period}
        for line, cells in start.rows() if start is not None else ():
            assert start is not None
            key = start.text(cells, "key")
            if key in told and not told[key]:
                places[key] = {"sheet": start.title, "row": line, "column": start.columns.get("value")}
                told[key] = _about_text(cells.get("value"), key, rows.of(start.title), line)
        problems = [
            FORM_ABOUT.problem(
                say("exchange.form_lacks_area" if key == "area" else "exchange.form_lacks_period"),
                file=self.content.name,
                field=key,
                **places.get(key, {}),
            )
            for key, text in told.items()
            if not text and not all(key in sheet.columns for sheet in self.asking)
        ]
        if problems:
            raise EvidenceError([*(problem for one in rows.findings.values() for problem in one.problems), *problems])
        return told["area"], told["period"]

    def _remarks(self, sheet: _Sheet, findings: Findings) -> None:
        """What was written on the sheet of remarks, for those who check the form."""
        for line, cells in sheet.rows():
            texts = [sheet.text(cells, name) for name in REMARKS]
            if any(texts):
                column = sheet.columns.get("remark")
                findings.add(FORM_REMARK, " – ".join(filter(None, texts))[:1000], row=line, column=column)


def _about_text(cell: Any, key: str, findings: Findings, line: int) -> str:
    """The area or the period as it stands in its cell; a day in place of a period is asked about."""
    value = None if cell is None else cell.value
    if key == "period" and isinstance(value, float | int) and value in _SERIAL_DAYS:
        value = datetime.combine(_EPOCH + timedelta(days=int(value)), time())
    if isinstance(value, date):
        text = date_text(value)
        message = say("exchange.excel_holds_date_here", text=text)
        findings.add(DATE_CELL, message, row=line, column=cell.column, field=key)
        return text
    return tidy(cell_text(value))


def _marked(sheet: Any, written: Any) -> _Sheet | None:
    """A sheet of the form, found by its mark; None for any other sheet."""
    cells = _cells_of(sheet)
    looked_at = ((row, column) for row in cells for column in cells[row] if max(row, column) <= _LOOKED_AT)
    for row, column in looked_at:
        mark = Mark.parse(cells[row][column].value)
        if mark is not None:
            names = {"mark": column}
            for place, cell in cells[row].items():
                if isinstance(cell.value, str) and place != column:
                    names.setdefault(tidy(cell.value), place)
            formulas = _formulas_of(written) if written is not None else frozenset[tuple[int, int]]()
            return _Sheet(sheet.title, cells, formulas, tuple(sheet.merged_cells.ranges), mark, row, names)
    return None


def _formulas_of(sheet: Any) -> frozenset[tuple[int, int]]:
    """The places of cells that are worked out."""
    cells = _cells_of(sheet)
    return frozenset((row, column) for row in cells for column, cell in cells[row].items() if cell.data_type == "f")


class _Refused(Exception):
    """A cell that cannot be taken; its row was reported."""


class _Rows:
    """The rows of one sheet."""

    def __init__(self, sheet: _Sheet, into: FormRows) -> None:
        self.sheet, self.into, self.findings = sheet, into, into.of(sheet.title)

    def take(self, area: str, period: str) -> None:
        """Take all rows; one with a cell that cannot be read is left out with a problem."""
        self._report_columns()
        self._report_merged()
        column = self.sheet.columns.get("value", 0)
        for line, cells in self.sheet.rows():
            try:
                told = {name: self._cell(cell, name, line) for name, cell in cells.items() if name != "mark"}
            except _Refused:
                continue
            self._take_percent(cells, told, line)
            own = [str(told.get(name) or "") or form for name, form in (("area", area), ("period", period))]
            self.into.take(told, Place(self.sheet.title, line, column), *own)

    def _cell(self, cell: Any, name: str, line: int) -> Cell:
        value = None if cell is None else cell.value
        if value is None:
            # a formula whose result is an empty text has another data type than one without any result
            empty = cell is not None and cell.data_type == "str"
            if name in ANSWERS and (line, self.sheet.columns[name]) in self.sheet.formulas and not empty:
                cure = say("exchange.open_workbook_excel_save")
                self._refuse(say("exchange.formula_cell_no_stored"), cure, line, name)
            return ""
        if name in ANSWERS and cell.data_type == "e":
            self._refuse(
                say("exchange.cell_holds_error", value=value), say("exchange.repair_formula_behind"), line, name
            )
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            message = say("exchange.cell_signs_most_fit", count=len(value), most=LONGEST_CELL)
            self._refuse(message, say("exchange.cell_excel_cuts_off"), line, name)
        if name == "value" and isinstance(value, date | time | timedelta):
            text = str(value) if isinstance(value, timedelta) else date_text(value)
            message = say("exchange.cell_holds_date_not", text=text)
            self._refuse(message, say("exchange.format_cell_number_type"), line, name)
        if isinstance(value, int | float) and not isinstance(value, bool) and name in ("value", "prefilled"):
            return float(value)
        return tidy(cell_text(value) if not isinstance(value, timedelta) else str(value))

    def _take_percent(self, cells: dict[str, Any], told: dict[str, Cell], line: int) -> None:
        """A number that a cell shows in per cent: who types 95 % sees 95 % in a cell that holds 0.95."""
        value = told.get("value", "")
        if not isinstance(value, float) or "%" not in str(cells["value"].number_format):
            return
        shown = float(Decimal(repr(value)) * 100)
        where: dict[str, Any] = {"row": line, "column": self.sheet.columns["value"], "field": "value"}
        if (told.get("unit") or told.get("form_unit")) == "%":
            told["value"] = shown
            self.findings.add(PERCENT_CELL, say("exchange.form_percent_taken", shown=shown), "", **where)
        else:
            message = say("exchange.cell_shows_holds_which", percent=f"{shown:.6g}", value=repr(value))
            self.findings.add(PERCENT_CELL, message, **where)

    def _refuse(self, message: str, cure: str, line: int, name: str) -> None:
        place = {"row": line, "column": self.sheet.columns[name], "field": name}
        self.findings.add(CELL, message, cure, **place)
        raise _Refused

    def _report_columns(self) -> None:
        """Columns that somebody put in are not read, which is said where they hold something beside a row that asks."""
        known = set(self.sheet.columns.values())
        ids = self.sheet.columns.get("series")
        below = [cells for row, cells in self.sheet.cells.items() if row > self.sheet.top and ids in cells]
        strange = {column for cells in below for column in cells} - known
        for column in sorted(strange)[:_LOOKED_AT]:
            message = say("exchange.form_column_not_read", column=letters(column))
            self.findings.add(HEADER, message, "", severity="warning", row=self.sheet.top, column=column)

    def _report_merged(self) -> None:
        """A cell that was merged over several rows holds what stands in its first row alone."""
        asked = {self.sheet.columns[name] for name in ANSWERS if name in self.sheet.columns}
        for merged in self.sheet.merged:
            columns = asked & set(range(merged.min_col, merged.max_col + 1))
            first = self.sheet.cells.get(merged.min_row, {}).get(merged.min_col)
            if columns and merged.max_row > merged.min_row > self.sheet.top and first is not None:
                message = say("exchange.form_cells_merged", cells=str(merged.coord), row=merged.min_row)
                self.findings.add(FORM_MERGED, message, row=merged.min_row, column=merged.min_col)
