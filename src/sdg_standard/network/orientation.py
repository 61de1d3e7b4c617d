"""The common orientation to the councils as plain data: the same for the page and for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from sdg_standard.agenda import Agenda
from sdg_standard.areas import at
from sdg_standard.assess.card import Card
from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId
from sdg_standard.model.network import CommonBenchmark, Member
from sdg_standard.model.period import Period
from sdg_standard.network.decided import Decided, decided_by
from sdg_standard.network.delivered import Delivery
from sdg_standard.network.learning import Learning, Lesson
from sdg_standard.network.results import Coverage, Covering, Range, Result, newest_period, ranges_of, results_of
from sdg_standard.words import Said

Standing = Literal["member", "left", "not_yet"]
"""What a municipality was on the last day of the period."""
FORMAT = 1


@dataclass(frozen=True)
class MemberPart:
    """What the orientation says of one member."""

    member: Member
    name: str
    standing: Standing
    edition: str
    """The edition that its numbers were measured under; empty where it has none."""
    size: str
    why: Said | None
    """Why its numbers are compared with nobody's; None where they are, or where there are none."""
    coverage: Coverage | None
    decided: tuple[Decided, ...]
    results: tuple[Result, ...] = ()
    """Empty where it does not share, or was no member in the period."""
    lessons: tuple[Lesson, ...] = ()
    """The series on which it is weak, the weakest first."""

    @property
    def compared(self) -> bool:
        """Whether it stands on the range of the members."""
        return bool(self.results) and self.why is None


@dataclass(frozen=True)
class Orientation:
    """The common orientation of a network in one period, made by :func:`orientation_of`."""

    title: str
    period: str
    """Empty where no member has a number that may be compared."""
    edition: str
    methodology: str
    members: tuple[MemberPart, ...]
    ranges: Mapping[str, Range]
    """Of each node of which five members or more have a number."""
    benchmarks: tuple[CommonBenchmark, ...]
    standard: Standard = field(repr=False)
    card: Card | None = field(repr=False, default=None)
    """A scorecard of the common edition, for titles and units."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: ids, codes and numbers, the same in every language."""
        return {
            "format": FORMAT,
            "network": self.title,
            "period": self.period,
            "edition": self.edition,
            "methodology": self.methodology,
            "adopted": [_benchmark(each) for each in self.benchmarks],
            "ranges": {node: asdict(each) for node, each in self.ranges.items()},
            "members": [_part(each, self.ranges) for each in self.members],
        }


@dataclass(frozen=True)
class Material:
    """What an orientation is made of."""

    title: str
    methodology: str
    standard: Standard
    """The edition in common."""
    benchmarks: tuple[CommonBenchmark, ...]
    deliveries: tuple[Delivery, ...]
    agendas: Mapping[str, Agenda]
    """Agendas of members that share, by area id."""


def orientation_of(material: Material, period: str | int | None = None) -> Orientation:
    """Return what is to be told to all councils, in a period or the newest in which members can be compared.

    Raises UnknownId for a period in which nothing was scored.
    """
    deliveries, common = material.deliveries, material.standard
    when = newest_period(deliveries) if period is None else _asked(str(period), deliveries)
    shown = {each.member.area: _results(each, when) for each in deliveries}
    compared = [each for each in deliveries if each.compared and shown[each.member.area]]
    learning, covering = Learning(compared, material.agendas, common, when), Covering()
    return Orientation(
        title=material.title,
        period=when,
        edition=common.edition,
        methodology=material.methodology,
        members=tuple(_member(each, shown[each.member.area], material, learning, covering) for each in deliveries),
        ranges=ranges_of(shown[each.member.area] for each in compared),
        benchmarks=material.benchmarks,
        standard=common,
        card=compared[0].cards[-1] if compared else None,
    )


def _member(
    each: Delivery, results: tuple[Result, ...], material: Material, learning: Learning, covering: Covering
) -> MemberPart:
    """What is said of one member."""
    member, when = each.member, learning.period
    agenda = material.agendas.get(member.area)
    return MemberPart(
        member=member,
        name=name_of(member),
        standing=_standing(member, when),
        edition=each.edition,
        size=learning.sizes.get(member.area, ""),
        why=each.why,
        coverage=covering.of(each, when),
        decided=decided_by(member, material.benchmarks, agenda, material.standard),
        results=results,
        lessons=_lessons(results, learning, member.area) if each.compared else (),
    )


def _asked(period: str, deliveries: Sequence[Delivery]) -> str:
    known = sorted({text for each in deliveries for card in each.cards for text in card.periods})
    if period not in known:
        raise UnknownId("scored period", period, known)
    return period


def _results(delivery: Delivery, period: str) -> tuple[Result, ...]:
    """What may be shown of a member: its results where it shares and has any number, otherwise nothing."""
    if not period or not delivery.member.shares:
        return ()
    found = results_of(delivery, period)
    return found if any(each.number is not None for each in found) else ()


def _lessons(results: Sequence[Result], learning: Learning, municipality: str) -> tuple[Lesson, ...]:
    weak = [each for each in results if each.weak and each.score is not None]
    scale = 1 if learning.higher_is_better else -1
    weak.sort(key=lambda each: scale * (each.score or 0.0))
    return tuple(
        Lesson(
            node=each.node,
            value=each.value,
            unit=each.unit,
            score=each.score or 0.0,
            rating=each.rating,
            improved=learning.from_whom(municipality, each.node),
        )
        for each in weak
    )


def _standing(member: Member, period: str) -> Standing:
    """What a municipality was on the last day of a period; without one what it is in the end."""
    if not period:
        return "member" if member.left is None else "left"
    day = Period.parse(period).end
    if member.was_member(day):
        return "member"
    return "left" if member.left is not None and member.left < day else "not_yet"


def name_of(member: Member) -> str:
    """The name of a member: as the network has it, otherwise that of the register, otherwise its id."""
    if member.name:
        return member.name
    try:
        found = at(member.area, date.max)
    except UnknownId:
        return member.area
    return found[0].name if len(found) == 1 and found[0].exact else member.area


# as JSON


def _benchmark(each: CommonBenchmark) -> dict[str, Any]:
    data = each.model_dump(mode="json", by_alias=True)
    return {name: value for name, value in data.items() if value not in (None, [])}


def _part(each: MemberPart, ranges: Mapping[str, Range]) -> dict[str, Any]:
    member = each.member
    return {
        "area": member.area,
        "name": each.name,
        "joined": member.joined.isoformat(),
        "left": member.left.isoformat() if member.left else None,
        "merged_from": list(member.merged_from),
        "standing": each.standing,
        "shares": member.shares,
        "edition": each.edition,
        "compared": each.compared,
        "size": each.size,
        "coverage": asdict(each.coverage) if each.coverage else None,
        "decided": [
            {**asdict(one), "about": list(one.about), "date": one.date.isoformat() if one.date else None}
            for one in each.decided
        ],
        "results": [
            {**asdict(one), "range": asdict(ranges[one.node]) if each.compared and one.node in ranges else None}
            for one in each.results
            if one.number is not None
        ],
        "lessons": [asdict(one) for one in each.lessons],
    }
