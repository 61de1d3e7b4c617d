"""Statistics of rules for points, from what parts say.

Extremes, percentiles, medians and means of the best are exact, to the last bit. Means and standard deviations are sums
of the sums of parts, which may differ from those of one machine in the last digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sdg_standard.distributed.gathering import Gatherer, Squares, Sums
from sdg_standard.distributed.order import numbers_at
from sdg_standard.methodology.points.fitted import FromMeanOfBest, FromPercentile, FromSd, FromStatistic
from sdg_standard.methodology.readings import AtPeriod, Latest
from sdg_standard.methods.reference import mean_of_best
from sdg_standard.plans import Leaf

MOST_OF_BEST = 1000
Order = Mapping[tuple[str, int], float]


def is_gatherable(leaf: Leaf) -> bool:
    """Whether all that is fitted of a leaf follows from sums of parts: points of values as they were observed.

    Its first step asks for them, and no step is fitted itself.
    """
    read = leaf.read
    names = {name for name, rule in leaf.points.rules.items() if rule.reads_reference}
    as_observed = leaf.observable.is_whole and not (read.per or read.before or read.times != 1)
    plain = type(read) in (AtPeriod, Latest) and as_observed
    asked_later = {name for step in leaf.steps[1:] for name in step.asked_points} & names
    fitted_steps = any(step.reads_reference or step.compares_areas for step in leaf.steps)
    return plain and not asked_later and not fitted_steps and all(map(_is_known, leaf.points.rules.values()))


def _is_known(rule: Any) -> bool:
    if not rule.reads_reference:
        return not rule.at_a_step and rule.behind is None
    if rule.behind is not None or rule.reference is not None:
        return False
    if isinstance(rule, FromPercentile):
        return rule.definition == "linear"
    return isinstance(rule, FromStatistic | FromSd) or (isinstance(rule, FromMeanOfBest) and rule.k <= MOST_OF_BEST)


def statistics(
    gatherer: Gatherer, ends: Mapping[str, Sums], asked: Mapping[Any, tuple[str, Any, float]]
) -> dict[Any, float]:
    """Return the number of each rule, NaN where there are none.

    ``asked`` has by any key the series, the rule and the sign.
    """
    known = {key: one for key, one in asked.items() if one[0] in ends}
    places: dict[str, set[int]] = {}
    for name, rule, sign in known.values():
        places.setdefault(name, set()).update(_places(rule, sign, ends[name].count))
    order = numbers_at(gatherer, ends, {name: own for name, own in places.items() if own})
    squares = _squares(gatherer, ends, [name for name, rule, _ in known.values() if isinstance(rule, FromSd)])
    found = dict.fromkeys(asked, np.nan)
    for key, (name, rule, sign) in known.items():
        if isinstance(rule, FromSd):
            found[key] = _sd(ends[name], squares[name], rule.ddof)
        elif isinstance(rule, FromStatistic) and rule.rule == "mean":
            found[key] = _mean(ends[name])
        else:
            found[key] = _by_order(rule, sign, name, ends[name], order)
    return found


def _squares(gatherer: Gatherer, ends: Mapping[str, Sums], names: Iterable[str]) -> dict[str, float]:
    """The sums of the squares around the means of series."""
    middles = tuple((name, _mean(ends[name])) for name in dict.fromkeys(names))
    if not middles:
        return {}
    table = gatherer.ask(Squares(middles))
    return dict(zip(table["series"].astype(str), table["total"].astype(float), strict=True))


def _mean(own: Sums) -> float:
    return own.low if own.low == own.high else own.total / own.count


def _sd(own: Sums, squares: float, ddof: int) -> float:
    if own.count <= ddof:
        return np.nan
    return 0.0 if own.low == own.high else float(np.sqrt(squares / (own.count - ddof)))


def _places(rule: Any, sign: float, count: int) -> list[int]:
    """Which places in the order of all numbers a rule looks at."""
    if isinstance(rule, FromMeanOfBest):
        k = min(rule.k, count)
        return list(range(count - k, count) if sign >= 0 else range(k))
    if isinstance(rule, FromPercentile) or (isinstance(rule, FromStatistic) and rule.rule == "median"):
        places, _, _ = _between(rule, sign, count)
        return list(places)
    return []


def _between(rule: Any, sign: float, count: int) -> tuple[tuple[int, int], float, float]:
    """The two places between which a percentile lies, the share of the way, and -1 where it is counted from above."""
    p, side = (50.0, "below") if isinstance(rule, FromStatistic) else (rule.p, rule.side)
    mirrored = (side == "worst" and sign < 0) or (side == "best" and sign >= 0)
    at = (count - 1) * (p / 100)
    low = int(np.floor(at))
    high = min(low + 1, count - 1)
    places = (count - 1 - low, count - 1 - high) if mirrored else (low, high)
    return places, at - low, -1.0 if mirrored else 1.0


def _by_order(rule: Any, sign: float, name: str, own: Sums, order: Order) -> float:
    """A statistic that is one of the numbers, or lies between two of them."""
    count = own.count
    if isinstance(rule, FromMeanOfBest):
        numbers = np.array([order[name, place] for place in _places(rule, sign, count)])
        return float(mean_of_best(numbers[:, None], k=rule.k, sign=sign)[0])
    if isinstance(rule, FromStatistic) and rule.rule != "median":
        best = rule.rule == "best_observed"
        return own.high if (sign >= 0) == best else own.low
    places, share, factor = _between(rule, sign, count)
    ends = factor * np.array([order[name, place] for place in places])
    if isinstance(rule, FromStatistic):  # the median, between two numbers their mean
        return float(ends[0] if share == 0 else np.mean(ends))
    return float(factor * np.quantile(ends, share))
