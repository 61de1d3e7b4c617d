"""What the readers of all formats hand over: named columns of cells, the line of each row, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._signs import tidy
from sdg_standard.errors import Code, Gathering, Problem
from sdg_standard.exchange.codes import HEADER
from sdg_standard.words import say

MOST_ROWS = 5_000_000
Lines = Sequence[int] | NDArray[np.intp]


@dataclass(slots=True)
class Findings:
    """Collects the problems of one table; of each kind so many that a hostile file cannot fill the memory."""

    file: str
    sheet: str = ""
    _found: Gathering = field(default_factory=Gathering)

    def add(self, code: Code, message: str, cure: str = "", **place: Any) -> None:
        """Note one case."""
        self._found.append(code.problem(message, cure, file=self.file, sheet=self.sheet, **place))

    def add_rows(self, code: Code, lines: Lines, message: Callable[[int], str], **place: Any) -> None:
        """Note a case for each of several lines; ``message`` takes the position in ``lines``."""
        room = self._found.room(code)
        for position, line in enumerate(lines[:room]):
            self.add(code, message(position), row=int(line), **place)
        if len(lines) > room:
            self._found.count(code.problem("", file=self.file, sheet=self.sheet), len(lines) - room)

    @property
    def problems(self) -> list[Problem]:
        """All of them, and one more for each kind of which there were too many to list."""
        return list(self._found)


@dataclass(slots=True)
class Grid:
    """A table as it was found: ``columns`` in the order of ``names``, ``lines`` counting from 1."""

    names: list[str]
    columns: list[Any]
    lines: Lines
    findings: Findings

    def to_frame(self) -> pd.DataFrame:
        """Return the named columns as a frame, the index being the line; a nameless column is reported.

        Columns are objects, or floats with NaN for gaps where the file holds nothing else.
        """
        frame = {}
        for position, (name, cells) in enumerate(zip(self.names, self.columns, strict=True), start=1):
            if name:
                whole = isinstance(cells, np.ndarray) and cells.dtype == np.float64
                frame[name] = cells if whole else pd.Index(_objects(cells), dtype=object)
            elif any(cell != "" for cell in cells):
                message = say("exchange.column_no_name_read", position=position)
                self.findings.add(HEADER, message, say("exchange.give_name_empty"), row=1, severity="warning")
        return pd.DataFrame(frame, index=pd.Index(np.asarray(self.lines, dtype=np.int64), name="row"))


def _objects(cells: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.object_]]:
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


class Stripped(dict[str, str]):
    """Cells tidied: letters composed, blanks ordinary and none around. Equal texts become one object: less memory.

    >>> cells = Stripped()
    >>> [cells[text] for text in (" a", "b ", "a")]
    ['a', 'b', 'a']
    """

    def __missing__(self, cell: str) -> str:
        self[cell] = text = tidy(cell)
        return text
