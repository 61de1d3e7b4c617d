"""C2, C7, C8: dates that cannot be, days that a rule asks for, and promises whose time is out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sdg_standard.agenda.cells import CellError, as_date
from sdg_standard.agenda.chain import ADOPTED, Chain, hearings
from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import C2, C7, C8
from sdg_standard.agenda.names import named
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import STATUTORY, AgendaCommitment, AgendaDocument, Decision
from sdg_standard.words import say

SPANS = (
    *(("documents", "period_start", "period_end"), ("measures", "start", "end"), ("terms", "start", "end")),
    *(("objectives", "from_", "to"), ("bodies", "from_", "to")),
)
HAPPENED = (
    *(("measures", "date_met"), ("decisions", "date"), ("decisions", "followup_date"), ("participation", "date")),
    *(("objectives", "ended"), ("documents", "retrieved"), ("confirmations", "confirmed_on")),
)
"""Days of what has happened, which cannot lie in the future."""
BEARING = ("planstrategi", "samfunnsdel", "arealdel", "handlingsdel", "okonomiplan", "budsjett")
"""Roles of documents that bear goals, before whose adoption the three councils are heard (koml. § 5-12)."""


def impossible(subject: Subject) -> Iterator[Finding]:
    """C2: an end before its start, something that happened after the agenda's date, adoption before publication."""
    chain = subject.chain
    for name, first, last in SPANS:
        for at, row in chain.placed(name):
            start, end = getattr(row, first), getattr(row, last)
            if start is not None and end is not None and end < start:
                message = say("agenda.end_before_start", start=_day(start), end=_day(end))
                yield Finding(C2, name, (at,), message, last.rstrip("_"))
    for name, field in HAPPENED:
        for at, row in chain.placed(name):
            day = getattr(row, field)
            if day is not None and day > chain.date:
                yield Finding(C2, name, (at,), say("agenda.in_future", day=_day(day), date=_day(chain.date)), field)
    for at, document in chain.placed("documents"):
        adopted = chain.adopted_on(document)
        if adopted is not None and document.published is not None and adopted < document.published:
            days = {"adopted": _day(adopted), "published": _day(document.published)}
            yield Finding(C2, "documents", (at,), say("agenda.adopted_before_published", **days), "published")


def reported_too_early(subject: Subject) -> Iterator[Finding]:
    """C2: a report that was published before the end of the period that it is about."""
    chain = subject.chain
    for at, report in chain.placed("reports"):
        period, document = period_of(report.period), chain.documents.get(report.document)
        made = document and (document.published or chain.adopted_on(document))
        if period is not None and made and made <= period.end and not _is_interim(document):
            message = say("agenda.inside_own_period", day=_day(made), end=_day(period.end))
            yield Finding(C2, "reports", (at,), message, "period")


def _is_interim(document: AgendaDocument | None) -> bool:
    return document is not None and "tertialrapport" in document.roles


def days_asked_for(subject: Subject) -> Iterator[Finding]:
    """C7: days of public inspection, the planning strategy's year, the three councils. Dates and rule, no verdict."""
    chain = subject.chain
    for at, document in chain.placed("documents"):
        asked, rule = _inspection(document)
        adopted = chain.adopted_on(document)
        if asked and adopted is not None and document.published is not None:
            days = (adopted - document.published).days
            if 0 <= days < asked:
                message = say("agenda.days_public", days=days, asked=asked, rule=rule, adopted=_day(adopted))
                yield Finding(C7, "documents", (at,), message, "published")
        if "planstrategi" in document.roles and adopted is not None:
            yield from _strategy(chain, at, adopted)
    for at, decision in chain.placed("decisions"):
        lacking = not_heard(chain, decision)
        if lacking:
            message = say(
                "agenda.not_heard",
                councils=[named("code", each) for each in lacking],
                date=_day(decision.date),
                rule="koml. § 5-12",
            )
            yield Finding(C7, "decisions", (at,), message, "heard_by")


def _inspection(document: AgendaDocument) -> tuple[int, str]:
    """How many days a document has to be public, and by which rule; one with both roles for the longer."""
    if "handlingsdel" in document.roles:
        return 30, "pbl. § 11-4"
    if "planstrategi" in document.roles:
        return 30, "pbl. § 10-1"
    return (14, "koml. § 14-3") if {"okonomiplan", "budsjett"} & set(document.roles) else (0, "")


def _strategy(chain: Chain, at: int, adopted: datetime.date) -> Iterator[Finding]:
    term = max(
        (each for each in chain.rows("terms") if each.start <= adopted), key=lambda each: each.start, default=None
    )
    if term is not None and adopted > year_after(term.start):
        days = {"adopted": _day(adopted), "start": _day(term.start), "rule": "pbl. § 10-1"}
        yield Finding(C7, "documents", (at,), say("agenda.strategy_late", **days), "decision")


def year_after(day: datetime.date) -> datetime.date:
    """The same day a year later; of 29 February the 28th."""
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day.replace(year=day.year + 1, day=28)


def bears_goals(chain: Chain, decision: Decision) -> bool:
    """Whether the council adopted a plan, budget or strategy that bears goals."""
    if decision.outcome not in ADOPTED or not chain.by_council(decision):
        return False
    own = (row for row in chain.documents.values() if chain.decision(row.decision) is decision)
    about = (chain.documents[each] for each in decision.about if each in chain.documents)
    return any(set(BEARING) & set(document.roles) for document in (*own, *about))


def not_heard(chain: Chain, decision: Decision) -> list[str]:
    """Which of the three statutory councils were not heard before a decision that bears goals."""
    if not chain.bodies or not bears_goals(chain, decision):
        return []
    heard = {
        chain.bodies[body].kind for body, day in hearings(decision) if body in chain.bodies and _before(day, decision)
    }
    return [kind for kind in STATUTORY if kind not in heard]


def _before(day: str, decision: Decision) -> bool:
    """Whether a hearing lies before the decision; one without a day is taken at its word."""
    if not day:
        return True
    try:
        return as_date(day, "") < decision.date
    except CellError:
        return False


def forgotten(subject: Subject) -> Iterator[Finding]:
    """C8: time is out and nobody has said what became of it."""
    chain = subject.chain
    for at, commitment in chain.placed("commitments"):
        period, base = period_of(commitment.period), period_of(commitment.baseline_period)
        if period is not None and base is not None and period.end <= base.end:
            message = say("agenda.before_baseline", period=commitment.period, baseline=commitment.baseline_period)
            yield Finding(C8, "commitments", (at,), message, "period", severity="warning")
        elif period is not None and period.end < chain.date and not _is_closed(chain, commitment):
            message = say("agenda.year_passed", period=commitment.period, id=commitment.id)
            yield Finding(C8, "commitments", (at,), message, "period", "warning")
    for at, measure in chain.placed("measures"):
        if measure.end is not None and measure.end < chain.date and measure.status in ("under_way", "not_started"):
            message = say("agenda.past_its_end", end=_day(measure.end), status=named("code", measure.status))
            yield Finding(C8, "measures", (at,), message, "status", "warning")


def _is_closed(chain: Chain, commitment: AgendaCommitment) -> bool:
    """Whether somebody has reported on a commitment at its end, or closed it."""
    period = period_of(commitment.period)
    assert period is not None
    reports = chain.reports_about(commitment.id, commitment.objective)
    told = any((each := period_of(report.period)) is not None and each.end >= period.end for report in reports)
    closed = any("closes" in decision.acts for decision in chain.decisions_about(commitment.id, commitment.objective))
    objective = chain.objectives.get(commitment.objective)
    return told or closed or (objective is not None and objective.ended is not None)


def _day(day: datetime.date) -> str:
    return day.isoformat()
