"""C5 and C6: where the thread is broken, downwards from objectives and upwards from measures."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import C5, C6
from sdg_standard.model.agenda import Objective
from sdg_standard.words import say

LINKS = ("commitment", "measure", "money", "report")


def missing_links(chain: Chain, objective: Objective) -> list[str]:
    """Which of four links an objective lacks: a commitment, a measure, money or the frame, a report."""
    measures = chain.measures_of(objective.id)
    has = {
        "commitment": bool(chain.commitments_of(objective.id)),
        "measure": bool(measures),
        "money": any(each.within_frame or has_money(chain, each.id) for each in measures),
        "report": bool(chain.reports_on(objective)),
    }
    return [link for link in LINKS if not has[link]]


def has_money(chain: Chain, measure: str) -> bool:
    """Whether a measure has approved kroner."""
    return any(row.phase in ("approved", "adjusted") and row.amount for row in chain.money_of(measure))


def broken(subject: Subject) -> Iterator[Finding]:
    """C5: an objective at the lowest level without one of the four links, each a finding of its own."""
    chain = subject.chain
    leaves = {row.id for row in chain.leaves}
    for at, row in chain.placed("objectives"):
        if row.id not in leaves:
            continue
        page = row.page or "–"
        for link in missing_links(chain, row):
            message = say(f"agenda.without_{link}", id=row.id, document=row.document, page=page)
            yield Finding(C5, "objectives", (at,), message, "id", "warning")


def orphans(subject: Subject) -> Iterator[Finding]:
    """C6: measures that serve nothing, prioritised goals that nothing serves, objectives of deselected goals."""
    chain = subject.chain
    for at, measure in chain.placed("measures"):
        if not measure.objectives and not measure.none_because:
            yield Finding(C6, "measures", (at,), say("agenda.serves_nothing", id=measure.id), "objectives", "warning")
    served = {goal for row in chain.leaves for goal in chain.goals_of(row)}
    deselected = set()
    for at, priority in chain.placed("priorities"):
        if priority.status == "prioritised" and priority.goal not in served:
            message = say("agenda.goal_unserved", goal=priority.goal)
            yield Finding(C6, "priorities", (at,), message, "goal", "warning")
        deselected |= {priority.goal} if priority.status == "deselected" else set()
    for at, row in chain.placed("objectives"):
        for goal in sorted(chain.goals_of(row) & deselected):
            message = say("agenda.goal_deselected", id=row.id, goal=goal)
            yield Finding(C6, "objectives", (at,), message, "un_targets", "warning")
