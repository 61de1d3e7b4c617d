"""Trends: what happened between a base and an end value, over what was required.

All arguments broadcast; years are counted between last days of periods and may have fractions. ``sign`` is 1 where
higher is better and -1 where lower is better; where a certain value is best (0) there is no pace before it is
reflected. Gaps are NaN, and so is every case in which the two years are equal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Floats, finite, floats

TARGET_TOLERANCE = 1e-9
"""A target counts as met within this share of it."""


def pace_to_target(
    base: ArrayLike,
    end: ArrayLike,
    *,
    years: ArrayLike,
    target: ArrayLike,
    years_to_target: ArrayLike,
    sign: ArrayLike = 1,
    reached: float | None = None,
    met_within: float = 0.0,
    lost: float = -1.0,
) -> Floats:
    """Return the observed linear pace over the required one: ((y1 - y0) / t) / (|y_T - y0| / T), positive is good.

    ``years`` is the time from base to end, ``years_to_target`` from base to the target year. Where the end value has
    met the target, within the share ``met_within`` of it, the number is ``reached`` if one is given; this is tested
    first. Where the base met the target exactly, nothing was required: ``lost`` if the target is lost since,
    otherwise 1, for all that was required was done. NaN where the target year does not lie after the base. Source:
    Sustainable Development Report, methods summary (linear trend to 2030).

    >>> pace_to_target(48.0, 60.0, years=7, target=80.0, years_to_target=14)
    array(0.75)
    """
    start, last, goal = floats(base), floats(end), floats(target)
    time, horizon, direction = floats(years), floats(years_to_target), np.asarray(sign)
    met = target_met(last, target=goal, sign=direction, met_within=met_within)
    with np.errstate(all="ignore"):
        observed = direction * (last - start) / time
        required = np.abs(goal - start) / horizon
        exactly = np.abs(goal - start) <= TARGET_TOLERANCE * np.abs(goal)
        pace = np.where(exactly, np.where(met, 1.0, lost), observed / required)
    usable = (time > 0) & (horizon > 0) & np.isfinite(start) & np.isfinite(last) & np.isfinite(goal) & (direction != 0)
    result = np.where(usable, pace, np.nan)
    if reached is not None:
        result = np.where((time > 0) & ~np.isnan(start) & met, reached, result)
    return finite(result)


def target_met(values: ArrayLike, *, target: ArrayLike, sign: ArrayLike, met_within: float = 0.0) -> NDArray[np.bool_]:
    """Return where values have met the target, within 1e-9 of it or the share ``met_within``.

    ``sign`` 0, where a certain value is best: neither below nor above it. A gap has met nothing, and nothing has met
    a target that is missing or infinite.

    >>> target_met([9.0, 10.0], target=10.0, sign=1)
    array([False,  True])
    """
    goal, direction = floats(target), np.asarray(sign)
    slack = np.abs(goal) * max(met_within, TARGET_TOLERANCE)
    with np.errstate(all="ignore"):
        ahead = np.where(direction == 0, -np.abs(floats(values) - goal), (floats(values) - goal) * direction)
        return np.asarray((ahead >= -slack) & np.isfinite(goal))
