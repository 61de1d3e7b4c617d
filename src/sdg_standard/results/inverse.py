"""Where on a line a condition holds: the intervals, found by trying, each end as exact as the condition tells it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from sdg_standard.methods.arrays import Bools, Floats

Holds = Callable[[Floats], Bools]
Interval = tuple[float, float]

BETWEEN = 16
"""So many numbers are tried between two that are known to matter."""
OUTWARD = 2.0 ** np.arange(-6, 24)
"""How far beyond the last of them is tried, in widths of what is known."""
PARTS = 64
"""Into so many parts an interval is cut at a time, to find where in it the condition turns."""
NEAR = 5e-9
"""An end so near a short number is that number, where the condition holds there: edges have this tolerance."""


def intervals(holds: Holds, marks: Iterable[float], domain: Interval = (-math.inf, math.inf)) -> tuple[Interval, ...]:
    """Return the closed intervals of a domain in which a condition holds, in order.

    ``marks`` are the numbers at which it may turn or be at its best: points, edges, the number at hand. It has to be
    simple between two of them. An end inside the domain is the outermost number at which the condition holds; one that
    was met up to the end of the domain is that end, which may be infinite.

    >>> intervals(lambda x: np.abs(x - 3) <= 0.5, [3.0])
    ((2.5, 3.5),)
    """
    numbers, width = _tried(marks, domain)
    true = np.asarray(holds(numbers), dtype=bool)
    turns = np.flatnonzero(true[1:] != true[:-1])
    ends = [_turn(holds, numbers[at], numbers[at + 1], bool(true[at]), width) for at in turns]
    if true[0]:
        ends.insert(0, domain[0])
    if true[-1]:
        ends.append(domain[1])
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _tried(marks: Iterable[float], domain: Interval) -> tuple[Floats, float]:
    """The numbers to begin with, and how wide what is known of them is."""
    low, high = domain
    known = {float(mark) for mark in marks if math.isfinite(mark) and low <= mark <= high}
    known = sorted(known | {end for end in domain if math.isfinite(end)}) or [0.0]  # type: ignore[assignment]
    first, last = min(known), max(known)
    width = max(last - first, abs(first), abs(last)) or 1.0
    parts = [np.array(list(known))]
    parts += [np.linspace(a, b, BETWEEN + 2)[1:-1] for a, b in zip(known, list(known)[1:], strict=False)]
    parts += [first - OUTWARD * width] if not math.isfinite(low) else []
    parts += [last + OUTWARD * width] if not math.isfinite(high) else []
    return np.unique(np.concatenate(parts)), width


def _turn(holds: Holds, low: float, high: float, first: bool, width: float) -> float:
    """The outermost number between two at which the condition holds, where it holds at one of them only."""
    for _ in range(40):
        numbers = np.unique(np.linspace(low, high, PARTS + 1))
        true = np.asarray(holds(numbers), dtype=bool)
        at = int(np.argmax(true != first))
        if not at or len(numbers) <= 2:
            break
        low, high = float(numbers[at - 1]), float(numbers[at])
        if high - low <= 1e-15 * width:
            break
    return _short(holds, low if first else high, width)


def _short(holds: Holds, end: float, width: float) -> float:
    """The shortest number as good as this one, where the condition holds there as well."""
    near = NEAR * max(abs(end), 1e-3 * width)
    short = [float(f"{end:.{digits}g}") for digits in range(1, 16)]
    if abs(end) <= near:
        short.insert(0, 0.0)
    close = np.array([number for number in short if abs(number - end) <= near] or [end])
    true = np.asarray(holds(close), dtype=bool)
    return float(close[int(np.argmax(true))]) if true.any() else end


def whole(found: Sequence[Interval]) -> tuple[Interval, ...]:
    """Return intervals with whole ends, for what is counted: those in which there is no whole number are left out.

    >>> whole([(1.5, 2.5), (3.2, 3.9), (4.5, float("inf"))])
    ((2.0, 2.0), (5.0, inf))
    """
    ends = [
        (low if math.isinf(low) else float(math.ceil(low)), high if math.isinf(high) else float(math.floor(high)))
        for low, high in found
    ]
    return tuple((low, high) for low, high in ends if low <= high)


def nearest(found: Sequence[Interval], number: float, sign: int) -> float | None:
    """Return the end of some intervals that is nearest to a number: where one gets first on the way into them.

    Without a number (NaN) the first end from the worse side, where ``sign`` says whether more is better; where neither
    is, the first from below. None without an interval.

    >>> nearest([(2.5, 3.5)], 9.0, 0), nearest([(2.5, 3.5)], float("nan"), 1), nearest([], 1.0, 1)
    (3.5, 2.5, None)
    """
    if not found:
        return None
    ends = [end for interval in found for end in interval if math.isfinite(end)]
    if not ends:
        return None
    if not math.isnan(number):
        return min(ends, key=lambda end: abs(end - number))
    if sign < 0:
        return max(ends) if math.isfinite(found[-1][1]) else min(ends)
    return min(ends) if math.isfinite(found[0][0]) else max(ends)
