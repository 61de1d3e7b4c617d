"""What stands behind values: the row of evidence that gave each, or the rows that it was worked out from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sdg_standard.measuring.formulas import Computed
from sdg_standard.measuring.rows import Rows

Key = tuple[str, str, str, int]
"""Area, period, series and the place of the part."""
KEY = ("area", "period", "series", "part")


@dataclass
class Behind:
    """``reported`` are the rows that give a value; ``row`` has of each value of the frame its row, -1 without one."""

    evidence: Rows
    reported: NDArray[np.intp]
    computed: dict[Key, Computed] = field(default_factory=dict)
    row: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))

    @cached_property
    def given(self) -> dict[Key, int]:
        """The row of each value that is given. Made when somebody asks: of a million values it takes a second."""
        rows, picked = self.evidence, self.reported
        columns = (rows.area[picked], rows.period[picked], rows.key[picked], rows.part[picked].tolist())
        return dict(zip(zip(*columns, strict=True), picked.tolist(), strict=True))

    def rows(self, key: Key) -> tuple[int, ...]:
        """The rows of a value."""
        return self.computed[key].rows if key in self.computed else (self.given[key],)
