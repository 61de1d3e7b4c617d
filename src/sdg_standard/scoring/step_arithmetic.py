"""How each step is applied: the arithmetic of one step of a group, with the numbers of its leaves put in.

There is one maker for each step: (numbers, model, points, clip) → arithmetic. The numbers are worked out once; what is
returned takes values, leaves × cases of a block, and gives new ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.columns import winsorise_columns
from sdg_standard.methods.normalise import Clip, order_of, out_of_order
from sdg_standard.model.indicator import Category
from sdg_standard.model.methodology.steps import (
    BandsStep,
    BoxCox,
    Cap,
    CategoriesStep,
    DistanceInSd,
    Fill,
    GoalpostsStep,
    Log,
    OfRange,
    Piecewise,
    Power,
    RankStep,
    Reflect,
    Replace,
    Root,
    Round,
    Scale,
    ShareOf,
    StepModel,
    Until,
    Winsorise,
    ZScore,
)
from sdg_standard.plans import Leaf
from sdg_standard.scoring.track import ALL, Apply, Block, Numbers, Points, Track, cut, points_in

Received = Callable[[Floats], Floats]
"""What a step that stands in for another one receives, of reference values as they arrive at that one."""


def _log(
    numbers: Numbers, model: Log, points: Points, clip: Clip | None, received: Received = lambda values: values
) -> Apply:
    if isinstance(model.offset, OfRange):
        offset = _offset_of_range(numbers, model.offset.of_range, received)
        return lambda values, block: methods.log(values, base=model.base, offset=cut(offset, block))
    given = numbers.edge(model.offset, points)
    return lambda values, block: methods.log(values, base=model.base, offset=cut(given, block))


def _offset_of_range(numbers: Numbers, fraction: float, received: Received) -> Floats:
    """-min + f × range of the reference, for each leaf, so that log(x - min + f × range) is taken."""

    def offset(reference: Floats) -> Floats:
        reference = received(reference)
        low, high = np.fmin.reduce(reference, axis=1, initial=np.nan), np.fmax.reduce(reference, axis=1, initial=np.nan)
        return np.asarray(fraction * (high - low) - low)

    found = numbers.fitter.from_reference(offset)
    numbers.note("offset", found)
    return found


def _winsorise(numbers: Numbers, model: Winsorise, points: Points, clip: Clip | None) -> Apply:
    if model.points is None:
        low, high = numbers.edge(model.lower, points), numbers.edge(model.upper, points)
        low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
        return lambda values, block: methods.cap(values, lower=cut(low, block), upper=cut(high, block))
    return _winsorise_in_rounds(numbers, model, points)


def _winsorise_in_rounds(numbers: Numbers, model: Winsorise, points: Points) -> Apply:
    """Bounds fitted to the reference, one value at a time; leaves that still fail take the other step instead."""
    until = model.until or Until(skew=2.0, kurtosis=3.5)

    def fitted(reference: Floats) -> Floats:
        found = winsorise_columns(reference.T, points=int(model.points or 1), skew=until.skew, kurt=until.kurtosis)
        return np.stack([found.lower, found.upper, found.passes.astype(np.float64), found.moved.astype(np.float64)])

    def pulled_in(reference: Floats) -> Floats:
        lower, upper = fitted(reference)[:2]
        return methods.cap(reference, lower=lower[:, None], upper=upper[:, None])

    low, high, passes, moved = numbers.fitter.from_reference(fitted)
    for name, column in (("lower", low), ("upper", high), ("passes", passes), ("moved", moved)):
        numbers.note(name, column)

    def capped(values: Floats, block: Block) -> Floats:
        return methods.cap(values, lower=cut(low, block), upper=cut(high, block))

    if model.else_ is None or bool((passes > 0).all()):
        return capped
    original = model.else_from == "original"
    if isinstance(model.else_, Log) and not original:
        other = _log(numbers, model.else_, points, None, pulled_in)
    else:
        other = MAKERS[type(model.else_)](numbers, model.else_, points, None)

    def apply(values: Floats, block: Block) -> Floats:
        treated = capped(values, block)
        instead = other(values if original else treated, block)
        return np.where(cut(passes, block) > 0, treated, instead)

    if model.else_.role != "treatment":  # which changes the value alone
        numbers.point_change = lambda column: np.where(passes > 0, column, other(column, ALL))
    return apply


def _fill(numbers: Numbers, model: Fill, points: Points, clip: Clip | None) -> Apply:
    """Put a number where there is none and the leaf applies and is scored."""
    put, fillable = _filling(numbers, model, points), numbers.fitter.fillable
    if fillable is None:
        return put
    return lambda values, block: np.where(np.isnan(values) & ~cut(fillable, block), np.nan, put(values, block))


def _filling(numbers: Numbers, model: Fill, points: Points) -> Apply:
    """What fills every gap: a constant, or the mean or median of the group in the same period."""
    if model.from_ == "siblings":
        return partial(_from_siblings, numbers.group)
    if model.from_ == "constant":
        constant = numbers.edge(model.value, points)
        return lambda values, block: np.where(np.isnan(values), cut(constant, block), values)
    cases = numbers.fitter.view
    groups = cases.attribute(str(model.by)).astype(str)
    keys = np.char.add(np.char.add(cases.period_index.astype(str), "\0"), groups)
    codes = np.unique(keys, return_inverse=True)[1]
    middle = np.nanmean if model.from_ == "group_mean" else np.nanmedian

    def apply(values: Floats, block: Block) -> Floats:
        result = values.copy()
        if values.shape[1] != len(codes):
            return result
        for code in np.unique(codes[groups != ""]):
            members = codes == code
            for row in range(len(values)):
                own = values[row, members]
                if not np.isnan(own).all():
                    result[row, members] = np.where(np.isnan(own), middle(own), own)
        return result

    return apply


def _from_siblings(group: Track, values: Floats, block: Block) -> Floats:
    """Gaps filled with what the siblings have; as they are while the siblings are still on their way."""
    found = group.from_siblings
    return values if found is None else np.where(np.isnan(values), found[:, block], values)


def _power(numbers: Numbers, model: Power, points: Points, clip: Clip | None) -> Apply:
    return lambda values, block: methods.power(values, p=model.p)


def _root(numbers: Numbers, model: Root, points: Points, clip: Clip | None) -> Apply:
    exponent = 0.5 if model.method == "sqrt" else -1.0
    return lambda values, block: methods.power(values, p=exponent)


def _box_cox(numbers: Numbers, model: BoxCox, points: Points, clip: Clip | None) -> Apply:
    return lambda values, block: methods.box_cox(values, lambda_=model.lambda_)


def _scale(numbers: Numbers, model: Scale, points: Points, clip: Clip | None) -> Apply:
    offset = numbers.edge(model.offset, points)
    return lambda values, block: methods.scale(values, by=model.by, offset=cut(offset, block))


def _reflect(numbers: Numbers, model: Reflect, points: Points, clip: Clip | None) -> Apply:
    low, high = _band(numbers, model.about, points)
    return lambda values, block: methods.reflect(values, about=cut(low, block), upper=cut(high, block), by=model.by)


def _band(numbers: Numbers, edge: Any, points: Points) -> tuple[Floats, Floats]:
    """A point as a band of no width; the benchmark as its band where it has one."""
    low = high = numbers.edge(edge, points)
    if edge == "benchmark" and "benchmark_low" in points:
        low = np.where(np.isnan(low), points["benchmark_low"], low)
        high = np.where(np.isnan(high), points["benchmark_high"], high)
    return low, high


def _cap(numbers: Numbers, model: Cap, points: Points, clip: Clip | None) -> Apply:
    low = None if model.min is None else numbers.edge(model.min, points)
    high = None if model.max is None else numbers.edge(model.max, points)
    return lambda values, block: methods.cap(
        values, lower=None if low is None else cut(low, block), upper=None if high is None else cut(high, block)
    )


def _replace(numbers: Numbers, model: Replace, points: Points, clip: Clip | None) -> Apply:
    value, by = numbers.edge(model.value, points), numbers.edge(model.by, points)
    return lambda values, block: methods.replace(values, value=cut(value, block), by=cut(by, block))


def _round(numbers: Numbers, model: Round, points: Points, clip: Clip | None) -> Apply:
    return lambda values, block: methods.round_half_away(values, decimals=model.decimals)


def _goalposts(numbers: Numbers, model: GoalpostsStep, points: Points, clip: Clip | None) -> Apply:
    worst, best = numbers.edge(model.worst, points), numbers.edge(model.best, points)
    best = np.where(_wrong_way(numbers, model, worst, best), np.nan, best)
    to = (model.to[0], model.to[1]) if model.to else numbers.scale
    ends = clip or model.clip
    return lambda values, block: methods.goalposts(
        values, worst=cut(worst, block), best=cut(best, block), to=to, clip=ends
    )


def _wrong_way(numbers: Numbers, model: GoalpostsStep, worst: Floats, best: Floats) -> NDArray[np.bool_]:
    """Where a point that data or an area gave puts the worst end beyond the best, so that good would earn nothing.

    What the file itself gives is checked when it is read; what it accepts is let through.
    """
    ends, leaves = (model.worst, model.best), numbers.group.leaves
    through = [all(_is_given(edge, leaf) for edge in ends) or _is_accepted(ends, leaf) for leaf in leaves]
    return np.asarray((numbers.sign * (best - worst) < 0) & ~np.array(through, dtype=bool).reshape(-1, 1))


def _is_accepted(ends: tuple[Any, Any], leaf: Leaf) -> bool:
    return not leaf.points.accepted.isdisjoint(map(str, ends))


def _is_given(edge: Any, leaf: Leaf) -> bool:
    return all(name in leaf.points.given for name in points_in(edge))


def _share_of(numbers: Numbers, model: ShareOf, points: Points, clip: Clip | None) -> Apply:
    low, high = _band(numbers, model.point, points)
    sign = numbers.sign
    ends = clip or model.clip
    return lambda values, block: methods.share_of(
        values, point=cut(low, block), upper=cut(high, block), sign=sign, clip=ends
    )


def _z_score(numbers: Numbers, model: ZScore, points: Points, clip: Clip | None) -> Apply:
    mean, sd = numbers.edge(model.mean, points), numbers.edge(model.sd, points)
    to = (model.to.mean, model.to.sd) if model.to else (0.0, 1.0)
    sign = np.where(numbers.sign == 0, 1.0, numbers.sign)
    return lambda values, block: methods.z_score(values * sign, mean=cut(mean, block) * sign, sd=cut(sd, block), to=to)


def _rank(numbers: Numbers, model: RankStep, points: Points, clip: Clip | None) -> Apply:
    """The place among the reference, the best having the highest, period by period where it is refitted."""
    places = numbers.places = numbers.fitter.places(model.among, numbers.number)
    sign = np.where(numbers.sign == 0, 1.0, numbers.sign)[:, 0]

    view = numbers.fitter.view

    def apply(values: Floats, block: Block) -> Floats:
        if block == ALL and values.shape[1] == 1:  # a point, which may have another rank in each period
            values = np.repeat(values, max(view.count, 1), axis=1)
        result = np.full(values.shape, np.nan)
        for cases, reference in places(block, values.shape[1]):
            for row, turn in enumerate(sign):
                numbers, others = values[row, cases] * turn, reference[row] * turn
                if model.method == "rank":
                    result[row, cases] = methods.rank_in(numbers, reference=others, ties=model.ties, start=model.start)
                else:
                    result[row, cases] = methods.percentile_rank_in(numbers, reference=others, ties=model.ties)
        return result

    return apply


def _distance(numbers: Numbers, model: DistanceInSd, points: Points, clip: Clip | None) -> Apply:
    point, sd = numbers.edge(model.point, points), numbers.edge(model.sd, points)
    sign = numbers.sign
    floor = model.floor if clip in (None, "both", "top") else None  # 0 left to go is the good end
    return lambda values, block: methods.distance_in_sd(
        values, point=cut(point, block), sd=cut(sd, block), sign=sign, floor=floor
    )


def _bands(numbers: Numbers, model: BandsStep, points: Points, clip: Clip | None) -> Apply:
    edges = [numbers.edge(band.from_, points) for band in model.bands[1:]]
    scores = np.array([band.score for band in model.bands])
    sign = order_of(edges, numbers.sign)
    names = {name for band in model.bands for name in points_in(band.from_)}
    through = np.array([[not leaf.points.accepted.isdisjoint(names)] for leaf in numbers.group.leaves])
    wrong = out_of_order(edges, sign) & ~through if edges and len(through) else np.zeros((1, 1), dtype=bool)

    def apply(values: Floats, block: Block) -> Floats:
        here = [cut(edge, block) for edge in edges]
        index = methods.band_index(values, edges=here, sign=cut(sign, block), ties=model.ties)
        return np.where((index < 0) | cut(wrong, block), np.nan, scores[np.maximum(index, 0)])

    return apply


def _piecewise(numbers: Numbers, model: Piecewise, points: Points, clip: Clip | None) -> Apply:
    at = np.stack(np.broadcast_arrays(*[numbers.edge(pair[0], points) for pair in model.points]))
    scores = np.array([float(pair[1]) for pair in model.points])  # type: ignore[arg-type]  # scores are numbers, as the model says

    def apply(values: Floats, block: Block) -> Floats:
        here = cut(at, block)
        if here.shape[-1] == 1:
            rows = [methods.piecewise(row, at=here[:, index, 0], scores=scores) for index, row in enumerate(values)]
        else:
            wide = np.broadcast_to(values, here.shape[1:])
            rows = [methods.piecewise(row, at=here[:, index], scores=scores) for index, row in enumerate(wide)]
        return np.stack(rows) if rows else values

    return apply


def _categories(numbers: Numbers, model: CategoriesStep, points: Points, clip: Clip | None) -> Apply:
    """Leaves may number their answers differently, so that each has its own table."""
    tables = []
    for leaf in numbers.group.leaves:
        answers = [
            item for item in leaf.series.categories or () if isinstance(item, Category) and item.code in model.scores
        ]
        tables.append(
            (np.array([item.value for item in answers]), np.array([model.scores[item.code] for item in answers]))
        )
    alike = all((np.array_equal(keys, tables[0][0]) and np.array_equal(got, tables[0][1])) for keys, got in tables)

    def apply(values: Floats, block: Block) -> Floats:
        if alike and tables:
            return methods.lookup(values, keys=tables[0][0], scores=tables[0][1])
        return np.stack(
            [methods.lookup(row, keys=keys, scores=got) for row, (keys, got) in zip(values, tables, strict=True)]
        )

    return apply


MAKERS: dict[type[StepModel], Callable[..., Apply]] = {
    Log: _log,
    Power: _power,
    Root: _root,
    BoxCox: _box_cox,
    Scale: _scale,
    Reflect: _reflect,
    Cap: _cap,
    Replace: _replace,
    Round: _round,
    GoalpostsStep: _goalposts,
    ShareOf: _share_of,
    ZScore: _z_score,
    RankStep: _rank,
    DistanceInSd: _distance,
    BandsStep: _bands,
    Piecewise: _piecewise,
    CategoriesStep: _categories,
    Winsorise: _winsorise,
    Fill: _fill,
}
