"""Trends by compound growth, by an expected value, and by a slope over all observations.

Arguments broadcast as in :mod:`.trend`; observations of one case stand along the first axis, gaps NaN. Sources:
Statistics Canada's method in the Open SDG platform; Eurostat, Sustainable development in the European Union (2021);
UNSD, Progress Chart Technical Note (2023); UN ESCAP, Progress Assessment Methodology.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.methods.trend import target_met

LIMIT_EXPONENT = 4.44


def compound_rate(base: ArrayLike, end: ArrayLike, *, years: ArrayLike) -> Floats:
    """Return the compound annual rate (y1 / y0)^(1 / t) - 1 of the size of the values.

    NaN where the two differ in sign, the base is 0, or there are not two different years. Of two negative values it
    is the rate at which their size grows.

    >>> compound_rate(44.0, 35.0, years=7).round(6)
    np.float64(-0.032163)
    """
    start, last, time = floats(base), floats(end), floats(years)
    usable = (time > 0) & (start != 0) & (start * last >= 0)
    ratio = np.where(usable, last, np.nan) / np.where(start == 0, np.nan, start)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(ratio ** (1 / np.where(time > 0, time, np.nan)) - 1)


def nearness_to_limit(base: ArrayLike, *, limit: ArrayLike, exponent: float = LIMIT_EXPONENT) -> Floats:
    """Return C = 1 - (min(y0, limit) / max(y0, limit))^exponent: 1 far from a natural limit, 0 at it.

    >>> nearness_to_limit(92.0, limit=100.0).round(4)
    np.float64(0.3094)
    """
    start, end = np.abs(floats(base)), np.abs(floats(limit))
    larger = np.maximum(start, end)
    ratio = np.minimum(start, end) / np.where(larger == 0, 1.0, larger)
    return np.asarray(1 - np.where(larger == 0, 1.0, ratio) ** exponent)


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
    start, last = floats(base), floats(end)
    direction = np.asarray(sign) * np.where(start < 0, -1, 1)
    rate = direction * compound_rate(start, last, years=years)
    if limit is None:
        return np.asarray(rate)
    bound = floats(limit)
    wanted = (bound - start) * np.asarray(sign) >= 0
    nearness = nearness_to_limit(start, limit=bound, exponent=exponent)
    at_limit = wanted & (start == bound) & (floats(years) > 0)
    relaxed = np.where(wanted & (rate > 0) & (nearness > 0), rate / np.where(nearness > 0, nearness, 1.0), rate)
    held = at_limit & ((last - bound) * np.asarray(sign) >= 0)
    return np.where(held & (reached is not None), np.nan if reached is None else reached, relaxed)


def growth_to_target(
    base: ArrayLike,
    end: ArrayLike,
    *,
    years: ArrayLike,
    target: ArrayLike,
    years_to_target: ArrayLike,
    sign: ArrayLike = 1,
    replace_zero: float = 0.001,
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
    direction = np.asarray(sign) * np.where(begin < 0, -1, 1)
    observed = direction * compound_rate(begin, last, years=years)
    required = np.abs(compound_rate(begin, aim, years=years_to_target))
    return _over_required(observed, required, last, goal, sign, years, start, reached, met_within, lost)


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
    gone = (floats(expected) - start) * np.asarray(sign)
    required = np.abs(goal - start)
    return _over_required(gone, required, last, goal, sign, years, start, reached, met_within, lost)


def _over_required(
    observed: Floats,
    required: Floats,
    last: Floats,
    goal: Floats,
    sign: ArrayLike,
    years: ArrayLike,
    start: Floats,
    reached: float | None,
    met_within: float,
    lost: float,
) -> Floats:
    """Observed over required, with what holds where the target is met, or nothing was required and it is lost."""
    two_years = (floats(years) > 0) & ~np.isnan(start) & ~np.isnan(last) & ~np.isnan(goal)
    met = target_met(last, target=goal, sign=sign, met_within=met_within)
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.where(required == 0, np.where(met, 1.0, lost), observed / required)
    result = np.where(two_years, result, np.nan)
    return result if reached is None else np.where(two_years & met, reached, result)


def grown(end: ArrayLike, *, rate: ArrayLike, years: ArrayLike) -> Floats:
    """Return what a value becomes at a compound rate: y1·(1 + g)^t.

    >>> grown(35.0, rate=-0.032163, years=7).round(2)
    np.float64(27.84)
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(floats(end) * (1 + floats(rate)) ** floats(years))


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
    numbers, when = floats(observations), floats(times)
    there = ~np.isnan(numbers)
    grid = np.where(there, np.broadcast_to(when[:, None] if when.ndim == 1 else when, numbers.shape), np.nan)
    last = np.fmax.reduce(grid, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(there, decay ** (last - grid), 0.0)
        total = weight.sum(axis=0)
        centre = (weight * np.where(there, grid, 0.0)).sum(axis=0) / total
        mean = (weight * np.where(there, numbers, 0.0)).sum(axis=0) / total
        spread = (weight * np.where(there, grid - centre, 0.0) ** 2).sum(axis=0)
        joint = (weight * np.where(there, (grid - centre) * (numbers - mean), 0.0)).sum(axis=0)
        slope = np.where(spread > 0, joint / np.where(spread > 0, spread, 1.0), np.nan)
        value = mean + slope * ((last if at is None else floats(at)) - centre)
    return slope, value


def slope(
    observations: ArrayLike, *, times: ArrayLike, model: Literal["theil_sen", "least_squares"] = "theil_sen"
) -> Floats:
    """Return the change per year: the median of the slopes between all pairs (Theil and Sen), or by least squares.

    >>> slope([[1.0], [2.0], [30.0], [4.0]], times=[0.0, 1.0, 2.0, 3.0])
    array([1.])
    """
    numbers, when = floats(observations), floats(times)
    if model == "least_squares":
        return line(numbers, times=when)[0]
    first, second = np.triu_indices(len(when), k=1)
    gap = (when[second] - when[first]).reshape(-1, *([1] * (numbers.ndim - 1)))
    pairs = np.where(gap > 0, (numbers[second] - numbers[first]) / np.where(gap > 0, gap, 1.0), np.nan)
    ordered = np.sort(pairs, axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    if not len(ordered):
        return np.full(numbers.shape[1:], np.nan)
    low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[None], axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, len(ordered) - 1)[None], axis=0)[0]
    return np.where(count > 0, (low + high) / 2, np.nan)
