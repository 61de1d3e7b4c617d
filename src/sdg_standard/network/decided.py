"""What each council has decided of what is measured together: the edition, common benchmarks, targets of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sdg_standard.agenda import Agenda
from sdg_standard.agenda.chain import ADOPTED, Chain
from sdg_standard.catalogue import Standard
from sdg_standard.model.agenda import AgendaCommitment, Decision
from sdg_standard.model.network import CommonBenchmark, Member

SETS = ("sets_target", "changes_target")
"""Acts by which a council adopts a number."""


@dataclass(frozen=True)
class Decided:
    """One decision: what it is about, its case, day and body, and the series or the edition that it names."""

    what: Literal["edition", "benchmark", "target"]
    about: tuple[str, ...]
    case: str
    date: date | None
    body: str


def decided_by(
    member: Member, benchmarks: Iterable[CommonBenchmark], agenda: Agenda | None, standard: Standard
) -> tuple[Decided, ...]:
    """What the council of a member has decided, in the order edition, common benchmarks, own targets by day.

    Own targets are those of decisions in its agenda that an elected body adopted; ``agenda`` is None where it is not
    shared.
    """
    return tuple(_decided(member, benchmarks, agenda, standard))


def _decided(
    member: Member, benchmarks: Iterable[CommonBenchmark], agenda: Agenda | None, standard: Standard
) -> Iterator[Decided]:
    if member.edition is not None:
        yield Decided("edition", (member.edition,), member.decision or "", member.on, member.body or "")
    for each in benchmarks:
        if each.holds_for(member):
            yield Decided(
                "benchmark", (standard.one_series(each.series).id,), each.decision, each.on, each.adopted_by or ""
            )
    if agenda is not None:
        yield from _targets(agenda, standard)


def _targets(agenda: Agenda, standard: Standard) -> Iterator[Decided]:
    """Decisions of elected bodies that adopted targets to series of the standard, the oldest first."""
    chain = agenda.chain
    for each in sorted(chain.rows("decisions"), key=lambda row: (row.date, row.id)):
        if each.outcome not in ADOPTED or not chain.is_elected(each):
            continue
        series = [standard.find_series(one.series) for one in _adopted(chain, each)]
        about = tuple(dict.fromkeys(one.id for one in series if one is not None))
        if about:
            body = chain.bodies.get(each.body)
            yield Decided("target", about, each.case, each.date, body.name if body else each.body)


def _adopted(chain: Chain, decision: Decision) -> Iterator[AgendaCommitment]:
    """The commitments that a decision adopted: those that name it, those it sets, those of a document it adopted."""
    sets = bool(set(decision.acts) & set(SETS))
    for each in chain.commitments.values():
        named = chain.decision(each.decision)
        if named is not None:
            adopted = named is decision
        else:
            adopted = each.document in decision.about or (
                sets and bool({each.id, each.objective} & set(decision.about))
            )
        if adopted:
            yield each
