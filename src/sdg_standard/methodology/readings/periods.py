"""Readings that take one observation, or a point between two, for each scored period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from sdg_standard.methodology.readings.base import Reading, Seen, Taken, by_day
from sdg_standard.model.period import Period, years_between
from sdg_standard.source import Number

if TYPE_CHECKING:
    pass

_DAY_ONE = date(1, 12, 31)
AGE = 1e-9
"""So much older than allowed, in years, an observation may be."""


def time_of(day: date) -> float:
    """A place in time in years, so that differences count between last days."""
    return years_between(_DAY_ONE, day)


class AtPeriod(Reading):
    """The observation of the scored period itself, else the only one at least as long that ends within it."""

    method: Literal["at_period"]
    """`at_period`"""
    looks_beyond: ClassVar[bool] = False

    def _candidates(self, periods: Sequence[Period], scored: Period) -> tuple[list[int], list[int]]:
        """The periods that equal the scored one, and the others that stand for it."""
        exact = [place for place, item in enumerate(periods) if (item.start, item.end) == (scored.start, scored.end)]
        return exact, [place for place, item in enumerate(periods) if place not in exact and item.within(scored)]

    def only(self, periods: Sequence[Period], scored: Period) -> int | None:
        """The period itself, where no other one stands for it."""
        exact, inner = self._candidates(periods, scored)
        return exact[0] if len(exact) == 1 and not inner else None

    def take(self, seen: Seen, scored: Period) -> Taken:
        """The only observation of the period; two that differ contradict each other."""
        from sdg_standard.methods.observed import only_one
        from sdg_standard.model.values import REASON

        groups = (seen.layers(places) for places in self._candidates(seen.periods, scored))
        numbers, reasons, places, several = only_one(groups, seen.shape, contradiction=REASON["contradiction"])
        return Taken(numbers, reasons, {"read": places}, tuple(several))


class Latest(Reading):
    """The newest observation with a number that ends by the end of the scored period; not carried over a status M."""

    method: Literal["latest"]
    """`latest`"""
    max_age: Number | None = Field(default=None, ge=0)
    """Years between last days; without it any age."""

    def _young(self, period: Period, scored: Period) -> bool:
        return self.max_age is None or years_between(period.end, scored.end) <= self.max_age + AGE

    def sides(self, periods: Sequence[Period], scored: Period) -> Sequence[Sequence[int]]:
        """Back in time."""
        return ([place for place in reversed(by_day(periods)) if periods[place].end <= scored.end],)

    def take(self, seen: Seen, scored: Period) -> Taken:
        """The newest number up to the scored period."""
        from sdg_standard.methods.observed import nearest
        from sdg_standard.model.values import REASON

        periods = seen.periods
        (back,) = self.sides(periods, scored)
        young = [place for place in back if self._young(periods[place], scored)]
        numbers, reasons, places = nearest(seen.layers(young), seen.shape, gone=REASON["not_applicable"])
        return Taken(numbers, reasons, {"read": places})

    def why_nothing(self, periods: Sequence[Period], has: Sequence[bool], scored: Period) -> Mapping[str, Any]:
        """The newest number, where it is too old."""
        old = [item for item, there in zip(periods, has, strict=True) if there and item.end <= scored.end]
        if not old or self.max_age is None:
            return {}
        newest = max(old, key=lambda item: item.end)
        return {"newest": newest.text, "age": years_between(newest.end, scored.end), "max_age": self.max_age}


class Interpolated(Reading):
    """On a straight line between the observations before and after; nothing is bridged over a status M."""

    method: Literal["interpolated"]
    """`interpolated`"""
    max_gap: Number | None = Field(default=None, ge=0)
    """Years between the neighbours; without it any gap."""
    outside: Literal["none", "nearest"] = "none"
    """What holds before the first and after the last."""

    def sides(self, periods: Sequence[Period], scored: Period) -> Sequence[Sequence[int]]:
        """Back and ahead in time; an observation of the day itself lies on both."""
        order = by_day(periods)
        ahead = sorted(order, key=lambda place: (periods[place].end, periods[place].days))
        back = [place for place in reversed(order) if periods[place].end <= scored.end]
        return back, [place for place in ahead if periods[place].end >= scored.end]

    def take(self, seen: Seen, scored: Period) -> Taken:
        """The value of the line on the last day of the scored period."""
        import numpy as np

        from sdg_standard.methods.observed import nearest, on_a_line
        from sdg_standard.model.values import REASON

        gone, periods = REASON["not_applicable"], seen.periods
        back, ahead = self.sides(periods, scored)
        before, _, earlier = nearest(seen.layers(back), seen.shape, gone=gone)
        after, _, later = nearest(seen.layers(ahead), seen.shape, gone=gone)
        times = np.array([*(time_of(item.end) for item in periods), np.nan])
        numbers = on_a_line(
            before,
            after,
            before_time=times[earlier],
            after_time=times[later],
            at=time_of(scored.end),
            max_gap=self.max_gap,
            outside=self.outside,
        )
        reasons = np.zeros(seen.shape, dtype=np.uint8)
        for _, _, said in seen.layers([place for place in by_day(periods) if periods[place].end == scored.end]):
            reasons = reasons if said is None else np.where(said > 0, said, reasons)
        return Taken(numbers, reasons, {"before": earlier, "after": later})

    def between(self, periods: Sequence[Period], scored: Period) -> Mapping[str, float]:
        """How far the scored period lies between two observations, or how far apart they are if that is too far."""
        if len(periods) != 2:
            return {}
        before, after = (time_of(item.end) for item in periods)
        gap = after - before
        if self.max_gap is not None and gap > self.max_gap + AGE:
            return {"gap": gap, "max_gap": self.max_gap}
        return {"gap": gap, "share": (time_of(scored.end) - before) / gap}
