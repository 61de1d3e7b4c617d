"""Points that the definition of the series has, and the targets that areas have adopted themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from sdg_standard.methodology.points.base import Asks, Case, Defined, FromRule, Known, PerCase
from sdg_standard.model.indicator import Benchmark, Goalpost, Series
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats


class FromBenchmark(PerCase):
    """The benchmark of the series."""

    rule: Literal["benchmark"]
    """`benchmark`"""
    at: Literal["edition", "period"] = "edition"
    """`edition`: the newest, one yardstick for all periods; `period`: the one in force on the period's last day."""

    is_benchmark: ClassVar[bool] = True

    def is_known(self, series: Series) -> bool:
        """Where it is the same for every area and period."""
        return self.at == "edition" and not series.benchmarks_differ

    def known(self, about: Defined) -> Known | None:
        """The newest one, which is no number where it is a band."""
        newest = about.series.benchmark
        return None if newest is None else known_benchmark(newest, newest.value)

    def stated(self, asks: Asks) -> Floats | None:
        """The benchmark."""
        return asks.in_force(at_period=self.at == "period")

    def sentence(self, case: Case) -> str:
        """Since when it counts, or for whom."""
        return say("origin.benchmark_on", day=case.day) if self.at == "period" else say("origin.benchmark_of_kind")


def known_benchmark(item: Benchmark, value: float | str | None) -> Known | None:
    """A number of a benchmark: its value, or an end of its band."""
    if not isinstance(value, float | int):
        return None
    key = "origin.benchmark_proposed" if item.status == "proposed" else "origin.benchmark"
    origin = say(key, begin=item.from_, basis=item.basis, source=item.source)
    return Known(float(value), origin, item.status == "proposed")


class FromGoalpost(FromRule):
    """The end of the scale that the definition of the series offers."""

    rule: Literal["goalpost"]
    """`goalpost`"""
    end: Literal["worst", "best"] | None = None
    """Which end; without it the one that has the name of the point."""

    def is_known(self, series: Series) -> bool:
        """It is."""
        return True

    def known(self, about: Defined) -> Known | None:
        """The end that it means."""
        post: Goalpost | None = getattr(about.series.goalposts, self.end or about.point, None)
        if post is None:
            return None
        origin = say("origin.goalpost", basis=post.basis, source=post.source)
        return Known(float(post.value), origin, post.status == "proposed")


class DrawnPoint(PerCase):
    """A number that an analysis of uncertainty draws. No file can write it."""

    rule: Literal["drawn"] = "drawn"
    """`drawn`"""

    def stated(self, asks: Asks) -> Floats | None:
        """What was drawn."""
        return asks.drawn()


class FromCommitment(PerCase):
    """The target that the area itself has adopted, or another number of that decision."""

    rule: Literal["commitment"]
    """`commitment`"""
    of: Literal["value", "low", "high", "accepted_low", "accepted_high", "baseline_value"] | None = None
    """Which number; without it the one that has the name of the point, and of any other name the target, `value`."""

    def stated(self, asks: Asks) -> Floats | None:
        """The number."""
        return asks.committed(self.of or "")

    def sentence(self, case: Case) -> str:
        """Whose decision it is."""
        own = case.commitment
        key = {None: "origin.own_target", "value": "origin.own_target", "baseline_value": "origin.own_baseline"}
        return say(key.get(self.of, "origin.own_band"), decision=decision(own) if own else "")

    def facts(self, case: Case) -> Mapping[str, Any]:
        """The target with its year and decision."""
        return {} if case.commitment is None else {"commitment": case.commitment}


def decision(own: Mapping[str, Any]) -> str:
    """When a target of a municipality's own is to be reached, who adopted it when, and where that stands.

    >>> decision({"year": 2030, "decided_by": "the council", "decided_on": "2024-05-13", "source": "case 24/131"})
    ', for 2030 (decided by the council on 2024-05-13, case 24/131)'
    """
    by = say("origin.by", who=own["decided_by"]) if own["decided_by"] else ""
    on = say("origin.on", day=own["decided_on"]) if own["decided_on"] else ""
    decided = say("origin.decided", how=[by, on]) if by or on else ""
    facts = [part for part in (decided, own["source"]) if part]
    if facts:
        return say("origin.for_year_decided", year=own["year"], facts=facts)
    return say("origin.for_year", year=own["year"])
