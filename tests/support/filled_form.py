"""A form as a collector has it: opened, filled in by what a row asks for, saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl


class FilledForm:
    """The workbook of a form; ``form["town.water"]`` is the cell for the value of a series."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet_of(self, kind: str) -> Any:
        """The first sheet of a kind: start, rows, remarks, lists."""
        return next(sheet for sheet in self.book.worksheets if f'"sheet": "{kind}"' in str(sheet["A1"].value))

    @staticmethod
    def columns(sheet: Any) -> dict[str, int]:
        return {str(cell.value): cell.column for cell in sheet[1] if cell.value}

    def cell(self, series: str, column: str = "value", input: str = "", part: str = "") -> Any:
        """A cell of the row that asks for a series, an input or a part."""
        for sheet in self.book.worksheets:
            names = self.columns(sheet)
            for row in range(2, sheet.max_row + 1) if "series" in names else ():
                asked = tuple(sheet.cell(row, names[name]).value or "" for name in ("series", "input", "part"))
                if asked == (series, input, part):
                    return sheet.cell(row, names[column])
        raise KeyError((series, input, part))

    def start(self, key: str) -> Any:
        """The cell for the area or the period."""
        sheet = self.sheet_of("start")
        names = self.columns(sheet)
        row = next(row for row in range(2, 20) if sheet.cell(row, names["key"]).value == key)
        return sheet.cell(row, names["value"])

    def __getitem__(self, series: str) -> Any:
        return self.cell(series)

    def __setitem__(self, series: str, value: object) -> None:
        self.cell(series).value = value

    def saved(self) -> Path:
        """Save it where it was."""
        self.book.save(self.path)
        return self.path
