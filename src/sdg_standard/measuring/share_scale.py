"""Shares that look like fractions where per cent is asked for: 0.97 among values of 96 and 98.

A share of 0.97 % is possible, so the number is kept and asked about. Two signs speak for a fraction: hundred times the
number is near what the area reports for other periods, or all shares of an area and period lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.doubts import Doubts, Numbers
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.spoken import spoken
from sdg_standard.model.indicator import Series
from sdg_standard.words import say

RULE = "share_scale"
NEAR = 2.0
"""Hundred times the number is near another one where neither is more than so many times the other."""
FEWEST = 3
"""So many shares of an area and period have to lie between 0 and 1 before that speaks for fractions."""


def check_share_scale(numbers: Numbers, standard: Standard) -> Iterator[Doubts]:
    """Yield, series by series, the shares that look like fractions."""
    names = [item.id for item in standard.series.values() if item.id in numbers and _is_per_cent(item)]
    rows = {name: numbers.of(name) for name in names}
    small, positive = _counted(numbers, rows.values(), most=1.0), _counted(numbers, rows.values(), most=np.inf)
    for name, of_series in rows.items():
        value = numbers.value[of_series]
        near = _near(numbers.area[of_series], value)
        cells = numbers.cell[of_series]
        alike = (small[cells] >= FEWEST) & (small[cells] == positive[cells])
        found = np.flatnonzero((value > 0) & (value <= 1) & ((near >= 0) | alike))
        other = np.where(near[found] >= 0, of_series[near[found]], -1)
        yield _doubts(name, numbers, of_series[found], other, small[cells[found]])


def _is_per_cent(series: Series) -> bool:
    return series.kind == "share" and series.unit == "%"


def _counted(numbers: Numbers, rows: Iterable[NDArray[np.intp]], *, most: float) -> NDArray[np.intp]:
    """How many shares of each area and period lie above 0 and are at most so much."""
    every = np.concatenate([np.empty(0, dtype=np.intp), *rows])
    value, size = numbers.value[every], int(numbers.cell.max(initial=-1)) + 1
    return np.bincount(numbers.cell[every[(value > 0) & (value <= most)]], minlength=size)


def _near(area: NDArray[np.intp], value: NDArray[np.float64]) -> NDArray[np.intp]:
    """Of each small value the place of the newest one of its area that is near hundred times it; -1 where none is.

    Both arrays go area by area and in the order of time.
    """
    found = np.full(len(value), -1, dtype=np.intp)
    large = np.flatnonzero(value > 1)
    starts, ends = (np.searchsorted(area[large], area, side=side) for side in ("left", "right"))
    for place in np.flatnonzero((value > 0) & (value <= 1) & (ends > starts)).tolist():
        others = large[starts[place] : ends[place]]
        ratio = 100 * value[place] / value[others]
        near = others[(ratio >= 1 / NEAR) & (ratio <= NEAR)]
        found[place] = near[-1] if len(near) else -1
    return found


def _doubts(
    name: str, numbers: Numbers, rows: NDArray[np.intp], others: NDArray[np.intp], alike: NDArray[np.intp]
) -> Doubts:
    """The doubts about some rows; the row of ``others`` beside each, or as many shares of its area ``alike``."""
    areas, periods = numbers.areas[rows], numbers.periods[rows]

    def question(at: int) -> Question:
        area, period, value = str(areas[at]), str(periods[at]), float(numbers.value[rows[at]])
        seen = [other for other in (int(others[at]),) if other >= 0]
        named = tuple(str(numbers.periods[other]) for other in seen)
        shown = tuple(repr(float(numbers.value[other])) for other in seen)
        here, *there = spoken(value, *(float(numbers.value[other]) for other in seen))
        among = say("measuring.fraction_among", id=name, here=here, there="".join(there), other="".join(named))
        text = among if seen else say("measuring.fraction_all", id=name, n=int(alike[at]), here=here)
        cure = say("measuring.write_per_cent", meant=spoken(100 * value)[0])
        problem = CHECK.problem(text, cure, field="value", area=area, period=period, series=name)
        return Question(area, period, name, RULE, problem, others=named, numbers=shown)

    return Doubts(name, areas, periods, question)
