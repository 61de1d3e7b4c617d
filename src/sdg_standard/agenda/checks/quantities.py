"""C3, C4, C9: numbers that speak of something else, bands that do not fit together, sums that do not add up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import C3, C4, C9
from sdg_standard.agenda.following import bands_for
from sdg_standard.catalogue import Standard
from sdg_standard.model.agenda import AgendaCommitment, Coverage, Money
from sdg_standard.units import UnitError
from sdg_standard.words import Said, say

HUNDRED, TOLERANCE = 100.0, 1e-6
COPIES = 3
"""So many commitments of different series with the same numbers are no measurement but a form filled in by copying."""


def other_quantity(subject: Subject) -> Iterator[Finding]:
    """C3: a commitment that speaks of another unit, base, area or population than its series."""
    chain, standard = subject.chain, subject.standard
    for at, row in chain.placed("commitments"):
        if row.area and row.area != chain.agenda.about.municipality:
            yield Finding(C3, "commitments", (at,), say("agenda.other_area", area=row.area), "area")
        elif row.population:
            yield Finding(
                C3, "commitments", (at,), say("agenda.other_population", population=row.population), "population"
            )
        elif standard is not None and (fault := _unit_fault(row, standard)):
            yield Finding(C3, "commitments", (at,), fault, "unit")
    yield from _copies(subject)


def _unit_fault(row: AgendaCommitment, standard: Standard) -> Said | None:
    """Why the unit of a commitment is not that of its series; None where it is, or the series is one's own."""
    series = standard.find_series(row.series)
    if series is None or not row.unit:
        return None
    units = standard.units
    target = units.parse(series.unit or "")
    try:
        given = units.parse(row.unit, series.understood)
        units.convert(1.0, given, target)
    except UnitError:
        return say("agenda.other_unit", unit=row.unit, series=series.id, own=series.unit or "–")
    if _base(str(given)) != _base(str(target)):
        return say("agenda.other_unit", unit=row.unit, series=series.id, own=series.unit or "–")
    return None


def _base(unit: str) -> str:
    """What a rate is per: ``per 1000 inhabitants``; empty where it is no rate."""
    return unit.partition("per ")[2].strip()


def _copies(subject: Subject) -> Iterator[Finding]:
    alike: dict[tuple[Any, ...], list[tuple[int, AgendaCommitment]]] = defaultdict(list)
    for at, row in subject.chain.placed("commitments"):
        if row.baseline_value is not None and row.value is not None:
            alike[row.baseline_value, row.value].append((at, row))
    for (base, value), rows in alike.items():
        if len({row.series for _, row in rows}) >= COPIES:
            message = say("agenda.placeholder", n=len(rows), base=base, value=value)
            yield Finding(C3, "commitments", tuple(at for at, _ in rows), message, "value")


def bands(subject: Subject) -> Iterator[Finding]:
    """C4: bands that overlap or run against the direction (errors), or leave a gap (a warning)."""
    for at, row in subject.chain.placed("commitments"):
        found = bands_for(row)
        if found is None:
            continue
        for low, high in found.overlaps():
            yield Finding(C4, "commitments", (at,), say("agenda.bands_overlap", low=low, high=high), "bands", "error")
        for low, high in found.gaps():
            yield Finding(C4, "commitments", (at,), say("agenda.bands_gap", low=low, high=high), "bands", "warning")
        if _against(row, subject.standard):
            yield Finding(C4, "commitments", (at,), say("agenda.bands_against"), "bands", "error")


def _against(row: AgendaCommitment, standard: Standard | None) -> bool:
    """Whether what is accepted lies on the better side of what is desired."""
    found = bands_for(row)
    series = standard.find_series(row.series) if standard is not None else None
    way = row.direction or (series.direction if series is not None else "")
    if found is None or not found.accepted or way not in ("higher_is_better", "lower_is_better"):
        return False
    better = (
        max(item.high for item in found.desired) if way == "higher_is_better" else -min(i.low for i in found.desired)
    )
    sides = [item.low if way == "higher_is_better" else -item.high for item in found.accepted]
    return all(side >= better for side in sides)


def totals(subject: Subject) -> Iterator[Finding]:
    """C9: shares that do not make a hundred, rows that do not make the printed total, money used but never approved."""
    yield from _shares(subject)
    yield from _unapproved(subject)
    for at, row in subject.chain.placed("coverage"):
        if row.about == "money" and row.sum is not None:
            yield from _printed(subject, at, row)
        elif row.count is not None and (fault := _counted(subject, row)):
            yield Finding(C9, "coverage", (at,), fault, "count")


def _shares(subject: Subject) -> Iterator[Finding]:
    groups: dict[tuple[Any, ...], list[tuple[int, Money]]] = defaultdict(list)
    for at, row in subject.chain.placed("money"):
        if row.share is not None:
            groups[row.measure, row.year, row.phase, row.kind].append((at, row))
    for (measure, year, *_), rows in groups.items():
        total = math.fsum(row.share or 0.0 for _, row in rows)
        if abs(total - HUNDRED) > TOLERANCE * HUNDRED:
            message = say("agenda.shares", measure=measure, year=str(year), total=total)
            yield Finding(C9, "money", tuple(at for at, _ in rows), message, "share")


def _unapproved(subject: Subject) -> Iterator[Finding]:
    rows = list(subject.chain.placed("money"))
    approved = {(row.measure, row.year) for _, row in rows if row.phase in ("approved", "adjusted")}
    for at, row in rows:
        if row.phase == "executed" and (row.measure, row.year) not in approved:
            yield Finding(
                C9, "money", (at,), say("agenda.unapproved", measure=row.measure, year=str(row.year)), "phase"
            )


def money_in(subject: Subject, row: Coverage) -> list[Money]:
    """The approved rows of money that one line of coverage speaks of."""
    return [
        each
        for each in subject.chain.rows("money")
        if each.phase == "approved"
        and (row.year is None or each.year == row.year)
        and (not row.document or each.document in ("", row.document))
    ]


def _printed(subject: Subject, at: int, row: Coverage) -> Iterator[Finding]:
    """Rows against a printed sum: half a unit of each row may be lost by rounding."""
    rows = money_in(subject, row)
    total = math.fsum(abs(each.kroner) for each in rows)
    slack = math.fsum(0.5 * each.kroner / each.amount if each.amount else 0.5 for each in rows)
    assert row.sum is not None
    if rows and abs(total - abs(row.sum)) > slack + TOLERANCE * total:
        yield Finding(C9, "coverage", (at,), say("agenda.printed_sum", printed=row.sum, total=total), "sum")


def _counted(subject: Subject, row: Coverage) -> Said | None:
    """Why the number of rows is not the declared one; None where it is, or the scope is one that is not counted."""
    sheet = subject.chain.agenda.sheets.get(row.about)
    if sheet is None or not row.complete or row.document or row.year is not None:
        return None
    entered = len(sheet) + sheet.refused
    return say("agenda.printed_count", count=row.count, entered=entered) if entered != row.count else None
