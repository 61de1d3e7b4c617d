"""What stands out for one area: strongest, weakest, changed most, nearest to and furthest from its own targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.assess.card import Card
from sdg_standard.methods.arrays import plain
from sdg_standard.plans import Leaf
from sdg_standard.scoring.state import FILLED
from sdg_standard.study.histories import Histories, change_unit, less, unit_of
from sdg_standard.study.shown import period_of, shown_leaves
from sdg_standard.study.ways import Way, band_of, benchmark_of, way_of

SHOWN = 3
"""So many of each kind, unless somebody says otherwise."""


@dataclass(frozen=True)
class Standing:
    """A leaf with a score."""

    node: str
    value: float | None
    unit: str
    score: float
    rating: str


@dataclass(frozen=True)
class Changed:
    """A leaf whose value is another than the one before."""

    node: str
    since: str
    """The period before."""
    period: str
    """The period of the latest observation."""
    before: float
    value: float
    unit: str
    change: float | None
    """None for answers."""
    change_unit: str
    """`percentage_points` for shares, otherwise ``unit``."""
    score_before: float | None
    score: float | None
    """The scores of both; None where one has none."""
    share: float
    """The change as a share: of the scale of scores where both have one that differs, otherwise of the benchmark's
    size; above 0 where it is for the better."""
    by: str
    """What it is a share of: `score` or `benchmark`."""


@dataclass(frozen=True)
class OwnTarget:
    """A leaf for which the area has a target of its own, with the way to it."""

    node: str
    unit: str
    way: Way

    @property
    def measure(self) -> float | None:
        """What targets are put in order by: the share of the way that has been gone, 1 or more where it is reached;
        where only one number is known, 1 less what is left as a share of the target; None where that is 0.
        """
        if self.way.reached:
            return 1.0
        share = self.way.share if self.way.share is not None else less(1.0, self.way.left)
        return None if share is None else min(share, 1.0)


@dataclass(frozen=True)
class Highlights:
    """What stands out for one area in one period. Made by :func:`highlights`; a leaf stands in one of two opposite
    lists only.
    """

    area: str
    period: str
    strongest: tuple[Standing, ...]
    """The highest scores, best first."""
    weakest: tuple[Standing, ...]
    """The lowest scores, worst first."""
    changed: tuple[Changed, ...]
    """The largest changes either way, since the observation before."""
    nearest: tuple[OwnTarget, ...]
    """Own targets that are reached or nearest, nearest first."""
    furthest: tuple[OwnTarget, ...]
    """Own targets that are furthest, furthest first."""


def highlights(card: Card, area: str, period: str | int | None = None, n: int = SHOWN) -> Highlights:
    """Return what stands out for an area in a period, by default the newest: up to ``n`` leaves of each kind.

    Leaves that are shown and have a score take part; equal ones stand in the order of the tree. With fewer than
    2·``n`` of them the better half are the strongest and the others the weakest, so that none is both; a lowest score
    is none of the strongest unless it is the best of the scale, and a highest none of the weakest unless it is the
    worst. Changes are those of score where both periods have one and they differ, else of the value as a share of its
    benchmark; without either a leaf is left out, and so is one that did not change. Raises UnknownId.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> found = highlights(card, "NO-1149", n=1)
    >>> [item.node for item in (*found.strongest, *found.weakest)]
    ['u4ssc.ec.ict.ict.1c', 'u4ssc.ec.ict.ws.2a']
    """
    return highlights_of(Histories(card, period_of(card, period)), card.area_meant(area), n)


def highlights_of(histories: Histories, area: str, n: int = SHOWN) -> Highlights:
    """What stands out for an area, of histories that somebody may have asked for before."""
    card, when = histories.card, histories.period
    if not when:
        return Highlights(area, "", (), (), (), (), ())
    leaves = shown_leaves(card)
    standing = [item for item in (_standing(card, area, when, leaf) for leaf in leaves) if item is not None]
    strongest, weakest = _two_ends(card, standing, n)
    changed = [item for item in (_changed(histories, area, leaf) for leaf in leaves) if item is not None]
    ways = [(leaf, way_of(card, area, when, leaf, own=True)) for leaf in leaves]
    own = [OwnTarget(leaf.id, unit_of(leaf), way) for leaf, way in ways if way is not None and way.decision is not None]
    nearest, furthest = _nearest_and_furthest(own, n)
    most = sorted(changed, key=lambda item: -abs(item.share))[:n]
    return Highlights(area, when, strongest, weakest, tuple(most), nearest, furthest)


def _standing(card: Card, area: str, period: str, leaf: Leaf) -> Standing | None:
    """A leaf with its score; None where it has none of its own."""
    case, row = card._result.cases.position(area, period), card._result.index[leaf.id]
    if case is None or leaf.gives != "score" or math.isnan(card.number(leaf.id)[case]):
        return None
    if card._result.state.set_of(FILLED, row)[case]:
        return None
    rater = card._raters.get(next(iter(card.methodology.ratings), ""))
    value, score = plain(float(card._value(leaf.id)[case])), float(card.number(leaf.id)[case])
    return Standing(leaf.id, value, leaf.read_unit or "", score, rater.label(leaf.id, case) if rater else "")


def _two_ends(card: Card, standing: Sequence[Standing], n: int) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """The strongest and the weakest, none in both."""
    if not standing:
        return (), ()
    scale = card.methodology.scale
    sign = 1 if scale.best >= scale.worst else -1
    ordered = sorted(standing, key=lambda item: -sign * item.score)
    best, worst, half = ordered[0].score, ordered[-1].score, -(-len(ordered) // 2)
    strongest = [item for item in ordered if item.score != worst or worst == scale.best]
    last_first = sorted(standing, key=lambda item: sign * item.score)
    weakest = [item for item in last_first if item.score != best or best == scale.worst]
    return tuple(strongest[: min(n, half)]), tuple(weakest[: min(n, len(ordered) - half)])


def _changed(histories: Histories, area: str, leaf: Leaf) -> Changed | None:
    """How a leaf has changed from the observation before to the latest; None where nothing can be said, or nothing
    has changed.
    """
    card, moments, unit = histories.card, histories.moments(area, leaf.id), unit_of(leaf)
    if len(moments) < 2:
        return None
    before, now = moments[-2:]
    if before.value is None or now.value is None:  # which no moment of a leaf is
        return None
    scale = card.methodology.scale
    share, by = (now.score_change or 0.0) / (scale.best - scale.worst), "score"
    if not share:
        share, by = _share_of_benchmark(card, area, histories.period, leaf, (before.value, now.value)), "benchmark"
    if not share:
        return None
    return Changed(
        node=leaf.id,
        since=before.period,
        period=now.period,
        before=before.value,
        value=now.value,
        unit=unit,
        change=now.change,
        change_unit=change_unit(unit),
        score_before=before.score,
        score=now.score,
        share=share,
        by=by,
    )


def _share_of_benchmark(card: Card, area: str, period: str, leaf: Leaf, values: tuple[float, float]) -> float:
    """A change over the size of the benchmark, above 0 where it is for the better; 0 where there is no such thing."""
    item = benchmark_of(card, area, period, leaf)
    if item is None or leaf.series.kind == "category" or leaf.read.per or leaf.read.times != 1:
        return 0.0
    ends = band_of(item)
    if ends is None:
        return 0.0
    size = max(map(abs, ends))
    before, now = (_good(value, *ends, leaf.series.sign) for value in values)
    return (now - before) / size if size else 0.0


def _good(value: float, low: float, high: float, sign: int) -> float:
    """A value as a number of which more is better; where a certain value is best how near it is to it."""
    return sign * value if sign else -max(low - value, value - high, 0.0)


def _nearest_and_furthest(own: Sequence[OwnTarget], n: int) -> tuple[tuple[OwnTarget, ...], tuple[OwnTarget, ...]]:
    """The nearest and the furthest, none in both, and none that is reached among the furthest."""
    known = [(item, item.measure) for item in own if item.measure is not None]
    ordered = [item for item, _ in sorted(known, key=lambda pair: -pair[1])]
    near = n
    if len(ordered) < 2 * n:  # few: who has come half way is near, who has not is far
        near = sum(measure >= 0.5 for _, measure in known)
    last_first = [item for item, _ in sorted(known, key=lambda pair: pair[1])]
    far = [item for item in last_first if not item.way.reached]
    return tuple(ordered[: min(n, near)]), tuple(far[: min(n, len(ordered) - near)])
