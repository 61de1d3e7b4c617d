"""The numbers of members as plain data: each period of a member while it was one, and the range in which they lie."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sdg_standard.areas import at
from sdg_standard.areas.asking import known_prefix
from sdg_standard.assess.card import Card
from sdg_standard.methods.arrays import plain
from sdg_standard.model.period import Period
from sdg_standard.network.delivered import Delivery
from sdg_standard.results.reach import reachable
from sdg_standard.results.verified import Verified
from sdg_standard.study.peers import FEWEST
from sdg_standard.study.shown import shown_leaves


@dataclass(frozen=True)
class Range:
    """Where members lie: how many have a number, tenth percentile, median and ninetieth percentile."""

    n: int
    p10: float
    median: float
    p90: float


@dataclass(frozen=True)
class Result:
    """What one member has for a node in the period: of a series value and score, of a branch its score."""

    node: str
    series: bool
    unit: str
    value: float | None
    score: float | None
    rating: str
    weak: bool = False
    """Whether its score lies in the lower half of what can be reached."""

    @property
    def number(self) -> float | None:
        """What is compared: the value of a series, the score of a branch."""
        return self.value if self.series else self.score


@dataclass(frozen=True)
class Coverage:
    """How much of what is measured together a member has delivered, and how much of that somebody has verified."""

    reported: int
    of: int
    verified: int


def newest_period(deliveries: Iterable[Delivery]) -> str:
    """The newest period in which a member that shares has a number that may be compared; empty where none has."""
    found = {
        text
        for each in deliveries
        if each.compared and each.member.shares
        for card in each.cards
        for text in card.periods
        if each.member.was_member(_end(text)) and case_of(each, card, text) is not None
    }
    return max(found, key=lambda text: (Period.parse(text).end, Period.parse(text).start), default="")


def _has_number(card: Card, case: int) -> bool:
    return bool(np.isfinite(card._result.numbers[:, case]).any())


def results_of(delivery: Delivery, period: str) -> tuple[Result, ...]:
    """The results of a member in a period, in reading order; nothing for a period in which it was no member."""
    if not delivery.member.was_member(_end(period)):
        return ()
    found: dict[str, Result] = {}
    for card in delivery.cards:
        case = case_of(delivery, card, period)
        for each in () if case is None else _of_card(card, case):
            if each.node not in found or found[each.node].number is None:
                found[each.node] = each
    return tuple(found.values())


def case_of(delivery: Delivery, card: Card, period: str) -> int | None:
    """The case of a member on a card in a period: that of the code which was in force then, if it has any number.

    None where the card has no number of it in that period.
    """
    if period not in card.periods:
        return None
    day = _end(period)
    ids = sorted(delivery.ids(card), key=lambda area: not _in_force(area, day))
    cases = (card._result.cases.position(area, period) for area in ids)
    return next((case for case in cases if case is not None and _has_number(card, case)), None)


def _in_force(area: str, day: date) -> bool:
    return not known_prefix(area) or area in {kin.area for kin in at(area, day)}


def _end(period: str) -> date:
    return Period.parse(period).end


def _of_card(card: Card, case: int) -> Iterator[Result]:
    scale, lowest = card.methodology.scale, reachable(card._plan)[0]
    low = lowest if scale.best > scale.worst else scale.worst
    sign, middle = (1 if scale.best > scale.worst else -1), (low + scale.best) / 2
    rater = card._raters.get(next(iter(card.methodology.ratings), ""))
    for name in card.nodes:
        if card._plan.node(name).hidden:
            continue
        leaf = card._plan.leaves.get(name)
        score = plain(float(card.number(name)[case])) if card._plan.node(name).gives == "score" else None
        value = None if leaf is None else plain(float(card._value(name)[case]))
        rating = rater.label(name, case) if rater is not None and score is not None else ""
        unit = "" if leaf is None else leaf.read_unit or ""
        weak = leaf is not None and score is not None and sign * (score - middle) < 0
        yield Result(name, leaf is not None, unit, value, score, rating, weak)


@dataclass
class Covering:
    """How much members have delivered; what is verified on a card is looked up once for all members on it."""

    _verified: dict[int, tuple[Card, frozenset[tuple[str, str, str]]]] = field(default_factory=dict)

    def of(self, delivery: Delivery, period: str) -> Coverage | None:
        """Of one member for a period; None where it has no scorecard or was no member then."""
        if not delivery.cards or not period or not delivery.member.was_member(_end(period)):
            return None
        there: set[str] = set()
        verified: set[str] = set()
        leaves: dict[str, None] = {}
        for card in delivery.cards:
            names = [leaf.id for leaf in shown_leaves(card)]
            leaves.update(dict.fromkeys(names))
            case = case_of(delivery, card, period)
            if case is not None:
                area = str(card._result.cases.areas[case % len(card._result.cases.areas)])
                there |= {name for name in names if math.isfinite(card._value(name)[case])}
                verified |= {name for name in names if (area, period, name) in self._on(card)}
        return Coverage(len(there), len(leaves), len(verified & there))

    def _on(self, card: Card) -> frozenset[tuple[str, str, str]]:
        """Area, period and leaf of everything on a card that is verified."""
        if id(card) not in self._verified:
            frame = Verified(card._run).frame(tuple(card._plan.leaves))
            rows = frame[frame["verified"] > 0][["area", "period", "node"]].itertuples(index=False, name=None)
            self._verified[id(card)] = card, frozenset(rows)
        return self._verified[id(card)][1]


def ranges_of(results: Iterable[Iterable[Result]], fewest: int = FEWEST) -> dict[str, Range]:
    """The range of each node of which enough members have a number, in reading order.

    The percentiles are those of NumPy's ``linear`` method, as in :func:`sdg_standard.study.peers`.

    >>> members = [[Result("a", True, "%", float(value), None, "")] for value in (10, 20, 30, 40, 50)]
    >>> ranges_of(members), ranges_of(members[:4])
    ({'a': Range(n=5, p10=14.0, median=30.0, p90=46.0)}, {})
    """
    numbers: dict[str, list[float]] = {}
    for of_member in results:
        for each in of_member:
            known = numbers.setdefault(each.node, [])
            if each.number is not None:
                known.append(each.number)
    found = {}
    for node, known in numbers.items():
        if len(known) >= fewest:
            low, middle, high = np.percentile(known, [10, 50, 90]).tolist()
            found[node] = Range(len(known), low, middle, high)
    return found
