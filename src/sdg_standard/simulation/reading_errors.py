"""From values and what is asked of their errors to what each number is drawn from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.methodology.uncertainty import EvidenceErrors
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.methods.small_counts import NORMAL_95, poisson, wilson
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import Observable
from sdg_standard.model.values import Values
from sdg_standard.simulation.codes import INTERVAL_NOT_DRAWN
from sdg_standard.simulation.drawable import CASE, Drawable
from sdg_standard.simulation.errors_of_evidence import Common, Counts, ErrorsOfEvidence, FewCases
from sdg_standard.simulation.reading_withheld import read_withheld
from sdg_standard.words import say

_CELL = [*CASE, "series"]


def errors_of(
    values: Values, asked: EvidenceErrors, observables: Collection[Observable], standard: Standard
) -> tuple[ErrorsOfEvidence, list[Problem]]:
    """Return what the numbers of what is observed are drawn from, and what is not drawn though somebody might expect
    it.
    """
    return _Reader(Drawable.of(values, observables, standard), asked, standard).errors()


class _Reader:
    """Reads the errors of the rows of a frame of values, in its order."""

    def __init__(self, found: Drawable, asked: EvidenceErrors, standard: Standard) -> None:
        self.found, self.frame, self.asked, self.standard = found, found.frame, asked, standard
        self.value = self.frame["value"].to_numpy(dtype=np.float64).copy()
        self.low, self.high = (self.frame[name].to_numpy(dtype=np.float64) for name in ("low", "high"))
        self.there = ~np.isnan(self.value)
        self.problems: list[Problem] = []

    def errors(self) -> tuple[ErrorsOfEvidence, list[Problem]]:
        """All errors together."""
        count = len(self.frame)
        down, up, half = np.zeros((3, count))
        stated = self._stated() if self.asked.interval else np.zeros(count, dtype=bool)
        down[stated] = (self.value - self.low)[stated] / NORMAL_95
        up[stated] = (self.high - self.value)[stated] / NORMAL_95
        free = self.there & ~stated
        counts, few = self._counts(free) if self.asked.small_counts else (_no_counts(), {})
        for place, (below, above) in few.items():
            down[place], up[place] = below, above
        spread = self._by_quality()
        down, up = (np.where(free, np.hypot(side, spread), side) for side in (down, up))
        if self.asked.rounding:
            half[free] = self._printed()[free]
        unknown, said = read_withheld(self.found, self.asked.withheld)
        self.problems += said
        for place, (low, high) in unknown.between.items():
            self.value[place], half[place] = (low + high) / 2, (high - low) / 2
        uncertain = (down > 0) | (up > 0) | (half > 0)
        uncertain[counts.places] = True
        uncertain[[*unknown.between, *unknown.few]] = True
        return self._kept(uncertain, (down, up, half), counts, unknown.cases), self.problems

    def _kept(self, uncertain: Bools, widths: tuple[Floats, ...], counts: Counts, few: FewCases) -> ErrorsOfEvidence:
        """What is uncertain, as arrays of these cells alone."""
        kept = np.flatnonzero(uncertain)
        place = np.full(len(uncertain), -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        frame = self.frame.iloc[kept]
        limits = [self.standard.series[name].limits for name in frame["series"]]
        lowest, highest = (np.array([pair[end] for pair in limits], dtype=np.float64) for end in (0, 1))
        down, up, half = (width[kept] for width in widths)
        own = Counts(place[counts.places], counts.count, counts.of, counts.each)
        cells = frame["cell"].to_numpy(dtype=np.intp)
        whole = FewCases(place[few.places], few.least, few.most, few.each)
        common = self._common(frame)
        return ErrorsOfEvidence(cells, self.value[kept], down, up, half, lowest, highest, own, whole, common)

    def _stated(self) -> Bools:
        """Which values have an interval around them; others that have an end are said not to be drawn."""
        some = (~np.isnan(self.low) | ~np.isnan(self.high)) & self.there
        whole = self.there & (self.low <= self.value) & (self.value <= self.high)
        for row in self.frame[some & ~whole].itertuples(index=False):
            text = say("uncertain.interval_not_drawn", low=_shown(row.low), high=_shown(row.high), value=row.value)
            area, period, series = str(row.area), str(row.period), str(row.series)
            self.problems.append(INTERVAL_NOT_DRAWN.problem(text, area=area, period=period, series=series))
        return np.asarray(whole)

    def _by_quality(self) -> Floats:
        """The standard deviation of each value by its grade of quality."""
        share = self.frame["quality"].map(dict(self.asked.quality)).to_numpy(dtype=np.float64)
        return np.asarray(np.nan_to_num(share) * np.abs(np.nan_to_num(self.value)))

    def _common(self, frame: pd.DataFrame) -> Common | None:
        """Which errors have something in common."""
        groups = {name: (place, item.share) for place, item in enumerate(self.asked.correlated) for name in item.ids}
        if not groups:
            return None
        place = frame["series"].map(lambda name: groups.get(name, (-1, 0.0))[0]).to_numpy(dtype=np.intp)
        share = frame["series"].map(lambda name: groups.get(name, (-1, 0.0))[1]).to_numpy(dtype=np.float64)
        keys = place.astype(str).astype(object) + "\0" + frame["period"] + "\0" + frame["area"]
        codes = np.unique(keys.astype(str), return_inverse=True)[1] if len(frame) else place
        return Common(np.where(place < 0, -1, codes).astype(np.intp), share)

    # printed digits

    def _printed(self) -> Floats:
        """Half of the last digit printed of each value that was reported, in the unit of its series."""
        plain = np.array([_half(value) for value in self.value])
        rows = self.found.rows
        if rows is None:
            return plain
        written = rows[rows["input"] == ""].drop_duplicates(_CELL)
        keys = pd.MultiIndex.from_frame(self.frame[_CELL])
        found = written.set_index(_CELL).reindex(keys)
        pairs = zip(found["written"], found["unit"], self.frame["series"], plain, strict=True)
        half = np.array([self._half_of(text, unit, name, own) for text, unit, name, own in pairs], dtype=np.float64)
        return np.where((self.frame["origin"] == "computed").to_numpy(), 0.0, half)

    def _half_of(self, written: object, unit: object, series: str, plain: float) -> float:
        """Half of the last digit of a number as it was written, in the unit of the series."""
        if not isinstance(written, str | int | float) or pd.isna(written):
            return plain
        return _half(written) * self._factor(str(unit) if isinstance(unit, str) else "", self.standard.series[series])

    def _factor(self, unit: str, series: Series) -> float:
        units = self.standard.units
        if unit in ("", series.unit) or not series.unit:
            return 1.0
        return float(units.convert(np.array([1.0]), units.parse(unit), units.parse(series.unit))[0])

    # small counts

    def _counts(self, free: Bools) -> tuple[Counts, Mapping[int, tuple[float, float]]]:
        """The numerators that are drawn; of a count of nothing or of all, which would be certain, how far it may be
        off: a standard deviation to either side, from the exact interval.
        """
        places: list[int] = []
        found: list[tuple[float, float, float]] = []
        few: dict[int, tuple[float, float]] = {}
        for place, series, count, total, each in self._numerators(free):
            share = series.kind == "share"
            if count == 0 or (share and count >= total):
                low, high = wilson(count, total) if share else poisson(count)
                size = each * (total if share else 1.0) / NORMAL_95
                at = min(count / total, 1.0) if share else count
                few[place] = (float(at - low) * size, float(high - at) * size)
                continue
            places.append(place)
            found.append((count, total if share else np.nan, each))
        columns = np.array(found, dtype=np.float64).reshape(-1, 3).T
        return Counts(np.array(places, dtype=np.intp), *columns), few

    def _numerators(self, free: Bools) -> Iterator[tuple[int, Series, float, float, float]]:
        """Each computed share or rate that is a count over something: its place, series, count, denominator, and the
        value of a count of 1.
        """
        computed = free & (self.frame["origin"] == "computed").to_numpy()
        for name in self.frame["series"][computed].unique():
            series = self.standard.series[name]
            mine = np.flatnonzero(computed & (self.frame["series"] == name).to_numpy())
            made = self.found.quotient(series, self.frame.iloc[mine])
            if made is None:
                continue
            known = (made.count >= 0) & (made.total > 0)
            columns = (column[known] for column in (mine, made.count, made.total, made.each))
            for place, one, of, value in zip(*columns, strict=True):
                yield int(place), series, float(one), float(of), float(value)


def _no_counts() -> Counts:
    nothing = np.empty(0)
    return Counts(np.empty(0, dtype=np.intp), nothing, nothing, nothing)


def _half(written: object) -> float:
    """Half of the last digit of a number as it is written.

    >>> _half("3.20"), _half(97.0), _half("1500")
    (0.005, 0.5, 0.5)
    """
    text = np.format_float_positional(written, trim="-") if isinstance(written, float) else str(written).strip()
    _, _, digits = text.replace(",", ".").rpartition(".") if "." in text or "," in text else ("", "", "")
    return 0.5 * 10.0 ** -len(digits) if digits.isdigit() or not digits else 0.0


def _shown(number: float) -> str:
    return "" if np.isnan(number) else f"{number:g}"
