"""How a figure stands against what the municipality itself has resolved: its bands, or the pace to its target.

Pace: a target of ``value`` in ``period`` from ``baseline_value`` in ``baseline_period`` asks for the share
``e = (t − t₀) / (T − t₀)`` of the way at time t; a figure has gone ``p = (v − b) / (w − b)`` of it. Reached from
p ≥ 1; on track while p ≥ e; at risk while p ≥ e / 2, off track below; lost when the time is out. Half is the border
that the SDG index of SDSN uses for the same question.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sdg_standard.agenda.periods import period_of
from sdg_standard.methods.arrival import Arrival, arrival
from sdg_standard.model.agenda import AgendaCommitment, Bands, Interval, Verdict
from sdg_standard.model.period import Period

Pace = Literal["reached", "on_track", "at_risk", "off_track", "lost"]
FARTHEST = 2101
"""A year of arrival from here on says only that the target is far away."""
HALF = 0.5
"""The share of the required pace below which a commitment is off track."""


@dataclass(frozen=True)
class Standing:
    """One figure against one commitment."""

    commitment: AgendaCommitment
    value: float
    period: Period | None

    @cached_property
    def bands(self) -> Bands | None:
        """The bands of the commitment."""
        return bands_for(self.commitment)

    @cached_property
    def verdict(self) -> Verdict | None:
        """Which band the figure lies in."""
        return None if self.bands is None else self.bands.judge(self.value).verdict

    @cached_property
    def gap(self) -> bool:
        """Whether the figure lies between two bands, in neither."""
        return self.bands is not None and self.bands.judge(self.value).gap

    @cached_property
    def gone(self) -> float | None:
        """The share p of the way from baseline to target; None where there is no way: baseline equals target."""
        base, goal = self.commitment.baseline_value, self.commitment.value
        return None if base is None or goal is None or base == goal else (self.value - base) / (goal - base)

    @cached_property
    def due(self) -> float | None:
        """The share e of the time from baseline to target that had passed; None where the times are not known."""
        start, end = period_of(self.commitment.baseline_period), period_of(self.commitment.period)
        if start is None or end is None or self.period is None or end.end <= start.end:
            return None
        return (self.period.end - start.end).days / (end.end - start.end).days

    @cached_property
    def required(self) -> float | None:
        """The change a year that the target asks for from the baseline on, in the unit of the series."""
        years = self._years(self.commitment.period)
        base, goal = self.commitment.baseline_value, self.commitment.value
        return None if years is None or base is None or goal is None else (goal - base) / years

    @cached_property
    def observed(self) -> float | None:
        """The change a year from the baseline to the figure."""
        years = None if self.period is None else self._years(self.period.text)
        base = self.commitment.baseline_value
        return None if years is None or base is None else (self.value - base) / years

    def _years(self, until: str) -> float | None:
        start, end = period_of(self.commitment.baseline_period), period_of(until)
        if start is None or end is None or end.end <= start.end:
            return None
        return (end.end - start.end).days / 365.25

    @cached_property
    def pace(self) -> Pace | None:
        """How the figure stands against the way to the target; None without baseline, target or times."""
        if self._has_arrived:
            return "reached"
        if self.gone is None or self.due is None:
            return None
        if self.due >= 1:
            return "lost"
        if self.due <= 0 or self.gone >= self.due:
            return "on_track"
        return "at_risk" if self.gone >= HALF * self.due else "off_track"

    @property
    def _has_arrived(self) -> bool:
        """Whether the target is reached, also where it needs no baseline to see it."""
        goal, way = self.commitment.value, self.commitment.direction
        if goal is None:
            return False
        if self.gone is not None:
            return self.gone >= 1
        if self.commitment.baseline_value == goal and not way:
            return self.value == goal
        return {"higher_is_better": self.value >= goal, "lower_is_better": self.value <= goal}.get(way, False)

    def arrival(self, figures: Iterable[tuple[Period, float]] = ()) -> Arrival | None:
        """The year in which the target is reached if the figures go on as they have gone, with an interval.

        ``figures`` are further ones of the same commitment; those up to this one count, with the baseline and this
        one: the line of least squares through them, which for two is the observed pace. None where the target is
        reached, where the line moves away from it or stands still, and without target or period; a year after 2100 is
        none, and an interval that goes beyond is none.
        """
        goal, start = self.commitment.value, period_of(self.commitment.baseline_period)
        if self.period is None or goal is None or self._has_arrived:
            return None
        known = {period.end: value for period, value in figures if period.end <= self.period.end}
        known[self.period.end] = self.value
        if start is not None and self.commitment.baseline_value is not None:
            known.setdefault(start.end, self.commitment.baseline_value)
        found = arrival([place_in_time(day) for day in known], list(known.values()), target=goal)
        if found is None or not place_in_time(self.period.end) < found.time < FARTHEST:
            return None
        return found if found.late is not None and found.late < FARTHEST else Arrival(found.time)

    @property
    def deviates(self) -> bool:
        """Whether the figure is outside the accepted band, or behind the pace that the target asks for."""
        return self.verdict == "not_approved" or (
            self.verdict is None and self.pace in ("at_risk", "off_track", "lost")
        )


def place_in_time(day: datetime.date) -> float:
    """A day as a number of years, on which lines are drawn."""
    return day.year + day.timetuple().tm_yday / 365.25


def bands_for(commitment: AgendaCommitment) -> Bands | None:
    """The bands of a commitment: as printed, or made of the columns ``low``, ``high``, ``accepted_low``, ``…_high``.

    The accepted interval of the columns lies around the desired one and reaches up to it.
    """
    if commitment.bands is not None:
        return commitment.bands
    low, high = commitment.low, commitment.high
    if low is None and high is None:
        return None
    desired = Interval(*_ends(low, high))
    accepted = []
    if commitment.accepted_low is not None and low is not None and commitment.accepted_low < low:
        accepted.append(Interval(commitment.accepted_low, low, open_high=True))
    if commitment.accepted_high is not None and high is not None and commitment.accepted_high > high:
        accepted.append(Interval(high, commitment.accepted_high, open_low=True))
    return Bands((desired,), tuple(accepted), commitment.decimals if commitment.decimals is not None else 12)


def _ends(low: float | None, high: float | None) -> tuple[float, float]:
    return -float("inf") if low is None else low, float("inf") if high is None else high
