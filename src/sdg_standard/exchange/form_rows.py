"""The rows of a form that was filled in, become rows of evidence; the same for a workbook and for CSV."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sdg_standard.errors import Problem
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.codes import FORM_IDLE, FORM_PREFILLED, FORM_ROW, NO_ROWS
from sdg_standard.exchange.form_shape import ANSWERS, CHOSEN, IDS, Mark
from sdg_standard.exchange.grid import Findings
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.units import parse_numbers
from sdg_standard.words import LANGUAGES, say
from sdg_standard.words.numbers import numerals

Cell = str | float
Cells = Mapping[str, Cell]
COLUMNS = ("area", "period", "series", "input", "value", "unit", *ANSWERS[2:])
"""The columns of evidence that a form fills."""
_DOUBTFUL = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")
_TITLE_BEGINS = " – "
"""Stands between the number of an answer and its title."""


class Place(NamedTuple):
    """Where the value of a row stands: a sheet, its line, and the column of the cell, 0 in a table of rows."""

    sheet: str
    row: int
    column: int = 0


@dataclass(slots=True)
class Lists:
    """The choices of drop-downs: what evidence writes for the words of each, by the name of the list."""

    codes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, name: str, text: str, code: str) -> None:
        """Take a choice."""
        self.codes[name].setdefault(text.casefold(), code)

    def code(self, name: str, cell: Cell) -> Cell:
        """What evidence writes for the words of a choice; anything else as it stands."""
        return self.codes[name].get(cell.casefold(), cell) if isinstance(cell, str) and name in self.codes else cell


class FormRows:
    """Rows of evidence while a form is read."""

    def __init__(self, file: str, mark: Mark, lists: Lists) -> None:
        self.file, self.mark, self.lists = file, mark, lists
        self.findings: dict[str, Findings] = {}
        self.columns: dict[str, dict[str, int]] = {}
        """The columns of each sheet by their names, where rows stand in cells."""
        self._rows: list[tuple[Cell, ...]] = []
        self._places: list[Place] = []
        self._parts: list[tuple[str, str]] = []
        self._decimal = numerals(mark.language).decimal if mark.language in LANGUAGES else "."

    def of(self, sheet: str) -> Findings:
        """What is found about a sheet."""
        return self.findings.setdefault(sheet, Findings(self.file, sheet))

    def take(self, cells: Cells, place: Place, area: str, period: str) -> None:
        """Take a row, if it says something: a number, an answer or a status.

        What stands in a row that asks for nothing, or beside an empty value, is reported and not lost in silence.
        """
        filled = [name for name in ANSWERS if cells.get(name, "") != "" and name != "unit"]
        if not filled:
            return
        column = self.columns.get(place.sheet, {}).get("value" if "value" in filled else filled[0], place.column)
        where: dict[str, Any] = {"row": place.row, "column": column or None}
        if not cells.get("series"):
            text = say("exchange.form_row_of_nothing", written=cell_text(cells[filled[0]])[:40])
            self.of(place.sheet).add(FORM_ROW, text, **where)
        elif not {"value", "status"} & set(filled):
            text = say("exchange.form_row_without_value", written=cell_text(cells[filled[0]])[:80])
            about = {"series": str(cells["series"]), "area": area, "period": period}
            self.of(place.sheet).add(FORM_IDLE, text, field=filled[0], **where, **about)
        elif self._left_over(cells, area, period):
            text = say("exchange.form_value_of_other_period", area=self.mark.area, period=self.mark.period)
            self.of(place.sheet).add(FORM_PREFILLED, text, field="value", **where)
        else:
            self._rows.append((area, period, *(self._cell(name, cells) for name in COLUMNS[2:])))
            self._places.append(place)
            breakdown, _, code = str(cells.get("part", "")).partition("=")
            self._parts.append((breakdown, code))

    def _left_over(self, cells: Cells, area: str, period: str) -> bool:
        """Whether a number that was filled in beforehand stands beside another area or period than it is of."""
        if (area, period) == (self.mark.area, self.mark.period) or cells.get("prefilled", "") == "":
            return False
        return self._number(cells.get("value", "")) == self._number(cells["prefilled"])

    def _cell(self, name: str, cells: Cells) -> Cell:
        cell = cells.get(name, "")
        if name == "value":
            answers = str(cells.get("answers", ""))
            return self._answer(answers, cell) if answers else self._number(cell)
        if name == "unit":
            return cell if cell != "" else cells.get("form_unit", "")
        return self.lists.code(name, cell) if name in CHOSEN else cell

    def _answer(self, name: str, cell: Cell) -> Cell:
        """The code of an answer; where the lists are gone, the number that its words begin with."""
        code = self.lists.code(name, cell)
        return code.partition(_TITLE_BEGINS)[0].strip() if isinstance(code, str) else code

    def _number(self, cell: Cell) -> Cell:
        """A number that was written as text, as the language of the form writes numbers; any other text as it is.

        Three digits behind a mark may be thousands, which nobody can know here: such a text is left to measuring.
        """
        if not isinstance(cell, str) or not cell or _DOUBTFUL.fullmatch(cell):
            return cell
        numbers, errors = parse_numbers([cell], self._decimal, " ")
        return cell if errors else float(numbers[0])

    def _answers_of(self, sheet: str) -> tuple[tuple[str, int], ...]:
        known = self.columns.get(sheet, {})
        return tuple((name, known[name]) for name in ANSWERS if name in known)

    def read(self, digest: str, sheets: Iterable[str]) -> FormRead:
        """All that was taken."""
        if not self._rows:
            text = say("exchange.form_is_empty")
            self.of("").add(NO_ROWS, text, say("exchange.form_is_empty_cure"), severity="warning")
        rows = np.array([place.row for place in self._places], dtype=np.intp)
        columns: dict[str, np.ndarray[tuple[int], np.dtype[np.object_]]] = {}
        for position, name in enumerate(COLUMNS):
            columns[name] = np.empty(len(rows), dtype=object)
            columns[name][:] = [row[position] for row in self._rows]
        for name in dict.fromkeys(name for name, _ in self._parts if name):  # a column for each breakdown
            columns[name] = np.array([code if own == name else "" for own, code in self._parts], dtype=object)
        names = list(dict.fromkeys([*(place.sheet for place in self._places), *sheets])) or [""]
        index = {name: place for place, name in enumerate(names)}
        tables = tuple(TableRead(self.file, name, digest, self.mark.standard, self._answers_of(name)) for name in names)
        of = np.array([index[place.sheet] for place in self._places], dtype=np.intp)
        cells = np.array([place.column for place in self._places], dtype=np.intp)
        origins = Origins(rows, tables, of if len(tables) > 1 else None, cells if cells.any() else None)
        problems = [problem for found in self.findings.values() for problem in found.problems]
        return FormRead(pd.DataFrame(columns, index=pd.Index(rows, name="row"), dtype=object), origins, problems)


@dataclass(frozen=True)
class FormRead:
    """A form that was read: rows of evidence, where each came from, and what was found."""

    frame: pd.DataFrame
    origins: Origins
    problems: list[Problem]


def form_of_csv(names: list[str], columns: list[list[str]], lines: Iterable[int], found: Findings) -> FormRows | None:
    """The rows of a form that is CSV; None for a table that has no mark among the names of its columns.

    Area and period hold from the first row that gives them for all rows that do not.
    """
    mark = next((mark for name in names if (mark := Mark.parse(name)) is not None), None)
    if mark is None:
        return None
    rows = FormRows(found.file, mark, Lists())
    rows.findings[""] = found
    at = {name: place for place, name in reversed(list(enumerate(names)))}
    known = [name for name in (*IDS, *ANSWERS, "area", "period") if name in at]
    first = {name: next(filter(None, columns[at[name]]), "") if name in at else "" for name in ("area", "period")}
    for line, cells in zip(lines, zip(*columns, strict=True), strict=True):
        told = {name: cells[at[name]] for name in known}
        area, period = (told.get(name) or first[name] for name in ("area", "period"))
        rows.take(told, Place("", int(line)), area, period)
    return rows
