"""How sure a path is, in a closed form: from the intervals of the observations that it is read from, without a draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.methodology.readings import PathReading
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.combined_intervals import interval_at
from sdg_standard.scoring.paths import PathTarget, Window

YEAR_ONE = 1.0
"""Places in time count from the last day of the year 1, as years do."""


@dataclass(frozen=True)
class PathInterval:
    """Between which numbers that of each case lies, and when it is reached; NaN where there is no closed form."""

    low: Floats
    high: Floats
    year: Floats
    early: Floats
    late: Floats
    """Infinite where that is never."""

    @property
    def spans_zero(self) -> Bools:
        """Where it is not sure which way it goes."""
        return np.asarray((self.low < 0) & (self.high > 0))


def path_interval(
    read: PathReading, window: Window, aim: PathTarget, low: Floats, high: Floats, level: float
) -> PathInterval | None:
    """The interval of a path whose observations have intervals of 95 %, periods of observation × areas.

    An observation without one is taken as certain; None where none of them has one.
    """
    places = list(window.places)
    if not places:
        return None
    stated = [np.where(np.isnan(window.numbers), np.nan, ends[places]) for ends in (low, high)]
    known = ~np.isnan(stated[0]) & ~np.isnan(stated[1])
    if not known.any():
        return None
    ends = [np.where(known, one, window.numbers) for one in stated]
    own = interval_at(window.numbers, *ends, level=level)
    cases, sure = window.ends.base.shape, ~known.any(axis=0)

    def shown(found: tuple[Any, ...] | None, count: int) -> list[Floats]:
        parts = [np.nan] * count if found is None else found
        return [np.where(sure, np.nan, np.broadcast_to(np.asarray(part, dtype=np.float64), cases)) for part in parts]

    there = window.ends.two_years
    between = shown(read.interval(window, aim, *own), 2)
    when = shown(read.arrival(window, aim, *own), 3)
    return PathInterval(
        *(np.where(there, part, np.nan) for part in between),
        *(np.where(there, part + YEAR_ONE, np.nan) for part in when),
    )
