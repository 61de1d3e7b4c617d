"""Sheets as bytes: row by row, so that a workbook of all municipalities needs no memory for its cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from sdg_standard.errors import OutputError
from sdg_standard.exchange.excel_out import MOST_ROWS, height_of, put_text, saved, sheet_title, stays_text
from sdg_standard.exchange.extras import optional
from sdg_standard.publish.workbook.cells import Cell, Column, Figure, Row, Sheet
from sdg_standard.words import say

_HEAD, _LINE = "D9E5E9", "9FB4BD"


def workbook_bytes(sheets: Sequence[Sheet], title: str, creator: str) -> bytes:
    """The bytes of a workbook, the same each time.

    Raises MissingExtra without openpyxl, and OutputError for more rows than a sheet holds.
    """
    openpyxl = optional("openpyxl", say("workbook.writing"), "excel")
    book = openpyxl.Workbook(write_only=True)
    try:
        for sheet in sheets:
            _Writer(openpyxl, book.create_sheet(sheet_title(sheet.title, book.sheetnames)), sheet).write()
    except OutputError:  # what is half written is closed and its file taken away
        for page in book.worksheets:
            page.close()
            page._writer.cleanup()
        raise
    book.properties.title, book.properties.creator = title, creator
    return saved(book)


class _Writer:
    """One sheet while it is written. The cells of a column are one object, which each row fills anew."""

    def __init__(self, openpyxl: Any, page: Any, sheet: Sheet) -> None:
        self.openpyxl, self.page, self.sheet = openpyxl, page, sheet
        self.number = cache(self._number_cell)
        self.text = cache(self._text_cell)
        self._lines = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        self._top = openpyxl.styles.Alignment(vertical="top")
        self._bold = openpyxl.styles.Font(name="Calibri", size=11, bold=True)
        self._wrapped = [place for place, column in enumerate(sheet.columns) if column.wraps]

    def write(self) -> None:
        """Write the sheet: widths and frozen headings first, as a file that is written in one go wants it."""
        sheet, page, letter = self.sheet, self.page, self.openpyxl.utils.get_column_letter
        for place, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[letter(place)].width = column.width
        head = len(sheet.above) + 1
        page.freeze_panes = f"A{head + 1}"
        page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
        page.sheet_properties.pageSetUpPr = self.openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        page.print_title_rows = f"{head}:{head}"
        for row in sheet.above:
            page.append([self._above(place, cell) for place, cell in enumerate(row)])
        page.append([self._head(column) for column in sheet.columns])
        last = head
        for last, row in enumerate(sheet.rows, start=head + 1):
            if last > MOST_ROWS:
                raise OutputError(sheet.title, say("workbook.too_many_rows", most=MOST_ROWS))
            self._make_room(last, row)
            page.append([self._cell(place, cell) for place, cell in enumerate(row)])
        if last > head:
            page.auto_filter.ref = f"A{head}:{letter(len(sheet.columns))}{last}"
            self._colour(head + 1, last)

    def _make_room(self, line: int, row: Row) -> None:
        """Make a row as high as its long texts need: not every program works that out."""
        texts = [(str(row[place]), self.sheet.columns[place].width) for place in self._wrapped]
        if texts:
            self.page.row_dimensions[line].height = height_of(texts)

    # cells

    def _cell(self, place: int, cell: Cell) -> Any:
        if cell is None or cell == "":
            return None
        if isinstance(cell, str):
            return self.text(place, cell)
        number, form = cell if isinstance(cell, Figure) else (cell, "")
        if not math.isfinite(number):
            return None if math.isnan(number) else ("∞" if number > 0 else "-∞")
        made = self.number(place, form)
        made.value = number
        return made

    def _number_cell(self, place: int, form: str) -> Any:
        cell = self.openpyxl.cell.WriteOnlyCell(self.page)
        if form:
            cell.number_format = form
        if self._wrapped:
            cell.alignment = self._top
        return cell

    def _text_cell(self, place: int, text: str) -> Any:
        """A text that needs no cell of its own as it is; it stays a text whatever it begins with."""
        wraps = place < len(self.sheet.columns) and self.sheet.columns[place].wraps
        if not self._wrapped and stays_text(text):
            return text
        cell = self.openpyxl.cell.WriteOnlyCell(self.page)
        if self._wrapped:
            cell.alignment = self._lines if wraps else self._top
        put_text(cell, text)
        return cell

    def _above(self, place: int, cell: Cell) -> Any:
        made = self._cell(place, cell)
        if place == 0 and isinstance(cell, str):
            made = self.openpyxl.cell.WriteOnlyCell(self.page)
            made.font = self._bold
            put_text(made, cell)
        return made

    def _head(self, column: Column) -> Any:
        styles, cell = self.openpyxl.styles, self.openpyxl.cell.WriteOnlyCell(self.page)
        cell.font, cell.fill = self._bold, styles.PatternFill("solid", start_color=_HEAD)
        cell.border = styles.Border(bottom=styles.Side(style="thin", color=_LINE))
        cell.alignment = self._lines
        put_text(cell, column.head)
        return cell

    def _colour(self, first: int, last: int) -> None:
        """Colour symbols and words of a rating by a rule, so that they stay right when somebody changes a word."""
        if self.sheet.labels is None:
            return
        letter, styles = self.openpyxl.utils.get_column_letter, self.openpyxl.styles
        signs, words = letter(self.sheet.labels), letter(self.sheet.labels + 1)
        rule = self.openpyxl.formatting.rule.FormulaRule
        for text, look in self.sheet.looks.items():
            fill = styles.PatternFill(bgColor=look.colour.lstrip("#"), fill_type="solid")
            said = text.replace('"', '""')
            made = rule(
                formula=[f'${words}{first}="{said}"'],
                fill=fill,
                font=styles.Font(color=look.ink.lstrip("#")),
                stopIfTrue=True,
            )
            self.page.conditional_formatting.add(f"{signs}{first}:{words}{last}", made)
