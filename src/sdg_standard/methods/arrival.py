"""When a line through figures reaches a target, and between which years with so much confidence."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.methods.arrays import floats

LEVEL = 0.9
"""How sure the interval is."""
FEWEST = 3
"""So many figures are needed before there is anything to tell their spread from."""


@dataclass(frozen=True)
class Arrival:
    """The time at which a straight line reaches a target; ``early`` and ``late`` are None where nothing is sure."""

    time: float
    early: float | None = None
    late: float | None = None


def arrival(times: ArrayLike, values: ArrayLike, *, target: float, level: float = LEVEL) -> Arrival | None:
    """Return when the line of least squares through figures reaches ``target``; None where it never does.

    The line is ``v = v̄ + b (t − t̄)``; it reaches the target at ``t̄ + (target − v̄) / b``. The interval has every time
    at which the target lies within the confidence band of the line (Fieller): ``(d − b u)² ≤ q² s² (1/n + u²/S)`` with
    ``u = t − t̄``, ``d = target − v̄``, ``S = Σ (t − t̄)²``, ``s²`` the variance of residuals with ``n − 2`` degrees of
    freedom and ``q`` the quantile of Student's t. There is none with fewer than three figures, with figures that lie on
    the line exactly, and where the slope cannot be told from none: then no year is sure, however far away. ``times``
    and ``values`` have the same length; gaps are NaN and left out. Raises ValueError for a level outside of 0 to 1.
    Source: Draper and Smith, Applied Regression Analysis, 1998, section 3.2 (inverse regression).

    >>> arrival([2020, 2022], [10, 14], target=20)
    Arrival(time=2025.0, early=None, late=None)
    >>> found = arrival([2020, 2021, 2022, 2023], [10, 12.1, 13.9, 16], target=20)
    >>> round(found.time, 2), round(found.early, 2), round(found.late, 2)
    (2025.04, 2024.82, 2025.28)
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    t, v = np.broadcast_arrays(floats(times), floats(values))
    there = np.isfinite(t) & np.isfinite(v)
    t, v = t[there], v[there]
    if len(t) < 2 or np.ptp(t) == 0:
        return None
    middle, mean = float(t.mean()), float(v.mean())
    spread = float(((t - middle) ** 2).sum())
    slope = float(((t - middle) * (v - mean)).sum()) / spread
    if slope == 0:
        return None
    d = target - mean
    residuals = v - mean - slope * (t - middle)
    ends = _interval(d, slope, len(t), spread, float((residuals**2).sum()), level)
    return Arrival(middle + d / slope, *(middle + end for end in ends))


def slope_interval(times: ArrayLike, values: ArrayLike, *, level: float = LEVEL) -> tuple[float, float] | None:
    """Return the interval of the slope of the line of least squares through figures; None with fewer than three.

    b ± q s / √S with the letters of :func:`arrival`. Raises ValueError for a level outside of 0 to 1.

    >>> [round(end, 3) for end in slope_interval([0, 1, 2, 3], [10, 12.1, 13.9, 16])]
    [1.856, 2.104]
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    t, v = np.broadcast_arrays(floats(times), floats(values))
    there = np.isfinite(t) & np.isfinite(v)
    t, v = t[there], v[there]
    if len(t) < FEWEST or np.ptp(t) == 0:
        return None
    away = t - t.mean()
    spread = float((away**2).sum())
    slope = float((away * (v - v.mean())).sum()) / spread
    squares = float(((v - v.mean() - slope * away) ** 2).sum())
    half = student_quantile((1 + level) / 2, len(t) - 2) * math.sqrt(squares / (len(t) - 2) / spread)
    return slope - half, slope + half


def _interval(d: float, slope: float, n: int, spread: float, squares: float, level: float) -> tuple[float, ...]:
    """The ends of the interval, counted from the middle of the times; none where there is no interval."""
    if n < FEWEST or squares <= (1e-9 * max(abs(d), abs(slope))) ** 2:
        return ()
    noise = student_quantile((1 + level) / 2, n - 2) ** 2 * squares / (n - 2)
    a = slope**2 - noise / spread
    inside = noise * (a / n + d**2 / spread)
    if a <= 0 or inside < 0:
        return ()
    root = math.sqrt(inside)
    return (d * slope - root) / a, (d * slope + root) / a


def student_quantile(share: float, freedom: int) -> float:
    """Return the number below which a share (0.5 to 1) of Student's t lies, with whole degrees of freedom.

    By bisection of the finite sums for whole degrees of freedom. Source: Abramowitz and Stegun, 26.7.3 and 26.7.4.

    >>> round(student_quantile(0.95, 1), 3), round(student_quantile(0.95, 2), 3), round(student_quantile(0.975, 10), 3)
    (6.314, 2.92, 2.228)
    """
    low, high = 0.0, 1.0
    while _between(high, freedom) < 2 * share - 1:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _between(middle, freedom) < 2 * share - 1 else (low, middle)
    return high


def _between(t: float, freedom: int) -> float:
    """The share of Student's t between −t and t."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = freedom % 2
    term = total = cosine if odd else 1.0
    for k in range(2 + odd, freedom - 1, 2):
        term *= (k - 1) / k * cosine**2
        total += term
    if not odd:
        return sine * total
    return 2 / math.pi * (angle + (sine * total if freedom > 1 else 0.0))
