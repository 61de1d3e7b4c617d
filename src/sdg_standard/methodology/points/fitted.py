"""Points that are fitted to the values of a reference set. One class for each statistic, or family of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from sdg_standard.methodology.points.base import Fitted, Tell
from sdg_standard.source import Code, Number, Whole
from sdg_standard.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sdg_standard.methods.arrays import Floats


MOST_OF_BEST = 1000
"""The mean of more than so many is worked out of all numbers."""


class FromStatistic(Fitted):
    """A statistic of the reference set."""

    rule: Literal["worst_observed", "best_observed", "mean", "median"]
    """Which."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The statistic."""
        from sdg_standard.methods.reference import STATISTICS

        return STATISTICS[self.rule](numbers.T, sign=sign)

    def places(self, count: int, sign: float) -> Sequence[int] | None:
        """An end, or the middle."""
        if self.rule == "median":
            return sorted({(count - 1) // 2, count // 2})
        if self.rule == "mean":
            return None
        return [count - 1 if (sign >= 0) == (self.rule == "best_observed") else 0]

    def at_places(self, numbers: Floats, count: int, sign: float) -> float:
        """The number, or the mean of the two in the middle."""
        import numpy as np

        return float(np.mean(numbers))

    def of_sums(self, count: int, mean: float, squares: float) -> float | None:
        """The mean."""
        return mean if self.rule == "mean" else None

    def taken(self, tell: Tell) -> str:
        """Its name."""
        return say(f"taken.{self.rule}")


class FromPercentile(Fitted):
    """A percentile of the reference set."""

    rule: Literal["percentile"]
    """`percentile`"""
    p: Number = Field(ge=0, le=100)
    """Per cent, counted from `side`."""
    side: Literal["below", "worst", "best"] = "below"
    """From which end it is counted: from below, from the worst or from the best."""
    definition: Literal[
        "linear",
        "inverted_cdf",
        "averaged_inverted_cdf",
        "closest_observation",
        "interpolated_inverted_cdf",
        "hazen",
        "weibull",
        "median_unbiased",
        "normal_unbiased",
        "lower",
        "higher",
        "midpoint",
        "nearest",
    ] = "linear"
    """Which definition of a quantile, by NumPy's names."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The percentile."""
        from sdg_standard.methods.reference import percentile

        return percentile(numbers.T, p=self.p, sign=sign, side=self.side, definition=self.definition)

    def places(self, count: int, sign: float) -> Sequence[int] | None:
        """The two that it lies between, by the usual definition."""
        if self.definition != "linear":
            return None
        low = int((count - 1) * (self.p / 100))
        places = [low, min(low + 1, count - 1)]
        return [count - 1 - place for place in places] if self._from_above(sign) else places

    def at_places(self, numbers: Floats, count: int, sign: float) -> float:
        """On the way from one to the other."""
        import numpy as np

        at = (count - 1) * (self.p / 100)
        factor = -1.0 if self._from_above(sign) else 1.0
        return float(factor * np.quantile(factor * numbers, at - int(at)))

    def _from_above(self, sign: float) -> bool:
        """Whether it is counted from the largest number."""
        return (self.side == "worst" and sign < 0) or (self.side == "best" and sign >= 0)

    def taken(self, tell: Tell) -> str:
        """Which, and from which side."""
        return say(f"taken.percentile.{self.side}", p=self.p)


class FromMeanOfBest(Fitted):
    """The mean of the best values of the reference set."""

    rule: Literal["mean_of_best"]
    """`mean_of_best`"""
    k: Whole = Field(default=5, ge=1)
    """How many; of fewer, those."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The mean."""
        from sdg_standard.methods.reference import mean_of_best

        return mean_of_best(numbers.T, k=self.k, sign=sign)

    def places(self, count: int, sign: float) -> Sequence[int] | None:
        """Those at the end, unless they are very many."""
        some = min(self.k, count)
        return None if self.k > MOST_OF_BEST else range(count - some, count) if sign >= 0 else range(some)

    def at_places(self, numbers: Floats, count: int, sign: float) -> float:
        """Their mean."""
        from sdg_standard.methods.reference import mean_of_best

        return float(mean_of_best(numbers[:, None], k=self.k, sign=sign)[0])

    def taken(self, tell: Tell) -> str:
        """Of how many."""
        return say("taken.mean_of_best", k=self.k)


class FromSd(Fitted):
    """The standard deviation of the reference set."""

    rule: Literal["sd"]
    """`sd`"""
    ddof: Whole = Field(default=1, ge=0, le=1)
    """1 for a sample, 0 for a population."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The standard deviation."""
        from sdg_standard.methods.reference import sd

        return sd(numbers.T, ddof=self.ddof)

    def of_sums(self, count: int, mean: float, squares: float) -> float | None:
        """The root of the mean square; of too few numbers NaN."""
        return (squares / (count - self.ddof)) ** 0.5 if count > self.ddof else float("nan")

    def taken(self, tell: Tell) -> str:
        """Its name."""
        return say("taken.sd")


class FromArea(Fitted):
    """The value of one area."""

    rule: Literal["value_of"]
    """`value_of`"""
    area: Code
    """Which."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The last number that the area has."""
        import numpy as np

        own = numbers[:, areas() == self.area].T[::-1]
        found = np.full(len(numbers), np.nan)
        for row in own:
            found = np.where(np.isnan(found), row, found)
        return found

    def taken(self, tell: Tell) -> str:
        """Whose value."""
        return say("taken.value_of", area=self.area)


class Gathered(Fitted):
    """A statistic of a reference set that was worked out part by part, where it lies. No file can write it."""

    rule: Literal["gathered"] = "gathered"
    """`gathered`"""
    number: Number
    """What it is."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The number, whatever stands in for the reference set here."""
        import numpy as np

        return np.full(len(numbers), self.number)
