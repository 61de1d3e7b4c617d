"""The figure of a report against the unit of its commitment: per cent, a share, a count and a rate are four things."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.agenda.cells import is_per_cent
from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.checks.statuses import commitment_of
from sdg_standard.agenda.codes import REPORT_UNIT
from sdg_standard.catalogue import Standard
from sdg_standard.model.agenda import AgendaCommitment
from sdg_standard.units import UnitError, Units
from sdg_standard.words import Said, say


def other_unit(subject: Subject) -> Iterator[Finding]:
    """A figure in another unit than its commitment (an error), or in one where the commitment says none (a warning).

    Without a standard only per cent is told from what is none: its words need no list of units.
    """
    for at, report in subject.chain.placed("reports"):
        commitment = commitment_of(subject.chain, report)
        if commitment is None or report.value is None or not report.unit:
            continue
        own = unit_of(commitment, subject.standard)
        if own is None:
            message = say("agenda.figure_no_unit", unit=report.unit, id=commitment.id)
            cure = say("agenda.unit_to_commitment", unit=report.unit)
            yield Finding(REPORT_UNIT, "reports", (at,), message, "value", "warning", cure)
        elif not _same(report.unit, own, subject.standard):
            message = say("agenda.figure_unit", unit=report.unit, id=commitment.id, own=own or say("agenda.a_count"))
            cure = _cure(report.value, report.unit, own, subject.standard)
            yield Finding(REPORT_UNIT, "reports", (at,), message, "value", "error", cure)


def unit_of(commitment: AgendaCommitment, standard: Standard | None) -> str | None:
    """The unit of a commitment: its own, otherwise that of its series; None where nobody says it."""
    if commitment.unit:
        return commitment.unit
    series = standard.find_series(commitment.series) if standard is not None else None
    return None if series is None else series.unit or ""


def _same(one: str, other: str, standard: Standard | None) -> bool:
    """Whether two units are one, however they are written; without a list of units all but per cent may be."""
    if one == other or (is_per_cent(one) and is_per_cent(other)):
        return True
    if standard is None:
        return not (is_per_cent(one) or is_per_cent(other))
    try:
        return standard.units.parse(one) == standard.units.parse(other)
    except UnitError:
        return False


def _cure(value: float, unit: str, own: str, standard: Standard | None) -> Said:
    """What to write: the figure in the unit of the commitment, where it can be worked out."""
    converted = _converted(value, unit, own, standard.units) if standard is not None else None
    if converted is None:
        return say("agenda.figure_measured_anew", own=own or say("agenda.a_count"))
    return say("agenda.figure_converted", value=converted, own=own or say("agenda.a_count"))


def _converted(value: float, unit: str, own: str, units: Units) -> float | None:
    try:
        return float(units.convert(value, units.parse(unit), units.parse(own)))
    except UnitError:
        return None


def perhaps_a_share(subject: Subject) -> Iterator[Finding]:
    """A figure between 0 and 1 without a unit, of a commitment in per cent whose own numbers are larger than 1."""
    for at, report in subject.chain.placed("reports"):
        commitment = commitment_of(subject.chain, report)
        if commitment is None or report.value is None or report.unit or not 0 < abs(report.value) < 1:
            continue
        known = [each for each in (commitment.baseline_value, commitment.value) if each is not None]
        if is_per_cent(unit_of(commitment, subject.standard) or "") and known and min(map(abs, known)) > 1:
            meant = report.value * 100
            message = say("agenda.figure_share", value=report.value, id=commitment.id, meant=meant)
            cure = say("agenda.write_per_cent", value=report.value, meant=meant)
            yield Finding(REPORT_UNIT, "reports", (at,), message, "value", "warning", cure)
