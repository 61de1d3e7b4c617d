"""A table and a mapping to evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import Code, EvidenceError, Gathering
from sdg_standard.exchange.codes import LONE_CELL, NOT_MAPPED, NOTHING_LEFT_OUT, NOTHING_READ, PERCENT_CELL
from sdg_standard.exchange.mapping.columns import Lost, made_column
from sdg_standard.exchange.mapping.fitting import check_columns
from sdg_standard.exchange.mapping.model import SeriesRule, TableMapping
from sdg_standard.exchange.mapping.rows import VALUE, Rows, made_long, rows_of, wide_columns
from sdg_standard.exchange.marks import Marks, read_marks
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.origins import Origins
from sdg_standard.source import Document
from sdg_standard.units import parse_numbers
from sdg_standard.words import say

MOST_NAMED = 3
"""So many of the cells of a row that fits no entry are named."""


def apply_mapping(mapping: TableMapping, table: NamedTable, document: Document | None = None) -> Evidence:
    """Make evidence of a table, each row knowing the cell that it came from.

    ``document`` is the text that the mapping was read from, for the places of what does not fit. Rows that the mapping
    does not understand are left out and told, alike ones together with their number. Raises
    :class:`~sdg_standard.errors.EvidenceError` where a column is missing without which nothing can be read, and where
    not one row became evidence.

    >>> import numpy as np
    >>> table = NamedTable(pd.DataFrame({"Kommune": ["0301 Oslo"], "2024": ["724 290"]}), Origins(np.array([2])))
    >>> mapping = TableMapping.model_validate({
    ...     "file": {"thousands": " "}, "wide": "{period}", "columns": {"area": {"from": "Kommune", "take": "{} *"}},
    ...     "series": [{"series": "common", "input": "population", "unit": "inhabitants"}]})
    >>> apply_mapping(mapping, table).frame.loc[0, ["area", "period", "input", "value"]].tolist()
    ['0301', '2024', 'population', '724 290']
    """
    return _Applied(mapping, table, document).evidence()


@dataclass(frozen=True)
class _Chosen:
    """Rows that serve entries of ``series``: their positions among all rows, and which entry each serves."""

    rows: NDArray[np.intp]
    rule: NDArray[np.intp]


class _Applied:
    """One mapping and one table."""

    def __init__(self, mapping: TableMapping, table: NamedTable, document: Document | None) -> None:
        self.mapping, self.table = mapping, table
        self.found = Gathering()
        self.found.extend(table.problems)
        usable = check_columns(mapping, table, document, self.found)
        self.rules = usable.rules
        self.sources = usable.sources
        self.document = document
        self.offered = self.left_out = 0

    def evidence(self) -> Evidence:
        rows = self._kept(self._long())
        chosen = self._chosen(rows)
        picked = rows.take(chosen.rows)
        made, good = self._columns(picked)
        made["value"] = self._values(rows, chosen)
        self._of_rules(made, chosen.rule)
        columns = self._cells_of(rows, chosen)
        if not good.any():
            self._nothing(len(rows) - len(np.unique(chosen.rows)), len(good))
        kept = {name: cells[good] for name, cells in made.items()}
        return self._finished(kept, picked.at[good], None if columns is None else columns[good])

    def _long(self) -> Rows:
        """All rows, with columns made rows."""
        rows = rows_of(self.table, self.mapping.fill_down)
        if not self.mapping.wide:
            return rows
        return made_long(rows, wide_columns(list(rows.cells), self.mapping.wide), self.table.positions)

    def _kept(self, rows: Rows) -> Rows:
        """The rows that nothing leaves out; a rule that leaves out none is told, and so are rows of one cell."""
        self.offered = len(rows)
        leaves = np.zeros(len(rows), dtype=bool)
        for place, cells in enumerate(self.mapping.leave_out):
            if not all(name in rows for name in cells):
                continue  # told already
            hit = rows.where(cells)
            leaves |= hit
            if not hit.any():
                self._tell(
                    NOTHING_LEFT_OUT, say("exchange.mapping_leaves_nothing_out", n=len(rows)), ("leave_out", place)
                )
        if self.table.alone is not None:
            alone = self.table.alone[rows.at] & ~leaves
            self._tell_alone(rows.at[alone])
            leaves |= alone
        self.left_out = int(leaves.sum())
        return rows.take(~leaves) if self.left_out else rows

    def _tell_alone(self, at: NDArray[np.intp]) -> None:
        """Rows of one filled cell that no rule knows, together."""
        lines = np.unique(at)
        if len(lines):
            cells = (str(cell) for cell in self.table.frame.iloc[int(lines[0])] if cell != "")
            message = say("exchange.mapping_lone_cell", text=next(cells, "")[:60], n=len(lines))
            self.found.append(LONE_CELL.problem(message, **self.table.origins.place(int(lines[0]))))

    def _chosen(self, rows: Rows) -> _Chosen:
        """The rows of each entry, in the order of the table; those that serve none are told."""
        hits = [np.flatnonzero(rows.where(rule.where)) for rule in self.rules]
        positions = np.concatenate(hits) if hits else np.empty(0, dtype=np.intp)
        rule = np.repeat(np.arange(len(hits)), [len(hit) for hit in hits])
        order = np.argsort(positions, kind="stable")
        idle = np.ones(len(rows), dtype=bool)
        idle[positions] = False
        if idle.any():
            self._tell_idle(rows, np.flatnonzero(idle))
        return _Chosen(positions[order], rule[order])

    def _tell_idle(self, rows: Rows, idle: NDArray[np.intp]) -> None:
        """Rows that no entry is about: those that hold the same in the columns that entries look at, together."""
        names = list(dict.fromkeys(name for rule in self.rules for name in rule.where))
        group = np.zeros(len(idle), dtype=np.intp)
        for name in names:
            column = rows.distinct(name)
            group = pd.factorize(group * max(len(column.texts), 1) + column.codes[idle])[0].astype(np.intp)
        _, first, count = np.unique(group, return_index=True, return_counts=True)
        for position, n in zip(idle[first].tolist(), count.tolist(), strict=True):
            self._tell_not_mapped(partial(_serves_nothing, rows, names[:MOST_NAMED], position, n), rows, position)

    def _tell_not_mapped(self, message: Callable[[], str], rows: Rows, position: int, **more: Any) -> None:
        """Tell what the mapping does not know; of very many the message need not be made."""
        place = self._place(rows, position)
        if self.found.room(NOT_MAPPED):
            self.found.append(NOT_MAPPED.problem(message(), **place, **more))
        else:
            self.found.count(NOT_MAPPED.problem("", file=place["file"], sheet=place["sheet"]), 1)

    def _columns(self, picked: Rows) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_]]:
        """Our columns but the value, and which rows can be read."""
        made: dict[str, NDArray[Any]] = {}
        good = np.ones(len(picked), dtype=bool)
        for ours, rule in self.sources.items():
            if ours == VALUE or rule.from_ not in picked:
                continue
            column = made_column(ours, rule, picked)
            good &= ~column.lost
            made[ours] = column.cells
            for lost in column.told:
                self._tell_lost(lost, picked, ours)
        for ours, text in {**self.table.said, **self.mapping.constants}.items():
            cells = made.get(ours, np.full(len(picked), "", dtype=object))
            made[ours] = np.where(cells == "", text, cells).astype(object)
        return made, good

    def _tell_lost(self, lost: Lost, picked: Rows, ours: str) -> None:
        self._tell_not_mapped(lost.message, picked, int(lost.rows[0]), field=ours)

    def _values(self, rows: Rows, chosen: _Chosen) -> NDArray[Any]:
        """The numbers as they are written, or multiplied where an entry has a scale."""
        values = np.empty(len(chosen.rows), dtype=object)
        for place, rule in enumerate(self.rules):
            mine = np.flatnonzero(chosen.rule == place)
            name = self._value_column(rule)
            values[mine] = rows.cells[name][chosen.rows[mine]]
            if rule.scale != 1:
                shape = self.mapping.file
                values[mine] = scaled(values[mine], rule.scale, shape.decimal, shape.thousands)
            if name in self.table.percent and rule.unit != "fraction" and len(mine):
                message = say("exchange.mapping_shown_as_percent", name=name, n=len(mine))
                self.found.append(
                    PERCENT_CELL.problem(message, field="value", **self._place(rows, int(chosen.rows[mine[0]])))
                )
        return values

    def _value_column(self, rule: SeriesRule) -> str:
        return rule.value or (VALUE if self.mapping.wide else self.sources[VALUE].from_)

    def _of_rules(self, made: dict[str, NDArray[Any]], rule: NDArray[np.intp]) -> None:
        """What entries say of their rows goes before what columns and constants say."""
        said = [
            {
                **one.constants,
                **{name: text for name in ("series", "input", "unit") if (text := getattr(one, name)) is not None},
            }
            for one in self.rules
        ]
        for name in dict.fromkeys(name for each in said for name in each):
            below = made.get(name, np.full(len(rule), "", dtype=object))
            texts = np.array([each.get(name, "") for each in said], dtype=object)[rule]
            own = np.array([name in each for each in said], dtype=bool)[rule]
            made[name] = np.where(own, texts, below).astype(object)

    def _cells_of(self, rows: Rows, chosen: _Chosen) -> NDArray[np.intp] | None:
        """The column of the file that each number stands in, where the file has such."""
        if rows.column is not None:
            return rows.column[chosen.rows] if self.table.positions else None
        if not self.table.positions:
            return None
        of_rule = [self.table.positions.get(self._value_column(rule), 0) for rule in self.rules]
        return np.array(of_rule, dtype=np.intp)[chosen.rule]

    def _nothing(self, idle: int, lost: int) -> None:
        """Raise the error for a table of which nothing became evidence, with all that was told before."""
        message = say("exchange.mapping_nothing_read", n=self.offered, left=self.left_out, idle=idle, lost=lost)
        table = self.table.origins.tables[0]
        raise EvidenceError([NOTHING_READ.problem(message, file=table.file, sheet=table.sheet), *self.found])

    def _finished(
        self, made: Mapping[str, NDArray[Any]], at: NDArray[np.intp], column: NDArray[np.intp] | None
    ) -> Evidence:
        origins = self.table.origins.take(at)
        if column is not None:
            origins = Origins(origins.rows, origins.tables, origins.of, column, origins.keys)
        shape = self.mapping.file
        further = [name for name in made if name not in EVIDENCE_COLUMN_NAMES]
        names = [name for name in EVIDENCE_COLUMN_NAMES if name in made] + further
        frame = pd.DataFrame({name: made[name] for name in names}, dtype=object)
        if self.mapping.marks is not None:
            marks = Marks.of(self.mapping.marks)
            frame, told = read_marks(frame, marks, origins, decimal=shape.decimal, thousands=shape.thousands)
            self.found.extend(told)
            origins = origins.read_by(marks=marks.text)
        return Evidence.from_table(
            frame, decimal=shape.decimal, thousands=shape.thousands, problems=self.found, origins=origins
        )

    def _place(self, rows: Rows, position: int) -> dict[str, Any]:
        """Where a row came from, as the fields of a problem."""
        place = self.table.origins.place(int(rows.at[position]))
        if rows.column is not None and self.table.positions:
            place["column"] = int(rows.column[position])
        return place

    def _tell(self, code: Code, message: str, path: Sequence[str | int]) -> None:
        """Tell something of an entry of the mapping, with its place where that is known."""
        self.found.append(code.problem(message, **(self.document.place(list(path)) if self.document else {})))


def _serves_nothing(rows: Rows, names: Sequence[str], position: int, n: int) -> str:
    """What the rows hold that no entry of ``series`` is about."""
    columns = ((name, rows.distinct(name)) for name in names)
    held = [
        say("exchange.mapping_holds", name=name, text=column.texts[column.codes[position]][:60])
        for name, column in columns
    ]
    return say("exchange.mapping_serves_nothing", held=held, n=n)


def scaled(cells: NDArray[Any], scale: float, decimal: str, thousands: str | None) -> NDArray[Any]:
    """Numbers multiplied, as exactly as decimals are; what is no number stays as it is.

    >>> scaled(np.array(["0,07", "..", ""], dtype=object), 1000, ",", None).tolist()
    [70.0, '..', '']
    """
    codes, distinct = pd.factorize(cells)
    numbers, _ = parse_numbers(distinct.tolist(), decimal, thousands)
    factor = Decimal(repr(scale))
    made = np.empty(len(distinct), dtype=object)
    made[:] = [
        cell if np.isnan(number) else float(Decimal(repr(float(number))) * factor)
        for cell, number in zip(distinct.tolist(), numbers, strict=True)
    ]
    result: NDArray[Any] = made[codes]
    return result
