"""Where values come from: the row of evidence that gave each, or the rows that it was worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sdg_standard.measuring.columns import Coded, can_be_numbered, numbered
from sdg_standard.measuring.formulas import Computed
from sdg_standard.measuring.rows import Rows

Key = tuple[str, str, str, int]
"""Area, period, series and the place of the part."""
KEY = ("area", "period", "series", "part")


class Given:
    """The row of each value that is given, by its key; looked up among sorted numbers and not in a table of keys."""

    def __init__(self, columns: Sequence[Coded], reported: NDArray[np.intp]) -> None:
        self._places = [{cell: place for place, cell in enumerate(column.cells.tolist())} for column in columns]
        numbers = numbered(*columns)[reported]
        order = np.argsort(numbers, kind="stable")
        self._numbers, self._rows = numbers[order], reported[order]

    def get(self, key: Key) -> int | None:
        """The row of a value; None where none is given."""
        number = 0
        for part, places in zip(key, self._places, strict=True):
            if part not in places:
                return None
            number = number * max(len(places), 1) + places[part]
        at = int(np.searchsorted(self._numbers, number))
        return int(self._rows[at]) if at < len(self._numbers) and self._numbers[at] == number else None

    def __getitem__(self, key: Key) -> int:
        row = self.get(key)
        if row is None:
            raise KeyError(key)
        return row

    def __contains__(self, key: Key) -> bool:
        return self.get(key) is not None


@dataclass
class RowsOfValues:
    """``reported`` are the rows that give a value; ``row`` has of each value of the frame its row, -1 without one."""

    evidence: Rows
    reported: NDArray[np.intp]
    computed: dict[Key, Computed] = field(default_factory=dict)
    row: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))

    @cached_property
    def given(self) -> Given | dict[Key, int]:
        """The row of each value that is given."""
        rows, picked = self.evidence, self.reported
        columns = [*rows.coded("area", "period", "key"), Coded.of(rows.part)]
        if can_be_numbered(*columns):
            return Given(columns, picked)
        keys = zip(rows.area[picked], rows.period[picked], rows.key[picked], rows.part[picked].tolist(), strict=True)
        return dict(zip(keys, picked.tolist(), strict=True))

    def rows(self, key: Key) -> tuple[int, ...]:
        """The rows of a value."""
        return self.computed[key].rows if key in self.computed else (self.given[key],)
