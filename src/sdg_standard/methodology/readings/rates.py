"""Growth rates and slopes: a change per year, whatever is to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from sdg_standard.methodology.readings.paths import Aim, PathReading, Window, at_ends
from sdg_standard.methodology.readings.words import Data, Tell, no_rate, per_cent, rate
from sdg_standard.methodology.steps import Edge
from sdg_standard.source import Number
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats


class GrowthRate(PathReading):
    """The compound annual rate, signed so that positive is good."""

    method: Literal["growth_rate"]
    """`growth_rate`"""
    limit: Edge | None = None
    """A natural limit, near which growth counts more."""
    exponent: Number = Field(default=4.44, gt=0)
    """How fast growth near the limit counts more."""

    asks: ClassVar[tuple[str, ...]] = ("limit",)

    def number(self, window: Window, aim: Aim) -> Floats:
        """The rate, divided near a limit."""
        from sdg_standard.methods import growth

        ends = window.ends
        return growth.growth_rate(
            ends.base,
            ends.end,
            years=ends.end_time - ends.base_time,
            sign=aim.sign,
            limit=aim.numbers.get("limit"),
            exponent=self.exponent,
            reached=self.reached,
        )

    def interval(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
        """From the interval of the ratio of two values above 0; none near a limit."""
        import numpy as np

        from sdg_standard.methods.combined_intervals import ratio_interval

        if self.limit is not None:
            return None
        ends, (base_low, end_low), (base_high, end_high) = window.ends, at_ends(window, low), at_ends(window, high)
        ratios = ratio_interval(ends.end, end_low, end_high, ends.base, base_low, base_high)
        years = ends.end_time - ends.base_time
        with np.errstate(all="ignore"):
            rates = [np.where(ratio > 0, ratio, np.nan) ** (1 / years) - 1 for ratio in ratios]
        falls = np.broadcast_to(np.asarray(aim.sign) < 0, rates[0].shape)
        return np.where(falls, -rates[1], rates[0]), np.where(falls, -rates[0], rates[1])

    def put_in(self, window: Window, aim: Aim) -> dict[str, Any]:
        """The rate observed, and how near to the limit it began."""
        from sdg_standard.methods import growth

        ends, limit = window.ends, aim.numbers.get("limit")
        found: dict[str, Any] = {
            "observed": growth.compound_rate(ends.base, ends.end, years=ends.end_time - ends.base_time)
        }
        if limit is None:
            return found
        near = growth.nearness_to_limit(ends.base, limit=limit, exponent=self.exponent)
        return {**found, "limit": limit, "nearness": near}

    def facts(self, window: Window, aim: Aim) -> Data:
        """Whether a natural limit lies on the wanted side, so that growth towards it counts more."""
        import numpy as np

        from sdg_standard.methods import growth

        limit, ends = aim.numbers.get("limit"), window.ends
        if limit is None or np.isnan(limit).all():
            return {}
        years = ends.end_time - ends.base_time
        held = growth.limit_held(ends.base, ends.end, years=years, limit=limit, sign=aim.sign)
        ahead = (limit - ends.base) * aim.sign >= 0
        at_limit = bool(held[0]) and self.reached is not None
        return {"exponent": self.exponent, "limit_ahead": bool(np.asarray(ahead)[0]), "at_limit": at_limit}

    def sentence(self, data: Data, tell: Tell) -> str:
        """The rate, turned where falling is good, over the nearness to a limit."""
        compound = rate(tell, data["base"], data["end"], data["years"])
        found: str = say("reading.a_year", rate=compound, result=per_cent(tell, data["observed"]))
        falls = (data["sign"] < 0) != (data["base"] < 0)
        signed = -data["observed"] if falls else data["observed"]
        if falls:
            why = "reading.as_falling_is_good" if data["base"] >= 0 else "reading.as_size_falls"
            found = say(why, found=found, rate=per_cent(tell, signed))
        if not (data.get("limit_ahead") and signed > 0 and data["nearness"] > 0):
            return say("reading.that_is", found=found, number=data["path_number"])
        low, high = sorted((abs(data["base"]), abs(data["limit"])))
        size = {"low": low, "high": high, "exponent": data["exponent"], "nearness": data["nearness"]}
        return say("reading.near_limit", found=found, limit=data["limit"], signed=signed, **size)

    def why_not(self, data: Data, tell: Tell) -> str:
        """Values between which there is no rate."""
        return no_rate(data, tell)


class Slope(PathReading):
    """The change per year, signed so that positive is good."""

    method: Literal["slope"]
    """`slope`"""
    model: Literal["theil_sen", "least_squares"] = "theil_sen"
    """The median of all slopes between two observations, or the line of least squares."""

    line_models: ClassVar[tuple[str, ...]] = ("theil_sen", "least_squares")

    @property
    def model_name(self) -> str | None:
        """The model."""
        return self.model

    def unit(self, of_series: str | None) -> str | None:
        """That of the series per year."""
        return f"{of_series or '1'}/year"

    def number(self, window: Window, aim: Aim) -> Floats:
        """The slope; none where a certain value is best."""
        import numpy as np

        from sdg_standard.methods import growth

        found = growth.slope(window.numbers, times=window.times, model=self.model)
        return np.where(window.ends.two_years & (aim.sign != 0), found * aim.sign, np.nan) + 0.0

    def interval(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
        """A slope of least squares is a weighted sum of the observations; the median of slopes is one of two alone."""
        import numpy as np

        from sdg_standard.methods.combined_intervals import sum_interval

        there = ~np.isnan(window.numbers)
        count = there.sum(axis=0)
        times = np.where(there, np.broadcast_to(window.times[:, None], there.shape), 0.0)
        away = np.where(there, times - times.sum(axis=0) / np.maximum(count, 1), 0.0)
        spread = (away**2).sum(axis=0)
        found = sum_interval(window.numbers, low, high, weights=away * aim.sign / np.where(spread > 0, spread, 1.0))
        known = (spread > 0) & ((self.model == "least_squares") | (count == 2)) & (np.asarray(aim.sign) != 0)
        return np.where(known, found[0], np.nan), np.where(known, found[1], np.nan)

    def sentence(self, data: Data, tell: Tell) -> str:
        """Which slope."""
        signed = say("reading.signed") if data["sign"] < 0 else ""
        return say(f"reading.slope.{self.model}", n=len(data["observations"]), signed=signed)
