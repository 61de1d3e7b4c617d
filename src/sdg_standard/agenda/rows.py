"""A raw table as rows of a model, or problems with their places; a bad row costs no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticUndefined

from sdg_standard.agenda.cells import (
    PERIOD_FIELDS,
    CellError,
    Reader,
    as_figure,
    in_percent,
    is_per_cent,
    reader_of,
)
from sdg_standard.agenda.codes import CELL, PERIOD, PERSON, SHAPE, SHEET
from sdg_standard.agenda.names import columns, fields_of, folded, named, person_columns, said_in, total_words
from sdg_standard.agenda.periods import period_of
from sdg_standard.agenda.tables import Table
from sdg_standard.errors import Code, Gathering, Problem, did_you_mean, near
from sdg_standard.exchange.cells import cell_text
from sdg_standard.model.agenda import Row
from sdg_standard.words import Said, say

R = TypeVar("R", bound=Row)
_SHOWN = 40


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """The rows of one sheet that could be read, in the order of the file, each with its line."""

    name: str
    rows: tuple[R, ...] = ()
    lines: tuple[int, ...] = ()
    given: bool = False
    """Whether the sheet is there at all."""
    refused: int = 0
    """Rows that could not be read."""
    lost: frozenset[str] = frozenset()
    """Ids of rows that could not be read, so that what refers to them is no further fault."""
    whole: bool = True
    """Whether its rows could be read at all; without a column that is needed none can."""
    _table: Table | None = field(default=None, repr=False)

    def problem(self, code: Code, message: Said | str, cure: Said | str = "", **place: Any) -> Problem:
        """A problem of this sheet; ``at`` is the position of the row, ``field`` its column."""
        table = self._table or Table(self.name, "", [], ())
        at = place.pop("at", None)
        if at is not None:
            place["row"] = self.lines[at]
        return table.problem(code, message, cure, **place)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read_sheet(model: type[R], table: Table | None, language: str, problems: Gathering) -> Sheet[R]:
    """Read a table as rows of a model; what is wrong goes to ``problems``."""
    if table is None:
        return Sheet(model.sheet)
    return _Reading(model, table, language, problems).sheet()


class _Reading(Generic[R]):
    """One sheet while it is read."""

    def __init__(self, model: type[R], table: Table, language: str, problems: Gathering) -> None:
        self.model, self.table, self.language, self.problems = model, table, language, problems
        self.fields = fields_of(model)
        self.of_column = self._columns()
        self.readers: Mapping[str, Reader] = {name: reader_of(model, name) for name in self.fields.values()}
        self.needed = [name for name, info in model.model_fields.items() if info.default is PydanticUndefined]

    def sheet(self) -> Sheet[R]:
        rows: list[R] = []
        lines: list[int] = []
        refused, lost = 0, set[str]()
        usable = self._has_needed()
        for line, cells in self.table.rows if usable else ():
            held = {self.of_column[name]: cell for name, cell in cells.items() if name in self.of_column}
            if not any(map(_is_there, held.values())):
                continue
            made = self._row(line, held)
            if made is None:
                refused += 1
                lost.add(cell_text(held.get(self.model.key, "")).strip())
            else:
                rows.append(made)
                lines.append(line)
        table = replace(self.table, rows=[])
        return Sheet(self.model.sheet, tuple(rows), tuple(lines), True, refused, frozenset(lost), usable, table)

    def _columns(self) -> dict[str, str]:
        """The field of each column that is used; the others are told."""
        known = columns(self.model.sheet)
        found: dict[str, str] = {}
        taken: dict[str, str] = {}
        for name in self.table.columns:
            column = known.get(folded(name))
            if column is None:
                self._not_used(name)
            elif column in taken:
                message = say("agenda.column_twice", field=named("column", column), one=taken[column], other=name)
                self.problems.append(self.table.problem(SHEET, message, say("agenda.keep_one"), field=name))
            else:
                taken[column] = name
                found[name] = self.fields[column]
        return found

    def _not_used(self, name: str) -> None:
        if folded(name) in person_columns():
            message = say("agenda.person_column", name=name[:_SHOWN])
            self.problems.append(self.table.problem(PERSON, message, say("agenda.no_persons"), field=name))
            return
        hint = did_you_mean(near(name, said_in(self.language, "column", self.fields)))
        message = say("agenda.unknown_column", name=name[:_SHOWN], hint=hint)
        self.problems.append(self.table.problem(SHEET, message, self._known_columns(), severity="warning", field=name))

    def _known_columns(self) -> Said | str:
        return say("agenda.columns_are", names=[named("column", name) for name in self.fields])

    def _has_needed(self) -> bool:
        """Whether every column is there without which no row can be read; YAML has no columns."""
        if self.table.places or not self.table.columns:
            return True
        lacking = [name for name in self.needed if name not in self.of_column.values()]
        for name in lacking:
            column = self._column(name)
            message = say("agenda.column_missing", field=named("column", column))
            self.problems.append(self.table.problem(SHEET, message, self._known_columns(), field=column))
        return not lacking

    def _column(self, name: str) -> str:
        return self.model.model_fields[name].alias or name

    def _row(self, line: int, held: Mapping[str, Any]) -> R | None:
        """A row, or None where one of its cells cannot be taken."""
        if self._is_total(line, held):
            return None
        values: dict[str, Any] = {}
        good = True
        for name, cell in held.items():
            if not _is_there(cell):
                continue
            try:
                values[self._column(name)] = self.readers[name](cell, self.language)
            except CellError as error:
                good = False
                self._tell(line, name, error.why, error.cure)
        for name in self.needed:
            if not _is_there(held.get(name)):
                good = False
                self._tell(line, name, say("agenda.cell_empty", field=named("column", self._column(name))))
        good = self._fits_its_unit(line, held, values) and good
        made = self._made(line, values) if good else None
        if made is not None:
            self._ask_about_periods(line, held, values)
        return made

    def _fits_its_unit(self, line: int, held: Mapping[str, Any], values: dict[str, Any]) -> bool:
        """Whether numbers in per cent stand under the unit %; a row without a unit gets it from them."""
        signed = [name for name, cell in held.items() if in_percent(cell) and self.readers[name] is as_figure]
        if not signed or "unit" not in self.model.model_fields:
            return True
        unit = values.setdefault("unit", "%")
        if is_per_cent(unit):
            return True
        for name in signed:
            message = say("agenda.percent_under_unit", field=named("column", self._column(name)), unit=unit)
            self._tell(line, name, message, say("agenda.write_number"))
        return False

    def _ask_about_periods(self, line: int, held: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Tell of a period that nothing can be followed by; the row stays."""
        for name in PERIOD_FIELDS & held.keys():
            text = values.get(self._column(name))
            if text and period_of(text) is None:
                self._tell(line, name, say("agenda.no_period", text=text[:_SHOWN]), say("agenda.write_period"), PERIOD)

    def _made(self, line: int, values: Mapping[str, Any]) -> R | None:
        try:
            return self.model.model_validate(values)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                name = str(each["loc"][0])
                text = str(each["input"])[:_SHOWN]
                self._tell(
                    line, self.fields.get(name, name), say("agenda.outside", text=text, field=named("column", name))
                )
            return None

    def _is_total(self, line: int, held: Mapping[str, Any]) -> bool:
        """Whether a row is one of totals: a word for it where a row is named, and nothing that names one."""
        first = next((cell for cell in held.values() if _is_there(cell)), None)
        if not isinstance(first, str) or not total_words().fullmatch(first.strip()[:_SHOWN]):
            return False
        message = say("agenda.total_row", text=first.strip())
        cure = say("agenda.totals_to_coverage", sheet=named("sheet", "coverage"))
        self.problems.append(self.table.problem(SHAPE, message, cure, row=line))
        return True

    def _tell(self, line: int, name: str, why: Said | str, cure: Said | str = "", code: Code = CELL) -> None:
        written = next((raw for raw, known in self.of_column.items() if known == name), self._column(name))
        self.problems.append(self.table.problem(code, why, cure, row=line, field=written))


def _is_there(cell: Any) -> bool:
    return cell is not None and cell not in ("", []) and not (isinstance(cell, str) and not cell.strip())
