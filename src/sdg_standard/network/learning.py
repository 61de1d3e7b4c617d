"""What to learn from whom: members of like size that improved most on a series on which another one is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sdg_standard.agenda import Agenda
from sdg_standard.areas.asking import attribute, size_class
from sdg_standard.catalogue import Standard
from sdg_standard.model.network import Member
from sdg_standard.model.period import Period
from sdg_standard.network.delivered import Delivery, observations
from sdg_standard.plans import Leaf
from sdg_standard.study.ways import band_of, benchmark_of

MOST = 3
"""So many members are named for one series."""
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class TiedMeasure:
    """A measure that an agenda ties to a series: by the objective that has a commitment to it."""

    id: str
    title: str
    status: str
    objective: str
    objective_title: str


@dataclass(frozen=True)
class Improved:
    """A member that has improved on a series, from the first to the latest observation while it was a member."""

    area: str
    since: str
    before: float
    until: str
    value: float
    pace: float
    """The change a year towards what is better, in the unit of the series; always above 0."""
    measures: tuple[TiedMeasure, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A series on which a member is weak, and whom it may learn from; nobody where none of like size has improved."""

    node: str
    value: float | None
    unit: str
    score: float
    rating: str
    improved: tuple[Improved, ...] = ()


def size_of(member: Member, day: date) -> str:
    """The size class of a member: by the inhabitants that the network says, else by the register; empty if unknown."""
    if member.inhabitants is not None:
        return size_class(member.inhabitants)
    return attribute("size", member.area, day)


@dataclass
class Learning:
    """Who has improved on which series, worked out once for each."""

    deliveries: Sequence[Delivery]
    """Those that share, may be compared and are members on the last day of the period."""
    agendas: Mapping[str, Agenda]
    standard: Standard
    period: str

    def __post_init__(self) -> None:
        self._known: dict[str, list[Improved]] = {}
        end = Period.parse(self.period).end if self.period else date.max
        self.sizes = {each.member.area: size_of(each.member, end) for each in self.deliveries}

    @property
    def higher_is_better(self) -> bool:
        """Whether the best score is the highest."""
        scale = self.deliveries[0].cards[0].methodology.scale if self.deliveries else None
        return scale is None or scale.best >= scale.worst

    def from_whom(self, municipality: str, node: str) -> tuple[Improved, ...]:
        """The members of like size that improved most on a series, the fastest first."""
        size = self.sizes.get(municipality, "")
        alike = [
            each
            for each in self._improved(node)
            if size and each.area != municipality and self.sizes[each.area] == size
        ]
        return tuple(alike[:MOST])

    def _improved(self, node: str) -> list[Improved]:
        if node not in self._known:
            found = [one for one in (self._of(each, node) for each in self.deliveries) if one is not None]
            self._known[node] = sorted(found, key=lambda each: (-each.pace, each.area))
        return self._known[node]

    def _of(self, delivery: Delivery, node: str) -> Improved | None:
        """How a member has improved on a series; None where it has not, or nobody can say."""
        last = Period.parse(self.period).end
        seen = [item for item in observations(delivery, node) if item[0].end <= last]
        if len(seen) < 2:
            return None
        (first, before), (latest, value) = seen[0], seen[-1]
        better = _goodness(delivery, node, value) - _goodness(delivery, node, before)
        if not better > 0:
            return None
        pace = better * DAYS_A_YEAR / (latest.end - first.end).days
        name = delivery.member.area
        measures = self._measures(name, _leaf(delivery, node).series.id)
        return Improved(name, first.text, before, latest.text, value, pace, measures)

    def _measures(self, municipality: str, series: str) -> tuple[TiedMeasure, ...]:
        agenda = self.agendas.get(municipality)
        return () if agenda is None else tuple(tied_measures(agenda, self.standard, series))


def _leaf(delivery: Delivery, node: str) -> Leaf:
    return next(card._plan.leaves[node] for card in delivery.cards if node in card._plan.leaves)


def _goodness(delivery: Delivery, node: str, value: float) -> float:
    """A value as a number of which more is better; where a certain value is best how near it is to it."""
    card, leaf = delivery.cards[-1], _leaf(delivery, node)
    if leaf.series.sign:
        return leaf.series.sign * value
    areas = delivery.ids(card)
    found = benchmark_of(card, areas[0], card.periods[-1], leaf) if areas and card.periods else None
    ends = None if found is None else band_of(found)
    return 0.0 if ends is None else -max(ends[0] - value, value - ends[1], 0.0)


def tied_measures(agenda: Agenda, standard: Standard, series: str) -> Iterable[TiedMeasure]:
    """The measures of objectives that have a commitment to a series; those that weaken an objective are no help."""
    chain = agenda.chain
    found: dict[str, TiedMeasure] = {}
    for commitment in chain.commitments.values():
        meant = standard.find_series(commitment.series)
        objective = chain.objectives.get(commitment.objective)
        if meant is None or meant.id != series or objective is None:
            continue
        for each in chain.measures_of(objective.id):
            if each.relation != "weakens":
                tied = TiedMeasure(each.id, each.title, each.status, objective.id, objective.title)
                found.setdefault(each.id, tied)
    return found.values()
