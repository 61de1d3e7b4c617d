"""From what is known of numbers that are not known to what each is drawn from.

Nothing is drawn here unless somebody asks, and then of what was free to be handed on: the ends that a row states beside
an empty value, or a rule that says how many cases are too few. The number itself is looked at nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

import numpy as np
import pandas as pd

from sdg_standard.errors import Problem
from sdg_standard.methodology.uncertainty import Withheld
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.indicator import Series
from sdg_standard.simulation.codes import WITHHELD_DRAWN, WITHHELD_NOT_DRAWN
from sdg_standard.simulation.drawable import CASE, Drawable, Quotient
from sdg_standard.simulation.errors_of_evidence import FewCases
from sdg_standard.words import say

Ends = tuple[float, float]


@dataclass
class Unknown:
    """What is drawn of numbers that are not known: evenly between two ends, or whole numbers of cases."""

    between: dict[int, Ends] = field(default_factory=dict)
    """By the place of the value."""
    few: dict[int, tuple[int, int, float]] = field(default_factory=dict)
    """By the place of the value: fewest and most cases, and what one of them adds."""

    @property
    def cases(self) -> FewCases:
        """The whole numbers, in the order of their places."""
        places = sorted(self.few)
        columns = [[self.few[place][at] for place in places] for at in range(3)]
        least, most = (np.array(column, dtype=np.intp) for column in columns[:2])
        return FewCases(np.array(places, dtype=np.intp), least, most, np.array(columns[2], dtype=np.float64))


def read_withheld(found: Drawable, asked: Withheld) -> tuple[Unknown, list[Problem]]:
    """Return what the values without a number are drawn from, and what there is to say about that."""
    reader = _Reader(found, asked)
    return reader.unknown, list(reader.problems())


@dataclass(frozen=True)
class _NotGiven:
    """A value without a number, and what is known of it."""

    place: int
    own: Ends | None
    """What its row states; NaN where that is only that it is withheld."""
    counted: Ends | None
    """The same of its number of cases."""
    hidden: bool
    """Whether it is withheld since its cases are few."""
    each: float
    """The value that one case gives; NaN where that is not known."""
    most: float
    """How many cases there can be."""


class _Reader:
    def __init__(self, found: Drawable, asked: Withheld) -> None:
        self.found, self.asked = found, asked
        self.unknown = Unknown()
        frame, stated = found.frame, found.withheld
        self.stated = {} if stated is None else {tuple(row[:5]): row[5:] for row in stated.itertuples(index=False)}
        """By area, period, part, series and input: low and high, NaN where they are not stated."""
        self.left: dict[str, int] = {}
        """By series, how many numbers are withheld, or stated to lie between ends, and not drawn."""
        missing = frame["value"].isna().to_numpy()
        for name in frame["series"][missing].unique():
            self._read(found.standard.series[name], np.flatnonzero(missing & (frame["series"] == name).to_numpy()))

    def _read(self, series: Series, places: np.ndarray) -> None:
        for one in self._not_given(series, places):
            if (one.hidden or one.own or one.counted) and not self._taken(one):
                self.left[series.id] = self.left.get(series.id, 0) + 1

    def _not_given(self, series: Series, places: np.ndarray) -> Iterator[_NotGiven]:
        """The values of a series that have no number, with what is known of each."""
        rows, counts = self.found.frame.iloc[places], _counts(series)
        quotient = self.found.quotient(series, rows) if self.asked.interval or self.asked.cases else None
        each = np.full(len(rows), 1.0 if counts else np.nan) if quotient is None else quotient.each
        most = np.full(len(rows), np.inf) if quotient is None or series.kind != "share" else quotient.total
        hidden = _too_few(rows)
        for at, case in enumerate(rows[CASE].itertuples(index=False, name=None)):
            own = self.stated.get((*case, series.id, ""))
            counted = own if counts else self._numerator(case, series, quotient)
            known = float(each[at]), float(most[at])
            yield _NotGiven(int(places[at]), None if counts else own, counted, bool(hidden[at]), *known)

    def _numerator(self, case: tuple[str, ...], series: Series, quotient: Quotient | None) -> Ends | None:
        """What the row of the numerator states."""
        if quotient is None:
            return None
        owners = (series.id, series.indicator)
        known = (self.stated.get((*case, owner, quotient.numerator)) for owner in owners)
        return next((ends for ends in known if ends is not None), None)

    def _taken(self, one: _NotGiven) -> bool:
        """Take what a value is drawn from; whether there is anything."""
        if self.asked.interval and _are_known(one.own):
            self.unknown.between[one.place] = one.own
            return True
        if self.asked.interval and _are_known(one.counted):
            return self._cases(one, one.counted)
        if self.asked.cases is not None and (one.hidden or one.counted is not None):
            return self._cases(one, self.asked.cases)
        return False

    def _cases(self, one: _NotGiven, ends: Sequence[float]) -> bool:
        least, most = int(np.ceil(ends[0])), int(np.floor(min(ends[1], one.most)))
        if np.isnan(one.each) or least > most:
            return False
        self.unknown.few[one.place] = least, most, one.each
        return True

    def problems(self) -> Iterator[Problem]:
        """How many numbers are drawn that are not known, and of which series some are not."""
        drawn = len(self.unknown.between) + len(self.unknown.few)
        if drawn:
            yield WITHHELD_DRAWN.problem(say("withheld.drawn", n=drawn))
        wanted = self.asked.interval or self.asked.cases is not None
        for name, count in self.left.items():
            if wanted or self._states_ends(name):
                text = say("withheld.not_drawn" if wanted else "withheld.not_asked_for", n=count, series=name)
                yield WITHHELD_NOT_DRAWN.problem(text, severity="warning" if wanted else "note", series=name)

    def _states_ends(self, series: str) -> bool:
        return any(key[3] == series and not np.isnan(ends[0]) for key, ends in self.stated.items())


def _too_few(rows: pd.DataFrame) -> Bools:
    """Which values are withheld since too few stand behind them, as far as their codes say so."""
    free, withheld = rows["confidentiality"].isin(["", "F"]), rows["reason"] == "suppressed"
    return np.asarray(withheld & ((rows["confidentiality"] == "A") | (free & (rows["status"] == "Q"))), dtype=bool)


def _are_known(ends: Ends | None) -> TypeGuard[Ends]:
    return ends is not None and not np.isnan(ends[0])


def _counts(series: Series) -> bool:
    """Whether a value is itself a number of cases."""
    return series.kind == "count" and (series.unit or "count") == "count"
