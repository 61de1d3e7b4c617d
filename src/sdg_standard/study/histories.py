"""What is known of a node over time: values, scores, what changed from one to the next, and the way to a target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.methods.arrays import plain
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.results.courses import Observation
from sdg_standard.study.earlier import earlier_of
from sdg_standard.study.shown import period_of
from sdg_standard.study.ways import Way, way_of

PERCENTAGE_POINTS = "percentage_points"
"""The unit of a difference of two shares, which is no unit of evidence."""


@dataclass(frozen=True)
class Moment:
    """What is known of a node in one period, and what had changed since the one before."""

    period: str
    value: float | None = None
    """The value as observed; None of a branch that has a score."""
    score: float | None = None
    """The score that it had in the first scored period in which it was the latest; None where there is none."""
    rating: str = ""
    """The first rating then."""
    since: str = ""
    """The period before; empty for the first."""
    change: float | None = None
    """By how much the value has changed since, in the history's ``change_unit``; None for answers."""
    score_change: float | None = None
    """By how much the score has; None where one of the two has none."""


@dataclass(frozen=True)
class History:
    """A node of an area over time, oldest first. Made by :func:`history`."""

    area: str
    node: str
    unit: str
    """The unit of its values."""
    change_unit: str
    """The unit of a change: `percentage_points` for shares, otherwise that of the values."""
    moments: tuple[Moment, ...]
    """Every period of which something is known."""
    way: Way | None = None
    """The way to the area's own target, or to the benchmark by 2030; None where there is none, and of a branch."""

    def to_frame(self) -> pd.DataFrame:
        """A row for each period: ``period, value, score, rating, since, change, score_change``."""
        frame = pd.DataFrame([asdict(item) for item in self.moments], columns=list(Moment.__dataclass_fields__))
        return frame.astype(dict.fromkeys(("value", "score", "change", "score_change"), "float64"))


def history(card: Card, area: str, node: str | int, period: str | int | None = None) -> History:
    """Return what is known of a node of an area over time, up to a period; by default all.

    Of a leaf there is a moment for every observation with a number that the evidence holds, scored or not; of a branch
    one for every scored period with a score. Of a card with earlier ones (:func:`join_cards`) what these say is there
    as well. Raises UnknownId.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> found = history(card, "NO-1149", "EC: ICT: ICT: 1C")
    >>> [(item.period, item.value, item.score) for item in found.moments], found.change_unit
    ([('2020', 97.0, 100.0)], 'percentage_points')
    """
    where, name, last = card.area_meant(area), card.node_meant(node), period_of(card, period)
    return _history(card, where, name, last, moments_of(card, where, name, None if period is None else last))


def _history(card: Card, area: str, name: str, last: str, moments: tuple[Moment, ...]) -> History:
    leaf = card._plan.leaves.get(name)
    unit = card._unit_of(name) if leaf is None else unit_of(leaf)
    way = None if leaf is None or not last else way_of(card, area, last, leaf)
    return History(area, name, unit, change_unit(unit), moments, way)


class Histories:
    """What is known of the nodes of a card up to a period, each worked out once: for whoever asks for many."""

    def __init__(self, card: Card, period: str) -> None:
        self.card, self.period = card, period
        self._moments: dict[tuple[str, str], tuple[Moment, ...]] = {}
        self._known: dict[tuple[str, str], History] = {}

    def moments(self, area: str, name: str) -> tuple[Moment, ...]:
        """What is known of a node, oldest first."""
        key = (area, name)
        if key not in self._moments:
            self._moments[key] = moments_of(self.card, area, name, self.period)
        return self._moments[key]

    def of(self, area: str, name: str) -> History:
        """The same with the way to a target."""
        key = (area, name)
        if key not in self._known:
            self._known[key] = _history(self.card, area, name, self.period, self.moments(area, name))
        return self._known[key]


def moments_of(card: Card, area: str, name: str, period: str | None) -> tuple[Moment, ...]:
    """What is known of a node, oldest first; what an earlier card gave a score stands as it was published."""
    until = None if period is None else Period.parse(period)
    found = {item.period: item for item in _of_card(card, area, name, until)}
    for earlier, own in earlier_of(card, area):
        for item in _of_card(earlier, own, name, until):
            if item.score is not None or item.period not in found:
                found[item.period] = item
    ends = {text: Period.parse(text) for text in found}
    order = sorted(found, key=lambda text: (ends[text].end, -ends[text].days))
    return tuple(_with_changes([found[text] for text in order], card._plan.leaves.get(name)))


def _of_card(card: Card, area: str, name: str, until: Period | None) -> list[Moment]:
    leaf = card._plan.leaves.get(name)
    return _of_branch(card, area, name, until) if leaf is None else _of_leaf(card, area, leaf, until)


def unit_of(leaf: Leaf) -> str:
    """The unit of what is observed of a leaf: of one that reads a growth or a pace that of the series."""
    return (leaf.series.unit if leaf.read.is_path else leaf.read_unit) or ""


def change_unit(unit: str) -> str:
    """The unit of a change of values of this unit."""
    return PERCENTAGE_POINTS if unit == "%" else unit


def _scored(card: Card, until: Period | None) -> list[Period]:
    periods = sorted(map(Period.parse, card.periods), key=lambda one: (one.end, one.start))
    return [one for one in periods if until is None or one.end <= until.end]


def _of_leaf(card: Card, area: str, leaf: Leaf, until: Period | None) -> list[Moment]:
    seen = card._courses.of(leaf.id, area, until)
    scored = _scored_by(card, area, leaf, seen)
    return [_moment(card, area, leaf.id, item.period.text, scored.get(item), item.value) for item in seen]


def _scored_by(card: Card, area: str, leaf: Leaf, seen: tuple[Observation, ...]) -> dict[Observation, Period]:
    """The first scored period in which each observation was the latest and gave a number, of those in which one did."""
    found: dict[Observation, Period] = {}
    for when in _scored(card, None) if seen else ():
        case = card._result.cases.position(area, when.text)
        known = [item for item in seen if item.period.end <= when.end]
        if known and case is not None and not math.isnan(card.number(leaf.id)[case]):
            found.setdefault(known[-1], when)
    return found


def _of_branch(card: Card, area: str, name: str, until: Period | None) -> list[Moment]:
    found = (_moment(card, area, name, when.text, when, None) for when in _scored(card, until))
    return [item for item in found if item.score is not None or item.value is not None]


def _moment(card: Card, area: str, name: str, period: str, scored: Period | None, value: float | None) -> Moment:
    case = None if scored is None else card._result.cases.position(area, scored.text)
    if case is None:
        return Moment(period, value)
    number = plain(float(card.number(name)[case]))
    rating = card._raters[next(iter(card.methodology.ratings))].label(name, case) if card.methodology.ratings else ""
    if card._plan.node(name).gives == "score":
        return Moment(period, value, number, rating)
    return Moment(period, number if name in card._plan.branches else value, None, rating)


def _with_changes(moments: list[Moment], leaf: Leaf | None) -> Iterator[Moment]:
    yield from moments[:1]
    amounts = leaf is None or leaf.series.kind != "category"
    for before, item in pairwise(moments):
        data: dict[str, Any] = {**asdict(item), "since": before.period}
        data["change"] = less(item.value, before.value) if amounts else None
        yield Moment(**data | {"score_change": less(item.score, before.score)})


def less(one: float | None, other: float | None) -> float | None:
    """A number less another; None where one is not there."""
    return None if one is None or other is None else one - other
