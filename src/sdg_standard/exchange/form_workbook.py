"""Reading the workbook of a form: sheet by sheet, each found by its mark, each column by its name and not its place."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sdg_standard._signs import tidy
from sdg_standard.errors import EvidenceError, letters
from sdg_standard.exchange.cells import cell_text, date_text
from sdg_standard.exchange.codes import (
    CELL,
    DATE_CELL,
    FORM_ABOUT,
    FORM_MERGED,
    FORM_REMARK,
    FORM_SHEET,
    HEADER,
    NOT_A_TABLE,
    PERCENT_CELL,
)
from sdg_standard.exchange.excel_parts import LONGEST_CELL, check_parts
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.exchange.form_rows import Cell, FormRead, FormRows, Lists, Place
from sdg_standard.exchange.form_shape import ANSWERS, BEGINS, HEADINGS, REMARKS, Mark
from sdg_standard.exchange.grid import Findings
from sdg_standard.words import say

_LOOKED_AT = 30
"""Rows and columns in which the mark of a sheet is looked for: some may have been put in before it."""
_MOST_BYTES = 32 * 2**20
"""What the sheets of a form unpack to at most: it is read as a whole."""
_MOST_SEARCHED = 4 * 2**20
_SERIAL_DAYS = range(10_000, 80_000)
"""What spreadsheets keep in place of the days of 1927 to 2119."""
_EPOCH = date(1899, 12, 30)


def looks_like_form(content: Content) -> bool:
    """Whether a workbook may be a form: a look at the beginnings of its texts, before anything reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.startswith(("xl/sharedS", "xl/worksheets/"))]
            return any(BEGINS.encode() in _beginning(archive, part) for part in parts[:1000])
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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that we do not need
            book, written = (
                openpyxl.load_workbook(io.BytesIO(content.data), data_only=data_only, keep_links=False)
                if data_only or has_formulas
                else None
                for data_only in (True, False)
            )
            return _Form(content, book, written, sheet).read()
    except EvidenceError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part made it stumble over
        message = say("exchange.cannot_read_excel_workbook", name=content.name, error=type(error).__name__)
        cure = say("exchange.open_excel_save_again")
        raise EvidenceError([NOT_A_TABLE.problem(message, cure, file=content.name)]) from error


def _check_size(content: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        size = sum(part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/"))
    if size > _MOST_BYTES:
        raise too_large(content.name, say("exchange.unpacks_more_than_bytes", most=_MOST_BYTES, parts=10_000))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the form: its mark, the row of the mark, and the column of each name."""

    title: str
    cells: Any
    written: Any
    mark: Mark
    top: int
    columns: dict[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The cells of each row below the mark by the names of their columns; not the headings."""
        for line in range(self.top + 1, self.cells.max_row + 1):
            if self.cells.cell(line, self.columns["mark"]).value != HEADINGS:
                yield line, {name: self.cells.cell(line, column) for name, column in self.columns.items()}

    def formula(self, line: int, name: str) -> bool:
        """Whether a cell is worked out."""
        return self.written is not None and self.written.cell(line, self.columns[name]).data_type == "f"


class _Form:
    """One form while it is read."""

    def __init__(self, content: Content, book: Any, written: Any, only: str | None) -> None:
        self.content = content
        titles = [one.title for one in book.worksheets]
        found = [_marked(one, written[one.title] if written is not None else None) for one in book.worksheets]
        self.sheets = [one for one in found if one is not None]
        self.strange = [
            title
            for title, one, cells in zip(titles, found, book.worksheets, strict=True)
            if one is None and _holds_something(cells)
        ]
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
                lists.add(*(tidy(cell_text(cells[name].value)) for name in ("list", "text", "code")))
        start = next(iter(self._of("start")), None)
        rows = FormRows(self.content.name, (start or self.asking[0]).mark, lists)
        area, period = self._about(start, rows)
        for sheet in self.asking:
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
            key = cells["key"].value
            if key in told and "value" in cells and not told[key]:
                places[key] = {"sheet": start.title if start else "", "row": line, "column": cells["value"].column}
                told[key] = _about_text(cells["value"], key, rows.of(start.title if start else ""), line)
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
            texts = [tidy(cell_text(cells[name].value)) if name in cells else "" for name in REMARKS]
            if any(texts):
                column = sheet.columns.get("remark")
                findings.add(FORM_REMARK, " – ".join(filter(None, texts))[:1000], row=line, column=column)


def _about_text(cell: Any, key: str, findings: Findings, line: int) -> str:
    """The area or the period as it stands in its cell; a day in place of a period is asked about."""
    value = cell.value
    if key == "period" and isinstance(value, float | int) and value in _SERIAL_DAYS:
        value = datetime.combine(_EPOCH + timedelta(days=int(value)), time())
    if isinstance(value, date):
        text = date_text(value)
        message = say("exchange.excel_holds_date_here", text=text)
        findings.add(DATE_CELL, message, row=line, column=cell.column, field=key)
        return text
    return tidy(cell_text(value))


def _marked(cells: Any, written: Any) -> _Sheet | None:
    """A sheet of the form, found by its mark; None for any other sheet."""
    for row in cells.iter_rows(max_row=_LOOKED_AT, max_col=_LOOKED_AT):
        for cell in row:
            mark = Mark.parse(cell.value)
            if mark is not None:
                names = {"mark": cell.column}
                for other in cells[cell.row]:
                    if isinstance(other.value, str) and other.value and other.column != cell.column:
                        names.setdefault(tidy(other.value), other.column)
                return _Sheet(cells.title, cells, written, mark, cell.row, names)
    return None


def _holds_something(cells: Any) -> bool:
    return any(cell.value not in (None, "") for row in cells.iter_rows(max_row=1000, max_col=100) for cell in row)


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
        value = cell.value
        if value is None:
            if name in ANSWERS and self.sheet.formula(line, name) and cell.data_type != "str":
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
        strange: set[int] = set()
        for row in self.sheet.cells.iter_rows(min_row=self.sheet.top + 1):
            if ids is not None and ids <= len(row) and row[ids - 1].value:
                strange |= {cell.column for cell in row if cell.value not in (None, "") and cell.column not in known}
        for column in sorted(strange)[:_LOOKED_AT]:
            message = say("exchange.form_column_not_read", column=letters(column))
            self.findings.add(HEADER, message, "", severity="warning", row=self.sheet.top, column=column)

    def _report_merged(self) -> None:
        """A cell that was merged over several rows holds what stands in its first row alone."""
        asked = {self.sheet.columns[name] for name in ANSWERS if name in self.sheet.columns}
        for merged in self.sheet.cells.merged_cells.ranges:
            columns = asked & set(range(merged.min_col, merged.max_col + 1))
            anchor = self.sheet.cells.cell(merged.min_row, merged.min_col)
            if columns and merged.max_row > merged.min_row > self.sheet.top and anchor.value not in (None, ""):
                message = say("exchange.form_cells_merged", cells=str(merged.coord), row=merged.min_row)
                self.findings.add(FORM_MERGED, message, row=merged.min_row, column=anchor.column)
