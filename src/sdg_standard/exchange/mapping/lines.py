"""The lines of a file: which of them are header and table, and their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdg_standard._signs import tidy
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.codes import HEADER, ROW_SHAPE, TOO_LARGE
from sdg_standard.exchange.grid import Findings, Stripped
from sdg_standard.exchange.mapping.model import FileShape
from sdg_standard.exchange.mapping.rows import Distinct
from sdg_standard.words import say

Cells = list[str | float]
MOST_CELLS = 30_000_000
MOST_COLUMNS = 16_384
"""So many columns a workbook can have."""
_FEW_COLUMNS = 3
"""In a narrower table a row of one filled cell may well be one whose other cell is empty."""


@dataclass(frozen=True)
class FileLines:
    """Lines of a file that were split into cells, with their numbers; ``percent`` are the columns, from 0, in which a
    workbook shows numbers as per cent; ``header`` are those of the lines that name the columns."""

    rows: list[Cells]
    lines: Sequence[int]
    percent: frozenset[int] = frozenset()
    header: tuple[Cells, ...] = ()


class Body(NamedTuple):
    """The cells of a table: columns, the line of each row, and which rows have one filled cell."""

    columns: list[NDArray[Any]]
    lines: list[int]
    alone: NDArray[np.bool_] | None


def table_lines(found: FileLines, shape: FileShape, findings: Findings) -> FileLines:
    """Header and table, without what the shape says does not belong to them. Raises EvidenceError without a header."""
    filled = [place for place, row in enumerate(found.rows) if any(cell != "" and not _blank(cell) for cell in row)]
    number = {found.lines[place]: place for place in filled}
    wanted = shape.header or ((found.lines[filled[0]],) if filled else ())
    missing = [line for line in wanted if line not in number]
    if missing or not wanted:
        message = (
            say("exchange.mapping_header_line_empty", line=missing[0]) if missing else say("exchange.table_no_header")
        )
        raise EvidenceError(
            [HEADER.problem(message, file=findings.file, sheet=findings.sheet, row=missing[0] if missing else 1)]
        )
    header = tuple(found.rows[number[line]] for line in wanted)
    body = [place for place in filled if found.lines[place] > wanted[-1]]
    body = body[: len(body) - shape.footer] if shape.footer else body
    if shape.last is not None:
        body = [place for place in body if found.lines[place] <= shape.last]
    if shape.until is not None:
        firsts = [_first(found.rows[place]) for place in body]
        ends = np.flatnonzero(Distinct(np.arange(len(firsts)), firsts).among(shape.until))
        body = body[: int(ends[0])] if len(ends) else body
    rows = [found.rows[place] for place in body]
    return replace(found, rows=rows, lines=[found.lines[place] for place in body], header=header)


def _blank(cell: str | float) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _first(row: Cells) -> str:
    """The text of the first cell of a row; of an indented one the first that is filled."""
    return next((tidy(cell_text(cell)) for cell in row if not _blank(cell)), "")


def cells_of(lines: FileLines, width: int, findings: Findings) -> Body:
    """The cells below the header, as many in each row as there are names; a row with more is told and left out."""
    if width > MOST_COLUMNS or width * len(lines.rows) > MOST_CELLS:
        message = say("exchange.mapping_many_cells", columns=width, rows=len(lines.rows))
        raise EvidenceError([TOO_LARGE.problem(message, file=findings.file, sheet=findings.sheet)])
    rows: list[Cells] = []
    numbers: list[int] = []
    for row, line in zip(lines.rows, lines.lines, strict=True):
        if len(row) > width and any(not _blank(cell) for cell in row[width:]):
            cure = say("exchange.comma_number_text_makes")
            findings.add(ROW_SHAPE, say("exchange.row_has_other_cells", n=len(row), width=width), cure, row=line)
            continue
        rows.append(row[:width] if len(row) >= width else row + [""] * (width - len(row)))
        numbers.append(line)
    columns = [_tidied(column) for column in zip(*rows, strict=True)] if rows else []
    alone = np.array(list(map(_is_alone, rows)), dtype=bool) if width >= _FEW_COLUMNS else None
    return Body(columns, numbers, alone)


def _is_alone(row: Cells) -> bool:
    """Whether one cell of a row is filled; not a number behind the first, whose row says nothing that stands above."""
    if len(row) - row.count("") > 1:
        return False
    place = next((place for place, cell in enumerate(row) if cell != ""), 0)
    return place == 0 or any(char.isalpha() for char in cell_text(row[place]))


def _tidied(cells: Sequence[str | float]) -> NDArray[Any]:
    strip = Stripped()
    array = np.empty(len(cells), dtype=object)
    array[:] = [strip[cell] if isinstance(cell, str) else cell for cell in cells]
    return array
