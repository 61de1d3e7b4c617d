"""Notices: nothing is wrong with them, and a reader wants to know."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import NOTICE
from sdg_standard.agenda.periods import period_of
from sdg_standard.words import say

MANY_OBJECTIVES, MANY_TARGETS, MANY_REPORTS, YEARS = 3, 3, 10, 2
RED = ("off_track", "not_achieved", "stopped")


def labels(subject: Subject) -> Iterator[Finding]:
    """A measure of many objectives without shares; an objective of many UN targets."""
    chain = subject.chain
    for at, measure in chain.placed("measures"):
        shared = any(row.share is not None for row in chain.money_of(measure.id))
        if len(measure.objectives) > MANY_OBJECTIVES and not shared:
            message = say("agenda.many_objectives", id=measure.id, n=len(measure.objectives))
            yield Finding(NOTICE, "measures", (at,), message, "objectives", "note")
    for at, row in chain.placed("objectives"):
        if len(row.un_targets) > MANY_TARGETS:
            message = say("agenda.many_targets", id=row.id, n=len(row.un_targets))
            yield Finding(NOTICE, "objectives", (at,), message, "un_targets", "note")


def same_words(subject: Subject) -> Iterator[Finding]:
    """What is said of an objective word for word as in an earlier period."""
    seen: dict[tuple[str, str], str] = {}
    for at, report in subject.chain.placed("reports"):
        words = " ".join(report.words.split())
        if not words:
            continue
        earlier = seen.setdefault((report.about, words), report.period)
        if earlier != report.period:
            message = say("agenda.same_words", id=report.id, period=earlier)
            yield Finding(NOTICE, "reports", (at,), message, "words", "note")


def never_red(subject: Subject) -> Iterator[Finding]:
    """More than ten reports of two years, and not one that says it goes badly."""
    chain = subject.chain
    recent = []
    for at, report in chain.placed("reports"):
        period = period_of(report.period)
        if period is not None and period.end.year > chain.date.year - 1 - YEARS:
            recent.append((at, report))
    told = [report for _, report in recent if report.status not in ("not_measured", "not_reported")]
    if len(told) > MANY_REPORTS and not any(report.status in RED for report in told):
        message = say("agenda.never_red", n=len(told))
        yield Finding(NOTICE, "reports", (recent[0][0],), message, "status", "note")
