"""How sure trends are without a draw: where there is a closed form for it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.measuring.behind import RowsBehind
from sdg_standard.methodology.readings import as_path
from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.arrival import arrival, slope_interval
from sdg_standard.plans import Leaf
from sdg_standard.results.path_intervals import LEVEL, intervals_of
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.path_intervals import YEAR_ONE, PathInterval
from sdg_standard.scoring.paths import Course, windows

COLUMNS = ("area", "period", "node", "trend", "value", "low", "high", "spans_zero", "year", "early", "late")


def trend_intervals(
    card: Card, trend: str | None = None, *, level: float = LEVEL, scatter: bool = False
) -> pd.DataFrame:
    """Return the intervals of the trends of leaves and of the years in which they reach their targets, without a draw.

    Columns: ``area, period, node, trend, value, low, high, spans_zero, year, early, late``; a row where there is an
    interval. ``value`` is the number of the path; ``year`` when the target is reached at the pace so far, a place in
    time such as 2030.0, the last day of 2030; infinite where never. ``trend``: its id; without it the first.

    By default the intervals come of those that the evidence states around its observations (95 %; one without is taken
    as certain), by MOVER: exact for even normal errors, where a growth, a pace or a slope is one of two values or a
    weighted sum, and NaN where there is no closed form (a growth near a limit or over a growth, the median of several
    slopes, scores); :func:`sdg_standard.uncertainty` draws those. ``scatter=True``: of how observations scatter about
    their line of least squares, three or more of them: of a slope by Student's t, of the year by Fieller.

    Raises UnknownId for a trend, ValueError for a level outside of 0 to 1.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance")
    >>> trend_intervals(card).columns[4:7].tolist()
    ['value', 'low', 'high']
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    names = list(card._trends)
    name = trend or next(iter(names), "")
    if name not in names and trend is not None:
        raise UnknownId("trend", name, names)
    if name not in names:
        return pd.DataFrame(columns=list(COLUMNS))
    result, rows = card._trends[name], RowsBehind(card._measured)
    leaves = card._plan.trends[name].leaves
    parts = []
    for node in (node for node in card.nodes if node in leaves and node in result.paths):
        leaf, course = leaves[node], result.paths[node]
        if scatter:
            found = _by_scatter(leaf, course, result.cases, level)
        else:
            found = intervals_of(leaf, course, result.cases, rows, level)
        if found is not None:
            parts.append(_table(card, node, name, result.readout.values[result.index[node]], found))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def _table(card: Card, node: str, trend: str, value: Floats, found: PathInterval) -> pd.DataFrame:
    """A row for each case that has an interval, of its number or of its year."""
    cases = card._result.cases
    columns = {name: getattr(found, name) for name in ("low", "high", "spans_zero", "year", "early", "late")}
    who = {
        "area": np.tile(cases.areas.astype(object), len(cases.periods)),
        "period": np.repeat([period.text for period in cases.periods], len(cases.areas)),
    }
    table = pd.DataFrame({**who, "node": node, "trend": trend, "value": value, **columns})
    return table[~(np.isnan(found.low) & np.isnan(found.early))]


def _by_scatter(leaf: Leaf, course: Course, cases: Cases, level: float) -> PathInterval | None:
    """The intervals of the lines through the observations of each case."""
    read = as_path(leaf.read)
    slopes = read.method == "slope" and read.model_name == "least_squares"
    found: list[tuple[float, ...]] = []
    for window, aim in windows(read, course, cases):
        sign, target = (
            np.broadcast_to(np.asarray(one, dtype=float), len(cases.areas)) for one in (aim.sign, aim.target)
        )
        for place in range(len(cases.areas)):
            numbers = window.numbers[:, place]
            slope = slope_interval(window.times, numbers, level=level) if slopes and sign[place] else None
            low, high = sorted(end * sign[place] for end in slope) if slope else (np.nan, np.nan)
            found.append((low, high, *_arrival(window.times, numbers, float(target[place]), level)))
    columns = np.array(found, dtype=np.float64).reshape(-1, 5).T
    return None if np.isnan(columns[[0, 3]]).all() else PathInterval(*columns)


def _arrival(times: Floats, numbers: Floats, target: float, level: float) -> tuple[float, float, float]:
    """When the line reaches the target, and between which times; NaN where that cannot be said."""
    when = None if np.isnan(target) else arrival(times + YEAR_ONE, numbers, target=target, level=level)
    if when is None or when.early is None or when.late is None:
        return np.nan, np.nan, np.nan
    return when.time, when.early, when.late
