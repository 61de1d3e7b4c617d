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
from sdg_standard.plans import Leaf

Asked = tuple[str, Any, float]
"""A series, a rule, and whether more is better (1) or less (-1)."""


def is_gatherable(leaf: Leaf) -> bool:
    """Whether all that is fitted of a leaf follows from sums of parts: points of values as they were observed.

    Its first step asks for them, and no step is fitted itself.
    """
    read, rules = leaf.read, leaf.points.rules
    as_observed = leaf.observable.is_whole and not (read.per or read.before or read.times != 1)
    later = {name for step in leaf.steps[1:] for name in step.asked_points}
    fitted_later = any(rules[name].reads_reference for name in later & rules.keys())
    fitted_steps = any(step.reads_reference or step.compares_areas for step in leaf.steps)
    return as_observed and not (read.is_path or fitted_later or fitted_steps) and all(map(_follows, rules.values()))


def _follows(rule: Any) -> bool:
    """Whether a rule is fitted to nothing, or to what parts can say."""
    if rule.behind is not None or not rule.reads_reference:
        return rule.behind is None and not rule.at_a_step
    return rule.reference is None and (rule.places(2, 1) is not None or rule.of_sums(2, 0.0, 1.0) is not None)


def statistics(gatherer: Gatherer, ends: Mapping[str, Sums], asked: Mapping[Any, Asked]) -> dict[Any, float]:
    """Return the number of each rule, by the keys of ``asked``; NaN where there are none."""
    known = {key: one for key, one in asked.items() if one[0] in ends}
    places = {key: rule.places(ends[name].count, sign) for key, (name, rule, sign) in known.items()}
    wanted: dict[str, set[int]] = {}
    for key, own in places.items():
        wanted.setdefault(known[key][0], set()).update(own or ())
    order = numbers_at(gatherer, ends, {name: own for name, own in wanted.items() if own})
    squares = _squares(gatherer, ends, [known[key][0] for key, own in places.items() if own is None])
    found = dict.fromkeys(asked, np.nan)
    for key, (name, rule, sign) in known.items():
        own = places[key]
        if own is None:
            found[key] = rule.of_sums(ends[name].count, _mean(ends[name]), squares[name])
        else:
            numbers = np.array([order[name, place] for place in own])
            found[key] = rule.at_places(numbers, ends[name].count, sign)
    return found


def _squares(gatherer: Gatherer, ends: Mapping[str, Sums], names: Iterable[str]) -> dict[str, float]:
    """The sums of the squares around the means of series; exactly 0 where all numbers are the same."""
    middles = tuple((name, _mean(ends[name])) for name in dict.fromkeys(names))
    if not middles:
        return {}
    table = gatherer.ask(Squares(middles))
    return dict(zip(table["series"].astype(str), table["total"].astype(float), strict=True))


def _mean(own: Sums) -> float:
    return own.low if own.low == own.high else own.total / own.count
