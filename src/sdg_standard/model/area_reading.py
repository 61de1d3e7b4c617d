"""How the column of areas in some evidence is to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.model.frames import read_only

MOVED_COLUMNS: tuple[str, ...] = (
    "area",
    "period",
    "series",
    "input",
    "from",
    "file",
    "row",
    "value",
    "share",
    "changes",
    "rule",
)
"""The columns of the record of what was moved: a row for each row of evidence that a moved one was made of."""


@dataclass(frozen=True)
class AreaReading:
    """How areas are written, and on which day their ids are in force.

    ``country`` is the prefix of the register in which names and bare codes are looked up; empty: ids stand as they
    are. ``borders`` is the day whose areas the ids are; None: of each row the last day of its period. ``made_of`` says
    for each row what it was made of when evidence was moved to these borders, and ``moved`` is the record of it.
    """

    country: str = ""
    borders: date | None = None
    made_of: NDArray[np.object_] | None = None
    moved: pd.DataFrame | None = None
    rule: str = ""
    """The rules by which divided areas were shared out."""

    def __post_init__(self) -> None:
        if self.made_of is not None:
            object.__setattr__(self, "made_of", read_only(self.made_of))

    def on(self, day: date) -> date:
        """The day on which an id has to be in force, of a row whose period ends on ``day``."""
        return self.borders or day

    @classmethod
    def joined(cls, readings: Sequence[AreaReading], counts: Sequence[int]) -> AreaReading:
        """The reading of several pieces of evidence below each other, of so many rows each.

        Raises ValueError where countries or borders differ.

        >>> AreaReading.joined([AreaReading(country="NO")] * 2, [3, 4]).country
        'NO'
        """
        if len({(reading.country, reading.borders) for reading in readings}) != 1:
            raise ValueError("pieces of evidence are joined where their areas are of the same country and borders")
        records = [reading.moved for reading in readings if reading.moved is not None]
        if not records:
            return readings[0]
        made_of = [
            np.full(count, "", dtype=object) if reading.made_of is None else reading.made_of
            for reading, count in zip(readings, counts, strict=True)
        ]
        rules = dict.fromkeys(reading.rule for reading in readings if reading.rule)
        moved = pd.concat(records, ignore_index=True)
        return replace(readings[0], made_of=np.concatenate(made_of), moved=moved, rule=", ".join(rules))


AS_THEY_ARE = AreaReading()
