"""Scoring steps that place a number against points or among others; points are on their scale afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sdg_standard.methodology.steps.base import (
    About,
    Clip,
    Done,
    Numbers,
    Path,
    Scoring,
    StepModel,
    held,
    let_through,
    term,
)
from sdg_standard.methodology.steps.edges import Edge, points_of
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Number, Seq, Strict, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Bools, Floats


def turned(sign: Floats) -> Floats:
    """The direction of what arrives, where without one more counts as better."""
    import numpy as np

    return np.where(sign == 0, 1.0, sign)


class GoalpostsStep(Scoring):
    """A straight line from the worst point to the best."""

    label: ClassVar[str] = "step.goalposts.label"
    order: ClassVar[Literal["two ends"]] = "two ends"
    places_every_number: ClassVar[bool] = True
    method: Literal["goalposts"]
    """`goalposts`"""
    worst: Edge = "worst"
    """The point that earns the low end of the scale."""
    best: Edge = "best"
    """The point that earns the high end."""
    to: Seq[Number] | None = Field(default=None, min_length=2, max_length=2)
    """Low and high end; without it the scale of the file."""
    clip: Literal["both", "top", "bottom", "none"] = "both"
    """Which ends hold; top is the good one."""

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if self.to and self.to[0] == self.to[1]:
            text = say("model.both_ends_are", end=self.to[0])
            refuse(METHOD_PARAMETER, text, say("model.give_two_ends"), ("to",))
        return self

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Less is better where the scale falls from its worst end to its best."""
        worst, best = self.to or scale
        return 1 if worst < best else -1

    def ready(self, n: Numbers, about: About) -> Numbers:
        """No best point where it lies the wrong way, so that good would earn nothing."""
        import numpy as np

        return {**n, "best": np.where(self._wrong_way(n, about), np.nan, n["best"])}

    def _wrong_way(self, n: Numbers, about: About) -> Bools:
        """Where a point that data or an area gave puts the worst end beyond the best.

        What the file itself gives is checked when it is read; what it accepts is let through.
        """
        import numpy as np

        names = {name for edge in (self.worst, self.best) for name in points_of(edge)}
        given = [names <= set(leaf.points.given) for leaf in about.leaves]
        through = np.array(given, dtype=bool).reshape(-1, 1) | let_through(about, (self.worst, self.best))
        return np.asarray((about.sign * (n["best"] - n["worst"]) < 0) & ~through)

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """low + (high - low) × (x - worst) / (best - worst)."""
        from sdg_standard import methods

        low, high = self.to or about.scale
        return methods.goalposts(x, worst=n["worst"], best=n["best"], to=(low, high), clip=about.clip or self.clip)

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """The ends of the scale, where it says them."""
        yield from ((("to", index), score) for index, score in enumerate(self.to or ()))

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """The ends of the scale, where both hold."""
        low, high = self.to or scale
        return (min(low, high), max(low, high)) if self.clip == "both" else None

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """Both points and both ends."""
        low, high = self.to or scale
        return super().shown(numbers, leaf, scale) | {"low": float(low), "high": float(high)}

    def sentence(self, done: Done) -> str:
        """low + (high - low) × (x - worst) / (best - worst) = y."""
        numbers, before = done["numbers"], done["before"]
        worst, best, low, high = (numbers[name] for name in ("worst", "best", "low", "high"))
        raw = low + (high - low) * (before - worst) / (best - worst)
        facts = {"low": low, "span": high - low, "before": before, "worst": term(worst), "best": best}
        return say("step.goalposts.from" if low else "step.goalposts", **facts, raw=raw, held=held(raw, done))

    def told_of_loss(self, done: Done) -> str:
        """Worst and best are equal, or the worst is better than the best."""
        numbers = done["numbers"]
        if done.get("lacks") or not {"worst", "best"} <= set(numbers):
            return super().told_of_loss(done)
        key = "step.goalposts.same" if numbers["worst"] == numbers["best"] else "step.goalposts.turned"
        return say(key, worst=numbers["worst"], best=numbers["best"], before=done["before"])


class ShareOf(Scoring):
    """The share of a point that is reached, 0 to 1."""

    label: ClassVar[str] = "step.share_of.label"
    takes_band: ClassVar[bool] = True
    free_of_direction: ClassVar[bool] = True
    needs_direction: ClassVar[bool] = True
    method: Literal["share_of"]
    """`share_of`"""
    point: Edge = "benchmark"
    """The point."""
    clip: Literal["both", "top", "bottom", "none"] = "top"
    """Which ends hold."""

    @property
    def share_of_what(self) -> Any:
        """The point."""
        return self.point

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """x / point, point / x where less is better, the smaller of both of a target value."""
        from sdg_standard import methods

        upper, ends = n.get("upper", n["point"]), about.clip or self.clip
        return methods.share_of(x, point=n["point"], upper=upper, sign=about.sign, clip=ends)

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """Nothing and all, where both hold."""
        return (0.0, 1.0) if self.clip == "both" else None

    def sentence(self, done: Done) -> str:
        """The share that is reached, as the arithmetic that gave it."""
        before, point = done["before"], done["numbers"]["point"]
        upper = done["numbers"].get("upper", point)
        facts = {"before": before, "after": done["after"], "point": point, "low": point, "high": upper}
        if point <= before <= upper and point != upper:
            return say("step.share_of.within", **facts)
        if point == 0 and (upper == point or done["sign"] != 0):
            return say("step.share_of.zero" if done["after"] >= 1 else "step.share_of.not_zero", **facts)
        if done["sign"] < 0 and before <= 0:
            return say("step.share_of.below", **facts)
        return self._divided(done, before, point, upper)

    def _divided(self, done: Done, before: float, point: float, upper: float) -> str:
        sign = done["sign"]
        up, down = say("step.ratio", of=before, by=point), say("step.ratio", of=upper, by=before)
        rising = sign > 0 or (sign == 0 and before <= point)
        if sign == 0 and upper != point:
            one = up if before < point else down
            return say("step.share_of.outside", before=before, low=point, high=upper, ratio=one, after=done["after"])
        raw = before / point if rising else upper / before
        both = say("step.share_of.smaller", up=up, down=down) if sign == 0 else up if rising else down
        return say("step.share_of", ratio=both, raw=raw, held=held(raw, done))


class MeanSd(Strict):
    """A mean and a standard deviation."""

    mean: Number
    """Mean."""
    sd: Number = Field(gt=0)
    """Standard deviation."""


class ZScore(Scoring):
    """The distance from the mean in standard deviations."""

    label: ClassVar[str] = "step.z_score.label"
    places_every_number: ClassVar[bool] = True
    needs_direction: ClassVar[bool] = True
    implied: ClassVar[Mapping[str, str]] = {"mean": "mean", "sd": "sd"}
    method: Literal["z_score"]
    """`z_score`"""
    mean: Edge = "mean"
    """The mean; without a rule fitted to the reference."""
    sd: Edge = "sd"
    """The standard deviation; without a rule fitted to the reference."""
    to: MeanSd | None = None
    """Mean and standard deviation of the scores; without it 0 and 1."""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """(x - mean) / sd, turned so that more is better."""
        from sdg_standard import methods

        sign, to = turned(about.sign), (self.to.mean, self.to.sd) if self.to else (0.0, 1.0)
        return methods.z_score(x * sign, mean=n["mean"] * sign, sd=n["sd"], to=to)

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """What the mean earns."""
        if self.to is not None:
            yield ("to", "mean"), self.to.mean

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """Mean and standard deviation, of values and of scores."""
        mean, sd = (self.to.mean, self.to.sd) if self.to else (0.0, 1.0)
        return super().shown(numbers, leaf, scale) | {"to_mean": mean, "to_sd": sd}

    def sentence(self, done: Done) -> str:
        """(x - mean) / sd = y."""
        numbers, falls = done["numbers"], (done["sign"] or 1.0) < 0
        facts = {"before": done["before"], "mean": term(numbers["mean"]), "sd": numbers["sd"], "after": done["after"]}
        if numbers["to_mean"] == 0 and numbers["to_sd"] == 1:
            return say("step.z_score.turned" if falls else "step.z_score", **facts)
        facts |= {"to_mean": numbers["to_mean"], "to_sd": numbers["to_sd"]}
        return say("step.z_score.to_turned" if falls else "step.z_score.to", **facts)


class RankStep(Scoring):
    """The place among the areas of the reference; the best has the highest."""

    label: ClassVar[str] = "step.rank.label"
    needs_direction: ClassVar[bool] = True
    ranks_among: ClassVar[bool] = True
    method: Literal["rank", "percentile_rank"]
    """`rank`, or (rank - 1) / (n - 1)."""
    ties: Literal["min", "max", "mean", "dense"] = "min"
    """What equal values get."""
    start: Number = 1.0
    """Rank of the worst."""
    among: Seq[Number] | None = None
    """The numbers it is a place among, on the scale before the step; without them those of the reference. `fit` writes
    them, an empty list where the reference had none.
    """

    @property
    def written_sample(self) -> Sequence[float] | None:
        """What `fit` wrote."""
        return self.among

    @property
    def reads_reference(self) -> bool:
        """A place is one among others, unless they are written."""
        return self.among is None

    def frozen(self, fitted: Mapping[str, Any]) -> list[StepModel]:
        """The step with the numbers that it ranks among."""
        return [self.model_copy(update={"among": tuple(fitted["among"])})] if "among" in fitted else [self]

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The place among the reference, period by period where it is refitted."""
        import numpy as np

        from sdg_standard import methods

        result, sign = np.full(x.shape, np.nan), turned(about.sign)[:, 0]
        for cases, reference in about.among(x.shape[1]):
            for row, turn in enumerate(sign):
                own, others = x[row, cases] * turn, reference[row] * turn
                if self.method == "rank":
                    result[row, cases] = methods.rank_in(own, reference=others, ties=self.ties, start=self.start)
                else:
                    result[row, cases] = methods.percentile_rank_in(own, reference=others, ties=self.ties)
        return result

    def on_points(self, x: Floats, n: Numbers, about: About) -> Floats:
        """A point may have another place in each period."""
        return self.apply(about.everywhere(x), n, about)

    def sentence(self, done: Done) -> str:
        """How many are worse, and the place that follows."""
        numbers = done["numbers"]
        count, behind = numbers["count"], numbers["behind"]
        what = say("step.rank.different" if self.ties == "dense" else "step.rank.numbers", n=count)
        same = say("step.rank.equal", equal=numbers["equal"]) if numbers["equal"] > 1 else ""
        worse = say("step.rank.worse", what=what, n=behind, same=same)
        if self.method == "rank":
            return say("step.rank", worse=worse, after=done["after"], start=self.start)
        return say("step.rank.percentile", worse=worse, others=count - 1, after=done["after"])

    def told_of_loss(self, done: Done) -> str:
        """There are no others."""
        alone = self.method == "percentile_rank" and done["numbers"].get("count", 0) < 2
        return say("step.rank.alone") if alone and not done.get("lacks") else super().told_of_loss(done)


class DistanceInSd(Scoring):
    """How many standard deviations are left to a point; lower is better."""

    label: ClassVar[str] = "step.distance_in_sd.label"
    places_every_number: ClassVar[bool] = True
    needs_direction: ClassVar[bool] = True
    method: Literal["distance_in_sd"]
    """`distance_in_sd`"""
    point: Edge = "target"
    """The point."""
    sd: Edge = "sd"
    """The standard deviation."""
    floor: Number | None = 0.0
    """The smallest distance."""

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """The less is left the better."""
        return -1

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """(point - x) / sd, or (x - point) / sd where less is better; 0 left to go is the good end."""
        from sdg_standard import methods

        top: tuple[Clip | None, ...] = (None, "both", "top")
        floor = self.floor if about.clip in top else None
        return methods.distance_in_sd(x, point=n["point"], sd=n["sd"], sign=about.sign, floor=floor)

    def sentence(self, done: Done) -> str:
        """(point - x) / sd = y."""
        before, point, sd = done["before"], done["numbers"]["point"], done["numbers"]["sd"]
        high, low = (point, before) if done["sign"] >= 0 else (before, point)
        left = (high - low) / sd
        return say("step.distance_in_sd", high=high, low=term(low), sd=sd, left=left, held=held(left, done))
