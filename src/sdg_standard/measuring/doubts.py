"""Values side by side: what checks compare, and the values that do not pass one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.measuring.columns import Grouped
from sdg_standard.measuring.question import Question
from sdg_standard.model.period import Period


class Numbers:
    """The values that have a number, series by series; areas and periods as their positions in order."""

    def __init__(self, values: pd.DataFrame) -> None:
        there = values["value"].notna().to_numpy()
        every = there.all()
        self.areas, self.periods, series_of, self.value = (
            column if every else column[there]
            for column in (values[name].to_numpy() for name in ("area", "period", "series", "value"))
        )
        series, names = pd.factorize(series_of)
        self._place = {str(name): place for place, name in enumerate(names)}
        self._rows = Grouped(series, len(names))
        self.area = pd.factorize(self.areas, sort=True)[0]
        codes, uniques = pd.factorize(self.periods)
        texts = [str(text) for text in uniques]
        order = sorted(range(len(texts)), key=lambda place: (Period.parse(texts[place]), texts[place]))
        self.cell = self.area * max(len(order), 1) + (np.argsort(order)[codes] if len(order) else codes)
        """Area and period of each value as one number, in the order of areas, and of time."""

    def __contains__(self, series: object) -> bool:
        return series in self._place

    def of(self, series: str) -> NDArray[np.intp]:
        """The rows of a series, area by area and in the order of time."""
        rows = self._rows[self._place[series]] if series in self else np.empty(0, dtype=np.intp)
        return rows[np.argsort(self.cell[rows], kind="stable")]

    def beside(self, *series: str) -> list[NDArray[np.intp]]:
        """The rows of several series where all of them have a number for the same area and period."""
        found = [self.of(name) for name in series]
        cells = reduce(np.intersect1d, [self.cell[rows] for rows in found])
        return [rows[np.isin(self.cell[rows], cells)] for rows in found]

    def steps(self, series: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of a series that follow each other in one area: the earlier ones and the later ones."""
        rows = self.of(series)
        same = self.area[rows[:-1]] == self.area[rows[1:]]
        return rows[:-1][same], rows[1:][same]


@dataclass(frozen=True)
class Doubts:
    """The values of a series that do not pass one check: area and period of each, and what is asked about it."""

    series: str
    areas: NDArray[np.object_]
    periods: NDArray[np.object_]
    question: Callable[[int], Question]

    def __len__(self) -> int:
        return len(self.areas)
