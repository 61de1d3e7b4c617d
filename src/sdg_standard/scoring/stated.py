"""Points that differ from case to case without being fitted: what an area has adopted, what holds for its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdg_standard.methodology.points import Asks, PointSource
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.commitment import NUMBERS
from sdg_standard.model.indicator import Benchmark
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.commitments import committed
from sdg_standard.scoring.drawn import NOTHING_DRAWN, Drawn


def _end_of(item: Benchmark, name: str) -> float | None:
    """The number of a benchmark that a point means: an end of its band, else its value."""
    ends = item.between or (None, None)
    value = {"benchmark_low": ends[0], "benchmark_high": ends[1]}.get(name, item.value)
    return float(value) if isinstance(value, float | int) else None


@dataclass(frozen=True)
class Stated(Asks):
    """What rules that read no reference set may ask about a point of a leaf."""

    leaf: Leaf
    name: str
    view: Cases
    commitments: pd.DataFrame | None
    all_drawn: Drawn = NOTHING_DRAWN

    def of(self, rule: PointSource) -> Floats | None:
        """What a rule says."""
        return rule.stated(self)

    def committed(self, column: str = "") -> Floats:
        """A number that each area has adopted itself, in the unit of the series; without a column that of the point."""
        own = column or (self.name if self.name in NUMBERS else "value")
        return committed(self.leaf.series.id, self.view, self.commitments, own)

    def drawn(self) -> Floats | None:
        """What an analysis of uncertainty has drawn; None where it has drawn nothing."""
        return self.all_drawn.point(self.leaf.id, self.name)

    def in_force(self, *, at_period: bool) -> Floats:
        """The benchmark of each case: for areas of its kind, the most specific one and of these the newest; with
        ``at_period`` only what is in force on the last day of its period.
        """
        found = np.full(self.view.count, np.nan)
        ends = np.array([period.end.toordinal() for period in self.view.periods], dtype=np.int64)
        days = ends[self.view.period_index] if len(ends) else np.empty(0, dtype=np.int64)
        for item in sorted(self.leaf.series.benchmarks, key=lambda item: (len(item.where), item.from_)):
            number = _end_of(item, self.name)
            if number is None:
                continue
            holds = np.broadcast_to(np.asarray(self.view.meets(item.where or True, asked=False)), found.shape)
            if at_period:
                holds = holds & (days >= item.from_.toordinal())
            found[holds] = number
        return found
