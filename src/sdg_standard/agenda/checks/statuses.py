"""C10: what is reported against the figure that is reported with it."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import C10
from sdg_standard.agenda.following import Standing
from sdg_standard.agenda.names import named
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaCommitment, AgendaReport
from sdg_standard.words import say

ORDER = ("not_achieved", "off_track", "at_risk", "on_track", "achieved")
"""Statuses that say how it goes, worst first."""
FITS = {
    "desired": ("on_track", "achieved"),
    "accepted": ("at_risk", "on_track"),
    "not_approved": ("not_achieved", "at_risk"),
    "reached": ("on_track", "achieved"),
    "on_track": ("at_risk", "on_track"),
    "at_risk": ("off_track", "at_risk"),
    "off_track": ("not_achieved", "off_track"),
    "lost": ("not_achieved", "off_track"),
}
"""The worst and the best status that fit what the figure says."""
ACTS = frozenset({"changes_target", "adds_measure", "changes_money", "asks_report"})
"""What a decision may do about a deviation; taking note is not among it."""


def commitment_of(chain: Chain, report: AgendaReport) -> AgendaCommitment | None:
    """The commitment that a report is about; of an objective its only one."""
    commitment = chain.commitments.get(report.about)
    if commitment is None:
        own = [each for each in chain.commitments_of(report.about) if not each.milestone_of]
        commitment = own[0] if len(own) == 1 else None
    return commitment


def reports_of(chain: Chain, commitment: AgendaCommitment) -> list[AgendaReport]:
    """The reports about a commitment: those that name it, and those on its objective where it is the only one."""
    names = (commitment.id, commitment.objective)
    return [each for each in chain.reports_about(*names) if commitment_of(chain, each) is commitment]


def standing_of(chain: Chain, report: AgendaReport) -> Standing | None:
    """The figure of a report against the commitment that it is about."""
    commitment = commitment_of(chain, report)
    if commitment is None or report.value is None:
        return None
    return Standing(commitment, report.value, period_of(report.value_period or report.period))


def computed(standing: Standing) -> str | None:
    """What the figure says by itself: its band, otherwise its pace."""
    return standing.verdict or standing.pace


def contradicted(subject: Subject) -> Iterator[Finding]:
    """A status better than its figure (an error) or worse (a warning); a figure in a gap of the bands."""
    chain = subject.chain
    for at, report in chain.placed("reports"):
        standing = standing_of(chain, report)
        said = computed(standing) if standing is not None else None
        if standing is not None and standing.gap:
            message = say("agenda.figure_in_gap", value=standing.value, id=report.id)
            yield Finding(C10, "reports", (at,), message, "value", "warning")
        if said is None or report.status not in ORDER:
            continue
        worst, best = (ORDER.index(each) for each in FITS[said])
        place = ORDER.index(report.status)
        if place > best or place < worst:
            better = place > best
            key = "agenda.status_better" if better else "agenda.status_worse"
            message = say(key, status=named("code", report.status), figure=report.value, said=named("code", said))
            yield Finding(C10, "reports", (at,), message, "status", "error" if better else "warning")


def unexplained(subject: Subject) -> Iterator[Finding]:
    """A figure without source; off track without cause; off track and only noted."""
    chain = subject.chain
    for at, report in chain.placed("reports"):
        if report.value is not None and not report.source:
            yield Finding(C10, "reports", (at,), say("agenda.no_source", id=report.id), "source", "warning")
        if report.status not in ("off_track", "not_achieved"):
            continue
        if not report.cause:
            yield Finding(C10, "reports", (at,), say("agenda.no_cause", id=report.id), "cause", "warning")
        if only_noted(chain, report):
            yield Finding(C10, "reports", (at,), say("agenda.only_noted", id=report.id), "status", "warning")


def only_noted(chain: Chain, report: AgendaReport) -> bool:
    """Whether decisions speak of a report, and all of them only took note."""
    found = [each for each in chain.rows("decisions") if each.report == report.id]
    return bool(found) and not any(ACTS & set(each.acts) for each in found) and all(e.outcome == "noted" for e in found)
