"""Nobody left behind: each part beside the total, and how unequal the parts are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sdg_standard.measuring.adding import adds_up
from sdg_standard.measuring.groups import Groups, groups_of
from sdg_standard.model.parts import TIMES, TOTAL
from sdg_standard.model.series import Series
from sdg_standard.model.values import REASONS, Values

GAP_COLUMNS: tuple[str, ...] = (
    *("area", "period", "series", "breakdown", "part", "value", "unit", "total"),
    *("gap", "relative", "ratio", "worst", "groups", "theil", "mean_log_deviation", "weights", "reason"),
)
"""The columns of :func:`gaps`, in order."""


def gaps(values: Values) -> pd.DataFrame:
    """Return each part of each series beside the total: a row for each area, period, series, breakdown and part.

    ``gap`` is the value less the total, in the unit of the series; ``relative`` the gap over the total; ``ratio`` the
    value over the total (of a count or an amount: the share of the part, which is all that is said of those). What is
    said of the groups of a breakdown together stands in each of their rows: ``worst``, the part that is worst off as
    the direction of the series has it; ``groups``, how many have a number; ``theil`` and ``mean_log_deviation``, both 0
    where all groups are equal (:mod:`sdg_standard.methods.inequality`), weighted with the sizes of the groups where the
    evidence has them, ``weights`` then naming the input that says it. Where a group has no number, nothing is said of
    the groups together; ``reason`` says why a part has none, such as `suppressed`. The breakdowns and codes of a part
    that has several are joined with ``×``.

    >>> import sdg_standard as sdg
    >>> rows = [{"area": "NO-3025", "period": "2021", "series": "u4ssc.sc.sh.sa.5a", "value": value, "unit": "min",
    ...     "service": service} for service, value in [("", 9), ("ambulance", 10), ("fire", 8)]]
    >>> values = sdg.measure(sdg.Evidence.from_frame(pd.DataFrame(rows)), sdg.load())
    >>> sdg.gaps(values)[["part", "value", "total", "gap", "worst"]].values.tolist()
    [['ambulance', 10.0, 9.0, 1.0, 'ambulance'], ['fire', 8.0, 9.0, -1.0, 'ambulance']]
    """
    if values._parts is None or not len(values._parts):
        return _frame([])
    units = values.standard.units
    return _frame([_table(groups, series, by, adds_up(series, units)) for series, by, groups in _every(values)])


def _every(values: Values) -> Iterator[tuple[Series, tuple[str, ...], Groups]]:
    """The groups of every series by every breakdown that its parts have."""
    parts, breakdowns = values._parts, values.breakdowns
    assert parts is not None
    there = pd.DataFrame({name: parts[name] != TOTAL for name in breakdowns}).assign(series=parts["series"])
    kinds = there.drop_duplicates().sort_values(["series", *breakdowns], ascending=[True] + [False] * len(breakdowns))
    for kind in kinds.to_dict("records"):
        by = tuple(name for name in breakdowns if kind[name])
        series = values.standard.series[str(kind["series"])]
        yield series, by, groups_of(values, parts, values._tidy, series, by)


def _table(groups: Groups, series: Series, by: tuple[str, ...], is_sum: bool) -> pd.DataFrame:
    """A row for each part, its case first; ``is_sum``: parts add up to the total, and are not compared with it."""
    row, column = np.nonzero(groups.there)
    value, total = groups.values[row, column], groups.totals[row]
    compared = series.kind != "category" and not is_sum
    above = np.where(total > 0, total, np.nan)
    none = np.full(len(row), np.nan)
    gap = value - total if compared else none
    has = ~np.isnan(value)
    return pd.DataFrame(
        {
            "area": groups.areas[row],
            "period": groups.periods[row],
            "series": series.id,
            "breakdown": TIMES.join(by),
            "part": np.array(groups.codes, dtype=object)[column],
            "value": value,
            "unit": np.where(has, series.unit or "", ""),
            "total": total,
            "gap": gap,
            "relative": gap / above,
            "ratio": value / above if series.kind != "category" else none,
            "worst": _worst(groups, series.sign if compared else 0)[row],
            "groups": (groups.there & ~np.isnan(groups.values)).sum(axis=1)[row],
            "theil": groups.inequality("theil")[row] if compared else none,
            "mean_log_deviation": groups.inequality("mean_log_deviation")[row] if compared else none,
            "weights": np.where(groups.sized, groups.size_of, "")[row] if compared else "",
            "reason": np.array(REASONS, dtype=object)[groups.reasons[row, column]],
        }
    )


def _worst(groups: Groups, sign: int) -> np.ndarray:
    """The group of each case that is worst off; empty where more is neither better nor worse, or a group lacks."""
    found = np.full(len(groups.areas), "", dtype=object)
    if sign and groups.codes:
        turned = np.where(groups.counting, groups.values * sign, np.inf)
        places = np.where(groups.complete, np.nan_to_num(turned, nan=np.inf).argmin(axis=1), -1)
        found[places >= 0] = np.array(groups.codes, dtype=object)[places[places >= 0]]
    return found


def _frame(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The tables below each other, by area, period, series, breakdown and part."""
    if not tables:
        return pd.DataFrame(columns=list(GAP_COLUMNS))
    frame = pd.concat(tables, ignore_index=True)[list(GAP_COLUMNS)]
    return frame.sort_values(["area", "period", "series", "breakdown", "part"], kind="stable", ignore_index=True)
