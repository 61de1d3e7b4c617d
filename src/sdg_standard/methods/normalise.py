"""From values to scores.

All functions take cases in rows and series along the last axis, gaps NaN; parameters broadcast: a number, (k,) or (n,
k). They never change the caller's array. Formulas: OECD/JRC Handbook (2008), chapter 5; Sustainable Development
Report; Mazziotta and Pareto. ``sign`` is 1 where higher is better, -1 where lower is better, 0 where a certain value
is best.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.methods.arrays import Floats, finite, floats, slack

Clip = Literal["both", "top", "bottom", "none"]
Ties = Literal["min", "max", "mean", "dense"]
EDGE_TOLERANCE = 1e-9
"""An edge counts as reached within this share of it, so that 33 / 100 reaches 0.33."""


def goalposts(
    values: ArrayLike,
    *,
    worst: ArrayLike,
    best: ArrayLike,
    to: tuple[float, float] = (0.0, 100.0),
    clip: Clip = "both",
) -> Floats:
    """Return a straight line from ``worst`` (low end of ``to``) to ``best`` (high end): lo + (hi - lo)·(x -
    worst)/(best - worst).

    ``worst`` above ``best`` is how lower-is-better looks. ``clip`` holds the ends; top is the good one. A value at a
    point has exactly the score of that end. NaN where the points are equal, infinite or missing, and where an
    infinite value is not held.

    >>> goalposts([30.0, 95.0, 2.0], worst=80.0, best=5.0).round(3)
    array([ 66.667,   0.   , 100.   ])
    """
    start, end = floats(worst), floats(best)
    with np.errstate(all="ignore"):
        span = np.asarray(end - start)
        if not (np.isfinite(span) & (span != 0)).all():
            span = np.where(np.isfinite(span) & (span != 0), span, np.nan)
        scores = np.asarray(floats(values) - start)
        if scores.ndim < span.ndim or scores.shape != np.broadcast_shapes(scores.shape, span.shape):
            scores = np.broadcast_to(scores, np.broadcast_shapes(scores.shape, span.shape)).copy()
        _stretch(scores, span, to)
        _reach_the_end(scores, _stretch(span.copy(), span, to), to[1])
    return clip_ends(scores, to, clip) if clip == "both" else finite(clip_ends(scores, to, clip))


def _stretch(distances: Floats, span: Floats, to: tuple[float, float]) -> Floats:
    """Turn distances from the worst point into scores, in place."""
    # Multiplied before it is divided, so that 7 of 0 to 100 is 7. Adding a low end of 0 takes the sign off a zero.
    distances *= to[1] - to[0]
    distances /= span
    distances += to[0]
    return distances


def _reach_the_end(scores: Floats, at_best: Floats, high: float) -> None:
    """Give the best point its full score where rounding misses it by a last digit, in place."""
    if (np.isfinite(at_best) & (at_best != high)).any():
        between = (scores >= np.minimum(at_best, high)) & (scores <= np.maximum(at_best, high))
        np.copyto(scores, high, where=between)


def clip_ends(scores: Floats, to: tuple[float, float], clip: Clip) -> Floats:
    """Hold scores at the ends of a scale, in place; the top is the good end, ``to[1]``."""
    if clip == "none":
        return scores
    low, high = to if to[0] <= to[1] else to[::-1]
    keep_low = clip in ("both", "bottom" if to[0] <= to[1] else "top")
    keep_high = clip in ("both", "top" if to[0] <= to[1] else "bottom")
    return np.asarray(np.clip(scores, low if keep_low else None, high if keep_high else None, out=np.asarray(scores)))


def share_of(
    values: ArrayLike, *, point: ArrayLike, sign: ArrayLike, upper: ArrayLike | None = None, clip: Clip = "top"
) -> Floats:
    """Return the share of a point that is reached.

    Higher is better: value / point. Lower is better: point / value, 1 for a value of 0 or below. A certain value is
    best (``sign`` 0): the smaller of the two, 1 inside the band from ``point`` to ``upper``. A point of 0: 1 if it is
    reached, otherwise 0. NaN where the point is missing, or negative, since a share of it means nothing. An ``upper``
    of NaN is no band.

    >>> share_of([30.0, 8.0, 0.0], point=15.0, sign=-1)
    array([0.5, 1. , 1. ])
    >>> share_of([0.64, 1.25], point=1.0, sign=0)
    array([0.64, 0.8 ])
    """
    value, low = floats(values), floats(point)
    high = low if upper is None else np.where(np.isnan(floats(upper)), low, floats(upper))
    direction = np.asarray(sign)
    with np.errstate(all="ignore"):
        rising = np.where(low == 0, np.where(value >= 0, 1.0, 0.0), value / low)
        falling = np.where(high == 0, np.where(value <= 0, 1.0, 0.0), np.where(value <= 0, 1.0, high / value))
        nearest = np.where((value >= low) & (value <= high), 1.0, np.where(value < low, rising, falling))
    result = np.where(direction > 0, rising, np.where(direction < 0, falling, nearest))
    result = np.where(np.isnan(value) | ~np.isfinite(low) | (low < 0), np.nan, result)
    return finite(clip_ends(result, (0.0, 1.0), clip))


def z_score(values: ArrayLike, *, mean: ArrayLike, sd: ArrayLike, to: tuple[float, float] = (0.0, 1.0)) -> Floats:
    """Return to_mean + to_sd·(x - mean)/sd, signed as the values are; NaN where sd is not above 0.

    >>> z_score([12.0], mean=10.0, sd=4.0)
    array([0.5])
    """
    with np.errstate(all="ignore"):
        return finite(to[0] + to[1] * ((floats(values) - floats(mean)) / _spread(sd)))


def distance_in_sd(
    values: ArrayLike, *, point: ArrayLike, sd: ArrayLike, sign: ArrayLike, floor: float | None = 0.0
) -> Floats:
    """Return how many standard deviations are left to the point, at least ``floor``; 0 is reached, lower is better.

    NaN where sd is not above 0.

    >>> distance_in_sd([6.0, 12.0], point=10.0, sd=2.0, sign=1)
    array([2., 0.])
    """
    with np.errstate(all="ignore"):
        left = (floats(point) - floats(values)) * np.asarray(sign) / _spread(sd)
    return finite(left if floor is None else np.where(left < floor, floor, left))


def _spread(sd: ArrayLike) -> Floats:
    spread = floats(sd)
    return np.where(spread > 0, spread, np.nan)


def order_of(edges: Sequence[ArrayLike], sign: ArrayLike) -> NDArray[np.float64]:
    """Return the direction in which good lies: that of ``sign``, where it is 0 that of the first and the last edge.

    A single edge has no order, and more counts as better.

    >>> order_of([0.9, 0.8], sign=0), order_of([0.9], sign=0), order_of([0.9, 0.8], sign=1)
    (array(-1.), array(1.), array(1.))
    """
    known = floats(sign)
    ends = (floats(edges[0]), floats(edges[-1])) if len(edges) else (np.float64(0), np.float64(0))
    return np.where(known != 0, known, np.where(ends[1] < ends[0], -1.0, 1.0))


def out_of_order(edges: Sequence[ArrayLike], sign: ArrayLike) -> NDArray[np.bool_]:
    """Return where a better band begins before a worse one.

    >>> out_of_order([1.0, 3.0, 2.0], sign=1), out_of_order([1.0, 1.0, 2.0], sign=1)
    (array(True), array(False))
    """
    pairs = [(floats(after) - floats(before)) * floats(sign) < 0 for before, after in itertools.pairwise(edges)]
    return np.asarray(np.logical_or.reduce(np.broadcast_arrays(False, *pairs)), dtype=bool)


def band_index(
    values: ArrayLike, *, edges: ArrayLike, sign: ArrayLike = 1, ties: Literal["better", "worse"] = "better"
) -> NDArray[np.intp]:
    """Return the position of the best band whose edge is reached, 0 for the first band, -1 for a gap.

    ``edges`` go along the first axis, from the second band to the best; each may be a number, (k,) or (n, k). An edge
    belongs to the better band, within 1e-9 of its size, unless ``ties`` is ``worse``. An edge that is NaN is never
    reached.

    >>> band_index([0.329, 0.33, 0.95, np.nan], edges=[0.33, 0.66, 0.95])
    array([ 0,  1,  3, -1])
    """
    value = floats(values)
    direction = np.asarray(sign)
    result = np.where(np.isnan(value), -1, 0)
    with np.errstate(invalid="ignore"):
        for index, edge in enumerate(edges, start=1):  # type: ignore[arg-type]  # any sequence of arrays
            begin = floats(edge)
            slack = np.where(np.isfinite(begin), EDGE_TOLERANCE * np.abs(begin), 0.0)
            ahead = (value - begin) * direction
            result = np.where(ahead >= -slack if ties == "better" else ahead > slack, index, result)
    return np.asarray(result, dtype=np.intp)


def piecewise(values: ArrayLike, *, at: ArrayLike, scores: ArrayLike) -> Floats:
    """Return straight lines between the pairs (at, score); the ends hold.

    ``at`` runs up or down; equal neighbours are a step, and the later of the two has the step itself. NaN everywhere
    where ``at`` does neither, or has a gap or an infinity. Where it differs from case to case it has a column for each
    value.

    >>> piecewise([-0.6, 0.3, 2.0], at=[-0.6, 0.6, 1.3], scores=[-5, 0, 5])
    array([-5.  , -1.25,  5.  ])
    """
    value, xs, ys = floats(values), floats(at), floats(scores)
    if xs.ndim > 1:
        result = np.full(value.shape, np.nan)
        columns, which = np.unique(xs, axis=1, return_inverse=True)
        for index, column in enumerate(columns.T):
            mine = which.reshape(-1) == index
            result[mine] = piecewise(value[mine], at=column, scores=ys)
        return result
    if len(xs) != len(ys) or len(xs) == 0:
        raise ValueError(f"{len(ys)} scores for {len(xs)} places")
    if xs[0] > xs[-1]:
        value, xs = -value, -xs
    if not np.isfinite(xs).all() or (np.diff(xs) < 0).any():
        return np.full(np.shape(values), np.nan)
    # Held between the scores: the last digit of a line may step over its end.
    lines = np.clip(np.interp(value, xs, ys), ys.min(), ys.max())
    return finite(np.where(np.isnan(value), np.nan, lines))


def lookup(values: ArrayLike, *, keys: ArrayLike, scores: ArrayLike) -> Floats:
    """Return the score of each value that equals a key; NaN for any other.

    >>> lookup([1.0, 0.0, 7.0], keys=[0, 1], scores=[0, 100])
    array([100.,   0.,  nan])
    """
    value = floats(values)
    result = np.full(value.shape, np.nan)
    for key, score in zip(floats(keys), floats(scores), strict=True):
        result = np.where(value == key, score, result)
    return result


def rank_in(values: ArrayLike, *, reference: ArrayLike, ties: Ties = "min", start: float = 1.0) -> Floats:
    """Return the place of each value in one column of reference values, the largest having the highest.

    ``ties``: what equal values get; values are equal within 1e-9 of their size. NaN stays NaN.

    >>> rank_in([10.0, 30.0], reference=[10, 20, 20, 30])
    array([1., 4.])
    >>> rank_in([0.1 + 0.2, 0.3], reference=[0.1 + 0.2, 0.3])
    array([1., 1.])
    """
    value, others = floats(values), floats(reference)
    lows = highs = np.sort(others[~np.isnan(others)])
    if ties == "dense":
        lows, highs = distinct(lows)
    within = slack(value)
    below = np.searchsorted(highs, value - within, side="left").astype(np.float64)
    upto = np.searchsorted(lows, value + within, side="right").astype(np.float64)
    last = np.maximum(upto - 1, below)
    place = {"min": below, "dense": below, "max": last, "mean": (below + last) / 2}[ties]
    return np.where(np.isnan(value), np.nan, place + start)


def distinct(ordered: Floats) -> tuple[Floats, Floats]:
    """The lowest and the highest of each row of tied numbers, of numbers in ascending order."""
    if not len(ordered):
        return ordered, ordered
    apart = ordered[1:] > ordered[:-1] + slack(ordered[1:])
    return ordered[np.append(True, apart)], ordered[np.append(apart, True)]


def percentile_rank_in(values: ArrayLike, *, reference: ArrayLike, ties: Ties = "min") -> Floats:
    """Return (rank - 1) / (n - 1) in one column of reference values, at most 1; NaN where the reference has one value
    only.

    >>> percentile_rank_in([10.0, 20.0, 30.0, 99.0], reference=[10, 20, 30])
    array([0. , 0.5, 1. , 1. ])
    """
    others = floats(reference)
    known = others[~np.isnan(others)]
    count = len(distinct(np.sort(known))[0] if ties == "dense" else known)
    if count < 2:
        return np.full(np.shape(values), np.nan)
    place = rank_in(values, reference=known, ties=ties, start=0.0)
    return np.where(place > count - 1, 1.0, place / (count - 1))
