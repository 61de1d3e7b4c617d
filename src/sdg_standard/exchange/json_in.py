"""Reading a JSON list of records: one flat object for each row."""

from __future__ import annotations

from typing import Any

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import read_cell
from sdg_standard.exchange.codes import NO_ROWS, NOT_A_TABLE, ROW_SHAPE
from sdg_standard.exchange.columns import NUMERIC_COLUMNS, column_name, column_names
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.grid import Findings, Grid
from sdg_standard.exchange.json_data import parsed
from sdg_standard.words import Said, say

Cell = str | float


class _Twice(dict[str, Any]):
    """An object that has a key more than once; ``name`` is that key."""

    name = ""


def read_json(content: Content) -> Grid:
    """Read a list of flat objects; the first record is row 1, and a key that lacks is an empty cell.

    Numbers of ``value``, ``low`` and ``high`` stay floats, everything else becomes text. A record that is nested, or
    has a key twice, is left out with a problem. Raises EvidenceError for what is no list of records.
    """
    findings = Findings(content.name)
    rows: list[dict[str, Cell]] = []
    lines: list[int] = []
    for line, record in enumerate(_records(content), start=1):
        row = _row(record)
        if isinstance(row, Said):
            findings.add(ROW_SHAPE, row, say("exchange.json_records"), row=line)
        elif row:
            rows.append(row)
            lines.append(line)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if names and "value" not in names:  # a record leaves out what is empty
        names.append("value")
    if not names:
        raise EvidenceError([*findings.problems, NO_ROWS.problem(say("exchange.no_row_read"), file=content.name)])
    column_names(names, file=content.name)
    return Grid(names, [[row.get(name, "") for row in rows] for name in names], lines, findings)


def _records(content: Content) -> list[Any]:
    found = parsed(content, pairs=_pairs, constant=str)
    if not isinstance(found, list):
        text = say("exchange.json_is_a_list")
        raise EvidenceError([NOT_A_TABLE.problem(text, say("exchange.json_records"), file=content.name)])
    return found


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = [(column_name(name), value) for name, value in pairs]
    found = dict(named)
    if len(found) == len(named):
        return found
    twice = _Twice(found)
    names = [name for name, _ in named]
    twice.name = next(name for name in names if names.count(name) > 1)
    return twice


def _row(record: Any) -> dict[str, Cell] | Said:
    """The cells of a record that are not empty, or why it is none."""
    if isinstance(record, _Twice):
        return say("exchange.key_twice", name=record.name[:60])
    if not isinstance(record, dict) or any(isinstance(cell, list | dict) for cell in record.values()):
        return say("exchange.record_is_an_object")
    try:
        cells = {name: read_cell(cell, numeric=name in NUMERIC_COLUMNS) for name, cell in record.items() if name}
    except OverflowError:  # a whole number that no float holds
        return say("exchange.record_is_an_object")
    return {name: cell for name, cell in cells.items() if cell != ""}
