"""Ways to a target: a growth, a pace or what is expected, over what the target asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from sdg_standard.methodology.readings.base import COMMITMENT
from sdg_standard.methodology.readings.paths import Aim, PathReading, TargetYear, Window, at_ends
from sdg_standard.methodology.readings.words import (
    Data,
    Tell,
    no_rate,
    per_cent,
    rate,
    several_years,
    turned,
    year_words,
)
from sdg_standard.methodology.steps import Edge
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Number, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats


class TargetReading(PathReading):
    """A change over what a target asks for."""

    target: Edge | None = None
    """The point to reach, or `commitment`; needed."""
    year: TargetYear = None
    """The year by which; needed, unless the target is a commitment, which has its own."""

    asks: ClassVar[tuple[str, ...]] = ("target",)
    towards: ClassVar[bool] = True

    @property
    def timeless(self) -> bool:
        """Whether it needs no year of its own."""
        return self.target == COMMITMENT

    @property
    def absent(self) -> tuple[str, ...]:
        """Target and year, unless they are there."""
        needed = ("target",) if self.timeless else ("target", "year")
        return tuple(name for name in needed if getattr(self, name) is None)

    @property
    def target_year(self) -> int | None:
        """What it says."""
        return self.year

    @property
    def years(self) -> Mapping[str, Any]:
        """First, last and target year."""
        return {**super().years, "year": self.year}

    def arrival(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats, Floats] | None:
        """From the share of the way that is left: the whole way lasts as long as the way gone, over its share."""
        import numpy as np

        ends = window.ends
        way = (aim.target - ends.base) * aim.sign
        with np.errstate(all="ignore"):
            left = np.where(way > 0, (aim.target - ends.end) * aim.sign / way, np.nan)
        lowest, highest = left_of_way(window, aim, low, high)

        def reached(share: Floats) -> Floats:
            with np.errstate(all="ignore"):
                time = ends.base_time + (ends.end_time - ends.base_time) / (1 - share)
            time = np.where(share >= 1, np.inf, np.maximum(time, ends.end_time))
            return np.where(np.isnan(share), np.nan, time)

        return reached(left), reached(lowest), reached(highest)

    def _of_way_gone(self, window: Window, aim: Aim, low: Floats, high: Floats, times: Floats) -> tuple[Floats, Floats]:
        """The interval of so many times the share of the way that is gone, with what holds where it is reached."""
        import numpy as np

        left = left_of_way(window, aim, low, high)
        ends = [times * (1 - share) for share in (left[1], left[0])]
        if self.reached is None:
            return ends[0], ends[1]
        met, all_of_it = left[0] <= 0, np.broadcast_to(times, ends[0].shape)
        some = np.where(left[1] <= 0, self.reached, ends[0])
        return (
            np.where(met, np.minimum(some, self.reached), some),
            np.where(met, np.where(left[1] <= 0, self.reached, np.maximum(all_of_it, self.reached)), ends[1]),
        )

    def _towards(self, window: Window, aim: Aim) -> dict[str, Any]:
        """What every growth towards a target is worked out from."""
        ends = window.ends
        return {
            "years": ends.end_time - ends.base_time,
            "target": aim.target,
            "years_to_target": aim.horizon - ends.base_time,
            "sign": aim.sign,
        }


def left_of_way(window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The interval of the share of the way from base to target that is left at the end; none where none is ahead."""
    import numpy as np

    from sdg_standard.methods.combined_intervals import ratio_interval

    sign = np.asarray(aim.sign)
    pairs = zip((window.ends.base, window.ends.end), at_ends(window, low), at_ends(window, high), strict=True)
    base, end = (tuple((aim.target - number) * sign for number in pair) for pair in pairs)
    ordered = [(value, np.minimum(*ends), np.maximum(*ends)) for value, *ends in (end, base)]
    return ratio_interval(*ordered[0], *ordered[1])


def times_of_way(window: Window, aim: Aim) -> Floats:
    """How many times the way gone is gone by the target year, if it goes on so; NaN where that is not ahead."""
    import numpy as np

    ends = window.ends
    gone, whole = ends.end_time - ends.base_time, aim.horizon - ends.base_time
    return np.where((gone > 0) & (whole > 0), whole / np.where(gone > 0, gone, np.nan), np.nan)


def check_above_zero(edge: Edge) -> Edge:
    """Refuse a number that nothing grows from."""
    if isinstance(edge, float) and edge <= 0:
        text = say("model.nothing_grows_from", edge=f"{edge:g}")
        refuse(METHOD_PARAMETER, text, say("model.write_small_number"))
    return edge


class GrowthToTarget(TargetReading):
    """The observed over the required compound rate."""

    method: Literal["growth_to_target"]
    """`growth_to_target`"""
    replace_zero: Annotated[Edge, AfterValidator(check_above_zero)] = 0.001
    """What takes the place of 0 in base or target."""

    asks: ClassVar[tuple[str, ...]] = ("target", "replace_zero")

    def number(self, window: Window, aim: Aim) -> Floats:
        """Rate over rate."""
        from sdg_standard.methods import growth

        ends, zero = window.ends, aim.numbers["replace_zero"]
        towards = self._towards(window, aim)
        return growth.growth_to_target(ends.base, ends.end, **towards, replace_zero=zero, **self._common)

    def put_in(self, window: Window, aim: Aim) -> dict[str, Any]:
        """The observed and the required rate, with what takes the place of 0."""
        import numpy as np

        from sdg_standard.methods import growth

        ends, instead = window.ends, aim.numbers["replace_zero"]
        base = np.where(ends.base == 0, instead, ends.base)
        goal = np.where(aim.target == 0, instead, aim.target)
        return {
            "base_used": base,
            "target_used": goal,
            "observed": growth.compound_rate(base, ends.end, years=ends.end_time - ends.base_time),
            "required": growth.compound_rate(base, goal, years=aim.horizon - ends.base_time),
        }

    def facts(self, window: Window, aim: Aim) -> Data:
        """What takes the place of 0."""
        instead = float(aim.numbers["replace_zero"].ravel()[0])
        return {"replace_zero": None if instead != instead else instead}

    def sentence(self, data: Data, tell: Tell) -> str:
        """Rate over rate, with what took the place of 0."""
        base, goal = data["base_used"], data["target_used"]
        zero = data["replace_zero"]
        way = -1.0 if (data["sign"] < 0) != (base < 0) else 1.0
        return say(
            "reading.growth_to_target",
            rate=rate(tell, base, data["end"], data["years"]),
            observed=per_cent(tell, data["observed"]),
            good=say("reading.and_falling_is_good") if data["sign"] < 0 else "",
            rate_needed=rate(tell, base, goal, data["years_to_target"]),
            required=per_cent(tell, data["required"]),
            first_zero=say("reading.first_value_of_0", number=zero) if base != data["base"] else "",
            target_zero=say("reading.target_of_0", number=zero) if goal != data["target"] else "",
            signed=tell.bracketed(way * data["observed"]),
            size=abs(data["required"]),
        )

    def why_not(self, data: Data, tell: Tell) -> str:
        """Nothing to take the place of 0, or values between which there is no rate."""
        found = no_rate(data, tell)
        base, target = data.get("base_used", data["base"]), data.get("target_used", data.get("target"))
        if found or target is None or base * target >= 0:
            return found
        return say("reading.no_rate_to_target", base=base, target=target)


class PaceToTarget(TargetReading):
    """The observed over the required linear pace."""

    method: Literal["pace_to_target"]
    """`pace_to_target`"""

    may_require_nothing: ClassVar[bool] = False

    def number(self, window: Window, aim: Aim) -> Floats:
        """Pace over pace."""
        from sdg_standard import methods

        ends = window.ends
        return methods.pace_to_target(ends.base, ends.end, **self._towards(window, aim), **self._common)

    def interval(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
        """From the share of the way that is left, where the target lies ahead."""
        return self._of_way_gone(window, aim, low, high, times_of_way(window, aim))

    def put_in(self, window: Window, aim: Aim) -> dict[str, Any]:
        """The observed pace and the required one."""
        import numpy as np

        ends, years = window.ends, window.ends.end_time - window.ends.base_time
        left = aim.horizon - ends.base_time
        return {
            "observed": aim.sign * (ends.end - ends.base) / np.where(years > 0, years, np.nan),
            "required": np.abs(aim.target - ends.base) / np.where(left > 0, left, np.nan),
        }

    def sentence(self, data: Data, tell: Tell) -> str:
        """Pace over pace."""
        base, years = tell.bracketed(data["base"]), several_years(tell, data["years"])
        left = several_years(tell, data["years_to_target"])
        return say(
            "reading.pace_to_target",
            change=turned(data, say("reading.pace", end=data["end"], base=base, years=years)),
            observed=data["observed"],
            good=say("reading.falling_is_good") if data["sign"] < 0 else "",
            needed=say("reading.pace", end=data["target"], base=base, years=left),
            required=data["required"],
        )


class ExpectedValue(TargetReading):
    """The share of the way to the target that is expected by a year."""

    method: Literal["expected_value"]
    """`expected_value`"""
    model: Literal["growth", "linear", "weighted_linear", "latest"] = "growth"
    """By which model; `latest` expects the end value itself, so that the share is that of the way gone so far."""
    decay: Number = Field(default=0.9, gt=0, le=1)
    """`weighted_linear`: weight per year before the end."""

    line_models: ClassVar[tuple[str, ...]] = ("weighted_linear",)

    @property
    def timeless(self) -> bool:
        """The end value is expected of no year."""
        return super().timeless or self.model == "latest"

    @property
    def model_name(self) -> str | None:
        """The model."""
        return self.model

    def number(self, window: Window, aim: Aim) -> Floats:
        """The way expected over the whole way."""
        import numpy as np

        from sdg_standard.methods import growth

        ends = window.ends
        expected, _ = self._expected(window, aim)
        if self.model != "latest":  # which asks for no year; otherwise there is no way to go where none is ahead
            expected = np.where(aim.horizon > ends.base_time, expected, np.nan)
        return growth.expected_value(
            ends.base,
            ends.end,
            expected=expected,
            target=aim.target,
            years=ends.end_time - ends.base_time,
            sign=aim.sign,
            **self._common,
        )

    def interval(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
        """As of a pace, where what is expected is what is gone so far, or lies on the straight line of two values."""
        if self.model not in ("latest", "linear"):
            return None
        times = times_of_way(window, aim) if self.model == "linear" else window.ends.end * 0 + 1.0
        return self._of_way_gone(window, aim, low, high, times)

    def _expected(self, window: Window, aim: Aim) -> tuple[Floats, Floats]:
        """The value that a model expects, and the rate or slope by which it is reached; NaN where it has none."""
        import numpy as np

        from sdg_standard.methods import growth

        ends = window.ends
        years, left = ends.end_time - ends.base_time, aim.horizon - ends.end_time
        if self.model == "growth":
            speed = growth.compound_rate(ends.base, ends.end, years=years)
            return growth.grown(ends.end, rate=speed, years=left), speed
        if self.model == "latest":
            return ends.end, np.full_like(ends.end, np.nan)
        if self.model == "linear":
            slope = (ends.end - ends.base) / np.where(years > 0, years, np.nan)
            return ends.end + slope * left, slope
        slope, expected = growth.line(window.numbers, times=window.times, decay=self.decay, at=aim.horizon)
        return expected, slope

    def put_in(self, window: Window, aim: Aim) -> dict[str, Any]:
        """The value expected, and the ways gone and to go."""
        import numpy as np

        expected, speed = self._expected(window, aim)
        gone, whole = aim.sign * (expected - window.ends.base), np.abs(aim.target - window.ends.base)
        return {"rate": speed, "expected": expected, "observed": gone, "required": whole}

    def facts(self, window: Window, aim: Aim) -> Data:
        """How fast weights fall, where observations are weighted."""
        return {"decay": self.decay} if self.model == "weighted_linear" else {}

    def sentence(self, data: Data, tell: Tell) -> str:
        """The way gone by then over the whole way."""
        if self.model == "latest":
            start = say("reading.last_value", end=data["end"])
        else:
            rates = {"rate": per_cent(tell, data["rate"])} if self.model == "growth" else {}
            facts = {"year": year_words(tell, data["horizon"]), "expected": data["expected"]}
            start = say(f"reading.expected.{self.model}", **facts, **rates)
        base = tell.bracketed(data["base"])
        key = "reading.way_falling" if data["sign"] < 0 else "reading.way"
        return say(key, start=start, end=data["expected"], base=base, target=data["target"])

    def why_not(self, data: Data, tell: Tell) -> str:
        """Values between which there is no rate, where one is asked for."""
        return no_rate(data, tell) if self.model == "growth" else ""
