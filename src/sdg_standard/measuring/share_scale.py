"""Shares that look like fractions where per cent is asked for: 0.97 after 96.

A share of 0.97 % is possible, so the number is kept and asked about. Two signs speak for a fraction: hundred times the
number is near what the area reports for the period before or after, or all shares of an area and period lie between 0
and 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.questions import Doubts, Numbers
from sdg_standard.measuring.spoken import spoken
from sdg_standard.methods.arrays import Bools
from sdg_standard.words import Said, say

Texts = tuple[str, ...]
RULE = "share_scale"
NEAR = 2.0
"""Hundred times the number is near another one where neither is more than so many times the other."""
FEWEST = 3
"""So many shares of an area and period have to lie between 0 and 1 before that speaks for fractions."""


def check_share_scale(values: pd.DataFrame, standard: Standard) -> Iterator[Doubts]:
    """Yield the shares of each series that look like fractions."""
    names = [name for name in values["series"].unique() if _in_per_cent(str(name), standard)]
    shares = values[values["series"].isin(names)]
    numbers = Numbers(shares)
    alike = _all_small(numbers)
    for name in names:
        found = _beside(numbers, name)
        rows = numbers.of(name)
        rows = rows[alike[rows] & ~np.isin(rows, list(found))]
        if found:
            yield _doubts(name, numbers, np.array(list(found), dtype=np.intp), list(found.values()))
        if len(rows):
            yield _doubts(name, numbers, rows, None)


def _in_per_cent(name: str, standard: Standard) -> bool:
    """Whether a series is a share in per cent of which more than 1 is plausible."""
    series = standard.series[name]
    return series.kind == "share" and series.unit == "%" and series.expected[1] > 1


def _small(numbers: NDArray[np.float64]) -> Bools:
    return np.asarray((numbers > 0) & (numbers <= 1), dtype=bool)


def _all_small(numbers: Numbers) -> Bools:
    """Which rows are of an area and period all of whose shares lie between 0 and 1, of which there are enough."""
    there = numbers.value > 0
    cells = pd.factorize(pd.MultiIndex.from_arrays([numbers.areas, numbers.periods]))[0]
    if not len(cells):
        return np.zeros(0, dtype=bool)
    every, small = (np.bincount(cells, weights=marks) for marks in (there, _small(numbers.value)))
    return np.asarray(((small == every) & (small >= FEWEST))[cells] & there, dtype=bool)


def _beside(numbers: Numbers, name: str) -> dict[int, int]:
    """The rows that are hundred times smaller than the one before or after them, each with that one."""
    found: dict[int, int] = {}
    earlier, later = numbers.steps(name)
    for mine, other in ((earlier, later), (later, earlier)):
        small, large = numbers.value[mine], numbers.value[other]
        near = _small(small) & (large > 1) & (100 * small <= NEAR * large) & (large <= NEAR * 100 * small)
        found |= dict(zip(mine[near].tolist(), other[near].tolist(), strict=True))
    return found


def _doubts(name: str, numbers: Numbers, rows: NDArray[np.intp], beside: list[int] | None) -> Doubts:
    """The doubts about some rows: each beside another one, or because all shares there are small."""

    def question(at: int) -> Question:
        area, period, value = str(numbers.areas[rows[at]]), str(numbers.periods[rows[at]]), numbers.value[rows[at]]
        text, others, shown = _said(name, numbers, value, None if beside is None else beside[at])
        cure = say("measuring.write_per_cent", meant=spoken(100 * value)[0])
        problem = CHECK.problem(text, cure, field="value", area=area, period=period, series=name)
        return Question(area, period, name, RULE, problem, others=others, numbers=shown)

    return Doubts(name, numbers.areas[rows], numbers.periods[rows], question)


def _said(
    name: str, numbers: Numbers, value: float, other: int | None
) -> tuple[Said, tuple[str, ...], tuple[str, ...]]:
    """What is said of a number, the period that it is compared with, and the number there."""
    if other is None:
        return say("measuring.fraction_all", id=name, here=spoken(value)[0]), (), ()
    here, there = spoken(value, numbers.value[other])
    period = str(numbers.periods[other])
    text = say("measuring.fraction_among", id=name, here=here, there=there, other=period)
    return text, (period,), (repr(float(numbers.value[other])),)
