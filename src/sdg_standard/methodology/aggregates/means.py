"""Means: what is good in one child makes up, more or less, for what is not in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from sdg_standard.methodology.aggregates.base import About, Aggregate, Told
from sdg_standard.source import Number, Whole
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import CasesByChildren, PerCase, PerChild


class ArithmeticMean(Aggregate):
    """The mean: what is good makes up for what is not."""

    method: Literal["arithmetic_mean"]
    """`arithmetic_mean`"""
    function: ClassVar[str] = "aggregate.arithmetic_mean"
    label: ClassVar[str] = "aggregate.arithmetic_mean.label"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True

    def contribution(self, share: float, number: float) -> float | None:
        """Its share of the weights times its number."""
        return share * number

    @classmethod
    def line(cls, told: Told) -> str:
        """The sum of the parts over the sum of their weights."""
        return say("aggregate.arithmetic_mean", terms=told.terms, total=told.total)


class GeometricMean(Aggregate):
    """The geometric mean: a low number pulls down more than a high one lifts."""

    method: Literal["geometric_mean"]
    """`geometric_mean`"""
    function: ClassVar[str] = "aggregate.geometric_mean"
    label: ClassVar[str] = "aggregate.geometric_mean.label"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    @classmethod
    def line(cls, told: Told) -> str:
        """The root of the product, or the product of powers."""
        return _geometric(told)


class HarmonicMean(Aggregate):
    """The harmonic mean: the mean of rates over equal amounts."""

    method: Literal["harmonic_mean"]
    """`harmonic_mean`"""
    function: ClassVar[str] = "aggregate.harmonic_mean"
    label: ClassVar[str] = "aggregate.harmonic_mean.label"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    @classmethod
    def line(cls, told: Told) -> str:
        """The weights over the sum of their quotients."""
        below = [say("step.ratio", of=1.0 if told.alike else w, by=x) for x, w in told.weighted]
        return say("aggregate.harmonic_mean", total=told.total, below=below)


class PowerMean(Aggregate):
    """The mean of powers, back on the scale of the numbers."""

    method: Literal["power_mean"]
    """`power_mean`"""
    p: Number
    """The exponent; the lower, the more the lowest number counts."""
    function: ClassVar[str] = "aggregate.power_mean"
    label: ClassVar[str] = "aggregate.power_mean.label"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    @classmethod
    def line(cls, told: Told) -> str:
        """The root of the mean of the powers; of the exponent 0 the geometric mean."""
        if not told.parameters["p"]:
            return _geometric(told)
        p = told.term(told.parameters["p"])
        powers = []
        for x, weight in told.weighted:
            power = say("aggregate.power", number=x, power=p)
            powers.append(power if told.alike else told.times((told.number(weight), power)))
        return say("aggregate.power_mean", powers=powers, total=told.total, power=p)


class MeanOfWorst(Aggregate):
    """The plain mean of the worst few."""

    method: Literal["mean_of_worst"]
    """`mean_of_worst`"""
    k: Whole = Field(ge=1)
    """How many; of fewer, those."""
    function: ClassVar[str] = "aggregate.mean_of_worst"
    label: ClassVar[str] = "aggregate.mean_of_worst.label"
    keeps_inside: ClassVar[bool] = True

    def make(self, across: CasesByChildren, weights: Any, about: About) -> PerCase:
        """What is worst depends on the direction of the children."""
        made: PerCase = self.kernel()(across, k=self.k, weights=weights, higher_is_better=about.higher_is_better)
        return made

    @classmethod
    def line(cls, told: Told) -> str:
        """The sum of the worst over their number."""
        worst = sorted((x for x, _ in told.weighted), reverse=not told.higher_is_better)[: told.parameters["k"]]
        return say("aggregate.arithmetic_mean", terms=told.plus(map(told.term, worst)), total=len(worst))


class PenalisedMean(Aggregate):
    """A mean that unevenness costs."""

    method: Literal["penalised_mean"]
    """`penalised_mean`"""
    sd: Literal["sample", "population"] = "population"
    """Which standard deviation."""
    penalty: Literal["downward", "upward"] = "downward"
    """In which direction."""
    function: ClassVar[str] = "aggregate.penalised_mean"
    label: ClassVar[str] = "aggregate.penalised_mean.label"
    weighs: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    def between(self, numbers: PerChild, weights: PerChild) -> dict[str, float]:
        """The mean, and the standard deviation that is the measure of unevenness."""
        from sdg_standard.methods.aggregate import mean_and_deviation

        mean, deviation = mean_and_deviation(numbers, weights=weights, sd=self.sd)
        return {"mean": mean, "deviation": deviation}

    @classmethod
    def line(cls, told: Told) -> str:
        """The mean less, or plus, what the unevenness costs."""
        sign = "−" if told.parameters["penalty"] == "downward" else "+"
        between = told.between
        return say("aggregate.penalised_mean", mean=between["mean"], spread=between["deviation"], sign=sign)


def _geometric(told: Told) -> str:
    numbers = [told.number(number) for number, _ in told.weighted]
    if told.alike:
        return say("aggregate.root", numbers=numbers, count=len(numbers))
    powers = ((x, told.number(share)) for (x, _), share in zip(told.weighted, told.shares, strict=True))
    return told.times(say("aggregate.power", number=x, power=share) for x, share in powers)
