"""The groups of a breakdown side by side: cases (an area in a period) in rows, groups in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.formula import Formula
from sdg_standard.measuring.columns import Objects
from sdg_standard.measuring.rows import COMMON
from sdg_standard.methods import inequality
from sdg_standard.methods.arrays import Bools, Floats, plain
from sdg_standard.model.parts import TIMES, TOTAL, Gap, Part
from sdg_standard.model.series import Series
from sdg_standard.model.values import REASON, Values

POPULATION = "population"
NOT_REPORTED, NOT_APPLICABLE, SUPPRESSED = (REASON[word] for word in ("not_reported", "not_applicable", "suppressed"))


@dataclass(frozen=True)
class Groups:
    """The values of a series by a breakdown: of each case the groups that its evidence has, NaN without a number."""

    areas: Objects
    periods: Objects
    codes: tuple[str, ...]
    values: Floats
    reasons: NDArray[np.uint8]
    there: Bools
    """Which groups the evidence of a case has, with a number or with the reason why there is none."""
    totals: Floats
    sizes: Floats
    """How many belong to each group; 1 for each of a case of which that is not known of every group."""
    sized: Bools
    """Of which cases it is known."""
    size_of: str
    """The input that says it; empty where none does."""

    @property
    def counting(self) -> Bools:
        """Groups that are compared: those of a case to which the series applies."""
        return np.asarray(self.there & (self.reasons != NOT_APPLICABLE))

    @property
    def complete(self) -> Bools:
        """Cases of two groups or more, all of them with a number."""
        return np.asarray((self.counting.sum(axis=1) > 1) & ~(self.counting & np.isnan(self.values)).any(axis=1))

    def inequality(self, measure: str) -> Floats:
        """Theil's index or the mean log deviation of each case, weighted with the sizes where these are known."""
        weights = np.where(self.counting, self.sizes, 0.0)
        numbers = np.where(self.counting, self.values, 0.0)
        function = inequality.theil if measure == "theil" else inequality.mean_log_deviation
        found = function(numbers, weights=weights) if len(self.codes) > 1 else np.full(len(self.areas), np.nan)
        return np.where(self.complete, found, np.nan)

    def facts(self, gap: Gap, area: str, period: str) -> dict[str, Any]:
        """The groups that a gap lies between in a case, with the total and what says how large they are, as data."""
        mine = (self.areas == area) & (self.periods == period)
        if not mine.any():
            return {"groups": []}
        case = int(mine.argmax())
        asked = [gap.between is None or code in gap.between for code in self.codes]
        there = [place for place in range(len(self.codes)) if self.there[case, place] and asked[place]]
        return {
            "groups": [{"part": self.codes[place], "value": plain(self.values[case, place])} for place in there],
            "total": plain(self.totals[case]),
            "weights": self.size_of if self.sized[case] else "",
        }

    def gap(self, gap: Gap) -> tuple[Floats, NDArray[np.uint8]]:
        """How far the groups of each case are apart, and the reason where that cannot be said."""
        if gap.between is not None:
            return self._between(gap)
        if gap.as_ in ("theil", "mean_log_deviation"):
            found = self.inequality(gap.as_)
        else:
            low = np.where(self.counting, self.values, np.inf).min(axis=1, initial=np.inf)
            high = np.where(self.counting, self.values, -np.inf).max(axis=1, initial=-np.inf)
            low, high = np.where(self.complete, low, np.nan), np.where(self.complete, high, np.nan)
            found = _measured(high, low, self.totals, gap.as_)
        return found, self._reasons(found, self.counting)

    def _between(self, gap: Gap) -> tuple[Floats, NDArray[np.uint8]]:
        """The gap between two groups; the ratio is the first over the second."""
        pair = [self.codes.index(code) if code in self.codes else -1 for code in gap.between or ()]
        if -1 in pair:
            nothing = np.full(len(self.areas), np.nan)
            return nothing, self._reasons(nothing, np.zeros_like(self.there))
        one, other = self.values[:, pair[0]], self.values[:, pair[1]]
        found = _over(one, other) if gap.as_ == "ratio" else _measured(one, other, self.totals, gap.as_)
        asked = np.zeros_like(self.there)
        asked[:, pair] = self.there[:, pair]
        return found, self._reasons(found, asked)

    def _reasons(self, found: Floats, asked: Bools) -> NDArray[np.uint8]:
        """Why a case has no gap: a group of it is withheld, or has no number, or no gap can be worked out of them."""
        gone = asked & np.isnan(self.values)
        hidden = (gone & (self.reasons == SUPPRESSED)).any(axis=1)
        alike = (asked.sum(axis=1) > 1) & ~gone.any(axis=1)
        why = np.where(alike, REASON["outside_domain"], NOT_REPORTED)
        return np.where(np.isnan(found), np.where(hidden, SUPPRESSED, why), 0).astype(np.uint8)


def _measured(high: Floats, low: Floats, totals: Floats, measure: str) -> Floats:
    if measure == "ratio":
        return np.where(low >= 0, _over(low, high), np.nan)
    return _over(high - low, totals) if measure == "relative" else high - low


def _over(one: Floats, other: Floats) -> Floats:
    """One over the other; NaN where the other is not above 0."""
    return one / np.where(other > 0, other, np.nan)


def groups_of(values: Values, parts: pd.DataFrame, totals: pd.DataFrame, series: Series, by: tuple[str, ...]) -> Groups:
    """The groups of a series by one breakdown, or by several at once.

    ``parts`` and ``totals`` have the columns of ``values.parts`` and ``values.frame``.
    """
    mine = parts[_of_breakdowns(parts, values.breakdowns, by) & (parts["series"] == series.id)]
    cases = mine[["area", "period"]].drop_duplicates(ignore_index=True)
    row = pd.MultiIndex.from_frame(cases).get_indexer(pd.MultiIndex.from_frame(mine[["area", "period"]]))
    column, codes = pd.factorize(_names(mine, by), sort=True)
    shape = (len(cases), len(codes))
    numbers, there, reasons = np.full(shape, np.nan), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.uint8)
    numbers[row, column], there[row, column] = mine["value"].to_numpy(dtype=np.float64), True
    reasons[row, column] = mine["reason"].map(REASON).to_numpy(dtype=np.uint8)
    whole = totals[totals["series"] == series.id].set_index(["area", "period"])["value"]
    name, sizes = _sizes(values, series, by, cases, list(codes))
    counted = np.where(there & (reasons != NOT_APPLICABLE), sizes, 0.0)
    sized = ~np.isnan(counted).any(axis=1) & (counted.sum(axis=1) > 0)
    return Groups(
        areas=cases["area"].to_numpy(dtype=object),
        periods=cases["period"].to_numpy(dtype=object),
        codes=tuple(map(str, codes)),
        values=numbers,
        reasons=reasons,
        there=there,
        totals=whole.reindex(pd.MultiIndex.from_frame(cases)).to_numpy(dtype=np.float64),
        sizes=np.where(sized[:, None], sizes, 1.0),
        sized=sized,
        size_of=name if sized.any() else "",
    )


def _of_breakdowns(frame: pd.DataFrame, known: tuple[str, ...], by: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which rows are parts by these breakdowns and no others."""
    found = np.ones(len(frame), dtype=bool)
    for name in known:
        found &= (frame[name] != TOTAL).to_numpy() == (name in by)
    return found


def _names(frame: pd.DataFrame, by: tuple[str, ...]) -> Objects:
    """What each part is called: its code, or its codes."""
    columns = [frame[name].to_numpy(dtype=object) for name in by]
    return (
        columns[0] if len(columns) == 1 else np.array([TIMES.join(c) for c in zip(*columns, strict=True)], dtype=object)
    )


def _sizes(
    values: Values, series: Series, by: tuple[str, ...], cases: pd.DataFrame, codes: list[str]
) -> tuple[str, Floats]:
    """How many belong to each group: what the formula divides by, else the population of the part."""
    rows = values._part_rows
    nothing = np.full((len(cases), len(codes)), np.nan)
    if rows is None or not len(cases):
        return "", nothing
    mine = rows[_of_breakdowns(rows, values.breakdowns, by) & (rows["input"] != "")]
    for name in _size_names(series):
        found = nothing.copy()
        for owner in (COMMON, series.indicator, series.id):
            own = mine[(mine["series"] == owner) & (mine["input"] == name)]
            row = pd.MultiIndex.from_frame(cases).get_indexer(pd.MultiIndex.from_frame(own[["area", "period"]]))
            column = pd.Index(codes, dtype=object).get_indexer(pd.Index(_names(own, by), dtype=object))
            known = (row >= 0) & (column >= 0)
            found[row[known], column[known]] = own["number"].to_numpy(dtype=np.float64)[known]
        if not np.isnan(found).all():
            return name, found
    return "", nothing


def _size_names(series: Series) -> list[str]:
    """The inputs that may say how large a group is, the likeliest first."""
    divisor = Formula.parse(series.formula).divisor if series.formula else None
    own = [divisor.text] if divisor is not None and divisor.text in series.resolved_inputs else []
    return list(dict.fromkeys([*own, POPULATION]))


def rows_of_part(frame: pd.DataFrame, breakdowns: tuple[str, ...], part: Part) -> pd.DataFrame:
    """The rows of a frame with breakdown columns that are about one part."""
    wanted = dict(part)
    if not set(wanted) <= set(breakdowns):
        return frame.iloc[:0]
    mine = np.ones(len(frame), dtype=bool)
    for name in breakdowns:
        mine &= (frame[name] == wanted.get(name, TOTAL)).to_numpy()
    return frame[mine]
