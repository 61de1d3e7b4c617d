"""Trends by compound growth, by an expected value, and by a slope over all observations.

Arguments broadcast and ``sign`` is as in :mod:`.trend`; observations of one case stand along the first axis, gaps NaN.
Sources: Statistics Canada's method in the Open SDG platform; Eurostat, Sustainable development in the European Union
(2021); UNSD, Progress Chart Technical Note (2023); UN ESCAP, Progress Assessment Methodology.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Bools, Floats, evenly, finite, floats
from sdg_standard.methods.trend import TARGET_TOLERANCE, target_met

LIMIT_EXPONENT = 4.44
"""How fast growth near a natural limit counts more; only published as a picture."""


def compound_rate(base: ArrayLike, end: ArrayLike, *, years: ArrayLike) -> Floats:
    """Return the compound annual rate (y1 / y0)^(1 / t) - 1 of the size of the values.

    NaN where the two differ in sign, the base is 0, or there are not two different years. Of two negative values it
    is the rate at which their size grows.

    >>> compound_rate(44.0, 35.0, years=7).round(6)
    np.float64(-0.032163)
    """
    start, last, time = floats(base), floats(end), floats(years)
    with np.errstate(all="ignore"):
        usable = (time > 0) & (start != 0) & np.isfinite(start) & (np.sign(start) * np.sign(last) >= 0)
        ratio = np.where(usable, last / np.where(start == 0, np.nan, start), np.nan)
        return finite(_power(ratio, 1 / np.where(time > 0, time, np.nan)) - 1)


def _power(values: ArrayLike, exponent: ArrayLike) -> Floats:
    """x^p for x of 0 or more and p that broadcasts, each number the same bytes alone and among others."""
    value, power = np.broadcast_arrays(floats(values), floats(exponent))
    logs = evenly(np.log, np.where(value > 0, value, np.nan))
    raised = evenly(np.exp, logs * power)
    at_zero = np.where(power > 0, 0.0, np.where(power == 0, 1.0, np.nan))
    return np.where(value == 0, at_zero, np.where((value == 1) & ~np.isnan(power), 1.0, raised))


def nearness_to_limit(base: ArrayLike, *, limit: ArrayLike, exponent: float = LIMIT_EXPONENT) -> Floats:
    """Return C = 1 - (min(y0, limit) / max(y0, limit))^exponent: 1 far from a natural limit, 0 at it.

    >>> nearness_to_limit(92.0, limit=100.0).round(4)
    np.float64(0.3094)
    """
    start, end = np.abs(floats(base)), np.abs(floats(limit))
    larger = np.maximum(start, end)
    with np.errstate(all="ignore"):
        ratio = np.where(larger == 0, 1.0, np.minimum(start, end) / np.where(larger == 0, 1.0, larger))
        return finite(1 - _power(ratio, exponent))


def growth_rate(
    base: ArrayLike,
    end: ArrayLike,
    *,
    years: ArrayLike,
    sign: ArrayLike = 1,
    limit: ArrayLike | None = None,
    exponent: float = LIMIT_EXPONENT,
    reached: float | None = None,
) -> Floats:
    """Return the compound annual rate, signed so that positive is good.

    Near a natural limit on the wanted side a positive rate is divided by :func:`nearness_to_limit`; a limit on the
    other side is ignored. A base at the limit that is not left gives ``reached``.

    >>> growth_rate(92.0, 94.0, years=7, limit=100.0).round(6)
    np.float64(0.009945)
    """
    start, last, way = floats(base), floats(end), _way(sign)
    rate = way * np.where(start < 0, -1, 1) * compound_rate(start, last, years=years)
    if limit is None:
        return finite(rate)
    bound = floats(limit)
    nearness = nearness_to_limit(start, limit=bound, exponent=exponent)
    with np.errstate(all="ignore"):
        near = ((bound - start) * way >= 0) & (rate > 0) & (nearness > 0)
        relaxed = np.where(near, rate / np.where(nearness > 0, nearness, 1.0), rate)
    if reached is None:
        return finite(relaxed)
    return finite(np.where(limit_held(start, last, years=years, limit=bound, sign=way), reached, relaxed))


def limit_held(base: ArrayLike, end: ArrayLike, *, years: ArrayLike, limit: ArrayLike, sign: ArrayLike) -> Bools:
    """Return where the base stood at the natural limit and the end value has not left it.

    >>> limit_held([100.0, 100.0], [100.0, 99.0], years=5, limit=100.0, sign=1)
    array([ True, False])
    """
    bound, way = floats(limit), _way(sign)
    with np.errstate(all="ignore"):
        return np.asarray((floats(base) == bound) & (floats(years) > 0) & ((floats(end) - bound) * way >= 0))


def _way(sign: ArrayLike) -> Floats:
    """1 or -1; NaN where a certain value is best, since growth is neither good nor bad there."""
    way = floats(sign)
    return np.where(way == 0, np.nan, way)


def growth_to_target(
    base: ArrayLike,
    end: ArrayLike,
    *,
    years: ArrayLike,
    target: ArrayLike,
    years_to_target: ArrayLike,
    sign: ArrayLike = 1,
    replace_zero: ArrayLike = 0.001,
    reached: float | None = None,
    met_within: float = 0.0,
    lost: float = -1.0,
) -> Floats:
    """Return the observed over the required compound rate: d·g / abs(g_T), g_T = (y_T / y0)^(1 / T) - 1.

    A base or target of 0 counts as ``replace_zero``, an arbitrary choice of the publisher. ``reached``,
    ``met_within`` and ``lost`` as in :func:`~sdg_standard.methods.trend.pace_to_target`.

    >>> growth_to_target(44.0, 35.0, years=7, target=20.0, years_to_target=14, sign=-1).round(4)
    np.float64(0.5873)
    """
    start, last, goal = floats(base), floats(end), floats(target)
    begin = np.where(start == 0, replace_zero, start)
    aim = np.where(goal == 0, replace_zero, goal)
    observed = _way(sign) * np.where(begin < 0, -1, 1) * compound_rate(begin, last, years=years)
    required = np.abs(compound_rate(begin, aim, years=years_to_target))
    case = _Case(start, last, goal, floats(years), floats(sign))
    return case.over_required(observed, required, reached=reached, met_within=met_within, lost=lost)


def expected_value(
    base: ArrayLike,
    end: ArrayLike,
    *,
    expected: ArrayLike,
    target: ArrayLike,
    years: ArrayLike,
    sign: ArrayLike = 1,
    reached: float | None = None,
    met_within: float = 0.0,
    lost: float = -1.0,
) -> Floats:
    """Return the share of the way from the base to the target that an expected value has gone: (y_e - y0) / (y_T -
    y0).

    >>> expected_value(44.0, 35.0, expected=27.841, target=20.0, years=7, sign=-1).round(3)
    np.float64(0.673)
    """
    start, last, goal = floats(base), floats(end), floats(target)
    with np.errstate(all="ignore"):
        gone = (floats(expected) - start) * _way(sign)
        required = np.abs(goal - start)
    case = _Case(start, last, goal, floats(years), floats(sign))
    return case.over_required(gone, required, reached=reached, met_within=met_within, lost=lost)


@dataclass(frozen=True)
class _Case:
    """Base and end value, target, the years between the two values, and the direction that is good."""

    start: Floats
    last: Floats
    goal: Floats
    years: Floats
    sign: Floats

    def over_required(
        self, observed: Floats, required: Floats, *, reached: float | None, met_within: float, lost: float
    ) -> Floats:
        """Observed over required, with what holds where the target is met, or nothing was required and it is lost."""
        usable = (self.years > 0) & np.isfinite(self.start) & np.isfinite(self.last) & np.isfinite(self.goal)
        met = target_met(self.last, target=self.goal, sign=self.sign, met_within=met_within)
        with np.errstate(all="ignore"):
            exactly = np.abs(self.goal - self.start) <= TARGET_TOLERANCE * np.abs(self.goal)
            nothing = (exactly | (required == 0)) & ~np.isnan(required) & (self.sign != 0)
            result = np.where(nothing, np.where(met, 1.0, lost), observed / np.where(nothing, 1.0, required))
        result = np.where(usable, result, np.nan)
        return finite(result if reached is None else np.where(usable & met, reached, result))


def grown(end: ArrayLike, *, rate: ArrayLike, years: ArrayLike) -> Floats:
    """Return what a value becomes at a compound rate: y1·(1 + g)^t.

    >>> grown(35.0, rate=-0.032163, years=7).round(2)
    np.float64(27.84)
    """
    factor = 1 + floats(rate)
    with np.errstate(all="ignore"):
        return finite(floats(end) * _power(np.where(factor >= 0, factor, np.nan), years))


def line(
    observations: ArrayLike, *, times: ArrayLike, decay: float = 1.0, at: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Return slope and value at a time of a straight line through observations by weighted least squares.

    The weight of an observation is ``decay`` to the power of the years before the last one. NaN with fewer than two
    different times.

    >>> slope, value = line([[1.0], [2.0], [4.0]], times=[0.0, 1.0, 3.0], at=5.0)
    >>> slope.round(9), value.round(9)
    (array([1.]), array([6.]))
    """
    numbers, grid = _observed(observations, times)
    last = np.fmax.reduce(grid, axis=0, initial=np.nan)
    with np.errstate(all="ignore"):
        weight = np.where(np.isnan(numbers), 0.0, _power(decay, last - grid))
        total = _in_order(weight)
        centre, mean = _in_order(weight * grid) / total, _in_order(weight * numbers) / total
        away = grid - centre
        spread = _in_order(weight * away**2)
        joint = _in_order(weight * away * (numbers - mean))
        slope = np.where(spread > 0, joint / np.where(spread > 0, spread, 1.0), np.nan)
        value = mean + slope * ((last if at is None else floats(at)) - centre)
    return finite(slope), finite(value)


def _observed(observations: ArrayLike, times: ArrayLike) -> tuple[Floats, Floats]:
    """The observations and their times, both with gaps where there is no number."""
    numbers, when = floats(observations), floats(times)
    grid = when.reshape(-1, *([1] * (numbers.ndim - 1))) if when.ndim == 1 else when
    return numbers, np.where(np.isnan(numbers), np.nan, np.broadcast_to(grid, numbers.shape))


def _in_order(parts: Floats) -> Floats:
    """The sum along the first axis, one after the other, so that it is the same alone and among others."""
    result = np.zeros(parts.shape[1:])
    for part in parts:
        result = result + np.where(np.isnan(part), 0.0, part)
    return result


def slope(
    observations: ArrayLike, *, times: ArrayLike, model: Literal["theil_sen", "least_squares"] = "theil_sen"
) -> Floats:
    """Return the change per year: the median of the slopes between all pairs (Theil and Sen), or by least squares.

    Pairs at the same time have no slope. NaN with fewer than two different times.

    >>> slope([[1.0], [2.0], [30.0], [4.0]], times=[0.0, 1.0, 2.0, 3.0])
    array([1.])
    """
    numbers, grid = _observed(observations, times)
    if model == "least_squares":
        return line(numbers, times=grid)[0]
    first, second = np.triu_indices(len(numbers), k=1)
    if not len(first):
        return np.full(numbers.shape[1:], np.nan)
    with np.errstate(all="ignore"):
        gap = grid[second] - grid[first]
        pairs = finite((numbers[second] - numbers[first]) / np.where(gap == 0, np.nan, gap))
        ordered = np.sort(pairs, axis=0)
        count = (~np.isnan(ordered)).sum(axis=0)
        low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[None], axis=0)[0]
        high = np.take_along_axis(ordered, np.minimum(count // 2, len(ordered) - 1)[None], axis=0)[0]
        return finite(np.where(count > 0, (low + high) / 2, np.nan))
