"""Ways to a target: a growth, a pace or what is expected, over what the target asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.methodology.readings.base import COMMITMENT
from sdg_standard.model.methodology.readings.paths import Aim, PathReading, TargetYear, Window
from sdg_standard.model.methodology.readings.words import (
    Data,
    Tell,
    no_rate,
    per_cent,
    rate,
    several_years,
    turned,
    year_words,
)
from sdg_standard.model.methodology.steps import Edge
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

    def _towards(self, window: Window, aim: Aim) -> dict[str, Any]:
        """What every growth towards a target is worked out from."""
        ends = window.ends
        return {
            "years": ends.end_time - ends.base_time,
            "target": aim.target,
            "years_to_target": aim.horizon - ends.base_time,
            "sign": aim.sign,
        }


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
        zero = tell.number(data["replace_zero"])
        zeros = f" (a first value of 0 counts as {zero})" if base != data["base"] else ""
        zeros += f" (a target of 0 counts as {zero})" if goal != data["target"] else ""
        way = -1.0 if (data["sign"] < 0) != (base < 0) else 1.0
        good = ", and falling is good" if data["sign"] < 0 else ""
        needed = f"{rate(tell, base, goal, data['years_to_target'])} = {per_cent(tell, data['required'])}"
        return (
            f"{rate(tell, base, data['end'], data['years'])} = {per_cent(tell, data['observed'])} a year{good}; "
            f"needed: {needed} a year{zeros}; "
            f"{tell.bracketed(way * data['observed'])} / {tell.number(abs(data['required']))}"
        )

    def why_not(self, data: Data, tell: Tell) -> str:
        """Nothing to take the place of 0, or values between which there is no rate."""
        found = no_rate(data, tell)
        base, target = data.get("base_used", data["base"]), data.get("target_used", data.get("target"))
        if found or target is None or base * target >= 0:
            return found
        signs = f"{tell.number(base)} and the target {tell.number(target)} differ in sign"
        return f"{signs}, so that no rate of growth leads there"


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
        change = f"({tell.number(data['end'])} − {base}) / {years}"
        left = several_years(tell, data["years_to_target"])
        needed = f"({tell.number(data['target'])} − {base}) / {left}"
        good = " (falling is good)" if data["sign"] < 0 else ""
        return (
            f"{turned(data, change)} = {tell.number(data['observed'])} a year{good}; "
            f"needed: the size of {needed} = {tell.number(data['required'])} a year; "
            f"{tell.number(data['observed'])} / {tell.number(data['required'])}"
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
        what = {
            "growth": "at the rate of growth so far",
            "linear": "on a straight line through first and last value",
            "weighted_linear": "on a straight line through all values, recent ones weighing more",
        }
        if self.model == "latest":
            start = f"the last value is {tell.number(data['end'])}"
        else:
            when, expected = year_words(tell, data["horizon"]), tell.number(data["expected"])
            start = f"expected in {when}, {what[self.model]}: {expected}"
            start += f" ({per_cent(tell, data['rate'])} a year)" if self.model == "growth" else ""
        base = tell.bracketed(data["base"])
        gone = f"{tell.number(data['expected'])} − {base}"
        gone = turned(data, gone) if data["sign"] < 0 else f"({gone})"
        good = ", falling being good" if data["sign"] < 0 else ""
        whole = f"({tell.number(data['target'])} − {base})"
        return f"{start}; the way gone, {gone}{good}, over the size of the way {whole}"

    def why_not(self, data: Data, tell: Tell) -> str:
        """Values between which there is no rate, where one is asked for."""
        return no_rate(data, tell) if self.model == "growth" else ""
