"""Measure 4: how long it takes from a figure that deviates to a decision that acts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import ACTS, standing_of
from sdg_standard.agenda.coherence.result import FEWEST, Measured, Share
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaReport, Decision
from sdg_standard.words import say

HALF_A_YEAR = 183


@dataclass(frozen=True)
class Deviation:
    """The first report whose figure deviates, and what was decided about it."""

    objective: str
    report: AgendaReport
    day: datetime.date
    acted: Decision | None
    noted: bool
    days: int
    """Days until somebody acted, or until the agenda's date where nobody has; 0 where it was acted already."""
    new_council: bool
    """Whether another council sat at the end than at the beginning."""


def deviations(chain: Chain) -> tuple[list[Deviation], tuple[str, ...]]:
    """For each objective the first deviation of its figures; and objectives whose deviation is older than any report.

    Older is what lay outside of its accepted bands at the baseline already and does so in the first report: nobody
    knows when that began.
    """
    found, older = [], []
    for row in chain.leaves:
        dated = sorted(
            ((day, report) for report in chain.reports_on(row) if (day := _day(chain, report)) is not None),
            key=lambda pair: (pair[0], pair[1].id),
        )
        first = next(((day, each) for day, each in dated if _deviates(chain, each)), None)
        if first is None:
            continue
        if first == dated[0] and _began_before(chain, first[1]):
            older.append(row.id)
        else:
            found.append(_followed(chain, row.id, *first))
    return found, tuple(older)


def _began_before(chain: Chain, report: AgendaReport) -> bool:
    """Whether the baseline of what a report is about lay outside of its bands already."""
    standing = standing_of(chain, report)
    if standing is None or standing.bands is None or standing.commitment.baseline_value is None:
        return False
    return standing.bands.judge(standing.commitment.baseline_value).verdict == "not_approved"


def _day(chain: Chain, report: AgendaReport) -> datetime.date | None:
    document = chain.documents.get(report.document)
    return None if document is None else document.published or chain.adopted_on(document)


def _deviates(chain: Chain, report: AgendaReport) -> bool:
    standing = standing_of(chain, report)
    return standing is not None and standing.deviates


def _followed(chain: Chain, objective: str, day: datetime.date, report: AgendaReport) -> Deviation:
    names = (objective, report.about, *(each.id for each in chain.commitments_of(objective)))
    names = (*names, *(each.id for each in chain.measures_of(objective)))
    about = [each for each in chain.decisions_about(*names) if chain.is_elected(each)]
    about += [each for each in chain.rows("decisions") if each.report == report.id and each not in about]
    acting = [each for each in about if ACTS & set(each.acts)]
    later = sorted((each for each in acting if each.date >= day), key=lambda each: each.date)
    acted = _before_the_report(acting, objective, day, report) or next(iter(later), None)
    end = acted.date if acted is not None else chain.date
    noted = acted is None and any(each.date >= day for each in about)
    new_council = _council(chain, day) != _council(chain, end)
    return Deviation(objective, report, day, acted, noted, max((end - day).days, 0), new_council)


def _before_the_report(
    acting: Sequence[Decision], objective: str, day: datetime.date, report: AgendaReport
) -> Decision | None:
    """The last act in the time reported on, or since, that names the objective itself: it was acted already.

    What names only a measure or a target may be about something else, and what is older is what the figure is of.
    """
    period = period_of(report.period)
    begin = period.start if period is not None else day
    own = [each for each in acting if objective in each.about and begin <= each.date < day]
    return max(own, key=lambda each: each.date, default=None)


def _council(chain: Chain, day: datetime.date) -> str:
    """The id of the term that a day lies in; empty before the first."""
    started = [term for term in chain.rows("terms") if term.start <= day]
    return max(started, key=lambda term: term.start).id if started else ""


def kaplan_meier_median(durations: Sequence[int], ended: Sequence[bool]) -> float | None:
    """The first time at which the share still open, S(t) = Π (1 − d / n), is at most a half; None if it never is.

    What is still open is censored at its duration, never dropped (Kaplan and Meier 1958). Twenty lines of arithmetic
    that a test holds against lifelines; a library of survival models would be a heavy extra for them.

    >>> kaplan_meier_median([10, 20, 30, 40], [True, True, False, True])
    20.0
    """
    share = 1.0
    for time in sorted({each for each, done in zip(durations, ended, strict=True) if done}):
        at_risk = sum(each >= time for each in durations)
        events = sum(each == time and done for each, done in zip(durations, ended, strict=True))
        share *= 1.0 - events / at_risk
        if share <= 0.5 + 1e-12:
            return float(time)
    return None


def reaction(chain: Chain) -> Measured:
    """Measure 4. The median of days from deviation to an act, and how many were decided within half a year.

    ``only_noted``: shares that were dealt with and nothing decided; ``lowered``: ended by changing the target itself.
    The list ``older``, where there is any, has the objectives that are left out; ``new_council`` those where a council
    was elected in between.
    """
    found, older = deviations(chain)
    told_older = (say("agenda.older_deviations", n=len(older)),) if older else ()
    left_out = {"older": older} if older else {}
    if not found:
        return Measured("reaction", False, say("agenda.no_deviation"), lists=left_out, notes=told_older)
    names = tuple(each.objective for each in found)
    acted = [each for each in found if each.acted is not None]
    shares = {
        "within_half_a_year": Share.of(tuple(e.objective for e in acted if e.days <= HALF_A_YEAR), names),
        "only_noted": Share.of(tuple(e.objective for e in found if e.noted), names),
        "lowered": Share.of(
            tuple(e.objective for e in acted if e.acted is not None and "changes_target" in e.acted.acts), names
        ),
    }
    enough = len(acted) >= FEWEST
    median = kaplan_meier_median([e.days for e in found], [e.acted is not None for e in found]) if enough else None
    open_still = tuple(e.objective for e in found if e.acted is None)
    notes = () if enough else (say("agenda.few_events", n=len(acted)),)
    numbers = {"median_days": median, "events": float(len(acted))}
    lists = {"open": open_still, "deviating": names, **left_out}
    if changed := tuple(e.objective for e in found if e.new_council):
        lists["new_council"] = changed
    return Measured("reaction", True, None, shares, numbers, lists, (*notes, *told_older))
