"""Means: what is good in one child makes up, more or less, for what is not in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from sdg_standard.model.methodology.aggregates.base import About, Aggregate, Told
from sdg_standard.source import Number, Whole

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import CasesByChildren, PerCase, PerChild


class ArithmeticMean(Aggregate):
    """The mean: what is good makes up for what is not."""

    method: Literal["arithmetic_mean"]
    """`arithmetic_mean`"""
    function: ClassVar[str] = "aggregate.arithmetic_mean"
    label: ClassVar[str] = "the mean"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True

    def contribution(self, share: float, number: float) -> float | None:
        """Its share of the weights times its number."""
        return share * number

    @classmethod
    def line(cls, told: Told) -> str:
        """The sum of the parts over the sum of their weights."""
        return f"({told.terms}) / {told.total}"


class GeometricMean(Aggregate):
    """The geometric mean: a low number pulls down more than a high one lifts."""

    method: Literal["geometric_mean"]
    """`geometric_mean`"""
    function: ClassVar[str] = "aggregate.geometric_mean"
    label: ClassVar[str] = "the geometric mean"
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
    label: ClassVar[str] = "the harmonic mean"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    @classmethod
    def line(cls, told: Told) -> str:
        """The weights over the sum of their quotients."""
        below = (f"{'1' if told.alike else told.number(w)} / {told.number(x)}" for x, w in told.weighted)
        return f"{told.total} / ({' + '.join(below)})"


class PowerMean(Aggregate):
    """The mean of powers, back on the scale of the numbers."""

    method: Literal["power_mean"]
    """`power_mean`"""
    p: Number
    """The exponent; the lower, the more the lowest number counts."""
    function: ClassVar[str] = "aggregate.power_mean"
    label: ClassVar[str] = "the power mean, exponent {p}"
    weighs: ClassVar[bool] = True
    keeps_inside: ClassVar[bool] = True
    takes_negatives: ClassVar[bool] = False

    @classmethod
    def line(cls, told: Told) -> str:
        """The root of the mean of the powers; of the exponent 0 the geometric mean."""
        if not told.parameters["p"]:
            return _geometric(told)
        p = told.term(told.parameters["p"])
        powers = (f"{'' if told.alike else f'{told.number(w)} × '}{told.number(x)}^{p}" for x, w in told.weighted)
        return f"(({' + '.join(powers)}) / {told.total})^(1/{p})"


class MeanOfWorst(Aggregate):
    """The plain mean of the worst few."""

    method: Literal["mean_of_worst"]
    """`mean_of_worst`"""
    k: Whole = Field(ge=1)
    """How many; of fewer, those."""
    function: ClassVar[str] = "aggregate.mean_of_worst"
    label: ClassVar[str] = "the mean of the {k} worst"
    keeps_inside: ClassVar[bool] = True

    def make(self, across: CasesByChildren, weights: Any, about: About) -> PerCase:
        """What is worst depends on the direction of the children."""
        made: PerCase = self.kernel()(across, k=self.k, weights=weights, higher_is_better=about.higher_is_better)
        return made

    @classmethod
    def line(cls, told: Told) -> str:
        """The sum of the worst over their number."""
        worst = sorted((x for x, _ in told.weighted), reverse=not told.higher_is_better)[: told.parameters["k"]]
        return f"({' + '.join(map(told.term, worst))}) / {len(worst)}"


class PenalisedMean(Aggregate):
    """A mean that unevenness costs."""

    method: Literal["penalised_mean"]
    """`penalised_mean`"""
    sd: Literal["sample", "population"] = "population"
    """Which standard deviation."""
    penalty: Literal["downward", "upward"] = "downward"
    """In which direction."""
    function: ClassVar[str] = "aggregate.penalised_mean"
    label: ClassVar[str] = "the mean with a penalty for being uneven"
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
        mean, spread = (told.number(told.between[name]) for name in ("mean", "deviation"))
        sign = "−" if told.parameters["penalty"] == "downward" else "+"
        return f"mean {mean}, standard deviation {spread}: {mean} {sign} {spread}² / {mean}"


def _geometric(told: Told) -> str:
    numbers = [told.number(number) for number, _ in told.weighted]
    if told.alike:
        return f"({' × '.join(numbers)})^(1/{len(numbers)})"
    return " × ".join(f"{number}^{told.number(share)}" for number, share in zip(numbers, told.shares, strict=True))
